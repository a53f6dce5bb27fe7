//! Small pieces that many pages show: who, when, in which words, and what was decided.

use maud::{Markup, html};
use serde::Deserialize;

use super::list::{List, ROWS};
use super::visit::Visit;
use crate::report::html::country::{self, country};
use crate::report::html::reason;
use crate::report::html::safe::{arabic, direction_of, name};
use crate::statement::{ConflictKind, Stance, Verdict};
use crate::texts::Texts;

/// A conflict as lists have it: a row of sql/desk_queue.sql or sql/desk_conflict.sql.
#[derive(Debug, Clone, Deserialize)]
pub struct Conflict {
    /// Id.
    pub id: String,
    /// Denial, policy, shift, figure or attribution.
    pub kind: ConflictKind,
    /// 0 to 1.
    pub score: f64,
    /// Id of its topic.
    pub topic: Option<String>,
    /// The matter in words.
    pub topic_title: Option<String>,
    /// The verdict that counts.
    pub review: Option<Verdict>,
    /// Why it was flagged, a JSON list.
    pub reasons: String,
    /// The one side.
    pub a: Side,
    /// The other side.
    pub b: Side,
    /// How many rows there are on all pages.
    #[serde(default)]
    pub total: u32,
}

impl Conflict {
    /// Why it was flagged, strongest first.
    pub fn reasons(&self) -> Vec<String> {
        serde_json::from_str(&self.reasons).unwrap_or_default()
    }

    /// The matter, or else the words of the one side.
    pub fn title(&self) -> &str {
        self.topic_title.as_deref().unwrap_or(&self.a.quote)
    }
}

/// One side of a conflict.
#[derive(Debug, Clone, Deserialize)]
pub struct Side {
    /// Canonical name.
    pub speaker: String,
    /// The office as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Toward the bare proposition.
    pub stance: Stance,
    /// The words.
    pub quote: String,
    /// Day of the saying, else of publication.
    pub day: Option<String>,
    /// Paper.
    pub publisher: Option<String>,
    /// Papers that carry it independently.
    pub witnesses: Option<u32>,
}

/// Words of an article on a page of another language.
pub fn words(text: &str) -> Markup {
    html! { span.words lang=[arabic(text)] dir=(direction_of(text)) { (name(text)) } }
}

/// A quote in a block of its own.
pub fn quote(text: &str) -> Markup {
    html! { blockquote lang=[arabic(text)] dir=(direction_of(text)) { (name(text)) } }
}

/// A headline, or what stands for one.
pub fn title(texts: &Texts, title: Option<&str>) -> Markup {
    match title.filter(|title| !title.trim().is_empty()) {
        Some(title) => words(title),
        None => html! { (texts.get("untitled")) },
    }
}

/// Name, office and country.
pub fn who(texts: &Texts, speaker: &str, role: Option<&str>, state: Option<&str>) -> Markup {
    html! {
        span.who {
            strong { (words(speaker)) }
            @if let Some(role) = role.filter(|role| *role != speaker) {
                " · " span.role { (words(role)) }
            }
            " " (country(texts, state))
        }
    }
}

/// Office and country beside a name that stands there already.
pub fn post(texts: &Texts, speaker: &str, role: Option<&str>, state: Option<&str>) -> Markup {
    html! {
        span.who {
            @if let Some(role) = role.filter(|role| *role != speaker) {
                span.role { (words(role)) }
            }
            " " (country(texts, state))
        }
    }
}

/// Code and name of a country.
pub fn state(texts: &Texts, code: &str) -> Markup {
    html! { (country(texts, Some(code))) " " (country::name(texts, code).unwrap_or_default()) }
}

/// A day, or that there is none.
pub fn day(texts: &Texts, day: Option<&str>) -> Markup {
    match day {
        Some(day) => html! { time datetime=(day) dir="ltr" { (day) } },
        None => html! { span { (texts.get("date-none")) } },
    }
}

/// A moment in UTC as people read it.
pub fn moment(moment: &str) -> Markup {
    let short = moment.get(..16).unwrap_or(moment).replace('T', " ");
    html! { time datetime=(moment) dir="ltr" { (short) } }
}

/// The stance in words, with the class of its side.
pub fn stance(texts: &Texts, stance: Stance) -> Markup {
    html! { span.stance.(format!("stance-{stance}")) { (texts.get(&format!("stance-{stance}"))) } }
}

/// The kind in words.
pub fn kind(texts: &Texts, kind: ConflictKind) -> Markup {
    html! { span.kind.(format!("kind-{kind}")) { (texts.get(&format!("kind-{kind}"))) } }
}

/// The verdict in words.
pub fn verdict(texts: &Texts, verdict: Option<Verdict>) -> Markup {
    let word = verdict.map_or("open", Verdict::as_str);
    html! { span.verdict.(format!("verdict-{word}")) { (texts.get(&format!("verdict-{word}"))) } }
}

/// The score with two digits.
pub fn score(texts: &Texts, score: f64) -> Markup {
    html! { span.score dir="ltr" title=(texts.get("score")) { (format!("{score:.2}")) } }
}

/// Why a conflict was flagged.
pub fn reasons(texts: &Texts, reasons: &[String]) -> Markup {
    html! {
        ul.reasons { @for one in reasons { li { (reason(texts, one)) } } }
    }
}

