//! When a page was published: JSON-LD, OpenGraph, other meta elements, `time` elements, and last the line
//! under the headline that says so in words. The first of these that gives a day decides; days of changes
//! are never taken.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use dom_query::NodeRef;

use super::lines::{Line, lines};
use super::linked::Linked;
use super::metadata::Metas;
use super::names::{NAMES, names};
use super::some_text;
use crate::document::furniture::{ARABIC, words};
use crate::document::page_words::PAGE_WORDS;
use crate::document::{PublishedBasis, date};

/// A date as a page gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Published {
    pub basis: PublishedBasis,
    pub raw: String,
    pub day: Option<NaiveDate>,
}

impl Published {
    fn new(basis: PublishedBasis, raw: String) -> Self {
        let day = date::written(&raw);
        Self { basis, raw, day }
    }

    /// Systems write 0001-01-01 and 1970-01-01 where they know nothing.
    fn is_plausible(&self) -> bool {
        self.day.is_some_and(|day| day.year() >= date::FIRST_YEAR)
    }
}

/// The best of several: the first that can be, else the first that says anything.
pub(super) fn best(said: Vec<Published>) -> Option<Published> {
    let plausible = said.iter().position(Published::is_plausible);
    said.into_iter().nth(plausible.unwrap_or(0))
}

/// What JSON-LD and the meta elements say, the surest first.
pub(super) fn told(metas: &Metas, linked: &Linked) -> Vec<Published> {
    const OPEN_GRAPH: [&str; 5] = [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "article:published",
        "og:pubdate",
    ];
    const META: [&str; 22] = [
        "datePublished",
        "dateCreated",
        "publish-date",
        "publish_date",
        "publishdate",
        "publication_date",
        "article.published",
        "published_at",
        "published",
        "pubdate",
        "date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dc.date.created",
        "dcterms.created",
        "sailthru.date",
        "parsely-pub-date",
        "cXenseParse:recs:publishtime",
        "citation_publication_date",
        "created",
    ];
    let one = |basis, names: &[&str]| {
        names
            .iter()
            .filter_map(|name| metas.get(&[name]))
            .map(|raw| Published::new(basis, raw))
            .collect::<Vec<_>>()
    };
    let linked = linked.published();
    linked
        .map(|raw| Published::new(PublishedBasis::JsonLd, raw))
        .into_iter()
        .chain(one(PublishedBasis::OpenGraph, &OPEN_GRAPH))
        .chain(one(PublishedBasis::Meta, &META))
        .collect()
}

/// What `time` elements and their like say, those first that are called the publication.
pub(super) fn timed(body: &NodeRef) -> Vec<Published> {
    let mut sure = Vec::new();
    let mut others = Vec::new();
    lines(body, |node, _| {
        let names = names(node);
        let property = node.attr("itemprop").unwrap_or_default();
        let changed = NAMES.changed.has(&names) || property.contains("dateModified");
        let is_published = property.contains("datePublished")
            || node.has_attr("pubdate")
            || names.iter().flatten().any(|piece| piece == "published");
        let is_time = node.has_name("time") || node.has_name("abbr") && is_published;
        if changed || !(is_time || property.contains("datePublished")) {
            return;
        }
        let value = ["datetime", "content", "title"]
            .iter()
            .find_map(|key| node.attr(key).and_then(|value| some_text(&value)))
            .filter(|value| date::written(value).is_some());
        let raw = value.or_else(|| some_text(&node.text()));
        let said = raw.map(|raw| Published::new(PublishedBasis::Time, raw));
        let list = if is_published { &mut sure } else { &mut others };
        list.extend(said.filter(|said| said.day.is_some()));
    });
    sure.extend(others);
    sure
}

/// A line of more words than this is no dateline.
const DATELINE: usize = 18;
/// Lines above the headline, and below the text, that may still be about it.
const ABOVE: usize = 3;
const BELOW: usize = 5;

/// The date in words near the headline or below the text: an element that is called so, or a line that
/// says when it was published and nothing else. Dates of sentences and of other articles are not seen.
pub(super) fn dateline(body: &NodeRef, title: Option<&str>, text: &[Line]) -> Option<Published> {
    let mut called = Vec::new();
    let page = lines(body, |node, line| {
        if is_called_date(node) {
            called.push((line, *node));
        }
    });
    let (near, head) = neighbourhood(&page, title, text)?;
    for (_, node) in called.into_iter().filter(|(line, _)| near.contains(line)) {
        let inner = lines(&node, |_, _| {});
        let found = inner.iter().find_map(|line| dated(&line.text, true));
        if let Some(found) = found {
            return Some(found);
        }
    }
    (head..near.end)
        .filter_map(|at| page.get(at))
        .filter(|line| !text.iter().any(|own| own.text == line.text))
        .find_map(|line| dated(&line.text, false))
}

fn is_called_date(node: &NodeRef) -> bool {
    let names = names(node);
    NAMES.when.has(&names) && !NAMES.changed.has(&names)
}

/// The lines about the article, and which of them is the headline.
fn neighbourhood(
    page: &[Line],
    title: Option<&str>,
    text: &[Line],
) -> Option<(Range<usize>, usize)> {
    let find = |line: &Line| page.iter().position(|other| other.text == line.text);
    let first = text.iter().find_map(find)?;
    let last = text.iter().rev().find_map(find).unwrap_or(first).max(first);
    let title = title.map(words).unwrap_or_default();
    let head = page[..first]
        .iter()
        .rposition(|line| {
            let words = words(&line.text);
            !title.is_empty()
                && words.len() == title.len()
                && words.iter().zip(&title).all(|(a, b)| a.folded == b.folded)
        })
        .unwrap_or(first.saturating_sub(ABOVE));
    let near = head.saturating_sub(ABOVE)..(last + 1 + BELOW).min(page.len());
    Some((near, head))
}

/// The date of a line that is short and about nothing else. Where the element is `called` a date, the
/// line may name a place or a person too.
fn dated(line: &str, called: bool) -> Option<Published> {
    let all = words(line);
    if all.len() > DATELINE {
        return None;
    }
    let parts = line
        .split(['|', '•', '·', '؛'])
        .flat_map(|part| part.split(" - ").flat_map(|part| part.split(" – ")));
    let mut published = false;
    for part in parts {
        let words = words(part);
        if PAGE_WORDS.says_changed(&words) {
            continue;
        }
        published |= PAGE_WORDS.says_published(&words);
        let alone = ARABIC.is_date_line(&words) || published;
        if !(alone || called && words.len() <= DATELINE / 2) {
            continue;
        }
        let said = part.find(" آخر تحديث").map_or(part, |at| &part[..at]);
        let found = some_text(said).map(|raw| Published::new(PublishedBasis::Dateline, raw));
        if let Some(found) = found.filter(|found| found.day.is_some()) {
            return Some(found);
        }
    }
    None
}
