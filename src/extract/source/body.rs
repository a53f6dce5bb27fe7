//! Bodies, media, and documents that speak for who wrote them.

use super::name::further;
use super::noun_phrase::{belongs, noun_phrase};
use super::{Phrase, Reach, Source, glued_state, source_with_preposition};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{ARTICLE, is_feminine, is_nisba};
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;

/// A body: "وزارة خارجية كازاخستان", "الخارجية الكازاخية", "منظمة هيومن رايتس ووتش".
pub(super) fn body(reading: &Reading, at: usize, reach: Reach) -> Source {
    let mut source = Source::new(at..at + 1, Phrase::Body);
    source.feminine = reading.is(at, tag::FEMININE) || is_feminine(reading.bare(at));
    source.plural = reading.is(at, tag::PLURAL);
    let stop = noun_phrase(reading, at, reach, &mut source);
    source.range = at..stop.clamp(at + 1, reach.end.max(at + 1));
    source
}

/// An agency, paper or channel: "وكالة “الأناضول” التركية", "صحيفة الراي الكويتية".
pub(super) fn medium(reading: &Reading, at: usize, end: usize) -> Source {
    const LONGEST: usize = 9;
    const LONGEST_QUOTED: usize = 8;
    let mut source = Source::new(at..at + 1, Phrase::Media);
    source.feminine = is_feminine(reading.bare(at));
    source.plural = reading.is(at, tag::PLURAL);
    let mut k = at;
    while k < end && k < at + LONGEST {
        let note = reading.note(k);
        if reading.kind(k) == Kind::Quote {
            match reading.short_quote(k, end, LONGEST_QUOTED) {
                Some(quote) if k > at => {
                    k = quote.close + 1;
                    continue;
                }
                _ => break,
            }
        }
        if let Some((Entity::Media(index), _)) = note.entity {
            source.country = source.country.or(reading
                .lexicon
                .code(reading.lexicon.media[index as usize].country.as_deref()));
        } else if let Some((code, _)) = note.country() {
            // "الصادرة بالفرنسية": the language
            let language = note.preposition.is_some();
            source.country = source.country.or(Some(code).filter(|_| !language));
        } else if k > at && !of_medium(reading, k) {
            break;
        }
        k += note.entity.map_or(1, |(_, n)| n as usize);
    }
    source.range = at..k.clamp(at + 1, end.max(at + 1));
    source
}

/// "القناة | الإخبارية", but not "القناة | الاثنين".
fn of_medium(reading: &Reading, k: usize) -> bool {
    let moment = reading.lexicon.lists.moment.contains(reading.word(k));
    !moment && (belongs(reading, k) || further(reading, k))
}

/// "البيان", "التقرير الأخير".
pub(super) fn document(reading: &Reading, at: usize, end: usize) -> Source {
    const LONGEST: usize = 4;
    let stop = (at + 1..end.min(at + LONGEST))
        .find(|&k| !reading.note(k).definite || reading.is(k, tag::ADJUNCT))
        .unwrap_or(end.min(at + LONGEST));
    Source::new(at..stop.max(at + 1), Phrase::Document)
}

/// "إحصائية رسمية", "دراسة حديثة": a document that speaks for itself.
pub(super) fn described_document(reading: &Reading, at: usize, reach: Reach) -> Source {
    let mut source = Source::new(at..at + 1, Phrase::Unnamed);
    source.feminine = is_feminine(reading.bare(at));
    let stop = noun_phrase(reading, at, reach, &mut source).max(at + 1);
    source.range = at..stop;
    source.title = Some(at..stop);
    source
}

/// The author of the document at `at`: "تقرير للأمم المتحدة", "بيان الوزارة", "بيان صادر عن الديوان".
pub fn author(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    const ADJECTIVES: usize = 4;
    let issued_at = |k: usize| {
        reading
            .lexicon
            .lists
            .issued
            .at(&reading.text, k)
            .unwrap_or(0)
    };
    // "التقرير السنوي الثاني | الصادر عن"
    let describes = |k: usize| {
        ordinal(reading, k)
            || reading.is(k, tag::MODIFIER)
            || reading.lexicon.lists.moment.contains(reading.word(k))
            || (reading.note(at).definite
                && reading.note(k).entity.is_none()
                && adjective_or_number(reading, k))
            || (!reading.note(at).definite
                && reading.note(k).tags == 0
                && is_nisba(reading.word(k)))
    };
    let mut k = at + 1;
    while k < reach.end && k <= at + ADJECTIVES && issued_at(k) == 0 && describes(k) {
        k += 1;
    }
    let issued = issued_at(k);
    k += issued;
    // "التقرير السنوي لـ«ساما»"
    const LONGEST_QUOTED: usize = 4;
    let alone_to = &reading.lexicon.grammar.preposition.alone_to;
    let quoted = (reading.short_quote(k + 1, reach.end, LONGEST_QUOTED))
        .filter(|_| alone_to.contains(reading.word(k)) && !reading.note(k + 2).is_medium());
    if let Some(quote) = quoted {
        return Some(Source {
            feminine: is_feminine(reading.bare(at)) || reading.is(at, tag::PLURAL),
            ..Source::new(k + 1..quote.close + 1, Phrase::Body)
        });
    }
    let glued = reading.note(k).preposition == Some('ل');
    let genitive =
        reading.note(k).preposition.is_none() && !reading.note(at).definite && k == at + 1;
    if !(glued || issued > 0 || genitive) || k >= reach.end || reading.is(k, tag::DOCUMENT) {
        return None;
    }
    let mut found =
        glued_state(reading, k).or_else(|| source_with_preposition(reading, k, reach))?;
    // the verb agrees with the document
    found.feminine = is_feminine(reading.bare(at)) || reading.is(at, tag::PLURAL);
    found.identifies().then_some(found)
}

/// "الـ51", "الـ 51".
fn ordinal(reading: &Reading, k: usize) -> bool {
    let word = reading.word(k);
    let number = |t: usize| reading.kind(t) == Kind::Number;
    number(k)
        || word == ARTICLE && number(k + 1)
        || (word.strip_prefix(ARTICLE)).is_some_and(|rest| rest.starts_with(char::is_numeric))
}

/// "السنوي", "الحادي والخمسون": a definite word behind a definite noun, and no name.
fn adjective_or_number(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    note.definite && note.common && !note.is(tag::TITLE | tag::BODY | tag::GIVEN | tag::ADJUNCT)
}
