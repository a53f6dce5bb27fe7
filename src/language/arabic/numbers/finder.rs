//! Walks over the tokens of a text and tells figures from hours, scores, ordinals and numbers of things.

use std::ops::Range;

use super::bounds::proclitics_off;
use super::lexicon::{CalendarWord, Lexicon, NumberWord, lexicon};
use super::reader::{Reading, number_at, number_word};
use super::tokens::{Kind, Token, is_lost_dash};
use super::{Bound, Numeral, NumeralKind, is_figure};
use crate::language::arabic::dates::scan::Found;

/// Numerals of tokens whose dates are known.
pub(in super::super) fn numerals_of(tokens: &[Token], dates: &[Found]) -> Vec<Numeral> {
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
pub(super) struct Finder<'t> {
    pub tokens: &'t [Token<'t>],
    pub lexicon: &'static Lexicon,
    out: Vec<Numeral>,
    /// True after the lower end of "بين 10 و20".
    pub open_range: bool,
}

/// What a number counts, and where that ends.
pub(super) struct Counted {
    pub kind: NumeralKind,
    pub unit: String,
    pub range: Option<Range<usize>>,
    pub next: usize,
    /// The scale that the upper end of a range lends the lower one ("من 10 الى 20 مليون").
    pub scale: f64,
}

impl Counted {
    pub(super) fn nothing(next: usize) -> Self {
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
        if let Some(next) = self.dual(at).or_else(|| self.vague(at)) {
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

    /// "عشرات الجنود", "مئات الآلاف من اللاجئين": at least so many of a listed noun.
    fn vague(&mut self, at: usize) -> Option<usize> {
        let (first, mut next) = (&self.tokens[at], at + 1);
        let mut least = number_word(self.tokens, at)?.least()?;
        let behind_of = |at: usize| at + usize::from(self.word_at(at) == Some("من"));
        let scale = behind_of(next);
        if let Some(NumberWord::ScaleMany(by)) = number_word(self.tokens, scale) {
            least *= by;
            next = scale + 1;
        }
        let end = self.tokens[next - 1].end;
        next = behind_of(next);
        let unit = self.tokens.get(next)?;
        let noun = unit.word?.noun.filter(|noun| !noun.dual)?;
        let clitic = first.word.map_or(0, |word| word.clitic.bytes);
        self.out.push(Numeral {
            range: first.start + clitic..end,
            value: least,
            kind: NumeralKind::Vague,
            ordinal: false,
            bound: Bound::AtLeast,
            unit: self.lexicon.nouns[noun.index].name.clone(),
            unit_range: Some(unit.start..unit.end),
            definite: false,
        });
        Some(next + 1)
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
            Kind::Word => token.word.is_none_or(|word| word.number.is_none()),
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
    pub(super) fn word_at(&self, at: usize) -> Option<&str> {
        self.tokens
            .get(at)
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text)
    }

    /// The word before a token, over a detached proclitic and brackets.
    pub(super) fn before(&self, at: usize) -> Option<&str> {
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
    pub(super) fn phrase_at(&self, at: usize, phrase: &[String]) -> bool {
        let tokens = self.tokens.get(at..at + phrase.len());
        tokens.is_some_and(|tokens| {
            tokens
                .iter()
                .zip(phrase)
                .all(|(token, word)| token.text == word)
        })
    }

    /// True where a phrase ends before a token; its first word may carry a proclitic.
    pub(super) fn phrase_ends(&self, at: usize, phrase: &[String]) -> bool {
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
