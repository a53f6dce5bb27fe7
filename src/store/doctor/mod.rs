//! Is a database file sound, and what can be mended of it from the rest?
//!
//! Every check looks at one promise of the schema that SQLite does not keep by itself and says in one [`Finding`] what
//! it found. Examining changes nothing. Mending happens under the run lock in one transaction, and only where the rest
//! of the file tells what is right: an article's text, and what people decided, are never touched.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde::Serialize;

use super::error::{Result, StoreError};
use super::lock::{LockState, RunLock, lock_state};
use super::migrate::{State as SchemaState, look, opening, schema_version};
use super::{Store, Tx, check_path};

mod files;
mod foreign;
mod pages;
mod rows;
mod schema;
mod search;
mod words;

/// Examples in a finding.
const EXAMPLES: usize = 5;
/// What to do where the file itself does not tell what is right.
const COPY: &str = "go back to the last copy of gainsay publish, and ingest what came in since";

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// All well.
    #[serde(rename = "ok")]
    Sound,
    /// Something that people may want to know, and nothing is wrong.
    Note,
    /// Something is wrong.
    Wrong,
    /// Something was wrong and was mended.
    Mended,
    /// It could not be checked.
    Unchecked,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the check.
    pub check: &'static str,
    /// How it ended.
    pub state: Health,
    /// How many rows, files or places are concerned.
    pub count: u64,
    /// What was looked at, or what is wrong, in words.
    pub what: String,
    /// The first of those concerned.
    pub examples: Vec<String>,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Finding {
    fn new(check: &'static str, state: Health, what: impl Into<String>) -> Self {
        Self {
            check,
            state,
            count: 0,
            what: what.into(),
            examples: Vec::new(),
            advice: None,
        }
    }

    fn sound(check: &'static str, what: impl Into<String>) -> Self {
        Self::new(check, Health::Sound, what)
    }

    /// Sound where nothing was found, else wrong.
    fn of(check: &'static str, sound: &str, wrong: &str, found: Found) -> Self {
        if found.count == 0 {
            return Self::sound(check, sound);
        }
        Self {
            count: found.count,
            examples: found.examples,
            ..Self::new(check, Health::Wrong, wrong)
        }
    }

    fn advise(mut self, advice: &str) -> Self {
        if matches!(self.state, Health::Wrong | Health::Note | Health::Unchecked) {
            self.advice = Some(advice.to_owned());
        }
        self
    }

    /// What was wrong is right now.
    fn mended(self) -> Self {
        Self {
            state: Health::Mended,
            advice: None,
            ..self
        }
    }

    fn is_wrong(&self) -> bool {
        self.state == Health::Wrong
    }
}

/// How many there are, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    count: u64,
    examples: Vec<String>,
}

impl Found {
    fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example());
        }
    }

    /// The rows of a query, the first column as an example.
    fn rows(conn: &Connection, sql: &str) -> Result<Self> {
        let mut found = Self::default();
        let mut query = conn.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let example: String = row.get(0)?;
            found.add(|| example);
        }
        Ok(found)
    }
}

