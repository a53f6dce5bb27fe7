//! One topic on the page: its title, its timeline, the sides with their claims, and why they were flagged.

use maud::{Markup, html};

use super::claim::{claim, date};
use super::country::country;
use super::matrix::UNKNOWN;
use super::reason::reason;
use super::safe::{anchor, arabic};
use super::sides;
use super::timeline::{Arrow, Mark, timeline};
use super::view::{SideView, TopicView, View};
use crate::report::sanitize::clean;
use crate::report::{Flag, words};
use crate::statement::{ConflictKind, Verdict};
use crate::texts::Texts;

/// The anchor of a conflict.
pub fn conflict_anchor(flag: &Flag) -> String {
    format!("conflict-{}", anchor(&flag.id))
}

/// The word for the verdict on a conflict, as the filters have it.
pub fn verdict(flag: &Flag) -> &'static str {
    flag.review.map_or("open", Verdict::as_str)
}

/// The section of a topic.
pub fn topic(texts: &Texts, view: &View<'_>, number: usize, topic: &TopicView<'_>) -> Markup {
    html! {
        section.topic id=(topic.anchor) aria-labelledby={ (topic.anchor) "-title" } {
            h2 id={ (topic.anchor) "-title" } {
                span.number { (number) "." } " "
                bdi.title lang=[arabic(&topic.topic.title)] dir="auto" { (clean(&topic.topic.title)) }
            }
            p.summary { (summary(texts, topic)) }
            (picture(texts, topic))
            div.sides {
                @for side in &topic.sides { (one_side(texts, view, topic, side)) }
            }
            h3.why { (texts.get("topic-why")) }
            ol.conflicts {
                @for flag in &topic.topic.conflicts { (conflict(texts, topic, flag)) }
            }
        }
    }
}

/// How many conflicts of which kinds, the strongest score, and the id.
fn summary(texts: &Texts, topic: &TopicView<'_>) -> Markup {
    let conflicts = &topic.topic.conflicts;
    let kinds = ConflictKind::ALL.iter().filter_map(|kind| {
        let count = conflicts.iter().filter(|f| f.kind == *kind).count();
        (count > 0).then(|| (texts.get(&format!("kind-{kind}")), count))
    });
    html! {
        (texts.with("count-conflicts", &[("n", conflicts.len().into())]))
        " (" @for (index, (kind, count)) in kinds.enumerate() {
            @if index > 0 { (texts.get("list-comma")) }
            (kind) " " (count)
        } ") · "
        (texts.with("topic-strongest", &[("score", format!("{:.2}", topic.topic.score).into())]))
        @if let Some(id) = &topic.topic.id {
            " · " span.id { (texts.get("topic-id")) " " code dir="ltr" { (clean(id)) } }
        }
    }
}

/// The timeline of the claims that are shown, with an arrow for each shift.
fn picture(texts: &Texts, topic: &TopicView<'_>) -> Markup {
    let shown = || {
        topic
            .sides
            .iter()
            .flat_map(|s| s.claims.iter().map(|c| (s.side.position, c)))
    };
    let flagged = |id: &str| topic.topic.conflicts.iter().any(|f| f.a == id || f.b == id);
    let marks: Vec<Mark> = shown()
        .map(|(position, claim)| Mark {
            day: claim.statement.said_on.or(claim.statement.published),
            position,
            country: claim.statement.country.clone(),
            label: format!(
                "{} · {}: {}",
                clean(&claim.statement.speaker),
                date(texts, claim),
                words::quote(claim)
            ),
            href: format!("#{}", topic.claim_anchor(&claim.id).unwrap_or_default()),
            highlighted: flagged(&claim.id),
        })
        .collect();
    let index = |id: &str| shown().position(|(_, claim)| claim.id == id);
    let arrows: Vec<Arrow> = topic
        .topic
        .conflicts
        .iter()
        .filter(|f| f.kind == ConflictKind::Shift)
        .filter_map(|f| {
            let (a, b) = (index(&f.a)?, index(&f.b)?);
            let (from, to) = if marks[a].day <= marks[b].day {
                (a, b)
            } else {
                (b, a)
            };
            let label = texts.with(
                "timeline-shift",
                &[("name", clean(&f.b_speaker).into_owned().into())],
            );
            Some(Arrow { from, to, label })
        })
        .collect();
    timeline(texts, &format!("{}-time", topic.anchor), &marks, &arrows)
}

