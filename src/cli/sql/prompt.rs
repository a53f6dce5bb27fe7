//! The prompt of `gainsay sql`: queries by name or in SQL, one after the other, with history and completion.
//!
//! Lines that begin with a dot are about the prompt itself; a name of sql/ runs at the end of its line, SQL at its
//! semicolon. What goes wrong is said in one line, and the prompt goes on; Ctrl-C ends the query, not the program.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper};
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;
use tracing::error;

use super::super::output::Format;
use super::super::{Global, is_broken_pipe, told};
use super::{SCREEN, list, print, show_text};
use crate::store::{Limits, Store, queries};

/// Lines kept between sessions.
const HISTORY: usize = 2000;

const HELP: &str = "\
SELECT …;                  SQL that reads, over one or several lines, up to its semicolon
NAME [param=value …]       a query of sql/ by its name: who_denied_what country=KG
.queries [NAME]            the queries of sql/; with a name its text
.tables                    tables and views, with what they hold
.schema NAME               the columns of a table or view, with what they mean
.format FORMAT             table, json, jsonl, csv or md
.limit N                   how many rows are shown
.timeout SECONDS           how long a query may take
.help                      this
.quit                      the end; Ctrl-D does it, too";

/// Words of SQL that completion offers.
const KEYWORDS: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP BY",
    "ORDER BY",
    "LIMIT",
    "JOIN",
    "LEFT JOIN",
    "DISTINCT",
    "HAVING",
    "count(*)",
    "AND",
    "OR",
    "NOT",
    "NULL",
    "LIKE",
    "UNION",
    "WITH",
];

/// Asks and answers until the input ends.
pub fn run(store: &Store, global: &Global, format: Option<Format>, limits: Limits) -> Result<()> {
    let config = Config::builder()
        .max_history_size(HISTORY)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .auto_add_history(true)
        .build();
    let mut editor: Editor<Words, DefaultHistory> = Editor::with_config(config)?;
    editor.set_helper(Some(Words::of(store)?));
    let history = history_file();
    if let Some(file) = &history {
        // there is none the first time
        let _ = editor.load_history(file);
    }
    end_queries_at_ctrl_c(store)?;
    let mut prompt = Prompt {
        store,
        global,
        format,
        limits,
    };
    loop {
        match editor.readline("gainsay> ") {
            Ok(line) => match prompt.answer(line.trim()) {
                Ok(true) => {}
                Ok(false) => break,
                Err(wrong) if is_broken_pipe(&wrong) => return Err(wrong),
                Err(wrong) => error!("{}", told(&wrong)),
            },
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(wrong) => return Err(wrong).context("cannot read from the terminal"),
        }
    }
    if let Some(file) = &history {
        keep(&mut editor, file);
    }
    Ok(())
}

/// Where the history is kept: `$XDG_STATE_HOME/gainsay/sql_history`, else below `~/.local/state`.
fn history_file() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
    };
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join("gainsay/sql_history"))
}

/// A history that cannot be kept is no reason to complain to somebody who is leaving.
fn keep(editor: &mut Editor<Words, DefaultHistory>, file: &PathBuf) {
    let kept = file.parent().map(std::fs::create_dir_all);
    if matches!(kept, Some(Ok(()))) {
        let _ = editor.save_history(file);
    }
}

fn end_queries_at_ctrl_c(store: &Store) -> Result<()> {
    let handle = store.interrupt_handle();
    let mut signals = Signals::new([SIGINT]).context("cannot listen to Ctrl-C")?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            handle.interrupt();
        }
    });
    Ok(())
}

struct Prompt<'a> {
    store: &'a Store,
    global: &'a Global,
    format: Option<Format>,
    limits: Limits,
}

