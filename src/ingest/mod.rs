//! The pipeline from documents to a database: read, extract, store, detect.
//!
//! Extraction runs in parallel on batches of documents, some ahead ([`ahead`]); everything after it is done by one
//! writer, in input order, one transaction a batch: a document is stored with all that follows from it, or not at all. A
//! document that is refused is kept with its reason and stops nothing. New statements are compared with those of the
//! days around, which are held in memory ([`memory`]), so that a night costs what the night and its time bring, not what
//! the history holds. Topics are grouped anew when all documents are in ([`grouping`]).
//!
//! The order in which documents come in, within one run or over many, does not show in what is found: statements are
//! compared as they stand, a claim is named after its earliest statement, and whoever is compared with whom is decided
//! by the two mentions alone. Only where a later run brings an earlier statement of a claim does the claim take its
//! name, and what people decided about its conflicts goes with it.

mod ahead;
mod claims;
mod copies;
mod correct;
mod corrections;
mod decide;
mod detect;
mod grouping;
pub mod memory;
mod reextract;
mod rehearse;
mod retry;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ahead::{Gate, Workshop, closed};
use anyhow::{Result, anyhow};
use rayon::prelude::*;
use serde::Serialize;

use crate::conflict::denied::{Denied, denied};
use crate::conflict::index::Index;
use crate::conflict::kinds::is_retold;
use crate::conflict::profile::Profile;
use crate::conflict::terms::{keywords, profile, setting};
use crate::conflict::{Claim, Read, office};
use crate::document::{Document, Item, Rejected, Visit};
use crate::extract;
use crate::identity::Identities;
use crate::identity::mention::Mention;
use crate::language::arabic::fold::folded;
use crate::packed::packed;
use crate::statement::Statement;
use crate::store::{
    DocumentRow, FeedRow, Known, Lookup, NewStatement, OfficeId, Reading, Recollection, RunCounts,
    RunId, SpeakerId, Store, Tx,
};
pub use correct::{Corrected, CorrectionError, correct, undo_correction};
pub use decide::{merge_speakers, split_speaker};
use detect::{Arrival, Found};
use memory::{Memory, Source};
pub use reextract::{Reextraction, reextract};
pub use rehearse::rehearse;
pub use retry::retry;

