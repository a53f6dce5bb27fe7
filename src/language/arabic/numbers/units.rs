//! What a number counts: per cent, money, a noun after it or before it.

use super::NumeralKind;
use super::bounds::proclitics_off;
use super::finder::{Counted, Finder};
use super::lexicon::{Lexicon, NumberWord};
use super::reader::{Reading, bracketed, number_at, number_word};
use super::tokens::Kind;

impl Finder<'_> {
    /// What the number counts: per cent, money, a noun after it or, for "الجنود الثلاثة", before it.
    pub(super) fn counted(&self, reading: &Reading) -> Counted {
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
    pub(super) fn after(&self, reading: &Reading) -> usize {
        bracketed(self.tokens, reading.first, reading.next).unwrap_or(reading.next)
    }

    /// The end of "%", "بالمئة" or "في المئة".
    pub(super) fn percent(&self, at: usize) -> Option<usize> {
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

    pub(super) fn money_sign(&self, reading: &Reading) -> Option<Counted> {
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
    pub(super) fn noun(&self, reading: &Reading) -> Option<Counted> {
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
    pub(super) fn nisba(&self, counted: &mut Counted, plain: &[String]) {
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
    pub(super) fn extend_unit(&self, counted: &mut Counted, named: bool) {
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
    pub(super) fn noun_before(&self, reading: &Reading) -> Option<Counted> {
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
    pub(super) fn unit_across_range(&self, reading: &Reading) -> Option<Counted> {
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

    pub(super) fn follows_between(&self, at: usize) -> bool {
        let between = &self.lexicon.lists.between;
        self.before(at).is_some_and(|word| {
            between.contains(word) || proclitics_off(word).any(|bare| between.contains(bare))
        })
    }

    /// Any other word right after the number that can be a noun.
    pub(super) fn unknown_noun(&self, reading: &Reading) -> Option<Counted> {
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
    pub(super) fn is_year(&self, reading: &Reading) -> bool {
        let cued = self
            .before(reading.first)
            .is_some_and(|word| self.lexicon.lists.year_before.contains(word));
        let range = if cued { 1000.0..2200.0 } else { 1900.0..2100.0 };
        (reading.plain_digits == 4 || cued && !reading.scaled && reading.plain_digits == 0)
            && range.contains(&reading.value)
            && reading.value.fract() == 0.0
    }

    /// A single number word counts only where something says that it does.
    pub(super) fn counts_alone(&self, reading: &Reading, counted: &Counted) -> bool {
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
}

impl Counted {
    /// True where the unit is no mere guess.
    pub(super) fn is_known(&self, lexicon: &Lexicon) -> bool {
        self.kind != NumeralKind::Count
            || lexicon
                .word(self.unit.split(' ').next().unwrap_or(""))
                .is_some_and(|w| w.noun.is_some())
    }
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
