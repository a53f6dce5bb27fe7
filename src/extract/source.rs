//! Reads the noun phrase that names a source: titles, honorifics, names, bodies, states.
//!
//! Arabic puts the title before the name ("وزير الخارجية الكازاخستاني خيرات عبد الرحمانوف"), or behind it
//! in apposition, and hangs time, place and occasion of the saying after both. The parser walks from left
//! to right and asks of each word whether it can still belong to the title or the name.

use std::ops::Range;

use super::reading::Reading;
use crate::language::arabic::countries::{FormKind, countries};
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;

/// What kind of phrase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// A person, by name, title or both.
    Person,
    /// A ministry, movement, company …
    Body,
    /// An agency, paper or channel.
    Media,
    /// A state.
    Country,
    /// Several.
    Group,
    /// Somebody without a name.
    Unnamed,
    /// "البيان": speaks for whoever issued it.
    Document,
    /// "معاليه": the one just named.
    Pronoun,
}

/// A noun phrase that can be the source of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// All its tokens.
    pub range: Range<usize>,
    /// What it is.
    pub phrase: Phrase,
    /// Tokens of the person's name.
    pub name: Option<Range<usize>>,
    /// Tokens of the title or office.
    pub title: Option<Range<usize>>,
    /// ISO code of the state that the phrase names.
    pub country: Option<&'static str>,
    /// States, where several speak together ("نفت أستانا وبشكيك"), with their tokens.
    pub states: Vec<(Range<usize>, &'static str)>,
    /// Feminine form.
    pub feminine: bool,
    /// Plural or dual form.
    pub plural: bool,
}

impl Source {
    fn new(range: Range<usize>, phrase: Phrase) -> Self {
        Source {
            range,
            phrase,
            name: None,
            title: None,
            country: None,
            states: Vec::new(),
            feminine: false,
            plural: false,
        }
    }

    /// True where the phrase has the gender and number that a verb form asks for. A verb before its subject
    /// is singular, so number says nothing.
    pub fn agrees(&self, person: Person) -> bool {
        match person {
            Person::Feminine => {
                self.feminine
                    || self.plural
                    || matches!(self.phrase, Phrase::Country | Phrase::Group)
            }
            Person::Masculine => !self.feminine || self.phrase == Phrase::Group,
            Person::Plural => self.plural || matches!(self.phrase, Phrase::Group | Phrase::Country),
            Person::First => true,
        }
    }
}

/// Reads the phrase that begins at token `at`, up to and without `end`.
pub fn source(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let start = skip_lead(reading, at, end);
    if reading.note(start).preposition.is_some_and(|p| p != 'ك') {
        return None;
    }
    source_with_preposition(reading, start, end)
}

/// The same where a preposition may be glued to the first word: "لوزارة الدفاع", "للوزير".
pub fn source_with_preposition(reading: &Reading, start: usize, end: usize) -> Option<Source> {
    let open = quoted_name(reading, start, end);
    let inner = open.map_or(start, |_| start + 1);
    if inner >= end || !reading.text.is_word(inner) {
        return None;
    }
    let note = reading.note(inner);
    if note.is(tag::COMPLEMENTIZER | tag::NEGATOR) {
        return None;
    }
    let mut found = if open.is_some() && !note.is(tag::BODY | tag::MEDIA) && note.entity.is_none() {
        return person(reading, start, end);
    } else if note.is(tag::PRONOUN_TITLE) {
        Some(Source::new(inner..inner + 1, Phrase::Pronoun))
    } else if note.is(tag::DOCUMENT) && note.definite {
        Some(document(reading, inner, end))
    } else if side_of_state(reading, inner).is_some() {
        side_of_state(reading, inner)
    } else if let Some(states) = states(reading, inner, end) {
        Some(states)
    } else if (note.is(tag::MEDIA) && !note.is(tag::OCCASION))
        || matches!(note.entity, Some((Entity::Media(_), _)))
    {
        Some(medium(reading, inner, end))
    } else if note.is(tag::TITLE | tag::HONORIFIC | tag::COUNTERPART) {
        person(reading, inner, end)
    } else if note.is(tag::BODY) || matches!(note.entity, Some((Entity::Body(_), _))) {
        Some(body(reading, inner, end))
    } else if group_word(reading, inner) {
        Some(group(reading, inner, end))
    } else if name_like(reading, inner, true) {
        person(reading, inner, end)
    } else {
        None
    }?;
    if let Some(close) = open {
        found.range = start..found.range.end.max(close + 1);
    }
    Some(found)
}

