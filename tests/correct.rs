//! What people correct of statements: it holds against every later run, conflicts follow from it, and verdicts follow
//! what was judged.

use serde_json::{Value, json};

use super::helper::{Place, article, call};

/// What a query that gives one value gives.
fn one<T: rusqlite::types::FromSql>(place: &Place, sql: &str) -> T {
    let found = place.open("claims.db").query_row(sql, [], |row| row.get(0));
    found.unwrap_or_else(|error| panic!("{error}: {sql}"))
}

fn rows(place: &Place, sql: &str) -> Vec<Value> {
    place.run("sql").arg(sql).records()
}

/// One minister says it, another one denies it.
const SAID: (&str, &str, &str) = (
    "a.txt",
    "2024-03-05",
    "قال وزير الدفاع الروسي فيكتور بافلوف إن أوزبكستان سترسل قوات إلى سوريا ضمن بعثة المراقبة.",
);
const DENIED: (&str, &str, &str) = (
    "b.txt",
    "2024-03-06",
    "نفى وزير الخارجية الأوزبكي رستم قاديروف أن تكون بلاده سترسل قوات إلى سوريا ضمن بعثة المراقبة.",
);

fn place_with(articles: &[(&str, &str, &str)]) -> Place {
    let place = Place::new();
    for (name, day, text) in articles {
        place.file(name, article(day, text));
        place.run(&format!("ingest {name}")).read();
    }
    place
}

fn statement(place: &Place, document: &str) -> String {
    let sql = format!(
        "SELECT id FROM statements WHERE document = '{document}' ORDER BY statement_seq LIMIT 1"
    );
    one(place, &sql)
}

fn conflicts(place: &Place) -> Vec<Value> {
    place.run("conflicts").records()
}

/// The one conflict that is shown.
fn conflict(place: &Place) -> String {
    let found = conflicts(place);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]["id"].as_str().expect("an id").to_owned()
}

/// Runs a correction by Amal and gives what it says.
#[track_caller]
fn correct(place: &Place, arguments: &str) -> String {
    call(place, &format!("correct {arguments} --reviewer Amal")).read()
}

