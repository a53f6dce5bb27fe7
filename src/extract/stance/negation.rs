//! What a negator in a content negates: the main verb, or else a noun that its clause describes, an idiom, an exception.
//!
//! Arabic writes no relative pronoun behind an indefinite noun ("خسائر لم تحدد بعد"), so that the words before a negator
//! tell whether it stands in a clause of its own.

use super::{Heard, MAIN, is_first_person};
use crate::extract::reading::Reading;
use crate::extract::relation::Link;
use crate::extract::source::possessed_noun;
use crate::language::arabic::affixes::{ARTICLE, has_article, is_imperfect, is_written_feminine};
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::{Words, tag};
use crate::language::text::Kind;

impl Heard<'_, '_> {
    /// A negator with the main verb in its scope.
    pub(super) fn negates(&self) -> bool {
        let Heard {
            reading, clause, ..
        } = self;
        let words = &reading.lexicon.grammar.stance;
        let limit = clause.end.min(clause.start + MAIN);
        let comma = (clause.start..limit)
            .find(|&t| reading.kind(t) == Kind::Comma)
            .unwrap_or(limit);
        let main = (clause.start..comma).any(|t| {
            reading.is(t, tag::NEGATOR)
                && !self.negates_other(t)
                && !self.described(t)
                && !self.excepts(t)
        });
        // "أن عدم فتح الآبار تسبب في": what comes of it is said, not that it is so
        let absence = words.absence.contains(reading.word(clause.start))
            && self.relation.link != Link::Clause;
        main || absence
    }

    /// "لا يزال", "لم يسبق له مثيل", "حتى لا", "من لم", "تخضع … ولا تخضع", "الذكي لا المتذاكي", "لم الشمل": a negator that
    /// does not negate the main verb.
    pub(super) fn negates_other(&self, t: usize) -> bool {
        let Heard {
            reading, clause, ..
        } = self;
        let words = &reading.lexicon.grammar.stance;
        // "لا يوجد أدنى شك"
        const NEAR: usize = 4;
        let doubt =
            (t + 1..clause.end.min(t + NEAR)).any(|u| words.doubt.contains(reading.word(u)));
        let idiom = doubt || reading.lexicon.lists.affirmed.contains(reading.word(t + 1));
        let first = t == clause.start;
        let joined = !first && reading.word(t).starts_with(['و', 'ف']);
        let purpose = !first && words.subordinating.contains(reading.bare(t - 1));
        let possibility = &reading.lexicon.lists.possibility;
        let doubtful = !first
            && (words.may.contains(reading.bare(t - 1))
                || possibility.at(&reading.text, t - 1) == Some(1));
        let noun = has_article(reading.word(t + 1));
        let contrast = (noun || reading.note(t + 1).preposition.is_some())
            && !first
            && words.not.contains(reading.word(t));
        let no_verb = noun && words.before_verb_only.contains(reading.word(t));
        idiom || joined || purpose || doubtful || contrast || no_verb
    }

    /// "لم تتلق سوى", "لم يبق غير", "لا للحرب بل للسلام": the negator at `t` excepts, or corrects.
    pub(super) fn excepts(&self, t: usize) -> bool {
        const SCOPE: usize = 8;
        const FAR: usize = 24;
        let Heard {
            reading, content, ..
        } = self;
        if !reading.is(t, tag::NEGATOR) {
            return false;
        }
        let words = &reading.lexicon.grammar.stance;
        let sentence = (t + 1..content.end.min(t + FAR))
            .take_while(|&u| !matches!(reading.kind(u), Kind::Stop | Kind::Newline));
        let any = |list: &Words, scope: usize| {
            (sentence.clone().take(scope))
                .any(|u| list.contains(reading.word(u)) && !reading.complementizer(u + 1))
        };
        let remains = words.other_than.contains(reading.word(t + 2))
            && !reading.is(t + 1, tag::AUXILIARY)
            && !words.to_be.contains(reading.word(t + 1));
        // "لا للحرب بل للسلام"; but "لم يحسن الأمن بل فاقم الصراع"
        let corrects = words.not.contains(reading.word(t)) && !is_imperfect(reading.word(t + 1));
        remains
            || any(&words.excepting, SCOPE)
            || any(&words.only, FAR)
            || corrects && any(&words.correcting, SCOPE)
    }

    /// "تراث لا يقدر بثمن", "إصابات لم تحدد": the negator begins a clause that describes the indefinite noun before it.
    pub(super) fn described(&self, t: usize) -> bool {
        let reading = self.reading;
        let joined = reading.word(t).starts_with(['و', 'ف']);
        if t == self.clause.start || joined || self.unlike_noun(t) {
            return false;
        }
        let phrase = matches!(self.relation.link, Link::Object | Link::Preposition)
            && !(self.content.start.saturating_sub(1)..t).any(|k| reading.complementizer(k));
        if phrase {
            // "عن اشتباكات وقعت أمس لم تعرف نتائجها", but "يعتبر الاتفاق ليس كافيا"
            let far = self.relation.link == Link::Preposition
                && t > self.content.start + 1
                && reading.text.is_word(t - 1);
            return far || t > self.content.start && is_indefinite(reading, t - 1);
        }
        self.head_before(t)
            .is_some_and(|head| self.has_verb(head) || self.is_predicate(head))
    }

