//! Why two sentences are held to agree or to disagree, in words that a reader can check against both.

use super::PairRelation;
use super::alignment::Pair;
use super::features::{answers, features, missing, movements};
use super::model::{RELATIONS, model};
use super::sentence::{Sentence, Word};
use crate::language::arabic::opposites::opposites;

/// The most reasons that are given beside what both are about.
const SHOWN: usize = 4;

/// What speaks for a relation, the weightiest first, and what both are about.
pub fn reasons(a: &Sentence, b: &Sentence, relation: PairRelation) -> Vec<String> {
    let pair = Pair::new(a, b);
    let mut out = Vec::new();
    if a.says_the_same_words(b) && !a.is_empty() {
        out.push("both say it in the same words".to_string());
    } else if relation != PairRelation::Other {
        let scales = Scales::new(&pair, relation);
        let mut found: Vec<(f64, String)> = evidence(&pair)
            .into_iter()
            .map(|(sorts, words)| (scales.weight(sorts), words))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        out.extend(found.into_iter().take(SHOWN).map(|(_, words)| words));
    }
    out.push(shared(&pair, relation));
    out
}

/// How much each sort of feature speaks for a relation, against the others on the average.
struct Scales {
    sorts: Vec<(&'static str, f64)>,
}

impl Scales {
    fn new(pair: &Pair<'_>, relation: PairRelation) -> Scales {
        let of = PairRelation::ALL
            .iter()
            .position(|known| *known == relation)
            .unwrap_or(0);
        let sorts = features(pair).into_iter().map(|feature| {
            let sums = model().sums(&vec![feature]);
            let mean = sums.iter().sum::<f64>() / RELATIONS as f64;
            (feature.0.sort, sums[of] - mean)
        });
        Scales {
            sorts: sorts.collect(),
        }
    }

    fn weight(&self, sorts: &[&str]) -> f64 {
        let counted = self.sorts.iter().filter(|(sort, _)| sorts.contains(sort));
        counted.map(|(_, weight)| weight).sum()
    }
}

type Evidence = (&'static [&'static str], String);

/// All that can be said of a pair, with the sorts of features that weigh it.
fn evidence(pair: &Pair<'_>) -> Vec<Evidence> {
    let mut out = Vec::new();
    answered(pair, &mut out);
    moved(pair, &mut out);
    negated(pair, &mut out);
    counted(pair, &mut out);
    named(pair, &mut out);
    shaped(pair, &mut out);
    out
}

fn answered(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    let mut seen = Vec::new();
    for (line, opposed, x, y) in answers(pair) {
        if seen.contains(&(line, opposed)) {
            continue;
        }
        seen.push((line, opposed));
        let (x, y, name) = (&x.written, &y.written, opposites().name(line));
        out.push(if opposed {
            let sorts: &[&str] = &[
                "opposite",
                "opposites",
                "opposites alone",
                "several opposites",
            ];
            (
                sorts,
                format!("one says «{x}», the other «{y}», which are opposites ({name})"),
            )
        } else {
            let sorts: &[&str] = &["synonym", "synonyms", "synonyms alone", "several synonyms"];
            (sorts, format!("«{x}» and «{y}» say much the same ({name})"))
        });
    }
}

fn moved(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    let (alike, contrary) = movements(pair);
    if let Some(word) = contrary.first() {
        let sorts: &[&str] = &[
            "moves",
            "moves contrary",
            "moves only contrary",
            "moves alike",
        ];
        out.push((
            sorts,
            format!("they say the contrary of «{}»", word.written),
        ));
    }
    if let Some(word) = alike.first() {
        let sorts: &[&str] = &["moves", "moves alike", "moves only alike", "moves contrary"];
        out.push((sorts, format!("they say the same of «{}»", word.written)));
    }
}

fn negated(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    let [x, y] = pair.only();
    let first = |words: &[&Word], wanted: fn(&Word) -> bool| {
        words
            .iter()
            .find(|word| wanted(word))
            .map(|word| word.written.clone())
    };
    match [first(&x, |w| w.negates), first(&y, |w| w.negates)] {
        [Some(word), None] | [None, Some(word)] => {
            let sorts: &[&str] = &[
                "negation on one side",
                "odd negations",
                "negated on one side",
                "words negated on one side",
            ];
            out.push((sorts, format!("only one of them negates («{word}»)")));
        }
        _ => {}
    }
    match [first(&x, Word::denies), first(&y, Word::denies)] {
        [Some(word), None] | [None, Some(word)] => {
            let sorts: &[&str] = &["denial on one side", "denial against negation"];
            out.push((
                sorts,
                format!("only one of them denies or refuses («{word}»)"),
            ));
        }
        _ => {}
    }
    if pair.a.asks != pair.b.asks {
        out.push((
            &["question on one side"],
            "one of them is a question".to_string(),
        ));
    }
}

