//! What all requests share: where the database is, its readers, and the secrets of this run.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::answers::Answers;
use super::guard::Gate;
use super::visit::{Visit, Visitor};
use crate::hex::hex;
use crate::store::{Lookup, Store};

/// Readers kept open; a request waits for one.
pub const READERS: usize = 4;
/// How long a change waits for an ingestion that holds the database.
const PATIENCE: Duration = Duration::from_secs(20);

/// The review desk.
pub struct Desk {
    database: PathBuf,
    /// Its name in the head of every page.
    pub name: String,
    /// Who reviews unless the browser says otherwise.
    pub reviewer: String,
    /// Language of the interface, where it was chosen for everybody.
    pub interface: Option<String>,
    /// Who may come in.
    pub gate: Gate,
    /// Put into every form, and demanded back.
    pub csrf: String,
    /// One for each reader: who has one, finds a reader.
    pub seats: Arc<Semaphore>,
    /// Downloads take long: one at a time.
    pub download: Arc<Semaphore>,
    readers: Mutex<Readers>,
    writing: Mutex<()>,
    answers: Answers,
}

/// Readers of one and the same file.
struct Readers {
    file: Option<FileId>,
    free: Vec<Store>,
}

impl Desk {
    /// Opens the readers.
    ///
    /// # Errors
    /// Where there is no database, or none of ours.
    pub fn open(
        database: &Path,
        gate: Gate,
        reviewer: String,
        interface: Option<String>,
    ) -> Result<Self> {
        let answers = Answers::watching(Store::open_read_only(database)?);
        let readers = Readers {
            file: FileId::of(database),
            free: Vec::new(),
        };
        let name = database.file_name().unwrap_or(database.as_os_str());
        Ok(Self {
            database: database.to_owned(),
            name: name.to_string_lossy().into_owned(),
            reviewer,
            interface,
            gate,
            csrf: secret()?,
            seats: Arc::new(Semaphore::new(READERS)),
            download: Arc::new(Semaphore::new(1)),
            readers: Mutex::new(readers),
            writing: Mutex::new(()),
            answers,
        })
    }

    /// Lets a visitor read the database as it is at one moment.
    ///
    /// # Errors
    /// As `work`, or where the database can't be opened.
    pub fn visit<T, E: From<anyhow::Error>>(
        &self,
        visitor: &Visitor,
        work: impl FnOnce(&Visit<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let (file, store) = self.reader().map_err(E::from)?;
        let version = self.answers.version().map_err(E::from)?;
        let moment = store.connection().unchecked_transaction();
        let moment = moment.map_err(|error| E::from(error.into()))?;
        let outcome = work(&Visit {
            desk: self,
            store: &store,
            visitor,
            version,
        });
        drop(moment);
        let mut readers = unpoisoned(&self.readers);
        if readers.file == file && readers.free.len() < READERS {
            readers.free.push(store);
        }
        outcome
    }

    /// A free reader, or a new one; all are new where another file has taken the database's place.
    fn reader(&self) -> Result<(Option<FileId>, Store)> {
        let file = FileId::of(&self.database);
        let free = {
            let mut readers = unpoisoned(&self.readers);
            if readers.file != file {
                readers.file = file;
                readers.free.clear();
                self.answers.watch(Store::open_read_only(&self.database)?);
            }
            readers.free.pop()
        };
        let store = match free {
            Some(store) => store,
            None => Store::open_read_only(&self.database)?,
        };
        Ok((file, store))
    }

    /// Opens the database for one change, as soon as other changes of this desk are done.
    ///
    /// # Errors
    /// As `work`, or where the database can't be written.
    pub fn write<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        let turn = unpoisoned(&self.writing);
        let outcome = self.judge(work);
        drop(turn);
        outcome
    }

    /// Opens the database for a verdict, which is no run and waits for none.
    ///
    /// # Errors
    /// As [`Desk::write`].
    pub fn judge<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        let mut store = Store::open_within(&self.database, PATIENCE)?;
        let outcome = work(&mut store);
        drop(store);
        // what was just decided must be seen at once
        self.answers.forget();
        outcome
    }

    /// The rows of a query of `sql/`, perhaps those of a moment ago.
    ///
    /// # Errors
    /// Where the query fails or takes too long, or its rows are not what the page expects.
    pub fn ask<T: DeserializeOwned>(
        &self,
        visit: &Visit<'_>,
        query: &str,
        params: &[(&str, &str)],
    ) -> Result<Vec<T>> {
        let rows = self.answers.of(visit, query, params)?;
        rows.iter()
            .map(|row| T::deserialize(row).with_context(|| format!("an answer of {query}")))
            .collect()
    }
}

/// Which file is there under a name: another one may take its place while the desk is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileId {
    device: u64,
    number: u64,
}

impl FileId {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let found = path.metadata().ok()?;
        Some(Self {
            device: found.dev(),
            number: found.ino(),
        })
    }

    /// Elsewhere a file that is open can't be replaced.
    #[cfg(not(unix))]
    fn of(_path: &Path) -> Option<Self> {
        None
    }
}

/// The lock, also where a page broke while it was held: what it guards is whole at every moment.
pub fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 256 random bits in hex.
///
/// # Errors
/// Where the system has no randomness to give.
pub fn secret() -> Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
    Ok(hex(&bytes))
}

/// True where two secrets are equal; how long it takes does not tell where they differ.
pub fn is_same_secret(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}
