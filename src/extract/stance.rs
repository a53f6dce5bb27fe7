//! The speaker's stance: what the cue says of it, and where the cue is neutral what the content says.
//!
//! Only the main clause counts: a negation behind a relative pronoun or a second complementizer is not the
//! speaker's. What his own side wants, welcomes or refuses is his stance; what others want he only reports. A
//! double negation affirms. What a negator negates is told in [`negation`].

mod negation;

use std::ops::Range;

use super::reading::Reading;
use super::relation::{Link, Relation};
use super::speakers::Speaker;
use crate::language::arabic::affixes::is_imperfect;
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::{CueClass, Phrases, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

/// How far into the content its main clause is looked for, in tokens.
const MAIN: usize = 12;
/// How many tokens a subject before its verb has at most.
const SUBJECT: usize = 5;

/// The stance of a relation whose speaker is known.
pub fn stance(reading: &Reading, relation: &Relation, speaker: &Speaker) -> Stance {
    let Some(content) = relation.content.first() else {
        return relation.stance;
    };
    let content = &behind_circumstance(reading, content);
    let heard = Heard {
        reading,
        relation,
        speaker,
        content: content.clone(),
        clause: main_clause(reading, content),
    };
    let stance = if relation.neutral() {
        heard.of_content()
    } else {
        heard.of_cue()
    };
    if relation.negated {
        negated(stance)
    } else {
        stance
    }
}

/// What "did not" makes of a stance.
fn negated(stance: Stance) -> Stance {
    match stance {
        Stance::Affirm => Stance::Deny,
        Stance::Deny => Stance::Expect,
        Stance::Accept | Stance::Propose | Stance::Urge => Stance::Reject,
        Stance::Reject => Stance::Accept,
        other => other,
    }
}

/// A content with the main clause in it, and who said it.
struct Heard<'a, 't> {
    reading: &'a Reading<'t>,
    relation: &'a Relation,
    speaker: &'a Speaker,
    content: Range<usize>,
    clause: Range<usize>,
}

impl Heard<'_, '_> {
    /// A cue with a stance of its own; the content can turn it ("نفى عدم وجود", "استنكر اتهامات").
    fn of_cue(&self) -> Stance {
        let Heard {
            reading, content, ..
        } = self;
        let lexicon = reading.lexicon;
        match self.relation.stance {
            Stance::Deny if reading.is(content.start, tag::NEGATIVE_NOUN) => Stance::Affirm,
            Stance::Reject if self.of_claim() => Stance::Deny,
            Stance::Propose | Stance::Accept
                if self.conditional() || self.near(&lexicon.lists.proviso, MAIN) =>
            {
                Stance::Condition
            }
            Stance::Accept | Stance::Propose if self.holds_true() => Stance::Affirm,
            Stance::Warn if self.relation.link == Link::Clause && self.obliges() => Stance::Urge,
            stance => stance,
        }
    }

    /// "رفض المزاعم", "يرفض هذه الرواية", "رفض ما قاله الوزير": what is rejected is somebody's word.
    fn of_claim(&self) -> bool {
        let Heard {
            reading, content, ..
        } = self;
        let lists = &reading.lexicon.lists;
        let pointed = &reading.lexicon.grammar.clause.demonstrative;
        let first = content.start + usize::from(pointed.contains(reading.word(content.start)));
        lists.claim.contains(reading.bare(first))
            || lists.others_said.at(&reading.text, first).is_some()
    }

    /// "اتفقوا على أن الخطة ستسهم": what is agreed on is no action but a fact.
    fn holds_true(&self) -> bool {
        let content = &self.content;
        let mut first = content.start..content.end.min(content.start + SUBJECT);
        self.relation.link == Link::Clause
            && !is_imperfect(self.reading.word(content.start))
            && !first.any(|t| self.speaker.is_side(self.reading, t))
            && (self.relation.stance == Stance::Accept || !self.pronoun_subject(content.start + 1))
    }

    /// The stance that the content expresses.
    fn of_content(&self) -> Stance {
        if let Some(stance) = self.of_noun() {
            return stance;
        }
        if self.knows_nothing() {
            return Stance::Unaware;
        }
        if self.threatens() {
            return Stance::Warn;
        }
        if self.refuses() {
            return Stance::Reject;
        }
        if self.forbids() {
            return Stance::Urge;
        }
        if self.conditional() || self.provided() {
            return Stance::Condition;
        }
        if self.calls_false() {
            return Stance::Deny;
        }
        if self.obliges() || self.to_be_done() {
            return Stance::Urge;
        }
        self.of_own_side()
            .or_else(|| self.negates().then_some(Stance::Deny))
            .or_else(|| self.possible().then_some(Stance::Expect))
            .unwrap_or(self.relation.stance)
    }

    /// "أكد رفضه", "شدد على ضرورة", "أعرب عن أمله": the noun at the head of the content, or one beside it.
    fn of_noun(&self) -> Option<Stance> {
        const BESIDE: usize = 5;
        let Heard {
            reading, content, ..
        } = self;
        if self.relation.link == Link::Clause {
            return None;
        }
        let words = &reading.lexicon.grammar.stance;
        let first = content.start;
        // "عدم قبولها بما حدث"
        if words.absence.contains(reading.bare(first))
            && words.consent.contains(reading.word(first + 1))
        {
            return Some(Stance::Reject);
        }
        if let Some(stance) = noun_stance(reading, first) {
            // "أهمية التعاون" values it, "أهمية إيجاد حل" wants it done
            let there = reading.note(first + 1).definite
                || words.continuation.contains(reading.word(first + 1));
            let valued = words.importance.contains(reading.bare(first)) && there;
            return Some(if valued { Stance::Affirm } else { stance });
        }
        // "وجود تخوف", "الوضع في سوريا وأهمية إيجاد حل"
        let exists = words.existence.contains(reading.bare(first));
        let inner = exists.then(|| noun_stance(reading, first + 1)).flatten();
        let beside = (first + 1..content.end.min(first + BESIDE))
            .filter(|&t| reading.note(t).conjunction)
            .find_map(|t| noun_stance(reading, t))
            .filter(|stance| *stance == Stance::Urge);
        let done = self.relation.insists
            && self.relation.link == Link::Preposition
            && !reading.note(first).definite
            && reading.text.is_word(first)
            && !reading.is(first, tag::NAME_PART | tag::HOME)
            && !exists;
        inner.or(beside).or(done.then_some(Stance::Urge))
    }

    fn near(&self, phrases: &Phrases, tokens: usize) -> bool {
        let end = self.content.end.min(self.content.start + tokens);
        phrases
            .find(&self.reading.text, self.content.start..end)
            .is_some()
    }

    /// "لم نتلق أي طلب", "لا علم لنا": in the main clause, and without an exception ("لم تتلق سوى مليون").
    fn knows_nothing(&self) -> bool {
        let Heard {
            reading, clause, ..
        } = self;
        let unaware = &reading.lexicon.lists.unaware;
        (clause.clone().take(MAIN))
            .any(|t| unaware.at(&reading.text, t).is_some() && !self.excepts(t))
    }

    /// "هذا عار من الصحة", "لا صلة له بالأمر": in the first sentence, and not of a noun in it ("جرائم لا صلة لها بالدين").
    fn calls_false(&self) -> bool {
        let Heard {
            reading, content, ..
        } = self;
        let falsehood = &reading.lexicon.lists.falsehood;
        (content.start..content.end.min(content.start + 2 * MAIN))
            .take_while(|&t| !matches!(reading.kind(t), Kind::Stop | Kind::Ellipsis))
            .any(|t| {
                let noun = reading.is(t, tag::NEGATOR) && self.described(t);
                falsehood.at(&reading.text, t).is_some() && !noun
            })
    }

    /// "هذا مرفوض", "لا نقبل", "أنه لا يريد", "لن نشارك": the speaker's side will not have it. What others will not have he
    /// only tells.
    fn refuses(&self) -> bool {
        let Heard {
            reading, content, ..
        } = self;
        let words = &reading.lexicon.grammar.stance;
        let end = content.end.min(content.start + MAIN);
        (content.start..end).any(|t| {
            let negator = reading.is(t, tag::NEGATOR);
            let verb = t + 1;
            let other = negator && (self.negates_other(t) || self.described(t));
            if other || self.excepts(t) {
                return false;
            }
            let first = is_first_person(reading, verb);
            let third = negator && is_imperfect(reading.word(verb)) && !first;
            let own =
                !third || t == content.start || self.pronoun_subject(t) || self.named_subject(t);
            let refusal = reading.lexicon.lists.refusal.at(&reading.text, t).is_some();
            let subject = self.pronoun_subject(t) || self.speaker.is_side(reading, content.start);
            let never = t <= content.start + 2
                && words.never.contains(reading.bare(t))
                && !words.of_things.contains(reading.word(verb))
                && (first || third && subject && t > content.start);
            own && refusal || never
        })
    }

    /// "لا تبحثوا بعيدا": what somebody is told not to do.
    fn forbids(&self) -> bool {
        let Heard {
            reading, content, ..
        } = self;
        let first = (content.start..content.end).find(|&t| reading.text.is_word(t));
        first.is_some_and(|t| {
            let words = &reading.lexicon.grammar.stance;
            let verb = reading.word(t + 1);
            words.not.contains(reading.bare(t)) && verb.starts_with('ت') && verb.ends_with("وا")
        })
    }

    /// "بشرط", "إلا بموافقة"; but "دون قيد أو شرط" makes none.
    fn conditional(&self) -> bool {
        let reading = self.reading;
        let condition = &reading.lexicon.lists.condition;
        let unconditional = &reading.lexicon.grammar.stance.unconditional;
        let end = self.content.end.min(self.content.start + 3 * MAIN);
        (self.content.start..end).any(|t| {
            let without = t > 0 && unconditional.contains(reading.bare(t - 1));
            !without && condition.at(&reading.text, t).is_some()
        })
    }

    /// "مستعدون للحوار إذا توقف القصف": the speaker's side is ready for something, provided that.
    fn provided(&self) -> bool {
        let end = self.clause.end.min(self.clause.start + SUBJECT);
        let ready = (self.clause.start..end).any(|t| {
            let stance = self
                .reading
                .lexicon
                .lists
                .own_stance
                .get(self.reading.bare(t));
            stance == Some(Stance::Accept)
        });
        (ready || self.of_own_side() == Some(Stance::Accept))
            && self.near(&self.reading.lexicon.lists.proviso, 3 * MAIN)
    }

    /// "إذا لم نتوصل إلى اتفاق فإن الأمر سيصبح صعبا": what follows if something is not done.
    fn threatens(&self) -> bool {
        const CONSEQUENCE: usize = 26;
        let Heard {
            reading, content, ..
        } = self;
        let words = &reading.lexicon.grammar.stance;
        let head = (content.start..content.end.min(content.start + 3))
            .find(|&t| words.if_not.contains(reading.bare(t)));
        let Some(head) = head else {
            return false;
        };
        let lacking =
            words.without.contains(reading.bare(head)) || reading.is(head + 1, tag::NEGATOR);
        let follows = (head + 2..content.end.min(head + CONSEQUENCE)).any(|t| {
            reading.complementizer(t) && reading.word(t).starts_with('ف')
                || reading.word(t).starts_with("فس")
        });
        lacking && follows
    }

    /// "يجب أن", "على دول المنطقة أن", "على إيران وقف", "عليها أن".
    fn obliges(&self) -> bool {
        const OBLIGED: usize = 6;
        let Heard {
            reading,
            content,
            clause,
            ..
        } = self;
        let lexicon = reading.lexicon;
        let words = &lexicon.grammar.stance;
        if lexicon
            .lists
            .obligation
            .find(&reading.text, clause.clone())
            .is_some()
        {
            return true;
        }
        // "الإطار الذي تطرحه يجب أن": behind a relative clause the main clause goes on
        let end = content.end.min(content.start + 2 * MAIN);
        let must = (content.start..end)
            .take_while(|&t| !(t > content.start && self.other_clause(t)))
            .any(|t| lexicon.lists.must.at(&reading.text, t).is_some());
        must || clause.clone().take(MAIN).any(|t| {
            let on = words.due_from.contains(reading.bare(t));
            let opens = t == clause.start || reading.complementizer(t - 1);
            let pronoun = !lexicon.grammar.preposition.on.contains(reading.bare(t));
            let loose = opens || reading.kind(t - 1) != Kind::Word || pronoun;
            let far = if pronoun { 1 } else { OBLIGED };
            let to_do = (t + 1..t + 1 + far).any(|u| words.to_do.contains(reading.word(u)));
            let somebody = reading.note(t + 1).definite || reading.note(t + 1).entity.is_some();
            on && ((loose && to_do) || (opens && somebody && self.relation.link != Link::Object))
        })
    }

    /// True where a clause begins at `t` that is not the content's main one.
    fn other_clause(&self, t: usize) -> bool {
        let reading = self.reading;
        (reading.complementizer(t)
            && reading
                .lexicon
                .lists
                .must
                .at(&reading.text, t - 1)
                .is_none())
            || matches!(reading.kind(t), Kind::Semicolon | Kind::Stop)
    }

    /// What the speaker's own side wants, welcomes, refuses or is ready for: "التحالف يرحب بـ", "سنعمل مع",
    /// "أنه منفتح على".
    fn of_own_side(&self) -> Option<Stance> {
        let Heard {
            reading,
            clause,
            content,
            ..
        } = self;
        let end = clause.end.min(clause.start + SUBJECT);
        for t in clause.start..end {
            let word = reading.bare(t);
            let by_pronoun = self.pronoun_subject(t) && !self.named_subject(t);
            let own = is_first_person(reading, t) || by_pronoun || self.named_subject(t);
            if !own {
                continue;
            }
            let stance = reading.lexicon.lists.own_stance.get(word);
            if reading.is(t.wrapping_sub(1), tag::NEGATOR) && t > content.start {
                // "ليست مستعدة لخفض الإنتاج"
                let unwilling = stance == Some(Stance::Accept);
                if unwilling {
                    return Some(Stance::Reject);
                }
                continue;
            }
            // "أنه يهدف إلى": the pronoun may stand for the matter as well
            if stance.is_some() && !(by_pronoun && stance == Some(Stance::Propose)) {
                return stance;
            }
            // "سنعمل", "سنواصل"
            if t == content.start && word.starts_with("سن") && word.chars().count() > 4 {
                return Some(Stance::Propose);
            }
            let verb = reading.cue(t, |c, f| {
                f.form == Some(Form::Present)
                    && matches!(c.class, CueClass::Verb | CueClass::Intent)
                    && c.stance != Stance::Affirm
                    && (!c.careful || (by_pronoun && c.stance != Stance::Propose))
            });
            if let Some((cue, _)) = verb {
                return Some(cue.stance);
            }
        }
        None
    }

    /// True where the words before `t` in the content name the speaker himself, his body or his state.
    fn named_subject(&self, t: usize) -> bool {
        (self.content.start..t).any(|k| self.speaker.is_side(self.reading, k))
    }

    /// "أنه | منفتح": a pronoun on the complementizer, which mostly is the speaker.
    fn pronoun_subject(&self, t: usize) -> bool {
        let start = self.content.start;
        let pronoun =
            self.reading.complementizer(start) && !self.reading.bare_complementizer(start);
        pronoun && t <= start + 2
    }

    /// "تقدمت", "تسلمت": a verb in the perfect that begins as the imperfect does.
    fn in_perfect(&self, t: usize) -> bool {
        let word = self.reading.word(t);
        let rest = word.strip_prefix('ت').filter(|rest| rest.ends_with('ت'));
        rest.is_some_and(|rest| self.reading.lexicon.frequency(&format!("ي{rest}")) == 0)
    }

    /// "شدد على أن يقيم": what is insisted on is to be done.
    fn to_be_done(&self) -> bool {
        let start = self.content.start;
        self.relation.insists
            && self.relation.link == Link::Clause
            && start > 0
            && self.reading.bare_complementizer(start - 1)
            && self.reading.word(start).starts_with(['ي', 'ت'])
            && self.reading.surely_finite(start)
    }

    /// "قد يزور", "ربما", "احتمال كبير", "هجوم … ممكن"; but "كان قد أثير" and "قد تم" are facts.
    fn possible(&self) -> bool {
        let Heard {
            reading,
            clause,
            content,
            ..
        } = self;
        let lexicon = reading.lexicon;
        let words = &lexicon.grammar.stance;
        let may = clause.clone().take(MAIN).any(|t| {
            let negated = usize::from(reading.is(t + 1, tag::NEGATOR));
            words.may.contains(reading.bare(t))
                && is_imperfect(reading.word(t + 1 + negated))
                && !self.in_perfect(t + 1)
                && !(t > 0 && reading.is(t - 1, tag::AUXILIARY))
        });
        let phrase = (content.start..(content.start + SUBJECT).min(clause.end)).any(|t| {
            !words.may.contains(reading.bare(t))
                && lexicon.lists.possibility.at(&reading.text, t).is_some()
        });
        let last = content.end - 1;
        may || phrase || words.possible.contains(reading.word(last))
    }
}

/// The stance of a noun at `at`, with or without a conjunction and "ب" before it.
fn noun_stance(reading: &Reading, at: usize) -> Option<Stance> {
    let word = reading.bare(at);
    let bare = word
        .strip_prefix('ب')
        .filter(|_| reading.note(at).preposition.is_some());
    [Some(word), bare]
        .into_iter()
        .flatten()
        .find_map(|w| reading.lexicon.lists.noun_stance.get(w))
}

/// "نرفض", "سنعمل", "نحن": the speaker speaks of himself.
fn is_first_person(reading: &Reading, t: usize) -> bool {
    let word = reading.bare(t);
    let verb = word.strip_prefix('س').unwrap_or(word).starts_with('ن')
        && !reading.note(t).common
        && reading.note(t).entity.is_none();
    let cue = reading.cue(t, |_, f| f.person == Person::First).is_some();
    (verb && word.chars().count() >= 4) || cue
}

/// "في ظل ما يجري، فإن المجلس مطالب": the content from its main clause on.
fn behind_circumstance(reading: &Reading, content: &Range<usize>) -> Range<usize> {
    const LONGEST: usize = 40;
    let first = content.start + usize::from(reading.complementizer(content.start));
    let words = &reading.lexicon.grammar.stance;
    let circumstance = words.circumstance.contains(reading.bare(first));
    let main = (first..content.end.min(first + LONGEST))
        .find(|&t| reading.complementizer(t) && reading.word(t).starts_with("فا"));
    match main {
        Some(t) if circumstance && t + 2 < content.end => t + 1..content.end,
        _ => content.clone(),
    }
}

/// "لكن", "لكنه", "إلا أن": the speaker turns to something else.
fn turn(reading: &Reading, t: usize) -> bool {
    let meanwhile = &reading.lexicon.grammar.stance.meanwhile;
    reading.contrast(t) && !meanwhile.contains(reading.bare(t))
}

/// The content up to where a subordinate clause begins.
fn main_clause(reading: &Reading, content: &Range<usize>) -> Range<usize> {
    let words = &reading.lexicon.grammar.stance;
    let limit = content.end.min(content.start + 2 * MAIN);
    let end = (content.start + 1..limit)
        .find(|&t| {
            let clause = reading.complementizer(t)
                && t > content.start + 1
                && !words.before_duty.contains(reading.word(t - 1));
            clause
                || reading.is(t, tag::RELATIVE)
                || words.reason.contains(reading.bare(t))
                || reading.lexicon.lists.new_clause.contains(reading.word(t))
                || turn(reading, t)
                || matches!(reading.kind(t), Kind::Semicolon | Kind::Stop)
        })
        .unwrap_or(limit);
    content.start..end
}
