//! The file from outside, and what stands beside it: what is no database at all, and what was left by who was killed.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::{Finding, Health, is_held};
use crate::place;
use crate::store::error::{Result, StoreError};
use crate::store::lock::LockState;
use crate::store::refuse_empty;

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Refuses what SQLite would take for a new database, or would not open.
pub(super) fn is_one(path: &Path) -> Result<()> {
    let found = fs::metadata(path).map_err(|_| StoreError::Missing {
        path: path.to_owned(),
    })?;
    refuse_empty(path)?;
    if found.is_file() && !begins_as_one(path) {
        return Err(StoreError::NotADatabase {
            path: path.to_owned(),
        });
    }
    Ok(())
}

fn begins_as_one(path: &Path) -> bool {
    let mut head = [0; 16];
    // what may not be read is SQLite's to complain of
    File::open(path).map_or(true, |mut file| {
        file.read_exact(&mut head).is_ok() && head == *MAGIC
    })
}

/// The run lock, and copies that were cut off.
pub(super) fn check(path: &Path, lock: &LockState) -> Vec<Finding> {
    let mut findings = vec![match lock {
        LockState::Free => Finding::sound("lock", "no run is under way"),
        LockState::Held(who) => {
            Finding::new("lock", Health::Note, format!("a run is under way: {who}"))
                .advise("what it is at work on may show as wrong; look again when it is done")
        }
        LockState::Left => Finding {
            count: 1,
            ..Finding::new(
                "lock",
                Health::Note,
                "a run that was killed left its lock file",
            )
            .advise("nothing: the next run takes it over")
        },
    }];
    findings.push(copies(path));
    findings
}

/// The same after mending: whoever takes the lock takes its file away in the end.
pub(super) fn mended(path: &Path, before: &LockState) -> Vec<Finding> {
    let lock = match before {
        LockState::Left => Finding {
            count: 1,
            ..Finding::new(
                "lock",
                Health::Mended,
                "the lock file of a killed run is gone",
            )
        },
        other if is_held(other) => Finding::sound("lock", "the run that was under way has ended"),
        _ => Finding::sound("lock", "no run is under way"),
    };
    vec![lock, copies(path)]
}

/// Copies that `publish` was making when it was cut off.
fn copies(path: &Path) -> Finding {
    let mut left: Vec<String> = fs::read_dir(place::folder_of(path))
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| begins_as_one(&entry.path()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| place::finished_name(name).is_some())
        .collect();
    left.sort();
    if left.is_empty() {
        return Finding::sound("leftovers", "no copy beside it was cut off");
    }
    Finding {
        count: left.len() as u64,
        examples: left,
        ..Finding::new(
            "leftovers",
            Health::Note,
            "copies that gainsay publish was making when it was cut off, if none is under way",
        )
        .advise("publish again, which takes them away, or remove them")
    }
}
