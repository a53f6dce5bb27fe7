//! A web page to the fields of a document: its main text with paragraph breaks, and what it says about
//! title, author, publisher, address and date. Does not fetch anything.
//!
//! The tree is stripped step by step ([`strip`]): first of what has nothing to do with the article, so that
//! dates and names are looked for near it only, then of what is about the article, so that its text is
//! left ([`article`]). A page that shows a wall instead is refused ([`wall`]).

mod article;
mod date;
mod depth;
mod lines;
mod linked;
mod metadata;
mod names;
mod strip;
mod wall;

use dom_query::{Document as Page, NodeRef};

use self::depth::{is_deeper, looks_deeper};
use self::lines::Line;
use self::linked::Linked;
use self::metadata::{Address, Metas};
use super::furniture::{folded_words, is_blank_or_mark};
use super::record::Fields;
use super::{Fault, RejectReason, decode};

/// A page as its server gave it.
pub(super) struct Served<'a> {
    pub bytes: &'a [u8],
    /// `charset` of its `Content-Type`.
    pub charset: Option<&'a str>,
    /// The address that answered, after all redirects.
    pub url: &'a str,
}

/// The fields of a page that was fetched. Addresses on it are resolved against its own.
///
/// # Errors
/// As [`fields`].
pub(super) fn served(page: &Served<'_>) -> Result<Fields, Fault> {
    read(&decode::page(page.bytes, page.charset)?, Some(page.url))
}

/// Fewer words than this are a stub, a menu or an error message, not an article.
const FEWEST_WORDS: usize = 12;

/// Pages nested deeper than this are attacks or accidents. Browsers stop at 512 too.
const DEEPEST: usize = 512;

/// A page with more tags than this is a data dump; reading it as an article takes minutes.
const MOST_TAGS: usize = 200_000;

/// The fields of a page.
///
/// # Errors
/// `no_text` where no article can be found on it, `wall` where it stands behind a subscription, a log-in or
/// the like, `encoding` where the article has broken characters.
pub(super) fn fields(html: &str) -> Result<Fields, Fault> {
    read(html, None)
}

fn read(html: &str, url: Option<&str>) -> Result<Fields, Fault> {
    let page = parse(html)?;
    let Some(body) = page.body() else {
        return Err(no_article());
    };
    let address = Address::new(&page, url);
    let metas = Metas::of(&page);
    let link = address
        .canonical(&page, &metas, None)
        .or_else(|| address.own());
    let name = page.select_single("title").text();
    let heading = folded_words(&name);
    let linked = Linked::of(&page, |said| {
        link.as_deref() == Some(said) || is_part(&folded_words(said), &heading)
    });
    let seen = lines::lines(&body, |_, _| {});
    let publisher = metadata::publisher(&metas, &linked);
    let title = metadata::title(&page, &metas, &linked, publisher.as_deref(), &seen);
    let head = Head {
        link: address.canonical(&page, &metas, Some(&linked)),
        told: date::told(&metas, &linked),
        site: site(&name, title.as_deref()),
        linked,
        publisher,
        title,
        metas,
    };
    let found = match head.article(&page, true) {
        // what the elements are called misled
        Err(fault) if fault.reason == RejectReason::NoText => {
            head.article(&parse(html)?, false).map_err(|_| fault)
        }
        found => found,
    };
    let title = head.title.as_deref().unwrap_or(&name);
    let text = found.as_ref().map_or(&[][..], |found| &found.lines);
    wall::check(text, &seen, title, &head.linked)?;
    let found = found.map_err(|fault| wall::instead(&seen).unwrap_or(fault))?;
    if wall::is_search(title) {
        return Err(no_article());
    }
    head.fields(&page, found)
}

/// What a page says of itself.
struct Head {
    metas: Metas,
    linked: Linked,
    title: Option<String>,
    publisher: Option<String>,
    /// What the `title` element says besides the title.
    site: String,
    link: Option<String>,
    told: Vec<date::Published>,
}

/// What is to be seen of the article.
struct Found {
    lines: Vec<Line>,
    author: Option<String>,
    dates: Vec<date::Published>,
}

