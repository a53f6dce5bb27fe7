//! What is on the screen as a file: the same question, all its pages.

use std::path::Path;

use serde_json::{Map, Value};

use super::list::List;
use super::pages::{conflicts, denials, documents, speakers, topics};
use super::visit::{Answer, Trouble, Visit, download};
use crate::report;
use crate::report::read::{self, Filter, cell};
use crate::store::{Limits, Lookup, Table};

/// The lists that can be downloaded: name, question, and the filters that it knows.
const LISTS: [(&str, &str, &[&str]); 5] = [
    ("conflicts", "desk_queue", &conflicts::PARAMS),
    ("topics", "report_topics", &topics::PARAMS),
    ("speakers", "desk_speakers", &speakers::PARAMS),
    ("denials", "report_denials", &denials::PARAMS),
    ("documents", "desk_documents", &documents::PARAMS),
];

/// The list that the path names, as CSV or JSONL.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let path = visit.visitor.path.trim_start_matches('/');
    let (name, ending) = path.split_once('.').ok_or(Trouble::NotFound)?;
    let (_, query, known) = LISTS
        .iter()
        .find(|(list, ..)| *list == name)
        .ok_or(Trouble::NotFound)?;
    let params = List::of(visit.visitor)?
        .params(visit, known)?
        .with("limit", "-1");
    let params: Vec<(&str, &str)> = params
        .list()
        .into_iter()
        .filter(|(name, _)| *name != "offset")
        .collect();
    let table = visit.store.run_query(query, &params, Limits::WHOLE)?;
    match ending {
        "csv" => Ok(download(
            "gainsay.csv",
            "text/csv; charset=utf-8",
            csv(table)?,
        )),
        "jsonl" => Ok(download(
            "gainsay.jsonl",
            "application/jsonl; charset=utf-8",
            jsonl(table),
        )),
        _ => Err(Trouble::NotFound),
    }
}

fn csv(table: Table) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let last = without_total(&table);
    writer.write_record(&table.columns[..last])?;
    for row in table.rows {
        let cells = row.into_iter().take(last).map(|value| match cell(value) {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        });
        writer.write_record(cells)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn jsonl(table: Table) -> String {
    let last = without_total(&table);
    let mut out = String::new();
    for row in table.rows {
        let record: Map<String, Value> = table.columns[..last]
            .iter()
            .cloned()
            .zip(row.into_iter().map(cell))
            .collect();
        out += &Value::Object(record).to_string();
        out.push('\n');
    }
    out
}

/// Columns before the one that only counts pages, which is the last.
fn without_total(table: &Table) -> usize {
    match table.column("total") {
        Some(last) => last,
        None => table.columns.len(),
    }
}

/// The contradiction report on what the list of conflicts shows, as a page to send round.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn html(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let some = |name: &str| Some(list.get(name).to_owned()).filter(|value| !value.is_empty());
    let filter = Filter {
        since: list.get("since").parse().ok(),
        until: list.get("until").parse().ok(),
        topic: some("topic"),
        country: some("country").map(|code| code.to_ascii_uppercase()),
        kind: list.get("kind").parse().ok(),
        min_score: list.get("min_score").parse().ok(),
        speaker: some("speaker"),
        reviewed: list.get("status") == "confirmed",
        ..Filter::default()
    };
    let db = visit.store.connection();
    let report = read::report(db, &filter)?;
    let name = Path::new(&visit.desk.name);
    let page = report::html::render(db, &report, visit.visitor.texts, Some(name))?;
    Ok(download(
        "gainsay-report.html",
        "text/html; charset=utf-8",
        page,
    ))
}
