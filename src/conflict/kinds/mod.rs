//! The five kinds of conflict, each with its own window in time and its own demands on the speakers.
//!
//! A denial answers what was said in the days around it; a shift may take years; an office has two holders
//! only at one time. Every finding says why, in words that a reader can check against the two quotes.

mod attribution;
pub mod figure;
mod plain;
mod shift;

pub use attribution::attribution;
pub use shift::{STATE_MEMORY, may_shift};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::brief::Brief;
use super::clash::{Clash, Form, ONE_EVENT, clashes};
use super::model::model;
use super::profile::key;
use super::relation::{Relation, is_course, opposition, relate};
use super::signs::{compared, plain_signs};
use super::{Claim, Finding};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::without_article;
use crate::language::arabic::concepts::concepts;
use crate::language::arabic::fold::folded;
use crate::language::arabic::skeleton;
use crate::language::arabic::stem::without_clitics;
use crate::language::text::is_alphanumeric;
use crate::statement::{ConflictKind, Stance};

/// Days within which two claims are compared for anything but a shift.
pub const WINDOW: i64 = 45;
/// Days within which claims that share no matter by themselves are compared, by what their articles are about.
const ANSWERED: i64 = 4;
/// Days within which an article that tells what was said reports news; see [`is_retold`].
pub const NEWS: i64 = 21;
/// Findings below this score are not shown to anybody.
pub const LEAST_SCORE: f64 = 0.14;

/// Compares two claims; `None` where both can hold, or nothing shows that they can't. Which comes first does not
/// matter.
pub fn compare(a: &Claim, b: &Claim) -> Option<Finding> {
    // nearly all pairs end before their ids are looked at
    contradiction(a, b).filter(|_| a.claim != b.claim && a.statement != b.statement)
}

/// What two claims contradict each other in, where they are not one.
fn contradiction(a: &Claim, b: &Claim) -> Option<Finding> {
    let beside = a.beside(b);
    if !beside && !may_conflict(a.brief(), b.brief()) {
        return None;
    }
    let (a, b) = ordered(a, b);
    let relation = relate(a, b);
    if !beside && relation.matters == 0 && !within(&relation, ANSWERED) {
        return None;
    }
    if let Some(days) = relation.days
        && days > WINDOW
        && !beside
    {
        return shift::shift(a, b, &relation);
    }
    let clash = likeliest(a, b, &relation).filter(|(_, score)| *score >= LEAST_SCORE);
    let clash = clash.map(|(clash, score)| finding(&clash, &relation, score));
    let shift = shift::shift(a, b, &relation).filter(|found| found.score >= LEAST_SCORE);
    let found = [clash, shift]
        .into_iter()
        .flatten()
        .max_by(|x, y| x.score.total_cmp(&y.score))?;
    // words are compared last: it takes longest
    (!says_the_same(a, b, &relation)).then_some(found)
}

/// The earlier one first: what shares count of which side must not depend on who came in first.
pub fn ordered<'c>(a: &'c Claim, b: &'c Claim) -> (&'c Claim, &'c Claim) {
    let first = (a.day, &a.statement) <= (b.day, &b.statement);
    if first { (a, b) } else { (b, a) }
}

/// What the quick signs must promise for the slow ones to be asked.
const HOPELESS: f64 = 0.04;

/// The clash of two claims that is likeliest a conflict, with its probability.
fn likeliest<'c>(a: &'c Claim, b: &'c Claim, relation: &Relation<'c>) -> Option<(Clash<'c>, f64)> {
    clashes(a, b, relation)
        .into_iter()
        .filter(|clash| meet(clash, relation))
        .filter_map(|clash| {
            let least = plain::plain(&clash, relation);
            let mut signs = plain_signs(&clash, relation);
            if model().probability(&signs) < HOPELESS && least == 0.0 {
                return None;
            }
            signs.list.extend(compared(&clash, relation));
            let score = model().probability(&signs).max(least);
            Some((clash, (score * 1000.0).round() / 1000.0))
        })
        .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.form.cmp(&x.0.form)))
}

