use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::helper::{Place, crate_folder, python};
use crate::shapes::{Conflict, Row, Topic};

const RECORDS: [&str; 3] = ["statements", "conflicts", "topics"];

/// What the program says of an export.
fn says(number: usize, records: &str, whereto: &str) -> String {
    let one = records.trim_end_matches('s');
    let plural = if number == 1 { "" } else { "s" };
    format!("gainsay: {number} {one}{plural} to {whereto}\n")
}

/// Exports to a file of the folder.
#[track_caller]
fn export(place: &Place, records: &str, format: &str, path: &str, number: usize) {
    place
        .run(&format!("export {records} --format {format} -o {path}"))
        .stderr(says(number, records, path))
        .check();
}

/// The lines of a record command.
fn lines(place: &Place, records: &str) -> Vec<Value> {
    place.run(records).records()
}

/// What a program of Python prints.
#[track_caller]
fn run_python(python: &Path, args: &[&str], folder: &Path, input: &[u8]) -> String {
    let mut child = Command::new(python)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("Python reads");
    let output = child.wait_with_output().expect("Python ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The files under a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).expect("inside");
            let bytes = fs::read(entry.path()).expect("the file");
            found.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    found
}

#[test]
fn text_formats_hold_what_the_record_commands_print() {
    let place = Place::with_seeds();
    for records in RECORDS {
        let number = lines(&place, records).len();
        for format in ["jsonl", "csv"] {
            let printed = place.run(records).args("--format").arg(format).read();
            export(&place, records, format, "out", number);
            assert_eq!(
                place.bytes("out"),
                printed.as_bytes(),
                "{records} as {format}"
            );
            fs::remove_file(place.path("out")).expect("it is there");
        }
    }
    // the filters are the same, and - is stdout
    let printed = place.run("statements --country KG --limit 2").read();
    place
        .run("export statements --country KG --limit 2 -o -")
        .stderr(says(2, "statements", "stdout"))
        .stdout(printed)
        .check();
    place
        .run("export topics --quiet --country ZW")
        .stdout("")
        .check();
}

#[test]
fn the_ending_chooses_the_format() {
    let place = Place::with_seeds();
    let number = lines(&place, "topics").len();
    for (path, begin) in [
        ("t.csv", "id,title,"),
        ("t.jsonl", "{\"id\":"),
        ("t.jsonld", "{\"@context\":"),
    ] {
        place
            .run(&format!("export topics -o {path}"))
            .stderr(says(number, "topics", path))
            .check();
        assert!(place.bytes(path).starts_with(begin.as_bytes()), "{path}");
    }
    place
        .run("export topics --format parquet")
        .refused(2, "parquet goes into a folder; name it with -o FOLDER")
        .check();
}

#[test]
fn only_what_an_export_made_is_replaced() {
    let place = Place::with_seeds();
    let number = lines(&place, "statements").len();
    export(&place, "statements", "csv", "out", number);
    export(&place, "statements", "csv", "out", number);
    let before = place.bytes("out");
    for (records, format) in [("conflicts", "csv"), ("statements", "jsonl")] {
        place
            .run(&format!("export {records} --format {format} -o out"))
            .refused(
                1,
                &format!("out is there and no export of {records} in this format; give another file, or --force to replace it"),
            )
            .check();
    }
    assert_eq!(place.bytes("out"), before);
    place.file("notes.csv", "mine,alone\n");
    place
        .run("export statements -o notes.csv --force")
        .stderr(says(number, "statements", "notes.csv"))
        .check();
    assert_eq!(place.bytes("notes.csv"), before);
    for force in ["", "--force"] {
        place
            .run(&format!(
                "export statements --format csv -o claims.db {force}"
            ))
            .refused(2, "claims.db is the database itself; give another file")
            .check();
    }
    place
        .run("export statements -o gone/out.csv")
        .refused(
            1,
            "cannot write to gone/out.csv: No such file or directory (os error 2)",
        )
        .check();
    let tmp: Vec<_> = place
        .names()
        .into_iter()
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert_eq!(tmp, Vec::<String>::new());
}

#[test]
fn a_parquet_folder_is_replaced_as_far_as_it_is_ours() {
    let place = Place::with_seeds();
    let number = lines(&place, "statements").len();
    export(&place, "statements", "parquet", "p", number);
    let first = files(&place.path("p"));
    assert!(first.contains_key("month=2017-06/part-0.parquet"));
    place.file("p/month=2017-06/mine.txt", "mine");
    place.file("p/README", "mine");
    export(&place, "statements", "parquet", "p", number);
    let mut again = files(&place.path("p"));
    assert_eq!(again.remove("README").as_deref(), Some(&b"mine"[..]));
    again.remove("month=2017-06/mine.txt").expect("left alone");
    assert!(again == first, "the same records give the same bytes");
    place
        .run("export statements --format parquet -o p --since 2023-01-01 --quiet")
        .check();
    let fewer = files(&place.path("p"));
    assert!(!fewer.contains_key("month=2017-06/part-0.parquet"));
    assert!(fewer.contains_key("month=2017-06/mine.txt"));
    place
        .run("export conflicts --format parquet -o p")
        .refused(
            1,
            "p holds an export of statements; give another folder, or --force to replace it",
        )
        .check();
    place.file("q/mine.parquet", "mine");
    place
        .run("export topics --format parquet -o q")
        .refused(1, "q is there and no export of gainsay's; give another place, or --force to write there all the same")
        .check();
    place
        .run("export topics --country ZW --format parquet -o none")
        .stderr(says(0, "topics", "none"))
        .check();
    assert!(files(&place.path("none")).contains_key("month=undated/part-0.parquet"));
}

/// Reads a folder with DuckDB and with pandas, and prints the rows of both as JSON.
const READ: &str = r#"
import datetime, json, sys
import duckdb, numpy, pandas
def plain(x):
    if isinstance(x, (list, numpy.ndarray)): return [plain(i) for i in x]
    if isinstance(x, (datetime.date, pandas.Timestamp)): return str(x)[:10]
    if isinstance(x, numpy.generic): x = x.item()
    return None if x is None or x != x or x is pandas.NaT else x
folder = sys.argv[1]
cursor = duckdb.connect().execute(f"SELECT * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = true)")
names = [column[0] for column in cursor.description]
duck = [dict(zip(names, map(plain, row))) for row in cursor.fetchall()]
frame = pandas.read_parquet(folder)
panda = [{name: plain(row[name]) for name in frame.columns} for _, row in frame.iterrows()]
print(json.dumps({"duckdb": duck, "pandas": panda, "types": {c[0]: str(c[1]) for c in cursor.description}}))
"#;

/// A record as its columns hold it.
fn columns(record: &Value, prefix: &str, out: &mut BTreeMap<String, Value>) {
    for (key, value) in record.as_object().expect("an object") {
        match (key.as_str(), value) {
            ("a" | "b", Value::Object(_)) => columns(value, &format!("{key}_"), out),
            ("content", content) => {
                let pieces = match content {
                    Value::Array(pieces) => pieces.clone(),
                    one => vec![one.clone()],
                };
                let words: Vec<_> = pieces.iter().filter_map(Value::as_str).collect();
                out.insert(format!("{prefix}content"), words.join(" … ").into());
                out.insert(format!("{prefix}pieces"), pieces.into());
            }
            _ => {
                out.insert(format!("{prefix}{key}"), value.clone());
            }
        }
    }
}

#[test]
fn duckdb_and_pandas_read_every_record_back() {
    let Some(python) = python("duckdb, pandas, pyarrow") else {
        return;
    };
    let place = Place::with_seeds();
    for records in RECORDS {
        let lines = lines(&place, records);
        let mut expected: Vec<BTreeMap<String, Value>> = Vec::new();
        for line in &lines {
            let mut row = BTreeMap::new();
            columns(line, "", &mut row);
            expected.push(row);
        }
        expected.sort_by_key(|row| row["id"].to_string());
        export(&place, records, "parquet", records, lines.len());
        let read = run_python(&python, &["-c", READ, records], &place.path("."), b"");
        let mut read: BTreeMap<String, Value> = serde_json::from_str(&read).expect("JSON");
        for reader in ["duckdb", "pandas"] {
            let rows = read.remove(reader).expect("rows");
            let mut rows: Vec<BTreeMap<String, Value>> =
                serde_json::from_value(rows).expect("rows");
            rows.sort_by_key(|row| row["id"].to_string());
            for row in &mut rows {
                let month = row.remove("month").expect("a partition");
                let months = month.as_str().map_or(0, str::len);
                assert!(month.is_null() || months == 7 || months == 26, "{month}");
            }
            assert!(rows == expected, "{records} by {reader}");
        }
        let types = &read["types"];
        let day = if records == "topics" {
            "last_day"
        } else {
            "said_on"
        };
        let day = if records == "conflicts" {
            "a_said_on"
        } else {
            day
        };
        assert_eq!(types[day], "DATE", "{types}");
    }
}

/// The nodes of a type.
fn nodes<'g>(graph: &'g Value, kind: &str) -> Vec<&'g Value> {
    let nodes = graph["@graph"].as_array().expect("a graph");
    nodes.iter().filter(|node| node["@type"] == kind).collect()
}

