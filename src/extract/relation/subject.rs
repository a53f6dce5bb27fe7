//! The source beside a cue, before it in its clause, or at the head of its sentence.

use super::{Place, opens_clause};
use crate::extract::reading::Reading;
use crate::extract::source::{
    Phrase, Reach, Source, inflected_noun, name_like, possessed_noun, source,
    source_with_preposition, verb_form,
};
use crate::language::arabic::affixes::{
    begins_with_and, begins_with_so, is_feminine, is_nunated, is_oblique, is_written_feminine,
};
use crate::language::arabic::inflect::{Form, Person};
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
        let as_for = &reading.lexicon.grammar.clause.as_for;
        let earliest = self.start.max(verb.saturating_sub(LONGEST));
        (earliest..verb)
            .rev()
            .filter(|&from| {
                let fronted = from > self.start && as_for.contains(reading.word(from - 1));
                fronted || !answers && self.clause_may_open(from)
            })
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

    /// "أن خلية الأزمة أكدت", "أما شريف فقال": what stands between "that" or "as for" and the verb, though no rule reads it.
    pub(super) fn described_before(self) -> Option<Source> {
        const LONGEST: usize = 9;
        let Place { reading, at, .. } = self;
        let as_for = &reading.lexicon.grammar.clause.as_for;
        let answers = begins_with_so(reading.word(at));
        if !reading.surely_finite(at) || at == self.start || self.behind_relative() {
            return None;
        }
        let from = (self.start + 1..at).rev().take(LONGEST).find(|&t| {
            let opens = as_for.contains(reading.word(t - 1));
            opens || !answers && reading.complementizer(t - 1)
        })?;
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
                    let tells = found.identifies() || found.name.is_some();
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
            let leaning = reading.lexicon.lists.behind_verb.at(&reading.text, t + 1);
            t + 1 + leaning.unwrap_or(0)
        };
        // "وتنصل جيش الاحتلال": an unknown word with "and" before it is a verb
        let joined = |t: usize| {
            let word = reading.word(t);
            let verb = || {
                reading
                    .lexicon
                    .is_finite(word.strip_prefix('و').unwrap_or(word))
            };
            begins_with_and(word)
                && (reading.note(t).is_unknown() || verb())
                && !reading.note(t).conjunction
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

/// "عدد | من الشباب | على أن", "مسؤولون | بيطريون | إنهم", "أيمن | سلامة | أن": nouns between a subject and the marker of
/// what it says belong to the subject, since nothing else can stand there.
pub(super) fn up_to(reading: &Reading, found: Source, marker: usize) -> Source {
    const LONGEST: usize = 8;
    let from = found.range.end;
    let stop = (from..marker.min(from + LONGEST))
        .find(|&t| !goes_on(reading, t))
        .unwrap_or(marker);
    let here = stop == marker
        || reading.is(stop, tag::ADJUNCT | tag::AUDIENCE)
        || reading.kind(stop) == Kind::Comma
        || reading.kind(stop) == Kind::Open;
    let small = |t: usize| is_small(reading, t);
    if stop <= from || !here || stop > from + LONGEST || small(stop - 1) {
        return found;
    }
    match &found.name {
        Some(name) if name.end == from => {
            let note = reading.note(from);
            // "لفت كيري | النظر إلى"
            let object = note.definite && note.common;
            let family = stop == from + 1 && name.len() == 1 && !small(from) && !object;
            if !family {
                return found;
            }
            Source {
                range: found.range.start..stop,
                name: Some(name.start..stop),
                ..found
            }
        }
        Some(_) => found,
        None if found.phrase == Phrase::Country || !found.states.is_empty() => found,
        None => {
            // "منسق المشاهد | وادي استوود", "أحد المشاركين | الدكتور فهد غزولي"
            let known = |t: usize| reading.is(t, tag::GIVEN | tag::HONORIFIC);
            let names = |k: usize| known(k) || name_like(reading, k, false);
            let first = (from..stop).find(|&t| {
                (t..stop).all(|k| names(k) && (known(k) || !reading.note(k).definite || k > t))
                    && (known(t) || t + 1 < stop)
            });
            let person = matches!(found.phrase, Phrase::Person | Phrase::Unnamed);
            if let Some(first) = first.filter(|_| person && !found.plural) {
                let name = (first..stop).find(|&t| !reading.is(t, tag::HONORIFIC));
                return Source {
                    range: found.range.start..stop,
                    title: found.title.clone().map(|title| title.start..first),
                    name: name.map(|name| name..stop),
                    phrase: Phrase::Person,
                    ..found
                };
            }
            if (from..stop).any(known) {
                return found;
            }
            let state = (from..stop).find_map(|t| reading.note(t).country());
            let country = found.country.or(state.map(|(code, _)| code));
            Source {
                country: country.filter(|_| !found.stateless),
                title: found.title.clone().map(|title| title.start..stop),
                range: found.range.start..stop,
                ..found
            }
        }
    }
}

/// "من", "هذا": what only leads to the next noun of a phrase.
fn is_small(reading: &Reading, t: usize) -> bool {
    let words = &reading.lexicon.grammar;
    words.preposition.from.contains(reading.word(t))
        || words.clause.demonstrative.contains(reading.word(t))
}

/// True where token `t` can go on with the phrase of a subject: a noun or adjective, or what leads to one.
fn goes_on(reading: &Reading, t: usize) -> bool {
    const OTHER: u64 = tag::ADJUNCT
        | tag::AUDIENCE
        | tag::OCCASION
        | tag::SPOKEN
        | tag::NEGATOR
        | tag::COMPLEMENTIZER
        | tag::RELATIVE
        | tag::AUXILIARY
        | tag::DOCUMENT
        | tag::PRETEXT;
    let note = reading.note(t);
    let lists = &reading.lexicon.lists;
    let participle = reading
        .cue(t, |_, form| form.form == Some(Form::Participle))
        .is_some();
    let noun = note.common || !note.is(tag::NOT_NAME);
    let accusative = (reading.bare(t).strip_suffix('ا'))
        .is_some_and(|stem| !note.definite && reading.lexicon.is_common(stem));
    reading.text.is_word(t)
        && (is_small(reading, t) || !note.is(OTHER) && noun)
        && !note.conjunction
        && !participle
        && !reading.finite(t)
        && !verb_form(reading, t)
        && !possessed_noun(reading, t)
        && !is_nunated(reading.written(t))
        && !accusative
        && !lists.moment.contains(reading.word(t))
        && note
            .preposition
            .is_none_or(|letter| letter == 'ل' && !note.is_medium())
        && reading.quoted_until(t).is_none()
}

/// Whatever stands between verb and complement, where no rule reads it: "داعشية منشقة عن التنظيم".
pub(super) fn described(reading: &Reading, from: usize, marker: usize) -> Option<Source> {
    const LONGEST: usize = 10;
    let limit = marker.min(from + LONGEST);
    let stop = (from..limit)
        .find(|&t| {
            reading.is(t, tag::ADJUNCT | tag::AUDIENCE | tag::RELATIVE)
                || reading.lexicon.lists.moment.contains(reading.word(t))
                || reading.kind(t) != Kind::Word
                || (t > from && reading.finite(t))
        })
        .unwrap_or(limit);
    if stop == from || !may_describe(reading, from) {
        return None;
    }
    // "امي بارتليت المتحدثة باسم المتنزه"
    let office = (from + 1..stop).find(|&t| reading.is(t, tag::TITLE) && reading.note(t).definite);
    if let Some(office) = office {
        let state = (office..stop).find_map(|t| reading.note(t).country());
        return Some(Source {
            country: state.map(|(code, _)| code),
            name: Some(from..office),
            title: Some(office..stop),
            feminine: reading.is(office, tag::FEMININE),
            ..Source::new(from..stop, Phrase::Person)
        });
    }
    let named = name_like(reading, from, true) || sole_name(reading, from, stop, marker);
    // "تابعت متحمسة": how it was said
    let circumstantial =
        is_written_feminine(reading.written(from)) || reading.word(from).ends_with('ا');
    let manner = !named && stop == from + 1 && circumstantial && !reading.note(from).definite;
    if manner {
        return None;
    }
    let phrase = if named {
        Phrase::Person
    } else {
        Phrase::Unnamed
    };
    let state = (from..stop).find_map(|t| reading.note(t).country());
    Some(Source {
        country: state.map(|(code, _)| code),
        name: named.then_some(from..stop),
        title: (!named).then_some(from..stop),
        feminine: is_feminine(reading.word(from)),
        ..Source::new(from..stop, phrase)
    })
}

/// True where the description of a subject may begin at `from`.
fn may_describe(reading: &Reading, from: usize) -> bool {
    const NO_NOUN: u64 = tag::ADJUNCT
        | tag::AUDIENCE
        | tag::NEGATOR
        | tag::COMPLEMENTIZER
        | tag::OCCASION
        | tag::SPOKEN
        | tag::RELATIVE;
    let first = reading.note(from);
    let accusative = is_oblique(reading.bare(from)) && first.is(tag::PLURAL);
    let verb = first.cues.iter().any(|c| c.form.is_some());
    let letter = reading.word(from).chars().count() < 2;
    let small_word = first.is(tag::NOT_NAME) && !first.is(tag::SOME | tag::GIVEN_AMBIGUOUS)
        || reading
            .lexicon
            .grammar
            .clause
            .to_me
            .contains(reading.word(from));
    !accusative
        && !verb
        && !letter
        && !possessed_noun(reading, from)
        && !verb_form(reading, from)
        && !small_word
        && !first.is(NO_NOUN)
        && first.preposition.is_none()
        && !first.conjunction
}

/// "متحمسة", "ضاحكة": a feminine participle alone, of which the papers write the masculine circumstance too ("ضاحكا").
fn circumstance(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let note = reading.note(at);
    !note.definite
        && !note.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS)
        && word.strip_suffix('ه').is_some_and(|stem| {
            word.starts_with("مت") || reading.lexicon.frequency(&format!("{stem}ا")) > 0
        })
}

/// "قال بلاتر إن": one word between verb and content, however often the papers write it, is a name.
fn sole_name(reading: &Reading, from: usize, stop: usize, marker: usize) -> bool {
    let set_off = stop == marker
        || matches!(reading.kind(stop), Kind::Dash | Kind::Comma | Kind::Open)
        || reading.is(stop, tag::ADJUNCT);
    let note = reading.note(from);
    stop == from + 1
        && set_off
        && (!note.common || note.is(tag::GIVEN_AMBIGUOUS))
        && !inflected_noun(reading, from)
        && !circumstance(reading, from)
        && !note.is(tag::TITLE | tag::SOME)
}
