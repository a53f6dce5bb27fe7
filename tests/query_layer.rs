//! The questions of sql/ and the views, answered by gainsay, the stock shell, DuckDB, Datasette and pandas alike.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use crate::extract_golden::{diff, is_update};
use crate::helper::{Place, SEEDS_SAY, crate_folder, python};
use crate::shapes::{NamedQuery, Row};

/// A folder with the seeds and two nights of invented news in claims.db: a wire report in three papers, figures that
/// differ, unnamed sources, an open denial, an office that changes hands, an edited, a refused and an undated article,
/// a failing feed, three verdicts and a correction.
pub fn stories() -> Place {
    let place = Place::new();
    for (name, folder) in [
        ("seeds", "seeds"),
        ("first_night", "tests/query_layer/first_night"),
        ("second_night", "tests/query_layer/second_night"),
    ] {
        for entry in fs::read_dir(crate_folder().join(folder)).expect("the articles") {
            let path = entry.expect("an article").path();
            let file = path.file_name().and_then(|n| n.to_str()).expect("a name");
            let text = fs::read(&path).expect("its text");
            place.file(&format!("{name}/{file}"), text);
        }
    }
    place
        .run("ingest seeds first_night --json")
        .stderr(SEEDS_SAY)
        .read();
    place
        .run("ingest second_night --json")
        .status(3)
        .stderr("gainsay: rejected second_night/broken.jsonl:1: json: column 26: EOF while parsing a string\n")
        .read();
    let said = "SELECT id FROM statements WHERE speaker = 'ماجد الروسان' ORDER BY id LIMIT 1";
    let said: Vec<Row> = place.run("sql").arg(said).records();
    let said = said[0]["id"].as_str().expect("an id").to_owned();
    place
        .run(&format!(
            "correct {said} --stance affirm --reviewer Amal --note read"
        ))
        .read();
    // a decision on names, and all as it was
    let names = ["إبراهيم كالين", "إبراهيم قالين"];
    for (decision, names) in [
        ("split-speaker", &names[..1]),
        ("merge-speakers", &names[..]),
    ] {
        let run = place.run(&format!("{decision} --reviewer Amal"));
        names.iter().fold(run, |run, name| run.arg(*name)).read();
    }
    let at_once = "UPDATE run SET finished_at = started_at";
    place
        .open("claims.db")
        .execute(at_once, [])
        .expect("a clock that stands still");
    for (between, verdict) in [
        (["فلاديمير شامانوف", "كازاخستان"], "confirmed"),
        (["ماجد الروسان", "هالة المجالي"], "dismissed"),
        (["إبراهيم قالين", "كازاخستان"], "unsure"),
    ] {
        let id = surest(&place, between);
        place
            .run(&format!("review {id} {verdict} --reviewer Amal"))
            .read();
    }
    let failed = "INSERT INTO feed (url, title, failing_since, failures)
          VALUES ('https://sada.example/feed.xml', 'صدى الوادي', '2024-03-05T03:00:11Z', 2);
        INSERT INTO feed_visit (feed_id, run_id, visited_at, outcome, status, detail)
          VALUES (1, 2, '2024-03-06T03:00:09Z', 'failed', 503, 'Service Unavailable');";
    place
        .open("claims.db")
        .execute_batch(failed)
        .expect("a feed that fails");
    place
}

/// The id of the surest conflict between two speakers.
fn surest(place: &Place, between: [&str; 2]) -> String {
    let sql =
        "SELECT id FROM conflicts WHERE a_speaker IN (:one, :other) AND b_speaker IN (:one, :other)
        ORDER BY score DESC, id LIMIT 1";
    let [one, other] = between.map(String::from);
    let rows: Vec<Row> = place
        .run("sql")
        .arg(sql)
        .arg(format!("--param=one={one}"))
        .arg(format!("--param=other={other}"))
        .records();
    rows[0]["id"].as_str().expect("an id").to_owned()
}

