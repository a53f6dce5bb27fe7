//! The two places where the store looks at the clock: the log's timestamps and the limit on queries.
//! Nothing that is extracted or detected depends on either.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{SecondsFormat, Utc};

/// The present moment in UTC as the log keeps it, "2017-06-23T18:02:11Z".
pub(super) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A moment after which a running query is stopped; shared with SQLite's progress handler.
#[derive(Debug, Clone)]
pub(super) struct Deadline {
    start: Instant,
    /// Milliseconds after `start`, 0 for none.
    at: Arc<AtomicU64>,
}

impl Default for Deadline {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            at: Arc::default(),
        }
    }
}

impl Deadline {
    /// Stops whatever runs after `time` from now, until the guard is dropped.
    pub(super) fn set(&self, time: Duration) -> DeadlineGuard<'_> {
        let at = self.start.elapsed().saturating_add(time).as_millis();
        self.at.store(
            u64::try_from(at).unwrap_or(u64::MAX).max(1),
            Ordering::Relaxed,
        );
        DeadlineGuard(self)
    }

    /// True where the moment has passed.
    pub(super) fn is_over(&self) -> bool {
        let at = self.at.load(Ordering::Relaxed);
        at != 0 && self.start.elapsed().as_millis() > u128::from(at)
    }
}

/// Lifts the deadline when dropped.
pub(super) struct DeadlineGuard<'a>(&'a Deadline);

impl Drop for DeadlineGuard<'_> {
    fn drop(&mut self) {
        self.0.at.store(0, Ordering::Relaxed);
    }
}
