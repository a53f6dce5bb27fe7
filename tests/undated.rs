use serde_json::Value;

use crate::helper::{Place, record};
use crate::idempotence::seeds_as_lines;
use crate::seeds::expected;
use crate::shapes::{Conflict, Report, Statement};

/// The seeds without their dates, read into claims.db.
fn place() -> Place {
    let lines: String = seeds_as_lines(&[0, 1, 2, 3, 4])
        .lines()
        .map(|line| {
            let mut object: Value = record(line);
            object
                .as_object_mut()
                .expect("an object")
                .shift_remove("published");
            object.to_string() + "\n"
        })
        .collect();
    let place = Place::new();
    let out = place.run("ingest -").stdin(lines).read();
    assert!(
        out.starts_with("5 documents: 5 new, 0 changed, 0 known, 0 rejected; "),
        "{out}"
    );
    assert!(
        out.ends_with("\n5 documents without a publication date: --published DATE gives one\n"),
        "{out}"
    );
    place
}

#[test]
fn the_report_says_that_documents_are_undated() {
    let place = place();
    let note = "5 documents have no publication date.";
    assert!(place.run("report").read().contains(note));
    assert!(place.run("report --format md").read().contains(note));
    let report: Report = record(&place.run("report --format json").read());
    assert_eq!(report.totals.undated_documents, 5);
}

#[test]
fn statements_have_no_day_unless_the_text_gives_one() {
    let statements: Vec<Statement> = place().run("statements").records();
    assert!(!statements.is_empty());
    for statement in statements {
        assert_eq!(statement.published, None);
        if statement.said_on_basis != "explicit" && statement.said_on_basis != "context" {
            assert_eq!(statement.said_on, None, "{statement:?}");
        }
    }
}

#[test]
fn every_conflict_that_needs_no_date_is_still_found() {
    let found: Vec<Conflict> = place().run("conflicts").records();
    let missed: Vec<_> = expected()
        .conflicts
        .into_iter()
        .filter(|c| c.confidence == "sure" && c.kind != "shift")
        .filter(|c| !found.iter().any(|f| c.is(f)))
        .map(|c| format!("{}: {}", c.id, c.note))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(
        found.iter().all(|f| f.kind != "shift"),
        "a shift needs two days"
    );
}

#[test]
fn a_date_from_the_command_line_dates_what_has_none() {
    let place = Place::new();
    let line = seeds_as_lines(&[0]).replace("\"published\":\"2017-06-23\"", "\"a\":1");
    place
        .run("ingest - --published 2017-06-23")
        .stdin(line)
        .read();
    let statements: Vec<Statement> = place.run("statements").records();
    assert!(
        statements
            .iter()
            .all(|s| s.published.as_deref() == Some("2017-06-23"))
    );
}
