//! `gainsay search`: statements and documents by their words.

use anyhow::Result;
use chrono::NaiveDate;
use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::filter::{country, day, in_order, name, records};
use super::output::{Column, Format, Shape, show};
use super::statements::who;
use super::{Global, Outcome, Usage};
use crate::language::arabic::fold::folded;
use crate::search::{Query, snippet};
use crate::store::{Limits, Store};

/// Find statements and documents by their words, however they are spelled: best first
///
/// All words must be there, in any form: hamza, ya, ta marbuta, diacritics, tatweel, digits, the article and the particles
/// written before a word make no difference. "In double quotes" words must follow each other; a star stands for the rest of
/// a word; OR, NOT, AND and parentheses are as in SQLite's FTS5, in capitals.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay search كازاخستان
  gainsay search \"قوات حفظ السلام\" --in statements --country KG
  gainsay search '\"الأمم المتحدة\" (سوريا OR إدلب) NOT هدنة'
  gainsay search 'قرغيز*' --since 2017-06-01 --format csv > kyrgyz.csv")]
pub struct Args {
    /// What to look for; several arguments are one query
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// Where to look
    #[arg(long = "in", value_name = "WHERE", default_value = "both")]
    place: Where,
    /// Only what was said or published on this day (YYYY-MM-DD) or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only what was said or published on this day (YYYY-MM-DD) or earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
    /// Only statements for this country (two letters, ISO 3166-1: KZ)
    #[arg(long, value_name = "CC", value_parser = country)]
    country: Option<String>,
    /// Only statements of speakers whose name contains this, in any Arabic spelling
    #[arg(long, value_name = "NAME", value_parser = name)]
    speaker: Option<String>,
    /// Only papers whose name contains this, as it is stored
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Show at most this many statements, and as many documents
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,
    /// Format of the records [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Where {
    /// Statements and documents.
    Both,
    /// What somebody said.
    Statements,
    /// Whole articles.
    Documents,
}

impl Where {
    /// The value of the query's parameter.
    fn kind(self) -> &'static str {
        match self {
            Self::Both => "",
            Self::Statements => "statement",
            Self::Documents => "document",
        }
    }
}

/// Searches and prints.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    in_order(args.since, args.until)?;
    let query = Query::parse(&args.words.join(" ")).map_err(|error| Usage(error.to_string()))?;
    let store = Store::open_read_only(&global.database())?;
    let query = query.without_particles(&mut |words| store.is_in_an_article(words))?;
    let mut out = records(args.format, global, shape())?;
    for mut hit in hits(&store, &args, &query)? {
        let text = match hit["statement"].as_str() {
            Some(_) => show(&hit["words"]),
            None => text(&store, &show(&hit["document"]))?,
        };
        hit.remove("words");
        hit.insert("snippet".to_owned(), snippet(&text, &query).into());
        out.record(&hit)?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// The rows of the query, without the words that were found.
fn hits(store: &Store, args: &Args, query: &Query) -> Result<Vec<Map<String, Value>>> {
    let date = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let params = [
        ("match", query.fts()),
        ("kind", args.place.kind().to_owned()),
        ("since", date(args.since)),
        ("until", date(args.until)),
        ("country", args.country.clone().unwrap_or_default()),
        (
            "speaker",
            args.speaker.as_deref().map(folded).unwrap_or_default(),
        ),
        ("publisher", args.publisher.clone().unwrap_or_default()),
        ("most", args.limit.to_string()),
    ];
    let params: Vec<_> = params
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let table = store.run_query("search_folded", &params, Limits::WHOLE)?;
    Ok(super::sql::to_records(table))
}

/// The text of an article, with its headline before it.
fn text(store: &Store, document: &str) -> Result<String> {
    let table = store.run_query("article", &[("document", document)], Limits::WHOLE)?;
    let article = super::sql::to_records(table).into_iter().next();
    let article = article.unwrap_or_default();
    let part = |name: &str| show(article.get(name).unwrap_or(&Value::Null));
    Ok(format!("{}\n{}", part("title"), part("text")))
}

/// The fields of a hit, in the order in which they are printed.
const FIELDS: &[&str] = &[
    "kind",
    "day",
    "speaker",
    "role",
    "country",
    "stance",
    "publisher",
    "title",
    "document",
    "url",
    "statement",
    "score",
    "snippet",
];

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("kind"),
            Column::field("day"),
            Column::new("id", |hit| {
                let id = [&hit["statement"], &hit["document"]];
                show(
                    id.into_iter()
                        .find(|id| !id.is_null())
                        .unwrap_or(&json!("")),
                )
            }),
            Column::new("where and what", |hit| {
                let first = match hit["statement"].as_str() {
                    Some(_) => format!("{}: {}", who(hit), show(&hit["stance"])),
                    None => show(&hit["title"]),
                };
                let lines = [first, show(&hit["publisher"]), show(&hit["snippet"])];
                let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
                lines.join("\n")
            }),
        ],
        fields: FIELDS.iter().map(|field| (*field).to_owned()).collect(),
    }
}
