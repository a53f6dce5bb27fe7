//! The full-text indexes against the words that they are of. `PRAGMA integrity_check` says nothing of that: FTS5 tells
//! only when it is asked with rank 1.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Finding, Found, Health};
use crate::store::beside;
use crate::store::error::{Result, StoreError};
use crate::store::speakers::{index_names, names_out_of_date};

const CHECK: &str = "search indexes";
const SOUND: &str = "the full-text indexes have every word and no other";
const WRONG: &str = "full-text indexes do not have the words of the articles";
const ADVICE: &str = "gainsay doctor --repair makes them anew";
/// How long to wait for a transaction of somebody else's.
const PATIENCE: Duration = Duration::from_secs(5);

/// An index and what it is an index of: table, its rows.
const INDEXES: &[(&str, &str, &str)] = &[
    ("document_fts", "document", "id"),
    ("statement_fts", "statement", "seq"),
];

/// Checks in a transaction of its own that is taken back: FTS5 answers only those who may write.
pub(super) fn check_apart(path: &Path) -> Result<Vec<Finding>> {
    let had_wal = beside(path, "-wal")
        .metadata()
        .is_ok_and(|found| found.len() > 0);
    let apart = || -> Result<Finding> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(PATIENCE)?;
        if had_wal {
            // what waits there is for the next run to bring in
            let keep = rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            conn.set_db_config(keep, true)?;
        }
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let finding = check(&tx)?;
        tx.rollback()?;
        Ok(finding)
    };
    match apart() {
        Ok(finding) => Ok(vec![finding]),
        Err(StoreError::Busy) => Ok(vec![
            Finding::new(CHECK, Health::Unchecked, "another program is writing")
                .advise("look again when it is done"),
        ]),
        Err(error) if is_read_only(&error) => Ok(vec![
            Finding::new(
                CHECK,
                Health::Unchecked,
                "the file may not be written to, and FTS5 checks only for those who may",
            )
            .advise("check a copy that you may write to"),
        ]),
        Err(error) => Err(error),
    }
}

fn is_read_only(error: &StoreError) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    match error {
        StoreError::Sqlite(error) => matches!(
            error.sqlite_error_code(),
            Some(ReadOnly | CannotOpen | PermissionDenied)
        ),
        _ => false,
    }
}

fn check(conn: &Connection) -> Result<Finding> {
    Ok(Finding::of(CHECK, SOUND, WRONG, wrong(conn)?).advise(ADVICE))
}

fn wrong(conn: &Connection) -> Result<Found> {
    let mut found = Found::default();
    for (index, table, row) in INDEXES {
        let sql = format!(
            "SELECT count(*) FROM (SELECT id FROM {index}_docsize EXCEPT SELECT {row} FROM {table}
               UNION ALL SELECT * FROM (SELECT {row} FROM {table} EXCEPT SELECT id FROM {index}_docsize))"
        );
        let rows: rusqlite::Result<i64> = conn.query_row(&sql, [], |row| row.get(0));
        let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        match (rows, conn.execute(&sql, [])) {
            (Ok(0), Ok(_)) => {}
            (Ok(rows), _) if rows > 0 => found.add(|| format!("{index}: {rows} rows")),
            _ => found.add(|| format!("{index}: words")),
        }
    }
    match names_out_of_date(conn)? {
        0 => {}
        speakers => found.add(|| format!("speaker_fts: {speakers} speakers")),
    }
    Ok(found)
}

/// Makes the indexes anew that do not have the words.
pub(super) fn mend(conn: &Connection) -> Result<Vec<Finding>> {
    let found = check(conn)?;
    if !found.is_wrong() {
        return Ok(vec![found]);
    }
    for (index, _, _) in INDEXES {
        conn.execute(
            &format!("INSERT INTO {index} ({index}) VALUES ('rebuild')"),
            [],
        )?;
    }
    index_names(conn)?;
    let again = check(conn)?;
    Ok(vec![if again.is_wrong() {
        again
    } else {
        found.mended()
    }])
}
