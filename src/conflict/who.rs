//! Whether two claims are one speaker's: decided by the two mentions alone, and not by what else is stored, so that the
//! same two claims compare the same in whatever order documents came in. Only what people decided on who is who goes
//! before the names.

use super::Claim;
use super::office::is_person;
use super::profile::Profile;
use super::terms::profile;
use crate::language::arabic::affixes::name_without_article;
use crate::language::arabic::fold::folded;
use crate::language::arabic::skeleton;
use crate::language::text::is_alphanumeric;
use crate::statement::SpeakerKind;

/// True where two mentions are surely one speaker: one person by the full name, one body or state by its name.
pub fn one_speaker(a: &Claim, b: &Claim) -> bool {
    if let (Some(x), Some(y)) = (a.entity, b.entity) {
        return x == y;
    }
    if a.kind != b.kind || !one_state(a, b) {
        return false;
    }
    let (x, y) = (&a.naming().name, &b.naming().name);
    match a.kind {
        // nobody knows whether two "sources" are one
        SpeakerKind::Unnamed => a.beside(b) && x == y,
        SpeakerKind::Person => one_person(x, y) || x == y && x.len() > 1 || one_holder(a, b, x, y),
        _ => x == y,
    }
}

/// Share of the words of the shorter of two speakers' names and offices that the other's have as well, 0 to 1: a ministry
/// and its spokesman, a movement and its leaders, one paper's "source" and "the source".
pub fn kin(a: &Claim, b: &Claim) -> f64 {
    let (x, y) = (&a.naming().all, &b.naming().all);
    let common = x.iter().filter(|word| y.contains(word)).count();
    common as f64 / x.len().min(y.len()).max(1) as f64
}

/// A speaker's name, read for comparing.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// The name, folded.
    pub folded: String,
    /// Its words without articles and marks.
    pub name: Vec<String>,
    /// These and the words of the office, sorted, each once.
    pub all: Vec<String>,
    /// Its terms: who denies something of a body, and what the body itself says of it, need not name it twice.
    pub profile: Profile,
    /// True where it looks like a speaker's at all.
    pub likely: bool,
}

impl Naming {
    /// Reads the name that a claim's speaker has.
    pub fn of(claim: &Claim) -> Naming {
        let name = words(&claim.name);
        let mut all = name.clone();
        all.extend(claim.role.as_deref().map(words).unwrap_or_default());
        all.sort_unstable();
        all.dedup();
        let folded = folded(&claim.name);
        let profile = match claim.kind {
            SpeakerKind::Unnamed => Profile::default(),
            _ => profile(&folded, SpeakerKind::Unnamed, None),
        };
        Naming {
            folded,
            profile,
            likely: claim.kind != SpeakerKind::Person
                || claim.role.is_some()
                || is_person(&claim.name),
            name,
            all,
        }
    }
}

/// A state that one of them does not name is no other state.
fn one_state(a: &Claim, b: &Claim) -> bool {
    match (&a.country, &b.country) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

/// Full names: first and last word spelled alike.
fn one_person(x: &[String], y: &[String]) -> bool {
    match (x, y) {
        ([a, .., b], [c, .., d]) => skeleton::same(a, c) && skeleton::same(b, d),
        _ => false,
    }
}

/// A surname alone, of one who holds the same office, or stands in the same article.
fn one_holder(a: &Claim, b: &Claim, x: &[String], y: &[String]) -> bool {
    let office = a.office.is_some() && a.office == b.office;
    let surname = |short: &[String], long: &[String]| matches!((short, long), ([name], [.., last]) if skeleton::same(name, last));
    (office || a.beside(b)) && (surname(x, y) || surname(y, x))
}

/// Folded words of a name without articles and marks.
pub(super) fn words(name: &str) -> Vec<String> {
    folded(name)
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
        .map(|word| name_without_article(word).to_string())
        .collect()
}
