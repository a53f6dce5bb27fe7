//! The report as one page that can be sent round: no network, no clock, everything in one file.
//!
//! [`view`] lays out what is shown, [`topic`] and [`claim`] write it, [`stored`] appends the articles, in which every quote
//! finds its place. [`timeline`], [`matrix`], [`marked`] and [`country`] take plain data and serve the review desk as well;
//! their looks are in [`PARTS_CSS`]. The page reads well without its script, which only filters and opens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Report, Totals};
use crate::statement::ConflictKind;
use crate::texts::Texts;
use matrix::{UNKNOWN, matrix};
use safe::{arabic, direction_of};
use view::View;

mod claim;
pub mod country;
pub mod marked;
pub mod matrix;
mod reason;
pub mod safe;
pub mod sides;
mod stored;
pub mod timeline;
mod topic;
mod view;

pub use reason::reason;

/// The looks of what the report and the review desk share: sides, timeline, matrix, marked articles.
pub const PARTS_CSS: &str = include_str!("parts.css");
/// The looks of the report.
const REPORT_CSS: &str = include_str!("report.css");
/// Filters and opening.
const REPORT_JS: &str = include_str!("report.js");

/// The page. `database` is named on it, and with it the time up to which it goes; without one the report is of sources that
/// were read for it alone.
///
/// # Errors
/// Where the database cannot be read.
pub fn render(
    db: &Connection,
    report: &Report,
    texts: &Texts,
    database: Option<&Path>,
) -> Result<String> {
    let view = View::new(db, report)?;
    let mut out = page(texts, &view, database).into_string();
    out.push('\n');
    Ok(out)
}

fn page(texts: &Texts, view: &View<'_>, database: Option<&Path>) -> Markup {
    let css = format!("{PARTS_CSS}{REPORT_CSS}");
    let js = format!("{}{REPORT_JS}", country::FLAGS_JS);
    html! {
        (DOCTYPE)
        html lang=(texts.language) dir=(texts.direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&css, &js));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "gainsay " (env!("CARGO_PKG_VERSION")) };
                title { (texts.get("page-title")) }
                style { (PreEscaped(&css)) }
            }
            body {
                a.skip href="#topics" { (texts.get("page-skip")) }
                (head(texts, view, database))
                (contents(texts, view))
                main #topics tabindex="-1" {
                    (overview(texts, view))
                    (filters(texts, view))
                    @for (index, topic) in view.topics.iter().enumerate() {
                        (topic::topic(texts, view, index + 1, topic))
                    }
                    @if !view.articles.is_empty() { (stored::stored(texts, view)) }
                }
                (foot(texts, view.report, database))
                script { (PreEscaped(&js)) }
            }
        }
    }
}

/// Nothing but what stands in the page itself, by its hash.
fn policy(css: &str, js: &str) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(css),
        hash(js)
    )
}

fn head(texts: &Texts, view: &View<'_>, database: Option<&Path>) -> Markup {
    html! {
        header.masthead {
            p.brand { bdi lang="en" { "gainsay" } }
            h1 { (texts.get("page-title")) }
            p.lead { (counts(texts, view.report)) }
            p.origin { (origin(texts, view.report, database)) }
        }
    }
}

/// What was read and what was found.
fn counts(texts: &Texts, report: &Report) -> String {
    let Totals {
        documents,
        statements,
        speakers,
        conflicts,
        ..
    } = report.totals;
    let count = |key: &str, n: u64| texts.with(key, &[("n", n.into())]);
    [
        count("count-conflicts", conflicts.into()),
        count("count-topics", report.topics.len() as u64),
        count("count-documents", documents.into()),
        count("count-statements", statements.into()),
        count("count-speakers", speakers.into()),
    ]
    .join(" · ")
}

/// From which database, up to when, by which version.
fn origin(texts: &Texts, report: &Report, database: Option<&Path>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let name = database
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    match (name, &report.as_of) {
        (Some(name), Some(time)) => texts.with(
            "page-origin-as-of",
            &[
                ("database", safe_words(&name).into()),
                ("time", minutes(time).into()),
                ("version", version.into()),
            ],
        ),
        (Some(name), None) => texts.with(
            "page-origin",
            &[
                ("database", safe_words(&name).into()),
                ("version", version.into()),
            ],
        ),
        (None, _) => texts.with("page-origin-sources", &[("version", version.into())]),
    }
}

/// `2026-11-22 10:40 UTC`, from `2026-11-22T10:40:57Z`.
fn minutes(time: &str) -> String {
    let short = time.get(..16).map(|short| short.replace('T', " "));
    short.map_or_else(|| time.to_owned(), |short| format!("{short} UTC"))
}

fn safe_words(text: &str) -> String {
    super::sanitize::clean(text).into_owned()
}

/// Most topics whose list stands open.
const OPEN: usize = 24;

fn contents(texts: &Texts, view: &View<'_>) -> Markup {
    if view.topics.is_empty() {
        return html! {};
    }
    html! {
        nav.contents aria-label=(texts.get("page-contents")) {
            details open[view.topics.len() <= OPEN] {
                summary { (texts.get("page-contents")) }
                ol {
                    @for topic in &view.topics {
                        li {
                            a href={ "#" (topic.anchor) } {
                                bdi lang=[arabic(&topic.topic.title)] dir=(direction_of(&topic.topic.title)) {
                                    (safe_words(&topic.topic.title))
                                }
                            }
                            " " span.score { (format!("{:.2}", topic.topic.score)) }
                        }
                    }
                }
            }
            @if !view.articles.is_empty() {
                p { a href="#articles" { (texts.get("articles-title")) } }
            }
        }
    }
}

