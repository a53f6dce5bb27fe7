//! `gainsay topics`: the matters that conflicts and statements are about.

use anyhow::Result;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::report::read;

const QUERY: &str = include_str!("../../sql/report_topics.sql");

/// List the matters in conflict: that of the surest conflict first, among equals the newest
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay topics
  gainsay topics --since 2017-06-01 --format json")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints topics.
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
            Column::field("conflicts"),
            Column::new("score", |r| {
                r["score"]
                    .as_f64()
                    .map_or_else(String::new, |s| format!("{s:.2}"))
            }),
            Column::field("claims"),
            Column::field("speakers"),
            Column::field("last_day"),
            Column::new("title", |r| show(&r["title"])),
        ],
        fields: FIELDS.iter().map(|f| (*f).to_owned()).collect(),
    }
}

/// The fields of a record, in the order of the query.
const FIELDS: &[&str] = &[
    "id",
    "title",
    "conflicts",
    "score",
    "claims",
    "statements",
    "documents",
    "publishers",
    "speakers",
    "countries",
    "first_day",
    "last_day",
];
