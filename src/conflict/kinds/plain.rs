//! Clashes that are plain whatever their articles are about: the judged pairs from which the model learned hold few of
//! them, since news seldom sets them side by side in so many words.

use crate::conflict::Claim;
use crate::conflict::clash::{Clash, Form};
use crate::conflict::relation::{Relation, is_course};
use crate::statement::Stance;

/// What a plain clash scores at least, where both statements are sure.
const PLAIN: f64 = 0.4;
/// Share of what is refused, or stands around a number, that the other must say.
const LEAST_COVERED: f64 = 0.6;
/// Share of neighbours among the shared words that stand together on the other side.
const LEAST_TIGHT: f64 = 0.34;
/// Share of the words around one of two opposed words that stand around the other.
const LEAST_SHARE: f64 = 0.42;
/// The least weight of what opposed words are said of: in two articles, in one.
const LEAST_OBJECT: (f64, f64) = (4.0, 3.0);
/// Terms with which the other may begin before it comes to what it wants.
const LEADS: usize = 4;
/// Shared terms, states aside, that make more than a noun.
const MATTERS: usize = 3;
/// The least weight of the rarest word around two numbers of one thing: without one, the pattern is the same and the
/// thing another.
const LEAST_RARE: f64 = 3.2;

/// The least score of a clash: nought unless it is plain.
pub(super) fn plain(clash: &Clash<'_>, relation: &Relation<'_>) -> f64 {
    let (one, two) = (clash.against, clash.other);
    let plain = match clash.form {
        Form::Refused => refused(clash, relation),
        Form::Opposed => opposed(clash, relation),
        Form::Numbers => clash.corrected || counted(clash, relation),
        _ => false,
    };
    let asserted = !one.embedded && !two.embedded && !relation.one_speaker();
    if plain && asserted && !one.profile.other_states(&two.profile) {
        PLAIN * (one.certainty * two.certainty).sqrt()
    } else {
        0.0
    }
}

/// One refuses in so many words what the other wants.
fn refused(clash: &Clash<'_>, relation: &Relation<'_>) -> bool {
    let answer = &clash.answer;
    let wants = matches!(
        clash.other.stance,
        Stance::Propose | Stance::Accept | Stance::Urge
    );
    wants
        && answer.first
        && answer.depth <= LEADS
        && answer.denied >= LEAST_COVERED
        && answer.tight >= LEAST_TIGHT
        && answer.weight >= LEAST_OBJECT.0
        && (answer.matters >= MATTERS || relation.same_document)
}

/// Two want opposed things of one object: to end it, or to go on with it.
fn opposed(clash: &Clash<'_>, relation: &Relation<'_>) -> bool {
    let (one, two, object) = (clash.against, clash.other, &clash.answer);
    let least = if relation.same_document {
        LEAST_OBJECT.1
    } else {
        LEAST_OBJECT.0
    };
    if asserted(clash, relation) {
        return true;
    }
    let known = |stance| !matches!(stance, Stance::Deny | Stance::Unaware | Stance::Warn);
    known(one.stance)
        && known(two.stance)
        && (is_course(one.stance) || is_course(two.stance))
        && object.weight >= least
        && object.covered.max(object.back) >= LEAST_SHARE
        && (object.specific(one, two) || relation.same_document)
}

/// Two assert opposed things of one object: that somebody died, that he lives; that a treaty prevents, that it allows.
fn asserted(clash: &Clash<'_>, relation: &Relation<'_>) -> bool {
    const SOON: i64 = 14;
    const LEAST_STORY: f64 = 0.3;
    const LEAST_WEIGHT: f64 = 6.0;
    const NAME: f64 = 2.6;
    // what ends, grows or is dangerous in one respect may go on, shrink and be safe in another
    const FIRM: [&str; 8] = [
        "allow", "forbid", "win", "lose", "withdraw", "stay", "abduct", "release",
    ];
    let (one, two, object) = (clash.against, clash.other, &clash.answer);
    let affirms = |claim: &Claim| claim.stance == Stance::Affirm;
    let near = relation.story() >= LEAST_STORY && relation.days.is_none_or(|days| days <= SOON);
    let here = clash.pair.as_ref().map_or("", |(here, _)| here.as_str());
    let same = if matches!(here, "die" | "live" | "poison" | "illness") {
        object.rarest >= NAME
    } else {
        FIRM.contains(&here)
            && object.weight >= LEAST_WEIGHT
            && object.covered.max(object.back) >= LEAST_COVERED
    };
    affirms(one) && affirms(two) && near && same
}

/// Two counts of one thing on one day, the same said around both.
fn counted(clash: &Clash<'_>, relation: &Relation<'_>) -> bool {
    let answer = &clash.answer;
    let asserts = |stance| matches!(stance, Stance::Affirm | Stance::Expect);
    let counts = clash.counts && !answer.drifts;
    relation.days == Some(0)
        && !relation.same_document
        && asserts(clash.against.stance)
        && asserts(clash.other.stance)
        && counts
        && answer.covered.min(answer.back) >= LEAST_COVERED
        && answer.matters >= MATTERS
        && answer.rarest >= LEAST_RARE
}
