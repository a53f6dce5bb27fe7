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

/// Reads one page that is written here.
fn one(html: &str) -> Result<Kept, String> {
    let place = Place::new();
    place.file("pages/one.html", html);
    read(&place.path("pages")).pop().expect("one page")
}

/// Why a page is refused, without the name of its file.
fn refused(html: &str) -> String {
    let error = one(html).expect_err("it must be refused");
    error
        .split_once(".html: ")
        .map_or(error.clone(), |(_, why)| why.to_owned())
}

const LEAD: &str = "قال وزير الزراعة في مؤتمر صحفي أمس إن محصول القمح هذا العام أوفر من محصول العام الماضي، وإن الصوامع جاهزة لاستقباله.";
const REST: &str = "ونفى نقيب الفلاحين أن تكون الوزارة قد دفعت للمزارعين مستحقاتهم، ووصف كلام الوزير بأنه وعود لا أكثر، وطالب بلقاء عاجل.";

fn article(head: &str, body: &str) -> String {
    format!(
        "<html lang=ar><head><meta charset=utf-8><title>القمح وفير</title>{head}</head><body><div class=header><a href=/>صحيفة</a></div>\
         <h1>القمح وفير</h1>{body}</body></html>"
    )
}

#[test]
fn pages_behind_a_wall_are_refused_as_such() {
    let teaser = format!("<div class=entry-content><p>{LEAD}</p><p>{REST}</p></div>");
    let paid = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"القمح وفير","isAccessibleForFree":"False"}</script>"#;
    assert_eq!(
        refused(&article(paid, &teaser)),
        "wall: the page says that it is not free (isAccessibleForFree)"
    );
    for (box_, phrase) in [
        (
            "<div class='paywall-box'><h3>هذا المقال للمشتركين فقط</h3><a href=/s>اشترك</a></div>",
            "هذا المقال للمشتركين",
        ),
        (
            "<div><p>سجّل الدخول لمتابعة القراءة</p></div>",
            "سجل الدخول لمتابعة القراءة",
        ),
        (
            "<section><p>Subscribe to continue reading this story.</p></section>",
            "subscribe to continue",
        ),
    ] {
        assert_eq!(
            refused(&article("", &format!("{teaser}{box_}"))),
            format!("wall: the page says \"{phrase}\"")
        );
    }
    // the whole article stands there: the box is for other readers
    let whole = teaser.replace(
        "</div>",
        &format!("{}</div>", format!("<p>{LEAD} {REST}</p>").repeat(4)),
    );
    let long = article(paid, &format!("{whole}<div>هذا المقال للمشتركين فقط</div>"));
    assert!(one(&long).is_ok_and(|kept| !kept.text.contains("للمشتركين")));
}

#[test]
fn a_page_that_asks_something_first_is_a_wall() {
    for html in [
        "<title>Just a moment...</title><h1>news.example</h1><p>Checking your browser before accessing the site. This may take a few seconds.</p>",
        "<title>تحقق</title><form><p>أثبت أنك إنسان لتصل إلى الصفحة المطلوبة</p><input name=q></form>",
        "<title>الدخول</title><form action=/in><label>البريد</label><input><label>كلمة المرور</label><input type=password></form>",
        "<title>خبر</title><div role=dialog><p>نستخدم ملفات تعريف الارتباط نحن وشركاؤنا</p><button>قبول الكل</button></div>",
    ] {
        let why = refused(html);
        assert!(why.starts_with("wall: "), "{html}: {why}");
    }
}

#[test]
fn pages_without_an_article_are_no_articles() {
    let card = |n: usize| {
        format!(
            "<article class=post><h2 class=entry-title><a href=/{n}>القمح وفير في المحافظة رقم {n}</a></h2><div class=entry-content><p>{LEAD}</p></div></article>"
        )
    };
    let index: String = (1..9).map(card).collect();
    let video = r#"<script type="application/ld+json">{"@type":"VideoObject","name":"القمح","uploadDate":"2017-06-23"}</script>"#;
    for (html, why) in [
        (article("", &index), "no article found on the page"),
        (
            article(
                "",
                "<p>عذرا، الصفحة التي تبحث عنها غير متاحة الآن. ربما نقلت أو حذفت، ويمكنك البحث عنها أو العودة إلى الصفحة الأولى.</p>",
            ),
            "no article found on the page: the page says \"عذرا الصفحة\"",
        ),
        (
            article(
                video,
                "<p>شاهدوا في هذا التقرير المصور كيف يحصد المزارعون القمح في سهل المرج هذا العام وكيف ينقلونه.</p>",
            ),
            "no article found on the page: a video without an article",
        ),
        (article("", "<p>قريبا.</p>"), "no article found on the page"),
    ] {
        assert_eq!(refused(&html), format!("no_text: {why}"));
    }
}

#[test]
fn the_order_of_what_says_the_date() {
    let json = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2017-06-21","dateModified":"2017-06-29"}</script>"#;
    let unknown = json.replace("2017-06-21", "0001-01-01T00:00:00");
    let graph = "<meta property='article:published_time' content='2017-06-22T23:30:00+03:00'>";
    let meta = "<meta name='dc.date' content='23 حزيران 2017'>";
    let time = "<time class=updated datetime='2017-06-30'>أمس</time><time datetime='2017-06-24T08:00'>الآن</time>";
    let line = "<p class=postdate>عمان | نشر في ٢٥ يونيو ٢٠١٧، آخر تحديث ٣٠ يونيو ٢٠١٧</p>";
    let text =
        format!("<div class=x><p>{LEAD}</p><p>{REST} وكان اللقاء الأول في 3 مايو 2016.</p></div>");
    let of = |head: &str, top: &str| {
        let kept = one(&article(head, &format!("{top}{text}"))).expect("an article");
        (
            kept.published.map(|day| day.to_string()),
            kept.basis.map(PublishedBasis::as_str),
        )
    };
    let day = |day: &str, basis| (Some(format!("2017-06-{day}")), Some(basis));
    let top = format!("{time}{line}");
    assert_eq!(
        of(&format!("{meta}{graph}{json}"), &top),
        day("21", "json_ld")
    );
    assert_eq!(
        of(&format!("{meta}{graph}{unknown}"), &top),
        day("22", "open_graph")
    );
    assert_eq!(of(meta, &top), day("23", "meta"));
    assert_eq!(of("", &top), day("24", "time"));
    assert_eq!(of("", line), day("25", "dateline"));
    assert_eq!(
        of("", ""),
        (None, None),
        "the date of a sentence is none of the page"
    );
}

#[test]
fn names_hide_no_signs_and_addresses_are_the_pages_own() {
    let head = "<base href='https://sahifa.example/a/'><link rel=canonical href='/news/7#top'>\
        <meta property='og:title' content='القمح\u{202E} وفير\n'><meta name=author content='\u{2067}سلمى&#9;حداد\u{2069}'>\
        <meta property='og:site_name' content='صحيفة\u{200F}'>";
    let kept = one(&article(head, &format!("<p>{LEAD}</p><p>{REST}</p>"))).expect("an article");
    assert_eq!(kept.title.as_deref(), Some("القمح وفير"));
    assert_eq!(kept.author.as_deref(), Some("سلمى حداد"));
    assert_eq!(kept.publisher.as_deref(), Some("صحيفة"));
    assert_eq!(kept.url.as_deref(), Some("https://sahifa.example/news/7"));
    let front = head.replace("/news/7#top", "https://sahifa.example/");
    let kept = one(&article(&front, &format!("<p>{LEAD}</p><p>{REST}</p>"))).expect("an article");
    assert_eq!(kept.url, None, "the front page is no article's address");
}
