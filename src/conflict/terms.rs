//! What a statement is about: its terms, with how much sharing each one tells.
//!
//! A term is a concept class (`c:talks`), a state (`@KZ`), a town (`%كراتش`), a body (`#مجلس الامن`), or a stem. Rarity is taken
//! from the papers' vocabulary, not from the database, so that the same two statements always compare the
//! same, whatever else a night brings.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::profile::Profile;
use crate::extract::reading::Reading;
use crate::extract::source::possessed_noun;
use crate::language::arabic::concepts::{Concept, concepts};
use crate::language::arabic::countries::FormKind;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::arabic::stem::{stem, stemmed};
use crate::statement::SpeakerKind;

/// What sharing the name of a state tells: states are named in every second article.
const STATE: f64 = 1.6;
/// The same of the speaker's own state, which he need not name ("بلاده").
const OWN_STATE: f64 = 0.8;
/// What a named body tells.
const BODY: f64 = 2.4;
/// The most that one rare word tells.
const RAREST: f64 = 4.5;
/// Articles behind the vocabulary's counts.
const ARTICLES: f64 = 20_000.0;
/// Words that stand in more than this share of all articles say nothing.
const COMMONEST: f64 = 0.12;
/// The shortest stem that is a term, in letters.
const SHORTEST: usize = 3;

/// A term where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Token of the reading that it begins at.
    pub at: usize,
    /// Number of tokens it covers.
    pub length: usize,
    /// The term.
    pub term: Cow<'static, str>,
    /// The concept class that it is.
    pub class: Option<&'static Concept>,
    /// How much sharing it tells.
    pub weight: f64,
}

/// The terms of folded words, each once, sorted, with weights; `country` is the state that the speaker speaks for.
pub fn terms(words: &str, kind: SpeakerKind, country: Option<&str>) -> Vec<(String, f64)> {
    weighed(&Reading::new(words), kind, country)
        .into_iter()
        .map(|(term, weight)| (term.into_owned(), weight))
        .collect()
}

/// The digest of the [`terms`] of folded words, without making a list of them.
pub fn profile(words: &str, kind: SpeakerKind, country: Option<&str>) -> Profile {
    Profile::of(&weighed(&Reading::new(words), kind, country))
}

/// What an article is about, by its title.
pub fn setting(title: &Reading) -> Profile {
    Profile::of(&weighed(title, SpeakerKind::Unnamed, None))
}

fn weighed(
    reading: &Reading,
    kind: SpeakerKind,
    country: Option<&str>,
) -> Vec<(Cow<'static, str>, f64)> {
    let mentions = mentions(reading, country).into_iter();
    let mut out: Vec<(Cow<'static, str>, f64)> = mentions
        .filter(|mention| mention.weight > 0.0)
        .map(|mention| (mention.term, mention.weight))
        .collect();
    out.sort_by(|x, y| x.0.cmp(&y.0));
    // of one that comes twice the later weight
    out.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 = later.1;
        }
        same
    });
    if let Some(country) = country.filter(|_| kind != SpeakerKind::Unnamed) {
        let own = format!("@{country}");
        if let Err(at) = out.binary_search_by(|(term, _)| term.as_ref().cmp(&own)) {
            out.insert(at, (Cow::Owned(own), OWN_STATE));
        }
    }
    out
}

/// What an article speaks of most, by its title and its text: terms with their weight times how often they stand there.
pub fn keywords(title: &Reading, text: &Reading) -> Vec<(String, f64)> {
    const LONGEST: usize = 6_000;
    const MOST: usize = 20;
    const TITLE: f64 = 2.0;
    let mut counts: HashMap<Cow<'static, str>, (f64, f64), FixedState> = HashMap::default();
    let begins = |mention: &Mention| text.text.tokens[mention.at].folded.start;
    let titled = mentions(title, None).into_iter();
    let told = mentions(text, None).into_iter();
    let told = told.take_while(|mention| begins(mention) < LONGEST);
    let titled = titled.map(|mention| (mention, TITLE));
    for (mention, times) in titled.chain(told.map(|mention| (mention, 1.0))) {
        let entry = counts.entry(mention.term).or_insert((0.0, mention.weight));
        entry.0 += times;
    }
    let mut list: Vec<(Cow<'static, str>, f64)> = counts
        .into_iter()
        // to one place, as it is stored: what was read back must compare as it did at first
        .map(|(term, (count, weight))| (term, (weight * (1.0 + count.ln()) * 10.0).round() / 10.0))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    list.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
    list.truncate(MOST);
    list.into_iter()
        .map(|(term, weight)| (term.into_owned(), weight))
        .collect()
}

/// The terms of a text in the order in which they stand, those of no weight among them; `country` is what "his country" means.
pub fn mentions(reading: &Reading, country: Option<&str>) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.text.tokens.len() {
        let length = match mention(reading, at, country) {
            Some(mention) => {
                let length = mention.length.max(1);
                let place = town(reading, at, length);
                out.push(mention);
                out.extend(place);
                length
            }
            None => 1,
        };
        at += length;
    }
    out
}

