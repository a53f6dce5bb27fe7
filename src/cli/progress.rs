//! Progress on stderr: a line that moves on a terminal; in a log a plain line now and then.

use std::io::{self, IsTerminal};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use tracing::info;

use crate::report::count;

/// How often a log that nobody watches is told how far it got.
const EVERY: Duration = Duration::from_secs(60);

/// The line that is shown, for log lines to make room.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Runs something that writes to stderr while the line is away.
pub fn aside(write: impl FnOnce()) {
    match &*SHOWN.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// How far something got.
pub struct ProgressLine {
    bar: ProgressBar,
    plain: bool,
    one: &'static str,
    documents: u64,
    said: Instant,
}

impl ProgressLine {
    /// A line for documents; nothing where `quiet`.
    pub fn new(quiet: bool) -> Self {
        Self::of("document", quiet)
    }

    /// A line for what is called so in the singular; nothing where `quiet`.
    pub fn of(one: &'static str, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = if quiet || !terminal {
            ProgressBar::hidden()
        } else {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template(&format!(
                "{{spinner}} {{pos}} {one}s, {{per_sec}}, {{elapsed}} {{msg}}"
            )) {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
        Self {
            bar,
            plain: !quiet && !terminal,
            one,
            documents: 0,
            said: Instant::now(),
        }
    }

    /// One more document.
    pub fn document(&mut self) {
        self.bar.inc(1);
        self.documents += 1;
        if self.plain && self.said.elapsed() > EVERY {
            self.said = Instant::now();
            info!(
                documents = self.documents,
                "{} so far",
                count(self.documents, self.one)
            );
        }
    }

    /// What is being done now.
    pub fn stage(&self, words: &'static str) {
        self.bar.set_message(words);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.bar.finish_and_clear();
    }
}
