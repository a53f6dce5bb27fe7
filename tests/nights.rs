//! What a nightly job relies on: files are read once, edits become versions, refused inputs wait for another try, the
//! log tells what happened.

use std::fs::File;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::helper::{ARTICLE, Place, crate_folder};

/// Makes a file look as if it had been there for an hour, and some more seconds for each further call with it.
fn age(place: &Place, name: &str, seconds: u64) {
    let file = File::options()
        .write(true)
        .open(place.path(name))
        .expect("the file");
    let then = SystemTime::now() - Duration::from_secs(3600 + seconds);
    file.set_modified(then).expect("a file system with times");
}

fn one<T: rusqlite::types::FromSql>(place: &Place, sql: &str) -> T {
    let found = place.open("claims.db").query_row(sql, [], |row| row.get(0));
    found.unwrap_or_else(|error| panic!("{error}: {sql}"))
}

const AGAIN: &str =
    "1 document: 0 new, 0 changed, 1 known, 0 rejected; 0 statements and 0 conflicts added\n";

#[test]
fn files_of_a_folder_are_read_again_only_when_they_changed() {
    let place = Place::new();
    place.file("inbox/deep/a.txt", ARTICLE);
    age(&place, "inbox/deep/a.txt", 0);
    place.run("ingest inbox").read();
    let unchanged = format!("{AGAIN}1 file not read again: unchanged since the last time\n");
    place.run("ingest inbox").stdout(&unchanged).check();
    place.run("ingest inbox/deep").stdout(unchanged).check();
    // named by itself it is read, whatever is remembered
    place.run("ingest inbox/deep/a.txt").stdout(AGAIN).check();
    place.file("inbox/deep/a.txt", ARTICLE.replace("أوفر", "أقل"));
    age(&place, "inbox/deep/a.txt", 7);
    let changed =
        "1 document: 0 new, 1 changed, 0 known, 0 rejected; 1 statement and 0 conflicts added\n";
    place.run("ingest inbox").stdout(changed).check();
}

#[test]
fn a_file_that_was_just_written_is_looked_at_again() {
    let place = Place::new();
    place
        .file("inbox/a.txt", ARTICLE)
        .run("ingest inbox")
        .read();
    place.run("ingest inbox").stdout(AGAIN).check();
}

/// Three statements; the edit takes one out, puts one in, turns one around and leaves one alone.
const BEFORE: &str = "قال وزير الصحة المغربي كمال الراضي إن المستشفى الجديد سيفتح أبوابه في شهر مايو.\n\n\
    وأعلنت وزيرة التعليم ليلى بناني أن المدارس ستغلق يوم الخميس المقبل بسبب الأمطار.\n\n\
    وأكد محافظ المدينة سعيد الوزاني أن الطريق الساحلي آمن.\n";
const AFTER: &str = "قال وزير الصحة المغربي كمال الراضي إن المستشفى الجديد سيفتح أبوابه في شهر مايو.\n\n\
    وأعلنت وزيرة التعليم ليلى بناني أن المدارس ستغلق يوم الجمعة المقبل بسبب الأمطار.\n\n\
    وحذر مدير الأرصاد عادل بوزيد من أن الثلوج قد تقطع طرق الجبال.\n";

#[test]
fn an_edited_article_is_a_new_version_and_its_changes_are_told() {
    let place = Place::new();
    let page = |text: &str| {
        json!({"url": "https://example.org/7", "text": text, "published": "2024-03-05"}).to_string()
    };
    place.run("ingest -").stdin(page(BEFORE)).read();
    place.run("changes").check();
    place.run("ingest -").stdin(page(AFTER)).read();
    let found: Vec<Value> = place.run("changes").records();
    let told: Vec<_> = found
        .iter()
        .map(|record| {
            let speaker = |side: &str| record[side]["speaker"].as_str().map(str::to_owned);
            (
                record["change"].as_str().expect("a word"),
                speaker("before"),
                speaker("after"),
            )
        })
        .collect();
    let (minister, weather, governor) = ("ليلى بناني", "عادل بوزيد", "سعيد الوزاني");
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(
        told,
        [
            ("changed", some(minister), some(minister)),
            ("appeared", None, some(weather)),
            ("vanished", some(governor), None),
        ]
    );
    assert_eq!(found[0]["document"], "https://example.org/7");
    assert_eq!(found[0]["version"], 2);
    assert_eq!(
        place
            .run("changes --since 2099-01-01")
            .records::<Value>()
            .len(),
        0
    );
    assert_eq!(
        place
            .run("changes --run 2 --document https://example.org/7")
            .records::<Value>()
            .len(),
        3
    );
    // the plain query says which words stand in only one version
    assert_eq!(place.run("sql changes").records::<Value>().len(), 4);
    assert_eq!(
        one::<i64>(&place, "SELECT count(*) FROM document"),
        2,
        "both versions stay"
    );
    assert_eq!(
        one::<i64>(&place, "SELECT count(*) FROM documents"),
        1,
        "one is the present one"
    );
}

