use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::helper::{Place, SEEDS_SAY, record, seeds};
use crate::shapes::{
    Conflict, Denial, NamedQuery, Report, Row, Speaker, Statement, Summary, Topic,
};

/// A record command in JSONL and in JSON: the same records, and the keys of the contract and no others.
#[track_caller]
fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(place: &Place, command: &str) -> Vec<T> {
    let lines: Vec<T> = place.run(command).records();
    assert!(!lines.is_empty(), "{command}: nothing to look at");
    let list: Vec<T> = record(&place.run(command).arg("--format").arg("json").read());
    assert_eq!(lines, list);
    let piped: Vec<T> = place.run(command).read().lines().map(record).collect();
    assert_eq!(lines, piped, "JSONL is what a pipe gets");
    lines
}

/// CSV has one header, and one row a record with as many cells as the header.
#[track_caller]
fn csv(place: &Place, command: &str, header: &str) {
    let text = place.run(command).arg("--format").arg("csv").read();
    assert_eq!(text.lines().next(), Some(header), "{command}");
    let rows = csv::Reader::from_reader(text.as_bytes())
        .records()
        .collect::<Result<Vec<_>, _>>()
        .expect("rows of equal length");
    let records: Vec<Value> = place.run(command).records();
    assert_eq!(rows.len(), records.len(), "{command}");
    let none = place
        .run(command)
        .arg("--limit")
        .arg("0")
        .arg("--format")
        .arg("csv");
    none.stdout(format!("{header}\n")).check();
}

/// A Markdown table has a rule under its header and the same number of cells in every line.
#[track_caller]
fn md(place: &Place, command: &str, header: &str) {
    let text = place.run(command).arg("--format").arg("md").read();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(header), "{command}");
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let rule = lines.next().expect("a rule");
    assert!(rule.chars().all(|c| "| -".contains(c)), "{rule}");
    let records: Vec<Value> = place.run(command).records();
    assert_eq!(lines.clone().count(), records.len(), "{command}");
    for line in lines.chain([rule]) {
        assert_eq!(cells(line), cells(header), "{line}");
    }
}

/// A table has a header and a rule, and keeps to the width unless a word is longer.
#[track_caller]
fn table(place: &Place, command: &str, header: &[&str]) {
    let text = place.run(command).arg("--format").arg("table").read();
    let first = text.lines().next().expect("a header");
    let columns: Vec<_> = first
        .split("  ")
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .collect();
    assert_eq!(columns, header, "{command}");
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "{command}");
        assert!(
            !line.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']),
            "{command}"
        );
    }
    let isolated = place
        .run(command)
        .arg("--format")
        .arg("table")
        .arg("--bidi")
        .arg("on")
        .read();
    assert_eq!(
        isolated.replace(['\u{2068}', '\u{2069}'], ""),
        text,
        "{command}: direction controls change nothing else"
    );
    assert!(isolated.contains('\u{2068}'), "{command}");
}

#[test]
fn statements() {
    let place = Place::with_seeds();
    let statements: Vec<Statement> = read(&place, "statements");
    for statement in &statements {
        assert_eq!(statement.content.pieces().len(), statement.spans.len());
        assert!((0.0..=1.0).contains(&statement.certainty));
        assert_eq!(statement.embedded, statement.parent.is_some());
        assert_eq!(
            statement.said_on.is_none(),
            statement.said_on_basis == "none"
        );
    }
    let header = "id,document,speaker,speaker_kind,role,country,via,cue,content,spans,mode,stance,said_on,said_on_basis,\
                  published,embedded,parent,certainty";
    csv(&place, "statements", header);
    md(
        &place,
        "statements",
        "| id | said | stance | document | who and what |",
    );
    table(
        &place,
        "statements",
        &["id", "said", "stance", "document", "who and what"],
    );
}

