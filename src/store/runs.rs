//! The log: which run did what, and what it refused.

use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::clock::now;
use super::error::{Result, StoreError};
use super::lock::RunLock;
use super::rows::{RunCounts, RunId};
use super::speakers::index_names;
use super::{Lookup, Store, Tx};
use crate::hex::hex;

/// An input that was refused, kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectionRow {
    /// Row number.
    pub id: i64,
    /// Where it came from.
    pub source: String,
    /// Why it was refused, a few words that group alike.
    pub reason: String,
    /// The particulars.
    pub detail: String,
    /// The bytes as they came.
    pub input: Vec<u8>,
}

impl Store {
    /// Enters a run into the log and keeps every other run out until [`Store::finish_run`], or until this
    /// process ends in whatever way. A run that was killed has no `finished_at`.
    ///
    /// # Errors
    /// [`StoreError::Locked`](super::StoreError::Locked) with the other run's words where one is under way for longer than
    /// the [patience](Store::set_patience).
    pub fn begin_run(&mut self, command: &str) -> Result<RunId> {
        let started = now();
        if self.path.as_os_str() != ":memory:" && self.lock.is_none() {
            let who = format!(
                "process {}, `{command}`, since {started}",
                std::process::id()
            );
            self.lock = Some(RunLock::take(&self.path, &who, self.patience, &self.stop)?);
        }
        // whoever wrote before holds the lock no more: what did not end was cut off
        let sql = "UPDATE run SET outcome = 'killed' WHERE outcome IS NULL";
        self.conn.execute(sql, [])?;
        let sql = "INSERT INTO run (started_at, command, version) VALUES (?1, ?2, ?3)";
        self.conn
            .prepare_cached(sql)?
            .execute((started, command, env!("CARGO_PKG_VERSION")))?;
        Ok(self.conn.last_insert_rowid())
    }

    /// True where an earlier run stored documents and did not come to its end, so that what it left to do at the end
    /// is still to be done.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn owes_grouping(&self, run: RunId) -> Result<bool> {
        let sql = "SELECT EXISTS (
            SELECT 1 FROM run r WHERE r.id < ?1 AND r.outcome IN ('killed', 'failed')
              AND r.id > coalesce((SELECT max(e.id) FROM run e
                WHERE e.id < ?1 AND e.outcome IN ('done', 'stopped')), 0))";
        Ok(self.conn.query_row(sql, [run], |row| row.get(0))?)
    }

    /// Notes how a run ended that can't go on, and lets others run. Says nothing where even that can't be written.
    pub fn fail_run(&mut self, run: RunId, error: &str) {
        let sql = "UPDATE run SET finished_at = ?2, outcome = 'failed', error = ?3 WHERE id = ?1 AND outcome IS NULL";
        let _ = self.conn.execute(sql, (run, now(), error));
        self.lock = None;
    }

    /// Closes a run with its counts and lets others run.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn finish_run(&mut self, run: RunId, counts: &RunCounts) -> Result<()> {
        let tx = self.conn.transaction()?;
        index_names(&tx)?;
        tx.execute(
            "UPDATE run SET finished_at = ?2, documents_read = ?3, documents_added = ?4, documents_changed = ?5,
               documents_known = ?6, documents_rejected = ?7, statements_added = ?8, claims_added = ?9,
               conflicts_added = ?10, outcome = ?11, feeds_read = ?12, feeds_failed = ?13 WHERE id = ?1",
            params![
                run,
                now(),
                counts.documents_read.cast_signed(),
                counts.documents_added.cast_signed(),
                counts.documents_changed.cast_signed(),
                counts.documents_known.cast_signed(),
                counts.documents_rejected.cast_signed(),
                counts.statements_added.cast_signed(),
                counts.claims_added.cast_signed(),
                counts.conflicts_added.cast_signed(),
                if counts.stopped { "stopped" } else { "done" },
                counts.feeds_read.cast_signed(),
                counts.feeds_failed.cast_signed(),
            ],
        )?;
        tx.commit()?;
        self.lock = None;
        Ok(())
    }

    /// Keeps a refused input by itself, as [`Tx::reject`].
    ///
    /// # Errors
    /// When it can't be written.
    pub fn reject(
        &mut self,
        run: RunId,
        source: &str,
        reason: &str,
        detail: &str,
        input: &[u8],
    ) -> Result<()> {
        let tx = self.begin()?;
        tx.reject(run, source, reason, detail, input)?;
        tx.commit()
    }

    /// A refused input, settled or not.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is none with this number.
    pub fn rejection(&self, id: i64) -> Result<RejectionRow> {
        let sql = "SELECT id, source, reason, detail, input FROM rejection WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let found = statement.query_row([id], rejection_row).optional()?;
        found.ok_or_else(|| StoreError::Unknown {
            what: "rejection",
            id: id.to_string(),
        })
    }

    /// Everything refused that still waits, oldest first.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn rejections(&self) -> Result<Vec<RejectionRow>> {
        let sql = "SELECT id, source, reason, detail, input FROM rejection WHERE settled_run IS NULL ORDER BY id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], rejection_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Keeps a refused input with its reason. The same bytes from the same source are kept once.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn reject(
        &self,
        run: RunId,
        source: &str,
        reason: &str,
        detail: &str,
        input: &[u8],
    ) -> Result<()> {
        if source.starts_with("http://") || source.starts_with("https://") {
            // what a server sends is never twice the same: of an address only the last answer waits
            let sql = "DELETE FROM rejection WHERE source = ?1 AND settled_run IS NULL AND input_hash <> ?2";
            self.connection()
                .prepare_cached(sql)?
                .execute((source, hex(&Sha256::digest(input))))?;
        }
        self.connection()
            .prepare_cached(
                "INSERT INTO rejection (run_id, last_run_id, source, reason, detail, input, input_hash, created_at)
                 VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (source, input_hash) DO UPDATE
                 SET last_run_id = excluded.last_run_id, reason = excluded.reason, detail = excluded.detail,
                   settled_run = NULL",
            )?
            .execute(params![run, source, reason, detail, input, hex(&Sha256::digest(input)), now()])?;
        Ok(())
    }

    /// Notes that what was refused of a source was read after all: the source itself, its lines and elements.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle(&self, run: RunId, source: &str) -> Result<()> {
        let sql = "UPDATE rejection SET settled_run = ?1 WHERE settled_run IS NULL AND (source = ?2
              OR source BETWEEN ?2 || ':' AND ?2 || ':~' OR source BETWEEN ?2 || '#' AND ?2 || '#~')";
        self.connection()
            .prepare_cached(sql)?
            .execute((run, source))?;
        Ok(())
    }
}

fn rejection_row(row: &Row<'_>) -> rusqlite::Result<RejectionRow> {
    Ok(RejectionRow {
        id: row.get(0)?,
        source: row.get(1)?,
        reason: row.get(2)?,
        detail: row.get(3)?,
        input: row.get(4)?,
    })
}
