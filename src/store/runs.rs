//! The log: which run did what, and what it refused.

use rusqlite::params;
use sha2::{Digest, Sha256};

use super::clock::now;
use super::error::Result;
use super::lock::RunLock;
use super::rows::{RunCounts, RunId};
use super::{Lookup, Store, Tx};

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
            self.lock = Some(RunLock::take(&self.path, &who, self.patience)?);
        }
        let sql = "INSERT INTO run (started_at, command, version) VALUES (?1, ?2, ?3)";
        self.conn
            .prepare_cached(sql)?
            .execute((started, command, env!("CARGO_PKG_VERSION")))?;
        Ok(self.conn.last_insert_rowid())
    }

    /// Closes a run with its counts and lets others run.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn finish_run(&mut self, run: RunId, counts: &RunCounts) -> Result<()> {
        self.conn.execute(
            "UPDATE run SET finished_at = ?2, documents_read = ?3, documents_added = ?4, documents_changed = ?5,
               documents_known = ?6, documents_rejected = ?7, statements_added = ?8, claims_added = ?9,
               conflicts_added = ?10 WHERE id = ?1",
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
            ],
        )?;
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

    /// Everything refused so far, oldest first.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn rejections(&self) -> Result<Vec<RejectionRow>> {
        let sql = "SELECT id, source, reason, detail, input FROM rejection ORDER BY id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(RejectionRow {
                id: row.get(0)?,
                source: row.get(1)?,
                reason: row.get(2)?,
                detail: row.get(3)?,
                input: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes an input off the list of refused ones, after it went through.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_rejection(&mut self, id: i64) -> Result<()> {
        self.conn
            .execute("DELETE FROM rejection WHERE id = ?1", [id])?;
        Ok(())
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
        self.connection()
            .prepare_cached(
                "INSERT INTO rejection (run_id, last_run_id, source, reason, detail, input, input_hash, created_at)
                 VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (source, input_hash) DO UPDATE
                 SET last_run_id = excluded.last_run_id, reason = excluded.reason, detail = excluded.detail",
            )?
            .execute(params![run, source, reason, detail, input, hex(&Sha256::digest(input)), now()])?;
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
