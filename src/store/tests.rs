use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use chrono::NaiveDate;
use serde_json::Map;

use super::*;
use crate::document::Document;
use crate::language::arabic::fold::folded;
use crate::statement::{
    ConflictKind, DateBasis, Figure, Mode, Span, SpeakerKind, Stance, Statement, Verdict,
};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn document(key: &str, text: &str, publisher: &str) -> Document {
    Document {
        id: key.to_owned(),
        text: text.to_owned(),
        title: Some(format!("عنوان {key}")),
        publisher: Some(publisher.to_owned()),
        url: None,
        published: day("2017-06-23"),
        published_raw: Some("23 يونيو".to_owned()),
        published_basis: None,
        language: "ar".to_owned(),
        author: None,
        metadata: Map::new(),
        hash: format!("{:x}", text.len() * 31 + usize::from(text.as_bytes()[0])),
    }
}

fn statement(id: &str, document: &Document, stance: Stance) -> Statement {
    let end = document.text.chars().count();
    Statement {
        id: id.to_owned(),
        document: document.id.clone(),
        source: "الوزير".to_owned(),
        source_span: None,
        speaker: "سعيد القاضي".to_owned(),
        speaker_kind: SpeakerKind::Person,
        role: Some("وزير النقل".to_owned()),
        country: Some("JO".to_owned()),
        via: vec!["وكالة الشرق".to_owned(), "صحيفة \"الغد\"".to_owned()],
        cue: "قال".to_owned(),
        cue_span: Span::new(0, 3),
        content: vec![document.text.clone()],
        spans: vec![Span::new(0, end)],
        mode: Mode::Indirect,
        stance,
        said_on: day("2017-06-22"),
        said_on_basis: DateBasis::Relative,
        published: document.published,
        embedded: false,
        parent: None,
        certainty: 0.8,
        figures: vec![Figure {
            value: 3.0,
            unit: "جسر".to_owned(),
            bound: ">=".to_owned(),
            span: Span::new(1, 2),
        }],
    }
}

/// Stores one document with one statement of one speaker, all named after `key`.
fn store_one(tx: &Tx<'_>, key: &str, text: &str, stance: Stance, run: RunId) -> Result<String> {
    let document = document(key, text, &format!("جريدة {key}"));
    let text_folded = folded(&document.text);
    let title_folded = folded(document.title.as_deref().unwrap_or_default());
    let row = tx.add_document(&document, &title_folded, &text_folded, &[], run)?;
    let (id, claim) = (format!("s-{key}-{}", row.version), format!("c-{key}"));
    let name = format!("متحدث {key}");
    let like = tx.speakers_like(Some("JO"), &[&folded(&name)])?;
    let speaker_id = match like.first() {
        Some(speaker) => speaker.id,
        None => tx.add_speaker(&name, &folded(&name), SpeakerKind::Person, Some("JO"))?,
    };
    let office = tx.office("وزير النقل", "وزير النقل", Some("JO"))?;
    tx.see_tenure(office, speaker_id, day("2017-06-22"))?;
    tx.add_claim(&NewClaim {
        id: &claim,
        speaker_id,
        stance,
        title: text,
    })?;
    let statement = statement(&id, &document, stance);
    tx.add_statement(&NewStatement {
        statement: &statement,
        document_id: row.id,
        speaker_id,
        claim_id: &claim,
        office_id: Some(office),
        content_folded: &text_folded,
        in_text: true,
        day: statement.said_on.or(document.published),
    })?;
    if stance == Stance::Deny {
        tx.add_denial(&id, None)?;
    }
    Ok(id)
}

/// Two documents that contradict each other, with topic, review, rejection and runs.
fn filled(path: &Path) -> Result<Store> {
    let mut store = Store::open(path)?;
    let run = store.begin_run("test")?;
    let tx = store.begin()?;
    store_one(
        &tx,
        "one",
        "تفتح الوزارة ثلاثة جسور في كازاخستان",
        Stance::Affirm,
        run,
    )?;
    tx.commit()?;
    let tx = store.begin()?;
    store_one(&tx, "two", "لا تفتح الوزارة أيّ جسر", Stance::Deny, run)?;
    store_one(&tx, "three", "لم يُغلَق الطريق", Stance::Deny, run)?;
    tx.commit()?;
    let tx = store.begin()?;
    let conflict = NewConflict {
        id: "k1",
        kind: ConflictKind::Denial,
        score: 0.9,
        claim_a: "c-one",
        claim_b: "c-two",
        statement_a: "s-one-1",
        statement_b: "s-two-1",
        reasons: &["opposed".to_owned()],
    };
    assert!(tx.add_conflict(&conflict, run)?);
    assert!(!tx.add_conflict(
        &NewConflict {
            score: 0.7,
            ..conflict
        },
        run
    )?);
    let claims = vec!["c-one".to_owned(), "c-two".to_owned()];
    tx.set_topics(&[NewTopic {
        id: "t1".to_owned(),
        title: "الجسور".to_owned(),
        claims,
    }])?;
    tx.commit()?;
    store.reject(run, "bad.html", "no text", "empty body", b"<html>")?;
    store.finish_run(
        run,
        &RunCounts {
            documents_read: 4,
            ..RunCounts::default()
        },
    )?;
    Ok(store)
}

fn temp() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.db");
    (folder, path)
}

