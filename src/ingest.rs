//! The pipeline from documents to a database: read, extract, store, detect.
//!
//! Extraction runs in parallel on batches of documents; everything after it is done by one writer, in input order,
//! one transaction a document with all that follows from it. A document that is refused is kept with its reason and
//! stops nothing. Topics are grouped anew when all documents are in.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::conflict::terms::{shared, terms, total};
use crate::conflict::topics::{Edge, topics};
use crate::conflict::{Claim, Finding, kinds, office};
use crate::document::{Document, Rejected};
use crate::extract::extract;
use crate::identity::{Decision, Identities};
use crate::language::arabic::fold::folded;
use crate::statement::Statement;
use crate::store::{
    DocumentRow, Known, Lookup, NewClaim, NewConflict, NewStatement, NewTopic, OfficeId, RunCounts,
    RunId, SpeakerId, StatementRow, Store, Tx,
};

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
/// Terms that look for candidates.
const RAREST_TERMS: usize = 8;
/// The least weight that a candidate shares.
const CANDIDATE_WEIGHT: f64 = 4.0;

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
    let mut identities = Identities::new(store.speakers()?, &store.speaker_roles()?);
    let mut documents = documents.peekable();
    while documents.peek().is_some() {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        let extracted: Vec<_> = batch
            .into_par_iter()
            .map(|item| item.map(|document| (extract(&document), document)))
            .collect();
        for item in extracted {
            summary.documents += 1;
            match item {
                Ok((statements, document)) => {
                    store_document(
                        store,
                        run,
                        &mut identities,
                        &document,
                        &statements,
                        &mut summary,
                    )?;
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
    }
    observer(Progress::Detecting);
    if summary.added + summary.changed > 0 {
        group(store)?;
    }
    store.finish_run(run, &summary.counts())?;
    Ok(summary)
}

/// Stores one document with its statements and the conflicts that follow from them, or nothing of it.
fn store_document(
    store: &mut Store,
    run: RunId,
    identities: &mut Identities,
    document: &Document,
    statements: &[Statement],
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
            return Ok(tx.commit()?);
        }
        Known::New => summary.added += 1,
        Known::Changed(_) => summary.changed += 1,
    }
    let title = document.title.as_deref().map(folded).unwrap_or_default();
    let row = tx.add_document(document, &title, &folded(&document.text), run)?;
    for statement in statements {
        store_statement(&tx, identities, &row, statement, summary)?;
    }
    let ids: Vec<&str> = statements.iter().map(|s| s.id.as_str()).collect();
    summary.conflicts += detect(&tx, run, &ids)?;
    summary.undated += u64::from(document.published.is_none());
    Ok(tx.commit()?)
}

/// Stores a statement under its speaker, office and claim.
fn store_statement(
    tx: &Tx<'_>,
    identities: &mut Identities,
    row: &DocumentRow,
    statement: &Statement,
    summary: &mut Summary,
) -> Result<()> {
    let speaker = speaker(tx, identities, statement)?;
    let office = seat(tx, statement, speaker)?;
    let terms = terms(statement);
    let words = statement.words();
    let claim = match same_claim(tx, statement, speaker, &terms)? {
        Some(claim) => claim,
        None => {
            let new = NewClaim {
                id: &statement.id,
                speaker_id: speaker,
                stance: statement.stance,
                title: &words,
            };
            summary.claims += u64::from(tx.add_claim(&new)?);
            statement.id.clone()
        }
    };
    tx.add_statement(&NewStatement {
        statement,
        document_id: row.id,
        speaker_id: speaker,
        claim_id: &claim,
        office_id: office,
        content_folded: &folded(&words),
        terms: &terms,
        day: statement.said_on.or(statement.published),
    })?;
    summary.statements += 1;
    Ok(())
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

/// The claim that a statement says again: same speaker, same stance, the same matter in the days around.
fn same_claim(
    tx: &Tx<'_>,
    statement: &Statement,
    speaker: SpeakerId,
    terms: &[(String, f64)],
) -> Result<Option<String>> {
    const ALIKE: f64 = 0.52;
    const DAYS: i64 = 14;
    let day = statement.said_on.or(statement.published);
    let rows = tx.statement_rows(&candidates(tx, terms)?)?;
    let alike = |row: &StatementRow| {
        let common: f64 = shared(terms, &row.terms).iter().map(|(_, w)| w).sum();
        common / total(terms).max(total(&row.terms)).max(1.0)
    };
    let near = |row: &StatementRow| {
        day.zip(row.day)
            .is_none_or(|(x, y)| (x - y).num_days().abs() <= DAYS)
    };
    Ok(rows
        .iter()
        .filter(|row| {
            row.speaker_id == speaker
                && row.stance == statement.stance
                && row.embedded == statement.embedded
                && near(row)
        })
        .map(|row| (alike(row), row))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.id.cmp(&x.1.id)))
        .map(|(_, row)| row.claim_id.clone()))
}

/// Statements that share enough of the rarest terms.
fn candidates(tx: &Tx<'_>, terms: &[(String, f64)]) -> Result<Vec<String>> {
    let mut rarest: Vec<&(String, f64)> = terms.iter().collect();
    rarest.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let rarest: Vec<&str> = rarest
        .iter()
        .take(RAREST_TERMS)
        .map(|(term, _)| term.as_str())
        .collect();
    Ok(tx.statements_sharing(&rarest, CANDIDATE_WEIGHT)?)
}

