//! SQLite's own check of every page, row and index. Damage is told by the table or index that it is in.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Finding, Found, Health};
use crate::store::error::Result;

/// Most messages that SQLite is asked for.
const MOST: u32 = 1000;
const CHECK: &str = "pages";
const WRONG: &str = "pages or rows of the file are damaged";
const INDEXES: &str = "indexes do not agree with their tables";
const ADVICE: &str = "go back to the last copy of gainsay publish, and ingest what came in since; or save what can be \
                      read with `sqlite3 FILE .recover | sqlite3 NEW`";
/// Where only indexes are wrong.
const REPAIR: &str = "gainsay doctor --repair makes the indexes anew";

/// Runs `PRAGMA integrity_check`; what it says of full-text indexes is left to their own check.
pub(super) fn check(conn: &Connection) -> Finding {
    match messages(conn) {
        Ok(messages) => judged(conn, &messages),
        Err(error) => Finding {
            count: 1,
            examples: vec![error.to_string()],
            ..Finding::new(CHECK, Health::Wrong, WRONG).advise(ADVICE)
        },
    }
}

fn messages(conn: &Connection) -> Result<Vec<String>> {
    let mut query = conn.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let rows = query.query_map([], |row| row.get::<_, String>(0))?;
    let mut messages = Vec::new();
    for message in rows {
        let message = message?;
        // one row may hold several lines
        messages.extend(message.lines().map(str::to_owned));
    }
    messages.retain(|line| {
        line != "ok" && !line.contains("FTS5") && !line.starts_with("*** in database")
    });
    Ok(messages)
}

fn judged(conn: &Connection, messages: &[String]) -> Finding {
    let trees = trees(conn).unwrap_or_default();
    let mut found = Found::default();
    for message in messages {
        found.add(|| named(message, &trees));
    }
    let only_indexes = messages.iter().all(|line| is_of_index(line));
    let (wrong, advice) = if only_indexes {
        (INDEXES, REPAIR)
    } else {
        (WRONG, ADVICE)
    };
    Finding::of(CHECK, "every page, row and index is sound", wrong, found).advise(advice)
}

/// True where only indexes are wrong, which can be made anew from their tables.
pub(super) fn only_indexes(finding: &Finding) -> bool {
    finding.what == INDEXES
}

/// True for what is wrong with an index and not with a table.
fn is_of_index(message: &str) -> bool {
    message.contains("missing from index")
        || message.starts_with("wrong # of entries in index")
        || message.contains("values differ from index")
}

/// Makes indexes anew where they do not agree with their tables.
pub(super) fn mend(conn: &Connection, found: Finding) -> Result<Finding> {
    if !found.is_wrong() {
        return Ok(found);
    }
    conn.execute_batch("REINDEX")?;
    let again = check(conn);
    Ok(if again.is_wrong() {
        again
    } else {
        Finding {
            count: found.count,
            examples: found.examples,
            ..Finding::new(
                CHECK,
                Health::Mended,
                "indexes were made anew from their tables",
            )
        }
    })
}

/// Tables and indexes by the page on which they begin.
fn trees(conn: &Connection) -> Result<BTreeMap<i64, String>> {
    let sql = "SELECT rootpage, type || ' ' || name FROM sqlite_master WHERE rootpage > 0";
    let mut query = conn.prepare(sql)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A message of SQLite's with the name of what is damaged: "Tree 23 page 45: …".
fn named(message: &str, trees: &BTreeMap<i64, String>) -> String {
    let number = message
        .strip_prefix("Tree ")
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok());
    match number.and_then(|number: i64| trees.get(&number)) {
        Some(name) => format!("{name}: {message}"),
        None => message.to_owned(),
    }
}
