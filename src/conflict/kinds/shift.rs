//! The same speaker, body or state takes another position later.

use super::{Claim, Finding, Relation, common, score};
use crate::conflict::brief::Brief;
use crate::conflict::relation::side;
use crate::statement::{ConflictKind, SpeakerKind, Stance};

/// Days from which another stance is a shift and no slip within one story.
const SHIFT_AFTER: i64 = 21;
/// Days after which another official of a state does not shift its position, but has one of his own.
pub const STATE_MEMORY: i64 = 730;
/// Shared terms, states aside, that make it the same matter months later.
const SHIFT_MATTERS: usize = 2;

/// True where a stance is a position that can be left: what is merely told is none.
pub fn may_shift(stance: Stance) -> bool {
    !matches!(stance, Stance::Affirm | Stance::Expect | Stance::Warn)
}

/// What a shift needs, whatever the words: a position against something and one that is not, of no two states.
pub(super) fn may_have_turned(a: &Brief, b: &Brief) -> bool {
    let position = |claim: &Brief| may_shift(claim.stance) && !claim.embedded;
    position(a) && position(b) && a.is_against() != b.is_against() && !a.of_two_states(b)
}

/// First one position, later another.
pub(super) fn shift(a: &Claim, b: &Claim, relation: &Relation) -> Option<Finding> {
    let days = relation.days.filter(|d| *d >= SHIFT_AFTER)?;
    let one_state = days <= STATE_MEMORY
        && a.country.is_some()
        && a.country == b.country
        && speaks_for_state(a)
        && speaks_for_state(b);
    if !may_have_turned(a.brief(), b.brief())
        || (!relation.one_speaker() && !one_state)
        || relation.matters < SHIFT_MATTERS
    {
        return None;
    }
    let (earlier, later) = if a.day <= b.day { (a, b) } else { (b, a) };
    let turned = turned(earlier.stance, later.stance)?;
    let who = if relation.one_speaker() {
        earlier.name.clone()
    } else {
        let state = earlier.country.clone().unwrap_or_default();
        format!("{state} ({} and {})", earlier.name, later.name)
    };
    let one_speaker = if relation.one_speaker() { 0.06 } else { 0.0 };
    // the words may change with the stance ("no talks on sending", then "ready to send"): no heads are asked for
    let raw = 0.34 + 0.42 * relation.overlap + one_speaker - turned;
    Some(Finding {
        kind: ConflictKind::Shift,
        score: score(a, b, raw),
        reasons: vec![
            format!(
                "{who}: first {}, {days} days later {}",
                earlier.stance, later.stance
            ),
            common(relation),
        ],
    })
}

/// What the turn takes off: all the way round, or to or from a condition.
fn turned(earlier: Stance, later: Stance) -> Option<f64> {
    let condition = earlier == Stance::Condition || later == Stance::Condition;
    match (side(earlier), side(later)) {
        (1, -1) | (-1, 1) => Some(0.0),
        (-1, 0) | (0, -1) if condition => Some(0.04),
        _ => None,
    }
}

/// A state, its ministries, and people who speak from an office.
fn speaks_for_state(claim: &Claim) -> bool {
    match claim.kind {
        SpeakerKind::Country | SpeakerKind::Organization => true,
        SpeakerKind::Person => claim.role.is_some(),
        SpeakerKind::Group | SpeakerKind::Unnamed => false,
    }
}
