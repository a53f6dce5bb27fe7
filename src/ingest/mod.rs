//! The pipeline from documents to a database: read, extract, store, detect.
//!
//! Extraction runs in parallel on batches of documents; everything after it is done by one writer, in input order,
//! one transaction a document with all that follows from it. A document that is refused is kept with its reason and
//! stops nothing. New statements are compared with those of the days around, which are held in memory ([`memory`]),
//! so that a night costs what the night and its time bring, not what the history holds. Topics are grouped anew when
//! all documents are in ([`grouping`]).
//!
//! What does not depend on the order in which documents come in, within one run or over many: which statements
//! conflict, of what kind, with which score, and which two statements show the conflict. What does: a claim keeps
//! the id of the appearance that was stored first, so that ids stay what they are when more appearances come, and
//! with them the ids of conflicts and what people decided about them. Only where a later statement shows that two
//! claims were one, the younger claim's id goes. Who is who ([`crate::identity`]) is decided mention by mention.

mod claims;
mod detect;
mod grouping;
mod memory;

use std::sync::OnceLock;

use anyhow::Result;
use rayon::prelude::*;
use serde::Serialize;

use crate::conflict::terms::terms;
use crate::conflict::{Claim, office};
use crate::document::{Document, Rejected};
use crate::extract::extract;
use crate::identity::{Decision, Identities};
use crate::language::arabic::fold::folded;
use crate::statement::Statement;
use crate::store::{
    DocumentRow, Known, Lookup, NewStatement, OfficeId, RunCounts, RunId, SpeakerId, Store, Tx,
};
use memory::Memory;

