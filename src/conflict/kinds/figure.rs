//! Different numbers for the same thing: the same unit, said of the same thing, in the same place and time.

use super::{Claim, Relation};
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

/// A number in the words of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The number with its unit.
    pub numeral: Numeral,
    /// The place behind it.
    at: Option<usize>,
    /// True where it is said not to be so.
    negated: bool,
    /// True where it is said not to be so, and another one right before it to be so ("29 and not 100").
    put_right: bool,
}

/// A year.
pub type Year = u16;

/// The numbers of a claim that can be compared; see [`Claim::numbers`].
pub fn numbers(claim: &Claim) -> Vec<Number> {
    let proposition = claim.proposition();
    let mut numbers: Vec<Number> = Vec::new();
    for mut numeral in numerals(&claim.words) {
        if !numeral.is_figure() && numeral.kind != NumeralKind::Vague || numeral.definite {
            continue;
        }
        let at = anchor(proposition, numeral.range.start);
        let negated = at.is_some_and(|at| proposition.places[at].negated);
        if let Some(fate) = at.and_then(|at| fate(proposition, &numeral.unit, at)) {
            numeral.unit = fate;
        }
        let before = numbers.last().filter(|before| negated && !before.negated);
        let before = before.map(|before| before.numeral.unit.as_str());
        // "29 مليار دولار وليس 100 مليار": what is put right need not name its unit again
        if let Some(unit) = before.filter(|_| numeral.unit.is_empty()) {
            numeral.unit = unit.to_owned();
        }
        if !numeral.unit.is_empty() {
            numbers.push(Number {
                put_right: before == Some(&numeral.unit),
                numeral,
                at,
                negated,
            });
        }
    }
    numbers
}

/// True where what is negated at a byte of a claim's words is a number for which another one is given: no more is denied.
pub fn negates_number(claim: &Claim, offset: usize) -> bool {
    let mut put_right = claim.numbers().iter().filter(|number| number.put_right);
    put_right.any(|Number { numeral, .. }| {
        let unit = numeral.unit_range.as_ref();
        let end = unit.map_or(numeral.range.end, |unit| unit.end);
        (numeral.range.start..end.max(numeral.range.end)).contains(&offset)
    })
}

/// The vague numbers of a claim ("tens of soldiers"), which are no figures: the unit of each, and the least that it means.
pub(super) fn vague(claim: &Claim) -> impl Iterator<Item = (&str, f64)> {
    affirmed(claim)
        .map(|number| &number.numeral)
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
    if !a.brief().counts_one_thing(b.brief()) || relation.matters == 0 || other_years(a, b) {
        return None;
    }
    let [xs, ys] = [a, b].map(|claim| affirmed(claim).collect::<Vec<_>>());
    let pairs = xs
        .iter()
        .flat_map(|x| ys.iter().map(move |y| (*x, *y)))
        .filter(|(x, y)| x.numeral.unit == y.numeral.unit && apart(x, y, &xs, &ys))
        .filter(|(x, y)| !counts(x) || !grows(a, b, x.numeral.value, y.numeral.value, relation));
    let mut best: Option<(Answer, &Number, &Number)> = None;
    for (x, y) in pairs {
        let (Some(i), Some(j)) = (x.at, y.at) else {
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
        pair: Some((worded(&x.numeral), worded(&y.numeral))),
        toll: x.numeral.unit == lexicon().clashes.toll.dead.first(),
        counts: counts(x),
        corrected: corrects(a, y) || corrects(b, x),
        ..Clash::of(Form::Numbers, a, b, answer)
    })
}

/// The numbers that a claim says to be so.
fn affirmed(claim: &Claim) -> impl Iterator<Item = &Number> {
    let numbers = claim.numbers().iter();
    numbers.filter(|number| !number.negated)
}

/// True where a claim says that it is not this number ("29 and not 100").
fn corrects(claim: &Claim, number: &Number) -> bool {
    let same = |own: &Number| {
        own.put_right
            && own.numeral.unit == number.numeral.unit
            && own.numeral.value == number.numeral.value
    };
    claim.numbers().iter().any(same)
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
fn apart(x: &Number, y: &Number, xs: &[&Number], ys: &[&Number]) -> bool {
    let given = |number: &Number, there: &[&Number]| {
        let figure = figure_of(&number.numeral);
        there.iter().any(|other| {
            other.numeral.unit == figure.unit && compatible(&figure, &figure_of(&other.numeral))
        })
    };
    !given(x, ys) && !given(y, xs) && !mirrored(x.numeral.value, y.numeral.value)
}

/// True for a count of things, and not a share or a sum.
fn counts(number: &Number) -> bool {
    matches!(number.numeral.kind, NumeralKind::Count | NumeralKind::Vague)
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
    format!("{bound}{} {}", grouped(numeral.value), numeral.unit)
}

/// A number for readers: "29,000,000,000", but "2500", which may be a year.
fn grouped(value: f64) -> String {
    const LONG: usize = 5;
    let plain = value.to_string();
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut out = String::with_capacity(plain.len() + whole / 3);
    for (at, digit) in plain.char_indices() {
        if whole >= LONG && at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
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
