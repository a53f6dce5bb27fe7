//! One run at a time: an advisory lock on a small file beside the database.
//!
//! SQLite's own lock covers a transaction; a run is many of them and keeps what it knows of speakers
//! and claims in memory, so two at once would double them. The kernel lets go of the lock when its
//! holder dies, whatever way: it cannot go stale. The database itself is never opened for this, because
//! closing it would drop SQLite's own locks.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::error::{Result, StoreError};

/// How often a waiting run looks again.
const STEP: Duration = Duration::from_millis(50);

/// The lock, held as long as this lives.
#[derive(Debug)]
pub(super) struct RunLock {
    path: PathBuf,
    _file: File,
}

impl RunLock {
    /// Takes the lock for `database`, waiting at most `patience`, and not after `stop` is set; `who` is what others are told meanwhile.
    pub(super) fn take(
        database: &Path,
        who: &str,
        patience: Duration,
        stop: &AtomicBool,
    ) -> Result<Self> {
        let path = lock_path(database);
        let start = Instant::now();
        loop {
            let file = open(&path, database)?;
            match file.try_lock() {
                Ok(()) if still_there(&file, &path) => {
                    let mut holder = &file;
                    // only words for others: the lock holds without them
                    let _ = file
                        .set_len(0)
                        .and_then(|()| holder.write_all(who.as_bytes()));
                    return Ok(Self { path, _file: file });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock)
                    if start.elapsed() >= patience || stop.load(Ordering::Relaxed) =>
                {
                    let holder = fs::read_to_string(&path).unwrap_or_default();
                    let holder = if holder.is_empty() {
                        "unnamed".to_owned()
                    } else {
                        holder
                    };
                    return Err(StoreError::Locked {
                        path: database.to_owned(),
                        holder,
                    });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(STEP),
                Err(TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
            }
        }
    }
}

/// Whether a run is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LockState {
    /// None is.
    Free,
    /// One is, and this is what it says of itself.
    Held(String),
    /// None is, but one that was killed left its file.
    Left,
}

/// Looks whether a run is under way, and leaves everything as it is.
pub(super) fn lock_state(database: &Path) -> LockState {
    let path = lock_path(database);
    let Ok(file) = File::open(&path) else {
        return LockState::Free;
    };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {
            LockState::Held(fs::read_to_string(&path).unwrap_or_default())
        }
        _ if still_there(&file, &path) => LockState::Left,
        _ => LockState::Free,
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // unlinked while still locked; whoever waits for it finds out by `still_there`
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path, database: &Path) -> Result<File> {
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path);
    opened.map_err(|source| match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly {
            path: database.to_owned(),
        },
        ErrorKind::StorageFull => StoreError::Full,
        _ => StoreError::Io {
            path: path.to_owned(),
            source,
        },
    })
}

/// True where `file` is still what stands at `path`: its last holder may have removed it.
#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.dev() == there.dev() && ours.ino() == there.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, _: &Path) -> bool {
    true
}

/// The lock file of a database: the same one by whatever way its path is written.
fn lock_path(database: &Path) -> PathBuf {
    let real = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut name = real.into_os_string();
    name.push("-lock");
    name.into()
}
