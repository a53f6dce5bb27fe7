//! What can go wrong with the database file, in words that say what to do about it.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file is something else, or its pages are broken.
    #[error(
        "{} is not an SQLite file (or is damaged); give another one with --db, or restore it from a copy",
        path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// An SQLite file of another program.
    #[error(
        "{} is an SQLite database, but not one of gainsay's; it was left untouched, give another one with --db",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The schema is from the future.
    #[error(
        "{} was made by a newer gainsay (schema {found}, this one knows {known}); it was left untouched, \
         use the newer program",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Schema version of this program.
        known: i64,
    },
    /// Nothing there to read.
    #[error("there is no database at {}; `gainsay ingest` makes one, --db names another", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file with nothing in it.
    #[error("{} is empty, there is no database in it; restore it from its last copy, or `gainsay ingest` makes a new one", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The folder it should be made in does not exist, or the path is itself a folder.
    #[error("cannot make a database at {}: {why}; give a file in a folder that exists with --db", path.display())]
    BadPath {
        /// The file.
        path: PathBuf,
        /// What is wrong with the path.
        why: String,
    },
    /// A copy can't go there.
    #[error("cannot write a copy to {}: {why}; give another file", path.display())]
    BadCopy {
        /// Where it should go.
        path: PathBuf,
        /// What is wrong with that.
        why: String,
    },
    /// The file or its folder may not be written to.
    #[error(
        "{} cannot be written (a read-only file or folder); copy it to a folder of yours, or change the permissions",
        path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another run writes to it.
    #[error("{} is in use by another gainsay ({holder}); wait for it to finish and try again, or give --wait SECONDS", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// Who holds it, as far as it is known.
        holder: String,
    },
    /// SQLite waited for another program's lock and gave up.
    #[error("the database is locked by another program; close it there and try again")]
    Busy,
    /// No space left.
    #[error(
        "the disk is full, or the file may not grow (a quota, ulimit -f); what was stored before is sound, make room \
         and run it again"
    )]
    Full,
    /// A migration did not go through; the file is as it was.
    #[error("cannot bring {} to schema {known}: {why}; the file was left as it was", path.display())]
    Migration {
        /// The file.
        path: PathBuf,
        /// Schema version of this program.
        known: i64,
        /// What refinery or SQLite said.
        why: String,
    },
    /// Two statements with one id.
    #[error(
        "statement {id} is in the database already, from document {document}; ids must differ between documents"
    )]
    SameStatement {
        /// Id of both.
        id: String,
        /// Key of the document that has it.
        document: String,
    },
    /// No row with that id.
    #[error("there is no {what} {id:?} in the database")]
    Unknown {
        /// "conflict", "statement", "claim".
        what: &'static str,
        /// The id asked for.
        id: String,
    },
    /// Speakers of two kinds can't be one.
    #[error(
        "a speaker that is {a} and one that is {b} can't be one; gainsay speakers shows the kinds"
    )]
    TwoKinds {
        /// Kind of the one.
        a: &'static str,
        /// Kind of the other.
        b: &'static str,
    },
    /// Nothing to split off.
    #[error("this speaker has no other name to be told from; gainsay speakers shows the spellings")]
    OneName,
    /// No query with that name in sql/.
    #[error("there is no query {name:?}; known are {known}")]
    UnknownQuery {
        /// The name asked for.
        name: String,
        /// All names, comma-separated.
        known: String,
    },
    /// The query has no such parameter.
    #[error("the query has no parameter {name:?}; it takes {known}")]
    UnknownParameter {
        /// The name given.
        name: String,
        /// All names, comma-separated, or "none".
        known: String,
    },
    /// The SQL is wrong.
    #[error("SQL: {0}")]
    Sql(String),
    /// The SQL would change something.
    #[error("only one statement that reads is allowed here (SELECT, WITH, VALUES, EXPLAIN)")]
    NotReading,
    /// The query took longer than allowed.
    #[error("the query was stopped after {seconds} s; narrow it down")]
    TooSlow {
        /// The limit, in seconds.
        seconds: f64,
    },
    /// Somebody ended the query.
    #[error("the query was interrupted")]
    Interrupted,
    /// Pages of the file are broken.
    #[error("{} is damaged ({why}); restore it from its last copy, or mend it with `sqlite3 FILE .recover`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite found.
        why: String,
    },
    /// Anything else from SQLite.
    #[error("database: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// The lock file beside the database.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::SystemIoFailure) if is_write(&error) => StoreError::Full,
            _ => StoreError::Sqlite(error),
        }
    }
}

/// True where the system refused to let the file grow: a quota or a limit on its size, which SQLite tells apart from a
/// full disk.
fn is_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{
        SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    };
    error.sqlite_error().is_some_and(|error| {
        matches!(
            error.extended_code,
            SQLITE_IOERR_WRITE | SQLITE_IOERR_SHMSIZE | SQLITE_IOERR_FSYNC | SQLITE_IOERR_TRUNCATE
        )
    })
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, StoreError>;
