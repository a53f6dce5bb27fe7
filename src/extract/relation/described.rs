//! Subjects that no rule reads from their first word on: told by where they stand, between a verb and what is said.

use std::ops::Range;

use crate::extract::reading::Reading;
use crate::extract::source::{
    Phrase, Source, formed, inflected_noun, name_like, no_subject, possessed_noun, verb_form,
};
use crate::language::arabic::affixes::{is_feminine, is_nunated, is_oblique, is_written_feminine};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;

/// "عدد | من الشباب | على أن", "مسؤولون | بيطريون | إنهم", "أيمن | سلامة | أن": nouns between a subject and the marker of
/// what it says belong to the subject, since nothing else can stand there.
pub(super) fn up_to(reading: &Reading, found: Source, marker: usize) -> Source {
    const LONGEST: usize = 8;
    let from = found.range.end;
    let stop = (from..marker.min(from + LONGEST))
        .find(|&t| !goes_on(reading, t))
        .unwrap_or(marker);
    let here = stop == marker
        || reading.is(stop, tag::ADJUNCT | tag::AUDIENCE)
        || reading.kind(stop) == Kind::Comma
        || reading.kind(stop) == Kind::Open;
    if stop <= from || !here || stop > from + LONGEST || is_small(reading, stop - 1) {
        return found;
    }
    match &found.name {
        Some(name) if name.end == from => with_family(reading, found, stop),
        Some(_) => found,
        None if found.phrase == Phrase::Country || !found.states.is_empty() => found,
        None => {
            with_name(reading, &found, stop).unwrap_or_else(|| with_nouns(reading, found, stop))
        }
    }
}

/// "أيمن | سلامة", "فيصل | السنين": a given name with the one word behind it; but "لفت كيري | النظر إلى".
pub(super) fn with_family(reading: &Reading, found: Source, stop: usize) -> Source {
    let from = found.range.end;
    let words = &reading.lexicon.grammar;
    let object = words.clause.object_of_idiom.contains(reading.word(from));
    let of_kind = |name: &Range<usize>| {
        let last = name.end - 1;
        let behind_father =
            last > name.start && words.name.child_of.contains(reading.bare(last - 1));
        name.len() == 1 || behind_father || reading.is(last, tag::GIVEN)
    };
    let given = (found.name.clone()).filter(|name| name.end == from && of_kind(name));
    match given {
        Some(given) if stop == from + 1 && may_be_family(reading, from) && !object => Source {
            range: found.range.start..stop,
            name: Some(given.start..stop),
            ..found
        },
        _ => found,
    }
}

/// "منسق المشاهد | وادي استوود", "أحد المشاركين | الدكتور فهد غزولي": an office or somebody with the name that ends at
/// `stop`.
fn with_name(reading: &Reading, found: &Source, stop: usize) -> Option<Source> {
    let person = matches!(found.phrase, Phrase::Person | Phrase::Unnamed);
    if !person || found.plural {
        return None;
    }
    let known = |t: usize| is_named(reading, t);
    let part = |t: usize| known(t) || name_like(reading, t, false);
    let first = (found.range.end..stop).find(|&t| {
        let opens = known(t) || t + 1 < stop && !reading.note(t).definite;
        opens && (t..stop).all(part)
    })?;
    let name = (first..stop).find(|&t| !reading.is(t, tag::HONORIFIC));
    Some(Source {
        range: found.range.start..stop,
        title: found.title.clone().map(|title| title.start..first),
        name: name.map(|name| name..stop),
        phrase: Phrase::Person,
        ..found.clone()
    })
}

/// "عدد | من الأمريكيين": a phrase without a name with the nouns behind it, and the state that they name.
fn with_nouns(reading: &Reading, found: Source, stop: usize) -> Source {
    let further = found.range.end..stop;
    if further.clone().any(|t| is_named(reading, t)) {
        return found;
    }
    let state = further.clone().find_map(|t| reading.note(t).country());
    let country = found.country.or(state.map(|(code, _)| code));
    Source {
        country: country.filter(|_| !found.stateless),
        title: found.title.clone().map(|title| title.start..stop),
        range: found.range.start..stop,
        ..found
    }
}

/// "فهد", "الدكتور": a name begins there.
fn is_named(reading: &Reading, t: usize) -> bool {
    reading.is(t, tag::GIVEN | tag::HONORIFIC)
}

/// "من", "هذا": what only leads to the next noun of a phrase.
fn is_small(reading: &Reading, t: usize) -> bool {
    let words = &reading.lexicon.grammar;
    words.preposition.from.contains(reading.word(t))
        || words.clause.demonstrative.contains(reading.word(t))
}

/// True where token `t` may be a family name: of more than a letter, without a preposition, and no indefinite object as in
/// "قال أوباما | نكاتا".
fn may_be_family(reading: &Reading, t: usize) -> bool {
    let note = reading.note(t);
    let object = !note.definite
        && note.common
        && (is_written_feminine(reading.written(t)) || reading.word(t).ends_with('ا'));
    let alone = note.preposition.is_none() && reading.word(t).chars().count() > 1;
    alone && !object && !is_small(reading, t)
}

