//! What people decide on who is who, and what follows from it: the claims and conflicts of the speakers concerned are
//! worked out anew, as if their articles had come in after the decision.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::memory::{Article, Source, claim};
use super::{Session, claims, copies, detect, grouping, identities};
use crate::identity::mention::Mention;
use crate::identity::{Identities, Reviewer};
use crate::statement::ConflictKind;
use crate::store::{
    Lookup, NewClaim, OfficeId, RunId, ShownConflict, SpeakerId, StatementRow, Store, Tx,
};

/// Makes two speakers one; returns the one that is left.
///
/// # Errors
/// Where one of them is unknown, or they are of two kinds; then nothing is changed.
pub fn merge_speakers(
    store: &mut Store,
    a: SpeakerId,
    b: SpeakerId,
    by: &Reviewer<'_>,
) -> Result<SpeakerId> {
    let left = decided(store, "merge-speakers", |identities, tx| {
        Ok(vec![identities.merge(tx, a, b, by)?])
    })?;
    Ok(left.first().copied().unwrap_or(a))
}

/// Makes some of a speaker's spellings somebody else, or every name of its own speaker where none is given; returns
/// the speakers that there are now.
///
/// # Errors
/// Where the speaker has no such spelling, or no other one; then nothing is changed.
pub fn split_speaker(
    store: &mut Store,
    speaker: SpeakerId,
    aliases: &[String],
    by: &Reviewer<'_>,
) -> Result<Vec<SpeakerId>> {
    decided(store, "split-speaker", |identities, tx| {
        Ok(identities.split(tx, speaker, aliases, by)?)
    })
}

