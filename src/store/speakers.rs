//! Mentions of speakers, the speakers they make up, and what people decided about them.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::clock::now;
use super::error::Result;
use super::lookup::{Lookup, content, word};
use super::rows::{DecisionRow, MentionRow, NewDecision, SaidBy, SpeakerId, StatementRow};
use super::{Store, Tx};
use crate::language::arabic::fold::folded;
use crate::statement::SpeakerKind;

impl Tx<'_> {
    /// The mentions of a block, in the order in which they were stored, each with its row number.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn mentions_in(&self, block: i64) -> Result<Vec<(i64, MentionRow)>> {
        self.mentions_where("block = ?1", Some(block))
    }

    /// Every mention, in the order in which they were stored, each with its row number.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn mentions(&self) -> Result<Vec<(i64, MentionRow)>> {
        self.mentions_where("?1 IS NULL", None)
    }

    fn mentions_where(
        &self,
        condition: &str,
        value: Option<i64>,
    ) -> Result<Vec<(i64, MentionRow)>> {
        let sql = format!(
            "SELECT id, block, alias, kind, country, office, document, speaker_id, statements
             FROM mention WHERE {condition} ORDER BY id"
        );
        let mut query = self.connection().prepare_cached(&sql)?;
        let rows = query.query_map([value], |row| {
            let mention = MentionRow {
                block: row.get(1)?,
                alias: row.get(2)?,
                kind: word(row, 3)?,
                country: row.get(4)?,
                office: row.get(5)?,
                document: row.get(6)?,
                speaker: row.get(7)?,
                statements: row.get(8)?,
            };
            Ok((row.get(0)?, mention))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The blocks in which a speaker's mentions stand, ascending.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn blocks_of(&self, speaker: SpeakerId) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT block FROM mention WHERE speaker_id = ?1 ORDER BY block";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map([speaker], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// True where statements are stored and no mention is: the file is older than mentions.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn lacks_mentions(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM statement) AND NOT EXISTS (SELECT 1 FROM mention)";
        Ok(self.connection().query_row(sql, [], |row| row.get(0))?)
    }

    /// Who said each statement and how, as far as identity needs it: of one speaker, or of all.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn said_by(&self, speaker: Option<SpeakerId>) -> Result<Vec<SaidBy>> {
        // the planner takes the index only where the condition is plain
        let whose = match speaker {
            Some(_) => "s.speaker_id = ?1",
            None => "?1 IS NULL",
        };
        let sql = format!(
            "SELECT s.seq, s.id, s.speaker_name, sp.kind, s.country, s.role, d.key, s.stance, s.cue, {words}
             FROM statement s JOIN document d ON d.id = s.document_id JOIN speaker sp ON sp.id = s.speaker_id
             WHERE {whose} ORDER BY s.seq",
            words = content("s", "d")
        );
        let mut query = self.connection().prepare_cached(&sql)?;
        let rows = query.query_map([speaker], |row| {
            Ok(SaidBy {
                seq: row.get(0)?,
                id: row.get(1)?,
                name: row.get(2)?,
                kind: word(row, 3)?,
                country: row.get(4)?,
                role: row.get(5)?,
                document: row.get(6)?,
                stance: word(row, 7)?,
                cue: row.get(8)?,
                content: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Stores a mention of a speaker; returns its row number.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_mention(&self, mention: &MentionRow) -> Result<i64> {
        let sql = "INSERT INTO mention (block, speaker_id, alias, kind, country, office, document, statements)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let m = mention;
        self.connection().prepare_cached(sql)?.execute(params![
            m.block,
            m.speaker,
            m.alias,
            m.kind.as_str(),
            m.country,
            m.office,
            m.document,
            m.statements
        ])?;
        Ok(self.connection().last_insert_rowid())
    }

    /// Takes a stored mention for another speaker's.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn give_mention(&self, mention: i64, speaker: SpeakerId) -> Result<()> {
        let sql = "UPDATE mention SET speaker_id = ?2 WHERE id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute((mention, speaker))?;
        Ok(())
    }

    /// Notes how many statements name their speaker so.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn count_mention(&self, mention: i64, statements: i64) -> Result<()> {
        let sql = "UPDATE mention SET statements = ?2 WHERE id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute((mention, statements))?;
        Ok(())
    }

    /// Forgets a mention that no statement makes.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_mention(&self, mention: i64) -> Result<()> {
        let sql = "DELETE FROM mention WHERE id = ?1";
        self.connection().prepare_cached(sql)?.execute([mention])?;
        Ok(())
    }

    /// Makes all that one speaker said another one's, and forgets the one.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn move_speaker(&self, from: SpeakerId, into: SpeakerId) -> Result<()> {
        for sql in [
            "UPDATE statement SET speaker_id = ?2 WHERE speaker_id = ?1",
            "UPDATE claim SET speaker_id = ?2 WHERE speaker_id = ?1",
            "UPDATE mention SET speaker_id = ?2 WHERE speaker_id = ?1",
        ] {
            self.connection()
                .prepare_cached(sql)?
                .execute((from, into))?;
        }
        self.forget_speaker(from)
    }

    /// Makes a statement somebody else's, and the claim that it stands for.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn move_statement(&self, seq: i64, into: SpeakerId) -> Result<()> {
        for sql in [
            "UPDATE statement SET speaker_id = ?2 WHERE seq = ?1",
            "UPDATE claim SET speaker_id = ?2 WHERE statement_seq = ?1",
        ] {
            self.connection()
                .prepare_cached(sql)?
                .execute((seq, into))?;
        }
        Ok(())
    }

    /// Forgets a speaker who said nothing.
    ///
    /// # Errors
    /// When something is still said by this speaker.
    pub fn forget_speaker(&self, speaker: SpeakerId) -> Result<()> {
        // tenures and aliases go with it
        let sql = "DELETE FROM speaker WHERE id = ?1";
        self.connection().prepare_cached(sql)?.execute([speaker])?;
        Ok(())
    }

    /// Forgets every speaker who said nothing.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn forget_silent_speakers(&self) -> Result<()> {
        let sql = "DELETE FROM speaker WHERE id NOT IN (SELECT speaker_id FROM mention)
                     AND id NOT IN (SELECT speaker_id FROM statement) AND id NOT IN (SELECT speaker_id FROM claim)";
        self.connection().execute(sql, [])?;
        Ok(())
    }

    /// A new speaker without any alias yet.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn new_speaker(
        &self,
        name: &str,
        kind: SpeakerKind,
        country: Option<&str>,
    ) -> Result<SpeakerId> {
        let sql = "INSERT INTO speaker (name, kind, country) VALUES (?1, ?2, ?3)";
        self.connection()
            .prepare_cached(sql)?
            .execute((name, kind.as_str(), country))?;
        Ok(self.connection().last_insert_rowid())
    }

    /// Replaces a speaker's spellings: each with the reason why it is this speaker's.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn set_aliases(&self, speaker: SpeakerId, aliases: &[(String, String)]) -> Result<()> {
        let sql = "DELETE FROM speaker_alias WHERE speaker_id = ?1";
        self.connection().prepare_cached(sql)?.execute([speaker])?;
        for (alias, reason) in aliases {
            self.add_alias(speaker, alias, &folded(alias), reason)?;
        }
        Ok(())
    }

    /// Works out anew in which offices a speaker was seen, and when.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn see_tenures_anew(&self, speaker: SpeakerId) -> Result<()> {
        for sql in [
            "DELETE FROM tenure WHERE speaker_id = ?1",
            "INSERT INTO tenure (office_id, speaker_id, first_seen, last_seen)
             SELECT office_id, speaker_id, min(day), max(day) FROM statement
             WHERE speaker_id = ?1 AND office_id IS NOT NULL AND speaker_name IS NOT role
             GROUP BY office_id, speaker_id",
        ] {
            self.connection().prepare_cached(sql)?.execute([speaker])?;
        }
        Ok(())
    }

    /// Notes that a statement denies what somebody said, and who that is.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_denial(&self, statement: &str, author: Option<&str>) -> Result<()> {
        let sql =
            "INSERT INTO denial (statement_seq, author) SELECT seq, ?2 FROM statement WHERE id = ?1
                   ON CONFLICT DO NOTHING";
        self.connection()
            .prepare_cached(sql)?
            .execute((statement, author))?;
        Ok(())
    }

    /// What people decided on who is who, in the order in which they did.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn speaker_decisions(&self) -> Result<Vec<DecisionRow>> {
        let sql = "SELECT verdict, mentions, other_mentions, blocks, reviewer, note FROM speaker_decision ORDER BY id";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map([], |row| {
            let list = |index: usize| -> rusqlite::Result<String> { row.get(index) };
            Ok(DecisionRow {
                verdict: word(row, 0)?,
                one: serde_json::from_str(&list(1)?).unwrap_or_default(),
                other: serde_json::from_str(&list(2)?).unwrap_or_default(),
                blocks: serde_json::from_str(&list(3)?).unwrap_or_default(),
                reviewer: row.get(4)?,
                note: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records a decision. Earlier ones stay.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_decision(&self, new: &NewDecision<'_>) -> Result<()> {
        let sql = "INSERT INTO speaker_decision (verdict, name, other_name, mentions, other_mentions, blocks, reviewer,
                     note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let json = |list: &[String]| serde_json::json!(list).to_string();
        let row = new.row;
        self.connection().prepare_cached(sql)?.execute(params![
            row.verdict.as_str(),
            new.name,
            new.other_name,
            json(&row.one),
            json(&row.other),
            serde_json::json!(row.blocks).to_string(),
            row.reviewer,
            row.note,
            now()
        ])?;
        Ok(())
    }

    /// The claims in which speakers' statements stand, by id.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn claims_of(&self, speakers: &[SpeakerId]) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT claim_id FROM statement WHERE speaker_id = ?1";
        let mut query = self.connection().prepare_cached(sql)?;
        let mut claims = BTreeSet::new();
        for speaker in speakers {
            let mut rows = query.query([speaker])?;
            while let Some(row) = rows.next()? {
                claims.insert(row.get(0)?);
            }
        }
        Ok(claims.into_iter().collect())
    }

    /// The statements of present documents in which claims appear, in the order they were stored.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn appearances(&self, claims: &[String]) -> Result<Vec<StatementRow>> {
        let sql =
            "SELECT s.id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
                   WHERE s.claim_id = ?1";
        let mut query = self.connection().prepare_cached(sql)?;
        let mut ids: Vec<String> = Vec::new();
        for claim in claims {
            let rows = query.query_map([claim], |row| row.get(0))?;
            ids.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        self.statement_rows(&ids)
    }

    /// The claim that a statement is an appearance of, where it is stored.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn claim_of_statement(&self, statement: &str) -> Result<Option<String>> {
        let sql = "SELECT claim_id FROM statement WHERE id = ?1";
        let mut query = self.connection().prepare_cached(sql)?;
        Ok(query.query_row([statement], |row| row.get(0)).optional()?)
    }

    /// Makes a statement an appearance of a claim; the claim that has its id is shown by it.
    ///
    /// # Errors
    /// When the claim is not stored.
    pub fn set_claim(&self, statement: &str, claim: &str) -> Result<()> {
        let sql = "UPDATE statement SET claim_id = ?2 WHERE id = ?1 AND claim_id <> ?2";
        self.connection()
            .prepare_cached(sql)?
            .execute((statement, claim))?;
        let sql = "UPDATE claim SET (statement_seq, speaker_id) =
                     (SELECT seq, speaker_id FROM statement WHERE id = ?1) WHERE id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute([statement])?;
        Ok(())
    }

    /// Forgets claims among these that nothing appears as any more.
    ///
    /// # Errors
    /// When a conflict names one of them.
    pub fn forget_empty_claims(&self, claims: &[String]) -> Result<()> {
        let sql = "DELETE FROM claim WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM statement WHERE claim_id = ?1)";
        let mut query = self.connection().prepare_cached(sql)?;
        for claim in claims {
            query.execute([claim])?;
        }
        Ok(())
    }
}

/// A speaker as people tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSpeaker {
    /// Row number.
    pub id: SpeakerId,
    /// The name shown.
    pub name: String,
    /// State it speaks for.
    pub country: Option<String>,
    /// How many statements it made.
    pub statements: i64,
    /// True where the name shown was asked for, and not another spelling.
    pub by_name: bool,
}