/// The files of sql/: name and text.
fn files() -> BTreeMap<String, String> {
    let folder = fs::read_dir(crate_folder().join("sql")).expect("sql/");
    folder
        .map(|entry| entry.expect("a file").path())
        .map(|path| {
            let name = path.file_stem().and_then(|n| n.to_str()).expect("a name");
            (name.to_owned(), fs::read_to_string(&path).expect("a query"))
        })
        .collect()
}

/// Runs a tool and gives its stdout; it must have nothing to complain of.
#[track_caller]
fn tool(command: &mut Command) -> String {
    let output = command.output().expect("the tool runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The stock shell, unless it is missing.
fn shell() -> Option<&'static str> {
    let found = Command::new("sqlite3").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: there is no sqlite3 shell on this machine");
    }
    found.then_some("sqlite3")
}

/// Runs a script of tests/query_layer on a database.
#[track_caller]
fn script<T: for<'a> Deserialize<'a>>(
    python: &Path,
    name: &str,
    database: &Path,
    more: &[&str],
) -> T {
    let script = crate_folder().join("tests/query_layer").join(name);
    let printed = tool(Command::new(python).arg(script).arg(database).args(more));
    serde_json::from_str(&printed).expect("what the script prints")
}

/// What differs from run to run: moments, and the folder of the test.
fn settled(text: &str, place: &Place) -> String {
    let moment = regex::Regex::new(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ").expect("a pattern");
    let folder = place.path("").to_string_lossy().into_owned();
    moment
        .replace_all(&text.replace(&folder, ""), "(then)")
        .into_owned()
}

#[test]
fn every_question_is_answered_and_the_stock_shell_gives_the_same_answer() {
    let place = stories();
    for (name, text) in files() {
        // what the report and the desk are made of is tested with them
        if name.starts_with("report_") || name.starts_with("desk_") {
            continue;
        }
        let answer = place.run("sql --format csv").arg(&name).read();
        if let Some(shell) = shell() {
            place.file("question.sql", &text);
            let script = fs::File::open(place.path("question.sql")).expect("the question");
            let mut command = Command::new(shell);
            command
                .args(["-batch", "-bail", "-csv", "-header"])
                .arg(place.path("claims.db"))
                .stdin(script);
            let told = cells(&tool(&mut command));
            assert!(alike(&told, &cells(&answer)), "{name}: {told:?}");
        }
        let found = settled(&answer, &place);
        let path = crate_folder().join(format!("tests/golden/sql/{name}.csv"));
        if is_update() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, &found).expect("the golden file");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(found.lines().count() > 1, "{name} answers nothing");
        assert!(
            expected == found,
            "{name} differs; read it, then UPDATE_GOLDEN=1 tests/run.sh query_layer\n{}",
            diff(&expected, &found)
        );
    }
}

/// True where two tables are one, but for the last digit of what SQLite's versions round differently.
fn alike(one: &[Vec<String>], other: &[Vec<String>]) -> bool {
    const LAST_DIGIT: f64 = 0.0101;
    let is_near = |(x, y): (&String, &String)| match (x.parse::<f64>(), y.parse::<f64>()) {
        _ if x == y => true,
        (Ok(x), Ok(y)) => (x - y).abs() < LAST_DIGIT,
        _ => false,
    };
    let is_row =
        |(x, y): (&Vec<String>, &Vec<String>)| x.len() == y.len() && x.iter().zip(y).all(is_near);
    one.len() == other.len() && one.iter().zip(other).all(is_row)
}

