//! Who is who, on the smallest sets of mentions that tell.

use super::cluster::clusters;
use super::decisions::Decisions;
use super::mention::Mention;
use crate::store::{DecisionRow, SpeakerVerdict};

/// `name|kind|state|office|document`, where state and office may be empty.
fn mention(line: &str) -> Mention {
    let fields: Vec<&str> = line.split('|').collect();
    let [name, kind, state, office, document] = fields[..] else {
        panic!("five fields wanted: {line}");
    };
    let some = |s: &'static str| (!s.is_empty()).then_some(s);
    let leak = |s: &str| -> &'static str { Box::leak(s.to_string().into_boxed_str()) };
    Mention::new(
        name,
        kind.parse().expect(kind),
        some(leak(state)),
        some(leak(office)),
        document,
    )
}

/// For every mention the number of the first one that is the same speaker.
fn entities(mentions: &[Mention], decisions: &Decisions) -> Vec<usize> {
    let list: Vec<&Mention> = mentions.iter().collect();
    let mut of = vec![0; list.len()];
    for cluster in clusters(&list, decisions) {
        for (member, _) in &cluster.members {
            of[*member] = cluster.members[0].0;
        }
    }
    of
}

#[test]
fn who_is_who_in_any_order() {
    for (why, lines, expected) in [
        (
            "another spelling within one state",
            vec![
                "غريغوري بافلوف|person|BG||1",
                "غريغوري بافلوف|person|||2",
                "جريجوري بافلوف|person|BG||3",
            ],
            vec![0, 0, 0],
        ),
        (
            "another spelling in another state is somebody else",
            vec!["غريغوري بافلوف|person|BG||1", "جريجوري بافلوف|person|RU||2"],
            vec![0, 1],
        ),
        (
            "the same full name while one mention names no state",
            vec!["هند مرزوق|person|TN||1", "هند مرزوق|person|||2"],
            vec![0, 0],
        ),
        (
            "the same full name in two states, and one who may be either",
            vec![
                "هند مرزوق|person|TN||1",
                "هند مرزوق|person|LB||2",
                "هند مرزوق|person|||3",
            ],
            vec![0, 1, 2],
        ),
        (
            "a surname alone is nobody known",
            vec!["هند مرزوق|person|TN||1", "مرزوق|person|TN||2"],
            vec![0, 1],
        ),
        (
            "a surname with the office and the state",
            vec![
                "هند مرزوق|person|TN|وزيرة النقل التونسية|1",
                "مرزوق|person|TN|وزيرة النقل|2",
            ],
            vec![0, 0],
        ),
        (
            "two people of one surname in one office",
            vec![
                "هند مرزوق|person|TN|وزيرة النقل|1",
                "وسام مرزوق|person|TN|وزير النقل|2",
                "مرزوق|person|TN|وزير النقل|3",
            ],
            vec![0, 1, 2],
        ),
        (
            "a name without its middle",
            vec![
                "سالم بن فهد الحوراني|person|JO|مدير شرطة الزرقاء|1",
                "سالم الحوراني|person|JO|مدير شرطة الزرقاء|2",
                "سالم الحوراني|person|JO||3",
            ],
            vec![0, 0, 0],
        ),
        (
            "a name that two people may be short for is neither's",
            vec![
                "سالم بن فهد الحوراني|person|JO||1",
                "سالم بن علي الحوراني|person|JO||2",
                "سالم الحوراني|person|JO||3",
            ],
            vec![0, 1, 2],
        ),
        (
            "but where the office tells",
            vec![
                "سالم بن فهد الحوراني|person|JO|مدير شرطة الزرقاء|1",
                "سالم بن علي الحوراني|person|JO|رئيس بلدية معان|2",
                "سالم الحوراني|person|JO|رئيس بلدية معان|3",
            ],
            vec![0, 1, 1],
        ),
        (
            "a brother, and the father of a son",
            vec![
                "سالم بن فهد بن راشد|person|JO||1",
                "نايف بن فهد بن راشد|person|JO||2",
                "فهد بن راشد|person|JO||3",
            ],
            vec![0, 1, 2],
        ),
        (
            "the end of a name in the same office",
            vec![
                "محمد سليم حوراني|person|JO|وزير الطاقة الأردني|1",
                "سليم حوراني|person|JO|وزير الطاقة|2",
            ],
            vec![0, 0],
        ),
        (
            "a body is one body within its state only",
            vec![
                "وزارة الصحة|organization|TN||1",
                "وزارة الصحة|organization|TN||2",
                "وزارة الصحة|organization|LB||3",
                "وزارة الصحة|organization|||4",
            ],
            vec![0, 0, 2, 3],
        ),
        (
            "every state has companies",
            vec!["الشركة|organization|TN||1", "الشركة|organization|TN||2"],
            vec![0, 1],
        ),
        (
            "a person and a body of one name",
            vec!["النهضة|organization|TN||1", "النهضة|person|TN||2"],
            vec![0, 1],
        ),
        (
            "hamza, article and ya do not matter",
            vec!["أنيس الصحراوى|person|||1", "انيس صحراوي|person|||2"],
            vec![0, 0],
        ),
        (
            "an office that fits many is told apart by the article",
            vec!["المدير العام|person|TN||1", "المدير العام|person|TN||2"],
            vec![0, 1],
        ),
    ] {
        let mentions: Vec<Mention> = lines.iter().map(|line| mention(line)).collect();
        let none = Decisions::default();
        assert_eq!(entities(&mentions, &none), expected, "{why}");
        let reversed: Vec<Mention> = mentions.iter().rev().cloned().collect();
        let of = entities(&reversed, &none);
        let last = lines.len() - 1;
        for i in 0..lines.len() {
            for j in 0..lines.len() {
                let there = expected[i] == expected[j];
                assert_eq!(of[last - i] == of[last - j], there, "{why}, reversed");
            }
        }
    }
}

fn decision(verdict: SpeakerVerdict, one: &[&Mention], other: &[&Mention]) -> DecisionRow {
    let nodes = |list: &[&Mention]| list.iter().map(|m| m.node().to_string()).collect();
    DecisionRow {
        verdict,
        one: nodes(one),
        other: nodes(other),
        blocks: one.iter().chain(other).map(|m| m.row.block).collect(),
        reviewer: "أمل".to_string(),
        note: String::new(),
    }
}

#[test]
fn the_last_word_of_people_counts() {
    let mentions = [
        "غريغوري بافلوف|person|BG||1",
        "جريجوري بافلوف|person|BG||2",
        "تيودور بافلوف|person|RU||3",
    ]
    .map(mention);
    let [a, b, c] = &mentions;
    let apart = decision(SpeakerVerdict::Different, &[a], &[b]);
    let one = decision(SpeakerVerdict::Same, &[a], &[c]);
    let of = |list: Vec<DecisionRow>| entities(&mentions, &Decisions::new(list));
    assert_eq!(of(vec![]), [0, 0, 2]);
    assert_eq!(of(vec![apart.clone()]), [0, 1, 2]);
    assert_eq!(of(vec![one.clone()]), [0, 0, 0]);
    assert_eq!(of(vec![apart.clone(), one.clone()]), [0, 1, 0]);
    let again = decision(SpeakerVerdict::Same, &[b], &[a]);
    assert_eq!(of(vec![apart, again]), [0, 0, 2]);
}
