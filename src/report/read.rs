//! Reads reports and records through the query layer.
//!
//! The queries are the files in `sql/`, bound by name; a parameter that a query does not know is left
//! out, so that one [`Filter`] serves them all.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Connection, Row, Statement as Query};
use serde_json::{Map, Value};

use super::record::{ConflictRecord, Content, StatementRecord, round};
use super::{Claim, Flag, Position, Report, Side, Topic, Totals, Witness};
use crate::hex::hex;
use crate::language::arabic::fold::folded;
use crate::statement::{ConflictKind, Stance, Verdict};

const TOTALS: &str = include_str!("../../sql/report_totals.sql");
const CONFLICTS: &str = include_str!("../../sql/report_conflicts.sql");
const CLAIMS: &str = include_str!("../../sql/report_claims.sql");
const STATEMENTS: &str = include_str!("../../sql/report_statements.sql");

/// What to show; a field that is `None` shows everything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Said, or else published, on this day or later; what is undated stays in.
    pub since: Option<NaiveDate>,
    /// Said, or else published, on this day or earlier; what is undated stays in.
    pub until: Option<NaiveDate>,
    /// Id of a topic.
    pub topic: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
    /// Kind of conflict.
    pub kind: Option<ConflictKind>,
    /// Least score, 0 to 1.
    pub min_score: Option<f64>,
    /// Part of a speaker's name, in any spelling.
    pub speaker: Option<String>,
    /// Most records.
    pub limit: Option<u32>,
    /// In reports: only what a reviewer confirmed last.
    pub reviewed: bool,
}

impl Filter {
    /// Binds the parameters that the query asks for.
    fn bind(&self, query: &mut Query<'_>) -> rusqlite::Result<()> {
        for index in 1..=query.parameter_count() {
            let name = query.parameter_name(index).unwrap_or_default().to_owned();
            match name.as_str() {
                ":since" => query.raw_bind_parameter(index, self.since.map(|day| day.to_string())),
                ":until" => query.raw_bind_parameter(index, self.until.map(|day| day.to_string())),
                ":topic" => query.raw_bind_parameter(index, &self.topic),
                ":country" => query.raw_bind_parameter(index, &self.country),
                ":kind" => query.raw_bind_parameter(index, self.kind.map(ConflictKind::as_str)),
                ":min_score" => query.raw_bind_parameter(index, self.min_score),
                ":speaker" => query.raw_bind_parameter(index, self.speaker.as_deref().map(folded)),
                ":limit" => query.raw_bind_parameter(index, self.limit.map_or(-1, i64::from)),
                _ => Ok(()),
            }?;
        }
        Ok(())
    }
}

/// Hands every statement that passes the filter to `each`, in the order of sql/report_statements.sql.
pub fn statements(
    db: &Connection,
    filter: &Filter,
    mut each: impl FnMut(StatementRecord) -> Result<()>,
) -> Result<()> {
    let mut query = db.prepare(STATEMENTS)?;
    filter.bind(&mut query)?;
    let mut rows = query.raw_query();
    while let Some(row) = rows.next()? {
        each(statement(row, "")?)?;
    }
    Ok(())
}

/// Hands every conflict that passes the filter to `each`, strongest first.
pub fn conflicts(
    db: &Connection,
    filter: &Filter,
    mut each: impl FnMut(ConflictRecord) -> Result<()>,
) -> Result<()> {
    each_conflict(db, filter, |row| each(conflict(row)?))
}

/// One statement of a claim, in its article.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The statement.
    pub statement: StatementRecord,
    /// The article.
    pub witness: Witness,
    /// Day of the saying, else of publication.
    pub day: Option<NaiveDate>,
    /// True for the statement that stands for the claim.
    pub chosen: bool,
}

/// Every statement of present articles in which a claim appears, the earliest published first.
pub fn appearances(db: &Connection, claim: &str) -> Result<Vec<Appearance>> {
    let mut query = db.prepare_cached(CLAIMS)?;
    let none: Option<&str> = None;
    let mut rows =
        query.query(rusqlite::named_params! {":topic": none, ":a": claim, ":b": none})?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let statement = statement(row, "")?;
        found.push(Appearance {
            witness: witness(row, &statement)?,
            day: day(row, "day")?,
            chosen: row.get::<_, Option<bool>>("chosen")?.unwrap_or(false),
            statement,
        });
    }
    Ok(found)
}

