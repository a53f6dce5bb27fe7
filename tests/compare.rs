//! The relation of two sentences, one pair and many.

use serde::Deserialize;
use serde_json::Value;

use crate::helper::{Place, record};

/// One line of `gainsay compare`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Compared {
    id: Option<Value>,
    line: Option<u64>,
    relation: String,
    score: f64,
    agree: f64,
    disagree: f64,
    other: f64,
    reasons: Vec<String>,
}

fn compare(a: &str, b: &str) -> Compared {
    let place = Place::new();
    record(&place.run("compare").arg(a).arg(b).read())
}

#[track_caller]
fn check(a: &str, b: &str, relation: &str, reason: &str) {
    let told = compare(a, b);
    assert_eq!(told.relation, relation, "{a} / {b}: {told:?}");
    let gives = told.reasons.iter().any(|given| given.contains(reason));
    assert!(gives, "{a} / {b}: no {reason:?} in {:?}", told.reasons);
    let total = told.agree + told.disagree + told.other;
    assert!((total - 1.0).abs() < 0.005, "{told:?}");
    assert!((told.score - told.agree.max(told.disagree).max(told.other)).abs() < 1e-9);
}

#[test]
fn opposites_of_one_thing_disagree() {
    check(
        "ارتفاع أسعار القمح في أسواق عمان",
        "انخفاض أسعار القمح في أسواق عمان",
        "disagree",
        "«ارتفاع», the other «انخفاض»",
    );
    check(
        "الوزارة توافق على استيراد الأغنام من الصومال",
        "الوزارة ترفض استيراد الأغنام من الصومال",
        "disagree",
        "both are about: ",
    );
}

#[test]
fn a_negation_on_one_side_disagrees() {
    check(
        "المدرسة ستفتح أبوابها يوم الأحد",
        "المدرسة لن تفتح أبوابها يوم الأحد",
        "disagree",
        "only one of them negates («لن»)",
    );
}

#[test]
fn another_number_or_place_disagrees() {
    check(
        "إصابة 14 عاملا في حريق مصنع بحلب",
        "إصابة 60 عاملا في حريق مصنع بحلب",
        "disagree",
        "different numbers: ",
    );
    check(
        "افتتاح متحف للخط العربي في المغرب",
        "افتتاح متحف للخط العربي في الكويت",
        "disagree",
        "different states: ",
    );
}

#[test]
fn the_same_in_other_words_agrees() {
    check(
        "صعود أسعار الزيت في تونس للشهر الثالث",
        "أسعار الزيت ترتفع في تونس للشهر الثالث",
        "agree",
        "both are about: ",
    );
}

#[test]
fn different_matters_are_other() {
    check(
        "افتتاح معرض الكتاب في تونس",
        "سرقة لوحات نادرة من قصر ملكي بالسويد",
        "other",
        "they have no telling word in common",
    );
}

#[test]
fn a_sentence_agrees_with_itself_in_any_spelling() {
    for (a, b) in [
        ("أكّد الوزير أنّ الجسر مغلق.", "اكد الوزير ان الجسر مغلق"),
        ("لم تصل الشحنة", "لم تصل الشحنة"),
        ("rain", "Rain"),
        ("٢٠", "20"),
    ] {
        let told = compare(a, b);
        assert_eq!((told.relation.as_str(), told.score), ("agree", 1.0), "{a}");
        assert_eq!(told.reasons[0], "both say it in the same words");
    }
}

#[test]
fn the_order_of_the_two_makes_no_difference() {
    let sentences = [
        "البنك يرفع سعر الفائدة إلى 7 في المئة",
        "البنك المركزي خفض سعر الفائدة للمرة الثانية",
        "نفى البنك رفع سعر الفائدة، والبنك لم يبحث الأمر",
        "هل يرفع البنك الفائدة في الربيع؟",
        "قرية في الجبل بلا ماء منذ شهر",
        "منذ شهر لا ماء في قرية الجبل، والقرية تشكو",
    ];
    for a in sentences {
        for b in sentences {
            assert_eq!(compare(a, b), compare(b, a), "{a} / {b}");
        }
    }
}

#[test]
fn people_get_text() {
    let place = Place::new();
    let text = place
        .run("compare --format table")
        .arg("ارتفاع أسعار القمح")
        .arg("انخفاض أسعار القمح")
        .read();
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    assert!(
        first.starts_with("disagree 0.") || first == "disagree 1.00",
        "{text}"
    );
    assert!(
        lines.clone().count() >= 2 && lines.all(|line| line.starts_with("  ")),
        "{text}"
    );
}

const PAIRS: &str = r#"{"id": "w1", "a": "ارتفاع أسعار القمح", "b": "انخفاض أسعار القمح"}

