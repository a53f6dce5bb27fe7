//! One speaker: names, offices, what they said and when they changed their mind; merging and splitting.

use maud::{Markup, html};
use serde::Deserialize;

use super::conflict::csrf;
use crate::report::html::country::country;
use crate::report::html::safe::name;
use crate::report::html::timeline::{Mark, timeline};
use crate::serve::layout;
use crate::serve::list::List;
use crate::serve::show::{self, Conflict};
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::{ConflictKind, Stance};

/// Candidates that a merge offers.
const CANDIDATES: &str = "12";
/// Conflicts that are shown.
const CONFLICTS: &str = "20";

/// A name or an office: a row of sql/desk_speaker.sql.
#[derive(Debug, Deserialize)]
struct Fact {
    id: i64,
    name: String,
    kind: String,
    country: Option<String>,
    what: String,
    value: String,
    reason: Option<String>,
    first_day: Option<String>,
    last_day: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Said {
    day: Option<String>,
    role: Option<String>,
    country: Option<String>,
    stance: Stance,
    content: String,
    publisher: Option<String>,
    document: String,
    statement: String,
    topic: Option<String>,
    conflicts: u32,
    total: u32,
}

#[derive(Debug, Deserialize)]
struct Decision {
    verdict: String,
    name: String,
    other_name: String,
    reviewer: String,
    note: String,
    created_at: String,
}

#[derive(Debug, Deserialize)]
struct Candidate {
    id: i64,
    name: String,
    kind: String,
    country: Option<String>,
    statements: u32,
}

/// Shows the speaker.
///
/// # Errors
/// Where there is none of that number, or a query fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let number: i64 = visit.visitor.id.parse().map_err(|_| Trouble::NotFound)?;
    let id = number.to_string();
    let list = List::of(visit.visitor)?;
    let facts: Vec<Fact> = visit.ask("desk_speaker", &[("speaker_id", &id)])?;
    let Some(first) = facts.first() else {
        return Err(Trouble::NotFound);
    };
    let params = list
        .params(visit, &["limit", "offset"])?
        .with("speaker_id", id.as_str());
    let said: Vec<Said> = visit.ask("desk_record", &params.list())?;
    let of = [
        ("speaker_id", id.as_str()),
        ("status", "all"),
        ("limit", CONFLICTS),
    ];
    let conflicts: Vec<Conflict> = visit.ask("desk_queue", &of)?;
    let shifts = [
        ("speaker_id", id.as_str()),
        ("status", "all"),
        ("kind", ConflictKind::Shift.as_str()),
    ];
    let shifts: Vec<Conflict> = visit.ask("desk_queue", &shifts)?;
    let t = visit.visitor.texts;
    let body = html! {
        p.lead {
            (t.get(&format!("speaker-kind-{}", first.kind))) " · " (country(t, first.country.as_deref())) " · "
            (t.with("count-statements", &[("n", said.first().map_or(0, |said| said.total).into())]))
        }
        div.panels {
            (names(visit, first, &facts))
            (offices(visit, &facts))
        }
        (shifts_of(visit, &shifts))
        section aria-labelledby="conflicts" {
            h2 #conflicts { (t.with("count-conflicts", &[("n", conflicts.first().map_or(0, |row| row.total).into())])) }
            (show::conflicts(visit, &conflicts, &List::default()))
            p { a href=(address("/conflicts", &[("speaker_id", id.as_str()), ("status", "all")])) { (t.get("all-conflicts")) } }
        }
        (record(visit, &list, first.id, &said))
        (merge(visit, first)?)
        (decided(visit, first)?)
    };
    let title = first.name.clone();
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

fn names(visit: &Visit<'_>, speaker: &Fact, facts: &[Fact]) -> Markup {
    let t = visit.visitor.texts;
    let names: Vec<&Fact> = facts.iter().filter(|fact| fact.what == "name").collect();
    html! {
        section.panel aria-labelledby="names" {
            h2 #names { (t.get("speaker-names")) }
            form method="post" action=(format!("/speakers/{}/split", speaker.id)) {
                (csrf(visit))
                input type="hidden" name="name" value=(speaker.name);
                ul.names {
                    @for (n, fact) in names.iter().enumerate() {
                        li {
                            @if names.len() > 1 {
                                input id=(format!("alias-{n}")) type="checkbox" name="alias" value=(fact.value);
                                " " label for=(format!("alias-{n}")) { (show::words(&fact.value)) }
                            } @else { (show::words(&fact.value)) }
                            @if let Some(reason) = &fact.reason {
                                " " span.why lang="en" dir="ltr" { (name(reason)) }
                            }
                        }
                    }
                }
                @if names.len() > 1 {
                    p { (t.get("split-told")) }
                    (decide(visit, "split"))
                    div.buttons { button { (t.get("split")) } }
                }
            }
        }
    }
}

fn offices(visit: &Visit<'_>, facts: &[Fact]) -> Markup {
    let t = visit.visitor.texts;
    let offices: Vec<&Fact> = facts.iter().filter(|fact| fact.what == "office").collect();
    html! {
        section.panel aria-labelledby="offices" {
            h2 #offices { (t.get("speaker-offices")) }
            @if offices.is_empty() { (show::nothing(visit, "nothing-offices")) }
            ul {
                @for fact in offices {
                    li {
                        (show::words(&fact.value)) " "
                        span.meta { (show::day(t, fact.first_day.as_deref())) " – " (show::day(t, fact.last_day.as_deref())) }
                    }
                }
            }
        }
    }
}

fn shifts_of(visit: &Visit<'_>, shifts: &[Conflict]) -> Markup {
    html! {
        @if !shifts.is_empty() {
            section aria-labelledby="shifts" {
                h2 #shifts { (visit.say("speaker-shifts")) }
                (show::conflicts(visit, shifts, &List::default()))
            }
        }
    }
}

fn record(visit: &Visit<'_>, list: &List, speaker: i64, said: &[Said]) -> Markup {
    let t = visit.visitor.texts;
    let total = said.first().map_or(0, |said| said.total);
    let path = format!("/speakers/{speaker}");
    let marks: Vec<Mark> = said.iter().map(|said| mark(visit, said)).collect();
    html! {
        section aria-labelledby="record" {
            h2 #record { (t.get("speaker-record")) }
            (timeline(t, "record-time", &marks, &[]))
            ol.record {
                @for said in said {
                    li id=(format!("said-{}", said.statement)) {
                        p {
                            (show::day(t, said.day.as_deref())) " " (show::stance(t, said.stance))
                            @if let Some(role) = &said.role { " · " (show::words(role)) }
                            " " (country(t, said.country.as_deref()))
                        }
                        (show::quote(&said.content))
                        p.meta {
                            @if let Some(paper) = &said.publisher { (show::words(paper)) " · " }
                            a href=(format!("{}#s-{}", address("/document", &[("id", &said.document)]), said.statement)) { (t.get("to-the-place")) }
                            @if let Some(topic) = &said.topic {
                                " · " a href=(format!("/topics/{topic}")) { (t.get("topic")) }
                            }
                            @if said.conflicts > 0 { " · " (t.with("count-conflicts", &[("n", said.conflicts.into())])) }
                            " · " a href=(format!("/statements/{}", said.statement)) { (t.get("correct")) }
                        }
                    }
                }
            }
            (show::pages(visit, list, &path, total))
        }
    }
}

fn mark(visit: &Visit<'_>, said: &Said) -> Mark {
    Mark {
        day: said.day.as_deref().and_then(|day| day.parse().ok()),
        position: said.stance.into(),
        country: said.country.clone(),
        label: format!(
            "{}: {}",
            visit.say(&format!("stance-{}", said.stance)),
            said.content
        ),
        href: format!("#said-{}", said.statement),
        highlighted: said.conflicts > 0,
    }
}

/// Others that this one may be: found by a part of the name, which the page was asked with or the name's last word.
fn merge(visit: &Visit<'_>, speaker: &Fact) -> Result<Markup, Trouble> {
    let t = visit.visitor.texts;
    let asked = visit.visitor.field("like");
    let like = match asked {
        "" => speaker.name.split_whitespace().last().unwrap_or_default(),
        asked => asked,
    };
    let folded = crate::language::arabic::fold::folded(like);
    let params = [
        ("speaker", folded.as_str()),
        ("kind", &speaker.kind),
        ("limit", CANDIDATES),
    ];
    let found: Vec<Candidate> = visit.ask("desk_speakers", &params)?;
    let others: Vec<&Candidate> = found
        .iter()
        .filter(|other| other.id != speaker.id)
        .collect();
    Ok(html! {
        section #merge aria-labelledby="merge-title" {
            h2 #merge-title { (t.get("merge-title")) }
            p { (t.get("merge-told")) }
            form.filter method="get" action=(format!("/speakers/{}#merge", speaker.id)) {
                div.field {
                    label for="like" { (t.get("merge-find")) }
                    input #like name="like" value=(like) dir="auto";
                }
                div.buttons { button { (t.get("search-go")) } }
            }
            @if others.is_empty() { (show::nothing(visit, "merge-none")) }
            @else {
                form method="post" action=(format!("/speakers/{}/merge", speaker.id)) {
                    (csrf(visit))
                    input type="hidden" name="name" value=(speaker.name);
                    fieldset {
                        legend { (t.get("merge-which")) }
                        @for other in others {
                            p {
                                input type="hidden" name=(format!("name-{}", other.id)) value=(other.name);
                                input id=(format!("other-{}", other.id)) type="radio" name="other" value=(other.id) required;
                                " " label for=(format!("other-{}", other.id)) {
                                    (show::words(&other.name)) " " (country(t, other.country.as_deref())) " "
                                    (t.get(&format!("speaker-kind-{}", other.kind))) ", "
                                    (t.with("count-statements", &[("n", other.statements.into())]))
                                }
                                " " a href=(format!("/speakers/{}", other.id)) { (t.get("look")) }
                            }
                        }
                    }
                    (decide(visit, "merge"))
                    div.buttons { button { (t.get("merge")) } }
                }
            }
        }
    })
}

