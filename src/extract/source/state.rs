//! States and unions of states that speak.

use std::ops::Range;

use super::noun_phrase::noun_phrase;
use super::{Phrase, Reach, Source};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{ARTICLE, is_feminine, is_nisba};
use crate::language::arabic::countries::{FormKind, Number, countries};
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;

/// One or several states by name, capital or seat: "أستانا وبشكيك", "روسيا وإيران وتركيا".
pub(super) fn states(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut k = at;
    while k < reach.end {
        let note = reading.note(k);
        let Some(code) = speaking_state(reading, k) else {
            break;
        };
        if k > at && !note.conjunction {
            break;
        }
        let length = note.entity.map_or(1, |(_, n)| n as usize);
        found.push((k..k + length, code));
        k += length;
        let further = reading.kind(k) == Kind::Comma
            && reading.note(k + 1).conjunction
            && reading.note(k + 1).country().is_some();
        k += usize::from(further);
    }
    let (_, first) = found.first()?.clone();
    if let Some(behind) = and_others(reading, k, reach.end) {
        return Some(Source {
            plural: true,
            stateless: true,
            ..Source::new(at..behind, Phrase::Group)
        });
    }
    let phrase = if found.len() > 2 {
        Phrase::Group
    } else {
        Phrase::Country
    };
    Some(Source {
        feminine: found.len() > 1 || !masculine_state(reading, at),
        plural: found.len() > 1,
        country: (found.len() == 1).then_some(first),
        states: found,
        ..Source::new(at..k, phrase)
    })
}

/// "العراق", "البيت الأبيض": most names of states are feminine, a few and the seats are not.
fn masculine_state(reading: &Reading, k: usize) -> bool {
    let seat = matches!(
        reading.note(k).country(),
        Some((_, FormKind::Metonym | FormKind::People(_)))
    );
    let masculine = &reading.lexicon.grammar.body.masculine_state;
    seat || masculine.contains(reading.bare(k))
}

/// The state whose voice token `k` is: a name, a capital outside "محادثات أستانا", a seat, a people.
fn speaking_state(reading: &Reading, k: usize) -> Option<&'static str> {
    let (code, kind) = reading.note(k).country()?;
    let speaks = match kind {
        FormKind::Name | FormKind::Metonym => true,
        FormKind::Capital => k == 0 || !countries().is_process(reading.word(k - 1)),
        FormKind::People(_) => reading.bare(k).starts_with("ال"),
        _ => false,
    };
    speaks.then_some(code)
}

/// "الولايات المتحدة | ودول مجلس التعاون": where others join a state at `at`, the end of their phrase.
fn and_others(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let further_states = &reading.lexicon.grammar.body.further_states;
    let joins = at < end
        && reading.note(at).conjunction
        && !reading.finite(at)
        && (reading.is(at, tag::TITLE | tag::BODY) || further_states.contains(reading.bare(at)));
    if !joins {
        return None;
    }
    let mut others = Source::new(at..at, Phrase::Group);
    let stop = noun_phrase(reading, at, Reach::open(end), &mut others);
    (stop > at + 1 || reading.note(at).entity.is_some()).then_some(stop)
}

/// "الجانب الروسي", "السلطات التونسية": the state by its adjective.
pub(super) fn side_of_state(reading: &Reading, at: usize) -> Option<Source> {
    if !reading.is(at, tag::SIDE) {
        return None;
    }
    let (code, kind) = reading.note(at + 1).country()?;
    let adjective = matches!(kind, FormKind::Nisba(_));
    adjective.then(|| Source {
        feminine: reading.word(at).ends_with("ات") || is_feminine(reading.word(at)),
        ..Source::state(at..at + 2, code)
    })
}

/// "دول الخليج", "الاتحاد الأوروبي", "الأكراد": what speaks for several states, or a people that has none.
pub(super) fn union_of_states(reading: &Reading, at: usize) -> Option<Source> {
    let Some((Entity::Region(kind), length)) = reading.note(at).entity else {
        return None;
    };
    let word = reading.bare(at);
    let several = match kind {
        FormKind::People(_) => true,
        _ => kind
            .nisba()
            .is_some_and(|form| form.number == Number::Plural),
    };
    let people = several && length == 1 && word.starts_with(ARTICLE);
    let adjective = length == 1 && (is_nisba(word) || several && !people);
    let states = people || reading.lexicon.grammar.body.states.contains(word);
    (!adjective).then(|| Source {
        stateless: true,
        feminine: true,
        plural: states,
        ..Source::new(
            at..at + length as usize,
            if states { Phrase::Group } else { Phrase::Body },
        )
    })
}

/// A state with a preposition glued to it: لروسيا، للولايات المتحدة.
pub fn glued_state(reading: &Reading, at: usize) -> Option<Source> {
    let note = reading.note(at);
    let (Some((code, FormKind::Name | FormKind::Capital | FormKind::Metonym)), Some((_, length))) =
        (note.country(), note.entity)
    else {
        return None;
    };
    note.preposition?;
    Some(Source::state(at..at + length as usize, code))
}