/// The term that begins at a token; one of no weight covers its words and tells nothing.
fn mention(reading: &Reading, at: usize, country: Option<&str>) -> Option<Mention> {
    const EMPTY: u64 =
        tag::ADJUNCT | tag::COMPLEMENTIZER | tag::NEGATOR | tag::NEGATIVE_NOUN | tag::AUXILIARY;
    if !reading.text.is_word(at) {
        return None;
    }
    let term = |length: usize, term: String, weight: f64| {
        Some(Mention {
            at,
            length,
            term: Cow::Owned(term),
            class: None,
            weight,
        })
    };
    let concept = |length: usize, class: &'static Concept| {
        Some(Mention {
            at,
            length,
            term: Cow::Borrowed(class.term()),
            class: Some(class),
            weight: class.weight,
        })
    };
    let note = reading.note(at);
    if let Some((class, length)) = concepts().of_phrase(reading.bare(at), |k| reading.word(at + k))
    {
        return concept(length, class);
    }
    match note.entity {
        Some((Entity::Country(..), length)) => {
            let (code, _) = note.country()?;
            return term(length as usize, format!("@{code}"), STATE);
        }
        Some((Entity::Body(index), length)) if !common_noun(reading, at, index, length) => {
            let name = folded(&reading.lexicon.bodies[index as usize].name);
            return term(length as usize, format!("#{name}"), BODY);
        }
        _ => {}
    }
    if note.is(tag::HOME) {
        return term(1, format!("@{}", country?), STATE);
    }
    if note.is(EMPTY) || first_name(reading, at) {
        return None;
    }
    let found = stemmed(reading.lexicon, reading.word(at), &note);
    if let Some(class) = found.class {
        return concept(1, class);
    }
    // what only tells where a name ends says nothing, unless it is of a class ("مقتل")
    if note.is(tag::LIGHT | tag::NOT_NAME) || found.letters < SHORTEST {
        return None;
    }
    let articles = reading.lexicon.frequency(reading.word(at));
    Some(Mention {
        at,
        length: 1,
        weight: rarity(articles.max(found.articles)),
        class: None,
        term: match found {
            Cow::Borrowed(known) => Cow::Borrowed(known.lemma.as_str()),
            Cow::Owned(rare) => Cow::Owned(rare.lemma),
        },
    })
}

/// True where the short name of a ministry is but a word: "أسعار النفط", "الشؤون الداخلية".
fn common_noun(reading: &Reading, at: usize, body: u16, length: u8) -> bool {
    let short = reading.lexicon.portfolio[body as usize] && length == 1;
    if !short {
        return false;
    }
    let adjective = reading.word(at).ends_with("يه");
    let Some(before) = at.checked_sub(1) else {
        return !adjective;
    };
    // "الشؤون الداخلية", "سياستها الخارجية"
    let definite = reading.note(before).definite || possessed_noun(reading, before);
    let headed = !definite && reading.is(before, tag::TITLE | tag::OFFICE | tag::BODY);
    !headed && (!adjective || definite)
}

/// True for a given name before another word of the name: who is meant is told by that one, and only once.
fn first_name(reading: &Reading, at: usize) -> bool {
    let next = reading.note(at + 1);
    reading.is(at, tag::GIVEN)
        && reading.text.is_word(at + 1)
        && !next.conjunction
        && !next.common
        && !next.is(tag::ADJUNCT | tag::COMPLEMENTIZER | tag::NEGATOR | tag::AUXILIARY)
        && !reading.surely_finite(at + 1)
}

/// The town behind a name that counts for its state: an event in one town is none in another.
fn town(reading: &Reading, at: usize, length: usize) -> Option<Mention> {
    let (_, kind) = reading.note(at).country()?;
    if !matches!(kind, FormKind::City | FormKind::LocalNisba(_)) {
        return None;
    }
    let last = at + length - 1;
    let word = reading.word(last);
    Some(Mention {
        at,
        length,
        term: Cow::Owned(format!(
            "%{}",
            stem(reading.lexicon, word, &reading.note(last))
        )),
        class: None,
        weight: rarity(reading.lexicon.frequency(word)),
    })
    .filter(|mention| mention.weight > 0.0)
}

/// How much sharing a word tells that stands in so many articles: its inverse document frequency, scaled.
pub fn rarity(articles: u32) -> f64 {
    let share = f64::from(articles.max(6)) / ARTICLES;
    if share > COMMONEST {
        return 0.0;
    }
    ((1.0 / share).ln() / 2.0).min(RAREST)
}

/// Terms shared by two sorted lists, with the smaller weight of both.
pub fn shared<'t>(a: &'t [(String, f64)], b: &[(String, f64)]) -> Vec<(&'t str, f64)> {
    let mut out = Vec::new();
    let mut rest = b;
    for (term, weight) in a {
        let at = rest.partition_point(|(other, _)| other < term);
        rest = &rest[at..];
        if let Some((other, other_weight)) = rest.first()
            && other == term
        {
            out.push((term.as_str(), weight.min(*other_weight)));
        }
    }
    out
}

/// A weight that counts towards a share. A word that only one side has counts against it no more than a common one:
/// that it is rare says nothing of the matter.
pub fn capped(weight: f64) -> f64 {
    const MOST: f64 = 2.2;
    weight.min(MOST)
}
