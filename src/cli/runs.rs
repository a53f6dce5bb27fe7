//! `gainsay runs`: what the nights brought, and how the feeds do.

use anyhow::Result;
use serde_json::Value;

use super::output::{Column, Format, show};
use super::{Global, Outcome, sql};
use crate::report::count;
use crate::store::{Limits, Store};

/// List the runs, the latest first: when, how they ended, what they brought
///
/// A run ends as done, stopped (by a signal), failed (with an error) or killed (from outside); what it stored is sound
/// in any case, and the next run does the rest. Until the next run begins, one that was killed looks like one under way:
/// unfinished.
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
    let (table, columns) = match args.feeds {
        true => (store.run_query("feeds", &[], Limits::WHOLE)?, of_feeds()),
        false => {
            let limit = args.limit.to_string();
            let table = store.run_query("latest_run", &[("runs", &limit)], Limits::WHOLE)?;
            (table, of_runs())
        }
    };
    sql::print(args.format, global, table, Some(columns))?;
    Ok(Outcome::Done)
}

/// What people see of a run.
fn of_runs() -> Vec<Column> {
    vec![
        Column::field("id"),
        Column::field("started_at"),
        Column::new("ended", |run| match run["seconds"].as_i64() {
            Some(seconds) => format!("{}, {seconds} s", show(&run["outcome"])),
            None => show(&run["outcome"]),
        }),
        Column::new("documents", |run| {
            let kinds = ["added", "changed", "known", "rejected"];
            let counts = kinds.map(|kind| (kind, &run[format!("documents_{kind}")]));
            told(counts.iter().map(|(kind, count)| (*kind, *count)))
        }),
        Column::new("found", |run| {
            let counts = ["statements", "conflicts"];
            told(
                counts
                    .iter()
                    .map(|kind| (*kind, &run[format!("{kind}_added")])),
            )
        }),
        Column::new("feeds", |run| {
            let counts = ["read", "failed"];
            told(
                counts
                    .iter()
                    .map(|kind| (*kind, &run[format!("feeds_{kind}")])),
            )
        }),
        Column::new("command", |run| match run["error"].as_str() {
            Some(error) => format!("{}\n{error}", show(&run["command"])),
            None => show(&run["command"]),
        }),
    ]
}

/// Counts that are not zero, with what they count.
fn told<'c>(counts: impl Iterator<Item = (&'c str, &'c Value)>) -> String {
    let told: Vec<String> = counts
        .filter_map(|(kind, count)| Some((kind, count.as_u64().filter(|count| *count > 0)?)))
        .map(|(kind, number)| match kind.strip_suffix('s') {
            Some(one) => count(number, one),
            None => format!("{number} {kind}"),
        })
        .collect();
    told.join(", ")
}

/// What people see of a feed.
fn of_feeds() -> Vec<Column> {
    vec![
        Column::field("outcome"),
        Column::field("visited_at"),
        Column::field("entries"),
        Column::field("failing_since"),
        Column::new("feed", |feed| {
            let lines = [&feed["title"], &feed["url"], &feed["detail"]].map(show);
            lines
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        }),
    ]
}
