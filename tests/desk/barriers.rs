//! Barriers: axe-core on every kind of page, in both languages, light and dark, with an eye on the console.

use std::fs;

use serde_json::{Value, json};

use super::browser::{Browser, is_optional};
use super::journeys::quotes_run_the_right_way;
use super::{Desk, lived_in, pages, seeded};
use crate::helper::{Place, crate_folder};

/// axe-core; `None`, loudly, where it is not installed.
fn axe() -> Option<String> {
    let path = crate_folder().join("target/tools/axe/node_modules/axe-core/axe.min.js");
    let script = fs::read_to_string(path);
    if script.is_err() {
        is_optional("no axe-core in target/tools/axe");
    }
    script.ok()
}

/// What axe-core finds on the page, one line a finding. `rules` are all, or those that colours decide.
#[track_caller]
fn found(browser: &Browser, axe: &str, rules: &str) -> Vec<String> {
    if browser.run("return typeof window.axe") == "undefined" {
        browser.run(axe);
    }
    // preloading style sheets would be a request that the page's policy forbids
    let found = browser.run_slowly(
        "const done = arguments[arguments.length - 1];
        const rules = {all: {}, colours: {runOnly: ['color-contrast', 'link-in-text-block']}}[arguments[0]];
        axe.run(document, {resultTypes: ['violations'], preload: false, ...rules}).then(
            (found) => done(found.violations.flatMap((rule) => rule.nodes.map(
                (node) => `${rule.impact} ${rule.id}: ${node.html.slice(0, 300)} ${node.failureSummary}`))),
            (error) => done([String(error)]))",
        json!(rules),
    );
    serde_json::from_value(found).expect("lines")
}

/// Looks at pages in one language, light and dark.
#[track_caller]
fn look(browser: &Browser, axe: &str, pages: &[String]) {
    let mut wrong = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        for (scheme, rules) in [("light", "all"), ("dark", "colours")] {
            browser.scheme(scheme);
            if scheme == "light" {
                browser.go(page);
            }
            for line in found(browser, axe, rules) {
                wrong.push(format!("{page} ({scheme}): {line}"));
            }
        }
        quotes_run_the_right_way(browser);
        let refused = "Failed to load resource: the server responded with a status of 4";
        for line in browser.console() {
            if !(n + 1 == pages.len() && line.contains(refused)) {
                wrong.push(format!("{page}: {line}"));
            }
        }
    }
    let report = std::env::var("GAINSAY_BARRIERS");
    if let Ok(path) = report {
        fs::write(path, wrong.join("\n\n")).expect("a file");
    }
    assert!(
        wrong.is_empty(),
        "{} findings\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[track_caller]
fn every_page(language: &str) {
    let (Some(axe), Some(browser)) = (axe(), Browser::open()) else {
        return;
    };
    let place = lived_in();
    let desk = Desk::of(&place);
    let mut pages = pages(&place);
    pages.push("/topics?since=never".to_owned());
    pages.push("/nothing/here".to_owned());
    browser.show(&desk, "/", language);
    let urls: Vec<String> = pages.iter().map(|page| desk.url(page)).collect();
    // the last but one is an error page as well
    let (good, bad) = urls.split_at(urls.len() - 2);
    look(&browser, &axe, good);
    look(&browser, &axe, &bad[..1]);
    look(&browser, &axe, &bad[1..]);
    assert_eq!(
        browser.run("return document.documentElement.lang"),
        json!(language)
    );
}

#[test]
fn no_page_has_barriers() {
    every_page("en");
}

#[test]
fn no_arabic_page_has_barriers() {
    every_page("ar");
}

#[test]
fn the_report_and_the_door_have_none() {
    let (Some(axe), Some(browser)) = (axe(), Browser::open()) else {
        return;
    };
    let place = seeded();
    for language in super::LANGUAGES {
        let file = format!("{language}.html");
        place
            .run(&format!(
                "report --format html --interface {language} -o {file}"
            ))
            .read();
        look(&browser, &axe, &[url_of(&place, &file)]);
    }
    let token = "0123456789abcdefghij";
    let desk = Desk::open(place.run("serve").env("GAINSAY_TOKEN", token));
    assert_eq!(desk.link, desk.url(&format!("/?token={token}")));
    for language in super::LANGUAGES {
        look(
            &browser,
            &axe,
            &[desk.url(&format!("/conflicts?interface={language}"))],
        );
        assert!(browser.has("#token"));
        assert_eq!(
            browser.run("return document.documentElement.lang"),
            json!(language)
        );
    }
    browser.fill("#token", "not the token at all");
    browser.follow("form button");
    assert!(browser.has("[role=alert]"));
    assert_eq!(found(&browser, &axe, "all"), [""; 0]);
    browser.fill("#token", token);
    browser.follow("form button");
    assert_eq!(
        browser.run("return location.pathname + location.search"),
        Value::from("/")
    );
    // the address with the token in it does not stay in the address bar
    let other = Desk::open(place.run("serve").env("GAINSAY_TOKEN", token));
    browser.go(&other.link);
    assert_eq!(
        browser.run("return location.pathname + location.search"),
        Value::from("/")
    );
    assert!(browser.has("header nav"));
}

fn url_of(place: &Place, file: &str) -> String {
    format!("file://{}", place.path(file).display())
}