/// Holds against the doctor's every check; notes are none.
#[track_caller]
fn is_sound(place: &Place) {
    let found: Vec<Value> = place.run("doctor").records();
    let wrong: Vec<&Value> = found
        .iter()
        .filter(|check| check["state"] != "ok" && check["state"] != "note")
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_corrected_stance_takes_the_conflict_along_and_brings_it_back_with_its_review() {
    let place = place_with(&[SAID, DENIED]);
    let (id, pair) = (statement(&place, "b"), conflict(&place));
    place
        .run(&format!("review {pair} confirmed --reviewer Amal"))
        .read();
    let said = correct(&place, &format!("{id} --stance affirm --note misread"));
    assert_eq!(
        said,
        format!("{id}: stance affirm (was deny) by Amal\nconflict {pair} is gone\n")
    );
    assert!(conflicts(&place).is_empty());
    assert_eq!(one::<i64>(&place, "SELECT count(*) FROM topics"), 0);
    assert_eq!(one::<i64>(&place, "SELECT count(*) FROM open_denials"), 0);
    is_sound(&place);
    let said = correct(&place, &format!("{id} --undo"));
    assert_eq!(
        said,
        format!("{id}: stance deny (was affirm) by Amal\nconflict {pair} is new\n")
    );
    assert_eq!(conflict(&place), pair);
    assert_eq!(conflicts(&place)[0]["review"], "confirmed");
    // said again in so many words
    correct(&place, &format!("{id} --stance affirm"));
    correct(&place, &format!("{id} --stance deny"));
    assert_eq!(conflict(&place), pair);
    assert_eq!(conflicts(&place)[0]["review"], "confirmed");
    is_sound(&place);
    let kept = "SELECT action, stance, was_stance, counts, applies, reviewer, note FROM corrections ORDER BY id";
    assert_eq!(
        rows(&place, kept),
        [
            json!({"action": "correct", "stance": "affirm", "was_stance": "deny", "counts": 0, "applies": 1,
              "reviewer": "Amal", "note": "misread"}),
            json!({"action": "undo", "stance": null, "was_stance": "affirm", "counts": 0, "applies": 1,
              "reviewer": "Amal", "note": ""}),
            json!({"action": "correct", "stance": "affirm", "was_stance": "deny", "counts": 0, "applies": 1,
              "reviewer": "Amal", "note": ""}),
            json!({"action": "correct", "stance": "deny", "was_stance": "affirm", "counts": 1, "applies": 1,
              "reviewer": "Amal", "note": ""}),
        ]
    );
    let commands = "SELECT group_concat(DISTINCT command || ' ' || outcome) FROM run WHERE id > 2";
    assert_eq!(one::<String>(&place, commands), "correct done");
}

#[test]
fn corrections_are_never_changed_and_outlive_their_statement() {
    let place = place_with(&[SAID, DENIED]);
    let id = statement(&place, "b");
    correct(&place, &format!("{id} --country LB"));
    let db = place.open("claims.db");
    assert!(db.execute("DELETE FROM correction", []).is_err());
    assert!(
        db.execute("UPDATE correction SET country = 'SY'", [])
            .is_err()
    );
    let empty = "INSERT INTO correction (statement_id, action, reviewer, created_at, document, was_speaker, was_stance,
        was_content) VALUES ('x', 'correct', '', '2024-03-05T00:00:00Z', '', '', '', '')";
    assert!(db.execute(empty, []).is_err(), "a correction corrects");
    drop(db);
    place.run("publish copy.db").read();
    let there: i64 = place
        .open("copy.db")
        .query_row("SELECT sum(applies) FROM corrections", [], |row| row.get(0))
        .expect("a sum");
    assert_eq!(there, 1);
    // an edit that drops the sentence
    place.file(
        "b.txt",
        article(
            DENIED.1,
            "قال عمدة البلدة الأردني فادي النجار إن السوق ستفتح غدا.",
        ),
    );
    place.run("ingest b.txt").read();
    let gone = "SELECT applies || ' ' || counts || ' ' || was_content FROM corrections";
    let words = one::<String>(&place, gone);
    assert!(words.starts_with("0 1 تكون بلاده"), "{words}");
    let shown = call(&place, "correct --show --format table").read();
    assert!(shown.contains("statement is gone"), "{shown}");
    is_sound(&place);
}

/// Another paper has the same saying, and names the minister of another state.
const ELSEWHERE: (&str, &str, &str) = (
    "c.txt",
    "2024-03-05",
    "قال وزير الداخلية الأردني سالم الحوراني إن أوزبكستان سترسل قوات إلى سوريا ضمن بعثة المراقبة.",
);

#[test]
fn a_corrected_speaker_is_met_as_if_the_article_named_him() {
    let place = place_with(&[SAID, ELSEWHERE, DENIED]);
    let id = statement(&place, "a");
    let claims = "SELECT count(DISTINCT claim) FROM statements WHERE document IN ('a', 'c')";
    assert_eq!(one::<i64>(&place, claims), 2);
    correct(
        &place,
        &format!("{id} --speaker \"وزير الداخلية الأردني سالم الحوراني\""),
    );
    assert_eq!(one::<i64>(&place, claims), 1);
    let found = place.run("speakers --speaker الحوراني").records::<Value>();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["statements"], 2);
    assert!(
        place
            .run("speakers --speaker بافلوف")
            .records::<Value>()
            .is_empty(),
        "nobody speaks under the old name"
    );
    let who =
        "SELECT speaker || ', ' || role || ', ' || country FROM statements WHERE document = 'a'";
    assert_eq!(
        one::<String>(&place, who),
        "سالم الحوراني, وزير الداخلية الأردني, JO"
    );
    is_sound(&place);
    let dump = place.dump();
    correct(&place, &format!("{id} --undo"));
    assert_eq!(one::<i64>(&place, claims), 2);
    let found = place.run("speakers --speaker بافلوف").records::<Value>();
    assert_eq!(found.len(), 1, "{found:?}");
    is_sound(&place);
    // by the number of a speaker that is there
    let number: i64 = one(
        &place,
        "SELECT id FROM speakers WHERE name = 'سالم الحوراني'",
    );
    correct(
        &place,
        &format!("{id} --speaker {number} --role \"وزير الداخلية الأردني\""),
    );
    assert_eq!(one::<i64>(&place, claims), 1);
    let same = |dump: &str| -> Vec<String> {
        let tables = dump.lines().skip_while(|line| !line.starts_with("denial "));
        tables.map(str::to_owned).collect()
    };
    assert_eq!(same(&dump), same(&place.dump()), "but for the corrections");
}