fn one_side(texts: &Texts, view: &View<'_>, topic: &TopicView<'_>, side: &SideView<'_>) -> Markup {
    let position = side.side.position;
    html! {
        section.side.(sides::class(position)) {
            h3 { (texts.get(sides::heading(position))) " " span.count { (side.side.claims.len()) } }
            @for of in side.claims { (claim(texts, view, topic, position, of)) }
            @if let Some(id) = topic.topic.id.as_deref().filter(|_| side.left > 0) {
                p.more {
                    (texts.with("topic-more-claims", &[("n", side.left.into())])) " "
                    code dir="ltr" { "gainsay statements --topic " (clean(id)) }
                }
            }
        }
    }
}

/// One conflict: kind, score and verdict, the two sides, the reasons. The script filters by its attributes.
fn conflict(texts: &Texts, topic: &TopicView<'_>, flag: &Flag) -> Markup {
    let countries = [topic.country(&flag.a), topic.country(&flag.b)];
    let codes = countries.map(|c| c.map_or_else(|| UNKNOWN.to_owned(), |c| clean(c).into_owned()));
    let target = |id: &str| topic.claim_anchor(id).unwrap_or_default().to_owned();
    html! {
        li.conflict id=(conflict_anchor(flag)) data-kind=(flag.kind) data-countries=(codes.join(" ")) data-verdict=(verdict(flag))
            data-score=(flag.score) data-a=(target(&flag.a)) data-b=(target(&flag.b)) {
            p.head {
                span.kind { (texts.get(&format!("kind-{}", flag.kind))) } " "
                (bar(flag.score)) " "
                span.score { (format!("{:.2}", flag.score)) }
                (reviewed(texts, flag))
            }
            p.pair {
                (party(texts, topic, &flag.a, &flag.a_speaker, countries[0]))
                " " span.versus { (texts.get("conflict-versus")) } " "
                (party(texts, topic, &flag.b, &flag.b_speaker, countries[1]))
            }
            ul.reasons {
                @for text in &flag.reasons { li { (reason(texts, text)) } }
            }
            @if let Some(note) = &flag.note {
                p.note { (texts.get("conflict-note")) " " q { bdi { (clean(note)) } } }
            }
            p.id { code dir="ltr" { (clean(&flag.id)) } }
        }
    }
}

/// One party, leading to its claim.
fn party(
    texts: &Texts,
    topic: &TopicView<'_>,
    claim: &str,
    speaker: &str,
    code: Option<&str>,
) -> Markup {
    let speaker = html! { bdi lang=[arabic(speaker)] { (clean(speaker)) } };
    html! {
        span.party {
            @if let Some(anchor) = topic.claim_anchor(claim) {
                a href={ "#" (anchor) } { (speaker) }
            } @else {
                (speaker)
            }
            " " (country(texts, code))
        }
    }
}

/// The reviewer's verdict, where there is one.
fn reviewed(texts: &Texts, flag: &Flag) -> Markup {
    let Some(review) = flag.review else {
        return html! {};
    };
    html! {
        " " span.verdict.{ "verdict-" (review) } {
            (texts.get(&format!("verdict-{review}")))
            @if let Some(reviewer) = &flag.reviewer {
                " " (texts.with("by-reviewer", &[("reviewer", clean(reviewer).into_owned().into())]))
            }
        }
    }
}

/// The score as a bar.
fn bar(score: f64) -> Markup {
    let width = (score.clamp(0.0, 1.0) * 60.0).round();
    html! {
        svg.bar width="60" height="8" viewBox="0 0 60 8" aria-hidden="true" focusable="false" {
            rect.all width="60" height="8" rx="2" {}
            rect.part width=(width) height="8" rx="2" {}
        }
    }
}
