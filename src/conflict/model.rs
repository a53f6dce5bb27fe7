//! How likely a clash is a conflict that a fact-checker wants to see: a logistic model of its [`signs`](super::signs).
//!
//! The weights stand in `model.tsv`, one sign a line, for people to read: what it tells in every clash, and behind the
//! name of a sort of clash what it tells more in that one; `make/train.rs` learns them from judged pairs.
//! A sign that the file does not list weighs nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::signs::Signs;

/// The name of the weight that every clash has.
const BIAS: &str = "(all)";

/// Weights by sign.
#[derive(Debug, Default)]
pub struct Model {
    bias: f64,
    /// By sort, "" for all, and sign.
    weights: HashMap<(&'static str, &'static str), f64>,
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
                let (sort, sign) = sign.split_once(": ").unwrap_or(("", sign));
                model.weights.insert((sort, sign), weight);
            }
        }
        model
    }

    /// Probability that a clash with these signs is a conflict, 0 to 1.
    pub fn probability(&self, signs: &Signs) -> f64 {
        let weight = |sort, sign| self.weights.get(&(sort, sign)).unwrap_or(&0.0);
        let sum: f64 = signs
            .list
            .iter()
            .map(|(sign, value)| (weight("", sign) + weight(signs.sort, sign)) * value)
            .sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}
