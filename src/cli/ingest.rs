//! `gainsay ingest`: documents into the database.

use std::io::{self, Write};

use anyhow::Result;

use super::source::SourceArgs;
use super::{Global, Outcome};
use crate::ingest::Summary;
use crate::report::count;
use crate::store::Store;

/// Read documents, keep who said what in the database, and look for contradictions
///
/// The same input twice changes nothing. Rejected documents are kept with the reason.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay ingest seeds/
  gainsay ingest seeds/ --json
  gainsay ingest --publisher Example --published 2017-06-23 seeds/")]
pub struct Args {
    /// A file or folder (.txt .md .html .json .jsonl, also .gz or .zst), or - for JSONL on stdin
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// Print the summary as a JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    options: SourceArgs,
}

/// Ingests the sources and prints a summary.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let documents = args.options.open(&args.sources)?;
    let mut store = Store::open(&global.database())?;
    let summary = args.options.ingest(&mut store, documents)?;
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&summary)?)?;
    } else {
        writeln!(out, "{}", words(&summary))?;
    }
    Ok(Outcome::after(summary.rejected))
}

/// The summary in words.
fn words(summary: &Summary) -> String {
    let Summary {
        documents,
        added,
        changed,
        known,
        rejected,
        undated,
        statements,
        conflicts,
        ..
    } = *summary;
    let mut words = format!(
        "{}: {added} new, {changed} changed, {known} known, {rejected} rejected; {} and {} added",
        count(documents, "document"),
        count(statements, "statement"),
        count(conflicts, "conflict")
    );
    if undated > 0 {
        words += &format!(
            "\n{} without a publication date: --published DATE gives one",
            count(undated, "document")
        );
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_is_undated() {
        let mut summary = Summary {
            documents: 1,
            added: 1,
            statements: 3,
            ..Summary::default()
        };
        let line =
            "1 document: 1 new, 0 changed, 0 known, 0 rejected; 3 statements and 0 conflicts added";
        assert_eq!(words(&summary), line);
        summary.undated = 1;
        assert!(
            words(&summary)
                .ends_with("\n1 document without a publication date: --published DATE gives one")
        );
    }
}
