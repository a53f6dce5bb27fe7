//! Who the sources of a document are: full names for surnames, offices for bare titles, bodies for "the
//! ministry" and "the statement", the subject so far for a verb alone.
//!
//! Mentions are read in text order. A name that shares its last words with a person named before is that
//! person; a title without a name is the person who was given it before, or else the one named with it later.

use std::ops::Range;

use super::reading::Reading;
use super::setting::Setting;
use super::source::{Phrase, Source};
use crate::language::arabic::countries;
use crate::language::arabic::fold::folded;
use crate::language::arabic::inflect::Person as Agreement;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::arabic::skeleton;
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
    pub country: Option<String>,
    feminine: bool,
    plural: bool,
    words: Vec<String>,
    title: Vec<String>,
    heads: Vec<String>,
    named: bool,
    /// True where the state goes without saying: an office or a body of state, a prince.
    of_state: bool,
}

/// A turn to speak, with the gender and number of the words that named the speaker then: "البيان" is masculine
/// whoever issued it.
#[derive(Debug, Clone, Copy)]
struct Spoken {
    speaker: usize,
    feminine: bool,
    plural: bool,
}

/// All speakers of a document, by index.
pub struct Cast<'r, 't> {
    reading: &'r Reading<'t>,
    /// The speakers in the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// Speakers in the order in which they spoke, latest last.
    spoke: Vec<Spoken>,
    /// The state that was last spoken of as a source.
    last_country: Option<&'static str>,
}

impl<'r, 't> Cast<'r, 't> {
    /// An empty cast.
    pub fn new(reading: &'r Reading<'t>) -> Self {
        Cast {
            reading,
            speakers: Vec::new(),
            spoke: Vec::new(),
            last_country: None,
        }
    }

    /// Resolves a source to a speaker and remembers that it spoke.
    pub fn speak(&mut self, source: &Source) -> Option<usize> {
        let speaker = self.resolve(source)?;
        let country = source.phrase == Phrase::Country;
        let feminine = source.feminine
            || country
            || (source.phrase == Phrase::Person && self.speakers[speaker].feminine);
        self.spoke.retain(|s| s.speaker != speaker);
        self.spoke.push(Spoken {
            speaker,
            feminine,
            plural: source.plural,
        });
        Some(speaker)
    }

    /// The subject so far that agrees with a verb form.
    pub fn subject(&self, person: Agreement) -> Option<usize> {
        let agrees = |s: &&Spoken| match person {
            Agreement::Feminine => s.feminine || s.plural,
            Agreement::Masculine => !s.feminine,
            Agreement::Plural => s.plural || self.speakers[s.speaker].kind == SpeakerKind::Country,
            Agreement::First => true,
        };
        self.spoke
            .iter()
            .rev()
            .find(agrees)
            .or(self.spoke.last())
            .map(|s| s.speaker)
    }

    /// Resolves a source to a speaker of the cast, adding it where it is new.
    pub fn resolve(&mut self, source: &Source) -> Option<usize> {
        match source.phrase {
            Phrase::Pronoun => self.latest(|s| s.kind == SpeakerKind::Person),
            Phrase::Document => self
                .latest(|s| s.kind != SpeakerKind::Person)
                .or_else(|| self.latest(|_| true)),
            Phrase::Country => Some(self.country(source)),
            Phrase::Body => Some(self.body(source)),
            Phrase::Media => Some(self.medium(source)),
            Phrase::Group => Some(self.described(source, SpeakerKind::Group)),
            Phrase::Unnamed => Some(self.unnamed(source)),
            Phrase::Person => Some(self.person(source)),
        }
    }

    fn latest(&self, wanted: impl Fn(&Speaker) -> bool) -> Option<usize> {
        self.spoke
            .iter()
            .rev()
            .map(|s| s.speaker)
            .find(|&s| wanted(&self.speakers[s]))
    }

