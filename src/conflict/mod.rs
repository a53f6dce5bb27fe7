//! Which statements cannot both hold, of what kind, and why: pure, on plain [`Claim`]s.
//!
//! [`terms`] says what a statement is about, [`profile`] the same for fast comparing, [`proposition`] what it says word
//! by word. [`index`] finds what is about the same, [`brief`] passes over what can't conflict, [`relation`] compares two
//! claims. A [`clash`] is a way in which two may conflict; its [`signs`] are weighed by a [`model`] learned from judged
//! pairs, [`kinds`] decides on the kind and the reasons, [`ranking`] on the order. [`who`] and [`office`] tell one speaker
//! and one office in two wordings, [`denied`] whose word a denial denies, [`topics`] groups what belongs together, and
//! [`pair`] compares two sentences of nobody's. Nothing here reads a file or a database, and nothing depends on what
//! else is stored.

pub mod brief;
pub mod clash;
pub mod denied;
pub mod index;
pub mod kinds;
pub mod model;
pub mod office;
pub mod pair;
pub mod profile;
pub mod proposition;
pub mod ranking;
pub mod relation;
pub mod signs;
pub mod terms;
pub mod topics;
pub mod who;

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use self::brief::Brief;
use self::kinds::figure::{self, Number, Year};
use self::pair::sentence::Sentence;
use self::profile::Profile;
use self::proposition::Proposition;
use self::who::Naming;
use crate::extract::reading::Reading;
use crate::fnv::fnv;
use crate::language::arabic::fold::folded;
use crate::language::text::is_alphanumeric;
use crate::statement::{ConflictKind, Figure, SpeakerKind, Stance};

/// One saying of one speaker, as far as comparing needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Id of the statement.
    pub statement: String,
    /// Id of the claim it is an appearance of.
    pub claim: String,
    /// The speaker's name in the document.
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
    /// True where its article tells of it long after that day; see [`kinds::is_retold`].
    pub retold: bool,
    /// Id of the document.
    pub document: String,
    /// Row number of the document's version.
    pub version: i64,
    /// The words that signal it, as written.
    pub cue: String,
    /// The words, folded.
    pub words: String,
    /// Figures in the words.
    pub figures: Vec<Figure>,
    /// How sure the extraction is.
    pub certainty: f64,
    /// Id of the statement in whose words it stands.
    pub parent: Option<String>,
    /// The speaker's entity, where people decided who that is; else the name tells.
    pub entity: Option<i64>,
    /// The terms in a form that compares fast.
    pub profile: Profile,
    /// What the article is about by its title: what the words leave out stands there.
    pub setting: Arc<Profile>,
    /// What the article speaks of most.
    pub article: Arc<Profile>,
    /// What is read of it once somebody asks.
    pub read: Read,
}

/// What most claims are never asked for, each read on first use: see the functions of [`Claim`]. What is large stands
/// elsewhere: memory holds some hundred thousand claims.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    terms: OnceLock<Vec<(String, f64)>>,
    proposition: OnceLock<Proposition>,
    bag: OnceLock<Vec<u64>>,
    brief: OnceLock<Box<Brief>>,
    numbers: OnceLock<Vec<Number>>,
    years: OnceLock<Vec<Year>>,
    sentence: OnceLock<Box<Sentence>>,
    naming: OnceLock<Box<Naming>>,
    sense: OnceLock<CueSense>,
    author: OnceLock<Vec<String>>,
}

impl Read {
    /// Lets go of what takes most room.
    fn forget_sentence(&mut self) {
        self.sentence = OnceLock::new();
    }
}

/// What a cue does to the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueSense {
    /// It denies or refuses them ("نفى", "رفض"): a denial does not stand in the words alone.
    pub negates: bool,
    /// It only doubts them or rules them out ("شكك", "استبعد").
    pub doubts: bool,
    /// It charges somebody, or reveals ("اتهم", "زعم", "كشف").
    pub accuses: bool,
}

