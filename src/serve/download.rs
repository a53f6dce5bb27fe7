//! What is on the screen as a file: the same question, all its pages.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

use super::list::List;
use super::pages::{conflicts, denials, documents, speakers, topics};
use super::show::Conflict;
use super::visit::{Answer, Trouble, Visit, download};
use crate::report::read::{self, Filter, cell};
use crate::report::{self, Report};
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
    let list = List::of(visit.visitor)?;
    if (name, ending) == ("conflicts", "jsonl") {
        let records = records(visit, &list)?;
        return Ok(download(
            "gainsay.jsonl",
            "application/jsonl; charset=utf-8",
            records,
        ));
    }
    let params = list.params(visit, known)?.with("limit", "-1");
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

/// The conflicts of the list as `gainsay conflicts` has them, in its order.
fn records(visit: &Visit<'_>, list: &List) -> Result<String, Trouble> {
    let shown = shown(visit, list)?;
    let mut out = String::new();
    let filter = Filter::default();
    read::conflicts(visit.store.connection(), &filter, |record| {
        if shown.contains(&record.id) {
            out += &serde_json::to_string(&record)?;
            out.push('\n');
        }
        Ok(())
    })?;
    Ok(out)
}

fn csv(table: Table) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let last = without_total(&table);
    writer.write_record(&table.columns[..last])?;
    for row in table.rows {
        let cells = row.into_iter().take(last).map(|value| match cell(value) {
            Value::Null => String::new(),
            Value::String(text) => harmless(text),
            other => other.to_string(),
        });
        writer.write_record(cells)?;
    }
    // the mark by which spreadsheets know UTF-8
    Ok(format!(
        "\u{FEFF}{}",
        String::from_utf8(writer.into_inner()?)?
    ))
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection); `gainsay export` has the words as they are.
fn harmless(text: String) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text,
    }
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
    table.column("total").unwrap_or(table.columns.len())
}

/// Ids of the conflicts that the list shows on all its pages.
fn shown(visit: &Visit<'_>, list: &List) -> Result<BTreeSet<String>, Trouble> {
    let params = list
        .params(visit, &conflicts::PARAMS)?
        .with("limit", "-1")
        .with("offset", "0");
    let rows: Vec<Conflict> = visit.ask("desk_queue", &params.list())?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Leaves out the conflicts that the list does not show.
fn keep(report: &mut Report, shown: &BTreeSet<String>) {
    for topic in &mut report.topics {
        topic.conflicts.retain(|flag| shown.contains(&flag.id));
    }
    report.topics.retain(|topic| !topic.conflicts.is_empty());
    let left: usize = report
        .topics
        .iter()
        .map(|topic| topic.conflicts.len())
        .sum();
    report.totals.conflicts = u32::try_from(left).unwrap_or(u32::MAX);
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
    let mut report = read::report(db, &filter)?;
    keep(&mut report, &shown(visit, &list)?);
    let name = Path::new(&visit.desk.name);
    let page = report::html::render(db, &report, visit.visitor.texts, Some(name))?;
    Ok(download(
        "gainsay-report.html",
        "text/html; charset=utf-8",
        page,
    ))
}
