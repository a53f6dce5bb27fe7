//! Every write of documents, speakers, statements, claims, conflicts, topics and reviews, inside one
//! transaction that is kept whole or not at all.

use std::cell::{Cell, RefCell};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::clock::now;
use super::error::{Result, StoreError};
use super::lookup::{Lookup, content, document_row};
use super::rows::{
    DocumentRow, NewClaim, NewConflict, NewStatement, NewTopic, OfficeId, RunId, SpeakerId,
};
use crate::document::Document;
use crate::fnv::fnv;
use crate::language::arabic::fold::folds_plainly;
use crate::statement::{Figure, Span, SpeakerKind, Verdict};

/// An open transaction; dropped without [`Tx::commit`], nothing of it is kept.
#[derive(Debug)]
pub struct Tx<'s> {
    tx: Transaction<'s>,
    /// A document gave way to another version: conflicts may show words that are no longer current.
    superseded: Cell<bool>,
    /// Whether anybody ever gave a verdict, once it was asked.
    reviewed: Cell<Option<bool>>,
    /// Folded words that wait to be entered into the full-text indexes. SQLite writes an index out before many a
    /// statement that follows: it is filled in one go.
    words: RefCell<Words>,
}

/// Folded words by row number.
#[derive(Debug, Default)]
struct Words {
    documents: Vec<(i64, String, String)>,
    statements: Vec<(i64, String)>,
}

impl Lookup for Tx<'_> {
    fn connection(&self) -> &Connection {
        &self.tx
    }
}

impl<'s> Tx<'s> {
    pub(super) fn new(tx: Transaction<'s>) -> Self {
        Self {
            tx,
            superseded: Cell::new(false),
            reviewed: Cell::new(None),
            words: RefCell::default(),
        }
    }

    /// Keeps everything.
    ///
    /// # Errors
    /// When the disk is full, or a statement's parent is missing; then nothing is kept.
    pub fn commit(self) -> Result<()> {
        if self.superseded.get() {
            self.show_current_words()?;
        }
        self.index_words()?;
        Ok(self.tx.commit()?)
    }

