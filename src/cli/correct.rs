//! `gainsay correct`: a person's word on what a statement is, kept for ever.

use std::io::{self, Write};

use anyhow::Result;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::Value;

use super::filter::country;
use super::output::{Column, Format, show};
use super::review::By;
use super::{Global, Outcome, Usage, sql};
use crate::identity::Reviewer;
use crate::ingest::{self, Corrected};
use crate::report::sanitize::clean;
use crate::statement::{Span, SpeakerKind, Stance};
use crate::store::{Correction, Limits, Reading, Store};

/// Say what a statement is where the machine read it wrongly; no later run reads it otherwise
///
/// Its claim and conflicts are worked out anew: a conflict that rests on the mistake goes, and comes again with its
/// reviews when the correction is taken back. What is not given stays as it is; a new speaker brings office and state
/// along where the article tells them. Every correction is kept, the last one of each field counts.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay correct 5a0c17e2 --stance affirm --note \"he confirms it\" --reviewer Amal
  gainsay correct 5a0c17e2 --speaker \"سالم الحوراني\" --country JO
  gainsay correct 5a0c17e2 --span 120-168
  gainsay correct 5a0c17e2 --country none --role none
  gainsay correct 5a0c17e2 --undo
  gainsay correct --show
  gainsay correct 5a0c17e2 --show --format json")]
pub struct Args {
    /// Id of the statement, as gainsay statements and the report show it
    #[arg(value_name = "STATEMENT", required_unless_present = "show")]
    statement: Option<String>,
    /// Who said it: a name, with or without the office, or the id of a speaker
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// What the speaker is
    #[arg(long = "speaker-kind", value_name = "KIND", value_parser = words::<SpeakerKind>(SpeakerKind::ALL.iter().map(|k| k.as_str())))]
    kind: Option<SpeakerKind>,
    /// The office in which it was said; none where there is none
    #[arg(long, value_name = "TEXT")]
    role: Option<String>,
    /// Whose state it was said for (two letters, ISO 3166-1: KZ); none where there is none
    #[arg(long, value_name = "CC|none", value_parser = country_or_none)]
    country: Option<Given>,
    /// Stance toward the bare proposition
    #[arg(long, value_name = "STANCE", value_parser = words::<Stance>(Stance::ALL.iter().map(|s| s.as_str())))]
    stance: Option<Stance>,
    /// Where the words stand in the document's text: characters from 0, the end one past the last
    #[arg(long, value_name = "START-END", value_parser = span)]
    span: Option<Span>,
    /// Take all corrections of the statement back: what the machine reads stands again
    #[arg(long, conflicts_with_all = ["speaker", "kind", "role", "country", "stance", "span"])]
    undo: bool,
    /// Show the corrections of the statement, or all of them, the latest first, and correct nothing
    #[arg(long, conflicts_with_all = ["undo", "speaker", "kind", "role", "country", "stance", "span", "note", "reviewer"])]
    show: bool,
    /// How to print them [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_name = "FORMAT", requires = "show")]
    format: Option<Format>,
    #[command(flatten)]
    by: By,
}

/// A value, or that there is none.
#[derive(Debug, Clone)]
struct Given(Option<String>);

const NONE: &str = "none";

fn words<T>(list: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err = String> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(list.collect::<Vec<_>>()).try_map(|word| word.parse())
}

fn country_or_none(text: &str) -> Result<Given, String> {
    if text.eq_ignore_ascii_case(NONE) {
        return Ok(Given(None));
    }
    country(text)
        .map(|code| Given(Some(code)))
        .map_err(|why| format!("{why}, or none"))
}

fn span(text: &str) -> Result<Span, String> {
    let ends = text.split_once('-');
    let ends = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    match ends {
        Some((start, end)) if start < end => Ok(Span::new(start, end)),
        _ => Err("give START-END with START before END, like 120-168".to_owned()),
    }
}

