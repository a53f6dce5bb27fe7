//! Learns `src/conflict/model.tsv`: how much each sign of a clash tells, from pairs of statements that people judged.
//!
//! ```sh
//! cargo run --release --example weigh -- corpus.db src/conflict/judged.tsv > src/conflict/model.tsv
//! ```
//!
//! `judged.tsv` has one pair a line: the ids of two statements of the database, and `real`, `arguable` or `wrong`,
//! separated by tabs; what follows is not read. To these come pairs drawn by lot from all that the engine compares and
//! nobody judged: they are taken for none. The weights are those of a logistic regression with a quadratic
//! penalty, found by Newton's method (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4); an
//! arguable pair counts as half a conflict, and the more pairs a claim stands in, the less each of them: a denial that a
//! hundred claims seem to answer says ten times as much on how to tell conflicts as one that answers a single claim, and
//! not a hundred times. On stderr: how well pairs are told apart whose articles were left out of the learning, in ten
//! parts, and with each half of the days learned and the other tried, both together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::path::Path;

use chrono::NaiveDate;
use gainsay::conflict::Claim;
use gainsay::conflict::clash::clashes;
use gainsay::conflict::index::{Around, Index};
use gainsay::conflict::kinds::{WINDOW, meet, says_the_same};
use gainsay::conflict::model::OF_SORT;
use gainsay::conflict::relation::relate;
use gainsay::conflict::signs::{Signs, signs};
use gainsay::fnv::fnv;
use gainsay::ingest::memory::claims;
use gainsay::store::Store;

/// What a weight costs.
const PENALTY: f64 = 4.0;
/// What the weight costs that a sign has in one sort of clash beside: fewer pairs speak for it.
const PENALTY_OF_SORT: f64 = 8.0;
/// How fast a pair counts less with the number of pairs in which its claims stand: the exponent of the greater of the two
/// numbers. A pair that is drawn counts 1.
const CROWDED: f64 = -0.5;
/// Of so many pairs that nobody judged, one is drawn.
const DRAWN: u64 = 40;
/// Steps of Newton's method; it has converged long before.
const STEPS: usize = 10;
/// Parts for the check.
const PARTS: u64 = 10;
/// What an arguable pair counts.
const ARGUABLE: f64 = 0.5;

/// A way in which a pair may clash: its signs and what it counts.
struct Judged {
    signs: Vec<(String, f64)>,
    value: f64,
    real: bool,
    /// What it counts in the learning.
    weight: f64,
    /// The pair, by the numbers of its statements: it is as likely a conflict as its likeliest clash.
    pair: (u32, u32),
    /// Ids of its documents, where it is one of the list.
    documents: Option<[String; 2]>,
    part: u64,
    /// The later day of the two.
    day: Option<NaiveDate>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(database), Some(list)) = (args.next(), args.next()) else {
        return Err("usage: weigh DATABASE JUDGED.tsv".into());
    };
    let store = Store::open_read_only(Path::new(&database))?;
    let mut index = Index::default();
    for claim in claims(&store)? {
        index.add(claim);
    }
    let pairs = judged(&index, &std::fs::read_to_string(&list)?)?;
    if !pairs.iter().any(|pair| pair.real) {
        return Err(
            format!("no real pair of {list} is in {database}: nothing to learn from").into(),
        );
    }
    let names: Vec<&str> = pairs
        .iter()
        .flat_map(|pair| pair.signs.iter().map(|(name, _)| name.as_str()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    eprintln!("left out by article:");
    check(&pairs, &names, &|pair| pair.part);
    let half = middle(&pairs);
    eprintln!("half of the days learned, the other tried:");
    check(&pairs, &names, &|pair| u64::from(pair.day > half));
    let all: Vec<&Judged> = pairs.iter().collect();
    let weights = learn(&all, &names);
    println!("# Weights of signs (src/conflict/signs.rs), learned by src/conflict/make/weigh.rs.");
    println!(
        "# {} clashes of pairs of statements, {} of them real.",
        pairs.len(),
        pairs.iter().filter(|p| p.real).count()
    );
    println!("(all)\t{:.3}", weights[names.len()]);
    for (name, weight) in names.iter().zip(&weights) {
        println!("{name}\t{weight:.3}");
    }
    Ok(())
}

/// The pairs of a list that the database has, and those drawn by lot, each with every way in which it may clash.
fn judged(index: &Index, list: &str) -> Result<Vec<Judged>, Box<dyn Error>> {
    let mut judged: Vec<(u32, u32, f64)> = Vec::new();
    let mut missing = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(a), Some(b), Some(label)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let value = match label {
            "real" => 1.0,
            "arguable" => ARGUABLE,
            "wrong" => 0.0,
            _ => return Err(format!("real, arguable or wrong wanted: {line}").into()),
        };
        match (index.number(a), index.number(b)) {
            (Some(a), Some(b)) if may_clash(index, (a, b)) => judged.push((a, b, value)),
            _ => missing += 1,
        }
    }
    let claims = |a: u32, b: u32| {
        let (x, y) = (&index.get(a).claim, &index.get(b).claim);
        (x.min(y).clone(), x.max(y).clone())
    };
    let known: BTreeSet<(String, String)> = judged.iter().map(|(a, b, _)| claims(*a, *b)).collect();
    let mut crowd: HashMap<&str, usize> = HashMap::new();
    for claim in known.iter().flat_map(|(a, b)| [a, b]) {
        *crowd.entry(claim).or_default() += 1;
    }
    let mut out = Vec::new();
    for &(a, b, value) in &judged {
        let claims = [a, b].map(|at| index.get(at).claim.as_str());
        let most = claims.iter().filter_map(|claim| crowd.get(claim)).max();
        let weight = most.map_or(1.0, |&most| (most as f64).powf(CROWDED));
        out.extend(ways(index, (a, b), value, weight));
    }
    for pair in &mut out {
        let (a, b) = pair.pair;
        pair.documents = Some([a, b].map(|at| index.get(at).document.clone()));
    }
    let of_list = out.len();
    let mut drawn = drawn(index);
    drawn.retain(|(a, b)| !known.contains(&claims(*a, *b)));
    for &pair in &drawn {
        out.extend(ways(index, pair, 0.0, 1.0));
    }
    eprintln!(
        "{} judged pairs, {missing} more are not in the database or cannot clash there: {of_list} clashes; {} pairs drawn by lot: {} clashes",
        judged.len(),
        drawn.len(),
        out.len() - of_list
    );
    Ok(out)
}

