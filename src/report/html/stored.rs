//! The articles that are quoted, whole, with the quotes highlighted and a way back to the claims.

use maud::{Markup, html};

use super::marked::{self, Highlight, marked};
use super::safe::{arabic, direction, web};
use super::view::{Quoted, View, article_anchor, statement_anchor};
use crate::report::articles::{Article, Place};
use crate::report::sanitize::clean;
use crate::texts::Texts;

/// The section of the articles.
pub fn stored(texts: &Texts, view: &View<'_>) -> Markup {
    html! {
        section #articles.articles aria-labelledby="articles-title" {
            h2 #articles-title { (texts.get("articles-title")) }
            p.legend {
                (texts.get("articles-legend")) " "
                mark.source { (texts.get("part-source")) } " "
                mark.cue { (texts.get("part-cue")) } " "
                mark.content { (texts.get("part-content")) }
            }
            @for (index, article) in view.articles.iter().enumerate() { (one(texts, view, index, article)) }
        }
    }
}

/// One article. It can be closed by hand and by the script; without it, everything is there to be read.
fn one(texts: &Texts, view: &View<'_>, index: usize, article: &Article) -> Markup {
    let title = article.title.as_deref().unwrap_or(&article.document);
    html! {
        details.stored id=(article_anchor(index)) open {
            summary {
                h3 { bdi lang=(article.language) dir=(direction(&article.language)) { (clean(title)) } }
                span.from { (from(texts, article)) }
            }
            (marked(&article.text, &highlights(texts, view, article), &article.language))
            @if let Some(url) = web(article.url.as_deref()) {
                p.address { a href=(url) rel="noreferrer" dir="ltr" { (clean(url)) } }
            }
        }
    }
}

/// Paper, day and byline.
fn from(texts: &Texts, article: &Article) -> Markup {
    html! {
        @if let Some(publisher) = &article.publisher {
            bdi lang=[arabic(publisher)] { (clean(publisher)) } " · "
        }
        @match article.published {
            Some(day) => time datetime=(day) { (day.to_string()) },
            None => (texts.get("date-none")),
        }
        @if let Some(author) = &article.author {
            " · " bdi lang=[arabic(author)] { (clean(author)) }
        }
        " · " bdi.key dir="ltr" { (clean(&article.document)) }
    }
}

/// The places of the statements that are quoted.
fn highlights(texts: &Texts, view: &View<'_>, article: &Article) -> Vec<Highlight> {
    let quoted = article
        .places
        .iter()
        .filter_map(|place| Some((place, view.quoted(&place.id)?)));
    quoted
        .flat_map(|(place, quoted)| of_place(texts, place, quoted))
        .collect()
}

fn of_place(texts: &Texts, place: &Place, quoted: &Quoted<'_>) -> Vec<Highlight> {
    let anchor = statement_anchor(&place.id);
    let mut found = marked::highlights(&place.id, place.source, place.cue, &place.content, anchor);
    if let Some(last) = found.last_mut() {
        last.after = Some(back(texts, quoted));
    }
    found
}

/// The way back to the claim.
fn back(texts: &Texts, quoted: &Quoted<'_>) -> Markup {
    let label = texts.with(
        "article-back",
        &[("name", clean(quoted.speaker).into_owned().into())],
    );
    html! { a.back href={ "#" (quoted.claim) } title=(label) aria-label=(label) { "↩" } }
}
