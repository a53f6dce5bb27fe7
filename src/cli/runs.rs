//! `gainsay runs`: what the nights brought, and how the feeds do.

use anyhow::Result;

use super::output::Format;
use super::{Global, Outcome, sql};
use crate::store::{Limits, Store};

/// List the runs, the latest first: when, how they ended, what they brought
///
/// A run ends as done, stopped (by a signal), failed (with an error) or killed (from outside); what it stored is sound
/// in any case, and the next run does the rest.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay runs
  gainsay runs --limit 30 --format csv
  gainsay runs --feeds")]
pub struct Args {
    /// Show the feeds with their last visit instead, the failing ones first
    #[arg(long)]
    feeds: bool,
    /// Most runs shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to print [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Prints runs or feeds.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let store = Store::open_read_only(&global.database())?;
    let table = match args.feeds {
        true => store.run_query("feeds", &[], Limits::WHOLE)?,
        false => {
            let limit = args.limit.to_string();
            store.run_query("latest_run", &[("runs", &limit)], Limits::WHOLE)?
        }
    };
    sql::print(args.format, global, table)?;
    Ok(Outcome::Done)
}
