//! Reading documents ahead of the writer: a few batches wait for it, with all that can be said of them without a
//! database.
//!
//! The writer works alone for much of its time, and with all cores while it compares statements. Reading ahead has
//! threads of its own, which fill the time in which the writer works alone, and stand still at a gate while it compares:
//! who waits for the writer must not take the cores away from it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::thread::{Scope, ScopedJoinHandle};

use anyhow::{Context, Result};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::{Prepared, Ready, prepare};
use crate::document::{Document, Item, RejectReason, Rejected};
use crate::store::Recollection;

/// Batches that wait at most for the writer.
const WAITING: usize = 2;

/// Open while nobody compares statements.
pub(super) type Gate = Arc<RwLock<()>>;

/// Closes a gate as long as the guard lives.
pub(super) fn closed(gate: &Gate) -> RwLockWriteGuard<'_, ()> {
    gate.write().unwrap_or_else(PoisonError::into_inner)
}

/// Where documents are read ahead.
pub(super) struct Workshop {
    /// What the database holds already; without it every document is read.
    stored: Option<Recollection>,
    gate: Gate,
    threads: ThreadPool,
}

impl Workshop {
    /// A workshop with one thread less than there are cores: that one is the writer's.
    pub(super) fn new(stored: Option<Recollection>, gate: &Gate) -> Result<Self> {
        let threads = rayon::current_num_threads().saturating_sub(1).max(1);
        Ok(Self {
            stored,
            gate: Arc::clone(gate),
            threads: ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .context("no threads to read documents with")?,
        })
    }

    /// Begins to read batches; they come in their order. Whoever stops taking them ends the reading.
    pub(super) fn begin<'s, B>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        mut batches: B,
    ) -> (Receiver<Vec<Ready>>, ScopedJoinHandle<'s, ()>)
    where
        B: Iterator<Item = Vec<Item>> + Send + 's,
    {
        let (sender, ready) = sync_channel(WAITING);
        let reader = scope.spawn(move || {
            // nobody writes while the first batch is read: it has all cores
            let first = batches.next().map(|batch| self.read(batch));
            let rest = batches.map(|batch| self.threads.install(|| self.read(batch)));
            for batch in first.into_iter().chain(rest) {
                if sender.send(batch).is_err() {
                    break;
                }
            }
        });
        (ready, reader)
    }

    fn read(&self, batch: Vec<Item>) -> Vec<Ready> {
        batch
            .into_par_iter()
            .map(|item| {
                let _open = self.gate.read().unwrap_or_else(PoisonError::into_inner);
                self.ready(item)
            })
            .collect()
    }

    fn ready(&self, item: Item) -> Ready {
        match item {
            Item::Document(document) if self.has(&document) => {
                Ready::Document(Box::new(Prepared::stored(*document)))
            }
            Item::Document(document) => unbroken(*document),
            Item::Rejected(rejected) => Ready::Rejected(rejected),
            Item::Unchanged(visit) => Ready::Unchanged(visit.documents),
            Item::Visit(visit) => Ready::Visit(visit),
        }
    }

    fn has(&self, document: &Document) -> bool {
        let stored = self.stored.as_ref();
        stored.is_some_and(|stored| stored.has(&document.id, &document.hash))
    }
}

/// A document with all that can be said of it; refused where the extractor breaks on it, which must not end the night.
fn unbroken(document: Document) -> Ready {
    let input = document.text.as_bytes().to_vec();
    let source = document.id.clone();
    match catch_unwind(AssertUnwindSafe(|| prepare(document))) {
        Ok(prepared) => Ready::Document(Box::new(prepared)),
        Err(_) => Ready::Rejected(Rejected {
            source,
            reason: RejectReason::Broken,
            detail: "the extractor breaks on it; please report it with what gainsay rejections --show prints"
                .to_owned(),
            input,
        }),
    }
}