/// Every way in which a pair may clash.
fn ways(index: &Index, pair: (u32, u32), value: f64, weight: f64) -> Vec<Judged> {
    let (a, b) = ordered(index, pair);
    let relation = relate(a, b);
    let found = clashes(a, b, &relation);
    let met = found.iter().filter(|clash| meet(clash, &relation));
    met.map(|clash| Judged {
        signs: named(&signs(clash, &relation)),
        value,
        real: value == 1.0,
        weight,
        pair,
        documents: None,
        part: fnv(a.document.as_str().min(b.document.as_str())) % PARTS,
        day: a.day.max(b.day),
    })
    .collect()
}

/// The earlier one first, as the engine compares them.
fn ordered(index: &Index, pair: (u32, u32)) -> (&Claim, &Claim) {
    let (a, b) = (index.get(pair.0), index.get(pair.1));
    if (a.day, &a.statement) <= (b.day, &b.statement) {
        (a, b)
    } else {
        (b, a)
    }
}

/// Pairs drawn by lot from all that the engine compares; the same for the same database.
fn drawn(index: &Index) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for at in 0..index.end() {
        let claim = index.get(at);
        let beside = index.of_document(&claim.document);
        let first = beside.iter().copied().min().unwrap_or(at);
        let around = Around {
            sharing: &index.sharing(&claim.profile, first),
            neighbours: &index.neighbours(&claim.article),
        };
        let others = index.candidates(claim, first, &around).into_iter();
        out.extend(others.chain(first..at).filter_map(|other| {
            let (a, b) = ordered(index, (other, at));
            let lot = fnv(&format!("{} {}", a.statement, b.statement)).is_multiple_of(DRAWN);
            (lot && may_clash(index, (other, at))).then_some((other, at))
        }));
    }
    out
}

/// True where the engine would weigh two claims.
fn may_clash(index: &Index, pair: (u32, u32)) -> bool {
    let (a, b) = ordered(index, pair);
    let relation = relate(a, b);
    a.claim != b.claim
        && relation.days.is_none_or(|days| days <= WINDOW)
        && !says_the_same(a, b, &relation)
        && clashes(a, b, &relation)
            .iter()
            .any(|clash| meet(clash, &relation))
}

/// The day that halves the clashes.
fn middle(pairs: &[Judged]) -> Option<NaiveDate> {
    let mut days: Vec<Option<NaiveDate>> = pairs.iter().map(|pair| pair.day).collect();
    days.sort_unstable();
    days.get(days.len() / 2).copied().flatten()
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

/// Says how well pairs are told apart by weights that were learned without those of their part, and without what readers
/// said of other pairs from the same articles.
fn check(pairs: &[Judged], names: &[&str], part: &dyn Fn(&Judged) -> u64) {
    let parts: BTreeSet<u64> = pairs.iter().map(part).collect();
    let mut best: BTreeMap<(u32, u32), (f64, &Judged)> = BTreeMap::new();
    for left_out in parts {
        let (tried, mut learned): (Vec<&Judged>, Vec<&Judged>) =
            pairs.iter().partition(|pair| part(pair) == left_out);
        let seen: BTreeSet<&String> = tried.iter().flat_map(|p| &p.documents).flatten().collect();
        learned.retain(|pair| !pair.documents.iter().flatten().any(|id| seen.contains(id)));
        let weights = learn(&learned, names);
        for pair in tried {
            let sum = sum(pair, names, &weights);
            let known = best.entry(pair.pair).or_insert((sum, pair));
            known.0 = known.0.max(sum);
        }
    }
    let mut scored: Vec<(f64, &Judged)> = best.into_values().collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0));
    for most in [50, 100, 200, 400] {
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
    let rows: Vec<(Vec<(usize, f64)>, &Judged)> = pairs
        .iter()
        .map(|pair| {
            let known = pair.signs.iter().filter_map(|(name, value)| {
                Some((names.binary_search(&name.as_str()).ok()?, *value))
            });
            (known.chain([(names.len(), 1.0)]).collect(), *pair)
        })
        .collect();
    for _ in 0..STEPS {
        let mut slope = vec![0.0; count];
        let mut bend = vec![vec![0.0; count]; count];
        for (row, pair) in &rows {
            let sum: f64 = row.iter().map(|(at, x)| weights[*at] * x).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let spread = (p * (1.0 - p)).max(1e-6) * pair.weight;
            for (i, x) in row {
                slope[*i] += (p - pair.value) * pair.weight * x;
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
