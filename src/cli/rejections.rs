//! `gainsay rejections` and `gainsay retry`: what was refused, and the second try.

use std::io::{self, Write};
use std::time::Instant;

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use super::ingest::{WriteArgs, finish};
use super::output::{Column, Format, show};
use super::source::{SourceArgs, watched};
use super::{Global, Outcome, sql, stop};
use crate::document::RejectReason;
use crate::ingest::{Summary, retry};
use crate::store::{Limits, RejectionRow, Store, StoreError};

/// List what was refused and still waits, with the reason
///
/// Every refused input is kept whole, and is settled as soon as the same file or address gives its documents.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay rejections
  gainsay rejections --reason encoding --format jsonl
  gainsay rejections --show 17 > page.html")]
pub struct Args {
    /// Only those refused for this reason
    #[arg(long, value_name = "REASON", value_parser = reason())]
    reason: Option<String>,
    /// Those as well that were read after all
    #[arg(long)]
    all: bool,
    /// Print what is kept of one of them, byte for byte
    #[arg(long, value_name = "ID", conflicts_with_all = ["reason", "all", "format"])]
    show: Option<i64>,
    /// How to print [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

fn reason() -> PossibleValuesParser {
    PossibleValuesParser::new(RejectReason::ALL.iter().map(|reason| reason.as_str()))
}

/// Prints rejections, or one of them whole.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let store = Store::open_read_only(&global.database())?;
    if let Some(id) = args.show {
        io::stdout().lock().write_all(&store.rejection(id)?.input)?;
        return Ok(Outcome::Done);
    }
    let mut params = Vec::new();
    if let Some(reason) = &args.reason {
        params.push(("reason", reason.as_str()));
    }
    if args.all {
        params.push(("settled", "1"));
    }
    let table = store.run_query("rejections", &params, Limits::WHOLE)?;
    sql::print(args.format, global, table, Some(columns()))?;
    Ok(Outcome::Done)
}

/// What people see of a rejection.
fn columns() -> Vec<Column> {
    vec![
        Column::field("id"),
        Column::field("last_seen"),
        Column::field("reason"),
        Column::new("source", |row| {
            let settled = if row["settled"] == 1 {
                " (settled)"
            } else {
                ""
            };
            format!(
                "{}{settled}\n{}",
                show(&row["source"]),
                show(&row["detail"])
            )
        }),
    ]
}

/// Try again what was refused: after an upgrade, with other options, or when a server is back
///
/// What is kept is read again; pages are fetched again, and files that were too long or could not be opened are opened
/// again. What goes through is stored like any document, and settled; the rest waits on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay retry
  gainsay retry --reason date --published 2017-06-23
  gainsay retry 17 18 --max-document-bytes 50000000")]
pub struct RetryArgs {
    /// Only these (gainsay rejections lists them) [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<i64>,
    /// Only those refused for this reason
    #[arg(long, value_name = "REASON", value_parser = reason())]
    reason: Option<String>,
    /// Print the summary as a JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    writing: WriteArgs,
    #[command(flatten)]
    options: SourceArgs,
}

/// Tries again and prints a summary.
pub fn run_retry(args: RetryArgs, global: &Global) -> Result<Outcome> {
    let start = Instant::now();
    let done = tried(&args, global);
    finish("retry", done, Some(&args.writing), args.json, start)
}

fn tried(args: &RetryArgs, global: &Global) -> Result<Summary> {
    let setup = args.options.setup(stop::on_signals()?)?;
    let mut store = args.writing.wait.open_existing(global)?;
    let rejections = chosen(args, store.rejections()?)?;
    watched(global, |observer| {
        retry(&mut store, rejections, setup, observer)
    })
}

/// The rejections that were asked for.
fn chosen(args: &RetryArgs, mut rows: Vec<RejectionRow>) -> Result<Vec<RejectionRow>> {
    for id in &args.ids {
        if !rows.iter().any(|row| row.id == *id) {
            return Err(StoreError::Unknown {
                what: "waiting rejection",
                id: id.to_string(),
            }
            .into());
        }
    }
    rows.retain(|row| {
        (args.ids.is_empty() || args.ids.contains(&row.id))
            && args
                .reason
                .as_ref()
                .is_none_or(|reason| *reason == row.reason)
    });
    Ok(rows)
}