fn one<T: rusqlite::types::FromSql>(store: &Store, sql: &str) -> T {
    store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn sound(store: &Store) {
    assert_eq!(one::<String>(store, "PRAGMA integrity_check"), "ok");
    assert_eq!(
        one::<i64>(store, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
    for index in ["statement_fts", "document_fts"] {
        let check = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        store.conn.execute(&check, []).unwrap();
    }
}

#[test]
fn opens_and_opens_again() {
    let (_folder, path) = temp();
    drop(filled(&path).unwrap());
    let store = Store::open(&path).unwrap();
    assert_eq!(one::<i64>(&store, "PRAGMA user_version"), schema_version());
    assert_eq!(one::<i64>(&store, "PRAGMA application_id"), APPLICATION_ID);
    assert_eq!(one::<String>(&store, "PRAGMA journal_mode"), "wal");
    assert_eq!(one::<i64>(&store, "PRAGMA foreign_keys"), 1);
    assert_eq!(one::<i64>(&store, "SELECT count(*) FROM statements"), 3);
    assert_eq!(
        one::<i64>(
            &store,
            "SELECT count(*) FROM run WHERE finished_at IS NOT NULL"
        ),
        1
    );
    sound(&store);
    drop(store);
    assert!(
        !beside(&path, "-lock").exists(),
        "the lock file was left behind"
    );
}

#[test]
fn each_migration_sets_the_version_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let number: i64 = name[1..].split("__").next().unwrap().parse().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(&format!("PRAGMA user_version = {number};")),
            "{name}"
        );
    }
}

#[test]
fn programs_that_start_at_once_make_one_database() {
    let (_folder, path) = temp();
    std::thread::scope(|scope| {
        let open = || scope.spawn(|| Store::open(&path).map(|_| ()));
        for thread in [open(), open(), open(), open()] {
            thread.join().unwrap().unwrap();
        }
    });
    sound(&Store::open(&path).unwrap());
}

#[test]
fn what_goes_in_comes_out() {
    let (_folder, path) = temp();
    let store = filled(&path).unwrap();
    let ids = ["s-one-1", "s-two-1", "s-three-1"];
    let rows = store.statement_rows(&ids).unwrap();
    let row = &rows[0];
    assert_eq!(
        (row.id.as_str(), row.stance, row.article.key.as_str()),
        ("s-one-1", Stance::Affirm, "one")
    );
    assert_eq!(
        (row.speaker.as_str(), row.country.as_deref()),
        ("سعيد القاضي", Some("JO"))
    );
    assert_eq!(row.day, day("2017-06-22"));
    assert_eq!(row.figures[0].value, 3.0);
    assert_eq!(
        one::<String>(&store, "SELECT via FROM statements LIMIT 1"),
        r#"["وكالة الشرق","صحيفة \"الغد\""]"#
    );
    assert_eq!(store.speakers().unwrap().len(), 3);
    assert_eq!(store.holders(1).unwrap().len(), 3);
    let conflicts = store.conflict_rows().unwrap();
    assert_eq!((conflicts.len(), conflicts[0].score), (1, 0.7));
    assert_eq!(one::<String>(&store, "SELECT topic FROM conflicts"), "t1");
    assert_eq!(
        one::<String>(&store, "SELECT claim FROM open_denials"),
        "c-three"
    );
    assert_eq!(one::<i64>(&store, "SELECT a_publishers FROM conflicts"), 1);
}

#[test]
fn the_spans_fit_sqlite_substr() {
    let (_folder, path) = temp();
    let store = filled(&path).unwrap();
    let sql = "SELECT count(*) FROM statements s JOIN documents d ON d.id = s.document
               WHERE substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
                 json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) = s.content";
    assert_eq!(one::<i64>(&store, sql), 3);
}

#[test]
fn tenure_grows_both_ways_and_takes_undated_sightings() {
    let mut store = Store::in_memory().unwrap();
    let tx = store.begin().unwrap();
    let speaker = tx.add_speaker("أ", "ا", SpeakerKind::Person, None).unwrap();
    let office = tx.office("رئيس", "رئيس", None).unwrap();
    assert_eq!(tx.office("رئيس", "رئيس", None).unwrap(), office);
    for seen in [
        None,
        day("2017-02-02"),
        None,
        day("2016-01-01"),
        day("2018-03-03"),
    ] {
        tx.see_tenure(office, speaker, seen).unwrap();
    }
    let tenure = &tx.holders(office).unwrap()[0];
    assert_eq!(
        (tenure.first_seen, tenure.last_seen),
        (day("2016-01-01"), day("2018-03-03"))
    );
}

