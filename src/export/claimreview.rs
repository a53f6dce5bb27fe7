//! schema.org JSON-LD, for fact-checkers' other tools: one graph of Claims, the Quotations that carry them with their
//! articles, and a ClaimReview for every conflict that a person reviewed.
//!
//! What is reviewed is always that two claims conflict, never that one of them is false: the item reviewed is a Claim
//! of its own that is based on the two, and the rating is of that. Conflicts that nobody reviewed yield no ClaimReview;
//! a machine's suspicion is no review.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value, json};

use super::{Exporter, Records};
use crate::report::read::{self, Appearance, Filter};
use crate::report::record::StatementRecord;
use crate::statement::{SpeakerKind, Verdict};

/// How every export begins.
pub const BEGIN: &str = "{\"@context\":\"https://schema.org\",\"@graph\":[\n";
const END: &str = "\n]}\n";
/// Most characters of a claim's name.
const NAME: usize = 110;
/// What a rating is of.
const RATED: &str = "The rating is of the conflict: whether the two claims can both hold. It does not say which of them \
                     is true, nor that one is false.";

/// Writes a graph. Claims are gathered first, so that each stands in it once.
pub struct ClaimReview<'d, W> {
    out: W,
    db: &'d Connection,
    records: Records,
    claims: Vec<String>,
    known: BTreeSet<String>,
    conflicts: Vec<Value>,
    topics: Vec<Value>,
    /// Languages of the articles that were written, by key.
    articles: BTreeMap<String, String>,
    begun: bool,
}

impl<'d, W: Write> ClaimReview<'d, W> {
    /// Writes to `out` what `db` knows of the records that come.
    pub fn new(out: W, db: &'d Connection, records: Records) -> Self {
        Self {
            out,
            db,
            records,
            claims: Vec::new(),
            known: BTreeSet::new(),
            conflicts: Vec::new(),
            topics: Vec::new(),
            articles: BTreeMap::new(),
            begun: false,
        }
    }

    fn claim(&mut self, id: String) {
        if self.known.insert(id.clone()) {
            self.claims.push(id);
        }
    }

