use crate::helper::Place;
use crate::shapes::Found;

const NEWS: &str = r#"{"id": "a", "published": "2024-03-05", "publisher": "صدى الوادي", "title": "القمح", "text": "قال وزير الزراعة الأردني سليم الحوراني، أمس الاثنين، إن محصول القمح هذا العام أوفر من سابقه، وإن الصوامع امتلأت."}
{"id": "b", "published": "2024-03-09", "publisher": "شرفة الشام", "title": "الشعير", "text": "نفى وزير التجارة المصري هاني الديب أن يكون محصول الشعير قد تلف في الصوامع."}
{"id": "c", "published": "2024-04-01", "publisher": "شرفة الشام", "text": "هذه نشرة عن الأمم المتحدة وعن القمح والشعير معا."}
"#;

fn place() -> Place {
    let place = Place::new();
    place
        .file("news.jsonl", NEWS)
        .run("ingest news.jsonl --json")
        .read();
    place
}

/// The documents found, each once, in their order.
fn found(place: &Place, args: &[&str]) -> Vec<String> {
    let mut run = place.run("search");
    for arg in args {
        run = run.arg(*arg);
    }
    let mut documents: Vec<String> = run
        .records::<Found>()
        .into_iter()
        .map(|hit| hit.document)
        .collect();
    documents.sort();
    documents.dedup();
    documents
}

#[test]
fn words_phrases_beginnings_and_operators() {
    let place = place();
    for (query, documents) in [
        ("محصول", vec!["a", "b"]),
        ("محصول قمح", vec!["a"]),
        ("قمح OR شعير", vec!["a", "b", "c"]),
        ("(قمح OR شعير) AND صوامع", vec!["a", "b"]),
        ("محصول NOT قمح", vec!["b"]),
        ("\"الامم المتحدة\"", vec!["c"]),
        ("«المتحدة الأمم»", vec![]),
        ("صوام*", vec!["a", "b"]),
        ("\"محصول الشع\"*", vec!["b"]),
        ("content_folded:قمح", vec![]),
        ("القمح; DROP TABLE statement", vec![]),
    ] {
        assert_eq!(found(&place, &[query]), documents, "{query}");
    }
    assert_eq!(
        found(&place, &["محصول", "قمح"]),
        ["a"],
        "several arguments are one query"
    );
}

#[test]
fn filters() {
    let place = place();
    let narrowed = |more: &[&str]| found(&place, &[&["قمح OR شعير"], more].concat());
    assert_eq!(narrowed(&["--since", "2024-03-06"]), ["b", "c"]);
    assert_eq!(narrowed(&["--until", "2024-03-09"]), ["a", "b"]);
    assert_eq!(narrowed(&["--country", "EG"]), ["b"]);
    assert_eq!(narrowed(&["--speaker", "الحورانى"]), ["a"]);
    assert_eq!(narrowed(&["--publisher", "شرفة الشام"]), ["b", "c"]);
    assert_eq!(narrowed(&["--in", "statements"]), ["a", "b"]);
    assert_eq!(narrowed(&["--in", "documents"]), ["a", "b", "c"]);
    let one: Vec<Found> = place.run("search قمح --limit 1").records();
    assert_eq!(
        one.iter().map(|hit| hit.kind.as_str()).collect::<Vec<_>>(),
        ["statement", "document"]
    );
}

#[test]
fn hits_show_who_said_it_and_the_words_around() {
    let place = place();
    let hits: Vec<Found> = place.run("search صوامع --in statements").records();
    let hit = hits
        .iter()
        .find(|hit| hit.document == "a")
        .expect("the minister");
    assert_eq!(hit.speaker.as_deref(), Some("سليم الحوراني"));
    assert_eq!(hit.stance.as_deref(), Some("affirm"));
    assert!(
        hit.snippet.contains("وإن [الصوامع] امتلأت"),
        "{}",
        hit.snippet
    );
    let table = place.run("search صوامع --format table").read();
    assert!(
        table.contains("سليم الحوراني") && table.contains("[الصوامع]"),
        "{table}"
    );
}

#[test]
fn what_is_no_query_is_told_in_one_line() {
    let place = place();
    for (query, line) in [
        ("؟", "there is no word in \"؟\" to search for"),
        (
            "\"قمح",
            "the phrase \"قمح has no closing quotation mark; a phrase is \"in two of them\"",
        ),
        (
            "(قمح",
            "a parenthesis in \"(قمح\" has no partner; put words with parentheses in double quotes",
        ),
        (
            "قمح AND",
            "AND needs a word before and behind it in \"قمح AND\"; to search for the word itself, put it in double quotes",
        ),
    ] {
        place.run("search").arg(query).refused(2, line).check();
    }
    place
        .run("--db none.db search قمح")
        .refused(
            1,
            "there is no database at none.db; `gainsay ingest` makes one, --db names another",
        )
        .check();
}

#[test]
fn the_seeds_can_be_searched() {
    let place = Place::with_seeds();
    let hits: Vec<Found> = place
        .run("search")
        .arg("\"حفظ السلام\" OR \"حفظ سلام\"")
        .records();
    assert!(hits.iter().any(|hit| hit.kind == "statement"));
    assert!(
        hits.iter().all(|hit| hit.snippet.contains('[')),
        "every hit is marked"
    );
}
