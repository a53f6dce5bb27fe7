//! Persons: titles and names put together.

use std::ops::Range;

use super::name::{apposition, name, name_end, name_like, skip_honorifics};
use super::noun_phrase::{belongs, noun_phrase};
use super::{Phrase, Reach, Source};
use crate::extract::reading::Reading;
use crate::language::arabic::countries::{Gender, Inflection, Number};
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;

/// A person: title, honorifics, name, and a title in apposition behind.
pub(super) fn person(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let end = reach.end;
    let mut source = Source::new(at..at, Phrase::Person);
    let mut k = skip_honorifics(reading, at, end);
    let mut unnamed = false;
    // a name set off by a comma needs no other sign
    let mut set_off = false;
    if reading.is(k, tag::KIN) {
        return Some(relative(reading, k, reach));
    }
    if reading.is(k, tag::TITLE | tag::COUNTERPART) || title_here(reading, k) {
        unnamed = reading.is(k, tag::UNNAMED);
        let title = office(reading, k, reach, &mut source);
        let behind_comma =
            name_behind_comma(reading, title, end).or_else(|| second_title(reading, title, reach));
        set_off = behind_comma.is_some();
        k = behind_comma.unwrap_or(title);
    }
    if source.title.is_none() && calling(reading, k, end) {
        // "السويسري كريستيان": whose citizen he is, and no office
        match reading.note(k).country() {
            Some((code, _)) => source.country = Some(code),
            None => source.title = Some(k..k + 1),
        }
        k += 1;
    }
    // "مقيم أردني يدعى محمد"
    let called = &reading.lexicon.grammar.name.called;
    if source.title.is_some() && called.contains(reading.word(k)) && k + 1 < end {
        k += 1;
        set_off = true;
    }
    let first = skip_honorifics(reading, k, end);
    // "المواطن صالح اليامي"
    let given = reading.is(first, tag::GIVEN | tag::NAME_PART)
        || (reading.is(first, tag::GIVEN_AMBIGUOUS) && name_like(reading, first + 1, true));
    // "رحب الأمير | بالوزير فلان": whoever is greeted
    let greeted = k > at && k < first && reading.note(k).preposition.is_some();
    // "متحدثة باسم فيشر": the name is of whom she speaks for
    let in_title = &reading.lexicon.grammar.preposition.in_title;
    let for_another = source.title.clone().filter(|title| {
        first == k && !reading.note(title.start).definite && in_title.contains(reading.word(k - 1))
    });
    if let Some(title) = for_another {
        let mut principal = Source::new(k..k, Phrase::Person);
        k = name(reading, k, end, false, &mut principal);
        source.title = Some(title.start..k);
        unnamed = true;
    }
    let first = first.max(k);
    let nameless = source.plural || greeted || (unnamed && !given && !set_off && first == k);
    if !nameless {
        let stop = name(reading, first, end, set_off, &mut source);
        if source.name.is_some() {
            k = apposition(reading, stop, reach, &mut source);
        }
    }
    if source.name.is_none() && source.title.is_some() && !source.plural && !unnamed {
        k = name_at_the_end(reading, k, reach, &mut source).unwrap_or(k);
    }
    if source.name.is_none() && source.title.is_none() {
        return None;
    }
    source.phrase = match (&source.name, source.plural, unnamed) {
        (Some(_), _, _) => Phrase::Person,
        (None, true, _) => Phrase::Group,
        (None, false, true) => Phrase::Unnamed,
        (None, false, false) => Phrase::Person,
    };
    source.range = at..k;
    Some(source)
}

/// "القاص عبدالله الساكتي": a word with the article before a given name is what he is, whether a list holds it or not.
pub(super) fn calling(reading: &Reading, k: usize, end: usize) -> bool {
    const NO_NOUN: u64 = tag::GIVEN
        | tag::GIVEN_AMBIGUOUS
        | tag::NAME_PART
        | tag::BODY
        | tag::MEDIA
        | tag::ADJUNCT
        | tag::NOT_NAME
        | tag::HONORIFIC;
    let note = reading.note(k);
    let citizen = (note.nisba()).is_some_and(|form| form.number == Number::Singular);
    k + 1 < end
        && note.definite
        && !note.conjunction
        && !note.is(NO_NOUN)
        && (note.entity.is_none() || citizen)
        && reading.is(k + 1, tag::GIVEN)
        && !reading.lexicon.is_family(reading.bare(k))
}

