//! A hundred pages as sites send them: ten layouts, five charsets, twenty articles, mixed so that every
//! layout comes in every charset with ten different articles. What the program keeps of each is the
//! article, its paragraphs exactly, and nothing that stands around it.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use gainsay::document::{Item, Options, PublishedBasis, Setup, sources};
use serde::Deserialize;

use crate::helper::Place;

/// tests/pages/articles.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Material {
    menu: Vec<String>,
    related: Vec<String>,
    commenters: Vec<String>,
    comments: Vec<String>,
    article: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    slug: String,
    title: String,
    author: String,
    day: NaiveDate,
    hijri: String,
    caption: String,
    credit: String,
    paragraphs: Vec<String>,
}

/// A site: its pages, and what they say about themselves.
struct Layout {
    name: &'static str,
    html: &'static str,
    basis: &'static str,
    /// The address of page `n` with this slug, `None` where the pages have none.
    url: fn(usize, &Article) -> Option<String>,
    publisher: Option<&'static str>,
    author: Byline,
}

/// Whom a layout names as the author.
enum Byline {
    Writer,
    Always(&'static str),
    Nobody,
}

macro_rules! html {
    ($name:literal) => {
        include_str!(concat!("pages/layouts/", $name, ".html"))
    };
}

const LAYOUTS: [Layout; 10] = [
    Layout {
        name: "wordpress",
        html: html!("wordpress"),
        basis: "json_ld",
        url: |n, a| Some(format!("https://sada-almarj.example/{n}/{}/", a.slug)),
        publisher: Some("صدى المرج"),
        author: Byline::Writer,
    },
    Layout {
        name: "drupal",
        html: html!("drupal"),
        basis: "open_graph",
        url: |n, _| Some(format!("https://www.alraya-north.example/node/{n}")),
        publisher: Some("راية الشمال"),
        author: Byline::Writer,
    },
    Layout {
        name: "blogger",
        html: html!("blogger"),
        basis: "time",
        url: |n, a| {
            let year = a.day.year();
            Some(format!("https://dafatir-hay.example/{year}/post-{n}.html"))
        },
        publisher: None,
        author: Byline::Writer,
    },
    Layout {
        name: "tables",
        html: html!("tables"),
        basis: "dateline",
        url: |_, _| None,
        publisher: None,
        author: Byline::Nobody,
    },
    Layout {
        name: "amp",
        html: html!("amp"),
        basis: "json_ld",
        url: |n, a| Some(format!("https://afaq-press.example/news/{}-{n}", a.slug)),
        publisher: Some("آفاق برس"),
        author: Byline::Writer,
    },
    Layout {
        name: "app",
        html: html!("app"),
        basis: "json_ld",
        url: |n, _| Some(format!("https://aljisr.example/story/{n}")),
        publisher: Some("منصة الجسر"),
        author: Byline::Writer,
    },
    Layout {
        name: "wire",
        html: html!("wire"),
        basis: "meta",
        url: |n, _| Some(format!("https://subul-news.example/ar/{n}")),
        publisher: Some("وكالة سبل للأنباء"),
        author: Byline::Always("وكالة سبل للأنباء"),
    },
    Layout {
        name: "live",
        html: html!("live"),
        basis: "json_ld",
        url: |n, _| Some(format!("https://marsad.example/live/{n}?utm=x")),
        publisher: Some("مرصد الساعة"),
        author: Byline::Writer,
    },
    Layout {
        name: "magazine",
        html: html!("magazine"),
        basis: "dateline",
        url: |n, _| Some(format!("https://awras-mag.example/dossier/{n}")),
        publisher: Some("مجلة الأوراس"),
        author: Byline::Writer,
    },
    Layout {
        name: "forum",
        html: html!("forum"),
        basis: "dateline",
        url: |n, _| Some(format!("https://ahl-alsouq.example/showthread.php?t={n}")),
        publisher: None,
        author: Byline::Nobody,
    },
];

/// How a page is written down.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Charset {
    Utf8,
    Windows1256,
    Iso8859,
    Utf16,
    /// windows-1256 that the page calls something else.
    Mislabelled(&'static str),
}

impl Charset {
    const ALL: [Charset; 5] = [
        Charset::Utf8,
        Charset::Windows1256,
        Charset::Iso8859,
        Charset::Utf16,
        Charset::Mislabelled("iso-8859-1"),
    ];

    fn declared(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Windows1256 => "windows-1256",
            Charset::Iso8859 => "iso-8859-6",
            Charset::Utf16 => "utf-16",
            Charset::Mislabelled(name) => name,
        }
    }

    /// The bytes; what a charset lacks becomes a numeric character reference, as browsers and editors do.
    fn bytes(self, html: &str) -> Vec<u8> {
        match self {
            Charset::Utf8 => html.as_bytes().to_vec(),
            Charset::Utf16 => [0xFEFF]
                .into_iter()
                .chain(html.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            Charset::Iso8859 => encoding_rs::ISO_8859_6.encode(html).0.into_owned(),
            Charset::Windows1256 | Charset::Mislabelled(_) => {
                encoding_rs::WINDOWS_1256.encode(html).0.into_owned()
            }
        }
    }
}

/// One page of the hundred.
struct Page<'m> {
    number: usize,
    layout: &'static Layout,
    article: &'m Article,
    charset: Charset,
}