/// Hands every row of a query file to `each`, keyed by column.
pub fn rows(
    db: &Connection,
    sql: &str,
    filter: &Filter,
    mut each: impl FnMut(Map<String, Value>) -> Result<()>,
) -> Result<()> {
    let mut query = db.prepare(sql)?;
    let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
    filter.bind(&mut query)?;
    let mut rows = query.raw_query();
    while let Some(row) = rows.next()? {
        let mut record = Map::new();
        for (index, column) in columns.iter().enumerate() {
            record.insert(column.clone(), value(row, index)?);
        }
        each(record)?;
    }
    Ok(())
}

/// One cell as JSON.
pub fn value(row: &Row<'_>, index: usize) -> Result<Value> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(index)? {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        other => cell(other.try_into()?),
    })
}

/// A value as JSON: a blob, which JSON has no word for, as lower-case hex.
pub fn cell(value: crate::store::Value) -> Value {
    use crate::store::Value as Sql;
    match value {
        Sql::Null => Value::Null,
        Sql::Integer(number) => number.into(),
        Sql::Real(number) => number.into(),
        Sql::Text(text) => text.into(),
        Sql::Blob(bytes) => hex(&bytes).into(),
    }
}

/// The report on every conflict that passes the filter and that nobody dismissed.
pub fn report(db: &Connection, filter: &Filter) -> Result<Report> {
    let (mut totals, as_of) = totals(db)?;
    let mut groups: Vec<Group> = Vec::new();
    let mut by_topic: BTreeMap<String, usize> = BTreeMap::new();
    each_conflict(db, filter, |row| {
        let record = conflict(row)?;
        if record.review == Some(Verdict::Dismissed) {
            totals.dismissed += 1;
            return Ok(());
        }
        if filter.reviewed && record.review != Some(Verdict::Confirmed) {
            return Ok(());
        }
        totals.conflicts += 1;
        let known = record
            .topic
            .as_ref()
            .and_then(|id| by_topic.get(id).copied());
        let index = known.unwrap_or(groups.len());
        if known.is_none() {
            let title: Option<String> = row.get("topic_title")?;
            let title = title.unwrap_or_else(|| record.a.content.words());
            by_topic.extend(record.topic.clone().map(|id| (id, index)));
            groups.push(Group {
                id: record.topic,
                title,
                flags: Vec::new(),
            });
        }
        groups[index].flags.push(Flag {
            id: record.id,
            kind: record.kind,
            score: record.score,
            a: row.get("a_claim")?,
            b: row.get("b_claim")?,
            a_speaker: record.a.speaker,
            b_speaker: record.b.speaker,
            reasons: record.reasons,
            review: record.review,
            reviewer: row.get("reviewer")?,
            note: row
                .get::<_, Option<String>>("note")?
                .filter(|n| !n.is_empty()),
        });
        Ok(())
    })?;
    let topics = groups
        .into_iter()
        .map(|group| topic(db, group))
        .collect::<Result<_>>()?;
    Ok(Report {
        totals,
        as_of,
        reviewed: filter.reviewed,
        topics,
    })
}

/// The conflicts of one topic on the way to a [`Topic`].
struct Group {
    id: Option<String>,
    title: String,
    flags: Vec<Flag>,
}

fn topic(db: &Connection, group: Group) -> Result<Topic> {
    let flagged: BTreeSet<&str> = group
        .flags
        .iter()
        .flat_map(|f| [f.a.as_str(), f.b.as_str()])
        .collect();
    let mut claims = BTreeMap::new();
    match &group.id {
        Some(id) => read_claims(db, Some(id), None, &mut claims)?,
        None => {
            let pair = group.flags.first().map(|f| (f.a.as_str(), f.b.as_str()));
            read_claims(db, None, pair, &mut claims)?;
        }
    }
    let mut sides: BTreeMap<Position, Vec<Claim>> = BTreeMap::new();
    for (stance, claim) in claims.into_values() {
        sides.entry(stance.into()).or_default().push(claim);
    }
    let sides = sides
        .into_iter()
        .map(|(position, mut claims)| {
            claims.sort_by_cached_key(|c| {
                let day = c.statement.said_on.or(c.statement.published);
                (
                    !flagged.contains(c.id.as_str()),
                    day.is_none(),
                    day,
                    c.id.clone(),
                )
            });
            Side { position, claims }
        })
        .collect();
    Ok(Topic {
        score: group.flags.first().map_or(0.0, |f| f.score),
        id: group.id,
        title: group.title,
        sides,
        conflicts: group.flags,
    })
}

