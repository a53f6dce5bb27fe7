//! Numerals in folded Arabic text: value, bound, unit, and what kind of figure it is.
//!
//! Digits and words alike ("3.5 مليون دولار", "مئتان وخمسون قتيلا", "جنديين"). Years, dates, hours,
//! scores and numbers of things are found too, so that nobody takes them for counts, and vague plurals
//! ("عشرات القتلى", "آلاف الأشخاص"), which are no figures but contradict one. The words are in numerals.toml. A
//! singular noun counts nothing.

mod bounds;
mod finder;
pub(super) mod lexicon;
pub(super) mod reader;
pub(super) mod tokens;
mod units;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::dates::scan::scan;
use crate::language::text::is_alphanumeric;
use crate::statement::vocabulary;

pub(super) use finder::numerals_of;
use lexicon::NumberWord;

vocabulary! {
    /// How the true number relates to the one given.
    Bound {
        /// Just this.
        Equal = "=",
        /// About this.
        About = "~",
        /// This or more.
        AtLeast = ">=",
        /// This or less.
        AtMost = "<=",
    }
}

vocabulary! {
    /// What a numeral is for.
    NumeralKind {
        /// Counts or measures something.
        Count = "count",
        /// A share of a hundred.
        Percent = "percent",
        /// An amount of money.
        Money = "money",
        /// A year.
        Year = "year",
        /// Part of a date.
        Date = "date",
        /// An hour of the day.
        Time = "time",
        /// A place in an order.
        Ordinal = "ordinal",
        /// The number of a thing: a resolution, a telephone, an aircraft.
        Identifier = "identifier",
        /// One side of a result, as in "4 - 2".
        Score = "score",
        /// No more than an order of magnitude: "tens", "hundreds of thousands". The value is the least that it means.
        Vague = "vague",
    }
}

/// One numeral of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Numeral {
    /// Bytes of the number and its scales in the folded text; of the noun where a dual counts two.
    pub range: Range<usize>,
    /// Its value, scales multiplied in; per cent stay as they are (20 for "20%").
    pub value: f64,
    /// What it is for.
    pub kind: NumeralKind,
    /// True for ordinals, also where they are part of a date ("الخامس من مايو").
    pub ordinal: bool,
    /// How the true number relates to it.
    pub bound: Bound,
    /// What is counted, folded, listed nouns under one name ("قتلى" is "قتيل"); "%" for per cent; empty
    /// where the text names nothing.
    pub unit: String,
    /// Bytes of the unit in the folded text.
    pub unit_range: Option<Range<usize>>,
    /// True with the article ("الجنود الثلاثة", "الـ20"): known already, not a new count.
    pub definite: bool,
}

impl Numeral {
    /// True for what can be compared with other figures: counts, money and per cent.
    pub fn is_figure(&self) -> bool {
        is_figure(self.kind)
    }
}

fn is_figure(kind: NumeralKind) -> bool {
    matches!(
        kind,
        NumeralKind::Count | NumeralKind::Percent | NumeralKind::Money
    )
}

/// The numerals of a folded text, in order.
pub fn numerals(folded: &str) -> Vec<Numeral> {
    let tokens = tokens::tokens(folded);
    numerals_of(&tokens, &scan(&tokens))
}

/// True where a word of a folded text tells no more than an order of magnitude ("عشرات", "آلاف").
pub fn counts_vaguely(folded: &str) -> bool {
    let lexicon = lexicon::lexicon();
    let mut words = folded.split(|c: char| !is_alphanumeric(c));
    let number = |word: &str| lexicon.word(word)?.number;
    words.any(|word| number(word).and_then(NumberWord::least).is_some())
}

#[cfg(test)]
mod tests;
