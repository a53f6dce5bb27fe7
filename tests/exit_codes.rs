use crate::helper::{ARTICLE, Place};

const DATABASE: &str =
    "there is no database at claims.db; `gainsay ingest` makes one, --db names another";

#[test]
fn all_well_is_0() {
    let place = Place::with_article();
    for command in [
        "conflicts",
        "statements",
        "speakers",
        "topics",
        "denials",
        "report",
        "sql",
        "sql topics",
    ] {
        place.run(command).read();
    }
    for command in ["--help", "--version", "-h", "ingest --help"] {
        place.run(command).read();
    }
}

#[test]
fn nothing_found_is_still_0() {
    let place = Place::with_article();
    place.run("conflicts --kind figure --country AQ").check();
    place
        .run("conflicts --limit 0 --format json")
        .stdout("[]\n")
        .check();
}

#[test]
fn a_failure_is_1() {
    for command in [
        "conflicts",
        "statements",
        "speakers",
        "topics",
        "denials",
        "report",
    ] {
        Place::new().run(command).refused(1, DATABASE).check();
    }
    Place::with_article()
        .run("sql")
        .arg("SELECT x FROM nowhere")
        .refused(1, "SQL: no such table: nowhere")
        .check();
    Place::with_article()
        .run("review no-such-conflict confirmed")
        .refused(
            1,
            "there is no conflict \"no-such-conflict\" in the database",
        )
        .check();
}

#[test]
fn wrong_usage_is_2() {
    for (command, line) in [
        (
            "ingest",
            "the following required arguments were not provided: <SOURCE>...; try --help",
        ),
        ("gossip", "unrecognized subcommand 'gossip'; try --help"),
        (
            "conflicts --sort",
            "unexpected argument '--sort' found; tip: a similar argument exists: '--format'; try --help",
        ),
        (
            "conflicts --since yesterday",
            "invalid value 'yesterday' for '--since <DATE>': give a date as YYYY-MM-DD; try --help",
        ),
        (
            "conflicts --country KAZ",
            "invalid value 'KAZ' for '--country <CC>': give two letters of ISO 3166-1, like KZ; try --help",
        ),
        (
            "conflicts --min-score 7",
            "invalid value '7' for '--min-score <X>': give a number from 0 to 1; try --help",
        ),
        (
            "conflicts --format xml",
            "invalid value 'xml' for '--format <FORMAT>' [possible values: table, json, jsonl, csv, md]; try --help",
        ),
        (
            "ingest a.txt --published 1066-10-14",
            "--published: give a day between 1990 and today",
        ),
        (
            "extract - -",
            "-: standard input can be read only once; give - once",
        ),
        (
            "sql --param a=b",
            "--param needs a query to belong to; gainsay sql --list lists them",
        ),
    ] {
        Place::new().run(command).refused(2, line).check();
    }
    let place = Place::with_article();
    place
        .run("sql topics --param colour=red")
        .refused(
            2,
            "the query has no parameter \"colour\"; it takes country, since",
        )
        .check();
    place
        .run("report -o claims.db")
        .refused(
            2,
            "--output claims.db: this is the database; give another file",
        )
        .check();
}

#[test]
fn without_a_command_the_help_is_shown_and_it_is_2() {
    let place = Place::new();
    let help = place.run("-h").read();
    place.run("").status(2).stderr(help).check();
}

#[test]
fn done_with_rejections_is_3() {
    let place = Place::new();
    place.file("in/1.txt", "").file("in/2.txt", ARTICLE);
    for command in ["ingest in", "extract in", "report in", "ingest in"] {
        place
            .run(command)
            .refused(3, "rejected in/1.txt: empty: the file is empty")
            .read();
    }
}

/// `gainsay … | head` is no failure.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_0() {
    let place = Place::with_seeds();
    let program = env!("CARGO_BIN_EXE_gainsay");
    let script = format!(
        "set -o pipefail; for _ in 1 2 3; do '{program}' sql 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i FROM n' | head -n 1; done"
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(place.path(""))
        .output()
        .expect("bash runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}
