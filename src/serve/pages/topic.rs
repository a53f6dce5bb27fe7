//! One topic: where everybody stands, when they said so, and what contradicts what.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde::Deserialize;

use crate::report::Position;
use crate::report::html::country::country;
use crate::report::html::sides as side;
use crate::report::html::timeline::{Arrow, Mark, timeline};
use crate::report::sanitize::clean;
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show::{self, Conflict};
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::{ConflictKind, Stance};

/// A statement of the topic: a row of sql/report_claims.sql.
#[derive(Debug, Clone, Deserialize)]
struct Said {
    id: String,
    document: String,
    speaker: String,
    role: Option<String>,
    country: Option<String>,
    fragments: String,
    claim: String,
    stance: Stance,
    claim_stance: Stance,
    publisher: Option<String>,
    day: Option<String>,
    chosen: Option<u8>,
}

#[derive(Debug, Deserialize)]
struct Head {
    title: String,
}

/// Where somebody stood, from when to when.
struct Stand<'s> {
    said: &'s Said,
    first_day: Option<&'s str>,
    last_day: Option<&'s str>,
    documents: BTreeSet<&'s str>,
}

/// The claims of a conflict: columns of sql/desk_conflict.sql.
#[derive(Debug, Deserialize)]
struct Pair {
    a: Claim,
    b: Claim,
}

#[derive(Debug, Deserialize)]
struct Claim {
    claim: String,
}

impl Said {
    fn words(&self) -> String {
        let pieces: Vec<String> = serde_json::from_str(&self.fragments).unwrap_or_default();
        pieces.join(" … ")
    }
}

/// Shows the topic.
///
/// # Errors
/// Where there is none of that id, or a query fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let id = visit.visitor.id.as_str();
    if id.is_empty() {
        return Err(Trouble::NotFound);
    }
    let head: Head = visit.ask_one("desk_topic", &[("topic", id)])?;
    let said: Vec<Said> = visit.ask("report_claims", &[("topic", id)])?;
    let asked = [("topic", id), ("status", "all"), ("limit", "-1")];
    let conflicts: Vec<Conflict> = visit.ask("desk_queue", &asked)?;
    let claims = by_claim(&said);
    let t = visit.visitor.texts;
    let arrows = shifts(visit, &conflicts, &claims)?;
    let marks: Vec<Mark> = claims.values().map(|said| mark(visit, said)).collect();
    let body = html! {
        p.head {
            (t.get("topic")) " " code dir="ltr" { (id) } " · " (t.with("count-claims", &[("n", claims.len().into())]))
        }
        section aria-labelledby="time" {
            h2 #time { (t.get("topic-timeline")) }
            (timeline(t, "topic", &marks, &arrows))
        }
        (sides(visit, &claims))
        (positions(visit, &said))
        section aria-labelledby="conflicts" {
            h2 #conflicts { (t.with("count-conflicts", &[("n", conflicts.len().into())])) }
            (show::conflicts(visit, &conflicts, &List::default()))
        }
        p.downloads { a href=(address("/report.html", &[("topic", id)])) download { (t.get("download-report")) } }
    };
    let title = clean(&head.title);
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

/// One statement for each claim, the chosen one or else the first, and how many carry it.
fn by_claim(said: &[Said]) -> BTreeMap<&str, (&Said, usize)> {
    let mut claims: BTreeMap<&str, (&Said, usize)> = BTreeMap::new();
    for one in said {
        let entry = claims.entry(&one.claim).or_insert((one, 0));
        entry.1 += 1;
        if one.chosen == Some(1) {
            entry.0 = one;
        }
    }
    claims
}

fn mark(visit: &Visit<'_>, (said, _): &(&Said, usize)) -> Mark {
    Mark {
        day: said.day.as_deref().and_then(|day| day.parse().ok()),
        position: said.claim_stance.into(),
        country: said.country.clone(),
        label: format!(
            "{}: {}",
            said.speaker,
            visit.say(&format!("stance-{}", said.claim_stance))
        ),
        href: format!("#claim-{}", said.claim),
        highlighted: false,
    }
}

