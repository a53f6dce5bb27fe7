//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed to their entries. Does not fetch anything; what an entry's page
//! says of the article comes before what is read here.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use dom_query::Document as Page;
use feed_rs::model::{self, Link};
use feed_rs::parser::{self, ParseErrorKind, ParseFeedError};
use regex::Regex;
use serde_json::Value;
use url::Url;

use super::date;

/// What a feed says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feed {
    /// Its title in one line.
    pub title: Option<String>,
    pub entries: Vec<Entry>,
}

/// What a feed says of one article.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The address of its page; `None` where the article stands only in the feed.
    pub link: Option<Url>,
    /// What the feed calls it; says little: many feeds give all their entries the same, or each a new one every day.
    pub guid: String,
    pub title: Option<String>,
    pub author: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    pub content: Option<Content>,
}

/// The text that comes with an entry: all of the article, or what is to make people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Html(String),
    Plain(String),
}

/// True for what begins like a feed, whatever it is said to be.
pub(super) fn is_feed(text: &str) -> bool {
    match root(text) {
        Some(name) => matches!(&*name, "rss" | "feed" | "rdf"),
        None => {
            let text = text.trim_start();
            text.starts_with('{') && text.contains("jsonfeed.org")
        }
    }
}

/// The name of the first element, in lower case and without its prefix.
pub(super) fn root(text: &str) -> Option<String> {
    static ROOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)^\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!(?i:doctype)[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)")
            .expect("the pattern is a constant")
    });
    Some(ROOT.captures(text)?[1].to_ascii_lowercase())
}

/// The entries of a feed. `base` is the address from which it came.
///
/// # Errors
/// What is wrong with it, in one line.
pub(super) fn read(text: &str, base: &Url) -> Result<Feed, String> {
    let dates = Dates::default();
    let parser = dates.parser(base);
    let feed = parser
        .parse(prepared(text).as_bytes())
        .map_err(|error| what_is_wrong(&error, text))?;
    if feed.entries.is_empty()
        && ["<item>", "<item ", "<entry>", "<entry "]
            .iter()
            .any(|start| text.contains(start))
    {
        return Err(
            "none of its entries can be read: they are in a form that is not known".to_owned(),
        );
    }
    Ok(Feed {
        title: feed.title.and_then(|title| one_line(&title.content)),
        entries: feed
            .entries
            .into_iter()
            .map(|entry| dates.entry(entry, base))
            .collect(),
    })
}

/// The feed as the parser needs it: without the declaration of an encoding that it no longer has, in the namespaces
/// that it knows, and with what it would refuse the whole feed for put right.
fn prepared(text: &str) -> String {
    static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)^[\s\u{FEFF}]*(?:<\?xml\b.*?\?>)?\s*").expect("the pattern is a constant")
    });
    static EMPTY_CONTENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<content(?:\s+(?:type|xml:\w+|mode)=(?:"[^"]*"|'[^']*'))*\s*(?:/>|>\s*</content\s*>)"#)
            .expect("the pattern is a constant")
    });
    let text = DECLARATION.replace(text, "");
    match root(&text).as_deref() {
        None if text.starts_with('{') => json(&text).unwrap_or_else(|| text.into_owned()),
        None => text.into_owned(),
        Some(name) => {
            let text = with_root(&text, name);
            let text = EMPTY_CONTENT.replace_all(&text, "");
            with_ampersands(&text)
        }
    }
}

/// The first element as the parser knows it. Every RSS that is not RDF is read as 2.0, which is a superset of its
/// forerunners: many feeds that say 0.91 use what came later.
fn with_root(text: &str, name: &str) -> String {
    const RSS: &str = "http://purl.org/rss/1.0/";
    const NAMESPACES: [(&str, &str); 4] = [
        ("http://my.netscape.com/rdf/simple/0.9/", RSS),
        ("http://channel.netscape.com/rdf/simple/0.9/", RSS),
        ("http://purl.org/net/rss1.1#", RSS),
        ("http://purl.org/atom/ns#", "http://www.w3.org/2005/Atom"),
    ];
    static START: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<(?:[\w.-]+:)?(?:rss|rdf|feed)\b[^>]*>")
            .expect("the pattern is a constant")
    });
    static OF_RSS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)^<rss|\s(?:version|xmlns)\s*=\s*(?:"[^"]*"|'[^']*')"#)
            .expect("the pattern is a constant")
    });
    let Some(found) = START.find(text) else {
        return text.to_owned();
    };
    let start = match name {
        "rss" => {
            let rest = OF_RSS.replace_all(found.as_str(), "");
            format!("<rss version=\"2.0\"{rest}")
        }
        _ => NAMESPACES
            .iter()
            .fold(found.as_str().to_owned(), |start, (old, new)| {
                start.replace(old, new)
            }),
    };
    format!("{}{start}{}", &text[..found.start()], &text[found.end()..])
}

