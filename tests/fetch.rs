use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flate2::{Compression, write::GzEncoder};
use gainsay::document::{
    FeedOutcome, FeedVisit, FileMark, Item, Options, Remembered, Setup, Validators, Visit, sources,
};
use gainsay::fetch::FetchOptions;

use crate::helper::{Place, Run};

#[path = "fetch/server.rs"]
mod server;

use server::{Reply, Server};

/// Loopback permitted, and no waiting.
const FLAGS: &str = "--allow-private --pause 0 --max-wait 0.05 --quiet";

/// Two paragraphs of an article.
const TEXT: [&str; 2] = [
    "قال وزير الزراعة الأردني سليم الحوراني، أمس الاثنين، إن محصول القمح هذا العام أوفر من سابقه، وإن المخازن جاهزة لاستقباله في جميع المحافظات.",
    "وأضاف الحوراني في تصريح لصحيفة صدى الوادي أن الأسعار لن ترتفع قبل نهاية الموسم، وأن الوزارة ستشتري الفائض كله من المزارعين.",
];

/// A page with an article that says a thing of its own.
fn page(head: &str, own: &str) -> String {
    format!(
        "<!doctype html><html lang=\"ar\"><head><meta charset=\"utf-8\">{head}</head><body><nav><a href=\"/\">الرئيسية</a></nav>\
         <article><h1>القمح {own}</h1><p>{}</p><p>{}</p><p>وختم الوزير بالقول إن الرقم {own} هو رقم هذا الخبر.</p></article></body></html>",
        TEXT[0], TEXT[1]
    )
}

/// A feed in RSS 2.0.
fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>صدى الوادي</title><link>https://example.org/</link>{items}</channel></rss>"
    )
}

fn item(link: &str, title: &str, guid: &str) -> String {
    format!(
        "<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"false\">{guid}</guid>\
         <pubDate>Tue, 05 Mar 2024 10:00:00 +0300</pubDate></item>"
    )
}

/// A place with a list of feeds of the server.
fn listed(server: &Server, feeds: &[&str]) -> Place {
    let outlines: String = feeds
        .iter()
        .map(|path| format!("<outline type=\"rss\" xmlUrl=\"{}\"/>", server.url(path)))
        .collect();
    let place = Place::new();
    place.file(
        "feeds.opml",
        format!("<opml version=\"2.0\"><body>{outlines}</body></opml>"),
    );
    place
}

/// What a run says of a feed that it must read again.
fn tried_again(server: &Server, path: &str, entries: &str, failed: u32) -> String {
    let url = server.url(path);
    format!(
        "gainsay: feed {url}: {entries}, {failed} of them could not be had and are tried again\n"
    )
}

/// A run that reads the list.
fn ingest(place: &Place) -> Run<'_> {
    place.run("ingest feeds.opml").args(FLAGS)
}

/// The columns of all rows of a query, with the server's address taken out.
fn rows(place: &Place, server: &Server, sql: &str) -> Vec<String> {
    let db = place.open("claims.db");
    let mut query = db.prepare(sql).expect("the query is sound");
    let count = query.column_count();
    let rows = query
        .query_map([], |row| {
            let cells = (0..count)
                .map(|index| Ok(row.get::<_, Option<String>>(index)?.unwrap_or_default()))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(cells.join(" | ").replace(&server.url(""), ""))
        })
        .expect("the query runs");
    rows.collect::<rusqlite::Result<_>>().expect("rows")
}

/// The keys of the documents that are current.
fn documents(place: &Place, server: &Server) -> Vec<String> {
    rows(
        place,
        server,
        "SELECT key FROM document WHERE current ORDER BY key",
    )
}

/// What was refused, with its reason.
fn rejections(place: &Place, server: &Server) -> Vec<String> {
    rows(
        place,
        server,
        "SELECT source, reason FROM rejection ORDER BY source",
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory can be written to");
    encoder.finish().expect("packed")
}

/// Brotli (RFC 7932) that packs nothing: one stored block.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len() - 1).expect("a short page");
    assert!(length < 1 << 16);
    let head = (length << 4 | 1 << 20).to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
}

#[test]
fn a_feed_leads_to_its_articles_and_fills_what_they_do_not_say() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .on("/feed.xml", Reply::xml(rss(&(item("/1?utm_source=rss#x", "عنوان من القائمة", "a") + &item("/2", "آخر", "b")))))
        .on("/1", Reply::html(page("", "1")))
        .on(
            "/2",
            Reply::html(page(
                "<title>عنوان الصفحة</title><meta property=\"og:title\" content=\"عنوان الصفحة\">\
                 <meta property=\"og:site_name\" content=\"أخبار الساحل\">\
                 <meta property=\"article:published_time\" content=\"2024-03-06T08:00:00Z\"><link rel=\"canonical\" href=\"/news/2\">",
                "2",
            )
            .replace("href=\"/news/2\"", &format!("href=\"{}\"", server.url("/news/2")))),
        );
    ingest(&place).read();
    let found = rows(
        &place,
        &server,
        "SELECT d.key, d.url, d.published, p.name FROM document AS d JOIN publisher AS p ON p.id = d.publisher_id ORDER BY d.key",
    );
    assert_eq!(
        found,
        [
            "/1 | /1 | 2024-03-05 | صدى الوادي",
            "/news/2 | /news/2 | 2024-03-06 | أخبار الساحل",
        ]
    );
    assert_eq!(server.paths(), ["/feed.xml", "/robots.txt", "/1", "/2"]);
    let asked = &server.seen("/1")[0];
    assert!(
        asked
            .header("User-Agent")
            .is_some_and(|name| name.starts_with("gainsay/"))
    );
    assert_eq!(asked.header("Accept-Encoding"), Some("gzip, br"));
    assert_eq!(asked.header("Cookie"), None);
}

