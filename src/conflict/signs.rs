//! What speaks for and against a clash being a conflict: named signs, most between 0 and 1, each of which a reader can
//! check against the two quotes. [`super::model`] weighs them.

use super::Claim;
use super::clash::{Clash, Form};
use super::kinds::figure::compatible;
use super::pair::odds;
use super::relation::{Relation, elsewhere, is_course, side};
use super::who::kin;
use crate::statement::{SpeakerKind, Stance};

/// The signs of a clash.
#[derive(Debug, Clone, PartialEq)]
pub struct Signs {
    /// What sort of clash it is: a sign may tell more in one sort than in another.
    pub sort: &'static str,
    /// Signs by name, those that are nought left out.
    pub list: Vec<(&'static str, f64)>,
}

/// The sort of a clash: a flat denial answers somebody, in the same article or in another one; a negation in the words
/// may merely be how something is told.
fn sort(clash: &Clash<'_>, relation: &Relation<'_>) -> &'static str {
    let flat = clash.against.negates_by_cue() && !clash.against.sense().doubts
        || clash.against.proposition().retracts;
    match clash.form {
        Form::Negated | Form::Beside => match (flat, relation.same_document) {
            (true, true) => "flat here",
            (true, false) => "flat apart",
            (false, true) => "plain here",
            (false, false) => "plain apart",
        },
        form => form.as_str(),
    }
}

/// All signs of a clash.
pub fn signs(clash: &Clash<'_>, relation: &Relation<'_>) -> Signs {
    let mut signs = plain_signs(clash, relation);
    signs.list.extend(compared(clash, relation));
    signs
}

