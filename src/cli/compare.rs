//! `gainsay compare`: the relation of two sentences, or of many pairs in a file. No database.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::warn;

use super::filter::{Records, records};
use super::output::{Column, Format, Shape, show};
use super::{Global, Outcome, Usage, terminal};
use crate::conflict::pair::sentence::Sentence;
use crate::conflict::pair::{PairRelation, Verdict, compare};
use crate::report::Layout;
use crate::report::sanitize::clean;
use crate::report::wrap::wrap;

/// Lines that are read before they are compared side by side.
const BATCH: usize = 2048;

/// Tell whether two sentences agree, contradict each other, or speak of different things
///
/// Prints the relation (agree, disagree or other), how sure it is (0 to 1), and why. --jsonl compares the pairs of a file,
/// one object a line: {"a": "…", "b": "…"}, with an "id" if you like. They come out in the same order; a line that is no
/// pair is named on stderr, skipped, and makes the exit code 3.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay compare \"النفط يرتفع\" \"هبوط أسعار النفط\"
  gainsay compare --jsonl pairs.jsonl --format csv
  gainsay compare --jsonl < pairs.jsonl | jq -r .relation")]
pub struct Args {
    /// A sentence
    #[arg(required_unless_present = "jsonl")]
    a: Option<String>,
    /// Another sentence; the order makes no difference
    #[arg(required_unless_present = "jsonl")]
    b: Option<String>,
    /// Compare the pairs of a JSONL file, or of stdin (-)
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with_all = ["a", "b"])]
    jsonl: Option<String>,
    /// Format of the records [default: text or a table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// What is printed of a pair.
#[derive(Serialize)]
struct PairRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    relation: PairRelation,
    score: f64,
    agree: f64,
    disagree: f64,
    other: f64,
    reasons: Vec<String>,
}

impl PairRecord {
    fn new(verdict: Verdict) -> PairRecord {
        let round = |share: f64| (share * 1000.0).round() / 1000.0;
        PairRecord {
            id: None,
            line: None,
            relation: verdict.relation,
            score: round(verdict.score),
            agree: round(verdict.odds.agree),
            disagree: round(verdict.odds.disagree),
            other: round(verdict.odds.other),
            reasons: verdict.reasons,
        }
    }
}

/// Compares what was given.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    match (args.jsonl, args.a, args.b) {
        (Some(file), ..) => many(&file, args.format, global),
        (None, Some(a), Some(b)) => one(&a, &b, args.format, global),
        _ => Err(Usage("give two sentences, or --jsonl; try --help".to_owned()).into()),
    }
}

fn one(a: &str, b: &str, format: Option<Format>, global: &Global) -> Result<Outcome> {
    let [a, b] = [("first", a), ("second", b)].map(|(which, text)| {
        let sentence = Sentence::new(text);
        let empty = || {
            Usage(format!(
                "the {which} sentence has no words; give two sentences"
            ))
        };
        (!sentence.is_empty()).then_some(sentence).ok_or_else(empty)
    });
    let record = PairRecord::new(compare(&a?, &b?));
    let read_by_people = format.map_or(terminal::is_terminal(), |format| format == Format::Table);
    if read_by_people {
        let text = text(&record, terminal::layout(global.bidi));
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let mut out = records(format, global, shape(false))?;
    out.record(&record)?;
    out.finish()?;
    Ok(Outcome::Done)
}

/// A verdict for reading.
fn text(record: &PairRecord, layout: Layout) -> String {
    const INDENT: &str = "  ";
    let mut out = format!("{} {:.2}\n", record.relation, record.score);
    for reason in &record.reasons {
        for (n, line) in wrap(&clean(reason), layout.width.saturating_sub(4))
            .iter()
            .enumerate()
        {
            let lead = if n == 0 { INDENT } else { "    " };
            out += &format!("{lead}{}\n", layout.bidi.run(line));
        }
    }
    out
}

fn shape(line: bool) -> Shape {
    let mut fields = vec!["relation", "score", "agree", "disagree", "other", "reasons"];
    if line {
        fields.splice(0..0, ["id", "line"]);
    }
    let mut columns = vec![Column::field("relation"), Column::field("score")];
    if line {
        // the id of a pair, else where it stands
        let which = |record: &Value| show(record.get("id").unwrap_or(&record["line"]));
        columns.insert(0, Column::new("pair", which));
    }
    let reasons = |record: &Value| {
        let reasons = record["reasons"].as_array().into_iter().flatten();
        reasons.map(show).collect::<Vec<_>>().join("\n")
    };
    columns.push(Column::new("why", reasons));
    Shape {
        columns,
        fields: fields.into_iter().map(str::to_owned).collect(),
    }
}

fn many(file: &str, format: Option<Format>, global: &Global) -> Result<Outcome> {
    let (name, mut input) = open(file)?;
    let mut out = records(format, global, shape(true))?;
    let mut rejected = 0;
    let mut batch = read(&mut input, 0, &name)?;
    while !batch.is_empty() {
        let last = batch.last().map_or(0, |(number, _)| *number);
        // the next batch is read while this one is compared
        let (found, next) = rayon::join(
            || {
                batch
                    .par_iter()
                    .map(|(number, line)| told(*number, line))
                    .collect::<Vec<_>>()
            },
            || read(&mut input, last, &name),
        );
        for ((number, _), told) in batch.iter().zip(found) {
            rejected += print(&mut out, *number, told, &name)?;
        }
        batch = next?;
    }
    out.finish()?;
    Ok(Outcome::after(rejected))
}

/// The name of the input, for messages, and the input.
fn open(file: &str) -> Result<(String, Box<dyn BufRead + Send>)> {
    if file == "-" {
        return Ok(("stdin".to_owned(), Box::new(BufReader::new(io::stdin()))));
    }
    let refuse = |why: String| {
        Usage(format!(
            "cannot read {file}: {why}; give a file of pairs, or - for stdin"
        ))
    };
    let opened = File::open(file).map_err(|error| refuse(error.to_string()))?;
    if opened.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(refuse("it is a folder".to_owned()).into());
    }
    Ok((
        file.to_owned(),
        Box::new(BufReader::with_capacity(1 << 16, opened)),
    ))
}