#[test]
fn kind_country_and_office_are_corrected_and_taken_away() {
    let place = place_with(&[SAID, DENIED]);
    let id = statement(&place, "a");
    correct(&place, &format!("{id} --country lb"));
    let who = "SELECT country || ' ' || coalesce(role, '-') FROM statements WHERE document = 'a'";
    assert_eq!(one::<String>(&place, who), "LB وزير الدفاع الروسي");
    correct(&place, &format!("{id} --role none"));
    assert_eq!(one::<String>(&place, who), "LB -");
    is_sound(&place);
    correct(&place, &format!("{id} --speaker \"وزارة الدفاع الأردنية\""));
    let kind = "SELECT speaker_kind || ' ' || coalesce(role, '-') || ' ' || country FROM statements WHERE document = 'a'";
    assert_eq!(one::<String>(&place, kind), "organization - JO");
    correct(&place, &format!("{id} --speaker-kind group --country none"));
    let kind = "SELECT speaker_kind || coalesce(country, '') FROM statements WHERE document = 'a'";
    assert_eq!(one::<String>(&place, kind), "group");
    is_sound(&place);
}

/// An article with figures, and words that the extractor may or may not take in.
const FIRE: (&str, &str, &str) = (
    "f.txt",
    "2024-03-05",
    "أعلن مدير الدفاع المدني الأردني عادل العمري أن الحريق أوقع 12 قتيلا، مشيرا إلى أن الأضرار بلغت 40 مليون دينار.",
);

/// Where some words stand in a text, as START-END.
fn place_of(words: &str, text: &str) -> String {
    let at = text.find(words).expect("the words");
    let start = text[..at].chars().count();
    format!("{start}-{}", start + words.chars().count())
}

#[test]
fn corrected_words_are_found_and_their_figures_counted_anew() {
    let place = place_with(&[FIRE]);
    let text = one::<String>(&place, "SELECT text FROM documents");
    let id = statement(&place, "f");
    let words = "الأضرار بلغت 40 مليون دينار";
    correct(&place, &format!("{id} --span {}", place_of(words, &text)));
    let content = format!("SELECT content FROM statements WHERE id = '{id}'");
    assert_eq!(one::<String>(&place, &content), words);
    let figures = format!(
        "SELECT group_concat(CAST(value AS INTEGER)) FROM figures WHERE statement = '{id}'"
    );
    assert_eq!(one::<String>(&place, &figures), "40000000");
    let found = |word: &str| {
        let sql = format!(
            "SELECT count(*) FROM statement_fts JOIN statement s ON s.seq = statement_fts.rowid
             WHERE statement_fts MATCH '{word}' AND s.id = '{id}'"
        );
        one::<i64>(&place, &sql)
    };
    assert_eq!((found("قتيلا"), found("دينار")), (0, 1));
    is_sound(&place);
    correct(&place, &format!("{id} --undo"));
    assert_eq!((found("قتيلا"), found("دينار")), (1, 0));
    assert_eq!(one::<String>(&place, &figures), "12");
    is_sound(&place);
}

