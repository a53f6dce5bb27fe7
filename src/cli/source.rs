//! Where documents come from: the arguments of `ingest` and `extract`, and the reading for `report`.

use anyhow::Result;
use chrono::{NaiveDate, Utc};

use super::filter::day;
use super::progress::ProgressLine;
use super::{Usage, say};
use crate::document::{Documents, Options, Setup, sources};
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
    /// Show no progress on stderr; rejected documents are named all the same
    #[arg(long, short)]
    quiet: bool,
}

impl SourceArgs {
    /// Opens the sources; every argument is looked at before anything is read.
    ///
    /// # Errors
    /// A wrong argument, which is a matter of usage.
    pub fn open(&self, paths: &[String]) -> Result<Documents> {
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
        Ok(sources(paths, Setup::new(options))?)
    }

    /// The line that shows progress.
    pub fn progress(&self) -> ProgressLine {
        ProgressLine::new(self.quiet)
    }

    /// Reads documents into a database and says on stderr what was refused.
    ///
    /// # Errors
    /// Where the database can't be written.
    pub fn ingest(&self, store: &mut Store, mut documents: Documents) -> Result<Summary> {
        let line = self.progress();
        let summary = ingest(store, &mut documents, &mut |progress| match progress {
            Progress::Document(_) => line.document(),
            Progress::Rejected(rejected) => {
                line.document();
                line.say(&format!("rejected {rejected}"));
            }
            Progress::Visit(_) => {}
            Progress::Detecting => line.stage("looking for conflicts"),
        })?;
        drop(line);
        say_skipped(&documents);
        Ok(summary)
    }
}

/// Files of another kind in a folder are nobody's fault, but nobody should miss them unknowingly.
pub fn say_skipped(documents: &Documents) {
    match documents.skipped() {
        0 => {}
        1 => say("1 file was passed over: its ending is none that documents have"),
        n => say(&format!(
            "{n} files were passed over: their endings are none that documents have"
        )),
    }
    match documents.not_documents() {
        0 => {}
        1 => say("1 .json file was passed over: nothing in it has a \"text\" or \"html\""),
        n => say(&format!(
            "{n} .json files were passed over: nothing in them has a \"text\" or \"html\""
        )),
    }
}
