//! `gainsay sql`: the query layer by name, and any other SQL that reads.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use tracing::warn;

use super::filter::records;
use super::output::{Column, Format, Shape, show};
use super::{Global, Outcome, Usage, terminal};
use crate::store::{Limits, Store, Table, queries};

/// Most rows on a terminal, where nobody reads more.
const SCREEN: usize = 1000;

/// Run a query by name, or any SQL that reads; without argument, list the named queries
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay sql
  gainsay sql conflicts --param kind=denial
  gainsay sql \"SELECT speaker, stance, content FROM statements\" --format csv
  gainsay sql - < question.sql")]
pub struct Args {
    /// Name of a query, or SQL, or - for SQL on stdin
    #[arg(value_name = "NAME or QUERY")]
    query: Option<String>,
    /// Set a parameter of the query; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = param)]
    param: Vec<(String, String)>,
    /// Print at most this many rows [default: 1000 on a terminal, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Stop a query that takes longer
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u32,
    /// Format of the rows [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            Ok((name.trim_start_matches(':').to_owned(), value.to_owned()))
        }
        _ => Err("give it as name=value".to_owned()),
    }
}

/// Runs the query or lists the named ones.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let Some(query) = args.query.as_deref() else {
        if !args.param.is_empty() {
            return Err(Usage(
                "--param needs a query to belong to; gainsay sql lists them".to_owned(),
            )
            .into());
        }
        return list(&args, global);
    };
    let stdin;
    let query = if query == "-" {
        stdin = io::read_to_string(io::stdin().lock().take(1 << 20))
            .context("cannot read SQL from stdin")?;
        stdin.as_str()
    } else {
        query
    };
    let params: Vec<_> = args
        .param
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let rows = args
        .limit
        .or_else(|| terminal::is_terminal().then_some(SCREEN));
    let limits = Limits {
        rows,
        time: Duration::from_secs(args.timeout.into()),
    };
    let named = is_name(query).then(|| queries::named(query)).transpose()?;
    let store = Store::open_read_only(&global.database())?;
    let table = match named {
        Some(named) => store.run_query(named.name, &params, limits)?,
        None => store.run_sql(query, &params, limits)?,
    };
    print(args.format, global, table, None)?;
    Ok(Outcome::Done)
}

/// True for a word that cannot be SQL.
fn is_name(query: &str) -> bool {
    !query.is_empty()
        && query
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn list(args: &Args, global: &Global) -> Result<Outcome> {
    let shape = Shape {
        columns: vec![Column::field("name"), Column::new("answers", about)],
        fields: ["name", "title", "answers", "params"]
            .map(String::from)
            .to_vec(),
    };
    let mut out = records(args.format, global, shape)?;
    for query in queries::all() {
        let param = |p: &queries::Param| json!({"name": p.name, "default": p.default, "meaning": p.meaning});
        let params: Vec<Value> = query.params.iter().map(param).collect();
        out.record(&json!({"name": query.name, "title": query.title, "answers": query.answers, "params": params}))?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn about(record: &Value) -> String {
    let names = record["params"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|p| show(&p["name"]));
    let names: Vec<_> = names.collect();
    let title = show(&record["title"]);
    if names.is_empty() {
        title
    } else {
        format!("{title}\n({})", names.join(", "))
    }
}

/// Prints what a query returned, and says where there is more of it. `shown` are the columns for people, where these are
/// not those of the query.
pub fn print(
    format: Option<Format>,
    global: &Global,
    table: Table,
    shown: Option<Vec<Column>>,
) -> Result<()> {
    let columns = unique(&table.columns);
    let mut shape = Shape::flat(&columns);
    if let Some(shown) = shown {
        shape.columns = shown;
    }
    let mut out = records(format, global, shape)?;
    for row in table.rows {
        let record: Map<String, Value> = columns
            .iter()
            .cloned()
            .zip(row.into_iter().map(to_json))
            .collect();
        out.record(&record)?;
    }
    let count = out.finish()?;
    if table.truncated {
        warn!("there are more than these {count} rows; --limit N shows more");
    }
    Ok(())
}

/// The columns, a number behind every name that was there before: JSON has each key once.
fn unique(columns: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.clone();
        let mut number = 2;
        while !seen.insert(name.clone()) {
            name = format!("{column}_{number}");
            number += 1;
        }
        out.push(name);
    }
    out
}

/// A value as JSON: a blob, which JSON has no word for, as lower-case hex.
fn to_json(value: crate::store::Value) -> Value {
    use crate::store::Value as Sql;
    match value {
        Sql::Null => Value::Null,
        Sql::Integer(number) => number.into(),
        Sql::Real(number) => number.into(),
        Sql::Text(text) => text.into(),
        Sql::Blob(bytes) => bytes
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_is_a_name_and_the_rest_is_sql() {
        assert!(is_name("who_denied_what"));
        assert!(!is_name("SELECT 1"));
        assert!(!is_name("VALUES(1)"));
        assert!(!is_name(""));
    }

    #[test]
    fn parameters_may_be_written_with_their_colon() {
        assert_eq!(
            param("kind=denial").unwrap(),
            ("kind".into(), "denial".into())
        );
        assert_eq!(param(":a=b=c").unwrap(), ("a".into(), "b=c".into()));
        assert!(param("kind").is_err());
        assert!(param("=x").is_err());
    }

    #[test]
    fn columns_of_one_name_are_told_apart() {
        let columns = ["id", "id", "id_2", "n"].map(String::from);
        assert_eq!(unique(&columns), ["id", "id_2", "id_2_2", "n"]);
    }
}
