//! The five kinds of conflict, each with its own window in time and its own demands on the speakers.
//!
//! A denial answers what was said in the days around it; a shift may take years; an office has two holders
//! only at one time. Every finding says why, in words that a reader can check against the two quotes.

use std::collections::BTreeSet;

use super::relation::{Relation, is_course, relate, side};
use super::{Claim, Finding};
use crate::language::arabic::fold::folded;
use crate::language::arabic::skeleton;
use crate::statement::{ConflictKind, Figure, SpeakerKind, Stance};

/// Days within which a denial answers.
const DENIAL_WINDOW: i64 = 21;
/// Days within which two courses of action are opposed at one time.
const POLICY_WINDOW: i64 = 45;
/// Days from which another stance is a shift and no slip within one story.
const SHIFT_AFTER: i64 = 21;
/// Days after which another official of a state does not shift its position, but has one of his own.
const STATE_MEMORY: i64 = 730;
/// Shared terms, states aside, that make it the same matter months later.
const SHIFT_MATTERS: usize = 2;
/// Days within which figures speak of one event.
const FIGURE_WINDOW: i64 = 4;
/// Days around a tenure within which a second holder of the office is worth a look.
pub const OFFICE_WINDOW: i64 = 45;
/// The least weight of shared terms: two claims that share less are about different things.
const LEAST_WEIGHT: f64 = 5.0;
/// Findings below this score are not shown to anybody.
pub const LEAST_SCORE: f64 = 0.56;

/// Compares two claims; `None` where both can hold, or nothing shows that they can't.
pub fn compare(a: &Claim, b: &Claim) -> Option<Finding> {
    if a.speaker == b.speaker && a.claim == b.claim || a.statement == b.statement {
        return None;
    }
    if says_the_same(a, b) {
        return None;
    }
    let relation = relate(a, b);
    if relation.matters == 0 || relation.weight < LEAST_WEIGHT {
        return None;
    }
    [denial, policy, shift, figure]
        .into_iter()
        .filter_map(|kind| kind(a, b, &relation))
        .filter(|finding| finding.score >= LEAST_SCORE)
        .max_by(|x, y| x.score.total_cmp(&y.score))
}

/// True where one repeats the other's words: two readings of one sentence, or one wire in two papers, are no two sides.
fn says_the_same(a: &Claim, b: &Claim) -> bool {
    const ALIKE: f64 = 0.8;
    let words = |claim: &Claim| -> BTreeSet<String> {
        claim.words.split_whitespace().map(str::to_string).collect()
    };
    let (x, y) = (words(a), words(b));
    let common = x.intersection(&y).count() as f64;
    let shorter = x.len().min(y.len()).max(1) as f64;
    let longer = x.len().max(y.len()).max(1) as f64;
    common / longer >= ALIKE || (a.document == b.document && common / shorter >= 0.9)
}

/// The score of a finding: the shared matter first, then what makes it the same proposition and time.
fn score(a: &Claim, b: &Claim, relation: &Relation, base: f64) -> f64 {
    let head = if relation.same_head { 0.12 } else { -0.14 };
    let together = if relation.same_document { 0.06 } else { 0.0 };
    let far = relation
        .days
        .map_or(0.05, |days| (days as f64 / 200.0).min(0.1));
    let sure = (a.certainty * b.certainty).sqrt();
    let raw = base + 0.42 * relation.overlap + head + together - far;
    ((raw * (0.6 + 0.4 * sure)).clamp(0.0, 0.99) * 1000.0).round() / 1000.0
}

/// Different speakers, neither of whom merely speaks for the other's state in the same words.
fn different_sides(a: &Claim, b: &Claim) -> bool {
    a.speaker != b.speaker
}

fn within(relation: &Relation, days: i64) -> bool {
    relation.days.is_none_or(|d| d <= days)
}

