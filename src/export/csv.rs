//! Comma-separated values: a header, and every character as it was. Lists are JSON in one cell.

use std::io::{self, Write};

use anyhow::Result;
use serde_json::Value;

use super::{Exporter, Records, fields};

/// Writes CSV.
pub struct Csv<W> {
    out: W,
    paths: Vec<String>,
}

impl<W: Write> Csv<W> {
    /// Writes the header to `out`.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn new(mut out: W, records: Records) -> io::Result<Self> {
        let paths = fields::paths(records);
        write_line(&mut out, &header(&paths))?;
        Ok(Self { out, paths })
    }
}

impl<W: Write> Exporter for Csv<W> {
    fn record(&mut self, record: &Value) -> Result<()> {
        Ok(write_line(&mut self.out, &cells(record, &self.paths))?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// The names of the columns: `a.id` becomes `a_id`.
pub fn header(paths: &[String]) -> Vec<String> {
    paths.iter().map(|path| path.replace('.', "_")).collect()
}

/// The cells of a record.
pub fn cells(record: &Value, paths: &[String]) -> Vec<String> {
    let cell = |path: &String| plain(lookup(record, path));
    paths.iter().map(cell).collect()
}

/// The field at `key` or `key.key`.
pub fn lookup<'a>(record: &'a Value, path: &str) -> &'a Value {
    if let Some(value) = record.get(path) {
        return value;
    }
    path.split('.').fold(record, |value, key| &value[key])
}

/// A field as a cell for machines: nothing for null, JSON for what is nested.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Writes one line, quoted where it must be.
///
/// # Errors
/// When it can't be written.
pub fn write_line(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    let mut line = csv::Writer::from_writer(out);
    line.write_record(cells)?;
    line.flush()
}
