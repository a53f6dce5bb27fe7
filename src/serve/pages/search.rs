//! Statements and articles by their words.

use maud::html;
use serde::Deserialize;

use crate::report::html::safe::name;
use crate::search::{Query, snippet};
use crate::serve::layout;
use crate::serve::list::words;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::Stance;

/// Hits of each sort.
const MOST: &str = "30";

#[derive(Debug, Deserialize)]
struct Hit {
    kind: String,
    day: Option<String>,
    speaker: Option<String>,
    role: Option<String>,
    country: Option<String>,
    stance: Option<Stance>,
    words: String,
    publisher: Option<String>,
    title: Option<String>,
    document: String,
    statement: Option<String>,
}

/// Shows what was found.
///
/// # Errors
/// Words that are no query, or a query that fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let typed = visit.visitor.field("words");
    let t = visit.visitor.texts;
    let hits: Vec<Hit> = match typed {
        "" => Vec::new(),
        typed => visit.ask(
            "search_folded",
            &[("match", &words(visit, typed)?), ("most", MOST)],
        )?,
    };
    let query = Query::parse(typed).ok();
    let cut = |text: &str| {
        query
            .as_ref()
            .map_or_else(|| text.to_owned(), |query| snippet(text, query))
    };
    let body = html! {
        form.filter action="/search" method="get" aria-label=(t.get("search")) {
            div.field {
                label for="words" { (t.get("field-words")) }
                input #words type="search" name="words" value=(typed) dir="auto";
            }
            div.buttons { button { (t.get("search-go")) } }
        }
        p { (t.get("search-told")) }
        @if !typed.is_empty() && hits.is_empty() { (show::nothing(visit, "nothing-found")) }
        @for (kind, key) in [("statement", "search-statements"), ("document", "search-documents")] {
            @let found: Vec<&Hit> = hits.iter().filter(|hit| hit.kind == kind).collect();
            @if !found.is_empty() {
                section aria-labelledby=(kind) {
                    h2 id=(kind) { (t.get(key)) }
                    ol.record {
                        @for hit in found {
                            li {
                                @if let (Some(speaker), Some(stance)) = (&hit.speaker, hit.stance) {
                                    p { (show::who(t, speaker, hit.role.as_deref(), hit.country.as_deref())) " " (show::stance(t, stance)) }
                                    (show::quote(&cut(&hit.words)))
                                }
                                p.meta {
                                    (show::day(t, hit.day.as_deref()))
                                    @if let Some(paper) = &hit.publisher { " · " (show::words(paper)) }
                                    " · "
                                    @let anchor = hit.statement.as_deref().map(|id| format!("#s-{id}")).unwrap_or_default();
                                    a href=(format!("{}{anchor}", address("/document", &[("id", &hit.document)]))) { (show::title(t, hit.title.as_deref())) }
                                }
                                @if hit.statement.is_none() { p dir="auto" { (name(&hit.words)) " …" } }
                            }
                        }
                    }
                }
            }
        }
    };
    let title = visit.say("search");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}
