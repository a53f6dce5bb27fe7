//! Answers of the query layer, kept as long as the database stays as it is: fifty readers of one page cost one query.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::{Map, Value};

use super::desk::unpoisoned;
use super::visit::Visit;
use crate::report::read::cell;
use crate::store::{Limits, Lookup, Store};

/// Most answers kept; the oldest half goes when there are more.
const MOST: usize = 300;
/// Most rows kept, of all answers together; a row takes some three kilobytes.
const MOST_ROWS: usize = 20_000;
/// Rows of an answer that are worth keeping.
const SMALL: usize = 4_000;
/// Questions whose answers are never of a moment ago: text and places of one article must fit each other.
const FITTING: [&str; 4] = ["article", "desk_article", "desk_statement", "desk_conflict"];
/// An answer of a moment ago is good enough while an ingestion writes.
const FRESH: Duration = Duration::from_secs(2);
/// What a page's question may take.
const LIMITS: Limits = Limits {
    rows: None,
    time: Duration::from_secs(10),
};

/// Rows as JSON objects.
pub type Rows = Arc<Vec<Value>>;

/// The answers kept.
pub struct Answers {
    watch: Mutex<Store>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    answers: BTreeMap<String, Answer>,
    /// Goes up with every change of this desk: an answer that was under way then is not kept.
    changes: u64,
}

struct Answer {
    rows: Rows,
    version: i64,
    asked: Instant,
}

impl Answers {
    /// Nothing yet; `store` is asked whether the database changed.
    pub fn watching(store: Store) -> Self {
        Self {
            watch: Mutex::new(store),
            kept: Mutex::default(),
        }
    }

    /// Another database from now on.
    pub fn watch(&self, store: Store) {
        *unpoisoned(&self.watch) = store;
        self.forget();
    }

    /// Forgets everything.
    pub fn forget(&self) {
        let mut kept = self.kept();
        kept.answers.clear();
        kept.changes += 1;
    }

    /// The rows of a query of `sql/`, columns `a_…` and `b_…` nested under `a` and `b`.
    ///
    /// # Errors
    /// Where the query fails or takes too long.
    pub fn of(&self, visit: &Visit<'_>, query: &str, params: &[(&str, &str)]) -> Result<Rows> {
        let key = key(query, params);
        let version = visit.version;
        let may_be_old = !FITTING.contains(&query);
        let changes = {
            let kept = self.kept();
            if let Some(answer) = kept.answers.get(&key)
                && (answer.version == version || may_be_old && answer.asked.elapsed() < FRESH)
            {
                return Ok(Arc::clone(&answer.rows));
            }
            kept.changes
        };
        let asked = Instant::now();
        let rows = Arc::new(ask(visit.store, query, params)?);
        let mut kept = self.kept();
        if rows.len() <= SMALL && kept.changes == changes {
            kept.make_room();
            let answer = Answer {
                rows: Arc::clone(&rows),
                version,
                asked,
            };
            kept.answers.insert(key, answer);
        }
        Ok(rows)
    }

    /// A number that changes whenever anybody else writes.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn version(&self) -> Result<i64> {
        let watch = unpoisoned(&self.watch);
        let version = watch
            .connection()
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(version)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        unpoisoned(&self.kept)
    }
}

impl Kept {
    fn make_room(&mut self) {
        let rows: usize = self.answers.values().map(|answer| answer.rows.len()).sum();
        if self.answers.len() < MOST && rows < MOST_ROWS {
            return;
        }
        let mut ages: Vec<Instant> = self.answers.values().map(|answer| answer.asked).collect();
        ages.sort_unstable();
        let middle = ages[ages.len() / 2];
        self.answers.retain(|_, answer| answer.asked > middle);
    }
}

fn key(query: &str, params: &[(&str, &str)]) -> String {
    let mut key = query.to_owned();
    for (name, value) in params {
        key.push('\u{1f}');
        key.push_str(name);
        key.push('\u{1e}');
        key.push_str(value);
    }
    key
}

fn ask(store: &Store, query: &str, params: &[(&str, &str)]) -> Result<Vec<Value>> {
    let table = store.run_query(query, params, LIMITS)?;
    let columns: Vec<(Option<&str>, &str)> = table
        .columns
        .iter()
        .map(|column| match column.split_once('_') {
            Some((side @ ("a" | "b"), rest)) => (Some(side), rest),
            _ => (None, column.as_str()),
        })
        .collect();
    let rows = table.rows.into_iter().map(|row| {
        let mut record = Map::new();
        for ((side, name), value) in columns.iter().zip(row) {
            let value = cell(value);
            match side {
                None => record.insert((*name).to_owned(), value),
                Some(side) => match record.entry(*side).or_insert_with(|| Map::new().into()) {
                    Value::Object(side) => side.insert((*name).to_owned(), value),
                    _ => None,
                },
            };
        }
        Value::Object(record)
    });
    Ok(rows.collect())
}
