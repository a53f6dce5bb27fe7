//! How likely a clash is a conflict that a fact-checker wants to see: a logistic model of its [`signs`](super::signs).
//!
//! The weights stand in `model.tsv`, one sign a line, for people to read: what it tells in every clash, and behind the
//! name of a sort of clash what it tells more in that one; `make/weigh.rs` learns them from the pairs of `judged.tsv`.
//! A sign that the file does not list weighs nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::signs::Signs;

/// The name of the weight that every clash has.
const BIAS: &str = "(all)";

/// Stands between a sort of clash and the sign that weighs more in it.
pub const OF_SORT: &str = ": ";

/// Weights by sign.
#[derive(Debug, Default)]
pub struct Model {
    bias: f64,
    weights: HashMap<&'static str, Weights, FixedState>,
}

/// What a sign weighs.
#[derive(Debug, Default)]
struct Weights {
    /// In every clash.
    all: f64,
    /// What it weighs more, by sort.
    more: Vec<(&'static str, f64)>,
}

impl Weights {
    fn within(&self, sort: &str) -> f64 {
        let more = self.more.iter().find(|(of, _)| *of == sort);
        self.all + more.map_or(0.0, |(_, weight)| *weight)
    }
}

/// The one instance.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("model.tsv")));
    &MODEL
}

impl Model {
    fn read(file: &'static str) -> Model {
        let mut model = Model::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let (sign, weight) = line
                .split_once('\t')
                .and_then(|(sign, weight)| Some((sign, weight.trim().parse().ok()?)))
                .unwrap_or_else(|| panic!("model.tsv: a sign, a tab and a number wanted: {line}"));
            if sign == BIAS {
                model.bias = weight;
            } else {
                match sign.split_once(OF_SORT) {
                    Some((sort, sign)) => {
                        let weights = model.weights.entry(sign).or_default();
                        weights.more.push((sort, weight));
                    }
                    None => model.weights.entry(sign).or_default().all = weight,
                }
            }
        }
        model
    }

    /// Probability that a clash with these signs is a conflict, 0 to 1.
    pub fn probability(&self, signs: &Signs) -> f64 {
        let sum: f64 = signs
            .list
            .iter()
            .filter_map(|(sign, value)| Some(self.weights.get(sign)?.within(signs.sort) * value))
            .sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}
