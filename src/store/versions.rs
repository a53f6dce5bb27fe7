//! Versions of edited articles, with the statements of each.

use rusqlite::params;

use super::Store;
use super::error::Result;
use super::lookup::Lookup;

/// An article that came in anew with another text.
#[derive(Debug, Clone, PartialEq)]
pub struct EditRow {
    /// Public id of the document.
    pub document: String,
    /// Its title now.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Number of the new version.
    pub version: i64,
    /// Run that brought it.
    pub run: i64,
    /// UTC of the begin of that run.
    pub found_at: String,
    /// Statements of the version before, in text order.
    pub before: Vec<VersionStatement>,
    /// Statements of the new version, in text order.
    pub after: Vec<VersionStatement>,
}

/// A statement of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionStatement {
    /// Its id.
    pub id: String,
    /// Its speaker as the article calls him.
    pub speaker: String,
    /// Its stance.
    pub stance: String,
    /// Its words.
    pub words: String,
    /// Its words, folded.
    pub folded: String,
}

/// Which edits to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditFilter {
    /// Only those that came in on this day (ISO) or later.
    pub since: Option<String>,
    /// Only those that this run brought.
    pub run: Option<i64>,
    /// Only those of this document.
    pub document: Option<String>,
}

impl Store {
    /// The edits of articles, the latest first, each with the statements of both versions.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn edits(&self, filter: &EditFilter) -> Result<Vec<EditRow>> {
        let sql = "SELECT n.key, n.title, p.name, n.url, n.version, n.run_id, r.started_at, n.supersedes, n.id
                   FROM document n JOIN run r ON r.id = n.run_id LEFT JOIN publisher p ON p.id = n.publisher_id
                   WHERE n.supersedes IS NOT NULL AND (?1 IS NULL OR r.started_at >= ?1)
                     AND (?2 IS NULL OR n.run_id = ?2) AND (?3 IS NULL OR n.key = ?3)
                   ORDER BY n.run_id DESC, n.id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query(params![filter.since, filter.run, filter.document])?;
        let mut edits = Vec::new();
        while let Some(row) = rows.next()? {
            edits.push(EditRow {
                document: row.get(0)?,
                title: row.get(1)?,
                publisher: row.get(2)?,
                url: row.get(3)?,
                version: row.get(4)?,
                run: row.get(5)?,
                found_at: row.get(6)?,
                before: self.version_statements(row.get(7)?)?,
                after: self.version_statements(row.get(8)?)?,
            });
        }
        Ok(edits)
    }

    fn version_statements(&self, document: i64) -> Result<Vec<VersionStatement>> {
        let sql = "SELECT s.id, s.speaker_name, s.stance,
                     CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
                       json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END,
                     w.content_folded
                   FROM statement s JOIN document d ON d.id = s.document_id JOIN statement_words w ON w.seq = s.seq
                   WHERE s.document_id = ?1 ORDER BY s.seq";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([document], |row| {
            Ok(VersionStatement {
                id: row.get(0)?,
                speaker: row.get(1)?,
                stance: row.get(2)?,
                words: row.get(3)?,
                folded: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