/// Corrects a statement, or shows corrections.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    if args.show {
        return list(args, global);
    }
    let statement = args.statement.clone().unwrap_or_default();
    let name = args.by.name();
    let (undo, note) = (args.undo, args.by.note.clone());
    let change = args.change();
    if !undo && change.is_empty() {
        return Err(Usage(
            "nothing to correct: give --speaker, --speaker-kind, --role, --country, --stance or --span; or --undo"
                .to_owned(),
        )
        .into());
    }
    let path = global.database();
    // looking first keeps a mistyped path from becoming a new database
    drop(Store::open_read_only(&path)?);
    let mut store = Store::open(&path)?;
    let by = Reviewer {
        name: &name,
        note: &note,
    };
    let done = if undo {
        ingest::undo_correction(&mut store, &statement, &by)?
    } else {
        ingest::correct(&mut store, &statement, &change, &by)?
    };
    say(&done, &name)?;
    Ok(Outcome::Done)
}

impl Args {
    fn change(self) -> Correction {
        Correction {
            speaker: self.speaker,
            kind: self.kind,
            role: self.role.map(|role| Some(role).filter(|role| role != NONE)),
            country: self.country.map(|given| given.0),
            stance: self.stance,
            span: self.span,
        }
    }
}

/// Says what the statement is now, and which conflicts went and came, one a line.
fn say(done: &Corrected, by: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let told = told(&done.before, &done.after);
    let told = if told.is_empty() {
        "as the machine reads it".to_owned()
    } else {
        told.join(", ")
    };
    writeln!(
        out,
        "{}: {} by {}",
        clean(&done.statement),
        clean(&told),
        clean(by)
    )?;
    for (ids, what) in [(&done.gone, "is gone"), (&done.new, "is new")] {
        for id in ids {
            writeln!(out, "conflict {} {what}", clean(id))?;
        }
    }
    Ok(())
}

/// What changed from one reading to another.
fn told(before: &Reading, after: &Reading) -> Vec<String> {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| NONE.to_owned());
    let places = |reading: &Reading| {
        let spans = reading.spans.iter();
        let places = spans.map(|span| format!("{}-{}", span.start, span.end));
        places.collect::<Vec<_>>().join(", ")
    };
    let fields = [
        ("speaker", before.speaker.clone(), after.speaker.clone()),
        (
            "speaker kind",
            before.kind.to_string(),
            after.kind.to_string(),
        ),
        ("role", or_none(&before.role), or_none(&after.role)),
        ("country", or_none(&before.country), or_none(&after.country)),
        (
            "stance",
            before.stance.to_string(),
            after.stance.to_string(),
        ),
        ("span", places(before), places(after)),
    ];
    let changed = fields.into_iter().filter(|(_, was, is)| was != is);
    changed
        .map(|(field, was, is)| format!("{field} {is} (was {was})"))
        .collect()
}

/// Prints corrections, the latest first.
fn list(args: Args, global: &Global) -> Result<Outcome> {
    let store = Store::open_read_only(&global.database())?;
    let statement = args.statement.unwrap_or_default();
    let table = store.run_query("corrections", &[("statement", &statement)], Limits::WHOLE)?;
    sql::print(args.format, global, table, Some(columns()))?;
    Ok(Outcome::Done)
}

/// What people see of a correction.
fn columns() -> Vec<Column> {
    vec![
        Column::field("statement"),
        Column::field("created_at"),
        Column::field("reviewer"),
        Column::new("holds", |row| {
            match (row["counts"].as_i64(), row["applies"].as_i64()) {
                (Some(1), Some(1)) => "yes".to_owned(),
                (Some(1), _) => "statement is gone".to_owned(),
                _ => "no".to_owned(),
            }
        }),
        Column::new("what", |row| {
            let list = corrected(row).join(", ");
            let lines = [list, show(&row["note"]), show(&row["was_content"])];
            let told: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            told.join("\n")
        }),
    ]
}

fn corrected(row: &Value) -> Vec<String> {
    if row["action"] == "undo" {
        return vec!["undone".to_owned()];
    }
    let fields = ["speaker", "role", "country", "stance"];
    let mut told: Vec<String> = fields
        .iter()
        .filter(|field| !row[**field].is_null())
        .map(|field| {
            let was = &row[format!("was_{field}")];
            let was = if was.is_null() {
                NONE.to_owned()
            } else {
                show(was)
            };
            (field, show(&row[*field]), was)
        })
        .filter(|(_, is, was)| is != was)
        .map(|(field, is, was)| format!("{field} {is} (was {was})"))
        .collect();
    if let (Some(start), Some(end)) = (row["span_start"].as_i64(), row["span_end"].as_i64()) {
        told.push(format!("span {start}-{end}"));
    }
    told
}
