//! `gainsay reextract`: the present extractor over the stored documents.

use std::io::{self, Write};

use anyhow::Result;

use super::ingest::WaitArgs;
use super::source::watched;
use super::{Global, Outcome, stop};
use crate::ingest::{Reextraction, reextract};
use crate::report::count;

/// Run the present extractor over the stored documents again, after an upgrade
///
/// Ids, reviews and decisions on speakers are kept: a statement whose words begin or end elsewhere now inherits the id
/// of the one that it takes the place of. Everything happens in one transaction: where it is cut off, nothing is
/// changed. It takes as long as the first ingestion did, and as much room again on the disk meanwhile.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay publish claims-before.db
  gainsay reextract
  gainsay reextract --json")]
pub struct Args {
    /// Print the summary as a JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    wait: WaitArgs,
}

/// Extracts anew and prints what changed.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let stop = stop::on_signals()?;
    let mut store = args.wait.open_existing(global)?;
    let done = watched(global, |observer| reextract(&mut store, &stop, observer))?;
    let mut out = io::stdout().lock();
    match args.json {
        true => writeln!(out, "{}", serde_json::to_string(&done)?)?,
        false => writeln!(out, "{}", words(&done))?,
    }
    Ok(Outcome::Done)
}

fn words(done: &Reextraction) -> String {
    format!(
        "{} of articles: {}; {} kept their id ({} with other words), {} new, {} gone; {} found",
        count(done.documents, "version"),
        count(done.statements, "statement"),
        done.kept,
        done.moved,
        done.added,
        done.removed,
        count(done.conflicts, "new conflict"),
    )
}
