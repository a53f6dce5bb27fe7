//! What reviewers do, in English and in Arabic: find a conflict and judge it, put names together and apart, mend what the
//! machine read wrong.

use serde_json::{Value, json};

use super::browser::Browser;
use super::http::encoded;
use super::{DENIED, Desk, LANGUAGES, SAID, between, one, seeded, text};
use crate::helper::Place;

/// Does something on a fresh desk in every language of the interface, with one browser.
#[track_caller]
fn in_every_language(journey: impl Fn(&Browser, &Desk, &Place, &str)) {
    let Some(browser) = Browser::open() else {
        return;
    };
    for language in LANGUAGES {
        let place = seeded();
        let desk = Desk::of(&place);
        journey(&browser, &desk, &place, language);
        assert_eq!(browser.console(), [""; 0], "{language}");
        // cookies know no ports: the next desk would know who was at this one
        browser.forget();
    }
}

/// What stands marked on one side of a conflict, the pieces of one class put together.
#[track_caller]
fn marked(browser: &Browser, side: &str, class: &str) -> String {
    let script = "return [...document.querySelectorAll(arguments[0])].map(mark => mark.textContent).join('')";
    let css = format!("section[aria-labelledby=side-{side}] article mark.{class}");
    let found = browser.run_with(script, json!(css));
    found.as_str().expect("text").to_owned()
}

/// Holds against it that every quote of Arabic words on the page says so.
#[track_caller]
pub fn quotes_run_the_right_way(browser: &Browser) {
    let wrong = browser.run(
        "return [...document.querySelectorAll('blockquote, .marked, .words')]
            .filter(quote => /[\\u0621-\\u064a]/.test(quote.textContent))
            .filter(quote => quote.lang !== 'ar' || quote.dir !== 'rtl' || getComputedStyle(quote).direction !== 'rtl')
            .map(quote => quote.outerHTML)",
    );
    assert_eq!(wrong, json!([]), "{}", browser.path());
}

#[test]
fn a_denial_is_found_read_and_confirmed_with_a_key() {
    in_every_language(|browser, desk, place, language| {
        let id = between(place, SAID, DENIED);
        browser.show(desk, "/", language);
        let direction = browser.run("return document.documentElement.dir");
        assert_eq!(direction, if language == "ar" { "rtl" } else { "ltr" });
        assert_eq!(browser.words("h1"), text(language, "nav-overview"));
        browser.follow("header nav a[href='/conflicts']");
        assert_eq!(browser.words("h1"), text(language, "nav-conflicts"));
        let all = browser.count(".conflict");
        browser.choose("#filter-kind", "denial");
        browser.choose("#filter-country", "KZ");
        browser.fill("#filter-words", "جنودنا \"تتفاوض مع\"");
        browser.follow("form.filter button");
        assert!(browser.has(".nothing"), "no statement has both");
        browser.fill("#filter-words", "لم نجلس مع احد");
        browser.leaving(|| browser.press('\u{e007}'));
        let found = browser.count(".conflict");
        assert!((1..all).contains(&found), "{found} of {all}");
        let link = format!(".conflict a.title[href^='/conflicts/{id}?']");
        quotes_run_the_right_way(browser);
        browser.follow(&link);

        // both texts, and what was said in them
        assert_eq!(marked(browser, "a", "content"), SAID);
        assert_eq!(marked(browser, "b", "content"), DENIED);
        for side in ["a", "b"] {
            let quote = format!("section[aria-labelledby=side-{side}] > blockquote");
            assert_eq!(browser.words(&quote), marked(browser, side, "content"));
            assert!(is_in_sight(browser, side), "the box shows the statement");
        }
        assert!(marked(browser, "a", "source").contains("فلاديمير شامانوف"));
        assert!(marked(browser, "b", "source").starts_with("خيرات عبد الرحمانوف"));
        assert_eq!(marked(browser, "a", "cue"), "وجزم");
        assert_eq!(marked(browser, "b", "cue"), "وقال");
        quotes_run_the_right_way(browser);

        // the key works with the focus nowhere
        browser.run("document.activeElement.blur()");
        browser.leaving(|| browser.press('c'));
        let notice = browser.words(".notice p");
        assert!(
            notice.starts_with(text(language, "done-confirmed")),
            "{notice}"
        );
        assert!(
            browser.path().contains("kind=denial"),
            "the list goes on: {}",
            browser.path()
        );
        assert!(
            !browser.path().starts_with(&format!("/conflicts/{id}")),
            "another one"
        );
        browser.follow(".notice a");
        assert!(browser.path().starts_with(&format!("/conflicts/{id}")));
        assert_eq!(
            browser.words("p.head .verdict"),
            text(language, "verdict-confirmed")
        );
        stands_under(browser, desk, &id, &["confirmed", "all"]);

        let report = place.run("report --format html").read();
        is_confirmed_in(&report, &id);
        let alone = place.run("report --format html --reviewed").read();
        is_confirmed_in(&alone, &id);
        assert_eq!(alone.matches("<li class=\"conflict\"").count(), 1);
        let sent = desk.get("/report.html?status=confirmed").is(200).text();
        is_confirmed_in(&sent, &id);
        assert_eq!(sent.matches("<li class=\"conflict\"").count(), 1);
    });
}