#[test]
fn a_transaction_without_commit_leaves_nothing() {
    let (_folder, path) = temp();
    let mut store = Store::open(&path).unwrap();
    let run = store.begin_run("test").unwrap();
    let tx = store.begin().unwrap();
    store_one(&tx, "one", "نص", Stance::Affirm, run).unwrap();
    drop(tx);
    for table in [
        "document",
        "publisher",
        "statement",
        "speaker",
        "claim",
        "document_fts",
    ] {
        assert_eq!(
            one::<i64>(&store, &format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    }
}

#[test]
fn an_edited_article_is_a_new_version() {
    let (_folder, path) = temp();
    let mut store = filled(&path).unwrap();
    let first = document("one", "تفتح الوزارة ثلاثة جسور في كازاخستان", "جريدة one");
    let Known::Same(first) = store.document_known("one", &first.hash).unwrap() else {
        panic!("not known");
    };
    assert_eq!(
        store.document_known("other", &first.hash).unwrap(),
        Known::New
    );
    assert_eq!(
        store.document_known("one", "another hash").unwrap(),
        Known::Changed(first.clone())
    );

    let run = store.begin_run("again").unwrap();
    let tx = store.begin().unwrap();
    store_one(&tx, "one", "تفتح الوزارة جسرين", Stance::Affirm, run).unwrap();
    tx.commit().unwrap();
    assert_eq!(
        one::<i64>(&store, "SELECT count(*) FROM document WHERE key = 'one'"),
        2
    );
    assert_eq!(
        one::<i64>(&store, "SELECT version FROM documents WHERE id = 'one'"),
        2
    );
    assert_eq!(one::<i64>(&store, "SELECT count(*) FROM statements"), 3);
    // the conflict now shows the words of the new version
    assert_eq!(
        one::<String>(&store, "SELECT a_statement FROM conflicts"),
        "s-one-2"
    );

    // and the publisher takes it back
    let hash = &first.hash;
    assert_eq!(
        store.document_known("one", hash).unwrap(),
        Known::Earlier(first.clone())
    );
    let tx = store.begin().unwrap();
    tx.make_current(&first).unwrap();
    tx.commit().unwrap();
    assert_eq!(
        store.document_known("one", hash).unwrap(),
        Known::Same(first.clone())
    );
    assert_eq!(
        one::<String>(&store, "SELECT a_statement FROM conflicts"),
        "s-one-1"
    );

    // a third text gets the number after the last, not after the current one
    let tx = store.begin().unwrap();
    store_one(&tx, "one", "ترجئ الوزارة فتح الجسور", Stance::Affirm, run).unwrap();
    tx.commit().unwrap();
    assert_eq!(
        one::<i64>(&store, "SELECT version FROM documents WHERE id = 'one'"),
        3
    );
    sound(&store);
}

#[test]
fn the_same_statement_twice_is_refused_with_its_document() {
    let (_folder, path) = temp();
    let mut store = filled(&path).unwrap();
    let tx = store.begin().unwrap();
    let copy = document("copy", "نص", "جريدة");
    let row = tx.add_document(&copy, "", "نص", &[], 1).unwrap();
    let error = tx
        .add_statement(&NewStatement {
            statement: &statement("s-one-1", &copy, Stance::Affirm),
            document_id: row.id,
            speaker_id: 1,
            claim_id: "c-one",
            office_id: None,
            content_folded: "",
            in_text: false,
            day: None,
        })
        .unwrap_err();
    assert!(
        matches!(&error, StoreError::SameStatement { document, .. } if document == "one"),
        "{error}"
    );
}

#[test]
fn a_statement_may_come_before_its_parent_but_not_without_it() {
    let (_folder, path) = temp();
    let mut store = filled(&path).unwrap();
    for (with_parent, stored) in [(true, true), (false, false)] {
        let tx = store.begin().unwrap();
        let article = document(if with_parent { "x" } else { "y" }, "نص", "جريدة");
        let row = tx
            .add_document(
                &article,
                &folded(article.title.as_deref().unwrap_or_default()),
                &folded(&article.text),
                &[],
                1,
            )
            .unwrap();
        let mut child = statement(&format!("child-{with_parent}"), &article, Stance::Affirm);
        child.parent = Some(format!("parent-{with_parent}"));
        let parent = statement(&format!("parent-{with_parent}"), &article, Stance::Affirm);
        for statement in [&child].into_iter().chain(with_parent.then_some(&parent)) {
            let new = NewStatement {
                statement,
                document_id: row.id,
                speaker_id: 1,
                claim_id: "c-one",
                office_id: None,
                content_folded: &folded(&statement.words()),
                in_text: false,
                day: None,
            };
            tx.add_statement(&new).unwrap();
        }
        assert_eq!(tx.commit().is_ok(), stored);
    }
    sound(&store);
}

#[test]
fn words_outside_the_vocabularies_are_refused() {
    let (_folder, path) = temp();
    let store = filled(&path).unwrap();
    for (sql, ok) in [
        ("UPDATE statement SET stance = 'perhaps'", false),
        ("UPDATE statement SET said_on = '2017-02-31'", false),
        ("UPDATE statement SET said_on = '22.6.2017'", false),
        ("UPDATE statement SET said_on = NULL", true),
        ("UPDATE statement SET country = 'jo'", false),
        ("UPDATE statement SET claim_id = 'nobody'", false),
        ("UPDATE speaker SET kind = 'robot'", false),
        ("UPDATE conflict SET kind = 'quarrel'", false),
        ("UPDATE conflict SET score = 1.5", false),
        ("UPDATE document SET metadata = '{'", false),
        ("DELETE FROM claim", false),
    ] {
        assert_eq!(store.conn.execute(sql, []).is_ok(), ok, "{sql}");
    }
    // the schema and the program agree on every word
    for (table, column, words) in [
        (
            "statement",
            "stance",
            Stance::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>(),
        ),
        (
            "statement",
            "mode",
            Mode::ALL.iter().map(|w| w.as_str()).collect(),
        ),
        (
            "statement",
            "said_on_basis",
            DateBasis::ALL.iter().map(|w| w.as_str()).collect(),
        ),
        (
            "claim",
            "stance",
            Stance::ALL.iter().map(|w| w.as_str()).collect(),
        ),
        (
            "speaker",
            "kind",
            SpeakerKind::ALL.iter().map(|w| w.as_str()).collect(),
        ),
        (
            "conflict",
            "kind",
            ConflictKind::ALL.iter().map(|w| w.as_str()).collect(),
        ),
    ] {
        for word in words {
            store
                .conn
                .execute(&format!("UPDATE {table} SET {column} = ?1"), [word])
                .unwrap();
        }
    }
}

#[test]
fn full_text_follows_every_change() {
    let (_folder, path) = temp();
    let store = filled(&path).unwrap();
    let hits = |word: &str| -> i64 {
        let sql = "SELECT count(*) FROM statement_fts WHERE statement_fts MATCH ?1";
        store.conn.query_row(sql, [word], |row| row.get(0)).unwrap()
    };
    assert_eq!((hits("كازاخستان"), hits("قرغيزستان")), (1, 0));
    store
        .conn
        .execute(
            "UPDATE statement SET content_folded = 'قرغيزستان' WHERE id = 's-one-1'",
            [],
        )
        .unwrap();
    assert_eq!((hits("كازاخستان"), hits("قرغيزستان")), (0, 1));
    store
        .conn
        .execute("UPDATE claim SET statement_seq = NULL", [])
        .unwrap();
    store.conn.execute("DELETE FROM conflict", []).unwrap();
    store
        .conn
        .execute("DELETE FROM statement WHERE id = 's-one-1'", [])
        .unwrap();
    assert_eq!(hits("قرغيزستان"), 0);
    store
        .conn
        .execute("DELETE FROM document WHERE key = 'one'", [])
        .unwrap();
    sound(&store);
    // VACUUM must not move a row from under its index
    store.conn.execute_batch("VACUUM").unwrap();
    sound(&store);
}

#[test]
fn reviews_stay_whatever_the_machine_does() {
    let (_folder, path) = temp();
    let mut store = filled(&path).unwrap();
    let tx = store.begin().unwrap();
    tx.add_review("k1", Verdict::Unsure, "سلمى", "أتحقق")
        .unwrap();
    tx.add_review("k1", Verdict::Dismissed, "سلمى", "").unwrap();
    assert!(matches!(
        tx.add_review("k9", Verdict::Unsure, "", ""),
        Err(StoreError::Unknown {
            what: "conflict",
            ..
        })
    ));
    tx.commit().unwrap();
    assert_eq!(
        store.conflict_rows().unwrap()[0].review,
        Some(Verdict::Dismissed)
    );
    // a dismissed conflict counts no more, and leaves its denial open
    assert_eq!(one::<i64>(&store, "SELECT conflicts FROM topics"), 0);
    assert_eq!(one::<i64>(&store, "SELECT count(*) FROM open_denials"), 2);
    assert!(store.conn.execute("DELETE FROM review", []).is_err());
    assert!(
        store
            .conn
            .execute("UPDATE review SET verdict = 'confirmed'", [])
            .is_err()
    );
    let tx = store.begin().unwrap();
    tx.remove_conflict("k1").unwrap();
    tx.commit().unwrap();
    let kept = "SELECT content_b FROM review WHERE conflict_id = 'k1' LIMIT 1";
    assert_eq!(one::<String>(&store, kept), "لا تفتح الوزارة أيّ جسر");
}

#[test]
fn a_rejection_is_kept_once_with_its_bytes() {
    let (_folder, path) = temp();
    let mut store = filled(&path).unwrap();
    let run = store.begin_run("again").unwrap();
    store
        .reject(run, "bad.html", "no text", "still empty", b"<html>")
        .unwrap();
    store
        .reject(run, "bad.html:7", "json", "a line of it", b"{")
        .unwrap();
    store
        .reject(run, "bad.html5", "no text", "other bytes", &[0xff, 0x00])
        .unwrap();
    let rejections = store.rejections().unwrap();
    assert_eq!(rejections.len(), 3);
    assert_eq!(
        (rejections[0].detail.as_str(), &rejections[0].input[..]),
        ("still empty", &b"<html>"[..])
    );
    let tx = store.begin().unwrap();
    tx.settle(run, &rejections[0].source).unwrap();
    tx.commit().unwrap();
    let left: Vec<_> = store
        .rejections()
        .unwrap()
        .into_iter()
        .map(|row| row.source)
        .collect();
    assert_eq!(left, ["bad.html5"]);
}

#[test]
fn a_second_run_is_told_who_holds_the_database() {
    let (_folder, path) = temp();
    let mut first = Store::open(&path).unwrap();
    let mut second = Store::open(&path).unwrap();
    second.set_patience(Duration::from_millis(120)).unwrap();
    let run = first.begin_run("ingest a").unwrap();
    let error = second.begin_run("ingest b").unwrap_err().to_string();
    assert!(
        error.contains("`ingest a`") && error.contains("process "),
        "{error}"
    );
    assert!(!error.contains('\n'));
    first.finish_run(run, &RunCounts::default()).unwrap();
    second.begin_run("ingest b").unwrap();
    drop(second);
    first.begin_run("ingest c").unwrap();
}

#[test]
fn files_that_are_not_ours_are_refused_unharmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.db");
    let long = "هذا نص وليس قاعدة بيانات\n".repeat(500);
    for content in ["short", long.as_str(), "SQLite format 3\0 and then rubbish"] {
        fs::write(&path, content).unwrap();
        for outcome in [Store::open(&path), Store::open_read_only(&path)] {
            let error = outcome.unwrap_err();
            assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap(), content.as_bytes());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "something was left beside it"
        );
    }
    fs::remove_file(&path).unwrap();

    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_of_a_newer_program_is_refused_unharmed() {
    let (_folder, path) = temp();
    drop(filled(&path).unwrap());
    let other = Connection::open(&path).unwrap();
    other
        .pragma_update(None, "user_version", schema_version() + 1)
        .unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    for outcome in [Store::open(&path), Store::open_read_only(&path)] {
        let error = outcome.unwrap_err().to_string();
        assert!(
            error.contains("newer gainsay") && !error.contains('\n'),
            "{error}"
        );
    }
    assert_eq!(fs::read(&path).unwrap(), before);

    // the same where only refinery's own table knows
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "user_version", 1).unwrap();
    let later =
        "INSERT INTO refinery_schema_history VALUES (99, 'later', '2030-01-01T00:00:00Z', '1')";
    other.execute(later, []).unwrap();
    drop(other);
    let error = Store::open(&path).unwrap_err();
    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn paths_that_lead_nowhere_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no").join("claims.db");
    assert!(matches!(
        Store::open(&nowhere),
        Err(StoreError::BadPath { .. })
    ));
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::BadPath { .. })
    ));
    let missing = folder.path().join("claims.db");
    assert!(matches!(
        Store::open_read_only(&missing),
        Err(StoreError::Missing { .. })
    ));
    assert!(!missing.exists());
    // nobody, not even root, can make a file there
    #[cfg(target_os = "linux")]
    {
        let error = Store::open(Path::new("/proc/claims.db")).unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_but_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = temp();
    drop(filled(&path).unwrap());
    let allow = |folder_mode, file_mode| {
        fs::set_permissions(&path, fs::Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode)).unwrap();
    };
    allow(0o555, 0o444);
    let bound = fs::write(folder.path().join("probe"), "").is_err();
    let read = Store::open_read_only(&path);
    let written = Store::open(&path).and_then(|mut store| store.begin_run("test"));
    let made = Store::open(&folder.path().join("new.db"));
    allow(0o755, 0o644);
    assert_eq!(
        one::<i64>(&read.unwrap(), "SELECT count(*) FROM conflicts"),
        1
    );
    // permissions mean nothing to root
    if bound {
        for error in [
            written.map(|_| ()).unwrap_err(),
            made.map(|_| ()).unwrap_err(),
        ] {
            assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
        }
    }
}