/// How far an ingestion is.
#[derive(Debug)]
pub enum Progress<'a> {
    /// A document was read and stored, or was there already.
    Document(&'a Document),
    /// A document was refused.
    Rejected(&'a Rejected),
    /// A source was read to its end, or could not be.
    Visit(&'a Visit),
    /// All documents are stored; conflicts are being grouped into topics.
    Detecting,
}

/// What an ingestion did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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
    /// Files of folders that were not read again, since they are still as they were; their documents are among those known.
    pub files_unchanged: u64,
    /// Feeds that were read, or had nothing new.
    pub feeds_read: u64,
    /// Feeds that could not be read.
    pub feeds_failed: u64,
    /// True where a signal ended the run before the sources were at their end.
    pub stopped: bool,
    /// Every feed that was visited, the failing ones first.
    pub feeds: Vec<FeedRow>,
    /// True where nothing was stored, because nothing should be.
    pub dry_run: bool,
}

/// What came in, with all that can be said of it without a database.
enum Ready {
    Document(Box<Prepared>),
    Rejected(Rejected),
    /// Documents of a file that is still the one that was read before.
    Unchanged(u64),
    Visit(Visit),
}

/// A document with all that can be said of it without a database.
struct Prepared {
    document: Document,
    title_folded: String,
    text_folded: String,
    /// What it speaks of most, as it is stored.
    terms: Vec<u8>,
    bands: Vec<i64>,
    statements: Vec<PreparedStatement>,
}

struct PreparedStatement {
    statement: Statement,
    mention: Mention,
    denied: Option<Denied>,
    profile: Profile,
    setting: Arc<Profile>,
    article: Arc<Profile>,
    words: String,
    in_text: bool,
    /// What the machine reads, where people corrected the statement.
    machine: Option<Reading>,
}

impl Ready {
    fn document(&self) -> Option<&Prepared> {
        match self {
            Self::Document(prepared) => Some(prepared),
            _ => None,
        }
    }
}

impl Prepared {
    /// A document that is stored as it is, now or as an earlier version: nothing more need be known of it.
    fn stored(document: Document) -> Self {
        Self {
            document,
            title_folded: String::new(),
            text_folded: String::new(),
            terms: Vec::new(),
            bands: Vec::new(),
            statements: Vec::new(),
        }
    }
}

fn prepare(document: Document) -> Prepared {
    let title_folded = document.title.as_deref().map(folded).unwrap_or_default();
    let title = extract::reading::Reading::new(&title_folded);
    let reading = extract::read(&document);
    let setting = Arc::new(setting(&title));
    let terms = packed(&keywords(&title, &reading));
    let article = Arc::new(Profile::of_article(&terms));
    let found = extract::statements(&document, &reading).into_iter();
    let statements = found
        .map(|statement| PreparedStatement::new(statement, &document.text, &setting, &article))
        .collect();
    let text_folded = reading.text.folded.text;
    Prepared {
        title_folded,
        terms,
        bands: copies::bands(&text_folded),
        text_folded,
        statements,
        document,
    }
}

impl PreparedStatement {
    /// A statement of a text, with what its article tells of all that is said in it.
    fn new(
        statement: Statement,
        text: &str,
        setting: &Arc<Profile>,
        article: &Arc<Profile>,
    ) -> Self {
        let words = folded(&statement.words());
        let country = statement.country.as_deref();
        Self {
            profile: profile(&words, statement.speaker_kind, country),
            setting: Arc::clone(setting),
            article: Arc::clone(article),
            in_text: in_text(&statement, text),
            words,
            mention: Mention::of(&statement),
            denied: denied(statement.stance, &statement.cue, &statement.words()),
            machine: None,
            statement,
        }
    }
}

/// True where a statement's words are one piece of the text, and its span says which.
fn in_text(statement: &Statement, text: &str) -> bool {
    let ([words], [span]) = (statement.content.as_slice(), statement.spans.as_slice()) else {
        return false;
    };
    let piece = text.chars().skip(span.start).take(span.len());
    words.chars().eq(piece) && !words.is_empty()
}

/// What a run carries from document to document.
struct Session {
    run: RunId,
    identities: Identities,
    memory: Memory,
    summary: Summary,
    /// Closed while statements are compared.
    gate: Gate,
}

impl Session {
    /// A run that has met nothing yet.
    fn new(run: RunId, identities: Identities) -> Self {
        Session {
            run,
            memory: Memory::new(identities.decided()),
            identities,
            summary: Summary::default(),
            gate: Gate::default(),
        }
    }
}

/// Reads batches of documents into the database, each in a transaction, and looks for conflicts. `command` is what the
/// run log calls it; where `stop` is set meanwhile, what is at hand is finished and nothing more begun.
///
/// # Errors
/// Where the database can't be written; what was stored before stays sound, and the next run finishes the job.
pub fn ingest(
    store: &mut Store,
    command: &str,
    batches: impl Iterator<Item = Vec<Item>> + Send,
    stop: &AtomicBool,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary> {
    let run = store.begin_run(command)?;
    let summary = read(store, run, batches, stop, observer);
    if let Err(error) = &summary {
        store.fail_run(run, &error.to_string());
    }
    summary
}

fn read(
    store: &mut Store,
    run: RunId,
    batches: impl Iterator<Item = Vec<Item>> + Send,
    stop: &AtomicBool,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary> {
    let identities = identities(store)?;
    let mut session = Session::new(run, identities);
    // a database in memory has no second door; then every document is read
    let stored = Recollection::open(store.path()).ok();
    let workshop = Workshop::new(stored, &session.gate)?;
    std::thread::scope(|scope| {
        let (ready, reader) = workshop.begin(scope, batches);
        for batch in ready {
            let stored = store_batch(store, &mut session, batch, observer);
            if stored.is_err() {
                // whoever reads ahead may wait for a pipe into which nobody writes
                stop.store(true, Ordering::Relaxed);
            }
            stored?;
        }
        reader
            .join()
            .map_err(|_| anyhow!("a document could not be read: the extractor failed"))
    })?;
    let mut summary = session.summary;
    summary.stopped = stop.load(Ordering::Relaxed);
    if summary.added + summary.changed > 0 || store.owes_grouping(run)? {
        observer(Progress::Detecting);
        if summary.changed > 0 {
            let tx = store.begin()?;
            tx.carry_reviews_of_edits(run)?;
            tx.commit()?;
        }
        grouping::group(store, session.memory)?;
        summary.conflicts = store.conflicts_of_run(run)?;
    }
    summary.visited_feeds(store.feeds_of_run(run)?);
    store.finish_run(run, &summary.counts())?;
    Ok(summary)
}

/// Stores a batch in one transaction: each of its documents whole, or none of them.
fn store_batch(
    store: &mut Store,
    session: &mut Session,
    mut batch: Vec<Ready>,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<()> {
    let tx = store.begin()?;
    corrections::follow(&tx, &mut batch)?;
    let read = batch
        .iter()
        .filter_map(Ready::document)
        .flat_map(|prepared| &prepared.statements);
    session
        .identities
        .meet(&tx, read.map(|prepared| &prepared.mention))?;
    let mut rest = batch.as_slice();
    while !rest.is_empty() {
        let (part, later) = rest.split_at(without_repetition(rest));
        store_part(&tx, session, part)?;
        rest = later;
    }
    session.identities.keep(&tx)?;
    tx.commit()?;
    for item in &batch {
        match item {
            Ready::Document(prepared) => observer(Progress::Document(&prepared.document)),
            Ready::Rejected(rejected) => observer(Progress::Rejected(rejected)),
            Ready::Visit(visit) => observer(Progress::Visit(visit)),
            Ready::Unchanged(_) => {}
        }
    }
    Ok(())
}

/// How many inputs there are before a document comes a second time: its versions must follow each other.
fn without_repetition(inputs: &[Ready]) -> usize {
    let mut seen = BTreeSet::new();
    let mut repeated = |item: &Ready| {
        item.document()
            .is_some_and(|prepared| !seen.insert(prepared.document.id.clone()))
    };
    inputs
        .iter()
        .position(&mut repeated)
        .unwrap_or(inputs.len())
}

/// Stores documents: first they and all that is known of their statements, then, with all of them in memory, what the
/// statements have to do with each other and with older ones. That is worked out side by side, and does not depend on
/// what the others find; while it goes on, the texts are entered into the full-text index.
fn store_part(tx: &Tx<'_>, session: &mut Session, part: &[Ready]) -> Result<()> {
    let mut arrived = Vec::new();
    for item in part {
        match item {
            Ready::Document(prepared) => arrived.extend(receive(tx, session, prepared)?),
            Ready::Rejected(rejected) => reject(tx, session, rejected)?,
            Ready::Unchanged(documents) => session.summary.unchanged(*documents),
            Ready::Visit(visit) => remember(tx, session, visit)?,
        }
    }
    store_arrived(tx, session, arrived)
}

/// Stores the statements of documents that are stored themselves, and what follows from them.
fn store_arrived(tx: &Tx<'_>, session: &mut Session, mut arrived: Vec<Arrived<'_>>) -> Result<()> {
    for document in &mut arrived {
        let claims = std::mem::take(&mut document.claims);
        let index = &mut session.memory.index;
        document.numbers = claims.into_iter().map(|claim| index.add(claim)).collect();
    }
    let (index, gate) = (&session.memory.index, &session.gate);
    let found = std::thread::scope(|scope| {
        let found = scope.spawn(|| {
            let _cores = closed(gate);
            compare(index, &arrived)
        });
        tx.index_words()?;
        found
            .join()
            .map_err(|_| anyhow!("statements could not be compared: the engine failed"))
    })?;
    for (document, found) in arrived.iter().zip(&found) {
        for ((nth, number), found) in document.numbers.iter().enumerate().zip(found) {
            store_statement(
                tx,
                session,
                document,
                nth,
                &claims::Binding {
                    number: *number,
                    same: &found.same,
                },
            )?;
        }
    }
    for (document, found) in arrived.iter().zip(&found) {
        for (number, found) in document.numbers.iter().zip(found) {
            session.summary.conflicts += detect::keep_all(tx, session, *number, found)?;
        }
    }
    let came_in: Vec<u32> = arrived
        .iter()
        .flat_map(|document| document.numbers.iter().copied())
        .collect();
    session.memory.trim(&came_in);
    Ok(())
}

/// What every statement of some documents has to do with others, in their order.
fn compare(index: &Index, arrived: &[Arrived<'_>]) -> Vec<Vec<Found>> {
    arrived
        .par_iter()
        .map(|document| {
            let Some(&first) = document.numbers.first() else {
                return Vec::new();
            };
            let arrival = Arrival {
                first,
                neighbours: &index.neighbours(&index.get(first).article),
                printed: &document.printed,
            };
            let numbers = document.numbers.par_iter();
            numbers
                .map(|&number| detect::find(index, number, &arrival))
                .collect()
        })
        .collect()
}

/// Remembers a visit to a source, after all that it gave was received.
fn remember(tx: &Tx<'_>, session: &mut Session, visit: &Visit) -> Result<()> {
    tx.visit(session.run, visit)?;
    session.summary.visited(visit);
    Ok(())
}

fn reject(tx: &Tx<'_>, session: &mut Session, rejected: &Rejected) -> Result<()> {
    session.summary.documents += 1;
    let (reason, detail) = (rejected.reason.as_str(), &rejected.detail);
    tx.reject(
        session.run,
        &rejected.source,
        reason,
        detail,
        &rejected.input,
    )?;
    session.summary.rejected += 1;
    Ok(())
}

/// A new document with its statements as far as they are known before they are compared.
struct Arrived<'p> {
    prepared: &'p Prepared,
    row: DocumentRow,
    /// Row numbers of the other documents that print its text.
    printed: BTreeSet<i64>,
    /// Whose the statements are.
    speakers: Vec<SpeakerId>,
    #[expect(clippy::vec_box, reason = "they go into the index as they are")]
    claims: Vec<Box<Claim>>,
    /// Their numbers in memory.
    numbers: Vec<u32>,
}

/// Stores a document and says who speaks in it; `None` where it brings nothing new.
fn receive<'p>(
    tx: &Tx<'_>,
    session: &mut Session,
    prepared: &'p Prepared,
) -> Result<Option<Arrived<'p>>> {
    let document = &prepared.document;
    session.summary.documents += 1;
    match tx.document_known(&document.id, &document.hash)? {
        Known::Same(_) => {
            session.summary.known += 1;
            return Ok(None);
        }
        Known::Earlier(row) => {
            tx.make_current(&row)?;
            session.memory.replace(tx, &document.id)?;
            session.summary.changed += 1;
            return Ok(None);
        }
        Known::New => session.summary.added += 1,
        Known::Changed(_) => {
            session.memory.forget(&document.id);
            session.summary.changed += 1;
        }
    }
    session.summary.undated += u64::from(document.published.is_none());
    let row = tx.add_document(
        document,
        &prepared.title_folded,
        &prepared.text_folded,
        &prepared.terms,
        session.run,
    )?;
    arrive(tx, session, prepared, row).map(Some)
}

/// Says who speaks in a stored document, and reads what its statements may answer.
fn arrive<'p>(
    tx: &Tx<'_>,
    session: &mut Session,
    prepared: &'p Prepared,
    row: DocumentRow,
) -> Result<Arrived<'p>> {
    let mut arrived = Arrived {
        prepared,
        printed: copies::note(tx, &row, &prepared.text_folded, &prepared.bands)?,
        row,
        speakers: Vec::new(),
        claims: Vec::new(),
        numbers: Vec::new(),
    };
    for statement in &prepared.statements {
        let speaker = session.identities.speaker_of(&statement.mention);
        let speaker = speaker.unwrap_or_default();
        let office = seat(tx, &statement.statement, speaker)?;
        let mut claim = claim(statement, arrived.row.id, office);
        let decided = session.identities.decided().contains(&speaker);
        claim.entity = decided.then_some(speaker);
        let source = Source {
            speaker,
            block: statement.mention.row.block,
            printed: &arrived.printed,
        };
        session.memory.recall(tx, &claim, &source)?;
        arrived.speakers.push(speaker);
        arrived.claims.push(claim);
    }
    Ok(arrived)
}

