//! The query layer: the files of `sql/`, by name, with their parameters; and any other SQL that reads.
//!
//! The files are the interface, this module only runs them: each one works as it stands in the stock
//! `sqlite3` shell, where its parameters are unbound, so NULL, and fall back to the defaults written in it.

use std::ops::ControlFlow;
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::limits::Limit;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{ErrorCode, InterruptHandle, Rows, Statement};

use super::error::{Result, StoreError};
use super::{Lookup, Store};

/// Lists the files of `sql/` by their stems.
macro_rules! sql_files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../sql/", $name, ".sql")))),+]
    };
}

/// Every file of `sql/`; a test holds the list against the folder.
const FILES: &[(&str, &str)] = sql_files![
    "article",
    "changes",
    "conflicts",
    "conflicts_by_country_pair",
    "corrections",
    "country_positions",
    "desk_article",
    "desk_conflict",
    "desk_countries",
    "desk_counts",
    "desk_decisions",
    "desk_documents",
    "desk_queue",
    "desk_record",
    "desk_reviews",
    "desk_speaker",
    "desk_speakers",
    "desk_statement",
    "desk_topic",
    "extraction_quality_by_paper",
    "feeds",
    "figures_for_one_thing",
    "last_night",
    "latest_run",
    "office_holders",
    "open_denials",
    "papers_on_topic",
    "positions",
    "rejections",
    "rejections_by_reason",
    "report_articles",
    "report_claims",
    "report_conflicts",
    "report_denials",
    "report_positions",
    "report_speakers",
    "report_spellings",
    "report_statements",
    "report_topics",
    "report_totals",
    "reviews_by_kind",
    "search_folded",
    "single_witness",
    "single_witness_claims",
    "speaker_record",
    "spread_of_claim",
    "statement_context",
    "statements_by_stance_and_week",
    "topics",
    "undated_documents",
    "unnamed_sources_by_paper",
    "who_denied_what",
    "wire_only_claims",
];

static QUERIES: LazyLock<Vec<NamedQuery>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(name, text)| NamedQuery::parse(name, text))
        .collect()
});

/// A query of `sql/` with what its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// The file's stem.
    pub name: &'static str,
    /// One line that names it.
    pub title: &'static str,
    /// Which question it answers.
    pub answers: String,
    /// What may be set.
    pub params: Vec<Param>,
    /// A row of an answer: some of its columns, as `column = value; column = value`, long values cut with `…`.
    pub example: String,
    /// The whole file, header and SQL.
    pub text: &'static str,
}

/// A parameter of a [`NamedQuery`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its name without the colon.
    pub name: &'static str,
    /// What it is where nobody sets it; empty mostly means "all".
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

impl NamedQuery {
    /// Reads the header: the comment lines on top, `-- title: …`, `-- answers: …`, `-- param name = default : meaning` and
    /// `-- example: …`. Answers and example may run over several lines.
    fn parse(name: &'static str, text: &'static str) -> Self {
        let mut query = Self {
            name,
            title: name,
            answers: String::new(),
            params: Vec::new(),
            example: String::new(),
            text,
        };
        for line in text
            .lines()
            .map_while(|line| line.strip_prefix("--"))
            .map(str::trim)
        {
            if let Some(title) = line.strip_prefix("title:") {
                query.title = title.trim();
            } else if let Some(answers) = line.strip_prefix("answers:") {
                query.answers.push_str(answers.trim());
            } else if let Some(param) = line.strip_prefix("param ") {
                query.params.extend(Param::parse(param));
            } else if let Some(example) = line.strip_prefix("example:") {
                query.example.push_str(example.trim());
            } else if !query.example.is_empty() {
                query.example.push(' ');
                query.example.push_str(line);
            } else if query.params.is_empty() && !query.answers.is_empty() {
                query.answers.push(' ');
                query.answers.push_str(line);
            }
        }
        query
    }
}

impl Param {
    fn parse(line: &'static str) -> Option<Self> {
        let (name, rest) = line.split_once('=')?;
        let (default, meaning) = rest.split_once(':')?;
        Some(Self {
            name: name.trim(),
            default: default.trim(),
            meaning: meaning.trim(),
        })
    }
}

/// Every query of `sql/`, by name.
pub fn all() -> &'static [NamedQuery] {
    &QUERIES
}

/// The query of that name.
///
/// # Errors
/// [`StoreError::UnknownQuery`], which lists the names.
pub fn named(name: &str) -> Result<&'static NamedQuery> {
    all()
        .iter()
        .find(|query| query.name == name)
        .ok_or_else(|| {
            let names: Vec<&str> = all().iter().map(|query| query.name).collect();
            StoreError::UnknownQuery {
                name: name.to_owned(),
                known: names.join(", "),
            }
        })
}

/// The longest text that a query from outside may make, in bytes.
const LONGEST: i32 = 100_000_000;

/// How much a query may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows handed back at most; `None` for all.
    pub rows: Option<usize>,
    /// Time it may run.
    pub time: Duration,
}

impl Limits {
    /// All rows, within half a minute: for the program's own queries.
    pub const WHOLE: Self = Self {
        rows: None,
        time: Duration::from_secs(30),
    };
}

impl Default for Limits {
    /// A thousand rows, ten seconds.
    fn default() -> Self {
        Self {
            rows: Some(1000),
            time: Duration::from_secs(10),
        }
    }
}

