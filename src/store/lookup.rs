//! Reading rows back for identity, conflict detection and topics; the same on a [`Store`](super::Store)
//! and inside a transaction. Everything comes in an order that does not depend on chance.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::error::Result;
use super::rows::{
    ConflictRow, DocumentRow, Known, OfficeId, OfficeRow, SpeakerId, SpeakerRow, StatementRow,
    TenureRow,
};
use crate::statement::{Figure, Span};

/// Longest `IN` list; SQLite takes more, but the prepared statements would not be reused.
const CHUNK: usize = 500;

/// Reads of the store.
pub trait Lookup {
    /// The connection to read from.
    fn connection(&self) -> &Connection;

    /// What the store has of the document `key` whose text has `hash`.
    ///
    /// # Errors
    /// When the database can't be read.
    fn document_known(&self, key: &str, hash: &str) -> Result<Known> {
        let sql = "SELECT id, key, version, hash, current FROM document WHERE key = ?1 AND (current = 1 OR hash = ?2)";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map((key, hash), |row| {
            Ok((document_row(row)?, row.get::<_, bool>(4)?))
        })?;
        let mut known = Known::New;
        for row in rows {
            known = match (row?, known) {
                ((row, true), _) if row.hash == hash => return Ok(Known::Same(row)),
                ((row, false), _) => Known::Earlier(row),
                ((_, true), Known::Earlier(earlier)) => Known::Earlier(earlier),
                ((row, true), _) => Known::Changed(row),
            };
        }
        Ok(known)
    }

    /// Every speaker with its aliases, by row number.
    ///
    /// # Errors
    /// When the database can't be read.
    fn speakers(&self) -> Result<Vec<SpeakerRow>> {
        read_speakers(self.connection(), "1", &[])
    }

