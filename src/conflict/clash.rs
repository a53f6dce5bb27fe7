//! The ways in which two claims may clash: one negates what the other says, calls it untrue, refuses what it wants, says
//! the opposite of it, gives another number for it.
//!
//! Nothing is decided here: a clash is a suspicion with the place where the two meet, and [`super::signs`] tells what
//! speaks for and against it.

use super::Claim;
use super::proposition::{Core, Proposition};
use super::relation::{Answer, Relation, answer, common, opposition, says_opposite, side};
use crate::statement::Stance;

use super::kinds::figure::{negates_number, numbers_apart};

/// How two claims may clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One negates what the other says.
    Negated,
    /// One negates something that the other does not say in those words, in an article on the same event.
    Beside,
    /// One calls untrue what only its title tells, and the other tells it.
    Retracted,
    /// A denial quotes what it denies.
    Quoted,
    /// One refuses what the other wants or does.
    Refused,
    /// Both speak of one thing with opposed words.
    Opposed,
    /// Both give a number for one thing.
    Numbers,
}

impl Form {
    /// The word for it among the signs.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Negated => "negated",
            Form::Beside => "beside",
            Form::Retracted => "retracted",
            Form::Quoted => "quoted",
            Form::Refused => "refused",
            Form::Opposed => "opposed",
            Form::Numbers => "numbers",
        }
    }
}

/// Two claims and how they may clash.
#[derive(Debug, Clone)]
pub struct Clash<'c> {
    /// How.
    pub form: Form,
    /// Who negates, calls untrue or refuses; else the earlier one.
    pub against: &'c Claim,
    /// The other.
    pub other: &'c Claim,
    /// What the other says of what is negated, or what both say around the opposed words and numbers.
    pub answer: Answer,
    /// The opposed words, or the numbers, for readers.
    pub pair: Option<(String, String)>,
    /// True for two numbers of dead.
    pub toll: bool,
    /// True for two counts, and not shares or sums.
    pub counts: bool,
    /// True where one gives another number for what it says not to be the other's ("29 and not 100").
    pub corrected: bool,
}

impl<'c> Clash<'c> {
    /// A clash that is not of two opposed words or numbers.
    pub(super) fn of(form: Form, against: &'c Claim, other: &'c Claim, answer: Answer) -> Self {
        Clash {
            form,
            against,
            other,
            answer,
            pair: None,
            toll: false,
            counts: false,
            corrected: false,
        }
    }
}

/// How much two articles have in common that tell of one event.
pub const ONE_EVENT: f64 = 0.2;

/// Every way in which two claims may clash; `a` is the earlier one.
pub fn clashes<'c>(a: &'c Claim, b: &'c Claim, relation: &Relation<'c>) -> Vec<Clash<'c>> {
    let mut out = Vec::new();
    for (against, other) in [(a, b), (b, a)] {
        let quoted = quoted(against, other);
        let negated = quoted.or_else(|| negated(against, other, relation));
        out.extend(negated);
        out.extend(retracted(against, other));
    }
    out.extend(opposed(a, b));
    out.extend(numbers_apart(a, b, relation));
    out
}

/// True where one stands in the other's words.
fn nested(a: &Claim, b: &Claim) -> bool {
    a.parent.as_deref() == Some(&b.statement) || b.parent.as_deref() == Some(&a.statement)
}

/// "نفى X ما ذكره Y من أن": what is denied is quoted with its author.
fn quoted<'c>(against: &'c Claim, inner: &'c Claim) -> Option<Clash<'c>> {
    let within = inner.parent.as_deref() == Some(&against.statement);
    (within && against.negates_by_cue() && side(inner.stance) >= 0)
        .then(|| Clash::of(Form::Quoted, against, inner, whole(against, inner)))
}

fn whole(a: &Claim, b: &Claim) -> Answer {
    common(&a.proposition().places, &b.proposition().places)
}

