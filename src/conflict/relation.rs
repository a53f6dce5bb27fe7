//! How two claims relate: what they share, how far they lie apart in time, and whether one answers the other.
//!
//! [`relate`] compares bags of terms and is cheap; [`answer`] looks whether what one negates is what the other says,
//! word by word around the term that carries it; [`opposition`] finds opposed words said of one thing.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::Claim;
use super::profile::Profile;
use super::proposition::{Core, Place, Proposition};
use super::terms::{capped, shared};
use super::who::one_speaker;
use crate::language::arabic::concepts::concepts;
use crate::statement::Stance;

/// The comparison of two claims as bags of terms.
#[derive(Debug, Clone)]
pub struct Relation<'c> {
    /// The two.
    pub sides: [&'c Claim; 2],
    /// Share of the lighter claim's weight that both have, 0 to 1.
    pub overlap: f64,
    /// Share of the heavier claim's weight that both have, 0 to 1.
    pub alike: f64,
    /// Weight of what both have.
    pub weight: f64,
    /// Number of shared terms that are no states.
    pub matters: usize,
    /// Days from one to the other, where both are dated.
    pub days: Option<i64>,
    /// True where both stand in one document.
    pub same_document: bool,
    /// How much the two articles have in common, 0 to 1.
    pub story: f64,
    one_speaker: OnceCell<bool>,
    common_words: OnceCell<usize>,
}

/// Compares two claims.
pub fn relate<'c>(a: &'c Claim, b: &'c Claim) -> Relation<'c> {
    let common = a.profile.common(&b.profile);
    let lighter = a.profile.total.min(b.profile.total).max(1.0);
    let heavier = a.profile.total.max(b.profile.total).max(1.0);
    Relation {
        sides: [a, b],
        alike: common.capped / heavier,
        matters: common.matters,
        overlap: (common.weight / lighter).min(1.0),
        weight: common.weight,
        days: a.day.zip(b.day).map(|(x, y)| (x - y).num_days().abs()),
        same_document: a.document == b.document,
        story: if a.document == b.document {
            1.0
        } else {
            a.article.alike(&b.article)
        },
        one_speaker: OnceCell::new(),
        common_words: OnceCell::new(),
    }
}

impl<'c> Relation<'c> {
    /// Terms in both, with weights, states among them.
    pub fn shared(&self) -> Vec<(&'c str, f64)> {
        let [a, b] = self.sides;
        shared(&a.terms, &b.terms)
    }

    /// True where both are one speaker's. Worked out on first use: most pairs are never looked at that closely.
    pub fn one_speaker(&self) -> bool {
        let [a, b] = self.sides;
        *self.one_speaker.get_or_init(|| one_speaker(a, b))
    }

    /// Number of words in both, conjunctions aside. Worked out on first use.
    pub fn common_words(&self) -> usize {
        let [x, y] = self.sides.map(Claim::bag);
        let both = || x.iter().filter(|word| y.binary_search(word).is_ok());
        *self.common_words.get_or_init(|| both().count())
    }

    /// Share of the shorter one's words that both have, 0 to 1.
    pub fn words(&self) -> f64 {
        let [x, y] = self.sides.map(|claim| claim.bag().len());
        self.common_words() as f64 / x.min(y).max(1) as f64
    }
}

/// What somebody else says of a core.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Share of the core's weight that is said there, 0 to 1: what stands close to the head counts most, and what only
    /// the other's title names counts half.
    pub covered: f64,
    /// The same share of what is negated in the core: the subject before a negated verb may be left out.
    pub denied: f64,
    /// Share of what is said there that belongs to the core, 0 to 1.
    pub back: f64,
    /// Weight of what both have.
    pub weight: f64,
    /// Number of terms that both have, states aside.
    pub matters: usize,
    /// Weight of the rarest of them.
    pub rarest: f64,
    /// True where the term that carries the core is there, and not only the one behind it.
    pub first: bool,
    /// True where the core names before its negation what it speaks of, and nothing of that is said there.
    pub subject_missing: bool,
    /// True where what carries it is one thing today and its opposite tomorrow.
    pub drifts: bool,
    /// True where it is only spoken of there ("what is said of").
    pub hearsay: bool,
    /// True where it is only prepared there ("talks on sending troops"), and the core is not about preparing.
    pub prepared: bool,
    /// Share of neighbours among the shared terms that stand close together there as well, 0 to 1.
    pub tight: f64,
    /// How many terms into its sentence the other comes to it.
    pub depth: usize,
    /// Weight of the rarest term that only the one, and that only the other has.
    pub own: (f64, f64),
    /// True where it is negated there as well.
    pub negated: bool,
    /// The terms that both have.
    pub terms: Vec<String>,
}

impl Answer {
    /// True where something among the shared words is more than a matter of many: a rare word, a body, a state that is
    /// neither speaker's own.
    pub fn specific(&self, a: &Claim, b: &Claim) -> bool {
        const RARE: f64 = 2.8;
        self.rarest >= RARE || self.names(a, b)
    }

