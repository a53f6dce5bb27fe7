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
use gainsay::conflict::kinds::{WINDOW, meet, ordered, says_the_same};
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
struct Judged<'i> {
    signs: Vec<(String, f64)>,
    /// 1 for a conflict, 0 for none.
    value: f64,
    /// What it counts in the learning.
    weight: f64,
    /// True where it was drawn, and nobody judged it.
    drawn: bool,
    /// The two claims, the earlier one first.
    pair: [&'i Claim; 2],
}

impl Judged<'_> {
    fn is_real(&self) -> bool {
        self.value == 1.0
    }

    /// Ids of the two documents.
    fn documents(&self) -> [&str; 2] {
        self.pair.map(|claim| claim.document.as_str())
    }

    /// Ids of the two statements: a pair is as likely a conflict as its likeliest clash.
    fn statements(&self) -> [&str; 2] {
        self.pair.map(|claim| claim.statement.as_str())
    }

    /// The part that it is tried with.
    fn part(&self) -> u64 {
        let [x, y] = self.documents();
        fnv(x.min(y)) % PARTS
    }

    /// The later day of the two.
    fn day(&self) -> Option<NaiveDate> {
        let [x, y] = self.pair;
        x.day.max(y.day)
    }
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
    if !pairs.iter().any(Judged::is_real) {
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
    check(&pairs, &names, &|pair| pair.part());
    let half = middle(&pairs);
    eprintln!("half of the days learned, the other tried:");
    check(&pairs, &names, &|pair| u64::from(pair.day() > half));
    let all: Vec<&Judged> = pairs.iter().collect();
    let weights = learn(&all, &names);
    println!("# Weights of signs (src/conflict/signs.rs), learned by src/conflict/make/weigh.rs.");
    println!(
        "# {} clashes of pairs of statements, {} of them real.",
        pairs.len(),
        pairs.iter().filter(|p| p.is_real()).count()
    );
    println!("(all)\t{:.3}", weights[names.len()]);
    for (name, weight) in names.iter().zip(&weights) {
        println!("{name}\t{weight:.3}");
    }
    Ok(())
}

/// The pairs of a list that the database has, and those drawn by lot, each with every way in which it may clash.
fn judged<'i>(index: &'i Index, list: &str) -> Result<Vec<Judged<'i>>, Box<dyn Error>> {
    let mut out = Vec::new();
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
        let pair = index.of_statement(a).zip(index.of_statement(b));
        let found = pair.map(|(a, b)| ways(a, b)).unwrap_or_default();
        missing += usize::from(found.is_empty());
        out.extend(found.into_iter().map(|way| Judged { value, ..way }));
    }
    let known: BTreeSet<[&str; 2]> = out.iter().map(claims_of).collect();
    let mut crowd: HashMap<&str, usize> = HashMap::new();
    for claim in known.iter().flatten() {
        *crowd.entry(claim).or_default() += 1;
    }
    for way in &mut out {
        let most = claims_of(way).into_iter().map(|claim| crowd[claim]).max();
        way.weight = most.map_or(1.0, |most| (most as f64).powf(CROWDED));
    }
    let of_list = out.len();
    let drawn = drawn(index).filter(|way| !known.contains(&claims_of(way)));
    out.extend(drawn.map(|way| Judged { drawn: true, ..way }));
    eprintln!(
        "{of_list} clashes of judged pairs ({missing} pairs are not in the database or cannot clash there), {} of pairs drawn by lot",
        out.len() - of_list
    );
    Ok(out)
}

/// The two claims of a pair, in the order of their ids.
fn claims_of<'i>(way: &Judged<'i>) -> [&'i str; 2] {
    let mut claims = way.pair.map(|claim| claim.claim.as_str());
    claims.sort_unstable();
    claims
}

/// Every way in which two claims may clash that the engine would weigh, judged as none so far.
fn ways<'i>(a: &'i Claim, b: &'i Claim) -> Vec<Judged<'i>> {
    let (a, b) = ordered(a, b);
    let relation = relate(a, b);
    let near = relation.days.is_none_or(|days| days <= WINDOW);
    if a.claim == b.claim || !near || says_the_same(a, b, &relation) {
        return Vec::new();
    }
    clashes(a, b, &relation)
        .iter()
        .filter(|clash| meet(clash, &relation))
        .map(|clash| Judged {
            signs: named(&signs(clash, &relation)),
            value: 0.0,
            weight: 1.0,
            drawn: false,
            pair: [a, b],
        })
        .collect()
}

/// The ways of pairs that are drawn by lot from all that the engine compares; the same for the same database.
fn drawn(index: &Index) -> impl Iterator<Item = Judged<'_>> {
    (0..index.end()).flat_map(move |at| {
        let claim = index.get(at);
        let beside = index.of_document(&claim.document);
        let first = beside.iter().copied().min().unwrap_or(at);
        let around = Around {
            sharing: &index.sharing(&claim.profile, first),
            neighbours: &index.neighbours(&claim.article),
        };
        let others = index.candidates(claim, first, &around).into_iter();
        others.chain(first..at).flat_map(move |other| {
            let (a, b) = ordered(index.get(other), claim);
            let lot = fnv(&format!("{} {}", a.statement, b.statement)).is_multiple_of(DRAWN);
            if lot { ways(a, b) } else { Vec::new() }
        })
    })
}

/// The day that halves the clashes.
fn middle(pairs: &[Judged]) -> Option<NaiveDate> {
    let mut days: Vec<Option<NaiveDate>> = pairs.iter().map(Judged::day).collect();
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
    let mut best: BTreeMap<[&str; 2], (f64, &Judged)> = BTreeMap::new();
    for left_out in parts {
        let (tried, mut learned): (Vec<&Judged>, Vec<&Judged>) =
            pairs.iter().partition(|pair| part(pair) == left_out);
        let listed = tried.iter().filter(|pair| !pair.drawn);
        let seen: BTreeSet<&str> = listed.flat_map(|pair| pair.documents()).collect();
        learned.retain(|pair| pair.drawn || !pair.documents().iter().any(|id| seen.contains(id)));
        let weights = learn(&learned, names);
        for pair in tried {
            let sum = sum(pair, names, &weights);
            let known = best.entry(pair.statements()).or_insert((sum, pair));
            known.0 = known.0.max(sum);
        }
    }
    let mut scored: Vec<(f64, &Judged)> = best.into_values().collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0));
    for most in [50, 100, 200, 400] {
        let first = scored.iter().take(most);
        let real = first.clone().filter(|(_, pair)| pair.is_real()).count();
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