/// Reads every appearance of every claim and keeps, for each claim, the statement that the store chose
/// to stand for it (else the surest, then the earliest) and all its witnesses.
fn read_claims(
    db: &Connection,
    topic: Option<&str>,
    pair: Option<(&str, &str)>,
    claims: &mut BTreeMap<String, (Stance, Claim)>,
) -> Result<()> {
    let mut query = db.prepare_cached(CLAIMS)?;
    let (a, b) = pair.unzip();
    let mut rows = query.query(rusqlite::named_params! {":topic": topic, ":a": a, ":b": b})?;
    let mut best: BTreeMap<String, (bool, f64)> = BTreeMap::new();
    let mut seen: BTreeMap<String, Independent> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get("claim")?;
        let record = statement(row, "")?;
        let rank = (
            row.get::<_, Option<bool>>("chosen")?.unwrap_or(false),
            record.certainty,
        );
        let witness = witness(row, &record)?;
        let stance: Stance = word(row, "claim_stance")?;
        let claim = claims.entry(id.clone()).or_insert_with(|| {
            let claim = Claim {
                id: id.clone(),
                statement: record.clone(),
                witnesses: Vec::new(),
                independent: 0,
            };
            (stance, claim)
        });
        let seen = seen.entry(id.clone()).or_default();
        seen.papers.insert(row.get("paper")?);
        seen.texts.insert(row.get("text")?);
        claim.1.independent = seen.count();
        let best = best.entry(id).or_insert(rank);
        if rank > *best {
            *best = rank;
            claim.1.statement = record;
        }
        if !claim.1.witnesses.contains(&witness) {
            claim.1.witnesses.push(witness);
        }
    }
    Ok(())
}

/// The papers and the texts in which a claim appears, as the view `corroborations` counts its witnesses.
#[derive(Default)]
struct Independent {
    papers: BTreeSet<i64>,
    texts: BTreeSet<i64>,
}

impl Independent {
    fn count(&self) -> u32 {
        u32::try_from(self.papers.len().min(self.texts.len())).unwrap_or(u32::MAX)
    }
}

/// The article of a statement.
fn witness(row: &Row<'_>, statement: &StatementRecord) -> Result<Witness> {
    Ok(Witness {
        document: statement.document.clone(),
        publisher: row.get("publisher")?,
        title: row.get("document_title")?,
        url: row.get("url")?,
    })
}

/// What the database holds, and when its newest run ended.
fn totals(db: &Connection) -> Result<(Totals, Option<String>)> {
    db.query_row(TOTALS, [], |row| {
        let totals = Totals {
            documents: row.get("documents")?,
            undated_documents: row.get("undated_documents")?,
            statements: row.get("statements")?,
            speakers: row.get("speakers")?,
            ..Totals::default()
        };
        Ok((totals, row.get("as_of")?))
    })
    .context("count what the database holds")
}

fn each_conflict(
    db: &Connection,
    filter: &Filter,
    mut each: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut query = db.prepare(CONFLICTS)?;
    filter.bind(&mut query)?;
    let mut rows = query.raw_query();
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

fn conflict(row: &Row<'_>) -> Result<ConflictRecord> {
    Ok(ConflictRecord {
        id: row.get("id")?,
        kind: word(row, "kind")?,
        score: round(row.get("score")?),
        topic: row.get("topic")?,
        reasons: json(row, "reasons")?,
        review: optional_word(row, "review")?,
        a: statement(row, "a_")?,
        b: statement(row, "b_")?,
    })
}

/// The statement whose columns begin with `prefix`.
fn statement(row: &Row<'_>, prefix: &str) -> Result<StatementRecord> {
    let column = |name: &str| format!("{prefix}{name}");
    Ok(StatementRecord {
        id: row.get(&*column("id"))?,
        document: row.get(&*column("document"))?,
        speaker: row.get(&*column("speaker"))?,
        speaker_kind: word(row, &column("speaker_kind"))?,
        role: row.get(&*column("role"))?,
        country: row.get(&*column("country"))?,
        via: json(row, &column("via"))?,
        cue: row.get(&*column("cue"))?,
        content: Content::new(json(row, &column("fragments"))?),
        spans: json(row, &column("spans"))?,
        mode: word(row, &column("mode"))?,
        stance: word(row, &column("stance"))?,
        said_on: day(row, &column("said_on"))?,
        said_on_basis: word(row, &column("said_on_basis"))?,
        published: day(row, &column("published"))?,
        embedded: row.get(&*column("embedded"))?,
        parent: row.get(&*column("parent"))?,
        certainty: round(row.get(&*column("certainty"))?),
    })
}

/// A word of a closed vocabulary.
fn word<T: std::str::FromStr<Err = String>>(row: &Row<'_>, column: &str) -> Result<T> {
    let word: String = row.get(column)?;
    word.parse()
        .map_err(anyhow::Error::msg)
        .with_context(|| format!("column {column}"))
}

fn optional_word<T: std::str::FromStr<Err = String>>(
    row: &Row<'_>,
    column: &str,
) -> Result<Option<T>> {
    match row.get::<_, Option<String>>(column)? {
        None => Ok(None),
        Some(_) => word(row, column).map(Some),
    }
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).with_context(|| format!("column {column}"))
}

