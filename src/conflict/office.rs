//! Offices in one form, however a paper words them: "رئيس لجنة الدفاع بمجلس النواب الروسي" and "رئيس لجنة مجلس الدوما
//! لشؤون الدفاع" are one office.
//!
//! The key is the title's head with the set of what it is head of: bodies by their entry in the lexicon, states by
//! code, other nouns by stem. Order, prepositions and words of link do not matter. An office without a state or a
//! named body in its words is none that could be told from its namesakes: every club has a chairman.

use std::collections::BTreeSet;

use crate::extract::reading::Reading;
use crate::language::arabic::affixes::without_article;
use crate::language::arabic::countries::FormKind;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::arabic::stem::stem;

/// The key of an office, `None` where the words do not name one that a single person holds.
pub fn key(role: &str, country: Option<&str>) -> Option<String> {
    let reading = Reading::new(role);
    let words = &reading.lexicon.clashes.office;
    let head = reading.note(0);
    if !head.is(tag::OFFICE) || head.is(tag::PLURAL) {
        return None;
    }
    let lemma = reading.lexicon.lemma_of_title(bare(&reading, 0));
    if words.shared.contains(&lemma) {
        return None;
    }
    let mut of: BTreeSet<String> = BTreeSet::new();
    let mut named = false;
    let mut state = country.map(str::to_string);
    let mut i = 1;
    while i < reading.text.tokens.len() {
        let at = i;
        i += 1;
        if !reading.text.is_word(at) {
            continue;
        }
        let note = reading.note(at);
        match note.entity {
            Some((Entity::Country(_, kind), length)) => {
                named = true;
                state = state.or(note.country().map(|(code, _)| code.to_string()));
                i = at + length as usize;
                // the governor of one town is not the governor of another
                if matches!(
                    kind,
                    FormKind::City | FormKind::LocalNisba(_) | FormKind::Capital
                ) {
                    of.insert(stem(
                        reading.lexicon,
                        reading.word(i - 1),
                        &reading.note(i - 1),
                    ));
                }
            }
            Some((Entity::Body(index), length)) => {
                named = true;
                let body = &reading.lexicon.bodies[index as usize];
                of.insert(format!("#{}", body.name));
                state = state.or(body.country.clone());
                i = at + length as usize;
            }
            _ if note.is(tag::ADJUNCT) => {}
            _ => {
                let stem = stem(reading.lexicon, reading.word(at), &note);
                if !words.links.contains(&stem) {
                    // a deputy or a former holder is another office
                    of.insert(stem);
                }
            }
        }
    }
    // "وزير الخارجية" without a state is anybody's
    let state = state.filter(|_| named)?;
    let of: Vec<String> = of.into_iter().collect();
    Some(format!("{lemma}|{}|{state}", of.join("+")))
}

/// True for an office that one person holds now: no deputy, and nobody who held it before.
pub fn has_one_holder(role: &str) -> bool {
    let reading = Reading::new(role);
    let words = &reading.lexicon.clashes.office;
    let head = reading.lexicon.lemma_of_title(bare(&reading, 0));
    let past = (1..reading.text.tokens.len()).any(|at| words.former.contains(bare(&reading, at)));
    !words.several.contains(&head) && !past
}

/// A folded word without its article.
fn bare<'r>(reading: &'r Reading, at: usize) -> &'r str {
    without_article(reading.word(at))
}

/// True where words look like the full name of a person: two words or more of which none belongs to a sentence.
pub fn is_name(name: &str) -> bool {
    const FEWEST: usize = 2;
    const MOST: usize = 6;
    let reading = Reading::new(name);
    let words: Vec<usize> = words(&reading);
    (FEWEST..=MOST).contains(&words.len())
        && !reading.note(words[0]).conjunction
        && words.iter().all(|&at| in_name(&reading, at))
}

/// True where words may name a person at all: by a name, or by an office.
pub fn is_person(name: &str) -> bool {
    let reading = Reading::new(name);
    let words = words(&reading);
    let titled = |&at: &usize| reading.is(at, tag::TITLE | tag::OFFICE | tag::UNNAMED);
    words.first().is_some_and(titled)
        || words.iter().filter(|&&at| in_name(&reading, at)).count() * 2 > words.len()
}

fn words(reading: &Reading) -> Vec<usize> {
    (0..reading.text.tokens.len())
        .filter(|&at| reading.text.is_word(at))
        .collect()
}

/// True for a given name, a part of one, or a word that is nothing else.
fn in_name(reading: &Reading, at: usize) -> bool {
    const SENTENCE: u64 = tag::NOT_NAME
        | tag::ADJUNCT
        | tag::TITLE
        | tag::OFFICE
        | tag::HONORIFIC
        | tag::COMPLEMENTIZER
        | tag::NEGATOR
        | tag::AUXILIARY
        | tag::LIGHT
        | tag::OCCASION
        | tag::BODY;
    let note = reading.note(at);
    let name = note.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART);
    let other =
        note.is(SENTENCE) || note.common || note.preposition.is_some() || reading.surely_finite(at);
    name || !other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_office_in_two_wordings_has_one_key() {
        let a = key("رئيس لجنة الدفاع بمجلس النواب الروسي", Some("RU"));
        let b = key("رئيس لجنة مجلس الدوما لشؤون الدفاع", Some("RU"));
        let c = key("رئيس لجنة الدفاع في مجلس الدوما الروسي", Some("RU"));
        assert!(a.is_some());
        assert_eq!(a, b);
        assert_eq!(b, c);
    }

    #[test]
    fn deputies_and_former_holders_may_be_two() {
        assert!(has_one_holder("وزير الخارجية الروسي"));
        assert!(has_one_holder("رئيس لجنة الدفاع في مجلس الدوما"));
        for role in [
            "نائب وزير الخارجية الروسي",
            "الرئيس الفرنسي الأسبق",
            "المدرب الإيطالي",
        ] {
            assert!(!has_one_holder(role), "{role}");
        }
    }

    #[test]
    fn different_offices_have_different_keys() {
        assert_ne!(
            key("وزير الخارجية الروسي", None),
            key("وزير الدفاع الروسي", None)
        );
        assert_ne!(
            key("وزير الخارجية الروسي", None),
            key("نائب وزير الخارجية الروسي", None)
        );
        assert_ne!(
            key("وزير الخارجية الروسي", None),
            key("وزير الخارجية القطري", None)
        );
        assert_eq!(key("مصدر عسكري", Some("RU")), None);
    }
}