/// What to know before the first topic, and who contradicts whom.
fn overview(texts: &Texts, view: &View<'_>) -> Markup {
    let notes = notes(texts, view.report);
    let cells = pairs(view);
    html! {
        @if !notes.is_empty() || !cells.is_empty() {
            section.overview aria-labelledby="overview-title" {
                h2 #overview-title { (texts.get("page-overview")) }
                @if !notes.is_empty() {
                    ul.notes { @for note in &notes { li { (note) } } }
                }
                (matrix(texts, &cells))
            }
        }
    }
}

fn notes(texts: &Texts, report: &Report) -> Vec<String> {
    let Totals {
        undated_documents: undated,
        dismissed,
        documents,
        ..
    } = report.totals;
    let mut notes = Vec::new();
    if undated > 0 {
        notes.push(texts.with("note-undated", &[("n", undated.into())]));
    }
    if dismissed > 0 {
        notes.push(texts.with("note-dismissed", &[("n", dismissed.into())]));
    }
    if report.reviewed {
        notes.push(texts.get("note-reviewed"));
    }
    if report.topics.is_empty() {
        notes.push(texts.get(if documents == 0 {
            "note-empty"
        } else {
            "note-none"
        }));
    }
    notes
}

/// How many conflicts lie between the countries of two speakers.
fn pairs(view: &View<'_>) -> Vec<(String, String, u32)> {
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for topic in &view.topics {
        for flag in &topic.topic.conflicts {
            let mut pair =
                [&flag.a, &flag.b].map(|id| topic.country(id).unwrap_or(UNKNOWN).to_owned());
            pair.sort_unstable();
            let [a, b] = pair;
            *counts.entry((a, b)).or_default() += 1;
        }
    }
    counts.into_iter().map(|((a, b), n)| (a, b, n)).collect()
}

/// The filters, which the script brings to life; without it they stay hidden.
fn filters(texts: &Texts, view: &View<'_>) -> Markup {
    let flags = || view.topics.iter().flat_map(|t| &t.topic.conflicts);
    let kinds = ConflictKind::ALL
        .iter()
        .filter(|kind| flags().any(|f| f.kind == **kind));
    let verdicts = ["open", "confirmed", "unsure"];
    let countries: BTreeSet<&str> = view
        .topics
        .iter()
        .flat_map(|t| {
            t.topic
                .conflicts
                .iter()
                .flat_map(|f| [t.country(&f.a), t.country(&f.b)])
                .flatten()
        })
        .collect();
    if view.topics.is_empty() {
        return html! {};
    }
    html! {
        form.filters #filters role="search" aria-label=(texts.get("filter-title")) hidden data-all=(texts.get("filter-shown-all"))
            data-some=(template(texts, "filter-shown")) data-none=(texts.get("filter-none")) {
            label { (texts.get("filter-words"))
                input type="search" name="words" dir="auto" autocomplete="off";
            }
            label { (texts.get("filter-kind"))
                select name="kind" {
                    option value="" { (texts.get("filter-any")) }
                    @for kind in kinds { option value=(kind) { (texts.get(&format!("kind-{kind}"))) } }
                }
            }
            label { (texts.get("filter-country"))
                select name="country" {
                    option value="" { (texts.get("filter-any")) }
                    @for code in &countries {
                        option value=(code) { (code) @if let Some(name) = country::name(texts, code) { " " (name) } }
                    }
                    option value=(UNKNOWN) { (country::NONE) " " (texts.get("page-no-country")) }
                }
            }
            label { (texts.get("filter-verdict"))
                select name="verdict" {
                    option value="" { (texts.get("filter-any")) }
                    @for verdict in verdicts { option value=(verdict) { (texts.get(&format!("verdict-{verdict}"))) } }
                }
            }
            label { (texts.get("filter-score"))
                input type="number" name="score" min="0" max="1" step="0.05" value="" placeholder="0" dir="ltr";
            }
            button type="reset" { (texts.get("filter-reset")) }
            output.shown aria-live="polite" {}
        }
        p.nothing #nothing hidden { (texts.get("filter-none")) }
    }
}

/// A text with `{conflicts}` and so on in the place of its numbers, which the script puts in.
fn template(texts: &Texts, key: &str) -> String {
    let names = ["shown", "all", "topics"];
    let args: Vec<_> = names
        .iter()
        .map(|name| (*name, format!("{{{name}}}").into()))
        .collect();
    texts.with(key, &args)
}

fn foot(texts: &Texts, report: &Report, database: Option<&Path>) -> Markup {
    html! {
        footer {
            p { (origin(texts, report, database)) }
            p { (texts.get("page-machine")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_can_end_its_element() {
        let css = format!("{PARTS_CSS}{REPORT_CSS}").to_ascii_lowercase();
        assert!(!css.contains("</") && !css.contains("url(") && !css.contains("@import"));
        for js in [country::FLAGS_JS, REPORT_JS] {
            assert!(!js.to_ascii_lowercase().contains("</script") && !js.contains("<!--"));
        }
    }

    #[test]
    fn the_policy_names_the_hashes() {
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(policy("", "").matches(empty).count(), 2);
    }
}
