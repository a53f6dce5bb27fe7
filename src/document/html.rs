//! A web page to the fields of a document: its main text with paragraph breaks, and what its metadata
//! says about title, author, publisher and date. Does not fetch anything.

use dom_query::Document as Page;
use dom_smoothie::{Article, Config, Readability, TextMode};
use serde_json::Value;

use super::record::Fields;
use super::{Fault, RejectReason, date, decode};

/// A page as its server gave it.
pub(super) struct Served<'a> {
    pub bytes: &'a [u8],
    /// `charset` of its `Content-Type`.
    pub charset: Option<&'a str>,
    /// The address that answered, after all redirects.
    pub url: &'a str,
}

/// The fields of a page that was fetched.
///
/// # Errors
/// As [`fields`].
pub(super) fn served(page: &Served<'_>) -> Result<Fields, Fault> {
    fields(&decode::page(page.bytes)?)
}

/// Fewer words than this are a stub, a menu or an error message, not an article.
const FEWEST_WORDS: usize = 12;

/// Pages nested deeper than this are attacks or accidents; the tree is walked recursively below.
const DEEPEST: usize = 2_000;

/// The fields of a page.
///
/// # Errors
/// `no_text` where no article can be found on it, `encoding` where the article has broken characters.
pub(super) fn fields(html: &str) -> Result<Fields, Fault> {
    let deep = looks_deeper(html, DEEPEST);
    let page = Page::from(if deep { "" } else { html });
    if deep || is_deeper(&page, DEEPEST) {
        return Err(Fault::new(
            RejectReason::NoText,
            format!("its elements are nested more than {DEEPEST} deep"),
        ));
    }
    let linked = JsonLd::of(&page);
    let mut fields = Fields {
        title: meta(&page, &["og:title", "twitter:title"])
            .or_else(|| linked.text(&["headline", "name"])),
        url: address(&page),
        publisher: linked.name("publisher"),
        author: linked.name("author"),
        ..Fields::default()
    };
    let mut published = published(&page, &linked);
    let article = article(html)?;
    fields.text = paragraphs(&article.text_content);
    if fields.text.contains('\u{FFFD}') {
        return Err(Fault::new(
            RejectReason::Encoding,
            "the article has characters that were not valid UTF-8; save the page again",
        ));
    }
    enough(&article, &fields.text)?;
    published = published.or(article.published_time.clone());
    fields.published = published.map(|raw| {
        let day = date::parse(&raw);
        (raw, day)
    });
    fields.title = fields.title.or_else(|| some_text(&article.title));
    fields.author = fields
        .author
        .or_else(|| article.byline.as_deref().and_then(some_text));
    fields.publisher = article
        .site_name
        .as_deref()
        .and_then(some_text)
        .or(fields.publisher);
    fields.language = article
        .lang
        .as_deref()
        .and_then(|lang| language(lang, &fields.text));
    Ok(fields)
}

/// The main text of the page.
fn article(html: &str) -> Result<Article, Fault> {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    Readability::new(html, None, Some(config))
        .and_then(|mut page| page.parse())
        .map_err(|_| no_article())
}

fn no_article() -> Fault {
    Fault::new(RejectReason::NoText, "no article found on the page")
}

/// Refuses what is too short for an article or consists of links.
fn enough(article: &Article, text: &str) -> Result<(), Fault> {
    let content = Page::fragment(article.content.clone());
    let linked: usize = content
        .select("a")
        .iter()
        .map(|link| letters(&link.text()))
        .sum();
    let all = letters(text);
    if text.split_whitespace().count() < FEWEST_WORDS || linked * 2 > all {
        return Err(no_article());
    }
    Ok(())
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The text with one blank line between paragraphs and without white space around lines.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        out.push_str(line);
    }
    out
}

