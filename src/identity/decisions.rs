//! What people decided on who is who. The last word on two names counts, and no later run of the machine overturns it.

use std::collections::BTreeMap;

pub use crate::store::{DecisionRow as Decision, SpeakerVerdict as Verdict};

/// All decisions of a database.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// In the order in which they were made.
    list: Vec<Decision>,
    /// For every name decided on, the decisions that speak of it.
    of: BTreeMap<String, Vec<usize>>,
}

impl Decisions {
    /// Decisions in the order in which they were made.
    pub fn new(list: Vec<Decision>) -> Self {
        let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, decision) in list.iter().enumerate() {
            for name in decision.one.iter().chain(&decision.other) {
                of.entry(name.clone()).or_default().push(at);
            }
        }
        Self { list, of }
    }

    /// True where nobody decided anything.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// True where somebody decided on this name.
    pub fn speak_of(&self, name: &str) -> bool {
        self.of.contains_key(name)
    }

    /// The decisions, the last one first.
    pub fn latest_first(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter().rev()
    }

    /// The last decision on whether two names are one speaker.
    pub fn on(&self, a: &str, b: &str) -> Option<&Decision> {
        let mut spoken = self.of.get(a)?.iter().rev().map(|&at| &self.list[at]);
        spoken.find(|d| {
            let has = |side: &[String], name: &str| side.iter().any(|n| n == name);
            has(&d.one, a) && has(&d.other, b) || has(&d.one, b) && has(&d.other, a)
        })
    }

    /// Blocks that decisions bind to some blocks, those themselves among them.
    pub fn bound(&self, blocks: impl Iterator<Item = i64>) -> Vec<i64> {
        let mut found: std::collections::BTreeSet<i64> = blocks.collect();
        loop {
            let before = found.len();
            for decision in &self.list {
                if decision.blocks.iter().any(|block| found.contains(block)) {
                    found.extend(&decision.blocks);
                }
            }
            if found.len() == before {
                return found.into_iter().collect();
            }
        }
    }
}
