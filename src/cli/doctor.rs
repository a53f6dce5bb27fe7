//! `gainsay doctor`: is the database sound, and what can be mended?

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use tracing::warn;

use super::filter::records;
use super::output::{Column, Format, Shape, show};
use super::progress::ProgressLine;
use super::{Global, Outcome};
use crate::identity::mention_counts;
use crate::store::doctor::{Finding, Health, examine, mend};

/// Check the database, and mend what can be worked out from the rest of it
///
/// Looks at every page and index, the schema, foreign keys, the articles' hashes, the words of statements, the search
/// indexes, counts, and what is left without what it belongs to: one line a check. Nothing is changed without --repair,
/// which mends in one transaction and never touches an article's text or what people decided.
///
/// Exit code 0: all is well, or was mended; 1: something is wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay doctor
  gainsay doctor --format jsonl | jq 'select(.state == \"wrong\")'
  gainsay doctor --repair")]
pub struct Args {
    /// Mend what can be mended
    #[arg(long)]
    repair: bool,
    /// With --repair, wait this long for a run that is under way
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    wait: u64,
    /// Format of the checks [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Examines or mends, and prints a line for every check.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let path = global.database();
    let findings = watched(&args, &path, global.quiet)?;
    let mut out = records(args.format, global, shape())?;
    for finding in &findings {
        out.record(finding)?;
    }
    out.finish()?;
    if findings.iter().all(|f| f.state != Health::Wrong) {
        return Ok(Outcome::Done);
    }
    match args.repair {
        true => warn!(
            "what is still wrong cannot be mended from the rest of the file; each line says what to do"
        ),
        false => warn!("something is wrong; gainsay doctor --repair mends what can be mended"),
    }
    Ok(Outcome::Unsound)
}

fn watched(args: &Args, path: &Path, quiet: bool) -> Result<Vec<Finding>> {
    let progress = ProgressLine::of("check", quiet);
    let mut step = |words| progress.stage(words);
    Ok(if args.repair {
        let patience = Duration::from_secs(args.wait);
        mend(path, patience, mention_counts, &mut step)?
    } else {
        examine(path, &mut step)?
    })
}

fn shape() -> Shape {
    Shape {
        columns: vec![
            Column::field("state"),
            Column::field("check"),
            Column::new("what", told),
        ],
        fields: ["check", "state", "count", "what", "examples", "advice"]
            .map(String::from)
            .to_vec(),
    }
}

/// What was found, how much of it, where, and what to do.
fn told(finding: &Value) -> String {
    let mut words = show(&finding["what"]);
    if let Some(count @ 1..) = finding["count"].as_u64() {
        words += &format!(": {count}");
        let examples = show(&finding["examples"]);
        if !examples.is_empty() {
            words += &format!(" ({examples})");
        }
    }
    if let Some(advice) = finding["advice"].as_str() {
        words += &format!("\n-> {advice}");
    }
    words
}
