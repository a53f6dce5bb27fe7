//! The English words of the report, made once for all formats that people read.

use super::sanitize::clean;
use super::{Claim, Flag, Position, Report, Side, Topic, Totals};
use crate::statement::{DateBasis, Mode, Verdict};

/// `1 document`, `2 documents`.
pub fn count(number: impl TryInto<u64>, one: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// The head line: what was read and what was found.
pub fn head(report: &Report) -> String {
    let Totals {
        documents,
        statements,
        speakers,
        conflicts,
        ..
    } = report.totals;
    format!(
        "{}, {} by {}, {} on {}",
        count(documents, "document"),
        count(statements, "statement"),
        count(speakers, "speaker"),
        count(conflicts, "conflict"),
        count(report.topics.len(), "topic"),
    )
}

/// What the reader must know before the first topic.
pub fn notes(report: &Report) -> Vec<String> {
    let Totals {
        undated_documents: undated,
        dismissed,
        documents,
        ..
    } = report.totals;
    let mut notes = Vec::new();
    if undated > 0 {
        let have = if undated == 1 { "has" } else { "have" };
        notes.push(format!(
            "{} {have} no publication date. What such a document reports is marked \"undated\" unless its own \
             text says when: whether it came before or after the rest cannot be told.",
            count(undated, "document")
        ));
    }
    if dismissed > 0 {
        let are = if dismissed == 1 { "is" } else { "are" };
        notes.push(format!(
            "{} dismissed in review {are} left out.",
            count(dismissed, "conflict")
        ));
    }
    if report.reviewed {
        notes.push("Only conflicts that a reviewer confirmed are shown.".to_owned());
    }
    if report.topics.is_empty() {
        notes.push(if documents == 0 {
            "The database holds no documents yet: gainsay ingest SOURCE reads some.".to_owned()
        } else {
            "No conflicts were found.".to_owned()
        });
    }
    notes
}

/// One line under the heading of a topic.
pub fn summary(topic: &Topic) -> String {
    let conflicts = count(topic.conflicts.len(), "conflict");
    match &topic.id {
        Some(id) => format!(
            "{conflicts}, strongest {:.2}, topic {}",
            topic.score,
            clean(id)
        ),
        None => format!("{conflicts}, strongest {:.2}", topic.score),
    }
}

/// Most claims that one side of a page shows, but for those that take part in a conflict.
const SHOWN: usize = 8;

/// The claims of a side for the page, and how many more there are.
pub fn shown<'a>(topic: &Topic, side: &'a Side) -> (&'a [Claim], usize) {
    let flagged = |claim: &&Claim| {
        topic
            .conflicts
            .iter()
            .any(|f| f.a == claim.id || f.b == claim.id)
    };
    // claims in a conflict stand first
    let least = side.claims.iter().take_while(flagged).count();
    let shown = least.max(SHOWN).min(side.claims.len());
    (&side.claims[..shown], side.claims.len() - shown)
}

/// Where to read the claims that the page leaves out.
pub fn more(topic: &Topic, left: usize) -> Option<String> {
    let id = topic.id.as_deref()?;
    (left > 0).then(|| {
        format!(
            "and {}: gainsay statements --topic {}",
            count(left, "more claim"),
            clean(id)
        )
    })
}

/// Heading of a side.
pub fn side(position: Position) -> &'static str {
    match position {
        Position::Affirms => "Says it is so",
        Position::Denies => "Denies",
        Position::Refuses => "Refuses / wants it ended",
        Position::Conditions => "Sets conditions",
        Position::Unaware => "Has heard nothing",
        Position::Wants => "Proposes / wants",
        Position::Expects => "Expects / warns",
    }
}

/// The day of the saying, or what is known of it.
pub fn date(claim: &Claim) -> String {
    let statement = &claim.statement;
    match (statement.said_on, statement.published) {
        (Some(day), _) if statement.said_on_basis == DateBasis::Context => {
            format!("{day} (from context)")
        }
        (Some(day), _) => day.to_string(),
        (None, Some(day)) => format!("published {day}"),
        (None, None) => "undated".to_owned(),
    }
}

/// The words of the claim on one line, in quotation marks where the paper had them.
pub fn quote(claim: &Claim) -> String {
    let words = claim.statement.content.words();
    let words = clean(&words);
    match claim.statement.mode {
        Mode::Direct => format!("«{words}»"),
        Mode::Indirect | Mode::Mixed => words.into_owned(),
    }
}

