use std::collections::BTreeSet;
use std::fs;

use gainsay::language::arabic::fold::folded;
use serde::Deserialize;

use crate::helper::{Place, record, seeds};
use crate::shapes::{Conflict, Speaker, Statement};

/// seeds/expected.json.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub conflicts: Vec<ExpectedConflict>,
    pub statements: Vec<ExpectedStatement>,
    pub people: Vec<Person>,
}

/// A conflict that is to be found, by any of its pairs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedConflict {
    pub id: String,
    pub kind: String,
    pub confidence: String,
    pub a: Side,
    pub b: Side,
    pub note: String,
    #[serde(default)]
    pub also: Vec<Pair>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub a: Side,
    pub b: Side,
}

/// Words in a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    pub document: String,
    pub content: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedStatement {
    pub document: String,
    pub speaker: String,
    pub country: Option<String>,
    pub stance: String,
    pub said_on: Option<String>,
    pub content: String,
}

/// A person and all the spellings of the name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub country: Option<String>,
    pub forms: Vec<String>,
}

/// What is to be found.
pub fn expected() -> Expected {
    let text = fs::read_to_string(format!("{}/expected.json", seeds())).expect("expected.json");
    record(&text)
}

fn words(text: &str) -> BTreeSet<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Half of the shorter content's words are shared.
pub fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    shared > 0 && shared * 2 >= a.len().min(b.len())
}

impl Side {
    fn meets(&self, statement: &Statement) -> bool {
        self.document == statement.document && overlap(&self.content, &statement.content.words())
    }
}

impl ExpectedConflict {
    /// True for a conflict between any of the pairs, either way round.
    pub fn is(&self, found: &Conflict) -> bool {
        let pairs = self.also.iter().map(|pair| (&pair.a, &pair.b));
        pairs.chain([(&self.a, &self.b)]).any(|(a, b)| {
            a.meets(&found.a) && b.meets(&found.b) || a.meets(&found.b) && b.meets(&found.a)
        })
    }
}

fn told(conflict: &Conflict) -> String {
    let side = |s: &Statement| format!("{} ({}): {}", s.speaker, s.document, s.content.words());
    format!(
        "{} {}\n    {}\n    {}\n",
        conflict.kind,
        conflict.score,
        side(&conflict.a),
        side(&conflict.b)
    )
}

/// At most this many conflicts may be found that nobody expects.
const FALSE: usize = 3;

#[test]
fn every_sure_conflict_is_found_with_its_kind_and_hardly_any_other() {
    let found: Vec<Conflict> = Place::with_seeds().run("conflicts").records();
    let expected = expected();
    let mut missed = Vec::new();
    let mut of_another_kind = Vec::new();
    for conflict in expected.conflicts.iter().filter(|c| c.confidence == "sure") {
        let hits: Vec<_> = found.iter().filter(|f| conflict.is(f)).collect();
        if hits.is_empty() {
            missed.push(format!("{}: {}", conflict.id, conflict.note));
        } else if !hits.iter().any(|hit| hit.kind == conflict.kind) {
            of_another_kind.push(format!(
                "{} is {}, not {}",
                conflict.id, hits[0].kind, conflict.kind
            ));
        }
    }
    let extra: Vec<_> = found
        .iter()
        .filter(|f| !expected.conflicts.iter().any(|conflict| conflict.is(f)))
        .map(told)
        .collect();
    assert!(
        missed.is_empty() && of_another_kind.is_empty() && extra.len() <= FALSE,
        "missed\n  {}\nof another kind\n  {}\n{} too many\n  {}",
        missed.join("\n  "),
        of_another_kind.join("\n  "),
        extra.len(),
        extra.join("\n  ")
    );
}

