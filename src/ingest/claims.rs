//! One claim, many witnesses: which statements are appearances of one saying.
//!
//! Statements that say the same are bound together pair by pair, and whatever hangs together is one claim, named after
//! its earliest statement: the result is the same in whatever order they came. Two statements are bound where one
//! speaker says the same with the same stance in the days around, or where a paper prints another one's words and only
//! the name is read another way.

use std::collections::BTreeSet;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Session, detect};
use crate::conflict::Claim;
use crate::conflict::brief::Brief;
use crate::conflict::index::{Index, Near};
use crate::conflict::kinds::{same_numbers, share_a_name};
use crate::conflict::office::is_name;
use crate::conflict::who::one_speaker;
use crate::statement::SpeakerKind;
use crate::store::{Lookup, NewClaim, SpeakerId, Tx};

/// Share of the weight of two statements of one speaker that makes them one claim.
const ALIKE: f64 = 0.6;
/// The same of two statements of two names.
const COPIED: f64 = 0.85;
/// The same in two prints of one text.
const PRINTED: f64 = 0.7;
/// The least weight of words that can prove a copy.
const LEAST_COPY: f64 = 10.0;
/// Days within which something is said again, and not anew.
const DAYS: i64 = 14;
/// Days within which a report is printed by others.
const COPY_DAYS: i64 = 3;

/// A new statement in memory, and the statements there that say the same.
pub(super) struct Binding<'f> {
    /// Its number.
    pub(super) number: u32,
    /// Theirs.
    pub(super) same: &'f [u32],
}

/// Numbers of the other statements in memory that are one saying with one, among those that share terms with it;
/// `printed` holds the documents that print its document's text.
pub(super) fn same(
    index: &Index,
    number: u32,
    sharing: &[Near],
    printed: &BTreeSet<i64>,
) -> Vec<u32> {
    let (new, brief) = (index.get(number), index.brief(number));
    let weights = new.profile.marked();
    let others = sharing.iter().map(|(at, _)| *at);
    let mut found: Vec<u32> = others
        .filter(|&at| at != number && may_be_one(brief, index.brief(at), &weights))
        .filter(|&at| one_saying(new, index.get(at), printed))
        .collect();
    found.sort_unstable();
    found
}

/// Gives a new statement its claim, and stores that where it is new; claims that it shows to be one are joined.
pub(super) fn bind(
    tx: &Tx<'_>,
    session: &mut Session,
    binding: &Binding<'_>,
    speaker: SpeakerId,
    title: &str,
) -> Result<()> {
    let index = &mut session.memory.index;
    let mut bound: Vec<String> = Vec::new();
    for &at in binding.same {
        let other = index.get(at);
        if !bound.contains(&other.claim) {
            bound.push(other.claim.clone());
        }
    }
    let new = index.get(binding.number);
    let (statement, stance) = (new.statement.clone(), new.stance);
    let mut aged: Vec<(Age, String)> = vec![(age(new.day, &statement), statement.clone())];
    for claim in bound {
        let day = match index.of_statement(&claim) {
            Some(founder) => founder.day,
            None => tx.statement_day(&claim)?.flatten(),
        };
        aged.push((age(day, &claim), claim));
    }
    aged.sort_unstable();
    let mut ids = aged.into_iter().map(|(_, claim)| claim);
    let Some(oldest) = ids.next() else {
        return Ok(());
    };
    let founds = oldest == statement;
    if founds {
        let claim = NewClaim {
            id: &statement,
            speaker_id: speaker,
            stance,
            title: &shortened(title),
        };
        session.summary.claims += u64::from(tx.add_claim(&claim)?);
    } else {
        session.memory.index.join(&statement, &oldest);
    }
    for younger in ids.filter(|id| *id != statement) {
        session.summary.claims = session.summary.claims.saturating_sub(u64::from(founds));
        detect::carry_over(tx, &younger, &oldest, session.run)?;
        tx.join_claims(&younger, &oldest)?;
        session.memory.index.join(&younger, &oldest);
    }
    Ok(())
}

type Age = (bool, Option<NaiveDate>, String);

/// The earlier day first, undated last, among equals by id.
fn age(day: Option<NaiveDate>, id: &str) -> Age {
    (day.is_none(), day, id.to_string())
}

/// The beginning of a claim's words, by which people know it; the whole stands in its statements.
pub(super) fn shortened(words: &str) -> String {
    const WORDS: usize = 16;
    let list: Vec<&str> = words.split_whitespace().take(WORDS + 1).collect();
    match list.get(..WORDS) {
        Some(first) if list.len() > WORDS => format!("{} …", first.join(" ")),
        _ => words.to_string(),
    }
}

/// What two statements must have in common to be one saying, whatever their words: both have all that is shared.
/// `weights` are those of the first one's terms, with their marks.
fn may_be_one(a: &Brief, b: &Brief, weights: &[(u64, f64)]) -> bool {
    const ROUNDING: f64 = 1e-4;
    let least = (ALIKE - ROUNDING) * a.total.max(b.total).max(1.0);
    let shared = || -> f64 {
        let there = weights.iter().filter(|(mark, _)| b.marks & mark != 0);
        there.map(|(_, weight)| weight).sum()
    };
    a.stance == b.stance
        && a.embedded == b.embedded
        && a.days(b).is_none_or(|days| days <= DAYS)
        && a.total.min(b.total) >= least
        && shared() >= least
}

/// True where two statements are one saying; `printed` holds the documents that print the text of the first one's.
fn one_saying(a: &Claim, b: &Claim, printed: &BTreeSet<i64>) -> bool {
    let days = a.day.zip(b.day).map(|(x, y)| (x - y).num_days().abs());
    let within = |most: i64| days.is_none_or(|d| d <= most);
    let common = a.profile.common(&b.profile).capped;
    let alike = common / a.profile.total.max(b.profile.total).max(1.0);
    let print = a.version != b.version && printed.contains(&b.version);
    // what is told from memory is known again in its own article, and in the prints of that
    let elsewhere = (a.retold || b.retold) && a.version != b.version && !print;
    // a new toll is a new saying
    if alike < ALIKE || elsewhere || !same_numbers(a, b) {
        return false;
    }
    let prints = || print && alike >= PRINTED && common >= LEAST_COPY && within(COPY_DAYS);
    let copies = || alike >= COPIED && common >= LEAST_COPY && within(COPY_DAYS) && one_name(a, b);
    one_speaker(a, b) || prints() || copies()
}

/// True where two names may be one speaker's: two people with full names that differ are two.
fn one_name(a: &Claim, b: &Claim) -> bool {
    let person = |c: &Claim| c.kind == SpeakerKind::Person && is_name(&c.name);
    !(person(a) && person(b)) || share_a_name(&a.name, &b.name)
}