/// All hundred: every layout in every charset, twice.
fn pages(material: &Material) -> Vec<Page<'_>> {
    let mut pages = Vec::new();
    for (at, layout) in LAYOUTS.iter().enumerate() {
        for (form, charset) in Charset::ALL.into_iter().enumerate() {
            for twice in 0..2 {
                let article = &material.article[(at * 7 + form * 3 + twice * 10) % 20];
                let charset = match (charset, (at + twice) % 3) {
                    (Charset::Mislabelled(_), 1) => Charset::Mislabelled("utf-8"),
                    (Charset::Mislabelled(_), 2) => Charset::Mislabelled("windows-1252"),
                    (charset, _) => charset,
                };
                let number = 1000 + at * 10 + form * 2 + twice;
                pages.push(Page {
                    number,
                    layout,
                    article,
                    charset,
                });
            }
        }
    }
    pages
}

impl Page<'_> {
    fn stem(&self) -> String {
        format!("{}-{}", self.layout.name, self.number)
    }

    fn url(&self) -> Option<String> {
        (self.layout.url)(self.number, self.article)
    }

    fn author(&self) -> Option<&str> {
        match self.layout.author {
            Byline::Writer => Some(&self.article.author),
            Byline::Always(name) => Some(name),
            Byline::Nobody => None,
        }
    }

    /// The line that says when it was published, in one of the ways of Arabic papers.
    fn dateline(&self) -> String {
        let day = self.article.day;
        let (d, m, y) = (day.day(), day.month0() as usize, day.year());
        let weekday = WEEKDAYS[day.weekday().num_days_from_sunday() as usize];
        match self.number % 10 {
            0 => format!("{weekday} {d} {} {y}", LEVANTINE[m]),
            1 => format!(
                "نشر في: {}",
                eastern(&format!("{d} {} {y}", INTERNATIONAL[m]))
            ),
            2 => format!("{d:02}/{:02}/{y} - 14:05", m + 1),
            3 => format!("{} هـ", self.article.hijri),
            4 => format!("{d} {}، {y} الساعة 10:40 ص", MAGHREBI[m]),
            5 => format!("{weekday}، {d} {}/{} {y}", LEVANTINE[m], INTERNATIONAL[m]),
            6 => format!("تاريخ النشر: {y}-{:02}-{d:02} 09:30", m + 1),
            7 => format!(
                "{d} {} {y} - آخر تحديث: {} {} {}",
                MOROCCAN[m],
                d % 28 + 1,
                MOROCCAN[m],
                y + 1
            ),
            8 => format!(
                "{weekday} {d} {} {y} م الموافق {} هـ - 14:20 بتوقيت غرينتش",
                INTERNATIONAL[m], self.article.hijri
            ),
            _ => eastern(&format!("{d}-{}-{y}", m + 1)),
        }
    }

    fn render(&self, material: &Material) -> String {
        let article = self.article;
        let day = article.day;
        let later = day + Days::new(3);
        let other = day - Days::new(4);
        let title = article.title.clone();
        let mut words: BTreeMap<&str, String> = BTreeMap::from([
            ("charset", self.charset.declared().to_string()),
            ("n", self.number.to_string()),
            ("slug", article.slug.clone()),
            ("title", title),
            ("author", article.author.clone()),
            ("caption", article.caption.clone()),
            ("credit", article.credit.clone()),
            ("iso", day.to_string()),
            ("year", day.year().to_string()),
            (
                "numeric",
                format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
            ),
            ("later", later.to_string()),
            ("other", other.to_string()),
            ("date", self.dateline()),
            ("lb", "{{".to_string()),
            ("rb", "}}".to_string()),
        ]);
        let summary: String = article.paragraphs[0].chars().take(60).collect();
        words.insert("summary", format!("{summary}..."));
        let lists = BTreeMap::from([
            ("paragraphs", &article.paragraphs),
            ("menu", &material.menu),
            ("related", &material.related),
            ("comments", &material.comments),
        ]);
        let mut out = String::new();
        render(
            self.layout.html,
            &words,
            &lists,
            &material.commenters,
            &mut out,
        );
        out
    }
}

const WEEKDAYS: [&str; 7] = [
    "الأحد",
    "الاثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
];
const INTERNATIONAL: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const LEVANTINE: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const MAGHREBI: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const MOROCCAN: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
];

fn eastern(text: &str) -> String {
    let digit = |c: char| match c.to_digit(10) {
        Some(value) => char::from_u32(0x0660 + value).unwrap_or(c),
        None => c,
    };
    text.chars().map(digit).collect()
}

