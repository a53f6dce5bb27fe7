//! The first page: what last night brought, and what waits.

use maud::{Markup, html};
use serde::Deserialize;

use super::runs::{self, Run};
use crate::report::html::matrix::matrix;
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show::{self, Conflict};
use crate::serve::visit::{Answer, Trouble, Visit, address, page};

/// Conflicts of last night that are shown.
const NEW: &str = "5";
/// Runs among which the last night is looked for.
const RUNS: &str = "50";
/// Runs that are shown.
const SHOWN: usize = 5;
/// Countries that are listed.
const COUNTRIES: usize = 12;

#[derive(Debug, Deserialize)]
struct Totals {
    documents: u32,
    statements: u32,
    speakers: u32,
}

#[derive(Debug, Deserialize)]
struct Count {
    what: String,
    name: String,
    conflicts: u32,
}

#[derive(Debug, Deserialize)]
struct Pair {
    one: String,
    other: String,
    conflicts: u32,
}

/// Shows the overview.
///
/// # Errors
/// A query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let totals: Totals = visit.ask_one("report_totals", &[])?;
    let counts: Vec<Count> = visit.ask("desk_counts", &[])?;
    let runs: Vec<Run> = visit.ask("latest_run", &[("runs", RUNS)])?;
    let pairs: Vec<Pair> = visit.ask("conflicts_by_country_pair", &[])?;
    let t = visit.visitor.texts;
    let body = html! {
        @if totals.documents == 0 { (show::nothing(visit, "nothing-at-all")) }
        p.lead {
            (t.with("count-documents", &[("n", totals.documents.into())])) " · "
            (t.with("count-statements", &[("n", totals.statements.into())])) " · "
            (t.with("count-speakers", &[("n", totals.speakers.into())]))
        }
        div.panels {
            (waiting(visit, &counts))
            (by(visit, &counts, "kind"))
            (by(visit, &counts, "country"))
        }
        (last_night(visit, &runs)?)
        @if !pairs.is_empty() {
            section {
                h2 { (t.get("overview-pairs")) }
                (matrix(t, &cells(&pairs)))
            }
        }
        section aria-labelledby="runs" {
            h2 #runs { (t.get("overview-runs")) }
            (runs::table(visit, &runs[..runs.len().min(SHOWN)]))
            p { a href="/runs" { (t.get("all-runs")) } }
        }
    };
    let title = visit.say("nav-overview");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

/// Pairs of countries and how many conflicts stand between them, as the matrix takes them.
fn cells(pairs: &[Pair]) -> Vec<(String, String, u32)> {
    pairs
        .iter()
        .map(|pair| (pair.one.clone(), pair.other.clone(), pair.conflicts))
        .collect()
}

fn waiting(visit: &Visit<'_>, counts: &[Count]) -> Markup {
    let of = |name: &str| {
        counts
            .iter()
            .filter(|count| count.what == "verdict" && count.name == name)
            .map(|count| count.conflicts)
            .sum::<u32>()
    };
    html! {
        section.panel aria-labelledby="waiting" {
            h2 #waiting { (visit.say("overview-waiting")) }
            p.number { a href="/conflicts" { (of("open") + of("unsure")) } }
            table {
                @for name in ["open", "unsure", "confirmed", "dismissed"] {
                    tr {
                        th scope="row" { @if name == "open" { (visit.say("verdict-none")) }
                            @else { a href=(address("/conflicts", &[("status", name)])) { (visit.say(&format!("verdict-{name}"))) } } }
                        td { (of(name)) }
                    }
                }
            }
        }
    }
}

fn by(visit: &Visit<'_>, counts: &[Count], what: &str) -> Markup {
    let t = visit.visitor.texts;
    let heading = format!("by-{what}");
    let rows: Vec<&Count> = counts
        .iter()
        .filter(|count| count.what == what)
        .take(COUNTRIES)
        .collect();
    html! {
        section.panel aria-labelledby=(heading) {
            h2 id=(heading) { (t.get(&format!("overview-by-{what}"))) }
            @if rows.is_empty() { (show::nothing(visit, "nothing-open")) }
            @else {
                table {
                    @for row in rows {
                        tr {
                            th scope="row" {
                                a href=(address("/conflicts", &[(what, row.name.as_str())])) {
                                    @if what == "country" { (show::state(t, &row.name)) }
                                    @else { (t.get(&format!("kind-{}", row.name))) }
                                }
                            }
                            td { (row.conflicts) }
                        }
                    }
                }
            }
        }
    }
}

/// The surest conflicts that the last run with articles found.
fn last_night(visit: &Visit<'_>, runs: &[Run]) -> Result<Markup, Trouble> {
    let t = visit.visitor.texts;
    let Some(night) = runs.iter().find(|run| run.documents_read > 0) else {
        return Ok(html! {});
    };
    let number = night.id.to_string();
    let rows: Vec<Conflict> =
        visit.ask("desk_queue", &[("found_since", &number), ("limit", NEW)])?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(html! {
        section aria-labelledby="night" {
            h2 #night { (t.get("overview-night")) }
            p {
                (show::moment(&night.started_at)) " · "
                (t.with("night-brought", &[
                    ("documents", (night.documents_added + night.documents_changed).into()),
                    ("conflicts", night.conflicts_added.into()),
                ]))
                " · " (t.with("night-open", &[("n", total.into())]))
                @if night.documents_rejected > 0 {
                    " · " a href="/rejections" { (t.with("night-rejected", &[("n", night.documents_rejected.into())])) }
                }
            }
            (show::conflicts(visit, &rows, &List::default()))
        }
    })
}
