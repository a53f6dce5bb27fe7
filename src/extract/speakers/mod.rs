//! Who the sources of a document are: full names for surnames, offices for bare titles, bodies for "the
//! ministry" and "the statement", the subject so far for a verb alone.
//!
//! Everybody whom the text names is noted in text order, whether he speaks or not ([`mentions`]). A name that
//! shares its last words with a person named before is that person; a title without a name is the person who was
//! given it before ([`persons`]), or else the one named with it later ([`settle`]).

mod bodies;
mod documents;
mod mentions;
pub mod persons;
mod settle;

use std::ops::Range;

use super::reading::Reading;
use super::source::{Phrase, Reach, Source, group_word, source, source_with_preposition};
use crate::language::arabic::affixes::without_article;
use crate::language::arabic::countries;
use crate::language::arabic::fold::folded;
use crate::language::arabic::inflect::Person as Agreement;
use crate::language::arabic::lexicon::tag;
use crate::statement::{Span, SpeakerKind};

/// A speaker within one document.
#[derive(Debug, Clone)]
pub struct Speaker {
    /// Name without title, body in full, or description.
    pub name: String,
    /// What kind.
    pub kind: SpeakerKind,
    /// The office as written at its fullest mention.
    pub role: Option<String>,
    /// ISO code.
    pub country: Option<&'static str>,
    feminine: bool,
    plural: bool,
    /// Words of the name, folded, without article.
    words: Vec<String>,
    /// Words of the title, folded, without article.
    title: Vec<String>,
    /// Dictionary forms of the heads of all titles; of a body, the nouns that headed its names.
    heads: Vec<String>,
    /// False for a title or description without a name.
    named: bool,
    /// True where the state goes without saying: an office or a body of state, a prince.
    of_state: bool,
    /// True for people who belong to the state in which the report is set, as far as that is one.
    local: bool,
    /// True where an office is that of a union of states, so that no setting gives it one.
    of_union: bool,
}

impl Speaker {
    /// True where token `t` names the speaker himself, his body or his state.
    pub fn is_side(&self, reading: &Reading, t: usize) -> bool {
        const SHORTEST: usize = 3;
        let state = reading.note(t).country().map(|(code, _)| code);
        if state.is_some() {
            return state == self.country;
        }
        let word = reading.bare(t);
        let bare = without_article(word);
        let body = reading.note(t).definite
            && bare.chars().count() >= SHORTEST
            && (self.title.iter().any(|w| w == bare) || self.words.iter().any(|w| w == bare));
        body || reading.is(t, tag::HOME)
    }

    /// A speaker of whom only the name is known.
    fn new(name: String, kind: SpeakerKind, words: Vec<String>) -> Self {
        Speaker {
            name,
            kind,
            role: None,
            country: None,
            feminine: false,
            plural: false,
            words,
            title: Vec::new(),
            heads: Vec::new(),
            named: true,
            of_state: false,
            local: false,
            of_union: false,
        }
    }
}

/// A turn to speak, with the gender and number of the words that named the speaker then: "البيان" is masculine
/// whoever issued it.
#[derive(Debug, Clone, Copy)]
struct Spoken {
    speaker: usize,
    feminine: bool,
    plural: bool,
    /// True for several people, of whom no verb in the singular goes on to tell.
    people: bool,
}

/// All speakers of a document, by index.
pub struct Cast<'r, 't> {
    reading: &'r Reading<'t>,
    /// Those who speak or are named, in the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// Speakers in the order in which they spoke, latest last.
    spoke: Vec<Spoken>,
    /// For each speaker, who spoke last before he first did; `None` where he was named before that.
    followed: Vec<Option<usize>>,
    /// Persons and bodies named in the text and not noted yet, last one first.
    ahead: Vec<Source>,
    /// The state that was last spoken of as a source.
    last_country: Option<&'static str>,
}

impl<'r, 't> Cast<'r, 't> {
    /// The cast of a text, with nobody on stage yet.
    pub fn new(reading: &'r Reading<'t>) -> Self {
        Cast {
            reading,
            speakers: Vec::new(),
            spoke: Vec::new(),
            followed: Vec::new(),
            ahead: mentions::mentions(reading),
            last_country: None,
        }
    }