/// The papers that carry the claim, each once, by name where they have one.
pub fn papers(claim: &Claim) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for witness in &claim.witnesses {
        let name = witness.publisher.as_deref().unwrap_or(&witness.document);
        let name = clean(name).into_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `denial 0.91`, with the reviewer's verdict where there is one.
pub fn label(flag: &Flag) -> String {
    let verdict = match flag.review {
        Some(Verdict::Confirmed) => ", confirmed in review",
        Some(Verdict::Dismissed) => ", dismissed in review",
        Some(Verdict::Unsure) => ", unsure in review",
        None => "",
    };
    format!("{} {:.2}{verdict}", flag.kind, flag.score)
}

/// `(carried by 3 papers, 1 independent)`; nothing where one paper alone has it.
pub fn carried(claim: &Claim) -> Option<String> {
    let papers = papers(claim).len();
    let independent = claim.independent as usize;
    match papers {
        0 | 1 => None,
        n if independent == n => Some(format!("(carried by {n} papers)")),
        n => Some(format!(
            "(carried by {n} papers, {independent} independent)"
        )),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::Witness;
    use super::super::record::tests::sample as statement;
    use super::*;
    use crate::statement::{ConflictKind, Stance};
    use chrono::NaiveDate;

    fn witness(document: &str, publisher: Option<&str>) -> Witness {
        Witness {
            document: document.into(),
            publisher: publisher.map(Into::into),
            title: None,
            url: None,
        }
    }

    /// One topic with three sides, for the tests of every format.
    pub fn sample() -> Report {
        let mut affirm = statement(
            "نادر الصباغ",
            Stance::Affirm,
            "اتفاق الميناء وُقّع أمس في العاصمة",
        );
        affirm.role = Some("وزير النقل الأردني".into());
        affirm.country = Some("JO".into());
        affirm.said_on = NaiveDate::from_ymd_opt(2024, 3, 5);
        affirm.mode = Mode::Direct;
        let mut deny = statement("سلمى العطار", Stance::Deny, "توقيع أي اتفاق يتعلق بالميناء");
        deny.via = vec!["وكالة الساحل".into()];
        deny.published = NaiveDate::from_ymd_opt(2024, 3, 6);
        let unaware = statement("بلدية المدينة", Stance::Unaware, "لم تتلق أي إشعار بالاتفاق");
        let claim = |id: &str, statement, witnesses: &[Witness]| Claim {
            id: id.into(),
            statement,
            witnesses: witnesses.to_vec(),
            independent: witnesses.len() as u32,
        };
        let two = [
            witness("001", Some("صحيفة الشاطئ")),
            witness("002", Some("Coast Daily")),
        ];
        let flag = |id: &str, a: &str, b: &str, speaker: &str, score, reasons: &[&str]| Flag {
            id: id.into(),
            kind: ConflictKind::Denial,
            score,
            a: a.into(),
            b: b.into(),
            a_speaker: speaker.into(),
            b_speaker: "نادر الصباغ".into(),
            reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
            review: None,
            reviewer: None,
            note: None,
        };
        Report {
            totals: Totals {
                documents: 3,
                undated_documents: 1,
                statements: 9,
                speakers: 4,
                conflicts: 2,
                dismissed: 0,
            },
            as_of: None,
            reviewed: false,
            topics: vec![Topic {
                id: Some("t1".into()),
                title: "اتفاق الميناء".into(),
                score: 0.91,
                sides: [
                    (Position::Affirms, claim("k2", affirm, &two)),
                    (Position::Denies, claim("k1", deny, &[witness("003", None)])),
                    (
                        Position::Unaware,
                        claim("k3", unaware, &[witness("003", None)]),
                    ),
                ]
                .map(|(position, claim)| Side {
                    position,
                    claims: vec![claim],
                })
                .into(),
                conflicts: vec![
                    flag(
                        "c1",
                        "k1",
                        "k2",
                        "سلمى العطار",
                        0.91,
                        &["one denies what the other affirms", "both name الميناء"],
                    ),
                    flag(
                        "c2",
                        "k3",
                        "k2",
                        "بلدية المدينة",
                        0.6,
                        &["one has heard nothing of it"],
                    ),
                ],
            }],
        }
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count(1u32, "topic"), "1 topic");
        assert_eq!(count(0u32, "topic"), "0 topics");
    }

    #[test]
    fn an_empty_report_says_what_to_do() {
        let mut report = sample();
        report.topics.clear();
        report.totals = Totals::default();
        assert_eq!(
            notes(&report),
            ["The database holds no documents yet: gainsay ingest SOURCE reads some."]
        );
        report.totals.documents = 2;
        report.totals.dismissed = 1;
        assert_eq!(
            notes(&report),
            [
                "1 conflict dismissed in review is left out.",
                "No conflicts were found."
            ]
        );
    }

    #[test]
    fn a_side_shows_what_is_in_conflict_and_some_more() {
        let mut topic = sample().topics.remove(0);
        let mut side = topic.sides.remove(0);
        let template = side.claims[0].clone();
        side.claims.extend((0..20).map(|n| Claim {
            id: format!("x{n}"),
            ..template.clone()
        }));
        let (shown, left) = shown(&topic, &side);
        assert_eq!((shown.len(), left), (8, 13));
        assert_eq!(
            more(&topic, left).unwrap(),
            "and 13 more claims: gainsay statements --topic t1"
        );
        assert_eq!(more(&topic, 0), None);
    }

    #[test]
    fn papers_are_counted_once() {
        let mut claim = sample().topics[0].sides[0].claims[0].clone();
        claim.witnesses.push(witness("009", Some("Coast Daily")));
        assert_eq!(papers(&claim), ["صحيفة الشاطئ", "Coast Daily"]);
    }
}