/// True where the statement is inside the box of its article.
fn is_in_sight(browser: &Browser, side: &str) -> bool {
    let script = "
        const box = document.querySelector(arguments[0]);
        const [around, mark] = [box, box.querySelector('mark.content')].map(it => it.getBoundingClientRect());
        return mark.top >= around.top && mark.bottom <= around.bottom";
    let css = format!("section[aria-labelledby=side-{side}] .scroll");
    browser.run_with(script, json!(css)) == true
}

#[track_caller]
fn is_confirmed_in(report: &str, id: &str) {
    let head = report
        .split("<li class=\"conflict\"")
        .find(|part| part.contains(&format!("id=\"conflict-{id}\"")))
        .expect("the conflict is in the report");
    assert!(head.contains("data-verdict=\"confirmed\""), "{head}");
    assert!(head.contains("verdict verdict-confirmed"), "{head}");
}

/// Holds against the lists in which a conflict stands.
#[track_caller]
fn stands_under(browser: &Browser, desk: &Desk, id: &str, lists: &[&str]) {
    for status in ["open", "confirmed", "dismissed", "unsure", "all"] {
        browser.go(&desk.url(&format!("/conflicts?status={status}")));
        let stands = browser.has(&format!(".conflict a.title[href^='/conflicts/{id}']"));
        assert_eq!(stands, lists.contains(&status), "{status}");
    }
    browser.go(&desk.url("/conflicts"));
    let waits = browser.has(&format!(".conflict a.title[href^='/conflicts/{id}']"));
    assert!(!waits, "it has left the queue");
}

#[test]
fn a_dismissal_keeps_note_and_name() {
    in_every_language(|browser, desk, place, language| {
        let id = between(place, SAID, DENIED);
        browser.show(desk, &format!("/conflicts/{id}"), language);
        assert_eq!(
            browser.value("#reviewer"),
            "Amal",
            "whom the desk was opened for"
        );
        browser.fill("#note", "ترجمة غير دقيقة <b>");
        browser.fill("#reviewer", "رنا; \"x\"");
        browser.follow("button.verdict-dismissed");
        let notice = browser.words(".notice p");
        assert!(
            notice.starts_with(text(language, "done-dismissed")),
            "{notice}"
        );
        assert_eq!(
            browser.value("#reviewer"),
            "رنا; \"x\"",
            "the browser remembers who it is"
        );
        stands_under(browser, desk, &id, &["dismissed", "all"]);
        browser.go(&desk.url(&format!("/conflicts/{id}")));
        assert_eq!(
            browser.words("p.head .verdict"),
            text(language, "verdict-dismissed")
        );
        let given = browser.words(".reviews li");
        assert!(
            given.contains("رنا; \"x\"") && given.contains("ترجمة غير دقيقة <b>"),
            "{given}"
        );

        let kept: Vec<Value> = place.run("sql desk_reviews").records();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0]["verdict"], "dismissed");
        assert_eq!(kept[0]["reviewer"], "رنا; \"x\"");
        assert_eq!(kept[0]["note"], "ترجمة غير دقيقة <b>");
        let report = place.run("report --format html").read();
        assert!(
            !report.contains(&format!("id=\"conflict-{id}\"")),
            "not in the report"
        );

        // second thoughts: the last verdict counts, both are kept
        browser.run("document.activeElement.blur()");
        browser.leaving(|| browser.press('u'));
        browser.go(&desk.url(&format!("/conflicts/{id}")));
        assert_eq!(
            browser.words("p.head .verdict"),
            text(language, "verdict-unsure")
        );
        assert_eq!(browser.count(".reviews li"), 2);
    });
}

#[test]
fn spellings_are_put_apart_and_together() {
    in_every_language(|browser, desk, place, language| {
        let spelling = "إبراهيم كالين";
        let name = "إبراهيم قالين";
        let number = |name: &str| -> i64 {
            one(
                place,
                &format!("SELECT speaker_id FROM speaker_alias WHERE alias = '{name}'"),
            )
        };
        let speaker = number(name);
        assert_eq!(
            number(spelling),
            speaker,
            "the machine knows the two for one"
        );

        browser.show(desk, "/speakers", language);
        browser.fill("#filter-speaker", name);
        browser.follow("form.filter button");
        browser.follow(&format!("a[href='/speakers/{speaker}']"));
        assert_eq!(browser.words("h1"), name);
        let names = browser.count(".names li");
        browser.click(&format!("input[name=alias][value='{spelling}']"));
        browser.fill("#split-note", "سطر");
        browser.follow("form[action$='/split'] button");
        assert!(
            browser
                .words(".notice")
                .contains(text(language, "done-split"))
        );
        assert_eq!(browser.count(".names li"), names - 1);
        let other = number(spelling);
        assert_ne!(other, speaker);

        let like = encoded(&[("like", "كالين")]);
        browser.show(desk, &format!("/speakers/{speaker}?{like}"), language);
        browser.click(&format!("#other-{other}"));
        browser.follow("form[action$='/merge'] button");
        assert!(
            browser
                .words(".notice")
                .contains(text(language, "done-merged"))
        );
        assert_eq!(browser.count(".names li"), names);
        assert!(
            browser
                .words("section[aria-labelledby=decisions]")
                .contains("Amal")
        );
        assert_eq!(number(spelling), number(name), "one again");
        quotes_run_the_right_way(browser);
        let left = number(name);

        // and once more apart
        browser.go(&desk.url(&format!("/speakers/{left}")));
        browser.click(&format!("input[name=alias][value='{spelling}']"));
        browser.follow("form[action$='/split'] button");
        assert_ne!(number(spelling), number(name), "two again");
    });
}