/// The cells of a CSV file.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn the_example_in_every_header_is_a_row_of_an_answer() {
    let mut wrong = Vec::new();
    let place = stories();
    let queries: Vec<NamedQuery> = place.run("sql --list").records();
    for query in queries {
        let wanted: Vec<(&str, &str)> = query
            .example
            .split("; ")
            .map(|pair| {
                pair.split_once(" = ")
                    .unwrap_or_else(|| panic!("{}: {pair}", query.name))
            })
            .collect();
        let mut run = place.run("sql").arg(&query.name);
        if query.name == "report_claims" {
            let topics: Vec<Row> = place.run("sql topics").records();
            run = run.arg(format!(
                "--param=topic={}",
                topics[0]["id"].as_str().expect("an id")
            ));
        }
        let rows: Vec<Row> = run.records();
        let is_cell = |row: &Row, (column, value): (&str, &str)| {
            let cell = match row.get(column) {
                Some(Value::String(text)) => text.replace('\n', " "),
                Some(other) => other.to_string(),
                None => return false,
            };
            value
                .strip_suffix('…')
                .map_or(cell == value, |start| cell.starts_with(start))
        };
        let is_row = |row: &Row| wanted.iter().all(|pair| is_cell(row, *pair));
        if !rows.iter().any(is_row) {
            wrong.push(format!("{}: {}", query.name, query.example));
        }
    }
    assert!(wrong.is_empty(), "no such rows:\n{}", wrong.join("\n"));
}

#[test]
fn every_table_view_and_column_is_described() {
    let place = Place::with_article();
    let undescribed = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'refinery_%'
          AND m.name NOT LIKE '%_fts_%'
          AND NOT EXISTS (SELECT 1 FROM schema_notes n WHERE n.object = m.name AND n.column_name = c.name)
          AND c.name NOT IN (m.name, 'rank')
        UNION ALL
        SELECT m.name FROM sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'
          AND m.name NOT LIKE 'refinery_%' AND m.name NOT LIKE '%_fts_%'
          AND NOT EXISTS (SELECT 1 FROM schema_notes n WHERE n.object = m.name AND n.column_name = '')
        UNION ALL
        SELECT 'no such column: ' || n.object || '.' || n.column_name FROM schema_notes n
        WHERE n.column_name <> '' AND n.column_name NOT IN (SELECT name FROM pragma_table_info(n.object))";
    place.run("sql").arg(undescribed).check();
}

#[test]
fn duckdb_reads_all_views_and_runs_every_file() {
    #[derive(Deserialize)]
    struct Read {
        relations: BTreeMap<String, usize>,
        queries: BTreeMap<String, usize>,
        differing: Vec<String>,
    }
    let Some(python) = python("duckdb, duckdb_extensions") else {
        return;
    };
    let place = stories();
    let queries = crate_folder().join("sql");
    let read: Read = script(
        &python,
        "duckdb_reads.py",
        &place.path("claims.db"),
        &[&queries.to_string_lossy()],
    );
    assert!(read.differing.is_empty(), "{:?}", read.differing);
    for (view, rows) in views(&place) {
        assert_eq!(read.relations.get(&view), Some(&rows), "{view}");
    }
    for name in files().into_keys() {
        let rows: Vec<Row> = place.run("sql").arg(&name).records();
        assert_eq!(read.queries[&name], rows.len(), "{name}");
    }
}

#[test]
fn pandas_reads_all_views() {
    let Some(python) = python("pandas") else {
        return;
    };
    let place = stories();
    let read: BTreeMap<String, usize> =
        script(&python, "pandas_reads.py", &place.path("claims.db"), &[]);
    assert_eq!(read, views(&place));
}

/// Every view with its number of rows.
fn views(place: &Place) -> BTreeMap<String, usize> {
    let names: Vec<Row> = place
        .run("sql")
        .arg("SELECT name FROM sqlite_master WHERE type = 'view'")
        .records();
    let count = |row: Row| {
        let name = row["name"].as_str().expect("a name").to_owned();
        let rows: Vec<Row> = place
            .run("sql")
            .arg(format!("SELECT count(*) AS n FROM \"{name}\""))
            .records();
        let n = rows[0]["n"].as_u64().expect("a number");
        (name, usize::try_from(n).expect("a small number"))
    };
    names.into_iter().map(count).collect()
}

