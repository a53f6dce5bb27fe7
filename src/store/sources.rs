//! What is remembered of files, pages and feeds from run to run, and how every visit to a feed went.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::clock::now;
use super::error::Result;
use super::rows::RunId;
use super::{Lookup, Store, Tx};
use crate::document::{
    FeedOutcome, FeedVisit, FileMark, FileVisit, PageVisit, Remembered, Validators, Visit,
};

/// A feed after a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedRow {
    /// Address.
    pub url: String,
    /// Title.
    pub title: Option<String>,
    /// How the visit ended.
    pub outcome: FeedOutcome,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// What was wrong.
    pub detail: String,
    /// Entries in it.
    pub entries: u64,
    /// Entries that could not be had this time and are tried again.
    pub entries_failed: u64,
    /// UTC of the first of the failures that have not ended.
    pub failing_since: Option<String>,
}

impl Tx<'_> {
    /// Remembers a visit to a source. What the source gave is stored before.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn visit(&self, run: RunId, visit: &Visit) -> Result<()> {
        match visit {
            Visit::File(visit) => self.file_visit(run, visit),
            Visit::Page(visit) => self.page_visit(run, visit),
            Visit::Feed(visit) => self.feed_visit(run, visit),
        }
    }

    fn file_visit(&self, run: RunId, visit: &FileVisit) -> Result<()> {
        if visit.rejected == 0 {
            self.settle(run, &visit.name)?;
        }
        let Some(mark) = visit.mark else {
            return Ok(());
        };
        let sql = "INSERT OR REPLACE INTO file (path, bytes, modified, documents, run_id) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.connection().prepare_cached(sql)?.execute((
            &visit.path,
            mark.bytes.cast_signed(),
            mark.modified,
            visit.documents.cast_signed(),
            run,
        ))?;
        Ok(())
    }

    fn page_visit(&self, run: RunId, visit: &PageVisit) -> Result<()> {
        self.settle(run, &visit.url)?;
        let sql = "INSERT INTO page (url, document_key, etag, last_modified, fresh_until, run_id, in_feed)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT DO UPDATE SET document_key = coalesce(excluded.document_key, document_key),
                     etag = excluded.etag, last_modified = excluded.last_modified,
                     fresh_until = excluded.fresh_until, run_id = excluded.run_id, in_feed = excluded.in_feed";
        let said = &visit.validators;
        self.connection().prepare_cached(sql)?.execute(params![
            visit.url,
            visit.document,
            said.etag,
            said.last_modified,
            said.fresh_until.map(stamp),
            run,
            visit.in_feed
        ])?;
        Ok(())
    }

    fn feed_visit(&self, run: RunId, visit: &FeedVisit) -> Result<()> {
        let failed = visit.outcome == FeedOutcome::Failed;
        // whoever was not asked is as well or ill as before
        let asked = visit.outcome != FeedOutcome::Fresh;
        let said = &visit.validators;
        let sql = "INSERT INTO feed (url, title, etag, last_modified, fresh_until, read_at, failing_since, failures)
                   VALUES (?1, ?2, ?3, ?4, ?5, iif(?7 OR NOT ?8, NULL, ?6), iif(?7, ?6, NULL), ?7)
                   ON CONFLICT (url) DO UPDATE SET title = coalesce(excluded.title, title), etag = excluded.etag,
                     last_modified = excluded.last_modified, fresh_until = excluded.fresh_until,
                     read_at = coalesce(excluded.read_at, read_at),
                     failing_since = CASE WHEN ?7 THEN coalesce(failing_since, ?6) WHEN ?8 THEN NULL ELSE failing_since END,
                     failures = CASE WHEN ?7 THEN failures + 1 WHEN ?8 THEN 0 ELSE failures END
                   RETURNING id";
        let at = now();
        let values = params![
            visit.url,
            visit.title,
            said.etag,
            said.last_modified,
            said.fresh_until.map(stamp),
            at,
            failed,
            asked
        ];
        let mut statement = self.connection().prepare_cached(sql)?;
        let feed: i64 = statement.query_row(values, |row| row.get(0))?;
        let sql = "INSERT OR REPLACE INTO feed_visit (feed_id, run_id, visited_at, outcome, status, detail, entries,
                     entries_failed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.connection().prepare_cached(sql)?.execute(params![
            feed,
            run,
            at,
            visit.outcome.as_str(),
            visit.status,
            visit.detail,
            visit.entries.cast_signed(),
            visit.entries_failed.cast_signed(),
        ])?;
        Ok(())
    }
}