/// The promised figures: statements found and not too many, and of those found the speaker, the day where
/// one is expected, and speaker, state and stance together.
#[test]
fn statements_are_found_as_they_are_meant() {
    let found: Vec<Statement> = Place::with_seeds().run("statements").records();
    let expected = expected();
    let mut free: Vec<&Statement> = found.iter().collect();
    let mut told = Vec::new();
    let (mut hits, mut speaker, mut tuple, mut day, mut days) = (0, 0, 0, 0, 0);
    for statement in &expected.statements {
        let alike = |f: &Statement| alike(&statement.content, &f.content.words());
        let candidates = free
            .iter()
            .enumerate()
            .filter(|(_, f)| f.document == statement.document && alike(f) >= 0.5);
        let score = |f: &Statement| {
            (
                same_speaker(&expected.people, &f.speaker, &statement.speaker),
                alike(f),
            )
        };
        let best =
            candidates.max_by(|(_, a), (_, b)| score(a).partial_cmp(&score(b)).expect("numbers"));
        let Some((index, _)) = best else {
            told.push(format!("missed: {statement:?}"));
            continue;
        };
        let hit = free.remove(index);
        hits += 1;
        let right_speaker = same_speaker(&expected.people, &hit.speaker, &statement.speaker);
        let right =
            right_speaker && hit.country == statement.country && hit.stance == statement.stance;
        let right_day = statement.said_on.is_none() || hit.said_on == statement.said_on;
        speaker += usize::from(right_speaker);
        tuple += usize::from(right);
        days += usize::from(statement.said_on.is_some());
        day += usize::from(statement.said_on.is_some() && right_day);
        if !(right && right_day) {
            told.push(format!(
                "wrong: {statement:?}\n    is {} {:?} {} {:?}",
                hit.speaker, hit.country, hit.stance, hit.said_on
            ));
        }
    }
    let extra = free.iter().map(|f| {
        format!(
            "too much: {} {}: {}",
            f.document,
            f.speaker,
            f.content.words()
        )
    });
    told.extend(extra);
    let f1 = share(2 * hits, expected.statements.len() + found.len());
    let (speaker, tuple, day) = (share(speaker, hits), share(tuple, hits), share(day, days));
    assert!(
        f1 >= 0.9 && speaker >= 0.95 && tuple >= 0.8 && day >= 0.9,
        "F1 {f1:.2}, speaker {speaker:.2}, speaker with state and stance {tuple:.2}, day {day:.2}\n{}",
        told.join("\n")
    );
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Shared words, of all words of the two.
fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    share(a.intersection(&b).count(), a.union(&b).count())
}

/// Nothing is found in comments, navigation, related links and captions.
#[test]
fn nothing_below_the_article_is_a_statement() {
    let found: Vec<Statement> = Place::with_seeds().run("statements").records();
    for words in [
        "الحارة",
        "خبز",
        "التذاكر",
        "تؤكد مشاركتها",
        "تبحثان آلية",
        "إبعاد إيران",
        "بريدك",
    ] {
        for statement in &found {
            assert!(
                !statement.content.words().contains(words),
                "{words}: {statement:?}"
            );
        }
    }
}

#[test]
fn a_person_is_one_speaker_however_it_is_spelled() {
    let speakers: Vec<Speaker> = Place::with_seeds().run("speakers").records();
    let names = |speaker: &Speaker| -> BTreeSet<String> {
        let aliases = speaker.aliases.as_deref().unwrap_or_default();
        let all = aliases.split(" | ").chain([speaker.name.as_str()]);
        all.map(folded).collect()
    };
    let mut wrong = Vec::new();
    let mut taken: Vec<(i64, String)> = Vec::new();
    for person in expected().people {
        let forms: BTreeSet<_> = person.forms.iter().map(|form| folded(form)).collect();
        let hits: Vec<_> = speakers
            .iter()
            .filter(|speaker| !names(speaker).is_disjoint(&forms))
            .collect();
        match hits.as_slice() {
            [one] if one.country == person.country => {
                if let Some((_, other)) = taken.iter().find(|(id, _)| *id == one.id) {
                    wrong.push(format!(
                        "{} and {other} are one speaker, {}",
                        person.name, one.name
                    ));
                }
                taken.push((one.id, person.name));
            }
            hits => {
                let hits: Vec<_> = hits
                    .iter()
                    .map(|h| format!("{} ({:?}; {:?})", h.name, h.country, h.aliases))
                    .collect();
                wrong.push(format!(
                    "{} ({:?}) is {hits:?}",
                    person.name, person.country
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A speaker has the expected name, or another spelling of it.
fn same_speaker(people: &[Person], found: &str, expected: &str) -> bool {
    let is = |name: &str| folded(name) == folded(found);
    let spellings = people
        .iter()
        .filter(|p| p.name == expected || p.forms.iter().any(|f| f == expected));
    is(expected) || spellings.flat_map(|p| &p.forms).any(|form| is(form))
}

/// The same position in two papers is one claim with two witnesses.
#[test]
fn the_same_statement_in_two_papers_counts_once() {
    let place = Place::with_seeds();
    let sql = "SELECT count(*) AS n FROM corroborations WHERE publishers >= 2";
    let count: std::collections::BTreeMap<String, u32> =
        record(place.run("sql").arg(sql).read().trim());
    assert!(count["n"] >= 3, "{count:?}");
}

#[test]
fn the_report_on_the_seeds_ends_well() {
    Place::new()
        .run("report")
        .arg(seeds())
        .stderr(crate::helper::SEEDS_SAY)
        .read();
}
