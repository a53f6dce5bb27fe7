//! The options that choose what is shown, the same for the report and for every record command.

use std::io::{self, BufWriter, StdoutLock};

use anyhow::Result;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rusqlite::Connection;

use super::output::{Format, Output, Shape};
use super::{Global, Usage, terminal};
use crate::country;
use crate::language::arabic::fold::folded;
use crate::report::read::Filter;
use crate::statement::ConflictKind;
use crate::store::{Lookup, Store};

/// What to show.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Only what was said, or else published, on this day (YYYY-MM-DD) or later; what is undated stays in
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only what was said, or else published, on this day (YYYY-MM-DD) or earlier; what is undated stays in
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
    /// Only this topic (gainsay topics lists the ids)
    #[arg(long, value_name = "ID")]
    topic: Option<String>,
    /// Only where somebody speaks for this country (two letters, ISO 3166-1: KZ)
    #[arg(long, value_name = "CC", value_parser = country)]
    country: Option<String>,
    /// Only conflicts of this kind, and what takes part in them
    #[arg(long, value_name = "KIND", value_parser = kind())]
    kind: Option<ConflictKind>,
    /// Only conflicts that are at least this sure, 0 to 1, and what takes part in them
    #[arg(long, value_name = "X", value_parser = score)]
    min_score: Option<f64>,
    /// Only speakers whose name contains this, in any Arabic spelling
    #[arg(long, value_name = "NAME", value_parser = name)]
    speaker: Option<String>,
}

impl FilterArgs {
    /// The plain filter.
    ///
    /// # Errors
    /// Where the days are the wrong way round.
    pub fn filter(self) -> Result<Filter> {
        let Self {
            since,
            until,
            topic,
            country,
            kind,
            min_score,
            speaker,
        } = self;
        in_order(since, until)?;
        Ok(Filter {
            since,
            until,
            topic,
            country,
            kind,
            min_score,
            speaker,
            limit: None,
            reviewed: false,
        })
    }
}

/// Refuses days that are the wrong way round.
pub fn in_order(since: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<()> {
    match (since, until) {
        (Some(first), Some(last)) if first > last => Err(Usage(format!(
            "--since {first} is after --until {last}: nothing lies between them; change the two"
        ))
        .into()),
        _ => Ok(()),
    }
}

/// Options of the commands that print records.
#[derive(Debug, clap::Args)]
pub struct RecordArgs {
    /// Print at most this many records
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Format of the records [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    filter: FilterArgs,
}

impl RecordArgs {
    /// Opens the database and hands it to `print` with the filter and an output for the records.
    pub fn print(
        self,
        global: &Global,
        shape: Shape,
        print: impl FnOnce(&Connection, &Filter, &mut Records) -> Result<()>,
    ) -> Result<()> {
        let store = Store::open_read_only(&global.database())?;
        let filter = Filter {
            limit: self.limit,
            ..self.filter.filter()?
        };
        let mut records = records(self.format, global, shape)?;
        print(store.connection(), &filter, &mut records)?;
        records.finish()?;
        Ok(())
    }
}

/// Records on their way to stdout.
pub type Records = Output<BufWriter<StdoutLock<'static>>>;

/// Opens stdout for records.
pub fn records(format: Option<Format>, global: &Global, shape: Shape) -> io::Result<Records> {
    let usual = if terminal::is_terminal() {
        Format::Table
    } else {
        Format::Jsonl
    };
    let out = BufWriter::new(io::stdout().lock());
    Output::new(
        out,
        format.unwrap_or(usual),
        terminal::layout(global.bidi),
        shape,
    )
}

/// An ISO date.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "give a date as YYYY-MM-DD".to_owned())
}

/// A country's two letters, in capitals.
pub fn country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if country::is_code(&code) {
        Ok(code)
    } else {
        Err("give two letters of ISO 3166-1, like KZ".to_owned())
    }
}

fn kind() -> impl TypedValueParser<Value = ConflictKind> {
    PossibleValuesParser::new(ConflictKind::ALL.iter().map(|k| k.as_str()))
        .try_map(|word| word.parse())
}

fn score(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

/// A name, or a part of one, with at least one letter.
pub fn name(text: &str) -> Result<String, String> {
    if folded(text).trim().is_empty() {
        return Err("give at least one letter".to_owned());
    }
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_before_anything_is_opened() {
        assert!(day("2017-06-23").is_ok());
        assert!(day("23/06/2017").is_err());
        assert_eq!(country("kz").unwrap(), "KZ");
        assert!(country("KAZ").is_err());
        assert!(country("ZZ").is_err());
        assert!(score("0.5").is_ok());
        assert!(score("NaN").is_err());
        assert!(score("7").is_err());
        assert!(name("ـ").is_err());
    }
}