/// What comparing the words of both as two sentences tells: it takes longer than all the rest.
pub fn compared(clash: &Clash<'_>, relation: &Relation<'_>) -> [(&'static str, f64); 4] {
    let (n, o) = (clash.against, clash.other);
    let odds = odds(n.sentence(), o.sentence());
    let by_cue = f64::from(u8::from(n.negates_by_cue()));
    [
        ("agree", odds.agree),
        ("disagree", odds.disagree),
        ("cue x agree", by_cue * odds.agree),
        ("words x agree", relation.words() * odds.agree),
    ]
}

/// The signs of a clash that are told quickly.
pub fn plain_signs(clash: &Clash<'_>, relation: &Relation<'_>) -> Signs {
    let mut list = vec![(clash.form.as_str(), 1.0)];
    if matches!(clash.form, Form::Negated | Form::Beside | Form::Refused) {
        list.extend(of_negation(clash.against));
    }
    list.extend(of_answer(clash));
    list.extend(of_articles(clash, relation));
    list.extend(of_speakers(clash, relation));
    list.extend(of_claims(clash, relation));
    list.extend(together(clash, relation));
    list.retain(|(_, value)| *value != 0.0);
    Signs {
        sort: sort(clash, relation),
        list,
    }
}

type Sign = (&'static str, f64);

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// A value as a share of what counts as much, at most 1.
fn of_most(value: f64, most: f64) -> f64 {
    (value / most).min(1.0)
}

/// How the denial denies.
fn of_negation(n: &Claim) -> impl IntoIterator<Item = Sign> {
    let by_cue = n.negates_by_cue();
    [
        ("by cue", flag(by_cue)),
        ("unaware", flag(n.stance == Stance::Unaware)),
        (
            "told in a negation",
            flag(n.stance == Stance::Deny && !by_cue),
        ),
        ("negates in passing", flag(side(n.stance) >= 0)),
        ("withholds", flag(n.proposition().withholds())),
        ("doubts", flag(n.sense().doubts)),
        ("firm", flag(by_cue && !n.sense().doubts)),
        ("of talk", flag(talks_of_talk(n))),
    ]
}

/// How much of what the one negates, or speaks of, the other says.
fn of_answer(clash: &Clash<'_>) -> impl IntoIterator<Item = Sign> {
    // between these nothing changes much: what one adds is worth most where it is hardly anything, or very rare
    const COMMON: f64 = 0.58;
    const RARE: f64 = 0.73;
    const SPREAD: f64 = 0.2;
    let x = &clash.answer;
    let own = of_most(x.own.0, 4.5);
    [
        ("covered", x.covered),
        ("denied", x.denied),
        ("back", x.back),
        ("shared weight", of_most(x.weight, 12.0)),
        ("rarest", of_most(x.rarest, 4.5)),
        ("tight", x.tight),
        ("matters", of_most(x.matters as f64, 5.0)),
        ("first", flag(x.first)),
        ("subject missing", flag(x.subject_missing)),
        ("depth", of_most(x.depth as f64, 10.0)),
        ("own", own),
        ("adds little", (COMMON - own).max(0.0) / SPREAD),
        ("adds much", (own - RARE).max(0.0) / SPREAD),
        ("other's own", of_most(x.own.1, 4.5)),
        ("negated there", flag(x.negated)),
        ("hearsay", flag(x.hearsay)),
        ("drifts", flag(x.drifts)),
        ("prepared", flag(x.prepared)),
        ("names", flag(x.names(clash.against, clash.other))),
        ("toll", flag(clash.toll)),
        ("counted", flag(clash.counts)),
    ]
}

/// Where and when both stand.
fn of_articles(clash: &Clash<'_>, relation: &Relation<'_>) -> impl IntoIterator<Item = Sign> {
    const UNDATED: f64 = 0.3;
    const LATE: f64 = 0.25;
    let title = clash.against.setting.common(&clash.other.setting).capped;
    let days = relation
        .days
        .map(|days| of_most((days as f64).ln_1p(), 4.0))
        .unwrap_or(UNDATED);
    [
        ("overlap", relation.overlap),
        ("alike", relation.alike),
        ("weight", of_most(relation.weight, 15.0)),
        ("story", relation.story()),
        ("title", of_most(title, 10.0)),
        ("same document", flag(relation.same_document)),
        ("same day", flag(relation.days == Some(0))),
        ("days", days),
        ("late", (days - LATE).max(0.0) / LATE),
    ]
}

/// Who the two are to each other.
fn of_speakers(clash: &Clash<'_>, relation: &Relation<'_>) -> impl IntoIterator<Item = Sign> {
    const SOON: i64 = 2;
    let (n, o) = (clash.against, clash.other);
    let here = flag(relation.same_document);
    let kin = kin(n, o);
    let one = flag(relation.one_speaker());
    let one_state = flag(n.country.is_some() && n.country == o.country);
    let two_states = n.country.is_some() && o.country.is_some() && n.country != o.country;
    let unnamed = |claim: &Claim| flag(claim.kind == SpeakerKind::Unnamed);
    let person = |claim: &Claim| flag(claim.kind == SpeakerKind::Person);
    let words = relation.words();
    [
        ("one speaker", one),
        ("one speaker here", one * here),
        (
            "one speaker soon",
            one * flag(relation.days.is_none_or(|days| days <= SOON)),
        ),
        ("one speaker x other talks", one * flag(talks_of_talk(o))),
        ("one speaker x alike", one * relation.alike),
        ("one speaker x words", one * words),
        ("kin", kin),
        ("kin here", kin * here),
        ("kin x alike", kin * relation.alike),
        ("kin x words", kin * words),
        ("one state", one_state),
        ("one state here", one_state * here),
        (
            "one state, officials",
            one_state * flag(official(n) && official(o)),
        ),
        ("two states", flag(two_states)),
        ("names the other", flag(mentions(n, o))),
        ("named by the other", flag(mentions(o, n))),
        ("answers", flag(answers(n, o))),
        ("corrects", flag(n.brief().corrects)),
        ("person", person(n)),
        ("other is a person", person(o)),
        ("unnamed", unnamed(n)),
        ("other is unnamed", unnamed(o)),
        ("unnamed here", here * (unnamed(n) + unnamed(o))),
        (
            "no name",
            flag(!n.naming().likely) + flag(!o.naming().likely),
        ),
    ]
}

/// What each of the two is by itself.
fn of_claims(clash: &Clash<'_>, relation: &Relation<'_>) -> impl IntoIterator<Item = Sign> {
    const LONG: f64 = 12.0;
    let (n, o) = (clash.against, clash.other);
    let wants = |claim: &Claim| flag(is_course(claim.stance) && claim.stance != Stance::Reject);
    let negates = o.proposition().places.iter().any(|place| place.negated);
    let apart = elsewhere(&n.proposition().places, &o.proposition().places);
    let words = relation.words();
    [
        ("retracts", flag(n.proposition().retracts)),
        ("other retracts", flag(o.proposition().retracts)),
        ("accuses", flag(n.sense().accuses)),
        ("other accuses", flag(o.sense().accuses)),
        ("other talks of talk", flag(talks_of_talk(o))),
        ("other negates", flag(negates)),
        ("certainty", n.certainty),
        ("other's certainty", o.certainty),
        ("certainties", n.certainty * o.certainty),
        ("embedded", flag(n.embedded)),
        ("other embedded", flag(o.embedded)),
        ("affirms", flag(n.stance == Stance::Affirm)),
        ("wants", wants(n)),
        ("warns", flag(n.stance == Stance::Warn)),
        ("other affirms", flag(o.stance == Stance::Affirm)),
        ("other expects", flag(o.stance == Stance::Expect)),
        ("other warns", flag(o.stance == Stance::Warn)),
        ("other wants", wants(o)),
        ("other against", flag(side(o.stance) < 0)),
        ("other numbers", flag(other_numbers(n, o))),
        ("elsewhere", flag(apart)),
        ("other states", flag(n.profile.other_states(&o.profile))),
        ("short", 1.0 - of_most(n.profile.total, LONG)),
        ("other short", 1.0 - of_most(o.profile.total, LONG)),
        (
            "other long",
            of_most((o.profile.total - LONG).max(0.0), 20.0),
        ),
        ("words alike", words),
        ("words here", flag(relation.same_document) * words),
    ]
}

/// Signs that tell more together.
fn together(clash: &Clash<'_>, relation: &Relation<'_>) -> impl IntoIterator<Item = Sign> {
    let (n, o, x) = (clash.against, clash.other, &clash.answer);
    let by_cue = n.negates_by_cue();
    let (cue, here, story) = (flag(by_cue), flag(relation.same_document), relation.story());
    let (toll, numbers) = (flag(clash.toll), flag(clash.form == Form::Numbers));
    let answered = by_cue && !n.sense().doubts && o.sense().accuses;
    [
        ("story x covered", story * x.covered),
        ("story x overlap", story * relation.overlap),
        ("document x covered", here * x.covered),
        ("cue x denied", cue * x.denied),
        ("cue x story", cue * story),
        ("firm x other accuses", flag(answered)),
        ("first x covered", flag(x.first || clash.toll) * x.covered),
        ("rarest x covered", of_most(x.rarest, 4.5) * x.covered),
        ("tight x denied", x.tight * x.denied),
        ("toll x story", toll * story),
        ("numbers x covered", numbers * x.covered),
        ("numbers x story", numbers * story),
    ]
}

/// True where something is only spoken of in a claim ("what is said of").
fn talks_of_talk(claim: &Claim) -> bool {
    let mut places = claim.proposition().places.iter();
    places.any(|place| place.hearsay)
}

/// A state, a body, or somebody who speaks from an office.
fn official(claim: &Claim) -> bool {
    match claim.kind {
        SpeakerKind::Country | SpeakerKind::Organization => true,
        SpeakerKind::Person => claim.role.is_some(),
        SpeakerKind::Group | SpeakerKind::Unnamed => false,
    }
}

/// True where one speaks of the other: names the person, the body or the state.
fn mentions(who: &Claim, whom: &Claim) -> bool {
    const SHORTEST: usize = 4;
    let name = &whom.naming().folded;
    let named = match whom.kind {
        SpeakerKind::Person => name.split_whitespace().next_back().is_some_and(|last| {
            last.chars().count() >= SHORTEST
                // most words do not hold it anywhere
                && who.words.contains(last)
                && who.words.split_whitespace().any(|w| w == last)
        }),
        SpeakerKind::Unnamed => false,
        _ => name.chars().count() >= SHORTEST && who.words.contains(name.trim_start_matches("ال")),
    };
    let state = whom
        .country
        .as_deref()
        .filter(|c| who.country.as_deref() != Some(*c));
    named || state.is_some_and(|state| who.profile.has(&format!("@{state}")))
}

/// True where a denial names whose words it denies, and that is the other ("خلافا لما ذكره المرصد").
fn answers(n: &Claim, o: &Claim) -> bool {
    const SHORTEST: usize = 3;
    let author = n.denied_author();
    let told = |word: &&String| word.chars().count() >= SHORTEST && o.naming().all.contains(word);
    let common = author.iter().filter(told).count();
    let family = author.last().is_some_and(|last| told(&last));
    common > 0 && (family || 2 * common >= author.len().min(o.naming().all.len()))
}

fn other_numbers(a: &Claim, b: &Claim) -> bool {
    let pairs = a
        .figures
        .iter()
        .flat_map(|x| b.figures.iter().map(move |y| (x, y)));
    let mut one_unit = pairs.filter(|(x, y)| x.unit == y.unit).peekable();
    one_unit.peek().is_some() && !one_unit.any(|(x, y)| compatible(x, y))
}
