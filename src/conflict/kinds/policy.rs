//! Two want opposed courses of action on one matter.

use super::{Claim, Finding, Relation, alignment, apart, common, far, other_states, score, within};
use crate::conflict::relation::{Answer, answer, is_course, opposition};
use crate::statement::{ConflictKind, Stance};

/// Days within which two courses of action are opposed at one time.
const POLICY_WINDOW: i64 = 45;
/// Share of what is refused that the other must want.
const LEAST_COVERED: f64 = 0.6;
/// Share of neighbours among the shared words that stand together in what the other wants.
const LEAST_TIGHT: f64 = 0.34;
/// The least weight of the words that both have.
const LEAST_COMMON: f64 = 4.0;
/// Share of the words around one of two opposed words that stand around the other.
const LEAST_SHARE: f64 = 0.42;
/// The same of what opposed words are said of, in one article.
const LEAST_OBJECT: f64 = 3.0;
/// Shared terms, states aside, that make more than a noun.
const MATTERS: usize = 3;
/// Terms with which the other may begin before it comes to what it wants.
const LEADS: usize = 4;

/// One wants what the other refuses, or the opposite of it.
pub(super) fn policy(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    let known = |c: &Claim| !matches!(c.stance, Stance::Deny | Stance::Unaware | Stance::Warn);
    if !known(a)
        || !known(b)
        || !(is_course(a.stance) || is_course(b.stance))
        || !within(relation, POLICY_WINDOW)
        || other_states(a, b, relation)
    {
        return None;
    }
    let (base, answer, reason) = refused(a, b).or_else(|| opposed(a, b))?;
    if !answer.specific(a, b) && !relation.same_document {
        return None;
    }
    let embedded = if a.embedded || b.embedded { 0.08 } else { 0.0 };
    let together = if relation.same_document { 0.06 } else { 0.0 };
    let raw = base + alignment(&answer) + together - embedded - far(relation);
    Some(Finding {
        kind: ConflictKind::Policy,
        score: score(a, b, raw),
        reasons: vec![reason, common(relation), apart(relation)],
    })
}

/// One refuses in so many words what the other wants.
fn refused(a: &Claim, b: &Claim) -> Option<(f64, Answer, String)> {
    let wants = |c: &Claim| matches!(c.stance, Stance::Propose | Stance::Accept | Stance::Urge);
    let (against, other) = match (a.stance, b.stance) {
        (Stance::Reject, _) if wants(b) => (a, b),
        (_, Stance::Reject) if wants(a) => (b, a),
        _ => return None,
    };
    let core = against.proposition().negated_core()?;
    let answer = answer(&core, other)?;
    // a mere noun ("the agreement") may be refused and wanted in many ways
    let proposition = answer.matters >= MATTERS || a.document == b.document;
    if answer.negated
        || !answer.first
        || answer.depth > LEADS
        || answer.denied < LEAST_COVERED
        || answer.tight < LEAST_TIGHT
        || !telling(&answer)
        || !proposition
    {
        return None;
    }
    let reason = format!(
        "{} wants it ({}), {} opposes it ({})",
        other.name, other.stance, against.name, against.stance
    );
    Some((0.36, answer, reason))
}

/// Opposed words of one object: to end it, or to go on with it.
fn opposed(a: &Claim, b: &Claim) -> Option<(f64, Answer, String)> {
    let found = opposition(a.proposition(), b.proposition())?;
    let object = &found.object;
    // beside the opposed words themselves little need be said again in one article
    let least = if a.document == b.document {
        LEAST_OBJECT
    } else {
        LEAST_COMMON
    };
    if object.weight < least || object.covered.max(object.back) < LEAST_SHARE {
        return None;
    }
    let reason = format!(
        "{} speaks of \"{}\" ({}), {} of \"{}\" ({})",
        a.name, found.here, a.stance, b.name, found.there, b.stance
    );
    Some((0.32, found.object, reason))
}

fn telling(answer: &Answer) -> bool {
    answer.covered >= LEAST_COVERED && answer.weight >= LEAST_COMMON && answer.matters >= 1
}