#[test]
fn an_immutable_uri_names_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a %3f ? # ع.db");
    drop(filled(&path).unwrap());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(immutable_uri(&path), flags).unwrap();
    let count: i64 = conn
        .query_row("SELECT count(*) FROM conflicts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
    // and a plain open is not led astray by what looks like a URI
    assert_eq!(
        one::<i64>(
            &Store::open_read_only(&path).unwrap(),
            "SELECT count(*) FROM conflicts"
        ),
        1
    );
}

#[test]
fn every_object_and_column_has_a_note_and_no_note_is_stale() {
    let store = Store::in_memory().unwrap();
    let columns = "SELECT m.name AS object, '' AS column_name FROM pragma_table_list m
                   WHERE m.schema = 'main' AND m.type <> 'shadow' AND m.name NOT LIKE 'sqlite_%'
                   UNION SELECT m.name, c.name FROM pragma_table_list m JOIN pragma_table_info(m.name) c
                   WHERE m.schema = 'main' AND m.type <> 'shadow' AND m.name NOT LIKE 'sqlite_%'";
    for (left, right) in [
        (columns, "SELECT object, column_name FROM schema_notes"),
        ("SELECT object, column_name FROM schema_notes", columns),
    ] {
        let sql = format!(
            "SELECT group_concat(object || '.' || column_name) FROM (SELECT * FROM ({left}) EXCEPT SELECT * FROM ({right}))"
        );
        assert_eq!(one::<Option<String>>(&store, &sql), None);
    }
}