    /// Stores a document; where its key is known, as the next version, which is the current one from now on.
    ///
    /// Ask [`Lookup::document_known`] first: the same text twice is an error here.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_document(
        &self,
        document: &Document,
        title_folded: &str,
        text_folded: &str,
        terms: &[u8],
        run: RunId,
    ) -> Result<DocumentRow> {
        let publisher = document
            .publisher
            .as_deref()
            .map(|name| self.publisher(name))
            .transpose()?;
        let before = self.retire(&document.id)?;
        let version = before
            .as_ref()
            .map_or(Ok(0), |_| self.last_version(&document.id))?
            + 1;
        let metadata = serde_json::Value::Object(document.metadata.clone()).to_string();
        self.tx
            .prepare_cached(
                "INSERT INTO document (key, version, hash, title, text, title_folded, text_folded, publisher_id,
                   url, published, published_raw, published_basis, language, author, metadata, terms, supersedes,
                   run_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                document.id,
                version,
                document.hash,
                document.title,
                document.text,
                kept(document.title.as_deref().unwrap_or_default(), title_folded),
                kept(&document.text, text_folded),
                publisher,
                document.url,
                iso(document.published),
                document.published_raw,
                document.published_basis.map(|basis| basis.as_str()),
                document.language,
                document.author,
                metadata,
                terms,
                before.map(|row| row.id),
                run,
            ])?;
        let id = self.tx.last_insert_rowid();
        let words = (id, title_folded.to_owned(), text_folded.to_owned());
        self.words.borrow_mut().documents.push(words);
        Ok(DocumentRow {
            id,
            key: document.id.clone(),
            version,
            hash: document.hash.clone(),
        })
    }

    /// Enters what was stored so far into the full-text indexes; [`Tx::commit`] does so with the rest.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn index_words(&self) -> Result<()> {
        let words = self.words.take();
        let sql = "INSERT INTO document_fts (rowid, title_folded, text_folded) VALUES (?1, ?2, ?3)";
        let mut insert = self.tx.prepare_cached(sql)?;
        for row in words.documents {
            insert.execute(row)?;
        }
        let sql = "INSERT INTO statement_fts (rowid, content_folded) VALUES (?1, ?2)";
        let mut insert = self.tx.prepare_cached(sql)?;
        for row in words.statements {
            insert.execute(row)?;
        }
        Ok(())
    }

    /// Makes an earlier version the current one again.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn make_current(&self, document: &DocumentRow) -> Result<()> {
        self.retire(&document.key)?;
        self.tx
            .prepare_cached("UPDATE document SET current = 1 WHERE id = ?1")?
            .execute([document.id])?;
        Ok(())
    }

    /// Takes the current version of a key back, and returns it.
    fn retire(&self, key: &str) -> Result<Option<DocumentRow>> {
        let sql = "UPDATE document SET current = 0 WHERE key = ?1 AND current = 1 RETURNING id, key, version, hash";
        let row = self
            .tx
            .prepare_cached(sql)?
            .query_row([key], document_row)
            .optional()?;
        if row.is_some() {
            self.superseded.set(true);
        }
        Ok(row)
    }

    fn last_version(&self, key: &str) -> Result<i64> {
        let sql = "SELECT max(version) FROM document WHERE key = ?1";
        Ok(self
            .tx
            .prepare_cached(sql)?
            .query_row([key], |row| row.get(0))?)
    }

    fn publisher(&self, name: &str) -> Result<i64> {
        let sql = "SELECT id FROM publisher WHERE name = ?1";
        if let Some(id) = self
            .tx
            .prepare_cached(sql)?
            .query_row([name], |row| row.get(0))
            .optional()?
        {
            return Ok(id);
        }
        self.tx
            .prepare_cached("INSERT INTO publisher (name) VALUES (?1)")?
            .execute([name])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Where a conflict shows words of a superseded version, shows those of another appearance of the
    /// claim, if there is one; else the conflict drops out of the view and its row and reviews stay.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn show_current_words(&self) -> Result<()> {
        let mut changed: Vec<String> = Vec::new();
        for side in ["a", "b"] {
            let mut update = self
                .tx
                .prepare_cached(&format!(
                    "UPDATE conflict SET statement_{side} = coalesce((
                       SELECT s.seq FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
                       WHERE s.claim_id = conflict.claim_{side}
                       ORDER BY s.certainty DESC, s.day IS NULL, s.day, s.id LIMIT 1), statement_{side})
                     WHERE statement_{side} IN (
                       SELECT s.seq FROM statement s JOIN document d ON d.id = s.document_id WHERE d.current = 0)
                     RETURNING id"
                ))?;
            let rows = update.query_map([], |row| row.get(0))?;
            changed.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        changed
            .iter()
            .try_for_each(|conflict| self.recall_verdicts(conflict))
    }

    /// Stores a speaker; its name is its first alias.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_speaker(
        &self,
        name: &str,
        folded: &str,
        kind: SpeakerKind,
        country: Option<&str>,
    ) -> Result<SpeakerId> {
        let sql = "INSERT INTO speaker (name, kind, country) VALUES (?1, ?2, ?3)";
        self.tx
            .prepare_cached(sql)?
            .execute((name, kind.as_str(), country))?;
        let id = self.tx.last_insert_rowid();
        self.add_alias(id, name, folded, "name")?;
        Ok(id)
    }

    /// Changes what is known of a speaker, after a fuller mention.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn update_speaker(
        &self,
        speaker: SpeakerId,
        name: &str,
        kind: SpeakerKind,
        country: Option<&str>,
    ) -> Result<()> {
        let sql = "UPDATE speaker SET name = ?2, kind = ?3, country = ?4 WHERE id = ?1";
        self.tx
            .prepare_cached(sql)?
            .execute((speaker, name, kind.as_str(), country))?;
        Ok(())
    }

    /// Adds a spelling with the reason it was taken for this speaker; true where it is new.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_alias(
        &self,
        speaker: SpeakerId,
        alias: &str,
        folded: &str,
        reason: &str,
    ) -> Result<bool> {
        let sql =
            "INSERT INTO speaker_alias (speaker_id, alias, folded, reason) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";
        Ok(self
            .tx
            .prepare_cached(sql)?
            .execute((speaker, alias, folded, reason))?
            > 0)
    }

    /// The office with this folded name in this state, stored if it is new.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn office(&self, name: &str, folded: &str, country: Option<&str>) -> Result<OfficeId> {
        let sql =
            "SELECT id FROM office WHERE folded = ?1 AND coalesce(country, '') = coalesce(?2, '')";
        let found = self
            .tx
            .prepare_cached(sql)?
            .query_row((folded, country), |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        let sql = "INSERT INTO office (name, folded, country) VALUES (?1, ?2, ?3)";
        self.tx
            .prepare_cached(sql)?
            .execute((name, folded, country))?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Notes that a speaker was seen in an office, on a day if it is known.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn see_tenure(
        &self,
        office: OfficeId,
        speaker: SpeakerId,
        day: Option<NaiveDate>,
    ) -> Result<()> {
        let sql = "INSERT INTO tenure (office_id, speaker_id, first_seen, last_seen) VALUES (?1, ?2, ?3, ?3)
                   ON CONFLICT DO UPDATE SET
                     first_seen = coalesce(min(first_seen, excluded.first_seen), first_seen, excluded.first_seen),
                     last_seen = coalesce(max(last_seen, excluded.last_seen), last_seen, excluded.last_seen)";
        self.tx
            .prepare_cached(sql)?
            .execute((office, speaker, iso(day)))?;
        Ok(())
    }

    /// Stores a claim; true where it is new.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_claim(&self, claim: &NewClaim<'_>) -> Result<bool> {
        let sql = "INSERT INTO claim (id, title, speaker_id, stance) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let values = (
            claim.id,
            claim.title,
            claim.speaker_id,
            claim.stance.as_str(),
        );
        Ok(self.tx.prepare_cached(sql)?.execute(values)? > 0)
    }

    /// Stores a statement with its via and figures. Its claim must be there; its parent may follow.
    ///
    /// # Errors
    /// [`StoreError::SameStatement`] where another document has a statement of that id.
    pub fn add_statement(&self, new: &NewStatement<'_>) -> Result<()> {
        let s = new.statement;
        let (source_start, source_end) = s.source_span.map(ends).unzip();
        let (cue_start, cue_end) = ends(s.cue_span);
        let spans = serde_json::json!(s.spans).to_string();
        let kept = Kept::of(&s.content, new.in_text, new.content_folded);
        let inserted = self
            .tx
            .prepare_cached(
                "INSERT INTO statement (id, document_id, claim_id, speaker_id, office_id, source, source_start,
                   source_end, speaker_name, role, country, cue, cue_start, cue_end, content, fragments, spans,
                   content_folded, mode, stance, said_on, said_on_basis, day, embedded, parent_id, certainty, wording)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                   ?21, ?22, ?23, ?24, ?25, ?26, ?27)
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                s.id,
                new.document_id,
                new.claim_id,
                new.speaker_id,
                new.office_id,
                s.source,
                source_start,
                source_end,
                s.speaker,
                s.role,
                s.country,
                s.cue,
                cue_start,
                cue_end,
                kept.content,
                kept.fragments,
                spans,
                kept.folded,
                s.mode.as_str(),
                s.stance.as_str(),
                iso(s.said_on),
                s.said_on_basis.as_str(),
                iso(new.day),
                s.embedded,
                s.parent,
                s.certainty,
                kept.wording,
            ])?;
        if inserted == 0 {
            let document = self.document_of(&s.id)?.unwrap_or_default();
            return Err(StoreError::SameStatement {
                id: s.id.clone(),
                document,
            });
        }
        let seq = self.tx.last_insert_rowid();
        self.add_parts(seq, new)?;
        let words = (seq, new.content_folded.to_owned());
        self.words.borrow_mut().statements.push(words);
        self.found(new.claim_id, seq, &s.words())
    }

    /// Makes a statement the founder of its claim, where that has none. A title that is the beginning of the statement's
    /// words is kept as its length.
    fn found(&self, claim: &str, seq: i64, words: &str) -> Result<()> {
        let sql = "UPDATE claim SET statement_seq = ?2,
              title_end = CASE WHEN title <> ?3 AND title = substr(?3, 1, length(title) - 2) || ' …'
                THEN length(title) - 2 END,
              title = CASE WHEN title = ?3 OR title = substr(?3, 1, length(title) - 2) || ' …'
                THEN '' ELSE title END
            WHERE id = ?1 AND statement_seq IS NULL";
        self.tx.prepare_cached(sql)?.execute((claim, seq, words))?;
        Ok(())
    }

    /// Makes a statement the founder of the claim that has its id, where that has none yet; `words` are its own.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where the statement is not stored.
    pub fn found_by(&self, statement: &str, words: &str) -> Result<()> {
        self.found(statement, self.seq(statement)?, words)
    }

    fn add_parts(&self, seq: i64, new: &NewStatement<'_>) -> Result<()> {
        let sql = "INSERT INTO statement_via (statement_seq, position, name) VALUES (?1, ?2, ?3)";
        let mut via = self.tx.prepare_cached(sql)?;
        for (position, name) in (0_i64..).zip(&new.statement.via) {
            via.execute((seq, position, name))?;
        }
        self.add_figures(seq, &new.statement.figures)
    }

    /// Stores the figures of a statement.
    pub(super) fn add_figures(&self, seq: i64, figures: &[Figure]) -> Result<()> {
        let sql = "INSERT INTO figure (statement_seq, value, unit, bound, span_start, span_end)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = self.tx.prepare_cached(sql)?;
        for figure in figures {
            let (start, end) = ends(figure.span);
            insert.execute((seq, figure.value, &figure.unit, &figure.bound, start, end))?;
        }
        Ok(())
    }

    /// Stores a conflict, or brings one with this id up to date. True where it is new. Its reviews are not touched; one
    /// that has none takes those of a pair with the same two quotes.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where a statement is not stored.
    pub fn add_conflict(&self, conflict: &NewConflict<'_>, run: RunId) -> Result<bool> {
        let a = self.seq(conflict.statement_a)?;
        let b = self.seq(conflict.statement_b)?;
        let exists = self
            .tx
            .prepare_cached("SELECT 1 FROM conflict WHERE id = ?1")?
            .exists([conflict.id])?;
        self.tx
            .prepare_cached(
                "INSERT INTO conflict (id, kind, score, raw_score, claim_a, claim_b, statement_a, statement_b,
                   reasons, detected_run) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, score = excluded.score,
                   raw_score = excluded.raw_score, claim_a = excluded.claim_a, claim_b = excluded.claim_b,
                   statement_a = excluded.statement_a, statement_b = excluded.statement_b, reasons = excluded.reasons",
            )?
            .execute(params![
                conflict.id,
                conflict.kind.as_str(),
                conflict.score,
                conflict.claim_a,
                conflict.claim_b,
                a,
                b,
                serde_json::json!(conflict.reasons).to_string(),
                run,
            ])?;
        self.recall_verdicts(conflict.id)?;
        Ok(!exists)
    }

    /// Gives a conflict without a verdict those on any other id that were given on the same two quotes of the same
    /// speakers: what was judged is not put before anybody again because a claim goes by another name now.
    fn recall_verdicts(&self, conflict: &str) -> Result<()> {
        if !self.has_reviews()? {
            return Ok(());
        }
        let named = |name: &str, side: &str| {
            format!(
                "({name} IN (x.name_{side}, x.written_{side}) OR EXISTS (
                   SELECT 1 FROM speaker_alias n WHERE n.speaker_id = x.speaker_{side} AND n.alias = {name}))"
            )
        };
        let sql = format!(
            "WITH shown AS (
               SELECT {a} AS words_a, a.speaker_id AS speaker_a, a.speaker_name AS written_a, asp.name AS name_a,
                 {b} AS words_b, b.speaker_id AS speaker_b, b.speaker_name AS written_b, bsp.name AS name_b
               FROM conflict c
               JOIN statement a ON a.seq = c.statement_a JOIN speaker asp ON asp.id = a.speaker_id
               JOIN document ad ON ad.id = a.document_id
               JOIN statement b ON b.seq = c.statement_b JOIN speaker bsp ON bsp.id = b.speaker_id
               JOIN document bd ON bd.id = b.document_id
               WHERE c.id = ?1 AND NOT EXISTS (SELECT 1 FROM review o WHERE o.conflict_id = c.id))
             SELECT r.conflict_id FROM shown x JOIN review r ON r.content_a = x.words_a AND r.content_b = x.words_b
             WHERE {aa} AND {bb}
             UNION
             SELECT r.conflict_id FROM shown x JOIN review r ON r.content_a = x.words_b AND r.content_b = x.words_a
             WHERE {ab} AND {ba}",
            a = content("a", "ad"),
            b = content("b", "bd"),
            aa = named("r.speaker_a", "a"),
            bb = named("r.speaker_b", "b"),
            ab = named("r.speaker_a", "b"),
            ba = named("r.speaker_b", "a"),
        );
        let mut query = self.tx.prepare_cached(&sql)?;
        let rows = query.query_map([conflict], |row| row.get(0))?;
        let judged: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        judged
            .iter()
            .try_for_each(|other| self.copy_reviews(other, conflict))
    }

    fn has_reviews(&self) -> Result<bool> {
        if let Some(known) = self.reviewed.get() {
            return Ok(known);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM review)";
        let found = self.tx.query_row(sql, [], |row| row.get(0))?;
        self.reviewed.set(Some(found));
        Ok(found)
    }

    /// Row number of a statement.
    fn seq(&self, id: &str) -> Result<i64> {
        let sql = "SELECT seq FROM statement WHERE id = ?1";
        let found = self
            .tx
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| StoreError::Unknown {
            what: "statement",
            id: id.to_owned(),
        })
    }

    /// Makes the appearances of one claim appearances of another, and forgets the one. No conflict may name it any
    /// more.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn join_claims(&self, from: &str, into: &str) -> Result<()> {
        self.tx
            .prepare_cached("UPDATE statement SET claim_id = ?2 WHERE claim_id = ?1")?
            .execute((from, into))?;
        self.tx
            .prepare_cached("DELETE FROM claim WHERE id = ?1")?
            .execute([from])?;
        Ok(())
    }

    /// Keeps a conflict's reviews under another id as well, where one of its claims turned out to be part of another.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn copy_reviews(&self, from: &str, into: &str) -> Result<()> {
        self.tx
            .prepare_cached(
                "INSERT INTO review (conflict_id, verdict, reviewer, note, created_at, speaker_a, content_a,
                   speaker_b, content_b)
                 SELECT ?2, verdict, reviewer, note, created_at, speaker_a, content_a, speaker_b, content_b
                 FROM review r WHERE conflict_id = ?1 AND NOT EXISTS (
                   SELECT 1 FROM review o WHERE o.conflict_id = ?2 AND o.created_at = r.created_at
                     AND o.reviewer = r.reviewer AND o.verdict = r.verdict)
                 ORDER BY id",
            )?
            .execute((from, into))?;
        Ok(())
    }

    /// Enters a document into the index of near copies.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_bands(&self, document: i64, bands: &[i64]) -> Result<()> {
        let sql =
            "INSERT INTO shingle_band (band, document_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        let mut insert = self.tx.prepare_cached(sql)?;
        for band in bands {
            insert.execute((band, document))?;
        }
        Ok(())
    }

    /// Notes that two documents print one text; groups that this shows to be one are joined.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_copy(&self, document: i64, of: i64) -> Result<()> {
        let (x, y) = (self.original(document)?, self.original(of)?);
        let (first, second) = (x.min(y), x.max(y));
        self.tx
            .prepare_cached("UPDATE near_copy SET original_id = ?2 WHERE original_id = ?1")?
            .execute((second, first))?;
        let sql = "INSERT INTO near_copy (document_id, original_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        for member in [document, of, first] {
            self.tx.prepare_cached(sql)?.execute((member, first))?;
        }
        Ok(())
    }

    /// Takes a conflict back that no longer holds; its reviews stay, and find it if it comes again. Returns the run that
    /// found it, where it was there.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn remove_conflict(&self, id: &str) -> Result<Option<RunId>> {
        let sql = "DELETE FROM conflict WHERE id = ?1 RETURNING detected_run";
        let mut prepared = self.tx.prepare_cached(sql)?;
        Ok(prepared.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Says which run found a conflict first; true where there is such a conflict.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn set_found(&self, id: &str, run: RunId) -> Result<bool> {
        let sql = "UPDATE conflict SET detected_run = ?2 WHERE id = ?1";
        Ok(self.tx.prepare_cached(sql)?.execute((id, run))? > 0)
    }

    /// Shows a conflict with another score; what its claims score by themselves stays.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn set_score(&self, conflict: &str, score: f64, weak: bool) -> Result<()> {
        self.tx
            .prepare_cached(
                "UPDATE conflict SET score = ?2, weak = ?3 WHERE id = ?1 AND (score <> ?2 OR weak <> ?3)",
            )?
            .execute((conflict, score, weak))?;
        Ok(())
    }

    /// Replaces all topics: their titles, their claims, and the topic of every conflict whose two claims
    /// share one.
    ///
    /// # Errors
    /// When a claim is not stored.
    pub fn set_topics(&self, topics: &[NewTopic]) -> Result<()> {
        self.tx.execute("DELETE FROM topic", [])?;
        for topic in topics {
            let sql = "INSERT INTO topic (id, title) VALUES (?1, ?2)";
            self.tx
                .prepare_cached(sql)?
                .execute((&topic.id, &topic.title))?;
            let sql = "INSERT INTO topic_claim (topic_id, claim_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            let mut claims = self.tx.prepare_cached(sql)?;
            for claim in &topic.claims {
                claims.execute((&topic.id, claim))?;
            }
        }
        self.tx.execute(
            "UPDATE conflict SET topic_id = (
               SELECT min(a.topic_id) FROM topic_claim a
               JOIN topic_claim b ON b.topic_id = a.topic_id AND b.claim_id = conflict.claim_b
               WHERE a.claim_id = conflict.claim_a)",
            [],
        )?;
        Ok(())
    }

    /// Records a person's verdict on a conflict, with the words judged. Earlier verdicts stay.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is no such conflict.
    pub fn add_review(
        &self,
        conflict: &str,
        verdict: Verdict,
        reviewer: &str,
        note: &str,
    ) -> Result<()> {
        let added = self
            .tx
            .prepare_cached(&format!(
                "INSERT INTO review (conflict_id, verdict, reviewer, note, created_at, speaker_a, content_a,
                   speaker_b, content_b)
                 SELECT c.id, ?2, ?3, ?4, ?5, asp.name, {a}, bsp.name, {b}
                 FROM conflict c
                 JOIN statement a ON a.seq = c.statement_a JOIN speaker asp ON asp.id = a.speaker_id
                 JOIN document ad ON ad.id = a.document_id
                 JOIN statement b ON b.seq = c.statement_b JOIN speaker bsp ON bsp.id = b.speaker_id
                 JOIN document bd ON bd.id = b.document_id
                 WHERE c.id = ?1",
                a = content("a", "ad"),
                b = content("b", "bd"),
            ))?
            .execute((conflict, verdict.as_str(), reviewer, note, now()))?;
        if added == 0 {
            return Err(StoreError::Unknown {
                what: "conflict",
                id: conflict.to_owned(),
            });
        }
        self.reviewed.set(Some(true));
        Ok(())
    }
}

