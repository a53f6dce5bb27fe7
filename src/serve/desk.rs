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
use crate::store::{Store, StoreError};

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
    readers: Mutex<Vec<Store>>,
    writing: Mutex<()>,
    answers: Answers,
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
        let readers = (0..READERS)
            .map(|_| Store::open_read_only(database))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let answers = Answers::watching(Store::open_read_only(database)?);
        let name = database.file_name().unwrap_or(database.as_os_str());
        Ok(Self {
            database: database.to_owned(),
            name: name.to_string_lossy().into_owned(),
            reviewer,
            interface,
            gate,
            csrf: secret()?,
            seats: Arc::new(Semaphore::new(READERS)),
            readers: Mutex::new(readers),
            writing: Mutex::new(()),
            answers,
        })
    }

    /// Hands a reader to `work`, and takes it back whatever happens.
    ///
    /// # Errors
    /// As `work`, or where the database can't be opened.
    pub fn read<T, E: From<anyhow::Error>>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = unpoisoned(&self.readers).pop();
        let store = match kept {
            Some(store) => store,
            None => Store::open_read_only(&self.database)
                .context("the database can't be opened")
                .map_err(E::from)?,
        };
        let outcome = work(&store);
        unpoisoned(&self.readers).push(store);
        outcome
    }

    /// Opens the database for one change; changes of this desk follow each other.
    ///
    /// # Errors
    /// As `work`, or where the database can't be written.
    pub fn write<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        let turn = unpoisoned(&self.writing);
        let mut store = Store::open_within(&self.database, PATIENCE)?;
        let outcome = work(&mut store);
        drop(store);
        // what was just decided must be seen at once
        self.answers.forget();
        drop(turn);
        outcome
    }

    /// The rows of a query of `sql/`, perhaps those of a moment ago.
    ///
    /// # Errors
    /// Where the query fails or takes too long, or its rows are not what the page expects.
    pub fn ask<T: DeserializeOwned>(
        &self,
        store: &Store,
        query: &str,
        params: &[(&str, &str)],
    ) -> Result<Vec<T>> {
        let rows = self.answers.of(store, query, params)?;
        rows.iter()
            .map(|row| T::deserialize(row).with_context(|| format!("an answer of {query}")))
            .collect()
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// True where two secrets are equal; how long it takes does not tell where they differ.
pub fn is_same_secret(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}
