//! What the rows of the tables promise each other: counts that are kept, pointers that mean something, nothing without
//! what it is there for. Each check is a query that finds what is wrong and the statements that mend it.

use rusqlite::Connection;

use super::{CountMentions, Finding, Found, Health, is_held};
use crate::store::Tx;
use crate::store::error::Result;
use crate::store::lock::LockState;

/// A check in SQL.
pub(super) struct RowCheck {
    /// Its name.
    pub(super) name: &'static str,
    sound: &'static str,
    wrong: &'static str,
    /// Finds what is wrong, one row each, with something to know it by.
    find: &'static str,
    /// Mends it.
    mend: &'static [&'static str],
}

/// In the order in which one mends what another one needs.
pub(super) const CHECKS: &[RowCheck] = &[
    RowCheck {
        name: "current versions",
        sound: "every article has exactly one current version",
        wrong: "articles have no current version, or several",
        find: "SELECT key FROM document GROUP BY key HAVING sum(current) <> 1 ORDER BY key",
        mend: &[
            "UPDATE document SET current = 0 WHERE current = 1 AND version <
               (SELECT max(l.version) FROM document l WHERE l.key = document.key AND l.current = 1)",
            "UPDATE document SET current = 1 WHERE id IN (
               SELECT d.id FROM document d
               WHERE NOT EXISTS (SELECT 1 FROM document c WHERE c.key = d.key AND c.current = 1)
                 AND d.version = (SELECT max(l.version) FROM document l WHERE l.key = d.key))",
        ],
    },
    RowCheck {
        name: "near copies",
        sound: "every group of near copies is led by one article",
        wrong: "groups of near copies are not led by one of them",
        find: "SELECT CAST(n.document_id AS TEXT) FROM near_copy n
               LEFT JOIN near_copy o ON o.document_id = n.original_id
               WHERE o.original_id IS NOT n.original_id ORDER BY n.document_id",
        mend: &[
            "INSERT INTO near_copy (document_id, original_id)
             SELECT DISTINCT n.original_id, n.original_id FROM near_copy n
             WHERE n.original_id NOT IN (SELECT document_id FROM near_copy)",
            // a chain becomes one group: whoever ends it leads
            "WITH RECURSIVE way (document, original) AS (
               SELECT document_id, original_id FROM near_copy
               UNION
               SELECT w.document, n.original_id FROM way w JOIN near_copy n ON n.document_id = w.original
             )
             UPDATE near_copy SET original_id =
               (SELECT min(w.original) FROM way w WHERE w.document = near_copy.document_id)",
            "WITH RECURSIVE way (document, original) AS (
               SELECT document_id, original_id FROM near_copy
               UNION
               SELECT w.document, n.original_id FROM way w JOIN near_copy n ON n.document_id = w.original
             )
             UPDATE near_copy SET original_id =
               (SELECT min(w.original) FROM way w WHERE w.document = near_copy.document_id)",
        ],
    },
    RowCheck {
        name: "claims without statements",
        sound: "every claim appears somewhere",
        wrong: "claims appear nowhere",
        find: "SELECT c.id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.claim_id = c.id) ORDER BY c.id",
        mend: &[
            "DELETE FROM conflict WHERE claim_a NOT IN (SELECT claim_id FROM statement)
               OR claim_b NOT IN (SELECT claim_id FROM statement)",
            "DELETE FROM claim WHERE id NOT IN (SELECT claim_id FROM statement)",
        ],
    },
    RowCheck {
        name: "first statements",
        sound: "every claim is shown by a statement of its own",
        wrong: "claims are shown by no statement, or by another claim's",
        find: "SELECT c.id FROM claim c LEFT JOIN statement s ON s.seq = c.statement_seq
               WHERE s.claim_id IS NOT c.id ORDER BY c.id",
        mend: &["UPDATE claim SET statement_seq = (
                   SELECT s.seq FROM statement s WHERE s.claim_id = claim.id
                   ORDER BY s.id <> claim.id, s.certainty DESC, s.day IS NULL, s.day, s.id LIMIT 1)
                 WHERE id IN (
                   SELECT c.id FROM claim c LEFT JOIN statement s ON s.seq = c.statement_seq
                   WHERE s.claim_id IS NOT c.id)"],
    },
    RowCheck {
        name: "speakers of claims",
        sound: "every claim has the speaker of its first statement",
        wrong: "claims have another speaker than their first statement",
        find: "SELECT c.id FROM claim c JOIN statement s ON s.seq = c.statement_seq
               WHERE s.speaker_id <> c.speaker_id ORDER BY c.id",
        mend: &["UPDATE claim SET speaker_id = s.speaker_id FROM statement s
                 WHERE s.seq = claim.statement_seq AND s.speaker_id <> claim.speaker_id"],
    },
    RowCheck {
        name: "statements of conflicts",
        sound: "every conflict shows statements of its two claims",
        wrong: "conflicts show a statement that is not of their claim",
        find: "SELECT k.id FROM conflict k JOIN statement a ON a.seq = k.statement_a JOIN statement b ON b.seq = k.statement_b
               WHERE a.claim_id <> k.claim_a OR b.claim_id <> k.claim_b ORDER BY k.id",
        mend: &[
            "UPDATE conflict SET statement_a = coalesce((
               SELECT s.seq FROM statement s JOIN document d ON d.id = s.document_id WHERE s.claim_id = conflict.claim_a
               ORDER BY d.current DESC, s.certainty DESC, s.day IS NULL, s.day, s.id LIMIT 1), statement_a)
             WHERE claim_a <> (SELECT s.claim_id FROM statement s WHERE s.seq = conflict.statement_a)",
            "UPDATE conflict SET statement_b = coalesce((
               SELECT s.seq FROM statement s JOIN document d ON d.id = s.document_id WHERE s.claim_id = conflict.claim_b
               ORDER BY d.current DESC, s.certainty DESC, s.day IS NULL, s.day, s.id LIMIT 1), statement_b)
             WHERE claim_b <> (SELECT s.claim_id FROM statement s WHERE s.seq = conflict.statement_b)",
        ],
    },
    RowCheck {
        name: "topics without claims",
        sound: "every topic has claims",
        wrong: "topics have no claims",
        find: "SELECT t.id FROM topic t WHERE NOT EXISTS (SELECT 1 FROM topic_claim c WHERE c.topic_id = t.id) ORDER BY t.id",
        mend: &["DELETE FROM topic WHERE id NOT IN (SELECT topic_id FROM topic_claim)"],
    },
    RowCheck {
        name: "topics of conflicts",
        sound: "every conflict is on the topic that its claims share",
        wrong: "conflicts are not on the topic that their claims share",
        find: "SELECT k.id FROM conflict k WHERE k.topic_id IS NOT (
                 SELECT min(a.topic_id) FROM topic_claim a
                 JOIN topic_claim b ON b.topic_id = a.topic_id AND b.claim_id = k.claim_b
                 WHERE a.claim_id = k.claim_a) ORDER BY k.id",
        mend: &["UPDATE conflict SET topic_id = (
                   SELECT min(a.topic_id) FROM topic_claim a
                   JOIN topic_claim b ON b.topic_id = a.topic_id AND b.claim_id = conflict.claim_b
                   WHERE a.claim_id = conflict.claim_a)"],
    },
    RowCheck {
        name: "silent speakers",
        sound: "every speaker said something",
        wrong: "speakers said nothing",
        find: "SELECT name FROM speaker WHERE id NOT IN (SELECT speaker_id FROM mention)
               AND id NOT IN (SELECT speaker_id FROM statement) AND id NOT IN (SELECT speaker_id FROM claim) ORDER BY id",
        mend: &["DELETE FROM speaker WHERE id NOT IN (SELECT speaker_id FROM mention)
                 AND id NOT IN (SELECT speaker_id FROM statement) AND id NOT IN (SELECT speaker_id FROM claim)"],
    },
    RowCheck {
        name: "terms of office",
        sound: "the days of every office are those of its statements",
        wrong: "the days in office are not those of the statements",
        find: "WITH seen (office, speaker, first, last) AS (
                 SELECT office_id, speaker_id, min(day), max(day) FROM statement
                 WHERE office_id IS NOT NULL AND speaker_name IS NOT role GROUP BY office_id, speaker_id),
               kept (office, speaker, first, last) AS (SELECT office_id, speaker_id, first_seen, last_seen FROM tenure),
               wrong (office, speaker) AS (
                 SELECT office, speaker FROM (SELECT * FROM seen EXCEPT SELECT * FROM kept)
                 UNION SELECT office, speaker FROM (SELECT * FROM kept EXCEPT SELECT * FROM seen))
               SELECT coalesce(o.name, 'office ' || w.office) || ': ' || coalesce(s.name, 'speaker ' || w.speaker)
               FROM wrong w LEFT JOIN office o ON o.id = w.office LEFT JOIN speaker s ON s.id = w.speaker
               ORDER BY w.office, w.speaker",
        mend: &[
            "DELETE FROM tenure",
            "INSERT INTO tenure (office_id, speaker_id, first_seen, last_seen)
             SELECT office_id, speaker_id, min(day), max(day) FROM statement
             WHERE office_id IS NOT NULL AND speaker_name IS NOT role GROUP BY office_id, speaker_id",
        ],
    },
    RowCheck {
        name: "counts of mentions",
        sound: "every speaker's mentions are counted",
        wrong: "speakers' mentions are counted wrong",
        find: "SELECT s.name FROM speaker s
               WHERE (SELECT coalesce(sum(m.statements), 0) FROM mention m WHERE m.speaker_id = s.id)
                 <> (SELECT count(*) FROM statement t WHERE t.speaker_id = s.id) ORDER BY s.id",
        // by mend_mentions, which knows what tells mentions apart
        mend: &[],
    },
    RowCheck {
        name: "counts of runs",
        sound: "the log counts the documents that each run brought",
        wrong: "the log counts fewer documents than a run brought",
        find: "SELECT 'run ' || r.id FROM run r WHERE r.outcome IN ('done', 'stopped')
               AND r.documents_added + r.documents_changed < (SELECT count(*) FROM document d WHERE d.run_id = r.id)
               ORDER BY r.id",
        mend: &["UPDATE run SET
                   documents_added = (SELECT count(*) FROM document d WHERE d.run_id = run.id AND d.version = 1),
                   documents_changed = max(documents_changed,
                     (SELECT count(*) FROM document d WHERE d.run_id = run.id AND d.version > 1))
                 WHERE outcome IN ('done', 'stopped') AND documents_added + documents_changed
                   < (SELECT count(*) FROM document d WHERE d.run_id = run.id)"],
    },
];