#[test]
fn every_foreign_key_is_indexed_and_every_table_strict() {
    let store = Store::in_memory().unwrap();
    let loose = "SELECT group_concat(name) FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND NOT strict
                   AND name NOT LIKE 'sqlite_%' AND name <> 'refinery_schema_history'";
    assert_eq!(one::<Option<String>>(&store, loose), None);
    let bare = "SELECT group_concat(t.name || '.' || f.\"from\")
                FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
                WHERE t.schema = 'main' AND NOT EXISTS (
                  SELECT 1 FROM pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
                  WHERE c.seqno = 0 AND c.name = f.\"from\")";
    assert_eq!(one::<Option<String>>(&store, bare), None);
}

/// A file of an earlier schema with one run in it.
fn of_schema(version: u32) -> (tempfile::TempDir, PathBuf, Connection) {
    let (folder, path) = temp();
    let mut conn = Connection::open(&path).unwrap();
    migrate::migrate_to(&mut conn, version);
    conn.execute_batch(
        "INSERT INTO run (started_at, command, version) VALUES ('2024-01-01T00:00:00Z', 'ingest', '0')",
    )
    .unwrap();
    (folder, path, conn)
}

/// What people see of documents, statements and claims.
const SEEN: &str = "SELECT json_array(s.id, s.content, s.content_folded, s.fragments, c.title, c.wordings, d.text)
    FROM statements s JOIN corroborations c ON c.claim = s.claim JOIN documents d ON d.id = s.document ORDER BY s.id";

#[test]
fn a_file_of_schema_3_is_brought_up_to_date_with_all_that_is_in_it() {
    let (_folder, path, conn) = of_schema(3);
    conn.execute_batch("INSERT INTO speaker (name, kind) VALUES ('رئيس البلدية', 'person')")
        .unwrap();
    let long = "قال رئيسُ البلدية إنّ أعمال الجسر التي بدأت في الربيع الماضي تمضي كما أُعلن عنها ولن تتأخر إلى ٢٠٢٥ مهما كان";
    let denied = "نفى رئيس البلدية ما ذكرته صحيفة الوادي عن إغلاق الجسر";
    // all in one piece; with a presentation form, which SQL does not fold; in two pieces; a denial
    let texts = [
        (long, vec![Span::new(4, 60)], "affirm"),
        ("أكد أن ﻻ تأخير", vec![Span::new(7, 15)], "affirm"),
        (
            "قال نعم ثم قال لا",
            vec![Span::new(4, 7), Span::new(15, 17)],
            "affirm",
        ),
        (denied, vec![Span::new(17, 53)], "deny"),
    ];
    for (n, (text, spans, stance)) in (1_i64..).zip(&texts) {
        let piece = |span: &Span| -> String {
            let letters = text.chars().skip(span.start);
            letters.take(span.end - span.start).collect()
        };
        let pieces: Vec<String> = spans.iter().map(piece).collect();
        let (content, key) = (pieces.join(" … "), format!("d{n}"));
        let title: Vec<&str> = content.split_whitespace().take(3).collect();
        let title = match content.split_whitespace().count() {
            0..=3 => content.clone(),
            _ => format!("{} …", title.join(" ")),
        };
        let fragments = match pieces.as_slice() {
            [_] => "[]".to_owned(),
            pieces => serde_json::json!(pieces).to_string(),
        };
        let spans = serde_json::json!(spans).to_string();
        let insert =
            |sql: &str, values: &[&dyn rusqlite::ToSql]| conn.execute(sql, values).unwrap();
        insert(
            "INSERT INTO document (key, version, hash, title, text, title_folded, text_folded, language, run_id)
             VALUES (?1, 1, ?1, 'الجسر', ?2, 'الجسر', ?3, 'ar', 1)",
            &[&key, text, &folded(text)],
        );
        insert(
            "INSERT INTO claim VALUES (?1, ?2, 1, ?3, NULL)",
            &[&key, &title, stance],
        );
        insert(
            "INSERT INTO statement (id, document_id, claim_id, speaker_id, source, speaker_name, cue, cue_start,
               cue_end, content, fragments, spans, content_folded, mode, stance, said_on_basis, embedded, certainty)
             VALUES (?1, ?2, ?1, 1, '', 'رئيس البلدية', '', 0, 0, ?3, ?4, ?5, ?6, 'direct', ?7, 'none', 0, 0.5)",
            &[&key, &n, &content, &fragments, &spans, &folded(&content), stance],
        );
        insert(
            "UPDATE claim SET statement_seq = ?1 WHERE id = ?2",
            &[&n, &key],
        );
        insert(
            "INSERT INTO shingle_band VALUES (?1, ?2)",
            &[&(n << 32), &n],
        );
    }
    let seen = |conn: &Connection| -> Vec<String> {
        let mut rows = conn.prepare(SEEN).unwrap();
        let rows = rows.query_map([], |row| row.get(0)).unwrap();
        rows.map(|row| row.unwrap()).collect()
    };
    let before = seen(&conn);
    assert_eq!(before.len(), texts.len());
    drop(conn);

    let mut store = Store::open(&path).unwrap();
    assert_eq!(seen(&store.conn), before);
    sound(&store);
    let kept = "SELECT count(*) FROM statement WHERE content = '' AND content_folded = ''";
    assert_eq!(
        one::<i64>(&store, kept),
        2,
        "only the first and the last are plain and in one piece"
    );
    for (word, hits) in [("2025", 1), ("\"لا تاخير\"", 1), ("نعم", 1), ("إنّ", 0)] {
        let sql = format!("SELECT count(*) FROM document_fts WHERE document_fts MATCH '{word}'");
        assert_eq!(one::<i64>(&store, &sql), hits, "{word}");
    }
    assert_eq!(one::<i64>(&store, "SELECT sum(band) FROM shingle_band"), 10);
    // who is who, and which statements deny what was said, is made up for with the words cut out of the text
    let tx = store.begin().unwrap();
    crate::identity::Identities::open(&tx).unwrap();
    tx.commit().unwrap();
    sound(&store);
    let mentions = "SELECT sum(statements) FROM mention";
    assert_eq!(one::<i64>(&store, mentions), 4);
    let open = "SELECT denied_author || ': ' || quote FROM open_denials";
    let words: String = denied.chars().skip(17).collect();
    assert_eq!(
        one::<String>(&store, open),
        format!("صحيفة الوادي: {words}")
    );
}

