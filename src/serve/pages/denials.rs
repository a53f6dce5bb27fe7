//! The open denials: what was denied although nobody in the database claims it.

use maud::html;
use serde::Deserialize;

use crate::report::html::safe::name;
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::Stance;

/// Parameters of sql/report_denials.sql that the list sets.
pub const PARAMS: [&str; 5] = ["since", "until", "country", "speaker", "topic"];

#[derive(Debug, Deserialize)]
struct Row {
    speaker: String,
    country: Option<String>,
    role: Option<String>,
    quote: String,
    day: Option<String>,
    documents: u32,
    publisher: Option<String>,
    document: String,
    statement: String,
    denied_author: Option<String>,
    topic: Option<String>,
}

/// Shows the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let params = list.params(visit, &PARAMS)?.with("limit", "-1");
    let rows: Vec<Row> = visit.ask("report_denials", &params.list())?;
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let t = visit.visitor.texts;
    let fields = show::filter_said(visit, &list)?;
    let body = html! {
        p.lead { (t.get("denials-told")) }
        (show::filter(visit, &list, "/denials", &fields))
        p.count role="status" { (t.with("count-denials", &[("n", total.into())])) }
        @if rows.is_empty() { (show::nothing(visit, "nothing-filtered")) }
        ol.record {
            @for row in list.rows(&rows) {
                li {
                    p { (show::who(t, &row.speaker, row.role.as_deref(), row.country.as_deref())) " " (show::stance(t, Stance::Deny)) }
                    (show::quote(&row.quote))
                    p.meta {
                        (show::day(t, row.day.as_deref()))
                        @if let Some(paper) = &row.publisher { " · " (show::words(paper)) }
                        @if row.documents > 1 { " · " (t.with("carried-by", &[("n", row.documents.into())])) }
                        @if let Some(author) = &row.denied_author { " · " (t.get("denied-author")) " " (name(author)) }
                        " · " a href=(format!("{}#s-{}", address("/document", &[("id", &row.document)]), row.statement)) { (t.get("to-the-place")) }
                        @if let Some(topic) = &row.topic { " · " a href=(format!("/topics/{topic}")) { (t.get("topic")) } }
                        " · " a href=(address("/search", &[("words", row.quote.split_whitespace().take(6).collect::<Vec<_>>().join(" "))])) { (t.get("search-for-it")) }
                    }
                }
            }
        }
        (show::pages(visit, &list, "/denials", total))
        (show::downloads(visit, &list, "/denials", &["csv", "jsonl"]))
    };
    let title = visit.say("nav-denials");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}
