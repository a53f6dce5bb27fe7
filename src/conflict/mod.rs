//! Which statements cannot both hold, of what kind, and why: pure, on plain [`Claim`]s.
//!
//! [`terms`] says what a statement is about, [`relation`] compares two claims, [`kinds`] decides on the kind and the
//! reasons, [`office`] tells one office in two wordings, [`topics`] groups what belongs together. Nothing here reads a
//! file or a database, and nothing depends on what else is stored.

pub mod kinds;
pub mod office;
pub mod relation;
pub mod terms;
pub mod topics;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::statement::{ConflictKind, Figure, SpeakerKind, Stance};

/// One saying of one speaker, as far as comparing needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Id of the statement.
    pub statement: String,
    /// Id of the claim it is an appearance of.
    pub claim: String,
    /// Whose it is.
    pub speaker: i64,
    /// The speaker's name, for reasons.
    pub name: String,
    /// What kind of entity the speaker is.
    pub kind: SpeakerKind,
    /// State the speaker speaks for.
    pub country: Option<String>,
    /// Key of the office it was said in.
    pub office: Option<i64>,
    /// The office as written.
    pub role: Option<String>,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// True where it stands inside somebody else's words.
    pub embedded: bool,
    /// Day of saying, else of publication.
    pub day: Option<NaiveDate>,
    /// Id of the document.
    pub document: String,
    /// The words, folded.
    pub words: String,
    /// Terms with weights, sorted by term.
    pub terms: Vec<(String, f64)>,
    /// Figures in the words.
    pub figures: Vec<Figure>,
    /// How sure the extraction is.
    pub certainty: f64,
}

/// Two claims that cannot both hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How.
    pub kind: ConflictKind,
    /// 0 to 1.
    pub score: f64,
    /// Why, in words.
    pub reasons: Vec<String>,
}
