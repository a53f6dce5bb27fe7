//! From relations to drafts of statements: whose each is, on which day it was said, and by what way it came.

use std::ops::Range;

use chrono::NaiveDate;

use super::reading::Reading;
use super::relation::{Relation, Said, Shape};
use super::source::{Phrase, Reach, Source, source_with_preposition};
use super::speakers::Cast;
use super::when::Calendar;
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::{DateBasis, Span};

/// A statement whose speaker is an index into the cast.
pub(super) struct Draft {
    /// Who says it.
    pub speaker: usize,
    /// The phrase that names the speaker, where the sentence has one.
    pub source: Option<Source>,
    /// Who stands between, outermost first.
    pub via: Vec<String>,
    /// The relation it is made of.
    pub relation: Relation,
    /// Where the content stands.
    pub spans: Vec<Span>,
    /// Where the cue stands.
    pub cue_span: Span,
    /// Day of the saying.
    pub said_on: Option<NaiveDate>,
    /// What that rests on.
    pub basis: DateBasis,
    /// The draft that it is embedded in.
    pub parent: Option<usize>,
    /// Which of the joint speakers of one relation it is, from 0.
    pub position: usize,
}

/// A speaker of the cast with the phrase that named him.
type Named = (usize, Option<Source>);

/// Resolves relations sentence by sentence.
pub(super) struct Drafting<'r, 't> {
    reading: &'r Reading<'t>,
    cast: Cast<'r, 't>,
    calendar: Calendar,
    drafts: Vec<Draft>,
    /// Who spoke last in the present sentence.
    last: Option<usize>,
}

impl<'r, 't> Drafting<'r, 't> {
    /// Nothing drafted yet.
    pub fn new(reading: &'r Reading<'t>, calendar: Calendar) -> Self {
        Drafting {
            reading,
            cast: Cast::new(reading),
            calendar,
            drafts: Vec::new(),
            last: None,
        }
    }

    /// The cast and the drafts, in text order.
    pub fn done(self) -> (Cast<'r, 't>, Vec<Draft>) {
        (self.cast, self.drafts)
    }

    /// Takes the settled relations of one sentence.
    pub fn sentence(&mut self, sentence: &Range<usize>, settled: Vec<Relation>) {
        self.last = None;
        let first = settled.iter().find(|r| !r.embedded);
        let told = first.map_or(sentence.end, |r| r.cue.start);
        if !first.is_some_and(|r| r.named) {
            self.cast.stage(&(sentence.start..told));
        }
        let mut of_relation: Vec<Option<usize>> = vec![None; settled.len()];
        for (at, relation) in settled.into_iter().enumerate() {
            let parent = relation.parent.and_then(|p| of_relation[p]);
            let speakers = self.speakers(&relation, parent);
            if relation.embedded && !self.worth_embedding(&relation, &speakers, parent) {
                continue;
            }
            if !relation.embedded {
                self.last = speakers.last().map(|(s, _)| *s).or(self.last);
            }
            if !speakers.is_empty() {
                of_relation[at] = Some(self.drafts.len() + speakers.len() - 1);
            }
            self.add(sentence, relation, speakers, parent);
        }
    }

    /// Adds a draft for each speaker of a relation.
    fn add(
        &mut self,
        sentence: &Range<usize>,
        relation: Relation,
        speakers: Vec<Named>,
        parent: Option<usize>,
    ) {
        let (said_on, basis) = if relation.embedded {
            (None, DateBasis::None)
        } else {
            self.calendar.said_on(
                self.reading,
                &relation,
                sentence,
                speakers.first().map(|s| s.0),
            )
        };
        let via = self.via(&relation, &speakers, parent);
        let spans: Vec<Span> = relation
            .content
            .iter()
            .map(|c| self.reading.text.span(c.clone()))
            .collect();
        for (position, (speaker, source)) in speakers.into_iter().enumerate() {
            self.drafts.push(Draft {
                speaker,
                source,
                via: via.clone(),
                spans: spans.clone(),
                cue_span: self.reading.text.span(relation.cue.clone()),
                relation: relation.clone(),
                said_on,
                basis,
                parent,
                position,
            });
        }
    }

    /// Who says what a relation holds: nobody where it cannot be told.
    fn speakers(&mut self, relation: &Relation, parent: Option<usize>) -> Vec<Named> {
        match &relation.said {
            Said::By(source) => {
                let sources = joint(self.reading, relation, source);
                let resolved = sources.into_iter().map(|source| {
                    let speaker = if relation.embedded {
                        self.cast.resolve(&source)
                    } else {
                        self.cast.speak(&source, relation.person)
                    };
                    speaker.map(|s| (s, Some(source)))
                });
                resolved.collect::<Vec<_>>().into_iter().flatten().collect()
            }
            Said::Subject(_) if relation.embedded => self.beside(parent).into_iter().collect(),
            // "نكرر أن": the writer himself
            Said::Subject(Person::First) if relation.shape == Shape::Finite => Vec::new(),
            Said::Subject(person) => {
                let subject = self.subject(relation, *person);
                subject.map(|s| (s, None)).into_iter().collect()
            }
        }
    }

