//! The SQLite file: opening and migrating it, every write, the run log, and the query layer of `sql/`.
//!
//! The store has no rules. Who a mention is, which claim a statement belongs to and what conflicts with
//! what is decided elsewhere; here it is kept, one transaction a document, or not at all. SQL for people
//! stands in `sql/`, the schema in `migrations/`.
//!
//! ```no_run
//! # fn main() -> gainsay::store::Result<()> {
//! let mut store = gainsay::store::Store::open("claims.db".as_ref())?;
//! let run = store.begin_run("ingest articles/")?;
//! let tx = store.begin()?;
//! // tx.add_document(…)?; tx.add_speaker(…)?; tx.add_claim(…)?; tx.add_statement(…)?;
//! tx.commit()?;
//! store.finish_run(run, &gainsay::store::RunCounts::default())?;
//! # Ok(())
//! # }
//! ```

mod authorizer;
mod clock;
mod corrections;
pub mod doctor;
mod error;
mod lock;
mod lookup;
mod migrate;
mod publish;
pub mod queries;
mod reextract;
mod rows;
mod runs;
mod sources;
mod speakers;
mod versions;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

pub use corrections::{
    CorrectableRow, Correction, Corrections, Namesake, NewCorrection, NewWords, Reading, Wanted,
};
pub use error::{Result, StoreError};
pub use lookup::Lookup;
pub use migrate::{APPLICATION_ID, schema_version};
pub use queries::{Limits, NamedQuery, Param, Table};
pub use reextract::{FormerStatement, StoredDocument};
pub use rows::*;
pub use runs::RejectionRow;
pub use rusqlite::types::Value;
pub use sources::{FeedRow, Recollection};
pub use speakers::FoundSpeaker;
pub use versions::{EditFilter, EditRow, VersionStatement};
pub use write::Tx;

use authorizer::Authorizer;
use clock::Deadline;
use lock::RunLock;
use migrate::{State, look, opening};

/// How long SQLite waits for another program's transaction.
const BUSY: Duration = Duration::from_secs(15);
/// Statements kept prepared on one connection; there are about fifty.
const PREPARED: usize = 96;
/// How often a running query looks at its deadline, in SQLite's instructions.
const DEADLINE_STEP: i32 = 20_000;
/// `PRAGMA cache_size`: 64 MB; the default of 2 MB thrashes on the term index of a large database.
const CACHE: i64 = -65_536;
/// `PRAGMA wal_autocheckpoint`, in pages: each of them waits for the disk, and the default of 1,000 pages is half a
/// second's work.
const CHECKPOINT: i64 = 8_000;

/// An open database.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    patience: Duration,
    deadline: Deadline,
    authorizer: Authorizer,
    lock: Option<RunLock>,
    stop: Arc<AtomicBool>,
}

