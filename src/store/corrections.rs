//! What people corrected of statements: the corrections themselves, never changed, and what the machine reads of a
//! corrected statement, kept beside it.

use std::collections::BTreeSet;

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};

use super::clock::now;
use super::error::{Result, StoreError};
use super::lookup::{Lookup, content, word};
use super::reextract::documents_after;
use super::rows::{OfficeId, SpeakerId};
use super::write::{Kept, Tx, ends};
use crate::document::Document;
use crate::statement::{Figure, Span, SpeakerKind, Stance, Statement};

/// What is stored where a correction takes something away.
const NONE: &str = "none";

/// What a statement is read to be, as far as people may correct it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The speaker's name in the document.
    pub speaker: String,
    /// What kind of entity the speaker is.
    pub kind: SpeakerKind,
    /// The office as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2 code of the state spoken for.
    pub country: Option<String>,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// Where the words stand.
    pub spans: Vec<Span>,
}

impl Reading {
    /// What a statement was extracted as.
    pub fn of(statement: &Statement) -> Self {
        Self {
            speaker: statement.speaker.clone(),
            kind: statement.speaker_kind,
            role: statement.role.clone(),
            country: statement.country.clone(),
            stance: statement.stance,
            spans: statement.spans.clone(),
        }
    }
}

/// What a person says that a statement is; what is `None` is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// Who said it: a name, with or without the office before it, or the number of a speaker.
    pub speaker: Option<String>,
    /// What kind of entity the speaker is.
    pub kind: Option<SpeakerKind>,
    /// The office; `Some(None)` where there is none.
    pub role: Option<Option<String>>,
    /// ISO 3166-1 alpha-2 code of the state spoken for; `Some(None)` where there is none.
    pub country: Option<Option<String>>,
    /// Stance toward the bare proposition.
    pub stance: Option<Stance>,
    /// Where the words stand in the document's text, in code points.
    pub span: Option<Span>,
}

impl Correction {
    /// True where nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What counts after another correction: its values, and of the others those that were.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        Self {
            speaker: later.speaker.or(self.speaker),
            kind: later.kind.or(self.kind),
            role: later.role.or(self.role),
            country: later.country.or(self.country),
            stance: later.stance.or(self.stance),
            span: later.span.or(self.span),
        }
    }

    /// What a statement is that the machine reads so. Only a person holds an office.
    pub fn applied(&self, machine: &Reading) -> Reading {
        let kind = self.kind.unwrap_or(machine.kind);
        let role = self.role.clone().unwrap_or_else(|| machine.role.clone());
        let country = self.country.clone();
        Reading {
            speaker: self
                .speaker
                .clone()
                .unwrap_or_else(|| machine.speaker.clone()),
            kind,
            role: role.filter(|_| kind == SpeakerKind::Person),
            country: country.unwrap_or_else(|| machine.country.clone()),
            stance: self.stance.unwrap_or(machine.stance),
            spans: self
                .span
                .map_or_else(|| machine.spans.clone(), |span| vec![span]),
        }
    }
}

/// A stored statement as far as correcting it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectableRow {
    /// Row number.
    pub seq: i64,
    /// Public id.
    pub id: String,
    /// Row number of the document's version.
    pub document_id: i64,
    /// Public id of the document.
    pub document: String,
    /// True in the present version of the document.
    pub current: bool,
    /// The claim it is an appearance of.
    pub claim: String,
    /// Whose it is.
    pub speaker_id: SpeakerId,
    /// The office it was said in.
    pub office_id: Option<OfficeId>,
    /// What it is now.
    pub reading: Reading,
    /// What the machine reads, where somebody corrected it.
    pub machine: Option<Reading>,
    /// The words that name the source.
    pub source: String,
    /// The words that signal it.
    pub cue: String,
    /// The words.
    pub content: String,
}