/// An ISO date.
fn day(row: &Row<'_>, column: &str) -> Result<Option<NaiveDate>> {
    row.get::<_, Option<String>>(column)?
        .map(|text| {
            text.parse()
                .with_context(|| format!("column {column}: date {text:?}"))
        })
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::statement::{DateBasis, Mode, Span, SpeakerKind, Statement};
    use crate::store::{Lookup, NewClaim, NewConflict, NewStatement, NewTopic, Store};

    /// Who says what in which document, on which day.
    struct Said(
        &'static str,
        &'static str,
        Stance,
        &'static str,
        Option<NaiveDate>,
    );

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    /// Three documents on one matter, one of them undated; the first claim stands in two of them.
    fn store() -> Store {
        let mut store = Store::in_memory().unwrap();
        let run = store.begin_run("test").unwrap();
        let tx = store.begin().unwrap();
        let said = [
            Said(
                "d1",
                "نادر الصبّاغ",
                Stance::Affirm,
                "الاتفاق موقع",
                day("2024-03-05"),
            ),
            Said(
                "d2",
                "نادر الصبّاغ",
                Stance::Affirm,
                "الاتفاق موقع",
                day("2024-03-06"),
            ),
            Said("d3", "سلمى العطار", Stance::Deny, "الاتفاق", None),
        ];
        for Said(key, speaker, stance, words, published) in said {
            let document = Document {
                id: key.into(),
                text: words.into(),
                title: None,
                publisher: published.map(|day| format!("paper of {day}")),
                url: None,
                published,
                published_raw: None,
                published_basis: None,
                language: "ar".into(),
                author: None,
                metadata: Map::new(),
                hash: key.into(),
            };
            let row = tx.add_document(&document, "", words, &[], run).unwrap();
            let known = tx
                .speakers()
                .unwrap()
                .into_iter()
                .find(|s| s.name == speaker)
                .map(|s| s.id);
            let speaker_id = known.unwrap_or_else(|| {
                tx.add_speaker(speaker, &folded(speaker), SpeakerKind::Person, Some("JO"))
                    .unwrap()
            });
            let claim_id = format!("k{speaker_id}");
            let claim = NewClaim {
                id: &claim_id,
                speaker_id,
                stance,
                title: words,
            };
            tx.add_claim(&claim).unwrap();
            let span = Span::new(0, words.chars().count());
            let statement = Statement {
                id: format!("s-{key}"),
                document: key.into(),
                source: speaker.into(),
                source_span: None,
                speaker: speaker.into(),
                speaker_kind: SpeakerKind::Person,
                role: None,
                country: Some("JO".into()),
                via: Vec::new(),
                cue: "قال".into(),
                cue_span: Span::new(0, 3),
                content: vec![words.into()],
                spans: vec![span],
                mode: Mode::Indirect,
                stance,
                said_on: None,
                said_on_basis: DateBasis::None,
                published,
                embedded: false,
                parent: None,
                certainty: 0.9,
                figures: Vec::new(),
            };
            let new = NewStatement {
                statement: &statement,
                document_id: row.id,
                speaker_id,
                claim_id: &claim_id,
                office_id: None,
                content_folded: words,
                in_text: false,
                day: published,
            };
            tx.add_statement(&new).unwrap();
        }
        let conflict = NewConflict {
            id: "c1",
            kind: ConflictKind::Denial,
            score: 0.812_345,
            claim_a: "k2",
            claim_b: "k1",
            statement_a: "s-d3",
            statement_b: "s-d1",
            reasons: &["one denies it".to_owned()],
        };
        tx.add_conflict(&conflict, run).unwrap();
        let claims = vec!["k1".into(), "k2".into()];
        tx.set_topics(&[NewTopic {
            id: "t1".into(),
            title: "الاتفاق".into(),
            claims,
        }])
        .unwrap();
        tx.commit().unwrap();
        store
    }

    fn found(store: &Store, filter: &Filter) -> Vec<String> {
        let mut ids = Vec::new();
        conflicts(store.connection(), filter, |record| {
            ids.push(record.id);
            Ok(())
        })
        .unwrap();
        ids
    }

    #[test]
    fn a_report_shows_one_claim_with_all_its_witnesses() {
        let store = store();
        let report = report(store.connection(), &Filter::default()).unwrap();
        assert_eq!(
            (report.totals.documents, report.totals.undated_documents),
            (3, 1)
        );
        assert_eq!((report.totals.conflicts, report.topics.len()), (1, 1));
        let topic = &report.topics[0];
        let sides: Vec<_> = topic
            .sides
            .iter()
            .map(|s| (s.position, s.claims.len()))
            .collect();
        assert_eq!(sides, [(Position::Affirms, 1), (Position::Denies, 1)]);
        let claim = &topic.sides[0].claims[0];
        assert_eq!(claim.statement.id, "s-d1");
        let documents: Vec<_> = claim
            .witnesses
            .iter()
            .map(|w| w.document.as_str())
            .collect();
        assert_eq!(documents, ["d1", "d2"]);
        assert_eq!(topic.conflicts[0].score, 0.8123);
        assert_eq!(topic.conflicts[0].a_speaker, "سلمى العطار");
    }

    #[test]
    fn what_a_reviewer_dismissed_leaves_the_report_and_stays_in_the_records() {
        let mut store = store();
        let tx = store.begin().unwrap();
        tx.add_review("c1", Verdict::Dismissed, "amal", "").unwrap();
        tx.commit().unwrap();
        let report = report(store.connection(), &Filter::default()).unwrap();
        assert_eq!((report.totals.conflicts, report.totals.dismissed), (0, 1));
        assert!(report.topics.is_empty());
        assert_eq!(found(&store, &Filter::default()), ["c1"]);
    }

    #[test]
    fn filters_look_at_both_sides() {
        let store = store();
        let all = Filter::default;
        let speaker = |name: &str| Some(name.to_owned());
        for (filter, hit) in [
            (
                Filter {
                    kind: Some(ConflictKind::Denial),
                    ..all()
                },
                true,
            ),
            (
                Filter {
                    kind: Some(ConflictKind::Figure),
                    ..all()
                },
                false,
            ),
            (
                Filter {
                    min_score: Some(0.9),
                    ..all()
                },
                false,
            ),
            (
                Filter {
                    country: speaker("JO"),
                    ..all()
                },
                true,
            ),
            (
                Filter {
                    country: speaker("KZ"),
                    ..all()
                },
                false,
            ),
            (
                Filter {
                    topic: speaker("t1"),
                    ..all()
                },
                true,
            ),
            (
                Filter {
                    topic: speaker("t2"),
                    ..all()
                },
                false,
            ),
            // any spelling: no shadda, and the other way round for the alif
            (
                Filter {
                    speaker: speaker("الصباغ"),
                    ..all()
                },
                true,
            ),
            (
                Filter {
                    speaker: speaker("سلمي ألعطار"),
                    ..all()
                },
                true,
            ),
            (
                Filter {
                    speaker: speaker("مازن"),
                    ..all()
                },
                false,
            ),
            (
                Filter {
                    limit: Some(0),
                    ..all()
                },
                false,
            ),
            // the undated side may be later than any day
            (
                Filter {
                    since: day("2025-01-01"),
                    ..all()
                },
                true,
            ),
        ] {
            assert_eq!(!found(&store, &filter).is_empty(), hit, "{filter:?}");
        }
    }

    #[test]
    fn statements_come_oldest_first_and_undated_last() {
        let store = store();
        let mut ids = Vec::new();
        let filter = Filter {
            kind: Some(ConflictKind::Denial),
            ..Filter::default()
        };
        statements(store.connection(), &filter, |record| {
            ids.push(record.id);
            Ok(())
        })
        .unwrap();
        assert_eq!(ids, ["s-d1", "s-d2", "s-d3"]);
    }
}
