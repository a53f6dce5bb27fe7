//! `gainsay speakers`: everybody who said something, with offices and spellings.

use anyhow::Result;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::report::read;

const QUERY: &str = include_str!("../../sql/report_speakers.sql");

/// List everybody who said something, most statements first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay speakers --country TR
  gainsay speakers --kind denial --format md")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints speakers.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    args.records.print(global, shape(), |db, filter, out| {
        read::rows(db, QUERY, filter, |record| Ok(out.record(&record)?))
    })?;
    Ok(Outcome::Done)
}

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("id"),
            Column::field("kind"),
            Column::field("country"),
            Column::field("statements"),
            Column::field("documents"),
            Column::new("name and offices", |r| {
                format!("{}\n{}", show(&r["name"]), show(&r["offices"]))
            }),
        ],
        fields: FIELDS.iter().map(|f| (*f).to_owned()).collect(),
    }
}

/// The fields of a record, in the order of the query.
const FIELDS: &[&str] = &[
    "id",
    "name",
    "kind",
    "country",
    "statements",
    "claims",
    "documents",
    "first_day",
    "last_day",
    "offices",
    "aliases",
];