#[test]
fn the_same_night_twice_changes_nothing() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .on("/feed.xml", Reply::xml(rss(&item("/1", "القمح", "a"))))
        .on("/1", Reply::html(page("", "1")));
    ingest(&place).read();
    let before = place.dump();
    ingest(&place).read();
    assert_eq!(place.dump(), before);
    server.on("/1", Reply::html(page("", "واحد")));
    ingest(&place).read();
    let versions = rows(
        &place,
        &server,
        "SELECT key, version || '' FROM document ORDER BY version",
    );
    assert_eq!(versions, ["/1 | 1", "/1 | 2"]);
}

#[test]
fn an_article_is_known_by_its_address_not_by_its_guid_or_title() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let items = |title: &str, guid: &str| -> String {
        (0..10)
            .map(|n| item(&format!("/{n}?utm_medium=feed"), title, guid))
            .chain([item("/0#comments", title, guid)])
            .collect()
    };
    server.on("/feed.xml", Reply::xml(rss(&items("القمح", "same"))));
    for n in 0..10 {
        server.on(&format!("/{n}"), Reply::html(page("", &n.to_string())));
    }
    ingest(&place).read();
    let before = place.dump();
    assert_eq!(documents(&place, &server).len(), 10);
    assert_eq!(server.seen("/0").len(), 1);
    // titles and GUIDs of another day
    server.on("/feed.xml", Reply::xml(rss(&items("القمح وفير", "other"))));
    ingest(&place).read();
    assert_eq!(place.dump(), before);
}

#[test]
fn a_page_may_not_claim_the_address_of_another_site() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let canonical = |url: &str| format!("<link rel=\"canonical\" href=\"{url}\">");
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/1", "x", "a") + &item("/2", "y", "b")))),
        )
        .on(
            "/1",
            Reply::html(page(&canonical("https://example.org/1"), "1")),
        )
        .on("/2", Reply::html(page(&canonical(&server.url("/")), "2")));
    ingest(&place).read();
    assert_eq!(documents(&place, &server), ["/1", "/2"]);
}

#[test]
fn every_kind_of_feed() {
    let server = Server::new();
    let place = listed(&server, &["/91", "/10", "/20", "/atom", "/json"]);
    server
        .on(
            "/91",
            Reply::xml("<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"http://example.org/rss-0.91.dtd\"><rss version=\"0.91\"><channel><title>أ</title>\
                <link>https://example.org</link><item><title>x</title><link>/a</link></item></channel></rss>"),
        )
        .on(
            "/10",
            Reply::xml("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
                xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>ب</title></channel>\
                <item><title>x</title><link>/b</link><dc:date>2024-03-01T10:00:00+02:00</dc:date></item></rdf:RDF>"),
        )
        .on("/20", Reply::xml(rss(&item("/c", "x", "1"))))
        .on(
            "/atom",
            Reply::xml("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>د</title><id>1</id><updated>2024-03-02T00:00:00Z</updated>\
                <entry><id>2</id><title type=\"html\">&lt;b>x&lt;/b></title><link rel=\"edit\" href=\"/no\"/><link href=\"/d\"/>\
                <updated>2024-03-02T00:00:00Z</updated></entry></feed>"),
        )
        .on(
            "/json",
            Reply::status(200)
                .header("Content-Type", "application/feed+json")
                .body("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"هـ\", \"items\": \
                    [{\"id\": \"1\", \"url\": \"/e\", \"date_published\": \"2024-03-03T00:00:00Z\"}]}"),
        );
    for name in ["a", "b", "c", "d", "e"] {
        server.on(&format!("/{name}"), Reply::html(page("", name)));
    }
    ingest(&place).read();
    let found = rows(
        &place,
        &server,
        "SELECT d.key, d.published, p.name FROM document AS d JOIN publisher AS p ON p.id = d.publisher_id ORDER BY d.key",
    );
    assert_eq!(
        found,
        [
            "/a |  | أ",
            "/b | 2024-03-01 | ب",
            "/c | 2024-03-05 | صدى الوادي",
            "/d | 2024-03-02 | د",
            "/e | 2024-03-03 | هـ",
        ]
    );
}

#[test]
fn an_entry_without_a_page_is_its_own_article() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let content = |own: &str| {
        format!(
            "<content:encoded><![CDATA[<p>{}</p><p>{} {own}.</p>]]></content:encoded>",
            TEXT[0], TEXT[1]
        )
    };
    let alone = |guid: &str, own: &str| {
        format!(
            "<item><guid isPermaLink=\"false\">{guid}</guid>{}</item>",
            content(own)
        )
    };
    let linked = |link: &str, own: &str| {
        format!(
            "<item><title>من القائمة</title><link>{link}</link>{}</item>",
            content(own)
        )
    };
    server.on(
        "/feed.xml",
        Reply::xml(rss(&(alone("7", "أولا")
            + &alone("7", "أولا")
            + &alone("7", "ثانيا")
            + &linked("/gone", &"ثم قال أيضا ".repeat(20))
            + &linked("/short", "…")))),
    );
    ingest(&place)
        .status(3)
        .stderr(format!(
            "gainsay: rejected {}: gone: status 404: it is not there\n",
            server.url("/short")
        ))
        .read();
    let found = documents(&place, &server);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("/feed.xml#") && found[1].starts_with("/feed.xml#"));
    assert_eq!(found[2], "/gone");
    assert_eq!(rejections(&place, &server), ["/short | gone"]);
}

