//! Learns `src/conflict/model.tsv`: how much each sign of a clash tells, from pairs of statements that people judged.
//!
//! ```sh
//! cargo run --release --example weigh -- corpus.db judged.tsv > src/conflict/model.tsv
//! ```
//!
//! `judged.tsv` has one pair a line: the ids of two statements of the database, and `real`, `arguable` or `wrong`,
//! separated by tabs; what follows is not read. The weights are those of a logistic regression with a quadratic
//! penalty, found by Newton's method (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4); an
//! arguable pair counts as half a conflict. On stderr: how well pairs that were left out of the learning are told
//! apart, in ten parts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::path::Path;

use gainsay::conflict::Claim;
use gainsay::conflict::clash::clashes;
use gainsay::conflict::kinds::meet;
use gainsay::conflict::model::OF_SORT;
use gainsay::conflict::relation::relate;
use gainsay::conflict::signs::{Signs, signs};
use gainsay::fnv::fnv;
use gainsay::ingest::memory::claims;
use gainsay::store::Store;

/// What a weight costs.
const PENALTY: f64 = 3.0;
/// What the weight costs that a sign has in one sort of clash beside: fewer pairs speak for it.
const PENALTY_OF_SORT: f64 = 6.0;
/// Steps of Newton's method; it has converged long before.
const STEPS: usize = 10;
/// Parts for the check.
const PARTS: u64 = 10;
/// What an arguable pair counts.
const ARGUABLE: f64 = 0.5;

/// A judged pair: its signs and what it counts.
struct Judged {
    signs: Vec<(String, f64)>,
    value: f64,
    real: bool,
    part: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(database), Some(list)) = (args.next(), args.next()) else {
        return Err("usage: weigh DATABASE JUDGED.tsv".into());
    };
    let store = Store::open_read_only(Path::new(&database))?;
    let claims = claims(&store)?;
    let by_id: HashMap<&str, &Claim> = claims.iter().map(|c| (c.statement.as_str(), c)).collect();
    let pairs = judged(&std::fs::read_to_string(&list)?, &by_id);
    let names: Vec<&str> = pairs
        .iter()
        .flat_map(|pair| pair.signs.iter().map(|(name, _)| name.as_str()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    check(&pairs, &names);
    let all: Vec<&Judged> = pairs.iter().collect();
    let weights = learn(&all, &names);
    println!("# Weights of signs (src/conflict/signs.rs), learned by src/conflict/make/weigh.rs.");
    println!(
        "# {} pairs of statements, {} of them conflicts.",
        pairs.len(),
        pairs.iter().filter(|p| p.real).count()
    );
    println!("(all)\t{:.3}", weights[names.len()]);
    for (name, weight) in names.iter().zip(&weights) {
        println!("{name}\t{weight:.3}");
    }
    Ok(())
}

/// The pairs of a list that the database has, each with every way in which it may clash.
fn judged(list: &str, by_id: &HashMap<&str, &Claim>) -> Vec<Judged> {
    let mut out = Vec::new();
    let mut missing = 0;
    for line in list.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [a, b, label, ..] = fields[..] else {
            continue;
        };
        let value = match label {
            "real" => 1.0,
            "arguable" => ARGUABLE,
            _ => 0.0,
        };
        let (Some(a), Some(b)) = (by_id.get(a), by_id.get(b)) else {
            missing += 1;
            continue;
        };
        let (a, b) = if (a.day, &a.statement) <= (b.day, &b.statement) {
            (*a, *b)
        } else {
            (*b, *a)
        };
        let relation = relate(a, b);
        let found = clashes(a, b, &relation);
        let part = fnv(a.document.as_str().min(b.document.as_str())) % PARTS;
        for clash in found.iter().filter(|clash| meet(clash, &relation)) {
            out.push(Judged {
                signs: named(&signs(clash, &relation)),
                value,
                real: label == "real",
                part,
            });
        }
    }
    eprintln!(
        "{missing} pairs are not in the database; {} clashes",
        out.len()
    );
    out
}

/// Signs as the model weighs them: for themselves, and once more for the sort of clash. What few pairs have is no more
/// than chance; the penalty keeps it small.
fn named(signs: &Signs) -> Vec<(String, f64)> {
    let all = signs
        .list
        .iter()
        .map(|(name, value)| (name.to_string(), *value));
    let sort = signs
        .list
        .iter()
        .map(|(name, value)| (format!("{}{OF_SORT}{name}", signs.sort), *value));
    all.chain(sort).collect()
}