    fn claims(&self, sql: &str, id: &str) -> Result<Vec<String>> {
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map([id], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn conflict(&mut self, record: &Value) -> Result<()> {
        let (id, mut record) = (id(record).to_owned(), record.clone());
        let sql = "SELECT a_claim, b_claim FROM conflicts WHERE id = ?1";
        let (a, b): (String, String) = self
            .db
            .prepare_cached(sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        record["claims"] = json!([a, b]);
        self.claim(a);
        self.claim(b);
        self.conflicts.push(record);
        Ok(())
    }

    fn topic(&mut self, record: &Value) -> Result<()> {
        let sql = "SELECT claim_id FROM topic_claim WHERE topic_id = ?1 ORDER BY claim_id";
        let claims = self.claims(sql, id(record))?;
        let mut record = record.clone();
        record["parts"] = json!(claims);
        claims.into_iter().for_each(|claim| self.claim(claim));
        let filter = Filter {
            topic: Some(id(&record).to_owned()),
            ..Filter::default()
        };
        read::conflicts(self.db, &filter, |conflict| {
            self.conflict(&serde_json::to_value(conflict)?)
        })?;
        self.topics.push(record);
        Ok(())
    }

    fn node(&mut self, node: Value) -> Result<()> {
        let before = if self.begun { ",\n" } else { BEGIN };
        self.begun = true;
        self.out.write_all(before.as_bytes())?;
        Ok(serde_json::to_writer(&mut self.out, &present(node))?)
    }

    /// The claim, every quotation of it, and their articles.
    fn push_claim(&mut self, id: &str) -> Result<()> {
        let appearances = read::appearances(self.db, id)?;
        for found in &appearances {
            let language = self.push_article(found)?;
            self.node(quotation(found, &language))?;
        }
        match claim(id, &appearances) {
            Some(node) => self.node(node),
            // all its articles were edited since
            None => Ok(()),
        }
    }

    /// The article of a quotation, once; returns its language.
    fn push_article(&mut self, found: &Appearance) -> Result<String> {
        let key = &found.witness.document;
        if let Some(language) = self.articles.get(key) {
            return Ok(language.clone());
        }
        let sql = "SELECT language, author FROM documents WHERE id = ?1";
        let (language, author): (String, Option<String>) = self
            .db
            .prepare_cached(sql)?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let witness = &found.witness;
        self.node(json!({
            "@type": "NewsArticle",
            "@id": urn("document", key),
            "url": witness.url.as_deref().and_then(web_address),
            "headline": witness.title,
            "publisher": witness.publisher.as_deref().map(|name| named("Organization", name)),
            "author": author.as_deref().map(|name| named("Person", name)),
            "datePublished": found.statement.published,
            "inLanguage": language,
        }))?;
        self.articles.insert(key.clone(), language.clone());
        Ok(language)
    }

    /// What a person decided on a conflict; the last word counts.
    fn push_review(&mut self, conflict: &Value) -> Result<()> {
        let sql = "SELECT verdict, reviewer, note, created_at FROM review WHERE conflict_id = ?1
                   ORDER BY created_at DESC, id DESC LIMIT 1";
        let found = self
            .db
            .prepare_cached(sql)?
            .query_row([id(conflict)], |row| {
                Ok(Review {
                    verdict: row.get(0)?,
                    reviewer: row.get(1)?,
                    note: row.get(2)?,
                    at: row.get(3)?,
                })
            })
            .optional()?;
        match found {
            Some(review) => self.node(review.node(conflict)?),
            None => Ok(()),
        }
    }
}

impl<W: Write> Exporter for ClaimReview<'_, W> {
    fn record(&mut self, record: &Value) -> Result<()> {
        match self.records {
            Records::Statements => {
                let sql = "SELECT claim FROM statements WHERE id = ?1";
                let claims = self.claims(sql, id(record))?;
                claims.into_iter().for_each(|claim| self.claim(claim));
                Ok(())
            }
            Records::Conflicts => self.conflict(record),
            Records::Topics => self.topic(record),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        for claim in std::mem::take(&mut self.claims) {
            self.push_claim(&claim)?;
        }
        for conflict in std::mem::take(&mut self.conflicts) {
            self.push_review(&conflict)?;
        }
        for topic in std::mem::take(&mut self.topics) {
            let parts = topic["parts"].as_array().into_iter().flatten();
            let parts: Vec<_> = parts
                .filter_map(|claim| Some(link("claim", claim.as_str()?)))
                .collect();
            self.node(json!({
                "@type": "Collection",
                "@id": urn("topic", id(&topic)),
                "name": topic["title"],
                "hasPart": parts,
            }))?;
        }
        let begin = if self.begun { "" } else { BEGIN.trim_end() };
        write!(self.out, "{begin}{END}")?;
        Ok(self.out.flush()?)
    }
}

/// A person's verdict on a conflict.
struct Review {
    verdict: String,
    reviewer: String,
    note: String,
    at: String,
}

impl Review {
    fn node(self, conflict: &Value) -> Result<Value> {
        let verdict: Verdict = self.verdict.parse().map_err(anyhow::Error::msg)?;
        let (rating, words) = match verdict {
            Verdict::Confirmed => (3, "The two claims conflict"),
            Verdict::Unsure => (2, "Undecided whether the two claims conflict"),
            Verdict::Dismissed => (1, "The two claims do not conflict"),
        };
        let reviewed = sentence(conflict);
        let claims = conflict["claims"].as_array().into_iter().flatten();
        let claims: Vec<_> = claims
            .filter_map(|claim| Some(link("claim", claim.as_str()?)))
            .collect();
        Ok(json!({
            "@type": "ClaimReview",
            "@id": urn("review", id(conflict)),
            "claimReviewed": reviewed,
            "itemReviewed": {
                "@type": "Claim",
                "@id": urn("conflict", id(conflict)),
                "name": format!("These two claims are in conflict ({})", text(&conflict["kind"])),
                "text": reviewed,
                "isBasedOn": claims,
            },
            "author": named("Person", &self.reviewer),
            "datePublished": self.at.get(..10),
            "reviewBody": Some(self.note).filter(|note| !note.is_empty()),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": rating,
                "worstRating": 1,
                "bestRating": 3,
                "alternateName": words,
                "ratingExplanation": RATED,
            },
        }))
    }
}

/// What a conflict says, in a sentence.
fn sentence(conflict: &Value) -> String {
    let side = |side: &Value| format!("«{}» ({})", words(&side["content"]), text(&side["speaker"]));
    format!(
        "These two cannot both hold: {} and {}",
        side(&conflict["a"]),
        side(&conflict["b"])
    )
}

/// A claim by the statement that stands for it; `None` where it appears nowhere.
fn claim(id: &str, appearances: &[Appearance]) -> Option<Value> {
    let first = appearances.first()?;
    let shown = appearances.iter().find(|found| found.chosen);
    let shown = &shown.unwrap_or(first).statement;
    let words = shown.content.words();
    let earliest = appearances
        .iter()
        .filter(|found| found.day.is_some())
        .min_by_key(|found| found.day)
        .unwrap_or(first);
    let quotations: Vec<_> = appearances
        .iter()
        .map(|found| link("statement", &found.statement.id))
        .collect();
    Some(json!({
        "@type": "Claim",
        "@id": urn("claim", id),
        "name": format!("{}: {}", shown.speaker, shortened(&words)),
        "text": words,
        "description": format!("The speaker's stance toward what the words say, their negation taken off: {}", shown.stance),
        "author": speaker(shown),
        "datePublished": earliest.day,
        "appearance": quotations,
        "firstAppearance": link("statement", &earliest.statement.id),
    }))
}

/// The words of one statement, exactly as written.
fn quotation(found: &Appearance, language: &str) -> Value {
    let statement = &found.statement;
    json!({
        "@type": "Quotation",
        "@id": urn("statement", &statement.id),
        "text": statement.content.words(),
        "creator": speaker(statement),
        "dateCreated": statement.said_on,
        "datePublished": statement.published,
        "inLanguage": language,
        "isPartOf": link("document", &statement.document),
    })
}

/// Who said it, as schema.org knows them: a state speaks as its government.
fn speaker(statement: &StatementRecord) -> Value {
    let kind = match statement.speaker_kind {
        SpeakerKind::Person | SpeakerKind::Unnamed => "Person",
        SpeakerKind::Organization | SpeakerKind::Group => "Organization",
        SpeakerKind::Country => "GovernmentOrganization",
    };
    let mut who = named(kind, &statement.speaker);
    let unnamed = statement.speaker_kind == SpeakerKind::Unnamed;
    who["description"] = unnamed.then_some("unnamed source").into();
    match kind {
        "Person" => who["jobTitle"] = statement.office().into(),
        _ => who["areaServed"] = statement.country.as_deref().map(country).into(),
    }
    who
}

fn country(code: &str) -> Value {
    json!({"@type": "Country", "identifier": code})
}

fn named(kind: &str, name: &str) -> Value {
    json!({"@type": kind, "name": name})
}

fn link(kind: &str, id: &str) -> Value {
    json!({"@id": urn(kind, id)})
}

/// A name that is the same on every machine, for whatever has an id.
fn urn(kind: &str, id: &str) -> String {
    let mut urn = format!("urn:gainsay:{kind}:");
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                urn.push(char::from(byte));
            }
            _ => urn.push_str(&format!("%{byte:02X}")),
        }
    }
    urn
}

/// An address that leads to a page.
fn web_address(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(NAME) {
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

fn id(record: &Value) -> &str {
    text(&record["id"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Words in one piece or several.
fn words(content: &Value) -> String {
    match content {
        Value::Array(pieces) => pieces.iter().map(text).collect::<Vec<_>>().join(" … "),
        one => text(one).to_owned(),
    }
}

/// Without what is not known.
fn present(node: Value) -> Value {
    match node {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, present(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(present).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_addresses_whatever_the_id() {
        assert_eq!(urn("claim", "3f9a"), "urn:gainsay:claim:3f9a");
        assert_eq!(
            urn("document", "https://x.example/a b"),
            "urn:gainsay:document:https%3A%2F%2Fx.example%2Fa%20b"
        );
    }

    #[test]
    fn only_pages_have_an_address() {
        assert_eq!(
            web_address("https://x.example/خبر").as_deref(),
            Some("https://x.example/%D8%AE%D8%A8%D8%B1")
        );
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("a/b.txt"), None);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let node = json!({"a": null, "b": {"c": null, "d": 1}, "e": [{"f": null}]});
        assert_eq!(present(node), json!({"b": {"d": 1}, "e": [{}]}));
    }
}
