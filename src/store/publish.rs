//! A clean copy of a database for readers elsewhere: one file, checked, put in its place whole or not at all.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::{Result, StoreError};
use super::migrate::look;
use super::{Lookup, Store, beside, check_path};
use crate::place;

impl Store {
    /// Writes a copy of the database as it is at this moment, without a -wal beside it and without unused pages; runs and
    /// readers go on meanwhile. The copy is made under another name and checked before it takes its place; returns its
    /// size in bytes.
    ///
    /// # Errors
    /// [`StoreError::BadCopy`] where `to` is the database itself or something that is no database of ours,
    /// [`StoreError::Full`] where there is no room; what was at `to` is still there then.
    pub fn publish(&self, to: &Path) -> Result<u64> {
        self.may_replace(to)?;
        let copy = place::unfinished(to);
        place::sweep(to);
        let io = |source| StoreError::Io {
            path: copy.clone(),
            source,
        };
        let made = self
            .copy_to(&copy)
            .and_then(|()| {
                File::open(&copy)
                    .and_then(|file| file.sync_all())
                    .map_err(io)
            })
            .and_then(|()| fs::rename(&copy, to).map_err(io));
        if made.is_err() {
            let _ = fs::remove_file(&copy);
        }
        made?;
        Ok(fs::metadata(to).map_or(0, |found| found.len()))
    }

    /// Refuses to put a copy in the place of the database itself, or of what is none.
    fn may_replace(&self, to: &Path) -> Result<()> {
        let bad = |why: &str| StoreError::BadCopy {
            path: to.to_owned(),
            why: why.to_owned(),
        };
        if let Err(StoreError::BadPath { why, .. }) = check_path(to) {
            return Err(bad(&why));
        }
        if !to.exists() {
            return Ok(());
        }
        if place::is_one(to, &self.path) {
            return Err(bad("it is the database itself"));
        }
        if fs::metadata(to).is_ok_and(|found| found.len() == 0) {
            return Ok(());
        }
        // whoever writes to it would lose that, and what stands beside it would be played into the copy
        if is_wal(to)
            || ["-wal", "-journal"]
                .iter()
                .any(|end| beside(to, end).exists())
        {
            return Err(bad(
                "somebody writes to the database there; only an earlier copy is replaced",
            ));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let there = Connection::open_with_flags(to, flags)
            .map_err(StoreError::from)
            .and_then(|conn| look(&conn, to));
        match there {
            Ok(_) | Err(StoreError::Newer { .. }) => Ok(()),
            Err(_) => Err(bad("there is a file that is no database of gainsay's")),
        }
    }

    fn copy_to(&self, copy: &Path) -> Result<()> {
        let name = copy.to_string_lossy();
        self.connection().execute("VACUUM INTO ?1", [&*name])?;
        let conn = Connection::open(copy)?;
        conn.pragma_update(None, "journal_mode", "DELETE")?;
        let state: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if state != "ok" {
            return Err(StoreError::Damaged {
                path: self.path.clone(),
                why: state,
            });
        }
        Ok(())
    }
}

/// True for a database that is written to: its header says that it has a -wal beside it (bytes 18 and 19 of the file
/// format).
fn is_wal(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18..] == [2, 2]
}