/// What mends whatever can be mended.
const REPAIR: &str = "gainsay doctor --repair works it out from the rest";

impl RowCheck {
    /// Looks for what is wrong.
    pub(super) fn find(&self, conn: &Connection) -> Result<Finding> {
        let found = Found::rows(conn, self.find)?;
        Ok(Finding::of(self.name, self.sound, self.wrong, found).advise(REPAIR))
    }

    /// False where something else mends it.
    pub(super) fn is_mended(&self) -> bool {
        !self.mend.is_empty()
    }

    /// Looks for what is wrong and mends it.
    pub(super) fn mend(&self, conn: &Connection) -> Result<Finding> {
        let found = self.find(conn)?;
        if !found.is_wrong() {
            return Ok(found);
        }
        for sql in self.mend {
            conn.execute(sql, [])?;
        }
        let again = self.find(conn)?;
        Ok(if again.is_wrong() {
            again.advise(super::COPY)
        } else {
            found.mended()
        })
    }
}

const MENTIONS: &str = "counts of mentions";

/// Counts the mentions of statements anew.
pub(super) fn mend_mentions(tx: &Tx<'_>, count: CountMentions) -> Result<Finding> {
    let mut wrong = 0;
    for (row, kept, real) in count(tx)? {
        if kept != real {
            tx.count_mention(row, real)?;
            wrong += 1;
        }
    }
    Ok(match wrong {
        0 => Finding::sound(MENTIONS, "every mention counts the statements that make it"),
        count => Finding {
            count,
            ..Finding::new(MENTIONS, Health::Mended, "mentions were counted anew")
        },
    })
}

