//! The weights: which relation each feature speaks for, and how loudly.
//!
//! `model.tsv` has one line a feature: its name, then what it adds to each relation. The relation with the highest sum is
//! the likeliest; the odds are the softmax of the sums.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::features::Valued;
use crate::fnv::fnv;

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_feature_with_three_weights() {
        let table = include_str!("model.tsv");
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let mut names = BTreeSet::new();
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            assert_eq!(parts.len(), 1 + RELATIONS, "{line}");
            assert!(
                parts[1..]
                    .iter()
                    .all(|weight| weight.parse::<f32>().is_ok()),
                "{line}"
            );
            assert!(names.insert(parts[0]), "{line} stands there twice");
        }
        assert!(names.contains("bias") && model().weights.len() == names.len());
    }

    #[test]
    fn shares_add_up() {
        let [a, b, c] = softmax([800.0, 801.0, -5.0]);
        assert!(
            (a + b + c - 1.0).abs() < 1e-9 && b > a && a > c,
            "{a} {b} {c}"
        );
    }
}
