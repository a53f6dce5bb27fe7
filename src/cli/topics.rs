//! `gainsay topics`: the matters that conflicts and statements are about.

use anyhow::Result;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::export::Records;
use crate::export::fields::paths;
use crate::report::read;

const POSITIONS: &str = include_str!("../../sql/report_positions.sql");

/// List the matters in conflict: that of the surest conflict first, among equals the newest
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay topics
  gainsay topics --positions --country TR
  gainsay topics --since 2017-06-01 --format json")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
    /// List who stands where on each topic instead, from when to when, in whose words
    #[arg(long)]
    positions: bool,
}

/// Prints topics.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    if args.positions {
        args.records.print(global, positions(), |db, filter, out| {
            read::rows(db, POSITIONS, filter, |record| Ok(out.record(&record)?))
        })?;
        return Ok(Outcome::Done);
    }
    args.records.print(global, shape(), |db, filter, out| {
        Records::Topics.each(db, filter, |record| Ok(out.record(record)?))
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
        fields: paths(Records::Topics),
    }
}

fn positions() -> Shape {
    let fields = [
        "topic",
        "topic_title",
        "speaker",
        "speaker_kind",
        "country",
        "stance",
        "first_day",
        "last_day",
        "claims",
        "documents",
        "publishers",
        "quote",
        "statement",
    ];
    Shape {
        columns: vec![
            Column::field("topic"),
            Column::field("stance"),
            Column::field("first_day"),
            Column::field("last_day"),
            Column::new("who and what", |r| {
                format!("{}\n{}", show(&r["speaker"]), show(&r["quote"]))
            }),
        ],
        fields: fields.map(String::from).to_vec(),
    }
}
