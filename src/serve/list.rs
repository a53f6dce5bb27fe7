//! What a list shows: its filters, its page, and the addresses that keep them.

use chrono::NaiveDate;

use super::visit::{Trouble, Visit, Visitor, address};
use crate::language::arabic::fold::folded;
use crate::search::Query;
use crate::statement::ConflictKind;

/// Rows on a page.
pub const ROWS: u32 = 50;

/// States of a conflict that the list of conflicts knows.
pub const STATUSES: [&str; 5] = ["open", "confirmed", "dismissed", "unsure", "all"];

/// The fields by which lists are filtered, in the order in which addresses have them.
const FIELDS: [&str; 12] = [
    "status",
    "kind",
    "country",
    "speaker",
    "speaker_id",
    "publisher",
    "words",
    "topic",
    "since",
    "until",
    "min_score",
    "sort",
];

/// What a list shows.
#[derive(Debug, Clone)]
pub struct List {
    fields: Vec<(&'static str, String)>,
    /// Page, from 1.
    pub page: u32,
}

impl Default for List {
    /// Nothing left out, the first page.
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            page: 1,
        }
    }
}

impl List {
    /// The filters of a request.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] for a date, a score, a kind, a country or a page that is none.
    pub fn of(visitor: &Visitor) -> Result<Self, Trouble> {
        let fields: Vec<(&str, String)> = FIELDS
            .iter()
            .map(|name| (*name, visitor.field(name).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let page = match visitor.field("page") {
            "" => 1,
            page => page
                .parse()
                .ok()
                .filter(|page| (1..=1_000_000).contains(page))
                .ok_or_else(|| wrong(visitor, "page", page))?,
        };
        let list = Self { fields, page };
        list.check(visitor)?;
        Ok(list)
    }

    fn check(&self, visitor: &Visitor) -> Result<(), Trouble> {
        for (name, value) in &self.fields {
            let is_good = match *name {
                "since" | "until" => value.len() == 10 && value.parse::<NaiveDate>().is_ok(),
                "min_score" => value
                    .parse()
                    .is_ok_and(|score: f64| (0.0..=1.0).contains(&score)),
                "kind" => {
                    ConflictKind::ALL.iter().any(|kind| kind.as_str() == value)
                        || SPEAKER_KINDS.contains(&value.as_str())
                }
                "country" => value.len() == 2 && value.chars().all(|c| c.is_ascii_alphabetic()),
                "speaker_id" => value.parse::<u32>().is_ok(),
                "status" => STATUSES.contains(&value.as_str()),
                "sort" => matches!(value.as_str(), "surest" | "newest"),
                _ => true,
            };
            if !is_good {
                return Err(wrong(visitor, name, value));
            }
        }
        Ok(())
    }

    /// A filter; empty where it is not set.
    pub fn get(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value)
    }

    /// True where something is left out.
    pub fn is_filtered(&self) -> bool {
        self.fields.iter().any(|(name, _)| *name != "sort")
    }

    /// The rows of this page, where a query gave them all.
    pub fn rows<'r, T>(&self, rows: &'r [T]) -> &'r [T] {
        let start = ((self.page - 1) * ROWS) as usize;
        let start = start.min(rows.len());
        &rows[start..(start + ROWS as usize).min(rows.len())]
    }

    /// An address of ours with these filters, and something more.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let kept = self
            .fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let fields: Vec<(&str, &str)> = kept
            .filter(|(name, _)| more.iter().all(|(other, _)| other != name))
            .chain(more.iter().copied())
            .collect();
        address(path, &fields)
    }

    /// The filters as fields of a form.
    pub fn fields(&self) -> &[(&'static str, String)] {
        &self.fields
    }

    /// The filters as parameters of a query that knows them under the same names, the page with them.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] for words that can't be searched for.
    pub fn params(&self, visit: &Visit<'_>, names: &[&'static str]) -> Result<Params, Trouble> {
        let mut params = Vec::new();
        for name in names {
            let value = match *name {
                "speaker" => folded(self.get("speaker")),
                "match" => words(visit, self.get("words"))?,
                "limit" => ROWS.to_string(),
                "offset" => ((self.page - 1) * ROWS).to_string(),
                name => self.get(name).to_owned(),
            };
            params.push((*name, value));
        }
        Ok(Params(params))
    }
}

/// Kinds of speakers, which share the name of their filter with those of conflicts.
pub const SPEAKER_KINDS: [&str; 5] = ["person", "organization", "country", "group", "unnamed"];

/// Parameters of a query.
#[derive(Debug, Clone)]
pub struct Params(Vec<(&'static str, String)>);

impl Params {
    /// With one more, or another value for one.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.into()));
        self
    }

    /// As queries take them.
    pub fn list(&self) -> Vec<(&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
}

/// What people typed as a query of FTS5; empty for nothing.
///
/// # Errors
/// [`Trouble::Wrong`] where it is no query.
pub fn words(visit: &Visit<'_>, typed: &str) -> Result<String, Trouble> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let query = Query::parse(typed).map_err(|error| Trouble::wrong(error.to_string()))?;
    let query = query.without_particles(&mut |words| visit.store.is_in_an_article(words))?;
    Ok(query.fts())
}

fn wrong(visitor: &Visitor, name: &str, value: &str) -> Trouble {
    let field = visitor.say(&format!("field-{}", name.replace('_', "-")));
    Trouble::wrong(visitor.say_with(
        "trouble-value",
        &[("field", field.into()), ("value", value.into())],
    ))
}