impl Prompt<'_> {
    /// Does what a line says; false where that is to end.
    fn answer(&mut self, line: &str) -> Result<bool> {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else {
            return Ok(true);
        };
        if let Some(command) = first.strip_prefix('.') {
            return self.command(command, &words.collect::<Vec<_>>());
        }
        let name = first.trim_end_matches(';');
        if matches!(name, "help" | "quit" | "exit") {
            return self.command(name, &words.collect::<Vec<_>>());
        }
        if !is_sql(name) {
            let params = params(line[first.len()..].trim().trim_end_matches(';'))?;
            let params: Vec<_> = params
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            let named = queries::named(name)?;
            return self.show(self.store.run_query(named.name, &params, self.limits)?);
        }
        self.show(self.store.run_sql(line, &[], self.limits)?)
    }

    fn show(&self, table: crate::store::Table) -> Result<bool> {
        print(self.format, self.global, table, None)?;
        Ok(true)
    }

    fn command(&mut self, command: &str, words: &[&str]) -> Result<bool> {
        match (command, words) {
            ("quit" | "exit" | "q", []) => return Ok(false),
            ("help", []) => writeln!(io::stdout(), "{HELP}")?,
            ("queries", []) => list(self.format, self.global)?,
            ("queries", [name]) => show_text(name)?,
            ("tables", []) => return self.noted(TABLES, &[]),
            ("schema", [object]) => return self.noted(COLUMNS, &[("object", object)]),
            ("format", [format]) => {
                let format = Format::from_str(format, true)
                    .map_err(|_| anyhow!(".format {format}: give table, json, jsonl, csv or md"))?;
                self.format = Some(format);
            }
            ("limit", [rows]) => self.limits.rows = Some(number(".limit", rows)?),
            ("timeout", [seconds]) => {
                self.limits.time = Duration::from_secs(number(".timeout", seconds)?);
            }
            _ => {
                let words = words.join(" ");
                return Err(anyhow!(
                    ".{command} {words}: there is no such command; try .help"
                ));
            }
        }
        Ok(true)
    }

    fn noted(&self, sql: &str, params: &[(&str, &str)]) -> Result<bool> {
        let table = self.store.run_sql(sql, params, Limits::WHOLE)?;
        if let ([(_, object)], true) = (params, table.rows.is_empty()) {
            return Err(anyhow!("there is no table or view {object}; try .tables"));
        }
        self.show(table)
    }
}

const TABLES: &str = "SELECT m.name, m.type, n.note FROM sqlite_master m
    JOIN schema_notes n ON n.object = m.name AND n.column_name = ''
    ORDER BY m.type DESC, m.name";

const COLUMNS: &str = "SELECT c.name, c.type, n.note FROM pragma_table_info(:object) c
    LEFT JOIN schema_notes n ON n.object = :object AND n.column_name = c.name
    ORDER BY c.cid";

fn number<N: std::str::FromStr>(command: &str, text: &str) -> Result<N> {
    text.parse()
        .map_err(|_| anyhow!("{command} {text}: give a whole number"))
}

/// True for a word that SQL, or a comment in it, begins with; anything else is a name.
fn is_sql(word: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA", "INSERT", "UPDATE", "DELETE", "REPLACE",
        "CREATE", "DROP", "ALTER", "ATTACH", "DETACH", "VACUUM", "BEGIN", "COMMIT", "REINDEX",
        "ANALYZE",
    ];
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !word.chars().all(is_word)
        || BEGINNINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
}

/// `name=value name="value with blanks"`.
fn params(text: &str) -> Result<Vec<(String, String)>> {
    let mut params = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, value) = rest
            .split_once('=')
            .with_context(|| format!("{rest}: give parameters as name=value"))?;
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match mark {
            Some(mark) => value[1..]
                .split_once(mark)
                .with_context(|| format!("{name}: its value has no closing quotation mark"))?,
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        params.push((name.trim_start_matches(':').to_owned(), value.to_owned()));
        rest = behind.trim_start();
    }
    Ok(params)
}

/// What completion offers, and when a line is complete.
struct Words {
    /// Tables, views, columns, queries, commands and SQL.
    all: BTreeSet<String>,
}