/// True where two claims have enough in common for a clash to be weighed: in articles of their own, most of what is
/// denied is said there. Who negates what the other negates as well, and who says in the same days what he denies, says
/// it in two ways.
pub fn meet(clash: &Clash<'_>, relation: &Relation<'_>) -> bool {
    const LEAST_WEIGHT: f64 = 4.0;
    const LEAST_COVERED: f64 = 0.4;
    const LEAST_BACK: f64 = 0.3;
    const SOON: i64 = 2;
    let answer = &clash.answer;
    let negation = matches!(
        clash.form,
        Form::Negated | Form::Beside | Form::Refused | Form::Retracted
    );
    let agree = matches!(clash.form, Form::Negated | Form::Refused) && answer.negated;
    // "talks on sending" may go on where nothing is sent; who knows of none denies the talks
    let prepared =
        clash.form == Form::Negated && answer.prepared && clash.against.stance != Stance::Unaware;
    let soon = relation.days.is_none_or(|days| days <= SOON);
    if agree || prepared || negation && soon && relation.one_speaker() {
        return false;
    }
    relation.story() >= ONE_EVENT
        || answer.weight >= LEAST_WEIGHT
            && (answer.covered >= LEAST_COVERED || answer.back >= LEAST_BACK)
}

/// What is kept and shown of a clash.
fn finding(clash: &Clash<'_>, relation: &Relation<'_>, score: f64) -> Finding {
    let turned = relation.one_speaker() && clash.form != Form::Numbers;
    let course = is_course(clash.against.stance) || is_course(clash.other.stance);
    let kind = match clash.form {
        _ if turned => ConflictKind::Shift,
        Form::Refused => ConflictKind::Policy,
        Form::Opposed if course => ConflictKind::Policy,
        Form::Numbers => ConflictKind::Figure,
        _ => ConflictKind::Denial,
    };
    let mut reasons = vec![told(clash)];
    if clash.form != Form::Quoted {
        reasons.push(common(relation));
        reasons.push(apart(relation));
    }
    Finding {
        kind,
        score,
        reasons,
    }
}

/// How two claims clash, in words.
fn told(clash: &Clash<'_>) -> String {
    let (against, other) = (clash.against, clash.other);
    let (one, two) = (&against.name, &other.name);
    match (clash.form, &clash.pair) {
        (Form::Opposed, Some((here, there))) => {
            format!("{one} speaks of \"{here}\", {two} of \"{there}\"")
        }
        (Form::Numbers, Some((here, there))) if clash.corrected => {
            format!(
                "{one} says {here}, {two} says {there}, and one of them that it is not the other's number"
            )
        }
        (Form::Numbers, Some((here, there))) => format!("{one} says {here}, {two} says {there}"),
        (Form::Quoted, _) => format!("{one} denies what {two} says, and quotes it"),
        (Form::Retracted, _) => {
            format!("{one} calls untrue what the article's title tells and {two} says")
        }
        (Form::Refused, _) => format!(
            "{one} opposes it ({}), {two} does not ({})",
            against.stance, other.stance
        ),
        _ if against.stance == Stance::Unaware => {
            format!("{two} holds it true, {one} has no knowledge of it")
        }
        _ => format!("{two} holds it true, {one} denies it"),
    }
}

/// True where something was said long before the article that tells of it. Its own article answers it, and its speaker
/// and its state may have turned since; what others said around that day is history as well, and not compared with it.
pub fn is_retold(day: Option<NaiveDate>, published: Option<NaiveDate>) -> bool {
    let passed = published
        .zip(day)
        .map(|(told, said)| (told - said).num_days());
    passed.is_some_and(|days| days > NEWS)
}

/// What no comparing of words can change: stances that can't be opposed, nothing that could be, two that were said in the
/// same weeks and one of them told much later. Whoever is in one article or quotes the other is compared all the same.
pub fn may_conflict(a: &Brief, b: &Brief) -> bool {
    let near = a.days(b).is_none_or(|d| d <= WINDOW);
    if !near {
        return shift::may_have_turned(a, b);
    }
    let (a_against, b_against) = (a.is_against(), b.is_against());
    let figures = a.counts_one_thing(b);
    let corrected = !a_against && !b_against && (a.corrects || b.corrects);
    let retold = a.retold || b.retold;
    !retold
        && (a_against != b_against
            || figures
            || a.opposes(b)
            || corrected
            || denies_refusal(a, b)
            || denies_refusal(b, a))
}

