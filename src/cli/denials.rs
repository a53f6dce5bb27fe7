//! `gainsay denials`: denials whose denied claim nobody in the database makes.

use anyhow::Result;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::report::read;

const QUERY: &str = include_str!("../../sql/report_denials.sql");

/// List denials whose denied claim nobody in the database makes: the newest first, of one day the surest
///
/// A negative sentence is no denial: the words must deny what somebody said ("نفى", "ما تردد غير صحيح").
/// --min-score is about how sure the denial was read; --kind takes denial only.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay denials
  gainsay denials --country KG --format jsonl")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints denials.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    args.records.print(global, shape(), |db, filter, out| {
        read::rows(db, QUERY, filter, |record| Ok(out.record(&record)?))
    })?;
    Ok(Outcome::Done)
}

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("statement"),
            Column::field("day"),
            Column::field("country"),
            Column::field("publishers"),
            Column::new("who denies what", |r| {
                let author = match r["denied_author"].as_str() {
                    Some(author) => format!(", against {author}"),
                    None => String::new(),
                };
                format!("{}{author}\n{}", show(&r["speaker"]), show(&r["quote"]))
            }),
        ],
        fields: FIELDS.iter().map(|f| (*f).to_owned()).collect(),
    }
}

/// The fields of a record, in the order of the query.
const FIELDS: &[&str] = &[
    "claim",
    "topic",
    "topic_title",
    "speaker",
    "speaker_kind",
    "country",
    "role",
    "quote",
    "day",
    "first_day",
    "last_day",
    "documents",
    "publishers",
    "publisher",
    "document",
    "url",
    "statement",
    "certainty",
    "denied_author",
];