#[test]
fn what_is_not_sound_is_one_line_and_changes_nothing() {
    let place = place_with(&[SAID, DENIED]);
    let id = statement(&place, "b");
    let length = DENIED.2.chars().count();
    let before = place.dump();
    for (call, status, line) in [
        (
            "correct no-such --stance deny".to_owned(),
            1,
            "there is no statement \"no-such\" in the database".to_owned(),
        ),
        (
            format!("correct {id}"),
            2,
            "nothing to correct: give --speaker, --speaker-kind, --role, --country, --stance or --span; or --undo"
                .to_owned(),
        ),
        (
            format!("correct {id} --undo"),
            1,
            format!("nobody corrected statement {id}: what the machine reads stands"),
        ),
        (
            format!("correct {id} --country ZZ"),
            2,
            "invalid value 'ZZ' for '--country <CC|none>': give two letters of ISO 3166-1, like KZ, or none; try --help"
                .to_owned(),
        ),
        (
            format!("correct {id} --span 9-9"),
            2,
            "invalid value '9-9' for '--span <START-END>': give START-END with START before END, like 120-168; try \
             --help"
                .to_owned(),
        ),
        (
            format!("correct {id} --span 90-9000"),
            1,
            format!(
                "90-9000 is no place in document b: its text has {length} characters, counted from 0, and the end is \
                 one past the last one meant"
            ),
        ),
        (
            format!("correct {id} --span 3-4"),
            1,
            "3-4 holds no words".to_owned(),
        ),
        (
            format!("correct {id} --speaker \"ـ !\""),
            1,
            "\"ـ !\" is no name: give at least one letter, and at most 200".to_owned(),
        ),
        (
            format!("correct {id} --speaker 4711"),
            1,
            "there is no speaker 4711 in the database; gainsay speakers lists them".to_owned(),
        ),
        (
            format!("correct {id} --speaker-kind country --role \"وزير النقل\""),
            1,
            "a speaker that is country holds no office; say that it is a person as well".to_owned(),
        ),
    ] {
        self::call(&place, &call).refused(status, &line).check();
    }
    assert!(before == place.dump());
    assert_eq!(one::<i64>(&place, "SELECT count(*) FROM run"), 2);
    correct(&place, &format!("{id} --country SY"));
    call(&place, &format!("correct {id} --country SY"))
        .refused(1, &format!("statement {id} is corrected so already"))
        .check();
}

#[test]
fn a_statement_of_an_earlier_version_is_not_corrected() {
    let place = place_with(&[SAID]);
    let id = statement(&place, "a");
    place.file("a.txt", article(SAID.1, ELSEWHERE.2));
    place.run("ingest a.txt").read();
    call(&place, &format!("correct {id} --stance deny"))
        .refused(1, &format!(
            "statement {id} stands in an earlier version of its article; correct it in the present one"
        ))
        .check();
}

/// A correction of everything at once.
fn all_of_it(place: &Place, document: &str) -> String {
    let id = statement(place, document);
    let text: String = one(
        place,
        &format!("SELECT text FROM documents WHERE id = '{document}'"),
    );
    let span = place_of("قوات إلى سوريا", &text);
    correct(
        place,
        &format!(
            "{id} --speaker \"سامي الحديدي\" --country LB --stance urge --span {span} --role none"
        ),
    );
    id
}

const AS_CORRECTED: &str =
    "SELECT speaker || ' ' || country || ' ' || stance || ' ' || content || coalesce(role, '')
    FROM statements WHERE document = 'b'";
const ALL_OF_IT: &str = "سامي الحديدي LB urge قوات إلى سوريا";

#[test]
fn corrections_hold_against_extraction_anew_and_the_same_article_again() {
    let place = place_with(&[SAID, DENIED]);
    let id = all_of_it(&place, "b");
    assert_eq!(one::<String>(&place, AS_CORRECTED), ALL_OF_IT);
    let corrected = place.dump();
    place.run("reextract").read();
    assert_eq!(one::<String>(&place, AS_CORRECTED), ALL_OF_IT);
    assert_eq!(corrected, place.dump());
    place.run("ingest b.txt").read();
    assert_eq!(corrected, place.dump());
    is_sound(&place);
    // a newer extractor that moves the words passes the correction on with the id
    place
        .open("claims.db")
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF;
             UPDATE machine_reading SET spans = json_array(json_array(
               json_extract(spans, '$[0][0]') + 4, json_extract(spans, '$[0][1]') - 2));
             UPDATE statement SET id = 'older-id' WHERE id = '{id}';
             UPDATE statement SET claim_id = 'older-id' WHERE claim_id = '{id}';
             UPDATE claim SET id = 'older-id' WHERE id = '{id}';
             INSERT INTO correction (statement_id, action, stance, reviewer, created_at, document, was_speaker,
               was_stance, was_content)
             VALUES ('older-id', 'correct', 'warn', 'Amal', '2024-03-07T00:00:00Z', 'b', '', '', '')"
        ))
        .expect("an older reading");
    place.run("reextract").read();
    let now = "SELECT id || ' ' || stance FROM statements WHERE document = 'b'";
    assert_eq!(one::<String>(&place, now), "older-id warn");
    correct(&place, "older-id --undo");
    let now = "SELECT stance || ' ' || speaker FROM statements WHERE document = 'b'";
    assert_eq!(one::<String>(&place, now), "deny رستم قاديروف");
    is_sound(&place);
}

