use std::fs;

use rusqlite::Connection;
use serde::Deserialize;

use crate::helper::{ARTICLE, Place};
use crate::shapes::Conflict;

/// One line of `gainsay doctor`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    check: String,
    state: String,
    count: u64,
    what: String,
    examples: Vec<String>,
    advice: Option<String>,
}

/// What the program says where checks found something wrong.
const WRONG: &str =
    "gainsay: something is wrong; gainsay doctor --repair mends what can be mended\n";
/// What it says where mending could not help.
const STILL: &str = "gainsay: what is still wrong cannot be mended from the rest of the file; each line says what to do\n";

/// Looks, and gives what is not ok.
#[track_caller]
fn examined(place: &Place, status: i32) -> Vec<Finding> {
    let run = place.run("doctor").status(status);
    let run = if status == 0 { run } else { run.stderr(WRONG) };
    not_ok(run.records())
}

fn not_ok(findings: Vec<Finding>) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|finding| finding.state != "ok")
        .collect()
}

/// The names of checks that are in a state.
fn checks<'f>(findings: &'f [Finding], state: &str) -> Vec<&'f str> {
    let those = findings.iter().filter(|finding| finding.state == state);
    those.map(|finding| finding.check.as_str()).collect()
}

/// Changes the database past the program, with foreign keys off, as other programs have them.
fn spoil(place: &Place, sql: &str) {
    let db = place.open("claims.db");
    db.pragma_update(None, "foreign_keys", false).expect("off");
    db.execute_batch(sql)
        .unwrap_or_else(|error| panic!("{error} in {sql}"));
}

#[test]
fn a_sound_database_is_sound_and_stays_as_it_is() {
    let place = Place::with_seeds();
    let (before, names) = (place.bytes("claims.db"), place.names());
    let findings: Vec<Finding> = place.run("doctor").records();
    assert!(findings.len() > 20);
    assert!(
        findings
            .iter()
            .all(|f| f.state == "ok" && f.advice.is_none()),
        "{findings:?}"
    );
    assert!(place.bytes("claims.db") == before);
    assert_eq!(place.names(), names);
    let dump = place.dump();
    let findings: Vec<Finding> = place.run("doctor --repair").records();
    assert!(findings.iter().all(|f| f.state == "ok"), "{findings:?}");
    assert_eq!(place.dump(), dump);
    let table = place.run("doctor --format table").read();
    assert!(table.contains("ok     pages "), "{table}");
}

/// What is wrong, which check says so, and whether mending brings all back.
const MENDED: &[(&str, &str, bool)] = &[
    (
        "UPDATE document SET current = 0 WHERE key = '001'",
        "current versions",
        true,
    ),
    (
        "INSERT INTO near_copy SELECT max(id), min(id) FROM document",
        "near copies",
        false,
    ),
    (
        "INSERT INTO claim (id, title, speaker_id, stance) SELECT 'lone', 'x', speaker_id, stance FROM claim LIMIT 1",
        "claims without statements",
        true,
    ),
    (
        "UPDATE claim SET statement_seq = NULL",
        "first statements",
        true,
    ),
    (
        "UPDATE claim SET speaker_id = (SELECT id FROM speaker s WHERE s.id <> claim.speaker_id LIMIT 1)",
        "speakers of claims",
        true,
    ),
    (
        "UPDATE conflict SET statement_a = statement_b",
        "statements of conflicts",
        false,
    ),
    (
        "INSERT INTO topic (id, title) VALUES ('lone', 'x')",
        "topics without claims",
        true,
    ),
    (
        "UPDATE conflict SET topic_id = NULL",
        "topics of conflicts",
        true,
    ),
    (
        "INSERT INTO speaker (name, kind) VALUES ('x', 'person')",
        "silent speakers",
        true,
    ),
    (
        "UPDATE tenure SET last_seen = '2031-01-01'",
        "terms of office",
        true,
    ),
    ("DELETE FROM tenure", "terms of office", true),
    (
        "UPDATE mention SET statements = statements + 1",
        "counts of mentions",
        true,
    ),
    ("UPDATE run SET documents_added = 0", "counts of runs", true),
    (
        "UPDATE run SET outcome = NULL, finished_at = NULL",
        "unfinished runs",
        true,
    ),
    ("UPDATE statement SET wording = 1", "folded words", true),
    (
        "UPDATE document SET text_folded = 'x' WHERE key = '002'",
        "folded words",
        true,
    ),
    (
        "INSERT INTO statement_fts (statement_fts) VALUES ('delete-all')",
        "search indexes",
        true,
    ),
    (
        "INSERT INTO document_fts (rowid, title_folded, text_folded) VALUES (77, 'x', 'y')",
        "search indexes",
        true,
    ),
    ("DELETE FROM query_notes", "notes", true),
    (
        "DELETE FROM schema_notes WHERE object = 'run'",
        "notes",
        true,
    ),
    (
        "DROP VIEW topics; DROP INDEX statement_day; DROP TRIGGER review_keep",
        "schema objects",
        true,
    ),
    (
        "DROP VIEW speakers; CREATE VIEW speakers AS SELECT id, name FROM speaker",
        "schema objects",
        true,
    ),
    (
        "INSERT INTO statement_via (statement_seq, position, name) VALUES (99999, 0, 'x')",
        "foreign keys",
        true,
    ),
    (
        "DELETE FROM claim WHERE id = (SELECT min(claim_a) FROM conflict)",
        "foreign keys",
        false,
    ),
    ("DELETE FROM topic", "foreign keys", false),
];