/// A correction to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewCorrection<'a> {
    /// The statement as it was before.
    pub row: &'a CorrectableRow,
    /// What is corrected; `None` where the machine's reading stands again.
    pub change: Option<&'a Correction>,
    /// Who says so.
    pub reviewer: &'a str,
    /// Why; may be empty.
    pub note: &'a str,
}

/// A statement of another document, or of this one, by somebody of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesake {
    /// The name as written there.
    pub name: String,
    /// What kind of entity the speaker is.
    pub kind: SpeakerKind,
    /// The office as written there.
    pub role: Option<String>,
    /// State spoken for there.
    pub country: Option<String>,
}

/// A statement in its new words.
#[derive(Debug, Clone, Copy)]
pub struct NewWords<'a> {
    /// Row number of the statement.
    pub seq: i64,
    /// The words, a piece for each span.
    pub content: &'a [String],
    /// Where they stand.
    pub spans: &'a [Span],
    /// The words folded, for search.
    pub folded: &'a str,
    /// The figures in them.
    pub figures: &'a [Figure],
}

/// What a query for [`CorrectableRow`] selects.
fn correctable(condition: &str) -> String {
    format!(
        "SELECT s.seq, s.id, s.document_id, d.key, d.current, s.claim_id, s.speaker_id, s.source, s.cue, {words},
           s.speaker_name, sp.kind, s.role, s.country, s.stance, s.spans,
           m.speaker, m.speaker_kind, m.role, m.country, m.stance, m.spans, s.office_id
         FROM statement s JOIN document d ON d.id = s.document_id JOIN speaker sp ON sp.id = s.speaker_id
         LEFT JOIN machine_reading m ON m.statement_seq = s.seq
         WHERE {condition} ORDER BY s.seq",
        words = content("s", "d")
    )
}

fn correctable_row(row: &Row<'_>) -> rusqlite::Result<CorrectableRow> {
    const NOW: usize = 10;
    const MACHINE: usize = 16;
    const OFFICE: usize = 22;
    let corrected: Option<String> = row.get(MACHINE)?;
    Ok(CorrectableRow {
        seq: row.get(0)?,
        id: row.get(1)?,
        document_id: row.get(2)?,
        document: row.get(3)?,
        current: row.get(4)?,
        claim: row.get(5)?,
        speaker_id: row.get(6)?,
        source: row.get(7)?,
        cue: row.get(8)?,
        content: row.get(9)?,
        office_id: row.get(OFFICE)?,
        reading: reading(row, NOW)?,
        machine: corrected.map(|_| reading(row, MACHINE)).transpose()?,
    })
}

fn reading(row: &Row<'_>, at: usize) -> rusqlite::Result<Reading> {
    let spans: String = row.get(at + 5)?;
    let spans = serde_json::from_str(&spans)
        .map_err(|why| rusqlite::Error::FromSqlConversionFailure(at + 5, Type::Text, why.into()))?;
    Ok(Reading {
        speaker: row.get(at)?,
        kind: word(row, at + 1)?,
        role: row.get(at + 2)?,
        country: row.get(at + 3)?,
        stance: word(row, at + 4)?,
        spans,
    })
}

/// Reads about corrections, on a store and inside a transaction.
pub trait Corrections: Lookup {
    /// A stored statement as far as correcting it goes.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is none with this id.
    fn correctable(&self, statement: &str) -> Result<CorrectableRow> {
        let sql = correctable("s.id = ?1");
        let mut query = self.connection().prepare_cached(&sql)?;
        let found = query.query_row([statement], correctable_row).optional()?;
        found.ok_or_else(|| StoreError::Unknown {
            what: "statement",
            id: statement.to_owned(),
        })
    }

    /// A version of a document.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is none with this row number.
    fn stored_document(&self, document: i64) -> Result<Document> {
        let found = documents_after(self.connection(), document - 1, 1)?.pop();
        let found = found.filter(|stored| stored.row.id == document);
        let found = found.ok_or_else(|| StoreError::Unknown {
            what: "document",
            id: document.to_string(),
        })?;
        Ok(found.document)
    }