/// The feed with `&amp;` for every bare `&`, the slip of sites that write their feeds by hand.
fn with_ampersands(text: &str) -> String {
    static AMPERSAND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?:#[0-9]+;|#[xX][0-9A-Fa-f]+;|\w+;)?")
            .expect("the pattern is a constant")
    });
    let mended = AMPERSAND.replace_all(text, |found: &regex::Captures<'_>| match &found[0] {
        "&" => "&amp;".to_owned(),
        other => other.to_owned(),
    });
    mended.into_owned()
}

/// A JSON Feed with what the parser insists on: a title, items, and ids that are text.
fn json(text: &str) -> Option<String> {
    let mut feed: Value = serde_json::from_str(text).ok()?;
    let known = feed.as_object_mut()?;
    let title = known.entry("title").or_insert(Value::Null);
    if !title.is_string() {
        *title = "".into();
    }
    let items = known
        .entry("items")
        .or_insert_with(|| Value::Array(Vec::new()));
    for item in items.as_array_mut()? {
        if let Some(id @ Value::Number(_)) = item.get_mut("id") {
            *id = id.to_string().into();
        }
    }
    Some(feed.to_string())
}

fn what_is_wrong(error: &ParseFeedError, text: &str) -> String {
    if text.trim().is_empty() {
        return "it is empty".to_owned();
    }
    match (error, root(text)) {
        (ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot), Some(name)) if name == "html" => {
            "it is a web page, not a feed".to_owned()
        }
        (ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot), Some(name))
            if !matches!(&*name, "rss" | "feed" | "rdf") =>
        {
            format!("it begins with <{name}>, so it is no feed")
        }
        (error, _) => {
            let words = error.to_string();
            format!(
                "it is no sound feed: {}",
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
    }
}

/// The dates of a feed as they are written. The parser keeps only moments; so each date is handed to it as the
/// moment that has the date's number in this list.
#[derive(Debug, Clone, Default)]
struct Dates(Arc<Mutex<Vec<String>>>);

impl Dates {
    fn parser(&self, base: &Url) -> parser::Parser {
        let dates = self.clone();
        parser::Builder::new()
            .base_uri(Some(base))
            .timestamp_parser(move |written| dates.keep(written))
            // else those without one would get a random one
            .id_generator(|_, _, _| String::new())
            .build()
    }

    fn keep(&self, written: &str) -> Option<DateTime<Utc>> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(written.to_owned());
        DateTime::from_timestamp(i64::try_from(kept.len()).ok()?, 0)
    }

    fn written(&self, number: DateTime<Utc>) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = usize::try_from(number.timestamp()).ok()?.checked_sub(1)?;
        kept.get(index).cloned()
    }

    fn entry(&self, entry: model::Entry, base: &Url) -> Entry {
        let authors: Vec<_> = entry
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref())
            .collect();
        Entry {
            link: link(&entry, base),
            title: entry
                .title
                .as_ref()
                .and_then(|title| one_line(&title.content)),
            author: one_line(&authors.join(", ")),
            published: entry
                .published
                .or(entry.updated)
                .and_then(|number| self.written(number)),
            content: content(&entry),
            guid: entry.id,
        }
    }
}

/// The page of an entry: the link that says so, else the first that says nothing, else the GUID of RSS, which is an
/// address unless it says that it is none.
fn link(entry: &model::Entry, base: &Url) -> Option<Url> {
    let pages = entry.links.iter().filter(|link| is_page(link));
    let said = pages
        .clone()
        .find(|link| link.rel.as_deref() == Some("alternate"));
    let silent = || pages.clone().find(|link| link.rel.is_none());
    let address = |text: &str| {
        let url = base.join(text.trim()).ok()?;
        // the parser makes the address of the feed of a link that is empty
        (matches!(url.scheme(), "http" | "https") && url != *base).then_some(url)
    };
    said.or_else(silent)
        .filter(|link| !link.href.is_empty())
        .and_then(|link| address(&link.href))
        .or_else(|| {
            let is_address = ["http://", "https://"]
                .iter()
                .any(|scheme| entry.id.starts_with(scheme));
            is_address.then(|| address(&entry.id)).flatten()
        })
}