fn counted(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    let (a, b) = (&pair.a.counts, &pair.b.counts);
    let number = |counts: Vec<&super::sentence::Count>| {
        let written = counts
            .iter()
            .map(|count| format!("{} {}", count.value(), count.unit));
        let written: Vec<String> = written.map(|text| text.trim().to_string()).collect();
        written.join(", ")
    };
    let (x, y) = (missing(a, b), missing(b, a));
    if !x.is_empty() && !y.is_empty() {
        let sorts: &[&str] = &["other numbers", "other numbers of one unit"];
        out.push((
            sorts,
            format!("different numbers: {} and {}", number(x), number(y)),
        ));
    } else if x.is_empty() && y.is_empty() && !a.is_empty() {
        let all = a.iter().collect();
        out.push((
            &["same numbers"],
            format!("the same numbers: {}", number(all)),
        ));
    }
}

fn named(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    type Name = fn(&Word) -> Option<&str>;
    let state: Name = |word| word.named.as_deref()?.strip_prefix('@');
    let body: Name = |word| word.named.as_deref()?.strip_prefix('#');
    let town: Name = |word| word.town.as_deref()?.strip_prefix('%');
    let sorts: [(&[&str], &str, Name); 3] = [
        (&["other states"], "states", state),
        (&["other towns"], "towns", town),
        (&["other bodies"], "bodies", body),
    ];
    for (sorts, what, name) in sorts {
        let [x, y] = [pair.a, pair.b].map(|sentence| {
            let mut names: Vec<&str> = sentence.words.iter().filter_map(name).collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        let alone = |x: &[&str], y: &[&str]| -> String {
            let names = x.iter().copied().filter(|name| !y.contains(name));
            names.collect::<Vec<_>>().join(", ")
        };
        let (left, right) = (alone(&x, &y), alone(&y, &x));
        if !left.is_empty() && !right.is_empty() {
            out.push((sorts, format!("different {what}: {left} and {right}")));
        }
    }
}

fn shaped(pair: &Pair<'_>, out: &mut Vec<Evidence>) {
    let [x, y] = pair.only().map(|words| {
        let telling = words.into_iter().filter(|word| word.tells());
        telling
            .map(|word| word.written.as_str())
            .collect::<Vec<_>>()
    });
    match (x.as_slice(), y.as_slice()) {
        ([], []) => {
            let sorts: &[&str] = &[
                "alike 1",
                "fewer differ 0",
                "more differ 0",
                "overlap 1",
                "no word differs",
            ];
            out.push((sorts, "no telling word differs".to_string()));
            let sorts: &[&str] = &[
                "nouns turned",
                "nouns turned and nothing differs",
                "nouns turned and few differ",
                "names in another order",
            ];
            out.push((sorts, "the same words with the parts exchanged".to_string()));
        }
        ([x], [y]) => {
            let sorts: &[&str] = &[
                "one word against one",
                "one word in the place of one",
                "in place and few differ",
                "same ends",
            ];
            out.push((sorts, format!("«{x}» stands where the other has «{y}»")));
        }
        ([], more) | (more, []) => {
            let sorts: &[&str] = &[
                "overlap 1",
                "fewer differ 0",
                "words added in one place",
                "one word added",
            ];
            out.push((sorts, format!("one only adds «{}»", more.join(" "))));
        }
        _ => {}
    }
}

/// How much of the two answers each other, and what.
fn shared(pair: &Pair<'_>, relation: PairRelation) -> String {
    let common = pair.same.len() + pair.akin.len();
    let most = pair.a.words.len().max(pair.b.words.len());
    let words = about(pair);
    if words.is_empty() {
        return "they have no telling word in common".to_string();
    }
    let share = format!("{common} of {most} words answer each other");
    if relation == PairRelation::Other {
        return format!("only {share}: {words}");
    }
    format!("both are about: {words} ({share})")
}

/// What both speak of, the most telling first.
fn about(pair: &Pair<'_>) -> String {
    const WORDS: usize = 6;
    let pairs = pair.same.iter().chain(&pair.akin);
    let words = pairs.map(|(at, _)| &pair.a.words[*at]);
    let mut words: Vec<&Word> = words.filter(|word| word.tells()).collect();
    words.sort_by(|x, y| {
        let rarer = y.weight.total_cmp(&x.weight);
        rarer.then_with(|| x.written.cmp(&y.written))
    });
    words.dedup_by_key(|word| word.key);
    let words: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
    words[..words.len().min(WORDS)].join(", ")
}