    /// Resolves a source to a speaker and remembers that it spoke, with a verb in the given form.
    pub fn speak(&mut self, source: &Source, verb: Agreement) -> Option<usize> {
        let before = self.spoke.last().map(|s| s.speaker);
        let known = self.speakers.len();
        let speaker = self.resolve(source)?;
        if speaker >= known {
            self.followed[speaker] = before;
        }
        let country = source.phrase == Phrase::Country;
        let woman = verb == Agreement::Feminine
            && source.phrase == Phrase::Person
            && source.range.len() < 3
            && source.name.is_some();
        self.speakers[speaker].feminine |= woman;
        let feminine = source.feminine
            || (country && source.states.len() > 1)
            || (source.phrase == Phrase::Person && self.speakers[speaker].feminine);
        self.spoke.retain(|s| s.speaker != speaker);
        self.spoke.push(Spoken {
            speaker,
            feminine,
            plural: source.plural,
            people: source.plural && self.people(source),
        });
        Some(speaker)
    }

    /// "المتابعون", "عدد من المسؤولين": several people, and no "مصادر".
    fn people(&self, source: &Source) -> bool {
        let head = source.range.start;
        let reading = self.reading;
        let nobody = &reading.lexicon.grammar.title.nobody;
        let person = |t: usize| {
            let lemma = reading
                .lexicon
                .lemma_of_title(without_article(reading.bare(t)));
            reading.is(t, tag::TITLE) && reading.is(t, tag::PLURAL) && !nobody.contains(&lemma)
        };
        group_word(reading, head)
            || person(head)
            || reading.is(head, tag::SOME) && source.range.clone().any(person)
    }

    /// Remembers whom a sentence without any report tells of, so that "وأشار" in the next one is his: "واستقبل الوزير
    /// فلان وفدا", "أكد ذلك الوزير فلان".
    pub fn stage(&mut self, sentence: &Range<usize>) {
        let reach = Reach::open(sentence.end);
        let verb = sentence.start;
        let demonstrative = &self.reading.lexicon.grammar.clause.demonstrative;
        let pointing = demonstrative.contains(self.reading.word(verb + 1));
        let found = [verb + 1 + usize::from(pointing), verb]
            .into_iter()
            .filter(|&at| at < sentence.end)
            .find_map(|at| source(self.reading, at, reach))
            .filter(|s| s.phrase == Phrase::Person && s.name.as_ref().is_some_and(|n| n.len() > 1));
        if let Some(source) = found {
            self.speak(&source, Agreement::First);
        }
    }

    /// The subject so far that agrees with a verb form.
    pub fn subject(&self, person: Agreement) -> Option<usize> {
        let agrees = |s: &&Spoken| match person {
            Agreement::Feminine => s.feminine || s.plural && !s.people,
            Agreement::Masculine => !s.feminine,
            Agreement::Plural => s.plural || self.speakers[s.speaker].kind == SpeakerKind::Country,
            Agreement::First => true,
        };
        let spoke = self.spoke.iter().rev().find(agrees);
        // "السعودية فلانة نجحت … طلب المتابعين، مشيرة إلى": a woman who was named and has not spoken yet
        let named = || {
            let woman = |s: &Speaker| s.kind == SpeakerKind::Person && s.named && s.feminine;
            let wanted = |s: &Speaker| person == Agreement::Feminine && woman(s);
            self.speakers.iter().rposition(wanted)
        };
        spoke
            .map(|s| s.speaker)
            .or_else(named)
            .or(self.spoke.last().map(|s| s.speaker))
    }

    /// True where somebody has spoken so far.
    pub fn has_spoken(&self) -> bool {
        !self.spoke.is_empty()
    }

    /// "اتصالات المواطنين … وقالوا": where nobody who spoke is several, the several people who were named shortly before
    /// token `at`.
    pub fn several_before(&mut self, at: usize) -> Option<usize> {
        const NEAR: usize = 40;
        let several =
            |s: &Spoken| s.plural || self.speakers[s.speaker].kind == SpeakerKind::Country;
        if self.spoke.iter().any(several) {
            return None;
        }
        let reading = self.reading;
        let people = |t: &usize| {
            reading.is(*t, tag::PLURAL)
                && reading.is(*t, tag::TITLE)
                && reading.quoted_until(*t).is_none()
        };
        let named = (at.saturating_sub(NEAR)..at).rev().find(people)?;
        let source = source_with_preposition(reading, named, Reach::open(at))?;
        self.speak(&source, Agreement::Plural)
    }

