//! What speaks for and against two claims being in conflict: named signs between 0 and 1 (a few go below), each of
//! which a reader can check against the two quotes. [`super::model`] weighs them.
//!
//! A [`Clash`] says how two claims may clash: one negates what the other says, calls it untrue, refuses what it wants,
//! uses an opposed word, gives another number. Nothing is decided here.

use super::Claim;
use super::office::is_person;
use super::proposition::Proposition;
use super::relation::{Answer, Relation, answer, common, elsewhere, is_course, opposition, side};
use super::terms::capped;
use super::who::one_speaker;
use crate::conflict::kinds::compatible;
use crate::language::arabic::concepts::concepts;
use crate::statement::{SpeakerKind, Stance};

/// How two claims may clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One negates what the other says.
    Negated,
    /// One negates something, the other stands in an article on the same event.
    Beside,
    /// One calls untrue what is told by its title, and the other tells it.
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
    /// Every form.
    pub const ALL: [Form; 7] = [
        Form::Negated,
        Form::Beside,
        Form::Retracted,
        Form::Quoted,
        Form::Refused,
        Form::Opposed,
        Form::Numbers,
    ];

    /// The word for it in the model's file.
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
    /// Who negates, refuses, or the first.
    pub against: &'c Claim,
    /// The other.
    pub other: &'c Claim,
    /// What the other says of the core.
    pub answer: Answer,
    /// Opposed words, or numbers, as written.
    pub pair: Option<(String, String)>,
}