#[test]
fn datasette_serves_views_forms_and_search_boxes() {
    #[derive(Deserialize)]
    struct Served {
        tables: BTreeMap<String, u16>,
        queries: BTreeMap<String, (u16, u16, usize)>,
        search: BTreeMap<String, (bool, usize)>,
        label: bool,
        described: bool,
    }
    let Some(python) = python("datasette") else {
        return;
    };
    let place = stories();
    place.file("datasette.yaml", place.run("sql --datasette").read());
    // كالين is how other papers write قالين
    let words = r#"{"speakers": "كالين", "positions": "كالين", "statements": "سوريا", "documents": "سوريا"}"#;
    let yaml = place.path("datasette.yaml");
    let served: Served = script(
        &python,
        "datasette_serves.py",
        &place.path("claims.db"),
        &[&yaml.to_string_lossy(), words],
    );
    let failed: Vec<_> = served
        .tables
        .iter()
        .filter(|(_, status)| **status != 200)
        .collect();
    assert!(
        failed.is_empty() && served.tables.contains_key("conflicts"),
        "{failed:?}"
    );
    // a query with the name of a view has another one there, so that both are served
    let mut names: Vec<_> = served
        .queries
        .keys()
        .map(|name| name.trim_start_matches("query_"))
        .collect();
    names.sort_unstable();
    let asked: Vec<_> = files()
        .into_keys()
        .filter(|name| !name.starts_with("report_"))
        .collect();
    assert_eq!(names, asked);
    for (name, (form, answer, rows)) in served.queries {
        assert!(
            form == 200 && answer == 200 && rows > 0,
            "{name}: {form} {answer} {rows}"
        );
    }
    for (view, (has_box, found)) in served.search {
        assert!(has_box && found > 0, "{view}: {found}");
    }
    assert!(served.label && served.described);
}

/// A database of some twenty thousand documents, made of the stories.
fn large() -> Place {
    let place = stories();
    let sql = fs::read_to_string(crate_folder().join("tests/query_layer/enlarge.sql"))
        .expect("the script");
    let db = place.open("claims.db");
    db.execute_batch(&sql).expect("a large database");
    place
}

