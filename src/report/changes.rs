//! What an edited article changed: which statements appeared, which vanished, and which are one statement in other
//! words, of another stance or of another speaker.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use strsim::normalized_levenshtein;

use crate::language::arabic::fold::folded;
use crate::statement::vocabulary;
use crate::store::{EditRow, VersionStatement};

vocabulary! {
    /// What became of a statement from one version to the next.
    ChangeKind {
        /// It stands only in the new version.
        Appeared = "appeared",
        /// It stands only in the version before.
        Vanished = "vanished",
        /// It stands in both, in other words, with another stance or under another name.
        Changed = "changed",
    }
}

/// A statement of an edited article that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRecord {
    /// Id of the document.
    pub document: String,
    /// Its title now.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Number of the new version.
    pub version: i64,
    /// Run that brought it.
    pub run: i64,
    /// UTC of the begin of that run.
    pub found_at: String,
    /// What became of the statement.
    pub change: ChangeKind,
    /// The statement of the version before.
    pub before: Option<SideRecord>,
    /// The statement of the new version.
    pub after: Option<SideRecord>,
}

/// A statement in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideRecord {
    /// Its id.
    pub id: String,
    /// Its speaker as the article calls him.
    pub speaker: String,
    /// Its stance.
    pub stance: String,
    /// Its words.
    pub content: String,
}

/// Likeness (1 less Levenshtein's distance as a share of the longer one) from which two statements of one speaker are one
/// in other words.
const ALIKE: f64 = 0.5;
/// The same under two names: then the words must be nearly the same.
const SAME_WORDS: f64 = 0.85;

/// The changes of an edit: in the order of the new version, then what vanished in the order of the old one.
pub fn changes(edit: &EditRow) -> Vec<ChangeRecord> {
    let pairs = pairs(&edit.before, &edit.after);
    let record = |change, before: Option<&VersionStatement>, after: Option<&VersionStatement>| {
        ChangeRecord {
            document: edit.document.clone(),
            title: edit.title.clone(),
            publisher: edit.publisher.clone(),
            url: edit.url.clone(),
            version: edit.version,
            run: edit.run,
            found_at: edit.found_at.clone(),
            change,
            before: before.map(SideRecord::from),
            after: after.map(SideRecord::from),
        }
    };
    let mut found = Vec::new();
    for (at, after) in edit.after.iter().enumerate() {
        let before = pairs
            .iter()
            .find(|(_, new)| *new == at)
            .map(|(old, _)| &edit.before[*old]);
        match before {
            None => found.push(record(ChangeKind::Appeared, None, Some(after))),
            Some(before) if !same(before, after) => {
                found.push(record(ChangeKind::Changed, Some(before), Some(after)));
            }
            Some(_) => {}
        }
    }
    for (at, before) in edit.before.iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == at) {
            found.push(record(ChangeKind::Vanished, Some(before), None));
        }
    }
    found
}

/// Which statements of both versions are one: the likest first, each once.
fn pairs(before: &[VersionStatement], after: &[VersionStatement]) -> Vec<(usize, usize)> {
    let mut likely = Vec::new();
    for (old, a) in before.iter().enumerate() {
        for (new, b) in after.iter().enumerate() {
            let one_speaker = folded(&a.speaker) == folded(&b.speaker);
            let alike = if a.folded == b.folded {
                1.0
            } else {
                normalized_levenshtein(&a.folded, &b.folded)
            };
            if alike >= if one_speaker { ALIKE } else { SAME_WORDS } {
                // of two that are equally alike the one that stands nearer to its place
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share of a thousand"
                )]
                let thousandths = (alike * 1000.0) as u32 + u32::from(same(a, b));
                likely.push((Reverse(thousandths), old.abs_diff(new), old, new));
            }
        }
    }
    likely.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, _, old, new) in likely {
        if !pairs.iter().any(|(o, n)| *o == old || *n == new) {
            pairs.push((old, new));
        }
    }
    pairs
}

/// True where nothing about a statement changed but its place.
fn same(a: &VersionStatement, b: &VersionStatement) -> bool {
    a.folded == b.folded && a.stance == b.stance && folded(&a.speaker) == folded(&b.speaker)
}

impl From<&VersionStatement> for SideRecord {
    fn from(statement: &VersionStatement) -> Self {
        Self {
            id: statement.id.clone(),
            speaker: statement.speaker.clone(),
            stance: statement.stance.clone(),
            content: statement.words.clone(),
        }
    }
}