impl Head {
    /// Takes the article out of the page.
    fn article(&self, page: &Page, strictly: bool) -> Result<Found, Fault> {
        let body = page.body().ok_or_else(no_article)?;
        let title = self.title.as_deref();
        let marked = article::marked(&body);
        if marked.several && !self.linked.is_article() {
            return Err(no_article());
        }
        let headline = headline(&body, title);
        let kept: Vec<NodeRef> = marked.node.into_iter().chain(headline).collect();
        strip::around(&body, &kept, strictly);
        let author = metadata::author(&self.metas, &self.linked, &body);
        let mut dates = date::timed(&body);
        let around = page.clone();
        if strictly {
            strip::about(&body, &kept);
        }
        let about: Vec<String> = [&self.publisher, &author]
            .into_iter()
            .flatten()
            .chain([&self.site])
            .cloned()
            .collect();
        let found = main_text(page, marked.node, title, &about);
        let lines = from_json(&self.linked, &found).unwrap_or(found);
        if article::is_too_little(&lines) {
            return Err(no_article());
        }
        if let Some(body) = around.body() {
            dates.extend(date::dateline(&body, title, &lines));
        }
        Ok(Found {
            lines,
            author,
            dates,
        })
    }

    /// The fields of the document.
    fn fields(self, page: &Page, found: Found) -> Result<Fields, Fault> {
        let text = article::joined(&found.lines);
        if text.contains('\u{FFFD}') {
            return Err(Fault::new(
                RejectReason::Encoding,
                "the article has characters that were not valid UTF-8; save the page again",
            ));
        }
        let published = date::best(self.told.into_iter().chain(found.dates).collect());
        Ok(Fields {
            url: self.link,
            title: self.title,
            publisher: self.publisher,
            author: found.author,
            basis: published.as_ref().map(|published| published.basis),
            published: published.map(|published| (published.raw, published.day)),
            language: metadata::language(page, &text),
            text,
            ..Fields::default()
        })
    }
}

/// What the `title` element says besides the title of the article.
fn site(element: &str, title: Option<&str>) -> String {
    let rest = match title {
        Some(title) => element.replacen(title, " ", 1),
        None => String::new(),
    };
    match rest.trim().len() < element.trim().len() {
        true => rest.trim().to_string(),
        false => String::new(),
    }
}

/// The tree of a page that is no attack.
fn parse(html: &str) -> Result<Page, Fault> {
    let too = |what: String| Err(Fault::new(RejectReason::NoText, what));
    if html.bytes().filter(|&byte| byte == b'<').count() > MOST_TAGS {
        return too(format!(
            "it has more than {MOST_TAGS} tags, which is no article"
        ));
    }
    let deep = looks_deeper(html, DEEPEST);
    let page = Page::from(if deep { "" } else { html });
    if deep || is_deeper(&page, DEEPEST) {
        return too(format!("its elements are nested more than {DEEPEST} deep"));
    }
    Ok(page)
}

fn no_article() -> Fault {
    Fault::new(RejectReason::NoText, "no article found on the page")
}

/// The element with the title of the page as its words.
fn headline<'a>(body: &NodeRef<'a>, title: Option<&str>) -> Option<NodeRef<'a>> {
    let title = folded_words(title?);
    let mut found = None;
    lines::walk(
        body,
        |node| {
            let heading = ["h1", "h2", "h3"].iter().any(|name| node.has_name(name));
            if heading && found.is_none() && folded_words(&node.text()) == title {
                found = Some(*node);
            }
            node.is_element()
        },
        |_| {},
    );
    found
}

/// The lines of the article in the tree: where the page says it is, else where the text is densest.
fn main_text(
    page: &Page,
    marked: Option<NodeRef>,
    title: Option<&str>,
    about: &[String],
) -> Vec<Line> {
    if let Some(node) = marked {
        let lines = lines::lines(&node, |_, _| {});
        let text = article::text(&lines, title, about);
        if !article::is_too_little(&text) {
            return text;
        }
    }
    let lines = article::densest(page).unwrap_or_default();
    if article::is_index(&lines) {
        return Vec::new();
    }
    article::text(&lines, title, about)
}

/// The text that JSON-LD gives, where the page shows hardly any of it before its scripts run.
fn from_json(linked: &Linked, found: &[Line]) -> Option<Vec<Line>> {
    let body = linked.body()?;
    let count = |lines: &[Line]| lines.iter().map(Line::words).sum::<usize>();
    let html = match body.contains("</") || body.contains("<br") {
        true => body.to_string(),
        false => format!("<pre>\n{}</pre>", body.replace('<', "&lt;")),
    };
    let page = parse(&html).ok()?;
    let lines = lines::lines(&page.body()?, |_, _| {});
    let text = article::text(&lines, None, &[]);
    (count(found) * 2 < count(&text)).then_some(text)
}