/// Signs by name.
pub type Signs = Vec<(&'static str, f64)>;

/// The signs of a clash.
pub fn signs(clash: &Clash<'_>, relation: &Relation<'_>) -> Signs {
    let (n, o, x) = (clash.against, clash.other, &clash.answer);
    let story = n.article.alike(&o.article);
    let flag = |is: bool| f64::from(u8::from(is));
    let most = |value: f64, most: f64| (value / most).min(1.0);
    let by_cue = n.negates_by_cue();
    let mut signs: Signs = vec![(clash.form.as_str(), 1.0)];
    let negates = matches!(clash.form, Form::Negated | Form::Beside | Form::Refused);
    if negates {
        signs.extend([
            ("by cue", flag(by_cue)),
            ("unaware", flag(n.stance == Stance::Unaware)),
            ("told in a negation", flag(n.stance == Stance::Deny && !by_cue)),
            ("negates in passing", flag(side(n.stance) >= 0)),
            ("withholds", flag(n.proposition().withholds())),
        ]);
    }
    signs.extend([
        ("retracts", flag(n.proposition().retracts)),
        ("other retracts", flag(o.proposition().retracts)),
        ("covered", x.covered),
        ("denied", x.denied),
        ("back", x.back),
        ("shared weight", most(x.weight, 12.0)),
        ("rarest", most(x.rarest, 4.5)),
        ("tight", x.tight),
        ("matters", most(x.matters as f64, 5.0)),
        ("first", flag(x.first)),
        ("subject missing", flag(x.subject_missing)),
        ("depth", most(x.depth as f64, 10.0)),
        ("own", most(x.own.0, 4.5)),
        ("other's own", most(x.own.1, 4.5)),
        ("negated there", flag(x.negated)),
        ("hearsay", flag(x.hearsay)),
        ("drifts", flag(x.drifts)),
        ("prepared", flag(x.prepared)),
        ("names", flag(x.names(n, o))),
        ("overlap", relation.overlap),
        ("alike", relation.alike),
        ("weight", most(relation.weight, 15.0)),
        ("story", story),
        ("title", most(n.setting.common(&o.setting).capped, 10.0)),
        ("same document", flag(relation.same_document)),
        ("same day", flag(relation.days == Some(0))),
        ("days", relation.days.map_or(0.3, |d| most((d as f64).ln_1p(), 4.0))),
        ("one speaker", flag(one_speaker(n, o))),
        ("one state", flag(n.country.is_some() && n.country == o.country)),
        ("two states", flag(n.country.is_some() && o.country.is_some() && n.country != o.country)),
        ("names the other", flag(mentions(n, o))),
        ("named by the other", flag(mentions(o, n))),
        ("person", flag(n.kind == SpeakerKind::Person)),
        ("unnamed", flag(n.kind == SpeakerKind::Unnamed)),
        ("other is a person", flag(o.kind == SpeakerKind::Person)),
        ("other is unnamed", flag(o.kind == SpeakerKind::Unnamed)),
        ("no name", flag(!is_speaker(n)) + flag(!is_speaker(o))),
        ("certainty", n.certainty),
        ("other's certainty", o.certainty),
        ("embedded", flag(n.embedded)),
        ("other embedded", flag(o.embedded)),
        ("other affirms", flag(o.stance == Stance::Affirm)),
        ("other expects", flag(o.stance == Stance::Expect)),
        ("other warns", flag(o.stance == Stance::Warn)),
        ("other wants", flag(is_course(o.stance) && o.stance != Stance::Reject)),
        ("other against", flag(side(o.stance) < 0)),
        ("affirms", flag(n.stance == Stance::Affirm)),
        ("wants", flag(is_course(n.stance) && n.stance != Stance::Reject)),
        ("warns", flag(n.stance == Stance::Warn)),
        ("other numbers", flag(other_numbers(n, o))),
        ("elsewhere", flag(elsewhere(&n.proposition().places, &o.proposition().places))),
        ("other states", flag(n.profile.other_states(&o.profile))),
        ("short", 1.0 - most(n.profile.total, 12.0)),
        ("other short", 1.0 - most(o.profile.total, 12.0)),
        ("other long", most((o.profile.total - 12.0).max(0.0), 20.0)),
        ("words alike", alike(n, o)),
        ("story x covered", story * x.covered),
        ("story x overlap", story * relation.overlap),
        ("document x covered", flag(relation.same_document) * x.covered),
        ("cue x denied", flag(by_cue) * x.denied),
        ("cue x story", flag(by_cue) * story),
        ("first x covered", flag(x.first) * x.covered),
        ("rarest x covered", most(x.rarest, 4.5) * x.covered),
        ("tight x denied", x.tight * x.denied),
    ]);
    signs.retain(|(_, value)| *value != 0.0);
    signs
}

/// True where one speaks of the other: names the person, the body or the state.
fn mentions(who: &Claim, whom: &Claim) -> bool {
    const SHORTEST: usize = 4;
    let name = crate::language::arabic::fold::folded(&whom.name);
    let named = match whom.kind {
        SpeakerKind::Person => name.split_whitespace().next_back().is_some_and(|last| {
            last.chars().count() >= SHORTEST && who.words.split_whitespace().any(|w| w == last)
        }),
        SpeakerKind::Unnamed => false,
        _ => name.chars().count() >= SHORTEST && who.words.contains(name.trim_start_matches("ال")),
    };
    let state = whom.country.as_deref().filter(|c| who.country.as_deref() != Some(*c));
    named || state.is_some_and(|state| who.profile.has(&format!("@{state}")))
}

fn alike(a: &Claim, b: &Claim) -> f64 {
    let (x, y) = (a.bag(), b.bag());
    let common = x.iter().filter(|word| y.binary_search(word).is_ok()).count();
    common as f64 / x.len().min(y.len()).max(1) as f64
}

fn is_speaker(claim: &Claim) -> bool {
    claim.kind != SpeakerKind::Person || claim.role.is_some() || is_person(&claim.name)
}

fn other_numbers(a: &Claim, b: &Claim) -> bool {
    let pairs = a.figures.iter().flat_map(|x| b.figures.iter().map(move |y| (x, y)));
    let mut one_unit = pairs.filter(|(x, y)| x.unit == y.unit).peekable();
    one_unit.peek().is_some() && !one_unit.any(|(x, y)| compatible(x, y))
}

/// Every way in which two claims may clash.
pub fn clashes<'c>(a: &'c Claim, b: &'c Claim, relation: &Relation<'c>) -> Vec<Clash<'c>> {
    let mut out = Vec::new();
    for (against, other) in [(a, b), (b, a)] {
        out.extend(negated(against, other, relation));
        out.extend(retracted(against, other, relation));
        out.extend(quoted(against, other));
    }
    out.extend(opposed(a, b));
    out.extend(super::kinds::numbers_apart(a, b, relation));
    out
}