    /// Speakers of a state (or of none) with one of these folded aliases, by row number.
    ///
    /// # Errors
    /// When the database can't be read.
    fn speakers_like(&self, country: Option<&str>, folded: &[&str]) -> Result<Vec<SpeakerRow>> {
        let mut found = BTreeMap::new();
        for chunk in folded.chunks(CHUNK) {
            let condition = format!(
                "s.country IS ?1 AND s.id IN (SELECT speaker_id FROM speaker_alias WHERE folded IN ({}))",
                places(2, chunk.len())
            );
            let mut values = vec![country];
            values.extend(chunk.iter().copied().map(Some));
            for row in read_speakers(self.connection(), &condition, &values)? {
                found.insert(row.id, row);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Every office, by row number.
    ///
    /// # Errors
    /// When the database can't be read.
    fn offices(&self) -> Result<Vec<OfficeRow>> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT id, name, folded, country FROM office ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            Ok(OfficeRow {
                id: row.get(0)?,
                name: row.get(1)?,
                folded: row.get(2)?,
                country: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who was seen in an office, by speaker.
    ///
    /// # Errors
    /// When the database can't be read.
    fn holders(&self, office: OfficeId) -> Result<Vec<TenureRow>> {
        let sql = "SELECT office_id, speaker_id, first_seen, last_seen FROM tenure
                   WHERE office_id = ?1 ORDER BY speaker_id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([office], tenure_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every tenure, by office and speaker.
    ///
    /// # Errors
    /// When the database can't be read.
    fn tenures(&self) -> Result<Vec<TenureRow>> {
        let sql = "SELECT office_id, speaker_id, first_seen, last_seen FROM tenure ORDER BY office_id, speaker_id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], tenure_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every office in which a speaker spoke, as written: speaker and office, sorted.
    ///
    /// # Errors
    /// When the database can't be read.
    fn speaker_roles(&self) -> Result<Vec<(SpeakerId, String)>> {
        let sql =
            "SELECT DISTINCT speaker_id, role FROM statement WHERE role IS NOT NULL ORDER BY 1, 2";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many statements carry each term, by term. Read once a run, then counted on in memory.
    ///
    /// # Errors
    /// When the database can't be read.
    fn term_frequencies(&self) -> Result<Vec<(String, u64)>> {
        let sql = "SELECT t.term, count(*) FROM term t JOIN statement_term st ON st.term_id = t.id
                   GROUP BY t.id ORDER BY t.term";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Ids of the statements of present documents that carry at least one of the terms, in the order they
    /// were stored. Ask for rare terms: a common one brings half the database.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statements_with_terms(&self, terms: &[&str]) -> Result<Vec<String>> {
        let mut found = BTreeMap::new();
        // term by term, so that one prepared statement serves however many there are
        let sql = "SELECT s.seq, s.id FROM term t JOIN statement_term st ON st.term_id = t.id
                   JOIN statement s ON s.seq = st.statement_seq
                   JOIN document d ON d.id = s.document_id AND d.current = 1 WHERE t.term = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        for term in terms {
            let mut rows = statement.query([term])?;
            while let Some(row) = rows.next()? {
                found.insert(row.get::<_, i64>(0)?, row.get(1)?);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Ids of the statements of present documents whose shared terms weigh at least `least` together, in the
    /// order they were stored.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statements_sharing(&self, terms: &[&str], least: f64) -> Result<Vec<String>> {
        let list = places(2, terms.len());
        let sql = format!(
            "SELECT s.id FROM (
               SELECT st.statement_seq AS seq FROM term t CROSS JOIN statement_term st ON st.term_id = t.id
               WHERE t.term IN ({list}) GROUP BY st.statement_seq HAVING sum(st.weight) >= ?1) found
             JOIN statement s ON s.seq = found.seq
             JOIN document d ON d.id = s.document_id AND d.current = 1 ORDER BY s.seq"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let values = std::iter::once(&least as &dyn rusqlite::ToSql)
            .chain(terms.iter().map(|term| term as &dyn rusqlite::ToSql));
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Ids of the statements of present documents that were said in an office, in the order they were stored.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statements_in_office(&self, office: OfficeId) -> Result<Vec<String>> {
        let sql =
            "SELECT s.id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
                   WHERE s.office_id = ?1 ORDER BY s.seq";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([office], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The topic of every claim that has one: claim and topic.
    ///
    /// # Errors
    /// When the database can't be read.
    fn claim_topics(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT claim_id, topic_id FROM topic_claim ORDER BY claim_id, topic_id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The score of a stored conflict.
    ///
    /// # Errors
    /// When the database can't be read.
    fn conflict_score(&self, id: &str) -> Result<Option<f64>> {
        let sql = "SELECT score FROM conflict WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Ids of the statements that a claim appears in, in present documents, in the order they were stored.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statements_of_claim(&self, claim: &str) -> Result<Vec<String>> {
        let sql =
            "SELECT s.id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
                   WHERE s.claim_id = ?1 ORDER BY s.seq";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([claim], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Ids of all statements of present documents, in the order they were stored.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statement_ids(&self) -> Result<Vec<String>> {
        let sql =
            "SELECT s.id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
                   ORDER BY s.seq";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The statements with these ids, in the order they were stored; ids that are not there are left out.
    ///
    /// # Errors
    /// When the database can't be read or holds a word outside our vocabularies.
    fn statement_rows<S: AsRef<str>>(&self, ids: &[S]) -> Result<Vec<StatementRow>>
    where
        Self: Sized,
    {
        let mut found = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let ids: Vec<&str> = chunk.iter().map(AsRef::as_ref).collect();
            read_statements(self.connection(), &ids, &mut found)?;
        }
        Ok(found.into_values().collect())
    }

    /// Every conflict between present documents, by id.
    ///
    /// # Errors
    /// When the database can't be read or holds a word outside our vocabularies.
    fn conflict_rows(&self) -> Result<Vec<ConflictRow>> {
        let sql = "SELECT id, kind, score, a_claim, b_claim, a_statement, b_statement, review FROM conflicts ORDER BY id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(ConflictRow {
                id: row.get(0)?,
                kind: word(row, 1)?,
                score: row.get(2)?,
                claim_a: row.get(3)?,
                claim_b: row.get(4)?,
                statement_a: row.get(5)?,
                statement_b: row.get(6)?,
                review: row
                    .get::<_, Option<String>>(7)?
                    .map(|_| word(row, 7))
                    .transpose()?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The document that a statement stands in: its key.
    ///
    /// # Errors
    /// When the database can't be read.
    fn document_of(&self, statement: &str) -> Result<Option<String>> {
        let sql =
            "SELECT d.key FROM statement s JOIN document d ON d.id = s.document_id WHERE s.id = ?1";
        let mut prepared = self.connection().prepare_cached(sql)?;
        Ok(prepared
            .query_row([statement], |row| row.get(0))
            .optional()?)
    }
}

pub(super) fn document_row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: row.get(0)?,
        key: row.get(1)?,
        version: row.get(2)?,
        hash: row.get(3)?,
    })
}

fn tenure_row(row: &Row<'_>) -> rusqlite::Result<TenureRow> {
    Ok(TenureRow {
        office_id: row.get(0)?,
        speaker_id: row.get(1)?,
        first_seen: date(row, 2)?,
        last_seen: date(row, 3)?,
    })
}

fn read_speakers(
    conn: &Connection,
    condition: &str,
    values: &[Option<&str>],
) -> Result<Vec<SpeakerRow>> {
    let sql = format!(
        "SELECT s.id, s.name, s.kind, s.country, a.folded
         FROM speaker s LEFT JOIN speaker_alias a ON a.speaker_id = s.id
         WHERE {condition} ORDER BY s.id, a.alias"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut speakers: Vec<SpeakerRow> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: SpeakerId = row.get(0)?;
        if speakers.last().is_none_or(|last| last.id != id) {
            let (name, kind, country) = (row.get(1)?, word(row, 2)?, row.get(3)?);
            speakers.push(SpeakerRow {
                id,
                name,
                kind,
                country,
                folded: Vec::new(),
            });
        }
        if let (Some(last), Some(folded)) = (speakers.last_mut(), row.get(4)?) {
            last.folded.push(folded);
        }
    }
    Ok(speakers)
}

fn read_statements(
    conn: &Connection,
    ids: &[&str],
    found: &mut BTreeMap<i64, StatementRow>,
) -> Result<()> {
    let list = places(1, ids.len());
    let sql = format!(
        "SELECT s.seq, s.id, s.claim_id, s.speaker_id, sp.name, sp.kind, coalesce(s.country, sp.country),
           s.office_id, s.role, s.stance, s.mode, s.embedded, s.day, s.said_on, d.published, d.key,
           p.name, s.content, s.content_folded, s.certainty
         FROM statement s JOIN speaker sp ON sp.id = s.speaker_id JOIN document d ON d.id = s.document_id
         LEFT JOIN publisher p ON p.id = d.publisher_id WHERE s.id IN ({list})"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(ids))?;
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?, statement_row(row)?);
    }
    drop(rows);

    let sql = format!(
        "SELECT f.statement_seq, f.value, f.unit, f.bound, f.span_start, f.span_end
         FROM statement s JOIN figure f ON f.statement_seq = s.seq WHERE s.id IN ({list}) ORDER BY f.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(ids))?;
    while let Some(row) = rows.next()? {
        let figure = Figure {
            value: row.get(1)?,
            unit: row.get(2)?,
            bound: row.get(3)?,
            span: Span::new(offset(row, 4)?, offset(row, 5)?),
        };
        if let Some(statement) = found.get_mut(&row.get(0)?) {
            statement.figures.push(figure);
        }
    }
    drop(rows);

    let sql = format!(
        "SELECT st.statement_seq, t.term, st.weight
         FROM statement s JOIN statement_term st ON st.statement_seq = s.seq JOIN term t ON t.id = st.term_id
         WHERE s.id IN ({list}) ORDER BY t.term"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(ids))?;
    while let Some(row) = rows.next()? {
        if let Some(statement) = found.get_mut(&row.get(0)?) {
            statement.terms.push((row.get(1)?, row.get(2)?));
        }
    }
    Ok(())
}

fn statement_row(row: &Row<'_>) -> rusqlite::Result<StatementRow> {
    Ok(StatementRow {
        id: row.get(1)?,
        claim_id: row.get(2)?,
        speaker_id: row.get(3)?,
        speaker: row.get(4)?,
        speaker_kind: word(row, 5)?,
        country: row.get(6)?,
        office_id: row.get(7)?,
        role: row.get(8)?,
        stance: word(row, 9)?,
        mode: word(row, 10)?,
        embedded: row.get(11)?,
        day: date(row, 12)?,
        said_on: date(row, 13)?,
        published: date(row, 14)?,
        document: row.get(15)?,
        publisher: row.get(16)?,
        content: row.get(17)?,
        content_folded: row.get(18)?,
        certainty: row.get(19)?,
        figures: Vec::new(),
        terms: Vec::new(),
    })
}

/// "?1, ?2, …": placeholders from `first` on.
fn places(first: usize, count: usize) -> String {
    let list: Vec<String> = (first..first + count).map(|n| format!("?{n}")).collect();
    list.join(", ")
}

/// A word of one of our vocabularies.
fn word<T: FromStr<Err = String>>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    text.parse().map_err(|why: String| {
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, why.into())
    })
}

/// An ISO day.
fn date(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(index)?;
    let parsed = text.map(|text| text.parse::<NaiveDate>()).transpose();
    parsed.map_err(|why| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, why.into()))
}

/// A count of code points.
fn offset(row: &Row<'_>, index: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(index)?;
    usize::try_from(number).map_err(|_| {
        let why = FromSqlError::OutOfRange(number);
        rusqlite::Error::FromSqlConversionFailure(index, Type::Integer, why.into())
    })
}