#[test]
fn pages_that_can_not_be_had_are_refused_with_the_right_reason() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let paths = [
        "/401",
        "/402",
        "/403",
        "/404",
        "/410",
        "/500",
        "/204",
        "/menu",
        "/stalled",
        "/stops",
        "/short",
        "/loop",
        "/file",
        "/lost",
        "/broken.gz",
        "/deflate",
        "/200",
    ];
    let items: String = paths.iter().map(|path| item(path, "x", path)).collect();
    server.on("/feed.xml", Reply::xml(rss(&items)));
    for status in [401, 402, 403, 404, 410, 500, 204] {
        server.on(&format!("/{status}"), Reply::status(status));
    }
    let mut broken = gzip(page("", "1").as_bytes());
    let middle = broken.len() / 2;
    broken[middle..].fill(0x55);
    server
        .on(
            "/menu",
            Reply::html("<html><body><nav><a href=\"/\">الرئيسية</a></nav></body></html>"),
        )
        .on("/stalled", Reply::html(page("", "1")).stalled())
        .on("/stops", Reply::html(page("", "1")).stalled_in_body())
        .on("/short", Reply::html(page("", "1")).short())
        .on("/loop", Reply::redirect(302, "/loop"))
        .on("/file", Reply::redirect(301, "file:///etc/passwd"))
        .on("/lost", Reply::status(301))
        .on(
            "/broken.gz",
            Reply::html(broken).header("Content-Encoding", "gzip"),
        )
        .on(
            "/deflate",
            Reply::html("x").header("Content-Encoding", "deflate"),
        )
        .on("/200", Reply::html(page("", "1")));
    let line = |path: &str, why: &str| format!("gainsay: rejected {}: {why}\n", server.url(path));
    let said = [
        line(
            "/401",
            "refused: status 401: its server does not give it to us",
        ),
        line(
            "/402",
            "wall: status 402: its server wants to be paid for it",
        ),
        line(
            "/403",
            "refused: status 403: its server does not give it to us",
        ),
        line("/404", "gone: status 404: it is not there"),
        line("/410", "gone: status 410: it is not there"),
        line("/500", "unreachable: status 500: its server has a fault"),
        line("/204", "empty: the page is empty"),
        line("/menu", "no_text: no article found on the page"),
        line(
            "/stalled",
            "unreachable: its server did not begin to answer within 0.4 s (--first-byte-timeout)",
        ),
        line(
            "/stops",
            "unreachable: the answer was not whole within 1 s (--timeout)",
        ),
        line(
            "/short",
            "unreachable: the answer breaks off before its end",
        ),
        line(
            "/loop",
            "unreachable: more than 10 redirects in a row (--max-redirects)",
        ),
        line(
            "/file",
            "refused: file: is not asked for; only http and https are",
        ),
        line("/lost", "unreachable: it redirects without saying where to"),
        line(
            "/broken.gz",
            "unreachable: its gzip data is broken: incomplete deflate stream",
        ),
        line(
            "/deflate",
            "unreachable: it is packed as deflate, which was not asked for",
        ),
    ];
    ingest(&place)
        .args("--retries 1 --timeout 1 --first-byte-timeout 0.4")
        .status(3)
        .stderr(said.concat() + &tried_again(&server, "/feed.xml", "17 entries", 8))
        .read();
    assert_eq!(documents(&place, &server), ["/200"]);
    // what can pass was asked for twice, the rest once
    for (path, times) in [
        ("/404", 1),
        ("/403", 1),
        ("/500", 2),
        ("/stalled", 2),
        ("/stops", 2),
        ("/short", 2),
        ("/broken.gz", 2),
    ] {
        assert_eq!(server.seen(path).len(), times, "{path}");
    }
    assert_eq!(server.seen("/loop").len(), 11);
}

#[test]
fn what_passes_is_waited_for() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .one_after_other(
            "/feed.xml",
            vec![Reply::status(500), Reply::xml(rss(&item("/1", "x", "a")))],
        )
        .one_after_other(
            "/1",
            vec![
                Reply::status(429).header("Retry-After", "0"),
                Reply::status(503),
                Reply::html(page("", "1")),
            ],
        );
    ingest(&place).read();
    assert_eq!(documents(&place, &server), ["/1"]);
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_left_alone() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let tomorrow = (Utc::now() + TimeDelta::hours(9)).format("%a, %d %b %Y %H:%M:%S GMT");
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/1", "x", "a") + &item("/2", "y", "b")))),
        )
        .on(
            "/1",
            Reply::status(429).header("Retry-After", &tomorrow.to_string()),
        )
        .on("/2", Reply::html(page("", "2")));
    ingest(&place)
        .status(3)
        .stderr(format!(
            "gainsay: rejected {}: unreachable: status 429: its server is asked too often\n\
             gainsay: rejected {}: unreachable: its server wants to be left alone; it is asked again in a later run\n{}",
            server.url("/1"),
            server.url("/2"),
            tried_again(&server, "/feed.xml", "2 entries", 2)
        ))
        .read();
    assert_eq!(server.paths(), ["/feed.xml", "/robots.txt", "/1"]);
}

