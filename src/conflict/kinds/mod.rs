//! The five kinds of conflict, each with its own window in time and its own demands on the speakers.
//!
//! A denial answers what was said in the days around it; a shift may take years; an office has two holders
//! only at one time. Every finding says why, in words that a reader can check against the two quotes.

mod attribution;
mod denial;
mod figure;
mod policy;
mod shift;

pub use attribution::{OFFICE_WINDOW, attribution};
pub use figure::compatible;
pub use shift::{STATE_MEMORY, may_shift};

use std::collections::BTreeSet;

use super::brief::Brief;
use super::office::is_person;
use super::relation::{Answer, Relation, one_story, opposition, relate, side};
use super::who::one_speaker;
use super::{Claim, Finding};
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::lexicon;
use crate::language::arabic::skeleton;
use crate::statement::{ConflictKind, SpeakerKind, Stance};

/// Days within which two claims of different speakers are compared at all.
pub const WINDOW: i64 = 45;
/// The least weight of shared terms: two claims that share less are about different things.
const LEAST_WEIGHT: f64 = 5.0;
/// The same within one article.
const LEAST_WEIGHT_BESIDE: f64 = 3.0;
/// Findings below this score are not shown to anybody.
pub const LEAST_SCORE: f64 = 0.48;

/// Compares two claims; `None` where both can hold, or nothing shows that they can't. Which comes first does not
/// matter.
pub fn compare(a: &Claim, b: &Claim) -> Option<Finding> {
    if a.claim == b.claim || a.statement == b.statement {
        return None;
    }
    // the earlier one first: what shares count of which side must not depend on who came in first
    let first = (a.day, &a.statement) <= (b.day, &b.statement);
    let (a, b) = if first { (a, b) } else { (b, a) };
    if let Some(finding) = denial::quoted(a, b) {
        return Some(finding);
    }
    if !may_conflict(&Brief::of(a), &Brief::of(b)) {
        return None;
    }
    let common = a.profile.common(&b.profile);
    if common.weight < LEAST_WEIGHT || common.matters == 0 {
        // in one article, or two on one matter, what goes without saying is left out
        let beside = a.document == b.document && common.weight >= LEAST_WEIGHT_BESIDE;
        if !beside && !one_story(a, b) && a.stance != Stance::Deny && b.stance != Stance::Deny {
            return None;
        }
    }
    let relation = relate(a, b);
    let found = [denial::denial, policy::policy, shift::shift, figure::figure]
        .into_iter()
        .filter_map(|kind| kind(a, b, &relation))
        .filter(|finding| finding.score >= LEAST_SCORE)
        .max_by(|x, y| x.score.total_cmp(&y.score))?;
    // names are compared last: it takes longest
    let sides = found.kind == ConflictKind::Shift || different_sides(a, b);
    (sides && !says_the_same(a, b, &relation)).then_some(found)
}

/// What no comparing of words can change: stances that can't be opposed, nothing that could be. Whoever is in one article
/// or quotes the other is compared all the same.
pub fn may_conflict(a: &Brief, b: &Brief) -> bool {
    let against = |c: &Brief| side(c.stance) < 0;
    let near = a.days(b).is_none_or(|d| d <= WINDOW);
    let figures = a.figures && b.figures;
    near && (against(a) != against(b) || figures || a.opposes(b))
        || !near && may_shift(a.stance) && may_shift(b.stance)
}

/// True where one repeats the other's words: two readings of one sentence, or one wire in two papers, are no two sides.
fn says_the_same(a: &Claim, b: &Claim, relation: &Relation) -> bool {
    const ALIKE: f64 = 0.8;
    const INSIDE: f64 = 0.87;
    const LONG: usize = 9;
    const DAYS: i64 = 3;
    if !within(relation, DAYS) {
        return false;
    }
    let (x, y) = (a.bag(), b.bag());
    let common = x
        .iter()
        .filter(|word| y.binary_search(word).is_ok())
        .count();
    let share = |of: usize| common as f64 / of.max(1) as f64;
    let shorter = x.len().min(y.len());
    let alike = share(x.len().max(y.len())) >= ALIKE
        || ((relation.same_document || shorter >= LONG) && share(shorter) >= INSIDE);
    // one word more or less is another reading, but not another number, or the opposite of a word
    alike && same_numbers(a, b) && opposition(a.proposition(), b.proposition()).is_none()
}

/// True where every number of the one that has fewer is one of the other's.
pub fn same_numbers(a: &Claim, b: &Claim) -> bool {
    let values = |claim: &Claim| -> BTreeSet<(String, u64)> {
        let figures = claim.figures.iter();
        figures
            .map(|f| (f.unit.clone(), f.value.to_bits()))
            .collect()
    };
    let (x, y) = (values(a), values(b));
    x.is_subset(&y) || y.is_subset(&x)
}

/// A raw score as it is shown: what the extraction is not sure of counts less.
fn score(a: &Claim, b: &Claim, raw: f64) -> f64 {
    let named = |claim: &Claim| if is_speaker(claim) { 1.0 } else { 0.7 };
    let sure = (a.certainty * b.certainty * named(a) * named(b)).sqrt();
    ((raw * (0.55 + 0.45 * sure)).clamp(0.0, 0.99) * 1000.0).round() / 1000.0
}