/// Stores a statement under its speaker, office and claim.
fn store_statement(
    tx: &Tx<'_>,
    session: &mut Session,
    document: &Arrived<'_>,
    nth: usize,
    binding: &claims::Binding<'_>,
) -> Result<()> {
    let prepared = &document.prepared.statements[nth];
    let statement = &prepared.statement;
    let speaker = document.speakers[nth];
    claims::bind(tx, session, binding, speaker, &statement.words())?;
    let claim = session.memory.index.get(binding.number);
    tx.add_statement(&NewStatement {
        statement,
        document_id: document.row.id,
        speaker_id: speaker,
        claim_id: &claim.claim,
        office_id: claim.office,
        content_folded: &prepared.words,
        in_text: prepared.in_text,
        day: claim.day,
    })?;
    if let Some(denied) = &prepared.denied {
        tx.add_denial(&statement.id, denied.author.as_deref())?;
    }
    if let Some(machine) = &prepared.machine {
        tx.keep_machine_reading(&statement.id, machine)?;
    }
    session.summary.statements += 1;
    Ok(())
}

/// A new statement as the conflict engine sees it, a claim of its own so far.
fn claim(prepared: &PreparedStatement, version: i64, office: Option<OfficeId>) -> Box<Claim> {
    let statement = &prepared.statement;
    Box::new(Claim {
        statement: statement.id.clone(),
        claim: statement.id.clone(),
        name: statement.speaker.clone(),
        kind: statement.speaker_kind,
        country: statement.country.clone(),
        office,
        role: statement.role.clone(),
        stance: statement.stance,
        embedded: statement.embedded,
        day: statement.said_on.or(statement.published),
        retold: is_retold(statement.said_on, statement.published),
        document: statement.document.clone(),
        version,
        cue: statement.cue.clone(),
        words: prepared.words.clone(),
        profile: prepared.profile.clone(),
        setting: Arc::clone(&prepared.setting),
        article: Arc::clone(&prepared.article),
        figures: statement.figures.clone(),
        certainty: statement.certainty,
        parent: statement.parent.clone(),
        entity: None,
        read: Read::default(),
    })
}

/// The identities of a database; what an older file lacks of them is made up for.
fn identities(store: &mut Store) -> Result<Identities> {
    let tx = store.begin()?;
    let identities = Identities::open(&tx)?;
    tx.commit()?;
    Ok(identities)
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
    /// Counts a file that is still the one that was read before.
    fn unchanged(&mut self, documents: u64) {
        self.files_unchanged += 1;
        self.documents += documents;
        self.known += documents;
    }

    /// Counts a visit to a page that had not changed: its server says that it is still the document we have.
    fn visited(&mut self, visit: &Visit) {
        if let Visit::Page(page) = visit
            && page.document.is_none()
        {
            self.documents += 1;
            self.known += 1;
        }
    }

    /// Takes in and counts the feeds that were visited; one that was not asked, because it failed before and wants to
    /// be left alone, still fails.
    fn visited_feeds(&mut self, feeds: Vec<FeedRow>) {
        self.feeds_failed = feeds.iter().filter(|feed| feed.is_failing()).count() as u64;
        self.feeds_read = feeds.len() as u64 - self.feeds_failed;
        self.feeds = feeds;
    }

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
            feeds_read: self.feeds_read,
            feeds_failed: self.feeds_failed,
            stopped: self.stopped,
        }
    }
}
