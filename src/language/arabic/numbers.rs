//! Numerals in folded Arabic text: value, bound, unit, and what kind of figure it is.
//!
//! Digits and words alike ("3.5 مليون دولار", "مئتان وخمسون قتيلا", "جنديين"). Years, dates, hours,
//! scores and numbers of things are found too, so that nobody takes them for counts. The words are in
//! numerals.toml. Vague plurals ("عشرات", "آلاف الأشخاص") and a singular noun count nothing.

pub(super) mod lexicon;
pub(super) mod reader;
pub(super) mod tokens;

use std::ops::Range;

use crate::statement::vocabulary;
use lexicon::{CalendarWord, Lexicon, NumberWord, lexicon};
use reader::{Reading, bracketed, number_at, number_word};
use serde::{Deserialize, Serialize};
use tokens::{Kind, Token, is_lost_dash};

use super::dates::scan::{Found, scan};

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

/// Numerals of tokens whose dates are known.
pub(super) fn numerals_of(tokens: &[Token], dates: &[Found]) -> Vec<Numeral> {
    let mut finder = Finder {
        tokens,
        lexicon: lexicon(),
        out: Vec::new(),
        open_range: false,
    };
    let mut dates = dates.iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        while dates.next_if(|date| date.tokens.end <= at).is_some() {}
        let date = dates.peek().filter(|date| date.tokens.start <= at);
        at = match date {
            Some(date) => finder.in_date(at, date),
            None => finder.at(
                at,
                dates.peek().map_or(tokens.len(), |date| date.tokens.start),
            ),
        };
    }
    finder.out
}

/// Walks over the tokens and collects.
struct Finder<'t> {
    tokens: &'t [Token<'t>],
    lexicon: &'static Lexicon,
    out: Vec<Numeral>,
    /// True after the lower end of "بين 10 و20".
    open_range: bool,
}

/// What a number counts, and where that ends.
struct Counted {
    kind: NumeralKind,
    unit: String,
    range: Option<Range<usize>>,
    next: usize,
    /// The scale that the upper end of a range lends the lower one ("من 10 الى 20 مليون").
    scale: f64,
}

impl Counted {
    fn nothing(next: usize) -> Self {
        Counted {
            kind: NumeralKind::Count,
            unit: String::new(),
            range: None,
            next,
            scale: 1.0,
        }
    }
}

