//! `gainsay statements`: who said what, oldest first.

use anyhow::Result;
use serde_json::Value;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::{Global, Outcome};
use crate::export::Records;
use crate::export::fields::paths;
use crate::report::read;

/// List who said what, oldest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay statements --country KZ
  gainsay statements --speaker \"قالين\" --format table
  gainsay statements --since 2017-06-23 --format csv > statements.csv")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints statements.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    args.records.print(global, shape(), |db, filter, out| {
        read::statements(db, filter, |record| Ok(out.record(&record)?))
    })?;
    Ok(Outcome::Done)
}

/// The columns of a statement.
pub fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("id"),
            Column::new("said", date),
            Column::field("stance"),
            Column::field("document"),
            Column::new("who and what", |r| {
                format!("{}\n{}", who(r), show(&r["content"]))
            }),
        ],
        fields: paths(Records::Statements),
    }
}

/// The speaker with office and country; an office that stands for a missing name is not repeated.
pub fn who(statement: &Value) -> String {
    let mut words = show(&statement["speaker"]);
    if let Some(role) = statement["role"].as_str()
        && role != words
    {
        words += &format!(", {role}");
    }
    if let Some(country) = statement["country"].as_str() {
        words += &format!(" ({country})");
    }
    words
}

/// The day, or what is known of it.
fn date(statement: &Value) -> String {
    match (
        statement["said_on"].as_str(),
        statement["published"].as_str(),
    ) {
        (Some(day), _) => day.to_owned(),
        (None, Some(day)) => format!("published {day}"),
        (None, None) => "undated".to_owned(),
    }
}
