use std::fs;

use crate::helper::{ARTICLE, Place};

const DATE: &str = "expected a day such as 2017-06-23, 2017-06-23T14:05:00+03:00 or Fri, 23 Jun 2017 14:05:00 +0300";

/// One bad file is refused with one line and exit code 3, and what was in the database stays as it was.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, line: &str) {
    let place = Place::with_article();
    let before = place.dump();
    place.file(name, content);
    place
        .run("ingest")
        .arg(name)
        .stdout("1 document: 0 new, 0 changed, 0 known, 1 rejected; 0 statements and 0 conflicts added\n")
        .refused(3, &format!("rejected {line}"))
        .check();
    assert_eq!(place.dump(), before);
    kept(&place, name);
}

/// The refused input is kept with its reason, whole or as far as it could be kept.
#[track_caller]
fn kept(place: &Place, name: &str) {
    let db = place.open("claims.db");
    let sql = "SELECT source, input FROM rejection";
    let (source, input): (String, Vec<u8>) = db
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("one rejection");
    assert!(source.starts_with(name), "{source}");
    let content = place.bytes(name);
    let content = content.strip_suffix(b"\n").unwrap_or(&content);
    let input = input.strip_suffix(b"\n").unwrap_or(&input);
    assert!(content.starts_with(input));
}

/// A database that can't be used is one line and exit code 1, for who writes and for who reads, and not a
/// byte of it changes.
#[track_caller]
fn untouched(place: &Place, name: &str, line: &str) {
    place.file("good.txt", ARTICLE);
    let bytes = place.bytes(name);
    for command in [
        "ingest good.txt",
        "conflicts",
        "report",
        "sql",
        "review x confirmed",
    ] {
        let run = place.run(command).arg("--db").arg(name);
        let run = if command == "sql" {
            run.arg("SELECT 1")
        } else {
            run
        };
        run.refused(1, line).check();
        assert!(place.bytes(name) == bytes, "{command} changed {name}");
    }
}

#[test]
fn an_empty_file() {
    refused("a.txt", "", "a.txt: empty: the file is empty");
    refused("a.txt", " \n\n", "a.txt: empty: the file is empty");
    refused("a.html", "", "a.html: empty: the file is empty");
    refused("a.json", "", "a.json: empty: there is no document in it");
    refused("a.jsonl", "", "a.jsonl: empty: there is nothing in it");
}

#[test]
fn an_empty_pipe_is_an_empty_share_of_the_work() {
    Place::new().run("extract").check();
}

#[test]
fn a_binary_file() {
    let bytes = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0";
    refused(
        "a.txt",
        bytes,
        "a.txt: binary: it has NUL bytes, so it is not a text",
    );
    refused(
        "a.jsonl",
        bytes,
        "a.jsonl: binary: it has NUL bytes, so it is not JSON",
    );
    let noise = b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12";
    refused(
        "a.txt",
        noise,
        "a.txt: binary: it is not UTF-8 and has too many control characters for a text",
    );
}

#[test]
fn invalid_utf_8() {
    let article = ARTICLE.replace("المحصول", "?");
    let mut broken = article.into_bytes();
    let at = broken.len() - 20;
    broken[at] = 0xFF;
    let at = String::from_utf8_lossy(&broken[..at])
        .trim_end_matches('\u{FFFD}')
        .len();
    refused(
        "a.txt",
        &broken,
        &format!("a.txt: encoding: byte {at} is not valid UTF-8; mend or save it again"),
    );
    refused(
        "a.jsonl",
        b"{\"text\": \"\xff\"}\n",
        "a.jsonl:1: encoding: byte 10 is not valid UTF-8",
    );
}

#[test]
fn a_line_of_50_mb() {
    let sentence = "قال الوزير إن المحصول وافر هذا العام. ";
    let line = sentence.repeat((50 << 20) / sentence.len() + 1);
    let too_large = "too_large: longer than 10485760 bytes; raise --max-document-bytes (the first 10485760 bytes are kept)";
    refused("a.txt", &line, &format!("a.txt: {too_large}"));
    // the lines after it are read all the same
    let place = Place::with_article();
    place.file("a.jsonl", format!("{{\"text\": \"{line}\"}}\n{{\"id\": \"next\", \"text\": \"x\", \"published\": \"2024-03-05\"}}\n"));
    place
        .run("ingest a.jsonl")
        .stdout("2 documents: 1 new, 0 changed, 0 known, 1 rejected; 0 statements and 0 conflicts added\n")
        .refused(3, &format!("rejected a.jsonl:1: {too_large}"))
        .check();
}