/// Compares new statements with what the database holds; returns how many conflicts are new.
fn detect(tx: &Tx<'_>, run: RunId, ids: &[&str]) -> Result<u64> {
    let mut added = 0;
    let own = tx.statement_rows(ids)?;
    for row in &own {
        let new = claim(row);
        let mut found = candidates(tx, &row.terms)?;
        found.retain(|id| !ids.contains(&id.as_str()));
        // what stands side by side in one article is compared however few words it shares
        let others = tx.statement_rows(&found)?;
        for other in own.iter().chain(&others).map(claim) {
            let other = &other;
            if let Some(finding) = kinds::compare(&new, other) {
                added += u64::from(store_finding(tx, run, &new, other, &finding)?);
            }
        }
        added += second_holders(tx, run, row, &new)?;
    }
    Ok(added)
}

/// Other people who were given the same office at the time.
fn second_holders(tx: &Tx<'_>, run: RunId, row: &StatementRow, new: &Claim) -> Result<u64> {
    let (Some(office), Some(role)) = (row.office_id, &row.role) else {
        return Ok(0);
    };
    let mut added = 0;
    for tenure in tx.holders(office)? {
        let seen = |day: Option<chrono::NaiveDate>| {
            day.zip(new.day).map(|(x, y)| (x - y).num_days().abs())
        };
        let days = match (seen(tenure.first_seen), seen(tenure.last_seen)) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        };
        if tenure.speaker_id == row.speaker_id {
            continue;
        }
        let theirs: Vec<Claim> = tx
            .statement_rows(&tx.statements_in_office(office)?)?
            .iter()
            .filter(|other| other.speaker_id == tenure.speaker_id)
            .map(claim)
            .collect();
        // the receipt is the statement that is most about the same matter
        let best = theirs.iter().max_by(|x, y| {
            let common = |c: &Claim| {
                shared(&c.terms, &new.terms)
                    .iter()
                    .map(|(_, w)| w)
                    .sum::<f64>()
            };
            common(x)
                .total_cmp(&common(y))
                .then(y.statement.cmp(&x.statement))
        });
        if let Some((other, finding)) =
            best.and_then(|other| Some((other, kinds::attribution(new, other, role, days)?)))
        {
            added += u64::from(store_finding(tx, run, new, other, &finding)?);
        }
    }
    Ok(added)
}

/// Stores a conflict under an id made of its two claims and, for offices, of the two people.
fn store_finding(tx: &Tx<'_>, run: RunId, a: &Claim, b: &Claim, finding: &Finding) -> Result<bool> {
    let (a, b) = if (a.day, &a.statement) <= (b.day, &b.statement) {
        (a, b)
    } else {
        (b, a)
    };
    let id = conflict_id(&a.claim, &b.claim);
    let better = tx
        .conflict_score(&id)?
        .is_none_or(|score| finding.score > score);
    if !better {
        return Ok(false);
    }
    let conflict = NewConflict {
        id: &id,
        kind: finding.kind,
        score: finding.score,
        claim_a: &a.claim,
        claim_b: &b.claim,
        statement_a: &a.statement,
        statement_b: &b.statement,
        reasons: &finding.reasons,
    };
    Ok(tx.add_conflict(&conflict, run)?)
}

/// A hash of the two claims' ids, in either order.
fn conflict_id(a: &str, b: &str) -> String {
    const LENGTH: usize = 16;
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    let digest = Sha256::digest(format!("{first}|{second}").as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..LENGTH].to_string()
}

/// A stored statement as the conflict engine sees it.
fn claim(row: &StatementRow) -> Claim {
    Claim {
        statement: row.id.clone(),
        claim: row.claim_id.clone(),
        speaker: row.speaker_id,
        name: row.speaker.clone(),
        kind: row.speaker_kind,
        country: row.country.clone(),
        office: row.office_id,
        role: row.role.clone(),
        stance: row.stance,
        embedded: row.embedded,
        day: row.day,
        document: row.document.clone(),
        words: row.content_folded.clone(),
        terms: row.terms.clone(),
        figures: row.figures.clone(),
        certainty: row.certainty,
    }
}

/// Groups all conflicts and what belongs to them into topics.
fn group(store: &mut Store) -> Result<()> {
    let tx = store.begin()?;
    let edges: Vec<Edge> = tx
        .conflict_rows()?
        .into_iter()
        .map(|row| Edge {
            a: row.claim_a,
            b: row.claim_b,
            kind: row.kind,
        })
        .collect();
    let before: BTreeMap<String, String> = tx.claim_topics()?.into_iter().collect();
    let rows = tx.statement_rows(&tx.statement_ids()?)?;
    // one statement a claim: the one that was extracted most surely
    let mut best: BTreeMap<&str, &StatementRow> = BTreeMap::new();
    for row in &rows {
        let kept = best.entry(&row.claim_id).or_insert(row);
        if row.certainty > kept.certainty {
            *kept = row;
        }
    }
    let claims: Vec<Claim> = best.values().map(|row| claim(row)).collect();
    let shown: BTreeMap<String, String> = best
        .iter()
        .map(|(id, row)| (id.to_string(), row.content.clone()))
        .collect();
    let grouped: Vec<NewTopic> = topics(&edges, &claims, &shown, &before)
        .into_iter()
        .map(|topic| NewTopic {
            id: topic.id,
            title: topic.title,
            claims: topic.claims,
        })
        .collect();
    tx.set_topics(&grouped)?;
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