    /// Where nobody has spoken before token `at`: the person or body named last with the gender of the verb.
    pub fn named_subject(&mut self, at: usize, person: Agreement) -> Option<usize> {
        self.note_until(at);
        let agrees = |s: &Speaker| match person {
            Agreement::Feminine => s.feminine,
            Agreement::Masculine => !s.feminine && !s.plural,
            Agreement::Plural | Agreement::First => false,
        };
        self.speakers.iter().rposition(agrees)
    }

    /// Resolves a source to a speaker of the cast, adding it where it is new.
    pub fn resolve(&mut self, source: &Source) -> Option<usize> {
        self.note_until(source.range.start);
        if let Some(speaker) = self.same_again(source) {
            return Some(speaker);
        }
        match source.phrase {
            Phrase::Pronoun => self.latest_or_named(|s| s.kind == SpeakerKind::Person),
            Phrase::Document => self
                .issuer(source)
                .or_else(|| self.latest(|s| s.kind != SpeakerKind::Person))
                .or_else(|| self.latest(|_| true))
                .or_else(|| Some(self.described(source, SpeakerKind::Organization))),
            Phrase::Country => Some(self.country(source)),
            Phrase::Body => Some(self.body(source)),
            Phrase::Media => Some(self.medium(source)),
            Phrase::Group => Some(self.group(source)),
            Phrase::Unnamed => Some(self.unnamed(source)),
            Phrase::Person => Some(self.person(source)),
        }
    }

    /// "المصدر ذاته": whoever spoke last.
    fn same_again(&self, source: &Source) -> Option<usize> {
        let reading = self.reading;
        let words = &reading.lexicon.grammar.title;
        let last = source.range.end;
        let follows = [last - 1, last]
            .iter()
            .any(|&t| words.itself.contains(reading.word(t)));
        let vague = words.nobody.contains(reading.bare(source.range.start));
        let spoke = self.spoke.last().map(|spoken| spoken.speaker);
        spoke.filter(|_| follows && vague && source.range.len() <= 2)
    }

    /// The one who spoke last among those wanted.
    fn latest(&self, wanted: impl Fn(&Speaker) -> bool) -> Option<usize> {
        self.spoke
            .iter()
            .rev()
            .map(|s| s.speaker)
            .find(|&s| wanted(&self.speakers[s]))
    }

    /// The one who spoke last among those wanted, else the one who was named last.
    fn latest_or_named(&self, wanted: impl Fn(&Speaker) -> bool) -> Option<usize> {
        self.latest(&wanted)
            .or_else(|| self.speakers.iter().rposition(wanted))
    }

