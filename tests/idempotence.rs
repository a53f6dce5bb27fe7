use std::fs;

use serde_json::json;

use crate::helper::{Place, SEEDS_SAY, seeds};
use crate::shapes::{Conflict, Statement};

/// The seeds as JSONL, in the given order.
pub fn seeds_as_lines(order: &[usize]) -> String {
    let mut files: Vec<_> = fs::read_dir(seeds())
        .expect("the seeds")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 5);
    let line = |&index: &usize| {
        let content = fs::read_to_string(&files[index]).expect("an article");
        let (head, text) = content[4..].split_once("\n---\n").expect("front matter");
        let mut object = serde_json::Map::new();
        for (key, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            object.insert(key.to_owned(), json!(value));
        }
        object.insert("text".to_owned(), json!(text.trim_end()));
        json!(object).to_string() + "\n"
    };
    order.iter().map(line).collect()
}

/// What a database made of the seeds in this order holds, and what its records say.
pub fn database(order: &[usize], threads: &'static str) -> (String, String) {
    let place = Place::new();
    place
        .run("ingest -")
        .stdin(seeds_as_lines(order))
        .env("RAYON_NUM_THREADS", threads)
        .read();
    let records = ["statements", "conflicts", "topics", "denials", "report"];
    let records =
        records.map(|command| place.run(command).env("RAYON_NUM_THREADS", threads).read());
    (place.dump(), records.concat())
}

/// What is said of the seeds when they come again: they are older than two seconds.
const KNOWN: &str = "5 documents: 0 new, 0 changed, 5 known, 0 rejected; 0 statements and 0 conflicts added\n\
    5 files not read again: unchanged since the last time\n";

#[test]
fn the_same_input_twice_changes_nothing() {
    let place = Place::with_seeds();
    let before = (place.dump(), place.run("report").read());
    for _ in 0..2 {
        place
            .run("ingest")
            .arg(seeds())
            .stderr(SEEDS_SAY)
            .stdout(KNOWN)
            .check();
    }
    assert!(before == (place.dump(), place.run("report").read()));
}

#[test]
fn files_and_lines_of_json_give_the_same_database() {
    let place = Place::with_seeds();
    let (dump, _) = database(&[0, 1, 2, 3, 4], "4");
    assert!(place.dump() == dump);
}

const ORDERS: [[usize; 5]; 3] = [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [3, 4, 0, 2, 1]];

/// The statements without the name of the speaker's entity, which is a matter of all that is known of it.
pub fn statements(order: &[usize]) -> Vec<Statement> {
    let place = Place::new();
    place.run("ingest -").stdin(seeds_as_lines(order)).read();
    let mut statements: Vec<Statement> = place.run("statements").records();
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    statements
        .iter_mut()
        .for_each(|statement| statement.speaker.clear());
    statements
}

#[test]
fn any_order_gives_the_same_statements() {
    let expected = statements(&[0, 1, 2, 3, 4]);
    for order in ORDERS {
        assert_eq!(statements(&order), expected, "{order:?}");
    }
}

/// A topic is named when it is first seen and keeps its id, so the ids of topics depend on the night that brought
/// them; nothing else does.
#[test]
fn one_run_or_five_find_the_same() {
    let order = [0, 1, 2, 3, 4];
    let once = Place::new();
    once.run("ingest -").stdin(seeds_as_lines(&order)).read();
    let nightly = Place::new();
    for index in order {
        nightly
            .run("ingest -")
            .stdin(seeds_as_lines(&[index]))
            .read();
    }
    for command in ["statements", "denials"] {
        assert_same(&once.run(command).read(), &nightly.run(command).read());
    }
    assert_eq!(conflicts(&once), conflicts(&nightly));
}

#[test]
fn any_order_finds_the_same() {
    let once = Place::new();
    once.run("ingest -")
        .stdin(seeds_as_lines(&[0, 1, 2, 3, 4]))
        .read();
    for nights in [
        vec![vec![4, 3, 2, 1, 0]],
        vec![vec![2, 4], vec![0], vec![3, 1]],
        vec![vec![4], vec![3], vec![2], vec![1], vec![0]],
    ] {
        let other = Place::new();
        for night in &nights {
            other.run("ingest -").stdin(seeds_as_lines(night)).read();
        }
        assert_eq!(found(&once), found(&other), "{nights:?}");
    }
}

#[test]
fn a_conflict_is_shown_by_what_was_printed_first() {
    let said = "وقال مدير الميناء سالم الحوراني إن شركة الوادي وقعت عقدا مع مصنع إيطالي لتوريد عشرين قاطرة للميناء.";
    let denied = "ونفى المتحدث باسم شركة الوادي باسل نعمة توقيع الشركة أي عقد مع مصنع إيطالي لتوريد قاطرات للميناء.";
    let article = |id: &str, publisher: &str, day: &str, text: &str| {
        let object = json!({"id": id, "publisher": publisher, "published": day, "text": text});
        object.to_string() + "\n"
    };
    let first = article("first", "صدى الوادي", "2024-03-04", said);
    let again = article("again", "مرايا الساحل", "2024-03-05", said);
    let denial = article("denial", "مرايا الساحل", "2024-03-06", denied);
    for nights in [[&first, &again, &denial], [&denial, &again, &first]] {
        let place = Place::new();
        for night in nights {
            place.run("ingest -").stdin(night.clone()).read();
        }
        let [conflict] = &conflicts(&place)[..] else {
            panic!("one conflict, and not {:?}", conflicts(&place));
        };
        let shown = [&conflict.a.document, &conflict.b.document];
        assert_eq!(shown, ["first", "denial"]);
    }
}

