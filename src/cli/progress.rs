//! Progress on stderr: a line that moves on a terminal, nothing in a pipe.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::say;

/// A line on stderr that shows how far it got.
pub struct ProgressLine(ProgressBar);

impl ProgressLine {
    /// A line for documents; hidden where `quiet` or where stderr is no terminal.
    pub fn new(quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed} {msg}")
        {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One more document.
    pub fn document(&self) {
        self.0.inc(1);
    }

    /// What is being done now.
    pub fn stage(&self, words: &'static str) {
        self.0.set_message(words);
    }

    /// A line that stays.
    pub fn say(&self, message: &str) {
        self.0.suspend(|| say(message));
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
