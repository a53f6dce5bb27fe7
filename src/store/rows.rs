//! What goes into the store and what comes out of it: plain rows, without rules.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::statement::{ConflictKind, Figure, SpeakerKind, Stance, Statement, Verdict};

/// Row number of a run.
pub type RunId = i64;
/// Row number of a speaker.
pub type SpeakerId = i64;
/// Row number of an office.
pub type OfficeId = i64;

/// What a run did, as counted by the one who ran it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// Documents read, good or bad.
    pub documents_read: u64,
    /// Documents that were new.
    pub documents_added: u64,
    /// Documents that came in as a new version of one already there.
    pub documents_changed: u64,
    /// Documents that were there already.
    pub documents_known: u64,
    /// Documents refused.
    pub documents_rejected: u64,
    /// Statements stored.
    pub statements_added: u64,
    /// Claims stored.
    pub claims_added: u64,
    /// Conflicts that were not there before.
    pub conflicts_added: u64,
    /// Feeds that were read, or had nothing new.
    pub feeds_read: u64,
    /// Feeds that could not be read.
    pub feeds_failed: u64,
    /// True where a signal ended it.
    pub stopped: bool,
}

/// A stored version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Row number, for [`NewStatement::document_id`].
    pub id: i64,
    /// Public id of the document.
    pub key: String,
    /// 1 for the first text seen under this key.
    pub version: i64,
    /// SHA-256 of the text.
    pub hash: String,
}

/// What the store has of a document with a certain key and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing under this key.
    New,
    /// This very text is the present version: nothing to do.
    Same(DocumentRow),
    /// Another text is the present version, given here: the document was edited.
    Changed(DocumentRow),
    /// The publisher went back to an earlier text, given here: [`make_current`](super::Tx::make_current) it.
    Earlier(DocumentRow),
}

/// A speaker with every spelling seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRow {
    /// Row number.
    pub id: SpeakerId,
    /// The name shown.
    pub name: String,
    /// What kind of entity it is.
    pub kind: SpeakerKind,
    /// State it speaks for.
    pub country: Option<String>,
    /// Folded forms of every alias, the name's among them, in the order of the aliases.
    pub folded: Vec<String>,
}

/// One way in which articles name a speaker; see [`crate::identity`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionRow {
    /// Hash by which mentions that may be one speaker find each other.
    pub block: i64,
    /// The name as written.
    pub alias: String,
    /// What kind of entity it is.
    pub kind: SpeakerKind,
    /// State spoken for.
    pub country: Option<String>,
    /// The office in a short form; empty where none is told.
    pub office: String,
    /// The article, where the words could be anybody's outside of it; else empty.
    pub document: String,
    /// The speaker it is taken for; 0 before anybody decided.
    pub speaker: SpeakerId,
    /// How many statements name their speaker so.
    pub statements: i64,
}

/// Who said a statement, as written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidBy {
    /// Row number of the statement.
    pub seq: i64,
    /// Its public id.
    pub id: String,
    /// The speaker's name in the document.
    pub name: String,
    /// What kind of entity the speaker is.
    pub kind: SpeakerKind,
    /// State spoken for.
    pub country: Option<String>,
    /// The office as written.
    pub role: Option<String>,
    /// Public id of the document.
    pub document: String,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// The words that signal it.
    pub cue: String,
    /// The words.
    pub content: String,
}

/// Whether two names are one speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerVerdict {
    /// They are one.
    Same,
    /// They are two.
    Different,
}

impl SpeakerVerdict {
    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeakerVerdict::Same => "same",
            SpeakerVerdict::Different => "different",
        }
    }
}

impl std::str::FromStr for SpeakerVerdict {
    type Err = String;

    fn from_str(word: &str) -> std::result::Result<Self, String> {
        match word {
            "same" => Ok(SpeakerVerdict::Same),
            "different" => Ok(SpeakerVerdict::Different),
            _ => Err(format!("unknown verdict {word:?}")),
        }
    }
}

/// What somebody decided on who is who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// One or two.
    pub verdict: SpeakerVerdict,
    /// The names of the one.
    pub one: Vec<String>,
    /// The names of the other.
    pub other: Vec<String>,
    /// The blocks in which those names stand.
    pub blocks: Vec<i64>,
    /// Who decided.
    pub reviewer: String,
    /// Why; may be empty.
    pub note: String,
}

impl DecisionRow {
    /// The decision as the reason of a merge.
    pub fn reason(&self) -> String {
        match self.note.as_str() {
            "" => format!("merged by {}", self.reviewer),
            note => format!("merged by {}: {note}", self.reviewer),
        }
    }
}

/// A decision to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewDecision<'a> {
    /// The decision.
    pub row: &'a DecisionRow,
    /// The one's name, for people.
    pub name: &'a str,
    /// The other's name.
    pub other_name: &'a str,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Row number.
    pub id: OfficeId,
    /// The office as first written.
    pub name: String,
    /// Its folded form.
    pub folded: String,
    /// State it belongs to.
    pub country: Option<String>,
}

/// Somebody seen in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenureRow {
    /// The office.
    pub office_id: OfficeId,
    /// Who was seen in it.
    pub speaker_id: SpeakerId,
    /// First day, where any was dated.
    pub first_seen: Option<NaiveDate>,
    /// Last day, where any was dated.
    pub last_seen: Option<NaiveDate>,
}