/// The graph that all conflicts of a place are exported as.
fn conflict_graph(place: &Place, conflicts: usize) -> Value {
    export(place, "conflicts", "claimreview", "c.jsonld", conflicts);
    serde_json::from_slice(&place.bytes("c.jsonld")).expect("JSON")
}

#[test]
fn a_claim_review_says_what_was_reviewed_and_no_more() {
    let place = Place::with_seeds();
    let conflicts: Vec<Conflict> = place.run("conflicts").records();
    for (conflict, verdict) in conflicts.iter().zip(["confirmed", "dismissed", "unsure"]) {
        place
            .run(&format!(
                "review {} {verdict} --reviewer Amal --note",
                conflict.id
            ))
            .arg("both on one day")
            .read();
    }
    let graph = conflict_graph(&place, conflicts.len());
    assert_eq!(graph["@context"], "https://schema.org");
    let reviews = nodes(&graph, "ClaimReview");
    assert_eq!(reviews.len(), 3);
    for (rating, words) in [
        (3, "The two claims conflict"),
        (1, "The two claims do not conflict"),
        (2, "Undecided whether the two claims conflict"),
    ] {
        let review = reviews
            .iter()
            .find(|review| review["reviewRating"]["ratingValue"] == rating)
            .expect("a review");
        assert_eq!(review["reviewRating"]["alternateName"], words);
        assert_eq!(review["author"]["name"], "Amal");
        assert_eq!(review["reviewBody"], "both on one day");
        assert_eq!(
            review["itemReviewed"]["isBasedOn"].as_array().map(Vec::len),
            Some(2)
        );
    }
    let statements: Vec<Row> = place.run("statements").records();
    for quotation in nodes(&graph, "Quotation") {
        let id = quotation["@id"].as_str().expect("an id");
        let id = id.rsplit(':').next().expect("an id");
        let statement = statements.iter().find(|row| row["id"] == id);
        let statement = statement.expect("a statement");
        assert_eq!(quotation["creator"]["name"], statement["speaker"]);
        let article = nodes(&graph, "NewsArticle");
        assert!(
            article
                .iter()
                .any(|node| node["@id"] == quotation["isPartOf"]["@id"])
        );
    }
    // the last word counts
    let id = &conflicts[0].id;
    place
        .run(&format!("review {id} dismissed --reviewer Basim"))
        .read();
    let graph = conflict_graph(&place, conflicts.len());
    let reviews = nodes(&graph, "ClaimReview");
    let review = reviews
        .iter()
        .find(|node| node["author"]["name"] == "Basim");
    assert_eq!(review.expect("a review")["reviewRating"]["ratingValue"], 1);
    assert_eq!(reviews.len(), 3);
}