#[test]
fn a_mended_stance_takes_its_conflict_along() {
    in_every_language(|browser, desk, place, language| {
        let sql = format!(
            "SELECT id FROM conflicts WHERE a_quote = '{SAID}' AND b_speaker = 'كازاخستان'"
        );
        let id: String = one(place, &sql);
        browser.show(desk, &format!("/conflicts/{id}"), language);
        browser.follow("section[aria-labelledby=side-b] .meta a[href^='/statements/']");
        let statement = browser.path();
        assert_eq!(browser.words("h1"), text(language, "statement"));
        assert!(
            browser
                .words("#span-words")
                .starts_with("وجود أي محادثات رسمية")
        );
        assert_eq!(browser.value("#stance"), "deny");
        browser.choose("#stance", "affirm");
        browser.fill("#note", "قرأته الآلة خطأ");
        browser.follow("form.correct .buttons button");
        assert!(
            browser
                .words(".notice")
                .contains(text(language, "done-corrected"))
        );
        assert_eq!(browser.value("#stance"), "affirm");
        let history = browser.words("section[aria-labelledby=history]");
        assert!(
            history.contains("قرأته الآلة خطأ") && history.contains("Amal"),
            "{history}"
        );
        quotes_run_the_right_way(browser);
        desk.get(&format!("/conflicts/{id}")).is(404);
        browser.go(&desk.url("/conflicts?status=all"));
        assert!(
            !browser.has(&format!("a[href^='/conflicts/{id}']")),
            "the conflict is gone"
        );

        browser.go(&desk.url(&statement));
        browser.follow("form.correct button[name=undo]");
        assert!(
            browser
                .words(".notice")
                .contains(text(language, "done-undone"))
        );
        assert_eq!(browser.value("#stance"), "deny");
        desk.get(&format!("/conflicts/{id}")).is(200);
        browser.go(&desk.url("/conflicts"));
        assert!(
            browser.has(&format!("a[href^='/conflicts/{id}']")),
            "it is back"
        );
    });
}

#[test]
fn words_that_are_selected_become_the_span() {
    in_every_language(|browser, desk, place, language| {
        let sql = format!("SELECT id FROM statements WHERE content = '{DENIED}'");
        let statement: String = one(place, &sql);
        browser.show(desk, &format!("/statements/{statement}"), language);
        let start: usize = browser.value("#span-start").parse().expect("a number");
        let end: usize = browser.value("#span-end").parse().expect("a number");
        assert_eq!(end - start, DENIED.chars().count());

        // the mouse is drawn from the first word of the quote to the sixth, as readers do it
        let words = DENIED.split(' ').take(6).collect::<Vec<_>>().join(" ");
        let script = "
            const mark = document.querySelector('#selectable mark.content');
            mark.scrollIntoView({block: 'center'});
            const at = (offset) => {
                const range = document.createRange();
                range.setStart(mark.firstChild, offset);
                range.setEnd(mark.firstChild, offset + 1);
                const box = range.getBoundingClientRect();
                return {left: box.left, right: box.right, y: (box.top + box.bottom) / 2};
            };
            const [first, last] = [at(0), at(arguments[0] - 1)];
            return [Math.ceil(first.right), Math.round(first.y), Math.floor(last.left), Math.round(last.y)]";
        let drawn = browser.run_with(script, json!(words.chars().count()));
        let drawn: Vec<i64> = serde_json::from_value(drawn).expect("places");
        browser.draw((drawn[0], drawn[1]), (drawn[2], drawn[3]));
        browser.until("takes the selection", |browser| {
            browser.words("#span-words") == words
        });
        assert_eq!(browser.value("#span-start"), start.to_string());
        assert_eq!(
            browser.value("#span-end"),
            (start + words.chars().count()).to_string()
        );

        browser.follow("form.correct .buttons button");
        assert!(
            browser
                .words(".notice")
                .contains(text(language, "done-corrected"))
        );
        assert_eq!(browser.words("main > blockquote"), words);
        let kept: String = one(
            place,
            &format!("SELECT content FROM statements WHERE id = '{statement}'"),
        );
        assert_eq!(kept, words);

        // the numbers work as well, and the preview follows them
        browser.fill("#span-end", &end.to_string());
        assert_eq!(browser.words("#span-words"), DENIED);
        browser.follow("form.correct .buttons button");
        let kept: String = one(
            place,
            &format!("SELECT content FROM statements WHERE id = '{statement}'"),
        );
        assert_eq!(kept, DENIED);
    });
}
