//! What the page shows, laid out before a word of it is written: which claims, under which anchors, from which articles.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rusqlite::Connection;

use super::safe::anchor;
use crate::report::articles::{self, Article};
use crate::report::words;
use crate::report::{Claim, Report, Side, Topic};

/// A report with its articles and the anchors of its claims.
pub struct View<'a> {
    /// The report.
    pub report: &'a Report,
    /// The topics, in the order of the report.
    pub topics: Vec<TopicView<'a>>,
    /// The articles that the quotes stand in, in the order in which they are first quoted.
    pub articles: Vec<Article>,
    /// Their places by key.
    places: BTreeMap<String, usize>,
    /// Statements that are quoted, with the anchor of the first claim that quotes them.
    quoted: BTreeMap<&'a str, Quoted<'a>>,
}

/// A statement that is quoted.
pub struct Quoted<'a> {
    /// The anchor of the claim.
    pub claim: String,
    /// Whose it is.
    pub speaker: &'a str,
}

/// A topic on the page.
pub struct TopicView<'a> {
    /// The topic.
    pub topic: &'a Topic,
    /// Its anchor.
    pub anchor: String,
    /// The sides with the claims that are shown, and how many more there are.
    pub sides: Vec<SideView<'a>>,
    /// Anchors of its claims by id.
    anchors: BTreeMap<&'a str, String>,
    /// All its claims by id.
    claims: BTreeMap<&'a str, &'a Claim>,
}

/// A side on the page.
pub struct SideView<'a> {
    /// The side.
    pub side: &'a Side,
    /// The claims that are shown.
    pub claims: &'a [Claim],
    /// How many are not.
    pub left: usize,
}

impl<'a> TopicView<'a> {
    fn new(topic: &'a Topic, taken: &mut BTreeSet<String>) -> Self {
        let id = topic
            .id
            .as_deref()
            .or_else(|| topic.conflicts.first().map(|f| f.id.as_str()));
        let own = free(format!("topic-{}", anchor(id.unwrap_or_default())), taken);
        let sides: Vec<SideView<'a>> = topic
            .sides
            .iter()
            .map(|side| {
                let (claims, left) = words::shown(topic, side);
                SideView { side, claims, left }
            })
            .collect();
        let shown = sides.iter().flat_map(|s| s.claims);
        let anchors = shown
            .map(|claim| {
                (
                    claim.id.as_str(),
                    free(format!("claim-{}", anchor(&claim.id)), taken),
                )
            })
            .collect();
        let claims = topic.sides.iter().flat_map(|s| &s.claims);
        Self {
            topic,
            anchor: own,
            sides,
            anchors,
            claims: claims.map(|claim| (claim.id.as_str(), claim)).collect(),
        }
    }

    /// The anchor of a claim, where it is shown.
    pub fn claim_anchor(&self, id: &str) -> Option<&str> {
        self.anchors.get(id).map(String::as_str)
    }

    /// The state that a claim's speaker speaks for.
    pub fn country(&self, id: &str) -> Option<&'a str> {
        self.claims.get(id)?.statement.country.as_deref()
    }
}

/// The anchor itself, or the next free one: a claim may stand in several topics.
fn free(wanted: String, taken: &mut BTreeSet<String>) -> String {
    let mut found = wanted.clone();
    let mut number = 1;
    while !taken.insert(found.clone()) {
        number += 1;
        found = format!("{wanted}-{number}");
    }
    found
}

impl<'a> View<'a> {
    /// Reads the articles that the report quotes.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn new(db: &Connection, report: &'a Report) -> Result<Self> {
        let mut taken = BTreeSet::new();
        let topics: Vec<_> = report
            .topics
            .iter()
            .map(|topic| TopicView::new(topic, &mut taken))
            .collect();
        let mut quoted = BTreeMap::new();
        let mut known = BTreeSet::new();
        let mut articles: Vec<Article> = Vec::new();
        for topic in &topics {
            for claim in topic.sides.iter().flat_map(|s| s.claims) {
                let Some(anchor) = topic.claim_anchor(&claim.id) else {
                    continue;
                };
                let statement = &claim.statement;
                quoted
                    .entry(statement.id.as_str())
                    .or_insert_with(|| Quoted {
                        claim: anchor.to_owned(),
                        speaker: &statement.speaker,
                    });
                if known.insert(statement.document.as_str()) {
                    articles.extend(articles::read(db, &statement.document)?);
                }
            }
        }
        let places = articles
            .iter()
            .enumerate()
            .map(|(index, a)| (a.document.clone(), index))
            .collect();
        Ok(Self {
            report,
            topics,
            articles,
            places,
            quoted,
        })
    }

    /// The article of a key, where it is shown, and its anchor.
    pub fn article(&self, document: &str) -> Option<(&Article, String)> {
        let index = *self.places.get(document)?;
        Some((self.articles.get(index)?, article_anchor(index)))
    }

    /// Who is quoted with a statement, and where.
    pub fn quoted(&self, statement: &str) -> Option<&Quoted<'a>> {
        self.quoted.get(statement)
    }
}

/// The anchor of an article by its place on the page.
pub fn article_anchor(index: usize) -> String {
    format!("article-{}", index + 1)
}

/// The anchor of a statement in its article.
pub fn statement_anchor(id: &str) -> String {
    format!("s-{}", anchor(id))
}
