//! What people correct of statements: it holds against every later run, conflicts follow from it, and verdicts follow
//! what was judged.

use serde_json::{Value, json};

use super::helper::{Place, Run};

/// An article of a few lines.
fn article(published: &str, text: &str) -> String {
    format!("---\npublisher: صدى الوادي\npublished: {published}\n---\n{text}\n")
}

/// A call of the program in which double quotes hold words together.
fn call<'p>(place: &'p Place, line: &str) -> Run<'p> {
    let mut run = place.run("");
    for (n, part) in line.split('"').enumerate() {
        run = if n % 2 == 1 {
            run.arg(part)
        } else {
            run.args(part)
        };
    }
    run
}

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
    "قال وزير النقل الأردني سالم الحوراني إن الحكومة ستغلق جسر الوادي الكبير أمام الشاحنات مطلع الشهر المقبل.",
);
const DENIED: (&str, &str, &str) = (
    "b.txt",
    "2024-03-06",
    "نفى المتحدث باسم الحكومة الأردنية نادر الصباغ إغلاق جسر الوادي الكبير أمام الشاحنات مطلع الشهر المقبل.",
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
#[test]
fn probe() {
    let place = place_with(&[SAID, DENIED]);
    for r in rows(&place, "SELECT * FROM statements") {
        eprintln!("{r}");
    }
    for r in conflicts(&place) {
        eprintln!("{r}");
    }
    let id = statement(&place, "b");
    eprintln!(
        "{}",
        call(
            &place,
            &format!("correct {id} --stance affirm --reviewer Amal")
        )
        .read()
    );
    eprintln!(
        "{}",
        call(&place, &format!("correct {id} --undo --reviewer Amal")).read()
    );
    eprintln!("{}", call(&place, "correct --show --format table").read());
    eprintln!("{}", call(&place, "doctor").read());
    for name in [
        "وزير الطاقة الأردني سامي الحديدي",
        "موسكو",
        "وزارة الخارجية التركية",
        "سامي الحديدي",
        "سامي",
        "حركة النهضة",
        "مصدر أمني",
        "الرئيس الروسي",
        "Bob",
    ] {
        let r = call(
            &place,
            &format!("correct {id} --reviewer Amal --speaker \"{name}\""),
        )
        .read();
        eprintln!("{r}");
    }
    for r in rows(&place, "SELECT * FROM speakers") {
        eprintln!("{r}");
    }
    panic!();
}
