//! One request at a time to each host, with a pause between them, and hosts that want to be left alone.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::halt::{Halt, STEP};

/// A server with so many strikes, one after the other, is down.
const STRIKES: u32 = 12;
/// Strikes for a connection that can't be made: after the third one it is left for the next run.
pub(super) const UNCONNECTED: u32 = 4;
/// Strikes for an answer that does not come, or not to its end, in its time: three addresses, four times each.
pub(super) const STALLED: u32 = 1;

/// Who may ask which host, and when.
#[derive(Debug)]
pub(super) struct Turns {
    pause: Duration,
    hosts: Mutex<BTreeMap<String, Host>>,
    /// Told whenever a turn ends.
    ended: Condvar,
}

/// What is known of a host during a run.
#[derive(Debug, Default)]
struct Host {
    busy: bool,
    /// Not before this.
    next: Option<Instant>,
    /// `Crawl-delay` of its robots.txt.
    delay: Duration,
    /// It is left alone for the rest of the run, and wanted so until this time.
    left: Option<DateTime<Utc>>,
    /// Strikes since the last answer.
    strikes: u32,
}

impl Turns {
    pub(super) fn new(pause: Duration) -> Self {
        Self {
            pause,
            hosts: Mutex::default(),
            ended: Condvar::new(),
        }
    }

    /// Waits until the host may be asked; `None` where the wait was ended.
    pub(super) fn take<'t>(&'t self, host: &str, halt: &Halt) -> Option<Turn<'t>> {
        let mut hosts = self.lock();
        loop {
            if halt.is_set() {
                return None;
            }
            let now = Instant::now();
            let state = hosts.entry(host.to_owned()).or_default();
            let wait = match state.next {
                _ if state.busy => STEP,
                Some(next) if next > now => (next - now).min(STEP),
                _ => {
                    state.busy = true;
                    return Some(Turn {
                        turns: self,
                        host: host.to_owned(),
                    });
                }
            };
            let waited = self.ended.wait_timeout(hosts, wait);
            hosts = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The host may not be asked for this long.
    pub(super) fn hold(&self, host: &str, wait: Duration) {
        let until = Instant::now() + wait;
        self.change(host, |state| {
            state.next = Some(state.next.map_or(until, |next| next.max(until)));
        });
    }

    /// The host wants at least this between two requests.
    pub(super) fn slow(&self, host: &str, delay: Duration) {
        self.change(host, |state| state.delay = state.delay.max(delay));
    }

    /// The host is not asked any more in this run.
    pub(super) fn leave(&self, host: &str, until: DateTime<Utc>) {
        self.change(host, |state| state.left = state.left.max(Some(until)));
    }

    /// Until when the host wants to be left alone, where it is.
    pub(super) fn left(&self, host: &str) -> Option<DateTime<Utc>> {
        self.lock().get(host).and_then(|state| state.left)
    }

    /// A server answered, or did not and has so many strikes more; `server` is host and port.
    pub(super) fn answered(&self, server: &str, strikes: u32) {
        self.change(server, |state| {
            state.strikes = if strikes == 0 {
                0
            } else {
                state.strikes + strikes
            };
        });
    }

    /// True for a server that did not answer several times in a row.
    pub(super) fn is_down(&self, server: &str) -> bool {
        let hosts = self.lock();
        hosts
            .get(server)
            .is_some_and(|state| state.strikes >= STRIKES)
    }

    fn change(&self, host: &str, change: impl FnOnce(&mut Host)) {
        change(self.lock().entry(host.to_owned()).or_default());
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to ask a host. The pause begins when it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    host: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let pause = self.turns.pause;
        self.turns.change(&self.host, |state| {
            state.busy = false;
            let until = Instant::now() + pause.max(state.delay);
            state.next = Some(state.next.map_or(until, |next| next.max(until)));
        });
        self.turns.ended.notify_all();
    }
}