/// Note and name for a decision; `which` keeps the ids on a page apart.
fn decide(visit: &Visit<'_>, which: &str) -> Markup {
    let t = visit.visitor.texts;
    let ids = [format!("{which}-note"), format!("{which}-reviewer")];
    html! {
        div.field {
            label for=(ids[0]) { (t.get("note")) }
            input id=(ids[0]) name="note" maxlength=(crate::serve::changes::LONGEST_NOTE) dir="auto";
        }
        div.field {
            label for=(ids[1]) { (t.get("reviewer")) }
            input id=(ids[1]) name="reviewer" value=(visit.visitor.reviewer) required maxlength="100" dir="auto" autocomplete="name";
        }
    }
}

/// What people decided on this one's names.
fn decided(visit: &Visit<'_>, speaker: &Fact) -> Result<Markup, Trouble> {
    let t = visit.visitor.texts;
    // decisions keep names as they are compared
    let folded = crate::language::arabic::fold::folded(&speaker.name);
    let rows: Vec<Decision> = visit.ask("desk_decisions", &[("name", &folded)])?;
    Ok(html! {
        @if !rows.is_empty() {
            section aria-labelledby="decisions" {
                h2 #decisions { (t.get("decisions")) }
                ol {
                    @for row in &rows {
                        li {
                            (t.with(&format!("decided-{}", row.verdict), &[("one", row.name.as_str().into()), ("other", row.other_name.as_str().into())]))
                            " " (t.with("by-reviewer", &[("reviewer", row.reviewer.as_str().into())])) " · " (show::moment(&row.created_at))
                            @if !row.note.is_empty() { p.note dir="auto" { (name(&row.note)) } }
                        }
                    }
                }
            }
        }
    })
}