impl Words {
    fn of(store: &Store) -> Result<Self> {
        let sql =
            "SELECT DISTINCT object FROM schema_notes UNION SELECT column_name FROM schema_notes";
        let names = store.run_sql(sql, &[], Limits::WHOLE)?;
        let mut all: BTreeSet<String> = names
            .rows
            .into_iter()
            .flatten()
            .filter_map(|value| match value {
                crate::store::Value::Text(name) if !name.is_empty() => Some(name),
                _ => None,
            })
            .collect();
        all.extend(KEYWORDS.iter().map(|word| (*word).to_owned()));
        all.extend(queries::all().iter().map(|query| query.name.to_owned()));
        for command in [
            "queries", "tables", "schema", "format", "limit", "timeout", "help", "quit",
        ] {
            all.insert(format!(".{command}"));
        }
        Ok(Self { all })
    }

    /// What the word that ends at the end of `line` may become, and where it begins.
    fn complete(&self, line: &str) -> (usize, Vec<String>) {
        let start = line
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .map_or(0, |at| {
                at + line[at..].chars().next().map_or(1, char::len_utf8)
            });
        let begun = &line[start..];
        let first = line.split_whitespace().next().unwrap_or_default();
        let found = match queries::named(first).ok().filter(|_| start > 0) {
            Some(query) => {
                let names = query.params.iter().map(|param| param.name);
                let fitting = names.filter(|name| name.starts_with(begun));
                fitting.map(|name| format!("{name}=")).collect()
            }
            None => {
                // a column behind its table: s.speaker
                let at = begun.rfind('.').filter(|at| *at > 0).map_or(0, |at| at + 1);
                let (table, word) = begun.split_at(at);
                let like = |name: &str| {
                    !word.is_empty()
                        && name
                            .get(..word.len())
                            .is_some_and(|n| n.eq_ignore_ascii_case(word))
                };
                let fitting = self.all.iter().filter(|name| like(name));
                fitting.map(|name| format!("{table}{name}")).collect()
            }
        };
        (start, found)
    }
}

impl Completer for Words {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(Words::complete(self, &line[..pos]))
    }
}

impl Validator for Words {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let line = context.input().trim();
        let first = line.split_whitespace().next().unwrap_or_default();
        let whole =
            line.is_empty() || line.ends_with(';') || first.starts_with('.') || !is_sql(first);
        Ok(if whole {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Hinter for Words {
    type Hint = String;
}
impl Highlighter for Words {}
impl Helper for Words {}

/// The limits of a prompt where nothing else was asked for.
pub fn limits(rows: Option<usize>, time: Duration) -> Limits {
    Limits {
        rows: rows.or(Some(SCREEN)),
        time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::of(&Store::in_memory().unwrap()).unwrap()
    }

    #[test]
    fn parameters_are_read_from_a_line() {
        let pair = |n: &str, v: &str| (n.to_owned(), v.to_owned());
        assert_eq!(
            params("country=KG words=\"a b\" since=").unwrap(),
            [
                pair("country", "KG"),
                pair("words", "a b"),
                pair("since", "")
            ]
        );
        assert!(params("KG").is_err());
        assert!(params("words=\"a").is_err());
    }

    #[test]
    fn names_columns_and_parameters_are_completed() {
        let words = words();
        assert_eq!(
            words.complete("who_d"),
            (0, vec!["who_denied_what".to_owned()])
        );
        assert_eq!(
            words.complete("who_denied_what co"),
            (16, vec!["country=".to_owned()])
        );
        let (start, found) = words.complete("SELECT s.speaker_k");
        assert_eq!((start, found), (7, vec!["s.speaker_kind".to_owned()]));
        assert!(
            words
                .complete("SELECT x FROM conf")
                .1
                .contains(&"conflicts".to_owned())
        );
        assert!(words.complete("SELECT ").1.is_empty());
    }
}
