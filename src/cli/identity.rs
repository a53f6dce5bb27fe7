//! `gainsay merge-speakers` and `gainsay split-speaker`: a person's word on who is who, kept for ever.

use std::io::{self, Write};

use anyhow::Result;

use super::review::By;
use super::{Global, Outcome};
use crate::identity::Reviewer;
use crate::ingest;
use crate::language::arabic::fold::folded;
use crate::report::sanitize::clean;
use crate::store::{FoundSpeaker, SpeakerId, Store};

/// Say that two speakers are one; no later run takes them apart again
///
/// Their claims and conflicts are worked out anew: what the two said may now be a change of mind, and an office
/// that seemed to have two holders may have one. gainsay split-speaker undoes it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay merge-speakers 17 204
  gainsay merge-speakers \"غريغوري بافلوف\" \"بافلوف\" --note \"one minister\" --reviewer Amal")]
pub struct MergeArgs {
    /// Id or name of the one, as gainsay speakers shows them
    #[arg(value_name = "SPEAKER")]
    one: String,
    /// Id or name of the other
    #[arg(value_name = "OTHER")]
    other: String,
    #[command(flatten)]
    by: By,
}

/// Say that spellings taken for one speaker are somebody else; no later run joins them again
///
/// With spellings, those leave the speaker and are one of their own. With a speaker alone, every name becomes a
/// speaker of its own; with a spelling alone, it leaves its speaker. gainsay merge-speakers undoes it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay split-speaker 17
  gainsay split-speaker 17 \"سالم الحوراني\" --note \"a namesake\"
  gainsay split-speaker \"سالم علي الحوراني\"")]
pub struct SplitArgs {
    /// Id or name of the speaker, or the spelling that leaves its speaker
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    /// Spellings that leave the speaker, as gainsay speakers shows them
    #[arg(value_name = "ALIAS")]
    aliases: Vec<String>,
    #[command(flatten)]
    by: By,
}

/// Makes two speakers one.
pub fn merge(args: MergeArgs, global: &Global) -> Result<Outcome> {
    let mut store = open(global)?;
    let (a, b) = (find(&store, &args.one)?, find(&store, &args.other)?);
    if a.id == b.id {
        anyhow::bail!(
            "{} and {} are one speaker already: {}",
            args.one,
            args.other,
            told(&a)
        );
    }
    let name = args.by.name();
    let by = Reviewer {
        name: &name,
        note: &args.by.note,
    };
    let left = ingest::merge_speakers(&mut store, a.id, b.id, &by)?;
    say(&store, &[left], &name)
}

/// Makes one speaker two or more.
pub fn split(args: SplitArgs, global: &Global) -> Result<Outcome> {
    let mut store = open(global)?;
    let speaker = find(&store, &args.speaker)?;
    let mut aliases = args.aliases;
    let by_id = args.speaker.trim().parse() == Ok(speaker.id);
    if aliases.is_empty() && !speaker.by_name && !by_id {
        aliases.push(args.speaker);
    }
    let name = args.by.name();
    let by = Reviewer {
        name: &name,
        note: &args.by.note,
    };
    let now = ingest::split_speaker(&mut store, speaker.id, &aliases, &by)?;
    say(&store, &now, &name)
}

fn open(global: &Global) -> Result<Store> {
    let path = global.database();
    // looking first keeps a mistyped path from becoming a new database
    drop(Store::open_read_only(&path)?);
    Ok(Store::open(&path)?)
}

/// Prints who there is now, one a line.
fn say(store: &Store, speakers: &[SpeakerId], by: &str) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    for id in speakers {
        for found in store
            .find_speakers(&id.to_string())?
            .iter()
            .filter(|f| f.id == *id)
        {
            writeln!(out, "{} by {}", clean(&told(found)), clean(by))?;
        }
    }
    Ok(Outcome::Done)
}

/// The one speaker that is meant by an id, a name or a spelling.
fn find(store: &Store, wanted: &str) -> Result<FoundSpeaker> {
    let all = store.find_speakers(wanted)?;
    let by_id = |f: &&FoundSpeaker| wanted.trim().parse() == Ok(f.id);
    let by_name: Vec<&FoundSpeaker> = all.iter().filter(|f| f.by_name).collect();
    let found = match (all.iter().find(by_id), &by_name[..], &all[..]) {
        (Some(one), _, _) => one,
        (None, [one], _) => one,
        (None, [], [one]) => one,
        (None, [], []) => anyhow::bail!(
            "there is no speaker {:?} in the database; gainsay speakers --speaker {} lists who has such a name",
            wanted,
            shortest(wanted)
        ),
        (None, _, many) => anyhow::bail!(
            "{:?} may be one of {}: {}; give the id",
            wanted,
            many.len(),
            many.iter()
                .take(MOST)
                .map(told)
                .collect::<Vec<_>>()
                .join("; ")
        ),
    };
    Ok(found.clone())
}

/// Candidates that are named.
const MOST: usize = 8;

fn told(found: &FoundSpeaker) -> String {
    let state = found.country.as_deref().unwrap_or("no state");
    let said = crate::report::count(
        u64::try_from(found.statements).unwrap_or_default(),
        "statement",
    );
    format!("{} {} ({state}, {said})", found.id, found.name)
}

/// The last word of a name, by which it may be found.
fn shortest(name: &str) -> String {
    let plain = folded(name);
    let last = plain.split_whitespace().last().unwrap_or_default();
    format!("{last:?}")
}
