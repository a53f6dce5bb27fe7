//! What the nights brought, and what was refused.

use maud::{Markup, html};
use serde::Deserialize;

use crate::report::html::safe::name;
use crate::serve::layout;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, page};

/// Runs that are shown.
const RUNS: &str = "100";
/// Bytes of a refused input that are shown.
const SHOWN: usize = 20_000;

/// A run: a row of sql/latest_run.sql.
#[derive(Debug, Clone, Deserialize)]
pub struct Run {
    /// Number.
    pub id: i64,
    /// When it began, in UTC.
    pub started_at: String,
    outcome: String,
    seconds: Option<f64>,
    /// Documents that it read.
    pub documents_read: u32,
    /// Documents that were new.
    pub documents_added: u32,
    /// Documents that came in another version.
    pub documents_changed: u32,
    documents_known: u32,
    /// Documents that were refused.
    pub documents_rejected: u32,
    statements_added: u32,
    /// Conflicts that were not there before.
    pub conflicts_added: u32,
    error: Option<String>,
    command: String,
}

#[derive(Debug, Deserialize)]
struct Rejection {
    id: i64,
    source: String,
    reason: String,
    detail: String,
    bytes: u64,
    first_seen: String,
    last_seen: String,
}

/// Shows the runs.
///
/// # Errors
/// A query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let runs: Vec<Run> = visit.ask("latest_run", &[("runs", RUNS)])?;
    let body = html! {
        p { a href="/rejections" { (visit.say("rejections")) } }
        (table(visit, &runs))
    };
    let title = visit.say("nav-runs");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

/// Runs as a table.
pub fn table(visit: &Visit<'_>, runs: &[Run]) -> Markup {
    let t = visit.visitor.texts;
    let heads = [
        "number",
        "started",
        "outcome",
        "new",
        "changed",
        "known",
        "rejected",
        "statements",
        "conflicts",
        "command",
    ];
    let lines = html! {
        @for run in runs {
            tr {
                td { (run.id) }
                td { (show::moment(&run.started_at)) }
                td {
                    (outcome(visit, &run.outcome))
                    @if let Some(seconds) = run.seconds { " " span dir="ltr" { (format!("{seconds:.0} s")) } }
                    @if let Some(error) = &run.error { p.trouble dir="auto" { (name(error)) } }
                }
                @for number in [run.documents_added, run.documents_changed, run.documents_known] {
                    td.number { (number) }
                }
                td.number {
                    @if run.documents_rejected > 0 {
                        a href="/rejections" { (run.documents_rejected) }
                    } @else { "0" }
                }
                td.number { (run.statements_added) }
                td.number { (run.conflicts_added) }
                td { code dir="ltr" { (name(&run.command)) } }
            }
        }
    };
    html! {
        @if runs.is_empty() { (show::nothing(visit, "nothing-at-all")) }
        @else {
            (show::table(t, &t.get("nav-runs"), "run", &heads, &lines))
        }
    }
}

fn outcome(visit: &Visit<'_>, outcome: &str) -> String {
    let key = format!("outcome-{outcome}");
    if visit.visitor.texts.has(&key) {
        visit.say(&key)
    } else {
        outcome.to_owned()
    }
}

/// Shows what was refused and still waits.
///
/// # Errors
/// A query that fails.
pub fn rejections(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let rows: Vec<Rejection> = visit.ask("rejections", &[])?;
    let t = visit.visitor.texts;
    let heads = ["source", "reason", "detail", "bytes", "first", "last"];
    let lines = html! {
        @for row in &rows {
            tr {
                td { a href=(format!("/rejections/{}", row.id)) { (name(&row.source)) } }
                td { code dir="ltr" { (row.reason) } }
                td dir="auto" { (name(&row.detail)) }
                td.number { (row.bytes) }
                td { (show::moment(&row.first_seen)) }
                td { (show::moment(&row.last_seen)) }
            }
        }
    };
    let body = html! {
        p { a href="/runs" { (t.get("nav-runs")) } }
        @if rows.is_empty() { (show::nothing(visit, "nothing-rejected")) }
        @else {
            p { (t.get("rejections-told")) }
            (show::table(t, &t.get("rejections"), "rejection", &heads, &lines))
        }
    };
    let title = visit.say("rejections");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

/// Shows one refused input, as it came.
///
/// # Errors
/// Where there is none of that number, or it can't be read.
pub fn rejection(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let number = visit.visitor.id.parse().map_err(|_| Trouble::NotFound)?;
    let found = visit.store.rejection(number)?;
    let input = &found.input[..found.input.len().min(SHOWN)];
    let text = String::from_utf8_lossy(input);
    let body = html! {
        p { a href="/rejections" { (visit.say("rejections")) } }
        p { code dir="ltr" { (found.reason) } " · " span dir="auto" { (name(&found.detail)) } }
        @if found.input.len() > SHOWN {
            p { (visit.say_with("rejection-cut", &[("n", found.input.len().into())])) }
        }
        pre.raw dir="auto" tabindex="0" {
            @for line in text.lines() { bdi { (name(line)) } "\n" }
        }
    };
    Ok(page(layout::page(
        visit.desk,
        visit.visitor,
        &found.source,
        &body,
    )))
}
