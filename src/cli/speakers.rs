//! `gainsay speakers`: everybody who said something, with offices and spellings.

use anyhow::Result;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::report::read;

const QUERY: &str = include_str!("../../sql/report_speakers.sql");

const SPELLINGS: &str = include_str!("../../sql/report_spellings.sql");

/// List everybody who said something, most statements first
///
/// With --why every spelling comes with the reason why it was taken for this speaker; gainsay merge-speakers and
/// gainsay split-speaker mend what is wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay speakers --country TR
  gainsay speakers --kind denial --format md
  gainsay speakers --why --speaker \"قالين\"")]
pub struct Args {
    /// List the spellings of every speaker, each with the reason why it was taken for this speaker
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints speakers.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    if args.why {
        args.records.print(global, spellings(), |db, filter, out| {
            read::rows(db, SPELLINGS, filter, |record| Ok(out.record(&record)?))
        })?;
        return Ok(Outcome::Done);
    }
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

fn spellings() -> Shape {
    let fields = [
        "id",
        "name",
        "kind",
        "country",
        "statements",
        "alias",
        "reason",
    ];
    Shape {
        columns: vec![
            Column::field("id"),
            Column::field("country"),
            Column::field("name"),
            Column::new("spelling, and why", |r| {
                format!("{}\n{}", show(&r["alias"]), show(&r["reason"]))
            }),
        ],
        fields: fields.map(String::from).to_vec(),
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