#[test]
fn a_dry_run_counts_and_stores_nothing() {
    let place = Place::new();
    place.file("a.txt", ARTICLE).file("b.txt", "\u{0}\u{1}");
    let told =
        "2 documents: 1 new, 0 changed, 0 known, 1 rejected; 1 statement found, nothing stored\n";
    let refused = "rejected b.txt: binary: it has NUL bytes, so it is not a text";
    place
        .run("ingest --dry-run a.txt b.txt")
        .stdout(told)
        .refused(3, refused)
        .check();
    assert_eq!(place.names(), ["a.txt", "b.txt"]);
    place.run("ingest a.txt").read();
    let before = place.dump();
    place.file("a.txt", ARTICLE.replace("أوفر", "أقل"));
    let told =
        "1 document: 0 new, 1 changed, 0 known, 0 rejected; 1 statement found, nothing stored\n";
    place.run("ingest --dry-run a.txt").stdout(told).check();
    assert!(before == place.dump());
    assert_eq!(one::<i64>(&place, "SELECT count(*) FROM run"), 1);
}

#[test]
fn what_was_refused_waits_whole_and_is_settled_when_it_goes_through() {
    let place = Place::new();
    let wide = format!("{ARTICLE}{}", "وأضاف أن المخازن جاهزة. ".repeat(40));
    place
        .file("inbox/wide.txt", &wide)
        .file("inbox/broken.jsonl", "{\"text\": 7}\n");
    let said = "gainsay: rejected inbox/broken.jsonl:1: json: \"text\" must be a text, found a number\n\
        gainsay: rejected inbox/wide.txt: too_large: longer than 600 bytes; raise --max-document-bytes (the first 600 bytes are kept)\n";
    place
        .run("ingest inbox --max-document-bytes 600")
        .status(3)
        .stderr(said)
        .read();
    let waiting: Vec<Value> = place.run("rejections").records();
    let reasons: Vec<_> = waiting
        .iter()
        .map(|row| row["reason"].as_str().expect("a word"))
        .collect();
    assert_eq!(reasons, ["json", "too_large"]);
    place
        .run("rejections --show 1")
        .stdout("{\"text\": 7}")
        .check();
    // the long one goes through with another limit, the broken one waits on
    let told = "2 documents: 1 new, 0 changed, 0 known, 1 rejected; ";
    let again =
        "gainsay: rejected inbox/broken.jsonl:1: json: \"text\" must be a text, found a number\n";
    let summary = place.run("retry").status(3).stderr(again).read();
    assert!(summary.starts_with(told), "{summary}");
    assert_eq!(place.run("rejections").records::<Value>().len(), 1);
    assert_eq!(place.run("rejections --all").records::<Value>().len(), 2);
    assert_eq!(
        place
            .run("rejections --reason too_large")
            .records::<Value>()
            .len(),
        0
    );
    // mended where it came from, it is settled by the next ordinary run
    let text = json!({"text": "قال الوزير سليم الحوراني إن الأسعار مستقرة."});
    place
        .file("inbox/broken.jsonl", format!("{text}\n"))
        .run("ingest inbox")
        .read();
    place.run("rejections").check();
    place
        .run("retry 1")
        .refused(1, "there is no waiting rejection \"1\" in the database")
        .check();
}

