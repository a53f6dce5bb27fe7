//! One holds true what the other holds false, has never heard of, or says the opposite of.

use super::{
    Claim, Finding, Relation, alignment, apart, common, different_sides, far, is_speaker,
    names_state, of_themselves, other_states, score, within,
};
use crate::conflict::relation::{Answer, answer, elsewhere, is_course, opposition};
use crate::language::arabic::concepts::concepts;
use crate::statement::{ConflictKind, Stance};

/// Days within which a denial answers.
const DENIAL_WINDOW: i64 = 21;
/// Share of what is denied that the other must have said.
const LEAST_COVERED: f64 = 0.5;
/// The same where it was said days ago, or only a verb is negated.
const LEAST_COVERED_FAR: f64 = 0.64;
/// Days that are one story.
const STORY: i64 = 2;
/// The same where it rises and falls.
const LEAST_COVERED_DRIFT: f64 = 0.78;
/// The least weight of the words that both have.
const LEAST_COMMON: f64 = 5.4;
/// Claims that share more than this say one thing in two wordings, whatever words they add.
const ONE_THING: f64 = 0.55;

/// One denies what the other holds true.
pub(super) fn denial(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    if a.embedded
        || b.embedded
        || !different_sides(a, b)
        || !within(relation, DENIAL_WINDOW)
        || other_states(a, b, relation)
    {
        return None;
    }
    match (denies(a), denies(b)) {
        (true, false) => denied(a, b, relation),
        (false, true) => denied(b, a, relation),
        (false, false) => opposite(a, b, relation),
        (true, true) => None,
    }
}

fn denies(claim: &Claim) -> bool {
    matches!(claim.stance, Stance::Deny | Stance::Unaware)
}

fn holds(claim: &Claim) -> bool {
    matches!(claim.stance, Stance::Affirm | Stance::Expect)
}

fn denied(against: &Claim, other: &Claim, relation: &Relation) -> Option<Finding> {
    if !holds(other) {
        return None;
    }
    let unaware = against.stance == Stance::Unaware;
    let core = if unaware {
        against.proposition().unknown_core()?
    } else {
        against.proposition().negated_core()?
    };
    let answer = answer(&core, other.proposition())?;
    let answers = unaware || against.negates_by_cue();
    if answer.negated
        || answer.hearsay
        || !telling(&answer, against, other, relation)
        || !(answer.first || unaware)
        || answer.prepared && !unaware
        || answer.denied < LEAST_COVERED
        || !(within(relation, STORY) || answer.denied >= LEAST_COVERED_FAR)
        || unaware && !addressed(against, other)
        || !answers && (against.proposition().withholds() || !plain(&answer, against, other))
        || answer.drifts && answer.denied < LEAST_COVERED_DRIFT
    {
        return None;
    }
    let raw = 0.36
        + alignment(&answer)
        + worth(answers, &answer, relation)
        + place(against, other, relation)
        - if other.stance == Stance::Expect {
            0.05
        } else {
            0.0
        };
    let verb = if unaware {
        "has no knowledge of it"
    } else {
        "denies it"
    };
    Some(Finding {
        kind: ConflictKind::Denial,
        score: score(against, other, raw),
        reasons: vec![
            format!("{} holds it true, {} {verb}", other.name, against.name),
            common(relation),
            apart(relation),
        ],
    })
}

/// True where what both say is more than a topic: enough of it, and something that is not said of everything.
fn telling(answer: &Answer, a: &Claim, b: &Claim, relation: &Relation) -> bool {
    const MATTERS: usize = 3;
    let near = answer.matters >= MATTERS || answer.names(a, b) || relation.same_document;
    answer.covered >= LEAST_COVERED
        && answer.weight >= LEAST_COMMON
        && answer.matters >= 2
        && near
        && (answer.specific(a, b) || relation.same_document)
}

/// True where a negated verb can only be an answer: the whole of it is said there, of a subject that is hardly another.
fn plain(answer: &Answer, a: &Claim, b: &Claim) -> bool {
    const LEAST: f64 = 0.56;
    const WHOLE: f64 = 0.85;
    const RARE: f64 = 3.2;
    let one_article = a.document == b.document;
    answer.denied >= LEAST
        && (!answer.subject_missing || answer.denied >= WHOLE)
        && (one_article || answer.rarest >= RARE || answer.names(a, b))
}

/// A denial by the cue answers somebody; a negated verb may merely be how something is told, and the longer ago the
/// other was said, the likelier.
fn worth(answers: bool, answer: &Answer, relation: &Relation) -> f64 {
    const DECAY: f64 = 60.0;
    let head = if answer.first { 0.04 } else { 0.0 };
    let days = relation.days.unwrap_or(0) as f64;
    head + if answers { 0.08 } else { -days / DECAY }
}

/// What place and states add or take: who denies for a state answers what was said of that state.
fn place(against: &Claim, other: &Claim, relation: &Relation) -> f64 {
    let together = if relation.same_document { 0.06 } else { 0.0 };
    let addressed = if addressed(against, other) { 0.0 } else { 0.16 };
    together - 2.0 * far(relation) - addressed
}

fn addressed(against: &Claim, other: &Claim) -> bool {
    let state = against.country.as_deref();
    state.is_none_or(|state| names_state(other, state))
}

/// Both assert, and what they assert is opposed: "is stable" against "is in danger".
fn opposite(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    if !holds(a) || !holds(b) || is_course(a.stance) || is_course(b.stance) {
        return None;
    }
    let found = opposition(a.proposition(), b.proposition())?;
    let object = &found.object;
    if !telling(object, a, b, relation)
        || concepts().drifts(&found.here)
        || object.back < LEAST_COVERED
        || elsewhere(&a.proposition().places, &b.proposition().places)
        || relation.alike > ONE_THING
        || of_themselves(a, b, relation)
    {
        return None;
    }
    let raw = 0.28 + alignment(object) + place(a, b, relation);
    Some(Finding {
        kind: ConflictKind::Denial,
        score: score(a, b, raw),
        reasons: vec![
            format!(
                "{} speaks of \"{}\", {} of \"{}\"",
                a.name, found.here, b.name, found.there
            ),
            common(relation),
            apart(relation),
        ],
    })
}

/// Bytes within which a denial comes to what it quotes.
const OPENING: usize = 70;

/// A denial that quotes what it denies, with its author: "نفى X ما ذكره Y من أن".
pub(super) fn quoted(a: &Claim, b: &Claim) -> Option<Finding> {
    let (against, inner) = match (&a.parent, &b.parent) {
        (_, Some(parent)) if *parent == a.statement => (a, b),
        (Some(parent), _) if *parent == b.statement => (b, a),
        _ => return None,
    };
    if against.embedded
        || against.stance != Stance::Deny
        || !holds(inner)
        || against.speaker == inner.speaker
        || !against.negates_by_cue()
        || !is_speaker(inner)
        || !is_speaker(against)
        || !against
            .words
            .find(&inner.words)
            .is_some_and(|at| at <= OPENING)
    {
        return None;
    }
    Some(Finding {
        kind: ConflictKind::Denial,
        score: score(against, inner, 0.86),
        reasons: vec![
            format!("{} denies what {} says", against.name, inner.name),
            "the denial quotes it".to_string(),
        ],
    })
}