#[test]
fn a_document_without_text() {
    refused(
        "a.jsonl",
        "{\"title\": \"x\"}\n",
        "a.jsonl:1: no_text: the object has neither \"text\" nor \"html\"; one of them must hold the article",
    );
    refused(
        "a.json",
        "{\"title\": \"x\"}",
        "a.json: no_text: the object has neither \"text\" nor \"html\"; one of them must hold the article",
    );
    refused(
        "a.jsonl",
        "{\"text\": \" \"}\n",
        "a.jsonl:1: empty: there are no words in the text",
    );
    refused(
        "a.txt",
        "---\npublished: 2024-03-05\n---\n\n",
        "a.txt: empty: there are no words in the text",
    );
}

#[test]
fn a_date_that_is_none() {
    refused(
        "a.txt",
        "---\npublished: soon\n---\nنص\n",
        &format!("a.txt: front_matter: line 2: published: \"soon\" is not a date; {DATE}"),
    );
    refused(
        "a.jsonl",
        "{\"text\": \"نص\", \"published\": \"2024-02-31\"}\n",
        &format!("a.jsonl:1: date: \"published\": \"2024-02-31\" is not a date; {DATE}"),
    );
}

#[test]
fn a_front_matter_without_an_end() {
    refused(
        "a.txt",
        "---\npublished: 2024-03-05\n",
        "a.txt: front_matter: line 2: the block has no closing ---",
    );
}

#[test]
fn json_that_breaks_off() {
    refused(
        "a.jsonl",
        "{\"text\": \"x\"",
        "a.jsonl:1: json: column 12: EOF while parsing an object",
    );
}

#[test]
fn bad_documents_stop_no_good_ones() {
    let place = Place::new();
    place.file("in/1.txt", "").file("in/2.txt", ARTICLE).file(
        "in/3.jsonl",
        "[\n{\"text\": \"نص\", \"published\": \"2024-03-05\"}\n",
    );
    place
        .run("ingest in --json")
        .status(3)
        .stderr(
            "gainsay: rejected in/1.txt: empty: the file is empty\n\
             gainsay: rejected in/3.jsonl:1: json: column 1: EOF while parsing a list\n",
        )
        .read();
    let ids = place
        .run("sql")
        .arg("SELECT id FROM documents ORDER BY id")
        .read();
    assert!(ids.contains("\"2\"") && ids.lines().count() == 2, "{ids}");
}

#[test]
fn a_path_that_does_not_exist() {
    let place = Place::with_article();
    let before = place.dump();
    let line = "nowhere: no such file or folder; give a file, a folder or - for standard input";
    for command in [
        "ingest nowhere",
        "ingest good.txt nowhere",
        "extract nowhere",
        "report nowhere",
    ] {
        place.run(command).refused(2, line).check();
    }
    assert_eq!(place.dump(), before);
    Place::new().run("ingest nowhere").refused(2, line).check();
}

#[test]
fn a_wrong_path_makes_no_database() {
    let place = Place::new();
    place
        .run("ingest nowhere")
        .refused(
            2,
            "nowhere: no such file or folder; give a file, a folder or - for standard input",
        )
        .check();
    place
        .run("conflicts --db typo.db")
        .refused(
            1,
            "there is no database at typo.db; `gainsay ingest` makes one, --db names another",
        )
        .check();
    assert!(place.names().is_empty());
}

#[test]
fn what_is_no_source() {
    let place = Place::new();
    place.file("empty/photo.jpg", "x");
    place
        .run("ingest empty")
        .refused(
            2,
            "empty: nothing to read in this folder; gainsay reads .txt, .md, .html, .htm, .json, .jsonl and .ndjson, \
             each also with .gz or .zst",
        )
        .check();
    place
        .run("ingest")
        .arg("")
        .refused(
            2,
            "an empty name is no source; give a file, a folder or - for standard input",
        )
        .check();
}