#[test]
fn robots_are_heeded_for_pages_and_not_for_feeds() {
    let server = Server::new();
    let place = listed(&server, &["/private/feed.xml"]);
    server
        .on("/robots.txt", Reply::status(200).body("User-agent: *\nDisallow: /\n\nUser-agent: Gainsay\nDisallow: /private\nAllow: /private/open\n"))
        .on(
            "/private/feed.xml",
            Reply::xml(rss(&(item("/1", "x", "a") + &item("/private/2", "y", "b") + &item("/private/open/3", "z", "c") + &item("/4", "r", "d")))),
        )
        .on("/1", Reply::html(page("", "1")))
        .on("/private/open/3", Reply::html(page("", "3")))
        .on("/4", Reply::redirect(302, "/private/5"));
    let forbidden = |path: &str| {
        format!(
            "gainsay: rejected {}: refused: {}/robots.txt forbids it\n",
            server.url(path),
            server.url("")
        )
    };
    ingest(&place)
        .status(3)
        .stderr(forbidden("/private/2") + &forbidden("/4"))
        .read();
    assert_eq!(documents(&place, &server), ["/1", "/private/open/3"]);
    assert_eq!(server.seen("/robots.txt").len(), 1);
    assert!(server.seen("/private/2").is_empty() && server.seen("/private/5").is_empty());
    // a person who names an address is no robot
    server.on("/private/2", Reply::html(page("", "2")));
    place
        .run("ingest")
        .arg(server.url("/private/2"))
        .args(FLAGS)
        .read();
    assert_eq!(documents(&place, &server).len(), 3);
}

#[test]
fn of_a_long_robots_txt_the_first_half_megabyte_counts() {
    let rest = "# a comment\n".repeat(60_000);
    let rules = "User-agent: *\nDisallow: /\nCrawl-delay: 0.05\n";
    for (robots, expected) in [(format!("{rules}{rest}"), 0), (format!("{rest}{rules}"), 1)] {
        let server = Server::new();
        let place = listed(&server, &["/feed.xml"]);
        server
            .on("/robots.txt", Reply::status(200).body(robots))
            .on("/feed.xml", Reply::xml(rss(&item("/1", "x", "a"))))
            .on("/1", Reply::html(page("", "1")));
        let run = ingest(&place);
        match expected {
            0 => run.status(3).stderr(format!(
                "gainsay: rejected {}: refused: {}/robots.txt forbids it\n",
                server.url("/1"),
                server.url("")
            )),
            _ => run,
        }
        .read();
        assert_eq!(server.seen("/1").len(), expected);
    }
}

#[test]
fn servers_say_how_long_to_wait() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .one_after_other(
            "/feed.xml",
            vec![
                Reply::status(503).header("Retry-After", "1"),
                Reply::xml(rss(&(item("/1", "x", "a") + &item("/2", "y", "b")))),
            ],
        )
        .on(
            "/robots.txt",
            Reply::status(200).body("User-agent: gainsay\nCrawl-delay: 0.2\n"),
        )
        .on("/1", Reply::html(page("", "1")))
        .on("/2", Reply::html(page("", "2")));
    place
        .run("ingest feeds.opml --quiet --allow-private --pause 0 --max-wait 2")
        .read();
    let asked = server.all();
    let gap = |n: usize| asked[n + 1].came.duration_since(asked[n].answered);
    assert!(gap(0) >= Duration::from_secs(1));
    assert!(gap(3) >= Duration::from_millis(200));
    assert_eq!(asked.len(), 5);
}

#[test]
fn where_robots_can_not_be_read_no_page_is_asked_for_in_this_run() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .on("/robots.txt", Reply::status(503))
        .on("/feed.xml", Reply::xml(rss(&item("/1", "x", "a"))))
        .on("/1", Reply::html(page("", "1")));
    ingest(&place)
        .status(3)
        .stderr(format!(
            "gainsay: rejected {}: unreachable: {}/robots.txt can't be read, so nothing there is asked for in this run: \
             status 503: its server has a fault\n{}",
            server.url("/1"),
            server.url(""),
            tried_again(&server, "/feed.xml", "1 entry", 1)
        ))
        .read();
    assert!(server.seen("/1").is_empty());
}

#[test]
fn private_addresses_are_refused_unless_permitted() {
    let server = Server::new();
    server.on("/1", Reply::html(page("", "1")));
    let place = Place::new();
    for address in [
        server.url("/1"),
        server.url("/1").replace("127.0.0.1", "2130706433"),
    ] {
        let shown = server.url("/1");
        place
            .run("ingest")
            .arg(address)
            .status(3)
            .stderr(format!(
                "gainsay: rejected {shown}: refused: 127.0.0.1 is an address of a private or reserved network; \
                 --allow-private permits it\n"
            ))
            .read();
    }
    for (host, address) in [
        ("[::1]", "::1"),
        ("[::ffff:7f00:1]", "::ffff:127.0.0.1"),
        ("169.254.169.254", "169.254.169.254"),
    ] {
        let stderr = format!(
            "gainsay: rejected http://{host}/1: refused: {address} is an address of a private or reserved network; \
             --allow-private permits it\n"
        );
        let run = place
            .run("ingest")
            .arg(format!("http://{host}/1"))
            .status(3);
        run.stderr(stderr).read();
    }
    assert!(server.paths().is_empty());
    place.run("ingest").arg(server.url("/1")).args(FLAGS).read();
    assert_eq!(documents(&place, &server), ["/1"]);
}