const LEAD: &str = "في سياق الجدل الدائر منذ أيام حول بعثة المراقبة.";

#[test]
fn corrections_go_over_into_an_edited_article_with_the_same_words() {
    let place = place_with(&[SAID, DENIED]);
    let id = all_of_it(&place, "b");
    place.file(
        "b.txt",
        article(DENIED.1, &format!("{LEAD}\n\n{}", DENIED.2)),
    );
    place.run("ingest b.txt").read();
    assert_eq!(one::<String>(&place, AS_CORRECTED), ALL_OF_IT);
    let new = statement(&place, "b");
    assert_ne!(id, new);
    let list = "SELECT group_concat(applies || counts || reviewer) FROM corrections";
    assert_eq!(one::<String>(&place, list), "01Amal,11Amal");
    is_sound(&place);
    let before = place.dump();
    place.run("reextract").read();
    assert_eq!(before, place.dump());
    // taken back there, it is not carried over any more
    correct(&place, &format!("{new} --undo"));
    place.file(
        "b.txt",
        article(DENIED.1, &format!("{LEAD} وتتواصل الأعمال.\n\n{}", DENIED.2)),
    );
    place.run("ingest b.txt").read();
    let now = "SELECT stance || ' ' || speaker FROM statements WHERE document = 'b'";
    assert_eq!(one::<String>(&place, now), "deny رستم قاديروف");
}

/// The conflict of the two articles, dismissed.
fn dismissed() -> Place {
    let place = place_with(&[SAID, DENIED]);
    let pair = conflict(&place);
    assert!(reported(&place), "it is there before");
    place
        .run(&format!("review {pair} dismissed --reviewer Amal"))
        .read();
    stays_out(&place);
    place
}

/// True where the report has a conflict.
fn reported(place: &Place) -> bool {
    let report = place.run("report").read();
    report.contains("denies it")
}

/// No conflict is left for anybody to judge, and the verdict is there.
#[track_caller]
fn stays_out(place: &Place) {
    let open = rows(
        place,
        "SELECT * FROM conflicts WHERE review IS NOT 'dismissed'",
    );
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(
        one::<i64>(place, "SELECT count(*) FROM conflicts"),
        1,
        "the pair is found"
    );
    let kept =
        "SELECT count(DISTINCT created_at || reviewer) FROM review WHERE verdict = 'dismissed'";
    assert_eq!(one::<i64>(place, kept), 1, "the verdict is kept");
    assert!(!reported(place));
    is_sound(place);
}

#[test]
fn a_dismissed_pair_stays_out_after_extraction_anew_and_the_same_articles_again() {
    let place = dismissed();
    place.run("reextract").read();
    stays_out(&place);
    place.run("ingest a.txt b.txt").read();
    stays_out(&place);
}

#[test]
fn a_dismissed_pair_stays_out_when_its_articles_are_edited() {
    let place = dismissed();
    place.file(
        "b.txt",
        article(DENIED.1, &format!("{LEAD}\n\n{}", DENIED.2)),
    );
    place.run("ingest b.txt").read();
    stays_out(&place);
    place.file("a.txt", article(SAID.1, &format!("{LEAD}\n\n{}", SAID.2)));
    place.file(
        "b.txt",
        article(DENIED.1, &format!("{LEAD} تحديث.\n\n{}", DENIED.2)),
    );
    place.run("ingest a.txt b.txt").read();
    stays_out(&place);
    place.run("reextract").read();
    stays_out(&place);
}

#[test]
fn a_dismissed_pair_stays_out_where_nobody_says_that_an_article_is_the_old_one() {
    let place = dismissed();
    // the same words in an article under another name, long enough after to be another saying
    place.file("late.txt", article("2024-03-20", SAID.2));
    place.run("ingest late.txt").read();
    let reviews = "SELECT review FROM conflicts";
    assert_eq!(
        rows(&place, reviews),
        [
            json!({"review": "dismissed"}),
            json!({"review": "dismissed"})
        ]
    );
    is_sound(&place);
}

