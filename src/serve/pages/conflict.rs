//! One conflict: both articles side by side, why it was flagged, who carries it, and the verdict.

use maud::{Markup, html};
use serde::Deserialize;

use crate::report::html::marked::marked;
use crate::report::html::safe;
use crate::report::sanitize::clean;
use crate::serve::article::{self, Article, Placed};
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show::{self, Conflict};
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::{DateBasis, Mode, Verdict};
use crate::texts::Texts;

/// What only the page of one conflict needs of it.
#[derive(Debug, Deserialize)]
struct Details {
    a: SideDetails,
    b: SideDetails,
}

#[derive(Debug, Deserialize)]
struct SideDetails {
    statement: String,
    claim: String,
    speaker_id: i64,
    document: String,
    title: Option<String>,
    url: Option<String>,
    mode: Mode,
    said_on: Option<String>,
    said_on_basis: DateBasis,
    published: Option<String>,
}

/// A verdict that was given, a row of sql/desk_reviews.sql.
#[derive(Debug, Deserialize)]
pub struct Review {
    /// Row number, by which a form knows what its reader had seen.
    pub id: i64,
    verdict: Verdict,
    reviewer: String,
    note: String,
    created_at: String,
}

/// An article that carries a claim, a row of sql/report_claims.sql.
#[derive(Debug, Deserialize)]
struct Witness {
    claim: String,
    document: String,
    publisher: Option<String>,
    document_title: Option<String>,
    published: Option<String>,
}

/// Shows the conflict.
///
/// # Errors
/// Where there is none of that id, or a query fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let id = [("conflict", visit.visitor.id.as_str())];
    let list = List::of(visit.visitor)?;
    if visit.visitor.id.is_empty() {
        return Err(Trouble::NotFound);
    }
    let conflict: Conflict = visit.ask_one("desk_conflict", &id)?;
    let details: Details = visit.ask_one("desk_conflict", &id)?;
    let reviews: Vec<Review> = visit.ask("desk_reviews", &id)?;
    let claims = [
        ("a", details.a.claim.as_str()),
        ("b", details.b.claim.as_str()),
    ];
    let witnesses: Vec<Witness> = visit.ask("report_claims", &claims)?;
    let t = visit.visitor.texts;
    let body = html! {
        (trail(visit, &conflict, &list))
        p.head {
            (show::kind(t, conflict.kind)) " " (show::score(t, conflict.score)) " " (show::verdict(t, conflict.review))
            " " code dir="ltr" { (conflict.id) }
        }
        (verdict_form(visit, &conflict, &list, reviews.first()))
        section.why aria-labelledby="why" {
            h2 #why { (t.get("why")) }
            (show::reasons(t, &conflict.reasons()))
        }
        (legend(t))
        div.both {
            (side(visit, "a", &conflict.a, &details.a, &witnesses)?)
            (side(visit, "b", &conflict.b, &details.b, &witnesses)?)
        }
        (given(visit, &reviews))
    };
    let sides = [&conflict.a, &conflict.b].map(|side| clean(&side.speaker).into_owned());
    let title = t.with(
        "conflict-title",
        &[
            ("one", sides[0].as_str().into()),
            ("other", sides[1].as_str().into()),
        ],
    );
    Ok(page(layout::page_between(
        visit.desk,
        visit.visitor,
        &title,
        &body,
    )))
}

/// What the marks of an article mean.
pub fn legend(t: &Texts) -> Markup {
    html! {
        p.legend {
            @for part in ["source", "cue", "content"] {
                mark.(part) { (t.get(&format!("part-{part}"))) } " "
            }
        }
    }
}

fn trail(visit: &Visit<'_>, conflict: &Conflict, list: &List) -> Markup {
    let t = visit.visitor.texts;
    html! {
        p.matter {
            @match &conflict.topic {
                Some(topic) => { a href=(format!("/topics/{topic}")) { (show::words(conflict.title())) } },
                None => { (show::words(conflict.title())) },
            }
        }
        p.trail { a href=(list.address("/conflicts", &[])) { (t.get("back-to-list")) } }
    }
}

fn verdict_form(
    visit: &Visit<'_>,
    conflict: &Conflict,
    list: &List,
    last: Option<&Review>,
) -> Markup {
    let t = visit.visitor.texts;
    let buttons = [
        (Verdict::Confirmed, "verdict-confirm", "C"),
        (Verdict::Dismissed, "verdict-dismiss", "D"),
        (Verdict::Unsure, "verdict-leave", "U"),
    ];
    html! {
        form #verdict .decide method="post" action=(format!("/conflicts/{}/verdict", conflict.id)) aria-label=(t.get("verdict-form")) {
            // Enter in a field presses the first button: let that be one that does nothing
            button type="submit" disabled hidden {}
            (csrf(visit))
            input type="hidden" name="seen" value=(last.map_or(0, |review| review.id));
            @for (name, value) in list.fields() {
                input type="hidden" name=(name) value=(value);
            }
            div.field {
                label for="note" { (t.get("note")) }
                input #note name="note" maxlength=(crate::serve::changes::LONGEST_NOTE) dir="auto" autocomplete="off";
            }
            (reviewer(visit))
            div.buttons {
                @for (verdict, key, letter) in buttons {
                    button.(format!("verdict-{verdict}")) name="verdict" value=(verdict) data-key=(letter) aria-keyshortcuts=(letter) {
                        (t.get(key)) " " kbd aria-hidden="true" { (letter) }
                    }
                    " "
                }
                a #next .button href=(list.address(&format!("/conflicts/{}/next", conflict.id), &[])) aria-keyshortcuts="N" {
                    (t.get("verdict-next")) " " kbd aria-hidden="true" { "N" }
                }
            }
        }
    }
}