/// Decides, and works out what follows from it.
fn decided(
    store: &mut Store,
    command: &str,
    decide: impl FnOnce(&mut Identities, &Tx<'_>) -> Result<Vec<SpeakerId>>,
) -> Result<Vec<SpeakerId>> {
    let run = store.begin_run(command)?;
    let done = follow(store, run, decide);
    if let Err(error) = &done {
        store.fail_run(run, &error.to_string());
    }
    done
}

fn follow(
    store: &mut Store,
    run: RunId,
    decide: impl FnOnce(&mut Identities, &Tx<'_>) -> Result<Vec<SpeakerId>>,
) -> Result<Vec<SpeakerId>> {
    let mut identities = identities(store)?;
    let tx = store.begin()?;
    let speakers = decide(&mut identities, &tx)?;
    let mut session = Session::new(run, identities);
    let touched = tx.claims_of(&speakers)?;
    detect_anew(&tx, &mut session, &touched, None)?;
    tx.commit()?;
    grouping::group(store, session.memory)?;
    store.finish_run(run, &session.summary.counts())?;
    Ok(speakers)
}

/// Works out some claims and their conflicts anew. What was judged of a claim is judged of whatever its statements are
/// appearances of now; not of a statement that `other` names, which says something else than what was judged.
pub(super) fn detect_anew(
    tx: &Tx<'_>,
    session: &mut Session,
    touched: &[String],
    other: Option<&str>,
) -> Result<()> {
    let mut gone: Vec<ShownConflict> = Vec::new();
    let mut found: BTreeMap<String, RunId> = BTreeMap::new();
    for claim in touched {
        for conflict in tx.conflicts_of_claim(claim)? {
            let run = tx.remove_conflict(&conflict.id)?;
            found.extend(run.map(|run| (conflict.id.clone(), run)));
            gone.push(conflict);
        }
    }
    let mut rows = tx.appearances(touched)?;
    rows.sort_by(|x, y| (x.day.is_none(), x.day, &x.id).cmp(&(y.day.is_none(), y.day, &y.id)));
    for row in &rows {
        apart(tx, session, row)?;
    }
    for row in &rows {
        bind(tx, session, row)?;
    }
    tx.forget_empty_claims(touched)?;
    let own: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    tx.forget_empty_claims(&own)?;
    let index = &session.memory.index;
    let ours = rows.iter().filter_map(|row| index.number(&row.id));
    let mut at: BTreeSet<u32> = ours.collect();
    // two people and an office make one conflict: others may show it as well
    for office in offices(tx, &gone)? {
        at.extend(index.in_office(office));
    }
    let at: Vec<u32> = at.into_iter().collect();
    session.summary.conflicts = detect::detect_again(tx, session, &at)?;
    // what comes again was found when it was found first, and is nothing new
    for (id, run) in &found {
        if tx.set_found(id, *run)? {
            session.summary.conflicts = session.summary.conflicts.saturating_sub(1);
        }
    }
    rows.retain(|row| other != Some(&row.id));
    gone.retain(|conflict| conflict.reviewed);
    gone.iter()
        .try_for_each(|conflict| carry_verdicts(tx, conflict, &rows))
}

/// The offices that conflicts gave to two people.
fn offices(tx: &Tx<'_>, conflicts: &[ShownConflict]) -> Result<BTreeSet<OfficeId>> {
    let given = conflicts
        .iter()
        .filter(|conflict| conflict.kind == ConflictKind::Attribution)
        .flat_map(|conflict| [conflict.a.statement.as_str(), conflict.b.statement.as_str()]);
    let rows = tx.statement_rows(&given.collect::<Vec<_>>())?;
    Ok(rows.iter().filter_map(|row| row.office_id).collect())
}

/// Carries the verdicts on a conflict to those of the claims that the statements of its two sides are appearances of
/// now; `rows` are those statements as they were.
fn carry_verdicts(tx: &Tx<'_>, conflict: &ShownConflict, rows: &[StatementRow]) -> Result<()> {
    let now = |claim: &str| -> Result<BTreeSet<String>> {
        let appearances = rows.iter().filter(|row| row.claim_id == claim);
        let ids = appearances.map(|row| row.id.as_str()).chain([claim]);
        let claims = ids.map(|id| Ok(tx.claim_of_statement(id)?));
        Ok(claims
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect())
    };
    let (ours, theirs) = (now(&conflict.claim_a)?, now(&conflict.claim_b)?);
    for a in &ours {
        for b in &theirs {
            let id = detect::conflict_id(a, b);
            if id != conflict.id && tx.conflict(&id)?.is_some() {
                tx.copy_reviews(&conflict.id, &id)?;
            }
        }
    }
    Ok(())
}

/// Makes a statement a claim of its own, and reads what it may answer.
fn apart(tx: &Tx<'_>, session: &mut Session, row: &StatementRow) -> Result<()> {
    tx.add_claim(&NewClaim {
        id: &row.id,
        speaker_id: row.speaker_id,
        stance: row.stance,
        title: &claims::shortened(&row.content),
    })?;
    tx.found_by(&row.id, &row.content)?;
    tx.set_claim(&row.id, &row.id)?;
    let new = claim(
        row.clone(),
        Article::of(&row.article),
        session.identities.decided(),
    );
    let source = Source {
        speaker: row.speaker_id,
        block: mention(row).row.block,
        printed: &copies::printed(tx, row.document_id)?,
    };
    session.memory.beside(tx, row.document_id)?;
    session.memory.recall(tx, &new, &source)?;
    let at = session.memory.index.add(new);
    session.memory.index.reclaim(at, &row.id);
    Ok(())
}

/// How a statement names its speaker.
fn mention(row: &StatementRow) -> Mention {
    Mention::new(
        &row.speaker,
        row.speaker_kind,
        row.country.as_deref(),
        row.role.as_deref(),
        &row.article.key,
    )
}

/// Finds the claim that a statement belongs to now.
fn bind(tx: &Tx<'_>, session: &mut Session, row: &StatementRow) -> Result<()> {
    let Some(at) = session.memory.index.number(&row.id) else {
        return Ok(());
    };
    let index = &session.memory.index;
    let printed = copies::printed(tx, row.document_id)?;
    let sharing = index.sharing(&index.get(at).profile, index.end());
    let same = claims::same(index, at, &sharing, &printed);
    let binding = claims::Binding {
        number: at,
        same: &same,
    };
    claims::bind(tx, session, &binding, row.speaker_id, &row.content)?;
    tx.set_claim(&row.id, &session.memory.index.get(at).claim)?;
    Ok(())
}
