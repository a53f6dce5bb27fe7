//! The speaker's stance: what the cue says of it, and where the cue is neutral what the content says.
//!
//! Only the main clause counts: a negation behind a relative pronoun or a second complementizer is not the
//! speaker's. A double negation affirms.

use std::ops::Range;

use super::reading::Reading;
use super::relation::{Link, Relation};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{CueClass, Phrases, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

/// How far into the content its main clause is looked for, in tokens.
const MAIN: usize = 12;

/// The stance of a relation.
pub fn stance(reading: &Reading, relation: &Relation) -> Stance {
    let stance = if relation.neutral() {
        of_content(reading, relation)
    } else {
        of_cue(reading, relation)
    };
    if relation.negated {
        negated(stance)
    } else {
        stance
    }
}

/// A cue with a stance of its own; the content can turn a denial round ("نفى عدم وجود").
fn of_cue(reading: &Reading, relation: &Relation) -> Stance {
    let Some(content) = relation.content.first() else {
        return relation.stance;
    };
    match relation.stance {
        Stance::Deny if reading.is(content.start, tag::NEGATIVE_NOUN) => Stance::Affirm,
        Stance::Urge | Stance::Warn | Stance::Propose | Stance::Accept
            if near(reading, &reading.lexicon.condition, content, MAIN)
                && relation.stance != Stance::Urge
                && relation.stance != Stance::Warn =>
        {
            Stance::Condition
        }
        Stance::Warn
            if relation.link == Link::Clause
                && obliges(reading, &main_clause(reading, content)) =>
        {
            Stance::Urge
        }
        stance => stance,
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

/// The stance that the content's main clause expresses.
fn of_content(reading: &Reading, relation: &Relation) -> Stance {
    let Some(content) = relation.content.first() else {
        return relation.stance;
    };
    let lexicon = reading.lexicon;
    if matches!(
        relation.link,
        Link::Object | Link::Preposition | Link::Bare | Link::Quote
    ) {
        if let Some(stance) = noun_stance(reading, content.start) {
            return stance;
        }
    }
    let clause = main_clause(reading, content);
    if near(reading, &lexicon.unaware, content, MAIN) {
        return Stance::Unaware;
    }
    if relation
        .content
        .iter()
        .any(|c| lexicon.condition.find(&reading.text, c.clone()).is_some())
    {
        return Stance::Condition;
    }
    if near(reading, &lexicon.falsehood, content, 2 * MAIN) {
        return Stance::Deny;
    }
    if obliges(reading, &clause) {
        return Stance::Urge;
    }
    if let Some(stance) = verb_stance(reading, &clause) {
        return stance;
    }
    if negates(reading, &clause) {
        return Stance::Deny;
    }
    if possible(reading, content.start..(content.start + 5).min(clause.end)) {
        return Stance::Expect;
    }
    if lexicon
        .intention
        .find(
            &reading.text,
            content.start..(content.start + 4).min(clause.end),
        )
        .is_some()
    {
        return Stance::Propose;
    }
    relation.stance
}

/// "قد يزور", "ربما", "احتمال كبير"; but "كان قد أثير" and "قد تم" are facts.
fn possible(reading: &Reading, range: Range<usize>) -> bool {
    range.clone().any(|t| {
        let phrase = reading.lexicon.possibility.at(&reading.text, t).is_some();
        let may = matches!(reading.bare(t), "قد")
            && (!reading.word(t + 1).starts_with('ي')
                || t > 0 && reading.is(t - 1, tag::AUXILIARY));
        phrase && !may
    })
}

/// "أكد رفضه", "شدد على ضرورة", "أعرب عن أمله".
fn noun_stance(reading: &Reading, at: usize) -> Option<Stance> {
    let word = reading.word(at);
    let bare = word
        .strip_prefix('ب')
        .filter(|_| reading.note(at).preposition.is_some());
    [Some(word), bare]
        .into_iter()
        .flatten()
        .find_map(|w| reading.lexicon.noun_stance.get(w).copied())
}

/// The content up to where a subordinate clause begins.
fn main_clause(reading: &Reading, content: &Range<usize>) -> Range<usize> {
    let end = (content.start + 1..content.end.min(content.start + 2 * MAIN))
        .find(|&t| {
            (reading.complementizer(t)
                && t > content.start + 1
                && !matches!(
                    reading.word(t - 1),
                    "علي" | "عليه" | "عليها" | "يجب" | "ينبغي"
                ))
                || matches!(
                    reading.bare(t),
                    "الذي" | "التي" | "الذين" | "لكن" | "لانه" | "لانها" | "لان"
                )
                || matches!(reading.kind(t), Kind::Semicolon | Kind::Stop)
        })
        .unwrap_or(content.end.min(content.start + 2 * MAIN));
    content.start..end
}

fn near(reading: &Reading, phrases: &Phrases, content: &Range<usize>, tokens: usize) -> bool {
    phrases
        .find(
            &reading.text,
            content.start..content.end.min(content.start + tokens),
        )
        .is_some()
}

/// "يجب أن", "على دول المنطقة أن", "عليها أن".
fn obliges(reading: &Reading, clause: &Range<usize>) -> bool {
    const OBLIGED: usize = 6;
    if reading
        .lexicon
        .obligation
        .find(&reading.text, clause.clone())
        .is_some()
    {
        return true;
    }
    clause.clone().take(MAIN).any(|t| {
        let on = matches!(
            reading.bare(t),
            "علي" | "عليه" | "عليها" | "عليهم" | "علينا"
        );
        let opens = t == clause.start
            || reading.complementizer(t - 1)
            || reading.kind(t - 1) != Kind::Word
            || reading.bare(t) != "علي";
        on && opens && (t + 1..t + 1 + OBLIGED).any(|u| matches!(reading.word(u), "ان" | "الا"))
    })
}

/// "التحالف يرحب بـ", "تونس ترفض": the main verb of the content carries a stance.
fn verb_stance(reading: &Reading, clause: &Range<usize>) -> Option<Stance> {
    const SUBJECT: usize = 4;
    let end = clause.end.min(clause.start + SUBJECT);
    (clause.start..end).find_map(|t| {
        let (cue, _) = reading.cue(t, |c, f| {
            f.form == Some(Form::Present)
                && matches!(c.class, CueClass::Verb | CueClass::Intent)
                && c.stance != Stance::Affirm
                && !c.careful
        })?;
        let negated = t > clause.start && reading.is(t - 1, tag::NEGATOR);
        (!negated).then_some(cue.stance)
    })
}

/// A negator with the main verb in its scope.
fn negates(reading: &Reading, clause: &Range<usize>) -> bool {
    let end = clause.end.min(clause.start + MAIN);
    let comma = (clause.start..end)
        .find(|&t| reading.kind(t) == Kind::Comma)
        .unwrap_or(end);
    (clause.start..comma).any(|t| {
        reading.is(t, tag::NEGATOR)
            && !matches!(
                reading.word(t + 1),
                "يزال" | "تزال" | "يزالون" | "فقط" | "سيما" | "بد" | "شك" | "ريب"
            )
            && !(t + 1..(t + 8).min(clause.end)).any(|u| matches!(reading.word(u), "الا" | "سوي"))
    }) || reading.word(clause.start) == "عدم"
}