/// The primary subtag of the page's language, where it fits the letters of the text: many Arabic sites
/// run on templates that say "en-US".
fn language(tag: &str, text: &str) -> Option<String> {
    const IN_ARABIC_LETTERS: [&str; 9] = ["ar", "fa", "ur", "ps", "ku", "ckb", "ug", "sd", "arz"];
    let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (arabic, all) = letters.fold((0, 0), |(a, n), c| {
        (a + usize::from(decode::is_arabic(c)), n + 1)
    });
    let plain =
        (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    (plain && (arabic * 2 > all) == IN_ARABIC_LETTERS.contains(&&*primary)).then_some(primary)
}

/// The page's own address.
fn address(page: &Page) -> Option<String> {
    let link = page.select_single("link[rel=canonical]").attr("href");
    let found = link
        .and_then(|href| some_text(&href))
        .or_else(|| meta(page, &["og:url"]));
    found.filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}

/// The publication date as the page gives it: JSON-LD, then meta elements, then the first `time`.
fn published(page: &Page, linked: &JsonLd) -> Option<String> {
    const NAMES: [&str; 12] = [
        "article:published_time",
        "og:published_time",
        "datePublished",
        "publish-date",
        "publish_date",
        "pubdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "sailthru.date",
    ];
    linked
        .text(&["datePublished", "dateCreated"])
        .or_else(|| meta(page, &NAMES))
        .or_else(|| {
            [
                "time[itemprop=datePublished]",
                "time[pubdate]",
                "article time",
                "time",
            ]
            .iter()
            .find_map(|selector| page.select_single(selector).attr("datetime"))
            .and_then(|value| some_text(&value))
        })
}

/// The content of the first meta element with one of the names, in the order of the names.
fn meta(page: &Page, names: &[&str]) -> Option<String> {
    let elements = page.select("meta[content]");
    names.iter().find_map(|name| {
        elements.iter().find_map(|element| {
            let is_it = ["property", "name", "itemprop"].iter().any(|key| {
                element
                    .attr(key)
                    .is_some_and(|value| value.trim().eq_ignore_ascii_case(name))
            });
            is_it
                .then(|| element.attr("content"))
                .flatten()
                .and_then(|content| some_text(&content))
        })
    })
}

fn some_text(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The object of the page's JSON-LD that describes an article.
struct JsonLd(Option<Value>);

impl JsonLd {
    fn of(page: &Page) -> Self {
        let scripts = page.select("script[type='application/ld+json']");
        Self(scripts.iter().find_map(|script| {
            let value: Value = serde_json::from_str(script.text().trim()).ok()?;
            find_article(&value).cloned()
        }))
    }

    /// The first of the keys that holds a text.
    fn text(&self, keys: &[&str]) -> Option<String> {
        let article = self.0.as_ref()?;
        keys.iter()
            .find_map(|key| some_text(article.get(key)?.as_str()?))
    }

    /// The names of the people or bodies under a key.
    fn name(&self, key: &str) -> Option<String> {
        let names = match self.0.as_ref()?.get(key)? {
            Value::Array(all) => all.iter().filter_map(name_of).collect(),
            one => name_of(one).into_iter().collect::<Vec<_>>(),
        };
        some_text(&names.join(", "))
    }
}

fn name_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}

/// Looks through lists and `@graph` for an object whose type ends in "Article" or is a posting.
fn find_article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(all) => all.iter().find_map(find_article),
        Value::Object(object) => {
            let is_article = |kind: &Value| {
                kind.as_str()
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
            };
            let described = object.get("@type").is_some_and(|kind| match kind {
                Value::Array(kinds) => kinds.iter().any(is_article),
                kind => is_article(kind),
            });
            if described {
                Some(value)
            } else {
                object.get("@graph").and_then(find_article)
            }
        }
        _ => None,
    }
}

/// Like [`is_deeper`], told from the tags alone: building the tree of such a page takes the square of
/// its length.
fn looks_deeper(html: &str, limit: usize) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, tag) = match rest.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, rest),
        };
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        let name = &tag[..end];
        let raw = open
            .last()
            .copied()
            .filter(|last| is_one_of(last, &["script", "style"]));
        if name.is_empty()
            || is_one_of(name, &FLAT)
            || raw.is_some_and(|raw| !is_one_of(name, &[raw]))
        {
            continue;
        }
        if closing {
            if let Some(position) = open.iter().rposition(|other| is_one_of(name, &[other])) {
                open.truncate(position);
            }
        } else if raw.is_none() && !closes_itself(tag, &open) {
            open.push(name);
        }
        if open.len() > limit {
            return true;
        }
    }
    false
}

/// Elements that hold nothing, or are closed by what follows them.
const FLAT: [&str; 21] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "source", "td", "th", "tr", "track", "wbr",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Only drawings and formulas have tags that close themselves.
fn closes_itself(tag: &str, open: &[&str]) -> bool {
    let foreign = open.iter().any(|name| is_one_of(name, &["svg", "math"]));
    foreign
        && tag
            .split_once('>')
            .is_some_and(|(tag, _)| tag.ends_with('/'))
}

