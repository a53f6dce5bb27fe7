//! One claim, many witnesses: which statements are appearances of one saying.
//!
//! Statements that say the same are bound together pair by pair, and whatever hangs together is one claim: the result
//! is the same in whatever order they came. Two statements are bound where one speaker says the same with the same
//! stance in the days around, or where a paper prints another one's words and only the name is read another way.

use anyhow::Result;

use super::{Session, detect};
use crate::conflict::Claim;
use crate::conflict::kinds::{same_numbers, share_a_name};
use crate::conflict::office::is_name;
use crate::conflict::terms::{capped, shared, total};
use crate::statement::SpeakerKind;
use crate::store::{Lookup, NewClaim, Tx};

/// Share of the weight of two statements of one speaker that makes them one claim.
const ALIKE: f64 = 0.6;
/// The same of two statements of two names.
const COPIED: f64 = 0.85;
/// The least weight of words that can prove a copy.
const LEAST_COPY: f64 = 10.0;
/// Days within which something is said again, and not anew.
const DAYS: i64 = 14;
/// Days within which a report is printed by others.
const COPY_DAYS: i64 = 3;

/// The claim that a new statement belongs to, founded where it is new. Claims that it shows to be one are joined.
pub(super) fn claim_of(
    tx: &Tx<'_>,
    session: &mut Session,
    new: &Claim,
    title: &str,
) -> Result<String> {
    let index = &mut session.memory.index;
    let mut bound: Vec<String> = index
        .sharing(&new.terms)
        .into_iter()
        .map(|at| index.get(at))
        .filter(|other| one_saying(new, other))
        .map(|other| other.claim.clone())
        .collect();
    bound.sort_unstable();
    bound.dedup();
    let mut aged = Vec::with_capacity(bound.len());
    for claim in bound {
        aged.push((tx.claim_age(&claim)?, claim));
    }
    aged.sort_unstable();
    let mut aged = aged.into_iter().map(|(_, claim)| claim);
    let Some(oldest) = aged.next() else {
        let claim = NewClaim {
            id: &new.statement,
            speaker_id: new.speaker,
            stance: new.stance,
            title,
        };
        session.summary.claims += u64::from(tx.add_claim(&claim)?);
        return Ok(new.statement.clone());
    };
    for younger in aged {
        detect::carry_over(tx, &younger, &oldest, session.run)?;
        tx.join_claims(&younger, &oldest)?;
        index.join(&younger, &oldest);
    }
    Ok(oldest)
}

/// True where two statements are one saying.
fn one_saying(a: &Claim, b: &Claim) -> bool {
    if a.stance != b.stance || a.embedded != b.embedded {
        return false;
    }
    let days = a.day.zip(b.day).map(|(x, y)| (x - y).num_days().abs());
    let within = |most: i64| days.is_none_or(|d| d <= most);
    if !within(DAYS) {
        return false;
    }
    let common: f64 = shared(&a.terms, &b.terms)
        .iter()
        .map(|(_, w)| capped(*w))
        .sum();
    let alike = common / total(&a.terms).max(total(&b.terms)).max(1.0);
    // a new toll is a new saying
    if !same_numbers(a, b) {
        return false;
    }
    if a.speaker == b.speaker {
        return alike >= ALIKE;
    }
    alike >= COPIED && common >= LEAST_COPY && within(COPY_DAYS) && one_name(a, b)
}

/// True where two names may be one speaker's: two people with full names that differ are two.
fn one_name(a: &Claim, b: &Claim) -> bool {
    let person = |c: &Claim| c.kind == SpeakerKind::Person && is_name(&c.name);
    !(person(a) && person(b)) || share_a_name(&a.name, &b.name)
}
