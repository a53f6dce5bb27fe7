//! A run that is cut off leaves a sound database, and the next run finishes the job.

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;

use crate::helper::{Place, dump};

/// Documents read; those of the first and the last part go into the database in different runs.
const DOCUMENTS: usize = 1000;
/// How often a run is killed.
const KILLS: u64 = 200;

const SUBJECTS: [(&str, &str); 5] = [
    ("وزير الزراعة الأردني سليم الحوراني", "محصول القمح"),
    ("وزير الطاقة الجزائري لطفي بن عمار", "إنتاج الغاز"),
    ("محافظ البنك المركزي المصري طارق الفقي", "احتياطي النقد"),
    ("وزيرة المياه العراقية هدى الساعدي", "منسوب السدود"),
    ("وزير النقل التونسي منير الجبالي", "عدد الحافلات"),
];

/// Articles with statements, denials and figures, no two of them alike.
fn articles(count: usize) -> String {
    let article = |n: usize| {
        let (speaker, matter) = SUBJECTS[n % SUBJECTS.len()];
        let (day, other) = (n % 28 + 1, SUBJECTS[(n / 3) % SUBJECTS.len()].0);
        let text = format!(
            "قال {speaker}، أمس، إن {matter} في المنطقة رقم {n} سيرتفع بنسبة {} في المئة خلال العام الحالي.\n\n\
             ونفى {other} ما تردد عن خفض {matter} في المنطقة رقم {n}، مؤكدا أن الحكومة لن تغير خطتها.\n\n\
             وأضاف أن المشروع رقم {n} سيبدأ الشهر المقبل.\n",
            n % 17 + 3
        );
        json!({"id": format!("a{n}"), "text": text, "published": format!("2024-03-{day:02}"), "publisher": "صدى الوادي"})
            .to_string()
    };
    (0..count).map(|n| article(n) + "\n").collect()
}

/// A place with the articles in a file.
fn place(count: usize) -> Place {
    let place = Place::new();
    place.file("articles.jsonl", articles(count));
    place
}

/// The content of an undisturbed run over so many articles.
fn undisturbed(count: usize) -> Place {
    let place = place(count);
    place.run("ingest articles.jsonl --quiet").read();
    place
}

/// The program in a place, in the background.
fn start(place: &Place, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(args)
        .current_dir(place.path(""))
        .env_remove("GAINSAY_DB")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Id and number of statements of every document.
fn statements_by_document(db: &Connection) -> Vec<(String, i64)> {
    let sql = "SELECT d.key, (SELECT count(*) FROM statement s WHERE s.document_id = d.id) FROM document d ORDER BY d.key";
    let mut query = db.prepare(sql).expect("sound SQL");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("rows")
}

fn assert_sound(db: &Connection) {
    let state: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(state, "ok");
    let broken: i64 = db
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .expect("a check");
    assert_eq!(broken, 0);
}

/// Moments in milliseconds that look random and are the same every time.
fn moments() -> impl Iterator<Item = u64> {
    let mut state = 20_240_305_u64;
    std::iter::repeat_with(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 300
    })
}

