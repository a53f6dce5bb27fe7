//! Reading ahead: sources are read by a thread of their own, so that a slow one does not keep what has arrived from
//! being stored, and a signal need not wait for the next line of a pipe.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::{Documents, Item};

/// Items that wait at most between reader and writer.
const WAITING: usize = 256;
/// A batch is closed this long after its first item, full or not.
const OPEN: Duration = Duration::from_millis(1_000);
/// How often a wait looks whether it should end.
const STEP: Duration = Duration::from_millis(50);

/// The items of some sources in batches, in input order: each as soon as it is full or a second old.
pub struct Ahead {
    source: Source,
    stop: Arc<AtomicBool>,
    most: usize,
}

/// Where items come from.
enum Source {
    /// Nothing is read before the first item is wanted: until then a run may wait for another one.
    Waiting(Box<Documents>),
    /// They are being read.
    Reading(Receiver<Item>),
    /// Nothing more can come.
    Ended,
}

impl Ahead {
    /// Most items of a batch, where nothing else is asked for: enough for every core, and for one transaction to be
    /// worth its while.
    pub const BATCH: usize = 256;

    /// The items of some sources, read from the first batch on. Where their `stop` is set nothing more is handed out,
    /// whatever the reader waits for.
    pub fn of(documents: Documents) -> Self {
        Self {
            stop: documents.stop(),
            source: Source::Waiting(Box::new(documents)),
            most: Self::BATCH,
        }
    }

    /// Begins to read, where that has not begun.
    fn items(&mut self) -> Option<&Receiver<Item>> {
        if let Source::Waiting(_) = self.source
            && let Source::Waiting(mut documents) =
                std::mem::replace(&mut self.source, Source::Ended)
        {
            let (sender, items) = sync_channel(WAITING);
            // not joined: it may wait for a pipe that nobody writes to, and ends with the process
            std::thread::spawn(move || documents.all(|item| sender.send(item).is_ok()));
            self.source = Source::Reading(items);
        }
        match &self.source {
            Source::Reading(items) => Some(items),
            _ => None,
        }
    }

    /// The same with batches of so many items at most.
    pub fn in_batches_of(self, most: usize) -> Self {
        Self {
            most: most.max(1),
            ..self
        }
    }
}

impl Iterator for Ahead {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        let mut batch = Vec::new();
        let mut until: Option<Instant> = None;
        let most = self.most;
        let stop = Arc::clone(&self.stop);
        let items = self.items()?;
        while batch.len() < most && !stop.load(Ordering::Relaxed) {
            let left = until.map_or(STEP, |until| {
                until.saturating_duration_since(Instant::now())
            });
            match items.recv_timeout(left.min(STEP)) {
                Ok(item) => {
                    until.get_or_insert_with(|| Instant::now() + OPEN);
                    batch.push(item);
                }
                Err(RecvTimeoutError::Timeout) if left > STEP || until.is_none() => {}
                Err(_) => break,
            }
        }
        (!batch.is_empty()).then_some(batch)
    }
}
