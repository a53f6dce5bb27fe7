//! Persons and bodies that a text names, whether they speak or not: "استقبل وزير الخارجية عادل …" tells who "الوزير"
//! is two lines below.

use super::Cast;
use crate::extract::reading::Reading;
use crate::extract::source::{Phrase, Reach, Source, source_with_preposition};
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;

/// All mentions of a text, last one first.
pub(super) fn mentions(reading: &Reading) -> Vec<Source> {
    let mut found = Vec::new();
    for sentence in &reading.text.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            match mention(reading, at, sentence.end) {
                Some(source) => {
                    at = source.range.end.max(at + 1);
                    found.push(source);
                }
                None => at += 1,
            }
        }
    }
    found.reverse();
    found
}

/// The person or body that a phrase beginning at `at` names for good: a full name, a body with its own name.
fn mention(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let note = reading.note(at);
    let named_body = matches!(note.entity, Some((Entity::Body(_), length)) if length > 1);
    // "صحيفة «…»", "قناة العربية", but not "صفحة وزير الخارجية"
    let own_name = reading.kind(at + 1) == Kind::Quote || reading.note(at + 1).is_medium();
    let medium = note.is(tag::MEDIA) && !note.is(tag::BODY) && !note.definite && own_name;
    // "وسامي الخرساني، مدير المركز": an ordinary word before a family name
    let joined = note.conjunction
        && note.is(tag::GIVEN_AMBIGUOUS)
        && reading.note(at + 1).definite
        && (reading.lexicon.is_family(reading.bare(at + 1)) || !reading.note(at + 1).common);
    let begins = note.is(tag::TITLE | tag::HONORIFIC | tag::GIVEN | tag::BODY)
        || named_body
        || medium
        || joined;
    if !begins || !reading.text.is_word(at) {
        return None;
    }
    let found = source_with_preposition(reading, at, Reach::open(end))?;
    let for_good = match found.phrase {
        Phrase::Person => match &found.name {
            Some(name) => name.len() > 1 || found.title.as_ref().is_some_and(|t| t.len() > 1),
            None => false,
        },
        Phrase::Body => found.range.len() > 1 && !note.definite,
        Phrase::Media => found.range.len() > 1 && medium && !found.plural,
        _ => false,
    };
    for_good.then_some(found)
}

impl Cast<'_, '_> {
    /// Notes everybody who is named before token `at`.
    pub(super) fn note_until(&mut self, at: usize) {
        while self.ahead.last().is_some_and(|s| s.range.start < at) {
            let Some(source) = self.ahead.pop() else {
                return;
            };
            let last = self.last_country;
            match source.phrase {
                Phrase::Person => {
                    self.person(&source);
                }
                Phrase::Media => {
                    self.medium(&source);
                }
                _ => {
                    self.body(&source);
                }
            }
            // to be named is not to speak
            self.last_country = last;
        }
    }
}