fn quoted<'c>(against: &'c Claim, inner: &'c Claim) -> Option<Clash<'c>> {
    if inner.parent.as_deref() != Some(&against.statement) || against.stance != Stance::Deny || !against.negates_by_cue() || side(inner.stance) < 0 {
        return None;
    }
    Some(Clash { form: Form::Quoted, against, other: inner, answer: whole(against, inner), pair: None })
}

fn whole(a: &Claim, b: &Claim) -> Answer {
    common(&a.proposition().places, &b.proposition().places)
}

fn negated<'c>(against: &'c Claim, other: &'c Claim, relation: &Relation<'_>) -> Option<Clash<'c>> {
    if matches!(other.stance, Stance::Deny | Stance::Unaware | Stance::Reject) || against.parent.as_deref() == Some(&other.statement) || other.parent.as_deref() == Some(&against.statement) {
        return None;
    }
    let proposition = against.proposition();
    let core = if against.stance == Stance::Unaware { proposition.unknown_core() } else { proposition.negated_core() };
    let refuses = against.stance == Stance::Reject;
    if let Some(core) = &core
        && let Some(answer) = answer(core, other)
    {
        let form = if refuses { Form::Refused } else { Form::Negated };
        return Some(Clash { form, against, other, answer, pair: None });
    }
    let near = relation.same_document || against.article.alike(&other.article) > 0.2;
    let says = matches!(against.stance, Stance::Deny | Stance::Unaware);
    if refuses || !near || !says || relation.matters == 0 {
        return None;
    }
    let mut answer = match &core {
        Some(core) => common(core.places, &other.proposition().places),
        None => whole(against, other),
    };
    answer.denied = 0.0;
    Some(Clash { form: Form::Beside, against, other, answer, pair: None })
}

fn retracted<'c>(against: &'c Claim, other: &'c Claim, relation: &Relation<'_>) -> Option<Clash<'c>> {
    const EMPTY: f64 = 7.0;
    const LEAST: f64 = 3.0;
    let said: f64 = match against.proposition().negated_core() {
        Some(core) => core.places.iter().map(|place| place.weight).sum(),
        None => 0.0,
    };
    if side(other.stance) < 0 || said >= EMPTY || !against.proposition().retracts {
        return None;
    }
    let found = against.setting.common(&other.profile);
    if found.matters == 0 || found.weight < LEAST {
        return None;
    }
    let covered = found.capped / against.setting.total.max(1.0);
    let mut answer = whole(against, other);
    answer.covered = covered.min(1.0);
    answer.denied = covered.min(1.0);
    answer.weight = found.weight;
    answer.matters = found.matters;
    let _ = relation;
    Some(Clash { form: Form::Retracted, against, other, answer, pair: None })
}

fn opposed<'c>(a: &'c Claim, b: &'c Claim) -> Option<Clash<'c>> {
    let found = opposition(a.proposition(), b.proposition())?;
    if found.object.matters == 0 { return None; }
    let mut answer = found.object;
    answer.drifts = concepts().drifts(&found.here);
    Some(Clash { form: Form::Opposed, against: a, other: b, answer, pair: Some((found.here, found.there)) })
}

/// Weight of all of a proposition's places.
pub fn weight(proposition: &Proposition) -> f64 {
    proposition.places.iter().map(|p| capped(p.weight)).sum()
}
