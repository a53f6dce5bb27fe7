//! What a page says of itself: title, author, publisher and address, from JSON-LD, OpenGraph, other meta
//! elements and, last, from what is to be seen.

use dom_query::{Document as Page, NodeRef};
use url::Url;

use super::lines::{Line, lines, walk};
use super::linked::Linked;
use super::names::{NAMES, names};
use super::some_text;
use crate::document::address::{is_front, may_claim};
use crate::document::decode;
use crate::document::furniture::{Word, words};
use crate::document::page_words::PAGE_WORDS;

/// The meta elements of a page by name, in document order.
pub(super) struct Metas(Vec<(String, String)>);

impl Metas {
    /// Collects them; more than a few hundred are written by no system.
    pub(super) fn of(page: &Page) -> Self {
        const MOST: usize = 500;
        let mut all = Vec::new();
        for element in page.select("meta[content]").iter().take(MOST) {
            let content = element
                .attr("content")
                .and_then(|content| some_text(&content));
            let Some(content) = content else { continue };
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = element.attr(key) {
                    all.push((name.trim().to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self(all)
    }

    /// The content of the first with one of the names, in the order of the names.
    pub(super) fn get(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let found = self
                .0
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, content)| content.clone())
        })
    }
}

/// The address of the page: where it was found, and what its `base` makes of relative ones.
pub(super) struct Address {
    found: Option<Url>,
    base: Option<Url>,
}

impl Address {
    /// `url` is the address that answered, where the page was fetched.
    pub(super) fn new(page: &Page, url: Option<&str>) -> Self {
        let found = url.and_then(|url| Url::parse(url).ok());
        let href = page.select_single("base[href]").attr("href");
        let base = href.and_then(|href| match &found {
            Some(found) => found.join(href.trim()).ok(),
            None => Url::parse(href.trim()).ok(),
        });
        Self {
            base: base.or_else(|| found.clone()),
            found,
        }
    }

    /// The page's canonical address: its `link`, OpenGraph or JSON-LD. The
    /// address of a document is its identity, so a page may name another page of its own site, but
    /// neither another site's (it would pass for a new version of what that site wrote) nor the front
    /// page, which careless templates name on every page.
    pub(super) fn canonical(
        &self,
        page: &Page,
        metas: &Metas,
        linked: Option<&Linked>,
    ) -> Option<String> {
        let link = page.select_single("link[rel~=canonical]").attr("href");
        let said = [
            link.and_then(|href| some_text(&href)),
            metas.get(&["og:url"]),
            linked.and_then(|linked| linked.text(&["url", "mainEntityOfPage"])),
        ];
        said.into_iter()
            .flatten()
            .filter_map(|said| self.resolved(&said))
            .find(|url| self.may_name(url))
            .map(without_fragment)
    }

    /// The address that answered, where the page was fetched.
    pub(super) fn own(&self) -> Option<String> {
        self.found.clone().map(without_fragment)
    }

    fn resolved(&self, said: &str) -> Option<Url> {
        let url = match &self.base {
            Some(base) => base.join(said).ok()?,
            None => Url::parse(said).ok()?,
        };
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
    }

    fn may_name(&self, url: &Url) -> bool {
        match &self.found {
            Some(found) => may_claim(url, found),
            None => !is_front(url),
        }
    }
}

fn without_fragment(mut url: Url) -> String {
    url.set_fragment(None);
    url.into()
}

/// The publisher: JSON-LD, OpenGraph, the name of the application.
pub(super) fn publisher(metas: &Metas, linked: &Linked) -> Option<String> {
    linked
        .names("publisher")
        .or_else(|| {
            metas.get(&[
                "og:site_name",
                "application-name",
                "dc.publisher",
                "publisher",
            ])
        })
        .filter(|name| !name.contains("://") && !name.starts_with('@'))
}

/// The title: JSON-LD, OpenGraph, other meta elements, the heading, the `title` element; without the
/// site's name before or behind it.
pub(super) fn title(
    page: &Page,
    metas: &Metas,
    linked: &Linked,
    publisher: Option<&str>,
    lines: &[Line],
) -> Option<String> {
    let element = || some_text(&page.select_single("title").text());
    let open_graph = metas.get(&["og:title", "twitter:title", "dc.title", "title"]);
    let mut said = linked.text(&["headline", "name"]);
    if said.as_deref().is_some_and(|headline| {
        let cut = headline.trim_end_matches(['.', '…', ' ']);
        cut.len() < headline.len()
            && open_graph
                .as_deref()
                .is_some_and(|long| long.starts_with(cut))
    }) {
        // search engines want headlines short, so some systems cut them off there
        said = None;
    }
    if let Some(said) = said.or(open_graph) {
        return Some(without_site(&said, publisher, lines, false));
    }
    let heading = || {
        let text = some_text(&page.select_single("h1").text())?;
        element()
            .is_none_or(|title| title.contains(&text))
            .then_some(text)
    };
    let whole = element();
    let part = whole.map(|title| without_site(&title, publisher, lines, true));
    part.or_else(heading)
}