impl FeedRow {
    /// True where it could not be read, or was not asked because it could not be read before.
    pub fn is_failing(&self) -> bool {
        self.outcome == FeedOutcome::Failed
            || self.outcome == FeedOutcome::Fresh && self.failing_since.is_some()
    }
}

impl Store {
    /// The feeds that a run visited, the failing ones first, by address.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn feeds_of_run(&self, run: RunId) -> Result<Vec<FeedRow>> {
        let sql = "SELECT f.url, f.title, v.outcome, v.status, v.detail, v.entries, v.entries_failed, f.failing_since
                   FROM feed_visit v JOIN feed f ON f.id = v.feed_id
                   WHERE v.run_id = ?1 ORDER BY f.failing_since IS NULL, f.url";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([run], feed_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn feed_row(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
    let outcome: String = row.get(2)?;
    Ok(FeedRow {
        url: row.get(0)?,
        title: row.get(1)?,
        outcome: outcome.parse().unwrap_or(FeedOutcome::Failed),
        status: row.get(3)?,
        detail: row.get(4)?,
        entries: row.get::<_, i64>(5)?.cast_unsigned(),
        entries_failed: row.get::<_, i64>(6)?.cast_unsigned(),
        failing_since: row.get(7)?,
    })
}

/// What a database remembers of sources, read through a connection of its own while a run writes through another.
pub struct Recollection(Mutex<Connection>);

impl Recollection {
    /// Opens a database that is there already.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self(Mutex::new(Store::read_only(path)?.conn)))
    }

    /// True for a document that is stored with this text, as its present version or an earlier one.
    pub fn has(&self, document: &str, hash: &str) -> bool {
        let conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = "SELECT 1 FROM document WHERE key = ?1 AND hash = ?2";
        conn.prepare_cached(sql)
            .and_then(|mut found| found.exists([document, hash]))
            .unwrap_or(false)
    }

    /// One row; a source that can't be looked up is not remembered, and is read again.
    fn one<T>(
        &self,
        sql: &str,
        key: &str,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Option<T> {
        let conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut statement = conn.prepare_cached(sql).ok()?;
        statement.query_row([key], read).ok()
    }
}

impl fmt::Debug for Recollection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recollection")
    }
}

impl Remembered for Recollection {
    fn file(&self, path: &str) -> Option<(FileMark, u64)> {
        let sql = "SELECT bytes, modified, documents FROM file WHERE path = ?1";
        self.one(sql, path, |row| {
            let mark = FileMark {
                bytes: row.get::<_, i64>(0)?.cast_unsigned(),
                modified: row.get(1)?,
            };
            Ok((mark, row.get::<_, i64>(2)?.cast_unsigned()))
        })
    }

    fn is_page(&self, url: &str) -> bool {
        let sql = "SELECT 1 FROM page WHERE url = ?1 AND document_key IS NOT NULL AND NOT in_feed";
        self.one(sql, url, |_| Ok(())).is_some()
    }

    fn is_feed(&self, url: &str) -> bool {
        let sql = "SELECT 1 FROM feed WHERE url = ?1 AND read_at IS NOT NULL";
        self.one(sql, url, |_| Ok(())).is_some()
    }

    fn address(&self, url: &str) -> Option<Validators> {
        let sql = "SELECT etag, last_modified, fresh_until FROM feed WHERE url = ?1
                   UNION ALL SELECT etag, last_modified, fresh_until FROM page WHERE url = ?1 LIMIT 1";
        self.one(sql, url, |row| {
            let fresh: Option<String> = row.get(2)?;
            Ok(Validators {
                etag: row.get(0)?,
                last_modified: row.get(1)?,
                fresh_until: fresh.and_then(|at| at.parse::<DateTime<Utc>>().ok()),
            })
        })
    }
}

/// A moment as the file keeps it.
fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
