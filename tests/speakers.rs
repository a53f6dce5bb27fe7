//! Who is who: one speaker for all spellings, the reasons for it, and the decisions of people, which outlast every
//! later run.

use std::collections::BTreeSet;

use serde_json::Value;

use super::helper::{Place, article, call};

/// Articles on two ministers, one of them in two spellings and by the surname.
const ARTICLES: [(&str, &str, &str); 4] = [
    (
        "a.txt",
        "2024-03-05",
        "قال وزير الطاقة البلغاري غريغوري بافلوف، أمس الاثنين، إن بلاده ستغلق محطة الوادي النووية قبل نهاية العام.",
    ),
    (
        "b.txt",
        "2024-03-12",
        "قال وزير الطاقة البلغاري جريجوري بافلوف، أمس الاثنين، إن بلاده لن تغلق محطة الوادي النووية قبل نهاية العام.",
    ),
    (
        "c.txt",
        "2024-03-13",
        "أكد وزير الطاقة البلغاري بافلوف أن أسعار الكهرباء ستبقى على حالها هذا الشتاء.",
    ),
    (
        "d.txt",
        "2024-03-14",
        "قال رئيس بلدية معان الأردني سالم الحوراني إن الطريق الجديد سيفتح في نيسان المقبل.",
    ),
];

fn place_with(order: &[usize]) -> Place {
    let place = Place::new();
    for &at in order {
        let (name, day, text) = ARTICLES[at];
        place.file(name, article(day, text));
        place.run(&format!("ingest {name}")).read();
    }
    place
}

fn speakers(place: &Place, arguments: &str) -> Vec<Value> {
    call(place, &format!("speakers {arguments}")).records()
}

fn names(place: &Place) -> BTreeSet<String> {
    let all = speakers(place, "");
    all.iter()
        .map(|s| format!("{}: {}", s["name"], s["aliases"]))
        .collect()
}

fn id_of(place: &Place, name: &str) -> i64 {
    let found = speakers(place, &format!("--speaker \"{name}\""));
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found[0]["id"].as_i64().expect("an id")
}

#[test]
fn spellings_of_one_minister_are_one_speaker_in_any_order() {
    let there = place_with(&[0, 1, 2, 3]);
    let back = place_with(&[3, 2, 1, 0]);
    assert_eq!(names(&there), names(&back));
    let found = speakers(&there, "--why --speaker بافلوف");
    let ids: BTreeSet<i64> = found.iter().filter_map(|s| s["id"].as_i64()).collect();
    assert_eq!(ids.len(), 1, "{found:?}");
    assert_eq!(found.len(), 3);
    for spelling in &found {
        let reason = spelling["reason"].as_str().unwrap_or_default();
        let shown = spelling["alias"] == spelling["name"];
        assert_eq!(reason == "name", shown, "{spelling}");
        assert!(shown || reason.contains("same state"), "{spelling}");
    }
}

#[test]
fn a_split_holds_against_later_runs_and_a_merge_takes_it_back() {
    let place = place_with(&[0, 1, 3]);
    let id = id_of(&place, "بافلوف");
    let said = call(
        &place,
        &format!("split-speaker {id} \"جريجوري بافلوف\" --reviewer Amal --note namesakes"),
    )
    .read();
    assert_eq!(said.lines().count(), 2, "{said}");
    assert_eq!(speakers(&place, "--speaker بافلوف").len(), 2);
    // a later run brings the spelling again
    place.file(
        "e.txt",
        article(
            "2024-03-20",
            "قال وزير الطاقة البلغاري جريجوري بافلوف إن السد الجديد سيكتمل في الصيف.",
        ),
    );
    place.run("ingest e.txt").read();
    assert_eq!(speakers(&place, "--speaker بافلوف").len(), 2);
    let found = speakers(&place, "--speaker \"جريجوري\"");
    assert_eq!(found[0]["statements"], 2);
    call(
        &place,
        "merge-speakers \"غريغوري بافلوف\" \"جريجوري بافلوف\" --reviewer Amal --note \"one man\"",
    )
    .read();
    let one = speakers(&place, "--speaker بافلوف");
    assert_eq!(one.len(), 1);
    assert_eq!(one[0]["statements"], 3);
    let why = speakers(&place, "--why --speaker بافلوف");
    assert!(
        why.iter().any(|s| s["reason"]
            .as_str()
            .is_some_and(|r| r.contains("merged by Amal: one man"))),
        "{why:?}"
    );
}