#[test]
fn what_articles_of_schema_9_speak_of_is_packed() {
    let (_folder, path, conn) = of_schema(9);
    conn.execute_batch(
        "INSERT INTO document (key, version, hash, text, text_folded, language, run_id, keywords)
           VALUES ('told', 1, 'a', 'نص', '', 'ar', 1, '{\"قمح\":3.5,\"@EG\":12.0}'),
                  ('empty', 1, 'b', 'نص', '', 'ar', 1, '{}');
         INSERT INTO document_fts (document_fts) VALUES ('rebuild');",
    )
    .unwrap();
    drop(conn);

    let store = Store::open(&path).unwrap();
    sound(&store);
    let terms = |key: &str| -> Vec<u8> {
        one(
            &store,
            &format!("SELECT terms FROM document WHERE key = '{key}'"),
        )
    };
    assert_eq!(
        terms("told"),
        crate::packed::packed(&[("قمح", 3.5), ("@EG", 12.0)])
    );
    assert!(terms("empty").is_empty());
}

#[test]
fn views_fold_as_the_program_does() {
    use crate::language::arabic::fold::folds_plainly;
    let (_folder, path) = temp();
    let mut store = Store::open(&path).unwrap();
    let run = store.begin_run("test").unwrap();
    let all = (1..0x2_0000_u32).filter_map(char::from_u32);
    let (plain, other): (Vec<char>, Vec<char>) = all.partition(|c| folds_plainly(&c.to_string()));
    let tx = store.begin().unwrap();
    let mut texts: Vec<String> = [plain, other].map(|list| list.into_iter().collect()).into();
    // shown as 3.104
    texts.push("104.\u{200F}3".to_owned());
    for (key, text) in ["plain", "other", "turned"].iter().zip(&texts) {
        let document = document(key, text, "جريدة");
        let title = folded(document.title.as_deref().unwrap());
        tx.add_document(&document, &title, &folded(text), &[], run)
            .unwrap();
    }
    tx.commit().unwrap();
    sound(&store);
    for (id, text) in (1..).zip(&texts) {
        let sql = format!("SELECT text_folded FROM document_words WHERE id = {id}");
        assert!(one::<String>(&store, &sql) == folded(text), "{id}");
        let sql = format!("SELECT text_folded = '' FROM document WHERE id = {id}");
        assert_eq!(one::<bool>(&store, &sql), id == 1);
    }
}