/// "المشرف العام على وكالة … بإمارة المنطقة الدكتور هشام الفالح | أن": where the content's place is known, the name that
/// ends before it, however the title went on. Sets it in `source` and returns where it ends.
fn name_at_the_end(
    reading: &Reading,
    from: usize,
    reach: Reach,
    source: &mut Source,
) -> Option<usize> {
    const LONGEST: usize = 16;
    let stop = (from..reach.end)
        .find(|&t| reading.kind(t) == Kind::Comma || reading.is(t, tag::AUDIENCE | tag::OCCASION))
        .unwrap_or(reach.end);
    if let Some(quoted) = quoted_at_the_end(reading, from, stop).filter(|_| reach.bounded) {
        source.title = source
            .title
            .clone()
            .map(|title| title.start..quoted.start - 1);
        source.name = Some(skip_honorifics(reading, quoted.start, quoted.end)..quoted.end);
        return Some(stop);
    }
    let title = from..stop;
    // "وزير الدولة الذي يترأس الوفد الشيخ فلان"
    let described = reading.is(from, tag::RELATIVE);
    let plain = |t: usize| {
        let word = reading.text.is_word(t) || reading.text.abbreviates(t);
        word && (described || !reading.surely_finite(t))
    };
    if !reach.bounded || title.len() > LONGEST || !(from..stop).all(plain) {
        return None;
    }
    let first = title.clone().find(|&t| {
        let first = skip_honorifics(reading, t, stop);
        let last = first + 2 == stop && reading.note(first + 1).definite;
        let given = reading.is(first, tag::GIVEN)
            || reading.is(first, tag::GIVEN_AMBIGUOUS)
                && (last || name_like(reading, first + 1, true));
        let opens = first > t || given || foreign(reading, first, stop);
        opens && !reading.note(t).conjunction && name_end(reading, first, stop) == stop
    })?;
    let name = skip_honorifics(reading, first, stop);
    if stop < name + 2 {
        return None;
    }
    source.name = Some(name..stop);
    source.title = source.title.clone().map(|title| title.start..first);
    Some(stop)
}

/// "المشرف العام على الوكالة | "الدكتور هشام الفالح"": the words of a name between the quotation marks that end at `stop`.
fn quoted_at_the_end(reading: &Reading, from: usize, stop: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 6;
    let open = (from..stop).find(|&t| {
        let quote = reading.short_quote(t, stop, LONGEST);
        quote.is_some_and(|quote| quote.close + 1 == stop)
    })?;
    let quoted = open + 1..stop - 1;
    let first = skip_honorifics(reading, quoted.start, quoted.end);
    let named = reading.is(first, tag::GIVEN) && name_end(reading, first, quoted.end) == quoted.end;
    named.then_some(quoted)
}

/// Two words or more up to `end` that nothing is known of.
fn foreign(reading: &Reading, at: usize, end: usize) -> bool {
    end >= at + 2 && (at..end).all(|t| name_like(reading, t, false) && !reading.note(t).definite)
}

/// "والدة محمد …", "شقيق الضحية", "زوجته": a relative without a name of his own.
fn relative(reading: &Reading, at: usize, reach: Reach) -> Source {
    let of = person(reading, at + 1, reach)
        .filter(|_| at + 1 < reach.end && !reading.note(at + 1).conjunction);
    let end = match &of {
        Some(of) => of.range.end,
        None => noun_phrase(
            reading,
            at,
            reach,
            &mut Source::new(at..at, Phrase::Unnamed),
        ),
    };
    // "والدته، فلانة، أن"
    let name = name_behind_comma(reading, end, reach.end)
        .map(|first| first..name_end(reading, first, reach.end))
        .filter(|name| of.is_none() && reading.kind(name.end) == Kind::Comma);
    if let Some(name) = name {
        return Source {
            title: Some(at..end),
            range: at..name.end + 1,
            feminine: reading.is(at, tag::FEMININE),
            name: Some(name),
            ..Source::new(at..end, Phrase::Person)
        };
    }
    let plural = reading.is(at, tag::PLURAL);
    let phrase = if plural {
        Phrase::Group
    } else {
        Phrase::Unnamed
    };
    let end = end.max(at + 1);
    Source {
        title: Some(at..end),
        country: of.and_then(|of| of.country),
        feminine: reading.is(at, tag::FEMININE),
        plural,
        ..Source::new(at..end, phrase)
    }
}

/// Reads a title from its head at `at` into `source`; returns where it ends.
fn office(reading: &Reading, at: usize, reach: Reach, source: &mut Source) -> usize {
    let head = reading.note(at);
    source.feminine = head.is(tag::FEMININE);
    source.plural = head.is(tag::PLURAL);
    let end = noun_phrase(reading, at, reach, source);
    source.title = Some(at..end);
    behind_former(reading, end, reach.end)
}