/// A line with its number, from 1.
type Line = (u64, Vec<u8>);

/// The next lines, without empty ones.
fn read(input: &mut impl BufRead, mut number: u64, name: &str) -> Result<Vec<Line>> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        let mut line = Vec::new();
        // one byte more than a line may have tells that it is too long
        let read = input
            .by_ref()
            .take(LONGEST + 1)
            .read_until(b'\n', &mut line);
        if read.with_context(|| format!("cannot read {name} behind line {number}"))? == 0 {
            break;
        }
        number += 1;
        if line.len() as u64 > LONGEST {
            skip_line(input).with_context(|| format!("cannot read {name} behind line {number}"))?;
        }
        if number == 1 && line.starts_with(BOM) {
            line.drain(..BOM.len());
        }
        if !line.trim_ascii().is_empty() {
            batch.push((number, line));
        }
    }
    Ok(batch)
}

/// Byte order mark of UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();
/// Bytes that a line may have: sentences are short, and comparing takes the product of their lengths.
const LONGEST: u64 = 1 << 16;

/// Reads on to the end of the line and keeps nothing of it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |at| at + 1);
        input.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

/// A line of the input.
#[derive(Deserialize)]
struct Pair {
    id: Option<Value>,
    a: String,
    b: String,
}

/// What is told of a line, or why it is no pair.
fn told(number: u64, line: &[u8]) -> Result<PairRecord, String> {
    if line.len() as u64 > LONGEST {
        return Err(format!("it is longer than {} KB", LONGEST >> 10));
    }
    let text = std::str::from_utf8(line)
        .map_err(|error| format!("byte {} is not valid UTF-8", error.valid_up_to()))?;
    let expected = |why: &str| format!("expected {{\"a\": \"…\", \"b\": \"…\"}}: {why}");
    // serde would take a list for an object
    if text.trim_start().starts_with('[') {
        return Err(expected("it is no object"));
    }
    let pair: Pair =
        serde_json::from_str(text).map_err(|error| expected(&without_line(&error.to_string())))?;
    let [a, b] = [("a", &pair.a), ("b", &pair.b)].map(|(key, text)| {
        let sentence = Sentence::new(text);
        let empty = || format!("\"{key}\" has no words");
        (!sentence.is_empty()).then_some(sentence).ok_or_else(empty)
    });
    Ok(PairRecord {
        id: pair.id,
        line: Some(number),
        ..PairRecord::new(compare(&a?, &b?))
    })
}

/// What serde_json says, but for its "line 1", which is no line of the file.
fn without_line(message: &str) -> String {
    message.replace(" at line 1 column ", " at column ")
}

/// Prints what is told of a line; 1 where it was rejected.
fn print(
    out: &mut Records,
    number: u64,
    told: Result<PairRecord, String>,
    name: &str,
) -> Result<u64> {
    match told {
        Ok(record) => {
            out.record(&record)?;
            Ok(0)
        }
        Err(why) => {
            warn!("rejected {name}, line {number}: {why}");
            Ok(1)
        }
    }
}
