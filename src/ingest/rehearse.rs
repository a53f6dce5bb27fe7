//! A rehearsal: everything is read and extracted as an ingestion would, and nothing is stored.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use rayon::prelude::*;

use super::{Progress, Summary};
use crate::document::{Document, FeedVisit, Item, Visit};
use crate::extract::extract;
use crate::store::{FeedRow, Known, Lookup, Store};

/// Reads batches of documents and counts what an ingestion into this database (or into a new one) would store.
/// Conflicts are not looked for.
///
/// # Errors
/// Where the database can't be read.
pub fn rehearse(
    store: Option<&Store>,
    batches: impl Iterator<Item = Vec<Item>>,
    stop: &AtomicBool,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary> {
    let mut rehearsal = Rehearsal {
        store,
        present: BTreeMap::new(),
        feeds: Vec::new(),
        summary: Summary {
            dry_run: true,
            ..Summary::default()
        },
    };
    for batch in batches {
        let statements: Vec<u64> = batch.par_iter().map(statements).collect();
        for (item, statements) in batch.iter().zip(statements) {
            rehearsal.take(item, statements)?;
            match item {
                Item::Document(document) => observer(Progress::Document(document)),
                Item::Rejected(rejected) => observer(Progress::Rejected(rejected)),
                Item::Visit(visit) => observer(Progress::Visit(visit)),
                Item::Unchanged(_) => {}
            }
        }
    }
    let mut summary = rehearsal.summary;
    summary.visited_feeds(rehearsal.feeds);
    summary.stopped = stop.load(Ordering::Relaxed);
    Ok(summary)
}

/// How many statements an item has.
fn statements(item: &Item) -> u64 {
    match item {
        Item::Document(document) => extract(document).len() as u64,
        _ => 0,
    }
}

struct Rehearsal<'s> {
    store: Option<&'s Store>,
    /// Hashes of the documents that came in so far, by id.
    present: BTreeMap<String, String>,
    feeds: Vec<FeedRow>,
    summary: Summary,
}

impl Rehearsal<'_> {
    fn take(&mut self, item: &Item, statements: u64) -> Result<()> {
        match item {
            Item::Document(document) => self.document(document, statements)?,
            Item::Rejected(_) => {
                self.summary.documents += 1;
                self.summary.rejected += 1;
            }
            Item::Unchanged(file) => self.summary.unchanged(file.documents),
            Item::Visit(visit) => self.summary.visited(visit),
        }
        if let Item::Visit(Visit::Feed(feed)) = item {
            self.feeds.push(row(feed));
        }
        Ok(())
    }

    fn document(&mut self, document: &Document, statements: u64) -> Result<()> {
        let (id, hash) = (document.id.clone(), document.hash.clone());
        let before = self.present.insert(id, hash);
        let stored = match self.store {
            Some(store) => store.document_known(&document.id, &document.hash)?,
            None => Known::New,
        };
        let summary = &mut self.summary;
        summary.documents += 1;
        let new = match (before, stored) {
            (Some(before), _) if before == document.hash => {
                summary.known += 1;
                return Ok(());
            }
            (None, Known::Same(_)) => {
                summary.known += 1;
                return Ok(());
            }
            (None, Known::New) => {
                summary.added += 1;
                true
            }
            (_, Known::Earlier(_)) => {
                summary.changed += 1;
                false
            }
            _ => {
                summary.changed += 1;
                true
            }
        };
        if new {
            summary.statements += statements;
            summary.undated += u64::from(document.published.is_none());
        }
        Ok(())
    }
}

/// A feed as a visit shows it, when nothing is remembered of it.
fn row(feed: &FeedVisit) -> FeedRow {
    FeedRow {
        url: feed.url.clone(),
        title: feed.title.clone(),
        outcome: feed.outcome,
        status: feed.status,
        detail: feed.detail.clone(),
        entries: feed.entries,
        entries_failed: feed.entries_failed,
        failing_since: None,
    }
}
