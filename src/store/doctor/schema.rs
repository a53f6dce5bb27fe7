//! The schema against the one that this program makes, and the notes in which the file explains itself.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{COPY, Finding, Found, Health};
use crate::store::error::Result;
use crate::store::migrate::{State, fill_notes, notes_are_current, schema_version};
use crate::store::{Lookup, Store};

const VERSION: &str = "schema";
const OBJECTS: &str = "schema objects";
const NOTES: &str = "notes";

/// The schema version; `look` has refused what is not ours or newer.
pub(super) fn version(state: State) -> Finding {
    let known = schema_version();
    match state {
        State::Present => {
            Finding::sound(VERSION, format!("a database of gainsay's, schema {known}"))
        }
        State::Behind => Finding {
            count: 1,
            ..Finding::new(
                VERSION,
                Health::Wrong,
                format!("the file has an older schema than {known}; only its pages are checked"),
            )
            .advise("gainsay doctor --repair, or the next run, brings it up to date")
        },
    }
}

/// Type, name and SQL of everything in a schema but what SQLite and the user keep for themselves.
type Objects = BTreeMap<(String, String), String>;

/// The schema and the notes that this program gives a new file.
pub(super) struct Ours {
    objects: Objects,
    notes: Notes,
}

impl Ours {
    pub(super) fn new() -> Result<Self> {
        let store = Store::in_memory()?;
        Ok(Self {
            objects: all(store.connection())?,
            notes: schema_notes(store.connection())?,
        })
    }
}

fn all(conn: &Connection) -> Result<Objects> {
    let sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut query = conn.prepare(sql)?;
    let rows = query.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is missing or another than ours, tables apart from what can be made anew; and what somebody added.
struct Differences {
    tables: Found,
    /// Type, name and the SQL that it should have.
    others: Vec<(String, String, String)>,
    added: Found,
}

fn differences(conn: &Connection, ours: &Objects) -> Result<Differences> {
    let there = all(conn)?;
    let mut found = Differences {
        tables: Found::default(),
        others: Vec::new(),
        added: Found::default(),
    };
    for ((kind, name), sql) in ours {
        let key = (kind.clone(), name.clone());
        if there.get(&key) == Some(sql) {
            continue;
        }
        match kind.as_str() {
            // the words may differ where a tool wrote them anew
            "table" if there.contains_key(&key) => {}
            "table" => found.tables.add(|| format!("table {name}")),
            _ => found.others.push((kind.clone(), name.clone(), sql.clone())),
        }
    }
    for (kind, name) in there.keys() {
        if !ours.contains_key(&(kind.clone(), name.clone())) {
            found.added.add(|| format!("{kind} {name}"));
        }
    }
    Ok(found)
}

/// Looks whether every table, view, index and trigger is there.
pub(super) fn objects(conn: &Connection, ours: &Ours) -> Result<Vec<Finding>> {
    Ok(told(differences(conn, &ours.objects)?))
}

fn told(found: Differences) -> Vec<Finding> {
    let mut others = Found::default();
    for (kind, name, _) in &found.others {
        others.add(|| format!("{kind} {name}"));
    }
    let sound = "every table, view, index and trigger is there";
    let mut findings = vec![if found.tables.count > 0 {
        Finding::of(OBJECTS, sound, "tables are missing", found.tables).advise(COPY)
    } else {
        Finding::of(
            OBJECTS,
            sound,
            "views, indexes or triggers are missing or were changed",
            others,
        )
        .advise("gainsay doctor --repair makes them anew")
    }];
    if found.added.count > 0 {
        let mut added = Finding::of("additions", "", "somebody added these", found.added);
        added.state = Health::Note;
        findings.push(added.advise("nothing, if they are yours; an upgrade may not know them"));
    }
    findings
}

/// Makes views, indexes and triggers anew.
pub(super) fn mend_objects(conn: &Connection, ours: &Ours) -> Result<Vec<Finding>> {
    let found = differences(conn, &ours.objects)?;
    if found.tables.count > 0 || found.others.is_empty() {
        return Ok(told(found));
    }
    for (kind, name, sql) in &found.others {
        conn.execute_batch(&format!("DROP {kind} IF EXISTS \"{name}\"; {sql}"))?;
    }
    let mut findings = told(differences(conn, &ours.objects)?);
    let first = told(found).swap_remove(0);
    if !findings[0].is_wrong() {
        findings[0] = first.mended();
    }
    Ok(findings)
}

/// What a note says of an object and its column.
type Notes = BTreeMap<(String, String), String>;

fn schema_notes(conn: &Connection) -> Result<Notes> {
    let sql = "SELECT object, column_name, note FROM schema_notes";
    let mut query = conn.prepare(sql)?;
    let rows = query.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Looks whether the file explains itself as this program would.
pub(super) fn notes(conn: &Connection, ours: &Ours) -> Result<Finding> {
    let there = schema_notes(conn)?;
    let other = ours
        .notes
        .iter()
        .filter(|(key, note)| there.get(key) != Some(note));
    let added = there.keys().filter(|key| !ours.notes.contains_key(key));
    let mut found = Found::default();
    for (object, column) in other.map(|(key, _)| key).chain(added) {
        let name = format!("{object}.{column}");
        found.add(|| name.trim_end_matches('.').to_owned());
    }
    if !notes_are_current(conn)? {
        found.add(|| "query_notes".to_owned());
    }
    let sound = "schema_notes and query_notes are this program's";
    let wrong = "notes on the schema or the queries are not this program's";
    let advice = "the next run, or gainsay doctor --repair, writes them anew";
    Ok(Finding::of(NOTES, sound, wrong, found).advise(advice))
}

/// Writes the notes anew.
pub(super) fn mend_notes(conn: &Connection, ours: &Ours) -> Result<Finding> {
    let found = notes(conn, ours)?;
    if !found.is_wrong() {
        return Ok(found);
    }
    conn.execute("DELETE FROM schema_notes", [])?;
    let sql = "INSERT INTO schema_notes (object, column_name, note) VALUES (?1, ?2, ?3)";
    let mut insert = conn.prepare(sql)?;
    for ((object, column), note) in &ours.notes {
        insert.execute((object, column, note))?;
    }
    fill_notes(conn)?;
    Ok(found.mended())
}