#[cfg(unix)]
#[test]
fn a_read_only_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_article();
    let before = place.dump();
    let permissions = |mode| {
        for (name, mode) in [("good.txt", 0o444), ("claims.db", 0o444)] {
            fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).expect("ours");
        }
        fs::set_permissions(place.path(""), fs::Permissions::from_mode(mode)).expect("ours");
    };
    place.file("new.txt", ARTICLE.replace("القمح", "الشعير"));
    permissions(0o555);
    let line = "cannot be written (a read-only file or folder); copy it to a folder of yours, or change the permissions";
    for db in ["claims.db", "none.db"] {
        let ingest = place.run("ingest new.txt --db").arg(db).unprivileged();
        ingest.refused(1, &format!("{db} {line}")).check();
    }
    // reading needs no permission to write
    let id = place
        .run("sql")
        .arg("SELECT id FROM documents")
        .unprivileged();
    id.stdout("{\"id\":\"good\"}\n").check();
    place
        .run("report new.txt -o report.md")
        .unprivileged()
        .refused(
            1,
            "cannot write the report to report.md: Permission denied (os error 13)",
        )
        .check();
    permissions(0o755);
    assert_eq!(place.dump(), before);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("secret.txt", ARTICLE);
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(place.path("secret.txt"), closed).expect("ours");
    place
        .run("extract secret.txt")
        .unprivileged()
        .refused(3, "rejected secret.txt: unreadable: permission denied")
        .check();
}

#[test]
fn a_database_that_is_not_sqlite() {
    let line = "claims.db is not an SQLite file (or is damaged); give another one with --db, or restore it from a copy";
    let place = Place::new();
    place.file(
        "claims.db",
        "a shopping list, and no database at all\n".repeat(40),
    );
    untouched(&place, "claims.db", line);
}

#[test]
fn a_database_of_another_program() {
    let place = Place::new();
    place
        .open("other.db")
        .execute_batch("CREATE TABLE holiday (day TEXT); INSERT INTO holiday VALUES ('2024-05-01')")
        .expect("a database");
    untouched(
        &place,
        "other.db",
        "other.db is an SQLite database, but not one of gainsay's; it was left untouched, give another one with --db",
    );
}

#[test]
fn a_database_of_a_newer_gainsay() {
    let place = Place::with_article();
    let db = place.open("claims.db");
    db.execute_batch(
        "INSERT INTO refinery_schema_history VALUES (999, 'wonders', '2031-01-01T00:00:00Z', '1');
         PRAGMA user_version = 999;
         PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .expect("a newer database");
    let known: i64 = db
        .query_row(
            "SELECT max(version) FROM refinery_schema_history WHERE version < 999",
            [],
            |row| row.get(0),
        )
        .expect("a version");
    drop(db);
    untouched(
        &place,
        "claims.db",
        &format!(
            "claims.db was made by a newer gainsay (schema 999, this one knows {known}); it was left untouched, \
             use the newer program"
        ),
    );
}

#[test]
fn a_place_where_no_database_can_be() {
    let place = Place::new();
    place.file("folder/good.txt", ARTICLE);
    place
        .run("ingest folder --db folder")
        .refused(1, "cannot make a database at folder: it is a folder; give a file in a folder that exists with --db")
        .check();
    place
        .run("ingest folder --db none/claims.db")
        .refused(
            1,
            "cannot make a database at none/claims.db: its folder does not exist; give a file in a folder that \
             exists with --db",
        )
        .check();
}

/// A text without a full stop is one sentence of any length, and must not take for ever. These are 120 kB.
#[test]
fn a_very_long_sentence() {
    let place = Place::new();
    for words in [
        "قال الوزير ",
        "« قال ",
        "قال الوزير إن المحصول وافر، مؤكدا أن ",
    ] {
        place.file("a.txt", words.repeat(120_000 / words.len()));
        let start = std::time::Instant::now();
        place.run("extract a.txt").read();
        assert!(
            start.elapsed().as_secs() < 10,
            "{words}: {:?}",
            start.elapsed()
        );
    }
}
