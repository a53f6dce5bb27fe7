//! The weights: which relation each feature speaks for, and how loudly.
//!
//! `model.tsv` has one line a feature: its name, then what it adds to each relation. The relation with the highest sum is
//! the likeliest; the odds are the softmax of the sums.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::features::Valued;
use crate::conflict::profile::fnv;

/// Number of relations: agree, disagree, other.
pub const RELATIONS: usize = 3;

/// Weights by the hash of the feature's name.
pub struct Model {
    weights: HashMap<u64, [f32; RELATIONS], FixedState>,
}

/// The one that comes with the program.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("model.tsv")));
    &MODEL
}

impl Model {
    /// Reads a table of weights; a line that is none counts as a comment.
    pub fn read(table: &str) -> Model {
        let weights = table.lines().filter_map(|line| {
            let mut parts = line.split('\t');
            let key = fnv(parts.next()?);
            let mut weights = [0.0; RELATIONS];
            for weight in &mut weights {
                *weight = parts.next()?.parse().ok()?;
            }
            Some((key, weights))
        });
        Model {
            weights: weights.collect(),
        }
    }

    /// What the features add to each relation.
    pub fn sums(&self, features: &Valued<'_>) -> [f64; RELATIONS] {
        let mut sums = [0.0; RELATIONS];
        for (feature, value) in features {
            if let Some(weights) = self.weights.get(&feature.key()) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += f64::from(weight * value);
                }
            }
        }
        sums
    }

    /// The odds of each relation.
    pub fn odds(&self, features: &Valued<'_>) -> [f64; RELATIONS] {
        softmax(self.sums(features))
    }
}

/// Shares that add up to 1, growing with the powers of e.
pub fn softmax(sums: [f64; RELATIONS]) -> [f64; RELATIONS] {
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let powers = sums.map(|sum| (sum - most).exp());
    let total: f64 = powers.iter().sum();
    powers.map(|power| power / total)
}
