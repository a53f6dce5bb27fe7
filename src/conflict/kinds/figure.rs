//! Different numbers for the same thing: the same unit, said of the same thing, in the same place and time.

use super::{Claim, Relation, within};
use crate::conflict::clash::{Clash, Form};
use crate::conflict::proposition::{Place, Proposition};
use crate::conflict::relation::{Answer, common};
use crate::fnv::fnv;
use crate::language::arabic::lexicon::clashes::TollWords;
use crate::language::arabic::lexicon::lexicon;
use crate::language::arabic::numbers::{Numeral, NumeralKind, counts_vaguely, numerals};
use crate::language::text::is_alphanumeric;
use crate::statement::Figure;

/// Terms around a number that say what it counts, where and when.
const REACH: usize = 6;

/// Days within which two numbers for one thing contradict each other.
pub const DAYS: i64 = 4;

/// A number of a claim, and the place behind it.
pub type Number = (Numeral, Option<usize>);

/// A year.
pub type Year = u16;

/// The numbers of a claim that can be compared, with the place behind each; see [`Claim::numbers`].
pub fn numbers(claim: &Claim) -> Vec<Number> {
    let proposition = claim.proposition();
    numerals(&claim.words)
        .into_iter()
        .filter(|n| n.is_figure() || n.kind == NumeralKind::Vague)
        .filter(|n| !n.unit.is_empty() && !n.definite)
        .map(|mut n| {
            let at = anchor(proposition, n.range.start);
            if let Some(fate) = at.and_then(|at| fate(proposition, &n.unit, at)) {
                n.unit = fate;
            }
            (n, at)
        })
        .filter(|(_, at)| at.is_none_or(|at| !proposition.places[at].negated))
        .collect()
}

/// The vague numbers of a claim ("tens of soldiers"), which are no figures: the unit of each, and the least that it means.
pub(super) fn vague(claim: &Claim) -> impl Iterator<Item = (&str, f64)> {
    let numbers = claim.numbers().iter().map(|(numeral, _)| numeral);
    numbers
        .filter(|numeral| numeral.kind == NumeralKind::Vague)
        .map(|numeral| (numeral.unit.as_str(), numeral.value))
}

/// What a claim gives numbers of, as bits: two claims that have none in common count other things. People have one bit,
/// whatever befell them, and what is counted vaguely may be anything.
pub fn units(claim: &Claim) -> u64 {
    const ANYTHING: u64 = u64::MAX;
    if counts_vaguely(&claim.words) {
        return ANYTHING;
    }
    let TollWords {
        dead,
        hurt,
        anybody,
    } = &lexicon().clashes.toll;
    let units = claim.figures.iter().map(|figure| {
        let people = [dead, hurt, anybody].iter().any(|u| u.has(&figure.unit));
        fnv(if people { dead.first() } else { &figure.unit })
    });
    units.fold(0, |bits, unit| bits | 1 << (unit % u64::from(u64::BITS)))
}

/// What is counted where people are counted by what befell them: "25 شهيدا" and "مقتل 31 شخصا" count one thing.
fn fate(proposition: &Proposition, unit: &str, at: usize) -> Option<String> {
    const NEAR: usize = 2;
    let TollWords {
        dead,
        hurt,
        anybody,
    } = &lexicon().clashes.toll;
    if let Some(known) = [dead, hurt].into_iter().find(|units| units.has(unit)) {
        return Some(known.first().to_owned());
    }
    if !anybody.has(unit) {
        return None;
    }
    let class = (0..=NEAR).find_map(|far| {
        let before = at
            .checked_sub(far)
            .and_then(|at| proposition.places.get(at));
        let behind = proposition.places.get(at + far);
        let mut near = [before, behind].into_iter().flatten();
        near.find_map(|place| place.class().filter(|c| matches!(*c, "die" | "injured")))
    })?;
    let units = if class == "die" { dead } else { hurt };
    Some(units.first().to_owned())
}

/// The place nearest behind a byte, else the last before it.
fn anchor(proposition: &Proposition, offset: usize) -> Option<usize> {
    let behind = proposition.places.partition_point(|p| p.offset < offset);
    let last = proposition.places.len().checked_sub(1)?;
    Some(behind.min(last))
}

