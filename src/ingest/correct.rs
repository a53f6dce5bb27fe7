//! What people correct of a statement, and what follows from it: its speaker is found as if the article named him so, and
//! the claims and conflicts that it stood in are worked out anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use thiserror::Error;

use super::corrections::cut;
use super::{Session, Summary, claims, decide, grouping, identities};
use crate::conflict::denied::denied;
use crate::conflict::kinds::share_a_name;
use crate::conflict::office;
use crate::country;
use crate::document::Document;
use crate::extract::{extract, figures_within};
use crate::identity::mention::Mention;
use crate::identity::{Identities, Reviewer};
use crate::language::arabic::fold::folded;
use crate::statement::{Span, SpeakerKind, Statement};
use crate::store::{
    CorrectableRow, Correction, Corrections, Lookup, Namesake, NewCorrection, NewWords, Reading,
    RunId, SpeakerId, Store, Tx, Wanted,
};

/// Why a correction was not made. Nothing was changed then.
#[derive(Debug, Error)]
pub enum CorrectionError {
    /// Nothing is corrected.
    #[error("nothing to correct: say what the statement is (speaker, country, stance, span …)")]
    Nothing,
    /// All of it was said before.
    #[error("statement {0} is corrected so already")]
    Known(String),
    /// Nobody corrected it.
    #[error("nobody corrected statement {0}: what the machine reads stands")]
    Uncorrected(String),
    /// It stands in an earlier version of its article.
    #[error(
        "statement {0} stands in an earlier version of its article; correct it in the present one"
    )]
    Superseded(String),
    /// No words to be had there.
    #[error(
        "{start}-{end} is no place in document {document}: its text has {length} characters, counted from 0, and the \
         end is one past the last one meant"
    )]
    Span {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The document.
        document: String,
        /// Code points of its text.
        length: usize,
    },
    /// No letters and digits there.
    #[error("{0}-{1} holds no words")]
    Wordless(usize, usize),
    /// No state.
    #[error("{0:?} is no country: give two letters of ISO 3166-1, like KZ")]
    Country(String),
    /// No name.
    #[error("{0:?} is no name: give at least one letter, and at most 200")]
    Name(String),
    /// There is no speaker of that number.
    #[error("there is no speaker {0} in the database; gainsay speakers lists them")]
    Speaker(SpeakerId),
    /// Only people hold offices.
    #[error("a speaker that is {0} holds no office; say that it is a person as well")]
    Office(SpeakerKind),
}

/// What a correction brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// Id of the statement.
    pub statement: String,
    /// What it was.
    pub before: Reading,
    /// What it is.
    pub after: Reading,
    /// Whose it is now.
    pub speaker: SpeakerId,
    /// Ids of conflicts that are shown no more, ascending.
    pub gone: Vec<String>,
    /// Ids of conflicts that were not shown before, ascending.
    pub new: Vec<String>,
}

/// Corrects a statement: the values given hold from now on, whatever the machine reads. A new speaker brings his office
/// and state along, where the article or the database know them and nothing else is said.
///
/// # Errors
/// [`CorrectionError`] where the correction is not sound, [`StoreError::Unknown`](crate::store::StoreError::Unknown) where there is no such statement, or
/// another run is under way; then nothing is changed.
pub fn correct(
    store: &mut Store,
    statement: &str,
    change: &Correction,
    by: &Reviewer<'_>,
) -> Result<Corrected> {
    decided(store, statement, Some(change), by)
}

/// Takes all corrections of a statement back: what the machine reads stands again.
///
/// # Errors
/// As [`correct`].
pub fn undo_correction(store: &mut Store, statement: &str, by: &Reviewer<'_>) -> Result<Corrected> {
    decided(store, statement, None, by)
}

