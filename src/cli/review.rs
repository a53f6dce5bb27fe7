//! `gainsay review`: a person's verdict on a conflict, kept for ever.

use std::io::{self, Write};

use anyhow::Result;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Global, Outcome};
use crate::report::sanitize::clean;
use crate::statement::Verdict;
use crate::store::Store;

/// Record a verdict on a conflict; earlier ones are kept, the last one counts
///
/// Dismissed conflicts leave the report; gainsay conflicts lists them all the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay review 3f9a0c17 confirmed
  gainsay review 3f9a0c17 dismissed --note \"another meeting\" --reviewer Amal")]
pub struct Args {
    /// Id of the conflict, as gainsay conflicts and the report show it
    #[arg(value_name = "CONFLICT")]
    conflict: String,
    /// What the two statements do
    #[arg(value_name = "VERDICT", value_parser = verdict())]
    verdict: Verdict,
    #[command(flatten)]
    by: By,
}

/// Who says so, and why.
#[derive(Debug, clap::Args)]
pub struct By {
    /// Why
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub note: String,
    /// Who says so [default: the name of the account, else anonymous]
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
}

fn verdict() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.iter().map(|v| v.as_str())).try_map(|word| word.parse())
}

/// Records the verdict.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let reviewer = args.by.name();
    let path = global.database();
    // a verdict needs a conflict: looking first keeps a mistyped path from becoming a new database
    drop(Store::open_read_only(&path)?);
    let mut store = Store::open(&path)?;
    let tx = store.begin()?;
    tx.add_review(&args.conflict, args.verdict, &reviewer, &args.by.note)?;
    tx.commit()?;
    writeln!(
        io::stdout().lock(),
        "{}: {} by {}",
        clean(&args.conflict),
        args.verdict,
        clean(&reviewer)
    )?;
    Ok(Outcome::Done)
}

impl By {
    /// Who decides: as told, else by the account.
    pub fn name(&self) -> String {
        let named = |name: &String| !name.trim().is_empty();
        self.reviewer
            .clone()
            .or_else(account)
            .filter(named)
            .unwrap_or_else(|| "anonymous".to_owned())
    }
}

/// The name of the account.
pub fn account() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
}
