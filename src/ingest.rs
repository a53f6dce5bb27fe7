//! The pipeline from documents to a database: read, extract, store, detect.
//!
//! One transaction a document; a document that is refused is kept with its reason and stops nothing.

use anyhow::Result;
use serde::Serialize;

use crate::document::{Document, Rejected};
use crate::language::arabic::fold::folded;
use crate::store::{Known, Lookup, RunCounts, RunId, Store};

/// How far an ingestion is.
#[derive(Debug)]
pub enum Progress<'a> {
    /// A document was read and stored, or was there already.
    Document(&'a Document),
    /// A document was refused.
    Rejected(&'a Rejected),
    /// All documents are stored; conflicts are being looked for.
    Detecting,
}

/// What an ingestion did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents read, good or bad.
    pub documents: u64,
    /// Documents that were new.
    pub added: u64,
    /// Documents that came in as a new version of one already there.
    pub changed: u64,
    /// Documents that were there already.
    pub known: u64,
    /// Documents refused.
    pub rejected: u64,
    /// Documents without a usable publication date, among those added and changed.
    pub undated: u64,
    /// Statements stored.
    pub statements: u64,
    /// Claims stored.
    pub claims: u64,
    /// Conflicts that were not there before.
    pub conflicts: u64,
}

/// Reads all documents into the database and looks for conflicts.
///
/// # Errors
/// Where the database can't be written; what was stored before stays sound.
pub fn ingest(
    store: &mut Store,
    documents: impl Iterator<Item = Result<Document, Rejected>>,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary> {
    let run = store.begin_run("ingest")?;
    let mut summary = Summary::default();
    for document in documents {
        summary.documents += 1;
        match document {
            Ok(document) => {
                store_document(store, run, &document, &mut summary)?;
                observer(Progress::Document(&document));
            }
            Err(rejected) => {
                let Rejected {
                    source,
                    reason,
                    detail,
                    input,
                } = &rejected;
                store.reject(run, source, reason.as_str(), detail, input)?;
                summary.rejected += 1;
                observer(Progress::Rejected(&rejected));
            }
        }
    }
    observer(Progress::Detecting);
    store.finish_run(run, &summary.counts())?;
    Ok(summary)
}

fn store_document(
    store: &mut Store,
    run: RunId,
    document: &Document,
    summary: &mut Summary,
) -> Result<()> {
    let tx = store.begin()?;
    let known = tx.document_known(&document.id, &document.hash)?;
    match known {
        Known::Same(_) => {
            summary.known += 1;
            return Ok(());
        }
        Known::Earlier(row) => {
            tx.make_current(&row)?;
            summary.changed += 1;
        }
        Known::New | Known::Changed(_) => {
            let title = document.title.as_deref().map(folded).unwrap_or_default();
            tx.add_document(document, &title, &folded(&document.text), run)?;
            match known {
                Known::New => summary.added += 1,
                _ => summary.changed += 1,
            }
        }
    }
    summary.undated += u64::from(document.published.is_none());
    Ok(tx.commit()?)
}

impl Summary {
    fn counts(&self) -> RunCounts {
        RunCounts {
            documents_read: self.documents,
            documents_added: self.added,
            documents_changed: self.changed,
            documents_known: self.known,
            documents_rejected: self.rejected,
            statements_added: self.statements,
            claims_added: self.claims,
            conflicts_added: self.conflicts,
        }
    }
}