/// What is kept of a statement's words beside its spans: what the views cut out of the document's text and fold is not.
pub(super) struct Kept {
    /// The words in one piece, empty where the text gives them.
    pub(super) content: String,
    /// JSON list of the pieces, empty where there is one.
    pub(super) fragments: String,
    /// The folded words, empty where the view `statement_words` works them out.
    pub(super) folded: String,
    /// Number of the folded words.
    pub(super) wording: i64,
}

impl Kept {
    /// That of words in pieces; `in_text` where they are one piece of the document's text, `folded` their folded form.
    pub(super) fn of(pieces: &[String], in_text: bool, folded: &str) -> Self {
        let words = pieces.join(" … ");
        Self {
            wording: wording(folded),
            folded: if folds_plainly(&words) { "" } else { folded }.to_owned(),
            fragments: match pieces {
                [_] => "[]".to_owned(),
                pieces => serde_json::json!(pieces).to_string(),
            },
            content: if in_text { String::new() } else { words },
        }
    }
}

/// What is kept of a document's folded words beside the text: nothing where the view `document_words` works it out.
pub(super) fn kept<'f>(text: &str, folded: &'f str) -> &'f str {
    if folds_plainly(text) { "" } else { folded }
}

/// A day as ISO text.
fn iso(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.format("%Y-%m-%d").to_string())
}

/// A span as SQLite's integers.
pub(super) fn ends(span: Span) -> (i64, i64) {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (number(span.start), number(span.end))
}

/// A number for folded words, equal where they are: by it the view `corroborations` counts wordings.
pub(super) fn wording(folded: &str) -> i64 {
    const BITS: u32 = 31;
    let hash = fnv(folded);
    (hash >> (u64::BITS - BITS)).cast_signed()
}
