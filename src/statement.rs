//! The core types: what was said, by whom, with which stance, and where it stands in the text.
//!
//! Plain data that every layer shares. Nothing here reads files, knows Arabic or talks to a database.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A half-open range of Unicode code points in a document's text, counted from 0.
///
/// Code points, not bytes, because that is what SQLite's `substr` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to and without `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Number of code points.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True where the two share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Defines an enum over a closed vocabulary whose words are the same in Rust, JSON, SQL and on screen.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every word of the vocabulary, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it stands in JSON and SQL.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err(format!(
                        "unknown {} {word:?}; known are {}",
                        stringify!($name).to_lowercase(),
                        [$($word),+].join(", ")
                    )),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// The speaker's stance toward the bare proposition, without its negation.
    Stance {
        /// Holds it true, announces or confirms it.
        Affirm = "affirm",
        /// Holds it false.
        Deny = "deny",
        /// Puts it forward as a course of action.
        Propose = "propose",
        /// Agrees to, welcomes or supports a course of action.
        Accept = "accept",
        /// Refuses or opposes a course of action.
        Reject = "reject",
        /// Accepts or would consider it only under a stated condition.
        Condition = "condition",
        /// Asks or demands that somebody do it.
        Urge = "urge",
        /// Warns of it or threatens it.
        Warn = "warn",
        /// Holds it possible, likely or hoped for.
        Expect = "expect",
        /// Has no knowledge of it, has not received it.
        Unaware = "unaware",
    }
}

impl Stance {
    /// True for the stances that negate what a cue leads to ("نفى", "رفض").
    pub fn negates(self) -> bool {
        matches!(self, Self::Deny | Self::Reject)
    }
}

vocabulary! {
    /// How the words are reported.
    Mode {
        /// In quotation marks.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Partly in quotation marks.
        Mixed = "mixed",
    }
}

vocabulary! {
    /// What kind of entity a speaker is.
    SpeakerKind {
        /// A person, by name or by an office that only one holds.
        Person = "person",
        /// A ministry, agency, company, movement, club.
        Organization = "organization",
        /// A state, or its capital as metonym.
        Country = "country",
        /// Several people.
        Group = "group",
        /// One person without a name.
        Unnamed = "unnamed",
    }
}

vocabulary! {
    /// What the date of saying rests on.
    DateBasis {
        /// A full date in the text.
        Explicit = "explicit",
        /// A weekday, resolved against the publication date.
        Weekday = "weekday",
        /// "yesterday", "three days ago" and the like, resolved against the publication date.
        Relative = "relative",
        /// The date of another statement of the same occasion in the article.
        Context = "context",
        /// Nothing in the text settles it.
        None = "none",
    }
}

vocabulary! {
    /// How two conflicting statements conflict.
    ConflictKind {
        /// One holds true what the other holds false, never received or does not know of.
        Denial = "denial",
        /// Opposed courses of action on the same matter.
        Policy = "policy",
        /// The same speaker, body or state takes another position later.
        Shift = "shift",
        /// Different numbers, dates or places for the same thing.
        Figure = "figure",
        /// One saying or one office given to two people.
        Attribution = "attribution",
    }
}

vocabulary! {
    /// A person's judgement on a conflict.
    Verdict {
        /// The two do contradict each other.
        Confirmed = "confirmed",
        /// They do not.
        Dismissed = "dismissed",
        /// It can't be told from the articles.
        Unsure = "unsure",
    }
}

/// A figure given in a statement, kept for comparing later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// What is counted or measured, folded ("قتيل", "%", "دولار"), empty where the text names nothing.
    pub unit: String,
    /// `=`, `~` (about), `>=` (at least, more than), `<=` (at most, less than).
    pub bound: String,
    /// Where it stands.
    pub span: Span,
}

/// One attribution relation in a document: a source, a cue and a content, with stance and date.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Hash of the document's content and the spans: the same input gives the same id everywhere.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// The words that name the source, as written; empty where the sentence has only a verb.
    pub source: String,
    /// Where `source` stands.
    pub source_span: Option<Span>,
    /// Canonical name of the speaker within the document: a person without title, a body in full.
    pub speaker: String,
    /// What kind of entity the speaker is.
    pub speaker_kind: SpeakerKind,
    /// The office as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2 code of the state the speaker speaks for or belongs to.
    pub country: Option<String>,
    /// Who stands between the speaker and the article, outermost first.
    pub via: Vec<String>,
    /// The words that signal the saying, as written.
    pub cue: String,
    /// Where `cue` stands.
    pub cue_span: Span,
    /// What was said: substrings of the text, one for each of `spans`.
    pub content: Vec<String>,
    /// Where `content` stands, ascending, without overlap.
    pub spans: Vec<Span>,
    /// Direct, indirect or mixed.
    pub mode: Mode,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// Day of the saying, where text and publication date settle it.
    pub said_on: Option<NaiveDate>,
    /// What `said_on` rests on.
    pub said_on_basis: DateBasis,
    /// Publication date of the document.
    pub published: Option<NaiveDate>,
    /// True where the relation stands inside another one's content.
    pub embedded: bool,
    /// Id of the statement it is embedded in.
    pub parent: Option<String>,
    /// How sure the extractor is that source, content and stance are right, 0 to 1.
    pub certainty: f64,
    /// Figures in the content.
    pub figures: Vec<Figure>,
}

impl Statement {
    /// The content in one piece, fragments joined by " … ".
    pub fn words(&self) -> String {
        self.content.join(" … ")
    }
}
