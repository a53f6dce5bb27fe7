//! Reads the noun phrase that names a source: titles, honorifics, names, bodies, states.
//!
//! Arabic puts the title before the name ("وزير الخارجية الكازاخستاني خيرات عبد الرحمانوف"), or behind it
//! in apposition, and hangs time, place and occasion of the saying after both. The parser walks from left
//! to right: [`noun_phrase`] reads titles and bodies, [`name`] names, [`word`] tells what can be one, and [`rare`] what no
//! list holds and still can't; [`person`], [`body`], [`state`] and [`group`] put them together, and this file chooses among
//! them.

mod body;
mod group;
mod name;
mod noun_phrase;
mod person;
mod rare;
mod state;
mod word;

use std::ops::Range;

use super::reading::Reading;
use crate::language::arabic::affixes::is_nisba;
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;
use body::{author, body, described_document, document, medium};
use group::{group, some_of, together};
use noun_phrase::noun_phrase;
use person::{calling, person, surname_of_place, title_here};
use state::{side_of_state, states, union_of_states};

pub use body::author as document_author;
pub use group::group_word;
pub use name::{name_like, quoted_name};
pub use rare::{formed, no_subject};
pub use state::glued_state;
pub use word::{inflected_noun, possessed_noun, verb_form};

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
    /// True where the phrase names a union, a continent or a body of no state, so that it has no state.
    pub stateless: bool,
    /// Feminine form.
    pub feminine: bool,
    /// Plural or dual form.
    pub plural: bool,
}

impl Source {
    /// A phrase of which nothing else is known.
    pub fn new(range: Range<usize>, phrase: Phrase) -> Self {
        Source {
            range,
            phrase,
            name: None,
            title: None,
            country: None,
            states: Vec::new(),
            stateless: false,
            feminine: false,
            plural: false,
        }
    }

    /// One state.
    pub fn state(range: Range<usize>, code: &'static str) -> Self {
        Source {
            country: Some(code),
            states: vec![(range.clone(), code)],
            feminine: true,
            ..Source::new(range, Phrase::Country)
        }
    }

    /// True where the phrase has the gender and number that a verb form asks for. A verb before its subject
    /// is singular, so number says nothing.
    pub fn agrees(&self, person: Person) -> bool {
        if self.name.is_some() && self.title.is_none() {
            // a name alone tells no gender
            return person != Person::Plural;
        }
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

    /// True where a masculine verb cannot have it for its subject.
    pub fn surely_feminine(&self) -> bool {
        match self.phrase {
            Phrase::Country => self.feminine && self.states.len() == 1,
            Phrase::Person | Phrase::Unnamed | Phrase::Body | Phrase::Media => {
                self.feminine && !self.plural && self.title_or_body()
            }
            _ => false,
        }
    }

    /// True where a feminine verb cannot have it for its subject.
    pub fn surely_masculine(&self) -> bool {
        let of_form = self.title_or_body() && self.name.is_none();
        match self.phrase {
            Phrase::Country => !self.feminine && self.states.len() == 1,
            Phrase::Person | Phrase::Unnamed => !self.feminine && !self.plural && of_form,
            _ => false,
        }
    }

    fn title_or_body(&self) -> bool {
        self.title.is_some() || self.phrase == Phrase::Body
    }

    /// True where the phrase itself tells who it is: by name, office, state or body.
    pub fn identifies(&self) -> bool {
        self.title.is_some()
            || self.name.as_ref().is_some_and(|name| name.len() > 1)
            || !self.states.is_empty()
            || matches!(self.phrase, Phrase::Body | Phrase::Group | Phrase::Media)
    }
}

/// How far a phrase may reach.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// First token that is no longer part of it.
    pub end: usize,
    /// True where the content begins at `end`, so that nothing but the source and the circumstances of the
    /// saying can stand before it; else an object may follow the source.
    pub bounded: bool,
}

impl Reach {
    /// Up to where the content begins.
    pub fn bounded(end: usize) -> Self {
        Reach { end, bounded: true }
    }

    /// Up to `end`, with room for an object.
    pub fn open(end: usize) -> Self {
        Reach {
            end,
            bounded: false,
        }
    }
}

/// Reads the phrase that begins at token `at`.
pub fn source(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let start = skip_lead(reading, at, reach.end);
    let prayed_to = &reading.lexicon.grammar.name.prayed_to;
    if reading.note(start).preposition.is_some_and(|p| p != 'ك')
        || prayed_to.contains(reading.word(start))
    {
        return None;
    }
    let first = source_with_preposition(reading, start, reach)?;
    Some(together(reading, first, reach))
}

/// The same where a preposition may be glued to the first word: "لوزارة الدفاع", "للوزير".
pub fn source_with_preposition(reading: &Reading, start: usize, reach: Reach) -> Option<Source> {
    let quote = quoted_name(reading, start, reach.end);
    let inner = quote.map_or(start, |_| start + 1);
    let note = reading.note(inner);
    if inner >= reach.end
        || !reading.text.is_word(inner)
        || note.is(tag::COMPLEMENTIZER | tag::NEGATOR)
    {
        return None;
    }
    if quote.is_some() && !note.is(tag::BODY | tag::MEDIA) && note.entity.is_none() {
        return person(reading, start, reach);
    }
    let mut found = by_first_word(reading, inner, reach)?;
    if let Some(close) = quote {
        // "«أبوظبي للإعلام»": what only begins with the name of a state
        if found.phrase == Phrase::Country && found.range.end < close {
            found = Source {
                feminine: true,
                states: Vec::new(),
                ..Source::new(inner..close, Phrase::Body)
            };
        }
        let stop = noun_phrase::adjectives(reading, close + 1, reach.end);
        found.range = start..found.range.end.max(stop);
    }
    Some(found)
}

