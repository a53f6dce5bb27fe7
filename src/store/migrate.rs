//! Brings a database file to the present schema, or says why it can't.
//!
//! Nothing is written before the file is known to be empty or one of ours, and not from the future.

use std::path::Path;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode};

use super::error::{Result, StoreError};
use super::queries;
use super::write::wording;
use crate::packed::packed;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// `PRAGMA application_id` of our files: "gsay".
pub const APPLICATION_ID: i64 = 0x6773_6179;

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// No schema yet, or an older one.
    Behind,
    /// The present schema.
    Present,
}

/// The schema version this program writes: the number of its last migration.
pub fn schema_version() -> i64 {
    let migrations = embedded::migrations::runner();
    let last = migrations
        .get_migrations()
        .iter()
        .map(|m| i64::from(m.version()))
        .max();
    last.unwrap_or(0)
}

/// Looks at a file without changing it; refuses what is not ours to touch.
pub(super) fn look(conn: &Connection, path: &Path) -> Result<State> {
    let foreign = || StoreError::Foreign {
        path: path.to_owned(),
    };
    let number = |pragma: &str| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let application = number("application_id").map_err(|e| opening(e, path))?;
    let found = number("user_version").map_err(|e| opening(e, path))?;
    match application {
        APPLICATION_ID => {}
        // a file that was created and killed before the first migration holds only refinery's table
        0 if found == 0 && no_tables(conn).map_err(|e| opening(e, path))? => {}
        _ => return Err(foreign()),
    }
    let known = schema_version();
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    Ok(if found == known {
        State::Present
    } else {
        State::Behind
    })
}

fn no_tables(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name NOT LIKE '%refinery_schema_history%')";
    conn.query_row(sql, [], |row| row.get(0))
}

/// Applies what is missing, with foreign keys off (they are checked afterwards). Migrations have functions of
/// ours, `gainsay_wording` and `gainsay_packed`; nothing that stays in the file needs them.
///
/// With them on, the usual rebuild of a table (create, copy, drop, rename) would delete every child row.
pub(super) fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    conn.pragma_update(None, "foreign_keys", false)?;
    add_functions(conn)?;
    // grouped: else refinery notes a migration in a transaction after its own, and a kill between the two leaves a file
    // that can't be opened any more
    let outcome = embedded::migrations::runner().set_grouped(true).run(conn);
    let broken = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
        row.get::<_, i64>(0)
    });
    conn.remove_function("gainsay_wording", 1)?;
    conn.remove_function("gainsay_packed", 1)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    outcome.map_err(|e| translate(e, path))?;
    match broken? {
        0 => Ok(()),
        rows => Err(StoreError::Migration {
            path: path.to_owned(),
            known: schema_version(),
            why: format!("{rows} rows point at rows that do not exist; run `gainsay doctor`"),
        }),
    }
}

/// Adds the functions that migrations call.
fn add_functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("gainsay_wording", 1, flags, |call| {
        Ok(wording(&call.get::<String>(0)?))
    })?;
    conn.create_scalar_function("gainsay_packed", 1, flags, |call| {
        Ok(packed(&weighed(&call.get::<String>(0)?)))
    })
}

/// The terms of an article as files before version 10 have them: a JSON object.
fn weighed(keywords: &str) -> Vec<(String, f64)> {
    let map: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(keywords).unwrap_or_default();
    map.into_iter()
        .filter_map(|(term, weight)| Some((term, weight.as_f64()?)))
        .collect()
}

/// Brings a new file to an earlier schema, as that version of the program left it.
#[cfg(test)]
pub(super) fn migrate_to(conn: &mut Connection, version: u32) {
    add_functions(conn).unwrap();
    let target = refinery::Target::Version(version.try_into().unwrap());
    let runner = embedded::migrations::runner().set_target(target);
    runner.run(conn).unwrap();
}

/// True where `query_notes` holds exactly the queries of this program.
pub(super) fn notes_are_current(conn: &Connection) -> Result<bool> {
    let mut statement = conn.prepare("SELECT name, title, text FROM query_notes ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let stored: Vec<(String, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let ours = queries::all().iter();
    Ok(ours.map(|q| (q.name, q.title, q.text)).eq(stored
        .iter()
        .map(|(n, t, x)| (n.as_str(), t.as_str(), x.as_str()))))
}

/// Writes the queries of this program into `query_notes`.
pub(super) fn write_notes(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction()?;
    fill_notes(&tx)?;
    tx.commit()?;
    Ok(())
}

/// The same in the caller's transaction.
pub(super) fn fill_notes(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM query_notes", [])?;
    for query in queries::all() {
        let sql = "INSERT INTO query_notes (name, title, text) VALUES (?1, ?2, ?3)";
        conn.execute(sql, (query.name, query.title, query.text))?;
    }
    Ok(())
}

/// What an SQLite error means while the file is being opened.
pub(super) fn opening(error: rusqlite::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::NotADatabase { path }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::ReadOnly { path }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked {
            path,
            holder: "another program".to_owned(),
        },
        _ => error.into(),
    }
}

fn translate(error: refinery::Error, path: &Path) -> StoreError {
    use refinery::error::Kind;
    let known = schema_version();
    let path = path.to_owned();
    match error.kind() {
        Kind::MissingVersion(migration) => StoreError::Newer {
            path,
            found: i64::from(migration.version()),
            known,
        },
        Kind::DivergentVersion(applied, _) => {
            let why = format!("its migration {applied} is not the one of this program");
            StoreError::Migration { path, known, why }
        }
        Kind::Connection(_, source) => {
            let code = source
                .downcast_ref::<rusqlite::Error>()
                .and_then(rusqlite::Error::sqlite_error_code);
            match code {
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => StoreError::ReadOnly { path },
                Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => StoreError::Full,
                _ => StoreError::Migration {
                    path,
                    known,
                    why: source.to_string(),
                },
            }
        }
        other => StoreError::Migration {
            path,
            known,
            why: other.to_string(),
        },
    }
}