#[test]
fn no_proxy_of_the_environment_leads_past_the_guard() {
    let server = Server::new();
    let place = Place::new();
    place
        .run("ingest http://127.0.0.1:9/1")
        .env("http_proxy", "http://127.0.0.1:9")
        .env("ALL_PROXY", "http://127.0.0.1:9")
        .status(3)
        .stderr(
            "gainsay: rejected http://127.0.0.1:9/1: refused: 127.0.0.1 is an address of a private or reserved network; \
             --allow-private permits it\n",
        )
        .read();
    assert!(server.paths().is_empty());
}

#[test]
fn redirects_keep_the_address_of_the_feed() {
    let server = Server::new();
    let place = listed(&server, &["/old.xml"]);
    server
        .on("/old.xml", Reply::redirect(301, "/a/middle"))
        .on("/a/middle", Reply::redirect(308, "../b/%6eew.xml?x=é"))
        .on(
            "/b/%6eew.xml?x=%C3%A9",
            Reply::xml(rss(&item("1", "x", "a"))),
        )
        .on("/b/1", Reply::redirect(302, "/خبر"))
        .on("/%D8%AE%D8%A8%D8%B1", Reply::html(page("", "1")));
    ingest(&place).read();
    ingest(&place).read();
    assert_eq!(documents(&place, &server), ["/b/1"]);
    assert_eq!(server.seen("/old.xml").len(), 2);
}

#[test]
fn what_is_longer_than_the_limit_is_refused_and_never_cut() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let bomb = gzip(&vec![b' '; 20 << 20]);
    let long = page("", &"كلام ".repeat(20_000));
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/endless", "x", "a")
                + &item("/bomb", "y", "b")
                + &item("/long", "z", "c")))),
        )
        .on("/endless", Reply::html("قال ".repeat(1000)).endless())
        .on(
            "/bomb",
            Reply::html(bomb).header("Content-Encoding", "gzip"),
        )
        .on("/long", Reply::html(long));
    let line = |path: &str| {
        format!(
            "gainsay: rejected {}: too_large: longer than 100000 bytes; raise --max-document-bytes (the first 100000 bytes are kept)\n",
            server.url(path)
        )
    };
    ingest(&place)
        .args("--max-document-bytes 100000")
        .status(3)
        .stderr(line("/endless") + &line("/bomb") + &line("/long"))
        .read();
    assert_eq!(documents(&place, &server), [""; 0]);
    ingest(&place)
        .args("--max-document-bytes 1000000")
        .status(3)
        .stderr((line("/endless") + &line("/bomb")).replace("100000 ", "1000000 "))
        .read();
    assert_eq!(documents(&place, &server), ["/long"]);
}

#[test]
fn packed_and_old_encodings() {
    let server = Server::new();
    let place = listed(&server, &["/cp.xml", "/utf16.xml"]);
    let old = |text: &str| encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
    let feed = rss(&(item("/gz", "x", "a")
        + &item("/br", "y", "b")
        + &item("/cp1256", "z", "c")
        + &item("/liar", "w", "d")));
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(
        rss(&item("/wide", "x", "e"))
            .replace("utf-8", "utf-16")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    server
        // nothing says so but the header
        .on(
            "/cp.xml",
            Reply::xml(old(&feed.replace(" encoding=\"utf-8\"", "")))
                .header("Content-Type", "text/xml; charset=windows-1256"),
        )
        .on("/utf16.xml", Reply::xml(wide))
        .on(
            "/gz",
            Reply::html(gzip(page("", "1").as_bytes())).header("Content-Encoding", "gzip"),
        )
        .on(
            "/br",
            Reply::html(brotli(page("", "2").as_bytes())).header("Content-Encoding", "br"),
        )
        .on(
            "/cp1256",
            Reply::status(200)
                .header("Content-Type", "text/html")
                .body(old(&page("", "3").replace("utf-8", "windows-1256"))),
        )
        // its server says one thing, its bytes another
        .on(
            "/liar",
            Reply::html(page("", "4")).header("Content-Type", "text/html; charset=windows-1256"),
        )
        .on("/wide", Reply::html(page("", "5")));
    ingest(&place).read();
    assert_eq!(
        documents(&place, &server),
        ["/br", "/cp1256", "/gz", "/liar", "/wide"]
    );
    let texts = rows(
        &place,
        &server,
        "SELECT key FROM document WHERE text LIKE '%وزير الزراعة%' ORDER BY key",
    );
    assert_eq!(texts.len(), 5, "{texts:?}");
    let publishers = rows(&place, &server, "SELECT DISTINCT name FROM publisher");
    assert_eq!(publishers, ["صدى الوادي"]);
}

#[test]
fn lists_that_are_none() {
    let place = Place::new();
    place
        .file("page.opml", "<html><body>x</body></html>")
        .file("empty.opml", "<opml><body/></opml>");
    place
        .run("ingest page.opml empty.opml")
        .status(3)
        .stderr(
            "gainsay: rejected page.opml: no_text: not a list of feeds in OPML: it begins with <html>, not with <opml>\n\
             gainsay: rejected empty.opml: empty: there is no feed in the list: no outline has an xmlUrl\n",
        )
        .read();
}

#[test]
fn entities_do_not_grow() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let mut entities = "<!ENTITY a0 \"قال \">".to_owned();
    for n in 1..30 {
        entities += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    let feed = rss(&item("/1", "&a29;", "a")).replacen(
        "<rss",
        &format!("<!DOCTYPE rss [{entities}]><rss"),
        1,
    );
    server
        .on("/feed.xml", Reply::xml(feed))
        .on("/1", Reply::html(page("", "1")));
    ingest(&place).read();
    assert_eq!(documents(&place, &server), ["/1"]);
}

#[test]
fn named_addresses_are_pages_or_feeds() {
    let server = Server::new();
    let place = Place::new();
    server
        .on("/page", Reply::html(page("", "1")))
        // said to be a page
        .on("/feed", Reply::html(rss(&item("/2", "x", "a"))))
        .on("/2", Reply::html(page("", "2")))
        .on("/list", Reply::xml("<opml/>"));
    place
        .run("ingest")
        .args(&format!("{} {} {}", server.url("/page#x"), server.url("/feed"), server.url("/list")))
        .args(FLAGS)
        .status(3)
        .stderr(format!(
            "gainsay: rejected {}: no_text: it is a list of feeds; save it as a file that ends in .opml and give that\n",
            server.url("/list")
        ))
        .read();
    assert_eq!(documents(&place, &server), ["/2", "/page"]);
}

#[test]
fn ten_thousand_entries() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let items: String = (0..10_000)
        .map(|n| item(&format!("/page?id={n}"), "x", "a"))
        .collect();
    server.on("/feed.xml", Reply::xml(rss(&items)));
    let rejected = place.run("extract feeds.opml").args(FLAGS);
    let said: String = (0..10_000)
        .map(|n| {
            format!(
                "gainsay: rejected {}: gone: status 404: it is not there\n",
                server.url(&format!("/page?id={n}"))
            )
        })
        .collect();
    rejected.status(3).stderr(said).read();
    assert_eq!(server.paths().len(), 10_002);
}