    /// The corrected statements of a version of a document, in text order.
    ///
    /// # Errors
    /// When the database can't be read.
    fn corrected_in(&self, document: i64) -> Result<Vec<CorrectableRow>> {
        let sql = correctable("s.document_id = ?1 AND m.statement_seq IS NOT NULL");
        let mut query = self.connection().prepare_cached(&sql)?;
        let rows = query.query_map([document], correctable_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What counts of all corrections of a statement; empty where nobody corrected it, or somebody took it back.
    ///
    /// # Errors
    /// When the database can't be read.
    fn correction(&self, statement: &str) -> Result<Correction> {
        let sql =
            "SELECT action, speaker, speaker_kind, role, country, stance, span_start, span_end
             FROM correction WHERE statement_id = ?1 ORDER BY id";
        let mut query = self.connection().prepare_cached(sql)?;
        let mut rows = query.query([statement])?;
        let mut counts = Correction::default();
        while let Some(row) = rows.next()? {
            let action: String = row.get(0)?;
            counts = match action.as_str() {
                "undo" => Correction::default(),
                _ => counts.then(correction_row(row)?),
            };
        }
        Ok(counts)
    }

    /// True where anybody ever corrected anything.
    ///
    /// # Errors
    /// When the database can't be read.
    fn has_corrections(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM correction)";
        Ok(self.connection().query_row(sql, [], |row| row.get(0))?)
    }

    /// Everybody who speaks in a version of a document, in text order.
    ///
    /// # Errors
    /// When the database can't be read.
    fn who_speaks_in(&self, document: i64) -> Result<Vec<Namesake>> {
        let sql = "SELECT s.speaker_name, sp.kind, s.role, s.country
                   FROM statement s JOIN speaker sp ON sp.id = s.speaker_id WHERE s.document_id = ?1 ORDER BY s.seq";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map([document], |row| {
            Ok(Namesake {
                name: row.get(0)?,
                kind: word(row, 1)?,
                role: row.get(2)?,
                country: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is known of the speaker with this number, or of the only one with this folded spelling.
    ///
    /// # Errors
    /// When the database can't be read.
    fn known_speaker(&self, wanted: Wanted<'_>) -> Result<Option<Namesake>> {
        let (number, plain) = match wanted {
            Wanted::Number(number) => (Some(number), None),
            Wanted::Spelling(plain) => (None, Some(plain)),
        };
        let sql = "SELECT name, kind, country FROM speaker WHERE id = ?1
                   OR id IN (SELECT speaker_id FROM speaker_alias WHERE folded = ?2) LIMIT 2";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map((number, plain), |row| {
            Ok(Namesake {
                name: row.get(0)?,
                kind: word(row, 1)?,
                role: None,
                country: row.get(2)?,
            })
        })?;
        let mut found: Vec<Namesake> = rows.collect::<rusqlite::Result<_>>()?;
        let one = found.pop();
        Ok(one.filter(|_| found.is_empty()))
    }

    /// The ids of all conflicts that are shown.
    ///
    /// # Errors
    /// When the database can't be read.
    fn shown_conflicts(&self) -> Result<BTreeSet<String>> {
        let sql = "SELECT c.id FROM conflict c
                   JOIN statement a ON a.seq = c.statement_a JOIN document ad ON ad.id = a.document_id AND ad.current = 1
                   JOIN statement b ON b.seq = c.statement_b JOIN document bd ON bd.id = b.document_id AND bd.current = 1
                   WHERE NOT c.weak";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl<L: Lookup> Corrections for L {}

fn correction_row(row: &Row<'_>) -> rusqlite::Result<Correction> {
    let given = |at: usize| -> rusqlite::Result<Option<Option<String>>> {
        let text: Option<String> = row.get(at)?;
        Ok(text.map(|text| Some(text).filter(|text| text != NONE)))
    };
    let has = |at: usize| -> rusqlite::Result<bool> { Ok(row.get_ref(at)?.as_str().is_ok()) };
    let ends: (Option<i64>, Option<i64>) = (row.get(6)?, row.get(7)?);
    let number = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(Correction {
        speaker: row.get(1)?,
        kind: has(2)?.then(|| word(row, 2)).transpose()?,
        role: given(3)?,
        country: given(4)?,
        stance: has(5)?.then(|| word(row, 5)).transpose()?,
        span: (ends.0.zip(ends.1)).map(|(start, end)| Span::new(number(start), number(end))),
    })
}

impl Tx<'_> {
    /// Records a correction. Earlier ones stay.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_correction(&self, new: &NewCorrection<'_>) -> Result<()> {
        let empty = Correction::default();
        let change = new.change.unwrap_or(&empty);
        let action = if new.change.is_some() {
            "correct"
        } else {
            "undo"
        };
        let given = |value: &Option<Option<String>>| {
            let value = value.as_ref()?;
            Some(value.clone().unwrap_or_else(|| NONE.to_owned()))
        };
        let (start, end) = change.span.map(ends).unzip();
        let row = new.row;
        self.connection()
            .prepare_cached(
                "INSERT INTO correction (statement_id, action, speaker, speaker_kind, role, country, stance, span_start,
                   span_end, reviewer, note, created_at, document, was_speaker, was_role, was_country, was_stance,
                   was_content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                row.id,
                action,
                change.speaker,
                change.kind.map(SpeakerKind::as_str),
                given(&change.role),
                given(&change.country),
                change.stance.map(Stance::as_str),
                start,
                end,
                new.reviewer,
                new.note,
                now(),
                row.document,
                row.reading.speaker,
                row.reading.role,
                row.reading.country,
                row.reading.stance.as_str(),
                row.content,
            ])?;
        Ok(())
    }

    /// Keeps what counts of a statement's corrections under another id as well: the same words in a new version of the
    /// article, so many code points further on (or back). Where the words that somebody marked do not stand there, the
    /// shift is `None`, and the span is left out.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn copy_corrections(&self, from: &str, into: &str, shift: Option<i64>) -> Result<()> {
        self.connection()
            .prepare_cached(
                "INSERT INTO correction (statement_id, action, speaker, speaker_kind, role, country, stance, span_start,
                   span_end, reviewer, note, created_at, document, was_speaker, was_role, was_country, was_stance,
                   was_content)
                 SELECT ?2, action, speaker, speaker_kind, role, country, stance, start, start + length, reviewer, note,
                   created_at, document, was_speaker, was_role, was_country, was_stance, was_content
                 FROM (
                   SELECT *, span_end - span_start AS length,
                     CASE id WHEN (SELECT max(id) FROM correction WHERE statement_id = ?1 AND span_start IS NOT NULL)
                       THEN span_start + ?3 END AS start
                   FROM correction
                   WHERE statement_id = ?1 AND id > coalesce(
                     (SELECT max(id) FROM correction WHERE statement_id = ?1 AND action = 'undo'), 0))
                 WHERE coalesce(speaker, speaker_kind, role, country, stance, start) IS NOT NULL
                 ORDER BY id",
            )?
            .execute((from, into, shift))?;
        Ok(())
    }

    /// Keeps what the machine reads of a statement that somebody corrected.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_machine_reading(&self, statement: &str, machine: &Reading) -> Result<()> {
        let sql = "INSERT INTO machine_reading (statement_seq, speaker, speaker_kind, role, country, stance, spans)
                   SELECT seq, ?2, ?3, ?4, ?5, ?6, ?7 FROM statement WHERE id = ?1
                   ON CONFLICT DO UPDATE SET speaker = excluded.speaker, speaker_kind = excluded.speaker_kind,
                     role = excluded.role, country = excluded.country, stance = excluded.stance, spans = excluded.spans";
        self.connection().prepare_cached(sql)?.execute(params![
            statement,
            machine.speaker,
            machine.kind.as_str(),
            machine.role,
            machine.country,
            machine.stance.as_str(),
            serde_json::json!(machine.spans).to_string(),
        ])?;
        Ok(())
    }

    /// Forgets what the machine reads of a statement: it stands.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_machine_reading(&self, seq: i64) -> Result<()> {
        let sql = "DELETE FROM machine_reading WHERE statement_seq = ?1";
        self.connection().prepare_cached(sql)?.execute([seq])?;
        Ok(())
    }

    /// Gives a statement its speaker, office, state and stance anew.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn rewrite_statement(
        &self,
        seq: i64,
        reading: &Reading,
        speaker: SpeakerId,
        office: Option<OfficeId>,
    ) -> Result<()> {
        let sql = "UPDATE statement SET speaker_id = ?2, office_id = ?3, speaker_name = ?4, role = ?5, country = ?6,
                     stance = ?7 WHERE seq = ?1";
        self.connection().prepare_cached(sql)?.execute(params![
            seq,
            speaker,
            office,
            reading.speaker,
            reading.role,
            reading.country,
            reading.stance.as_str(),
        ])?;
        let sql = "DELETE FROM denial WHERE statement_seq = ?1";
        self.connection().prepare_cached(sql)?.execute([seq])?;
        Ok(())
    }

    /// Gives a statement its words and figures anew; triggers bring the full-text index up to date.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn reword_statement(&self, new: &NewWords<'_>) -> Result<()> {
        let kept = Kept::of(new.content, new.content.len() == 1, new.folded);
        let sql = "UPDATE statement SET content = ?2, fragments = ?3, spans = ?4, content_folded = ?5, wording = ?6
                   WHERE seq = ?1";
        self.connection().prepare_cached(sql)?.execute(params![
            new.seq,
            kept.content,
            kept.fragments,
            serde_json::json!(new.spans).to_string(),
            kept.folded,
            kept.wording,
        ])?;
        let sql = "DELETE FROM figure WHERE statement_seq = ?1";
        self.connection().prepare_cached(sql)?.execute([new.seq])?;
        self.add_figures(new.seq, new.figures)
    }

    /// Gives the claim that a statement founded its words, speaker and stance anew; nothing where it founded none.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn renew_claim(
        &self,
        statement: &str,
        speaker: SpeakerId,
        stance: Stance,
        title: &str,
    ) -> Result<()> {
        let sql = "UPDATE claim SET speaker_id = ?2, stance = ?3, title = ?4, title_end = NULL, statement_seq = NULL
                   WHERE id = ?1";
        self.connection().prepare_cached(sql)?.execute((
            statement,
            speaker,
            stance.as_str(),
            title,
        ))?;
        Ok(())
    }

    /// Forgets an office that nothing is said in.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_if_vacant(&self, office: OfficeId) -> Result<()> {
        let sql = "DELETE FROM office WHERE id = ?1
                     AND NOT EXISTS (SELECT 1 FROM statement WHERE office_id = ?1)
                     AND NOT EXISTS (SELECT 1 FROM tenure WHERE office_id = ?1)";
        self.connection().prepare_cached(sql)?.execute([office])?;
        Ok(())
    }

    /// Forgets a speaker if nothing is said by it and nobody is taken for it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_if_silent(&self, speaker: SpeakerId) -> Result<()> {
        let sql = "DELETE FROM speaker WHERE id = ?1
                     AND NOT EXISTS (SELECT 1 FROM mention WHERE speaker_id = ?1)
                     AND NOT EXISTS (SELECT 1 FROM statement WHERE speaker_id = ?1)
                     AND NOT EXISTS (SELECT 1 FROM claim WHERE speaker_id = ?1)";
        self.connection().prepare_cached(sql)?.execute([speaker])?;
        Ok(())
    }
}

/// How a speaker is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// By the row number.
    Number(SpeakerId),
    /// By a spelling, folded.
    Spelling(&'a str),
}