impl Store {
    /// The speakers with this id, name or spelling, whoever said most first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn find_speakers(&self, wanted: &str) -> Result<Vec<FoundSpeaker>> {
        let sql = "SELECT s.id, s.name, s.country, (SELECT count(*) FROM statement t WHERE t.speaker_id = s.id) AS n
                   FROM speaker s
                   WHERE s.id = ?1 OR s.id IN (SELECT speaker_id FROM speaker_alias WHERE folded = ?2)
                   ORDER BY n DESC, s.id";
        let plain = folded(wanted.trim());
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map((wanted.trim().parse::<i64>().ok(), &plain), |row| {
            let name: String = row.get(1)?;
            Ok(FoundSpeaker {
                id: row.get(0)?,
                by_name: folded(&name) == plain,
                name,
                country: row.get(2)?,
                statements: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// What the full-text index of names should hold.
const NAMES: &str = "WITH names (id, folded) AS (
    SELECT speaker_id, group_concat(folded, ' ')
    FROM (SELECT speaker_id, folded FROM speaker_alias ORDER BY speaker_id, alias) GROUP BY speaker_id)";

/// Brings the full-text index of names up to the spellings on record: what changed is entered anew, the rest stays.
///
/// Names change where speakers are worked out anew, many times in a run; the index is for readers, so once at the end of
/// a run is enough.
pub(super) fn index_names(conn: &Connection) -> rusqlite::Result<()> {
    let changed = format!(
        "{NAMES} DELETE FROM speaker_fts WHERE rowid IN (
           SELECT f.rowid FROM speaker_fts f LEFT JOIN names n ON n.id = f.rowid WHERE n.folded IS NOT f.names_folded)"
    );
    conn.execute(&changed, [])?;
    let missing = format!(
        "{NAMES} INSERT INTO speaker_fts (rowid, names_folded)
         SELECT id, folded FROM names WHERE id NOT IN (SELECT rowid FROM speaker_fts)"
    );
    conn.execute(&missing, [])?;
    Ok(())
}

/// How many speakers the index of names has otherwise than they are on record.
pub(super) fn names_out_of_date(conn: &Connection) -> rusqlite::Result<i64> {
    let sql = format!(
        "{NAMES} SELECT
           (SELECT count(*) FROM speaker_fts f LEFT JOIN names n ON n.id = f.rowid WHERE n.folded IS NOT f.names_folded)
           + (SELECT count(*) FROM names WHERE id NOT IN (SELECT rowid FROM speaker_fts))"
    );
    conn.query_row(&sql, [], |row| row.get(0))
}