/// Counts how many statements name their speaker as each mention does: row number, kept count, real count. Which
/// mention a statement makes is for [`crate::identity`] to say.
pub type CountMentions = fn(&Tx<'_>) -> Result<Vec<(i64, i64, i64)>>;

/// Examines the database at `path` and changes nothing; `step` hears what is looked at.
///
/// # Errors
/// Where there is no database of ours to examine: nothing, an empty file, something else, a newer schema.
pub fn examine(path: &Path, step: &mut dyn FnMut(&'static str)) -> Result<Vec<Finding>> {
    files::is_one(path)?;
    let store = Store::look(path)?.ok_or_else(|| StoreError::Missing {
        path: path.to_owned(),
    })?;
    let conn = &store.conn;
    let mut findings = vec![schema::version(look(conn, path)?)];
    step("pages");
    findings.push(pages::check(conn));
    if findings.iter().any(Finding::is_wrong) && look(conn, path)? == SchemaState::Behind {
        return Ok(findings);
    }
    let lock = lock_state(path);
    let mut push = |check, found: Result<Vec<Finding>>| match found {
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(cannot(check, &error)),
    };
    step("schema");
    let ours = schema::Ours::new()?;
    push("schema objects", schema::objects(conn, &ours));
    push("notes", schema::notes(conn, &ours).map(one));
    step("rows");
    push("foreign keys", foreign::check(conn).map(one));
    for check in rows::CHECKS {
        push(check.name, check.find(conn).map(one));
    }
    push("unfinished runs", rows::unfinished(conn, &lock).map(one));
    push("reviews", rows::reviews(conn).map(one));
    push("corrections", rows::corrections(conn).map(one));
    step("words");
    push("words", words::check(conn));
    // whoever may write must be the last to leave, and takes -wal and -shm away
    drop(store);
    step("search indexes");
    push("search indexes", search::check_apart(path));
    push("files", Ok(files::check(path, &lock)));
    Ok(findings)
}

/// Examines the database at `path` and mends what the rest of it tells; waits at most `patience` for a run under way.
///
/// # Errors
/// As [`examine`]; or where another run is under way, or the file can't be written: then nothing was changed.
pub fn mend(
    path: &Path,
    patience: Duration,
    count_mentions: CountMentions,
    step: &mut dyn FnMut(&'static str),
) -> Result<Vec<Finding>> {
    files::is_one(path)?;
    check_path(path)?;
    let lock_before = lock_state(path);
    let mut findings = Vec::new();
    let mut store = open(path, patience)?;
    findings.push(match look(&store.conn, path)? {
        SchemaState::Present => schema::version(SchemaState::Present),
        SchemaState::Behind => {
            drop(store);
            drop(Store::open_within(path, patience)?);
            store = open(path, patience)?;
            Finding {
                count: 1,
                ..Finding::new(
                    "schema",
                    Health::Mended,
                    format!("brought to schema {}", schema_version()),
                )
            }
        }
    });
    let who = format!("process {}, `gainsay doctor --repair`", std::process::id());
    let lock = RunLock::take(path, &who, patience, &store.stop)?;
    step("pages");
    let pages = pages::check(&store.conn);
    let broken = pages.is_wrong() && !pages::only_indexes(&pages);
    if broken {
        findings.push(pages);
        return Ok(findings);
    }
    let tx = store
        .conn
        .transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.pragma_update(None, "defer_foreign_keys", true)?;
    findings.push(pages::mend(&tx, pages)?);
    step("schema");
    let ours = schema::Ours::new()?;
    findings.extend(schema::mend_objects(&tx, &ours)?);
    step("rows");
    let mut rows = mend_rows(&tx)?;
    // what one mend takes away, another check may miss
    if rows.iter().any(|found| found.state == Health::Mended) {
        for (first, again) in rows.iter_mut().zip(mend_rows(&tx)?) {
            if again.state != Health::Sound {
                *first = again;
            }
        }
    }
    findings.extend(rows);
    findings.push(rows::close_runs(&tx)?);
    findings.push(rows::reviews(&tx)?);
    findings.push(rows::corrections(&tx)?);
    step("words");
    findings.extend(words::mend(&tx)?);
    step("search indexes");
    findings.extend(search::mend(&tx)?);
    findings.push(schema::mend_notes(&tx, &ours)?);
    let tx = Tx::new(tx);
    findings.push(rows::mend_mentions(&tx, count_mentions)?);
    tx.commit()?;
    findings.extend(files::mended(path, &lock_before));
    drop(lock);
    Ok(findings)
}

fn mend_rows(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = vec![foreign::mend(conn)?];
    for check in rows::CHECKS.iter().filter(|check| check.is_mended()) {
        findings.push(check.mend(conn)?);
    }
    Ok(findings)
}

fn one(finding: Finding) -> Vec<Finding> {
    vec![finding]
}

/// A check that the file does not let through.
fn cannot(check: &'static str, error: &StoreError) -> Finding {
    Finding::new(
        check,
        Health::Unchecked,
        format!("cannot be checked: {error}"),
    )
}

/// Opens a file for writing as it is: whatever is to be brought up to date is a finding.
fn open(path: &Path, patience: Duration) -> Result<Store> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| opening(e, path))?;
    let mut store = Store::on(conn, path)?;
    store.set_patience(patience)?;
    Ok(store)
}

/// True where a run is under way.
fn is_held(lock: &LockState) -> bool {
    matches!(lock, LockState::Held(_))
}
