//! What speaks for and against a clash being a conflict: named signs, most between 0 and 1, each of which a reader can
//! check against the two quotes. [`super::model`] weighs them.

use super::Claim;
use super::clash::{Clash, Form};
use super::kinds::compatible;
use super::office::is_person;
use super::pair::odds;
use super::relation::{Relation, elsewhere, is_course, side};
use super::who::{kin, one_speaker};
use crate::language::arabic::fold::folded;
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
    signs.list.extend(compared(clash));
    signs
}

/// What comparing the words of both as two sentences tells: it takes longer than all the rest.
pub fn compared(clash: &Clash<'_>) -> [(&'static str, f64); 4] {
    let (n, o) = (clash.against, clash.other);
    let odds = odds(n.sentence(), o.sentence());
    let by_cue = f64::from(u8::from(n.negates_by_cue()));
    [
        ("agree", odds.agree),
        ("disagree", odds.disagree),
        ("cue x agree", by_cue * odds.agree),
        ("words x agree", alike(n, o) * odds.agree),
    ]
}

/// The signs of a clash that are told quickly.
pub fn plain_signs(clash: &Clash<'_>, relation: &Relation<'_>) -> Signs {
    let (n, o, x) = (clash.against, clash.other, &clash.answer);
    let story = relation.story;
    let flag = |is: bool| f64::from(u8::from(is));
    let most = |value: f64, most: f64| (value / most).min(1.0);
    let by_cue = n.negates_by_cue();
    let numbers = clash.form == Form::Numbers;
    let here = flag(relation.same_document);
    let kin = kin(n, o);
    let one = flag(one_speaker(n, o));
    let one_state = flag(n.country.is_some() && n.country == o.country);
    let mut signs: Vec<(&'static str, f64)> = vec![(clash.form.as_str(), 1.0)];
    let negates = matches!(clash.form, Form::Negated | Form::Beside | Form::Refused);
    if negates {
        signs.extend([
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
            (
                "of talk",
                flag(n.proposition().places.iter().any(|place| place.hearsay)),
            ),
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
        ("first", flag(x.first && !numbers)),
        ("toll", flag(x.first && numbers)),
        ("toll x story", flag(x.first && numbers) * story),
        ("counted", flag(x.negated && numbers)),
        ("numbers x covered", flag(numbers) * x.covered),
        ("numbers x story", flag(numbers) * story),
        ("accuses", flag(n.sense().accuses)),
        ("other accuses", flag(o.sense().accuses)),
        (
            "firm x other accuses",
            flag(by_cue && !n.sense().doubts && o.sense().accuses),
        ),
        ("subject missing", flag(x.subject_missing)),
        ("depth", most(x.depth as f64, 10.0)),
        ("own", most(x.own.0, 4.5)),
        ("other's own", most(x.own.1, 4.5)),
        ("negated there", flag(x.negated && !numbers)),
        ("hearsay", flag(x.hearsay)),
        ("drifts", flag(x.drifts)),
        ("prepared", flag(x.prepared)),
        ("names", flag(x.names(n, o))),
        ("overlap", relation.overlap),
        ("alike", relation.alike),
        ("weight", most(relation.weight, 15.0)),
        ("story", story),
        ("title", most(n.setting.common(&o.setting).capped, 10.0)),
        ("same document", here),
        ("same day", flag(relation.days == Some(0))),
        (
            "days",
            relation.days.map_or(0.3, |d| most((d as f64).ln_1p(), 4.0)),
        ),
        ("one speaker", one),
        ("one speaker here", one * here),
        (
            "one speaker soon",
            one * flag(relation.days.is_none_or(|d| d <= 2)),
        ),
        (
            "one speaker x other talks",
            one * flag(o.proposition().places.iter().any(|place| place.hearsay)),
        ),
        (
            "one state, officials",
            one_state * flag(official(n) && official(o)),
        ),
        ("certainties", n.certainty * o.certainty),
        ("one speaker x alike", one * relation.alike),
        ("one speaker x words", one * alike(n, o)),
        ("kin x alike", kin * relation.alike),
        ("kin x words", kin * alike(n, o)),
        ("words here", here * alike(n, o)),
        ("kin", kin),
        ("kin here", kin * here),
        ("one state", one_state),
        ("one state here", one_state * here),
        (
            "other talks of talk",
            flag(o.proposition().places.iter().any(|place| place.hearsay)),
        ),
        (
            "other negates",
            flag(o.proposition().places.iter().any(|place| place.negated)),
        ),
        (
            "two states",
            flag(n.country.is_some() && o.country.is_some() && n.country != o.country),
        ),
        ("names the other", flag(mentions(n, o))),
        ("named by the other", flag(mentions(o, n))),
        ("person", flag(n.kind == SpeakerKind::Person)),
        ("unnamed", flag(n.kind == SpeakerKind::Unnamed)),
        ("other is a person", flag(o.kind == SpeakerKind::Person)),
        ("other is unnamed", flag(o.kind == SpeakerKind::Unnamed)),
        (
            "unnamed here",
            here * (flag(n.kind == SpeakerKind::Unnamed) + flag(o.kind == SpeakerKind::Unnamed)),
        ),
        ("no name", flag(!is_speaker(n)) + flag(!is_speaker(o))),
        ("certainty", n.certainty),
        ("other's certainty", o.certainty),
        ("embedded", flag(n.embedded)),
        ("other embedded", flag(o.embedded)),
        ("other affirms", flag(o.stance == Stance::Affirm)),
        ("other expects", flag(o.stance == Stance::Expect)),
        ("other warns", flag(o.stance == Stance::Warn)),
        (
            "other wants",
            flag(is_course(o.stance) && o.stance != Stance::Reject),
        ),
        ("other against", flag(side(o.stance) < 0)),
        ("affirms", flag(n.stance == Stance::Affirm)),
        (
            "wants",
            flag(is_course(n.stance) && n.stance != Stance::Reject),
        ),
        ("warns", flag(n.stance == Stance::Warn)),
        ("other numbers", flag(other_numbers(n, o))),
        (
            "elsewhere",
            flag(elsewhere(&n.proposition().places, &o.proposition().places)),
        ),
        ("other states", flag(n.profile.other_states(&o.profile))),
        ("short", 1.0 - most(n.profile.total, 12.0)),
        ("other short", 1.0 - most(o.profile.total, 12.0)),
        ("other long", most((o.profile.total - 12.0).max(0.0), 20.0)),
        ("words alike", alike(n, o)),
        ("story x covered", story * x.covered),
        ("story x overlap", story * relation.overlap),
        ("document x covered", here * x.covered),
        ("cue x denied", flag(by_cue) * x.denied),
        ("cue x story", flag(by_cue) * story),
        ("first x covered", flag(x.first) * x.covered),
        ("rarest x covered", most(x.rarest, 4.5) * x.covered),
        ("tight x denied", x.tight * x.denied),
    ]);
    signs.retain(|(_, value)| *value != 0.0);
    Signs {
        sort: sort(clash, relation),
        list: signs,
    }
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
    let name = folded(&whom.name);
    let named = match whom.kind {
        SpeakerKind::Person => name.split_whitespace().next_back().is_some_and(|last| {
            last.chars().count() >= SHORTEST && who.words.split_whitespace().any(|w| w == last)
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

fn alike(a: &Claim, b: &Claim) -> f64 {
    let (x, y) = (a.bag(), b.bag());
    let common = x
        .iter()
        .filter(|word| y.binary_search(word).is_ok())
        .count();
    common as f64 / x.len().min(y.len()).max(1) as f64
}

fn is_speaker(claim: &Claim) -> bool {
    claim.kind != SpeakerKind::Person || claim.role.is_some() || is_person(&claim.name)
}

fn other_numbers(a: &Claim, b: &Claim) -> bool {
    let pairs = a
        .figures
        .iter()
        .flat_map(|x| b.figures.iter().map(move |y| (x, y)));
    let mut one_unit = pairs.filter(|(x, y)| x.unit == y.unit).peekable();
    one_unit.peek().is_some() && !one_unit.any(|(x, y)| compatible(x, y))
}