#[test]
fn killed_at_any_moment_and_resumed_it_ends_like_an_undisturbed_run() {
    let expected = undisturbed(DOCUMENTS);
    let whole: BTreeSet<_> = statements_by_document(&expected.open("claims.db"))
        .into_iter()
        .collect();
    let place = place(DOCUMENTS);
    let mut states = BTreeSet::new();
    for moment in moments().take(usize::try_from(KILLS).expect("small")) {
        let mut child = start(&place, &["ingest", "articles.jsonl", "--batch", "8"]);
        thread::sleep(Duration::from_millis(moment));
        child.kill().expect("SIGKILL");
        child.wait().expect("its end");
        if !place.path("claims.db").exists() {
            continue;
        }
        let db = place.open("claims.db");
        assert_sound(&db);
        if db.prepare("SELECT 1 FROM document").is_ok() {
            let found = statements_by_document(&db);
            states.insert(found.len());
            for document in found {
                assert!(whole.contains(&document), "{document:?} is half stored");
            }
        }
    }
    place.run("ingest articles.jsonl --quiet").read();
    let db = place.open("claims.db");
    assert_sound(&db);
    assert!(dump(&db) == expected.dump(), "the content differs");
    let ends = "SELECT count(*) FROM run WHERE outcome = 'killed'";
    let killed: i64 = db.query_row(ends, [], |row| row.get(0)).expect("a count");
    assert!(killed > 0, "no run was killed while it ran");
    assert!(states.len() > 10, "killed with {states:?} documents stored");
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_one_line_and_the_next_run_finishes_the_job() {
    let expected = undisturbed(400);
    let place = place(400);
    for blocks in [1, 200, 700, 1500, 3000] {
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!(
                "ulimit -f {blocks}; exec \"$0\" ingest articles.jsonl"
            ))
            .arg(env!("CARGO_BIN_EXE_gainsay"))
            .current_dir(place.path(""))
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{blocks}: {said}");
        assert_eq!(said.lines().count(), 1, "{blocks}: {said}");
        assert!(said.contains("the disk is full"), "{blocks}: {said}");
        if place
            .path("claims.db")
            .metadata()
            .is_ok_and(|found| found.len() > 0)
        {
            assert_sound(&place.open("claims.db"));
        }
    }
    place.run("ingest articles.jsonl --quiet").read();
    assert_sound(&place.open("claims.db"));
    assert!(place.dump() == expected.dump(), "the content differs");
}

#[test]
fn two_runs_at_once_follow_each_other_and_a_reader_disturbs_neither() {
    let expected = undisturbed(400);
    let place = place(400);
    place.file("none.jsonl", articles(1));
    place.run("ingest none.jsonl").read();
    let reader = place.open("claims.db");
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM document")
        .expect("a long read");
    let args = ["ingest", "articles.jsonl", "--wait", "120"];
    let mut runs = [start(&place, &args), start(&place, &args)];
    for run in &mut runs {
        assert!(run.wait().expect("its end").success());
    }
    let seen: i64 = reader
        .query_row("SELECT count(*) FROM document", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(seen, 1, "the reader sees what was there when it began");
    drop(reader);
    assert_sound(&place.open("claims.db"));
    assert!(place.dump() == expected.dump(), "the content differs");
}

#[test]
fn who_holds_the_database_is_told() {
    let place = place(1);
    place.run("ingest articles.jsonl --quiet").read();
    let mut holder = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["ingest", "-"])
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    while !place.names().iter().any(|name| name == "claims.db-lock") {
        thread::sleep(Duration::from_millis(10));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["ingest", "articles.jsonl", "--wait", "0"])
        .current_dir(place.path(""))
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let holds = format!(
        "in use by another gainsay (process {}, `ingest -`",
        holder.id()
    );
    assert!(said.contains(&holds), "{said}");
    drop(holder.stdin.take());
    assert!(holder.wait().expect("its end").success());
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_in_good_order() {
    use std::io::{Read, Write};
    for signal in ["INT", "TERM"] {
        let place = Place::new();
        let mut run = Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .args(["ingest", "-", "--json"])
            .current_dir(place.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = run.stdin.take().expect("a pipe");
        stdin.write_all(articles(20).as_bytes()).expect("a reader");
        stdin.flush().expect("a reader");
        // the pipe stays open: what has come in is stored all the same
        let stored = || {
            let path = place.path("claims.db");
            let db = Connection::open(path).ok()?;
            db.query_row("SELECT count(*) FROM document", [], |row| {
                row.get::<_, i64>(0)
            })
            .ok()
        };
        while stored() != Some(20) {
            thread::sleep(Duration::from_millis(20));
        }
        let kill = format!("kill -{signal} {}", run.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .expect("a shell")
                .success()
        );
        assert_eq!(run.wait().expect("its end").code(), Some(3));
        drop(stdin);
        let mut said = String::new();
        run.stdout
            .take()
            .expect("a pipe")
            .read_to_string(&mut said)
            .expect("text");
        let summary: serde_json::Value = serde_json::from_str(&said).expect("a summary");
        assert_eq!(
            (&summary["added"], &summary["stopped"]),
            (&json!(20), &json!(true))
        );
        let db = place.open("claims.db");
        let outcome: String = db
            .query_row("SELECT outcome FROM run", [], |row| row.get(0))
            .expect("a run");
        assert_eq!(outcome, "stopped");
        assert_sound(&db);
    }
}
