//! Makes the word table from the two files: folds every form and adds the proclitics it can carry.

use std::collections::{HashMap, HashSet};

use chrono::Weekday;

use super::files::{BoundWords, CalendarFile, Numerals, Relative};
use super::{
    Bound, CalendarWord, Clitic, Direction, Guard, Lexicon, Lists, Meaning, Noun, NounEntry,
    Number, NumberWord, Phrase, Third, Word,
};
use crate::language::arabic::fold::folded;

/// Proclitics before a bare word.
const BARE: &[&str] = &["و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل"];
/// Proclitics with the article.
const ARTICLE: &[&str] = &["ال", "وال", "بال", "لل", "فال", "كال", "وبال", "ولل", "فلل"];
/// Proclitics of small words.
const CONJUNCTION: &[&str] = &["و", "ف"];

/// One reading of a word, before it is entered.
#[derive(Clone, Copy)]
enum Reading {
    Number(NumberWord),
    Calendar(CalendarWord),
    Noun(Noun),
}

/// Fills the word table; what is entered first wins a form.
#[derive(Default)]
struct Builder {
    words: HashMap<String, Word>,
    derived: Vec<(String, Reading, Vec<&'static str>)>,
    blocked: HashSet<String>,
    doublets: Vec<String>,
}

impl Builder {
    /// Enters words as they stand, and keeps them for the proclitics of `clitics`.
    fn add(&mut self, words: &[String], reading: Reading, clitics: &[&[&'static str]]) {
        for word in words {
            let base = folded(word);
            if !self.enter(&base, Clitic::default(), reading) {
                self.doublets.push(base.clone());
            }
            self.derived.push((base, reading, clitics.concat()));
        }
    }

    /// Keeps words that do not stand bare for the proclitics of `clitics`.
    fn derive_only(&mut self, words: &[String], reading: Reading, clitics: &[&[&'static str]]) {
        for word in words {
            self.derived.push((folded(word), reading, clitics.concat()));
        }
    }

    /// Enters one form; false where its reading is taken.
    fn enter(&mut self, form: &str, clitic: Clitic, reading: Reading) -> bool {
        let word = self.words.entry(form.to_owned()).or_insert(Word {
            clitic,
            ..Word::default()
        });
        if word.clitic != clitic {
            return false;
        }
        match reading {
            Reading::Number(value) => fill(&mut word.number, value),
            Reading::Calendar(value) => fill(&mut word.calendar, value),
            Reading::Noun(value) => fill(&mut word.noun, value),
        }
    }

    /// Enters every form with proclitics that is no word of its own.
    fn derive(&mut self) {
        for (base, reading, clitics) in std::mem::take(&mut self.derived) {
            for clitic in clitics {
                let form = format!("{clitic}{base}");
                if !self.blocked.contains(&form) {
                    self.enter(&form, clitic_of(clitic), reading);
                }
            }
        }
    }
}

/// Fills an empty slot; true too where the same value is there already.
fn fill<T: PartialEq>(slot: &mut Option<T>, value: T) -> bool {
    match slot {
        Some(present) => *present == value,
        None => {
            *slot = Some(value);
            true
        }
    }
}

/// The parts of a proclitic string of [`BARE`] and [`ARTICLE`].
fn clitic_of(text: &str) -> Clitic {
    Clitic {
        conjunction: text.starts_with('و'),
        preposition: ["ب", "ك", "ف", "لل"].iter().any(|p| text.contains(p))
            || text.ends_with('ل') && !text.ends_with("ال"),
        article: text.ends_with("ال") || text.ends_with("لل"),
        bytes: text.len(),
    }
}

pub(super) fn build(numerals: &Numerals, calendar: &CalendarFile) -> Lexicon {
    let mut builder = Builder {
        blocked: set(&numerals.not_numerals.words),
        ..Builder::default()
    };
    let phrases = add_calendar(&mut builder, calendar);
    add_numbers(&mut builder, numerals);
    let (nouns, currency_signs) = add_nouns(&mut builder, numerals);
    builder.derive();
    let longest = builder.words.keys().map(String::len).max().unwrap_or(0);
    Lexicon {
        longest,
        words: builder.words,
        phrases,
        relatives: calendar.relative.iter().map(guard).collect(),
        weekday_guards: calendar
            .weekday
            .iter()
            .map(|day| set(&day.not_after))
            .collect(),
        nouns,
        currency_signs,
        percent: split_all(&numerals.percent.words),
        percent_signs: numerals.percent.signs.clone(),
        bounds_before: bounds(&numerals.bound, |b| &b.before, |words| words.last()),
        bounds_after: bounds(&numerals.bound, |b| &b.after, |words| words.first()),
        lists: lists(numerals, calendar),
    }
}

fn lists(numerals: &Numerals, calendar: &CalendarFile) -> Lists {
    Lists {
        between: set(&numerals.between.words),
        qualifiers: set(&numerals.beside.qualifiers),
        not_units: set(&numerals.beside.not_units),
        identifier: set(&numerals.beside.identifier),
        identifier_far: set(&numerals.beside.identifier_far),
        hour_before: set(&numerals.beside.hour_before),
        hour_after: set(&numerals.beside.hour_after),
        year_before: set(&numerals.beside.year_before),
        about: set(&calendar.glue.about),
        within: set(&calendar.glue.within),
        other_year: set(&calendar.glue.other_year),
        general: set(&calendar.guards.general),
        named: set(&calendar.guards.named),
        counted: set(&calendar.guards.counted),
        habit: set(&calendar.guards.habit),
        media: set(&calendar.guards.media),
    }
}

/// Enters the calendar and returns the phrases by first word.
fn add_calendar(builder: &mut Builder, calendar: &CalendarFile) -> Vec<Vec<Phrase>> {
    let phrases = add_phrases(builder, calendar);
    for day in &calendar.weekday {
        let Some(weekday) = weekday(day.number) else {
            continue;
        };
        builder.add(
            &day.names,
            Reading::Calendar(CalendarWord::Weekday(weekday)),
            &[ARTICLE],
        );
    }
    for unit in &calendar.unit {
        for (words, number) in [
            (&unit.singular, Number::Singular),
            (&unit.dual, Number::Dual),
            (&unit.plural, Number::Plural),
        ] {
            builder.add(
                words,
                Reading::Calendar(CalendarWord::Unit(unit.unit, number)),
                &[ARTICLE, BARE],
            );
        }
    }
    let direction = &calendar.direction;
    let glue = &calendar.glue;
    let small: [(&[String], CalendarWord); 18] = [
        (&direction.past, CalendarWord::Direction(Direction::Past)),
        (
            &direction.current,
            CalendarWord::Direction(Direction::Current),
        ),
        (
            &direction.future,
            CalendarWord::Direction(Direction::Future),
        ),
        (&glue.before, CalendarWord::Before),
        (&glue.after, CalendarWord::After),
        (&glue.from, CalendarWord::From),
        (&glue.to, CalendarWord::To),
        (&glue.between, CalendarWord::Between),
        (&glue.this, CalendarWord::This),
        (&glue.years, CalendarWord::Years),
        (&glue.day, CalendarWord::Day),
        (&glue.of_day, CalendarWord::OfDay),
        (&glue.early, CalendarWord::Third(Third::Early)),
        (&glue.middle, CalendarWord::Third(Third::Middle)),
        (&glue.late, CalendarWord::Third(Third::Late)),
        (&glue.corresponding, CalendarWord::Corresponding),
        (&glue.hijri, CalendarWord::Hijri),
        (&glue.common, CalendarWord::Common),
    ];
    for (words, meaning) in small {
        let clitics: &[&[&str]] = match meaning {
            CalendarWord::Day | CalendarWord::OfDay | CalendarWord::Third(_) => &[BARE],
            CalendarWord::Hijri | CalendarWord::Common => &[],
            _ => &[CONJUNCTION],
        };
        builder.add(words, Reading::Calendar(meaning), clitics);
    }
    phrases
}

fn add_phrases(builder: &mut Builder, calendar: &CalendarFile) -> Vec<Vec<Phrase>> {
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut phrases: Vec<Vec<Phrase>> = Vec::new();
    let mut add = |name: &String, meaning: Meaning, builder: &mut Builder| {
        let mut words = split(name);
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        let at = *index.entry(first.clone()).or_insert_with(|| {
            phrases.push(Vec::new());
            phrases.len() - 1
        });
        if phrases[at].iter().any(|phrase| phrase.rest == words) {
            builder.doublets.push(folded(name));
        }
        phrases[at].push(Phrase {
            rest: words,
            meaning,
        });
        let reading = Reading::Calendar(CalendarWord::Phrases(at));
        // "الاول" of "الاول من امس" stays an ordinal with its article
        match first
            .strip_prefix("ال")
            .filter(|stem| stem.chars().count() > 2)
        {
            Some(stem) => builder.derive_only(&[stem.to_owned()], reading, &[ARTICLE]),
            None => builder.add(&[first], reading, &[BARE]),
        }
    };
    for month in &calendar.month {
        for (names, doubtful) in [(&month.names, false), (&month.doubtful, true)] {
            let meaning = Meaning::Month {
                calendar: month.calendar,
                number: month.number,
                doubtful,
            };
            for name in names {
                add(name, meaning, builder);
            }
        }
    }
    for (guard, relative) in calendar.relative.iter().enumerate() {
        for name in &relative.words {
            add(
                name,
                Meaning::Relative {
                    days: relative.days,
                    weak: relative.weak,
                    guard,
                },
                builder,
            );
        }
    }
    for group in &mut phrases {
        group.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    phrases
}

fn add_numbers(builder: &mut Builder, numerals: &Numerals) {
    for unit in &numerals.unit {
        let value = unit.value;
        builder.add(
            &unit.words,
            Reading::Number(NumberWord::Unit {
                value,
                joined: false,
            }),
            &[BARE, ARTICLE],
        );
        builder.add(
            &unit.joined,
            Reading::Number(NumberWord::Unit {
                value,
                joined: true,
            }),
            &[BARE, ARTICLE],
        );
    }
    for ten in &numerals.ten {
        let word = if ten.value == 10 {
            NumberWord::Ten
        } else {
            NumberWord::Tens(ten.value)
        };
        builder.add(&ten.words, Reading::Number(word), &[BARE, ARTICLE]);
    }
    for hundred in &numerals.hundred {
        let word = if hundred.value == 100 {
            NumberWord::Hundred
        } else {
            NumberWord::Hundreds(hundred.value)
        };
        builder.add(&hundred.words, Reading::Number(word), &[BARE, ARTICLE]);
    }
    for scale in &numerals.scale {
        builder.add(
            &scale.one,
            Reading::Number(NumberWord::Scale(scale.value)),
            &[BARE, ARTICLE],
        );
        builder.add(
            &scale.two,
            Reading::Number(NumberWord::ScaleTwo(scale.value)),
            &[BARE],
        );
        builder.add(
            &scale.many,
            Reading::Number(NumberWord::ScaleMany(scale.value)),
            &[BARE, ARTICLE],
        );
    }
    for vague in &numerals.vague {
        builder.add(
            &vague.words,
            Reading::Number(NumberWord::Vague(vague.least)),
            &[BARE, ARTICLE],
        );
    }
    for fraction in &numerals.fraction {
        builder.add(
            &fraction.words,
            Reading::Number(NumberWord::Fraction(fraction.value)),
            &[BARE, ARTICLE],
        );
    }
    for ordinal in &numerals.ordinal {
        let value = ordinal.value;
        let reading = Reading::Number(NumberWord::Ordinal {
            value,
            joined: false,
        });
        let joined = Reading::Number(NumberWord::Ordinal {
            value,
            joined: true,
        });
        builder.add(&ordinal.words, reading, &[BARE, ARTICLE]);
        builder.add(&ordinal.joined, joined, &[BARE, ARTICLE]);
        builder.derive_only(&ordinal.definite, reading, &[ARTICLE]);
    }
    for clitic in BARE.iter().chain(ARTICLE) {
        builder.enter(
            clitic,
            clitic_of(clitic),
            Reading::Number(NumberWord::Proclitic),
        );
    }
}

fn add_nouns(builder: &mut Builder, numerals: &Numerals) -> (Vec<NounEntry>, Vec<(String, usize)>) {
    let mut nouns = Vec::new();
    let mut signs = Vec::new();
    let currencies = numerals.currency.iter().map(|noun| (noun, true));
    for (noun, money) in currencies.chain(numerals.noun.iter().map(|noun| (noun, false))) {
        let index = nouns.len();
        let one = Reading::Noun(Noun { index, dual: false });
        builder.add(std::slice::from_ref(&noun.name), one, &[ARTICLE]);
        builder.add(&noun.forms, one, &[ARTICLE]);
        builder.add(
            &noun.dual,
            Reading::Noun(Noun { index, dual: true }),
            &[BARE],
        );
        signs.extend(noun.signs.iter().map(|sign| (sign.clone(), index)));
        nouns.push(NounEntry {
            name: folded(&noun.name),
            money,
            plain: noun.plain.iter().map(|word| folded(word)).collect(),
        });
    }
    (nouns, signs)
}

fn guard(relative: &Relative) -> Guard {
    Guard {
        not_after: set(&relative.not_after),
        not_before: set(&relative.not_before),
    }
}

/// Bounds by the word that `key` picks, longest phrase first.
fn bounds(
    all: &[BoundWords],
    side: impl Fn(&BoundWords) -> &Vec<String>,
    key: impl Fn(&[String]) -> Option<&String>,
) -> HashMap<String, Vec<(Vec<String>, Bound)>> {
    let mut out: HashMap<String, Vec<(Vec<String>, Bound)>> = HashMap::new();
    for bound in all {
        for words in split_all(side(bound)) {
            if let Some(word) = key(&words).cloned() {
                let list = out.entry(word).or_default();
                list.push((words, bound.bound));
                list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
    }
    out
}

/// The weekday of an ISO number.
fn weekday(number: u8) -> Option<Weekday> {
    Weekday::try_from(number.checked_sub(1)?).ok()
}

fn set(words: &[String]) -> HashSet<String> {
    words.iter().map(|word| folded(word)).collect()
}

fn split(phrase: &str) -> Vec<String> {
    folded(phrase)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn split_all(phrases: &[String]) -> Vec<Vec<String>> {
    let mut out: Vec<_> = phrases.iter().map(|phrase| split(phrase)).collect();
    out.sort_by_key(|words| std::cmp::Reverse(words.len()));
    out
}

#[cfg(test)]
mod tests {
    use super::super::{CALENDAR, Calendar, NUMERALS, lexicon};
    use super::*;

    fn files() -> (Numerals, CalendarFile) {
        (
            toml::from_str(NUMERALS).unwrap(),
            toml::from_str(CALENDAR).unwrap(),
        )
    }

    #[test]
    fn no_two_entries_fold_to_one_form() {
        let (numerals, calendar) = files();
        let mut builder = Builder::default();
        add_calendar(&mut builder, &calendar);
        add_numbers(&mut builder, &numerals);
        add_nouns(&mut builder, &numerals);
        assert_eq!(builder.doublets, Vec::<String>::new());
    }

    #[test]
    fn no_list_holds_a_word_twice() {
        let (numerals, calendar) = files();
        let beside = &numerals.beside;
        let mut lists: Vec<(&str, &[String])> = vec![
            ("not_numerals", &numerals.not_numerals.words),
            ("percent", &numerals.percent.words),
            ("not_units", &beside.not_units),
            ("identifier", &beside.identifier),
            ("identifier_far", &beside.identifier_far),
            ("hour_before", &beside.hour_before),
            ("hour_after", &beside.hour_after),
            ("year_before", &beside.year_before),
            ("within", &calendar.glue.within),
            ("other_year", &calendar.glue.other_year),
            ("general", &calendar.guards.general),
            ("named", &calendar.guards.named),
            ("counted", &calendar.guards.counted),
            ("media", &calendar.guards.media),
        ];
        for relative in &calendar.relative {
            lists.push(("not_after", &relative.not_after));
            lists.push(("not_before", &relative.not_before));
        }
        for (name, words) in lists {
            let mut seen = HashSet::new();
            for word in words {
                assert!(!word.trim().is_empty(), "{name}: empty entry");
                assert!(seen.insert(folded(word)), "{name}: {word} stands twice");
            }
        }
    }

    #[test]
    fn no_bound_phrase_has_two_meanings() {
        let (numerals, _) = files();
        for side in [
            |b: &BoundWords| b.before.clone(),
            |b: &BoundWords| b.after.clone(),
        ] {
            let mut seen = HashSet::new();
            for bound in &numerals.bound {
                for phrase in side(bound) {
                    assert!(seen.insert(folded(&phrase)), "{phrase} stands twice");
                }
            }
        }
    }

    #[test]
    fn the_calendar_is_complete() {
        let (_, calendar) = files();
        for kind in [Calendar::Gregorian, Calendar::Hijri] {
            let months: Vec<u32> = calendar
                .month
                .iter()
                .filter(|m| m.calendar == kind)
                .map(|m| m.number)
                .collect();
            assert_eq!(months, (1..=12).collect::<Vec<_>>());
        }
        let days: Vec<u8> = calendar.weekday.iter().map(|day| day.number).collect();
        assert_eq!(days, (1..=7).collect::<Vec<_>>());
    }

    #[test]
    fn a_word_of_its_own_is_not_cut_up() {
        // "واحد" is one, not "and somebody"
        let word = lexicon().word("واحد").unwrap();
        assert_eq!(word.clitic, Clitic::default());
        assert!(word.calendar.is_none());
        assert!(lexicon().word("لست").is_none());
    }
}