/// What an article tells from memory is compared with what else it tells and with what its speaker says now, and not
/// with all that was said in that old week: so a look back does not bring back the year.
#[test]
fn what_was_said_long_ago_is_history_in_any_order() {
    let article = |id: &str, publisher: &str, day: &str, text: &str| {
        let object = json!({"id": id, "publisher": publisher, "published": day, "text": text});
        object.to_string() + "\n"
    };
    let back = "وكان مدير الميناء سالم الحوراني قال يوم 5 مارس 2024 إن شركة الوادي وقعت عقدا مع مصنع إيطالي لتوريد عشرين \
        قاطرة للميناء.\n\nورفض مدير الميناء سالم الحوراني، في 6 مارس 2024، تأجير الرصيف الشمالي لشركة الوادي لمدة عشر سنوات.";
    let denied = "ونفى المتحدث باسم شركة الوادي باسل نعمة توقيع الشركة أي عقد مع مصنع إيطالي لتوريد قاطرات للميناء.";
    let turned =
        "ووافق مدير الميناء سالم الحوراني على تأجير الرصيف الشمالي لشركة الوادي لمدة عشر سنوات.";
    let documents = [
        article("first", "صدى الوادي", "2024-09-10", back),
        article("second", "مرايا الساحل", "2024-09-11", back),
        article("denial", "مرايا الساحل", "2024-03-06", denied),
        article("turned", "مرايا الساحل", "2024-09-12", turned),
    ];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [1, 3, 2, 0]] {
        let place = Place::new();
        for at in order {
            place.run("ingest -").stdin(documents[at].clone()).read();
        }
        let [conflict] = &conflicts(&place)[..] else {
            panic!("one conflict, and not {:?}", conflicts(&place));
        };
        let shown = [&conflict.a.document, &conflict.b.document];
        assert_eq!(shown, ["first", "turned"], "{order:?}");
        let claims: i64 = place
            .open("claims.db")
            .query_row("SELECT count(*) FROM claim", [], |row| row.get(0))
            .expect("a number");
        assert_eq!(claims, 4, "two prints of one text say the same: {order:?}");
    }
}

/// What conflicts, how and why. By which of its spellings a speaker is shown, the first mention decides.
fn found(place: &Place) -> Vec<(String, String, String, String, Vec<String>)> {
    conflicts(place)
        .into_iter()
        .map(|c| {
            let how = format!("{:?} {}", c.kind, c.score);
            (c.id, how, c.a.id, c.b.id, c.reasons)
        })
        .collect()
}

/// The conflicts without their topics.
fn conflicts(place: &Place) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = place.run("conflicts").records();
    conflicts
        .iter_mut()
        .for_each(|conflict| conflict.topic = None);
    conflicts
}

#[test]
fn any_number_of_threads_gives_the_same_database() {
    let order = [0, 1, 2, 3, 4];
    let (dump, records) = database(&order, "1");
    let (other_dump, other_records) = database(&order, "4");
    assert_same(&records, &other_records);
    assert_same(&dump, &other_dump);
}

#[test]
fn extraction_depends_on_no_thread() {
    let place = Place::new();
    // more documents than fit into one batch
    let lines: String = (0..40)
        .map(|n| seeds_as_lines(&[n % 5]).replacen("\"id\":\"00", &format!("\"id\":\"{n}-00"), 1))
        .collect();
    let run = |threads| {
        place
            .run("extract")
            .stdin(lines.clone())
            .env("RAYON_NUM_THREADS", threads)
            .read()
    };
    assert_same(&run("1"), &run("4"));
}

/// An edited article is a new version of the document; reading the old one again brings it back.
#[test]
fn an_article_that_changes_is_a_new_version() {
    let place = Place::new();
    let article = |words: &str| {
        format!(
            "---\nid: a\npublished: 2024-03-05\n---\nقال وزير الزراعة الأردني سليم الحوراني إن المحصول {words}.\n"
        )
    };
    let ingest = |words: &str, counts: &str| {
        place.file("a.txt", article(words));
        let out = place.run("ingest a.txt").read();
        assert!(out.contains(counts), "{out}");
        place.run("statements").read()
    };
    let first = ingest("وافر", "1 new, 0 changed, 0 known");
    let second = ingest("ضعيف", "0 new, 1 changed, 0 known");
    assert!(
        second.contains("ضعيف") && !second.contains("وافر"),
        "{second}"
    );
    assert_eq!(ingest("وافر", "0 new, 1 changed, 0 known"), first);
    assert_eq!(ingest("وافر", "0 new, 0 changed, 1 known"), first);
    let versions = place.run("sql").arg("SELECT count(*) AS n FROM document");
    versions.stdout("{\"n\":2}\n").check();
}

#[track_caller]
fn assert_same(a: &str, b: &str) {
    if a == b {
        return;
    }
    let differing = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    match differing {
        Some((a, b)) => panic!("first difference\n{a}\n{b}"),
        None => panic!("{} lines against {}", a.lines().count(), b.lines().count()),
    }
}