{"a": "الجسر مغلق", "b": "الجسر مغلق", "source": "desk"}
{"id": 7, "a": "الجسر مغلق", "b": "خمس جوائز لفيلم هندي"}
"#;

#[test]
fn pairs_come_out_in_order() {
    let place = Place::new();
    place.file("pairs.jsonl", PAIRS);
    for run in [
        place.run("compare --jsonl pairs.jsonl"),
        place.run("compare --jsonl -").stdin(PAIRS),
        place
            .run("compare --jsonl")
            .stdin(format!("\u{feff}{PAIRS}")),
    ] {
        let told: Vec<Compared> = run.records();
        let seen: Vec<_> = told
            .iter()
            .map(|t| (t.id.clone(), t.line, t.relation.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (Some("w1".into()), Some(1), "disagree"),
                (None, Some(3), "agree"),
                (Some(7.into()), Some(4), "other"),
            ]
        );
    }
}

#[test]
fn many_pairs_come_out_the_same_on_any_number_of_threads() {
    let place = Place::new();
    place.file("pairs.jsonl", PAIRS.repeat(1500));
    let alone = place
        .run("compare --jsonl pairs.jsonl")
        .env("RAYON_NUM_THREADS", "1")
        .read();
    let beside = place
        .run("compare --jsonl pairs.jsonl")
        .env("RAYON_NUM_THREADS", "4")
        .read();
    assert!(alone == beside);
    assert_eq!(alone.lines().count(), 4500);
}

#[test]
fn a_bad_line_is_named_and_stops_nothing() {
    let place = Place::new();
    let mut lines = b"{\"a\": \"x\"}\nnot json\n[1, 2]\n{\"a\": 1, \"b\": \"y\"}\n{\"a\": \" ! \", \"b\": \"y\"}\n".to_vec();
    lines.extend(b"{\"a\": \"\xff\", \"b\": \"y\"}\n");
    lines.extend(format!("{{\"a\": \"{}\", \"b\": \"y\"}}\n", "w ".repeat(40_000)).as_bytes());
    lines.extend("{\"a\": \"الجسر مغلق\", \"b\": \"الجسر مغلق\"}".as_bytes());
    place.file("pairs.jsonl", lines);
    let said = "gainsay: rejected pairs.jsonl, line 1: expected {\"a\": \"…\", \"b\": \"…\"}: missing field `b` at column 10\n\
                gainsay: rejected pairs.jsonl, line 2: expected {\"a\": \"…\", \"b\": \"…\"}: expected ident at column 2\n\
                gainsay: rejected pairs.jsonl, line 3: expected {\"a\": \"…\", \"b\": \"…\"}: it is no object\n\
                gainsay: rejected pairs.jsonl, line 4: expected {\"a\": \"…\", \"b\": \"…\"}: invalid type: integer `1`, expected a string at column 7\n\
                gainsay: rejected pairs.jsonl, line 5: \"a\" has no words\n\
                gainsay: rejected pairs.jsonl, line 6: byte 7 is not valid UTF-8\n\
                gainsay: rejected pairs.jsonl, line 7: it is longer than 64 KB\n";
    let told: Vec<Compared> = place
        .run("compare --jsonl pairs.jsonl")
        .status(3)
        .stderr(said)
        .records();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].line, told[0].relation.as_str()),
        (Some(8), "agree")
    );
}

#[test]
fn an_empty_file_holds_no_pairs() {
    Place::new().run("compare --jsonl").check();
}

#[test]
fn csv_has_a_header() {
    let place = Place::new();
    place
        .run("compare --jsonl --format csv")
        .stdin("{\"id\": \"p\", \"a\": \"rain\", \"b\": \"rain\"}")
        .stdout(
            "id,line,relation,score,agree,disagree,other,reasons\n\
             p,1,agree,1.0,1.0,0.0,0.0,\"[\"\"both say it in the same words\"\",\"\"both are about: rain (1 of 1 words answer each other)\"\"]\"\n",
        )
        .check();
}

#[test]
fn wrong_calls_are_told_in_one_line() {
    let place = Place::new();
    place
        .run("compare")
        .arg("الجسر مغلق")
        .arg(" … ")
        .refused(2, "the second sentence has no words; give two sentences")
        .check();
    place
        .run("compare")
        .arg("")
        .arg("الجسر مغلق")
        .refused(2, "the first sentence has no words; give two sentences")
        .check();
    place
        .run("compare one")
        .refused(
            2,
            "the following required arguments were not provided: <B>; try --help",
        )
        .check();
    place
        .run("compare --jsonl none.jsonl")
        .refused(
            2,
            "cannot read none.jsonl: No such file or directory (os error 2); give a file of pairs, or - for stdin",
        )
        .check();
    place
        .run("compare --jsonl .")
        .refused(
            2,
            "cannot read .: it is a folder; give a file of pairs, or - for stdin",
        )
        .check();
}
