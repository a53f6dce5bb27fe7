//! Reading rows back for identity, conflict detection and topics; the same on a [`Store`](super::Store)
//! and inside a transaction. Everything comes in an order that does not depend on chance.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{NaiveDate, ParseError};
use rusqlite::types::{FromSqlError, Type, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::error::Result;
use super::rows::{
    ArticleRow, ConflictRow, DocumentRow, Known, OfficeId, OfficeRow, Recall, Receipt,
    ShownConflict, SpeakerId, SpeakerRow, StatementRow, TenureRow,
};
use crate::language::arabic::fold::folded;
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

    /// Documents that share a band of the index of near copies with one, with their folded text, by row number.
    ///
    /// # Errors
    /// When the database can't be read.
    fn documents_in_bands(&self, document: i64, bands: &[i64]) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT d.id, d.text FROM shingle_band b JOIN document d ON d.id = b.document_id
                   WHERE b.band = ?1 AND d.id <> ?2";
        let mut found = BTreeMap::new();
        let mut statement = self.connection().prepare_cached(sql)?;
        for band in bands {
            let mut rows = statement.query((band, document))?;
            while let Some(row) = rows.next()? {
                if let Entry::Vacant(place) = found.entry(row.get(0)?) {
                    place.insert(folded(&row.get::<_, String>(1)?));
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// The document that stands for the group of near copies that one belongs to: itself, where there is no other.
    ///
    /// # Errors
    /// When the database can't be read.
    fn original(&self, document: i64) -> Result<i64> {
        let sql = "SELECT original_id FROM near_copy WHERE document_id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let found = statement
            .query_row([document], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or(document))
    }

    /// The other documents of the group of near copies that one belongs to.
    ///
    /// # Errors
    /// When the database can't be read.
    fn copies_of(&self, document: i64) -> Result<Vec<i64>> {
        let sql = "SELECT o.document_id FROM near_copy c JOIN near_copy o ON o.original_id = c.original_id
                   WHERE c.document_id = ?1 AND o.document_id <> ?1 ORDER BY 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([document], |row| row.get(0))?;
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
            let ids: Vec<Option<String>> = chunk
                .iter()
                .map(|id| Some(id.as_ref().to_owned()))
                .collect();
            let condition = format!("s.id IN ({})", places(1, ids.len()));
            let mut take = |rows: Vec<Bare>| {
                found.extend(rows.into_iter().map(|bare| (bare.seq, bare.row)));
            };
            read_statements(self.connection(), &condition, &ids, &|_| false, &mut take)?;
        }
        Ok(found.into_values().collect())
    }

    /// Hands over statements of present documents, in the order in which these were stored, a few hundred at a time and
    /// all of a document at once; without those whose ids are `known`.
    ///
    /// # Errors
    /// When the database can't be read or holds a word outside our vocabularies.
    fn recall(
        &self,
        which: Recall<'_>,
        known: &dyn Fn(&str) -> bool,
        take: &mut dyn FnMut(Vec<StatementRow>),
    ) -> Result<()> {
        const POSITION: &str = "s.embedded = 0 AND s.stance NOT IN ('affirm', 'expect', 'warn')";
        let iso = |day: NaiveDate| Some(day.format("%Y-%m-%d").to_string());
        let text = |text: &str| Some(text.to_owned());
        let (condition, values) = match which {
            Recall::Days(from, to) => (
                "s.day BETWEEN ?1 AND ?2".to_owned(),
                vec![iso(from), iso(to)],
            ),
            Recall::Undated => ("s.day IS NULL".to_owned(), vec![]),
            Recall::All => ("1".to_owned(), vec![]),
            Recall::Document(key) => ("d.key = ?1".to_owned(), vec![text(key)]),
            Recall::Version(row) => (
                "s.document_id = CAST(?1 AS INTEGER)".to_owned(),
                vec![text(&row.to_string())],
            ),
            Recall::Speaker(speaker, block, [from, to]) => (
                format!(
                    "s.speaker_id IN (SELECT CAST(?1 AS INTEGER)
                       UNION SELECT speaker_id FROM mention WHERE block = CAST(?2 AS INTEGER))
                     AND s.day NOT BETWEEN ?3 AND ?4 AND {POSITION}"
                ),
                vec![
                    text(&speaker.to_string()),
                    text(&block.to_string()),
                    iso(from),
                    iso(to),
                ],
            ),
            Recall::State(state, from, to) => (
                format!("s.country = ?1 AND s.day BETWEEN ?2 AND ?3 AND {POSITION}"),
                vec![text(state), iso(from), iso(to)],
            ),
            Recall::Grouped => (
                "s.claim_id IN (SELECT claim_a FROM conflict UNION SELECT claim_b FROM conflict
                   UNION SELECT claim_id FROM topic_claim)"
                    .to_owned(),
                vec![],
            ),
        };
        let condition = format!("{condition} AND d.current = 1");
        read_statements(self.connection(), &condition, &values, known, &mut |rows| {
            take(rows.into_iter().map(|bare| bare.row).collect());
        })
    }

    /// A stored conflict.
    ///
    /// # Errors
    /// When the database can't be read.
    fn conflict(&self, id: &str) -> Result<Option<ShownConflict>> {
        Ok(shown_conflicts(self.connection(), "c.id = ?1", id)?.pop())
    }

    /// The conflicts in which a claim stands, by id.
    ///
    /// # Errors
    /// When the database can't be read.
    fn conflicts_of_claim(&self, claim: &str) -> Result<Vec<ShownConflict>> {
        let condition = "c.claim_a = ?1 OR c.claim_b = ?1";
        shown_conflicts(self.connection(), condition, claim)
    }

    /// Where an office was given to two people: the conflicts, by id.
    ///
    /// # Errors
    /// When the database can't be read.
    fn attributions(&self, office: OfficeId) -> Result<Vec<ShownConflict>> {
        let condition = "c.kind = 'attribution' AND a.office_id = CAST(?1 AS INTEGER)
             AND b.office_id = a.office_id";
        shown_conflicts(self.connection(), condition, &office.to_string())
    }

    /// Day and id of a statement, by which claims are ordered; `None` where it is not stored.
    ///
    /// # Errors
    /// When the database can't be read.
    fn statement_day(&self, statement: &str) -> Result<Option<Option<NaiveDate>>> {
        let sql = "SELECT day FROM statement WHERE id = ?1";
        let mut prepared = self.connection().prepare_cached(sql)?;
        Ok(prepared
            .query_row([statement], |row| date(row, 0))
            .optional()?)
    }

    /// How many conflicts that are shown were first found by a run.
    ///
    /// # Errors
    /// When the database can't be read.
    fn conflicts_of_run(&self, run: super::RunId) -> Result<u64> {
        let sql = "SELECT count(*) FROM conflict WHERE detected_run = ?1 AND NOT weak";
        let mut statement = self.connection().prepare_cached(sql)?;
        let count: i64 = statement.query_row([run], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Every conflict between present documents, the weak ones among them, by id.
    ///
    /// # Errors
    /// When the database can't be read or holds a word outside our vocabularies.
    fn conflict_rows(&self) -> Result<Vec<ConflictRow>> {
        let sql = "SELECT c.id, c.kind, c.raw_score, c.claim_a, c.claim_b, a.id, b.id,
                     (SELECT r.verdict FROM review r WHERE r.conflict_id = c.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1)
                   FROM conflict c
                   JOIN statement a ON a.seq = c.statement_a
                   JOIN document ad ON ad.id = a.document_id AND ad.current = 1
                   JOIN statement b ON b.seq = c.statement_b
                   JOIN document bd ON bd.id = b.document_id AND bd.current = 1
                   ORDER BY c.id";
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

/// Statements that are handed over together, where a document has not more.
const HANDFUL: usize = 512;

/// Reads the statements `s` of the documents `d` that a condition holds for, by document and row number, each with its
/// words and figures, and hands them over a [`HANDFUL`] at a time; those whose ids are `known` are left out.
fn read_statements(
    conn: &Connection,
    condition: &str,
    values: &[Option<String>],
    known: &dyn Fn(&str) -> bool,
    take: &mut dyn FnMut(Vec<Bare>),
) -> Result<()> {
    let sql = format!(
        "SELECT s.seq, s.id, s.claim_id, s.speaker_id, s.speaker_name, sp.kind, s.country, s.office_id, s.role,
           s.stance, s.embedded, s.day, s.document_id, s.content, s.certainty, s.parent_id, s.cue, s.spans
         FROM statement s JOIN document d ON d.id = s.document_id JOIN speaker sp ON sp.id = s.speaker_id
         WHERE {condition}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found: Vec<Bare> = Vec::new();
    while let Some(row) = rows.next()? {
        if !known(text(row, 1)?) {
            found.push(Bare {
                seq: row.get(0)?,
                row: statement_row(row)?,
                span: span(row)?,
            });
        }
    }
    drop(rows);
    // a text is read once for all that is said in it
    found.sort_unstable_by_key(|bare| (bare.row.document_id, bare.seq));
    let mut rest = found.into_iter().peekable();
    while rest.peek().is_some() {
        let mut list: Vec<Bare> = rest.by_ref().take(HANDFUL).collect();
        let last = list.last().map(|bare| bare.row.document_id);
        while let Some(bare) = rest.next_if(|bare| Some(bare.row.document_id) == last) {
            list.push(bare);
        }
        for said in list.chunk_by_mut(|x, y| x.row.document_id == y.row.document_id) {
            read_words(conn, said)?;
        }
        read_figures(conn, &mut list)?;
        take(list);
    }
    Ok(())
}

/// A statement whose document was not looked at yet.
struct Bare {
    seq: i64,
    row: StatementRow,
    /// Where its words stand in the text, where they are not kept beside it.
    span: Option<Span>,
}

/// Gives statements of one document the article and their words.
fn read_words(conn: &Connection, list: &mut [Bare]) -> Result<()> {
    let sql = "SELECT key, title, terms, published, text FROM document WHERE id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([list.first().map(|bare| bare.row.document_id)])?;
    let Some(row) = rows.next()? else {
        return Ok(());
    };
    let article = Arc::new(ArticleRow {
        key: row.get(0)?,
        title: row.get(1)?,
        terms: row.get(2)?,
        published: date(row, 3)?,
    });
    let whole = text(row, 4)?;
    for Bare { row, span, .. } in list {
        row.article = Arc::clone(&article);
        if let Some(span) = span {
            row.content = cut(whole, *span).to_owned();
        }
    }
    Ok(())
}

fn read_figures(conn: &Connection, list: &mut [Bare]) -> Result<()> {
    let sql = "SELECT value, unit, bound, span_start, span_end FROM figure WHERE statement_seq = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    for Bare { seq, row, .. } in list {
        let figures = statement.query_map([*seq], |row| {
            Ok(Figure {
                value: row.get(0)?,
                unit: row.get(1)?,
                bound: row.get(2)?,
                span: Span::new(offset(row, 3)?, offset(row, 4)?),
            })
        })?;
        row.figures = figures.collect::<rusqlite::Result<_>>()?;
    }
    Ok(())
}

/// The words of a span, as SQLite's `substr` cuts them.
fn cut(text: &str, span: Span) -> &str {
    let behind = |text: &str, count: usize| {
        let mut chars = text.chars();
        if count > 0 {
            chars.nth(count - 1);
        }
        text.len() - chars.as_str().len()
    };
    let rest = &text[behind(text, span.start)..];
    &rest[..behind(rest, span.len())]
}

/// Conflicts `c` between statements `a` and `b` that a condition on one value holds for, by id.
fn shown_conflicts(conn: &Connection, condition: &str, value: &str) -> Result<Vec<ShownConflict>> {
    let sql = format!(
        "SELECT c.id, c.kind, c.raw_score, c.claim_a, c.claim_b, a.day, ad.key, a.id, b.day, bd.key, b.id,
           c.reasons, EXISTS (SELECT 1 FROM review r WHERE r.conflict_id = c.id)
         FROM conflict c
         JOIN statement a ON a.seq = c.statement_a JOIN document ad ON ad.id = a.document_id
         JOIN statement b ON b.seq = c.statement_b JOIN document bd ON bd.id = b.document_id
         WHERE {condition} ORDER BY c.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([value], |row| {
        let reasons: String = row.get(11)?;
        let receipt = |from: usize| -> rusqlite::Result<Receipt> {
            Ok(Receipt {
                day: date(row, from)?,
                document: row.get(from + 1)?,
                statement: row.get(from + 2)?,
            })
        };
        Ok(ShownConflict {
            id: row.get(0)?,
            kind: word(row, 1)?,
            score: row.get(2)?,
            claim_a: row.get(3)?,
            claim_b: row.get(4)?,
            a: receipt(5)?,
            b: receipt(8)?,
            reasons: serde_json::from_str(&reasons).unwrap_or_default(),
            reviewed: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A row of [`read_statements`], without its article.
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
        embedded: row.get(10)?,
        day: date(row, 11)?,
        document_id: row.get(12)?,
        content: row.get(13)?,
        certainty: row.get(14)?,
        parent: row.get(15)?,
        cue: row.get(16)?,
        article: Arc::default(),
        figures: Vec::new(),
    })
}

/// Where the words of a row of [`read_statements`] stand, where they are not kept in it.
fn span(row: &Row<'_>) -> rusqlite::Result<Option<Span>> {
    const CONTENT: usize = 13;
    const SPANS: usize = 17;
    if !text(row, CONTENT)?.is_empty() {
        return Ok(None);
    }
    let spans: Vec<Span> = serde_json::from_str(text(row, SPANS)?)
        .map_err(|why| rusqlite::Error::FromSqlConversionFailure(SPANS, Type::Text, why.into()))?;
    Ok(spans.first().copied())
}

/// The words of statement `s` in document `d`, in SQL: kept, or cut out of the text.
pub(super) fn content(s: &str, d: &str) -> String {
    let end = |which: u8| format!("json_extract({s}.spans, '$[0][{which}]')");
    let (start, end) = (end(0), end(1));
    format!(
        "CASE {s}.content WHEN '' THEN substr({d}.text, {start} + 1, {end} - {start}) ELSE {s}.content END"
    )
}

/// "?1, ?2, …": placeholders from `first` on.
fn places(first: usize, count: usize) -> String {
    let list: Vec<String> = (first..first + count).map(|n| format!("?{n}")).collect();
    list.join(", ")
}

/// A word of one of our vocabularies.
pub(super) fn word<T: FromStr<Err = String>>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    text(row, index)?.parse().map_err(|why: String| {
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, why.into())
    })
}

/// An ISO day.
fn date(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    if row.get_ref(index)? == ValueRef::Null {
        return Ok(None);
    }
    let parsed = text(row, index)?.parse::<NaiveDate>();
    let failure =
        |why: ParseError| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, why.into());
    parsed.map(Some).map_err(failure)
}

/// A text as it stands in the row.
fn text<'r>(row: &'r Row<'_>, index: usize) -> rusqlite::Result<&'r str> {
    let value = row.get_ref(index)?;
    value.as_str().map_err(|why| {
        rusqlite::Error::FromSqlConversionFailure(index, value.data_type(), why.into())
    })
}

/// A count of code points.
fn offset(row: &Row<'_>, index: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(index)?;
    usize::try_from(number).map_err(|_| {
        let why = FromSqlError::OutOfRange(number);
        rusqlite::Error::FromSqlConversionFailure(index, Type::Integer, why.into())
    })
}