const RUNS: &str = "unfinished runs";

/// Runs that did not end, where none is under way.
pub(super) fn unfinished(conn: &Connection, lock: &LockState) -> Result<Finding> {
    let found = open_runs(conn)?;
    if is_held(lock) {
        return Ok(Finding::sound(RUNS, "one run is under way"));
    }
    Ok(Finding::of(
        RUNS,
        "every run ended",
        "runs were cut off and nobody said so",
        found,
    )
    .advise("the next run notes it, and does what is left to do; so does gainsay doctor --repair"))
}

fn open_runs(conn: &Connection) -> Result<Found> {
    let sql =
        "SELECT 'run ' || id || ' of ' || started_at FROM run WHERE outcome IS NULL ORDER BY id";
    Found::rows(conn, sql)
}

/// Notes that runs were cut off; the caller holds the lock, so none is under way.
pub(super) fn close_runs(conn: &Connection) -> Result<Finding> {
    let found = open_runs(conn)?;
    conn.execute(
        "UPDATE run SET outcome = 'killed' WHERE outcome IS NULL",
        [],
    )?;
    let finding = Finding::of(RUNS, "every run ended", "runs were cut off", found);
    Ok(if finding.is_wrong() {
        finding.mended()
    } else {
        finding
    })
}

/// Reviews of conflicts that are not there: they stay, and find their conflict when it is found again.
pub(super) fn reviews(conn: &Connection) -> Result<Finding> {
    let sql = "SELECT DISTINCT r.conflict_id FROM review r
               WHERE NOT EXISTS (SELECT 1 FROM conflict k WHERE k.id = r.conflict_id) ORDER BY 1";
    let found = Found::rows(conn, sql)?;
    let mut finding = Finding::of(
        "reviews",
        "every conflict that was reviewed is there",
        "conflicts that were reviewed are not found any more",
        found,
    );
    if finding.is_wrong() {
        finding.state = Health::Note;
    }
    Ok(finding
        .advise("nothing: the verdicts are kept, and count again when the conflict is found again"))
}

/// Corrections of statements that are not there: they stay, and hold when their statement is read again.
pub(super) fn corrections(conn: &Connection) -> Result<Finding> {
    let sql = "SELECT DISTINCT statement FROM corrections WHERE counts AND NOT applies ORDER BY 1";
    let found = Found::rows(conn, sql)?;
    let mut finding = Finding::of(
        "corrections",
        "every statement that was corrected is there",
        "statements that were corrected are not in the present articles any more",
        found,
    );
    if finding.is_wrong() {
        finding.state = Health::Note;
    }
    Ok(finding.advise(
        "nothing: the corrections are kept, and hold again when the statement is read again",
    ))
}
