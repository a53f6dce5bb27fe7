//! Ends waiting and asking at once, when the program is told to stop or nobody wants the answers any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a wait goes on before it looks whether it is still wanted.
pub(crate) const STEP: Duration = Duration::from_millis(50);

/// Says whether to go on.
#[derive(Debug, Default)]
pub struct Halt {
    /// Set from outside, by a signal.
    stop: Arc<AtomicBool>,
    /// Set when the answers have no reader any more.
    closed: AtomicBool,
}

impl Halt {
    /// Goes on until the flag is set or [`Halt::close`] is called.
    pub fn new(stop: Arc<AtomicBool>) -> Self {
        Self {
            stop,
            closed: AtomicBool::new(false),
        }
    }

    /// Ends everything.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// True where nothing more may be begun.
    pub fn is_set(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.closed.load(Ordering::Relaxed)
    }

    /// Waits; false where it was ended early.
    pub fn sleep(&self, wait: Duration) -> bool {
        let begun = Instant::now();
        loop {
            if self.is_set() {
                return false;
            }
            let left = wait.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(STEP));
        }
    }
}
