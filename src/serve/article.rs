//! An article and the places of the statements in it.

use serde::Deserialize;

use super::visit::{Trouble, Visit};
use crate::report::bidi::is_rtl;
use crate::report::html::marked::{Highlight, highlights};
use crate::statement::{Span, Stance};

/// A row of sql/article.sql.
#[derive(Debug, Clone, Deserialize)]
pub struct Article {
    /// Key.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Paper.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// How often it was edited, from 1.
    pub version: u32,
    /// Keys of documents that print the same report, a JSON list.
    pub same_report: Option<String>,
    /// The text.
    pub text: String,
}

impl Article {
    /// BCP 47.
    pub fn language(&self) -> &'static str {
        // the query layer has Arabic; what else came in is at least read the right way round
        if is_rtl(&self.text) { "ar" } else { "en" }
    }
}

/// The article of that key.
///
/// # Errors
/// Where there is none, or the query fails.
pub fn read(visit: &Visit<'_>, document: &str) -> Result<Article, Trouble> {
    if document.is_empty() {
        return Err(Trouble::NotFound);
    }
    visit.ask_one("article", &[("document", document)])
}

/// A statement in its article: a row of sql/desk_article.sql.
#[derive(Debug, Clone, Deserialize)]
pub struct Placed {
    /// Id.
    pub statement: String,
    /// Canonical name.
    pub speaker: String,
    /// Row of the speaker.
    pub speaker_id: i64,
    /// The office as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Toward the bare proposition.
    pub stance: Stance,
    source_start: Option<usize>,
    source_end: Option<usize>,
    cue_start: usize,
    cue_end: usize,
    spans: String,
    /// Day of the saying, else of publication.
    pub day: Option<String>,
    /// Conflicts that its claim is in.
    pub conflicts: u32,
}

impl Placed {
    /// Where its words stand, code points.
    pub fn spans(&self) -> Vec<Span> {
        serde_json::from_str(&self.spans).unwrap_or_default()
    }

    /// Source, cue and content as highlights; the first word of the content is the anchor `PREFIX-STATEMENT`.
    pub fn highlights(&self, prefix: &str) -> Vec<Highlight> {
        let source = self.source_start.zip(self.source_end);
        highlights(
            &self.statement,
            source.map(|(start, end)| Span::new(start, end)),
            Span::new(self.cue_start, self.cue_end),
            &self.spans(),
            format!("{prefix}-{}", self.statement),
        )
    }
}