/// How the visits to feeds went, run by run.
fn visits(place: &Place, server: &Server) -> Vec<String> {
    rows(
        place,
        server,
        "SELECT f.url, v.outcome, v.status || '', v.detail FROM feed_visit AS v JOIN feed AS f ON f.id = v.feed_id
         ORDER BY v.run_id, f.url",
    )
}

#[test]
fn the_database_remembers_what_servers_said() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let date = "Tue, 05 Mar 2024 7:00:00 GMT";
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&item("/1", "x", "a"))).header("ETag", "W/\"a b,c\""),
        )
        .on(
            "/1",
            Reply::html(page("", "1")).header("Last-Modified", date),
        );
    ingest(&place).read();
    ingest(&place).read();
    server.on("/feed.xml", Reply::xml(rss(&item("/1", "y", "a"))));
    ingest(&place).read();
    place
        .run("ingest")
        .arg(server.url("/feed.xml"))
        .args(FLAGS)
        .read();
    assert_eq!(
        visits(&place, &server),
        [
            "/feed.xml | read | 200 | ",
            "/feed.xml | unchanged | 304 | ",
            "/feed.xml | read | 200 | ",
            "/feed.xml | read | 200 | "
        ]
    );
    let tags: Vec<_> = server
        .seen("/feed.xml")
        .iter()
        .map(|seen| seen.header("If-None-Match").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(tags, ["", "W/\"a b,c\"", "W/\"a b,c\"", ""]);
    let dates: Vec<_> = server
        .seen("/1")
        .iter()
        .map(|seen| {
            seen.header("If-Modified-Since")
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(dates, ["", date, date]);
    assert_eq!(documents(&place, &server), ["/1"]);
}

#[test]
fn failing_feeds_are_named_every_night() {
    let server = Server::new();
    let place = listed(&server, &["/gone", "/page", "/none"]);
    server
        .on("/gone", Reply::status(410))
        .on("/page", Reply::html(page("", "1")))
        .on("/none", Reply::xml(rss("")));
    for _ in 0..2 {
        ingest(&place)
            .stderr(format!(
                "gainsay: feed {}: failed: status 410: it is not there\n\
                 gainsay: feed {}: failed: it is a web page, not a feed\n",
                server.url("/gone"),
                server.url("/page")
            ))
            .status(3)
            .read();
    }
    assert_eq!(
        visits(&place, &server)[3..],
        [
            "/gone | failed | 410 | status 410: it is not there",
            "/none | read | 200 | ",
            "/page | failed | 200 | it is a web page, not a feed"
        ]
    );
}

/// What a run remembers, kept in memory.
#[derive(Default)]
struct Memory {
    addresses: Mutex<BTreeMap<String, Validators>>,
    feeds: Mutex<Vec<String>>,
}

impl Remembered for Memory {
    fn file(&self, _: &str) -> Option<(FileMark, u64)> {
        None
    }

    fn address(&self, url: &str) -> Option<Validators> {
        self.addresses
            .lock()
            .expect("no panic before")
            .get(url)
            .cloned()
    }

    fn is_feed(&self, url: &str) -> bool {
        self.feeds
            .lock()
            .expect("no panic before")
            .iter()
            .any(|feed| feed == url)
    }
}

/// A night: what came, in words, and the visits to feeds; all of it is remembered.
fn night(memory: &Arc<Memory>, server: &Server, source: &str) -> (Vec<String>, Vec<FeedVisit>) {
    let today = NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day");
    let second = Duration::from_secs(1);
    let setup = Setup {
        fetch: FetchOptions {
            allow_private: true,
            pause: Duration::ZERO,
            retries: 0,
            max_wait: second,
            ..FetchOptions::default()
        },
        remembered: Arc::clone(memory) as Arc<dyn Remembered>,
        ..Setup::new(Options::new(today))
    };
    let (mut came, mut feeds) = (Vec::new(), Vec::new());
    for item in sources(&[source.to_owned()], setup).expect("a source") {
        let remember = |url: &str, validators: &Validators| {
            let mut addresses = memory.addresses.lock().expect("no panic before");
            addresses.insert(url.to_owned(), validators.clone());
        };
        let words = match item {
            Item::Document(document) => format!("document {}", document.id),
            Item::Rejected(rejected) => format!("{} {}", rejected.reason, rejected.source),
            Item::Visit(Visit::Page(visit)) => {
                remember(&visit.url, &visit.validators);
                format!(
                    "page {} {}",
                    visit.url,
                    if visit.document.is_some() {
                        "read"
                    } else {
                        "unchanged"
                    }
                )
            }
            Item::Visit(Visit::Feed(visit)) => {
                remember(&visit.url, &visit.validators);
                memory
                    .feeds
                    .lock()
                    .expect("no panic before")
                    .push(visit.url.clone());
                let words = format!("feed {} {}", visit.url, visit.outcome);
                feeds.push(visit);
                words
            }
            // the list itself
            Item::Visit(Visit::File(_)) => continue,
            other @ Item::Unchanged(_) => panic!("{other:?}"),
        };
        came.push(words.replace(&server.url(""), ""));
    }
    (came, feeds)
}

#[test]
fn only_what_has_changed_is_asked_for() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let list = place.path("feeds.opml").display().to_string();
    let memory = Arc::new(Memory::default());
    let date = "Tue, 05 Mar 2024 7:00:00 GMT (as it is)";
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/1", "x", "a") + &item("/2", "y", "b"))))
                .header("ETag", "W/\"a b,c\""),
        )
        .on(
            "/1",
            Reply::html(page("", "1")).header("Last-Modified", date),
        )
        .on(
            "/2",
            Reply::html(page("", "2")).header("Cache-Control", "max-age=3600"),
        );
    let (came, _) = night(&memory, &server, &list);
    assert_eq!(
        came,
        [
            "document /1",
            "page /1 read",
            "document /2",
            "page /2 read",
            "feed /feed.xml read"
        ]
    );
    let (came, feeds) = night(&memory, &server, &list);
    assert_eq!(came, ["feed /feed.xml unchanged"]);
    assert_eq!(feeds[0].status, Some(304));
    assert_eq!(
        server.seen("/feed.xml")[1].header("If-None-Match"),
        Some("W/\"a b,c\"")
    );
    // the feed has changed, its first page is asked for on condition, its second is still fresh
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/1", "X", "a") + &item("/2", "Y", "b"))))
                .header("ETag", "\"d\"")
                .header("Cache-Control", "max-age=900000"),
        )
        .on("/1", Reply::status(304));
    let (came, feeds) = night(&memory, &server, &list);
    assert_eq!(came, ["page /1 unchanged", "feed /feed.xml read"]);
    assert_eq!(server.seen("/1")[1].header("If-Modified-Since"), Some(date));
    assert_eq!(server.seen("/2").len(), 1);
    // half a day is the longest that a server is believed
    let until = feeds[0].validators.fresh_until.expect("a time");
    assert!(until <= Utc::now() + TimeDelta::hours(12));
    let (came, _) = night(&memory, &server, &list);
    assert_eq!(came, ["feed /feed.xml fresh"]);
    assert_eq!(server.seen("/feed.xml").len(), 3);
    // named alone it is still a feed
    let (came, _) = night(&memory, &server, &server.url("/feed.xml"));
    assert_eq!(came, ["feed /feed.xml fresh"]);
}

