//! Cue nouns with the source behind them or as an adjective: "اقتراح روسي بإرسال", "تعهد الولايات المتحدة بـ",
//! "تصريح للمتحدث باسم الرئاسة بأن".

use super::complement::{Complement, prepositional};
use super::{Link, Place, Relation, Said, Shape};
use crate::extract::source::{Phrase, Reach, Source, glued_state, source, source_with_preposition};
use crate::language::arabic::countries::FormKind;
use crate::language::arabic::lexicon::{Cue, CueClass};
use crate::language::text::Kind;
use crate::statement::Stance;

/// The longest stretch between the source of a cue noun and the content, in tokens.
const NEAR: usize = 10;

impl Place<'_, '_> {
    /// A cue noun; it reports only inside somebody's words, which [`super::super::content`] sees to.
    pub(super) fn noun(self) -> Option<Relation> {
        let Place { reading, at, .. } = self;
        let (cue, _) = reading.cue(at, |c, f| c.class == CueClass::Noun && f.form.is_none())?;
        let subject = self
            .adjective()
            .or_else(|| self.genitive())
            .or_else(|| self.sender(cue))?;
        let found = self.noun_complement(cue, subject.range.end)?;
        Some(Relation {
            stance: cue.stance,
            embedded: true,
            certainty: 0.7,
            ..Relation::new(Shape::Noun, at..at + 1, Said::By(subject), &found)
        })
    }

    /// "اقتراح روسي": the state by its adjective.
    fn adjective(self) -> Option<Source> {
        let next = self.at + 1;
        let (code, kind) = self.reading.note(next).country()?;
        matches!(kind, FormKind::Nisba(_)).then(|| Source::state(next..next + 1, code))
    }

    /// "طلب الدولة المضيفة", "تصريح للمتحدث": the genitive, or a noun behind لـ, where it can speak.
    fn genitive(self) -> Option<Source> {
        let Place { reading, at, .. } = self;
        let note = reading.note(at + 1);
        if reading.note(at).definite
            || note.conjunction
            || note.preposition.is_some_and(|p| p != 'ل')
        {
            return None;
        }
        let reach = Reach::open(self.end);
        let found = if note.preposition == Some('ل') {
            glued_state(reading, at + 1).or_else(|| source_with_preposition(reading, at + 1, reach))
        } else {
            source(reading, at + 1, reach)
        }?;
        let named = found.name.is_some() && note.preposition.is_none();
        // "خطة مساعدة ثالثة": an indefinite noun names nobody
        let anybody = found.name.is_none()
            && found.states.is_empty()
            && found.title.is_some()
            && !found
                .range
                .clone()
                .any(|t| reading.note(t).definite || reading.note(t).entity.is_some());
        if anybody {
            return None;
        }
        // "تصريحات لوكالة …": whoever was spoken to
        let audience = note.preposition.is_some() && found.phrase == Phrase::Media;
        ((found.identifies() || named) && !audience).then_some(found)
    }

    /// "تعليمات واضحة من طهران": who gives an order stands behind "من".
    fn sender(self, cue: &Cue) -> Option<Source> {
        const ADJECTIVES: usize = 3;
        let Place { reading, at, .. } = self;
        let words = &reading.lexicon.grammar.preposition;
        let from = (at + 1..self.end.min(at + 1 + ADJECTIVES))
            .find(|&t| words.from.contains(reading.word(t)))?;
        let sent = cue.stance == Stance::Urge && (at + 1..from).all(|t| reading.text.is_word(t));
        sent.then(|| source(reading, from + 1, Reach::open(self.end)))
            .flatten()
            .filter(Source::identifies)
    }

    fn noun_complement(self, cue: &Cue, from: usize) -> Option<Complement> {
        // "رفض عدد من الضباط | المشاركة في القتال"
        let thing = self.thing(from) && !self.reading.note(from).conjunction;
        if cue.governs.object && thing && from + 1 < self.end {
            return Some(Complement {
                start: from,
                link: Link::Object,
                marker: from,
            });
        }
        (from..self.end.min(from + NEAR))
            .find_map(|t| self.noun_complement_at(cue, t, from))
            .flatten()
            .filter(|found| found.start < self.end)
    }

    /// The complement at `t`; `Some(None)` where the search ends without one.
    fn noun_complement_at(self, cue: &Cue, t: usize, from: usize) -> Option<Option<Complement>> {
        let reading = self.reading;
        match reading.kind(t) {
            Kind::Stop | Kind::Newline | Kind::Quote | Kind::Semicolon => return Some(None),
            Kind::Comma if !reading.complementizer(t + 1) => return Some(None),
            _ => {}
        }
        if reading.complementizer(t) {
            let clause = Complement::clause(reading, t);
            return Some(cue.governs.clause.then_some(clause));
        }
        if t > from && reading.surely_finite(t) {
            return Some(None);
        }
        prepositional(reading, cue, t, self.end).map(Some)
    }
}
