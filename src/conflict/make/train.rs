//! Makes `src/conflict/pair/model.tsv` from pairs of sentences whose relation people have told.
//!
//! ```sh
//! cargo run --release --example train -- pairs.csv > src/conflict/pair/model.tsv
//! cargo run --release --example train -- pairs.csv --features   # cross-validation without each sort of feature
//! ```
//!
//! The table has the columns `s1`, `s2` and `stance` (agree, disagree or other), as the ANS corpus (Khouja 2020) has them.
//! Multinomial logistic regression with a penalty on the squares, fitted by L-BFGS (Liu and Nocedal 1989) on one thread:
//! the same pairs give the same file. What cross-validation finds goes to stderr; pairs that share a sentence, directly or
//! through others, are held out together. Only stems and numbers are kept, no text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

use anyhow::{Context, Result, bail};
use gainsay::conflict::pair::PairRelation;
use gainsay::conflict::pair::alignment::Pair;
use gainsay::conflict::pair::features::features;
use gainsay::conflict::pair::model::{RELATIONS, softmax};
use gainsay::conflict::pair::sentence::Sentence;
use rayon::prelude::*;

/// The penalty on the square of a weight.
const PENALTY: f64 = 4.0;
/// What a pair of each relation counts: there are few unrelated ones.
const COUNTS: [f64; RELATIONS] = [1.1, 1.0, 3.0];
/// What a pair by lot counts.
const STRAY: f64 = 0.5;
/// Pairs of sentences by lot, which have nothing to do with each other, that are learnt as well: people who collect pairs
/// hardly ever collect those.
const STRAYS: usize = 300;
/// Features of fewer pairs are left out.
const LEAST: usize = 3;
/// Words tell less than what they do to each other.
const WORD: f64 = 0.7;
/// Words whose weights are all smaller are not written.
const SMALLEST: f64 = 0.02;
/// Parts of the pairs that are held out in turn, and how often they are parted anew.
const PARTS: u64 = 5;
const ROUNDS: u64 = 4;
/// The most steps of fitting, and the gain below which it stops.
const STEPS: usize = 200;
const GAIN: f64 = 1e-6;
/// Steps that L-BFGS remembers.
const MEMORY: usize = 8;

/// A pair as the model sees it.
struct Example {
    features: Vec<(usize, f64)>,
    relation: usize,
    groups: [u64; 2],
    stray: bool,
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let Some(path) = args.next() else {
        bail!("give the CSV file with the pairs");
    };
    let mut rows = read(&path)?;
    group(&mut rows);
    add_strays(&mut rows);
    let named = named(&rows);
    let (names, examples) = encode(&rows, &named, |_| true);
    report("all features", &examples, names.len());
    if args.next().as_deref() == Some("--features") {
        let sorts: BTreeSet<&str> = named.iter().flatten().map(|(sort, ..)| *sort).collect();
        for sort in sorts {
            let (names, examples) = encode(&rows, &named, |other| other != sort);
            report(&format!("without {sort}"), &examples, names.len());
        }
        return Ok(());
    }
    let all: Vec<&Example> = examples.iter().collect();
    write(&names, &fit(&all, names.len()))?;
    Ok(())
}

/// A row of the table: two sentences and the number of their relation.
struct Row {
    sentences: [String; 2],
    relation: usize,
    /// The group of each sentence: pairs that share a sentence, directly or through others, are of one group.
    groups: [u64; 2],
    /// True for a pair by lot.
    stray: bool,
}

fn read(path: &str) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {path}"))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        let found = headers.iter().position(|header| header == name);
        found.with_context(|| format!("{path} has no column {name}"))
    };
    let columns = [column("s1")?, column("s2")?, column("stance")?];
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let [a, b, stance] = columns.map(|at| record.get(at).unwrap_or_default());
        let relation: PairRelation = stance.parse().map_err(anyhow::Error::msg)?;
        rows.push(Row {
            groups: [0; 2],
            stray: false,
            sentences: [a.to_string(), b.to_string()],
            relation: PairRelation::ALL
                .iter()
                .position(|r| *r == relation)
                .unwrap_or(0),
        });
    }
    Ok(rows)
}