impl Finder<'_> {
    /// Takes one token that is part of a date.
    fn in_date(&mut self, at: usize, date: &Found) -> usize {
        let reading = number_at(&self.tokens[..date.tokens.end], at);
        let Some(reading) = reading.filter(|reading| !self.is_no_number(reading)) else {
            return at + 1;
        };
        // "23.6.2017" reads as a decimal: within a date every digit run stands for itself
        let digits = self.tokens[reading.first]
            .digits()
            .filter(|_| !reading.ordinal);
        let (value, next) = match digits {
            Some(value) => (f64::from(value), reading.first + 1),
            None => (reading.value, reading.next),
        };
        let year = !reading.ordinal && value >= 1000.0;
        let kind = if year {
            NumeralKind::Year
        } else {
            NumeralKind::Date
        };
        self.push(
            Reading {
                value,
                next,
                ..reading
            },
            Bound::Equal,
            Counted {
                kind,
                ..Counted::nothing(next)
            },
        );
        next
    }

    /// Takes what begins at a token outside dates and returns where to go on; no numeral reaches `limit`.
    fn at(&mut self, at: usize, limit: usize) -> usize {
        let token = &self.tokens[at];
        if token.kind == Kind::Sign || token.kind == Kind::Word && token.word.is_none() {
            if token.text == "\n" || token.text == "." {
                self.open_range = false;
            }
            return at + 1;
        }
        if let Some(next) = self.dual(at) {
            return next;
        }
        let Some(mut reading) = number_at(&self.tokens[..limit], at) else {
            return at + 1;
        };
        if reading.next <= at || self.is_no_number(&reading) {
            return at + 1;
        }
        if let Some(next) = self.special_digits(&reading) {
            return next;
        }
        let counted = self.counted(&reading);
        if reading.single_word && !self.counts_alone(&reading, &counted) {
            return reading.next;
        }
        let mut bound = self.bound(at, &reading, counted.next);
        bound = self.range_bound(at, &reading, bound);
        let next = reading.next.max(counted.next);
        reading.value *= counted.scale;
        self.push(reading, bound, counted);
        next
    }

    /// Words that have a reading as a number and are none here.
    fn is_no_number(&self, reading: &Reading) -> bool {
        let Some(word) = self.tokens[reading.first].word else {
            return false;
        };
        let weekday = matches!(word.calendar, Some(CalendarWord::Weekday(_)));
        let article = word.clitic.article;
        let bare_hundred =
            reading.single_word && word.number == Some(NumberWord::Hundred) && article;
        reading.next == reading.first + 1 && (weekday && article || bare_hundred)
    }

    /// A noun in the dual: "جنديين" counts two.
    fn dual(&mut self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let word = token.word?;
        let noun = word.noun.filter(|noun| noun.dual && !word.clitic.article)?;
        let entry = &self.lexicon.nouns[noun.index];
        let kind = if entry.money {
            NumeralKind::Money
        } else {
            NumeralKind::Count
        };
        let start = token.start + word.clitic.bytes;
        let (bound, range) = (
            self.bound_before(at).unwrap_or(Bound::Equal),
            start..token.end,
        );
        self.out.push(Numeral {
            range: range.clone(),
            value: 2.0,
            kind,
            ordinal: false,
            bound: self.bound_after(at + 1).unwrap_or(bound),
            unit: entry.name.clone(),
            unit_range: Some(range),
            definite: false,
        });
        Some(at + 1)
    }

    /// Hours, scores and numbers of things, which their shape or neighbours give away.
    fn special_digits(&mut self, reading: &Reading) -> Option<usize> {
        if reading.ordinal {
            let hour = self.hour_beside(reading);
            let kind = if hour {
                NumeralKind::Time
            } else {
                NumeralKind::Ordinal
            };
            return Some(self.push_special(*reading, kind));
        }
        if self.tokens[reading.first].kind == Kind::Word {
            let time = self.hour_beside(reading) && !reading.scaled;
            return time.then(|| self.push_special(*reading, NumeralKind::Time));
        }
        if let Some(next) = self.clock(reading).or_else(|| self.score(reading)) {
            return Some(next);
        }
        if self.hour_beside(reading) {
            return Some(self.push_special(*reading, NumeralKind::Time));
        }
        self.is_identifier(reading)
            .then(|| self.push_special(*reading, NumeralKind::Identifier))
    }

    /// "16:00": one numeral, hours and a fraction of an hour.
    fn clock(&mut self, reading: &Reading) -> Option<usize> {
        let minutes = self.joined(reading.first, ":")?;
        let (hour, minute) = (
            self.tokens[reading.first].digits()?,
            self.tokens[minutes].digits()?,
        );
        if self.tokens[minutes].text.len() != 2 || hour > 24 || minute > 59 {
            return None;
        }
        let value = f64::from(hour) + f64::from(minute) / 60.0;
        let mut next = minutes + 1;
        if let Some(seconds) = self.joined(minutes, ":") {
            next = seconds + 1;
        }
        Some(self.push_special(
            Reading {
                value,
                next,
                ..*reading
            },
            NumeralKind::Time,
        ))
    }

    /// "4 - 2" and "2:1": two numerals; a range where something is counted after it.
    fn score(&mut self, reading: &Reading) -> Option<usize> {
        if reading.plain_digits == 0 || reading.plain_digits > 3 || reading.value > 199.0 {
            return None;
        }
        let first = &self.tokens[reading.first];
        let sign = self.tokens.get(reading.next)?;
        let dash = is_lost_dash(first, sign);
        if !dash && !matches!(sign.text, "-" | "–" | "—" | ":" | "/" | "+" | "x" | "×") {
            return None;
        }
        let begin = if dash { reading.next } else { reading.next + 1 };
        let second = number_at(self.tokens, begin).filter(|second| second.plain_digits > 0)?;
        let glued = sign.start == first.end && self.tokens[second.first].start == sign.end;
        let counted = self.counted(&second);
        let scaled = self
            .tokens
            .get(second.next)
            .and_then(|t| t.word)
            .is_some_and(|w| w.number.is_some());
        let kind = match sign.text {
            "/" | "+" | "x" | "×" if glued => NumeralKind::Identifier,
            _ if dash && !counted.unit.is_empty() => return None,
            "/" | "+" | "x" | "×" => return None,
            _ if counted.unit.is_empty() && !scaled && second.plain_digits < 4 => {
                NumeralKind::Score
            }
            _ => return None,
        };
        self.push_special(*reading, kind);
        Some(self.push_special(second, kind))
    }

    /// The digit run behind `sign` right after a digit run.
    fn joined(&self, at: usize, sign: &str) -> Option<usize> {
        let (head, mark, tail) = (
            &self.tokens[at],
            self.tokens.get(at + 1)?,
            self.tokens.get(at + 2)?,
        );
        let close = head.end == mark.start && mark.end == tail.start;
        (close && mark.text == sign && tail.kind == Kind::Digits).then_some(at + 2)
    }

    fn hour_beside(&self, reading: &Reading) -> bool {
        let lists = &self.lexicon.lists;
        self.before(reading.first)
            .is_some_and(|word| lists.hour_before.contains(word))
            || reading.value <= 24.0
                && self
                    .word_at(reading.next)
                    .is_some_and(|word| lists.hour_after.contains(word))
    }

    /// Digits that name a thing.
    fn is_identifier(&self, reading: &Reading) -> bool {
        let first = &self.tokens[reading.first];
        let lists = &self.lexicon.lists;
        let previous = reading.first.checked_sub(1).map(|at| &self.tokens[at]);
        let glued = previous.filter(|token| token.end == first.start);
        let tied = |token: &Token| match token.kind {
            Kind::Word => !token.word.is_some_and(|word| word.number.is_some()),
            _ => matches!(token.text, "+" | "#" | "/") || self.is_name_hyphen(reading.first),
        };
        if glued.is_some_and(tied) && !self.is_year(reading) || self.opens_item(reading) {
            return true;
        }
        let latin = |token: &Token| {
            token.kind == Kind::Word && token.text.as_bytes()[0].is_ascii_alphabetic()
        };
        let next = self.tokens.get(reading.next);
        if glued.is_some_and(latin) || next.is_some_and(|t| t.start == first.end && latin(t)) {
            return true;
        }
        if reading.plain_digits == 0 {
            return false;
        }
        if reading.plain_digits >= 9 || reading.plain_digits > 2 && first.text.starts_with('0') {
            return true;
        }
        let near = self
            .before(reading.first)
            .is_some_and(|word| lists.identifier.contains(word));
        (near || self.follows_far(reading)) && !self.counted(reading).is_known(self.lexicon)
    }

    /// True where the digits number a line: "2 - …", "3. …", "(1) …".
    fn opens_item(&self, reading: &Reading) -> bool {
        let before = |at: usize| at.checked_sub(1).map_or("\n", |at| self.tokens[at].text);
        let previous = before(reading.first);
        let bracket = previous == "(" && before(reading.first - 1) == "\n";
        let closed = self
            .tokens
            .get(reading.next)
            .is_some_and(|token| matches!(token.text, "-" | "–" | "." | ")" | "ـ"));
        reading.plain_digits > 0
            && (previous == "\n" || bracket)
            && closed
            && self.counted(reading).unit.is_empty()
    }

    /// True where a hyphen ties the digits to a word: "سو-24".
    fn is_name_hyphen(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(2) else {
            return false;
        };
        let (word, hyphen) = (&self.tokens[before], &self.tokens[at - 1]);
        hyphen.text == "-"
            && word.kind == Kind::Word
            && word.end == hyphen.start
            && word.text.chars().count() > 1
    }

    /// "قرار مجلس الامن الدولي 2216": three or four digits at the end of a name.
    fn follows_far(&self, reading: &Reading) -> bool {
        let words = self.tokens[reading.first.saturating_sub(7)..reading.first]
            .iter()
            .rev();
        (3..=4).contains(&reading.plain_digits)
            && words
                .take_while(|token| token.kind != Kind::Sign)
                .any(|token| self.lexicon.lists.identifier_far.contains(token.text))
            && self.counted(reading).unit.is_empty()
    }

    /// What the number counts: per cent, money, a noun after it or, for "الجنود الثلاثة", before it.
    fn counted(&self, reading: &Reading) -> Counted {
        let next = self.after(reading);
        if let Some(end) = self.percent(next) {
            return Counted {
                kind: NumeralKind::Percent,
                unit: "%".to_owned(),
                range: Some(self.tokens[next].start..self.tokens[end - 1].end),
                ..Counted::nothing(end)
            };
        }
        if let Some(counted) = self.money_sign(reading) {
            return counted;
        }
        if let Some(counted) = self.noun(reading) {
            return counted;
        }
        if self.is_year(reading) {
            return Counted {
                kind: NumeralKind::Year,
                ..Counted::nothing(reading.next)
            };
        }
        if let Some(counted) = self
            .noun_before(reading)
            .or_else(|| self.unit_across_range(reading))
        {
            return counted;
        }
        self.unknown_noun(reading)
            .unwrap_or_else(|| Counted::nothing(reading.next))
    }

    /// The token after a number, and after the bracket that it stands in.
    fn after(&self, reading: &Reading) -> usize {
        bracketed(self.tokens, reading.first, reading.next).unwrap_or(reading.next)
    }

    /// The end of "%", "بالمئة" or "في المئة".
    fn percent(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        if self
            .lexicon
            .percent_signs
            .iter()
            .any(|sign| sign == token.text)
        {
            return Some(at + 1);
        }
        let phrase = self
            .lexicon
            .percent
            .iter()
            .find(|phrase| self.phrase_at(at, phrase))?;
        Some(at + phrase.len())
    }

    fn money_sign(&self, reading: &Reading) -> Option<Counted> {
        let sign = |at: usize| {
            let text = self.tokens.get(at)?.text;
            self.lexicon
                .currency_signs
                .iter()
                .find(|(sign, _)| sign == text)
                .map(|&(_, index)| (at, index))
        };
        let after = sign(reading.next);
        let (at, index) = after.or_else(|| sign(reading.first.checked_sub(1)?))?;
        Some(Counted {
            kind: NumeralKind::Money,
            unit: self.lexicon.nouns[index].name.clone(),
            range: Some(self.tokens[at].start..self.tokens[at].end),
            ..Counted::nothing(after.map_or(reading.next, |(at, _)| at + 1))
        })
    }

    /// A listed noun after the number: "25 جنديا", "25 من الجنود", "مليار ليره سوريه".
    fn noun(&self, reading: &Reading) -> Option<Counted> {
        let next = self.after(reading);
        let of = self
            .tokens
            .get(next)
            .is_some_and(|token| token.text == "من");
        let at = if of { next + 1 } else { next };
        let token = self.tokens.get(at)?;
        let word = token.word?;
        let noun = word.noun.filter(|noun| !noun.dual)?;
        if word.clitic.article != of {
            return None;
        }
        let entry = &self.lexicon.nouns[noun.index];
        let mut counted = Counted {
            kind: if entry.money {
                NumeralKind::Money
            } else {
                NumeralKind::Count
            },
            unit: entry.name.clone(),
            range: Some(token.start..token.end),
            ..Counted::nothing(at + 1)
        };
        let qualifiers = &self.lexicon.lists.qualifiers;
        if entry.money {
            self.nisba(&mut counted, &entry.plain);
        } else if self
            .word_at(at + 1)
            .is_some_and(|word| qualifiers.contains(word))
        {
            self.extend_unit(&mut counted, true);
        }
        Some(counted)
    }

    /// Adds "سعودي" to "ريال" where it tells currencies apart.
    fn nisba(&self, counted: &mut Counted, plain: &[String]) {
        let Some(word) = self.word_at(counted.next) else {
            return;
        };
        let known = plain.iter().any(|adjective| adjective == word);
        let nisba = word.chars().count() > 3
            && !word.starts_with("لل")
            && ["ي", "يه", "يا"].iter().any(|end| word.ends_with(end));
        let stopped = self.lexicon.lists.not_units.contains(word);
        if !(known || nisba)
            || stopped
            || self.tokens[counted.next]
                .word
                .is_some_and(|w| w.calendar.is_some())
        {
            return;
        }
        self.extend_unit(counted, !known);
    }

    /// Takes the adjective after the unit in; `named` where it is part of the unit's name.
    fn extend_unit(&self, counted: &mut Counted, named: bool) {
        let token = &self.tokens[counted.next];
        if named {
            let bare = token.text.strip_suffix('ا').unwrap_or(token.text);
            counted.unit = format!("{} {bare}", counted.unit);
        }
        if let Some(range) = &mut counted.range {
            range.end = token.end;
        }
        counted.next += 1;
    }

    /// "الجنود الثلاثه", "قتيل واحد": the noun stands before the number word.
    fn noun_before(&self, reading: &Reading) -> Option<Counted> {
        let one = reading.value == 1.0 && !reading.article;
        let word_number = self.tokens[reading.first].kind == Kind::Word;
        if !(one || reading.article) || !word_number {
            return None;
        }
        let token = self.tokens.get(reading.first.checked_sub(1)?)?;
        let word = token.word?;
        let noun = word
            .noun
            .filter(|noun| !noun.dual && word.clitic.article == reading.article)?;
        Some(Counted {
            kind: NumeralKind::Count,
            unit: self.lexicon.nouns[noun.index].name.clone(),
            range: Some(token.start..token.end),
            ..Counted::nothing(reading.next)
        })
    }

    /// "من 10 الى 20 بالمئه", "بين 10 و20 قتيلا": the unit stands after the upper end.
    fn unit_across_range(&self, reading: &Reading) -> Option<Counted> {
        let joint = self.tokens.get(reading.next)?;
        let to = matches!(joint.text, "-" | "–" | "الي" | "او" | "حتي");
        let and = joint.text == "و"
            || joint
                .word
                .is_some_and(|word| word.clitic.conjunction && word.number.is_some());
        if !(to || and && self.follows_between(reading.first)) {
            return None;
        }
        let begin = if joint.word.is_some_and(|w| w.number.is_some()) {
            reading.next
        } else {
            reading.next + 1
        };
        let second = number_at(self.tokens, begin)?;
        if second.ordinal {
            return None;
        }
        let counted = match self.percent(second.next) {
            Some(_) => Counted {
                kind: NumeralKind::Percent,
                unit: "%".to_owned(),
                ..Counted::nothing(second.next)
            },
            None => self
                .money_sign(&second)
                .or_else(|| self.noun(&second))
                .or_else(|| self.unknown_noun(&second))
                .unwrap_or_else(|| Counted::nothing(second.next)),
        };
        let scale = match number_word(self.tokens, second.next - 1) {
            Some(NumberWord::Scale(by) | NumberWord::ScaleMany(by))
                if !reading.scaled && reading.value < 1000.0 && second.next > second.first + 1 =>
            {
                by
            }
            _ => 1.0,
        };
        (scale > 1.0 || !counted.unit.is_empty()).then_some(Counted {
            range: None,
            next: reading.next,
            scale,
            ..counted
        })
    }

    fn follows_between(&self, at: usize) -> bool {
        let between = &self.lexicon.lists.between;
        self.before(at).is_some_and(|word| {
            between.contains(word) || proclitics_off(word).any(|bare| between.contains(bare))
        })
    }

    /// Any other word right after the number that can be a noun.
    fn unknown_noun(&self, reading: &Reading) -> Option<Counted> {
        let next = self.after(reading);
        let token = self
            .tokens
            .get(next)
            .filter(|token| token.kind == Kind::Word)?;
        let apart = self.tokens[next - 1].end < token.start;
        let known = token
            .word
            .is_some_and(|word| word.number.is_some() || word.calendar.is_some());
        // behind a bracket only the accusative of counted things is a safe guess: "(97) موقوفا"
        let loose = next > reading.next && !token.text.ends_with('ا');
        let stopped = self.lexicon.lists.not_units.contains(token.text);
        if !apart || known || loose || stopped || reading.article || !can_be_noun(token.text) {
            return None;
        }
        Some(Counted {
            unit: accusative_off(token.text, reading.value).to_owned(),
            range: Some(token.start..token.end),
            ..Counted::nothing(next + 1)
        })
    }

    /// Four plain digits that count nothing known, in the centuries that news speak of.
    fn is_year(&self, reading: &Reading) -> bool {
        let cued = self
            .before(reading.first)
            .is_some_and(|word| self.lexicon.lists.year_before.contains(word));
        let range = if cued { 1000.0..2200.0 } else { 1900.0..2100.0 };
        (reading.plain_digits == 4 || cued && !reading.scaled && reading.plain_digits == 0)
            && range.contains(&reading.value)
            && reading.value.fract() == 0.0
    }

    /// A single number word counts only where something says that it does.
    fn counts_alone(&self, reading: &Reading, counted: &Counted) -> bool {
        let number = self.tokens[reading.first].word.and_then(|word| word.number);
        match number {
            Some(NumberWord::Unit { value: 1, .. }) => {
                !counted.unit.is_empty() && counted.next == reading.next
            }
            Some(NumberWord::Scale(_)) if reading.value < 1e6 => {
                counted.is_known(self.lexicon) || self.bound_before(reading.first).is_some()
            }
            _ => true,
        }
    }

    /// The bound given by the words before the number or after what it counts.
    fn bound(&self, at: usize, reading: &Reading, next: usize) -> Bound {
        let before = self
            .bound_before(at)
            .or_else(|| self.bound_before(reading.first));
        let after = self
            .bound_after(reading.next)
            .or_else(|| self.bound_after(next));
        // "10 قتلى مدنيين على الأقل": one adjective may stand between
        after
            .or_else(|| {
                (next < self.tokens.len())
                    .then(|| self.bound_after(next + 1))
                    .flatten()
            })
            .or(before)
            .unwrap_or(Bound::Equal)
    }

    fn bound_before(&self, at: usize) -> Option<Bound> {
        let last = self.tokens.get(at.checked_sub(1)?)?;
        let find = |word: &str| {
            let phrases = self.lexicon.bounds_before.get(word)?;
            phrases
                .iter()
                .find(|(phrase, _)| self.phrase_ends(at, phrase))
                .map(|&(_, bound)| bound)
        };
        find(last.text).or_else(|| proclitics_off(last.text).find_map(find))
    }

    fn bound_after(&self, at: usize) -> Option<Bound> {
        let phrases = self.lexicon.bounds_after.get(self.tokens.get(at)?.text)?;
        phrases
            .iter()
            .find(|(phrase, _)| self.phrase_at(at, phrase))
            .map(|&(_, bound)| bound)
    }

    /// "بين 10 و20": at least the first, at most the second.
    fn range_bound(&mut self, at: usize, reading: &Reading, bound: Bound) -> Bound {
        if std::mem::take(&mut self.open_range) {
            return if bound == Bound::Equal {
                Bound::AtMost
            } else {
                bound
            };
        }
        let joint = self.tokens.get(reading.next);
        let joined = joint.is_some_and(|joint| {
            joint
                .word
                .is_some_and(|word| word.clitic.conjunction && word.number.is_some())
                || joint.text == "الي"
        });
        if joined && self.follows_between(at) && bound == Bound::Equal {
            self.open_range = true;
            return Bound::AtLeast;
        }
        bound
    }

    fn push_special(&mut self, reading: Reading, kind: NumeralKind) -> usize {
        let next = reading.next;
        self.push(
            reading,
            Bound::Equal,
            Counted {
                kind,
                ..Counted::nothing(next)
            },
        );
        next
    }

    fn push(&mut self, reading: Reading, bound: Bound, counted: Counted) {
        let first = &self.tokens[reading.first];
        let figure = is_figure(counted.kind);
        let clitic = first.word.map_or(0, |word| {
            if word.clitic.article {
                0
            } else {
                word.clitic.bytes
            }
        });
        self.out.push(Numeral {
            range: first.start + clitic..self.tokens[reading.next - 1].end,
            value: reading.value,
            kind: counted.kind,
            ordinal: reading.ordinal,
            bound: if figure { bound } else { Bound::Equal },
            unit: counted.unit,
            unit_range: counted.range,
            definite: reading.article,
        });
    }

    /// The text of the word at a token.
    fn word_at(&self, at: usize) -> Option<&str> {
        self.tokens
            .get(at)
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text)
    }

    /// The word before a token, over a detached proclitic and brackets.
    fn before(&self, at: usize) -> Option<&str> {
        let mut at = at.checked_sub(1)?;
        let token = &self.tokens[at];
        let proclitic = token
            .word
            .is_some_and(|word| word.number == Some(NumberWord::Proclitic));
        if proclitic || matches!(token.text, "(" | "\"" | "«" | "»" | "”" | "“") {
            at = at.checked_sub(1)?;
        }
        self.word_at(at)
    }

    /// True where the words of a phrase stand at a token.
    fn phrase_at(&self, at: usize, phrase: &[String]) -> bool {
        let tokens = self.tokens.get(at..at + phrase.len());
        tokens.is_some_and(|tokens| {
            tokens
                .iter()
                .zip(phrase)
                .all(|(token, word)| token.text == word)
        })
    }

    /// True where a phrase ends before a token; its first word may carry a proclitic.
    fn phrase_ends(&self, at: usize, phrase: &[String]) -> bool {
        let Some(tokens) = at
            .checked_sub(phrase.len())
            .and_then(|from| self.tokens.get(from..at))
        else {
            return false;
        };
        tokens
            .iter()
            .zip(phrase)
            .enumerate()
            .all(|(index, (token, word))| {
                token.text == word
                    || index == 0 && proclitics_off(token.text).any(|bare| bare == word)
            })
    }
}

