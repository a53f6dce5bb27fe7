//! `gainsay report`: the contradiction report, on the screen or in a file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use tracing::info;

use super::filter::FilterArgs;
use super::source::{SourceArgs, take_in};
use super::{Global, Outcome, Usage, terminal};
use crate::document::Ahead;
use crate::place;
use crate::report::read::Filter;
use crate::report::{Format, Layout, Report, html, read, render};
use crate::store::{Lookup, Store};
use crate::texts::Texts;

/// Show the contradictions by topic: every side with its quotes, dates and papers, and why each was flagged
///
/// With sources they are read into the database first. With sources and without --db or $GAINSAY_DB the
/// database is a temporary one: only those sources are compared, and nothing is left behind.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay report seeds/
  gainsay report seeds/ --country KZ --kind denial
  gainsay report seeds/ --min-score 0.7 -o report.md
  gainsay report --reviewed -o report.html")]
pub struct Args {
    /// A file or folder (.txt .md .html .json .jsonl, also .gz or .zst), or - for JSONL on stdin
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Format of the report [default: by the ending of -o, else text]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write the report to this file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language of the page's own words: en or ar; the other formats are in English
    #[arg(long, value_name = "LANG", value_parser = interface, default_value = "en", hide_default_value = true)]
    interface: &'static Texts,
    /// Only conflicts that a reviewer confirmed
    #[arg(long)]
    reviewed: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    options: SourceArgs,
}

/// Ingests the sources, if any, and renders the report.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let file = args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    if let Some(path) = file {
        refuse_database(path, &global.database())?;
    }
    let filter = Filter {
        reviewed: args.reviewed,
        ..args.filter.clone().filter()?
    };
    let (store, rejected) = open(&args, global)?;
    let report = read::report(store.connection(), &filter)?;
    if report.topics.is_empty() && filter != Filter::default() && report.totals.documents > 0 {
        info!("no conflict passes the filters; without them the report shows all there are");
    }
    let format = args
        .format
        .or_else(|| file.and_then(by_ending))
        .unwrap_or(Format::Text);
    let layout = match file {
        None => terminal::layout(global.bidi),
        Some(_) => terminal::file_layout(global.bidi),
    };
    let text = rendered(&store, &report, format, layout, &args, global)?;
    match file {
        None => io::stdout().lock().write_all(text.as_bytes())?,
        Some(path) => write(path, &text)
            .with_context(|| format!("cannot write the report to {}", path.display()))?,
    }
    Ok(Outcome::after(rejected))
}

/// The report in its format. A temporary database has no name that would tell a reader anything.
fn rendered(
    store: &Store,
    report: &Report,
    format: Format,
    layout: Layout,
    args: &Args,
    global: &Global,
) -> Result<String> {
    if let Some(text) = render(report, format, layout) {
        return Ok(text);
    }
    let named = args.sources.is_empty() || global.given().is_some();
    let database = named.then(|| global.database());
    html::render(
        store.connection(),
        report,
        args.interface,
        database.as_deref(),
    )
}

/// A language that the interface speaks.
fn interface(language: &str) -> Result<&'static Texts, String> {
    Texts::of(language).ok_or_else(|| {
        let known: Vec<_> = Texts::all().iter().map(|texts| texts.language).collect();
        format!("give one of {}", known.join(", "))
    })
}

/// The database with the sources in it, and how many of them were rejected.
fn open(args: &Args, global: &Global) -> Result<(Store, u64)> {
    if args.sources.is_empty() {
        return Ok((Store::open_read_only(&global.database())?, 0));
    }
    let documents = args.options.open(&args.sources, Arc::default())?;
    let mut store = match global.given() {
        Some(path) => Store::open(&path)?,
        None => Store::in_memory()?,
    };
    let summary = take_in(&mut store, "report", documents, Ahead::BATCH, global)?;
    let left = summary.rejected + summary.feeds_failed;
    Ok((store, left))
}

/// The format that a file's name asks for.
fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "md" | "markdown" => Some(Format::Md),
        "html" | "htm" => Some(Format::Html),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// A report must not take the place of the database it is made from.
fn refuse_database(path: &Path, database: &Path) -> Result<()> {
    if place::is_one(path, database) {
        return Err(Usage(format!(
            "--output {}: this is the database; give another file",
            path.display()
        ))
        .into());
    }
    Ok(())
}

/// Writes the whole file or leaves the old one: beside it first, then in its place. What is no plain
/// file (a pipe, /dev/stdout) is written to as it is.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let special = fs::metadata(path).is_ok_and(|found| !found.is_file());
    if special || fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return fs::write(path, text);
    }
    path.file_name()
        .ok_or_else(|| io::Error::other("this is no file name"))?;
    let beside = place::unfinished(path);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_chooses_the_format() {
        assert_eq!(by_ending(Path::new("a/report.md")), Some(Format::Md));
        assert_eq!(by_ending(Path::new("report.json")), Some(Format::Json));
        assert_eq!(by_ending(Path::new("report.htm")), Some(Format::Html));
        assert_eq!(by_ending(Path::new("report")), None);
    }

    #[test]
    fn a_report_replaces_a_report_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.txt");
        write(&path, "one").unwrap();
        write(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(refuse_database(&path, &path).is_err());
        assert!(refuse_database(&folder.path().join("other"), &path).is_ok());
        assert!(write(&folder.path().join("missing/report.txt"), "x").is_err());
    }
}