#[test]
fn the_list_of_queries_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let ours: Vec<String> = queries::all()
        .iter()
        .map(|query| format!("{}.sql", query.name))
        .collect();
    assert_eq!(names, ours);
}

#[test]
fn every_query_has_a_header_that_fits_its_text() {
    let store = Store::in_memory().unwrap();
    for query in queries::all() {
        assert!(
            query.title != query.name && query.answers.ends_with(['?', '.']),
            "{}",
            query.name
        );
        let statement = store.conn.prepare(query.text).unwrap();
        let mut bound: Vec<&str> = (1..=statement.parameter_count())
            .map(|n| &statement.parameter_name(n).unwrap()[1..])
            .collect();
        let mut headed: Vec<&str> = query.params.iter().map(|param| param.name).collect();
        bound.sort_unstable();
        headed.sort_unstable();
        assert_eq!(bound, headed, "{}", query.name);
        for param in &query.params {
            assert!(!param.meaning.is_empty(), "{}: {}", query.name, param.name);
            let (name, default) = (param.name, param.default);
            // a form that is left empty gives '' where the shell gives NULL: both mean the default
            let given = if default.is_empty() {
                vec![
                    format!("coalesce(:{name}, '')"),
                    format!("coalesce(nullif(:{name}, ''), (\n"),
                    format!("coalesce(nullif(:{name}, ''), (SELECT"),
                ]
            } else {
                vec![
                    format!("coalesce(nullif(:{name}, ''), '{default}')"),
                    format!("coalesce(nullif(:{name}, ''), {default})"),
                ]
            };
            assert!(
                given.iter().any(|given| query.text.contains(given)),
                "{}: {name}",
                query.name
            );
        }
    }
}

