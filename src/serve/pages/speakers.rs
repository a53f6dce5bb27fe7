//! The list of speakers.

use maud::html;
use serde::Deserialize;

use crate::report::html::country::country;
use crate::serve::layout;
use crate::serve::list::{List, SPEAKER_KINDS};
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, page};

/// Parameters of sql/desk_speakers.sql that the list sets.
pub const PARAMS: [&str; 5] = ["speaker", "country", "kind", "limit", "offset"];
/// Names and offices that a row shows.
const SHOWN: usize = 4;

#[derive(Debug, Deserialize)]
struct Row {
    id: i64,
    name: String,
    kind: String,
    country: Option<String>,
    statements: u32,
    first_day: Option<String>,
    last_day: Option<String>,
    offices: Option<String>,
    aliases: Option<String>,
    conflicts: u32,
    total: u32,
}

/// Shows the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let rows: Vec<Row> = visit.ask("desk_speakers", &list.params(visit, &PARAMS)?.list())?;
    let total = rows.first().map_or(0, |row| row.total);
    let t = visit.visitor.texts;
    let mut kinds = vec![("", t.get("all"))];
    kinds.extend(SPEAKER_KINDS.map(|kind| (kind, t.get(&format!("speaker-kind-{kind}")))));
    let fields = html! {
        (show::filter_text(visit, &list, "speaker", "text"))
        (show::filter_country(visit, &list)?)
        (show::filter_choice(visit, &list, "kind", &kinds))
    };
    let heads = [
        "name",
        "kind",
        "country",
        "offices",
        "names",
        "statements",
        "conflicts",
        "days",
    ];
    let lines = html! {
        @for row in &rows {
            tr {
                td { a href=(format!("/speakers/{}", row.id)) { (show::words(&row.name)) } }
                td { (t.get(&format!("speaker-kind-{}", row.kind))) }
                td { (country(t, row.country.as_deref())) }
                td { (some(row.offices.as_deref())) }
                td { (some(row.aliases.as_deref())) }
                td.number { (row.statements) }
                td.number { (row.conflicts) }
                td { (show::day(t, row.first_day.as_deref())) " – " (show::day(t, row.last_day.as_deref())) }
            }
        }
    };
    let body = html! {
        (show::filter(visit, &list, "/speakers", &fields))
        p.count role="status" { (t.with("count-speakers", &[("n", total.into())])) }
        @if rows.is_empty() { (show::nothing(visit, "nothing-filtered")) }
        @else {
            (show::table(t, &t.get("nav-speakers"), "column", &heads, &lines))
        }
        (show::pages(visit, &list, "/speakers", total))
        (show::downloads(visit, &list, "/speakers", &["csv", "jsonl"]))
    };
    let title = visit.say("nav-speakers");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

/// The first of some names, and how many more there are.
fn some(names: Option<&str>) -> maud::Markup {
    let names: Vec<&str> = names
        .into_iter()
        .flat_map(|names| names.split(" | "))
        .collect();
    html! {
        @for (n, name) in names.iter().take(SHOWN).enumerate() {
            @if n > 0 { "، " }
            (show::words(name))
        }
        @if names.len() > SHOWN { " +" (names.len() - SHOWN) }
    }
}
