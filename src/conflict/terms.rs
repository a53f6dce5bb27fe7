//! What a statement is about: its terms, with how much sharing each one tells.
//!
//! A term is a concept class (`c:talks`), a state (`@KZ`), a body (`#مجلس الامن`), or a stem. Rarity is taken
//! from the papers' vocabulary, not from the database, so that the same two statements always compare the
//! same, whatever else a night brings.

use std::collections::BTreeMap;

use crate::extract::reading::Reading;
use crate::language::arabic::concepts::concepts;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::arabic::stem::stem;
use crate::statement::{SpeakerKind, Statement};

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

/// The terms of a statement, each once, sorted, with weights.
pub fn terms(statement: &Statement) -> Vec<(String, f64)> {
    let mut out: BTreeMap<String, f64> = BTreeMap::new();
    for fragment in &statement.content {
        of_text(fragment, statement.country.as_deref(), &mut out);
    }
    if let (Some(country), true) = (
        &statement.country,
        statement.speaker_kind != SpeakerKind::Unnamed,
    ) {
        out.entry(format!("@{country}")).or_insert(OWN_STATE);
    }
    out.into_iter().collect()
}

fn of_text(text: &str, country: Option<&str>, out: &mut BTreeMap<String, f64>) {
    let reading = Reading::new(text);
    let lexicon = reading.lexicon;
    let mut i = 0;
    while i < reading.text.tokens.len() {
        let at = i;
        i += 1;
        if !reading.text.is_word(at) {
            continue;
        }
        let note = reading.note(at);
        let word = reading.word(at);
        if let Some((class, _)) = concepts().of_phrase(reading.bare(at), |k| reading.word(at + k)) {
            out.insert(format!("c:{}", class.name), class.weight);
        }
        match note.entity {
            Some((Entity::Country(..), length)) => {
                if let Some((code, _)) = note.country() {
                    out.insert(format!("@{code}"), STATE);
                }
                i = at + length as usize;
                continue;
            }
            Some((Entity::Body(index), length)) => {
                out.insert(
                    format!("#{}", folded(&lexicon.bodies[index as usize].name)),
                    BODY,
                );
                i = at + length as usize;
                continue;
            }
            _ => {}
        }
        if note.is(tag::HOME) {
            if let Some(country) = country {
                out.insert(format!("@{country}"), STATE);
            }
            continue;
        }
        if note.is(tag::ADJUNCT
            | tag::COMPLEMENTIZER
            | tag::NEGATOR
            | tag::NEGATIVE_NOUN
            | tag::AUXILIARY
            | tag::NOT_NAME)
        {
            continue;
        }
        let stem = stem(lexicon, word, &note);
        if note.is(tag::LIGHT) && concepts().of_stem(&stem).is_none() {
            continue;
        }
        if let Some(class) = concepts().of_stem(&stem) {
            out.insert(format!("c:{}", class.name), class.weight);
            continue;
        }
        let weight = rarity(lexicon.frequency(word).max(lexicon.frequency(&stem)));
        if weight > 0.0 && stem.chars().count() >= 3 {
            out.insert(stem, weight);
        }
    }
}

/// How much sharing a word tells that stands in so many articles: its inverse document frequency, scaled.
fn rarity(articles: u32) -> f64 {
    let share = f64::from(articles.max(6)) / ARTICLES;
    if share > COMMONEST {
        return 0.0;
    }
    ((1.0 / share).ln() / 2.0).min(RAREST)
}

/// The term that the words are about first: the head of the proposition, behind subjects that are states and
/// words that carry little ("كازاخستان لم تجر **مباحثات**", "إعداد **مقترحات**").
pub fn head(words: &str) -> Option<String> {
    const NEAR: usize = 14;
    const WORDS: usize = 1;
    let reading = Reading::new(words);
    let mut content = (0..reading.text.tokens.len().min(NEAR)).filter_map(|at| {
        let note = reading.note(at);
        let skipped = tag::ADJUNCT
            | tag::COMPLEMENTIZER
            | tag::NEGATOR
            | tag::NEGATIVE_NOUN
            | tag::AUXILIARY
            | tag::NOT_NAME
            | tag::HOME
            | tag::LIGHT;
        if !reading.text.is_word(at) || note.is(skipped) || note.entity.is_some() {
            return None;
        }
        let stem = stem(reading.lexicon, reading.word(at), &note);
        Some(
            concepts()
                .of_stem(&stem)
                .map_or(stem, |class| format!("c:{}", class.name)),
        )
    });
    // a class says more than the verb before it: "لم نجلس مع أحد **للتباحث**"
    let first = content.next()?;
    if first.starts_with("c:") {
        return Some(first);
    }
    Some(
        content
            .take(WORDS)
            .find(|term| term.starts_with("c:"))
            .unwrap_or(first),
    )
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

/// Weight of all terms of a list. A word that only one side has counts against it no more than a common one: that
/// it is rare says nothing of the matter.
pub fn total(terms: &[(String, f64)]) -> f64 {
    const MOST: f64 = 2.2;
    terms.iter().map(|(_, weight)| weight.min(MOST)).sum()
}

/// Pairs of opposed classes, one in each list ("end" here, "continue" there).
pub fn opposed<'t>(a: &'t [(String, f64)], b: &'t [(String, f64)]) -> Vec<(&'t str, &'t str)> {
    let class = |term: &'t str| term.strip_prefix("c:");
    let has = |list: &[(String, f64)], name: &str| {
        list.iter().any(|(t, _)| t.strip_prefix("c:") == Some(name))
    };
    a.iter()
        .filter_map(|(term, _)| {
            let name = class(term)?;
            let against = concepts().against(name)?;
            // only where neither side speaks of both
            let clean = has(b, against) && !has(a, against) && !has(b, name);
            clean.then(|| {
                (
                    name,
                    b.iter()
                        .find_map(|(t, _)| class(t).filter(|n| *n == against))
                        .unwrap_or(""),
                )
            })
        })
        .collect()
}
