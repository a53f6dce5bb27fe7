//! The order in which conflicts are shown: the surest first, and not ten times the same.
//!
//! A denial that ten claims seem to answer is about their topic, and answers few of them: each conflict is put back a
//! little for every better one in which one of its claims stands, and where one of them has many better ones, it is shown
//! only if it is likely by itself. Worked out from all conflicts at once, so that the order in which they were found does not
//! matter.

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

/// Where a conflict stands among the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The score that it is shown with, 0 to 1.
    pub score: f64,
    /// True where it is not shown: one of its claims has many better ones, and little speaks for it.
    pub weak: bool,
}

/// Where either claim has so many better conflicts, one is shown only if it is likely by itself.
const SHOWN: usize = 7;

/// What scores so much is likely by itself.
const LIKELY: f64 = 0.3;

/// What each better conflict of the same claim takes off, and how many count.
const CROWDED: f64 = 0.02;
const MOST: usize = 8;

/// Where each conflict stands, in the order given.
pub fn standings(conflicts: &[Ranked]) -> Vec<Standing> {
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
            let score = (conflict.raw - CROWDED * better.min(MOST) as f64).max(0.0);
            Standing {
                score: (score * 1000.0).round() / 1000.0,
                weak: better >= SHOWN && conflict.raw < LIKELY,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(id: &str, raw: f64, claims: [&str; 2]) -> Ranked {
        Ranked {
            id: id.to_string(),
            raw,
            claims: claims.map(str::to_string),
        }
    }

    #[test]
    fn every_better_conflict_of_a_claim_puts_one_back() {
        let list = [
            conflict("1", 0.9, ["denial", "a"]),
            conflict("2", 0.8, ["denial", "b"]),
            conflict("3", 0.8, ["c", "denial"]),
            conflict("4", 0.7, ["d", "e"]),
        ];
        let scores: Vec<f64> = standings(&list)
            .iter()
            .map(|standing| standing.score)
            .collect();
        assert_eq!(scores, [0.9, 0.78, 0.76, 0.7]);
    }

    #[test]
    fn of_a_claim_in_many_conflicts_the_best_are_shown_and_what_is_likely_by_itself() {
        let raw = [0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3, 0.29];
        let list: Vec<Ranked> = (0..)
            .zip(raw)
            .map(|(nth, raw)| conflict(&format!("{nth}"), raw, ["denial", &format!("of {nth}")]))
            .collect();
        let weak: Vec<f64> = raw
            .into_iter()
            .zip(standings(&list))
            .filter(|(_, standing)| standing.weak)
            .map(|(raw, _)| raw)
            .collect();
        assert_eq!(weak, [0.29]);
    }

    #[test]
    fn the_best_conflict_of_one_claim_is_weak_where_the_other_has_many_better_ones() {
        let mut list: Vec<Ranked> = (0..SHOWN)
            .map(|nth| conflict(&format!("{nth}"), 0.5, ["denial", &format!("of {nth}")]))
            .collect();
        list.push(conflict("last", 0.2, ["denial", "in no other"]));
        assert!(standings(&list)[SHOWN].weak);
        assert!(!standings(&list[1..])[SHOWN - 1].weak);
    }
}