/// True for a link to something that can be an article: no comments, no sound, no picture.
fn is_page(link: &Link) -> bool {
    link.target.is_none()
        && link
            .media_type
            .as_deref()
            .is_none_or(|kind| kind.contains("html"))
}

fn content(entry: &model::Entry) -> Option<Content> {
    let full = entry.content.as_ref().and_then(|content| {
        let body = content.body.clone()?;
        Some((body, content.content_type.to_string()))
    });
    let short = || {
        let summary = entry.summary.as_ref()?;
        Some((summary.content.clone(), summary.content_type.to_string()))
    };
    let (body, kind) = full
        .filter(|(body, _)| !body.trim().is_empty())
        .or_else(short)?;
    // what is said to be plain and has elements in it is not
    let is_html = kind.contains("html") || kind.contains("xml") || body.contains("</");
    Some(match is_html {
        true => Content::Html(body),
        false => Content::Plain(body),
    })
}

/// Text of a feed in one line: titles are often HTML within XML.
fn one_line(text: &str) -> Option<String> {
    let plain = match text.contains(['<', '&']) {
        true => Page::fragment(text).text().to_string(),
        false => text.to_owned(),
    };
    let words: Vec<_> = plain.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The day of a date in a feed: as everywhere else, and besides with a wrong or long name of the day of the week, a
/// month in full and a time zone by any name, because only the day as written is used.
pub(super) fn day(written: &str) -> Option<NaiveDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[A-Za-z]+\.?,?\s+)?([0-9]{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+([0-9]{4})\b",
        )
        .expect("the pattern is a constant")
    });
    date::parse(written).or_else(|| {
        let found = DAY.captures(written.trim())?;
        date::parse(&format!(
            "{} {} {} 00:00:00 +0000",
            &found[1], &found[2], &found[3]
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Feed, String> {
        let base = Url::parse("https://example.org/news/feed.xml").expect("an address");
        super::read(text, &base)
    }

    fn rss(version: &str, items: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss {version} \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <channel><title>صدى &amp;quot;الوادي&amp;quot;</title><link>https://example.org/</link>{items}</channel></rss>"
        )
    }

    #[test]
    fn every_version_of_rss_with_all_that_came_later() {
        let item = "<item><title>القمح</title><link>/2024/1.html</link><dc:creator>سلمى حداد</dc:creator>\
            <pubDate>Mon, 5 March 2024 10:00:00 EET</pubDate><content:encoded><![CDATA[<p>نص</p>]]></content:encoded>\
            <description>قصير</description><guid isPermaLink=\"false\">7</guid></item>";
        for version in [
            "version=\"0.91\"",
            "version='0.92'",
            "version=\"0.94\"",
            "",
            "version=\"2.0\"",
        ] {
            let feed = read(&rss(version, item)).expect("a feed");
            assert_eq!(feed.title.as_deref(), Some("صدى \"الوادي\""));
            let entry = &feed.entries[0];
            let link = entry.link.as_ref().map(Url::as_str);
            assert_eq!(link, Some("https://example.org/2024/1.html"), "{version}");
            assert_eq!(entry.author.as_deref(), Some("سلمى حداد"));
            assert_eq!(
                entry.published.as_deref(),
                Some("Mon, 5 March 2024 10:00:00 EET")
            );
            assert_eq!(entry.content, Some(Content::Html("<p>نص</p>".into())));
        }
    }

    #[test]
    fn the_link_is_the_page_and_not_the_comments_or_the_sound() {
        let link = |item: &str| {
            let feed = read(&rss("version=\"2.0\"", item)).expect("a feed");
            feed.entries[0].link.as_ref().map(Url::to_string)
        };
        assert_eq!(
            link("<item><guid>https://example.org/g</guid></item>").as_deref(),
            Some("https://example.org/g")
        );
        assert_eq!(link("<item><guid>tag:7</guid><link>  </link></item>"), None);
        assert_eq!(link("<item><link>javascript:alert(1)</link></item>"), None);
        assert_eq!(
            link("<item><comments>https://example.org/c</comments><link>https://example.org/l</link></item>").as_deref(),
            Some("https://example.org/l")
        );
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://other.example/\"><title>x</title><entry><id>1</id>\
            <link rel=\"self\" href=\"s\"/><link rel=\"enclosure\" type=\"audio/mpeg\" href=\"e\"/><link href=\"a\"/>\
            <updated>2024-03-05T00:00:00Z</updated></entry></feed>";
        let feed = read(atom).expect("a feed");
        let entry = &feed.entries[0];
        assert_eq!(
            entry.link.as_ref().map(Url::as_str),
            Some("https://other.example/a")
        );
        assert_eq!(entry.published.as_deref(), Some("2024-03-05T00:00:00Z"));
    }

    #[test]
    fn slips_that_many_feeds_have() {
        let links = |text: &str| -> Vec<String> {
            let feed = read(text).expect("a feed");
            feed.entries
                .into_iter()
                .filter_map(|entry| entry.link)
                .map(String::from)
                .collect()
        };
        let expected = ["https://example.org/1?a=1&b=2"];
        // an ampersand that is none, a namespace of RSS 2.0, a bare & in CDATA, which must stay
        let rss = "<rss xmlns=\"http://backend.userland.com/rss2\" version=\"2.0\"><channel><title>أ & ب</title>\
            <item><link>/1?a=1&b=2</link><description><![CDATA[a & b &amp; c]]></description></item></channel></rss>";
        assert_eq!(links(rss), expected);
        let feed = read(rss).expect("a feed");
        assert_eq!(feed.title.as_deref(), Some("أ & ب"));
        assert_eq!(
            feed.entries[0].content,
            Some(Content::Html("a & b &amp; c".into()))
        );
        // an entry of Atom with nothing in its content, and the draft before Atom
        for namespace in ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"] {
            for content in [
                "<content type=\"html\"/>",
                "<content type='html' xml:lang='ar'> </content>",
            ] {
                let atom = format!(
                    "<feed xmlns=\"{namespace}\"><title>x</title><entry><id>1</id>{content}\
                     <link rel=\"alternate\" href=\"https://example.org/1?a=1&amp;b=2\"/></entry></feed>"
                );
                assert_eq!(links(&atom), expected);
            }
        }
        // RSS 0.90
        let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\">\
            <channel><title>x</title></channel><item><title>y</title><link>/1?a=1&amp;b=2</link></item></rdf:RDF>";
        assert_eq!(links(rdf), expected);
        let json = "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 7, \"url\": \"/1?a=1&b=2\"}]}";
        assert_eq!(links(json), expected);
        let foreign = "<rss version=\"2.0\"><channel xmlns=\"urn:x\"><item><link>/1</link></item></channel></rss>";
        assert!(read(foreign).is_err());
    }

    #[test]
    fn what_is_no_feed_says_what_it_is() {
        let wrong = |text: &str| read(text).expect_err("no feed");
        assert_eq!(
            wrong("<!doctype html><html><body></html>"),
            "it is a web page, not a feed"
        );
        assert_eq!(wrong("  \n"), "it is empty");
        assert_eq!(wrong("<opml/>"), "it begins with <opml>, so it is no feed");
        assert!(wrong("just words").contains("no sound feed"));
        assert!(wrong(&rss("", "<item><title>x</title>")).contains("no sound feed"));
        assert!(
            wrong("{\"version\": \"https://jsonfeed.org/version/1.1\", ").contains("no sound feed")
        );
        let cut = rss(
            "version=\"2.0\"",
            "<item><link>https://example.org/1</link></item>",
        );
        assert!(wrong(&cut[..cut.len() - 10]).contains("no sound feed"));
    }

    #[test]
    fn feeds_are_told_by_how_they_begin() {
        for feed in [
            "<?xml version='1.0'?>\n<!-- x -->\n<rss>",
            "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss>",
            "<feed xmlns='x'>",
            "<rdf:RDF>",
            "<atom:feed>",
            "{ \"version\": \"https://jsonfeed.org/version/1\"}",
        ] {
            assert!(is_feed(feed), "{feed}");
        }
        for other in [
            "<html><rss>",
            "<!doctype html><p>",
            "{\"text\": 1}",
            "",
            "feed",
        ] {
            assert!(!is_feed(other), "{other}");
        }
    }

    #[test]
    fn days_of_feeds() {
        let expected = NaiveDate::from_ymd_opt(2024, 3, 5);
        for written in [
            "Tue, 05 Mar 2024 10:00:00 +0300",
            "Mon, 05 Mar 2024 10:00:00 GMT",
            "Tuesday, 5 March 2024 10:00 EET",
            "05 Mar 2024 10:00:00 AST",
            "5-Mar-2024",
            "2024-03-05T23:59:59-05:00",
        ] {
            assert_eq!(day(written), expected, "{written}");
        }
        assert_eq!(day("٥ مارس ٢٠٢٤"), None);
        assert_eq!(day("Tue, 99 Foo 2024"), None);
    }
}