fn decided(
    store: &mut Store,
    statement: &str,
    change: Option<&Correction>,
    by: &Reviewer<'_>,
) -> Result<Corrected> {
    // what is not sound is no run
    settled(store, statement, change)?;
    let run = store.begin_run("correct")?;
    let done = apply(store, run, statement, change, by);
    match &done {
        Ok((_, counts)) => store.finish_run(run, &counts.counts())?,
        Err(error) => store.fail_run(run, &error.to_string()),
    }
    Ok(done?.0)
}

/// A correction with all that follows from it, and the statement and document that it is of.
struct Settled {
    row: CorrectableRow,
    document: Document,
    change: Option<Correction>,
}

/// Looks whether a correction is sound, and says what is meant by it.
fn settled(store: &impl Lookup, statement: &str, change: Option<&Correction>) -> Result<Settled> {
    let row = store.correctable(statement)?;
    if !row.current {
        return Err(CorrectionError::Superseded(row.id).into());
    }
    let document = store.stored_document(row.document_id)?;
    let counts = store.correction(&row.id)?;
    let Some(change) = change else {
        if counts.is_empty() {
            return Err(CorrectionError::Uncorrected(row.id).into());
        }
        return Ok(Settled {
            row,
            document,
            change: None,
        });
    };
    let change = meant(store, &row, &document, change)?;
    if counts.clone().then(change.clone()) == counts {
        return Err(CorrectionError::Known(row.id).into());
    }
    Ok(Settled {
        row,
        document,
        change: Some(change),
    })
}

/// What a correction means for a statement: every value checked, and the speaker made out.
fn meant(
    store: &impl Lookup,
    row: &CorrectableRow,
    document: &Document,
    change: &Correction,
) -> Result<Correction> {
    if change.is_empty() {
        return Err(CorrectionError::Nothing.into());
    }
    if let Some(Some(code)) = &change.country
        && !country::is_code(code)
    {
        return Err(CorrectionError::Country(code.clone()).into());
    }
    if let Some(span) = change.span {
        check_span(span, document)?;
    }
    let mut change = change.clone();
    if let Some(Some(role)) = &change.role {
        change.role = Some(Some(tidy(role)?));
    }
    let change = match &change.speaker {
        Some(name) => of_speaker(store, row, name, &change)?,
        None => change,
    };
    let now = row.machine.as_ref().unwrap_or(&row.reading);
    let kind = store.correction(&row.id)?.then(change.clone()).kind;
    let kind = kind.unwrap_or(now.kind);
    if matches!(&change.role, Some(Some(_))) && kind != SpeakerKind::Person {
        return Err(CorrectionError::Office(kind).into());
    }
    Ok(change)
}

fn check_span(span: Span, document: &Document) -> Result<()> {
    let Some(words) = cut(&document.text, &[span]) else {
        return Err(CorrectionError::Span {
            start: span.start,
            end: span.end,
            document: document.id.clone(),
            length: document.text.chars().count(),
        }
        .into());
    };
    if !words
        .iter()
        .any(|words| words.chars().any(char::is_alphanumeric))
    {
        return Err(CorrectionError::Wordless(span.start, span.end).into());
    }
    Ok(())
}

/// A name as it is kept: without blanks at its ends, with one between its words.
fn tidy(name: &str) -> Result<String> {
    const LONGEST: usize = 200;
    let words: Vec<&str> = name.split_whitespace().collect();
    let tidy = words.join(" ");
    let letters = folded(&tidy).chars().any(char::is_alphanumeric);
    if !letters || tidy.chars().count() > LONGEST || tidy.chars().any(char::is_control) {
        return Err(CorrectionError::Name(tidy.chars().take(LONGEST).collect()).into());
    }
    Ok(tidy)
}