/// A statement to be stored, with what other modules decided about it.
#[derive(Debug, Clone)]
pub struct NewStatement<'a> {
    /// The statement as extracted.
    pub statement: &'a Statement,
    /// Row number of the document's version, from [`DocumentRow::id`].
    pub document_id: i64,
    /// Whose it is.
    pub speaker_id: SpeakerId,
    /// Which claim it is an appearance of; must be stored before.
    pub claim_id: &'a str,
    /// The office it was said in.
    pub office_id: Option<OfficeId>,
    /// Its words folded, for search.
    pub content_folded: &'a str,
    /// True where its words are one piece of the document's text, and its span says which.
    pub in_text: bool,
    /// The day to sort it by: said on, else published.
    pub day: Option<NaiveDate>,
}

/// A claim to be stored. Its founding statement is the first one added to it.
#[derive(Debug, Clone)]
pub struct NewClaim<'a> {
    /// Stable id.
    pub id: &'a str,
    /// Whose it is.
    pub speaker_id: SpeakerId,
    /// Stance of all its appearances.
    pub stance: Stance,
    /// Its words.
    pub title: &'a str,
}

/// A conflict to be stored or brought up to date.
#[derive(Debug, Clone)]
pub struct NewConflict<'a> {
    /// Stable id, made of the two claims' ids.
    pub id: &'a str,
    /// How they conflict.
    pub kind: ConflictKind,
    /// 0 to 1.
    pub score: f64,
    /// One claim.
    pub claim_a: &'a str,
    /// The other.
    pub claim_b: &'a str,
    /// Id of the statement that shows the one claim best.
    pub statement_a: &'a str,
    /// Id of the statement that shows the other best.
    pub statement_b: &'a str,
    /// Why, for people.
    pub reasons: &'a [String],
}

/// A topic with all its claims.
#[derive(Debug, Clone)]
pub struct NewTopic {
    /// Stable id.
    pub id: String,
    /// What it is about, for people.
    pub title: String,
    /// Ids of its claims.
    pub claims: Vec<String>,
}

/// A stored statement with all that comparing it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// Public id.
    pub id: String,
    /// The claim it is an appearance of.
    pub claim_id: String,
    /// Whose it is.
    pub speaker_id: SpeakerId,
    /// The speaker's name in the document.
    pub speaker: String,
    /// What kind of entity the speaker is.
    pub speaker_kind: SpeakerKind,
    /// State spoken for in this statement.
    pub country: Option<String>,
    /// The office it was said in.
    pub office_id: Option<OfficeId>,
    /// The office as written.
    pub role: Option<String>,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// True where it stands inside another one's content.
    pub embedded: bool,
    /// Id of the statement that it stands in.
    pub parent: Option<String>,
    /// The words that signal it.
    pub cue: String,
    /// The day to sort it by.
    pub day: Option<NaiveDate>,
    /// Row number of the document's version.
    pub document_id: i64,
    /// The document, which all of its statements share.
    pub article: Arc<ArticleRow>,
    /// The words.
    pub content: String,
    /// 0 to 1.
    pub certainty: f64,
    /// Figures in the words.
    pub figures: Vec<Figure>,
}

/// A document as far as comparing its statements needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// Public id.
    pub key: String,
    /// Its title.
    pub title: Option<String>,
    /// What it speaks of most; see [`packed`](crate::packed).
    pub terms: Vec<u8>,
    /// The day it was published.
    pub published: Option<NaiveDate>,
}

/// Which statements of present documents to read back.
#[derive(Debug, Clone, Copy)]
pub enum Recall<'a> {
    /// Those of some days, both included.
    Days(NaiveDate, NaiveDate),
    /// Those that no day is known of.
    Undated,
    /// All.
    All,
    /// Those of one document.
    Document(&'a str),
    /// Those of one version of a document, by its row number.
    Version(i64),
    /// Positions (proposed, accepted, refused, denied …) outside some days of one speaker and of whoever is looked up in
    /// one place with him: names may be one that were not taken for one speaker.
    Speaker(SpeakerId, i64, [NaiveDate; 2]),
    /// Positions for a state on some days.
    State(&'a str, NaiveDate, NaiveDate),
    /// All appearances of the claims that stand in a conflict or a topic.
    Grouped,
}

/// A statement that shows a claim, with what tells which of several was printed first: those of one day stand in the
/// order of their documents' ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// Day of saying, else of publication.
    pub day: Option<NaiveDate>,
    /// Id of the document.
    pub document: String,
    /// Id of the statement.
    pub statement: String,
}

/// A stored conflict with the two statements that show it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownConflict {
    /// Public id.
    pub id: String,
    /// How they conflict.
    pub kind: ConflictKind,
    /// What the two claims score by themselves, 0 to 1.
    pub score: f64,
    /// One claim.
    pub claim_a: String,
    /// The other.
    pub claim_b: String,
    /// The statement that shows the one claim.
    pub a: Receipt,
    /// The statement that shows the other.
    pub b: Receipt,
    /// Why.
    pub reasons: Vec<String>,
    /// True where somebody has judged it.
    pub reviewed: bool,
}

/// A stored conflict, as far as grouping them needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    /// Public id.
    pub id: String,
    /// How they conflict.
    pub kind: ConflictKind,
    /// What the two claims score by themselves, 0 to 1.
    pub score: f64,
    /// One claim.
    pub claim_a: String,
    /// The other.
    pub claim_b: String,
    /// Id of the statement that shows the one claim.
    pub statement_a: String,
    /// Id of the statement that shows the other.
    pub statement_b: String,
    /// The last verdict on it.
    pub review: Option<Verdict>,
}