/// Conflicts one below the other, each a link to its page.
pub fn conflicts(visit: &Visit<'_>, rows: &[Conflict], list: &List) -> Markup {
    let t = visit.visitor.texts;
    html! {
        ol.conflicts {
            @for row in rows {
                li.conflict {
                    p.head {
                        (kind(t, row.kind)) " " (score(t, row.score)) " " (verdict(t, row.review)) " "
                        a.title href=(list.address(&format!("/conflicts/{}", row.id), &[])) { (words(row.title())) }
                    }
                    div.sides {
                        @for side in [&row.a, &row.b] {
                            div.side {
                                p { (who(t, &side.speaker, side.role.as_deref(), side.country.as_deref())) " " (stance(t, side.stance)) }
                                (quote(&side.quote))
                                p.meta {
                                    (day(t, side.day.as_deref()))
                                    @if let Some(paper) = &side.publisher { " · " (words(paper)) }
                                    @if let Some(witnesses) = side.witnesses.filter(|n| *n > 1) {
                                        " · " (t.with("count-witnesses", &[("n", witnesses.into())]))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Links to the pages before and after; nothing where all fits on one.
pub fn pages(visit: &Visit<'_>, list: &List, path: &str, total: u32) -> Markup {
    let t = visit.visitor.texts;
    let last = total.div_ceil(ROWS).max(1);
    let to = |page: u32| list.address(path, &[("page", &page.to_string())]);
    html! {
        @if last > 1 {
            nav.pages aria-label=(t.get("pages")) {
                @if list.page > 1 { a rel="prev" href=(to(list.page - 1)) { (t.get("page-before")) } }
                span { (t.with("page-of", &[("page", list.page.into()), ("pages", last.into())])) }
                @if list.page < last { a rel="next" href=(to(list.page + 1)) { (t.get("page-after")) } }
            }
        }
    }
}

/// Links that download what the list shows, all pages of it.
pub fn downloads(visit: &Visit<'_>, list: &List, path: &str, endings: &[&str]) -> Markup {
    let t = visit.visitor.texts;
    html! {
        p.downloads {
            (t.get("download")) " "
            @for ending in endings {
                a href=(list.address(&format!("{path}.{ending}"), &[])) download { (ending.to_uppercase()) }
                " "
            }
        }
    }
}

/// A field of a filter form that takes words.
pub fn filter_text(visit: &Visit<'_>, list: &List, field: &str, kind: &str) -> Markup {
    let label = visit.say(&format!("field-{}", field.replace('_', "-")));
    let id = format!("filter-{field}");
    let (step, least, most) = match kind {
        "number" => (Some("0.05"), Some("0"), Some("1")),
        _ => (None, None, None),
    };
    html! {
        div.field {
            label for=(id) { (label) }
            input id=(id) name=(field) type=(kind) value=(list.get(field)) dir=(if kind == "text" { "auto" } else { "ltr" })
                step=[step] min=[least] max=[most];
        }
    }
}

/// A field of a filter form that takes one of some values, each with the key of its text.
pub fn filter_choice(
    visit: &Visit<'_>,
    list: &List,
    field: &str,
    choices: &[(&str, String)],
) -> Markup {
    let label = visit.say(&format!("field-{field}"));
    let id = format!("filter-{field}");
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(field) {
                @for (value, text) in choices {
                    option value=(value) selected[list.get(field) == *value] { (text) }
                }
            }
        }
    }
}

/// The form around the fields of a filter.
pub fn filter(visit: &Visit<'_>, list: &List, path: &str, fields: &Markup) -> Markup {
    html! {
        form.filter action=(path) method="get" aria-label=(visit.say("filter")) {
            (fields)
            div.buttons {
                button { (visit.say("filter-go")) }
                @if list.is_filtered() { " " a href=(path) { (visit.say("filter-clear")) } }
            }
        }
    }
}

/// The field of a filter form that takes one of the countries that speak, the one that is set among them.
///
/// # Errors
/// Where the query fails.
pub fn filter_country(visit: &Visit<'_>, list: &List) -> anyhow::Result<Markup> {
    #[derive(Deserialize)]
    struct Known {
        country: String,
    }
    let t = visit.visitor.texts;
    let set = list.get("country").to_ascii_uppercase();
    let mut codes: Vec<String> = visit
        .ask("desk_countries", &[])?
        .into_iter()
        .map(|known: Known| known.country)
        .collect();
    if !set.is_empty() && !codes.contains(&set) {
        codes.push(set.clone());
    }
    let mut named: Vec<(&str, &str)> = codes
        .iter()
        .map(|code| (country::name(t, code).unwrap_or(code), code.as_str()))
        .collect();
    named.sort_unstable();
    Ok(html! {
        div.field {
            label for="filter-country" { (t.get("field-country")) }
            select #filter-country name="country" {
                option value="" { (t.get("all")) }
                @for (name, code) in named {
                    option value=(code) selected[code == set] { (name) " (" (code) ")" }
                }
            }
        }
    })
}

/// The filters of lists of what somebody said: who, for which country, when.
///
/// # Errors
/// Where the query fails.
pub fn filter_said(visit: &Visit<'_>, list: &List) -> anyhow::Result<Markup> {
    Ok(html! {
        (filter_text(visit, list, "speaker", "text"))
        (filter_country(visit, list)?)
        (filter_text(visit, list, "since", "date"))
        (filter_text(visit, list, "until", "date"))
    })
}

/// A table in a box that scrolls. Its heads are the texts `KIND-HEAD`.
pub fn table(texts: &Texts, label: &str, kind: &str, heads: &[&str], rows: &Markup) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(label) {
            table.rows {
                thead { tr { @for head in heads { th scope="col" { (texts.get(&format!("{kind}-{head}"))) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// "Nothing here", with what to do.
pub fn nothing(visit: &Visit<'_>, key: &str) -> Markup {
    html! { p.nothing { (visit.say(key)) } }
}
