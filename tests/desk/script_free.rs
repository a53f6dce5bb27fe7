//! The desk without a script: everything but keys and selecting words is plain links and forms.

use super::http::encoded;
use super::{DENIED, Desk, LANGUAGES, SAID, between, hidden, one, pages, seeded};

#[test]
fn names_keep_their_direction_without_a_trace_of_it() {
    let place = seeded();
    let desk = Desk::of(&place);
    for language in LANGUAGES {
        for path in pages(&place) {
            let mark = if path.contains('?') { '&' } else { '?' };
            let page = desk
                .get(&format!("{path}{mark}interface={language}"))
                .text();
            assert!(!page.contains("\\u{"), "{path} {language}");
        }
        let wrong = desk
            .get(&format!("/conflicts?kind=x&interface={language}"))
            .is(422)
            .text();
        assert!(wrong.contains("\u{2068}x\u{2069}"), "{wrong}");
        let between = desk
            .get(&format!(
                "/conflicts/{}?interface={language}",
                between(&place, SAID, DENIED)
            ))
            .text();
        assert!(between.contains("<h1>\u{2068}"), "{between}");
    }
}

#[test]
fn a_verdict_is_a_form() {
    for language in LANGUAGES {
        let place = seeded();
        let desk = Desk::of(&place);
        let id = between(&place, SAID, DENIED);
        let asked = encoded(&[("words", "لم نجلس"), ("interface", language)]);
        let list = desk.get(&format!("/conflicts?{asked}")).is(200).text();
        assert!(list.contains(&format!("href=\"/conflicts/{id}?")), "{list}");
        let page = desk
            .get(&format!("/conflicts/{id}?kind=denial"))
            .is(200)
            .text();
        let csrf = hidden(&page, "csrf");
        let seen = hidden(&page, "seen");
        let kind = hidden(&page, "kind");
        let fields = [
            ("csrf", csrf.as_str()),
            ("seen", &seen),
            ("kind", &kind),
            ("note", "بلا برنامج"),
            ("reviewer", "هدى"),
            ("verdict", "confirmed"),
        ];
        let done = desk
            .post(&format!("/conflicts/{id}/verdict"), &fields)
            .is(303);
        let there = done.header("Location");
        assert!(
            there.starts_with("/conflicts/") && there.contains("kind=denial"),
            "{there}"
        );
        assert!(
            there.contains("done=confirmed") && there.contains(&format!("about={id}")),
            "{there}"
        );
        desk.get(there).is(200);
        let kept: String = one(
            &place,
            "SELECT verdict || ' ' || reviewer || ' ' || note FROM review",
        );
        assert_eq!(kept, "confirmed هدى بلا برنامج");

        // a look at the page afterwards, and somebody who had not looked
        let again = desk.get(&format!("/conflicts/{id}")).is(200).text();
        assert_ne!(hidden(&again, "seen"), seen);
        let late = desk
            .post(&format!("/conflicts/{id}/verdict"), &fields)
            .is(303);
        assert!(late.header("Location").contains("meanwhile=1"));
        assert_eq!(one::<i64>(&place, "SELECT count(*) FROM review"), 2);
    }
}

#[test]
fn lists_are_files_as_well() {
    let place = seeded();
    let desk = Desk::of(&place);
    for list in ["conflicts", "topics", "speakers", "denials", "documents"] {
        let csv = desk.get(&format!("/{list}.csv")).is(200);
        assert_eq!(csv.header("Content-Type"), "text/csv; charset=utf-8");
        assert!(csv.header("Content-Disposition").starts_with("attachment"));
        let jsonl = desk.get(&format!("/{list}.jsonl")).is(200).text();
        assert_eq!(
            jsonl.lines().count() + 1,
            csv.text().lines().count(),
            "{list}"
        );
    }
    let some = desk.get("/conflicts.jsonl?kind=shift").is(200).text();
    let shifts: i64 = one(
        &place,
        "SELECT count(*) FROM conflicts WHERE kind = 'shift'",
    );
    assert_eq!(some.lines().count() as i64, shifts, "what is on the screen");
}