#[test]
fn addresses_that_nobody_names_may_be_subject_to_robots() {
    let server = Server::new();
    server.on("/1", Reply::html(page("", "1"))).on(
        "/robots.txt",
        Reply::status(200).body("User-agent: *\nDisallow: /1"),
    );
    for (robots_for_named, reason) in [(false, None), (true, Some("refused"))] {
        let setup = Setup {
            fetch: FetchOptions {
                allow_private: true,
                pause: Duration::ZERO,
                robots_for_named,
                ..FetchOptions::default()
            },
            ..Setup::new(Options::new(
                NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day"),
            ))
        };
        let mut items = sources(&[server.url("/1")], setup).expect("a source");
        let found = items.find_map(|item| match item {
            Item::Rejected(rejected) => Some(rejected.reason.as_str()),
            _ => None,
        });
        assert_eq!(found, reason);
    }
    assert_eq!(server.seen("/1").len(), 1);
}

#[test]
fn what_was_refused_can_be_tried_again() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    server
        .on("/feed.xml", Reply::xml(rss(&item("/1", "x", "a"))))
        .on("/1", Reply::status(404));
    ingest(&place)
        .status(3)
        .stderr(format!(
            "gainsay: rejected {}: gone: status 404: it is not there\n",
            server.url("/1")
        ))
        .read();
    server.on("/1", Reply::html(page("", "1")));
    place.run("retry").args(FLAGS).read();
    assert_eq!(documents(&place, &server), ["/1"]);
    let waiting = place.run("rejections --format jsonl").read();
    assert_eq!(waiting, "");
}

#[test]
fn a_feed_is_read_again_until_all_its_pages_were_had() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let list = place.path("feeds.opml").display().to_string();
    let memory = Arc::new(Memory::default());
    server
        .on(
            "/feed.xml",
            Reply::xml(rss(&(item("/1", "x", "a") + &item("/2", "y", "b"))))
                .header("ETag", "\"1\"")
                .header("Cache-Control", "max-age=60"),
        )
        .on("/1", Reply::status(500))
        .on("/2", Reply::status(404));
    let (came, feeds) = night(&memory, &server, &list);
    assert_eq!(came, ["unreachable /1", "gone /2", "feed /feed.xml read"]);
    assert_eq!((feeds[0].entries, feeds[0].entries_failed), (2, 1));
    assert_eq!(feeds[0].validators, Validators::default());
    server.on("/1", Reply::html(page("", "1")));
    let (came, feeds) = night(&memory, &server, &list);
    assert_eq!(
        came,
        [
            "document /1",
            "page /1 read",
            "gone /2",
            "feed /feed.xml read"
        ]
    );
    assert_eq!(feeds[0].validators.etag.as_deref(), Some("\"1\""));
}

