//! `gainsay sql`: the query layer by name, and any other SQL that reads.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Read, Write};
use std::ops::ControlFlow;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use tracing::warn;

use super::filter::{Records, records};
use super::output::{Column, Format, Shape, show};
use super::{Global, Outcome, Usage, terminal};
use crate::report::read::cell;
use crate::store::{Limits, Store, Table, queries};

mod datasette;
mod prompt;

/// Most rows on a terminal, where nobody reads more.
const SCREEN: usize = 1000;

/// Most columns of a table that still can be read.
const WIDE: usize = 7;

/// Run a query by name, or any SQL that reads; without argument a prompt, in a pipe the list of the named queries
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay sql                              a prompt, with history and completion
  gainsay sql --list
  gainsay sql who_denied_what --param country=KG --format table
  gainsay sql who_denied_what --show       its text, for the sqlite3 shell
  gainsay sql \"SELECT speaker, stance, content FROM statements\" --format csv
  gainsay sql - < question.sql
  gainsay sql --datasette > datasette.yaml && datasette claims.db -m datasette.yaml")]
pub struct Args {
    /// Name of a query, or SQL, or - for SQL on stdin
    #[arg(value_name = "NAME or QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Set a parameter of the query, as text (CAST(:n AS INTEGER) makes a number of it); may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = param)]
    param: Vec<(String, String)>,
    /// Print at most this many rows [default: 1000 on a terminal, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Stop a query that takes longer
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u32,
    /// List the named queries
    #[arg(long, conflicts_with_all = ["query", "interactive", "datasette"])]
    list: bool,
    /// Print the text of a named query instead of running it
    #[arg(long, requires = "query", conflicts_with = "param")]
    show: bool,
    /// The prompt, even where stdin or stdout is no terminal
    #[arg(long, short, conflicts_with = "query")]
    interactive: bool,
    /// Print datasette.yaml: descriptions, canned queries with forms, facets, full-text search on views
    #[arg(long, conflicts_with_all = ["query", "interactive"])]
    datasette: bool,
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

/// Runs the query, opens the prompt or lists the named queries.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    if args.datasette {
        let store = Store::open_read_only(&global.database())?;
        io::stdout()
            .lock()
            .write_all(datasette::yaml(&store)?.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let Some(query) = args.query.as_deref() else {
        if !args.param.is_empty() {
            return Err(Usage(
                "--param needs a query to belong to; gainsay sql --list lists them".to_owned(),
            )
            .into());
        }
        let terminal = terminal::is_terminal() && io::stdin().is_terminal();
        if args.interactive || terminal && !args.list {
            let time = Duration::from_secs(args.timeout.into());
            let limits = prompt::limits(args.limit, time);
            let format = args.format.or(Some(Format::Table));
            let store = Store::open_read_only(&global.database())?;
            prompt::run(&store, global, format, limits)?;
        } else {
            list(args.format, global)?;
        }
        return Ok(Outcome::Done);
    };
    // SQL may begin with a comment, but no option has blanks in it
    if query.len() > 1 && query.starts_with('-') && !query.contains(char::is_whitespace) {
        return Err(Usage(format!("there is no option {query}; try --help")).into());
    }
    if args.show {
        show_text(query)?;
        return Ok(Outcome::Done);
    }
    answer(query, &args, global)?;
    Ok(Outcome::Done)
}

/// Runs one query and prints what it returns.
fn answer(query: &str, args: &Args, global: &Global) -> Result<()> {
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
    let query = query.trim();
    let sql = if is_name(query) {
        queries::named(query)?.text
    } else {
        query
    };
    let store = Store::open_read_only(&global.database())?;
    stream(&store, (sql, &params), limits, args.format, global)
}

/// Runs a query and prints its rows as they come.
fn stream(
    store: &Store,
    (sql, params): (&str, &[(&str, &str)]),
    limits: Limits,
    format: Option<Format>,
    global: &Global,
) -> Result<()> {
    let mut out: Option<Records> = None;
    let mut names = Vec::new();
    let mut failed = None;
    let truncated = store.each_row(sql, params, limits, |columns, row| {
        let printed = match (row, &mut out) {
            (Some(row), Some(out)) => out.record(&to_record(&names, row)),
            _ => {
                names = unique(columns);
                let opened = records(format, global, shape(&names, format));
                opened.map(|opened| out = Some(opened))
            }
        };
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    let count = out.map(Records::finish).transpose()?.unwrap_or_default();
    if truncated {
        warn_of_more(count);
    }
    Ok(())
}

/// Prints the text of a named query.
fn show_text(name: &str) -> Result<()> {
    let text = queries::named(name)?.text;
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

/// True for a word that cannot be SQL.
fn is_name(query: &str) -> bool {
    !query.is_empty()
        && query
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn list(format: Option<Format>, global: &Global) -> Result<()> {
    let shape = Shape {
        columns: vec![Column::field("name"), Column::new("title", about)],
        fields: ["name", "title", "answers", "params", "example"]
            .map(String::from)
            .to_vec(),
    };
    let mut out = records(format, global, shape)?;
    for query in queries::all() {
        let param = |p: &queries::Param| json!({"name": p.name, "default": p.default, "meaning": p.meaning});
        let params: Vec<Value> = query.params.iter().map(param).collect();
        out.record(&json!({"name": query.name, "title": query.title, "answers": query.answers, "params": params, "example": query.example}))?;
    }
    out.finish()?;
    Ok(())
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
    let mut shape = shape(&columns, format);
    if let Some(shown) = shown {
        shape.columns = shown;
    }
    let mut out = records(format, global, shape)?;
    let truncated = table.truncated;
    for record in to_records(table) {
        out.record(&record)?;
    }
    let count = out.finish()?;
    if truncated {
        warn_of_more(count);
    }
    Ok(())
}

fn warn_of_more(count: usize) {
    warn!("there are more than these {count} rows; --limit N shows more");
}

/// How the rows of a query look: with more columns than a screen has room for, one line for each that is not empty.
fn shape(columns: &[String], format: Option<Format>) -> Shape {
    let mut shape = Shape::flat(columns);
    if columns.len() > WIDE && is_table(format) {
        let row = Cell::new(0);
        shape.columns = vec![Column::new("rows", move |record| {
            row.set(row.get() + 1);
            format!("── {} ──\n{}", row.get(), told_in_lines(record))
        })];
    }
    shape
}

/// True where records come as a table.
fn is_table(format: Option<Format>) -> bool {
    format.map_or_else(terminal::is_terminal, |format| format == Format::Table)
}

/// A row in lines.
fn told_in_lines(record: &Value) -> String {
    let columns = record.as_object().into_iter().flatten();
    let lines = columns
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| format!("{name}: {}", show(value).replace('\n', " ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// The rows as records, each with its columns in their order.
pub fn to_records(table: Table) -> Vec<Map<String, Value>> {
    let columns = unique(&table.columns);
    let rows = table.rows.into_iter();
    rows.map(|row| to_record(&columns, row)).collect()
}

fn to_record(columns: &[String], row: Vec<crate::store::Value>) -> Map<String, Value> {
    let cells = row.into_iter().map(cell);
    columns.iter().cloned().zip(cells).collect()
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
