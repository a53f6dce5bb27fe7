//! Rows that point at rows that are not there. Which are dropped, which only lose the pointer and which are beyond
//! mending follows from how the schema declares them.

use rusqlite::Connection;

use super::{COPY, Finding, Found, Health};
use crate::store::error::Result;

const CHECK: &str = "foreign keys";
const SOUND: &str = "every row points at rows that are there";
const WRONG: &str = "rows point at rows that are not there";

/// A foreign key that some row breaks.
struct Broken {
    table: String,
    column: String,
    parent: String,
    parent_column: String,
    cascade: bool,
    nullable: bool,
}

/// Looks for broken foreign keys.
pub(super) fn check(conn: &Connection) -> Result<Finding> {
    Ok(Finding::of(CHECK, SOUND, WRONG, found(conn)?).advise(
        "gainsay doctor --repair drops what is worked out anew and clears what may be empty",
    ))
}

fn found(conn: &Connection) -> Result<Found> {
    let sql = "SELECT \"table\" || CASE WHEN rowid IS NULL THEN '' ELSE ' ' || rowid END || ' -> ' || parent
               FROM pragma_foreign_key_check";
    Found::rows(conn, sql)
}

/// Mends what the schema lets go of.
pub(super) fn mend(conn: &Connection) -> Result<Finding> {
    let before = found(conn)?;
    if before.count == 0 {
        return Ok(Finding::sound(CHECK, SOUND));
    }
    // a claim is what its statements say
    conn.execute(
        "INSERT INTO claim (id, title, speaker_id, stance, statement_seq)
         SELECT claim_id, '', speaker_id, stance, seq FROM (
           SELECT s.*, row_number() OVER (PARTITION BY s.claim_id
             ORDER BY s.id <> s.claim_id, s.certainty DESC, s.day IS NULL, s.day, s.id) AS place
           FROM statement s WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = s.claim_id))
         WHERE place = 1",
        [],
    )?;
    for broken in broken(conn)? {
        if let Some(sql) = broken.mend() {
            conn.execute(&sql, [])?;
        }
    }
    let after = found(conn)?;
    if after.count == 0 {
        return Ok(Finding {
            count: before.count,
            examples: before.examples,
            ..Finding::new(CHECK, Health::Mended, WRONG)
        });
    }
    Ok(Finding::of(CHECK, SOUND, WRONG, after).advise(COPY))
}

fn broken(conn: &Connection) -> Result<Vec<Broken>> {
    let sql = "SELECT DISTINCT c.\"table\", k.\"from\", k.\"table\", k.\"to\", k.on_delete = 'CASCADE', NOT t.\"notnull\"
               FROM pragma_foreign_key_check c
               JOIN pragma_foreign_key_list(c.\"table\") k ON k.id = c.fkid
               JOIN pragma_table_info(c.\"table\") t ON t.name = k.\"from\"
               ORDER BY 1, 2";
    let mut query = conn.prepare(sql)?;
    let rows = query.query_map([], |row| {
        Ok(Broken {
            table: row.get(0)?,
            column: row.get(1)?,
            parent: row.get(2)?,
            parent_column: row.get(3)?,
            cascade: row.get(4)?,
            nullable: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Broken {
    /// What mends it; nothing where the row is worth more than the pointer.
    fn mend(&self) -> Option<String> {
        let Self {
            table,
            column,
            parent,
            parent_column,
            ..
        } = self;
        let lost = format!(
            "\"{column}\" IS NOT NULL AND \"{column}\" NOT IN (SELECT \"{parent_column}\" FROM \"{parent}\")"
        );
        if self.cascade {
            Some(format!("DELETE FROM \"{table}\" WHERE {lost}"))
        } else if self.nullable {
            Some(format!(
                "UPDATE \"{table}\" SET \"{column}\" = NULL WHERE {lost}"
            ))
        } else if table == "conflict" && parent == "claim" {
            // found again by whoever detects; its reviews stay
            Some(format!("DELETE FROM conflict WHERE {lost}"))
        } else if table == "conflict" && parent == "statement" {
            let claim = column.replace("statement", "claim");
            Some(format!(
                "UPDATE conflict SET \"{column}\" = (
                   SELECT s.seq FROM statement s JOIN document d ON d.id = s.document_id
                   WHERE s.claim_id = conflict.{claim}
                   ORDER BY d.current DESC, s.certainty DESC, s.day IS NULL, s.day, s.id LIMIT 1)
                 WHERE {lost} AND EXISTS (SELECT 1 FROM statement s WHERE s.claim_id = conflict.{claim})"
            ))
        } else {
            None
        }
    }
}