#[test]
fn what_the_rest_tells_is_found_and_mended() {
    for (sql, check, whole) in MENDED {
        let place = Place::with_seeds();
        let before = place.dump();
        spoil(&place, sql);
        let spoiled = place.dump();
        let findings = examined(&place, 1);
        assert!(
            checks(&findings, "wrong").contains(check),
            "{sql}: {findings:?}"
        );
        for finding in &findings {
            assert!(finding.count > 0 && finding.advice.is_some(), "{finding:?}");
        }
        assert_eq!(place.dump(), spoiled, "{sql}: looking changes nothing");
        let mended: Vec<Finding> = place.run("doctor --repair").records();
        assert!(
            checks(&mended, "mended").contains(check),
            "{sql}: {mended:?}"
        );
        assert!(examined(&place, 0).is_empty(), "{sql}");
        if *whole {
            assert_eq!(place.dump(), before, "{sql}");
        }
    }
}

/// Mends, and gives what is not ok then.
#[track_caller]
fn not_mended(place: &Place) -> Vec<Finding> {
    not_ok(
        place
            .run("doctor --repair")
            .status(1)
            .stderr(STILL)
            .records(),
    )
}

#[test]
fn what_nothing_else_tells_is_only_said() {
    for (sql, check) in [
        (
            "UPDATE document SET text = text || ' x' WHERE key = '003'",
            "hashes",
        ),
        (
            "UPDATE statement SET cue_start = cue_start + 1 WHERE seq = 2",
            "spans",
        ),
        (
            "UPDATE statement SET spans = '[[0,99999]]' WHERE seq = 3",
            "spans",
        ),
        (
            "UPDATE statement SET source = 'x' WHERE seq = (SELECT min(seq) FROM statement WHERE source_start IS NOT NULL)",
            "spans",
        ),
        ("DELETE FROM speaker WHERE id = 1", "foreign keys"),
        ("DROP TABLE feed_visit", "schema objects"),
    ] {
        let place = Place::with_seeds();
        spoil(&place, sql);
        let found = examined(&place, 1);
        assert!(checks(&found, "wrong").contains(&check), "{sql}: {found:?}");
        let text: String = place
            .open("claims.db")
            .query_row("SELECT text FROM document WHERE key = '003'", [], |row| {
                row.get(0)
            })
            .expect("a text");
        let left = not_mended(&place);
        assert!(checks(&left, "wrong").contains(&check), "{sql}: {left:?}");
        let advice = left
            .iter()
            .find(|f| f.check == check)
            .and_then(|f| f.advice.clone());
        assert!(
            advice.is_some_and(|advice| advice.contains("copy")),
            "{sql}"
        );
        let after: String = place
            .open("claims.db")
            .query_row("SELECT text FROM document WHERE key = '003'", [], |row| {
                row.get(0)
            })
            .expect("a text");
        assert_eq!(text, after);
    }
}

