//! Finds attribution relations: a cue, the phrase that names the source, and where the content begins.
//!
//! A cue counts only with a complement that its lemma governs ([`complement`]). What stands between cue and
//! complement is the source and the circumstances of the saying ([`circumstance`]); a source can stand before its verb
//! as well ([`subject`]), and where no rule reads it, its place tells it ([`described`]). One file for each kind of cue:
//! [`verb`]s and participles, [`relay`]s that pass on another's words, [`particle`]s, [`noun`]s, [`told`] for what others
//! told of. Where contents end is settled in [`super::content`], when all relations of a sentence are known.

mod circumstance;
mod complement;
mod described;
mod noun;
mod particle;
mod relay;
mod subject;
mod told;
mod verb;

use std::ops::Range;

use super::reading::Reading;
use super::source::Source;
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::Stance;
use complement::Complement;

/// How the content is linked to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// أن، إن
    Clause,
    /// A quotation.
    Quote,
    /// A colon.
    Colon,
    /// A preposition, on its own or glued.
    Preposition,
    /// A noun phrase.
    Object,
    /// Nothing.
    Bare,
    /// The content stands before the cue.
    Before,
}

/// Who says it, as far as the sentence tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// The sentence names the source.
    By(Source),
    /// A pronoun, a verb or a participle alone: the subject so far, agreeing with this person.
    Subject(Person),
}

/// What form the cue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A finite verb, or a relay with its "قوله".
    Finite,
    /// A participle of state, or a pretext.
    Participle,
    /// A verb in a relative clause, whose content is the noun before it.
    Relative,
    /// A cue noun.
    Noun,
    /// A particle.
    Particle,
}

/// One relation, before speakers and dates are resolved.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Tokens of the cue.
    pub cue: Range<usize>,
    /// Its form.
    pub shape: Shape,
    /// Who.
    pub said: Said,
    /// Gender and number of the cue's form; `First` where it has none.
    pub person: Person,
    /// True for a verb in the imperfect.
    pub present: bool,
    /// Agencies, papers and persons in between, outermost first.
    pub via: Vec<Source>,
    /// Where the content begins.
    pub start: usize,
    /// Content token ranges; filled when the ends are settled.
    pub content: Vec<Range<usize>>,
    /// How it is linked.
    pub link: Link,
    /// Stance of the cue.
    pub stance: Stance,
    /// True where it stands inside another relation's content.
    pub embedded: bool,
    /// Index of that relation within the sentence.
    pub parent: Option<usize>,
    /// True where the subject stands beside the verb, and was not inferred.
    pub named: bool,
    /// Negation before the cue ("لم يؤكد").
    pub negated: bool,
    /// True where the cue itself insists that something be done ("شدد على").
    pub insists: bool,
    /// Tokens between cue and content, for dates and media.
    pub around: Range<usize>,
    /// How sure, from the form of the relation alone.
    pub certainty: f64,
}

impl Relation {
    /// A relation of the reporter with a stance to be read off its content; everything else that is not said here
    /// is set with struct update.
    fn new(shape: Shape, cue: Range<usize>, said: Said, found: &Complement) -> Self {
        Relation {
            shape,
            named: matches!(said, Said::By(_)),
            said,
            person: Person::First,
            present: false,
            via: Vec::new(),
            start: found.start,
            content: Vec::new(),
            link: found.link,
            stance: Stance::Affirm,
            embedded: false,
            parent: None,
            negated: false,
            insists: false,
            around: cue.end..found.marker.max(cue.end),
            certainty: 0.75,
            cue,
        }
    }

    /// True where the cue says nothing of stance, so that the content may.
    pub fn neutral(&self) -> bool {
        self.stance == Stance::Affirm
    }
}

/// A place in a sentence where a cue may stand.
#[derive(Clone, Copy)]
struct Place<'a, 't> {
    reading: &'a Reading<'t>,
    /// The token that may be the cue.
    at: usize,
    /// First token of the sentence.
    start: usize,
    /// One past its last token.
    end: usize,
    /// End of the cue before it in the sentence, else `start`.
    since: usize,
}

/// All relations of a sentence in the order of their cues.
pub fn relations(reading: &Reading, sentence: Range<usize>) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let since = found.last().map_or(sentence.start, |r| r.cue.end);
        let place = Place {
            reading,
            at,
            start: sentence.start,
            end: sentence.end,
            since,
        };
        let between = found
            .last()
            .is_some_and(|last| introduces(reading, last, at));
        at += 1;
        if between || !reading.text.is_word(place.at) {
            continue;
        }
        if let Some(relation) = place.relation() {
            at = relation.cue.end.max(at);
            found.push(relation);
        }
    }
    found
}

/// True where token `at` only leads from the last cue to its content: "وأضاف الوزير *قائلا*:", "وقال *رافضا* كشف اسمه:".
fn introduces(reading: &Reading, last: &Relation, at: usize) -> bool {
    let verb = matches!(last.shape, Shape::Finite | Shape::Participle);
    let participle = reading
        .cue(at, |_, f| f.form == Some(Form::Participle))
        .is_some();
    verb && last.around.contains(&at) && (participle || reading.is(at, tag::SPOKEN))
}

impl Place<'_, '_> {
    fn relation(self) -> Option<Relation> {
        self.relay()
            .or_else(|| self.told())
            .or_else(|| self.spoken())
            .or_else(|| self.participle())
            .or_else(|| self.finite())
            .or_else(|| self.relative())
            .or_else(|| self.pretext())
            .or_else(|| self.particle())
            .or_else(|| self.noun())
    }

    /// True where the cue begins its clause: at the start, behind a mark, a conjunction, an auxiliary.
    fn opens_clause(self) -> bool {
        opens_clause(self.reading, self.at, self.start)
    }
}

/// True where token `at` begins its clause.
fn opens_clause(reading: &Reading, at: usize, start: usize) -> bool {
    at == start
        || reading.note(at).conjunction
        || !matches!(reading.kind(at - 1), Kind::Word | Kind::Number)
        || reading.is(at - 1, tag::AUXILIARY | tag::NEGATOR)
        || reading.lexicon.lists.opener.contains(reading.word(at - 1))
        || circumstance_start(reading, at, start).is_some()
}

/// Where a circumstance of a few words begins that opens the sentence, or a clause behind a comma with "و", and ends
/// before `at`: "في الشأن السوري قال", "وعن الوضع في ليبيا قال".
pub(super) fn circumstance_start(reading: &Reading, at: usize, start: usize) -> Option<usize> {
    const LONGEST: usize = 7;
    let from = (start.max(at.saturating_sub(LONGEST))..at)
        .rev()
        .find(|&t| {
            let mark = t > 0
                && matches!(
                    reading.kind(t - 1),
                    Kind::Comma | Kind::Stop | Kind::Newline | Kind::Ellipsis
                );
            t == start || mark || reading.note(t).conjunction
        })?;
    let opens = from < at
        && (reading.note(from).conjunction || from == start)
        && reading
            .lexicon
            .lists
            .circumstance
            .contains(reading.bare(from))
        && (from..at).all(|t| reading.text.is_word(t) && !reading.surely_finite(t));
    opens.then_some(from)
}