/// One negates or refuses, the other says something of it.
fn negated<'c>(against: &'c Claim, other: &'c Claim, relation: &Relation<'_>) -> Option<Clash<'c>> {
    // "نفى رفضه": who denies a refusal answers who refuses
    let refusal = other.stance == Stance::Reject && against.stance == Stance::Deny;
    // whoever only sets conditions asserts nothing that could be denied, and denies nothing ("not without a mandate")
    let sets = |claim: &Claim| claim.stance == Stance::Condition;
    let supposed = sets(against) || sets(other) && against.stance != Stance::Reject;
    if side(other.stance) < 0 && !refusal || supposed || nested(against, other) {
        return None;
    }
    // no head can stand there, and nothing ties the two together: read neither word by word
    if relation.matters == 0 && !against.profile.kin(&other.profile) {
        return None;
    }
    let proposition = against.proposition();
    let core = match against.stance {
        Stance::Unaware => proposition.unknown_core(),
        _ => proposition.negated_core(),
    };
    if denies_untruth(against) || core.as_ref().is_some_and(|core| puts_right(against, core)) {
        return None;
    }
    // the profiles tell quickly that there is nothing opposed
    if other.profile.opposes(&against.profile) {
        let agrees = match &core {
            Some(core) => {
                let negated = core.places.iter().filter(|place| place.negated);
                says_opposite(negated, other.proposition())
            }
            // "the rumours of his death are baseless" says that he is alive
            None => {
                proposition.retracts
                    && says_opposite(proposition.places.iter(), other.proposition())
            }
        };
        if agrees {
            return None;
        }
    }
    let refuses = against.stance == Stance::Reject;
    if let Some(core) = &core
        && core.may_meet(&other.profile)
        && let Some(answer) = answer(core, other)
    {
        let form = if refuses {
            Form::Refused
        } else {
            Form::Negated
        };
        return Some(Clash::of(form, against, other, answer));
    }
    let near = relation.same_document || relation.story() > ONE_EVENT;
    let denies = matches!(against.stance, Stance::Deny | Stance::Unaware);
    if !near || !denies || relation.matters == 0 {
        return None;
    }
    let mut answer = match &core {
        Some(core) => common(core.places, &other.proposition().places),
        None => whole(against, other),
    };
    answer.denied = 0.0;
    Some(Clash::of(Form::Beside, against, other, answer))
}

/// "ما يتم تداوله غير صحيح": what is called untrue stands in the title of the article.
fn retracted<'c>(against: &'c Claim, other: &'c Claim) -> Option<Clash<'c>> {
    const EMPTY: f64 = 7.0;
    const LEAST: f64 = 3.0;
    if side(other.stance) < 0 || nested(against, other) {
        return None;
    }
    let proposition = against.proposition();
    if !proposition.retracts || said(proposition) >= EMPTY || denies_untruth(against) {
        return None;
    }
    let found = against.setting.common(&other.profile);
    if found.matters == 0 || found.weight < LEAST {
        return None;
    }
    let covered = (found.capped / against.setting.total.max(1.0)).min(1.0);
    let answer = Answer {
        covered,
        denied: covered,
        weight: found.weight,
        matters: found.matters,
        ..whole(against, other)
    };
    Some(Clash::of(Form::Retracted, against, other, answer))
}

/// "نفى أن يكون الخبر غير صحيح": who denies that it is untrue holds it true.
fn denies_untruth(claim: &Claim) -> bool {
    claim.flatly_denies() && {
        let places = &claim.proposition().places;
        !places.is_empty() && places.iter().all(|place| !place.negated)
    }
}

/// "29 مليارا وليس 100": who gives another number denies the number, and not what is counted.
fn puts_right(claim: &Claim, core: &Core<'_>) -> bool {
    let mut places = core.places.iter();
    // most claims give no number at all
    claim.brief().units != 0
        && !claim.negates_by_cue()
        && places
            .find(|place| place.negated)
            .is_some_and(|place| negates_number(claim, place.offset))
}

/// Weight of what is negated.
fn said(proposition: &Proposition) -> f64 {
    proposition.negated_core().map_or(0.0, |core| {
        core.places.iter().map(|place| place.weight).sum()
    })
}

/// Opposed words said of one thing.
fn opposed<'c>(a: &'c Claim, b: &'c Claim) -> Option<Clash<'c>> {
    if nested(a, b) || !a.profile.opposes(&b.profile) {
        return None;
    }
    let found = opposition(a.proposition(), b.proposition())?;
    let drifts = found.here.drifts;
    let answer = Answer {
        drifts,
        ..found.object
    };
    (answer.matters > 0).then(|| Clash {
        pair: Some((found.here.name.clone(), found.there.name.clone())),
        ..Clash::of(Form::Opposed, a, b, answer)
    })
}