    /// The original words of a token range, without marks at the ends and quotation marks inside.
    pub fn text(&self, range: Range<usize>) -> String {
        let trimmed = self.reading.text.trim(range);
        let slice = self.reading.text.slice(self.reading.text.span(trimmed));
        let clean: String = slice
            .chars()
            .map(|c| {
                if matches!(c, '“' | '”' | '"' | '«' | '»' | '‘' | '’' | '\n') {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        clean.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of a range, folded, without article and prepositions.
    fn words(&self, range: Range<usize>) -> Vec<String> {
        range
            .filter(|&t| self.reading.text.is_word(t))
            .map(|t| {
                let word = self.reading.word(t);
                let note = self.reading.note(t);
                let word = match note.preposition {
                    Some('ل') if word.starts_with("لل") => &word["لل".len()..],
                    Some(p) => word.strip_prefix(p).unwrap_or(word),
                    None => word,
                };
                word.strip_prefix("ال").unwrap_or(word).to_string()
            })
            .collect()
    }

    /// Text of a range whose first word may carry a preposition ("للمتحدث باسم").
    fn title_text(&self, range: Range<usize>) -> String {
        let text = self.text(range.clone());
        match self.reading.note(range.start).preposition {
            Some('ل') if text.starts_with("لل") => format!("ال{}", &text["لل".len()..]),
            Some(p) => text.strip_prefix(p).map_or(text.clone(), str::to_string),
            None => text,
        }
    }

    fn add(&mut self, speaker: Speaker) -> usize {
        self.speakers.push(speaker);
        self.speakers.len() - 1
    }

    fn country(&mut self, source: &Source) -> usize {
        let code = source.country.or(source.states.first().map(|s| s.1));
        if let [_, _, ..] = source.states.as_slice() {
            return self.described(source, SpeakerKind::Group);
        }
        self.last_country = code.or(self.last_country);
        let name = code
            .and_then(countries::name_of)
            .map_or_else(|| self.text(source.range.clone()), str::to_string);
        match self
            .speakers
            .iter()
            .position(|s| s.kind == SpeakerKind::Country && s.name == name)
        {
            Some(found) => found,
            None => self.add(Speaker {
                words: vec![folded(&name)],
                name,
                kind: SpeakerKind::Country,
                role: None,
                country: code.map(str::to_string),
                feminine: true,
                plural: false,
                title: Vec::new(),
                heads: Vec::new(),
                named: true,
                of_state: false,
            }),
        }
    }

    fn medium(&mut self, source: &Source) -> usize {
        let known = source
            .range
            .clone()
            .find_map(|t| match self.reading.note(t).entity {
                Some((Entity::Media(index), _)) => {
                    Some(self.reading.lexicon.media[index as usize].name.clone())
                }
                _ => None,
            });
        let kind = if source.plural && known.is_none() {
            SpeakerKind::Group
        } else {
            SpeakerKind::Organization
        };
        let name = known.unwrap_or_else(|| self.title_text(source.range.clone()));
        self.organization(name, source, kind)
    }

    fn body(&mut self, source: &Source) -> usize {
        let words = self.words(source.range.clone());
        // "الوزارة", "الهيئة": the one named before
        if words.len() == 1
            && self.reading.note(source.range.start).definite
            && source.country.is_none()
            && self.reading.note(source.range.start).entity.is_none()
        {
            if let Some(found) = self.speakers.iter().rposition(|s| {
                s.kind == SpeakerKind::Organization && s.words.first() == words.first()
            }) {
                return found;
            }
        }
        let mut source = source.clone();
        let portfolio = self.portfolio(&source);
        if portfolio.is_some() && source.country.is_none() {
            // "الخارجية" alone: of the state last spoken of
            source.country = self.last_country;
        }
        self.last_country = source.country.or(self.last_country);
        let name = portfolio
            .and_then(|p| self.ministry(&p, source.country))
            .unwrap_or_else(|| {
                let named = match self.reading.note(source.range.start).entity {
                    Some((Entity::Body(index), length))
                        if source.range.len() <= length as usize
                            && !self.reading.lexicon.portfolio[index as usize] =>
                    {
                        Some(self.reading.lexicon.bodies[index as usize].name.clone())
                    }
                    _ => None,
                };
                named.unwrap_or_else(|| self.title_text(source.range.clone()))
            });
        self.organization(name, &source, SpeakerKind::Organization)
    }

    /// The portfolio of a ministry: "الخارجية الكازاخية", "وزارة خارجية كازاخستان", "وزارة الخارجية".
    fn portfolio(&self, source: &Source) -> Option<String> {
        const NEAR: usize = 3;
        let end = source.range.end.min(source.range.start + NEAR);
        (source.range.start..end).find_map(|t| {
            if let Some((Entity::Body(index), _)) = self.reading.note(t).entity {
                if self.reading.lexicon.portfolio[index as usize] {
                    return Some(self.reading.lexicon.bodies[index as usize].name.clone());
                }
            }
            let ministry =
                self.reading.bare(source.range.start) == "وزاره" && t == source.range.start + 1;
            ministry
                .then(|| self.reading.lexicon.portfolio_of(self.reading.word(t)))
                .flatten()
        })
    }

    /// "وزارة الخارجية الكازاخستانية": one name for all ways to write it.
    fn ministry(&self, body: &str, country: Option<&'static str>) -> Option<String> {
        let adjective = countries::adjective_of(
            country?,
            body.split_whitespace()
                .next()
                .is_some_and(|w| w.ends_with('ة')),
        )?;
        Some(format!("{body} {adjective}"))
    }

    fn organization(&mut self, name: String, source: &Source, kind: SpeakerKind) -> usize {
        let words: Vec<String> = folded(&name)
            .split_whitespace()
            .map(|w| w.strip_prefix("ال").unwrap_or(w).to_string())
            .collect();
        if let Some(found) = self
            .speakers
            .iter()
            .position(|s| s.kind == kind && s.words == words)
        {
            return found;
        }
        self.add(Speaker {
            name,
            kind,
            role: None,
            country: source.country.map(str::to_string),
            feminine: source.feminine
                || kind == SpeakerKind::Organization
                    && words.first().is_some_and(|w| w.ends_with('ه')),
            plural: source.plural,
            words,
            title: Vec::new(),
            heads: Vec::new(),
            named: true,
            of_state: self.of_state(source),
        })
    }

    fn described(&mut self, source: &Source, kind: SpeakerKind) -> usize {
        let name = self.title_text(source.range.clone());
        let index = self.organization(name, source, kind);
        self.speakers[index].plural |= kind == SpeakerKind::Group;
        index
    }

    /// "المسؤول الكازاخستاني": somebody named before, where one fits; else somebody without a name.
    fn unnamed(&mut self, source: &Source) -> usize {
        let definite = source
            .title
            .as_ref()
            .is_some_and(|t| self.reading.note(t.start).definite);
        if definite {
            let fits = |s: &Speaker| {
                s.kind == SpeakerKind::Person
                    && s.feminine == source.feminine
                    && (source.country.is_none() || s.country.as_deref() == source.country)
            };
            if let Some(found) = self.latest(fits) {
                return found;
            }
        }
        self.described(source, SpeakerKind::Unnamed)
    }

    fn person(&mut self, source: &Source) -> usize {
        let words: Vec<String> = source
            .name
            .clone()
            .map(|n| self.words(n))
            .unwrap_or_default();
        let title: Vec<String> = source
            .title
            .clone()
            .map(|t| self.words(t))
            .unwrap_or_default();
        let role = source
            .title
            .clone()
            .map(|t| self.title_text(t))
            .filter(|_| {
                !source
                    .title
                    .clone()
                    .is_some_and(|t| self.reading.is(t.start, tag::HONORIFIC) && t.len() == 1)
            });
        let heads: Vec<String> = title
            .first()
            .map(|h| self.reading.lexicon.lemma_of_title(h))
            .into_iter()
            .collect();
        let found = if words.is_empty() {
            self.by_title(source, &title, &heads)
        } else {
            self.by_name(&words)
        };
        let country = source.country.map(str::to_string);
        let of_state = self.of_state(source);
        self.last_country = source.country.or(self.last_country);
        match found {
            Some(index) => {
                let name = source.name.clone().map(|n| self.text(n));
                let speaker = &mut self.speakers[index];
                if words.len() > speaker.words.len() || !speaker.named && !words.is_empty() {
                    speaker.words = words;
                    speaker.named = true;
                    speaker.name = name.unwrap_or_default();
                    speaker.kind = SpeakerKind::Person;
                }
                if title.len() > speaker.title.len() && !source.name.is_none() {
                    speaker.title = title;
                    speaker.role = role;
                    speaker.heads.extend(heads);
                }
                speaker.country = speaker.country.take().or(country);
                speaker.of_state |= of_state;
                index
            }
            None => {
                let named = !words.is_empty();
                let name = match &source.name {
                    Some(name) => self.text(name.clone()),
                    None => role
                        .clone()
                        .unwrap_or_else(|| self.text(source.range.clone())),
                };
                let country =
                    country.or_else(|| source.title.as_ref().and_then(|t| self.home(t.clone())));
                self.add(Speaker {
                    name,
                    kind: SpeakerKind::Person,
                    role,
                    country,
                    feminine: source.feminine,
                    plural: false,
                    words,
                    title,
                    heads,
                    named,
                    of_state,
                })
            }
        }
    }

    /// "وزير خارجيتها": the state that was last spoken of.
    fn home(&self, title: Range<usize>) -> Option<String> {
        const PRONOUNS: [&str; 3] = ["ها", "ه", "هم"];
        let possessed = title.clone().skip(1).any(|t| {
            let word = self.reading.word(t);
            PRONOUNS.iter().any(|p| word.ends_with(p))
                && !self.reading.note(t).definite
                && self.reading.lexicon.frequency(word) > 0
                && word.ends_with("تها")
        });
        if !possessed {
            return None;
        }
        // the nearest state named before the title
        (0..title.start)
            .rev()
            .take(40)
            .find_map(|t| self.reading.note(t).country())
            .map(|(code, _)| code.to_string())
    }

    /// A person named before whose name ends, begins or spells like this one.
    fn by_name(&self, words: &[String]) -> Option<usize> {
        let fits =
            |s: &Speaker| s.kind == SpeakerKind::Person && s.named && same_name(&s.words, words);
        self.latest(fits)
            .or_else(|| self.speakers.iter().position(fits))
    }

    /// The person who holds the office that a title names.
    fn by_title(&self, source: &Source, title: &[String], heads: &[String]) -> Option<usize> {
        let definite = source
            .title
            .as_ref()
            .is_some_and(|t| self.reading.note(t.start).definite || t.len() > 1);
        if !definite {
            return None;
        }
        // the state's adjective is settled by its code, however it is spelt
        let rest: Vec<&String> = match &source.title {
            Some(range) => title
                .iter()
                .skip(1)
                .filter(|w| {
                    !range.clone().any(|t| {
                        self.reading.note(t).country().is_some()
                            && self.reading.word(t).ends_with(w.as_str())
                    })
                })
                .collect(),
            None => Vec::new(),
        };
        let fits = |s: &Speaker| {
            if s.kind != SpeakerKind::Person || s.feminine != source.feminine {
                return false;
            }
            let head = heads
                .iter()
                .all(|h| s.heads.contains(h) || s.title.contains(h));
            let state = source.country.is_none() || s.country.as_deref() == source.country;
            head && state && rest.iter().all(|w| s.title.contains(w))
        };
        self.latest(fits)
    }

    /// True where a source holds an office, or is a body, that belongs to some state, though its words do not say to
    /// which: no union of states, no company, no mere name.
    fn of_state(&self, source: &Source) -> bool {
        if source.stateless || source.country.is_some() {
            return false;
        }
        let any = |tags: u32| source.range.clone().any(|t| self.reading.is(t, tags));
        match source.phrase {
            Phrase::Person => {
                source.title.clone().is_some_and(|t| self.office(t)) || any(tag::ROYAL)
            }
            Phrase::Unnamed | Phrase::Group => any(tag::BODY | tag::MODIFIER),
            Phrase::Body => true,
            _ => false,
        }
    }

    /// True where a title is more than courtesy.
    fn office(&self, title: Range<usize>) -> bool {
        title.len() > 1 || self.reading.is(title.start, tag::OFFICE)
    }

    /// Gives the speakers whose words name no state the one that goes without saying: of a figure that every reader
    /// knows, of the setting for offices and bodies of state.
    pub fn settle_states(&mut self, setting: &Setting) {
        let lexicon = self.reading.lexicon;
        for speaker in self.speakers.iter_mut().filter(|s| s.country.is_none()) {
            let known = (speaker.kind == SpeakerKind::Person && speaker.named)
                .then(|| lexicon.state_of_figure(&speaker.words))
                .flatten();
            let found = known.or(setting.state.filter(|_| speaker.of_state));
            speaker.country = found.map(str::to_string);
        }
    }

    /// Gives a bare title that spoke before its holder was named the name that came later.
    pub fn settle_titles(&mut self) -> Vec<usize> {
        let mut same: Vec<usize> = (0..self.speakers.len()).collect();
        for at in 0..self.speakers.len() {
            let office = &self.speakers[at];
            if office.named || office.kind != SpeakerKind::Person || office.title.is_empty() {
                continue;
            }
            let later = self.speakers.iter().skip(at + 1).position(|s| {
                s.named
                    && s.kind == SpeakerKind::Person
                    && s.heads.iter().any(|h| office.heads.contains(h))
                    && (office.country.is_none() || s.country == office.country)
            });
            if let Some(offset) = later {
                same[at] = at + 1 + offset;
            }
        }
        same
    }
}

/// Two mentions of one name: one's words close or open the other's, spelling of foreign letters aside.
pub fn same_name(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return false;
    }
    let tail = long[long.len() - short.len()..]
        .iter()
        .zip(short)
        .all(|(x, y)| skeleton::same(x, y));
    let joined_long: String = long.concat();
    let joined_short: String = short.concat();
    tail || skeleton::same(&joined_long, &joined_short)
        || (short.len() == 1
            && long.len() > 1
            && skeleton::same(&long[1..].concat(), &joined_short))
        || (short.len() >= 2 && long[0] == short[0] && short.iter().all(|w| long.contains(w)))
}

/// The words that name a source, as written, and where they stand.
pub fn written(reading: &Reading, source: &Source) -> (String, Option<Span>) {
    let range = reading.text.trim(source.range.clone());
    let span = reading.text.span(range);
    (reading.text.slice(span).to_string(), Some(span))
}