#[test]
fn what_a_person_merged_stays_merged() {
    let place = place_with(&[0, 3]);
    call(
        &place,
        "merge-speakers \"غريغوري بافلوف\" \"سالم الحوراني\" --reviewer Amal",
    )
    .read();
    let (name, day, text) = ARTICLES[1];
    place.file(name, article(day, text));
    place.run(&format!("ingest {name}")).read();
    assert_eq!(speakers(&place, "--speaker الحوراني").len(), 1);
    assert_eq!(id_of(&place, "الحوراني"), id_of(&place, "بافلوف"));
    // and every name of its own again
    let id = id_of(&place, "بافلوف");
    call(&place, &format!("split-speaker {id} --reviewer Amal")).read();
    assert_ne!(id_of(&place, "الحوراني"), id_of(&place, "غريغوري"));
}

#[test]
fn decisions_are_never_changed() {
    let place = place_with(&[0, 3]);
    call(
        &place,
        "merge-speakers \"غريغوري بافلوف\" \"سالم الحوراني\" --reviewer Amal",
    )
    .read();
    let db = place.open("claims.db");
    assert!(db.execute("DELETE FROM speaker_decision", []).is_err());
    assert!(
        db.execute("UPDATE speaker_decision SET note = 'x'", [])
            .is_err()
    );
}

#[test]
fn what_is_unclear_is_one_line() {
    let place = place_with(&[0, 3]);
    call(&place, "merge-speakers \"غريغوري بافلوف\" \"نادر الصباغ\"")
        .refused(1, "there is no speaker \"نادر الصباغ\" in the database; gainsay speakers --speaker \"الصباغ\" lists \
             who has such a name")
        .check();
    let (a, b) = (id_of(&place, "الحوراني"), id_of(&place, "بافلوف"));
    place.file(
        "f.txt",
        article(
            "2024-03-15",
            "قال وزير النقل اللبناني سالم الحوراني إن المرفأ سيفتح في أيار المقبل.",
        ),
    );
    place.run("ingest f.txt").read();
    let other: Vec<i64> = speakers(&place, "--speaker الحوراني")
        .iter()
        .filter_map(|s| s["id"].as_i64())
        .collect();
    let other = other.into_iter().find(|id| *id != a).expect("a namesake");
    call(&place, &format!("merge-speakers {b} \"سالم الحوراني\""))
        .refused(1, &format!(
            "\"سالم الحوراني\" may be one of 2: {a} سالم الحوراني (JO, 1 statement); {other} سالم الحوراني \
             (LB, 1 statement); give the id"
        ))
        .check();
    call(&place, &format!("split-speaker {b} \"سالم الحوراني\""))
        .refused(
            1,
            "there is no spelling of this speaker \"سالم الحوراني\" in the database",
        )
        .check();
    call(&place, &format!("split-speaker {b}"))
        .refused(
            1,
            "this speaker has no other name to be told from; gainsay speakers shows the spellings",
        )
        .check();
    assert!(!place.path("other.db").exists());
}

#[test]
fn every_filter_narrows_every_record() {
    let place = Place::with_seeds();
    let count = |line: &str| -> usize {
        let all: Vec<Value> = place.run(line).records();
        all.len()
    };
    for command in ["conflicts", "topics", "statements", "speakers"] {
        let all = count(command);
        assert!(all > 0, "{command}");
        for filter in [
            "--since 2023-01-01",
            "--until 2017-12-31",
            "--country KZ",
            "--speaker عبد",
            "--kind denial",
            "--min-score 0.7",
        ] {
            let some = count(&format!("{command} {filter}"));
            assert!(
                some > 0 && some <= all,
                "{command} {filter}: {some} of {all}"
            );
        }
        assert_eq!(
            count(&format!("{command} --until 1990-01-01")),
            0,
            "{command}"
        );
        assert_eq!(count(&format!("{command} --country AQ")), 0, "{command}");
        assert_eq!(count(&format!("{command} --topic none")), 0, "{command}");
    }
    place
        .run("conflicts --since 2024-02-01 --until 2024-01-01")
        .refused(2, "--since 2024-02-01 is after --until 2024-01-01: nothing lies between them; change the two")
        .check();
}

#[test]
fn the_surest_come_first_and_among_equals_the_newest() {
    let place = Place::with_seeds();
    let conflicts: Vec<Value> = place.run("conflicts").records();
    let newest = |c: &Value| {
        let day = |side: &Value| {
            let day = side["said_on"].as_str().or(side["published"].as_str());
            day.unwrap_or_default().to_string()
        };
        day(&c["a"]).max(day(&c["b"]))
    };
    for pair in conflicts.windows(2) {
        let (x, y) = (pair[0]["score"].as_f64(), pair[1]["score"].as_f64());
        assert!(
            x > y || x == y && newest(&pair[0]) >= newest(&pair[1]),
            "{pair:?}"
        );
    }
}