    /// True where both name a body, or a state that is neither speaker's own.
    pub fn names(&self, a: &Claim, b: &Claim) -> bool {
        self.terms.iter().any(|term| match term.strip_prefix('@') {
            Some(state) => ![a, b].iter().any(|c| c.country.as_deref() == Some(state)),
            None => term.starts_with('#'),
        })
    }
}

/// The most terms before and after the head that may belong to it, the fewest, and how many more than the core has.
const REACH: usize = 10;
const NEAR: usize = 4;
const MORE: usize = 2;
/// What a term that only the other's title names counts.
const IN_TITLE: f64 = 0.5;
/// By how much each term between a term and the head makes it count less.
const FADING: f64 = 0.1;

/// Where the other claim says most of what the core says; `None` where it does not speak of its heads at all.
pub fn answer(core: &Core<'_>, other: &Claim) -> Option<Answer> {
    let there = other.proposition();
    let reach = (core.places.len() + MORE).clamp(NEAR, REACH);
    let mut best: Option<Answer> = None;
    for (at, place) in there.places.iter().enumerate() {
        let Some(head) = core.heads.iter().position(|head| head.akin(place)) else {
            continue;
        };
        let window = there.around(at, reach);
        if elsewhere(core.places, window) {
            continue;
        }
        let mut found = overlap(core.places, window);
        (found.covered, found.denied) = covered(core, head, window, &other.setting);
        found.tight = tight(core.places, window);
        found.first = head == 0;
        found.negated = place.negated || prevented(there, at) && !prevents(core);
        let subject = core.places.iter().take_while(|place| !place.negated);
        let subject: Vec<Place> = subject.filter(|place| !place.is_state()).cloned().collect();
        found.subject_missing = !subject.is_empty() && overlap(&subject, window).matters == 0;
        found.drifts = place.class().is_some_and(|class| concepts().drifts(class));
        found.hearsay = place.hearsay;
        found.prepared = prepared(there, at) && !concepts().prepares(&core.heads[head].term);
        found.depth = there.depth(at);
        let better = best
            .as_ref()
            .is_none_or(|kept| (found.covered, found.first) > (kept.covered, kept.first));
        if better {
            best = Some(found);
        }
    }
    best
}

/// Share of a core's weight that a window says, of all of it and of what is negated.
fn covered(core: &Core<'_>, head: usize, window: &[Place], setting: &Profile) -> (f64, f64) {
    let middle = core.heads[head].offset;
    let middle = core.places.partition_point(|place| place.offset < middle);
    let (mut all, mut said, mut all_negated, mut said_negated) = (0.0, 0.0, 0.0, 0.0);
    for (at, place) in core.places.iter().enumerate() {
        let weight = capped(place.weight) / (1.0 + FADING * at.abs_diff(middle) as f64);
        let credit = if window.iter().any(|other| place.akin(other)) {
            1.0
        } else if setting.has(&place.term) {
            IN_TITLE
        } else {
            0.0
        };
        all += weight;
        said += weight * credit;
        if place.negated {
            all_negated += weight;
            said_negated += weight * credit;
        }
    }
    let share = |part: f64, of: f64| if of > 0.0 { part / of } else { 0.0 };
    (share(said, all), share(said_negated, all_negated))
}

/// Share of neighbours among shared terms that are neighbours in the window as well.
fn tight(core: &[Place], window: &[Place]) -> f64 {
    const CLOSE: usize = 3;
    let mut places: Vec<Vec<usize>> = Vec::new();
    for place in core {
        let at: Vec<usize> = (0..window.len())
            .filter(|&k| place.akin(&window[k]))
            .collect();
        if !at.is_empty() {
            places.push(at);
        }
    }
    let pairs = places.len().saturating_sub(1);
    if pairs == 0 {
        return 0.0;
    }
    let close = places.windows(2).filter(|pair| {
        let near = |x: &usize| {
            pair[1]
                .iter()
                .any(|y| (1..=CLOSE).contains(&x.abs_diff(*y)))
        };
        pair[0].iter().any(near)
    });
    close.count() as f64 / pairs as f64
}

/// True where both name towns and none in common: what happened in one did not happen in the other.
pub fn elsewhere(a: &[Place], b: &[Place]) -> bool {
    let towns = |places: &[Place]| -> Vec<String> {
        let towns = places.iter().filter(|place| place.is_town());
        towns.map(|place| place.term.clone()).collect()
    };
    let (x, y) = (towns(a), towns(b));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|town| y.contains(town))
}

/// True where what stands at a place is only spoken of as prevented: "to keep Iran from the bomb".
fn prevented(proposition: &Proposition, at: usize) -> bool {
    const NEAR: usize = 4;
    let depth = proposition.depth(at).min(NEAR);
    let before = &proposition.places[at - depth..at];
    before.iter().any(|place| place.class() == Some("forbid"))
}

fn prevents(core: &Core<'_>) -> bool {
    let mut places = core.places.iter();
    places.any(|place| place.class() == Some("forbid"))
}

/// True where a plan, a proposal or talks stand right before a place, and it is what they are about.
fn prepared(proposition: &Proposition, at: usize) -> bool {
    const NEAR: usize = 4;
    let depth = proposition.depth(at).min(NEAR);
    proposition.places[at - depth..at]
        .iter()
        .any(|place| concepts().prepares(&place.term))
}