#[test]
fn what_people_decided_outlives_every_repair() {
    let place = Place::with_seeds();
    let conflicts: Vec<Conflict> = place.run("conflicts").records();
    let id = &conflicts[0].id;
    place
        .run(&format!("review {id} dismissed --reviewer Amal"))
        .read();
    spoil(&place, &format!("DELETE FROM conflict WHERE id = '{id}'"));
    let found = examined(&place, 0);
    assert_eq!(checks(&found, "note"), ["reviews"]);
    assert_eq!(found[0].examples, [id.as_str()]);
    assert_eq!(found[0].count, 1);
    assert!(found[0].what.contains("reviewed"));
    let mended: Vec<Finding> = place.run("doctor --repair").records();
    assert_eq!(checks(&mended, "note"), ["reviews"]);
    let kept: String = place
        .open("claims.db")
        .query_row(
            "SELECT conflict_id || ' ' || verdict FROM review",
            [],
            |row| row.get(0),
        )
        .expect("the review");
    assert_eq!(kept, format!("{id} dismissed"));
}

#[test]
fn an_index_that_lost_rows_is_made_anew() {
    let place = Place::with_seeds();
    let hide = |db: &Connection, sql: &str| {
        db.pragma_update(None, "writable_schema", true).expect("on");
        db.execute_batch(sql).expect("the schema is rewritten");
    };
    // while the index is out of sight, a day changes
    hide(
        &place.open("claims.db"),
        "UPDATE sqlite_master SET type = 'table', name = 'hidden', tbl_name = 'hidden',
           sql = 'CREATE TABLE hidden (x)' WHERE name = 'feed_visit_run';
         CREATE TABLE keep AS SELECT rootpage FROM sqlite_master WHERE name = 'statement_day';
         DELETE FROM sqlite_master WHERE name = 'statement_day';
         UPDATE sqlite_master SET type = 'index', name = 'feed_visit_run', tbl_name = 'feed_visit',
           sql = 'CREATE INDEX feed_visit_run ON feed_visit (run_id)' WHERE name = 'hidden'",
    );
    spoil(
        &place,
        "UPDATE statement SET day = '2001-02-03' WHERE seq IN (1, 2)",
    );
    hide(
        &place.open("claims.db"),
        "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)
           SELECT 'index', 'statement_day', 'statement', rootpage, 'CREATE INDEX statement_day ON statement (day)' FROM keep;",
    );
    spoil(&place, "DROP TABLE keep");
    let found = examined(&place, 1);
    assert!(checks(&found, "wrong").contains(&"pages"), "{found:?}");
    let mended: Vec<Finding> = place.run("doctor --repair").records();
    assert!(checks(&mended, "mended").contains(&"pages"), "{mended:?}");
    assert!(examined(&place, 0).is_empty());
}