/// What a query returns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// True where there were more rows than [`Limits::rows`].
    pub truncated: bool,
}

impl Table {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

impl Store {
    /// Runs a query of `sql/`; parameters that are not given have the defaults of its header.
    ///
    /// # Errors
    /// An unknown name or parameter, a query that takes too long, or a database that can't be read.
    pub fn run_query(&self, name: &str, params: &[(&str, &str)], limits: Limits) -> Result<Table> {
        self.run_sql(named(name)?.text, params, limits)
    }

    /// Runs one SQL statement that reads. Parameters are named without the colon and bound as text; those
    /// not given are NULL.
    ///
    /// # Errors
    /// Wrong SQL, several statements, one that writes, an unknown parameter, or one that takes too long.
    pub fn run_sql(&self, sql: &str, params: &[(&str, &str)], limits: Limits) -> Result<Table> {
        let mut table = Table::default();
        table.truncated = self.each_row(sql, params, limits, |columns, row| {
            if table.columns.is_empty() {
                table.columns = columns.to_vec();
            }
            table.rows.extend(row);
            ControlFlow::Continue(())
        })?;
        Ok(table)
    }

    /// As [`Store::run_sql`], one row at a time, so that a result of any size takes no memory: `each` hears the columns
    /// once without a row, then with every row, and may break off. True where there were more rows than
    /// [`Limits::rows`].
    ///
    /// # Errors
    /// As [`Store::run_sql`].
    pub fn each_row(
        &self,
        sql: &str,
        params: &[(&str, &str)],
        limits: Limits,
        each: impl FnMut(&[String], Option<Vec<Value>>) -> ControlFlow<()>,
    ) -> Result<bool> {
        let conn = self.connection();
        // ATTACH counts as reading, and would make a file
        let attached = conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        // one call of a function is not interrupted, so that it must not make gigabytes
        let length = conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
        let only_reading = self.authorizer.only_reading();
        let guard = self.deadline.set(limits.time);
        let outcome = self.read_rows(sql, params, limits, each);
        drop(guard);
        drop(only_reading);
        conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, length)?;
        conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, attached)?;
        outcome
    }

    /// True where an article has what a query of FTS5 asks for.
    ///
    /// # Errors
    /// Where it is no query of FTS5, or the database can't be read.
    pub fn is_in_an_article(&self, query: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM document_fts WHERE document_fts MATCH ?1)";
        Ok(self
            .connection()
            .prepare_cached(sql)?
            .query_row([query], |row| row.get(0))?)
    }

    /// Where this handle is used, from whatever thread, a running query ends with [`StoreError::Interrupted`].
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.connection().get_interrupt_handle()
    }

    fn read_rows(
        &self,
        sql: &str,
        params: &[(&str, &str)],
        limits: Limits,
        mut each: impl FnMut(&[String], Option<Vec<Value>>) -> ControlFlow<()>,
    ) -> Result<bool> {
        let explain = |error| explain(error, limits, self.deadline.is_over());
        let mut statement = self.connection().prepare(sql).map_err(explain)?;
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(StoreError::NotReading);
        }
        bind(&mut statement, params)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut told = each(&columns, None);
        let mut count = 0;
        let mut rows = statement.raw_query();
        while told.is_continue() {
            let Some(row) = next_row(&mut rows, columns.len()).map_err(explain)? else {
                break;
            };
            if limits.rows.is_some_and(|most| count >= most) {
                return Ok(true);
            }
            count += 1;
            told = each(&columns, Some(row));
        }
        Ok(false)
    }
}

fn bind(statement: &mut Statement<'_>, params: &[(&str, &str)]) -> Result<()> {
    for (name, value) in params {
        let Some(index) = statement.parameter_index(&format!(":{name}"))? else {
            let count = statement.parameter_count();
            let known: Vec<&str> = (1..=count)
                .filter_map(|n| statement.parameter_name(n))
                .collect();
            let known = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ").replace(':', "")
            };
            return Err(StoreError::UnknownParameter {
                name: (*name).to_owned(),
                known,
            });
        };
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn next_row(rows: &mut Rows<'_>, width: usize) -> rusqlite::Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let values = (0..width).map(|index| {
        Ok(match row.get_ref(index)? {
            // text that other programs wrote need not be UTF-8
            ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
            other => Value::try_from(other)?,
        })
    });
    values.collect::<rusqlite::Result<_>>().map(Some)
}

/// An error in a query's own words, without the query in it; `late` where its time was up.
fn explain(error: rusqlite::Error, limits: Limits, late: bool) -> StoreError {
    if error.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied) {
        return StoreError::NotReading;
    }
    match error {
        rusqlite::Error::MultipleStatement => StoreError::NotReading,
        rusqlite::Error::SqlInputError {
            msg, sql, offset, ..
        } => {
            let start = usize::try_from(offset)
                .ok()
                .and_then(|offset| sql.get(..offset));
            StoreError::Sql(match start {
                Some(before) => format!("{msg} (line {})", before.matches('\n').count() + 1),
                None => msg,
            })
        }
        other => match other.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) if late => StoreError::TooSlow {
                seconds: limits.time.as_secs_f64(),
            },
            Some(ErrorCode::OperationInterrupted) => StoreError::Interrupted,
            Some(ErrorCode::Unknown) => StoreError::Sql(other.to_string()),
            _ => other.into(),
        },
    }
}