/// Fills a template: `{{name}}`, `{{json:name}}`, `{{related 2}}`, and `{{each list}}…{{/each}}` in which
/// `{{after 2}}…{{/after}}` is written behind the second item alone.
fn render(
    template: &str,
    words: &BTreeMap<&str, String>,
    lists: &BTreeMap<&str, &Vec<String>>,
    commenters: &[String],
    out: &mut String,
) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (tag, after) = after.split_once("}}").expect("a closed tag");
        rest = after;
        if let Some(list) = tag.strip_prefix("each ") {
            let (body, after) = rest.split_once("{{/each}}").expect("a closed list");
            rest = after;
            for (at, item) in lists[list].iter().enumerate() {
                let mut words = words.clone();
                words.insert("index", (at + 1).to_string());
                words.insert("linked", linked(item));
                words.insert("nested", nested(item));
                words.insert("item", item.clone());
                words.insert("who", commenters[at % commenters.len()].clone());
                render(&only(body, at + 1), &words, lists, commenters, out);
            }
            continue;
        }
        if let Some((list, at)) = tag.split_once(' ') {
            let at: usize = at.parse().expect("a number");
            out.push_str(&lists[list][at]);
            continue;
        }
        match tag.strip_prefix("json:") {
            Some(name) => out.push_str(&escaped(&words[name])),
            None => out.push_str(&words[tag]),
        }
    }
    out.push_str(rest);
}

/// The body of a list for one item: without what stands behind other items.
fn only(body: &str, number: usize) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{after ") {
        out.push_str(before);
        let (at, after) = after.split_once("}}").expect("a closed tag");
        let (part, after) = after.split_once("{{/after}}").expect("a closed part");
        if at.parse() == Ok(number) {
            out.push_str(part);
        }
        rest = after;
    }
    out + rest
}

/// A paragraph with a link in it.
fn linked(text: &str) -> String {
    let words: Vec<&str> = text.splitn(4, ' ').collect();
    match words[..] {
        [a, b, c, rest] => format!("{a} <a href=\"/tag/9\" title=\"وسم\">{b} {c}</a> {rest}"),
        _ => text.to_string(),
    }
}

/// A paragraph with the leavings of an editor in it.
fn nested(text: &str) -> String {
    let words: Vec<&str> = text.splitn(4, ' ').collect();
    match words[..] {
        [a, b, c, rest] => format!(
            "<span dir=\"rtl\">{a}&nbsp;<span style=\"color:black\"><strong>{b}</strong> <!-- x -->{c}</span></span>\n    {rest}<span></span>"
        ),
        _ => text.to_string(),
    }
}

/// As PHP writes JSON: everything beyond ASCII escaped.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte == b'"' || byte == b'\\' => out.extend(['\\', char::from(byte)]),
            Ok(byte) if byte.is_ascii() => out.push(char::from(byte)),
            _ => out += &format!("\\u{unit:04x}"),
        }
    }
    out
}

fn material() -> Material {
    toml::from_str(include_str!("pages/articles.toml")).expect("the articles can be read")
}

/// What the program keeps of a page.
#[derive(Debug, PartialEq)]
struct Kept {
    text: String,
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<NaiveDate>,
    basis: Option<PublishedBasis>,
}

/// Reads the files of a folder: what was kept, or why it was refused.
fn read(folder: &Path) -> Vec<Result<Kept, String>> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let setup = Setup::new(Options::new(today));
    let items = sources(&[folder.display().to_string()], setup).expect("the folder is there");
    items
        .filter_map(|item| match item {
            Item::Document(found) => Some(Ok(Kept {
                text: found.text,
                title: found.title,
                author: found.author,
                publisher: found.publisher,
                url: found.url,
                published: found.published,
                basis: found.published_basis,
            })),
            Item::Rejected(rejected) => Some(Err(rejected.to_string())),
            _ => None,
        })
        .collect()
}

#[test]
fn a_hundred_pages() {
    let material = material();
    let place = Place::new();
    let mut pages = pages(&material);
    assert_eq!(pages.len(), 100);
    for page in &pages {
        let bytes = page.charset.bytes(&page.render(&material));
        place.file(&format!("pages/{}.html", page.stem()), bytes);
    }
    // files are read by name
    pages.sort_by_key(Page::stem);
    let mut wrong = Vec::new();
    for (page, found) in pages.iter().zip(read(&place.path("pages"))) {
        let expected = Kept {
            text: page.article.paragraphs.join("\n\n"),
            title: Some(page.article.title.clone()),
            author: page.author().map(str::to_owned),
            publisher: page.layout.publisher.map(str::to_owned),
            url: page.url(),
            published: Some(page.article.day),
            basis: page.layout.basis.parse().ok(),
        };
        let name = format!("{} in {:?}", page.stem(), page.charset);
        match found {
            Ok(kept) if kept == expected => {}
            Ok(kept) => wrong.push(format!("{name}: {}", differences(&kept, &expected))),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of 100 are wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The lines of the two that are not the same.
fn differences(found: &Kept, expected: &Kept) -> String {
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    let lines = found.lines().zip(expected.lines()).filter(|(a, b)| a != b);
    lines
        .map(|(a, b)| format!("\n  found    {a}\n  expected {b}"))
        .collect()
}
