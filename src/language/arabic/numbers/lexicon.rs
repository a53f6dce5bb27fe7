//! The words of numerals.toml and calendar.toml, folded, with every proclitic they can carry.
//!
//! One table from a word as it stands in folded text to all that numerals and dates know of it, so
//! that a text needs one look-up a word. Built once, on first use.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::Weekday;
use serde::Deserialize;

use super::Bound;
use crate::language::arabic::fold::folded;

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
    /// The plural of a scale, only after a number.
    ScaleMany(f64),
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
        build(&numerals, &calendar)
    });
    &LEXICON
}

const NUMERALS: &str = include_str!("../numerals.toml");
const CALENDAR: &str = include_str!("../calendar.toml");

// ── The files ───────────────────────────────────────────────────────────────────────────────────

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numerals {
    unit: Vec<Valued>,
    ten: Vec<Valued>,
    hundred: Vec<Valued>,
    scale: Vec<Scale>,
    fraction: Vec<Fraction>,
    ordinal: Vec<Valued>,
    not_numerals: Plain,
    bound: Vec<BoundWords>,
    between: Plain,
    percent: Percent,
    currency: Vec<NounForms>,
    noun: Vec<NounForms>,
    beside: Beside,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Valued {
    value: u16,
    words: Vec<String>,
    /// Units and ordinals: count only with a ten after them.
    #[serde(default)]
    joined: Vec<String>,
    /// Ordinals: only with the article.
    #[serde(default)]
    definite: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    value: f64,
    one: Vec<String>,
    two: Vec<String>,
    many: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fraction {
    value: f64,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundWords {
    bound: Bound,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Percent {
    signs: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounForms {
    name: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    dual: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default)]
    plain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    qualifiers: Vec<String>,
    not_units: Vec<String>,
    identifier: Vec<String>,
    identifier_far: Vec<String>,
    hour_before: Vec<String>,
    hour_after: Vec<String>,
    year_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    month: Vec<Month>,
    weekday: Vec<WeekdayNames>,
    relative: Vec<Relative>,
    direction: Directions,
    unit: Vec<UnitForms>,
    glue: Glue,
    guards: Guards,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    calendar: Calendar,
    number: u32,
    names: Vec<String>,
    #[serde(default)]
    doubtful: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeekdayNames {
    number: u8,
    names: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relative {
    days: i64,
    words: Vec<String>,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Directions {
    past: Vec<String>,
    current: Vec<String>,
    future: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitForms {
    unit: Unit,
    singular: Vec<String>,
    dual: Vec<String>,
    plural: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glue {
    before: Vec<String>,
    after: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    between: Vec<String>,
    this: Vec<String>,
    within: Vec<String>,
    day: Vec<String>,
    of_day: Vec<String>,
    corresponding: Vec<String>,
    hijri: Vec<String>,
    common: Vec<String>,
    about: Vec<String>,
    early: Vec<String>,
    middle: Vec<String>,
    late: Vec<String>,
    other_year: Vec<String>,
    years: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guards {
    general: Vec<String>,
    named: Vec<String>,
    counted: Vec<String>,
    habit: Vec<String>,
    media: Vec<String>,
}

// ── Building ────────────────────────────────────────────────────────────────────────────────────

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

fn build(numerals: &Numerals, calendar: &CalendarFile) -> Lexicon {
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
            &[ARTICLE],
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
