//! Extraction anew: the present extractor over the stored documents, after an upgrade. Statements keep their ids, and
//! where a newer extractor moves a span, the statement that covers most of the old one's words inherits its id, so
//! that reviews, which hang on the ids of conflicts, stay with what was judged, and corrections with what was corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde::Serialize;

use super::{
    Prepared, Progress, Ready, Session, Summary, arrive, corrections, grouping, identities,
    prepare, store_arrived,
};
use crate::statement::{Span, Statement};
use crate::store::{FormerStatement, Lookup, Store, StoredDocument, Tx};

/// Documents extracted at a time.
const BATCH: usize = 256;

/// What an extraction anew brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Reextraction {
    /// Versions of documents that were read.
    pub documents: u64,
    /// Statements that there are now.
    pub statements: u64,
    /// Statements that were there before, under their id.
    pub kept: u64,
    /// Those of them whose words begin or end elsewhere now.
    pub moved: u64,
    /// Statements that were not there before.
    pub added: u64,
    /// Statements that are not there any more.
    pub removed: u64,
    /// Conflicts that were not there before.
    pub conflicts: u64,
}

/// Extracts all stored documents anew and looks for conflicts, in one transaction.
///
/// # Errors
/// Where the database can't be written, or `stop` is set meanwhile: then nothing is changed.
pub fn reextract(
    store: &mut Store,
    stop: &AtomicBool,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Reextraction> {
    let run = store.begin_run("reextract")?;
    let done = anew(store, run, stop, observer);
    match &done {
        Ok(_) => {}
        Err(error) => store.fail_run(run, &error.to_string()),
    }
    let (mut found, mut summary) = done?;
    found.conflicts = store.conflicts_of_run(run)?;
    summary.conflicts = found.conflicts;
    store.finish_run(run, &summary.counts())?;
    Ok(found)
}

fn anew(
    store: &mut Store,
    run: i64,
    stop: &AtomicBool,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<(Reextraction, Summary)> {
    let identities = identities(store)?;
    let tx = store.begin()?;
    let before: BTreeMap<String, String> = tx.claim_topics()?.into_iter().collect();
    tx.set_extraction_aside()?;
    let mut session = Session::new(run, identities);
    let mut found = Reextraction::default();
    let mut last = 0;
    loop {
        if stop.load(Ordering::Relaxed) {
            bail!("stopped by a signal; nothing was changed, run it again");
        }
        let documents = tx.stored_documents(last, BATCH)?;
        let Some(end) = documents.last() else {
            break;
        };
        last = end.row.id;
        found.moved += read(&tx, &mut session, &documents)?;
        for stored in &documents {
            observer(Progress::Document(&stored.document));
        }
    }
    for key in tx.documents_gone_back()? {
        session.memory.replace(&tx, &key)?;
        let current = session.memory.index.of_document(&key);
        super::detect::detect_again(&tx, &session, &current)?;
    }
    observer(Progress::Detecting);
    tx.carry_reviews()?;
    tx.settle_extraction()?;
    tx.show_current_words()?;
    grouping::group_within(&tx, session.memory, &before)?;
    (found.kept, found.removed) = tx.former_kept()?;
    tx.commit()?;
    let mut summary = session.summary;
    summary.known = summary.documents;
    found.documents = summary.documents;
    found.statements = summary.statements;
    found.added = summary.statements - found.kept;
    summary.statements = found.added;
    Ok((found, summary))
}

/// Extracts and stores some documents; returns how many statements moved.
fn read(tx: &Tx<'_>, session: &mut Session, documents: &[StoredDocument]) -> Result<u64> {
    let mut prepared: Vec<Prepared> = documents
        .par_iter()
        .map(|stored| prepare(stored.document.clone()))
        .collect();
    let mut moved = 0;
    for (prepared, stored) in prepared.iter_mut().zip(documents) {
        moved += inherit(prepared, &tx.former_statements(stored.row.id)?);
    }
    corrections::apply(tx, &mut prepared)?;
    let mentions = prepared.iter().flat_map(|p| &p.statements);
    session
        .identities
        .meet(tx, mentions.map(|statement| &statement.mention))?;
    let ready: Vec<Ready> = prepared
        .into_iter()
        .map(|prepared| Ready::Document(Box::new(prepared)))
        .collect();
    // versions of one document must follow each other
    let mut rest = ready.as_slice();
    let mut stored = documents.iter();
    while !rest.is_empty() {
        let (part, later) = rest.split_at(super::without_repetition(rest));
        let mut arrived = Vec::new();
        for (item, stored) in part.iter().zip(stored.by_ref()) {
            let Ready::Document(prepared) = item else {
                continue;
            };
            session.summary.documents += 1;
            if stored.supersedes.is_some() {
                session.memory.forget(&stored.row.key);
            }
            let (title, text) = (&prepared.title_folded, &prepared.text_folded);
            tx.refold(&stored.row, &stored.document, title, text, &prepared.terms)?;
            arrived.push(arrive(tx, session, prepared, stored.row.clone())?);
        }
        store_arrived(tx, session, arrived)?;
        rest = later;
    }
    session.identities.keep(tx)?;
    Ok(moved)
}

/// Gives the statements of a document the ids of those that they take the place of; returns how many have one although
/// their words begin or end elsewhere.
fn inherit(prepared: &mut Prepared, former: &[FormerStatement]) -> u64 {
    let ids = inherited(
        &prepared
            .statements
            .iter()
            .map(|s| &s.statement)
            .collect::<Vec<_>>(),
        former,
    );
    for prepared in &mut prepared.statements {
        let statement = &mut prepared.statement;
        if let Some(id) = ids.get(&statement.id) {
            statement.id.clone_from(id);
        }
        if let Some(id) = statement.parent.as_ref().and_then(|parent| ids.get(parent)) {
            statement.parent = Some(id.clone());
        }
    }
    ids.len() as u64
}

/// The old id of every new statement that has none of the old ones but covers most of the words of one; the one that
/// covers most comes first.
fn inherited(new: &[&Statement], former: &[FormerStatement]) -> BTreeMap<String, String> {
    let present: BTreeSet<&str> = new.iter().map(|statement| statement.id.as_str()).collect();
    let known: BTreeSet<&str> = former.iter().map(|former| former.id.as_str()).collect();
    let mut pairs = Vec::new();
    for (at, statement) in new.iter().enumerate() {
        if known.contains(statement.id.as_str()) {
            continue;
        }
        for (other, former) in former.iter().enumerate() {
            if present.contains(former.id.as_str()) {
                continue;
            }
            // where somebody marked other words, those that the machine read tell as well which statement it is
            let places = [Some(&former.spans), former.machine.as_ref()];
            let shares = places.into_iter().flatten().filter_map(|spans| {
                let covered = covered(spans, &statement.spans);
                (covered * 2 > length(spans)).then_some(covered)
            });
            if let Some(covered) = shares.max() {
                pairs.push((std::cmp::Reverse(covered), other, at));
            }
        }
    }
    pairs.sort_unstable();
    let (mut heirs, mut left) = (BTreeSet::new(), BTreeSet::new());
    let mut ids = BTreeMap::new();
    for (_, other, at) in pairs {
        if !heirs.contains(&at) && left.insert(other) {
            heirs.insert(at);
            ids.insert(new[at].id.clone(), former[other].id.clone());
        }
    }
    ids
}

/// Code points of `old` that `new` covers too.
fn covered(old: &[Span], new: &[Span]) -> usize {
    let shared = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    old.iter()
        .flat_map(|a| new.iter().map(move |b| shared(a, b)))
        .sum()
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}