#[test]
fn schema_org_accepts_every_graph() {
    let Some(python) = python("pyld, msgspec_schemaorg") else {
        return;
    };
    let place = Place::with_seeds();
    let conflicts: Vec<Conflict> = place.run("conflicts").records();
    place
        .run(&format!(
            "review {} confirmed --reviewer Amal",
            conflicts[0].id
        ))
        .read();
    let topics: Vec<Topic> = place.run("topics").records();
    let statements = lines(&place, "statements").len();
    for (records, number, filter) in [
        ("statements", statements, ""),
        ("conflicts", conflicts.len(), ""),
        ("topics", topics.len(), ""),
        ("topics", 0, "--country ZW"),
    ] {
        let graph = place
            .run(&format!("export {records} --format claimreview {filter}"))
            .stderr(says(number, records, "stdout"))
            .read();
        let script = crate_folder().join("tests/claimreview.py");
        let script = script.to_str().expect("UTF-8");
        let told = run_python(&python, &[script], &place.path("."), graph.as_bytes());
        let told: BTreeMap<String, usize> = serde_json::from_str(&told).expect("counts");
        if number > 0 {
            assert!(told["Claim"] > 0 && told["Quotation"] >= told["Claim"]);
            assert_eq!(
                told.get("ClaimReview").copied(),
                (records != "statements").then_some(1)
            );
        }
    }
}