/// Two names that stand for and against one matter, three months apart.
fn two_on_one_matter() -> Place {
    let place = Place::new();
    let told = [
        (
            "a.txt",
            "2024-03-05",
            "رفض سالم الحوراني، أمس الاثنين، إغلاق محطة الوادي النووية على نهر الدانوب في بلغاريا.",
        ),
        (
            "b.txt",
            "2024-06-11",
            "دعا نادر الصباغ، أمس الاثنين، إلى إغلاق محطة الوادي النووية على نهر الدانوب في بلغاريا.",
        ),
    ];
    for (name, day, text) in told {
        place.file(name, article(day, text));
    }
    place.run("ingest a.txt b.txt").read();
    place
}

const ONE_MAN: &str = "merge-speakers \"سالم الحوراني\" \"نادر الصباغ\" --reviewer Amal";

#[test]
fn who_is_who_decides_what_is_a_change_of_mind() {
    let place = two_on_one_matter();
    let shifts = || -> Vec<Value> { place.run("conflicts --kind shift").records() };
    assert_eq!(shifts().len(), 0);
    call(&place, ONE_MAN).read();
    let found = shifts();
    assert_eq!(found.len(), 1);
    let id = found[0]["id"].as_str().unwrap_or_default().to_string();
    place
        .run(&format!("review {id} confirmed --reviewer Amal"))
        .read();
    call(&place, "split-speaker \"نادر الصباغ\" --reviewer Amal").read();
    assert_eq!(shifts().len(), 0);
    // the verdict finds its conflict again
    call(&place, ONE_MAN).read();
    let again = shifts();
    assert_eq!(again[0]["id"], id);
    assert_eq!(again[0]["review"], "confirmed");
}

#[test]
fn a_topic_tells_who_stands_where_from_when_to_when() {
    let place = two_on_one_matter();
    call(&place, ONE_MAN).read();
    let topics: Vec<Value> = place.run("topics").records();
    assert_eq!(topics.len(), 1);
    assert_eq!(
        topics[0]["title"],
        "إغلاق محطة الوادي النووية على نهر الدانوب في بلغاريا"
    );
    let positions: Vec<Value> = place.run("topics --positions --speaker الصباغ").records();
    let told: Vec<(&str, &str)> = positions
        .iter()
        .filter_map(|p| Some((p["stance"].as_str()?, p["first_day"].as_str()?)))
        .collect();
    assert_eq!(told, [("reject", "2024-03-04"), ("urge", "2024-06-10")]);
    assert!(positions.iter().all(|p| p["topic"] == topics[0]["id"]));
}

#[test]
fn a_negative_sentence_is_no_open_denial() {
    let place = Place::new();
    place.file(
        "a.txt",
        article(
            "2024-03-05",
            "نفى وزير الطاقة الأردني سليم الحوراني نيته إغلاق محطة الكهرباء، خلافا لما ذكرته صحيفة الوادي.\n\
             وقال الوزير إن الأسعار لم ترتفع هذا العام.",
        ),
    );
    place.run("ingest a.txt").read();
    let denials: Vec<Value> = place.run("denials").records();
    assert_eq!(denials.len(), 1, "{denials:?}");
    assert_eq!(denials[0]["denied_author"], "صحيفة الوادي");
    assert_eq!(denials[0]["day"], "2024-03-05");
}

#[test]
fn an_older_file_gets_its_mentions_and_denials_from_what_it_holds() {
    let place = place_with(&[0, 1, 2, 3]);
    place.file(
        "e.txt",
        article(
            "2024-03-15",
            "نفى وزير الطاقة البلغاري غريغوري بافلوف نيته إغلاق محطة الكهرباء، خلافا لما ذكرته صحيفة الوادي.",
        ),
    );
    place.run("ingest e.txt").read();
    let (speakers, denials) = (names(&place), place.run("denials").read());
    assert!(denials.contains("صحيفة الوادي"), "{denials}");
    let db = place.open("claims.db");
    db.execute_batch("DELETE FROM denial; DELETE FROM mention; DELETE FROM speaker_alias;")
        .expect("a file as older programs left it");
    drop(db);
    place.run("ingest a.txt").read();
    assert_eq!(names(&place), speakers);
    assert_eq!(place.run("denials").read(), denials);
}