#[test]
fn the_run_log_tells_what_every_night_brought() {
    let place = Place::with_article();
    place.run("ingest good.txt").read();
    let runs: Vec<Value> = place.run("runs").records();
    let told: Vec<_> = runs
        .iter()
        .map(|run| {
            (
                run["id"].clone(),
                run["outcome"].clone(),
                run["documents_added"].clone(),
                run["command"].clone(),
            )
        })
        .collect();
    let command = json!("ingest good.txt");
    assert_eq!(
        told,
        [
            (json!(2), json!("done"), json!(0), command.clone()),
            (json!(1), json!("done"), json!(1), command)
        ]
    );
    assert_eq!(place.run("runs --limit 1").records::<Value>().len(), 1);
    place.run("runs --feeds").check();
}

#[test]
fn metrics_are_written_for_good_runs_and_for_failed_ones() {
    let place = Place::with_article();
    place.run("ingest good.txt --metrics gainsay.prom").read();
    let metrics = String::from_utf8(place.bytes("gainsay.prom")).expect("text");
    for line in [
        "gainsay_run_success{command=\"ingest\"} 1",
        "gainsay_run_documents{command=\"ingest\",outcome=\"known\"} 1",
        "# TYPE gainsay_run_duration_seconds gauge",
    ] {
        assert!(
            metrics.lines().any(|found| found == line),
            "{line}\n{metrics}"
        );
    }
    let failed = "--db good.txt ingest good.txt --metrics gainsay.prom";
    let said = "good.txt is not an SQLite file (or is damaged); give another one with --db, or restore it from a copy";
    place.run(failed).refused(1, said).check();
    let metrics = String::from_utf8(place.bytes("gainsay.prom")).expect("text");
    assert!(
        metrics.contains("gainsay_run_success{command=\"ingest\"} 0"),
        "{metrics}"
    );
}

#[test]
fn log_lines_can_be_json() {
    let place = Place::new();
    place.file("b.txt", "\u{0}\u{202e}");
    let place_of = |args: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .args(args.split_whitespace())
            .current_dir(place.path(""))
            .output()
            .expect("the program starts");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let said = place_of("ingest b.txt --log-format json");
    let line: Value = serde_json::from_str(said.trim_end()).expect("one JSON object");
    assert_eq!(
        (&line["level"], &line["reason"], &line["source"]),
        (&json!("WARN"), &json!("binary"), &json!("b.txt"))
    );
    assert!(
        line["timestamp"]
            .as_str()
            .is_some_and(|at| at.starts_with("20")),
        "{said}"
    );
    let said = place_of("conflicts --db nowhere.db --log-format json");
    let line: Value = serde_json::from_str(said.trim_end()).expect("one JSON object");
    assert_eq!(line["level"], "ERROR");
}

#[test]
fn a_published_copy_is_one_file_that_anybody_can_read() {
    let place = Place::with_seeds();
    let expected = place.dump();
    let told = place.run("publish copy.db").read();
    assert!(told.starts_with("copy.db: "), "{told}");
    let names = place.names();
    assert!(
        !names.iter().any(|name| name.starts_with("copy.db-")),
        "{names:?}"
    );
    let copy = place.open("copy.db");
    let mode: String = copy
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .expect("a mode");
    assert_eq!(mode, "delete");
    assert!(crate::helper::dump(&copy) == expected);
    // an earlier copy is replaced, and nothing else
    place.run("publish copy.db").read();
    place.file("notes.txt", "mine");
    let said = "cannot write a copy to notes.txt: there is a file that is no database of gainsay's; give another file";
    place.run("publish notes.txt").refused(1, said).check();
    let said = "cannot write a copy to claims.db: it is the database itself; give another file";
    place.run("publish claims.db").refused(1, said).check();
    let said = "cannot write a copy to none/copy.db: its folder does not exist; give another file";
    place.run("publish none/copy.db").refused(1, said).check();
}