/// Chooses the kind of phrase by its first word.
fn by_first_word(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let note = reading.note(at);
    if note.is(tag::PRONOUN_TITLE) {
        return Some(Source::new(at..at + 1, Phrase::Pronoun));
    }
    if note.is(tag::DOCUMENT) {
        let author = author(reading, at, reach);
        return author.or_else(|| {
            // "تقرير سري"
            let next = reading.note(at + 1);
            let adjective = next.is(tag::MODIFIER)
                || next.tags == 0 && !next.definite && is_nisba(reading.word(at + 1));
            // "قال تقرير اليوم الاثنين إن", "كشفت دراسة أن"
            let of_speaker = &reading.lexicon.grammar.body.of_speaker;
            let alone = !of_speaker.contains(reading.bare(at))
                && (reading.complementizer(at + 1)
                    || reading.lexicon.lists.moment.contains(reading.word(at + 1)));
            let described = (adjective || alone) && at + 1 < reach.end;
            if note.definite {
                Some(document(reading, at, reach.end))
            } else {
                described.then(|| described_document(reading, at, reach))
            }
        });
    }
    if let Some(union) = union_of_states(reading, at) {
        return Some(union);
    }
    if let Some(some) = some_of(reading, at, reach) {
        return Some(some);
    }
    if let Some(found) = side_of_state(reading, at).or_else(|| states(reading, at, reach)) {
        return Some(found);
    }
    // "في الشرق الأوسط": the region, and not the paper
    let within = &reading.lexicon.grammar.preposition.within;
    let place = note.is_medium() && at > 0 && within.contains(reading.word(at - 1));
    if (note.is(tag::MEDIA) && !note.is(tag::OCCASION)) || note.is_medium() && !place {
        return Some(medium(reading, at, reach.end));
    }
    if note.is(tag::TITLE | tag::HONORIFIC | tag::COUNTERPART)
        || reading.lexicon.honorifics.at(&reading.text, at).is_some()
        || title_here(reading, at)
    {
        // "خادم الحرمين الشريفين": who bears it is known without a name
        let known = matches!(note.entity, Some((Entity::Body(_), _)));
        let unnamed = || {
            let found = known.then(|| body(reading, at, reach))?;
            Some(Source {
                title: Some(found.range.clone()),
                phrase: Phrase::Person,
                ..found
            })
        };
        return person(reading, at, reach).or_else(unnamed);
    }
    if note.is(tag::BODY) || matches!(note.entity, Some((Entity::Body(_), _))) {
        return Some(body(reading, at, reach));
    }
    let several = &reading.lexicon.grammar.body.several;
    if group_word(reading, at) || several.contains(reading.bare(at)) {
        return Some(group(reading, at, reach));
    }
    let starts_name = name_like(reading, at, true)
        || surname_of_place(reading, at)
        || calling(reading, at, reach.end);
    starts_name.then(|| person(reading, at, reach)).flatten()
}

/// Where the noun phrase of a circumstance ends that begins at `at`, with the person it names: "المؤتمر المشترك",
/// "وزير خارجية قطر خالد العطية".
pub fn phrase_end(reading: &Reading, at: usize, end: usize) -> usize {
    if at >= end || !reading.text.is_word(at) {
        return at;
    }
    if let Some(found) = person(reading, at, Reach::open(end)) {
        return found.range.end.max(at + 1);
    }
    noun_phrase(
        reading,
        at,
        Reach::open(end),
        &mut Source::new(at..at, Phrase::Body),
    )
}

/// Skips what stands between a verb and its subject: "كل من", "من جانبه", "حفظه الله", auxiliaries.
fn skip_lead(reading: &Reading, mut at: usize, end: usize) -> usize {
    while at < end {
        if let Some(length) = reading.lexicon.lists.lead.at(&reading.text, at) {
            at += length;
        } else if let Some(behind) = pious(reading, at, end).or_else(|| audience(reading, at, end))
        {
            at = behind;
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

/// Where the paper that was spoken to ends, before the subject or behind it: "أكد لـ«الرياض» المتحدث", "قال لعكاظ مدير".
pub fn audience(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    const LONGEST_QUOTED: usize = 4;
    let alone_to = &reading.lexicon.grammar.preposition.alone_to;
    if alone_to.contains(reading.word(at)) {
        let quote = reading.short_quote(at + 1, end, LONGEST_QUOTED)?;
        return Some(quote.close + 1);
    }
    let note = reading.note(at);
    let (Entity::Media(_), length) = note.entity? else {
        return None;
    };
    let behind = at + length as usize;
    (note.preposition == Some('ل') && behind < end).then_some(behind)
}

/// Where a wish for the one named ends: "حفظه الله", "- يرحمه الله -".
pub fn pious(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let marked = matches!(reading.kind(at), Kind::Dash | Kind::Open | Kind::Other);
    let first = if marked { at + 1 } else { at };
    let length = reading.lexicon.lists.pious.at(&reading.text, first)?;
    let behind = first + length;
    let closes = marked && matches!(reading.kind(behind), Kind::Dash | Kind::Close | Kind::Other);
    (behind <= end).then_some(if closes { behind + 1 } else { behind })
}