/// The field of the reviewer's name, as the browser last gave it.
pub fn reviewer(visit: &Visit<'_>) -> Markup {
    html! {
        div.field {
            label for="reviewer" { (visit.say("reviewer")) }
            input #reviewer name="reviewer" value=(visit.visitor.reviewer) required maxlength="100" dir="auto" autocomplete="name";
        }
    }
}

/// The token that every change brings back.
pub fn csrf(visit: &Visit<'_>) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.desk.csrf); }
}

fn side(
    visit: &Visit<'_>,
    which: &str,
    side: &show::Side,
    details: &SideDetails,
    witnesses: &[Witness],
) -> Result<Markup, Trouble> {
    let t = visit.visitor.texts;
    let article = article::read(visit, &details.document)?;
    let placed: Vec<Placed> = visit.ask("desk_article", &[("document", &details.document)])?;
    let marks: Vec<_> = placed
        .iter()
        .filter(|placed| placed.statement == details.statement)
        .flat_map(|placed| placed.highlights(which))
        .collect();
    let carried: Vec<&Witness> = witnesses
        .iter()
        .filter(|w| w.claim == details.claim)
        .collect();
    let heading = format!("side-{which}");
    Ok(html! {
        section.article-side aria-labelledby=(heading) {
            h2 id=(heading) {
                a href=(format!("/speakers/{}", details.speaker_id)) { (show::words(&side.speaker)) }
                " " (show::stance(t, side.stance))
            }
            p { (show::post(t, &side.speaker, side.role.as_deref(), side.country.as_deref())) }
            (show::quote(&side.quote))
            p.meta {
                (said(visit, details)) " · " (t.get(&format!("mode-{}", details.mode)))
                " · " a href=(format!("#{which}-{}", details.statement)) { (t.get("to-the-place")) }
                " · " a href=(format!("/statements/{}", details.statement)) { (t.get("correct")) }
            }
            (whole(visit, which, details, &article, &marks))
            (witnesses_of(visit, side.witnesses, &carried))
        }
    })
}

/// The article itself, in a box of its own that scrolls to the statement.
fn whole(
    visit: &Visit<'_>,
    which: &str,
    details: &SideDetails,
    article: &Article,
    marks: &[crate::report::html::marked::Highlight],
) -> Markup {
    let t = visit.visitor.texts;
    html! {
        article {
            h3 lang=(article.language()) dir=(safe::direction(article.language())) {
                a href=(address("/document", &[("id", &details.document)])) { (show::title(t, details.title.as_deref())) }
            }
            p.meta {
                @if let Some(paper) = &article.publisher { (show::words(paper)) " · " }
                (show::day(t, article.published.as_deref()))
                @if let Some(url) = safe::web(details.url.as_deref()) {
                    " · " a href=(url) rel="noreferrer noopener external" { (t.get("original")) }
                }
            }
            div.scroll tabindex="0" role="region" aria-label=(t.with("article-of-side", &[("side", which.to_uppercase().into())])) {
                (marked(&article.text, marks, article.language()))
            }
        }
    }
}

fn said(visit: &Visit<'_>, details: &SideDetails) -> Markup {
    let t = visit.visitor.texts;
    html! {
        @match (&details.said_on, &details.published) {
            (Some(day), _) => {
                (show::day(t, Some(day))) " (" (t.get(&format!("basis-{}", details.said_on_basis))) ")"
            },
            (None, Some(day)) => { (t.with("date-published", &[("day", day.as_str().into())])) },
            (None, None) => { (t.get("date-none")) },
        }
    }
}

fn witnesses_of(visit: &Visit<'_>, independent: Option<u32>, carried: &[&Witness]) -> Markup {
    let t = visit.visitor.texts;
    html! {
        details.witnesses {
            summary {
                (t.with("carried-by", &[("n", carried.len().into())]))
                @if let Some(independent) = independent { " (" (t.with("count-witnesses", &[("n", independent.into())])) ")" }
            }
            ul {
                @for witness in carried {
                    li {
                        (show::day(t, witness.published.as_deref()))
                        @if let Some(paper) = &witness.publisher { " · " (show::words(paper)) }
                        " · " a href=(address("/document", &[("id", &witness.document)])) {
                            (show::title(t, witness.document_title.as_deref()))
                        }
                    }
                }
            }
        }
    }
}

fn given(visit: &Visit<'_>, reviews: &[Review]) -> Markup {
    let t = visit.visitor.texts;
    html! {
        section.reviews aria-labelledby="reviews" {
            h2 #reviews { (t.get("reviews")) }
            @if reviews.is_empty() { (show::nothing(visit, "reviews-none")) }
            ol {
                @for review in reviews {
                    li {
                        (show::verdict(t, Some(review.verdict))) " "
                        (t.with("by-reviewer", &[("reviewer", review.reviewer.as_str().into())])) " · " (show::moment(&review.created_at))
                        @if !review.note.is_empty() { p.note dir="auto" { (safe::name(&review.note)) } }
                    }
                }
            }
        }
    }
}