/// A feature with its sort, its name and its value.
type NamedFeature = (&'static str, String, f64);

/// The features of every row by name.
fn named(rows: &[Row]) -> Vec<Vec<NamedFeature>> {
    rows.par_iter()
        .map(|row| {
            let [a, b] = [0, 1].map(|at| Sentence::new(&row.sentences[at]));
            let list = features(&Pair::new(&a, &b));
            list.into_iter()
                .map(|(feature, value)| (feature.sort, feature.to_string(), f64::from(value)))
                .collect()
        })
        .collect()
}

/// How much the features of a sort are scaled: what is scaled down is trusted less.
fn scale(sort: &str) -> f64 {
    if sort == "only" { WORD } else { 1.0 }
}

/// Numbers the features that stand in enough rows and are wanted.
fn encode<'n>(
    rows: &[Row],
    named: &'n [Vec<NamedFeature>],
    wanted: impl Fn(&str) -> bool,
) -> (Vec<(&'n str, f64)>, Vec<Example>) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for list in named {
        let once: BTreeSet<(&str, &str)> = list
            .iter()
            .map(|(sort, name, _)| (*sort, name.as_str()))
            .collect();
        for key in once {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts.retain(|(sort, _), count| *count >= LEAST && wanted(sort));
    let names: Vec<(&str, f64)> = counts
        .keys()
        .map(|(sort, name)| (*name, scale(sort)))
        .collect();
    let numbers: HashMap<&str, usize> = names.iter().map(|(name, _)| *name).zip(0..).collect();
    let examples = rows.iter().zip(named).map(|(row, list)| {
        let mut values: BTreeMap<usize, f64> = BTreeMap::new();
        for (sort, name, value) in list {
            if let Some(number) = numbers.get(name.as_str()) {
                *values.entry(*number).or_default() += value * scale(sort);
            }
        }
        Example {
            features: values.into_iter().collect(),
            relation: row.relation,
            groups: row.groups,
            stray: row.stray,
        }
    });
    let examples = examples.collect();
    (names, examples)
}

/// Tells every row its group.
fn group(rows: &mut [Row]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut leader: Vec<usize> = (0..rows.len()).collect();
    fn find(leader: &[usize], mut at: usize) -> usize {
        while leader[at] != at {
            at = leader[at];
        }
        at
    }
    for (at, row) in rows.iter().enumerate() {
        for sentence in &row.sentences {
            let other = *first.entry(sentence.trim().to_string()).or_insert(at);
            let (x, y) = (find(&leader, at), find(&leader, other));
            leader[x.max(y)] = x.min(y);
        }
    }
    for (at, row) in rows.iter_mut().enumerate() {
        row.groups = [find(&leader, at) as u64; 2];
    }
}

/// Adds pairs by lot of sentences of different groups.
fn add_strays(rows: &mut Vec<Row>) {
    let count = rows.len() as u64;
    let other = PairRelation::ALL
        .iter()
        .position(|r| *r == PairRelation::Other);
    let mut strays = Vec::new();
    for turn in 0..STRAYS as u64 {
        let [i, j] = [0, 1].map(|side| (mixed(2 * turn + side) % count.max(1)) as usize);
        let (Some(x), Some(y)) = (rows.get(i), rows.get(j)) else {
            return;
        };
        if x.groups != y.groups {
            strays.push(Row {
                sentences: [x.sentences[0].clone(), y.sentences[1].clone()],
                relation: other.unwrap_or(0),
                groups: [x.groups[0], y.groups[0]],
                stray: true,
            });
        }
    }
    rows.extend(strays);
}

/// splitmix64: by lot, and the same on every machine.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The part that a group is held out with in a round.
fn part(group: u64, round: u64) -> u64 {
    mixed(group * 31 + round * 1_000_003) % PARTS
}

/// Cross-validates and prints what it finds.
fn report(what: &str, examples: &[Example], features: usize) {
    let turns: Vec<(u64, u64)> = (0..ROUNDS)
        .flat_map(|round| (0..PARTS).map(move |p| (round, p)))
        .collect();
    let tried: Vec<Vec<(usize, [f64; RELATIONS])>> = turns
        .par_iter()
        .map(|(round, held)| {
            let is_held = |e: &&Example| e.groups.iter().any(|group| part(*group, *round) == *held);
            let (out, rest): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(is_held);
            let weights = fit(&rest, features);
            out.iter()
                .filter(|e| !e.stray)
                .map(|e| (e.relation, odds(&weights, e)))
                .collect()
        })
        .collect();
    let tried = tried.concat();
    let best = |odds: &[f64; RELATIONS]| {
        (0..RELATIONS)
            .max_by(|x, y| odds[*x].total_cmp(&odds[*y]))
            .unwrap_or(0)
    };
    let mut table = [[0usize; RELATIONS]; RELATIONS];
    let mut sure: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (relation, odds) in &tried {
        let told = best(odds);
        table[*relation][told] += 1;
        let bin = sure.entry((odds[told] * 10.0) as u32).or_default();
        bin.0 += usize::from(told == *relation);
        bin.1 += 1;
    }
    let f1: Vec<f64> = (0..RELATIONS)
        .map(|r| {
            let told: usize = table.iter().map(|row| row[r]).sum();
            let is: usize = table[r].iter().sum();
            2.0 * table[r][r] as f64 / (told + is).max(1) as f64
        })
        .collect();
    let right: usize = (0..RELATIONS).map(|r| table[r][r]).sum();
    eprintln!(
        "{what}: agree {:.3} disagree {:.3} other {:.3} macro {:.3} accuracy {:.4}; {features} features",
        f1[0],
        f1[1],
        f1[2],
        f1.iter().sum::<f64>() / RELATIONS as f64,
        right as f64 / tried.len().max(1) as f64,
    );
    if what == "all features" {
        eprintln!("told (columns) against true (rows): {table:?}");
        for (bin, (right, all)) in sure {
            eprintln!(
                "score from .{bin}: {all} told, {:.2} right",
                right as f64 / all as f64
            );
        }
    }
}

fn odds(weights: &[f64], example: &Example) -> [f64; RELATIONS] {
    let mut sums = [0.0; RELATIONS];
    for &(feature, value) in &example.features {
        for (relation, sum) in sums.iter_mut().enumerate() {
            *sum += weights[feature * RELATIONS + relation] * value;
        }
    }
    softmax(sums)
}

/// How ill weights fit, with the slope of it.
fn loss(weights: &[f64], examples: &[&Example], slope: &mut [f64]) -> f64 {
    let mut total = 0.0;
    for (weight, slope) in weights.iter().zip(slope.iter_mut()) {
        total += 0.5 * PENALTY * weight * weight;
        *slope = PENALTY * weight;
    }
    for example in examples {
        let odds = odds(weights, example);
        let counts = if example.stray {
            STRAY
        } else {
            COUNTS[example.relation]
        };
        total -= counts * odds[example.relation].max(1e-12).ln();
        for (relation, odds) in odds.iter().enumerate() {
            let wanted = if relation == example.relation {
                1.0
            } else {
                0.0
            };
            for &(feature, value) in &example.features {
                slope[feature * RELATIONS + relation] += counts * (odds - wanted) * value;
            }
        }
    }
    total
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Adds a multiple of a vector to another.
fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (x, y) in to.iter_mut().zip(what) {
        *x += times * y;
    }
}

/// A remembered step: the change of the weights, of the slope, and the inverse of their product.
type Step = (Vec<f64>, Vec<f64>, f64);

/// The weights that fit best, three a feature.
fn fit(examples: &[&Example], features: usize) -> Vec<f64> {
    let size = features * RELATIONS;
    let mut weights = vec![0.0; size];
    let mut slope = vec![0.0; size];
    let mut value = loss(&weights, examples, &mut slope);
    let mut memory: Vec<Step> = Vec::new();
    for _ in 0..STEPS {
        let way = direction(&slope, &memory);
        let falls = dot(&way, &slope);
        let mut length = 1.0;
        let mut next_slope = vec![0.0; size];
        let (next, next_value) = loop {
            let mut next = weights.clone();
            add(&mut next, length, &way);
            let next_value = loss(&next, examples, &mut next_slope);
            if next_value <= value + 1e-4 * length * falls || length < 1e-8 {
                break (next, next_value);
            }
            length *= 0.5;
        };
        let gain = value - next_value;
        let mut moved = next.clone();
        add(&mut moved, -1.0, &weights);
        let mut turned = next_slope.clone();
        add(&mut turned, -1.0, &slope);
        let product = dot(&moved, &turned);
        if product > 1e-10 {
            memory.push((moved, turned, 1.0 / product));
            if memory.len() > MEMORY {
                memory.remove(0);
            }
        }
        (weights, slope, value) = (next, next_slope, next_value);
        if gain <= GAIN * value.abs() {
            break;
        }
    }
    weights
}

/// Where to go next: the two loops of L-BFGS.
fn direction(slope: &[f64], memory: &[Step]) -> Vec<f64> {
    let mut way: Vec<f64> = slope.iter().map(|x| -x).collect();
    let mut taken = Vec::new();
    for (moved, turned, inverse) in memory.iter().rev() {
        let share = inverse * dot(moved, &way);
        add(&mut way, -share, turned);
        taken.push(share);
    }
    let scale = match memory.last() {
        Some((moved, turned, _)) => dot(moved, turned) / dot(turned, turned),
        None => 1.0 / dot(slope, slope).sqrt().max(1.0),
    };
    way.iter_mut().for_each(|x| *x *= scale);
    for ((moved, turned, inverse), share) in memory.iter().zip(taken.iter().rev()) {
        let back = inverse * dot(turned, &way);
        add(&mut way, share - back, moved);
    }
    way
}

fn write(names: &[(&str, f64)], weights: &[f64]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(
        out,
        "# What each feature of a pair of sentences adds to agree, disagree and other; made by src/conflict/make/train.rs."
    )?;
    writeln!(
        out,
        "# The features are named in src/conflict/pair/features.rs; \"only X\": the stem X stands in one sentence alone."
    )?;
    for (at, (name, scale)) in names.iter().enumerate() {
        let own: Vec<f64> = weights[at * RELATIONS..][..RELATIONS]
            .iter()
            .map(|w| w * scale)
            .collect();
        if own.iter().all(|weight| weight.abs() < SMALLEST) {
            continue;
        }
        writeln!(out, "{name}\t{:.3}\t{:.3}\t{:.3}", own[0], own[1], own[2])?;
    }
    out.flush()
}