/// "مدير عام التخطيط سابقا المهندس": behind the word that says when the office was held, where a name follows.
fn behind_former(reading: &Reading, at: usize, end: usize) -> usize {
    let held = &reading.lexicon.grammar.title.held;
    let named = reading.is(at + 1, tag::HONORIFIC | tag::GIVEN);
    if held.contains(reading.word(at)) && named && at + 1 < end {
        at + 1
    } else {
        at
    }
}

/// "المتحدث باسم البيت الأبيض، جوش إرنست، في مقابلة": the name behind the comma that follows a title.
fn name_behind_comma(reading: &Reading, comma: usize, end: usize) -> Option<usize> {
    if !matches!(reading.kind(comma), Kind::Comma | Kind::Dash) {
        return None;
    }
    let first = skip_honorifics(reading, comma + 1, end);
    // "، صباح كرحوت،": between commas an ordinary word is a name as well
    let between = reading.is(first, tag::GIVEN_AMBIGUOUS)
        && name_like(reading, first + 1, true)
        && reading.kind(name_end(reading, first, end)) == Kind::Comma;
    let named = name_like(reading, first, false) || between;
    let plain = !reading.note(first).definite || reading.is(first, tag::GIVEN);
    // "والرئيس التنفيذي للمدينة، وسامي الخرساني": another one
    let joined = reading.note(first).conjunction;
    let starts = first < end && named && plain && !joined;
    let stop = name_end(reading, first, end);
    (starts && stop > first && !reading.finite(first)).then_some(comma + 1)
}

/// "الرئيس العام …، رئيس اللجنة … الأمير فلان": behind the further titles between the comma and the name.
fn second_title(reading: &Reading, comma: usize, reach: Reach) -> Option<usize> {
    // without a comma only an office: "الناطق باسم الحكومة وزير الدولة فلان"
    let set_off = reading.kind(comma) == Kind::Comma;
    let head = comma + usize::from(set_off);
    let joined = reading.note(head).conjunction;
    let title = (set_off || joined || reading.is(head, tag::OFFICE))
        && head < reach.end
        && reading.is(head, tag::TITLE)
        && (!joined || also_holds(reading, head));
    if !title {
        return None;
    }
    let mut unused = Source::new(head..head, Phrase::Person);
    let stop = noun_phrase(reading, head, reach, &mut unused);
    let first = skip_honorifics(reading, stop, reach.end);
    if first < reach.end && reading.is(first, tag::GIVEN | tag::NAME_PART) {
        return Some(stop);
    }
    // "مفتي عام المملكة رئيس هيئة كبار العلماء | رئيس اللجنة الدائمة الشيخ فلان"
    second_title(reading, stop, reach).filter(|_| stop > head)
}

/// "المتحدث باسم الهيئة ومستشار الوزير العميد فلان": an office that one holds beside another; who leads a body would be
/// a second person.
fn also_holds(reading: &Reading, head: usize) -> bool {
    let beside = &reading.lexicon.grammar.title.beside;
    !reading.note(head).definite && beside.contains(reading.bare(head))
}

/// "أمين منطقة …", "ممثل نيوزيلندا": a word that is as often something else is a title where a source is due and a
/// genitive or adjective follows.
pub(super) fn title_here(reading: &Reading, at: usize) -> bool {
    if !reading.is(at, tag::MAYBE_TITLE) || reading.is(at, tag::ADJUNCT | tag::NOT_NAME) {
        return false;
    }
    // "دبلوماسي في الخارجية الكندية"
    let within = &reading.lexicon.grammar.preposition.within;
    if within.contains(reading.word(at + 1)) && reading.is(at + 2, tag::BODY) {
        return true;
    }
    let next = reading.note(at + 1);
    // "مختار الرحبي": a given name as well, before a word that the papers never write elsewhere
    let family = next.definite
        && !next.common
        && next.entity.is_none()
        && reading.is(at, tag::GIVEN_AMBIGUOUS)
        && name_like(reading, at + 1, true);
    !family
        && reading.text.is_word(at + 1)
        && !next.conjunction
        && (next.entity.is_some() || belongs(reading, at + 1))
        && !next.is(tag::GIVEN | tag::NAME_PART)
}

/// "عسيري", "مصري": the adjective of a place without article, where a subject is due, is a family name.
pub(super) fn surname_of_place(reading: &Reading, at: usize) -> bool {
    let note = reading.note(at);
    let one = |i: Inflection| {
        !i.definite && i.number == Number::Singular && i.gender == Gender::Masculine
    };
    note.nisba().is_some_and(one) && !note.conjunction && note.preposition.is_none()
}
