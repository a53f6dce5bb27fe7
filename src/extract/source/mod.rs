//! Reads the noun phrase that names a source: titles, honorifics, names, bodies, states.
//!
//! Arabic puts the title before the name ("وزير الخارجية الكازاخستاني خيرات عبد الرحمانوف"), or behind it
//! in apposition, and hangs time, place and occasion of the saying after both. The parser walks from left
//! to right: [`noun_phrase`] reads titles and bodies, [`name`] names, and this file puts them together.

mod name;
mod noun_phrase;

use std::ops::Range;

use super::reading::Reading;
use crate::language::arabic::countries::{FormKind, Gender, Inflection, Number, countries};
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;
use name::{apposition, name, skip_honorifics};
use noun_phrase::noun_phrase;

pub use name::{name_like, possessed_noun, quoted_name};

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
    if reading.note(start).preposition.is_some_and(|p| p != 'ك') {
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
        return author.or_else(|| note.definite.then(|| document(reading, at, reach.end)));
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
    let medium_named = matches!(note.entity, Some((Entity::Media(_), _)));
    if (note.is(tag::MEDIA) && !note.is(tag::OCCASION)) || medium_named {
        return Some(medium(reading, at, reach.end));
    }
    let starts_name = name_like(reading, at, true) || surname_of_place(reading, at);
    if note.is(tag::TITLE | tag::HONORIFIC | tag::COUNTERPART) || title_here(reading, at) {
        return person(reading, at, reach);
    }
    if note.is(tag::BODY) || matches!(note.entity, Some((Entity::Body(_), _))) {
        return Some(body(reading, at, reach));
    }
    if group_word(reading, at) {
        return Some(group(reading, at, reach));
    }
    if starts_name {
        return person(reading, at, reach);
    }
    None
}

/// "أمين منطقة …", "ممثل نيوزيلندا": a word that is as often something else is a title where a source is due and a
/// genitive or adjective follows.
fn title_here(reading: &Reading, at: usize) -> bool {
    let next = reading.note(at + 1);
    reading.is(at, tag::MAYBE_TITLE)
        && !reading.is(at, tag::ADJUNCT | tag::NOT_NAME)
        && reading.text.is_word(at + 1)
        && !next.conjunction
        && (next.entity.is_some() || noun_phrase::belongs(reading, at + 1))
        && !next.is(tag::GIVEN | tag::NAME_PART)
}

/// "عسيري", "مصري": the adjective of a place without article, where a subject is due, is a family name.
fn surname_of_place(reading: &Reading, at: usize) -> bool {
    let note = reading.note(at);
    let one = |i: Inflection| {
        !i.definite && i.number == Number::Singular && i.gender == Gender::Masculine
    };
    match note.country() {
        Some((_, FormKind::Nisba(i) | FormKind::LocalNisba(i))) => {
            one(i) && !note.conjunction && note.preposition.is_none()
        }
        _ => false,
    }
}

/// "كيري ووزراء خارجية دول المجلس": two who speak together are a group. Only where the content's place is
/// known, since a name behind "و" may as well begin the next clause.
fn together(reading: &Reading, first: Source, reach: Reach) -> Source {
    let at = first.range.end;
    let note = reading.note(at);
    let joins = reach.bounded
        && at < reach.end
        && note.conjunction
        && !reading.finite(at)
        && !matches!(first.phrase, Phrase::Document | Phrase::Pronoun)
        && (note.is(tag::TITLE | tag::BODY | tag::SOME) || note.entity.is_some());
    if !joins {
        return first;
    }
    let Some(second) = source_with_preposition(reading, at, reach) else {
        return first;
    };
    if first.name.is_some() && second.name.is_none() && second.title.is_some() {
        // "رئيس اللجنة والمختص في أسواق المال": two titles of one man
        return Source {
            range: first.range.start..second.range.end,
            country: first.country.or(second.country),
            ..first
        };
    }
    if first.phrase == Phrase::Person
        && first.name.is_none()
        && second.name.is_some()
        && !first.plural
    {
        return Source {
            range: first.range.start..second.range.end,
            name: second.name,
            ..first
        };
    }
    let one_state = first.country == second.country;
    Source {
        plural: true,
        country: first.country.filter(|_| one_state),
        stateless: first.stateless || second.stateless || !one_state,
        ..Source::new(first.range.start..second.range.end, Phrase::Group)
    }
}