#[test]
fn conflicts() {
    let place = Place::with_seeds();
    let conflicts: Vec<Conflict> = read(&place, "conflicts");
    assert!(conflicts.is_sorted_by(|a, b| a.score >= b.score));
    for conflict in &conflicts {
        assert!(!conflict.reasons.is_empty());
        assert_eq!(conflict.review, None);
    }
    let side = |s: &str| {
        "id,document,speaker,speaker_kind,role,country,via,cue,content,spans,mode,stance,said_on,said_on_basis,published,\
         embedded,parent,certainty"
            .split(',')
            .map(|field| format!("{s}_{field}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let header = format!(
        "id,kind,score,topic,reasons,review,{},{}",
        side("a"),
        side("b")
    );
    csv(&place, "conflicts", &header);
    md(
        &place,
        "conflicts",
        "| id | kind | score | review | who against whom, and why |",
    );
    table(
        &place,
        "conflicts",
        &["id", "kind", "score", "review", "who against whom, and why"],
    );
}

#[test]
fn speakers() {
    let place = Place::with_seeds();
    let speakers: Vec<Speaker> = read(&place, "speakers");
    assert!(speakers.is_sorted_by(|a, b| a.statements >= b.statements));
    csv(
        &place,
        "speakers",
        "id,name,kind,country,statements,claims,documents,first_day,last_day,offices,aliases",
    );
    md(
        &place,
        "speakers",
        "| id | kind | country | statements | documents | name and offices |",
    );
    table(
        &place,
        "speakers",
        &[
            "id",
            "kind",
            "country",
            "statements",
            "documents",
            "name and offices",
        ],
    );
}

#[test]
fn topics() {
    let place = Place::with_seeds();
    let _: Vec<Topic> = read(&place, "topics");
    csv(
        &place,
        "topics",
        "id,title,conflicts,score,claims,statements,documents,publishers,speakers,countries,first_day,last_day",
    );
    md(
        &place,
        "topics",
        "| id | conflicts | score | claims | speakers | last\\_day | title |",
    );
    table(
        &place,
        "topics",
        &[
            "id",
            "conflicts",
            "score",
            "claims",
            "speakers",
            "last_day",
            "title",
        ],
    );
}

#[test]
fn denials() {
    let place = Place::new();
    place.file(
        "a.txt",
        "---\npublished: 2024-03-05\npublisher: صدى الوادي\n---\n\
         نفى وزير الزراعة الأردني سليم الحوراني، أمس الاثنين، وجود أي نقص في القمح.\n",
    );
    place.run("ingest a.txt").read();
    let denials: Vec<Denial> = read(&place, "denials");
    assert_eq!(denials.len(), 1);
    csv(
        &place,
        "denials",
        "claim,topic,topic_title,speaker,speaker_kind,country,role,quote,day,first_day,last_day,documents,publishers,\
         publisher,document,url,statement,certainty,denied_author",
    );
    md(
        &place,
        "denials",
        "| statement | day | country | publishers | who denies what |",
    );
    table(
        &place,
        "denials",
        &[
            "statement",
            "day",
            "country",
            "publishers",
            "who denies what",
        ],
    );
}

#[test]
fn rows_of_sql() {
    let place = Place::with_seeds();
    let query = "SELECT id, publisher, published FROM documents ORDER BY id LIMIT 1";
    let sql = |format: &str| place.run("sql --format").arg(format).arg(query);
    sql("jsonl")
        .stdout("{\"id\":\"001\",\"publisher\":\"وكالة السهوب\",\"published\":\"2017-06-23\"}\n")
        .check();
    sql("json")
        .stdout(
            "[\n{\"id\":\"001\",\"publisher\":\"وكالة السهوب\",\"published\":\"2017-06-23\"}\n]\n",
        )
        .check();
    sql("csv")
        .stdout("id,publisher,published\n001,وكالة السهوب,2017-06-23\n")
        .check();
    sql("md")
        .stdout("| id | publisher | published |\n| --- | --- | --- |\n| 001 | وكالة السهوب | 2017-06-23 |\n")
        .check();
    sql("table")
        .stdout(
            "id   publisher     published\n--   ---------     ---------\n001  وكالة السهوب  2017-06-23\n",
        )
        .check();
    let values = "SELECT NULL AS missing, 1.5 AS number, x'00ff' AS bytes, 'a' AS a, 'b' AS a";
    let expected =
        "{\"missing\":null,\"number\":1.5,\"bytes\":\"00ff\",\"a\":\"a\",\"a_2\":\"b\"}\n";
    place.run("sql").arg(values).stdout(expected).check();
}

#[test]
fn the_list_of_queries() {
    let queries: Vec<NamedQuery> = read(&Place::new(), "sql");
    assert!(queries.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn extract_prints_what_statements_prints() {
    let place = Place::with_seeds();
    let read = place.run("extract").arg(seeds()).stderr(SEEDS_SAY).read();
    let mut extracted: Vec<Statement> = read.lines().map(record).collect();
    let mut stored: Vec<Statement> = place.run("statements").records();
    assert_eq!(extracted.len(), stored.len());
    // a speaker gets the name of the entity, and a parent is a row of the database
    for (found, stored) in [(&mut extracted, false), (&mut stored, true)] {
        found.sort_by(|a, b| a.id.cmp(&b.id));
        for statement in found {
            assert!(!statement.speaker.is_empty(), "stored: {stored}");
            statement.speaker.clear();
            statement.speaker_kind.clear();
        }
    }
    for (a, b) in extracted.iter().zip(&stored) {
        assert_eq!(a, b);
    }
}

#[test]
fn the_summary_of_ingest() {
    let place = Place::new();
    let run = || {
        place
            .run("ingest --json")
            .arg(seeds())
            .stderr(SEEDS_SAY)
            .read()
    };
    let first: Summary = record(&run());
    assert_eq!((first.documents, first.added, first.known), (5, 5, 0));
    let again: Summary = record(&run());
    let nothing = Summary {
        documents: 5,
        added: 0,
        changed: 0,
        known: 5,
        rejected: 0,
        undated: 0,
        statements: 0,
        claims: 0,
        conflicts: 0,
        files_unchanged: 5,
        feeds_read: 0,
        feeds_failed: 0,
        stopped: false,
        feeds: Vec::new(),
        dry_run: false,
    };
    assert_eq!(again, nothing);
}

#[test]
fn the_report_in_json() {
    let place = Place::with_seeds();
    let report: Report = record(&place.run("report --format json").read());
    let conflicts: Vec<Conflict> = place.run("conflicts").records();
    assert_eq!(report.totals.conflicts as usize, conflicts.len());
    let flags: usize = report
        .topics
        .iter()
        .map(|topic| topic.conflicts.len())
        .sum();
    assert_eq!(flags, conflicts.len());
    for topic in &report.topics {
        let claims: Vec<_> = topic.sides.iter().flat_map(|side| &side.claims).collect();
        for flag in &topic.conflicts {
            for side in [&flag.a, &flag.b] {
                assert!(claims.iter().any(|claim| claim.id == *side), "{}", flag.id);
            }
        }
    }
}

#[test]
fn filters_narrow_every_record() {
    let place = Place::with_seeds();
    let count = |command: &str| {
        let records: Vec<Row> = place.run(command).records();
        records.len()
    };
    for command in ["conflicts", "statements", "speakers", "topics"] {
        let all = count(command);
        for filter in [
            "--country KG",
            "--kind attribution",
            "--min-score 0.8",
            "--speaker قالين",
            "--limit 1",
        ] {
            let some = count(&format!("{command} {filter}"));
            assert!(
                0 < some && some <= all,
                "{command} {filter}: {some} of {all}"
            );
        }
        assert_eq!(
            count(&format!("{command} --since 2030-01-01")),
            0,
            "{command}"
        );
    }
    let conflicts: Vec<Conflict> = place.run("conflicts --kind shift").records();
    assert!(conflicts.iter().all(|conflict| conflict.kind == "shift"));
    let statements: Vec<Statement> = place.run("statements --since 2023-01-01").records();
    assert!(
        statements
            .iter()
            .all(|statement| statement.document == "003")
    );
}

/// Arabic spelled otherwise finds the same people.
#[test]
fn names_are_found_in_any_spelling() {
    let place = Place::with_seeds();
    let found =
        |name: &str| -> Vec<Speaker> { place.run("speakers --speaker").arg(name).records() };
    let expected = found("إبراهيم قالين");
    assert_eq!(expected.len(), 1);
    for name in ["ابراهيم قالين", "إِبْرَاهِيم قالين", "إبراهيم قـالين"]
    {
        assert_eq!(found(name), expected, "{name}");
    }
}