/// How far an ingestion is.
#[derive(Debug)]
pub enum Progress<'a> {
    /// A document was read and stored, or was there already.
    Document(&'a Document),
    /// A document was refused.
    Rejected(&'a Rejected),
    /// All documents are stored; conflicts are being grouped into topics.
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

/// Documents extracted at a time.
const BATCH: usize = 64;

/// A document with all that can be said of it without a database.
struct Prepared {
    document: Document,
    title_folded: String,
    text_folded: String,
    statements: Vec<PreparedStatement>,
}

struct PreparedStatement {
    statement: Statement,
    terms: Vec<(String, f64)>,
    words: String,
}

fn prepare(document: Document) -> Prepared {
    let statements = extract(&document)
        .into_iter()
        .map(|statement| PreparedStatement {
            terms: terms(&statement),
            words: folded(&statement.words()),
            statement,
        })
        .collect();
    Prepared {
        title_folded: document.title.as_deref().map(folded).unwrap_or_default(),
        text_folded: folded(&document.text),
        statements,
        document,
    }
}

/// What a run carries from document to document.
struct Session {
    run: RunId,
    identities: Identities,
    memory: Memory,
    summary: Summary,
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
    let mut session = Session {
        run: store.begin_run("ingest")?,
        identities: Identities::new(store.speakers()?, &store.speaker_roles()?),
        memory: Memory::default(),
        summary: Summary::default(),
    };
    let mut documents = documents.peekable();
    while documents.peek().is_some() {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        let prepared: Vec<_> = batch
            .into_par_iter()
            .map(|item| item.map(prepare))
            .collect();
        for item in prepared {
            session.summary.documents += 1;
            match item {
                Ok(prepared) => {
                    store_document(store, &mut session, &prepared)?;
                    observer(Progress::Document(&prepared.document));
                }
                Err(rejected) => {
                    reject(store, session.run, &rejected)?;
                    session.summary.rejected += 1;
                    observer(Progress::Rejected(&rejected));
                }
            }
        }
    }
    observer(Progress::Detecting);
    let summary = session.summary;
    if summary.added + summary.changed > 0 {
        grouping::group(store, session.memory)?;
    }
    store.finish_run(session.run, &summary.counts())?;
    Ok(summary)
}

fn reject(store: &mut Store, run: RunId, rejected: &Rejected) -> Result<()> {
    let Rejected {
        source,
        reason,
        detail,
        input,
    } = rejected;
    store.reject(run, source, reason.as_str(), detail, input)?;
    Ok(())
}

/// Stores one document with its statements and the conflicts that follow from them, or nothing of it.
fn store_document(store: &mut Store, session: &mut Session, prepared: &Prepared) -> Result<()> {
    let document = &prepared.document;
    let tx = store.begin()?;
    match tx.document_known(&document.id, &document.hash)? {
        Known::Same(_) => {
            session.summary.known += 1;
            return Ok(());
        }
        Known::Earlier(row) => {
            tx.make_current(&row)?;
            session.memory.replace(&tx, &document.id)?;
            session.summary.changed += 1;
            return Ok(tx.commit()?);
        }
        Known::New => session.summary.added += 1,
        Known::Changed(_) => {
            session.memory.forget(&document.id);
            session.summary.changed += 1;
        }
    }
    let row = tx.add_document(
        document,
        &prepared.title_folded,
        &prepared.text_folded,
        session.run,
    )?;
    let mut fresh = Vec::with_capacity(prepared.statements.len());
    for statement in &prepared.statements {
        fresh.push(store_statement(&tx, session, &row, statement)?);
    }
    session.summary.conflicts += detect::detect(&tx, session, &fresh)?;
    session.summary.undated += u64::from(document.published.is_none());
    Ok(tx.commit()?)
}

/// Stores a statement under its speaker, office and claim, and takes it into memory; returns its number there.
fn store_statement(
    tx: &Tx<'_>,
    session: &mut Session,
    row: &DocumentRow,
    prepared: &PreparedStatement,
) -> Result<u32> {
    let statement = &prepared.statement;
    let speaker = speaker(tx, &mut session.identities, statement)?;
    let office = seat(tx, statement, speaker)?;
    let mut claim = claim(prepared, speaker, office);
    session.memory.recall(tx, &claim)?;
    claim.claim = claims::claim_of(tx, session, &claim, &statement.words())?;
    tx.add_statement(&NewStatement {
        statement,
        document_id: row.id,
        speaker_id: speaker,
        claim_id: &claim.claim,
        office_id: office,
        content_folded: &prepared.words,
        terms: &prepared.terms,
        day: claim.day,
    })?;
    session.summary.statements += 1;
    Ok(session.memory.index.add(claim))
}

/// A new statement as the conflict engine sees it, a claim of its own so far.
fn claim(prepared: &PreparedStatement, speaker: SpeakerId, office: Option<OfficeId>) -> Claim {
    let statement = &prepared.statement;
    Claim {
        statement: statement.id.clone(),
        claim: statement.id.clone(),
        speaker,
        name: statement.speaker.clone(),
        kind: statement.speaker_kind,
        country: statement.country.clone(),
        office,
        role: statement.role.clone(),
        stance: statement.stance,
        embedded: statement.embedded,
        day: statement.said_on.or(statement.published),
        document: statement.document.clone(),
        cue: statement.cue.clone(),
        words: prepared.words.clone(),
        terms: prepared.terms.clone(),
        figures: statement.figures.clone(),
        certainty: statement.certainty,
        parent: statement.parent.clone(),
        read: OnceLock::new(),
    }
}

/// The entity of a statement's speaker, stored if it is new.
fn speaker(tx: &Tx<'_>, identities: &mut Identities, statement: &Statement) -> Result<SpeakerId> {
    let name = folded(&statement.speaker);
    match identities.decide(statement) {
        Decision::Known {
            speaker,
            reason,
            update,
        } => {
            tx.add_alias(speaker, &statement.speaker, &name, reason)?;
            if let Some((name, country)) = update {
                tx.update_speaker(speaker, &name, statement.speaker_kind, country.as_deref())?;
            }
            identities.see(speaker, statement);
            Ok(speaker)
        }
        Decision::New => {
            let country = statement.country.as_deref();
            let id = tx.add_speaker(&statement.speaker, &name, statement.speaker_kind, country)?;
            identities.add(
                id,
                &statement.speaker,
                statement.speaker_kind,
                country,
                Some(statement),
            );
            Ok(id)
        }
    }
}

/// The office a statement was made in, with its holder noted.
fn seat(tx: &Tx<'_>, statement: &Statement, speaker: SpeakerId) -> Result<Option<OfficeId>> {
    let Some(role) = &statement.role else {
        return Ok(None);
    };
    let Some(key) = office::key(role, statement.country.as_deref()) else {
        return Ok(None);
    };
    let office = tx.office(role, &key, statement.country.as_deref())?;
    // somebody who is only known by the office is no second holder of it
    if statement.speaker != *role {
        tx.see_tenure(office, speaker, statement.said_on.or(statement.published))?;
    }
    Ok(Some(office))
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