/// True where the speaker's name looks like one.
fn is_speaker(claim: &Claim) -> bool {
    claim.kind != SpeakerKind::Person || claim.role.is_some() || is_person(&claim.name)
}

/// What two answers in each other's words are worth: how much of the core is said, how much else is said beside it,
/// and how telling the shared words are.
fn alignment(answer: &Answer) -> f64 {
    const RARE: f64 = 12.0;
    0.34 * answer.covered + 0.16 * answer.back + 0.14 * (answer.weight / RARE).min(1.0)
}

/// Neither the same speaker, nor one person under two names.
fn different_sides(a: &Claim, b: &Claim) -> bool {
    let one_office = a.office.is_some() && a.office == b.office;
    let people = a.kind == SpeakerKind::Person && b.kind == SpeakerKind::Person;
    let one_side = one_office
        || one_speaker(a, b)
        || people && share_a_name(&a.name, &b.name)
        || speaks_for(a, b)
        || speaks_for(b, a)
        || share_a_rare_word(&a.name, &b.name);
    !one_side
}

/// True where two names share a word that few articles have: "the movement" by its name, and its spokesman.
fn share_a_rare_word(a: &str, b: &str) -> bool {
    const FEW: u32 = 500;
    const SHORTEST: usize = 4;
    let (a, b) = (folded(a), folded(b));
    a.split_whitespace().any(|word| {
        word.chars().count() >= SHORTEST
            && lexicon().frequency(word) <= FEW
            && b.split_whitespace().any(|other| other == word)
    })
}

/// True where one is the other's voice by office: the spokesman of a university, and the university.
fn speaks_for(a: &Claim, b: &Claim) -> bool {
    const TELLING: usize = 6;
    let (Some(role), name) = (&a.role, folded(&b.name)) else {
        return false;
    };
    b.kind == SpeakerKind::Organization
        && name.chars().count() >= TELLING
        && folded(role).contains(name.trim_start_matches("ال"))
}

/// True where both give a number of one unit and none of them fits: then they do not speak of one thing said.
fn other_numbers(a: &Claim, b: &Claim) -> bool {
    let pairs = a
        .figures
        .iter()
        .flat_map(|x| b.figures.iter().map(move |y| (x, y)));
    let mut one_unit = pairs.filter(|(x, y)| x.unit == y.unit).peekable();
    one_unit.peek().is_some() && !one_unit.any(|(x, y)| compatible(x, y))
}

/// True where two names are rather one person written twice than two people: they have a word in common, or spell much
/// alike.
pub fn share_a_name(a: &str, b: &str) -> bool {
    const ALIKE: f64 = 0.6;
    let (a, b) = (folded(a), folded(b));
    let joined = |name: &str| name.split_whitespace().collect::<String>();
    let (x, y) = (joined(&a), joined(&b));
    let (short, long) = if x.len() <= y.len() {
        (&x, &y)
    } else {
        (&y, &x)
    };
    long.contains(short.as_str())
        || strsim::normalized_levenshtein(&x, &y) >= ALIKE
        || a.split_whitespace().any(|word| {
            word.chars().count() > 2
                && b.split_whitespace()
                    .any(|other| skeleton::same(word, other))
        })
}

/// Two bodies that tell of their own affairs in one pattern: a bank's profits are not another bank's.
fn of_themselves(a: &Claim, b: &Claim, relation: &Relation) -> bool {
    let body = |c: &Claim| matches!(c.kind, SpeakerKind::Organization | SpeakerKind::Unnamed);
    let named = || {
        let shared = relation.shared();
        shared.iter().any(|(term, _)| term.starts_with(['@', '#']))
    };
    body(a) && body(b) && !named()
}

fn within(relation: &Relation, days: i64) -> bool {
    relation.days.is_none_or(|d| d <= days)
}

/// What distance in time takes off.
fn far(relation: &Relation) -> f64 {
    relation
        .days
        .map_or(0.03, |days| (days as f64 / 250.0).min(0.1))
}

/// True where a claim is about a state: names it, or is made by somebody of it.
fn names_state(claim: &Claim, country: &str) -> bool {
    claim
        .terms
        .iter()
        .any(|(term, _)| term.strip_prefix('@') == Some(country))
}

/// True where each side, in articles of their own, names a state and none in common: other people's matter.
fn other_states(a: &Claim, b: &Claim, relation: &Relation) -> bool {
    !relation.same_document && a.profile.other_states(&b.profile)
}

/// Terms as readers see them, the most telling first.
fn about<'t>(terms: impl Iterator<Item = (&'t str, f64)>) -> String {
    const SHOWN: usize = 6;
    let mut terms: Vec<(&str, f64)> = terms.collect();
    terms.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    let words: Vec<&str> = terms
        .iter()
        .take(SHOWN)
        .map(|(term, _)| term.trim_start_matches("c:").trim_start_matches(['@', '#']))
        .collect();
    format!("both are about: {}", words.join(", "))
}

/// What both are about, for readers.
fn common(relation: &Relation) -> String {
    about(relation.shared().into_iter())
}

/// How far apart in time.
fn apart(relation: &Relation) -> String {
    match relation.days {
        Some(0) => "dated the same day".to_string(),
        Some(1) => "dated 1 day apart".to_string(),
        Some(days) => format!("dated {days} days apart"),
        None => "at least one of them is undated".to_string(),
    }
}
