//! How two claims relate: what they share, how far they lie apart in time, and whether one answers the other.
//!
//! [`relate`] compares bags of terms and is cheap; [`answer`] looks whether what one negates is what the other says,
//! word by word around the term that carries it; [`opposition`] finds opposed words said of one thing.

use std::cell::OnceCell;

use super::Claim;
use super::profile::state_key;
use super::proposition::{Core, Place, Proposition, Sort};
use super::terms::{capped, shared};
use super::who::one_speaker;
use crate::language::arabic::concepts::Concept;
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
    story: OnceCell<f64>,
    one_speaker: OnceCell<bool>,
    common_words: OnceCell<usize>,
}

/// Compares two claims.
pub fn relate<'c>(a: &'c Claim, b: &'c Claim) -> Relation<'c> {
    let common = a.profile.common(&b.profile);
    let lighter = a.profile.total.min(b.profile.total).max(1.0);
    let heavier = a.profile.total.max(b.profile.total).max(1.0);
    let same_document = a.beside(b);
    Relation {
        sides: [a, b],
        alike: common.capped / heavier,
        matters: common.matters,
        overlap: (common.weight / lighter).min(1.0),
        weight: common.weight,
        days: a.day.zip(b.day).map(|(x, y)| (x - y).num_days().abs()),
        same_document,
        story: OnceCell::new(),
        one_speaker: OnceCell::new(),
        common_words: OnceCell::new(),
    }
}

impl<'c> Relation<'c> {
    /// Terms in both, with weights, states among them.
    pub fn shared(&self) -> Vec<(&'c str, f64)> {
        let [a, b] = self.sides;
        shared(a.terms(), b.terms())
    }

