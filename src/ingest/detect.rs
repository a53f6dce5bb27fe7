//! Comparing new statements with those in memory, and keeping what conflicts.
//!
//! A conflict is between two claims and is shown by two of their statements: the pair that was printed first.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::Result;
use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::memory::{Article, claim};
use super::{Session, claims};
use crate::conflict::index::{Around, Index, Near};
use crate::conflict::who::one_speaker;
use crate::conflict::{Claim, Finding, kinds};
use crate::hex::hex;
use crate::statement::ConflictKind;
use crate::store::{Lookup, NewConflict, Receipt, RunId, ShownConflict, Tx};

/// What a new statement has to do with older ones, by their numbers in memory.
pub(super) struct Found {
    /// Those that say the same.
    pub(super) same: Vec<u32>,
    /// Those that it conflicts with.
    against: Vec<(u32, Finding)>,
    /// Those that somebody else made in the same office.
    holders: Vec<(u32, Finding)>,
}

/// A new document in memory.
pub(super) struct Arrival<'a> {
    /// The number of the first of its statements.
    pub(super) first: u32,
    /// The articles on the event that it tells of.
    pub(super) neighbours: &'a [Near],
    /// The documents that print the same text.
    pub(super) printed: &'a BTreeSet<i64>,
}

/// Compares a new statement of a document with those before it in memory.
pub(super) fn find(index: &Index, number: u32, arrival: &Arrival<'_>) -> Found {
    let new = index.get(number);
    let first = arrival.first.min(number);
    let sharing = index.sharing(&new.profile, number);
    let around = Around {
        sharing: &sharing,
        neighbours: arrival.neighbours,
    };
    // what stands side by side in one article is compared however few words it shares
    let others = (first..number).chain(index.candidates(new, first, &around));
    let against = others.filter_map(|at| Some((at, kinds::compare(new, index.get(at))?)));
    Found {
        against: against.collect(),
        same: claims::same(index, number, &sharing, arrival.printed),
        holders: second_holders(index, number, number),
    }
}

/// Compares a statement that is in memory with all others there.
fn find_again(index: &Index, number: u32) -> Found {
    let (claim, end) = (index.get(number), index.end());
    let around = Around {
        sharing: &index.sharing(&claim.profile, end),
        neighbours: &index.neighbours(&claim.article),
    };
    let beside = index.of_document(&claim.document);
    let others = index.candidates(claim, end, &around).into_iter();
    let others: BTreeSet<u32> = others.chain(beside).filter(|at| *at != number).collect();
    let against = others.into_iter();
    let against = against.filter_map(|at| Some((at, kinds::compare(claim, index.get(at))?)));
    Found {
        same: Vec::new(),
        against: against.collect(),
        holders: second_holders(index, number, end),
    }
}

/// Keeps the conflicts of a new statement, now that all claims have their names; returns how many are new.
pub(super) fn keep_all(tx: &Tx<'_>, session: &Session, number: u32, found: &Found) -> Result<u64> {
    let index = &session.memory.index;
    let new = index.get(number);
    let mut added = 0;
    for (at, finding) in &found.against {
        added += u64::from(keep(tx, session.run, new, index.get(*at), finding)?);
    }
    let Some(office) = new.office else {
        return Ok(added);
    };
    for (at, finding) in &found.holders {
        let other = index.get(*at);
        added += u64::from(keep_attribution(tx, session, new, other, finding, office)?);
    }
    Ok(added)
}

/// Compares statements that are in memory already with all that they may answer; returns how many conflicts are new.
pub(super) fn detect_again(tx: &Tx<'_>, session: &Session, again: &[u32]) -> Result<u64> {
    let index = &session.memory.index;
    let found: Vec<Found> = again.par_iter().map(|&at| find_again(index, at)).collect();
    let mut added = 0;
    for (&at, found) in again.iter().zip(&found) {
        added += keep_all(tx, session, at, found)?;
    }
    Ok(added)
}

/// Somebody else in the office of a statement, among those with numbers below `end`.
fn second_holders(index: &Index, number: u32, end: u32) -> Vec<(u32, Finding)> {
    let new = index.get(number);
    let (Some(office), Some(role)) = (new.office, &new.role) else {
        return Vec::new();
    };
    let others = index.in_office(office).into_iter();
    others
        .filter(|at| *at < end && *at != number)
        .filter_map(|at| {
            let other = index.get(at);
            let days = new
                .day
                .zip(other.day)
                .map(|(x, y)| (x - y).num_days().abs());
            let (first, second) = ordered(new, other);
            let role = first.role.as_ref().unwrap_or(role);
            Some((at, kinds::attribution(first, second, role, days)?))
        })
        .collect()
}

/// Two people and an office make one conflict, shown by the two statements that are most about one matter.
fn keep_attribution(
    tx: &Tx<'_>,
    session: &Session,
    a: &Claim,
    b: &Claim,
    finding: &Finding,
    office: i64,
) -> Result<bool> {
    let rank = |a: &Claim, b: &Claim| {
        let common = a.profile.common(&b.profile).weight;
        let (first, second) = ordered(a, b);
        ((common * -1e6) as i64, receipt(first), receipt(second))
    };
    for known in tx.attributions(office)? {
        let (Some(x), Some(y)) = (
            stored(tx, session, &known.a)?,
            stored(tx, session, &known.b)?,
        ) else {
            continue;
        };
        let pair =
            one_speaker(&x, a) && one_speaker(&y, b) || one_speaker(&x, b) && one_speaker(&y, a);
        if !pair {
            continue;
        }
        if known.reviewed || rank(&x, &y) <= rank(a, b) {
            return Ok(false);
        }
        tx.remove_conflict(&known.id)?;
        keep(tx, session.run, a, b, finding)?;
        return Ok(false);
    }
    keep(tx, session.run, a, b, finding)
}