/// True where the words of one are among the other's, in order and together.
fn is_part(part: &[String], whole: &[String]) -> bool {
    part.len() > 1 && whole.windows(part.len()).any(|window| window == part)
}

/// A value in one line, without signs that nobody sees; `None` where nothing is left.
fn some_text(text: &str) -> Option<String> {
    let seen: String = text
        .chars()
        .filter(|&c| {
            c.is_whitespace() || !is_blank_or_mark(c) || c == '\u{200C}' || c == '\u{200D}'
        })
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text in which markup may stand, without it: many systems put HTML into JSON.
fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) || text.len() > 10_000 {
        return text.to_string();
    }
    Page::fragment(text).text().to_string()
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
            (
                "2017-06-23T10:00:00+03:00",
                crate::document::date::parse("2017-06-23")
            )
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
            crate::document::date::parse("2017-06-23")
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
            crate::document::date::parse("2017-06-23")
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
    fn an_address_is_resolved_and_no_other_site_named() {
        let url = |href: &str| {
            let html = page(&format!("<link rel=canonical href='{href}'>"));
            let served = served(&Served {
                bytes: html.as_bytes(),
                charset: None,
                url: "https://www.sahifa.example/a/7?x=1#y",
            });
            served.expect("fields").url.unwrap_or_default()
        };
        assert_eq!(url("../b/8"), "https://www.sahifa.example/b/8");
        assert_eq!(url("//m.sahifa.example/8"), "https://m.sahifa.example/8");
        for other in [
            "https://other.example/8",
            "/",
            "javascript:1",
            "http://[",
            "",
        ] {
            assert_eq!(url(other), "", "{other}");
        }
    }

    #[test]
    fn pages_made_to_hurt_are_read_or_refused_in_short() {
        let text = format!("<p>{FIRST}</p><p>{SECOND}</p>");
        for (what, html) in [
            ("unclosed", "<p><b>قمح ".repeat(100_000)),
            (
                "unclosed cells",
                format!("<table>{}", "<tr><td>قمح ".repeat(100_000)),
            ),
            (
                "attribute",
                format!("<div class='{}'>{text}</div>", "x ".repeat(2_500_000)),
            ),
            ("comments", format!("{}{text}", "<!-- -- >".repeat(200_000))),
            ("breaks", format!("{text}{}", "<br> ".repeat(40_000))),
            (
                "headings",
                format!("{text}{}", "<h3>اقرأ أيضا</h3>".repeat(20_000)),
            ),
            (
                "boxes",
                format!(
                    "{text}{}",
                    "<div><b>اقرأ أيضا</b><i></i></div>".repeat(40_000)
                ),
            ),
            (
                "empty",
                format!("{}<b>اقرأ أيضا</b>{text}", "<i></i>".repeat(30_000)),
            ),
            (
                "links",
                format!("{text}{}", "<a href=/x>القمح وفير</a> ".repeat(20_000)),
            ),
            (
                "dates",
                format!(
                    "{text}{}",
                    "<span class=date>23 يونيو 2017</span>".repeat(20_000)
                ),
            ),
            (
                "divs",
                format!("{}{text}", "<div class=meta><div class=date>".repeat(200)),
            ),
            ("long", format!("<p>{}", FIRST.repeat(5_000))),
            ("paragraphs", text.repeat(3_000)),
            (
                "json",
                format!(
                    "<script type='application/ld+json'>{}</script>{text}",
                    "[".repeat(500_000)
                ),
            ),
            (
                "strings",
                format!(
                    "<script type='application/ld+json'>{}</script>{text}",
                    "\"a\" ,".repeat(300_000)
                ),
            ),
            (
                "scripts",
                format!(
                    "{}{text}",
                    "<script type='application/ld+json'>{\"@type\": \"Article\"}</script>"
                        .repeat(30_000)
                ),
            ),
            (
                "title",
                format!("<title>{}</title>{text}", "قمح - ".repeat(50_000)),
            ),
            (
                "metas",
                format!("{}{text}", "<meta name=x content=y>".repeat(40_000)),
            ),
        ] {
            let start = std::time::Instant::now();
            let found = fields(&html);
            eprintln!(
                "{what}: {} KB, {:?}, {:?}",
                html.len() >> 10,
                start.elapsed(),
                found.map(|f| f.text.len()).map_err(|f| f.detail)
            );
        }
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