    /// "الدول الضامنة تدين … وتجدد": the subject of the relation beside it in the same content.
    fn beside(&self, parent: Option<usize>) -> Option<Named> {
        let beside = self.drafts.last()?;
        let same = parent.is_some() && beside.parent == parent && beside.source.is_some();
        same.then(|| (beside.speaker, beside.source.clone()))
    }

    /// The subject so far. A participle goes on with whoever spoke last in the sentence, or whom the sentence names
    /// first.
    fn subject(&mut self, relation: &Relation, person: Person) -> Option<usize> {
        if relation.shape == Shape::Participle && self.last.is_some() {
            return self.last;
        }
        let several = (person == Person::Plural
            && (relation.shape == Shape::Participle || self.cast.has_spoken()))
        .then(|| self.cast.several_before(relation.cue.start))
        .flatten();
        several
            .or_else(|| self.cast.subject(person))
            .or_else(|| self.cast.named_subject(relation.cue.start, person))
    }

    /// Inside somebody's words only a relation with a source of its own counts, and not what he says of himself.
    fn worth_embedding(
        &self,
        relation: &Relation,
        speakers: &[Named],
        parent: Option<usize>,
    ) -> bool {
        let (Some((speaker, Some(source))), Some(parent)) = (speakers.first(), parent) else {
            return false;
        };
        let named = source.name.is_some()
            || source.title.is_some()
            || !source.states.is_empty()
            || matches!(source.phrase, Phrase::Body | Phrase::Media | Phrase::Group);
        let outer = self.drafts[parent].speaker;
        let itself = *speaker == outer
            || self.cast.speakers[*speaker].name == self.cast.speakers[outer].name;
        // "قال مدير الهيئة إن الهيئة تسعى إلى": he speaks for it already
        let own_side = source.phrase == Phrase::Body
            && self.cast.speakers[outer].is_side(self.reading, source.range.start);
        let words: usize = relation.content.iter().map(|c| c.len()).sum();
        named && !itself && !own_side && !relation.negated && words >= 2
    }

    /// Those between the speaker and the article, outermost first: those of the statement around it and its speaker,
    /// then whom the relation itself names.
    fn via(
        &mut self,
        relation: &Relation,
        speakers: &[Named],
        parent: Option<usize>,
    ) -> Vec<String> {
        let mut via: Vec<String> = Vec::new();
        if let Some(outer) = parent.map(|p| &self.drafts[p]) {
            via.extend(outer.via.iter().cloned());
            via.push(self.cast.speakers[outer.speaker].name.clone());
        }
        for between in relation
            .via
            .iter()
            .chain(&media_around(self.reading, relation))
        {
            let Some(speaker) = self.cast.resolve(between) else {
                continue;
            };
            let name = self.cast.speakers[speaker].name.clone();
            if !via.contains(&name) && speakers.iter().all(|(s, _)| *s != speaker) {
                via.push(name);
            }
        }
        via
    }
}

/// Two states that speak with one verb make two statements ("نفت أستانا وبشكيك"); a joint declaration makes one.
fn joint(reading: &Reading, relation: &Relation, source: &Source) -> Vec<Source> {
    let together = reading
        .lexicon
        .lists
        .joint
        .find(&reading.text, relation.around.clone())
        .is_some();
    if source.phrase != Phrase::Country || source.states.len() < 2 || together {
        return vec![source.clone()];
    }
    source
        .states
        .iter()
        .map(|(range, code)| Source::state(range.clone(), code))
        .collect()
}

/// The agency, paper or channel between cue and content: "في حديث لوكالة …", "مع “سكاي نيوز عربية”".
fn media_around(reading: &Reading, relation: &Relation) -> Vec<Source> {
    let behind = match &relation.said {
        Said::By(source) if source.phrase == Phrase::Media => return Vec::new(),
        Said::By(source) if source.range.start >= relation.around.start => source.range.end,
        _ => relation.around.start,
    };
    let mut found = Vec::new();
    let mut t = behind;
    while t < relation.around.end {
        match named_medium(reading, t, relation.around.end) {
            Some(source) => {
                t = source.range.end.max(t + 1);
                found.push(source);
            }
            None => t += 1,
        }
    }
    found
}

/// A medium at `t` with a name of its own; "وسائل إعلام" stand between nobody.
fn named_medium(reading: &Reading, t: usize, end: usize) -> Option<Source> {
    let known = |t: usize| reading.note(t).is_medium();
    let headed = reading.is(t, tag::MEDIA) && !reading.is(t, tag::OCCASION | tag::PLURAL);
    if !headed && !known(t) {
        return None;
    }
    let found = source_with_preposition(reading, t, Reach::open(end))?;
    let named = found
        .range
        .clone()
        .any(|t| known(t) || reading.kind(t) == Kind::Quote);
    named.then_some(found)
}
