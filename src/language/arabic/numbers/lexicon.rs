//! The words of numerals.toml and calendar.toml, folded, with every proclitic they can carry.
//!
//! One table from a word as it stands in folded text to all that numerals and dates know of it, so
//! that a text needs one look-up a word. Built once, on first use.

mod build;
mod files;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::Weekday;
use serde::Deserialize;

use super::Bound;

/// What stands before the word proper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Clitic {
    /// "و".
    pub conjunction: bool,
    /// "ب", "ل", "ك", "ف".
    pub preposition: bool,
    /// "ال", also within "لل".
    pub article: bool,
    /// Length of all of it in bytes.
    pub bytes: usize,
}

/// What a word is among the number words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum NumberWord {
    /// 1 to 9; `joined` ones ("أحد", "اثنا") count only with a ten after them.
    Unit { value: u16, joined: bool },
    /// 10 ("عشر"), which makes a teen of the unit before it.
    Ten,
    /// 20 to 90.
    Tens(u16),
    /// 100, which multiplies the unit before it.
    Hundred,
    /// 200 to 900 in one word.
    Hundreds(u16),
    /// A thousand and up, alone or after a number.
    Scale(f64),
    /// The dual of a scale, with its two.
    ScaleTwo(f64),
    /// The plural of a scale, after a number; vague where none stands before it.
    ScaleMany(f64),
    /// The plural of tens or hundreds, which tells the least that there is.
    Vague(f64),
    /// A part of a scale.
    Fraction(f64),
    /// An ordinal 1 to 10; `joined` ones ("حادي") count only with a ten after them.
    Ordinal { value: u16, joined: bool },
    /// Nothing but proclitics, as before digits in "ال20" and "و20".
    Proclitic,
}

/// What a word is among the words of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum CalendarWord {
    /// The first word of month names and relative days: an index into [`Lexicon::phrases`].
    Phrases(usize),
    /// A weekday, with or without article.
    Weekday(Weekday),
    /// "الماضي", "المقبل", "الجاري".
    Direction(Direction),
    /// "ساعة" to "سنة".
    Unit(Unit, Number),
    /// "قبل", "منذ".
    Before,
    /// "بعد".
    After,
    /// "من".
    From,
    /// "الى", "حتى".
    To,
    /// "بين".
    Between,
    /// "هذا".
    This,
    /// "عامي".
    Years,
    /// "يومي", "بتاريخ".
    Day,
    /// "صباح", "ليلة".
    OfDay,
    /// "مطلع", "منتصف", "أواخر".
    Third(Third),
    /// "الموافق".
    Corresponding,
    /// "هـ".
    Hijri,
    /// "م".
    Common,
}

/// Where a date lies, seen from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Before it.
    Past,
    /// In the month, week or year of it.
    Current,
    /// After it.
    Future,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Number {
    Singular,
    Dual,
    Plural,
}

/// A part of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Third {
    Early,
    Middle,
    Late,
}

/// The calendar a month or year belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Calendar {
    Gregorian,
    Hijri,
}

/// What a phrase of the calendar means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Meaning {
    /// A month by number; `doubtful` where the word has other uses.
    Month {
        calendar: Calendar,
        number: u32,
        doubtful: bool,
    },
    /// Days from the publication; `weak` where it needs company; an index into [`Lexicon::relatives`].
    Relative { days: i64, weak: bool, guard: usize },
}

/// The words after the first one of a calendar phrase, and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Phrase {
    /// The words after the first, folded.
    pub rest: Vec<String>,
    /// What it means.
    pub meaning: Meaning,
}

/// What a noun after a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Noun {
    /// Index into [`Lexicon::nouns`].
    pub index: usize,
    /// True for the dual, which counts two by itself.
    pub dual: bool,
}

/// What is known of one noun.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct NounEntry {
    /// Folded name that stands for all forms.
    pub name: String,
    /// True for currencies.
    pub money: bool,
    /// Adjectives that change nothing.
    pub plain: Vec<String>,
}

/// All that is known of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in super::super) struct Word {
    /// Its proclitics.
    pub clitic: Clitic,
    /// Its reading as a number word.
    pub number: Option<NumberWord>,
    /// Its reading as a word of the calendar.
    pub calendar: Option<CalendarWord>,
    /// Its reading as a counted noun.
    pub noun: Option<Noun>,
}

/// The tables behind numerals and dates.
pub(in super::super) struct Lexicon {
    words: HashMap<String, Word>,
    longest: usize,
    /// Month names and relative days by first word, longest phrase first.
    pub phrases: Vec<Vec<Phrase>>,
    /// Guards of the relative days.
    pub relatives: Vec<Guard>,
    /// Words after which a weekday is none, Monday first.
    pub weekday_guards: Vec<HashSet<String>>,
    /// Currencies and countable nouns.
    pub nouns: Vec<NounEntry>,
    /// Currency signs.
    pub currency_signs: Vec<(String, usize)>,
    /// Percent in words, longest first.
    pub percent: Vec<Vec<String>>,
    /// Percent signs.
    pub percent_signs: Vec<String>,
    /// Bounds before a number by last word, longest first.
    pub bounds_before: HashMap<String, Vec<(Vec<String>, Bound)>>,
    /// Bounds after it by first word.
    pub bounds_after: HashMap<String, Vec<(Vec<String>, Bound)>>,
    /// Closed lists that are asked only near a number or a date.
    pub lists: Lists,
}

/// Words beside which a relative day is none.
#[derive(Debug, Default)]
pub(in super::super) struct Guard {
    pub not_after: HashSet<String>,
    pub not_before: HashSet<String>,
}

/// Folded closed lists; numerals.toml and calendar.toml say what each is for.
#[derive(Debug, Default)]
pub(in super::super) struct Lists {
    pub between: HashSet<String>,
    pub qualifiers: HashSet<String>,
    pub not_units: HashSet<String>,
    pub identifier: HashSet<String>,
    pub identifier_far: HashSet<String>,
    pub hour_before: HashSet<String>,
    pub hour_after: HashSet<String>,
    pub year_before: HashSet<String>,
    pub about: HashSet<String>,
    pub within: HashSet<String>,
    pub other_year: HashSet<String>,
    pub general: HashSet<String>,
    pub named: HashSet<String>,
    pub counted: HashSet<String>,
    pub habit: HashSet<String>,
    pub media: HashSet<String>,
}

impl NumberWord {
    /// The least that a plural without a number before it means: "عشرات", "آلاف".
    pub fn least(self) -> Option<f64> {
        const PLURAL: f64 = 2.0;
        match self {
            Self::Vague(least) => Some(least),
            Self::ScaleMany(by) => Some(PLURAL * by),
            _ => None,
        }
    }
}

impl Lexicon {
    /// What is known of a folded word.
    pub fn word(&self, text: &str) -> Option<&Word> {
        if text.len() > self.longest {
            return None;
        }
        self.words.get(text)
    }
}

/// The lexicon, built on first use.
pub(in super::super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        // both files are compiled in, and a test reads them
        let numerals = toml::from_str(NUMERALS).expect("numerals.toml is well-formed");
        let calendar = toml::from_str(CALENDAR).expect("calendar.toml is well-formed");
        build::build(&numerals, &calendar)
    });
    &LEXICON
}

const NUMERALS: &str = include_str!("../numerals.toml");
const CALENDAR: &str = include_str!("../calendar.toml");
