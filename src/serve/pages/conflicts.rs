//! The list of conflicts: what waits for a verdict, or has one.

use maud::html;

use crate::serve::layout;
use crate::serve::list::{List, STATUSES};
use crate::serve::show::{self, Conflict};
use crate::serve::visit::{Answer, Trouble, Visit, page, see};
use crate::statement::ConflictKind;

/// Parameters of sql/desk_queue.sql that the list sets.
pub const PARAMS: [&str; 13] = [
    "status",
    "kind",
    "country",
    "topic",
    "speaker",
    "speaker_id",
    "since",
    "until",
    "min_score",
    "match",
    "sort",
    "limit",
    "offset",
];

/// Shows the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let params = list.params(visit, &PARAMS)?;
    let rows: Vec<Conflict> = visit.ask("desk_queue", &params.list())?;
    if rows.is_empty() && list.page > 1 {
        return Ok(see(&list.address("/conflicts", &[])));
    }
    let total = rows.first().map_or(0, |row| row.total);
    let first = rows
        .first()
        .map(|row| list.address(&format!("/conflicts/{}", row.id), &[]));
    let body = html! {
        (filter(visit, &list)?)
        p.count role="status" {
            (visit.say_with("count-conflicts", &[("n", total.into())]))
            @if let Some(first) = first { " · " a.start href=(first) { (visit.say("review-start")) } }
        }
        @if rows.is_empty() {
            (show::nothing(visit, if list.is_filtered() { "nothing-filtered" } else { "nothing-open" }))
        }
        (show::conflicts(visit, &rows, &list))
        (show::pages(visit, &list, "/conflicts", total))
        (show::downloads(visit, &list, "/conflicts", &["csv", "jsonl"]))
        @if list.get("status") != "dismissed" {
            p.downloads { a href=(list.address("/report.html", &[])) download { (visit.say("download-report")) } }
        }
    };
    let title = visit.say("nav-conflicts");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

fn filter(visit: &Visit<'_>, list: &List) -> Result<maud::Markup, Trouble> {
    let t = visit.visitor.texts;
    let statuses = STATUSES.map(|status| {
        let key = if status == "all" {
            "all".to_owned()
        } else {
            format!("verdict-{status}")
        };
        (if status == "open" { "" } else { status }, t.get(&key))
    });
    let mut kinds = vec![("", t.get("all"))];
    kinds.extend(
        ConflictKind::ALL
            .iter()
            .map(|kind| (kind.as_str(), t.get(&format!("kind-{kind}")))),
    );
    let sorts = [("", t.get("sort-surest")), ("newest", t.get("sort-newest"))];
    let fields = html! {
        @for name in ["topic", "speaker_id"] {
            @if !list.get(name).is_empty() { input type="hidden" name=(name) value=(list.get(name)); }
        }
        (show::filter_choice(visit, list, "status", &statuses))
        (show::filter_choice(visit, list, "kind", &kinds))
        (show::filter_country(visit, list)?)
        (show::filter_text(visit, list, "speaker", "text"))
        (show::filter_text(visit, list, "words", "text"))
        (show::filter_text(visit, list, "since", "date"))
        (show::filter_text(visit, list, "until", "date"))
        (show::filter_text(visit, list, "min_score", "number"))
        (show::filter_choice(visit, list, "sort", &sorts))
    };
    Ok(show::filter(visit, list, "/conflicts", &fields))
}
