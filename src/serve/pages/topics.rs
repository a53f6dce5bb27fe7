//! The list of topics.

use maud::html;
use serde::Deserialize;

use crate::report::html::country::country;
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, page};

/// Parameters of sql/report_topics.sql that the list sets.
pub const PARAMS: [&str; 5] = ["since", "until", "country", "min_score", "speaker"];

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    title: String,
    conflicts: u32,
    score: Option<f64>,
    speakers: u32,
    documents: u32,
    countries: Option<String>,
    first_day: Option<String>,
    last_day: Option<String>,
}

/// Shows the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let params = list.params(visit, &PARAMS)?.with("limit", "-1");
    let rows: Vec<Row> = visit.ask("report_topics", &params.list())?;
    let shown = list.rows(&rows);
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let t = visit.visitor.texts;
    let fields = show::filter_said(visit, &list)?;
    let heads = [
        "topic",
        "conflicts",
        "score",
        "speakers",
        "documents",
        "countries",
        "days",
    ];
    let lines = html! {
        @for row in shown {
            tr {
                td { a href=(format!("/topics/{}", row.id)) { (show::words(&row.title)) } }
                td.number { (row.conflicts) }
                td.number { @if let Some(score) = row.score { (show::score(t, score)) } }
                td.number { (row.speakers) }
                td.number { (row.documents) }
                td {
                    @for code in row.countries.iter().flat_map(|codes| codes.split(',')) {
                        (country(t, Some(code))) " "
                    }
                }
                td { (show::day(t, row.first_day.as_deref())) " – " (show::day(t, row.last_day.as_deref())) }
            }
        }
    };
    let body = html! {
        (show::filter(visit, &list, "/topics", &fields))
        p.count role="status" { (t.with("count-topics", &[("n", total.into())])) }
        @if rows.is_empty() { (show::nothing(visit, "nothing-filtered")) }
        @else {
            (show::table(t, &t.get("nav-topics"), "column", &heads, &lines))
        }
        (show::pages(visit, &list, "/topics", total))
        (show::downloads(visit, &list, "/topics", &["csv", "jsonl"]))
    };
    let title = visit.say("nav-topics");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}
