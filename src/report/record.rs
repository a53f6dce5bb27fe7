//! The records that scripts read: statements and conflicts, in the shape of the JSONL contract.
//!
//! Keys, their order and their types are promises; a new key is a change of the contract.

use chrono::NaiveDate;
use serde::Serialize;

use crate::statement::{
    ConflictKind, DateBasis, Mode, Span, SpeakerKind, Stance, Statement, Verdict,
};

/// What was said: text of the document exactly as written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// In one piece.
    Whole(String),
    /// Broken up by the reporter's words.
    Pieces(Vec<String>),
}

impl Content {
    /// One piece as a string, several as a list.
    pub fn new(mut pieces: Vec<String>) -> Self {
        if pieces.len() == 1 {
            Self::Whole(pieces.remove(0))
        } else {
            Self::Pieces(pieces)
        }
    }

    /// The content in one line, pieces joined by " … ".
    pub fn words(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Pieces(pieces) => pieces.join(" … "),
        }
    }
}

/// One statement as a line of JSONL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRecord {
    /// Hash of the document's content and the spans.
    pub id: String,
    /// Key of the document: its id, URL or file stem.
    pub document: String,
    /// Canonical name.
    pub speaker: String,
    /// Person, organization, country, group or unnamed.
    pub speaker_kind: SpeakerKind,
    /// The office as written.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Who stands between the speaker and the article, outermost first.
    pub via: Vec<String>,
    /// The words that signal the saying.
    pub cue: String,
    /// What was said.
    pub content: Content,
    /// Code points of the document's text, one pair for each piece of `content`.
    pub spans: Vec<Span>,
    /// Direct, indirect or mixed.
    pub mode: Mode,
    /// Stance toward the bare proposition.
    pub stance: Stance,
    /// Day of the saying.
    pub said_on: Option<NaiveDate>,
    /// What `said_on` rests on.
    pub said_on_basis: DateBasis,
    /// Publication day of the document.
    pub published: Option<NaiveDate>,
    /// True where the relation stands inside another one's content.
    pub embedded: bool,
    /// Id of the statement it is embedded in.
    pub parent: Option<String>,
    /// 0 to 1.
    pub certainty: f64,
}

impl From<&Statement> for StatementRecord {
    fn from(statement: &Statement) -> Self {
        Self {
            id: statement.id.clone(),
            document: statement.document.clone(),
            speaker: statement.speaker.clone(),
            speaker_kind: statement.speaker_kind,
            role: statement.role.clone(),
            country: statement.country.clone(),
            via: statement.via.clone(),
            cue: statement.cue.clone(),
            content: Content::new(statement.content.clone()),
            spans: statement.spans.clone(),
            mode: statement.mode,
            stance: statement.stance,
            said_on: statement.said_on,
            said_on_basis: statement.said_on_basis,
            published: statement.published,
            embedded: statement.embedded,
            parent: statement.parent.clone(),
            certainty: round(statement.certainty),
        }
    }
}

impl StatementRecord {
    /// The office to show beside the name; nothing where the speaker is only known by it.
    pub fn office(&self) -> Option<&str> {
        self.role.as_deref().filter(|role| *role != self.speaker)
    }
}

/// One conflict as a line of JSONL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictRecord {
    /// From the ids of the two claims.
    pub id: String,
    /// Denial, policy, shift, figure or attribution.
    pub kind: ConflictKind,
    /// 0 to 1, strongest first.
    pub score: f64,
    /// Id of the topic.
    pub topic: Option<String>,
    /// Why it was flagged, in words, strongest reason first.
    pub reasons: Vec<String>,
    /// A person's verdict, where there is one.
    pub review: Option<Verdict>,
    /// One side, by its first witness.
    pub a: StatementRecord,
    /// The other side.
    pub b: StatementRecord,
}

/// Scores leave the program with four decimals: the same on every machine and short to read.
pub fn round(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde::Deserialize;

    /// The reader that the contract promises to: a key more or less breaks it.
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape is checked")]
    pub struct StatementLine {
        id: String,
        document: String,
        speaker: String,
        speaker_kind: SpeakerKind,
        role: Option<String>,
        country: Option<String>,
        via: Vec<String>,
        cue: String,
        content: ContentLine,
        spans: Vec<Span>,
        mode: Mode,
        stance: Stance,
        said_on: Option<NaiveDate>,
        said_on_basis: DateBasis,
        published: Option<NaiveDate>,
        embedded: bool,
        parent: Option<String>,
        certainty: f64,
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only the shape is checked")]
    enum ContentLine {
        Whole(String),
        Pieces(Vec<String>),
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape is checked")]
    pub struct ConflictLine {
        id: String,
        kind: ConflictKind,
        score: f64,
        topic: Option<String>,
        reasons: Vec<String>,
        review: Option<Verdict>,
        a: StatementLine,
        b: StatementLine,
    }

    /// A statement to build tests on.
    pub fn sample(speaker: &str, stance: Stance, words: &str) -> StatementRecord {
        StatementRecord {
            id: format!("s-{speaker}"),
            document: "001".into(),
            speaker: speaker.into(),
            speaker_kind: SpeakerKind::Person,
            role: None,
            country: None,
            via: Vec::new(),
            cue: "قال".into(),
            content: Content::Whole(words.into()),
            spans: vec![Span::new(4, 4 + words.chars().count())],
            mode: Mode::Indirect,
            stance,
            said_on: None,
            said_on_basis: DateBasis::None,
            published: None,
            embedded: false,
            parent: None,
            certainty: 0.9,
        }
    }

    #[test]
    fn a_statement_keeps_the_keys_of_the_contract_in_order() {
        let mut record = sample("سلمى العطار", Stance::Deny, "وجود اتفاق");
        record.certainty = round(0.123_456_7);
        let line = serde_json::to_string(&record).unwrap();
        assert_eq!(
            line,
            "{\"id\":\"s-سلمى العطار\",\"document\":\"001\",\"speaker\":\"سلمى العطار\",\
             \"speaker_kind\":\"person\",\"role\":null,\"country\":null,\"via\":[],\"cue\":\"قال\",\
             \"content\":\"وجود اتفاق\",\"spans\":[[4,14]],\"mode\":\"indirect\",\"stance\":\"deny\",\
             \"said_on\":null,\"said_on_basis\":\"none\",\"published\":null,\"embedded\":false,\
             \"parent\":null,\"certainty\":0.1235}"
        );
        serde_json::from_str::<StatementLine>(&line).unwrap();
    }

    #[test]
    fn a_conflict_keeps_the_keys_of_the_contract() {
        let mut b = sample("نادر الصباغ", Stance::Affirm, "الاتفاق");
        b.content = Content::new(vec!["الاتفاق".into(), "جاهز".into()]);
        let record = ConflictRecord {
            id: "c1".into(),
            kind: ConflictKind::Denial,
            score: 0.91,
            topic: None,
            reasons: vec!["one denies what the other affirms".into()],
            review: Some(Verdict::Confirmed),
            a: sample("سلمى العطار", Stance::Deny, "الاتفاق"),
            b,
        };
        let line = serde_json::to_string(&record).unwrap();
        serde_json::from_str::<ConflictLine>(&line).unwrap();
        let keys: Vec<_> = line
            .split('"')
            .filter(|k| ["id", "kind", "a", "b"].contains(k))
            .collect();
        assert_eq!(keys, ["id", "kind", "a", "id", "b", "id"]);
        assert!(line.contains("\"content\":[\"الاتفاق\",\"جاهز\"]"));
    }
}
