use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dom_query::{Document as Page, Selection};
use sha2::{Digest, Sha256};

use crate::helper::{Place, SEEDS_SAY, record, seeds};
use crate::shapes::{Claim, Conflict, Report};

/// The page of the database in a folder.
fn html(place: &Place, args: &str) -> String {
    place.run("report --format html").args(args).read()
}

fn json(place: &Place, args: &str) -> Report {
    record(&place.run("report --format json").args(args).read())
}

/// The text of an element without the marks that isolate names, its white space made one.
fn text(element: &Selection<'_>) -> String {
    let text = element
        .text()
        .replace(['\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attribute(element: &Selection<'_>, name: &str) -> String {
    element
        .attr(name)
        .map(|value| value.to_string())
        .unwrap_or_default()
}

fn ids(page: &Page) -> Vec<String> {
    page.select("[id]")
        .iter()
        .map(|e| attribute(&e, "id"))
        .collect()
}

/// The words of a claim on one line, without quotation marks.
fn words(claim: &Claim) -> String {
    claim
        .statement
        .content
        .words()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn claims(report: &Report) -> impl Iterator<Item = &Claim> {
    report
        .topics
        .iter()
        .flat_map(|t| &t.sides)
        .flat_map(|s| &s.claims)
}

/// A report on a story in which anything that documents bring may be hostile.
fn hostile() -> Place {
    let place = Place::new();
    let line = |id: &str, text: &str| {
        serde_json::json!({
            "id": id,
            "title": "</title></style><script>alert(1)</script>\u{202e}&\"'",
            "publisher": "\"><img src=x onerror=alert(2)>\u{202e}",
            "url": "javascript:alert(3)",
            "author": "</summary><b>",
            "published": "2024-03-05",
            "text": text,
        })
    };
    let lines = format!(
        "{}\n{}\n",
        line(
            "1\" onclick=\"x",
            "قال وزير الزراعة الأردني سليم الحوراني إن الأردن وقع اتفاق القمح مع مصر \"أمس <script>alert(4)</script> & \u{202e}غدا\u{2066}\".\n\
             </p></details><script>alert(5)</script>"
        ),
        line(
            "2<b>",
            "نفى وزير الزراعة المصري حسام الدالي توقيع أي اتفاق قمح بين مصر والأردن <b onmouseover=x>\u{202e}</b>."
        )
    );
    place.run("ingest -").stdin(lines).read();
    place
}

#[test]
fn everything_of_the_report_is_on_the_page() {
    let place = Place::with_seeds();
    let report = json(&place, "");
    let page = Page::from(html(&place, ""));
    assert_eq!(page.select("section.topic").length(), report.topics.len());
    let all = text(&page.select("main"));
    for claim in claims(&report) {
        assert!(all.contains(&words(claim)), "{claim:?}");
        assert!(all.contains(&claim.statement.speaker), "{claim:?}");
    }
    for side in ["affirms", "denies", "conditions", "unaware", "wants"] {
        assert!(
            page.select(&format!(".side.side-{side} > h3")).exists(),
            "{side}"
        );
    }
    for country in ["KZ", "KG", "RU", "TR"] {
        assert!(
            page.select(".claim .country")
                .iter()
                .any(|c| text(&c).ends_with(country)),
            "{country}"
        );
        assert!(
            page.select(".matrix th")
                .iter()
                .any(|c| text(&c).ends_with(country)),
            "{country}"
        );
    }
    for card in page.select(".claim").iter() {
        assert!(
            text(&card.select(".papers")).contains("independent witness"),
            "{}",
            text(&card)
        );
    }
    assert_eq!(page.select(".timeline svg").length(), report.topics.len());
    let shifts = report
        .topics
        .iter()
        .flat_map(|t| &t.conflicts)
        .filter(|f| f.kind == "shift")
        .count();
    assert_eq!(page.select(".timeline path.shift").length(), shifts);
}

#[test]
fn every_conflict_carries_what_the_filters_need() {
    let place = Place::with_seeds();
    let report = json(&place, "");
    let page = Page::from(html(&place, ""));
    let countries: BTreeMap<&str, Option<&str>> = claims(&report)
        .map(|c| (c.id.as_str(), c.statement.country.as_deref()))
        .collect();
    let expected: Vec<_> = report.topics.iter().flat_map(|t| &t.conflicts).collect();
    let items = page.select(".conflict");
    assert_eq!(items.length(), expected.len());
    for (item, flag) in items.iter().zip(expected) {
        let of = |id: &str| countries[id].unwrap_or("-").to_owned();
        let found = [
            "data-kind",
            "data-countries",
            "data-verdict",
            "data-score",
            "data-a",
            "data-b",
        ]
        .map(|n| attribute(&item, n));
        let wanted = [
            flag.kind.clone(),
            format!("{} {}", of(&flag.a), of(&flag.b)),
            "open".to_owned(),
            flag.score.to_string(),
            format!("claim-{}", flag.a),
            format!("claim-{}", flag.b),
        ];
        assert_eq!(found, wanted);
        assert!(text(&item).contains(&flag.id));
        assert_eq!(item.select(".reasons li").length(), flag.reasons.len());
    }
    for name in ["words", "kind", "country", "verdict", "score"] {
        assert_eq!(
            page.select(&format!("label > [name={name}]")).length(),
            1,
            "{name}"
        );
    }
}

#[test]
fn every_link_has_its_target_and_every_id_is_one_of_a_kind() {
    let places = [Place::with_seeds(), hostile()];
    for place in &places {
        for interface in ["en", "ar"] {
            let page = Page::from(html(place, &format!("--interface {interface}")));
            let ids = ids(&page);
            let unique: BTreeSet<&String> = ids.iter().collect();
            assert_eq!(ids.len(), unique.len());
            let links = page.select("a[href^='#']");
            assert!(links.length() > 3);
            for link in links.iter() {
                let target = attribute(&link, "href")[1..].to_owned();
                assert!(unique.contains(&target), "{target}");
            }
            for label in page.select("[aria-labelledby]").iter() {
                for id in attribute(&label, "aria-labelledby").split(' ') {
                    assert!(unique.contains(&id.to_owned()), "{id}");
                }
            }
        }
    }
}

#[test]
fn every_quote_leads_to_its_words_in_the_article() {
    let place = Place::with_seeds();
    let report = json(&place, "");
    let page = Page::from(html(&place, ""));
    for claim in claims(&report) {
        let card = page.select(&format!("#claim-{}", claim.id));
        let quote = card.select("blockquote[lang=ar][dir=rtl] a.quote");
        let target = attribute(&quote, "href");
        assert_eq!(target, format!("#s-{}", claim.statement.id));
        let place = page.select(&target);
        assert!(place.is("mark.content"), "{target}");
        // all pieces of the statement, one behind the other, are the words that were quoted
        let pieces: String = page
            .select("mark.content")
            .iter()
            .filter(|mark| {
                attribute(mark, "data-of")
                    .split(' ')
                    .any(|id| id == claim.statement.id)
            })
            .map(|mark| mark.text().to_string())
            .collect();
        let bare = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
        };
        // a source in them may belong to another statement, whose content they are
        assert!(
            bare(&pieces).contains(&bare(&claim.statement.content.pieces().concat())),
            "{target}"
        );
        let back = format!(".marked a.back[href='#claim-{}']", claim.id);
        assert!(page.select(&back).exists(), "{back}");
    }
}

#[test]
fn nothing_is_loaded_and_only_its_own_style_and_script_may_act() {
    let place = Place::with_seeds();
    let source = html(&place, "");
    let page = Page::from(source.as_str());
    assert!(
        !page
            .select("[src], [style], link, iframe, object, embed, img, base")
            .exists()
    );
    for link in page.select("[href]").iter() {
        let href = attribute(&link, "href");
        assert!(
            href.starts_with('#') || link.is("a") && href.starts_with("https://example.org/"),
            "{href}"
        );
    }
    for element in page.select("*").iter() {
        for name in element.attrs().iter().map(|a| a.name.local.to_string()) {
            assert!(!name.starts_with("on"), "{name}");
        }
    }
    let policy = attribute(
        &page.select("meta[http-equiv='Content-Security-Policy']"),
        "content",
    );
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    for element in ["style", "script"] {
        let found = page.select(element);
        assert_eq!(found.length(), 1);
        let hash = BASE64_STANDARD.encode(Sha256::digest(found.text().as_bytes()));
        assert!(
            policy.contains(&format!("{element}-src 'sha256-{hash}'")),
            "{element}"
        );
    }
}

#[test]
fn what_documents_say_is_text() {
    let source = html(&hostile(), "");
    let page = Page::from(source.as_str());
    assert!(page.select(".conflict").exists());
    assert_eq!(page.select("script").length(), 1);
    assert_eq!(page.select("style").length(), 1);
    assert!(
        !page
            .select("img, main b, [onclick], [onerror], [onmouseover]")
            .exists()
    );
    assert!(!page.select("a[href^='javascript']").exists());
    assert!(!source.contains(['\u{202e}', '\u{2066}']));
    let article = text(&page.select("#article-1"));
    assert!(
        article.contains("<script>alert(5)</script>") && article.contains("U+202E"),
        "{article}"
    );
    assert!(
        article.contains("</title></style><script>alert(1)</script>"),
        "{article}"
    );
}

#[test]
fn only_what_a_reviewer_confirmed() {
    let place = Place::with_seeds();
    let conflicts: Vec<Conflict> = place.run("conflicts").records();
    let [confirmed, unsure] = [&conflicts[0].id, &conflicts[1].id];
    place
        .run("review --reviewer Amal --note")
        .arg("both <b>texts</b> read")
        .args(&format!("{confirmed} confirmed"))
        .read();
    place
        .run("review --reviewer Amal")
        .args(&format!("{unsure} unsure"))
        .read();
    let page = Page::from(html(&place, "--reviewed"));
    assert_eq!(page.select(".conflict").length(), 1);
    let item = page.select(&format!("#conflict-{confirmed}"));
    assert_eq!(attribute(&item, "data-verdict"), "confirmed");
    assert!(
        text(&item).contains("confirmed by Amal") && text(&item).contains("both <b>texts</b> read"),
        "{}",
        text(&item)
    );
    assert!(text(&page.select(".notes")).contains("Only conflicts that a reviewer confirmed"));
    let report = json(&place, "--reviewed");
    assert!(report.reviewed && report.totals.conflicts == 1);
    assert_eq!(
        report.topics[0].conflicts[0].reviewer.as_deref(),
        Some("Amal")
    );
    for format in ["text", "md"] {
        let report = place.run("report --reviewed --format").arg(format).read();
        assert!(
            report.contains(&**confirmed) && !report.contains(&**unsure),
            "{report}"
        );
        assert!(report.contains("confirmed in review"), "{report}");
    }
    let md = place.run("report --reviewed --format md").read();
    assert!(
        md.contains("by Amal") && md.contains("both \\<b\\>texts\\</b\\> read"),
        "{md}"
    );
    let all = Page::from(html(&place, ""));
    assert_eq!(
        attribute(&all.select(&format!("#conflict-{unsure}")), "data-verdict"),
        "unsure"
    );
    assert_eq!(all.select(".conflict").length(), conflicts.len());
}

#[test]
fn the_interface_speaks_arabic() {
    let place = Place::with_seeds();
    let source = html(&place, "--interface ar");
    let page = Page::from(source.as_str());
    let root = page.select("html");
    assert_eq!(
        (attribute(&root, "lang"), attribute(&root, "dir")),
        ("ar".into(), "rtl".into())
    );
    assert_eq!(text(&page.select(".side-denies > h3")), "نفي 4");
    // no key of a text and no English word is left, but what the program itself is called
    let reasons: String = page.select(".reasons").iter().map(|r| text(&r)).collect();
    assert!(
        !reasons.chars().any(|c| c.is_ascii_alphabetic()),
        "{reasons}"
    );
    for heading in page
        .select("h1, h2, h3, label, button, caption, summary")
        .iter()
    {
        assert!(
            text(&heading).chars().any(|c| c >= '\u{600}'),
            "{}",
            text(&heading)
        );
    }
    assert!(text(&page.select(".matrix")).contains("KZ"));
    assert_eq!(
        attribute(&page.select(".matrix abbr").first(), "title"),
        "كازاخستان"
    );
    place
        .run("report --format html --interface fr")
        .refused(
            2,
            "invalid value 'fr' for '--interface <LANG>': give one of en, ar; try --help",
        )
        .check();
}

#[test]
fn the_same_database_gives_the_same_bytes() {
    let place = Place::with_seeds();
    let page = html(&place, "");
    assert_eq!(page, html(&place, ""));
    place.run("report -o page.htm").check();
    assert_eq!(place.bytes("page.htm"), page.as_bytes());
    assert!(page.contains("claims.db") && !page.contains(&*place.path("").to_string_lossy()));
    // of sources read for it alone, the page depends on nothing else
    let alone = || {
        Place::new()
            .run("report --format html")
            .arg(seeds())
            .stderr(SEEDS_SAY)
            .read()
    };
    assert_eq!(alone(), alone());
}

#[test]
fn an_empty_database_makes_a_page_that_says_so() {
    let place = Place::new();
    place.file(
        "a.txt",
        "---\npublished: 2024-03-05\n---\nنص قصير بلا قول.\n",
    );
    let page = Page::from(place.run("report --format html a.txt").read());
    assert!(text(&page.select("main")).contains("No conflicts were found."));
    assert!(!page.select("form, .matrix, .timeline, #articles").exists());
}