/// One holds true what the other holds false, or has never heard of.
fn denial(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    let (against, other) = match (denies(a), denies(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let holds = matches!(other.stance, Stance::Affirm | Stance::Expect);
    // what stands inside somebody's words is asserted by him, not by the inner speaker
    if !holds
        || against.embedded
        || other.embedded
        || !different_sides(a, b)
        || !within(relation, DENIAL_WINDOW)
        || !relation.opposed.is_empty()
    {
        return None;
    }
    let unaware = against.stance == Stance::Unaware;
    if !relation.same_head && !unaware {
        return None;
    }
    // who denies for a state answers what was said of that state
    let addressed = against
        .country
        .as_deref()
        .is_none_or(|country| names_state(other, country));
    let base = if unaware { 0.32 } else { 0.36 } - if addressed { 0.0 } else { 0.2 };
    let expected = if other.stance == Stance::Expect {
        0.06
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
        score: score(a, b, relation, base - expected),
        reasons: vec![
            format!("{} holds it true, {} {verb}", other.name, against.name),
            common(relation),
            apart(relation),
        ],
    })
}

/// True where a claim is about a state: names it, or is made by somebody of it.
fn names_state(claim: &Claim, country: &str) -> bool {
    claim
        .terms
        .iter()
        .any(|(term, _)| term.strip_prefix('@') == Some(country))
}

fn denies(claim: &Claim) -> bool {
    matches!(claim.stance, Stance::Deny | Stance::Unaware)
}

/// Two want opposed courses of action on one matter.
fn policy(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    let courses = is_course(a.stance) || is_course(b.stance);
    let known = |c: &Claim| !matches!(c.stance, Stance::Deny | Stance::Unaware);
    if !courses
        || !known(a)
        || !known(b)
        || !different_sides(a, b)
        || !within(relation, POLICY_WINDOW)
    {
        return None;
    }
    let direction = if relation.opposed.is_empty() { 1 } else { -1 };
    if side(a.stance) * side(b.stance) * direction != -1 {
        return None;
    }
    // without opposed words, one must refuse what the other wants in so many words
    if relation.opposed.is_empty() && !relation.same_head {
        return None;
    }
    let embedded = if a.embedded || b.embedded { 0.08 } else { 0.0 };
    let aligned = if relation.opposed.is_empty() {
        0.0
    } else {
        0.26
    };
    let mut reasons = vec![match relation.opposed.first() {
        Some((x, y)) => format!(
            "{} speaks of \"{x}\" ({}), {} of \"{y}\" ({})",
            a.name, a.stance, b.name, b.stance
        ),
        None => {
            let (against, wants) = if side(a.stance) < 0 { (a, b) } else { (b, a) };
            format!(
                "{} wants it ({}), {} opposes it ({})",
                wants.name, wants.stance, against.name, against.stance
            )
        }
    }];
    reasons.extend([common(relation), apart(relation)]);
    Some(Finding {
        kind: ConflictKind::Policy,
        score: score(a, b, relation, 0.26 + aligned - embedded),
        reasons,
    })
}

/// The same speaker, body or state takes another position later.
fn shift(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    let days = relation.days.filter(|d| *d >= SHIFT_AFTER)?;
    let same_state = days <= STATE_MEMORY
        && a.country.is_some()
        && a.country == b.country
        && speaks_for_state(a)
        && speaks_for_state(b);
    if (a.speaker != b.speaker && !same_state)
        || a.embedded
        || b.embedded
        || relation.matters < SHIFT_MATTERS
    {
        return None;
    }
    let (earlier, later) = if a.day <= b.day { (a, b) } else { (b, a) };
    let direction = if relation.opposed.is_empty() { 1 } else { -1 };
    let turned = match (side(earlier.stance) * direction, side(later.stance)) {
        (x, y) if x * y == -1 => 0.0,
        (-1, 0) | (0, -1)
            if later.stance == Stance::Condition || earlier.stance == Stance::Condition =>
        {
            0.04
        }
        _ => return None,
    };
    let who = if a.speaker == b.speaker {
        earlier.name.clone()
    } else {
        format!(
            "{} ({} and {})",
            earlier.country.clone().unwrap_or_default(),
            earlier.name,
            later.name
        )
    };
    // the head may change with the stance ("no talks on sending", then "ready to send"), and time is what a shift
    // takes: neither counts against it
    let matter = if relation.same_head { 0.0 } else { 0.18 };
    let time = (days as f64 / 200.0).min(0.1);
    let one_speaker = if a.speaker == b.speaker { 0.06 } else { 0.0 };
    Some(Finding {
        kind: ConflictKind::Shift,
        score: score(a, b, relation, 0.30 + matter + time + one_speaker - turned),
        reasons: vec![
            format!(
                "{who}: first {}, {days} days later {}",
                earlier.stance, later.stance
            ),
            common(relation),
        ],
    })
}

/// A state, its ministries, and people who speak from an office.
fn speaks_for_state(claim: &Claim) -> bool {
    match claim.kind {
        SpeakerKind::Country | SpeakerKind::Organization => true,
        SpeakerKind::Person => claim.role.is_some(),
        SpeakerKind::Group | SpeakerKind::Unnamed => false,
    }
}

/// Different numbers for the same thing.
fn figure(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    const LEAST_OVERLAP: f64 = 0.55;
    if relation.overlap < LEAST_OVERLAP
        || !within(relation, FIGURE_WINDOW)
        || !different_sides(a, b)
        || denies(a)
        || denies(b)
    {
        return None;
    }
    let (x, y) = a.figures.iter().find_map(|x| {
        let of_unit: Vec<&Figure> = b
            .figures
            .iter()
            .filter(|y| y.unit == x.unit && !x.unit.is_empty())
            .collect();
        let agrees = of_unit.iter().any(|y| compatible(x, y));
        of_unit.first().filter(|_| !agrees).map(|y| (x, *y))
    })?;
    Some(Finding {
        kind: ConflictKind::Figure,
        score: score(a, b, relation, 0.24),
        reasons: vec![
            format!(
                "{} says {}{} {}, {} says {}{} {}",
                a.name,
                bound(x),
                x.value,
                x.unit,
                b.name,
                bound(y),
                y.value,
                y.unit
            ),
            common(relation),
            apart(relation),
        ],
    })
}

fn bound(figure: &Figure) -> &str {
    if figure.bound == "=" {
        ""
    } else {
        &figure.bound
    }
}

/// True where two figures can both be right: within rounding, or within each other's bounds.
pub fn compatible(x: &Figure, y: &Figure) -> bool {
    const ROUNDING: f64 = 0.05;
    const ABOUT: f64 = 0.15;
    let tolerance = if x.bound == "~" || y.bound == "~" {
        ABOUT
    } else {
        ROUNDING
    };
    let near = (x.value - y.value).abs() <= tolerance * x.value.abs().max(y.value.abs())
        && (x.value.max(y.value) >= 20.0 || x.value == y.value);
    let open = |low: &Figure, high: &Figure| {
        low.bound == ">=" && high.value >= low.value || low.bound == "<=" && high.value <= low.value
    };
    near || open(x, y) || open(y, x)
}

/// Two people in one office at one time; `days` between the two sightings.
pub fn attribution(a: &Claim, b: &Claim, office: &str, days: Option<i64>) -> Option<Finding> {
    if a.speaker == b.speaker
        || days.is_some_and(|d| d > OFFICE_WINDOW)
        || share_a_name(&a.name, &b.name)
    {
        return None;
    }
    let sure = (a.certainty * b.certainty).sqrt();
    let score =
        ((0.62 + 0.2 * sure - days.map_or(0.1, |d| d as f64 / 300.0)) * 1000.0).round() / 1000.0;
    let mut reasons = vec![format!(
        "{} and {} are both given as {office}",
        a.name, b.name
    )];
    reasons.push(match days {
        Some(0) => "on the same day".to_string(),
        Some(1) => "1 day apart".to_string(),
        Some(days) => format!("{days} days apart"),
        None => "at least one of them undated".to_string(),
    });
    Some(Finding {
        kind: ConflictKind::Attribution,
        score,
        reasons,
    })
}

/// True where two names have a word in common: rather one person written twice than two holders of an office.
fn share_a_name(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    a.split_whitespace().any(|word| {
        word.chars().count() > 2
            && b.split_whitespace()
                .any(|other| skeleton::same(word, other))
    })
}

/// What both are about, for readers.
fn common(relation: &Relation) -> String {
    let mut shared = relation.shared.clone();
    shared.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    let words: Vec<&str> = shared
        .iter()
        .take(6)
        .map(|(term, _)| term.trim_start_matches("c:").trim_start_matches(['@', '#']))
        .collect();
    format!("both are about: {}", words.join(", "))
}

/// How far apart in time.
fn apart(relation: &Relation) -> String {
    match relation.days {
        Some(0) => "dated the same day".to_string(),
        Some(1) => "dated 1 day apart".to_string(),
        Some(days) => format!("dated {days} days apart"),
        None => "at least one of them is undated".to_string(),
    }
}
