//! Setting aside what was extracted, so that it can be extracted anew from the stored documents: everything in one
//! transaction, so that a run that is cut off has changed nothing.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::Result;
use super::lookup::{Lookup, document_row};
use super::rows::{DocumentRow, RunId};
use super::write::{Tx, kept};
use crate::document::{Document, parse_date};
use crate::statement::Span;

/// A stored document, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// Its row.
    pub row: DocumentRow,
    /// The row of the version that it took the place of.
    pub supersedes: Option<i64>,
    /// Itself.
    pub document: Document,
}

/// A statement that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerStatement {
    /// Its id.
    pub id: String,
    /// Where its words stand.
    pub spans: Vec<Span>,
    /// Where the machine read them to stand, where somebody corrected that.
    pub machine: Option<Vec<Span>>,
}

impl Tx<'_> {
    /// Sets aside all that follows from extraction: statements, claims, conflicts, topics, tenures. Documents, speakers,
    /// decisions and reviews stay.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn set_extraction_aside(&self) -> Result<()> {
        self.connection().execute_batch(
            "DROP TABLE IF EXISTS temp.former_statement;
             CREATE TEMP TABLE former_statement AS
               SELECT s.id, s.document_id, s.spans, s.claim_id, m.spans AS machine
               FROM statement s LEFT JOIN machine_reading m ON m.statement_seq = s.seq ORDER BY s.document_id, s.seq;
             CREATE INDEX temp.former_document ON former_statement (document_id);
             CREATE INDEX temp.former_id ON former_statement (id);
             CREATE INDEX temp.former_claim ON former_statement (claim_id);
             DROP TABLE IF EXISTS temp.former_conflict;
             CREATE TEMP TABLE former_conflict AS SELECT id, claim_a, claim_b, detected_run FROM conflict;
             CREATE INDEX temp.former_conflict_id ON former_conflict (id);
             DELETE FROM conflict;
             DELETE FROM topic;
             INSERT INTO statement_fts (statement_fts) VALUES ('delete-all');
             UPDATE claim SET statement_seq = NULL;
             DELETE FROM statement;
             DELETE FROM claim;
             DELETE FROM tenure;
             UPDATE mention SET statements = 0;",
        )?;
        Ok(())
    }

    /// Every version of every document whose row number is greater than `after`, at most `most`, by row number.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn stored_documents(&self, after: i64, most: usize) -> Result<Vec<StoredDocument>> {
        documents_after(self.connection(), after, most)
    }

    /// The statements of a document that were set aside, in text order.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn former_statements(&self, document: i64) -> Result<Vec<FormerStatement>> {
        let sql = "SELECT id, spans, machine FROM temp.former_statement WHERE document_id = ?1 ORDER BY rowid";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([document], |row| {
            let spans: String = row.get(1)?;
            let machine: Option<String> = row.get(2)?;
            Ok(FormerStatement {
                id: row.get(0)?,
                spans: serde_json::from_str(&spans).unwrap_or_default(),
                machine: machine.and_then(|spans| serde_json::from_str(&spans).ok()),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Brings the folded words and terms of a stored document up to date.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn refold(
        &self,
        row: &DocumentRow,
        document: &Document,
        title_folded: &str,
        text_folded: &str,
        terms: &[u8],
    ) -> Result<()> {
        let title = kept(document.title.as_deref().unwrap_or_default(), title_folded);
        let text = kept(&document.text, text_folded);
        // the triggers enter it into the full-text index anew, so only where it changed
        let sql = "UPDATE document SET title_folded = ?2, text_folded = ?3
                   WHERE id = ?1 AND (title_folded <> ?2 OR text_folded <> ?3)";
        self.connection()
            .prepare_cached(sql)?
            .execute((row.id, title, text))?;
        let sql = "UPDATE document SET terms = ?2 WHERE id = ?1 AND terms <> ?2";
        self.connection()
            .prepare_cached(sql)?
            .execute((row.id, terms))?;
        Ok(())
    }

    /// The versions that are current although a later one was stored: their publisher went back to them.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn documents_gone_back(&self) -> Result<Vec<String>> {
        let sql = "SELECT d.key FROM document d WHERE d.current = 1
                     AND EXISTS (SELECT 1 FROM document l WHERE l.key = d.key AND l.version > d.version) ORDER BY d.id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Conflicts that were there before count as found when they were; mentions that no statement makes any more are
    /// forgotten, and so are speakers without any.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle_extraction(&self) -> Result<()> {
        self.connection().execute_batch(
            "UPDATE conflict SET detected_run = f.detected_run FROM temp.former_conflict f WHERE f.id = conflict.id;
             DELETE FROM mention WHERE statements = 0;",
        )?;
        self.forget_silent_speakers()
    }

    /// Reviews follow what was judged where its claims go by other names now: by an earlier saying that was found, or
    /// because the first one is gone.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn carry_reviews(&self) -> Result<()> {
        let now = "SELECT DISTINCT m.claim_id, s.claim_id FROM temp.former_statement m JOIN statement s ON s.id = m.id
            WHERE m.claim_id IN (SELECT claim_a FROM judged UNION SELECT claim_b FROM judged)";
        let gone = "temp.former_conflict WHERE id NOT IN (SELECT id FROM conflict)";
        self.follow(gone, now, "1", &[])
    }

    /// Reviews follow what was judged into a new version of an article where it stands there in the same words.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn carry_reviews_of_edits(&self, run: RunId) -> Result<()> {
        let now = "SELECT DISTINCT o.claim_id, n.claim_id
            FROM document d
            JOIN statement n ON n.document_id = d.id
            JOIN document e ON e.key = d.key AND e.version < d.version
            JOIN statement o ON o.document_id = e.id AND o.wording = n.wording AND o.stance = n.stance
              AND o.speaker_name = n.speaker_name
            WHERE d.run_id = ?1 AND d.supersedes IS NOT NULL
            UNION SELECT claim_a, claim_a FROM judged
            UNION SELECT claim_b, claim_b FROM judged";
        self.follow("conflict WHERE 1", now, "c.kind = f.kind", &[run])
    }

    /// Copies the reviews of `former` conflicts (a table and a condition) to the conflicts of the claims that theirs are
    /// `now` (a query of old and new claims, in which `judged` holds the reviewed ones), where `alike` holds of both.
    fn follow(&self, former: &str, now: &str, alike: &str, values: &[RunId]) -> Result<()> {
        let sql = format!(
            "WITH judged AS (SELECT * FROM {former} AND id IN (SELECT conflict_id FROM review)),
               same (old, new) AS ({now})
             SELECT DISTINCT f.id, c.id
             FROM judged f
             JOIN same x ON x.old = f.claim_a
             JOIN same y ON y.old = f.claim_b
             JOIN conflict c ON c.id <> f.id AND {alike}
               AND (c.claim_a = x.new AND c.claim_b = y.new OR c.claim_a = y.new AND c.claim_b = x.new)
             ORDER BY 1, 2"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let pairs: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        for (from, into) in pairs {
            self.copy_reviews(&from, &into)?;
        }
        Ok(())
    }

    /// How many of the statements that were set aside are there again under their id, and how many are not.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn former_kept(&self) -> Result<(u64, u64)> {
        let sql = "SELECT count(s.id), count(*) FROM temp.former_statement f LEFT JOIN statement s ON s.id = f.id";
        let found = self
            .connection()
            .query_row(sql, [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        let (kept, all) = found.unwrap_or_default();
        Ok((kept.unsigned_abs(), (all - kept).unsigned_abs()))
    }
}

/// See [`Tx::stored_documents`].
pub(super) fn documents_after(
    conn: &Connection,
    after: i64,
    most: usize,
) -> Result<Vec<StoredDocument>> {
    let sql = "SELECT d.id, d.key, d.version, d.hash, d.supersedes, d.title, d.text, p.name, d.url, d.published,
                     d.published_raw, d.published_basis, d.language, d.author, d.metadata
                   FROM document d LEFT JOIN publisher p ON p.id = d.publisher_id
                   WHERE d.id > ?1 ORDER BY d.id LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(
        params![after, i64::try_from(most).unwrap_or(i64::MAX)],
        |row| {
            let stored = document_row(row)?;
            let text = |at: usize| row.get::<_, Option<String>>(at);
            let metadata: String = row.get(14)?;
            let document = Document {
                id: stored.key.clone(),
                hash: stored.hash.clone(),
                title: text(5)?,
                text: row.get(6)?,
                publisher: text(7)?,
                url: text(8)?,
                published: text(9)?.as_deref().and_then(parse_date),
                published_raw: text(10)?,
                published_basis: text(11)?.and_then(|basis| basis.parse().ok()),
                language: row.get(12)?,
                author: text(13)?,
                metadata: serde_json::from_str(&metadata).unwrap_or_default(),
            };
            Ok(StoredDocument {
                row: stored,
                supersedes: row.get(4)?,
                document,
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