const SEPARATORS: [&str; 9] = [
    " - ", " | ", " :: ", " – ", " — ", " » ", " « ", " • ", ": ",
];

/// A title without the name of the site: the part of it that stands on the page as a line, else all but
/// the publisher's name, else, of a `title` element, its longest part.
fn without_site(said: &str, publisher: Option<&str>, lines: &[Line], element: bool) -> String {
    let on_page = |text: &str| {
        let said = words(text);
        said.len() > 1 && lines.iter().any(|line| same(&words(&line.text), &said))
    };
    if on_page(said) {
        return said.to_string();
    }
    const MOST: usize = 12;
    let cuts: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .flat_map(|sign| said.match_indices(sign))
        .map(|(at, sign)| (at, at + sign.len()))
        .take(MOST)
        .collect();
    let heads = cuts.iter().map(|&(at, _)| said[..at].trim());
    let tails = cuts.iter().map(|&(_, end)| said[end..].trim());
    let mut parts: Vec<&str> = heads.chain(tails).filter(|part| !part.is_empty()).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    if let Some(part) = parts.iter().find(|part| on_page(part)) {
        return part.to_string();
    }
    let named = publisher.map(words).unwrap_or_default();
    for &(at, end) in &cuts {
        if same(&words(&said[end..]), &named) {
            return said[..at].trim().to_string();
        }
        if same(&words(&said[..at]), &named) {
            return said[end..].trim().to_string();
        }
    }
    match parts.first() {
        Some(part) if element && !said.contains(": ") => part.to_string(),
        _ => said.to_string(),
    }
}

fn same(a: &[Word], b: &[Word]) -> bool {
    !a.is_empty() && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.folded == b.folded)
}

/// The author: JSON-LD, meta elements, the byline that is to be seen.
pub(super) fn author(metas: &Metas, linked: &Linked, body: &NodeRef) -> Option<String> {
    const NAMES: [&str; 6] = [
        "article:author",
        "author",
        "dc.creator",
        "sailthru.author",
        "parsely-author",
        "byl",
    ];
    let said = linked.names("author").or_else(|| linked.names("creator"));
    said.or_else(|| {
        NAMES
            .iter()
            .find_map(|name| metas.get(&[name]).filter(|name| is_name(name)))
    })
    .or_else(|| byline(body))
}

/// True where it can be a name: no address, no number, not a sentence.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 12;
    let count = text.split_whitespace().count();
    (1..=LONGEST).contains(&count)
        && text.contains(char::is_alphabetic)
        && !text.contains("://")
        && !text.contains('@')
        && !text.contains(|c: char| c.is_numeric())
}

/// The first element that is called the author and holds a name.
fn byline(body: &NodeRef) -> Option<String> {
    let mut found: Option<(bool, String)> = None;
    walk(
        body,
        |node| {
            if !node.is_element() || found.as_ref().is_some_and(|(sure, _)| *sure) {
                return false;
            }
            let property = ["itemprop", "rel", "property"].iter().any(|key| {
                node.attr(key).is_some_and(|value| {
                    value
                        .split_whitespace()
                        .any(|word| word.ends_with("author"))
                })
            });
            if (property || NAMES.who.has(&names(node))) && found.as_ref().is_none_or(|_| property)
            {
                let text = lines(node, |_, _| {}).first().map(|line| line.text.clone());
                let name = text
                    .map(|text| without_label(&text))
                    .filter(|name| is_name(name));
                if let Some(name) =
                    name.filter(|name| name.split_whitespace().count() > 1 || property)
                {
                    found = Some((property, name));
                }
            }
            true
        },
        |_| {},
    );
    found.map(|(_, name)| name)
}

/// A byline without "written by".
fn without_label(text: &str) -> String {
    let all = words(text);
    let label = PAGE_WORDS.by_labels(&all);
    match all.get(label) {
        Some(first) if label > 0 => text[first.range.start..].trim().to_string(),
        _ => text.trim_start_matches([':', '|', '-', ' ']).to_string(),
    }
}

/// The primary subtag of the page's language, where it fits the letters of the text: many Arabic sites
/// run on templates that say "en-US".
pub(super) fn language(page: &Page, text: &str) -> Option<String> {
    const IN_ARABIC_LETTERS: [&str; 9] = ["ar", "fa", "ur", "ps", "ku", "ckb", "ug", "sd", "arz"];
    let tag = page.select_single("html").attr("lang")?;
    let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (arabic, all) = letters.fold((0, 0), |(a, n), c| {
        (a + usize::from(decode::is_arabic(c)), n + 1)
    });
    let plain =
        (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    (plain && (arabic * 2 > all) == IN_ARABIC_LETTERS.contains(&&*primary)).then_some(primary)
}
