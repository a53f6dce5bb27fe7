//! From whatever came in to one [`Document`]: readers for text, HTML and JSON, decoding, the sanity
//! checks on dates, and the parts of a page that are not the article ([`body`]). Knows nothing of
//! statements.
//!
//! [`sources`] gives documents one by one in the order of the input. A document that can't be read is
//! handed on as [`Rejected`], whole and with its reason, and never stops the others.

mod address;
mod ahead;
pub mod body;
mod date;
mod dateline;
mod decode;
mod feed;
mod file;
mod format;
mod furniture;
mod html;
mod input;
mod json;
mod opml;
mod page_words;
mod record;
mod source;
mod text;
mod visit;
mod web;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fetch::FetchOptions;
use crate::statement::vocabulary;

pub use ahead::Ahead;
pub use date::parse as parse_date;
pub use file::reread;
pub use source::{Documents, PassedOver, SourceError, sources};
pub use visit::{
    FeedOutcome, FeedVisit, FileMark, FileVisit, Item, Nothing, PageVisit, Remembered, Validators,
    Visit,
};

/// One article as it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// `id` of the input, else the URL, else the file's stem, else a prefix of `hash`.
    pub id: String,
    /// The article's text, Unicode NFC is *not* applied: spans count code points of exactly this.
    pub text: String,
    /// Headline, where it is given apart from the text.
    pub title: Option<String>,
    /// Paper or site that published it.
    pub publisher: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Publication day; `None` where it is missing, unreadable, in the future or before 1990.
    pub published: Option<NaiveDate>,
    /// Publication date exactly as it was given.
    pub published_raw: Option<String>,
    /// What says when it was published; `None` where nothing does.
    pub published_basis: Option<PublishedBasis>,
    /// BCP 47 language tag, "ar" where nothing says otherwise.
    pub language: String,
    /// Byline.
    pub author: Option<String>,
    /// Keys of the input that gainsay does not know.
    pub metadata: Map<String, Value>,
    /// SHA-256 of `text`, lower-case hex.
    pub hash: String,
}

vocabulary! {
    /// What says when a document was published, the surest first.
    PublishedBasis {
        /// The key `published` of JSON or of a front matter.
        Given = "given",
        /// The page's JSON-LD, schema.org `datePublished`.
        JsonLd = "json_ld",
        /// The page's OpenGraph `article:published_time`.
        OpenGraph = "open_graph",
        /// Another `meta` element of the page.
        Meta = "meta",
        /// A `time` element of the page.
        Time = "time",
        /// The line of the page under its headline, in words.
        Dateline = "dateline",
        /// The entry of the feed that led to it.
        Feed = "feed",
        /// `--published` on the command line.
        Option = "option",
    }
}

/// What the command line says about documents that do not say it themselves, and the limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Publication day of documents without one.
    pub published: Option<NaiveDate>,
    /// Publisher of documents without one.
    pub publisher: Option<String>,
    /// Language of documents without one; "ar" where this is `None` too.
    pub language: Option<String>,
    /// Longest document in bytes, uncompressed; a longer one is rejected as `too_large`.
    pub max_document_bytes: usize,
    /// Most bytes that a packed file may unpack to for each of its own, beyond the first 64 MiB; the rest of
    /// one that unpacks to more is rejected as `too_large`.
    pub max_unpack_ratio: u64,
    /// The present day: a publication date after it is kept as given but not used.
    pub today: NaiveDate,
}

impl Options {
    /// Longest document where nothing else is asked for: 10 MiB.
    pub const MAX_DOCUMENT_BYTES: usize = 10 << 20;

    /// Ratio where nothing else is asked for: real text packs to a tenth, an archive of one template to a
    /// fiftieth, a bomb to a thousandth.
    pub const MAX_UNPACK_RATIO: u64 = 200;

    /// Nothing filled in, default limits. The day is an argument because this layer has no clock.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            published: None,
            publisher: None,
            language: None,
            max_document_bytes: Self::MAX_DOCUMENT_BYTES,
            max_unpack_ratio: Self::MAX_UNPACK_RATIO,
            today,
        }
    }
}

/// All that reading sources takes besides their names.
#[derive(Clone)]
pub struct Setup {
    /// What documents lack, and limits.
    pub options: Options,
    /// How to ask servers.
    pub fetch: FetchOptions,
    /// What earlier runs remember.
    pub remembered: Arc<dyn Remembered>,
    /// Set from outside: no further document is begun.
    pub stop: Arc<AtomicBool>,
}

impl Setup {
    /// Plain reading: nothing is remembered, nobody stops it.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            fetch: FetchOptions::default(),
            remembered: Arc::new(Nothing),
            stop: Arc::default(),
        }
    }
}

vocabulary! {
    /// Why a document was refused.
    RejectReason {
        /// There is nothing in it, or only white space.
        Empty = "empty",
        /// It is not text.
        Binary = "binary",
        /// It is text, but in an encoding that can't be made out, or broken.
        Encoding = "encoding",
        /// It is not JSON, or JSON of another shape than documents have.
        Json = "json",
        /// The front matter can't be read, its date included.
        FrontMatter = "front_matter",
        /// `published` is not a date.
        Date = "date",
        /// There is no article in it: no text in the object, no main text on the page.
        NoText = "no_text",
        /// It is longer than the limit.
        TooLarge = "too_large",
        /// The page is only for subscribers, or asks for a log-in or consent instead of showing the article.
        Wall = "wall",
        /// Its address did not answer, or answered with an error that can pass.
        Unreachable = "unreachable",
        /// Its address says that it is not there (404, 410).
        Gone = "gone",
        /// It may not be fetched: robots.txt, 401 or 403, or an address that is not for us.
        Refused = "refused",
        /// The program breaks on it, which is a mistake of the program's.
        Broken = "broken",
        /// The file can't be opened, or breaks off in the middle of its compressed data.
        Unreadable = "unreadable",
    }
}

/// A document that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// The file, with `:line` for lines of JSONL, `#number` for the elements of a JSON array, and `-`
    /// for standard input.
    pub source: String,
    /// Why.
    pub reason: RejectReason,
    /// What is wrong, where, and what was expected, in one line.
    pub detail: String,
    /// The refused input, uncompressed, for [`reread`]: the line, the element or the file. Where the
    /// reason is `too_large` or `unreadable`, only as much of it as could be kept.
    pub input: Vec<u8>,
}

impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.source, self.reason, self.detail)
    }
}

impl std::error::Error for Rejected {}

/// What is wrong with one input, before the input itself is known.
#[derive(Debug, Clone, PartialEq)]
struct Fault {
    reason: RejectReason,
    detail: String,
}

impl Fault {
    fn new(reason: RejectReason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }

    fn reject(self, source: impl Into<String>, input: Vec<u8>) -> Rejected {
        Rejected {
            source: source.into(),
            reason: self.reason,
            detail: self.detail,
            input,
        }
    }
}