/// True where token `t` can go on with the phrase of a subject: a noun or adjective, or what leads to one.
pub(super) fn goes_on(reading: &Reading, t: usize) -> bool {
    const OTHER: u64 = tag::ADJUNCT
        | tag::AUDIENCE
        | tag::OCCASION
        | tag::SPOKEN
        | tag::NEGATOR
        | tag::COMPLEMENTIZER
        | tag::RELATIVE
        | tag::AUXILIARY
        | tag::DOCUMENT
        | tag::PRETEXT;
    let note = reading.note(t);
    let lists = &reading.lexicon.lists;
    let participle = reading
        .cue(t, |_, form| form.form == Some(Form::Participle))
        .is_some();
    let noun = note.common || !note.is(tag::NOT_NAME);
    let accusative = (reading.bare(t).strip_suffix('ا'))
        .is_some_and(|stem| !note.definite && reading.lexicon.is_common(stem));
    reading.text.is_word(t)
        && (is_small(reading, t) || !note.is(OTHER) && noun)
        && !note.conjunction
        && !participle
        && !reading.finite(t)
        && !verb_form(reading, t)
        && !possessed_noun(reading, t)
        && !is_nunated(reading.written(t))
        && !accusative
        && !lists.moment.contains(reading.word(t))
        && note
            .preposition
            .is_none_or(|letter| letter == 'ل' && !note.is_medium())
        && reading.quoted_until(t).is_none()
}

/// Whatever stands between verb and complement, where no rule reads it: "داعشية منشقة عن التنظيم".
pub(super) fn described(reading: &Reading, from: usize, marker: usize) -> Option<Source> {
    const LONGEST: usize = 10;
    let limit = marker.min(from + LONGEST);
    let stop = (from..limit)
        .find(|&t| {
            reading.is(t, tag::ADJUNCT | tag::AUDIENCE | tag::RELATIVE)
                || reading.lexicon.lists.moment.contains(reading.word(t))
                || reading.kind(t) != Kind::Word
                || (t > from && reading.finite(t))
        })
        .unwrap_or(limit);
    if stop == from || !may_describe(reading, from) {
        return None;
    }
    // "امي بارتليت المتحدثة باسم المتنزه"
    let office = (from + 1..stop).find(|&t| reading.is(t, tag::TITLE) && reading.note(t).definite);
    if let Some(office) = office {
        let state = (office..stop).find_map(|t| reading.note(t).country());
        return Some(Source {
            country: state.map(|(code, _)| code),
            name: Some(from..office),
            title: Some(office..stop),
            feminine: reading.is(office, tag::FEMININE),
            ..Source::new(from..stop, Phrase::Person)
        });
    }
    let named = name_like(reading, from, true) || sole_name(reading, from, stop, marker);
    // "تابعت متحمسة": how it was said
    let circumstantial =
        is_written_feminine(reading.written(from)) || reading.word(from).ends_with('ا');
    let manner = !named && stop == from + 1 && circumstantial && !reading.note(from).definite;
    if manner {
        return None;
    }
    let phrase = if named {
        Phrase::Person
    } else {
        Phrase::Unnamed
    };
    let state = (from..stop).find_map(|t| reading.note(t).country());
    Some(Source {
        country: state.map(|(code, _)| code),
        name: named.then_some(from..stop),
        title: (!named).then_some(from..stop),
        feminine: is_feminine(reading.word(from)),
        ..Source::new(from..stop, phrase)
    })
}

/// True where the description of a subject may begin at `from`.
fn may_describe(reading: &Reading, from: usize) -> bool {
    const NO_NOUN: u64 = tag::ADJUNCT
        | tag::AUDIENCE
        | tag::NEGATOR
        | tag::COMPLEMENTIZER
        | tag::OCCASION
        | tag::SPOKEN
        | tag::RELATIVE;
    let first = reading.note(from);
    let accusative = is_oblique(reading.bare(from)) && first.is(tag::PLURAL);
    let verb = first.cues.iter().any(|c| c.form.is_some());
    let letter = reading.word(from).chars().count() < 2;
    let small_word = first.is(tag::NOT_NAME) && !first.is(tag::SOME | tag::GIVEN_AMBIGUOUS)
        || reading
            .lexicon
            .grammar
            .clause
            .to_me
            .contains(reading.word(from));
    !accusative
        && !verb
        && !letter
        && !possessed_noun(reading, from)
        && !verb_form(reading, from)
        && !no_subject(reading, from)
        && !small_word
        && !first.is(NO_NOUN)
        && first.preposition.is_none()
        && !first.conjunction
}

/// "متحمسة", "ضاحكة": a feminine participle alone, of which the papers write the masculine circumstance too ("ضاحكا").
fn circumstance(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let note = reading.note(at);
    !note.definite
        && !note.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS)
        && word.strip_suffix('ه').is_some_and(|stem| {
            word.starts_with("مت") || reading.lexicon.frequency(&format!("{stem}ا")) > 0
        })
}

/// "قال بلاتر إن": one word between verb and content, however often the papers write it, is a name.
fn sole_name(reading: &Reading, from: usize, stop: usize, marker: usize) -> bool {
    let set_off = stop == marker
        || matches!(reading.kind(stop), Kind::Dash | Kind::Comma | Kind::Open)
        || reading.is(stop, tag::ADJUNCT);
    let note = reading.note(from);
    stop == from + 1
        && set_off
        && (!note.common || note.is(tag::GIVEN_AMBIGUOUS))
        && !inflected_noun(reading, from)
        && !formed(reading, from)
        && !circumstance(reading, from)
        && !note.is(tag::TITLE | tag::SOME)
}