    /// The original words of a token range, without marks at the ends and quotation marks inside.
    pub fn text(&self, range: Range<usize>) -> String {
        let trimmed = self.reading.text.trim(range);
        let slice = self.reading.text.slice(self.reading.text.span(trimmed));
        let mark = |c: char| matches!(c, '“' | '”' | '"' | '«' | '»' | '‘' | '’');
        slice
            .split(|c: char| c.is_whitespace() || mark(c))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The words of a range, folded, without article and prepositions.
    fn words(&self, range: Range<usize>) -> Vec<String> {
        range
            .filter(|&t| self.reading.text.is_word(t))
            .map(|t| {
                let word = self.reading.bare(t);
                let word = match self.reading.note(t).preposition {
                    Some('ل') if word.starts_with("لل") => &word["لل".len()..],
                    Some(p) => word.strip_prefix(p).unwrap_or(word),
                    None => word,
                };
                without_article(word).to_string()
            })
            .collect()
    }

    /// Text of a range whose first word may carry a conjunction and a preposition ("وللمتحدث باسم").
    fn title_text(&self, range: Range<usize>) -> String {
        let note = self.reading.note(range.start);
        let text = self.text(range);
        let bare = if note.conjunction {
            text.strip_prefix(['و', 'ف']).unwrap_or(&text)
        } else {
            &text
        };
        match note.preposition {
            Some('ل') if bare.starts_with("لل") => format!("ال{}", &bare["لل".len()..]),
            Some(p) => bare.strip_prefix(p).unwrap_or(bare).to_string(),
            None => bare.to_string(),
        }
    }

    fn add(&mut self, speaker: Speaker) -> usize {
        self.speakers.push(speaker);
        self.followed.push(None);
        self.speakers.len() - 1
    }

    /// A state, or several as a group.
    fn country(&mut self, source: &Source) -> usize {
        if let [_, _, ..] = source.states.as_slice() {
            return self.described(source, SpeakerKind::Group);
        }
        let code = source.country.or(source.states.first().map(|s| s.1));
        self.last_country = code.or(self.last_country);
        let name = code
            .and_then(countries::name_of)
            .map_or_else(|| self.text(source.range.clone()), str::to_string);
        let known = self
            .speakers
            .iter()
            .position(|s| s.kind == SpeakerKind::Country && s.name == name);
        known.unwrap_or_else(|| {
            let words = vec![folded(&name)];
            self.add(Speaker {
                country: code,
                feminine: true,
                ..Speaker::new(name, SpeakerKind::Country, words)
            })
        })
    }

    /// A speaker under its description.
    fn described(&mut self, source: &Source, kind: SpeakerKind) -> usize {
        let name = self.title_text(source.range.clone());
        let index = self.organization(name, source, kind);
        self.speakers[index].plural |= kind == SpeakerKind::Group;
        self.speakers[index].named = kind != SpeakerKind::Unnamed;
        index
    }

    /// "المصادر", "القياديون": the group with this head that spoke before; else a new one.
    fn group(&mut self, source: &Source) -> usize {
        self.same_head(source, SpeakerKind::Group)
            .unwrap_or_else(|| self.described(source, SpeakerKind::Group))
    }

    /// The latest of a kind whose description begins with the definite noun that names the source, and has the other
    /// words as well: "المصدر", "المصدر الأمني" for "مصدر أمني متابع للقضية".
    fn same_head(&self, source: &Source, kind: SpeakerKind) -> Option<usize> {
        if !self.reading.note(source.range.start).definite {
            return None;
        }
        let words = self.words(source.range.clone());
        let head = words.first()?;
        self.latest(|s| {
            s.kind == kind
                && s.words.first() == Some(head)
                && words.iter().all(|word| s.words.contains(word))
        })
    }

    /// True where a source holds an office, or is a body, that belongs to some state, though its words do not say to
    /// which: no union of states, no company, no mere name.
    fn of_state(&self, source: &Source) -> bool {
        if source.stateless || source.country.is_some() {
            return false;
        }
        let any = |tags: u64| source.range.clone().any(|t| self.reading.is(t, tags));
        match source.phrase {
            Phrase::Person => {
                source.title.clone().is_some_and(|t| self.office(t)) || any(tag::ROYAL | tag::LOCAL)
            }
            Phrase::Unnamed | Phrase::Group => {
                any(tag::BODY | tag::OFFICIAL | tag::OFFICE | tag::LOCAL)
            }
            Phrase::Body => true,
            _ => false,
        }
    }

    /// True where a source is a person of no other state, or people who live where the report is set.
    fn local(&self, source: &Source) -> bool {
        let any = |tags: u64| source.range.clone().any(|t| self.reading.is(t, tags));
        source.country.is_none()
            && !source.stateless
            && match source.phrase {
                Phrase::Person => true,
                Phrase::Group if group_word(self.reading, source.range.start) => true,
                Phrase::Unnamed | Phrase::Group => any(tag::LOCAL),
                _ => false,
            }
    }

    /// True where a title is more than courtesy.
    fn office(&self, title: Range<usize>) -> bool {
        title.len() > 1 || self.reading.is(title.start, tag::OFFICE)
    }
}

/// The words that name a source, as written, and where they stand.
pub fn written(reading: &Reading, source: &Source) -> (String, Option<Span>) {
    let range = reading.text.trim(source.range.clone());
    let span = reading.text.span(range);
    (reading.text.slice(span).to_string(), Some(span))
}
