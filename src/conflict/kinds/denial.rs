//! One holds true what the other holds false, has never heard of, or says the opposite of.

use super::{
    Claim, Finding, Relation, alignment, apart, common, far, is_speaker, names_state,
    of_themselves, other_numbers, other_states, score, within,
};
use crate::conflict::proposition::Proposition;
use crate::conflict::relation::{Answer, answer, elsewhere, is_course, opposition};
use crate::conflict::who::one_speaker;
use crate::language::arabic::concepts::concepts;
use crate::language::arabic::fold::folded;
use crate::statement::{ConflictKind, Stance};

/// Days within which a denial answers.
const DENIAL_WINDOW: i64 = 21;
/// Share of what is said around one of two opposed words that must be said around the other.
const LEAST_COVERED: f64 = 0.5;
/// The same where the other one says much besides.
const LEAST_BOTH: f64 = 0.34;
/// Share of what is denied that makes up for another verb.
const CARRIED: f64 = 0.6;
/// Share of what is denied that is as good as all of it.
const WHOLE: f64 = 0.85;
/// Share of what is denied that the other must have said where it is one thing today and its opposite tomorrow.
const LEAST_COVERED_DRIFT: f64 = 0.78;
/// The least weight of the words that both have.
const LEAST_COMMON: f64 = 5.4;
/// Claims that share more than this say one thing in two wordings, whatever words they add.
const ONE_THING: f64 = 0.55;

/// One denies what the other holds true.
pub(super) fn denial(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    if a.embedded || b.embedded || !within(relation, DENIAL_WINDOW) || other_states(a, b, relation)
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
    if !holds(other) || doubts(against) {
        return None;
    }
    answered(against, other, relation).or_else(|| rumoured(against, other, relation))
}

/// What is denied is what the other says.
fn answered(against: &Claim, other: &Claim, relation: &Relation) -> Option<Finding> {
    let unaware = against.stance == Stance::Unaware;
    let core = if unaware {
        against.proposition().unknown_core()?
    } else {
        against.proposition().negated_core()?
    };
    let answer = answer(&core, other)?;
    let answers = against.negates_by_cue() || unaware && relation.same_document;
    if answer.negated
        || answer.hearsay
        || other_numbers(against, other)
        || !(answer.first || unaware || answer.denied >= CARRIED)
        || answer.prepared && !unaware
        || unaware && !addressed(against, other)
        || !answers && against.proposition().withholds()
        || !told(&answer, answers, against, other, relation)
        || answer.drifts && answer.denied < LEAST_COVERED_DRIFT
    {
        return None;
    }
    let expects = if other.stance == Stance::Expect {
        0.05
    } else {
        0.0
    };
    let raw = 0.2
        + alignment(&answer)
        + 0.14 * answer.tight
        + worth(answers, &answer, relation)
        + place(against, other, relation)
        - expects;
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

/// True where the other says what is denied, and not just something of the same topic. In one article, or in two on one
/// matter, what goes without saying is left out, and little need be said again.
fn told(answer: &Answer, answers: bool, a: &Claim, b: &Claim, relation: &Relation) -> bool {
    let (least, weight) = match (relation.same_document, relation.same_story, answers) {
        (true, _, true) => (0.42, 3.4),
        (_, true, true) => (0.4, 4.4),
        (_, true, false) if a.stance == Stance::Unaware => (0.72, 4.6),
        (_, true, false) => (0.62, 4.6),
        (_, false, true) => (0.55, LEAST_COMMON),
        (_, false, false) => (0.64, LEAST_COMMON + 0.4),
    };
    let known = relation.same_story || answer.specific(a, b) && answer.matters >= 2;
    let subject = !answer.subject_missing || answer.denied >= WHOLE || relation.same_document;
    answer.denied >= least
        && answer.covered >= least - 0.15
        && answer.weight >= weight
        && (answers || subject)
        && (answer.matters < 3 || answer.tight > 0.3)
        && known
}

/// "Doubts that": that is no denial.
fn doubts(claim: &Claim) -> bool {
    *claim.doubts.get_or_init(|| {
        let cue = Proposition::new(&folded(&claim.cue), false, None);
        let mut places = cue.places.iter();
        places.any(|place| place.class() == Some("doubt"))
    })
}

/// "What is being said is untrue": what is being said stands in the title of the article.
fn rumoured(against: &Claim, other: &Claim, relation: &Relation) -> Option<Finding> {
    const EMPTY: f64 = 7.0;
    const LEAST: f64 = 0.5;
    const WEIGHT: f64 = 4.4;
    let said: f64 = match against.proposition().negated_core() {
        Some(core) => core.places.iter().map(|place| place.weight).sum(),
        None => 0.0,
    };
    if against.stance != Stance::Deny
        || said >= EMPTY
        || !against.proposition().retracts
        || relation.same_document
    {
        return None;
    }
    let common = against.setting.common(&other.profile);
    let covered = common.capped / against.setting.total.max(1.0);
    if common.matters < 2 || common.weight < WEIGHT || covered < LEAST {
        return None;
    }
    let raw = 0.3 + 0.4 * covered - 2.0 * far(relation);
    Some(Finding {
        kind: ConflictKind::Denial,
        score: score(against, other, raw),
        reasons: vec![
            format!("{} calls untrue what {} says", against.name, other.name),
            "what is untrue is told by the title of the article".to_string(),
            apart(relation),
        ],
    })
}

/// True where what both say is more than a topic: enough of it, and something that is not said of everything.
fn telling(answer: &Answer, a: &Claim, b: &Claim, relation: &Relation) -> bool {
    const MATTERS: usize = 3;
    let near = answer.matters >= MATTERS || answer.names(a, b) || relation.same_story;
    answer.covered.max(answer.back) >= LEAST_COVERED
        && answer.covered.min(answer.back) >= LEAST_BOTH
        && answer.weight >= LEAST_COMMON
        && answer.matters >= 2
        && near
        && (answer.specific(a, b) || relation.same_story)
}

/// A denial by the cue answers somebody; a negated verb may merely be how something is told, and the longer ago the
/// other was said, the likelier.
fn worth(answers: bool, answer: &Answer, relation: &Relation) -> f64 {
    const DECAY: f64 = 60.0;
    const WHOLE_WEIGHT: f64 = 0.3;
    const MOST_OF_IT: f64 = 0.7;
    const NEGATED: f64 = 0.08;
    let head = if answer.first { 0.04 } else { 0.0 };
    let days = relation.days.unwrap_or(0) as f64;
    // half of it said is a topic, all of it an answer
    let whole = WHOLE_WEIGHT * (answer.denied - MOST_OF_IT);
    head + whole
        + if answers {
            0.08
        } else {
            -NEGATED - days / DECAY
        }
}

/// What place and states add or take: who denies for a state answers what was said of that state.
fn place(against: &Claim, other: &Claim, relation: &Relation) -> f64 {
    let together = match (relation.same_document, relation.same_story) {
        (true, _) => 0.14,
        (_, true) => 0.1,
        _ => 0.0,
    };
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
        || elsewhere(&a.proposition().places, &b.proposition().places)
        || relation.alike > ONE_THING
        || of_themselves(a, b, relation)
    {
        return None;
    }
    let together = if relation.same_story { 0.08 } else { 0.0 };
    let raw = 0.3 + alignment(object) + together - 2.0 * far(relation);
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
        || one_speaker(against, inner)
        || !against.negates_by_cue()
        || !is_speaker(inner)
        || !is_speaker(against)
        || against
            .words
            .find(&inner.words)
            .is_none_or(|at| at > OPENING)
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
