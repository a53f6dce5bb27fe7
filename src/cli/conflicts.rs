//! `gainsay conflicts`: the contradictions found, strongest first.

use anyhow::Result;
use serde_json::Value;

use super::filter::RecordArgs;
use super::output::{Column, Shape, show};
use super::statements::who;
use super::{Global, Outcome};
use crate::export::Records;
use crate::export::fields::paths;
use crate::report::read;

/// List the contradictions found: the surest first, among equals the newest
///
/// Each comes with both statements, its score and the reasons it was flagged for.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay conflicts --kind denial --min-score 0.7
  gainsay conflicts --country KZ --format md
  gainsay conflicts --format csv > conflicts.csv")]
pub struct Args {
    #[command(flatten)]
    records: RecordArgs,
}

/// Prints conflicts.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    args.records.print(global, shape(), |db, filter, out| {
        read::conflicts(db, filter, |record| Ok(out.record(&record)?))
    })?;
    Ok(Outcome::Done)
}

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("id"),
            Column::field("kind"),
            Column::new("score", |r| {
                format!("{:.2}", r["score"].as_f64().unwrap_or_default())
            }),
            Column::field("review"),
            Column::new("who against whom, and why", both),
        ],
        fields: paths(Records::Conflicts),
    }
}

fn both(record: &Value) -> String {
    let side = |side: &Value| format!("{}\n{}", who(side), show(&side["content"]));
    format!(
        "{}\nagainst {}\nwhy: {}",
        side(&record["a"]),
        side(&record["b"]),
        show(&record["reasons"])
    )
}