/// Who changed their mind, as arrows from the earlier claim to the later one.
fn shifts(
    visit: &Visit<'_>,
    conflicts: &[Conflict],
    claims: &BTreeMap<&str, (&Said, usize)>,
) -> Result<Vec<Arrow>, Trouble> {
    let place = |claim: &str| claims.keys().position(|known| *known == claim);
    let mut arrows = Vec::new();
    for conflict in conflicts.iter().filter(|c| c.kind == ConflictKind::Shift) {
        let pair: Pair = visit.ask_one("desk_conflict", &[("conflict", &conflict.id)])?;
        if let (Some(a), Some(b)) = (place(&pair.a.claim), place(&pair.b.claim)) {
            let is_later = conflict.a.day > conflict.b.day;
            let (from, to) = if is_later { (b, a) } else { (a, b) };
            arrows.push(Arrow {
                from,
                to,
                label: conflict.a.speaker.clone(),
            });
        }
    }
    Ok(arrows)
}

/// Speakers with each of their stances, the earlier one first.
fn stands(said: &[Said]) -> Vec<Stand<'_>> {
    let mut stands: BTreeMap<(&str, &str), Stand<'_>> = BTreeMap::new();
    for one in said {
        let stand = stands
            .entry((&one.speaker, one.stance.as_str()))
            .or_insert_with(|| Stand {
                said: one,
                first_day: one.day.as_deref(),
                last_day: one.day.as_deref(),
                documents: BTreeSet::new(),
            });
        if let Some(day) = one.day.as_deref() {
            stand.first_day = Some(stand.first_day.map_or(day, |first| first.min(day)));
            stand.last_day = stand.last_day.max(Some(day));
        }
        stand.documents.insert(&one.document);
    }
    let mut stands: Vec<Stand<'_>> = stands.into_values().collect();
    stands.sort_by_key(|stand| {
        (
            &stand.said.speaker,
            stand.first_day.is_none(),
            stand.first_day,
        )
    });
    stands
}

/// Who stood where, from when to when.
fn positions(visit: &Visit<'_>, said: &[Said]) -> Markup {
    let t = visit.visitor.texts;
    let heads = ["name", "country", "stance", "days", "documents"];
    let lines = html! {
        @for stand in stands(said) {
            tr {
                td { (show::words(&stand.said.speaker)) }
                td { (country(t, stand.said.country.as_deref())) }
                td { (show::stance(t, stand.said.stance)) }
                td {
                    (show::day(t, stand.first_day))
                    @if stand.last_day != stand.first_day { " – " (show::day(t, stand.last_day)) }
                }
                td.number { (stand.documents.len()) }
            }
        }
    };
    html! {
        section {
            h2 #positions { (t.get("topic-positions")) }
            (show::table(t, &t.get("topic-positions"), "column", &heads, &lines))
        }
    }
}

fn sides(visit: &Visit<'_>, claims: &BTreeMap<&str, (&Said, usize)>) -> Markup {
    let t = visit.visitor.texts;
    let mut sides: BTreeMap<Position, Vec<(&Said, usize)>> = BTreeMap::new();
    for claim in claims.values() {
        sides
            .entry(claim.0.claim_stance.into())
            .or_default()
            .push(*claim);
    }
    for claims in sides.values_mut() {
        claims.sort_by_key(|(said, _)| (said.day.is_none(), said.day.clone(), said.id.clone()));
    }
    html! {
        div.positions {
            @for (position, claims) in &sides {
                @let class = side::class(*position);
                section.position.(class) aria-labelledby=(format!("position-{class}")) {
                    h2 id=(format!("position-{class}")) { (t.get(side::heading(*position))) }
                    @for (said, carried) in claims {
                        div.claim id=(format!("claim-{}", said.claim)) {
                            p { (show::who(t, &said.speaker, said.role.as_deref(), said.country.as_deref())) }
                            (show::quote(&said.words()))
                            p.meta {
                                (show::day(t, said.day.as_deref()))
                                @if let Some(paper) = &said.publisher { " · " (show::words(paper)) }
                                @if *carried > 1 { " · " (t.with("carried-by", &[("n", (*carried).into())])) }
                                " · " a href=(format!("{}#s-{}", address("/document", &[("id", &said.document)]), said.id)) { (t.get("to-the-place")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
