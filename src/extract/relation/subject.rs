//! The source beside a cue, before it in its clause, or at the head of its sentence.

use super::described::{described, goes_on, up_to};
use super::{Place, opens_clause};
use crate::extract::source::{Phrase, Reach, Source, source, source_with_preposition};
use crate::language::arabic::affixes::{begins_with_so, is_oblique};
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;

impl Place<'_, '_> {
    /// A subject before the verb: "لكن بشكيك شددت", "وكان إبراهيم كالن … كشف", "أن موسكو تريد".
    pub(super) fn subject_before(self) -> Option<Source> {
        const LONGEST: usize = 24;
        let Place { reading, at, .. } = self;
        let auxiliary = at > self.start
            && reading
                .lexicon
                .lists
                .before_verb
                .contains(reading.word(at - 1));
        let verb = if auxiliary { at - 1 } else { at };
        // "أما شريف فقال"
        let answers = begins_with_so(reading.word(at));
        if reading.note(at).conjunction && !answers || verb == self.start {
            return None;
        }
        let earliest = self.start.max(verb.saturating_sub(LONGEST));
        (earliest..verb)
            .rev()
            .filter(|&from| self.fronted(from) || !answers && self.clause_may_open(from))
            .filter(|&from| !self.genitive_of_title(from))
            .filter_map(|from| source(reading, from, Reach::bounded(verb)))
            .map(|found| up_to(reading, found, verb))
            .filter(|found| {
                let stop = found.range.end;
                let comma = reading.kind(stop) == Kind::Comma && stop + 1 == verb;
                stop == verb || comma || self.circumstance_between(found, verb)
            })
            .reduce(|near, far| {
                if far.name.is_some() && far.name == near.name {
                    far
                } else {
                    near
                }
            })
    }

    /// "رئيس | الوزراء", "مجلس | النواب": the second word of a title or a body is nobody by itself.
    fn genitive_of_title(self, from: usize) -> bool {
        let reading = self.reading;
        from > self.start
            && reading.is(from - 1, tag::TITLE | tag::BODY)
            && !reading.note(from - 1).definite
            && reading.note(from).definite
            && !reading.note(from).conjunction
    }

    /// "أما | شريف فقال": behind "as for".
    fn fronted(self, from: usize) -> bool {
        let as_for = &self.reading.lexicon.grammar.clause.as_for;
        from > self.start && as_for.contains(self.reading.word(from - 1))
    }

    /// "أن خلية الأزمة أكدت", "أما شريف فقال": what stands between "that" or "as for" and the verb, though no rule reads it.
    pub(super) fn described_before(self) -> Option<Source> {
        const LONGEST: usize = 9;
        let Place { reading, at, .. } = self;
        let answers = begins_with_so(reading.word(at));
        if !reading.surely_finite(at) || at == self.start || self.behind_relative() {
            return None;
        }
        let from = (self.start + 1..at)
            .rev()
            .take(LONGEST)
            .find(|&t| self.fronted(t) || !answers && reading.complementizer(t - 1))?;
        let plain = |t: usize| {
            let of_noun = reading.note(t).preposition.is_some() && t > from;
            of_noun || goes_on(reading, t)
        };
        if !(from..at).all(plain) || reading.complementizer(from) {
            return None;
        }
        described(reading, from, at).filter(|found| found.range.end == at)
    }

    /// "فالرئيس الإسرائيلي فلان خلال لقاء مع رؤساء الجامعات وصف": the sentence opens with its subject, and tells when or
    /// where before the verb.
    fn circumstance_between(self, found: &Source, verb: usize) -> bool {
        const LONGEST: usize = 14;
        let Place { reading, start, .. } = self;
        let gap = found.range.end..verb;
        let plain = |t: usize| {
            reading.text.is_word(t)
                && !reading.complementizer(t)
                && !reading.is(t, tag::RELATIVE)
                && !reading.surely_finite(t)
        };
        found.range.start == start
            && found.phrase == Phrase::Person
            && found.name.as_ref().is_some_and(|name| name.len() > 1)
            && gap.len() <= LONGEST
            && reading.is(gap.start, tag::ADJUNCT)
            && gap.clone().all(plain)
    }

    /// True where a clause can open at `from`: at the start, behind a complementizer, an auxiliary, a contrast, a mark.
    fn clause_may_open(self, from: usize) -> bool {
        let reading = self.reading;
        if !reading.text.is_word(from) {
            return false;
        }
        if from == self.start || reading.note(from).conjunction {
            return true;
        }
        let before = from - 1;
        reading.complementizer(before)
            || reading.is(before, tag::AUXILIARY)
            || matches!(
                reading.kind(before),
                Kind::Comma | Kind::Stop | Kind::Newline | Kind::Colon | Kind::Quote
            )
            || (reading.lexicon.lists.opener.contains(reading.word(before))
                && !reading.is(before, tag::RELATIVE))
    }

    /// "رئيس المجلس، الذي رفض", "خطاب المرشد الذي قال فيه إن": the subject of a relative clause is what the pronoun
    /// stands for, or the author of it.
    pub(super) fn antecedent_of(self, person: Person) -> Option<Source> {
        const LONGEST: usize = 20;
        const BETWEEN: usize = 8;
        let Place { reading, at, .. } = self;
        if at == self.start + 1 || !self.behind_relative() || self.relates_to_another(person) {
            return None;
        }
        let pronoun = at - 1;
        // "الملعب الذي يتوقع أن": mostly nobody in particular does
        let impersonal = reading.lexicon.lists.impersonal.contains(reading.word(at));
        let between = if impersonal { 1 } else { BETWEEN };
        (self.start.max(pronoun.saturating_sub(LONGEST))..pronoun)
            .rev()
            .filter(|&from| reading.text.is_word(from) && !self.within_name(from))
            .filter_map(|from| source_with_preposition(reading, from, Reach::bounded(pronoun)))
            .find(|found| found.identifies() && found.range.end + between >= pronoun)
            .filter(|found| !impersonal || matches!(found.phrase, Phrase::Person | Phrase::Group))
            .filter(|found| found.agrees(person) && self.can_be_subject(found, person))
    }

