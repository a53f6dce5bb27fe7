//! One JSON object a line: the records as `gainsay statements --format jsonl` prints them.

use std::io::Write;

use anyhow::Result;
use serde_json::Value;

use super::Exporter;

/// Writes JSON lines.
pub struct Jsonl<W> {
    out: W,
}

impl<W: Write> Jsonl<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Exporter for Jsonl<W> {
    fn record(&mut self, record: &Value) -> Result<()> {
        serde_json::to_writer(&mut self.out, record)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}