#[test]
fn a_dismissed_pair_stays_out_when_an_earlier_statement_names_the_claim() {
    let place = dismissed();
    let pair = conflict(&place);
    place.file("early.txt", article("2024-03-02", SAID.2));
    place.run("ingest early.txt").read();
    assert_ne!(conflict(&place), pair);
    stays_out(&place);
}

#[test]
fn a_dismissed_pair_stays_out_when_speakers_are_merged_and_split() {
    let place = dismissed();
    place.file(
        "d.txt",
        article("2024-03-04", "قال وزير الداخلية الأردني سالم الحوراني إن أوزبكستان سترسل قوات إلى سوريا ضمن بعثة المراقبة."),
    );
    place.run("ingest d.txt").read();
    let open = "SELECT count(*) FROM conflicts WHERE review IS NULL";
    let others: i64 = one(&place, open);
    call(
        &place,
        "merge-speakers \"فيكتور بافلوف\" \"سالم الحوراني\" --reviewer Amal",
    )
    .read();
    assert_eq!(one::<i64>(&place, open), 0, "one claim, and it was judged");
    call(&place, "split-speaker \"فيكتور بافلوف\" --reviewer Amal").read();
    assert!(one::<i64>(&place, open) <= others);
    let first = "SELECT count(*) FROM conflicts WHERE review IS NULL AND 'فيكتور بافلوف' IN (a_speaker, b_speaker)";
    assert_eq!(one::<i64>(&place, first), 0);
    is_sound(&place);
}

#[test]
fn a_correction_of_one_witness_leaves_the_verdict_with_the_others() {
    let place = place_with(&[SAID, DENIED]);
    place.file("e.txt", article("2024-03-06", SAID.2));
    place.run("ingest e.txt").read();
    let pair = conflict(&place);
    place
        .run(&format!("review {pair} dismissed --reviewer Amal"))
        .read();
    // the statement that names the claim leaves it
    let id = one::<String>(
        &place,
        "SELECT a_claim FROM conflicts WHERE a_stance <> 'deny'
        UNION ALL SELECT b_claim FROM conflicts WHERE b_stance <> 'deny'",
    );
    correct(&place, &format!("{id} --stance deny"));
    stays_out(&place);
    assert_ne!(conflict(&place), pair);
    correct(&place, &format!("{id} --undo"));
    stays_out(&place);
    assert_eq!(conflict(&place), pair);
}

#[test]
fn verdicts_given_at_once_are_all_kept() {
    let place = place_with(&[SAID, DENIED]);
    let pair = conflict(&place);
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (place, pair) = (&place, &pair);
            scope.spawn(move || {
                for verdict in ["confirmed", "dismissed", "unsure"] {
                    let call = format!("review {pair} {verdict} --reviewer r{n}");
                    place.run(&call).read();
                }
            });
        }
    });
    let kept = "SELECT count(DISTINCT reviewer || verdict) FROM reviews";
    assert_eq!(one::<i64>(&place, kept), 24);
}

/// What an article recalls from months ago and denies today is a conflict within it, also where only one of the two is
/// worked out anew.
#[test]
fn an_article_answers_what_it_recalls_from_long_ago() {
    let text = "وكان مدير الميناء سالم الحوراني قال يوم 5 مارس 2024 إن شركة الوادي وقعت عقدا مع مصنع إيطالي لتوريد عشرين \
        قاطرة للميناء.\n\nونفى المتحدث باسم شركة الوادي باسل نعمة، أمس، توقيع الشركة أي عقد مع مصنع إيطالي لتوريد \
        قاطرات للميناء.";
    let place = place_with(&[("a.txt", "2024-09-10", text)]);
    let pair = conflict(&place);
    for nth in [0, 1] {
        let sql = format!("SELECT id FROM statements ORDER BY statement_seq LIMIT 1 OFFSET {nth}");
        let id: String = one(&place, &sql);
        correct(&place, &format!("{id} --country none --role none"));
        assert_eq!(conflict(&place), pair);
    }
}
