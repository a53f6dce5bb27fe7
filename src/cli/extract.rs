//! `gainsay extract`: documents in, statements out, no database. A filter for pipes and clusters.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use anyhow::Result;
use rayon::prelude::*;

use super::progress::ProgressLine;
use super::source::{SourceArgs, say_passed_over, say_rejected, say_visit};
use super::{Global, Outcome};
use crate::document::Item;
use crate::extract::extract;
use crate::report::record::StatementRecord;

/// Documents that are read before they are worked on side by side: enough for every core, and little
/// enough that a stream of them needs little memory and prints soon.
const BATCH: usize = 128;

/// Read documents and print their statements as JSONL, without a database
///
/// Statements come in the order of the documents and of the text. Rejected documents are named on
/// stderr, one a line, and make the exit code 3.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay extract seeds/
  gainsay extract seeds/ | head -n 3
  gainsay extract < articles.jsonl > statements.jsonl")]
pub struct Args {
    /// A file or folder (.txt .md .html .json .jsonl, also .gz or .zst), or - for JSONL on stdin [default: -]
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    options: SourceArgs,
}

/// Prints the statements of every document.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let stdin = ["-".to_owned()];
    let paths = if args.sources.is_empty() {
        &stdin[..]
    } else {
        &args.sources
    };
    let mut documents = args.options.open(paths, Arc::default())?;
    let mut line = ProgressLine::new(global.quiet);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut rejected = 0;
    let mut batch: Vec<Item> = documents.by_ref().take(BATCH).collect();
    while !batch.is_empty() {
        // the next batch is read while this one is worked on
        let (found, next) = rayon::join(
            || batch.par_iter().map(lines).collect::<Vec<_>>(),
            || documents.by_ref().take(BATCH).collect(),
        );
        for (item, statements) in batch.iter().zip(found) {
            out.write_all(&statements?)?;
            if matches!(item, Item::Document(_) | Item::Rejected(_)) {
                line.document();
            }
            match item {
                Item::Rejected(refused) => {
                    rejected += 1;
                    say_rejected(refused);
                }
                Item::Visit(visit) => {
                    rejected += u64::from(visit.failed());
                    say_visit(visit);
                }
                _ => {}
            }
        }
        out.flush()?;
        batch = next;
    }
    drop(line);
    say_passed_over(&documents.passed_over());
    Ok(Outcome::after(rejected))
}

/// The statements of a document, one a line; nothing for other items.
fn lines(item: &Item) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    if let Item::Document(document) = item {
        for statement in &extract(document) {
            serde_json::to_writer(&mut out, &StatementRecord::from(statement))?;
            out.push(b'\n');
        }
    }
    Ok(out)
}
