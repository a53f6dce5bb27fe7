//! Claims in memory, found by what they are about: an inverted index over their telling terms.
//!
//! Whether two claims find each other does not depend on which was there first, so that the order in which documents
//! come in does not matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Claim;
use super::profile::Profile;
use crate::statement::Stance;

/// The least weight of a term that is looked up: states and common words bring half the database.
const TELLING: f32 = 1.7;
/// The least weight of telling terms that two claims share.
const LEAST: f32 = 4.0;

/// The least weight of a term that links titles, which are short.
const TELLING_TITLE: f32 = 1.2;
/// The least weight of what titles share.
const LEAST_TITLE: f32 = 3.6;

/// Claims and where their terms stand.
#[derive(Debug, Default)]
pub struct Index {
    claims: Vec<Claim>,
    postings: HashMap<u64, Vec<(u32, f32)>>,
    by_statement: HashMap<String, u32>,
    by_claim: HashMap<String, Vec<u32>>,
    by_office: HashMap<i64, Vec<u32>>,
    by_document: HashMap<String, Vec<u32>>,
    stories: Vec<(Profile, Vec<u32>)>,
    story_of: HashMap<String, u32>,
    story_postings: HashMap<u64, Vec<(u32, f32)>>,
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
        for &(key, weight) in claim.profile.keys.iter().filter(|(_, w)| *w >= TELLING) {
            self.postings.entry(key).or_default().push((at, weight));
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
        self.tell(&claim, at);
        if let Some(office) = claim.office {
            self.by_office.entry(office).or_default().push(at);
        }
        self.claims.push(claim);
        at
    }

    /// Enters a claim under the story that the title of its article tells.
    fn tell(&mut self, claim: &Claim, at: u32) {
        if let Some(&story) = self.story_of.get(&claim.document) {
            self.stories[story as usize].1.push(at);
            return;
        }
        let story = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
        for &(key, weight) in claim
            .setting
            .keys
            .iter()
            .filter(|(_, w)| *w >= TELLING_TITLE)
        {
            self.story_postings
                .entry(key)
                .or_default()
                .push((story, weight));
        }
        self.story_of.insert(claim.document.clone(), story);
        self.stories.push((claim.setting.clone(), vec![at]));
    }

    /// Numbers of the claims that one may answer, ascending: those that share enough telling terms with it, and those
    /// of articles whose titles do. A denial that leaves out what it denies is found by its own title.
    pub fn candidates(&self, claim: &Claim) -> Vec<u32> {
        let mut found = self.sharing(&claim.profile);
        if claim.stance == Stance::Deny {
            found.extend(self.sharing(&claim.setting));
        }
        for profile in [&claim.setting, &claim.profile] {
            let mut weights = vec![0.0_f32; self.stories.len()];
            for (key, weight) in profile.keys.iter().filter(|(_, w)| *w >= TELLING_TITLE) {
                for (story, other) in self.story_postings.get(key).into_iter().flatten() {
                    let before = &mut weights[*story as usize];
                    let after = *before + other.min(*weight);
                    if *before < LEAST_TITLE && after >= LEAST_TITLE {
                        found.extend(&self.stories[*story as usize].1);
                    }
                    *before = after;
                }
            }
        }
        found.retain(|at| !self.gone.contains(at));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// True where a statement is here.
    pub fn has(&self, statement: &str) -> bool {
        self.by_statement
            .get(statement)
            .is_some_and(|at| !self.gone.contains(at))
    }

    /// The claim with this number.
    pub fn get(&self, at: u32) -> &Claim {
        &self.claims[at as usize]
    }

    /// The claim of a statement, where it is here.
    pub fn of_statement(&self, statement: &str) -> Option<&Claim> {
        self.by_statement.get(statement).map(|&at| self.get(at))
    }

    /// The number of a statement, where it is here.
    pub fn number(&self, statement: &str) -> Option<u32> {
        self.by_statement.get(statement).copied()
    }

    /// Numbers of what a document says.
    pub fn of_document(&self, document: &str) -> Vec<u32> {
        self.present(self.by_document.get(document))
    }

    /// Makes a statement an appearance of another claim.
    pub fn reclaim(&mut self, at: u32, claim: &str) {
        let old = std::mem::replace(&mut self.claims[at as usize].claim, claim.to_string());
        if let Some(list) = self.by_claim.get_mut(&old) {
            list.retain(|other| *other != at);
        }
        self.by_claim.entry(claim.to_string()).or_default().push(at);
    }

    /// Numbers of the claims that share enough telling terms with one, ascending.
    pub fn sharing(&self, profile: &Profile) -> Vec<u32> {
        let mut weights = vec![0.0_f32; self.claims.len()];
        let mut found: Vec<u32> = Vec::new();
        for (key, weight) in profile.keys.iter().filter(|(_, w)| *w >= TELLING) {
            for (at, other) in self.postings.get(key).into_iter().flatten() {
                let before = &mut weights[*at as usize];
                let after = *before + other.min(*weight);
                if *before < LEAST && after >= LEAST {
                    found.push(*at);
                }
                *before = after;
            }
        }
        found.retain(|at| !self.gone.contains(at));
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
