//! The shape of the data files; the files themselves say what their fields mean.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Objects;
use crate::statement::Stance;

#[derive(Deserialize)]
pub(super) struct CueFile {
    pub verb: Vec<CueLine>,
    pub intent: Vec<CueLine>,
    pub relay: Vec<CueLine>,
    pub contain: Vec<CueLine>,
    pub particle: Vec<ParticleLine>,
    pub noun: Vec<NounLine>,
    pub spoken: Vec<String>,
    pub document: Vec<String>,
    pub pretext: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct CueLine {
    pub past: String,
    pub present: String,
    pub participle: Option<String>,
    #[serde(default = "affirm")]
    pub stance: Stance,
    #[serde(default)]
    pub governs: String,
    #[serde(default)]
    pub addressee: bool,
    #[serde(default)]
    pub careful: bool,
    #[serde(default)]
    pub insists: bool,
    #[serde(default)]
    pub object: Objects,
    /// The present is mostly another verb or meaning (يعد "is considered").
    #[serde(default)]
    pub past_only: bool,
    /// What may follow the present where its passive is another word: fewer things, and close by.
    pub present_governs: Option<String>,
}

fn affirm() -> Stance {
    Stance::Affirm
}

#[derive(Deserialize)]
pub(super) struct ParticleLine {
    pub form: String,
}

#[derive(Deserialize)]
pub(super) struct NounLine {
    pub form: String,
    #[serde(default)]
    pub plural: Vec<String>,
    pub stance: Stance,
    pub governs: String,
}

/// The lists of words.toml that tag words.
#[derive(Deserialize)]
pub(super) struct TagLists {
    pub complementizer: Vec<String>,
    pub enclitic: Vec<String>,
    pub negator: Vec<String>,
    pub negative_noun: Vec<String>,
    pub light: Vec<String>,
    pub auxiliary: Vec<String>,
    pub contrast: Vec<String>,
    pub comment: Vec<String>,
    pub relative: Vec<String>,
    pub occasion: Vec<String>,
    pub adjunct: Vec<String>,
    pub side: Vec<String>,
    pub pronoun_title: Vec<String>,
    pub audience: Vec<String>,
    pub home: Vec<String>,
    pub some: Vec<String>,
    pub royal: Vec<String>,
    pub stateless: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct TitleFile {
    pub head: Vec<TitleLine>,
    pub honorific: Vec<String>,
    pub pronoun_title: Vec<String>,
    pub modifier: Vec<String>,
    pub counterpart: Vec<String>,
    pub official: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct TitleLine {
    pub ms: String,
    pub fs: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub ambiguous: bool,
    #[serde(default)]
    pub pl: Vec<String>,
    #[serde(default)]
    pub dual: Vec<String>,
    #[serde(default)]
    pub office: bool,
    #[serde(default)]
    pub unnamed: bool,
    #[serde(default)]
    pub kin: bool,
    #[serde(default)]
    pub local: bool,
}

#[derive(Deserialize)]
pub(super) struct BodyFile {
    pub head: Vec<BodyHead>,
    pub portfolio: Vec<Portfolio>,
    pub body: Vec<NamedLine>,
}

#[derive(Deserialize)]
pub(super) struct BodyHead {
    pub form: String,
    #[serde(default)]
    pub ambiguous: bool,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub pl: Vec<String>,
    #[serde(default)]
    pub dual: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Portfolio {
    pub form: String,
    pub body: String,
    /// The word stands for the body without a head.
    #[serde(default)]
    pub alone: bool,
}

#[derive(Deserialize)]
pub(super) struct NamedLine {
    pub name: String,
    #[serde(default)]
    pub variants: Vec<String>,
    #[serde(default)]
    pub equivalent: Vec<String>,
    /// Names that mean an agency only behind "وكالة".
    #[serde(default)]
    pub headed: Vec<String>,
    #[serde(default)]
    pub country: String,
}

#[derive(Deserialize)]
pub(super) struct MediaFile {
    pub head: Vec<BodyHead>,
    pub agency: Vec<NamedLine>,
    pub paper: Vec<NamedLine>,
    pub channel: Vec<NamedLine>,
    pub site: Vec<NamedLine>,
}

#[derive(Deserialize)]
pub(super) struct NameFile {
    pub given: Vec<String>,
    pub given_ambiguous: Vec<String>,
    pub part: Vec<String>,
    pub not_name: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct FigureFile {
    pub figures: BTreeMap<String, Vec<String>>,
}

/// Reads one of the lexicon files; they are part of the program, and a test loads them all.
pub(super) fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}
