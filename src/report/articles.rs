//! The articles that a report quotes, with the places of their statements.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserialize;

use crate::statement::Span;

const ARTICLE: &str = include_str!("../../sql/report_articles.sql");

/// One article in its present version.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Key of the document.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Paper or site.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Day published.
    pub published: Option<NaiveDate>,
    /// BCP 47.
    pub language: String,
    /// Byline.
    pub author: Option<String>,
    /// The words; spans count its code points.
    pub text: String,
    /// Its statements, by id.
    pub places: Vec<Place>,
}

/// Where a statement stands in its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Id of the statement.
    pub id: String,
    /// The words that name the source; `None` where the sentence has only a verb.
    pub source: Option<Span>,
    /// The words that signal the saying.
    pub cue: Span,
    /// What was said, piece by piece.
    pub content: Vec<Span>,
}

/// One of the lists in column `places`: id, source, cue, content.
#[derive(Deserialize)]
struct Line(
    String,
    Option<usize>,
    Option<usize>,
    usize,
    usize,
    Vec<Span>,
);

impl From<Line> for Place {
    fn from(Line(id, source_start, source_end, cue_start, cue_end, content): Line) -> Self {
        Self {
            id,
            source: source_start
                .zip(source_end)
                .map(|(start, end)| Span::new(start, end)),
            cue: Span::new(cue_start, cue_end),
            content,
        }
    }
}

/// The article of a key; `None` where there is none.
///
/// # Errors
/// Where the database cannot be read.
pub fn read(db: &Connection, document: &str) -> Result<Option<Article>> {
    let mut query = db.prepare_cached(ARTICLE)?;
    let found = query
        .query_row(rusqlite::named_params! {":document": document}, |row| {
            Ok(article(row))
        })
        .optional()?;
    found
        .transpose()
        .with_context(|| format!("document {document:?}"))
}

fn article(row: &Row<'_>) -> Result<Article> {
    let places: String = row.get("places")?;
    let places: Vec<Line> = serde_json::from_str(&places).context("column places")?;
    let published: Option<String> = row.get("published")?;
    Ok(Article {
        document: row.get("document")?,
        title: row.get("title")?,
        publisher: row.get("publisher")?,
        url: row.get("url")?,
        published: published
            .map(|day| day.parse())
            .transpose()
            .context("column published")?,
        language: row.get("language")?,
        author: row.get("author")?,
        text: row.get("text")?,
        places: places.into_iter().map(Place::from).collect(),
    })
}
