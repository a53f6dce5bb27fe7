//! The desk without a mouse.

use fantoccini::key::Key;
use serde_json::json;

use super::browser::Browser;
use super::{DENIED, LANGUAGES, SAID};
use super::{Desk, between, seeded, text};

/// What has the focus, its address or id, else its kind; and whether one can see that it has.
fn focus(browser: &Browser) -> (String, bool) {
    let found = browser.run(
        "const at = document.activeElement;
        const [style, box] = [getComputedStyle(at), at.getBoundingClientRect()];
        const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return [at.getAttribute('href') || at.id || at.name || at.tagName.toLowerCase(), shown && box.width > 1 && box.height > 1]",
    );
    serde_json::from_value(found).expect("a name and a sight")
}

fn focused(browser: &Browser) -> String {
    focus(browser).0
}

/// Everything that Tab reaches, in its order, until it starts again; each must show that it has the focus.
#[track_caller]
fn reached(browser: &Browser) -> Vec<String> {
    let mut reached = Vec::new();
    for _ in 0..400 {
        browser.press_named(Key::Tab);
        let (at, shown) = focus(browser);
        if at == "body" {
            break;
        }
        if reached.first() == Some(&at) && reached.len() > 5 {
            break;
        }
        assert!(shown, "{at} does not show that it has the focus");
        reached.push(at);
    }
    reached
}

/// True where one comes before the other.
#[track_caller]
fn in_order(reached: &[String], names: &[&str]) {
    let mut rest = reached.iter();
    for name in names {
        assert!(
            rest.any(|at| at.starts_with(name)),
            "{name} in its place among {reached:?}"
        );
    }
}

#[test]
fn tab_reaches_everything_and_shows_where_it_is() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    for language in LANGUAGES {
        browser.show(&desk, "/conflicts?country=KG", language);
        let list = reached(&browser);
        in_order(
            &list,
            &[
                "#main",
                "/",
                "/conflicts",
                "/topics",
                "/speakers",
                "/denials",
                "/documents",
                "/runs",
                "search",
                "filter-status",
                "filter-kind",
                "filter-country",
                "filter-speaker",
                "filter-words",
                "filter-since",
                "/conflicts/",
                "help-open",
            ],
        );
        browser.show(&desk, &format!("/conflicts/{id}"), language);
        let page = reached(&browser);
        in_order(
            &page,
            &[
                "#main",
                "/conflicts",
                "note",
                "reviewer",
                "verdict",
                "verdict",
                "verdict",
            ],
        );
        in_order(
            &page,
            &[
                "verdict",
                &format!("/conflicts/{id}/next"),
                "/speakers/",
                "/statements/",
                "/document?",
                "div",
            ],
        );

        // past the navigation, with the link for it
        browser.show(&desk, "/conflicts", language);
        browser.press_named(Key::Tab);
        browser.press_named(Key::Enter);
        browser.press_named(Key::Tab);
        assert_eq!(focused(&browser), "filter-status");
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn keys_work_where_they_should_and_nowhere_else() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let place = seeded();
    let desk = Desk::of(&place);
    let verdicts = || super::one::<i64>(&place, "SELECT count(*) FROM review");
    for language in LANGUAGES {
        browser.show(&desk, "/conflicts", language);
        let rows = browser.run("return [...document.querySelectorAll('.conflict a.title')].map(a => a.getAttribute('href'))");
        let row = |n: usize| rows[n].as_str().expect("an address").to_owned();
        for (key, at) in [('j', 0), ('j', 1), ('j', 2), ('k', 1), ('k', 0), ('k', 0)] {
            browser.press(key);
            assert_eq!(focused(&browser), row(at), "{key}");
        }
        // as it stands on an Arabic keyboard: the same place, another letter
        browser.run(
            "document.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyJ', key: 'ت', bubbles: true}))",
        );
        assert_eq!(focused(&browser), row(1));
        browser.press('k');
        browser.leaving(|| browser.press_named(Key::Enter));
        assert!(browser.path().starts_with(&row(0)), "Enter opens it");

        // on without a verdict
        browser.leaving(|| browser.press('n'));
        assert!(browser.path().starts_with(&row(1)), "{}", browser.path());
        assert!(!browser.has(".notice"));

        // help
        browser.press('?');
        assert!(browser.has("dialog[open]"));
        assert_eq!(browser.words("dialog h2"), text(language, "keys-title"));
        browser.press('c');
        browser.press_named(Key::Escape);
        assert!(!browser.has("dialog[open]"));

        // letters are letters while somebody types
        browser.click("#note");
        for key in ['c', 'd', 'u', 'n', 'j', '?', '/'] {
            browser.press(key);
        }
        assert_eq!(browser.value("#note"), "cdunj?/");
        assert!(browser.path().starts_with(&row(1)));
        browser.run("document.activeElement.blur()");
        browser.press('/');
        assert_eq!(focused(&browser), "search");
        browser.run("document.activeElement.blur()");
        let control = "document.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyC', key: 'c', ctrlKey: true, bubbles: true}))";
        browser.run(control);

        // switched off, they do nothing, on the next page as well
        browser.press('?');
        browser.click("#keys-on");
        browser.press_named(Key::Escape);
        browser.press('c');
        browser.go(&desk.url(&row(2)));
        browser.press('c');
        browser.press('j');
        assert!(browser.path().starts_with(&row(2)));
        assert_eq!(verdicts(), 0, "nothing of all this was a verdict");
        browser.click("#help-open");
        assert_eq!(
            browser.run("return document.getElementById('keys-on').checked"),
            json!(false)
        );
        browser.click("#keys-on");
        browser.press_named(Key::Escape);
    }

    // one verdict for one key, however long it is held
    let id = between(&place, SAID, DENIED);
    browser.show(&desk, &format!("/conflicts/{id}"), "en");
    browser.leaving(|| {
        browser.run(
            "for (const repeat of [false, true, false]) {
                document.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyD', key: 'd', repeat, bubbles: true}));
            }",
        );
    });
    assert_eq!(verdicts(), 1);
    assert_eq!(browser.console(), [""; 0]);
}