#[test]
fn every_query_says_the_same_here_and_in_the_stock_shell() {
    let (_folder, path) = temp();
    let mut writer = filled(&path).unwrap();
    let tx = writer.begin().unwrap();
    tx.add_review("k1", Verdict::Confirmed, "سلمى", "").unwrap();
    tx.commit().unwrap();
    let store = Store::open_read_only(&path).unwrap();
    let shell = Path::new("/usr/bin/sqlite3");
    for query in queries::all() {
        let table = store.run_query(query.name, &[], Limits::default()).unwrap();
        assert!(!table.columns.is_empty(), "{}", query.name);
        if !shell.exists() {
            continue;
        }
        let file = format!("{}/sql/{}.sql", env!("CARGO_MANIFEST_DIR"), query.name);
        let output = Command::new(shell)
            .args(["-readonly", "-bail", "-cmd", ".mode json"])
            .arg(&path)
            .arg(format!(".read {file}"))
            .output()
            .unwrap();
        assert!(
            output.stderr.is_empty(),
            "{}: {}",
            query.name,
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<Map<String, serde_json::Value>> = if text.trim().is_empty() {
            Vec::new()
        } else {
            serde_json::from_str(&text).unwrap()
        };
        assert_eq!(rows.len(), table.rows.len(), "{}", query.name);
        if let Some(row) = rows.first() {
            assert!(row.keys().eq(&table.columns), "{}", query.name);
        }
    }
}

#[test]
fn queries_answer_what_they_promise() {
    let (_folder, path) = temp();
    let store = filled(&path).unwrap();
    let run =
        |name: &str, params: &[(&str, &str)]| store.run_query(name, params, Limits::WHOLE).unwrap();
    let count = |name: &str, params: &[(&str, &str)]| run(name, params).rows.len();
    assert_eq!(count("conflicts", &[("country", "jo")]), 1);
    assert_eq!(count("conflicts", &[("country", "KZ")]), 0);
    assert_eq!(count("conflicts", &[("min_score", "0.8")]), 0);
    assert_eq!(
        count("conflicts", &[("since", "2017-06-22"), ("kind", "denial")]),
        1
    );
    assert_eq!(count("conflicts_by_country_pair", &[]), 1);
    assert_eq!(count("country_positions", &[("country", "JO")]), 2);
    assert_eq!(count("positions", &[("topic", "t1")]), 2);
    assert_eq!(count("speaker_record", &[("speaker", "متحدث")]), 3);
    assert_eq!(count("open_denials", &[]), 1);
    assert_eq!(count("single_witness", &[]), 2);
    assert_eq!(count("office_holders", &[]), 3);
    assert_eq!(count("figures_for_one_thing", &[("unit", "جسر")]), 3);
    assert_eq!(count("rejections_by_reason", &[("run", "1")]), 1);
    assert_eq!(count("topics", &[("country", "JO")]), 1);
    assert_eq!(count("latest_run", &[]), 1);
    let denied = run("who_denied_what", &[]);
    assert_eq!(denied.rows.len(), 1);
    assert_eq!(
        denied.rows[0][denied.column("denier").unwrap()],
        Value::Text("متحدث two".to_owned())
    );
    // 2017-06-22 was a Thursday
    let weeks = run("statements_by_stance_and_week", &[]);
    assert_eq!(weeks.rows[0][0], Value::Text("2017-06-19".to_owned()));
    assert_eq!(count("search_folded", &[("words", "الكازاخستان")]), 2);
    assert_eq!(
        count(
            "search_folded",
            &[("words", "أي جسر"), ("kind", "statement")]
        ),
        1
    );
    assert_eq!(count("search_folded", &[("words", "وزارة يُغلق")]), 0);
    for odd in ["", " ", "\"", "AND OR NOT", "a*b:(c", "؟!", "'--"] {
        run("search_folded", &[("words", odd)]);
    }
}

/// The folding spelled out in SQL is the program's, presentation forms aside: those a program folds first.
#[test]
fn folding_in_sql_is_the_programs() {
    let store = Store::in_memory().unwrap();
    let text = queries::named("search_folded").unwrap().text;
    let head = &text[..text.find("-- split into words").unwrap()];
    let sql = format!(
        "{} SELECT text FROM folded",
        head.trim_end().trim_end_matches(',')
    );
    let mut statement = store.conn.prepare(&sql).unwrap();
    let letters = (0x20..0x7f)
        .chain(0x0600..0x0700)
        .chain(0x2000..0x2070)
        .filter_map(char::from_u32);
    for letter in letters.filter(|c| c.is_alphanumeric() || !c.is_ascii_graphic()) {
        let in_sql: String = statement
            .query_row(&[(":words", &format!("ب{letter}ب"))], |row| row.get(0))
            .unwrap();
        let ours = format!("ب{}ب ", folded(&letter.to_string()));
        let separates = in_sql == "ب ب ";
        assert!(
            in_sql == ours || separates && !letter.is_alphanumeric(),
            "{letter:?}: {in_sql:?}, {ours:?}"
        );
    }
}

#[test]
fn other_sql_is_read_only_single_and_bounded() {
    let (_folder, path) = temp();
    drop(filled(&path).unwrap());
    let outside = path.with_file_name("out.db");
    for store in [
        Store::open_read_only(&path).unwrap(),
        Store::open(&path).unwrap(),
    ] {
        let run = |sql: &str| {
            store.run_sql(
                sql,
                &[],
                Limits {
                    rows: Some(2),
                    time: Duration::from_millis(200),
                },
            )
        };
        for sql in [
            "DELETE FROM statement",
            "SELECT 1; DELETE FROM statement",
            "CREATE TABLE x (y)",
            "INSERT INTO run (started_at, command, version) VALUES ('', '', '') RETURNING id",
            "",
        ] {
            assert!(matches!(run(sql), Err(StoreError::NotReading)), "{sql}");
        }
        for sql in [
            format!("ATTACH '{}' AS x", outside.display()),
            format!("VACUUM INTO '{}'", outside.display()),
        ] {
            run(&sql).unwrap_err();
            assert!(!outside.exists());
        }
        let table = run("SELECT id FROM statements").unwrap();
        assert_eq!((table.rows.len(), table.truncated), (2, true));
        let error = run("SELECT *\nFROM nowhere").unwrap_err().to_string();
        assert!(
            error.contains("no such table: nowhere") && !error.contains("FROM"),
            "{error}"
        );
        let endless =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        let error = run(endless).unwrap_err();
        assert!(matches!(error, StoreError::TooSlow { .. }), "{error}");
        assert_eq!(
            run("SELECT 1").unwrap().rows.len(),
            1,
            "the limit outlived its query"
        );
        let error = store
            .run_query("topics", &[("colour", "red")], Limits::WHOLE)
            .unwrap_err()
            .to_string();
        assert!(error.contains("country, since"), "{error}");
        assert!(
            store
                .run_query("nothing", &[], Limits::WHOLE)
                .unwrap_err()
                .to_string()
                .contains("latest_run")
        );
    }
    assert_eq!(
        one::<i64>(
            &Store::open(&path).unwrap(),
            "SELECT count(*) FROM statements"
        ),
        3
    );
}

#[test]
fn the_file_holds_the_queries_of_the_program() {
    let (_folder, path) = temp();
    let store = Store::open(&path).unwrap();
    store
        .conn
        .execute(
            "UPDATE query_notes SET text = 'old' WHERE name = 'topics'",
            [],
        )
        .unwrap();
    store
        .conn
        .execute("INSERT INTO query_notes VALUES ('gone', '', '')", [])
        .unwrap();
    drop(store);
    let store = Store::open(&path).unwrap();
    let stored: String = one(&store, "SELECT text FROM query_notes WHERE name = 'topics'");
    assert_eq!(stored, queries::named("topics").unwrap().text);
    assert_eq!(
        one::<u32>(&store, "SELECT count(*) FROM query_notes"),
        queries::all().len() as u32
    );
}

#[test]
fn a_conflict_found_again_the_other_way_round_shows_each_side_by_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(&folder.path().join("claims.db")).unwrap();
    let run = store.begin_run("again").unwrap();
    let tx = store.begin().unwrap();
    let turned = NewConflict {
        id: "k1",
        kind: ConflictKind::Denial,
        score: 0.8,
        claim_a: "c-two",
        claim_b: "c-one",
        statement_a: "s-two-1",
        statement_b: "s-one-1",
        reasons: &[],
    };
    assert!(!tx.add_conflict(&turned, run).unwrap());
    tx.commit().unwrap();
    let sql = "SELECT count(*) FROM conflict c JOIN statement a ON a.seq = c.statement_a AND a.claim_id = c.claim_a
        JOIN statement b ON b.seq = c.statement_b AND b.claim_id = c.claim_b";
    let found: i64 = store
        .connection()
        .query_row(sql, [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, 1);
}
