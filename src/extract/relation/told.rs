//! What somebody told of, named without saying it oneself: "ما ذكره الوزير من أن", "ما نشرته الصحيفة عن", and a report
//! whose author stands beside it: "تقريرا لصحيفة … قال إن".
//!
//! Denials name in this way what they deny, and whose word it was.

use super::complement::Complement;
use super::described::described;
use super::{Link, Place, Relation, Said, Shape};
use crate::extract::source::{Phrase, Reach, Source, source};
use crate::language::arabic::affixes::is_nisba;
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::{CueClass, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

/// The longest stretch between the verb and the content, in tokens.
const FARTHEST: usize = 14;
/// How sure such a relation is.
const CERTAINTY: f64 = 0.8;

impl Place<'_, '_> {
    /// "ما ذكره X من أن Y", "ما نشرته X عن Y".
    pub(super) fn told(self) -> Option<Relation> {
        let Place { reading, at, .. } = self;
        let what = at > self.start && reading.lexicon.lists.what.contains(reading.bare(at - 1));
        let person = self.telling().filter(|_| what)?;
        let found = self.told_content()?;
        // "ما بين سبعة وعشرة من": the preposition
        let preposition = reading.lexicon.lists.before_noun.contains(reading.word(at));
        if preposition && found.link != Link::Clause {
            return None;
        }
        let teller = self
            .subject_behind(at + 1, Reach::bounded(found.marker), person)
            .or_else(|| described(reading, at + 1, found.marker))?;
        Some(Relation {
            person,
            stance: Stance::Affirm,
            embedded: true,
            certainty: CERTAINTY,
            ..Relation::new(Shape::Noun, at..at + 1, Said::By(teller), &found)
        })
    }

    /// Gender and number of a verb of telling at this place, with or without a pronoun for what is told.
    fn telling(self) -> Option<Person> {
        let Place { reading, at, .. } = self;
        if reading.lexicon.lists.published.contains(reading.word(at)) {
            let word = reading.word(at);
            let feminine = ["ت", "ته", "تها"].iter().any(|end| word.ends_with(end));
            let plural = word.ends_with("وه") || word.ends_with("وا");
            return Some(match (feminine, plural) {
                (true, _) => Person::Feminine,
                (_, true) => Person::Plural,
                _ => Person::Masculine,
            });
        }
        let plain = reading.cue(at, |cue, form| {
            cue.class == CueClass::Verb && matches!(form.form, Some(Form::Past | Form::Present))
        });
        let (cue, form) = plain.or_else(|| reading.cue_with_pronoun(at))?;
        let tells = cue.class == CueClass::Verb && cue.stance == Stance::Affirm;
        (tells && form.person != Person::First).then_some(form.person)
    }

    /// What is told, behind "من أن", "عن", "بشأن"; days and places of the telling may stand before it.
    fn told_content(self) -> Option<Complement> {
        let reading = self.reading;
        for t in self.at + 2..self.end.min(self.at + FARTHEST) {
            let inside = matches!(
                reading.kind(t),
                Kind::Word | Kind::Number | Kind::Quote | Kind::Open | Kind::Close
            );
            if !inside {
                return None;
            }
            if reading.complementizer(t) {
                return Some(Complement::clause(reading, t));
            }
            if reading.lexicon.lists.matter.contains(reading.word(t)) && t + 1 < self.end {
                return Some(Complement::behind(reading, t));
            }
            if reading.surely_finite(t) {
                return None;
            }
        }
        None
    }

    /// "تقريرا لصحيفة … قال", "تقارير ذكرت": a report in front of its verb, without an article.
    pub(super) fn report_before(self) -> Option<Source> {
        const LONGEST: usize = 8;
        let Place { reading, at, .. } = self;
        (self.start.max(at.saturating_sub(LONGEST))..at)
            .rev()
            .filter(|&from| {
                let note = reading.note(from);
                let told = note.is(tag::DOCUMENT)
                    || reading.lexicon.lists.hearsay.contains(reading.word(from));
                reading.text.is_word(from) && !note.definite && told
            })
            .find_map(|from| {
                self.plain_report(from).or_else(|| {
                    source(reading, from, Reach::bounded(at)).filter(|found| found.range.end == at)
                })
            })
    }

    /// "تقارير صحفية | ذكرت", "أنباء | تحدثت": a report up to the verb with nothing but adjectives.
    fn plain_report(self, from: usize) -> Option<Source> {
        let Place { reading, at, .. } = self;
        let adjectives = from + 1..at;
        let many = reading.is(from, tag::PLURAL)
            || !reading.is(from, tag::DOCUMENT)
            || reading
                .lexicon
                .grammar
                .body
                .reports
                .contains(reading.word(from));
        let plain = many
            && adjectives.len() < 3
            && adjectives.clone().all(|t| {
                let note = reading.note(t);
                let nisba = is_nisba(reading.word(t));
                reading.text.is_word(t)
                    && !note.definite
                    && !note.conjunction
                    && note.preposition.is_none()
                    && (note.is(tag::MODIFIER) || nisba)
            });
        plain.then(|| Source {
            title: Some(from..at),
            feminine: true,
            plural: true,
            ..Source::new(from..at, Phrase::Unnamed)
        })
    }
}