/// "بعض القياديين", "عدد من الأعضاء", "أحد السكان": several people, or one without a name.
fn some_of(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    if !reading.is(at, tag::SOME) {
        return None;
    }
    let from = if reading.word(at + 1) == "من" {
        at + 2
    } else {
        at + 1
    };
    let note = reading.note(from);
    let people =
        note.is(tag::TITLE | tag::PLURAL) || group_word(reading, from) || note.is(tag::BODY);
    if from >= reach.end || !reading.text.is_word(from) || !people {
        return None;
    }
    let one = matches!(reading.bare(at), "احد" | "احدي");
    let phrase = if one { Phrase::Unnamed } else { Phrase::Group };
    let mut source = Source {
        plural: !one,
        feminine: reading.bare(at) == "احدي",
        ..Source::new(at..from, phrase)
    };
    let stop = noun_phrase(reading, from, reach, &mut source);
    source.range = at..stop;
    source.title = one.then_some(at..stop);
    Some(source)
}

/// "المشاركون", "متظاهرون": a sound masculine plural in the nominative is a group of people.
fn group_word(reading: &Reading, at: usize) -> bool {
    const SHORTEST: usize = 6;
    let word = reading.bare(at);
    let verb = word.starts_with(['ي', 'ت']) && !reading.note(at).definite;
    word.ends_with("ون")
        && word.chars().count() >= SHORTEST
        && !verb
        && !reading.is(at, tag::ADJUNCT | tag::NOT_NAME | tag::GIVEN)
}

