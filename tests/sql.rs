use std::fs;
use std::process::Command;

use crate::helper::{Place, crate_folder};
use crate::shapes::{NamedQuery, Row};

/// The stems of the files of sql/.
fn files() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(crate_folder().join("sql"))
        .expect("sql/")
        .map(|entry| entry.expect("a file").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

#[test]
fn every_file_of_sql_is_a_query_that_runs() {
    let place = Place::with_seeds();
    let queries: Vec<NamedQuery> = place.run("sql").records();
    let names: Vec<_> = queries.iter().map(|query| query.name.clone()).collect();
    assert_eq!(names, files());
    for query in &queries {
        assert!(
            query.answers.ends_with(['?', '.']),
            "{}: {}",
            query.name,
            query.answers
        );
        place.run("sql").arg(&query.name).read();
        for param in &query.params {
            let set = format!("{}={}", param.name, param.default);
            place
                .run("sql")
                .arg(&query.name)
                .arg("--param")
                .arg(set)
                .read();
        }
    }
}

#[test]
fn parameters_narrow_a_query() {
    let place = Place::with_seeds();
    let denied: Vec<Row> = place.run("sql who_denied_what").records();
    let in_kyrgyzstan: Vec<Row> = place
        .run("sql who_denied_what --param country=KG")
        .records();
    assert!(!in_kyrgyzstan.is_empty() && in_kyrgyzstan.len() < denied.len());
    assert!(
        in_kyrgyzstan
            .iter()
            .all(|row| row["denier_country"] == "KG")
    );
}

#[test]
fn full_text_is_blind_to_spelling() {
    let place = Place::with_seeds();
    let search = |words: &str| {
        place
            .run("sql search_folded --param")
            .arg(format!("words={words}"))
            .read()
    };
    let found = search("الأمم المتحدة");
    assert!(!found.is_empty());
    for words in ["الامم المتحده", "الأُمَم المتّحدة", "الامـم المتحدة"]
    {
        assert_eq!(search(words), found, "{words}");
    }
    for words in [
        "\"",
        "a OR",
        "NEAR(",
        "*",
        "content_folded:x",
        "'; DROP TABLE statement; --",
    ] {
        search(words);
    }
}

#[test]
fn any_sql_that_reads() {
    let place = Place::with_seeds();
    for (query, expected) in [
        ("SELECT count(*) AS n FROM documents", "{\"n\":5}\n"),
        ("VALUES (1)", "{\"column1\":1}\n"),
        (
            "WITH d AS (SELECT id FROM documents) SELECT max(id) AS id FROM d;",
            "{\"id\":\"005\"}\n",
        ),
        ("SELECT 1 AS n -- and a comment", "{\"n\":1}\n"),
    ] {
        place.run("sql").arg(query).stdout(expected).check();
    }
    place
        .run("sql -")
        .stdin("-- how many documents\nSELECT count(*) AS n\nFROM documents")
        .stdout("{\"n\":5}\n")
        .check();
    let named = place
        .run("sql")
        .arg("SELECT id FROM documents WHERE publisher LIKE :p");
    named
        .arg("--param")
        .arg("p=قناة%")
        .stdout("{\"id\":\"005\"}\n")
        .check();
}

#[test]
fn nothing_is_written() {
    let place = Place::with_seeds();
    let before = place.dump();
    let refused = "only one statement that reads is allowed here (SELECT, WITH, VALUES, EXPLAIN)";
    for query in [
        "DELETE FROM statement",
        "UPDATE document SET title = 'x'",
        "INSERT INTO publisher (name) VALUES ('x')",
        "DROP VIEW statements",
        "CREATE TABLE t (a)",
        "WITH x AS (SELECT 1) DELETE FROM review",
        "SELECT 1; DELETE FROM statement",
        "ATTACH 'other.db' AS o",
        "VACUUM INTO 'copy.db'",
        "BEGIN IMMEDIATE",
        "PRAGMA foreign_keys = OFF",
        "CREATE TEMP TABLE t (a)",
        "REINDEX statement",
        "ANALYZE main",
        "INSERT INTO statement_fts (statement_fts) VALUES ('rebuild')",
        "",
    ] {
        place.run("sql").arg(query).refused(2, refused).check();
    }
    for query in [
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = 1",
    ] {
        place.run("sql").arg(query).refused(2, refused).check();
    }
    place
        .run("sql")
        .arg("SELECT load_extension('libcrypto.so.3')")
        .refused(
            1,
            "SQL: not authorized to use function: load_extension (line 1)",
        )
        .check();
    assert_eq!(place.dump(), before);
    assert!(!place.path("other.db").exists() && !place.path("copy.db").exists());
}

#[test]
fn what_is_wrong_is_said() {
    let place = Place::with_seeds();
    place
        .run("sql nonsense")
        .refused(
            2,
            &format!(
                "there is no query \"nonsense\"; known are {}",
                files().join(", ")
            ),
        )
        .check();
    place
        .run("sql")
        .arg("SELECT 1 +")
        .refused(1, "SQL: incomplete input")
        .check();
}

#[test]
fn an_endless_query_is_stopped() {
    let place = Place::with_seeds();
    let endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    place
        .run("sql --timeout 1")
        .arg(endless)
        .refused(1, "the query was stopped after 1 s; narrow it down")
        .check();
}

#[test]
fn what_tells_of_the_file_is_no_writing() {
    let place = Place::with_seeds();
    for query in [
        "PRAGMA table_info(statements)",
        "PRAGMA user_version",
        "SELECT name FROM pragma_table_info('statements')",
        "EXPLAIN QUERY PLAN SELECT * FROM conflicts",
        "SELECT count(*) FROM document_fts WHERE document_fts MATCH 'سوريا'",
        "PRAGMA integrity_check",
    ] {
        assert!(!place.run("sql").arg(query).read().is_empty(), "{query}");
    }
}

#[test]
fn the_prompt_answers_until_the_input_ends() {
    let place = Place::with_seeds();
    let asked = "who_denied_what country=KG;\nSELECT count(*) AS n,\n  'x' AS y FROM documents;\n.format csv\n\
        SELECT 7 AS seven;\n.schema runs\n.tables\n.queries topics\n.quit\nSELECT 'xyzzy';\n";
    let shown = place.run("sql --interactive").stdin(asked).read();
    assert!(shown.contains("denier_country: KG"), "{shown}");
    assert!(shown.contains("n  y\n-  -\n5  x\n"), "{shown}");
    assert!(shown.contains("seven\n7\n"), "{shown}");
    assert!(shown.contains("started_at,TEXT,UTC."), "{shown}");
    assert!(
        shown.contains("statements,view,") && shown.contains("-- title: Topics"),
        "{shown}"
    );
    assert!(!shown.contains("xyzzy"), "{shown}");
}

#[test]
fn what_is_wrong_at_the_prompt_is_said_and_the_prompt_goes_on() {
    let place = Place::with_seeds();
    place
        .run("sql -i")
        .stdin("SELECT 1 +;\nDELETE FROM statement;\n.limit many\n.schema nothing\nopen_denials 7\n.format csv\nSELECT 2 AS two;\n")
        .stdout("two\n2\n")
        .stderr(
            "gainsay: SQL: near \";\": syntax error (line 1)\n\
             gainsay: only one statement that reads is allowed here (SELECT, WITH, VALUES, EXPLAIN)\n\
             gainsay: .limit many: give a whole number\n\
             gainsay: there is no table or view nothing; try .tables\n\
             gainsay: 7: give parameters as name=value\n",
        )
        .check();
}

#[test]
fn an_empty_file_is_no_database_to_read() {
    let place = Place::with_seeds();
    place.file("empty.db", "").run("publish copy.db").read();
    let copy = place.bytes("copy.db");
    for command in ["publish copy.db", "statements", "sql topics"] {
        place
            .run("--db empty.db")
            .args(command)
            .refused(
                1,
                "empty.db is empty, there is no database in it; restore it from its last copy, or `gainsay ingest` makes a new one",
            )
            .check();
    }
    assert_eq!(place.bytes("copy.db"), copy);
    assert!(place.bytes("empty.db").is_empty());
}

#[test]
fn sql_may_begin_with_a_comment_and_an_option_be_misspelled() {
    let place = Place::with_seeds();
    let commented = "-- how many\nSELECT 5 AS five";
    place
        .run("sql")
        .arg(commented)
        .stdout("{\"five\":5}\n")
        .check();
    place
        .run("sql --lits")
        .refused(2, "there is no option --lits; try --help")
        .check();
}

#[test]
fn a_query_is_shown_as_it_runs_in_the_stock_shell() {
    let place = Place::new();
    let text = fs::read_to_string(crate_folder().join("sql/topics.sql")).expect("a query");
    place.run("sql topics --show").stdout(text).check();
}

#[test]
fn a_cut_result_says_so() {
    let place = Place::with_seeds();
    place
        .run("sql --limit 1 --format jsonl")
        .arg("SELECT id FROM documents ORDER BY id")
        .stdout("{\"id\":\"001\"}\n")
        .stderr("gainsay: there are more than these 1 rows; --limit N shows more\n")
        .check();
}

/// The stock shell knows nothing of gainsay and must be able to read everything.
#[test]
fn the_stock_shell_reads_every_object_and_runs_every_query() {
    if Command::new("sqlite3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no sqlite3 shell on this machine");
        return;
    }
    let place = Place::with_seeds();
    let shell = |script: &str| {
        place.file("script.sql", script);
        let input = fs::File::open(place.path("script.sql")).expect("the script");
        let output = Command::new("sqlite3")
            .args(["-batch", "-bail", "claims.db"])
            .current_dir(place.path(""))
            .stdin(input)
            .output()
            .expect("the shell runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && errors.is_empty(),
            "{script}: {errors}"
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(
        shell("PRAGMA integrity_check; PRAGMA foreign_key_check"),
        "ok\n"
    );
    let objects = shell(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
    );
    for object in objects.lines() {
        shell(&format!("SELECT * FROM \"{object}\" LIMIT 3"));
    }
    for name in files() {
        let text =
            fs::read_to_string(crate_folder().join(format!("sql/{name}.sql"))).expect("a query");
        shell(&text);
    }
    assert_eq!(
        shell("SELECT count(*) > 0 FROM statement_fts WHERE statement_fts MATCH 'سوريا'"),
        "1\n"
    );
    // the words at a span are the words of the statement
    let differing = "SELECT s.id FROM statements s JOIN documents d ON d.id = s.document,
          json_each(s.spans) p JOIN json_each(s.fragments) f ON f.key = p.key
        WHERE f.value <> substr(d.text, json_extract(p.value, '$[0]') + 1,
          json_extract(p.value, '$[1]') - json_extract(p.value, '$[0]'))";
    assert_eq!(shell(differing), "");
}