#[test]
fn a_feed_that_fails_is_named_and_tried_again_every_night() {
    let server = Server::new();
    let place = listed(
        &server,
        &["/gone", "/broken", "/page", "/empty", "/none", "/busy"],
    );
    let list = place.path("feeds.opml").display().to_string();
    let memory = Arc::new(Memory::default());
    server
        .on("/gone", Reply::status(410))
        .on(
            "/broken",
            Reply::xml(rss(&item("/1", "x", "a")).replace("</channel>", ""))
                .header("ETag", "\"1\""),
        )
        .on("/page", Reply::html(page("", "1")))
        .on("/empty", Reply::xml(""))
        .on("/none", Reply::xml(rss("")))
        .on("/busy", Reply::status(429).header("Retry-After", "999999"));
    for _ in 0..2 {
        let (_, feeds) = night(&memory, &server, &list);
        let found: Vec<_> = feeds
            .iter()
            .map(|feed| {
                format!(
                    "{} {} {} {}",
                    feed.url.replace(&server.url(""), ""),
                    feed.outcome,
                    feed.status.unwrap_or(0),
                    feed.detail
                )
            })
            .collect();
        assert_eq!(found[0], "/gone failed 410 status 410: it is not there");
        assert!(
            found[1].starts_with("/broken failed 200 it is no sound feed: "),
            "{}",
            found[1]
        );
        assert_eq!(found[2], "/page failed 200 it is a web page, not a feed");
        assert_eq!(found[3], "/empty failed 200 it is empty");
        assert_eq!(found[4], "/none read 200 ");
        if !found[5].starts_with("/busy fresh 0 not asked: ") {
            assert_eq!(
                found[5],
                "/busy failed 429 status 429: its server is asked too often"
            );
            let until: DateTime<Utc> = feeds[5].validators.fresh_until.expect("a time");
            assert!(
                until > Utc::now() + TimeDelta::hours(23)
                    && until <= Utc::now() + TimeDelta::hours(24)
            );
        }
        assert_eq!(feeds[4].outcome, FeedOutcome::Read);
    }
    assert_eq!(server.seen("/gone").len(), 2);
    assert_eq!(server.seen("/broken")[1].header("If-None-Match"), None);
    assert_eq!(server.seen("/busy").len(), 1);
}

#[test]
fn one_request_at_a_time_to_a_host_with_a_pause() {
    let server = Server::new();
    let at = |host: u8, path: &str| {
        server
            .url(path)
            .replace("127.0.0.1", &format!("127.0.0.{host}"))
    };
    let place = Place::new();
    let mut outlines = String::new();
    // three hosts with a feed each, and a fourth with the pages of all of them
    for host in 1..=3 {
        let feed = format!("/{host}.xml");
        outlines += &format!("<outline xmlUrl=\"{}\"/>", at(host, &feed));
        let mut items = String::new();
        for n in 0..4 {
            let path = format!("/{host}/{n}");
            items += &item(&at(4, &path), "x", "a");
            server.on(&path, Reply::html(page("", &path)));
        }
        server.on(&feed, Reply::xml(rss(&items)));
    }
    place.file(
        "feeds.opml",
        format!("<opml><body>{outlines}</body></opml>"),
    );
    place
        .run("ingest feeds.opml --quiet --allow-private --pause 0.05")
        .read();
    let shared: Vec<_> = server
        .all()
        .into_iter()
        .filter(|seen| {
            seen.header("Host")
                .is_some_and(|host| host.starts_with("127.0.0.4"))
        })
        .collect();
    assert_eq!(shared.len(), 13, "robots.txt and twelve pages");
    for two in shared.windows(2) {
        assert!(two[1].came >= two[0].answered + Duration::from_millis(50));
    }
}

#[test]
fn who_drops_the_stream_or_stops_it_need_not_wait_for_servers() {
    let server = Server::new();
    let place = listed(&server, &["/feed.xml"]);
    let list = place.path("feeds.opml").display().to_string();
    let items: String = (0..100).map(|n| item(&format!("/{n}"), "x", "a")).collect();
    server
        .on("/feed.xml", Reply::xml(rss(&items)))
        .on("/0", Reply::html(page("", "0")))
        .on("/1", Reply::html(page("", "1")).stalled());
    for stops in [false, true] {
        let setup = Setup {
            fetch: FetchOptions {
                allow_private: true,
                ..FetchOptions::default()
            },
            ..Setup::new(Options::new(
                NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day"),
            ))
        };
        let stop = Arc::clone(&setup.stop);
        let mut items = sources(std::slice::from_ref(&list), setup).expect("a source");
        assert!(matches!(items.next(), Some(Item::Visit(Visit::File(_)))));
        assert!(matches!(items.next(), Some(Item::Document(_))));
        assert!(matches!(items.next(), Some(Item::Visit(Visit::Page(_)))));
        if stops {
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(items.next(), None);
        }
        // the stalled page would take two minutes
        drop(items);
    }
    assert!(server.seen("/2").is_empty());
}
