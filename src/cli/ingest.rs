//! `gainsay ingest`: documents into the database.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chrono::Utc;

use super::source::{SourceArgs, say_passed_over, take_in, watched};
use super::{Global, Outcome, stop};
use crate::document::{Ahead, Documents};
use crate::ingest::{Summary, rehearse};
use crate::report::{count, metrics};
use crate::store::{FeedRow, Recollection, Store, StoreError};

/// Read documents, keep who said what in the database, and look for contradictions
///
/// The same input twice changes nothing, and files of folders that did not change are not read again. An article
/// that was edited becomes a new version of its document. Rejected documents are kept with the reason; a feed that
/// fails is tried again in every run.
///
/// SIGINT and SIGTERM finish what is at hand: what was done is stored and summed up, the rest is left for the next
/// run (exit code 3). A run that is killed leaves a sound database, and the next run finishes the job.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay ingest seeds/
  gainsay ingest feeds.opml inbox/ --json --metrics /var/lib/node_exporter/gainsay.prom
  gainsay ingest https://example.org/feed.xml
  gainsay ingest --publisher Example --published 2017-06-23 seeds/
  gainsay ingest --dry-run inbox/")]
pub struct Args {
    /// A file or folder (.txt .md .html .json .jsonl, also .gz or .zst), - for JSONL on stdin, an address of a page or
    /// a feed, or a list of feeds (.opml)
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// Print the summary as a JSON object
    #[arg(long)]
    json: bool,
    /// Read and count, but store nothing; conflicts are not looked for
    #[arg(long)]
    dry_run: bool,
    /// Store at most so many documents in one transaction; after a second what has come in is stored in any case
    #[arg(long, value_name = "N", default_value_t = Ahead::BATCH)]
    batch: usize,
    #[command(flatten)]
    writing: WriteArgs,
    #[command(flatten)]
    options: SourceArgs,
}

/// How patient a command is that writes for long.
#[derive(Debug, clap::Args)]
pub struct WaitArgs {
    /// Wait this long for another run or program that writes to the database
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    wait: u64,
}

/// What every command takes that reads documents into the database.
#[derive(Debug, clap::Args)]
pub struct WriteArgs {
    #[command(flatten)]
    pub wait: WaitArgs,
    /// Write what the run did to this file, for Prometheus (node_exporter's textfile collector)
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
}

impl WaitArgs {
    /// Opens the database for a run.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(&self, global: &Global) -> Result<Store> {
        let patience = Duration::from_secs(self.wait);
        Ok(Store::open_within(&global.database(), patience)?)
    }

    /// As [`WaitArgs::open`], for what works on what is there.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is no database.
    pub fn open_existing(&self, global: &Global) -> Result<Store> {
        let path = global.database();
        if !path.exists() {
            return Err(StoreError::Missing { path }.into());
        }
        self.open(global)
    }
}

impl WriteArgs {
    /// Writes the metrics of a run, where they were asked for.
    ///
    /// # Errors
    /// Where the file can't be written.
    pub fn measure(&self, command: &str, done: &Result<Summary>, start: Instant) -> Result<()> {
        let Some(path) = &self.metrics else {
            return Ok(());
        };
        let end = Utc::now().timestamp();
        let text = metrics::render(command, done.as_ref().ok(), start.elapsed(), end)?;
        super::report::write(path, &text)
            .with_context(|| format!("cannot write the metrics to {}", path.display()))
    }
}

/// Ingests the sources and prints a summary.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let start = Instant::now();
    let documents = args.options.open(&args.sources, stop::on_signals()?)?;
    let done = match args.dry_run {
        true => rehearsed(documents, global),
        false => stored(&args, documents, global),
    };
    finish(
        "ingest",
        done,
        (!args.dry_run).then_some(&args.writing),
        args.json,
        start,
    )
}

/// Writes the metrics of a run and prints its summary; what went wrong with the run is told before what went wrong with
/// its metrics.
///
/// # Errors
/// Those of the run, of writing the metrics, and of a closed stdout.
pub fn finish(
    command: &str,
    done: Result<Summary>,
    writing: Option<&WriteArgs>,
    json: bool,
    start: Instant,
) -> Result<Outcome> {
    let measured = writing.map_or(Ok(()), |writing| writing.measure(command, &done, start));
    let summary = done?;
    print(&summary, json)?;
    measured?;
    Ok(outcome(&summary))
}