#[test]
fn a_damaged_file_is_told_and_left_alone() {
    let place = Place::with_seeds();
    place
        .open("claims.db")
        .execute_batch("PRAGMA journal_mode = DELETE")
        .expect("one file");
    let whole = place.bytes("claims.db");
    let middle = whole.len() / 2;
    for (from, length) in [
        (middle, 4096),
        (middle - 40_000, 80_000),
        (100, 700),
        (whole.len() - 30_000, 30_000),
    ] {
        let mut bytes = whole.clone();
        // noise that is the same every time
        let mut state = 1_u64;
        for byte in bytes.iter_mut().skip(from).take(length) {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
        told(&place, &bytes, &format!("noise at {from}"));
    }
    for length in [whole.len() / 2, 9000, 4096, 600, 50] {
        told(&place, &whole[..length], &format!("{length} bytes"));
    }
}

/// Looking and mending end with exit code 1, one line and no panic, and the file is as it was.
#[track_caller]
fn told(place: &Place, bytes: &[u8], what: &str) {
    for arguments in ["doctor --format jsonl", "doctor --repair --format jsonl"] {
        place.file("broken.db", bytes);
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .args(arguments.split(' '))
            .args(["--db", "broken.db"])
            .current_dir(place.path("."))
            .output()
            .expect("the program runs");
        let stderr = String::from_utf8_lossy(&program.stderr);
        assert_eq!(program.status.code(), Some(1), "{what}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{what}: {stderr}");
        assert!(
            stderr.starts_with("gainsay: ") && !stderr.contains("panic"),
            "{what}: {stderr}"
        );
        assert!(
            place.bytes("broken.db") == bytes,
            "{what}: {arguments} changed the file"
        );
        for name in ["broken.db-wal", "broken.db-shm", "broken.db-journal"] {
            let _ = fs::remove_file(place.path(name));
        }
    }
}

#[test]
fn what_is_no_database_of_ours_takes_one_line() {
    let place = Place::new();
    place.file("empty.db", "");
    place.file("words.db", "these are words, and no database at all\n");
    place.file("folder/x", "");
    place
        .open("foreign.db")
        .execute_batch("CREATE TABLE x (y)")
        .expect("a table");
    place
        .file("good.txt", ARTICLE)
        .run("ingest good.txt --db newer.db")
        .read();
    place
        .open("newer.db")
        .execute_batch("PRAGMA user_version = 999")
        .expect("a version");
    let known: i64 = {
        let version = Place::with_article().open("claims.db").pragma_query_value(
            None,
            "user_version",
            |row| row.get(0),
        );
        version.expect("a version")
    };
    let newer = format!(
        "newer.db was made by a newer gainsay (schema 999, this one knows {known}); it was left untouched, use the newer program"
    );
    for (name, line) in [
        (
            "none.db",
            "there is no database at none.db; `gainsay ingest` makes one, --db names another",
        ),
        (
            "empty.db",
            "empty.db is empty, there is no database in it; restore it from its last copy, or `gainsay ingest` makes a new one",
        ),
        (
            "words.db",
            "words.db is not an SQLite file (or is damaged); give another one with --db, or restore it from a copy",
        ),
        (
            "foreign.db",
            "foreign.db is an SQLite database, but not one of gainsay's; it was left untouched, give another one with --db",
        ),
        ("newer.db", newer.as_str()),
        (
            "folder",
            "cannot make a database at folder: it is a folder; give a file in a folder that exists with --db",
        ),
    ] {
        for command in ["doctor", "doctor --repair"] {
            place
                .run(command)
                .arg("--db")
                .arg(name)
                .refused(1, line)
                .check();
        }
    }
}

#[test]
fn what_killed_runs_left_is_told() {
    let place = Place::with_seeds();
    place.file("claims.db-lock", "process 1, `ingest x`");
    place.file("copy.db.4711.tmp", place.bytes("claims.db"));
    let found = examined(&place, 0);
    assert_eq!(checks(&found, "note"), ["lock", "leftovers"]);
    let mended: Vec<Finding> = place.run("doctor --repair").records();
    assert_eq!(checks(&mended, "mended"), ["lock"]);
    assert!(!place.names().contains(&"claims.db-lock".to_owned()));
    assert!(place.names().contains(&"copy.db.4711.tmp".to_owned()));
    // what people add is theirs
    spoil(&place, "CREATE VIEW mine AS SELECT 1 AS n");
    let found = examined(&place, 0);
    assert_eq!(checks(&found, "note"), ["additions", "leftovers"]);
}

#[test]
fn a_run_under_way_is_waited_for() {
    let place = Place::with_seeds();
    place.file("claims.db-lock", "process 1, `ingest x`");
    let file = fs::File::open(place.path("claims.db-lock")).expect("the lock");
    file.lock().expect("held");
    spoil(&place, "UPDATE run SET outcome = NULL, finished_at = NULL");
    let found = examined(&place, 0);
    assert_eq!(checks(&found, "note"), ["lock"]);
    place
        .run("doctor --repair --wait 0")
        .refused(1, "claims.db is in use by another gainsay (process 1, `ingest x`); wait for it to finish and try again, or give --wait SECONDS")
        .check();
}