/// "المشاركون", "المتظاهرون": a sound masculine plural with the article is a group of people.
fn group_word(reading: &Reading, at: usize) -> bool {
    const SHORTEST: usize = 6;
    let word = reading.bare(at);
    reading.note(at).definite
        && word.ends_with("ون")
        && word.chars().count() >= SHORTEST
        && !reading.is(at, tag::ADJUNCT | tag::NOT_NAME)
}

fn group(reading: &Reading, at: usize, end: usize) -> Source {
    let mut source = Source {
        plural: true,
        ..Source::new(at..at + 1, Phrase::Group)
    };
    let stop = title(reading, at, end, &mut source);
    source.range = at..stop;
    source
}

/// Skips "كل من", "من جانبه" and auxiliaries before the subject.
fn skip_lead(reading: &Reading, mut at: usize, end: usize) -> usize {
    while at < end {
        if let Some(length) = reading.lexicon.lead.at(&reading.text, at) {
            at += length;
        } else if reading.is(at, tag::AUXILIARY)
            || (reading.kind(at) == Kind::Comma && at > 0 && reading.kind(at - 1) != Kind::Comma)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// The closing mark where a quotation at `at` merely sets off a name ("قالت “ماريا زاخاروفا” إن").
pub fn quoted_name(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 7;
    let quote = reading
        .text
        .quote_at(at)
        .filter(|q| q.closed && q.close < end)?;
    let words = quote.close - at - 1;
    let inner = at + 1;
    let short = words <= LONGEST_NAME && words > 0;
    let named = reading.is(
        inner,
        tag::TITLE | tag::HONORIFIC | tag::GIVEN | tag::MEDIA | tag::BODY,
    ) || reading.note(inner).entity.is_some()
        || (words <= 3 && (inner..quote.close).all(|k| name_like(reading, k, true)));
    let verbal = (inner..quote.close)
        .any(|k| reading.surely_finite(k) || reading.is(k, tag::NEGATOR | tag::COMPLEMENTIZER));
    (short && named && !verbal).then_some(quote.close)
}

/// "البيان", "التقرير الأخير".
fn document(reading: &Reading, at: usize, end: usize) -> Source {
    let mut k = at + 1;
    while k < end && reading.note(k).definite && !reading.is(k, tag::ADJUNCT) && k < at + 4 {
        k += 1;
    }
    Source::new(at..k, Phrase::Document)
}

/// "الجانب الروسي": the state by its adjective.
fn side_of_state(reading: &Reading, at: usize) -> Option<Source> {
    if !reading.is(at, tag::SIDE) {
        return None;
    }
    let (code, kind) = reading.note(at + 1).country()?;
    let adjective = matches!(kind, FormKind::Nisba(_));
    adjective.then(|| {
        let mut source = Source::new(at..at + 2, Phrase::Country);
        source.country = Some(code);
        source.states.push((at..at + 2, code));
        source
    })
}

/// One or several states by name, capital or seat: "أستانا وبشكيك", "روسيا وإيران وتركيا".
fn states(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let mut states = Vec::new();
    let mut k = at;
    while k < end {
        let note = reading.note(k);
        let Some((code, kind)) = note.country() else {
            break;
        };
        let speaks = match kind {
            FormKind::Name | FormKind::Metonym => true,
            // "محادثات أستانا": a process or a place, not the state's voice
            FormKind::Capital => k == 0 || !countries().is_process(reading.word(k - 1)),
            FormKind::People(_) => reading
                .word(k)
                .trim_start_matches(['و', 'ف'])
                .starts_with("ال"),
            _ => false,
        };
        if !speaks || (k > at && !note.conjunction) {
            break;
        }
        let length = note.entity.map_or(1, |(_, n)| n as usize);
        states.push((k..k + length, code));
        k += length;
        if reading.kind(k) == Kind::Comma
            && reading.note(k + 1).conjunction
            && reading.note(k + 1).country().is_some()
        {
            k += 1;
        }
    }
    let first = states.first()?.clone();
    // "الولايات المتحدة ودول مجلس التعاون": a state and others speak as a group
    if k < end
        && reading.note(k).conjunction
        && !reading.finite(k)
        && (reading.is(k, tag::TITLE | tag::BODY) || reading.bare(k) == "دول")
    {
        if let Some(other) = group_tail(reading, k, end) {
            return Some(Source {
                plural: true,
                ..Source::new(at..other, Phrase::Group)
            });
        }
    }
    let phrase = if states.len() > 2 {
        Phrase::Group
    } else {
        Phrase::Country
    };
    let mut source = Source::new(at..k, phrase);
    source.feminine = true;
    source.plural = states.len() > 1;
    source.country = (states.len() == 1).then_some(first.1);
    source.states = states;
    Some(source)
}

fn group_tail(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let mut k = at + 1;
    while k < end && belongs(reading, k) {
        k += 1;
    }
    (k > at + 1).then_some(k)
}

/// An agency, paper or channel: "وكالة “الأناضول” التركية", "صحيفة الراي الكويتية".
fn medium(reading: &Reading, at: usize, end: usize) -> Source {
    let mut source = Source::new(at..at + 1, Phrase::Media);
    let mut k = at;
    source.feminine = reading.word(at).trim_start_matches("ال").ends_with('ه');
    source.plural = reading.is(at, tag::PLURAL);
    let mut words = 0;
    while k < end && words < 9 {
        let note = reading.note(k);
        if reading.kind(k) == Kind::Quote {
            match reading
                .text
                .quote_at(k)
                .filter(|q| q.closed && q.close < end && q.close - k < 8)
            {
                Some(quote) if k > at => {
                    k = quote.close + 1;
                    continue;
                }
                _ => break,
            }
        }
        let named = note.entity.map_or(1, |(_, n)| n as usize);
        if let Some((Entity::Media(index), _)) = note.entity {
            source.country = source.country.or(reading.lexicon.media[index as usize]
                .country
                .as_deref()
                .and_then(|c| known_code(reading, c)));
        } else if let Some((code, _)) = note.country() {
            source.country = Some(code);
        } else if k > at && !belongs(reading, k) && !name_like(reading, k, true) {
            break;
        }
        k += named;
        words += named;
    }
    source.range = at..k.max(at + 1).min(end.max(at + 1));
    source
}

fn known_code(reading: &Reading, code: &str) -> Option<&'static str> {
    reading.lexicon.codes.iter().find(|c| **c == code).copied()
}

/// A body: "وزارة خارجية كازاخستان", "الخارجية الكازاخية", "منظمة هيومن رايتس ووتش".
fn body(reading: &Reading, at: usize, end: usize) -> Source {
    let mut source = Source::new(at..at + 1, Phrase::Body);
    source.feminine =
        reading.is(at, tag::FEMININE) || reading.bare(at).trim_start_matches("ال").ends_with('ه');
    source.plural = reading.is(at, tag::PLURAL);
    let mut k = at;
    while k < end && k < at + 14 {
        let note = reading.note(k);
        let length = note.entity.map_or(1, |(_, n)| n as usize);
        match note.entity {
            Some((Entity::Body(index), _)) => {
                let known = reading.lexicon.bodies[index as usize].country.as_deref();
                source.country = source
                    .country
                    .or(known.and_then(|c| known_code(reading, c)));
            }
            Some((Entity::Country(..), _)) => {
                source.country = source.country.or(note.country().map(|(code, _)| code));
            }
            _ => {}
        }
        if k > at && note.entity.is_none() {
            let place = preposition_in_title(reading, k, end);
            let proper = name_like(reading, k, true) && !reading.is(k, tag::GIVEN);
            if !belongs(reading, k) && !place && !proper {
                match reading
                    .text
                    .quote_at(k)
                    .filter(|q| q.closed && q.close < end && q.close - k < 8)
                {
                    Some(quote)
                        if quoted_name(reading, k, end).is_some()
                            || reading.kind(quote.close + 1) != Kind::Stop
                                && quote.close - k <= 4 =>
                    {
                        k = quote.close + 1;
                        continue;
                    }
                    _ => break,
                }
            }
        }
        if k > at && note.conjunction && !belongs(reading, k) {
            break;
        }
        k += length;
    }
    source.range = at..k.max(at + 1).min(end.max(at + 1));
    source
}

/// True where a word can go on with a title or a body: nouns in the genitive, adjectives, places.
fn belongs(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    if !reading.text.is_word(k) && reading.kind(k) != Kind::Number {
        return false;
    }
    if note.is(tag::ADJUNCT
        | tag::COMPLEMENTIZER
        | tag::NEGATOR
        | tag::AUXILIARY
        | tag::SPOKEN
        | tag::AUDIENCE
        | tag::PRETEXT
        | tag::NOT_NAME)
        || reading.surely_finite(k)
        || note.is(tag::COUNTERPART)
    {
        return false;
    }
    let participle = note
        .cues
        .iter()
        .any(|c| c.form == Some(crate::language::arabic::inflect::Form::Participle));
    if participle && !note.definite {
        return false;
    }
    note.entity.is_some()
        || note.definite
        || note.is(tag::MODIFIER | tag::BODY | tag::MEDIA | tag::TITLE)
        || (note.common && note.preposition.is_none() && !reading.finite(k))
        || reading.kind(k) == Kind::Number
}

/// True where a preposition at `k` leads on within a title ("باسم الرئاسة", "لشؤون الدفاع", "إلى سوريا", "في البيت
/// الأبيض") rather than to the occasion of the saying ("في بيان").
fn preposition_in_title(reading: &Reading, k: usize, end: usize) -> bool {
    let note = reading.note(k);
    let word = reading.bare(k);
    if word == "باسم" || word == "لشؤون" || word == "للشوون" || word == "لشوون"
    {
        return true;
    }
    if let Some(preposition) = note.preposition {
        let noun = note.definite || note.entity.is_some() || note.is(tag::BODY | tag::TITLE);
        return matches!(preposition, 'ل' | 'ب')
            && noun
            && !note.is(tag::AUDIENCE | tag::OCCASION | tag::MEDIA);
    }
    if matches!(word, "في" | "الي" | "لدي" | "من" | "داخل" | "علي" | "عن") && k + 1 < end
    {
        let at = if reading.kind(k + 1) == Kind::Quote {
            k + 2
        } else {
            k + 1
        };
        let next = reading.note(at);
        let noun = next.definite
            || next.entity.is_some()
            || next.is(tag::BODY)
            || (word == "في" && next.common);
        return noun
            && !next.is(tag::OCCASION | tag::ADJUNCT | tag::AUDIENCE | tag::COMPLEMENTIZER)
            && !reading.finite(k + 1)
            && (word != "عن" || next.is(tag::BODY));
    }
    false
}

/// A person: title, honorifics, name, and a title in apposition behind.
fn person(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let mut source = Source::new(at..at, Phrase::Person);
    let mut k = at;
    while k < end
        && (reading.is(k, tag::HONORIFIC)
            || reading.lexicon.honorifics.at(&reading.text, k).is_some())
        && !reading.is(k, tag::OFFICE)
    {
        k = after_honorific(reading, k, end);
    }
    let mut unnamed = false;
    if reading.is(k, tag::TITLE | tag::COUNTERPART) {
        let head = reading.note(k);
        unnamed = head.is(tag::UNNAMED);
        source.feminine = head.is(tag::FEMININE);
        source.plural = head.is(tag::PLURAL);
        let title_end = title(reading, k, end, &mut source);
        source.title = Some(k..title_end);
        k = title_end;
        // "المتحدث باسم البيت الأبيض، جوش إرنست، في مقابلة"
        if reading.kind(k) == Kind::Comma || reading.kind(k) == Kind::Dash {
            let next = skip_honorifics(reading, k + 1, end);
            if next < end
                && !unnamed
                && name_like(reading, next, false)
                && !reading.note(next).definite
                && name_end(reading, next, end) > next
            {
                k += 1;
            }
        }
    }
    k = skip_honorifics(reading, k, end);
    k = name(reading, k, end, &mut source);
    if source.name.is_none() && source.title.is_none() {
        return None;
    }
    if source.name.is_some() {
        k = apposition(reading, k, end, &mut source);
    } else if source.plural {
        source.phrase = Phrase::Group;
    } else if unnamed {
        source.phrase = Phrase::Unnamed;
    }
    source.range = at..k;
    Some(source)
}

fn skip_honorifics(reading: &Reading, mut k: usize, end: usize) -> usize {
    while k < end
        && (reading.is(k, tag::HONORIFIC)
            || reading.lexicon.honorifics.at(&reading.text, k).is_some())
    {
        k = after_honorific(reading, k, end);
    }
    k
}

/// "الدكتور", "د.", "العقيد".
fn after_honorific(reading: &Reading, k: usize, end: usize) -> usize {
    if let Some(length) = reading
        .lexicon
        .honorifics
        .at(&reading.text, k)
        .filter(|&length| length > 1)
    {
        return (k + length).min(end);
    }
    let abbreviated = reading.kind(k + 1) == Kind::Stop && reading.word(k).chars().count() <= 2;
    (if abbreviated { k + 2 } else { k + 1 }).min(end)
}

/// Reads a title from its head on; returns where it ends, and notes the state it names.
fn title(reading: &Reading, at: usize, end: usize, source: &mut Source) -> usize {
    let mut k = at + 1;
    let mut closed = reading.note(at).definite;
    while k < end && k < at + 18 {
        let note = reading.note(k);
        if let Some(quote) = reading
            .text
            .quote_at(k)
            .filter(|q| q.closed && q.close < end && q.close - k < 6)
        {
            // a body in quotation marks is part of the title, a person is not
            if reading.is(k + 1, tag::GIVEN)
                || (name_like(reading, k + 1, false) && !reading.note(k + 1).definite)
            {
                break;
            }
            if reading.is(quote.open + 1, tag::TITLE) {
                break;
            }
            k = quote.close + 1;
            closed = true;
            continue;
        }
        // an unclosed mark before a body: في "مجلس الدوما الروسي
        if reading.kind(k) == Kind::Quote
            && reading.text.quote_at(k).is_some_and(|q| !q.closed)
            && (reading.is(k + 1, tag::BODY) || reading.note(k + 1).entity.is_some())
        {
            k += 1;
            continue;
        }
        if !reading.text.is_word(k) {
            break;
        }
        let length = note.entity.map_or(1, |(_, n)| n as usize);
        if let Some((code, kind)) = note.country() {
            // the state of the office is the first one named by it; "المبعوث الروسي إلى سوريا"
            let towards = k > at && matches!(reading.word(k - 1), "الي" | "لدي");
            if source.country.is_none() && !towards {
                source.country = Some(code);
            }
            let _ = kind;
            closed = true;
            k += length;
            continue;
        }
        if let Some((Entity::Body(index), _)) = note.entity {
            let known = reading.lexicon.bodies[index as usize].country.as_deref();
            source.country = source
                .country
                .or(known.and_then(|c| known_code(reading, c)));
            closed = true;
            k += length;
            continue;
        }
        let named = reading.is(k, tag::GIVEN | tag::NAME_PART)
            && !note.definite
            && !reading.is(k, tag::BODY);
        if named && (closed || reading.is(k, tag::NAME_PART) || !note.common) {
            break;
        }
        if reading.is(k, tag::HONORIFIC) && !reading.is(k, tag::TITLE | tag::MODIFIER) {
            break;
        }
        if preposition_in_title(reading, k, end)
            || (note.conjunction
                && belongs(reading, k)
                && !reading.finite(k)
                && !reading.is(k, tag::TITLE))
        {
            closed = note.definite || (reading.note(k).preposition.is_some() && note.definite);
            k += 1;
            continue;
        }
        if !belongs(reading, k) {
            // an unknown word behind a noun in construct is the place or body it needs: "ولاية بورنو"
            let construct = !closed
                && k > at
                && !reading.note(k - 1).definite
                && name_like(reading, k, true)
                && !reading.finite(k)
                && k > at + 1;
            if construct {
                closed = true;
                k += 1;
                continue;
            }
            break;
        }
        // an indefinite common noun after a closed title begins something else, unless it is an adjective of an
        // indefinite head ("مسؤول عسكري كبير")
        if closed && !note.definite && !note.is(tag::MODIFIER) && reading.note(at).definite {
            break;
        }
        // behind the state's adjective only qualifications follow: "المسؤولة الروسية | العلاقات"
        let behind_adjective = reading
            .note(k - 1)
            .country()
            .is_some_and(|(_, kind)| matches!(kind, FormKind::Nisba(_)));
        if behind_adjective && note.definite && !note.is(tag::MODIFIER | tag::TITLE) {
            break;
        }
        closed = note.definite;
        k += 1;
    }
    k
}

/// Reads a name; sets it in `source` and returns where it ends.
fn name(reading: &Reading, at: usize, end: usize, source: &mut Source) -> usize {
    if let Some(quote) = reading
        .text
        .quote_at(at)
        .filter(|q| q.closed && q.close < end && q.close - at <= 6)
    {
        let first = skip_honorifics(reading, at + 1, quote.close);
        if name_like(reading, first, true) && name_end(reading, first, quote.close) == quote.close {
            source.name = Some(first..quote.close);
            return quote.close + 1;
        }
        return at;
    }
    if at >= end || !name_like(reading, at, source.title.is_none()) {
        return at;
    }
    let stop = name_end(reading, at, end);
    if stop > at {
        source.name = Some(at..stop);
        if reading.word(at).ends_with('ا') && source.title.is_none() && reading.is(at, tag::GIVEN)
        {
            source.feminine |= false;
        }
    }
    stop
}

/// Where a name that begins at `at` ends.
fn name_end(reading: &Reading, at: usize, end: usize) -> usize {
    const LONGEST: usize = 6;
    let mut k = at;
    while k < end && k < at + LONGEST {
        let note = reading.note(k);
        if k > at {
            if note.conjunction && !reading.is(k, tag::GIVEN) {
                break;
            }
            let part = reading.is(k, tag::NAME_PART)
                || reading.is(k - 1, tag::NAME_PART) && reading.text.is_word(k);
            let given = given_inside(reading, k);
            let surname = note.definite
                && !note.is(tag::TITLE | tag::BODY | tag::ADJUNCT | tag::OCCASION | tag::MEDIA)
                && note.country().is_none()
                && !reading.note(k - 1).definite;
            if !(part || given || surname || name_like(reading, k, false)) {
                break;
            }
        }
        k += 1;
    }
    k
}

/// A given name behind another one; "علي" and its like, spelt as small words, only where no noun follows them.
fn given_inside(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    if note.is(tag::COMPLEMENTIZER | tag::NEGATOR | tag::AUXILIARY) {
        return false;
    }
    if note.is(tag::ADJUNCT | tag::NOT_NAME) {
        let ends = !reading.text.is_word(k + 1)
            || reading.complementizer(k + 1)
            || reading.is(k + 1, tag::GIVEN);
        return note.is(tag::GIVEN_AMBIGUOUS)
            && ends
            && reading.is(k - 1, tag::GIVEN | tag::NAME_PART);
    }
    note.is(tag::GIVEN) || (note.is(tag::GIVEN_AMBIGUOUS) && !reading.finite(k))
}

/// A title behind the name: "ألكسندر لافرنتييف، المبعوث الخاص للرئيس الروسي"، "إبراهيم كالن المتحدث باسم الرئاسة".
fn apposition(reading: &Reading, at: usize, end: usize, source: &mut Source) -> usize {
    let comma = matches!(reading.kind(at), Kind::Comma | Kind::Dash | Kind::Open);
    let mut k = if comma { at + 1 } else { at };
    if let Some(quote) = reading
        .text
        .quote_at(k)
        .filter(|q| q.closed && q.close < end)
    {
        if reading.is(k + 1, tag::TITLE) && source.title.is_none() {
            let inner = title(reading, k + 1, quote.close, source);
            source.title = Some(k + 1..inner.max(k + 2).min(quote.close));
            return quote.close + 1;
        }
    }
    k = skip_honorifics(reading, k, end);
    if k >= end
        || !reading.is(k, tag::TITLE)
        || reading.note(k).conjunction
        || reading.note(k).preposition.is_some()
    {
        return at;
    }
    let mut behind = source.clone();
    let stop = title(reading, k, end, &mut behind);
    source.country = source.country.or(behind.country);
    if source.title.is_none() {
        source.feminine = reading.is(k, tag::FEMININE);
        source.title = Some(k..stop);
    }
    if comma && matches!(reading.kind(stop), Kind::Comma | Kind::Dash | Kind::Close) {
        stop + 1
    } else {
        stop
    }
}

/// True where a word can be (the beginning of) a proper name: nothing else that the lexicon knows. `alone` allows a
/// definite surname ("الجبير").
pub fn name_like(reading: &Reading, k: usize, alone: bool) -> bool {
    if !reading.text.is_word(k) {
        return false;
    }
    let note = reading.note(k);
    let word = reading.word(k);
    if note.is(tag::GIVEN | tag::NAME_PART)
        && !note.is(tag::ADJUNCT
            | tag::COMPLEMENTIZER
            | tag::NOT_NAME
            | tag::NEGATOR
            | tag::AUXILIARY)
        && !note.conjunction
    {
        return true;
    }
    // "سلام فياض": an ordinary word before a surname
    if note.is(tag::GIVEN_AMBIGUOUS)
        && !note.is(tag::ADJUNCT
            | tag::COMPLEMENTIZER
            | tag::NOT_NAME
            | tag::NEGATOR
            | tag::AUXILIARY)
        && !note.conjunction
        && !note.definite
        && reading.text.is_word(k + 1)
        && !reading.note(k + 1).common
        && name_like(reading, k + 1, true)
    {
        return true;
    }
    const NEVER: u32 = tag::ADJUNCT
        | tag::NEGATOR
        | tag::NEGATIVE_NOUN
        | tag::COMPLEMENTIZER
        | tag::AUXILIARY
        | tag::TITLE
        | tag::BODY
        | tag::MEDIA
        | tag::NOT_NAME
        | tag::OCCASION
        | tag::SPOKEN
        | tag::PRETEXT
        | tag::HOME
        | tag::SIDE
        | tag::DOCUMENT
        | tag::MODIFIER
        | tag::COUNTERPART
        | tag::AUDIENCE
        | tag::PRONOUN_TITLE;
    let plain_cue = note.cues.iter().any(|c| {
        let cue = &reading.lexicon.cues[c.cue as usize];
        c.form.is_some() && !cue.careful
    });
    !note.is(NEVER)
        && !plain_cue
        && note.entity.is_none()
        && note.preposition.is_none()
        && !note.conjunction
        && !note.common
        && word.chars().count() >= 2
        && (alone || !note.definite)
}
