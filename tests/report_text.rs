use std::fs;

use crate::extract_golden::{diff, is_update};
use crate::helper::{Place, SEEDS_SAY, crate_folder, seeds};

/// Compares with a file of tests/golden/report, or writes it where UPDATE_GOLDEN is set.
#[track_caller]
fn golden(name: &str, found: &str) {
    let path = crate_folder().join("tests/golden/report").join(name);
    if is_update() {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, found).expect("the golden file");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == found,
        "{name} differs; read it, then UPDATE_GOLDEN=1 tests/run.sh report_text\n{}",
        diff(&expected, found)
    );
}

fn report(args: &str) -> String {
    Place::new()
        .run("report")
        .arg(seeds())
        .args(args)
        .stderr(SEEDS_SAY)
        .read()
}

#[test]
fn in_text() {
    golden("seeds.txt", &report(""));
}

#[test]
fn in_markdown() {
    golden("seeds.md", &report("--format md"));
}

#[test]
fn in_json() {
    golden("seeds.json", &report("--format json"));
}

#[test]
fn narrowed() {
    golden(
        "kyrgyz-denials.txt",
        &report("--country KG --kind denial --min-score 0.4"),
    );
}

#[test]
fn a_file_gets_what_the_screen_gets() {
    let place = Place::with_seeds();
    for (file, format) in [("a.txt", "text"), ("a.md", "md"), ("a.json", "json")] {
        place.run("report -o").arg(file).check();
        let screen = place.run("report --format").arg(format).read();
        assert_eq!(String::from_utf8(place.bytes(file)).expect("UTF-8"), screen);
    }
}

#[test]
fn nothing_is_left_behind_without_a_database() {
    let place = Place::new();
    place.run("report").arg(seeds()).stderr(SEEDS_SAY).read();
    assert!(place.names().is_empty());
    place
        .run("report --db kept.db")
        .arg(seeds())
        .stderr(SEEDS_SAY)
        .read();
    assert_eq!(place.names(), ["kept.db"]);
}

#[test]
fn nothing_found_is_said() {
    let place = Place::new();
    place.file(
        "a.txt",
        "---\npublished: 2024-03-05\n---\nنص قصير بلا قول.\n",
    );
    place
        .run("report a.txt")
        .stdout("1 document, 0 statements by 0 speakers, 0 conflicts on 0 topics\nNo conflicts were found.\n")
        .check();
}

#[test]
fn filters_that_let_nothing_through_are_said() {
    let place = Place::with_seeds();
    let report = place
        .run("report --topic nonsense")
        .stderr("gainsay: no conflict passes the filters; without them the report shows all there are\n")
        .read();
    assert!(report.ends_with("\nNo conflicts were found.\n"), "{report}");
}

/// A verdict stays, whatever the machine finds later, and takes what it dismisses out of the report.
#[test]
fn a_dismissed_conflict_leaves_the_report() {
    let place = Place::with_seeds();
    let conflicts: Vec<crate::shapes::Conflict> = place.run("conflicts").records();
    let id = &conflicts[0].id;
    place
        .run("review --reviewer Amal")
        .arg(id)
        .arg("dismissed")
        .stdout(format!("{id}: dismissed by Amal\n"))
        .check();
    let report = place.run("report").read();
    assert!(
        report.contains("1 conflict dismissed in review is left out."),
        "{report}"
    );
    assert!(!report.contains(&**id));
    place.run("ingest").arg(seeds()).stderr(SEEDS_SAY).read();
    assert_eq!(place.run("report").read(), report);
    let after: Vec<crate::shapes::Conflict> = place.run("conflicts").records();
    assert_eq!(after.len(), conflicts.len());
    assert_eq!(after[0].review.as_deref(), Some("dismissed"));
}

/// What documents say can't draw on a terminal.
#[test]
fn documents_cannot_draw_on_the_page() {
    let place = Place::new();
    let line = |id: &str, text: &str| serde_json::json!({"id": id, "publisher": "p\u{1b}[2J\u{202e}", "published": "2024-03-05", "text": text});
    let lines = format!(
        "{}\n{}\n",
        line(
            "1\u{7}",
            "قال وزير الزراعة الأردني سليم الحوراني إن الأردن وقع اتفاق القمح مع مصر \u{1b}[31m."
        ),
        line(
            "2\u{7}",
            "نفى وزير الزراعة المصري حسام الدالي توقيع أي اتفاق قمح بين مصر والأردن\u{202e}."
        )
    );
    place.run("ingest -").stdin(lines).read();
    for command in [
        "report",
        "report --format md",
        "statements --format table",
        "statements --format md",
        "conflicts --format table",
        "conflicts --format md",
    ] {
        let out = place.run(command).read();
        assert!(
            !out.contains(['\u{1b}', '\u{202e}', '\u{7}']),
            "{command}: {out:?}"
        );
    }
}
