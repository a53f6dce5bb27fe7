//! Claims in memory, found by what they are about: an inverted index over their telling terms.
//!
//! Whether two claims find each other does not depend on which was there first, so that the order in which documents
//! come in does not matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Claim;

/// The least weight of a term that is looked up: states and common words bring half the database.
const TELLING: f64 = 1.7;
/// The least weight of telling terms that two claims share.
const LEAST: f64 = 4.0;

/// Claims and where their terms stand.
#[derive(Debug, Default)]
pub struct Index {
    claims: Vec<Claim>,
    postings: HashMap<String, Vec<(u32, f32)>>,
    by_statement: HashMap<String, u32>,
    by_claim: HashMap<String, Vec<u32>>,
    by_office: HashMap<i64, Vec<u32>>,
    by_document: HashMap<String, Vec<u32>>,
    gone: BTreeSet<u32>,
}

impl Index {
    /// Adds a claim; one whose statement is there already is left as it is. Returns its number.
    pub fn add(&mut self, claim: Claim) -> u32 {
        if let Some(&at) = self.by_statement.get(&claim.statement) {
            self.gone.remove(&at);
            return at;
        }
        let at = u32::try_from(self.claims.len()).unwrap_or(u32::MAX);
        for (term, weight) in claim.terms.iter().filter(|(_, w)| *w >= TELLING) {
            match self.postings.get_mut(term) {
                Some(list) => list.push((at, *weight as f32)),
                None => {
                    self.postings
                        .insert(term.clone(), vec![(at, *weight as f32)]);
                }
            }
        }
        self.by_statement.insert(claim.statement.clone(), at);
        self.by_claim
            .entry(claim.claim.clone())
            .or_default()
            .push(at);
        self.by_document
            .entry(claim.document.clone())
            .or_default()
            .push(at);
        if let Some(office) = claim.office {
            self.by_office.entry(office).or_default().push(at);
        }
        self.claims.push(claim);
        at
    }

    /// The claim with this number.
    pub fn get(&self, at: u32) -> &Claim {
        &self.claims[at as usize]
    }

    /// The claim of a statement, where it is here.
    pub fn of_statement(&self, statement: &str) -> Option<&Claim> {
        self.by_statement.get(statement).map(|&at| self.get(at))
    }

    /// Numbers of the claims that share enough telling terms with these, ascending.
    pub fn sharing(&self, terms: &[(String, f64)]) -> Vec<u32> {
        let mut weights: HashMap<u32, f32> = HashMap::new();
        for (term, weight) in terms.iter().filter(|(_, w)| *w >= TELLING) {
            for (at, other) in self.postings.get(term).into_iter().flatten() {
                *weights.entry(*at).or_default() += other.min(*weight as f32);
            }
        }
        let mut found: Vec<u32> = weights
            .into_iter()
            .filter(|(at, weight)| f64::from(*weight) >= LEAST && !self.gone.contains(at))
            .map(|(at, _)| at)
            .collect();
        found.sort_unstable();
        found
    }

    /// Numbers of the claims that were made in an office.
    pub fn in_office(&self, office: i64) -> Vec<u32> {
        self.present(self.by_office.get(&office))
    }

    /// Numbers of the appearances of a claim.
    pub fn of_claim(&self, claim: &str) -> Vec<u32> {
        self.present(self.by_claim.get(claim))
    }

    fn present(&self, list: Option<&Vec<u32>>) -> Vec<u32> {
        list.into_iter()
            .flatten()
            .filter(|at| !self.gone.contains(at))
            .copied()
            .collect()
    }

    /// Makes the appearances of one claim appearances of another.
    pub fn join(&mut self, from: &str, into: &str) {
        let moved = self.by_claim.remove(from).unwrap_or_default();
        for &at in &moved {
            self.claims[at as usize].claim = into.to_string();
        }
        self.by_claim
            .entry(into.to_string())
            .or_default()
            .extend(moved);
    }

    /// Forgets what a document said: another version of it is current now.
    pub fn forget(&mut self, document: &str) {
        let list = self.by_document.get(document).into_iter().flatten();
        self.gone.extend(list);
    }

    /// One statement for every claim, by claim: the surest, then the earliest.
    pub fn shown(&self) -> BTreeMap<&str, &Claim> {
        let mut best: BTreeMap<&str, &Claim> = BTreeMap::new();
        for (at, claim) in (0..).zip(&self.claims) {
            if self.gone.contains(&at) {
                continue;
            }
            let kept = best.entry(&claim.claim).or_insert(claim);
            let key = |c: &Claim| (-c.certainty, c.day, c.statement.clone());
            if key(claim).partial_cmp(&key(kept)) == Some(std::cmp::Ordering::Less) {
                *kept = claim;
            }
        }
        best
    }
}
