//! The list of articles.

use maud::html;
use serde::Deserialize;

use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, address, page};

/// Parameters of sql/desk_documents.sql that the list sets.
pub const PARAMS: [&str; 6] = ["match", "publisher", "since", "until", "limit", "offset"];

#[derive(Debug, Deserialize)]
struct Row {
    document: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    statements: u32,
    total: u32,
}

/// Shows the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let rows: Vec<Row> = visit.ask("desk_documents", &list.params(visit, &PARAMS)?.list())?;
    let total = rows.first().map_or(0, |row| row.total);
    let t = visit.visitor.texts;
    let fields = html! {
        (show::filter_text(visit, &list, "words", "text"))
        (show::filter_text(visit, &list, "publisher", "text"))
        (show::filter_text(visit, &list, "since", "date"))
        (show::filter_text(visit, &list, "until", "date"))
    };
    let heads = ["published", "paper", "title", "statements"];
    let lines = html! {
        @for row in &rows {
            tr {
                td { (show::day(t, row.published.as_deref())) }
                td { @if let Some(paper) = &row.publisher { (show::words(paper)) } }
                td { a href=(address("/document", &[("id", &row.document)])) { (show::title(t, row.title.as_deref())) } }
                td.number { (row.statements) }
            }
        }
    };
    let body = html! {
        (show::filter(visit, &list, "/documents", &fields))
        p.count role="status" { (t.with("count-documents", &[("n", total.into())])) }
        @if rows.is_empty() { (show::nothing(visit, "nothing-filtered")) }
        @else {
            (show::table(t, &t.get("nav-documents"), "column", &heads, &lines))
        }
        (show::pages(visit, &list, "/documents", total))
        (show::downloads(visit, &list, "/documents", &["csv", "jsonl"]))
    };
    let title = visit.say("nav-documents");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}
