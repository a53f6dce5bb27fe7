//! The order in which conflicts are shown: the surest first, and not ten times the same.
//!
//! A denial that ten claims seem to answer is about their topic, and answers few of them: each conflict is put back for
//! every better one in which one of its claims stands. Worked out from all conflicts at once, so that the order in
//! which they were found does not matter.

use std::collections::BTreeMap;

/// A conflict, as far as ranking needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its id.
    pub id: String,
    /// What the two claims score by themselves.
    pub raw: f64,
    /// Its claims.
    pub claims: [String; 2],
}

/// A conflict that is put back below this score is not shown.
pub const LEAST_SHOWN: f64 = 0.03;

/// What scores so much by itself is shown, last of all, however many better ones there are.
pub const KEPT: f64 = 0.25;

/// What each better conflict of the same claim takes off, and how many count.
const CROWDED: f64 = 0.06;
const MOST: usize = 4;

/// The score that each conflict is shown with, in the order given.
pub fn scores(conflicts: &[Ranked]) -> Vec<f64> {
    let mut of_claim: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, conflict) in conflicts.iter().enumerate() {
        for claim in &conflict.claims {
            of_claim.entry(claim).or_default().push(at);
        }
    }
    let mut better = vec![0; conflicts.len()];
    for list in of_claim.values_mut() {
        list.sort_by(|&x, &y| {
            let (x, y) = (&conflicts[x], &conflicts[y]);
            y.raw.total_cmp(&x.raw).then(x.id.cmp(&y.id))
        });
        for (place, &at) in list.iter().enumerate() {
            better[at] = better[at].max(place);
        }
    }
    conflicts
        .iter()
        .zip(better)
        .map(|(conflict, better)| {
            let score = conflict.raw - CROWDED * better.min(MOST) as f64;
            let least = if conflict.raw >= KEPT {
                LEAST_SHOWN
            } else {
                0.0
            };
            (score.max(least) * 1000.0).round() / 1000.0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_better_conflict_of_a_claim_puts_one_back() {
        let conflict = |id: &str, raw: f64, claims: [&str; 2]| Ranked {
            id: id.to_string(),
            raw,
            claims: claims.map(str::to_string),
        };
        let list = [
            conflict("1", 0.9, ["denial", "a"]),
            conflict("2", 0.8, ["denial", "b"]),
            conflict("3", 0.8, ["c", "denial"]),
            conflict("4", 0.7, ["d", "e"]),
        ];
        assert_eq!(scores(&list), [0.9, 0.74, 0.68, 0.7]);
    }

    #[test]
    fn what_scores_enough_by_itself_is_shown_last_of_all() {
        let conflict = |id: &str, raw: f64| Ranked {
            id: id.to_string(),
            raw,
            claims: ["denial".to_string(), id.to_string()],
        };
        let list = [
            conflict("1", 0.9),
            conflict("2", 0.8),
            conflict("3", 0.7),
            conflict("4", 0.6),
            conflict("5", 0.27),
            conflict("6", 0.24),
        ];
        assert_eq!(scores(&list)[4..], [LEAST_SHOWN, 0.0]);
    }
}