impl Store {
    /// Opens a database for reading and writing, makes it where there is none, and migrates it.
    ///
    /// # Errors
    /// Whatever is not an SQLite file, not ours, or from a newer gainsay is refused and left untouched;
    /// so are paths that can't be written. See [`StoreError`].
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_within(path, BUSY)
    }

    /// As [`Store::open`]; waits so long for another run or program that writes, now and later.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_within(path: &Path, patience: Duration) -> Result<Self> {
        check_path(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| opening(e, path))?;
        let mut store = Self::on(conn, path)?;
        store.set_patience(patience)?;
        let state = look(&store.conn, path)?;
        // an older file's query_notes are rewritten with the rest
        if state == State::Behind || !migrate::notes_are_current(&store.conn)? || !store.is_wal()? {
            store.bring_up_to_date()?;
        }
        store.conn.pragma_update(None, "synchronous", "NORMAL")?;
        let wal = "wal_autocheckpoint";
        store.conn.pragma_update(None, wal, CHECKPOINT)?;
        Ok(store)
    }

    /// A database in memory, for tests and for reports that keep nothing.
    ///
    /// # Errors
    /// Only if SQLite has no memory.
    pub fn in_memory() -> Result<Self> {
        let path = Path::new(":memory:");
        let mut store = Self::on(Connection::open_in_memory()?, path)?;
        migrate::migrate(&mut store.conn, path)?;
        migrate::write_notes(&mut store.conn)?;
        Ok(store)
    }

    /// Opens a database for reading only; one with an older schema is migrated first.
    ///
    /// Works in a folder that may not be written, as long as no run is under way there.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is none, else as [`Store::open`].
    pub fn open_read_only(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(StoreError::Missing {
                path: path.to_owned(),
            });
        }
        check_path(path)?;
        refuse_empty(path)?;
        let store = Self::read_only(path)?;
        match look(&store.conn, path)? {
            State::Present => Ok(store),
            State::Behind => {
                drop(store);
                drop(Self::open(path)?);
                Self::read_only(path)
            }
        }
    }

    /// Opens a database for reading only and as it is, of whatever schema; `None` where there is none.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub fn look(path: &Path) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        check_path(path)?;
        let store = Self::read_only(path)?;
        look(&store.conn, path)?;
        Ok(Some(store))
    }

    fn read_only(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let plain = Connection::open_with_flags(path, flags).map_err(|e| opening(e, path))?;
        let readable = plain.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()));
        let conn = match readable.map_err(|e| opening(e, path)) {
            // a WAL file in a read-only folder: nobody writes there, so it may be read as it stands
            Err(StoreError::ReadOnly { .. }) if !beside(path, "-wal").exists() => {
                Connection::open_with_flags(immutable_uri(path), flags)
                    .map_err(|e| opening(e, path))?
            }
            other => other.map(|()| plain)?,
        };
        Self::on(conn, path)
    }

    fn on(conn: Connection, path: &Path) -> Result<Self> {
        let mut conn = conn;
        let deadline = Deadline::default();
        let watch = deadline.clone();
        let authorizer = Authorizer::on(&mut conn)?;
        conn.busy_timeout(BUSY)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        // else SQLite plans a statement anew for every value that it is called with
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // the first pragma that reads the file
        conn.pragma_update(None, "cache_size", CACHE)
            .map_err(|e| opening(e, path))?;
        conn.set_prepared_statement_cache_capacity(PREPARED);
        conn.progress_handler(DEADLINE_STEP, Some(move || watch.is_over()))?;
        Ok(Self {
            conn,
            path: path.to_owned(),
            patience: BUSY,
            deadline,
            authorizer,
            lock: None,
            stop: Arc::default(),
        })
    }

    /// Everything that may change the schema happens under the run lock: two programs that start on one
    /// new file must not both create it.
    fn bring_up_to_date(&mut self) -> Result<()> {
        let lock = RunLock::take(
            &self.path,
            "bringing the file up to date",
            self.patience,
            &self.stop,
        )?;
        if !self.is_wal()? {
            self.conn
                .pragma_update(None, "journal_mode", "WAL")
                .map_err(|e| opening(e, &self.path))?;
        }
        if look(&self.conn, &self.path)? == State::Behind {
            migrate::migrate(&mut self.conn, &self.path)?;
        }
        if !migrate::notes_are_current(&self.conn)? {
            migrate::write_notes(&mut self.conn)?;
        }
        drop(lock);
        Ok(())
    }

    fn is_wal(&self) -> Result<bool> {
        let mode: String = self
            .conn
            .pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        Ok(mode == "wal")
    }

    /// How long to wait for another run, or for another program's transaction, before giving up; 15 seconds unless
    /// told.
    ///
    /// # Errors
    /// Only if SQLite has no memory.
    pub fn set_patience(&mut self, patience: Duration) -> Result<()> {
        self.patience = patience;
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// Where this is set, nobody waits for another run any more.
    pub fn stop_with(&mut self, stop: Arc<AtomicBool>) {
        self.stop = stop;
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins the transaction of one document (or of one round of conflict detection). Without
    /// [`Tx::commit`] nothing of it is kept.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where another program holds the database.
    pub fn begin(&mut self) -> Result<Tx<'_>> {
        Ok(Tx::new(self.conn.transaction_with_behavior(
            TransactionBehavior::Immediate,
        )?))
    }
}

impl Lookup for Store {
    fn connection(&self) -> &Connection {
        &self.conn
    }
}

/// Refuses what SQLite would only call "unable to open database file".
fn check_path(path: &Path) -> Result<()> {
    let bad = |why: &str| {
        Err(StoreError::BadPath {
            path: path.to_owned(),
            why: why.to_owned(),
        })
    };
    if path.is_dir() {
        return bad("it is a folder");
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            bad("its folder does not exist")
        }
        _ => Ok(()),
    }
}

/// Refuses a file with nothing in it: a writer may make a database of it, but to a reader it is one that was lost.
fn refuse_empty(path: &Path) -> Result<()> {
    if path
        .metadata()
        .is_ok_and(|found| found.is_file() && found.len() == 0)
    {
        return Err(StoreError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// `path` with something put behind its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A URI that tells SQLite the file can't change, so that it needs no lock and no -shm beside it.
fn immutable_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file:".to_owned();
    for byte in absolute.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.push_str(&format!("%{byte:02X}")),
            b'\\' => uri.push('/'),
            0x80.. => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(byte)),
        }
    }
    uri + "?immutable=1"
}