fn group(reading: &Reading, at: usize, reach: Reach) -> Source {
    let mut source = Source {
        plural: true,
        ..Source::new(at..at + 1, Phrase::Group)
    };
    source.range = at..noun_phrase(reading, at, reach, &mut source);
    source
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
        if let Some(length) = reading.lexicon.lead.at(&reading.text, at) {
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

/// Where the paper that was spoken to ends, if it stands before the subject: "أكد لـ«الرياض» المتحدث", "قال لعكاظ مدير".
fn audience(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    const LONGEST_QUOTED: usize = 4;
    if reading.word(at) == "ل" {
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
    let length = reading.lexicon.pious.at(&reading.text, first)?;
    let behind = first + length;
    let closes = marked && matches!(reading.kind(behind), Kind::Dash | Kind::Close | Kind::Other);
    (behind <= end).then_some(if closes { behind + 1 } else { behind })
}

/// "دول الخليج", "الاتحاد الأوروبي": what speaks for several states.
fn union_of_states(reading: &Reading, at: usize) -> Option<Source> {
    let Some((Entity::Region, length)) = reading.note(at).entity else {
        return None;
    };
    let word = reading.bare(at);
    let adjective = length == 1 && (word.ends_with('ي') || word.ends_with("يه"));
    let states = matches!(word, "دول" | "الدول" | "بلدان" | "البلدان");
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

/// The author of the document at `at`: "تقرير للأمم المتحدة", "بيان الوزارة", "بيان صادر عن الديوان".
fn author(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    const ADJECTIVES: usize = 3;
    let mut k = at + 1;
    while k < reach.end
        && k <= at + ADJECTIVES
        && (reading.is(k, tag::MODIFIER) || reading.lexicon.moment.contains(reading.word(k)))
    {
        k += 1;
    }
    let issued = reading.lexicon.issued.at(&reading.text, k).unwrap_or(0);
    k += issued;
    let glued = reading.note(k).preposition == Some('ل');
    let genitive =
        reading.note(k).preposition.is_none() && !reading.note(at).definite && k == at + 1;
    if !(glued || issued > 0 || genitive) || k >= reach.end || reading.is(k, tag::DOCUMENT) {
        return None;
    }
    let mut found =
        glued_state(reading, k).or_else(|| source_with_preposition(reading, k, reach))?;
    // the verb agrees with the document
    found.feminine = reading.bare(at).ends_with('ه') || reading.is(at, tag::PLURAL);
    found.identifies().then_some(found)
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

/// "البيان", "التقرير الأخير".
fn document(reading: &Reading, at: usize, end: usize) -> Source {
    const LONGEST: usize = 4;
    let stop = (at + 1..end.min(at + LONGEST))
        .find(|&k| !reading.note(k).definite || reading.is(k, tag::ADJUNCT))
        .unwrap_or(end.min(at + LONGEST));
    Source::new(at..stop.max(at + 1), Phrase::Document)
}

/// "الجانب الروسي", "السلطات التونسية": the state by its adjective.
fn side_of_state(reading: &Reading, at: usize) -> Option<Source> {
    if !reading.is(at, tag::SIDE) {
        return None;
    }
    let (code, kind) = reading.note(at + 1).country()?;
    let adjective = matches!(kind, FormKind::Nisba(_));
    adjective.then(|| Source {
        feminine: reading.word(at).ends_with("ات") || reading.word(at).ends_with('ه'),
        ..Source::state(at..at + 2, code)
    })
}

/// One or several states by name, capital or seat: "أستانا وبشكيك", "روسيا وإيران وتركيا".
fn states(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
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
    seat || matches!(
        reading.bare(k),
        "العراق" | "لبنان" | "الاردن" | "المغرب" | "السودان" | "اليمن"
    )
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
    let joins = at < end
        && reading.note(at).conjunction
        && !reading.finite(at)
        && (reading.is(at, tag::TITLE | tag::BODY) || reading.bare(at) == "دول");
    if !joins {
        return None;
    }
    let mut others = Source::new(at..at, Phrase::Group);
    let stop = noun_phrase(reading, at, Reach::open(end), &mut others);
    (stop > at + 1 || reading.note(at).entity.is_some()).then_some(stop)
}

/// An agency, paper or channel: "وكالة “الأناضول” التركية", "صحيفة الراي الكويتية".
fn medium(reading: &Reading, at: usize, end: usize) -> Source {
    const LONGEST: usize = 9;
    const LONGEST_QUOTED: usize = 8;
    let mut source = Source::new(at..at + 1, Phrase::Media);
    source.feminine = reading.bare(at).trim_start_matches("ال").ends_with('ه');
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
            source.country = Some(code);
        } else if k > at && !noun_phrase::belongs(reading, k) && !name_like(reading, k, true) {
            break;
        }
        k += note.entity.map_or(1, |(_, n)| n as usize);
    }
    source.range = at..k.clamp(at + 1, end.max(at + 1));
    source
}

/// A body: "وزارة خارجية كازاخستان", "الخارجية الكازاخية", "منظمة هيومن رايتس ووتش".
fn body(reading: &Reading, at: usize, reach: Reach) -> Source {
    let mut source = Source::new(at..at + 1, Phrase::Body);
    source.feminine =
        reading.is(at, tag::FEMININE) || reading.bare(at).trim_start_matches("ال").ends_with('ه');
    source.plural = reading.is(at, tag::PLURAL);
    let stop = noun_phrase(reading, at, reach, &mut source);
    source.range = at..stop.clamp(at + 1, reach.end.max(at + 1));
    source
}

/// A person: title, honorifics, name, and a title in apposition behind.
fn person(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let end = reach.end;
    let mut source = Source::new(at..at, Phrase::Person);
    let mut k = skip_honorifics(reading, at, end);
    let mut unnamed = false;
    let mut title_stop = k;
    if reading.is(k, tag::TITLE | tag::COUNTERPART) || title_here(reading, k) {
        let head = reading.note(k);
        unnamed = head.is(tag::UNNAMED);
        source.feminine = head.is(tag::FEMININE);
        source.plural = head.is(tag::PLURAL);
        let title_end = noun_phrase(reading, k, reach, &mut source);
        source.title = Some(k..title_end);
        let title_end = behind_former(reading, title_end, end);
        title_stop = title_end;
        k = name_behind_comma(reading, title_end, end).unwrap_or(title_end);
    }
    let honoured = skip_honorifics(reading, k, end);
    let nameless = source.plural || (unnamed && !reading.is(honoured, tag::GIVEN) && honoured == k);
    let stop = if nameless {
        k
    } else {
        name(reading, honoured, end, k > title_stop, &mut source)
    };
    k = if source.name.is_some() || source.title.is_none() {
        stop
    } else {
        k
    };
    if source.name.is_none() && source.title.is_none() {
        return None;
    }
    if source.name.is_some() {
        k = apposition(reading, k, reach, &mut source);
    } else if source.plural {
        source.phrase = Phrase::Group;
    } else if unnamed {
        source.phrase = Phrase::Unnamed;
    }
    source.range = at..k;
    Some(source)
}

/// "مدير عام التخطيط سابقا المهندس": behind the word that says when the office was held, where a name follows.
fn behind_former(reading: &Reading, at: usize, end: usize) -> usize {
    let former = matches!(reading.word(at), "سابقا" | "حاليا" | "سابق" | "المكلف");
    let named = reading.is(at + 1, tag::HONORIFIC | tag::GIVEN);
    if former && named && at + 1 < end {
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
        && reading.kind(name::name_end(reading, first, end)) == Kind::Comma;
    let named = name_like(reading, first, false) || between;
    let starts = first < end && named && !reading.note(first).definite;
    let stop = name::name_end(reading, first, end);
    (starts && stop > first && !reading.finite(first)).then_some(comma + 1)
}