/// A new speaker with kind, office and state: as told, else as the article has them of somebody of that name, else as
/// the database or the name itself do. The office of the one who was taken for the speaker is not the new one's.
fn of_speaker(
    store: &impl Lookup,
    row: &CorrectableRow,
    name: &str,
    change: &Correction,
) -> Result<Correction> {
    let asked = match name.trim().parse::<SpeakerId>() {
        Ok(number) => {
            let found = store.known_speaker(Wanted::Number(number))?;
            found.ok_or(CorrectionError::Speaker(number))?.into()
        }
        Err(_) => as_read(&tidy(name)?),
    };
    let name = asked.name.clone();
    let plain = folded(&name);
    let beside = store.who_speaks_in(row.document_id)?;
    let beside = beside
        .into_iter()
        .filter(|other| folded(&other.name) == plain)
        .max_by_key(|other| other.role.is_some());
    let stored = store.known_speaker(Wanted::Spelling(&plain))?;
    // whoever is nearest to the statement tells best
    let near = beside.into_iter().chain(stored).map(Told::from);
    let told: Vec<Told> = near.chain([asked]).collect();
    let now = &row.reading;
    let kind = (change.kind)
        .or(told.iter().find_map(|one| one.kind))
        .unwrap_or(now.kind);
    let role = told
        .iter()
        .find_map(|one| one.role.clone())
        .or(now
            .role
            .clone()
            .filter(|_| share_a_name(&name, &now.speaker)))
        .filter(|_| kind == SpeakerKind::Person);
    let state = told.iter().find_map(|one| one.country.clone());
    Ok(Correction {
        speaker: Some(name),
        kind: Some(kind),
        role: Some(change.role.clone().unwrap_or(role)),
        country: Some(
            change
                .country
                .clone()
                .unwrap_or(state.or(now.country.clone())),
        ),
        ..change.clone()
    })
}

/// What tells of a speaker.
struct Told {
    name: String,
    kind: Option<SpeakerKind>,
    role: Option<String>,
    country: Option<String>,
}

impl From<Namesake> for Told {
    fn from(one: Namesake) -> Self {
        Self {
            name: one.name,
            kind: Some(one.kind),
            role: one.role,
            country: one.country,
        }
    }
}

/// A name as an article would have it read: "وزير الداخلية الأردني سالم الحوراني" is a person in an office of a state.
fn as_read(name: &str) -> Told {
    let is_person = |read: &Statement| read.speaker_kind == SpeakerKind::Person;
    // whoever the verb does not agree with is taken for a person: a capital and most bodies are feminine
    let read = read_after("قالت", name).filter(|read| !is_person(read));
    let Some(read) = read.or_else(|| read_after("قال", name)) else {
        return Told {
            name: name.to_owned(),
            kind: None,
            role: None,
            country: None,
        };
    };
    let state = read.speaker_kind == SpeakerKind::Country;
    Told {
        name: if state || name.contains(&read.speaker) {
            read.speaker
        } else {
            name.to_owned()
        },
        kind: Some(read.speaker_kind),
        role: read.role,
        country: read.country,
    }
}

/// What the extractor makes of a name as the subject of a verb.
fn read_after(verb: &str, name: &str) -> Option<Statement> {
    let said = Document {
        id: String::new(),
        text: format!("{verb} {name} إن العمل سيبدأ في الأسبوع المقبل."),
        title: None,
        publisher: None,
        url: None,
        published: None,
        published_raw: None,
        published_basis: None,
        language: "ar".to_owned(),
        author: None,
        metadata: serde_json::Map::new(),
        hash: String::new(),
    };
    let read = extract(&said).into_iter().next();
    read.filter(|read| !read.embedded && read.source.contains(name))
}