/// The two numbers of one unit that are most said of one thing and don't fit each other.
pub fn numbers_apart<'c>(a: &'c Claim, b: &'c Claim, relation: &Relation<'_>) -> Option<Clash<'c>> {
    if a.brief().units & b.brief().units == 0
        || !within(relation, DAYS)
        || relation.matters == 0
        || other_years(a, b)
    {
        return None;
    }
    let (xs, ys) = (a.numbers(), b.numbers());
    let pairs = xs
        .iter()
        .flat_map(|x| ys.iter().map(move |y| (x, y)))
        .filter(|(x, y)| x.0.unit == y.0.unit && apart(x, y, xs, ys))
        .filter(|(x, y)| !counts(x) || !grows(a, b, x.0.value, y.0.value, relation));
    let mut best: Option<(Answer, &Number, &Number)> = None;
    for (x, y) in pairs {
        let (Some(i), Some(j)) = (x.1, y.1) else {
            continue;
        };
        let (here, there) = (around(a, i), around(b, j));
        let mut answer = common(here, there);
        answer.drifts = drifts(here) || drifts(there);
        let closer = best
            .as_ref()
            .is_none_or(|kept| answer.weight > kept.0.weight);
        if closer {
            best = Some((answer, x, y));
        }
    }
    let (answer, x, y) = best?;
    Some(Clash {
        form: Form::Numbers,
        against: a,
        other: b,
        answer,
        pair: Some((worded(&x.0), worded(&y.0))),
        toll: x.0.unit == lexicon().clashes.toll.dead.first(),
        counts: counts(x),
    })
}

/// True where each names years and none in common: "289 in 2014" and "a thousand in 2015" are two counts.
fn other_years(a: &Claim, b: &Claim) -> bool {
    let (x, y) = (a.years(), b.years());
    !x.is_empty() && !y.is_empty() && !x.iter().any(|year| y.contains(year))
}

/// The years of the twentieth and this century that folded words name; see [`Claim::years`].
pub fn years(words: &str) -> Vec<Year> {
    let numbers = words.split(|c: char| !is_alphanumeric(c));
    numbers
        .filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
        .filter_map(|n| n.parse().ok())
        .collect()
}

/// True where neither of two numbers is given by the other side as well, within rounding and bounds.
fn apart(x: &Number, y: &Number, xs: &[Number], ys: &[Number]) -> bool {
    let given = |number: &Number, there: &[Number]| {
        let figure = figure_of(&number.0);
        there
            .iter()
            .any(|(n, _)| n.unit == figure.unit && compatible(&figure, &figure_of(n)))
    };
    !given(x, ys) && !given(y, xs) && !mirrored(x.0.value, y.0.value)
}

/// True for a count of things, and not a share or a sum.
fn counts(number: &Number) -> bool {
    matches!(number.0.kind, NumeralKind::Count | NumeralKind::Vague)
}

/// "Rose by": by how much depends on since when.
fn drifts(places: &[Place]) -> bool {
    let mut classes = places.iter().filter_map(|place| place.concept);
    classes.any(|class| class.drifts)
}

fn around(claim: &Claim, at: usize) -> &[Place] {
    claim.proposition().around(at, REACH)
}

/// "8.6" for "6.8": digits that a direction mark turned round are one number.
fn mirrored(x: f64, y: f64) -> bool {
    let digits = |value: f64| {
        value
            .to_string()
            .replace('.', "")
            .trim_matches('0')
            .to_string()
    };
    let (x, y) = (digits(x), digits(y));
    x.len() > 1 && x.chars().rev().eq(y.chars())
}

/// A count that is higher on a later day has risen.
fn grows(a: &Claim, b: &Claim, x: f64, y: f64, relation: &Relation) -> bool {
    relation.days != Some(0)
        && match a.day.cmp(&b.day) {
            std::cmp::Ordering::Less => x < y,
            std::cmp::Ordering::Greater => y < x,
            std::cmp::Ordering::Equal => false,
        }
}

fn figure_of(numeral: &Numeral) -> Figure {
    Figure {
        value: numeral.value,
        unit: numeral.unit.clone(),
        bound: numeral.bound.as_str().to_string(),
        span: crate::statement::Span::new(0, 0),
    }
}

fn worded(numeral: &Numeral) -> String {
    let bound = match numeral.bound.as_str() {
        "=" => "",
        bound => bound,
    };
    format!("{bound}{} {}", numeral.value, numeral.unit)
}

/// True where two figures can both be right: within rounding, or within each other's bounds.
pub fn compatible(x: &Figure, y: &Figure) -> bool {
    const ROUNDING: f64 = 0.05;
    const ABOUT: f64 = 0.15;
    let tolerance = if x.bound == "~" || y.bound == "~" {
        ABOUT
    } else {
        ROUNDING
    };
    let near = (x.value - y.value).abs() <= tolerance * x.value.abs().max(y.value.abs())
        && (x.value.max(y.value) >= 20.0 || x.value == y.value);
    let open = |low: &Figure, high: &Figure| {
        low.bound == ">=" && high.value >= low.value || low.bound == "<=" && high.value <= low.value
    };
    near || open(x, y) || open(y, x)
}
