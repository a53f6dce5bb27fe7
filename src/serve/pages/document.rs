//! One article with every statement in its place.

use maud::{Markup, html};

use super::conflict::legend;
use crate::report::html::marked::marked;
use crate::report::html::safe;
use crate::serve::article::{self, Article, Placed};
use crate::serve::layout;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, address, page};

/// Shows the article.
///
/// # Errors
/// Where there is none of that key, or a query fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let key = visit.visitor.field("id");
    let article = article::read(visit, key)?;
    let placed: Vec<Placed> = visit.ask("desk_article", &[("document", key)])?;
    let marks: Vec<_> = placed
        .iter()
        .flat_map(|placed| placed.highlights("s"))
        .collect();
    let t = visit.visitor.texts;
    let body = html! {
        (facts(visit, &article))
        (legend(t))
        div.both {
            article.text aria-label=(t.get("article-text")) { (marked(&article.text, &marks, article.language())) }
            section aria-labelledby="statements" {
                h2 #statements { (t.with("count-statements", &[("n", placed.len().into())])) }
                ol.record {
                    @for placed in &placed {
                        li {
                            p {
                                a href=(format!("/speakers/{}", placed.speaker_id)) { (show::words(&placed.speaker)) } " "
                                (show::stance(t, placed.stance))
                            }
                            p { (show::post(t, &placed.speaker, placed.role.as_deref(), placed.country.as_deref())) }
                            p.meta {
                                (show::day(t, placed.day.as_deref())) " · "
                                a href=(format!("#s-{}", placed.statement)) { (t.get("to-the-place")) } " · "
                                a href=(format!("/statements/{}", placed.statement)) { (t.get("correct")) }
                                @if placed.conflicts > 0 { " · " (t.with("count-conflicts", &[("n", placed.conflicts.into())])) }
                            }
                        }
                    }
                }
            }
        }
    };
    let title = match article.title.as_deref() {
        Some(title) if !title.trim().is_empty() => title.to_owned(),
        _ => t.get("untitled"),
    };
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

fn facts(visit: &Visit<'_>, article: &Article) -> Markup {
    let t = visit.visitor.texts;
    let copies: Vec<String> = article
        .same_report
        .as_deref()
        .and_then(|keys| serde_json::from_str(keys).ok())
        .unwrap_or_default();
    html! {
        p.lead {
            @if let Some(paper) = &article.publisher { (show::words(paper)) " · " }
            (show::day(t, article.published.as_deref()))
            @if let Some(author) = &article.author { " · " (show::words(author)) }
            @if let Some(url) = safe::web(article.url.as_deref()) {
                " · " a href=(url) rel="noreferrer noopener external" { (t.get("original")) }
            }
            @if article.version > 1 { " · " (t.with("version", &[("n", article.version.into())])) }
            " · " code dir="ltr" { (safe::name(&article.document)) }
        }
        @if !copies.is_empty() {
            details {
                summary { (t.with("same-report", &[("n", copies.len().into())])) }
                ul { @for key in &copies { li { a href=(address("/document", &[("id", key)])) { (safe::name(key)) } } } }
            }
        }
    }
}