    /// True where what the negator at `t` negates does not describe the noun before it: it has another gender, speaks of
    /// "us", or is of the future and does not name the noun again, as "حدث لن تنساه الأجيال" does.
    fn unlike_noun(&self, t: usize) -> bool {
        let reading = self.reading;
        let words = &reading.lexicon.grammar.stance;
        let verb = reading.word(t + 1);
        // "ما لحق بها من نتائج متراجعة ليس له علاقة"
        let he = verb.starts_with('ي')
            || words.of_him.contains(verb)
            || words.of_him.contains(reading.word(t + 2));
        let of_us = reading.text.is_word(t + 1) && is_first_person(reading, t + 1);
        let never = words.never.contains(reading.word(t)) && !verb.ends_with(['ه', 'ا']);
        he && is_written_feminine(reading.written(t - 1)) || never || of_us
    }

    /// The first of the indefinite words right before the negator at `t`, where they are not the subject of the clause and
    /// no stretch of time ("قبل سنوات قليلة لم").
    fn head_before(&self, t: usize) -> Option<usize> {
        let reading = self.reading;
        let head = (self.clause.start..t)
            .rev()
            .take_while(|&k| reading.text.is_word(k) && is_indefinite(reading, k))
            .last()?;
        let subject = head == self.clause.start && reading.note(head).preposition.is_none();
        let not_before_clause = &reading.lexicon.lists.not_before_clause;
        let time = head > 0 && not_before_clause.contains(reading.bare(head - 1));
        (!subject && !time).then_some(head)
    }

    /// True where the clause has its verb before `head`: "أصيبوا بخسائر لم تحدد".
    fn has_verb(&self, head: usize) -> bool {
        (self.clause.start..head).any(|k| is_verb(self.reading, k))
    }

    /// "أنهم جزء لا يتجزأ", "القانون كابوس لا يتوقف": the noun is what the clause says of its subject.
    fn is_predicate(&self, head: usize) -> bool {
        const SMALL: u64 = tag::ADJUNCT | tag::AUXILIARY | tag::NEGATOR;
        let reading = self.reading;
        let mut before = self.clause.start..head;
        head > self.clause.start
            && reading.text.is_word(head - 1)
            && reading.note(head).preposition.is_none()
            && before.all(|k| reading.complementizer(k) || !reading.is(k, SMALL))
    }
}

/// "تراثا", "عملية", "سريعة", "روسية": a noun or an adjective without article, pronoun or genitive.
fn is_indefinite(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    const OTHER: u64 = tag::ADJUNCT
        | tag::COMPLEMENTIZER
        | tag::NEGATOR
        | tag::AUXILIARY
        | tag::GIVEN
        | tag::NAME_PART
        | tag::RELATIVE;
    const ENDINGS: [&str; 3] = ["ا", "ات", "ين"];
    let word = reading.bare(k);
    let adjective = note.nisba().is_some();
    let ending = is_written_feminine(reading.written(k))
        || ENDINGS.iter().any(|ending| word.ends_with(ending));
    let form = note.common
        || adjective
        || note.preposition.is_none() && ending
        || reading.lexicon.is_common(word)
        || reading.lexicon.frequency(&format!("{ARTICLE}{word}")) > 0;
    // "هي", but not "شهريا"
    let pronoun = note.is(tag::NOT_NAME) && !note.common && !word.ends_with('ا');
    // "وبشكل قاطع لا تستخدم"
    let manner = (word.strip_prefix('ب')).is_some_and(|noun| reading.lexicon.is_common(noun));
    let never = note.definite
        || word.starts_with(ARTICLE)
        || pronoun
        || manner && note.conjunction
        || note.is(OTHER);
    !never
        && (note.entity.is_none() || adjective)
        && !possessed_noun(reading, k)
        && !is_verb(reading, k)
        && form
}

/// A verb, as far as its form tells: of the cue list, in the imperfect, behind "لقد", or one that the papers write with
/// the endings of other persons ("قام", "قامت") and never with the article.
fn is_verb(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 4;
    let note = reading.note(k);
    if note.definite || note.entity.is_some() || note.preposition.is_some() {
        return false;
    }
    let (word, lexicon) = (reading.bare(k), reading.lexicon);
    let of_past = &lexicon.grammar.stance.of_past;
    let first = reading.cue(k, |_, f| f.person == Person::First).is_some();
    if reading.surely_finite(k) || first || k > 0 && of_past.contains(reading.bare(k - 1)) {
        return true;
    }
    if note.common || note.is(tag::GIVEN | tag::NAME_PART | tag::TITLE) {
        return false;
    }
    let long = word.chars().count() >= SHORTEST;
    let feminine = word.ends_with('ت') && !word.ends_with("ات");
    let plural = word.ends_with("وا");
    let others = || {
        lexicon.frequency(&format!("{word}ت")) > 0
            && lexicon.frequency(&format!("{ARTICLE}{word}")) == 0
    };
    is_imperfect(word.strip_prefix('س').unwrap_or(word)) || long && (feminine || plural) || others()
}
