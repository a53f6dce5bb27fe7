//! `gainsay export`: records as files for other programs.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rusqlite::Connection;
use tracing::info;

use super::filter::FilterArgs;
use super::progress::ProgressLine;
use super::{Global, Outcome, Usage};
use crate::export::parquet::Parquet;
use crate::export::target::Target;
use crate::export::{Exporter, Format, Records, stream};
use crate::place;
use crate::report::count;
use crate::report::read::Filter;
use crate::store::{Lookup, Store};

/// Write statements, conflicts or topics to a file for other programs
///
/// jsonl and csv hold what the record commands print. parquet is a folder with one file a month (month=2017-06/…), with
/// types: one table for DuckDB, pandas, Spark. claimreview is JSON-LD with schema.org's Claim, Quotation and, for
/// conflicts that people reviewed, ClaimReview: what is rated there is whether two claims conflict, never whether one
/// of them is false. A file is replaced whole or not at all, and only if an export made it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay export statements -o statements.csv
  gainsay export statements --format parquet -o statements/ --since 2017-01-01
  gainsay export conflicts --format claimreview -o reviews.jsonld
  gainsay export topics | jq -r .title")]
pub struct Args {
    /// What to export
    #[arg(value_enum, value_name = "RECORDS")]
    records: Records,
    /// Format [default: by the ending of PATH, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// File, or folder for parquet; - for stdout
    #[arg(
        long,
        short,
        value_name = "PATH",
        default_value = "-",
        hide_default_value = true
    )]
    output: PathBuf,
    /// Replace what no export made as well
    #[arg(long)]
    force: bool,
    /// Export at most this many records
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Exports.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let path = Some(args.output.as_path()).filter(|path| *path != Path::new("-"));
    let format = args.format.or_else(|| path.and_then(Format::of));
    let format = format.unwrap_or(Format::Jsonl);
    if format == Format::Parquet && path.is_none() {
        return Err(Usage("parquet goes into a folder; name it with -o FOLDER".to_owned()).into());
    }
    let filter = Filter {
        limit: args.limit,
        ..args.filter.filter()?
    };
    let store = Store::open_read_only(&global.database())?;
    if let Some(path) = path
        && place::is_one(path, store.path())
    {
        return Err(Usage(format!(
            "{} is the database itself; give another file",
            path.display()
        ))
        .into());
    }
    let db = store.connection();
    let progress = ProgressLine::of(args.records.one(), global.quiet);
    let mut target = None;
    let exporter: Box<dyn Exporter + '_> = match (format, path) {
        (Format::Parquet, Some(folder)) => {
            Box::new(Parquet::new(folder, args.records, args.force)?)
        }
        (_, None) => streamed(format, args.records, db, Box::new(stdout()))?,
        (_, Some(path)) => {
            let (file, out) = Target::open(path, format, args.records, args.force)?;
            target = Some(file);
            streamed(format, args.records, db, out)?
        }
    };
    let number = fill(exporter, args.records, db, &filter, progress)?;
    if let Some(target) = target {
        target.keep()?;
    }
    let whereto = path.map_or_else(|| "stdout".to_owned(), |path| path.display().to_string());
    info!(
        records = number,
        "{} to {whereto}",
        count(number, args.records.one())
    );
    Ok(Outcome::Done)
}

fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

fn streamed<'d>(
    format: Format,
    records: Records,
    db: &'d Connection,
    out: Box<dyn io::Write + 'd>,
) -> Result<Box<dyn Exporter + 'd>> {
    let exporter = stream(format, records, db, out)?;
    exporter.ok_or_else(|| Usage("parquet goes into a folder".to_owned()).into())
}

/// Hands all records to the exporter; returns how many.
fn fill(
    mut exporter: Box<dyn Exporter + '_>,
    records: Records,
    db: &Connection,
    filter: &Filter,
    mut progress: ProgressLine,
) -> Result<u64> {
    let mut number = 0;
    records.each(db, filter, |record| {
        number += 1;
        progress.document();
        exporter.record(record)
    })?;
    exporter.finish()?;
    Ok(number)
}
