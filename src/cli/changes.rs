//! `gainsay changes`: what edited articles changed.

use anyhow::Result;
use chrono::NaiveDate;
use serde_json::Value;

use super::filter::{day, records};
use super::output::{Column, Format, Shape, show};
use super::{Global, Outcome};
use crate::report::changes::changes;
use crate::store::{EditFilter, Store};

/// List what edited articles changed: statements that appeared, vanished or read otherwise now
///
/// An article that comes in again with another text is a new version of its document; both stay. A statement counts as
/// changed where its words, its stance or its speaker did, and most of the words are still the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay changes
  gainsay changes --since 2024-03-01 --format md
  gainsay changes --document https://example.org/news/17")]
pub struct Args {
    /// Only edits that came in on this day (YYYY-MM-DD) or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only edits that this run brought (gainsay runs lists them)
    #[arg(long, value_name = "ID")]
    run: Option<i64>,
    /// Only this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// How to print [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Prints changes, the latest edits first.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let store = Store::open_read_only(&global.database())?;
    let filter = EditFilter {
        since: args.since.map(|day| day.to_string()),
        run: args.run,
        document: args.document,
    };
    let mut out = records(args.format, global, shape())?;
    for edit in store.edits(&filter)? {
        for record in changes(&edit) {
            out.record(&record)?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("found_at"),
            Column::field("document"),
            Column::field("version"),
            Column::field("change"),
            Column::new("who said what", |record| {
                let sides = [
                    ("before: ", &record["before"]),
                    ("after: ", &record["after"]),
                ];
                let told = sides.iter().filter(|(_, side)| !side.is_null());
                told.map(|(when, side)| format!("{when}{}", said(side)))
                    .collect::<Vec<_>>()
                    .join("\n")
            }),
        ],
        fields: FIELDS.iter().map(|field| (*field).to_owned()).collect(),
    }
}

fn said(side: &Value) -> String {
    format!(
        "{} ({}): {}",
        show(&side["speaker"]),
        show(&side["stance"]),
        show(&side["content"])
    )
}

/// The fields of a record.
const FIELDS: &[&str] = &[
    "document",
    "title",
    "publisher",
    "url",
    "version",
    "run",
    "found_at",
    "change",
    "before.id",
    "before.speaker",
    "before.stance",
    "before.content",
    "after.id",
    "after.speaker",
    "after.stance",
    "after.content",
];
