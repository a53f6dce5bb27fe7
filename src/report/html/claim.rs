//! A claim as a card: who says it, in which words, when, and which papers carry it.

use maud::{Markup, html};

use super::country::country;
use super::safe::{arabic, direction, direction_of, name, web};
use super::sides;
use super::view::{TopicView, View, statement_anchor};
use crate::report::sanitize::clean;
use crate::report::{Claim, Flag, Position, words};
use crate::statement::DateBasis;
use crate::texts::Texts;

/// The card of a claim.
pub fn claim(
    texts: &Texts,
    view: &View<'_>,
    topic: &TopicView<'_>,
    position: Position,
    claim: &Claim,
) -> Markup {
    let flags: Vec<&Flag> = topic
        .topic
        .conflicts
        .iter()
        .filter(|f| f.a == claim.id || f.b == claim.id)
        .collect();
    html! {
        article.claim.(sides::class(position)).flagged[!flags.is_empty()] id=[topic.claim_anchor(&claim.id)] {
            (who(texts, claim))
            (quote(view, claim))
            p.when { (when(texts, claim)) }
            (papers(texts, view, claim))
            @if !flags.is_empty() { (against(texts, claim, &flags)) }
        }
    }
}

/// Name, office, country and who stands between.
fn who(texts: &Texts, claim: &Claim) -> Markup {
    let statement = &claim.statement;
    html! {
        h4 {
            span.speaker lang=[arabic(&statement.speaker)] { (name(&statement.speaker)) }
            " " (country(texts, statement.country.as_deref()))
        }
        @if let Some(office) = statement.office() {
            p.office lang=[arabic(office)] { (name(office)) }
        }
        @for via in &statement.via {
            p.via { (texts.with("via", &[("name", clean(via).into_owned().into())])) }
        }
    }
}

/// The words, leading to their place in the article where that is on the page.
fn quote(view: &View<'_>, claim: &Claim) -> Markup {
    let statement = &claim.statement;
    let article = view.article(&statement.document);
    let words = words::quote(claim);
    let language = article
        .as_ref()
        .map(|(article, _)| article.language.as_str());
    let placed =
        article.is_some_and(|(article, _)| article.places.iter().any(|p| p.id == statement.id));
    html! {
        blockquote lang=[language] dir=(language.map_or_else(|| direction_of(&words), direction)) {
            @if placed {
                a.quote href={ "#" (statement_anchor(&statement.id)) } { (words) }
            } @else {
                (words)
            }
        }
    }
}

/// The day of the saying, or what is known of it.
fn when(texts: &Texts, claim: &Claim) -> Markup {
    let statement = &claim.statement;
    let day = statement.said_on.or(statement.published);
    html! {
        @if let Some(day) = day {
            time datetime=(day) { (date(texts, claim)) }
        } @else {
            (date(texts, claim))
        }
        " · " (texts.get(&format!("mode-{}", statement.mode)))
    }
}

/// The date in words.
pub fn date(texts: &Texts, claim: &Claim) -> String {
    let statement = &claim.statement;
    match (statement.said_on, statement.published) {
        (Some(day), _) if statement.said_on_basis == DateBasis::Context => {
            texts.with("date-from-context", &[("day", day.to_string().into())])
        }
        (Some(day), _) => day.to_string(),
        (None, Some(day)) => texts.with("date-published", &[("day", day.to_string().into())]),
        (None, None) => texts.get("date-none"),
    }
}

/// The papers, each once, and how many of them are independent.
fn papers(texts: &Texts, view: &View<'_>, claim: &Claim) -> Markup {
    let names = words::papers(claim);
    if names.is_empty() {
        return html! {};
    }
    html! {
        p.papers {
            (texts.get("claim-in")) " "
            @for (index, paper) in names.iter().enumerate() {
                @if index > 0 { (texts.get("list-comma")) }
                (linked(view, claim, paper))
            }
            span.witnesses {
                @if names.len() > 1 { " · " (texts.with("count-papers", &[("n", names.len().into())])) }
                " · " (texts.with("count-witnesses", &[("n", claim.independent.into())]))
            }
        }
    }
}

/// A paper with a link to its article: below where the page has it, else on the web.
fn linked(view: &View<'_>, claim: &Claim, paper: &str) -> Markup {
    let of_paper = || {
        claim
            .witnesses
            .iter()
            .filter(|w| clean(w.publisher.as_deref().unwrap_or(&w.document)) == paper)
    };
    let below = of_paper()
        .find_map(|w| view.article(&w.document))
        .map(|(_, anchor)| format!("#{anchor}"));
    let address = below.or_else(|| {
        of_paper()
            .find_map(|w| web(w.url.as_deref()))
            .map(str::to_owned)
    });
    html! {
        @if let Some(address) = address {
            a href=(address) rel="noreferrer" { bdi lang=[arabic(paper)] { (paper) } }
        } @else {
            bdi lang=[arabic(paper)] { (paper) }
        }
    }
}

/// The conflicts that the claim takes part in, strongest first.
fn against(texts: &Texts, claim: &Claim, flags: &[&Flag]) -> Markup {
    /// Most that a card lists.
    const MOST: usize = 4;
    let other = |flag: &Flag| {
        if flag.a == claim.id {
            flag.b_speaker.clone()
        } else {
            flag.a_speaker.clone()
        }
    };
    html! {
        ul.against {
            @for flag in flags.iter().take(MOST) {
                li {
                    a href={ "#" (super::topic::conflict_anchor(flag)) } {
                        (texts.get(&format!("kind-{}", flag.kind))) " " (format!("{:.2}", flag.score))
                    }
                    " " (texts.with("claim-against", &[("name", clean(&other(flag)).into_owned().into())]))
                    @if let Some(review) = flag.review {
                        " · " span.{ "verdict-" (review) } { (texts.get(&format!("verdict-{review}"))) }
                    }
                }
            }
            @if flags.len() > MOST {
                li { (texts.with("claim-more-conflicts", &[("n", (flags.len() - MOST).into())])) }
            }
        }
    }
}