/// Says how well pairs are told apart by weights that were learned without them.
fn check(pairs: &[Judged], names: &[&str]) {
    let mut scored: Vec<(f64, &Judged)> = Vec::new();
    for part in 0..PARTS {
        let others: Vec<&Judged> = pairs.iter().filter(|p| p.part != part).collect();
        let weights = learn(&others, names);
        let left_out = pairs.iter().filter(|p| p.part == part);
        scored.extend(left_out.map(|pair| (sum(pair, names, &weights), pair)));
    }
    scored.sort_by(|x, y| y.0.total_cmp(&x.0));
    for most in [50, 100, 200] {
        let first = scored.iter().take(most);
        let real = first.clone().filter(|(_, pair)| pair.real).count();
        let any = first.filter(|(_, pair)| pair.value > 0.0).count();
        eprintln!("of the first {most}: {real} real, {any} real or arguable");
    }
    let mut kept = BTreeMap::new();
    for (score, pair) in &scored {
        let tenth = (10.0 / (1.0 + (-score).exp())) as u32;
        let (count, value) = kept.entry(tenth).or_insert((0, 0.0));
        *count += 1;
        *value += pair.value;
    }
    for (tenth, (count, value)) in kept {
        let said = (f64::from(tenth) + 0.5) / 10.0;
        eprintln!("said {said:.2}: {:.2} of {count}", value / f64::from(count));
    }
}

fn sum(pair: &Judged, names: &[&str], weights: &[f64]) -> f64 {
    let known = pair.signs.iter().filter_map(|(name, value)| {
        let at = names.binary_search(&name.as_str()).ok()?;
        Some(weights[at] * value)
    });
    known.sum::<f64>() + weights[names.len()]
}

/// Weights of the names, and of what all have behind them.
fn learn(pairs: &[&Judged], names: &[&str]) -> Vec<f64> {
    let count = names.len() + 1;
    let mut weights = vec![0.0; count];
    let rows: Vec<(Vec<(usize, f64)>, f64)> = pairs
        .iter()
        .map(|pair| {
            let known = pair.signs.iter().filter_map(|(name, value)| {
                Some((names.binary_search(&name.as_str()).ok()?, *value))
            });
            (known.chain([(names.len(), 1.0)]).collect(), pair.value)
        })
        .collect();
    for _ in 0..STEPS {
        let mut slope = vec![0.0; count];
        let mut bend = vec![vec![0.0; count]; count];
        for (row, value) in &rows {
            let sum: f64 = row.iter().map(|(at, x)| weights[*at] * x).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let spread = (p * (1.0 - p)).max(1e-6);
            for (i, x) in row {
                slope[*i] += (p - value) * x;
                for (j, y) in row {
                    bend[*i][*j] += spread * x * y;
                }
            }
        }
        for (i, name) in names.iter().enumerate() {
            let penalty = penalty(name);
            slope[i] += penalty * weights[i];
            bend[i][i] += penalty;
        }
        bend[names.len()][names.len()] += 1e-6;
        for (weight, step) in weights.iter_mut().zip(solve(bend, slope)) {
            *weight -= step;
        }
    }
    weights
}

/// What the weight of a name of [`named`] costs.
fn penalty(name: &str) -> f64 {
    if name.contains(OF_SORT) {
        PENALTY_OF_SORT
    } else {
        PENALTY
    }
}

/// Solves a system of linear equations by Gauss's elimination with partial pivoting.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for i in 0..count {
        let pivot = (i..count)
            .max_by(|&x, &y| matrix[x][i].abs().total_cmp(&matrix[y][i].abs()))
            .unwrap_or(i);
        matrix.swap(i, pivot);
        right.swap(i, pivot);
        let (done, rest) = matrix.split_at_mut(i + 1);
        let row = &done[i];
        for (below, other) in rest.iter_mut().enumerate() {
            let factor = other[i] / row[i];
            for (x, y) in other[i..].iter_mut().zip(&row[i..]) {
                *x -= factor * y;
            }
            right[i + 1 + below] -= factor * right[i];
        }
    }
    for i in (0..count).rev() {
        let known: f64 = (i + 1..count).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}
