//! What is remembered of a source that was read to its end, so that the next night need not read it again: of a
//! file its size and time, of a page or feed what its server said of it (RFC 9110 section 8.8, RFC 9111).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Document, Rejected};
use crate::statement::vocabulary;

/// What a source gives, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A document.
    Document(Box<Document>),
    /// A document that was refused.
    Rejected(Rejected),
    /// A file of a folder that is still the one that was read before, with what is remembered of it.
    Unchanged(FileVisit),
    /// A source was read to its end, or could not be: what to remember of it. Comes after all that it gave, so
    /// that whoever keeps it has kept the rest before.
    Visit(Visit),
}

/// A visit to a source.
#[derive(Debug, Clone, PartialEq)]
pub enum Visit {
    /// A file was read.
    File(FileVisit),
    /// The page of an article was asked for.
    Page(PageVisit),
    /// A feed was asked for.
    Feed(FeedVisit),
}

impl Visit {
    /// True for a feed that could not be read.
    pub fn failed(&self) -> bool {
        matches!(self, Self::Feed(feed) if feed.outcome == FeedOutcome::Failed)
    }
}

/// What tells whether a file is still the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileMark {
    /// Size in bytes.
    pub bytes: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i64,
}

/// A file that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVisit {
    /// Its name in messages.
    pub name: String,
    /// Its absolute path.
    pub path: String,
    /// How it looked when it was opened; `None` where it is to be read again the next time.
    pub mark: Option<FileMark>,
    /// Documents in it, those refused not among them.
    pub documents: u64,
    /// Documents in it that were refused.
    pub rejected: u64,
}

impl FileVisit {
    /// A visit to what goes by this name: nothing is known of it so far, and it is read again the next time.
    pub fn new(name: String) -> Self {
        Self {
            path: name.clone(),
            name,
            mark: None,
            documents: 0,
            rejected: 0,
        }
    }
}

/// What a server said of an answer, exactly as it said it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, quotation marks and all.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// Until when it need not be asked again (`Cache-Control: max-age`, `Retry-After`), capped.
    pub fresh_until: Option<DateTime<Utc>>,
}

/// A page that was asked for and gave its document, or had not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageVisit {
    /// Its address as the feed or the command line gives it, without a fragment.
    pub url: String,
    /// What its server said.
    pub validators: Validators,
    /// Id of the document that it gave; `None` where the page had not changed.
    pub document: Option<String>,
    /// True where the page could not be had, and the text in the feed was taken.
    pub in_feed: bool,
}

vocabulary! {
    /// How a visit to a feed ended.
    FeedOutcome {
        /// It was read.
        Read = "read",
        /// Its server said that it had not changed.
        Unchanged = "unchanged",
        /// It was not asked for, because its server had said until when there is nothing new.
        Fresh = "fresh",
        /// It could not be read; it is tried again the next time.
        Failed = "failed",
    }
}

/// A feed that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedVisit {
    /// Its address.
    pub url: String,
    /// Its own title, else the one in the list of feeds.
    pub title: Option<String>,
    /// How it ended.
    pub outcome: FeedOutcome,
    /// HTTP status of the last answer, where there was one.
    pub status: Option<u16>,
    /// What was wrong, in one line; empty where nothing was.
    pub detail: String,
    /// Entries in it.
    pub entries: u64,
    /// Entries of which page and text could not be had this time and are tried again.
    pub entries_failed: u64,
    /// What its server said. Without validators where an entry failed: then the feed must be read again.
    pub validators: Validators,
}

/// What earlier runs remember of sources.
pub trait Remembered: Send + Sync {
    /// How a file looked when it was last read to its end, and how many documents it had.
    fn file(&self, path: &str) -> Option<(FileMark, u64)>;

    /// What the server of a page or feed said the last time.
    fn address(&self, url: &str) -> Option<Validators>;

    /// True for the address of an article whose own page was read before: the text in a feed is no new version of it.
    fn is_page(&self, _url: &str) -> bool {
        false
    }

    /// True for the address of a feed that was read before: named on the command line, it is asked for only what
    /// has changed, as it would be from a list. A page that is named is asked for whole.
    fn is_feed(&self, _url: &str) -> bool {
        false
    }
}

/// Nothing is remembered: every source is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Remembered for Nothing {
    fn file(&self, _: &str) -> Option<(FileMark, u64)> {
        None
    }

    fn address(&self, _: &str) -> Option<Validators> {
        None
    }
}