/// "نفى رفضه": who denies a refusal answers who refuses.
fn denies_refusal(a: &Brief, b: &Brief) -> bool {
    a.stance == Stance::Deny
        && b.stance == Stance::Reject
        && concepts()
            .class("refuse")
            .is_some_and(|refusal| a.classes & refusal.bits().0 != 0)
}

/// True where one repeats the other's words: two readings of one sentence, or one wire in two papers, are no two sides.
pub fn says_the_same(a: &Claim, b: &Claim, relation: &Relation<'_>) -> bool {
    const ALIKE: f64 = 0.8;
    const INSIDE: f64 = 0.87;
    const LONG: usize = 9;
    const DAYS: i64 = 3;
    // "هناك خطة لنقل المصنع", "نفى وجود خطة لنقل المصنع": whoever denies what another says mostly says it in the same words
    let denied = a.flatly_denies() != b.flatly_denies() && !relation.one_speaker();
    if denied || !within(relation, DAYS) {
        return false;
    }
    let (x, y) = (a.bag().len(), b.bag().len());
    let share = |of: usize| relation.common_words() as f64 / of.max(1) as f64;
    let shorter = x.min(y);
    let alike = share(x.max(y)) >= ALIKE
        || ((relation.same_document || shorter >= LONG) && share(shorter) >= INSIDE);
    // one word more or less is another reading, but not another number, or the opposite of a word
    alike && same_numbers(a, b) && opposition(a.proposition(), b.proposition()).is_none()
}

/// True where every number of the one that has fewer is one of the other's.
pub fn same_numbers(a: &Claim, b: &Claim) -> bool {
    fn values(claim: &Claim) -> BTreeSet<(&str, u64)> {
        let figures = claim.figures.iter().map(|f| (f.unit.as_str(), f.value));
        let all = figures.chain(figure::vague(claim));
        all.map(|(unit, value)| (unit, value.to_bits())).collect()
    }
    let (x, y) = (values(a), values(b));
    x.is_subset(&y) || y.is_subset(&x)
}

/// A raw score as it is shown: what the extraction is not sure of counts less.
fn score(a: &Claim, b: &Claim, raw: f64) -> f64 {
    let named = |claim: &Claim| if claim.naming().likely { 1.0 } else { 0.7 };
    let sure = (a.certainty * b.certainty * named(a) * named(b)).sqrt();
    ((raw * (0.55 + 0.45 * sure)).clamp(0.0, 0.99) * 1000.0).round() / 1000.0
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

fn within(relation: &Relation, days: i64) -> bool {
    relation.days.is_none_or(|d| d <= days)
}

/// What both are about, for readers: the most telling terms first, in the words of the earlier one.
fn common(relation: &Relation) -> String {
    const SHOWN: usize = 6;
    let mut terms = relation.shared();
    terms.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    terms.truncate(SHOWN);
    let words: Vec<&str> = terms
        .iter()
        .map(|(term, _)| shown(relation.sides[0], term))
        .collect();
    format!("both are about: {}", words.join(", "))
}

/// A term as readers see it: the name of a class, state or body, else the word that stands for it in a claim.
fn shown<'t>(claim: &'t Claim, term: &'t str) -> &'t str {
    if let Some(name) = term.strip_prefix("c:").or(term.strip_prefix(['@', '#'])) {
        return name;
    }
    let key = key(term);
    let places = &claim.proposition().places;
    let place = places.iter().find(|place| place.key == key);
    place.map_or(term, |place| word_at(&claim.words, place.offset))
}

/// The word at a byte of folded words, without its article and what is written together with it.
fn word_at(words: &str, offset: usize) -> &str {
    let rest = &words[offset..];
    let end = rest.find(|c| !is_alphanumeric(c)).unwrap_or(rest.len());
    let word = &rest[..end];
    without_article(without_clitics(word, &Reading::new(word).note(0)))
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
