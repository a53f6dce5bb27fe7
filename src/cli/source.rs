//! Where documents come from: the arguments of `ingest` and `extract`, and the reading for `report`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use chrono::{NaiveDate, Utc};
use tracing::{info, warn};

use super::fetch::FetchArgs;
use super::filter::day;
use super::progress::ProgressLine;
use super::{Global, Usage};
use crate::document::{
    Ahead, Documents, FeedOutcome, Options, PassedOver, Rejected, Setup, Visit, sources,
};
use crate::ingest::{Progress, Summary, ingest};
use crate::store::Store;

/// What the documents lack, and limits.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Documents")]
pub struct SourceArgs {
    /// Publication date (YYYY-MM-DD) of documents without one
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<NaiveDate>,
    /// Paper or site of documents that name none
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Language (like ar) of documents that name none
    #[arg(long, value_name = "L")]
    language: Option<String>,
    /// Reject documents longer than this, uncompressed
    #[arg(long, value_name = "N", default_value_t = Options::MAX_DOCUMENT_BYTES)]
    max_document_bytes: usize,
    /// Reject what packed files unpack to beyond this many times their size
    #[arg(long, value_name = "N", default_value_t = Options::MAX_UNPACK_RATIO)]
    max_unpack_ratio: u64,
    #[command(flatten)]
    fetch: FetchArgs,
}

impl SourceArgs {
    /// Opens the sources; every argument is looked at before anything is read.
    ///
    /// # Errors
    /// A wrong argument, which is a matter of usage.
    pub fn open(&self, paths: &[String], stop: Arc<AtomicBool>) -> Result<Documents> {
        Ok(sources(paths, self.setup(stop)?)?)
    }

    /// All that reading takes, with nothing remembered so far.
    ///
    /// # Errors
    /// A wrong option, which is a matter of usage.
    pub fn setup(&self, stop: Arc<AtomicBool>) -> Result<Setup> {
        let today = Utc::now().date_naive();
        let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or(NaiveDate::MIN);
        if self.published.is_some_and(|day| day > today || day < first) {
            return Err(Usage("--published: give a day between 1990 and today".to_owned()).into());
        }
        let options = Options {
            published: self.published,
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            max_document_bytes: self.max_document_bytes,
            max_unpack_ratio: self.max_unpack_ratio,
            ..Options::new(today)
        };
        Ok(Setup {
            stop,
            fetch: self.fetch.options(self.max_document_bytes),
            ..Setup::new(options)
        })
    }
}

/// Reads documents into a database and says on stderr what was refused.
///
/// # Errors
/// Where the database can't be written.
pub fn take_in(
    store: &mut Store,
    command: &str,
    documents: Documents,
    batch: usize,
    global: &Global,
) -> Result<Summary> {
    let passed_over = documents.passed_over();
    let stop = documents.stop();
    let batches = Ahead::of(documents).in_batches_of(batch);
    let summary = watched(global, |observer| {
        ingest(store, command, batches, &stop, observer)
    })?;
    say_passed_over(&passed_over);
    Ok(summary)
}

/// Runs something that reads documents, and shows how far it gets.
///
/// # Errors
/// Those of what runs.
pub fn watched<T>(
    global: &Global,
    run: impl FnOnce(&mut dyn FnMut(Progress<'_>)) -> Result<T>,
) -> Result<T> {
    let mut line = ProgressLine::new(global.quiet);
    run(&mut |progress| match progress {
        Progress::Document(_) => line.document(),
        Progress::Rejected(rejected) => {
            line.document();
            say_rejected(rejected);
        }
        Progress::Visit(visit) => say_visit(visit),
        Progress::Detecting => line.stage("looking for conflicts"),
    })
}

/// A refused document in the log.
pub fn say_rejected(rejected: &Rejected) {
    warn!(
        source = rejected.source,
        reason = rejected.reason.as_str(),
        detail = rejected.detail,
        "rejected {rejected}"
    );
}

/// A feed in the log; of pages and files the documents tell.
pub fn say_visit(visit: &Visit) {
    let Visit::Feed(feed) = visit else {
        return;
    };
    let (url, entries, failed) = (&feed.url, feed.entries, feed.entries_failed);
    let outcome = feed.outcome.as_str();
    match feed.outcome {
        FeedOutcome::Failed => {
            warn!(
                feed = url,
                outcome,
                status = feed.status,
                detail = feed.detail,
                "feed {url}: failed: {}",
                feed.detail
            );
        }
        FeedOutcome::Read if failed > 0 => {
            let all = in_entries(entries);
            warn!(
                feed = url,
                outcome,
                entries,
                failed,
                "feed {url}: {all}, {failed} of them could not be had and are tried again"
            );
        }
        FeedOutcome::Read => info!(
            feed = url,
            outcome,
            entries,
            "feed {url}: {}",
            in_entries(entries)
        ),
        FeedOutcome::Unchanged => info!(feed = url, outcome, "feed {url}: nothing new"),
        FeedOutcome::Fresh => info!(feed = url, outcome, "feed {url}: {}", feed.detail),
    }
}

fn in_entries(number: u64) -> String {
    match number {
        1 => "1 entry".to_owned(),
        n => format!("{n} entries"),
    }
}

/// Files of another kind in a folder are nobody's fault, but nobody should miss them unknowingly.
pub fn say_passed_over(passed_over: &PassedOver) {
    match passed_over.endings.load(Ordering::Relaxed) {
        0 => {}
        1 => info!("1 file was passed over: its ending is none that documents have"),
        n => info!("{n} files were passed over: their endings are none that documents have"),
    }
    match passed_over.other_json.load(Ordering::Relaxed) {
        0 => {}
        1 => info!("1 .json file was passed over: nothing in it has a \"text\" or \"html\""),
        n => info!("{n} .json files were passed over: nothing in them has a \"text\" or \"html\""),
    }
}