/// Records a correction and works out what follows from it, in one transaction.
fn apply(
    store: &mut Store,
    run: RunId,
    statement: &str,
    change: Option<&Correction>,
    by: &Reviewer<'_>,
) -> Result<(Corrected, Summary)> {
    let mut identities = identities(store)?;
    let tx = store.begin()?;
    // another run may have come between
    let settled = settled(&tx, statement, change)?;
    let topics: BTreeMap<String, String> = tx.claim_topics()?.into_iter().collect();
    let shown = tx.shown_conflicts()?;
    tx.add_correction(&NewCorrection {
        row: &settled.row,
        change: settled.change.as_ref(),
        reviewer: by.name,
        note: by.note,
    })?;
    let Rewritten {
        reading,
        speaker,
        left,
    } = rewrite(&tx, &mut identities, &settled)?;
    let mut session = Session::new(run, identities);
    let row = settled.row;
    let before = &row.reading;
    let another = before.speaker != reading.speaker
        || before.stance != reading.stance
        || before.spans != reading.spans;
    let other = another.then_some(row.id.as_str());
    decide::detect_anew(&tx, &mut session, &[row.claim], other)?;
    tx.forget_if_silent(left)?;
    grouping::group_within(&tx, session.memory, &topics)?;
    let now = tx.shown_conflicts()?;
    tx.commit()?;
    let only = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.difference(y).cloned().collect();
    let corrected = Corrected {
        statement: row.id,
        before: row.reading,
        after: reading,
        speaker,
        gone: only(&shown, &now),
        new: only(&now, &shown),
    };
    let mut summary = session.summary;
    summary.conflicts = corrected.new.len() as u64;
    Ok((corrected, summary))
}

/// A statement as it is now.
struct Rewritten {
    reading: Reading,
    /// Whose it is.
    speaker: SpeakerId,
    /// Whose it was.
    left: SpeakerId,
}

/// Makes the stored statement what people say that it is.
fn rewrite(tx: &Tx<'_>, identities: &mut Identities, settled: &Settled) -> Result<Rewritten> {
    let Settled { row, document, .. } = settled;
    let counts = tx.correction(&row.id)?;
    let machine = row.machine.as_ref().unwrap_or(&row.reading);
    let reading = counts.applied(machine);
    let (old, new) = (mention(&row.reading, row), mention(&reading, row));
    let moves = old.key() != new.key();
    let speaker = if moves {
        identities.meet(tx, std::iter::once(&new))?;
        identities.speaker_of(&new)
    } else {
        None
    };
    // meeting somebody may show others to be somebody else
    let held = tx.correctable(&row.id)?.speaker_id;
    let speaker = speaker.unwrap_or(held);
    let seat = match &reading.role {
        Some(role) => office::key(role, reading.country.as_deref())
            .map(|key| tx.office(role, &key, reading.country.as_deref()))
            .transpose()?,
        None => None,
    };
    tx.rewrite_statement(row.seq, &reading, speaker, seat)?;
    let words = cut(&document.text, &reading.spans).unwrap_or_default();
    if row.reading.spans != reading.spans {
        tx.reword_statement(&NewWords {
            seq: row.seq,
            content: &words,
            spans: &reading.spans,
            folded: &folded(&words.join(" … ")),
            figures: &figures_within(document, &reading.spans),
        })?;
    }
    let words = tx.correctable(&row.id)?.content;
    if let Some(denied) = denied(reading.stance, &row.cue, &words) {
        tx.add_denial(&row.id, denied.author.as_deref())?;
    }
    if counts.is_empty() {
        tx.forget_machine_reading(row.seq)?;
    } else {
        tx.keep_machine_reading(&row.id, machine)?;
    }
    let title = claims::shortened(&words);
    tx.renew_claim(&row.id, speaker, reading.stance, &title)?;
    if moves {
        identities.leave(tx, &old)?;
        identities.keep(tx)?;
    }
    for speaker in BTreeSet::from([held, speaker]) {
        tx.see_tenures_anew(speaker)?;
    }
    if let Some(office) = row.office_id {
        tx.forget_if_vacant(office)?;
    }
    Ok(Rewritten {
        reading,
        speaker,
        left: held,
    })
}

/// The mention that a statement of a reading makes.
fn mention(reading: &Reading, row: &CorrectableRow) -> Mention {
    Mention::new(
        &reading.speaker,
        reading.kind,
        reading.country.as_deref(),
        reading.role.as_deref(),
        &row.document,
    )
}
