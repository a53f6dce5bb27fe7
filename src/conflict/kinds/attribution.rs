//! One office given to two people at one time.

use super::{Claim, Finding, WINDOW, share_a_name};
use crate::conflict::office::{has_one_holder, is_name};
use crate::conflict::who::one_speaker;
use crate::statement::{ConflictKind, SpeakerKind};

/// Mentions less sure than this prove no second holder: a wrong name is likelier.
const LEAST_CERTAINTY: f64 = 0.8;

/// What two claims share that speak of one matter, at least.
const ONE_MATTER: f64 = 6.0;

/// Two people in one office at one time; `days` between the two sightings. Likely only where both are quoted on one
/// matter: elsewhere it is mostly a name that was misread, or an office that has just changed hands.
pub fn attribution(a: &Claim, b: &Claim, office: &str, days: Option<i64>) -> Option<Finding> {
    let person = |c: &Claim| {
        c.kind == SpeakerKind::Person && c.certainty >= LEAST_CERTAINTY && is_name(&c.name)
    };
    let sole = |c: &Claim| c.role.as_deref().is_none_or(has_one_holder);
    if one_speaker(a, b)
        || !person(a)
        || !person(b)
        || a.embedded
        || b.embedded
        || a.retold
        || b.retold
        || days.is_some_and(|d| d > WINDOW)
        || share_a_name(&a.name, &b.name)
        || !sole(a)
        || !sole(b)
    {
        return None;
    }
    let sure = (a.certainty * b.certainty).sqrt();
    let one_matter = a.profile.common(&b.profile).weight >= ONE_MATTER;
    let base = if one_matter { 0.3 } else { 0.05 };
    let raw = base + 0.14 * sure - days.map_or(0.02, |d| d as f64 / 600.0);
    Some(Finding {
        kind: ConflictKind::Attribution,
        score: (raw * 1000.0).round() / 1000.0,
        reasons: vec![
            format!("{} and {} are both given as {office}", a.name, b.name),
            match days {
                Some(0) => "on the same day".to_string(),
                Some(1) => "1 day apart".to_string(),
                Some(days) => format!("{days} days apart"),
                None => "at least one of them undated".to_string(),
            },
        ],
    })
}