#[test]
fn every_view_and_question_stays_quick_on_twenty_thousand_documents() {
    let Some(shell) = shell() else { return };
    let place = large();
    let documents: Vec<Row> = place
        .run("sql")
        .arg("SELECT count(*) AS n FROM documents")
        .records();
    assert!(documents[0]["n"].as_u64() > Some(20_000));
    let mut scripts = files();
    let names = views(&place).into_keys();
    // the first screen of a view, and how many rows it has: what every browser of databases asks
    scripts.extend(names.flat_map(|view| {
        let first = format!("SELECT * FROM \"{view}\" LIMIT 101;");
        let count = format!("SELECT count(*) FROM \"{view}\";");
        [
            (format!("{view} (first)"), first),
            (format!("{view} (count)"), count),
        ]
    }));
    let mut slow = Vec::new();
    for (name, text) in scripts {
        place.file("question.sql", format!(".timer on\n{text}"));
        let script = fs::File::open(place.path("question.sql")).expect("the question");
        let printed = tool(
            Command::new(shell)
                .args(["-batch", "-bail"])
                .arg(place.path("claims.db"))
                .stdin(script),
        );
        let seconds = processor_seconds(&printed);
        if seconds >= 1.0 {
            slow.push(format!("{name}: {seconds} s"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

/// What the shell's timer says: processor time, which does not depend on what else the machine does.
fn processor_seconds(printed: &str) -> f64 {
    let line = printed
        .lines()
        .rfind(|line| line.starts_with("Run Time:"))
        .expect("a time");
    let numbers = line
        .split_whitespace()
        .filter_map(|word| word.parse::<f64>().ok());
    numbers.skip(1).sum()
}

/// Two spellings that a reader takes for one word: as ANCHORS of the field list them.
const VARIANTS: &[(&str, [&str; 2])] = &[
    ("tashkeel", ["مُحَافَظَة", "محافظة"]),
    ("shadda", ["مدرّسون", "مدرسون"]),
    ("tatweel", ["بغـــداد", "بغداد"]),
    ("hamza on alef", ["أمطار", "امطار"]),
    ("madda", ["آبار", "ابار"]),
    ("alef maqsura", ["مستشفى", "مستشفي"]),
    ("ta marbuta", ["قافلة", "قافله"]),
    ("hamza on waw", ["مؤتمر", "موتمر"]),
    ("Farsi ya", ["صینی", "صيني"]),
    ("and", ["وجنيف", "جنيف"]),
    ("article", ["الميناء", "ميناء"]),
    ("to the", ["للنازحين", "نازحين"]),
    ("digits", ["٢٠١٧", "2017"]),
    ("ZWNJ", ["نيم\u{200C}روز", "نيمروز"]),
    ("presentation forms", ["\u{FEB3}\u{FEEE}\u{FED5}", "سوق"]),
    ("ligatures", ["ب\u{FEFC}د", "بلاد"]),
    ("left-to-right mark", ["حلب\u{200E}", "حلب"]),
    ("right-to-left mark", ["\u{200F}درعا", "درعا"]),
];

#[test]
fn spellings_of_one_word_meet_both_ways_in_search_and_in_plain_sql() {
    assert_eq!(VARIANTS.len(), 18);
    let place = Place::new();
    let mut lines = String::new();
    for (number, (_, words)) in VARIANTS.iter().enumerate() {
        for (side, word) in words.iter().enumerate() {
            let text = format!("ورد اسم {word} في نشرة المساء.");
            lines += &serde_json::json!({"id": format!("{number}-{side}"), "text": text, "published": "2024-03-05"}).to_string();
            lines.push('\n');
        }
    }
    place
        .file("pairs.jsonl", lines)
        .run("ingest pairs.jsonl --json")
        .read();
    let documents = |rows: Vec<Row>| -> Vec<String> {
        let mut ids: Vec<_> = rows
            .iter()
            .map(|row| row["document"].as_str().expect("an id").to_owned())
            .collect();
        ids.sort();
        ids
    };
    for (number, (name, words)) in VARIANTS.iter().enumerate() {
        let both = [format!("{number}-0"), format!("{number}-1")];
        for word in words {
            assert_eq!(
                documents(place.run("search").arg(*word).records()),
                both,
                "search: {name}: {word}"
            );
            let plain = place
                .run("sql search_folded")
                .arg(format!("--param=words={word}"));
            assert_eq!(documents(plain.records()), both, "SQL: {name}: {word}");
        }
    }
}

/// The questions on witnesses look things up past the view, for speed; they must say what the view says, also where an
/// edited article carries its claims no longer.
#[test]
fn questions_on_witnesses_say_what_the_view_says() {
    let place = stories();
    let edited = "---\nid: dam-1\npublisher: وكالة الرافد\npublished: 2024-03-04\n---\nقال رئيس البلدية سليم الحوراني إن السوق مغلقة.\n";
    place
        .file("edited/dam-1.md", edited)
        .run("ingest edited --json")
        .read();
    let claims = |run: crate::helper::Run<'_>| -> Vec<String> {
        let rows: Vec<Row> = run.records();
        let mut claims: Vec<_> = rows
            .iter()
            .map(|row| row["claim"].as_str().expect("an id").to_owned())
            .collect();
        claims.sort();
        claims
    };
    for (name, condition) in [
        ("wire_only_claims", "witnesses = 1 AND publishers > 1"),
        ("single_witness_claims", "documents = 1"),
    ] {
        let view = format!("SELECT claim FROM corroborations WHERE {condition}");
        let expected = claims(place.run("sql").arg(view));
        assert!(!expected.is_empty(), "{name}");
        assert_eq!(claims(place.run("sql").arg(name)), expected, "{name}");
    }
}