/// The claim of a stored statement, from memory where it is there.
fn stored<'s>(tx: &Tx<'_>, session: &'s Session, of: &Receipt) -> Result<Option<Cow<'s, Claim>>> {
    if let Some(claim) = session.memory.index.of_statement(&of.statement) {
        return Ok(Some(Cow::Borrowed(claim)));
    }
    let decided = session.identities.decided();
    let row = tx.statement_rows(&[of.statement.as_str()])?.pop();
    Ok(row.map(|row| {
        let article = Article::of(&row.article);
        Cow::Owned(claim(row, article, decided))
    }))
}

fn receipt(claim: &Claim) -> Receipt {
    Receipt {
        day: claim.day,
        document: claim.document.clone(),
        statement: claim.statement.clone(),
    }
}

/// The earlier one first, in the order of their receipts.
fn ordered<'c>(a: &'c Claim, b: &'c Claim) -> (&'c Claim, &'c Claim) {
    let [x, y] = [a, b].map(|claim| (claim.day, &claim.document, &claim.statement));
    if x <= y { (a, b) } else { (b, a) }
}

/// Keeps a conflict under the id of its two claims, with what is known of it already; true where it is new.
fn keep(tx: &Tx<'_>, run: RunId, a: &Claim, b: &Claim, finding: &Finding) -> Result<bool> {
    if a.claim == b.claim {
        return Ok(false);
    }
    let (a, b) = ordered(a, b);
    let shown = ShownConflict {
        id: conflict_id(&a.claim, &b.claim),
        kind: finding.kind,
        score: finding.score,
        claim_a: a.claim.clone(),
        claim_b: b.claim.clone(),
        a: receipt(a),
        b: receipt(b),
        reasons: finding.reasons.clone(),
        reviewed: false,
    };
    keep_shown(tx, run, shown)
}

/// Stores a conflict, together with what is stored of it under its id; true where nothing was.
fn keep_shown(tx: &Tx<'_>, run: RunId, shown: ShownConflict) -> Result<bool> {
    let Some(known) = tx.conflict(&shown.id)? else {
        return Ok(tx.add_conflict(&row(&shown), run)?);
    };
    let kept = together(known.clone(), shown);
    if kept != known {
        tx.add_conflict(&row(&kept), run)?;
    }
    Ok(false)
}

/// One conflict found by two pairs of statements: it is as sure as the surer pair, and shown by the one that was
/// printed first. That they share an office's name is no matter where they contradict each other.
fn together(x: ShownConflict, y: ShownConflict) -> ShownConflict {
    let attribution = |c: &ShownConflict| c.kind == ConflictKind::Attribution;
    let (first, second) = if printed(&x) <= printed(&y) {
        (x, y)
    } else {
        (y, x)
    };
    match (attribution(&first), attribution(&second)) {
        (true, false) => second,
        (false, true) => first,
        _ => ShownConflict {
            score: first.score.max(second.score),
            reviewed: first.reviewed || second.reviewed,
            ..first
        },
    }
}

/// When a pair of statements stood there: on the day of the later one; undated ones last of all.
fn printed(shown: &ShownConflict) -> impl Ord {
    let [x, y] = [&shown.a, &shown.b].map(|receipt| receipt.day.unwrap_or(NaiveDate::MAX));
    (x.max(y), x.min(y), &shown.a, &shown.b, shown.kind)
}

fn row(shown: &ShownConflict) -> NewConflict<'_> {
    NewConflict {
        id: &shown.id,
        kind: shown.kind,
        score: shown.score,
        claim_a: &shown.claim_a,
        claim_b: &shown.claim_b,
        statement_a: &shown.a.statement,
        statement_b: &shown.b.statement,
        reasons: &shown.reasons,
    }
}

/// Makes the conflicts of one claim conflicts of another one that it turned out to be.
pub(super) fn carry_over(tx: &Tx<'_>, from: &str, into: &str, run: RunId) -> Result<()> {
    for conflict in tx.conflicts_of_claim(from)? {
        tx.remove_conflict(&conflict.id)?;
        let old = conflict.id.clone();
        let renamed = |claim: &str| if claim == from { into } else { claim }.to_string();
        let (claim_a, claim_b) = (renamed(&conflict.claim_a), renamed(&conflict.claim_b));
        if claim_a == claim_b {
            continue;
        }
        let moved = ShownConflict {
            id: conflict_id(&claim_a, &claim_b),
            claim_a,
            claim_b,
            ..conflict
        };
        tx.copy_reviews(&old, &moved.id)?;
        keep_shown(tx, run, moved)?;
    }
    Ok(())
}

/// A hash of the two claims' ids, in either order.
pub(super) fn conflict_id(a: &str, b: &str) -> String {
    const LENGTH: usize = 16;
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    hex(&Sha256::digest(format!("{first}|{second}")))[..LENGTH].to_owned()
}