/// True where an element of the page stands deeper than the limit. Walks without recursion.
fn is_deeper(page: &Page, limit: usize) -> bool {
    let mut depth = 0usize;
    let mut node = page.root();
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > limit {
                return true;
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if depth > 0 => {
                    depth -= 1;
                    node = parent;
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "أعلنت وزارة الزراعة اليوم أن محصول القمح هذا العام يفوق ما كان متوقعا، وأن المخازن جاهزة لاستقباله في جميع المحافظات.";
    const SECOND: &str = "وأضافت الوزارة في بيان وزع على الصحفيين أن الأسعار لن ترتفع قبل نهاية الموسم، وأنها ستشتري الفائض كله من المزارعين.";

    fn page(head: &str) -> String {
        format!(
            "<html lang=\"en-US\"><head><title>المحصول جيد - صحيفة البلد</title>{head}</head><body>\
             <nav><ul><li><a href=/1>الرئيسية</a></li><li><a href=/2>رياضة</a></li></ul></nav>\
             <article><h1>المحصول جيد</h1><p>{FIRST}</p><p>{SECOND}</p></article>\
             <footer><a href=/3>اتصل بنا</a></footer></body></html>"
        )
    }

    #[test]
    fn the_article_of_a_page_with_its_paragraphs() {
        let fields = fields(&page("")).expect("fields");
        assert!(
            fields.text.contains(&format!("{FIRST}\n\n{SECOND}")),
            "{}",
            fields.text
        );
        assert!(
            !fields.text.contains("الرئيسية") && !fields.text.contains("اتصل"),
            "{}",
            fields.text
        );
        assert_eq!(
            fields.language, None,
            "the page's language does not fit its letters"
        );
        assert_eq!(fields.published, None);
    }

    #[test]
    fn metadata_from_open_graph_and_link() {
        let fields = fields(&page(
            "<meta property='og:title' content='المحصول  جيد'><meta property='og:site_name' content='البلد'>\
             <meta property='article:published_time' content='2017-06-23T10:00:00+03:00'>\
             <meta name='author' content='سلمى حداد'><link rel=canonical href='https://example.org/7'>",
        ))
        .expect("fields");
        assert_eq!(fields.title.as_deref(), Some("المحصول جيد"));
        assert_eq!(fields.publisher.as_deref(), Some("البلد"));
        assert_eq!(fields.author.as_deref(), Some("سلمى حداد"));
        assert_eq!(fields.url.as_deref(), Some("https://example.org/7"));
        let (raw, day) = fields.published.expect("a date");
        assert_eq!(
            (raw.as_str(), day),
            ("2017-06-23T10:00:00+03:00", date::parse("2017-06-23"))
        );
    }

    #[test]
    fn metadata_from_json_ld() {
        let fields = fields(&page(
            r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
               {"@type": ["NewsArticle"], "headline": "القمح وفير", "datePublished": "2017-06-23",
                "author": [{"name": "سلمى"}, {"name": "نادر"}], "publisher": {"name": "البلد"}}]}</script>"#,
        ))
        .expect("fields");
        assert_eq!(fields.title.as_deref(), Some("القمح وفير"));
        assert_eq!(fields.author.as_deref(), Some("سلمى, نادر"));
        assert_eq!(fields.publisher.as_deref(), Some("البلد"));
        assert_eq!(
            fields.published.expect("a date").1,
            date::parse("2017-06-23")
        );
    }

    #[test]
    fn a_visible_time_is_the_last_resort_and_a_bad_date_no_reason_to_refuse() {
        let with_time = page("").replace("<h1>", "<time datetime='2017-06-23'>أمس</time><h1>");
        assert_eq!(
            fields(&with_time)
                .expect("fields")
                .published
                .expect("a date")
                .1,
            date::parse("2017-06-23")
        );
        let bad = fields(&page("<meta name=date content=soon>")).expect("fields");
        assert_eq!(bad.published, Some(("soon".into(), None)));
    }

    #[test]
    fn pages_without_an_article() {
        let menu = "<ul>".to_string()
            + &"<li><a href=/x>أخبار البلد والعالم اليوم</a></li>".repeat(60)
            + "</ul>";
        for html in [
            "",
            "<html><body></body></html>",
            "<p>الصفحة غير موجودة</p>",
            &menu,
        ] {
            assert_eq!(
                fields(html).map_err(|fault| fault.reason),
                Err(RejectReason::NoText),
                "{html:.60}"
            );
        }
    }

    #[test]
    fn long_pages_are_not_deep_ones() {
        let parts = [
            "<p>x",
            "<ul><li>x<li>y</ul>",
            "<div><br/></div>",
            "<!-- <div> -->",
            "<DIV></div>",
        ];
        for part in parts {
            assert!(!looks_deeper(&part.repeat(5_000), DEEPEST), "{part}");
        }
        let drawing = format!("<svg>{}</svg>", "<path d='x'/>".repeat(5_000));
        let script = format!("<script>{}</script>", "'<div>' ".repeat(5_000));
        assert!(!looks_deeper(&drawing, DEEPEST) && !looks_deeper(&script, DEEPEST));
    }

    #[test]
    fn a_page_nested_without_end_does_no_harm() {
        for tag in ["<div>", "<b>", "<span><i>", "<div><p></p>", "<div></x>"] {
            let html = tag.repeat(50_000) + FIRST;
            assert!(fields(&html).is_err());
        }
        let html = "<div>".repeat(DEEPEST - 10) + "<p>" + FIRST + "</p><p>" + SECOND;
        let _ = fields(&html);
    }
}