    /// How much the two articles have in common, 0 to 1. Worked out on first use.
    pub fn story(&self) -> f64 {
        let [a, b] = self.sides;
        *self.story.get_or_init(|| {
            if self.same_document {
                1.0
            } else {
                a.article.alike(&b.article)
            }
        })
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
    /// The states that both name, by the hash of their terms.
    pub states: Vec<u64>,
    /// True where both name a body.
    pub body: bool,
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
        let own = [a, b].map(|claim| claim.country.as_deref().map(state_key));
        self.body || self.states.iter().any(|state| !own.contains(&Some(*state)))
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
        let Some(head) = core.heads().position(|head| head.akin(place)) else {
            continue;
        };
        let window = there.around(at, reach);
        if elsewhere(core.places, window) {
            continue;
        }
        let mut found = common(core.places, window);
        (found.covered, found.denied) = covered(core, head, window, other);
        found.tight = tight(core.places, window);
        found.first = head == 0;
        found.negated = place.negated
            || negates_rarest(core, window)
            || prevented(there, at) && !prevents(core);
        found.subject_missing = subject_missing(core, window);
        found.drifts = place.concept.is_some_and(|class| class.drifts);
        found.hearsay = place.hearsay;
        found.prepared = prepared(there, at) && !core.head(head).prepares();
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

/// True where a core names before its negation what it speaks of, and a window says nothing of that.
fn subject_missing(core: &Core<'_>, window: &[Place]) -> bool {
    let subject = core.places.iter().take_while(|place| !place.negated);
    let mut subject = subject.filter(|place| !place.is_state()).peekable();
    let said = |place: &Place| window.iter().any(|other| place.akin(other));
    subject.peek().is_some() && !subject.any(said)
}

/// Share of a core's weight that a window says, of all of it and of what is negated; its speaker need not name himself.
fn covered(core: &Core<'_>, head: usize, window: &[Place], other: &Claim) -> (f64, f64) {
    let middle = core.head(head).offset;
    let middle = core.places.partition_point(|place| place.offset < middle);
    let (mut all, mut said, mut all_negated, mut said_negated) = (0.0, 0.0, 0.0, 0.0);
    for (at, place) in core.places.iter().enumerate() {
        let weight = capped(place.weight) / (1.0 + FADING * at.abs_diff(middle) as f64);
        let there = window.iter().any(|other| place.akin(other));
        let credit = if there || other.naming().profile.has_key(place.key) {
            1.0
        } else if other.setting.has_key(place.key) {
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
    const CLOSE: u32 = 3;
    // where each shared term stands in the window, as bits
    let places = core.iter().filter_map(|place| {
        let bits = (0..u64::BITS).zip(window);
        let akin = bits.filter(|(_, other)| place.akin(other));
        let found = akin.fold(0u64, |found, (bit, _)| found | 1 << bit);
        (found != 0).then_some(found)
    });
    let (mut pairs, mut close, mut before) = (0, 0, None);
    for here in places {
        if let Some(before) = before.replace(here) {
            let near = (1..=CLOSE).any(|by| (before << by | before >> by) & here != 0);
            close += usize::from(near);
            pairs += 1;
        }
    }
    if pairs == 0 {
        return 0.0;
    }
    close as f64 / pairs as f64
}

/// True where both name towns and none in common: what happened in one did not happen in the other.
pub fn elsewhere(a: &[Place], b: &[Place]) -> bool {
    let named = |places: &[Place]| places.iter().any(Place::is_town);
    let there = |town: &Place| b.iter().any(|place| place.key == town.key);
    named(a) && named(b) && !a.iter().filter(|place| place.is_town()).any(there)
}

/// True where a window negates the rarest of what it says of a core: both negate the same.
fn negates_rarest(core: &Core<'_>, window: &[Place]) -> bool {
    let negated = || core.places.iter().filter(|place| place.negated);
    let said = window
        .iter()
        .filter(|place| !place.is_state() && !place.is_town())
        .filter(|place| negated().any(|other| other.akin(place)));
    let rarest = said.max_by(|x, y| x.weight.total_cmp(&y.weight).then(y.offset.cmp(&x.offset)));
    rarest.is_some_and(|place| place.negated)
}

/// True where a claim asserts the opposite of one of these places, which the other one negates, so that they agree: who is
/// not dead is alive.
pub fn says_opposite<'p>(
    mut negated: impl Iterator<Item = &'p Place>,
    other: &Proposition,
) -> bool {
    let asserted = |wanted: &dyn Fn(&Concept) -> bool| {
        let mut places = other.places.iter().filter(|place| !place.negated);
        places.any(|place| place.concept.is_some_and(wanted))
    };
    negated.any(|place| {
        place.concept.is_some_and(|class| {
            asserted(&|other| class.opposes(other)) && !asserted(&|other| class == other)
        })
    })
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
        .any(Place::prepares)
}

/// What two runs of terms share.
fn overlap<'p>(
    core: impl Iterator<Item = &'p Place>,
    window: impl Iterator<Item = &'p Place>,
) -> Answer {
    let (mine, theirs) = (distinct(core), distinct(window));
    let mut shared: Vec<(&Place, f64)> = Vec::with_capacity(mine.len());
    for place in &mine {
        let same = theirs.iter().find(|other| other.key == place.key);
        let answer = same.or_else(|| theirs.iter().find(|other| place.akin(other)));
        if let Some(other) = answer {
            shared.push((place, place.weight.min(other.weight)));
        }
    }
    let most = |of: &[&Place]| of.iter().map(|p| capped(p.weight)).sum::<f64>().max(1.0);
    let common = shared
        .iter()
        .map(|(_, weight)| capped(*weight))
        .sum::<f64>();
    let matters = || shared.iter().filter(|(place, _)| !place.is_state());
    let states = shared.iter().filter(|(place, _)| place.is_state());
    let covered = (common / most(&mine)).min(1.0);
    Answer {
        covered,
        denied: covered,
        back: (common / most(&theirs)).min(1.0),
        weight: shared.iter().map(|(_, weight)| weight).sum(),
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
        states: states.map(|(place, _)| place.key).collect(),
        body: shared.iter().any(|(place, _)| place.sort == Sort::Body),
    }
}

/// Weight of the rarest term, states aside, that is not shared.
fn rarest(terms: &[&Place], shared: &[(&Place, f64)]) -> f64 {
    terms
        .iter()
        .filter(|place| !place.is_state() && !shared.iter().any(|(s, _)| s.key == place.key))
        .map(|place| place.weight)
        .fold(0.0, f64::max)
}

/// Each term once, in their order; of one that comes twice the later place.
fn distinct<'p>(places: impl Iterator<Item = &'p Place>) -> Vec<&'p Place> {
    let mut places: Vec<&Place> = places.collect();
    places.sort_by_key(|place| place.rank);
    places.dedup_by(|later, kept| {
        let same = later.rank == kept.rank;
        if same {
            *kept = *later;
        }
        same
    });
    places
}

/// Opposed words said of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Opposition {
    /// The class of the one claim.
    pub here: &'static Concept,
    /// The class of the other.
    pub there: &'static Concept,
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
        let Some(here) = x.concept.filter(|here| here.against.is_some()) else {
            continue;
        };
        for (j, y) in b.places.iter().enumerate() {
            let Some(there) = y.concept.filter(|there| here.opposes(there)) else {
                continue;
            };
            if x.negated != y.negated || speaks_of(a, there) || speaks_of(b, here) {
                continue;
            }
            let object = object(a.around(i, OBJECT), b.around(j, OBJECT), [here, there]);
            if best
                .as_ref()
                .is_none_or(|kept| object.weight > kept.object.weight)
            {
                best = Some(Opposition {
                    here,
                    there,
                    object,
                });
            }
        }
    }
    best
}

/// True where a class stands somewhere in a claim.
fn speaks_of(proposition: &Proposition, class: &Concept) -> bool {
    // "ستستمر من دون توقف": the opposite is negated, and says the same
    let mut places = proposition.places.iter();
    places.any(|place| place.concept == Some(class) && !place.negated)
}

/// What two windows share beside the opposed words themselves.
fn object(a: &[Place], b: &[Place], opposed: [&Concept; 2]) -> Answer {
    let other = |place: &&Place| place.concept.is_none_or(|class| !opposed.contains(&class));
    overlap(a.iter().filter(other), b.iter().filter(other))
}

/// What two windows around given places share.
pub fn common(a: &[Place], b: &[Place]) -> Answer {
    overlap(a.iter(), b.iter())
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
