//! The records as a script sees them. A key more or less than here is a change of the contract, and
//! breaks every test that reads one.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One line of `gainsay extract` and `gainsay statements`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: String,
    pub document: String,
    pub speaker: String,
    pub speaker_kind: String,
    pub role: Option<String>,
    pub country: Option<String>,
    pub via: Vec<String>,
    pub cue: String,
    pub content: Content,
    pub spans: Vec<[usize; 2]>,
    pub mode: String,
    pub stance: String,
    pub said_on: Option<String>,
    pub said_on_basis: String,
    pub published: Option<String>,
    pub embedded: bool,
    pub parent: Option<String>,
    pub certainty: f64,
}

/// What was said, in one piece or several.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Content {
    Whole(String),
    Pieces(Vec<String>),
}

impl Content {
    pub fn pieces(&self) -> Vec<&str> {
        match self {
            Self::Whole(text) => vec![text],
            Self::Pieces(pieces) => pieces.iter().map(String::as_str).collect(),
        }
    }

    pub fn words(&self) -> String {
        self.pieces().join(" … ")
    }
}

/// One line of `gainsay conflicts`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    pub id: String,
    pub kind: String,
    pub score: f64,
    pub topic: Option<String>,
    pub reasons: Vec<String>,
    pub review: Option<String>,
    pub a: Statement,
    pub b: Statement,
}

/// One line of `gainsay speakers`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    pub id: i64,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub statements: u32,
    pub claims: u32,
    pub documents: u32,
    pub first_day: Option<String>,
    pub last_day: Option<String>,
    pub offices: Option<String>,
    pub aliases: Option<String>,
}

/// One line of `gainsay topics`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub id: String,
    pub title: String,
    pub conflicts: u32,
    pub score: Option<f64>,
    pub claims: u32,
    pub statements: u32,
    pub documents: u32,
    pub publishers: u32,
    pub speakers: u32,
    pub countries: Option<String>,
    pub first_day: Option<String>,
    pub last_day: Option<String>,
}

/// One line of `gainsay denials`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Denial {
    pub claim: String,
    pub topic: Option<String>,
    pub topic_title: Option<String>,
    pub speaker: String,
    pub speaker_kind: String,
    pub country: Option<String>,
    pub role: Option<String>,
    pub quote: String,
    pub day: Option<String>,
    pub first_day: Option<String>,
    pub last_day: Option<String>,
    pub documents: u32,
    pub publishers: u32,
    pub publisher: Option<String>,
    pub document: String,
    pub url: Option<String>,
    pub statement: String,
    pub certainty: f64,
    pub denied_author: Option<String>,
}

/// One line of `gainsay sql` without an argument.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct NamedQuery {
    pub name: String,
    pub title: String,
    pub answers: String,
    pub params: Vec<Param>,
    pub example: String,
}

/// One hit of `gainsay search`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Found {
    pub kind: String,
    pub day: Option<String>,
    pub speaker: Option<String>,
    pub role: Option<String>,
    pub country: Option<String>,
    pub stance: Option<String>,
    pub publisher: Option<String>,
    pub title: Option<String>,
    pub document: String,
    pub url: Option<String>,
    pub statement: Option<String>,
    pub score: f64,
    pub snippet: String,
}

/// A parameter of a named query.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub name: String,
    pub default: String,
    pub meaning: String,
}

/// What `gainsay ingest --json` prints.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    pub documents: u64,
    pub added: u64,
    pub changed: u64,
    pub known: u64,
    pub rejected: u64,
    pub undated: u64,
    pub statements: u64,
    pub claims: u64,
    pub conflicts: u64,
    pub files_unchanged: u64,
    pub feeds_read: u64,
    pub feeds_failed: u64,
    pub stopped: bool,
    pub feeds: Vec<Feed>,
    pub dry_run: bool,
}

/// A feed in the summary.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    pub url: String,
    pub title: Option<String>,
    pub outcome: String,
    pub status: Option<u16>,
    pub detail: String,
    pub entries: u64,
    pub entries_failed: u64,
    pub failing_since: Option<String>,
}

/// What `gainsay report --format json` prints.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub totals: Totals,
    #[serde(default)]
    pub reviewed: bool,
    pub topics: Vec<ReportTopic>,
}

#[derive(Debug, Clone, Copy, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    pub documents: u32,
    pub undated_documents: u32,
    pub statements: u32,
    pub speakers: u32,
    pub conflicts: u32,
    pub dismissed: u32,
}

#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ReportTopic {
    pub id: Option<String>,
    pub title: String,
    pub score: f64,
    pub sides: Vec<Side>,
    pub conflicts: Vec<Flag>,
}

#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Side {
    pub position: String,
    pub claims: Vec<Claim>,
}

#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub id: String,
    pub statement: Statement,
    pub witnesses: Vec<Witness>,
    pub independent: u32,
}

#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    pub document: String,
    pub publisher: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub id: String,
    pub kind: String,
    pub score: f64,
    pub a: String,
    pub b: String,
    pub a_speaker: String,
    pub b_speaker: String,
    pub reasons: Vec<String>,
    pub review: Option<String>,
    pub reviewer: Option<String>,
    pub note: Option<String>,
}

/// A row of any query.
pub type Row = BTreeMap<String, serde_json::Value>;