impl Counted {
    /// True where the unit is no mere guess.
    fn is_known(&self, lexicon: &Lexicon) -> bool {
        self.kind != NumeralKind::Count
            || lexicon
                .word(self.unit.split(' ').next().unwrap_or(""))
                .is_some_and(|w| w.noun.is_some())
    }
}

/// The word without one and without two proclitics.
fn proclitics_off(word: &str) -> impl Iterator<Item = &str> {
    let off = |word: &'_ str| {
        word.char_indices()
            .nth(1)
            .filter(|_| word.starts_with(['و', 'ف', 'ب', 'ل', 'ك']))
            .map(|(at, _)| at)
    };
    let one = off(word).map(|at| &word[at..]);
    let two = one.and_then(|one| off(one).map(|at| &one[at..]));
    [one, two].into_iter().flatten()
}

/// A guess whether an unlisted word can be a noun without article: verbs, conjunctions and short words are not.
fn can_be_noun(word: &str) -> bool {
    let length = word.chars().count();
    let verb = word.ends_with("وا") || word.starts_with(['ي', 'ت']) && word.ends_with("ون");
    length > 2
        && !word.starts_with("ال")
        && !word.starts_with("لل")
        && !word.starts_with('و')
        && !verb
}

/// The noun without the accusative that numbers from 11 to 99 give it.
fn accusative_off(word: &str, value: f64) -> &str {
    let tens = value % 100.0;
    match word.strip_suffix('ا') {
        Some(bare) if (11.0..=99.0).contains(&tens) && bare.chars().count() > 2 => bare,
        _ => word,
    }
}

#[cfg(test)]
mod tests;
