//! Records for other programs: statements, conflicts and topics as files. Each format is one file here with one
//! [`Exporter`]; which fields a record has and of what type is told once, in [`fields`]. What is exported is what the
//! record commands print: nothing here chooses, scores or words anything anew.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;
use serde_json::Value;

use crate::report::read::{self, Filter};

pub mod claimreview;
pub mod csv;
pub mod fields;
pub mod jsonl;
pub mod parquet;
pub mod target;

const TOPICS: &str = include_str!("../../sql/report_topics.sql");

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Records {
    /// Who said what.
    Statements,
    /// The contradictions found, with both statements.
    Conflicts,
    /// The matters in conflict.
    Topics,
}

impl Records {
    /// One of them, as counted.
    pub fn one(self) -> &'static str {
        match self {
            Self::Statements => "statement",
            Self::Conflicts => "conflict",
            Self::Topics => "topic",
        }
    }

    /// Hands every record that passes the filter to `each`, as the record command of the same name prints it.
    ///
    /// # Errors
    /// When the database can't be read, or what `each` says.
    pub fn each(
        self,
        db: &Connection,
        filter: &Filter,
        mut each: impl FnMut(&Value) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Statements => {
                read::statements(db, filter, |record| each(&serde_json::to_value(record)?))
            }
            Self::Conflicts => {
                read::conflicts(db, filter, |record| each(&serde_json::to_value(record)?))
            }
            Self::Topics => read::rows(db, TOPICS, filter, |record| each(&Value::Object(record))),
        }
    }
}

/// A format that records leave in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A folder of Parquet files, one for each month.
    Parquet,
    /// One JSON-LD document of schema.org's Claim, ClaimReview and Quotation.
    Claimreview,
}

impl Format {
    /// The format that a path asks for by its ending.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            "jsonld" => Some(Self::Claimreview),
            _ => None,
        }
    }
}

/// Takes records one after the other and writes them in its format.
pub trait Exporter {
    /// Takes one record.
    ///
    /// # Errors
    /// When it can't be written.
    fn record(&mut self, record: &Value) -> Result<()>;

    /// Writes what is still open.
    ///
    /// # Errors
    /// When it can't be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// The exporter of a format that is one stream of text; `None` for the others.
///
/// # Errors
/// When the beginning of the file can't be written.
pub fn stream<'d>(
    format: Format,
    records: Records,
    db: &'d Connection,
    out: Box<dyn Write + 'd>,
) -> Result<Option<Box<dyn Exporter + 'd>>> {
    Ok(match format {
        Format::Jsonl => Some(Box::new(jsonl::Jsonl::new(out))),
        Format::Csv => Some(Box::new(csv::Csv::new(out, records)?)),
        Format::Claimreview => Some(Box::new(claimreview::ClaimReview::new(out, db, records))),
        Format::Parquet => None,
    })
}