impl Claim {
    /// Terms with weights, sorted by term. Read on first use: the profile tells of nearly all claims what they are about.
    pub fn terms(&self) -> &[(String, f64)] {
        let country = self.country.as_deref();
        self.read
            .terms
            .get_or_init(|| terms::terms(&self.words, self.kind, country))
    }

    /// What it says, word by word. Read on first use: most claims are never compared that closely.
    pub fn proposition(&self) -> &Proposition {
        self.read.proposition.get_or_init(|| {
            Proposition::new(&self.words, self.negates_by_cue(), self.country.as_deref())
        })
    }

    /// True where both stand in one document. Of its versions one is current, and compared with others.
    pub fn beside(&self, other: &Claim) -> bool {
        self.version == other.version && self.document == other.document
    }

    /// Hashes of the words, sorted, each once, without conjunctions and marks.
    pub fn bag(&self) -> &[u64] {
        self.read.bag.get_or_init(|| {
            let words = self.words.split(|c: char| !is_alphanumeric(c));
            let bare = words.filter(|word| !word.is_empty()).map(|word| {
                word.strip_prefix('و')
                    .filter(|rest| rest.chars().count() > 2)
                    .unwrap_or(word)
            });
            let mut bag: Vec<u64> = bare.map(fnv).collect();
            bag.sort_unstable();
            bag.dedup();
            bag
        })
    }

    /// The numbers in its words that can be compared. Read on first use.
    pub fn numbers(&self) -> &[Number] {
        self.read.numbers.get_or_init(|| figure::numbers(self))
    }

    /// The years that its words name. Read on first use.
    pub fn years(&self) -> &[Year] {
        self.read.years.get_or_init(|| figure::years(&self.words))
    }

    /// What decides whether it is worth comparing. Read on first use.
    pub fn brief(&self) -> &Brief {
        self.read.brief.get_or_init(|| Box::new(Brief::of(self)))
    }

    /// The words as [`pair`] compares them. Read on first use.
    pub fn sentence(&self) -> &Sentence {
        self.read
            .sentence
            .get_or_init(|| Box::new(Sentence::new(&self.words)))
    }

    /// The speaker's name, read for comparing. Read on first use.
    pub fn naming(&self) -> &Naming {
        self.read.naming.get_or_init(|| Box::new(Naming::of(self)))
    }

    /// Words of the name of whoever said what it denies, as far as it tells. Read on first use.
    pub fn denied_author(&self) -> &[String] {
        self.read.author.get_or_init(|| {
            let denied = denied::denied(self.stance, &self.cue, &self.words);
            let author = denied.and_then(|denied| denied.author);
            author.map(|name| who::words(&name)).unwrap_or_default()
        })
    }

    /// What its cue does. Read on first use.
    pub fn sense(&self) -> CueSense {
        *self.read.sense.get_or_init(|| {
            let reading = Reading::new(&self.cue);
            let negates = (0..reading.text.tokens.len()).any(|at| {
                let cue = reading.cue(at, |cue, _| cue.stance == self.stance);
                cue.is_some() || proposition::negating_noun(&reading, at)
            });
            let words = Proposition::new(&folded(&self.cue), false, None);
            CueSense {
                negates: self.stance.negates() && negates,
                accuses: (0..reading.text.tokens.len())
                    .any(|at| reading.lexicon.lists.accuse.contains(reading.bare(at))),
                doubts: words
                    .places
                    .iter()
                    .any(|place| place.class() == Some("doubt")),
            }
        })
    }

    /// True where the cue itself denies or refuses ("نفى", "رفض"), and not a negation in the words.
    pub fn negates_by_cue(&self) -> bool {
        // most claims affirm: their cues need not be read
        self.stance.negates() && self.sense().negates
    }

    /// True where the cue itself denies ("نفى").
    pub fn flatly_denies(&self) -> bool {
        self.stance == Stance::Deny && self.negates_by_cue()
    }
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