/// What two runs of terms share.
fn overlap(core: &[Place], window: &[Place]) -> Answer {
    let (mine, theirs) = (distinct(core), distinct(window));
    let mut shared: BTreeMap<&str, f64> = BTreeMap::new();
    for (term, weight) in &mine {
        let other = theirs.get(term).copied().or_else(|| {
            if !term.starts_with("c:") {
                return None;
            }
            let akin = |other: &&&str| concepts().akin(term, other);
            theirs.keys().find(akin).map(|other| theirs[*other])
        });
        if let Some(other) = other {
            shared.insert(term, weight.min(other));
        }
    }
    let sum = |of: &BTreeMap<&str, f64>| of.values().map(|w| capped(*w)).sum::<f64>().max(1.0);
    let common = shared.values().map(|w| capped(*w)).sum::<f64>();
    let matters = || shared.iter().filter(|(term, _)| !term.starts_with('@'));
    Answer {
        covered: (common / sum(&mine)).min(1.0),
        denied: (common / sum(&mine)).min(1.0),
        back: (common / sum(&theirs)).min(1.0),
        weight: shared.values().sum(),
        matters: matters().count(),
        rarest: matters().map(|(_, w)| *w).fold(0.0, f64::max),
        first: false,
        negated: false,
        subject_missing: false,
        drifts: false,
        hearsay: false,
        prepared: false,
        tight: 0.0,
        depth: 0,
        own: (rarest(&mine, &shared), rarest(&theirs, &shared)),
        terms: shared.keys().map(|term| term.to_string()).collect(),
    }
}

/// Weight of the rarest term, states aside, that is not shared.
fn rarest(terms: &BTreeMap<&str, f64>, shared: &BTreeMap<&str, f64>) -> f64 {
    terms
        .iter()
        .filter(|(term, _)| !term.starts_with('@') && !shared.contains_key(*term))
        .map(|(_, weight)| *weight)
        .fold(0.0, f64::max)
}

fn distinct(places: &[Place]) -> BTreeMap<&str, f64> {
    places
        .iter()
        .map(|place| (place.term.as_str(), place.weight))
        .collect()
}

/// Opposed words said of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Opposition {
    /// The class of the one claim.
    pub here: String,
    /// The class of the other.
    pub there: String,
    /// What both are said of.
    pub object: Answer,
}

/// Terms around an opposed word that it may be said of.
const OBJECT: usize = 5;

/// The opposed pair of classes with most in common around it: "ending the track" against "the track goes on".
///
/// Both must be negated or neither, so that "will not stop" does not oppose "goes on"; who speaks of both opposites
/// takes no side.
pub fn opposition(a: &Proposition, b: &Proposition) -> Option<Opposition> {
    let mut best: Option<Opposition> = None;
    for (i, x) in a.places.iter().enumerate() {
        let Some((here, against)) = x.class().and_then(|c| Some((c, concepts().against(c)?)))
        else {
            continue;
        };
        for (j, y) in b.places.iter().enumerate() {
            let Some(there) = y.class() else { continue };
            if there != against
                || x.negated != y.negated
                || speaks_of(a, there)
                || speaks_of(b, here)
            {
                continue;
            }
            let object = object(a.around(i, OBJECT), b.around(j, OBJECT), [here, there]);
            if best
                .as_ref()
                .is_none_or(|kept| object.weight > kept.object.weight)
            {
                best = Some(Opposition {
                    here: here.to_string(),
                    there: there.to_string(),
                    object,
                });
            }
        }
    }
    best
}

/// True where a class stands somewhere in a claim.
fn speaks_of(proposition: &Proposition, class: &str) -> bool {
    // "ستستمر من دون توقف": the opposite is negated, and says the same
    let mut places = proposition.places.iter();
    places.any(|place| place.class() == Some(class) && !place.negated)
}

/// What two windows share beside the opposed words themselves.
fn object(a: &[Place], b: &[Place], opposed: [&str; 2]) -> Answer {
    let rest = |places: &[Place]| -> Vec<Place> {
        places
            .iter()
            .filter(|place| place.class().is_none_or(|class| !opposed.contains(&class)))
            .cloned()
            .collect()
    };
    overlap(&rest(a), &rest(b))
}

/// What two windows around given places share.
pub fn common(a: &[Place], b: &[Place]) -> Answer {
    overlap(a, b)
}

/// On which side of the bare proposition a stance stands: 1 for it, -1 against it, 0 on neither.
pub fn side(stance: Stance) -> i32 {
    match stance {
        Stance::Affirm | Stance::Propose | Stance::Accept | Stance::Urge | Stance::Expect => 1,
        Stance::Deny | Stance::Reject | Stance::Unaware => -1,
        Stance::Condition | Stance::Warn => 0,
    }
}

/// True for stances on what ought to be done.
pub fn is_course(stance: Stance) -> bool {
    matches!(
        stance,
        Stance::Propose | Stance::Accept | Stance::Urge | Stance::Reject
    )
}