#[test]
fn extraction_anew_with_the_same_program_changes_nothing() {
    let place = Place::with_seeds();
    let conflict: String = one(
        &place,
        "SELECT id FROM conflicts ORDER BY score DESC LIMIT 1",
    );
    place
        .run("review")
        .arg(&conflict)
        .args("confirmed --reviewer salma")
        .read();
    let before = (place.dump(), place.run("report").read());
    let told = place.run("reextract").read();
    assert_eq!(
        told,
        "5 versions of articles: 66 statements; 66 kept their id (0 with other words), 0 new, 0 gone; 0 new conflicts found\n"
    );
    assert!(before == (place.dump(), place.run("report").read()));
}

#[test]
fn a_statement_that_begins_elsewhere_now_keeps_its_id() {
    let place = Place::with_article();
    let (id, spans): (String, String) = place
        .open("claims.db")
        .query_row("SELECT id, spans FROM statement", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a statement");
    // as an older extractor might have left it: another id, and three words less
    let edit = "UPDATE statement SET id = 'anold1', spans = json_array(json_array(
        json_extract(spans, '$[0][0]') + 10, json_extract(spans, '$[0][1]')))";
    place
        .open("claims.db")
        .execute_batch(edit)
        .expect("an edit");
    let told = place.run("reextract").read();
    assert_eq!(
        told,
        "1 version of articles: 1 statement; 1 kept their id (1 with other words), 0 new, 0 gone; 0 new conflicts found\n"
    );
    assert_ne!(id, "anold1");
    let kept: (String, String) = place
        .open("claims.db")
        .query_row("SELECT id, spans FROM statement", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a statement");
    assert_eq!(kept, ("anold1".to_owned(), spans));
}

#[test]
fn a_run_that_was_cut_off_is_made_up_for_by_the_next_one() {
    let place = Place::with_seeds();
    let expected = place.dump();
    // as a kill after the last document and before the topics leaves it
    let cut = "UPDATE run SET outcome = NULL, finished_at = NULL; DELETE FROM topic";
    place.open("claims.db").execute_batch(cut).expect("an edit");
    assert!(place.dump() != expected);
    place
        .run("ingest")
        .arg(crate::helper::seeds())
        .stderr(crate::helper::SEEDS_SAY)
        .read();
    assert!(place.dump() == expected);
    assert_eq!(
        one::<String>(&place, "SELECT outcome FROM run WHERE id = 1"),
        "killed"
    );
}

#[test]
fn the_chapter_every_night_shows_units_that_systemd_can_read() {
    let readme = std::fs::read_to_string(crate_folder().join("README.md")).expect("the readme");
    let chapter = readme
        .split("\n## Every night\n")
        .nth(1)
        .expect("the chapter");
    let units: Vec<_> = chapter
        .split("```ini\n")
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .collect();
    assert_eq!(units.len(), 2, "a service and a timer");
    for unit in units {
        for line in unit
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let section = line.starts_with('[') && line.ends_with(']');
            assert!(section || line.contains('='), "{line}");
        }
    }
}

#[test]
fn a_verdict_outlives_an_edit_that_leaves_the_words_alone() {
    let place = Place::new();
    let seeds = std::fs::read_dir(crate::helper::seeds()).expect("the seeds");
    let mut names = Vec::new();
    for path in seeds.map(|entry| entry.expect("a file").path()) {
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = format!(
                "inbox/{}",
                path.file_name().expect("a name").to_string_lossy()
            );
            place.file(&name, std::fs::read(&path).expect("an article"));
            names.push(name);
        }
    }
    place.run("ingest inbox").read();
    let conflict: String = one(
        &place,
        "SELECT id FROM conflicts ORDER BY score DESC LIMIT 1",
    );
    place
        .run("review")
        .arg(&conflict)
        .args("dismissed --reviewer salma")
        .read();
    let open = "SELECT count(*) FROM conflicts WHERE review IS NULL";
    let before: i64 = one(&place, open);
    for name in &names {
        let text = String::from_utf8(place.bytes(name)).expect("text");
        place.file(name, format!("{text}\nوحضر اللقاء عدد من الصحافيين.\n"));
    }
    place.run("ingest inbox").read();
    assert_eq!(one::<i64>(&place, open), before);
    let kept = "SELECT count(*) FROM conflicts WHERE review = 'dismissed'";
    assert_eq!(one::<i64>(&place, kept), 1);
}