    /// "الدول التي قال إنها": the relative pronoun before the cue has another gender, so that what it stands for is what
    /// is spoken of.
    pub(super) fn relates_to_another(self, person: Person) -> bool {
        let clause = &self.reading.lexicon.grammar.clause;
        let other = match person {
            Person::Masculine => &clause.who_she,
            Person::Feminine => &clause.who_he,
            _ => return false,
        };
        self.at > self.start && other.contains(self.reading.word(self.at - 1))
    }

    /// True where a relative pronoun stands right before the cue.
    pub(super) fn behind_relative(self) -> bool {
        self.at > self.start && self.reading.is(self.at - 1, tag::RELATIVE)
    }

    /// True where token `t` goes on with a name or title that begins before it.
    fn within_name(self, t: usize) -> bool {
        let reading = self.reading;
        t > self.start
            && reading.text.is_word(t - 1)
            && reading.is(
                t - 1,
                tag::GIVEN | tag::NAME_PART | tag::TITLE | tag::HONORIFIC,
            )
            && !reading.note(t).conjunction
    }

    /// The subject of the clause that a verb or participle without one stands in: "لكن الخارجية الكازاخية أصدرت بيانا
    /// أشارت فيه إلى", "رد الروس على كلامه رافضين". Behind another cue of the sentence the subject is that cue's.
    pub(super) fn topic(self, person: Person) -> Option<Source> {
        const FARTHEST_BACK: usize = 30;
        let reading = self.reading;
        if person == Person::First {
            return None;
        }
        let earliest = self.since.max(self.at.saturating_sub(FARTHEST_BACK));
        for t in (earliest..self.at).rev() {
            if !reading.text.is_word(t) || reading.quoted_until(t).is_some() {
                continue;
            }
            let turn = reading.lexicon.lists.contrast.at(&reading.text, t);
            let verb = self.main_verb(t);
            for from in self.openings(t, turn) {
                let found = (from < self.at && reading.note(from).preposition.is_none())
                    .then(|| source(reading, from, Reach::open(self.at)))
                    .flatten();
                if let Some(found) = found {
                    let tells = found.identifies()
                        || found.name.is_some()
                        || found.phrase == Phrase::Document;
                    return (tells && found.agrees(person)).then_some(found);
                }
            }
            if turn.is_some() || verb {
                return None;
            }
        }
        None
    }

    /// A verb that begins its clause: its subject stands behind it.
    fn main_verb(self, t: usize) -> bool {
        let reading = self.reading;
        reading.finite(t)
            && !reading.lexicon.lists.before_noun.contains(reading.bare(t))
            && opens_clause(reading, t, self.start)
    }

    /// Where the subject of a clause may stand if the clause opens at `t`.
    fn openings(self, t: usize, turn: Option<usize>) -> impl Iterator<Item = usize> {
        let reading = self.reading;
        let been = reading
            .lexicon
            .grammar
            .clause
            .been
            .contains(reading.bare(t));
        let noun = turn
            .map(|length| t + length)
            .or((t == self.start).then_some(t))
            .or(been.then_some(t + 1));
        let verb_first = t == self.start || self.main_verb(t);
        // "وتحدث عنه مدير الشركة"
        let behind = || {
            // "وقد باعت الحكومة حصتها، وقالت"
            let verb = t + usize::from(t == self.start && reading.is(t, tag::AUXILIARY));
            let leaning = reading
                .lexicon
                .lists
                .behind_verb
                .at(&reading.text, verb + 1);
            verb + 1 + leaning.unwrap_or(0)
        };
        // "وتنصل جيش الاحتلال": an unknown word with "and" before it is a verb
        let joined = |t: usize| {
            let note = reading.note(t);
            let verb = |rest: &str| reading.lexicon.verbs(rest).next().is_some();
            !note.conjunction
                && (reading.word(t).strip_prefix('و'))
                    .is_some_and(|rest| note.is_unknown() || verb(rest))
        };
        let noun = noun.filter(|&at| !(at == t && joined(t)));
        noun.into_iter().chain(verb_first.then(behind))
    }

    /// The subject behind a verb, in front of its complement: read first as far as it surely goes, then, where the
    /// complement is known, up to it.
    pub(super) fn subject_behind(
        self,
        from: usize,
        reach: Reach,
        person: Person,
    ) -> Option<Source> {
        source(self.reading, from, reach).filter(|found| self.can_be_subject(found, person))
    }

    /// The subject of a verb agrees with it in gender and is no accusative plural: in "وطالب الحوثيين" they are
    /// the ones addressed.
    fn can_be_subject(self, found: &Source, person: Person) -> bool {
        let reading = self.reading;
        let head = found.range.start;
        let word = reading.bare(head);
        let plural = reading.is(head, tag::PLURAL);
        // "حث موظفي الفرع": the same before a genitive
        let construct = word.ends_with('ي') && !reading.note(head).definite && plural;
        let accusative = construct || is_oblique(word) && (plural || found.phrase == Phrase::Group);
        let gender = match person {
            Person::Masculine => !found.surely_feminine(),
            Person::Feminine => !found.surely_masculine(),
            Person::Plural => true,
            Person::First => false,
        };
        gender && !(accusative && found.name.is_none())
    }
}
