//! The contradiction report: what is in conflict, by topic, with every side in its own words.
//!
//! A [`Report`] is plain data read from the database by [`read::report`]; each format is one file that turns it
//! into text. Nothing here decides what conflicts or how strongly.

use serde::Serialize;
pub use words::count;

use crate::statement::{ConflictKind, Stance, Verdict};
use bidi::Bidi;
use record::StatementRecord;

pub mod articles;
pub mod bidi;
pub mod changes;
pub mod html;
mod json;
pub(crate) mod md;
pub mod metrics;
pub mod read;
pub mod record;
pub mod sanitize;
mod text;
mod words;
pub mod wrap;

/// Everything a report says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What the database holds.
    pub totals: Totals,
    /// When the newest run on the database ended, UTC; `None` where none has.
    #[serde(skip)]
    pub as_of: Option<String>,
    /// True where only conflicts that a reviewer confirmed were asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reviewed: bool,
    /// The matters in conflict, strongest first.
    pub topics: Vec<Topic>,
}

/// Counts for the head line: of the whole database, but for `conflicts`, which counts what is reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Documents in their present version.
    pub documents: u32,
    /// Documents without a usable publication date.
    pub undated_documents: u32,
    /// Statements in them.
    pub statements: u32,
    /// Speakers, each counted once however they are spelled.
    pub speakers: u32,
    /// Conflicts in this report.
    pub conflicts: u32,
    /// Conflicts left out because a reviewer dismissed them.
    pub dismissed: u32,
}

/// One matter and where everybody stands on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Topic {
    /// Id for `--topic`; `None` where the conflict belongs to no topic.
    pub id: Option<String>,
    /// The matter in words.
    pub title: String,
    /// Score of its strongest conflict.
    pub score: f64,
    /// The sides that somebody takes, in the order of [`Position`].
    pub sides: Vec<Side>,
    /// Its conflicts, strongest first.
    pub conflicts: Vec<Flag>,
}

/// Those who take one position.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The position.
    pub position: Position,
    /// What they said: first what takes part in a conflict, then the rest, each oldest first, undated last.
    pub claims: Vec<Claim>,
}

/// One claim: a statement and everybody who carries it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Id of the claim, which [`Flag`] points at.
    pub id: String,
    /// The claim as its first witness has it.
    pub statement: StatementRecord,
    /// The articles that carry it, earliest first.
    pub witnesses: Vec<Witness>,
    /// How many of them are independent: near copies of one report count once, and so do articles of one paper.
    pub independent: u32,
}

/// One article that carries a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// Key of the document.
    pub document: String,
    /// Paper or site.
    pub publisher: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
}

/// One conflict and why it was flagged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flag {
    /// Id for `gainsay review`.
    pub id: String,
    /// Denial, policy, shift, figure or attribution.
    pub kind: ConflictKind,
    /// 0 to 1.
    pub score: f64,
    /// Id of the one claim.
    pub a: String,
    /// Id of the other claim.
    pub b: String,
    /// Who makes the one.
    pub a_speaker: String,
    /// Who makes the other.
    pub b_speaker: String,
    /// In words, strongest first.
    pub reasons: Vec<String>,
    /// A person's verdict, where there is one.
    pub review: Option<Verdict>,
    /// Who gave it.
    pub reviewer: Option<String>,
    /// What the reviewer noted with it.
    pub note: Option<String>,
}

/// Where a speaker stands on a matter, as the report words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Holds it true.
    Affirms,
    /// Holds it false.
    Denies,
    /// Refuses it or wants it ended.
    Refuses,
    /// Would take part under a condition.
    Conditions,
    /// Has no knowledge of it.
    Unaware,
    /// Puts it forward, agrees to it or demands it.
    Wants,
    /// Holds it likely or warns of it.
    Expects,
}

impl From<Stance> for Position {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Affirm => Self::Affirms,
            Stance::Deny => Self::Denies,
            Stance::Reject => Self::Refuses,
            Stance::Condition => Self::Conditions,
            Stance::Unaware => Self::Unaware,
            Stance::Propose | Stance::Accept | Stance::Urge => Self::Wants,
            Stance::Warn | Stance::Expect => Self::Expects,
        }
    }
}

/// A format that reports come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For reading on a terminal or in a mail.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page for the browser.
    Html,
    /// One JSON object.
    Json,
}

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Cells in a line.
    pub width: usize,
    /// Direction controls or none.
    pub bidi: Bidi,
}

/// The report in a format that needs nothing beside it, ending in a line break; `None` for the page, which
/// [`html::render`] makes with the articles.
pub fn render(report: &Report, format: Format, layout: Layout) -> Option<String> {
    match format {
        Format::Text => Some(text::render(report, layout)),
        Format::Md => Some(md::render(report)),
        Format::Json => Some(json::render(report)),
        Format::Html => None,
    }
}
