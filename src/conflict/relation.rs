//! How two claims relate: what they share, what they oppose, how far they lie apart in time.

use super::Claim;
use super::terms::{head, opposed, shared, total};
use crate::language::arabic::concepts::concepts;
use crate::statement::Stance;

/// The comparison of two claims.
#[derive(Debug, Clone)]
pub struct Relation<'c> {
    /// Terms in both, with weights, states among them.
    pub shared: Vec<(&'c str, f64)>,
    /// Share of the lighter claim's weight that both have, 0 to 1; opposed classes count as shared matter.
    pub overlap: f64,
    /// Weight of what both have.
    pub weight: f64,
    /// Number of shared terms that are no states.
    pub matters: usize,
    /// Classes of one that stand against classes of the other.
    pub opposed: Vec<(&'c str, &'c str)>,
    /// True where both are about the same thing first.
    pub same_head: bool,
    /// Days from one to the other, where both are dated.
    pub days: Option<i64>,
    /// True where both stand in one document.
    pub same_document: bool,
}

/// What an opposed pair of classes tells of a shared matter.
const OPPOSITION: f64 = 2.0;

/// Compares two claims.
pub fn relate<'c>(a: &'c Claim, b: &'c Claim) -> Relation<'c> {
    let shared = shared(&a.terms, &b.terms);
    let opposed = opposed(&a.terms, &b.terms);
    let weight = shared.iter().map(|(_, w)| w).sum::<f64>() + OPPOSITION * opposed.len() as f64;
    let lighter = total(&a.terms).min(total(&b.terms)).max(1.0);
    let same_head = match (head(&a.words), head(&b.words)) {
        (Some(x), Some(y)) => concepts().akin(&x, &y),
        _ => false,
    };
    Relation {
        matters: shared.iter().filter(|(t, _)| !t.starts_with('@')).count() + opposed.len(),
        overlap: (weight / lighter).min(1.0),
        weight,
        shared,
        opposed,
        same_head,
        days: a.day.zip(b.day).map(|(x, y)| (x - y).num_days().abs()),
        same_document: a.document == b.document,
    }
}

/// On which side of the bare proposition a stance stands: 1 for it, -1 against it, 0 on neither.
pub fn side(stance: Stance) -> i32 {
    match stance {
        Stance::Affirm | Stance::Propose | Stance::Accept | Stance::Urge | Stance::Expect => 1,
        Stance::Deny | Stance::Reject | Stance::Unaware => -1,
        Stance::Condition | Stance::Warn => 0,
    }
}

/// True for stances on what ought to be done.
pub fn is_course(stance: Stance) -> bool {
    matches!(
        stance,
        Stance::Propose | Stance::Accept | Stance::Urge | Stance::Reject
    )
}
