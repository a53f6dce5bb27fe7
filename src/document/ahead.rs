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
    /// Nothing is read before the first item is wanted: until then a run may wait for another one.
    waiting: Option<Documents>,
    items: Option<Receiver<Item>>,
    stop: Arc<AtomicBool>,
    most: usize,
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
            waiting: Some(documents),
            items: None,
            most: Self::BATCH,
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

/// Begins to read.
fn begin(mut documents: Documents) -> Receiver<Item> {
    let (sender, items) = sync_channel(WAITING);
    // not joined: it may wait for a pipe that nobody writes to, and ends with the process
    std::thread::spawn(move || documents.all(|item| sender.send(item).is_ok()));
    items
}

impl Iterator for Ahead {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        let mut batch = Vec::new();
        let mut until: Option<Instant> = None;
        if let Some(documents) = self.waiting.take() {
            self.items = Some(begin(documents));
        }
        let items = self.items.as_ref()?;
        while batch.len() < self.most && !self.stop.load(Ordering::Relaxed) {
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