/// Reads documents into the database.
fn stored(args: &Args, documents: Documents, global: &Global) -> Result<Summary> {
    let mut store = args.writing.wait.open(global)?;
    store.stop_with(documents.stop());
    let documents = documents.remembering(Arc::new(Recollection::open(store.path())?));
    let command = format!("ingest {}", args.sources.join(" "));
    take_in(&mut store, &command, documents, args.batch, global)
}

/// Reads as an ingestion would, and stores nothing.
fn rehearsed(documents: Documents, global: &Global) -> Result<Summary> {
    let store = Store::look(&global.database())?;
    let documents = match &store {
        Some(store) => documents.remembering(Arc::new(Recollection::open(store.path())?)),
        None => documents,
    };
    let passed_over = documents.passed_over();
    let stop = documents.stop();
    let summary = watched(global, |observer| {
        rehearse(store.as_ref(), Ahead::of(documents), &stop, observer)
    })?;
    say_passed_over(&passed_over);
    Ok(summary)
}

/// How a run ended.
pub fn outcome(summary: &Summary) -> Outcome {
    Outcome::after(summary.rejected + summary.feeds_failed + u64::from(summary.stopped))
}

/// Prints the summary of a run.
///
/// # Errors
/// Where stdout is closed.
fn print(summary: &Summary, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(summary)?)?;
    } else {
        writeln!(out, "{}", words(summary))?;
    }
    Ok(())
}

/// The summary in words.
fn words(summary: &Summary) -> String {
    let Summary {
        documents,
        added,
        changed,
        known,
        rejected,
        undated,
        statements,
        conflicts,
        files_unchanged,
        feeds_read,
        feeds_failed,
        stopped,
        dry_run,
        ..
    } = *summary;
    let mut lines = Vec::new();
    let found = match dry_run {
        true => format!("{} found, nothing stored", count(statements, "statement")),
        false => format!(
            "{} and {} added",
            count(statements, "statement"),
            count(conflicts, "conflict")
        ),
    };
    lines.push(format!(
        "{}: {added} new, {changed} changed, {known} known, {rejected} rejected; {found}",
        count(documents, "document"),
    ));
    if undated > 0 {
        lines.push(format!(
            "{} without a publication date: --published DATE gives one",
            count(undated, "document")
        ));
    }
    if files_unchanged > 0 {
        lines.push(format!(
            "{} not read again: unchanged since the last time",
            count(files_unchanged, "file")
        ));
    }
    if feeds_read + feeds_failed > 0 {
        lines.push(format!(
            "{}: {feeds_read} read, {feeds_failed} failed",
            count(feeds_read + feeds_failed, "feed")
        ));
    }
    lines.extend(summary.feeds.iter().filter_map(failing));
    if stopped {
        lines.push("stopped by a signal: the next run does the rest".to_owned());
    }
    lines.join("\n")
}

/// A feed that could not be read, with what was wrong and since when.
fn failing(feed: &FeedRow) -> Option<String> {
    let since = feed.failing_since.as_deref().unwrap_or("now");
    feed.is_failing()
        .then(|| format!("  {}: {} (failing since {since})", feed.url, feed.detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FeedOutcome;

    #[test]
    fn the_summary_names_what_is_undated() {
        let mut summary = Summary {
            documents: 1,
            added: 1,
            statements: 3,
            ..Summary::default()
        };
        let line =
            "1 document: 1 new, 0 changed, 0 known, 0 rejected; 3 statements and 0 conflicts added";
        assert_eq!(words(&summary), line);
        summary.undated = 1;
        assert!(
            words(&summary)
                .ends_with("\n1 document without a publication date: --published DATE gives one")
        );
    }

    #[test]
    fn the_summary_names_the_feeds_that_fail() {
        let summary = Summary {
            feeds_read: 2,
            feeds_failed: 1,
            feeds: vec![FeedRow {
                url: "https://example.org/feed".to_owned(),
                title: None,
                outcome: FeedOutcome::Failed,
                status: Some(503),
                detail: "503 Service Unavailable".to_owned(),
                entries: 0,
                entries_failed: 0,
                failing_since: Some("2024-03-05T03:00:00Z".to_owned()),
            }],
            ..Summary::default()
        };
        let words = words(&summary);
        let lines: Vec<_> = words.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "3 feeds: 2 read, 1 failed",
                "  https://example.org/feed: 503 Service Unavailable (failing since 2024-03-05T03:00:00Z)"
            ]
        );
    }
}
