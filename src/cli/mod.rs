//! The command line: arguments, one short file a command, exit codes. Knows no SQL and no rules.
//!
//! Results alone go to stdout; what a person should know besides goes to stderr, one line a matter.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand, ValueEnum};
use tracing::{Level, error};

use log::LogFormat;

use crate::document::SourceError;
use crate::report::sanitize::clean;
use crate::store::StoreError;

mod changes;
mod compare;
mod conflicts;
mod correct;
mod denials;
mod doctor;
mod export;
mod extract;
mod fetch;
mod filter;
mod identity;
mod ingest;
mod log;
mod output;
mod progress;
mod publish;
mod reextract;
mod rejections;
mod report;
mod review;
mod runs;
mod search;
mod serve;
mod source;
mod speakers;
mod sql;
mod statements;
mod stop;
mod table;
mod terminal;
mod topics;

/// Reads news, keeps who said what, and shows where they contradict each other.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, max_term_width = 100, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  gainsay report seeds/                 what contradicts what in five articles, keeping nothing
  gainsay ingest seeds/                 read them into claims.db
  gainsay conflicts                     list the contradictions found
  gainsay extract seeds/ | head -n 3    statements as JSON lines, without a database

Exit codes: 0 all well; 1 it failed, what was stored before is sound; 2 wrong usage; 3 done, but some
documents were rejected, a feed could not be read, or a signal ended it.";

/// Options of every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
struct Global {
    /// Database file [default: $GAINSAY_DB, else claims.db in the current folder]
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Direction controls around Arabic in text and tables; auto: on a terminal only
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    bidi: When,
    /// Say only what went wrong; no progress
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say more: every request, every wait
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// How log lines on stderr look
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    log_format: LogFormat,
}

impl Global {
    /// Begins the log as it was asked for.
    fn begin_log(&self) {
        let level = match (self.quiet, self.verbose) {
            (true, _) => Level::WARN,
            (_, true) => Level::DEBUG,
            _ => Level::INFO,
        };
        log::begin(self.log_format, level);
    }

    /// The database that was asked for, by option or by environment.
    fn given(&self) -> Option<PathBuf> {
        let environment = || {
            std::env::var_os("GAINSAY_DB")
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        self.db.clone().or_else(environment)
    }

    /// The database to use.
    fn database(&self) -> PathBuf {
        self.given().unwrap_or_else(|| PathBuf::from("claims.db"))
    }
}

/// Whether to do something that depends on where the output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal only.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Args),
    Extract(extract::Args),
    Report(report::Args),
    Conflicts(conflicts::Args),
    Statements(statements::Args),
    Speakers(speakers::Args),
    Topics(topics::Args),
    Denials(denials::Args),
    Search(search::Args),
    Compare(compare::Args),
    Sql(sql::Args),
    Review(review::Args),
    Correct(correct::Args),
    Serve(serve::Args),
    MergeSpeakers(identity::MergeArgs),
    SplitSpeaker(identity::SplitArgs),
    Runs(runs::Args),
    Rejections(rejections::Args),
    Retry(rejections::RetryArgs),
    Changes(changes::Args),
    Publish(publish::Args),
    Export(export::Args),
    Doctor(doctor::Args),
    Reextract(reextract::Args),
}

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All well.
    Done,
    /// Done, but not all of it: documents were rejected, feeds failed, or a signal ended it.
    Partly,
    /// Done, and what was looked at is not sound.
    Unsound,
}

impl Outcome {
    fn after(rejected: u64) -> Self {
        if rejected == 0 {
            Self::Done
        } else {
            Self::Partly
        }
    }
}

/// The command was called wrongly.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    cli.global.begin_log();
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(3),
        Ok(Outcome::Unsound) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            error!("{}", told(&error));
            ExitCode::from(if is_usage(&error) { 2 } else { 1 })
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let global = cli.global;
    match cli.command {
        Command::Ingest(args) => ingest::run(args, &global),
        Command::Extract(args) => extract::run(args, &global),
        Command::Report(args) => report::run(args, &global),
        Command::Conflicts(args) => conflicts::run(args, &global),
        Command::Statements(args) => statements::run(args, &global),
        Command::Speakers(args) => speakers::run(args, &global),
        Command::Topics(args) => topics::run(args, &global),
        Command::Denials(args) => denials::run(args, &global),
        Command::Search(args) => search::run(args, &global),
        Command::Compare(args) => compare::run(args, &global),
        Command::Sql(args) => sql::run(args, &global),
        Command::Serve(args) => serve::run(args, &global),
        Command::Review(args) => review::run(args, &global),
        Command::Correct(args) => correct::run(args, &global),
        Command::MergeSpeakers(args) => identity::merge(args, &global),
        Command::SplitSpeaker(args) => identity::split(args, &global),
        Command::Runs(args) => runs::run(args, &global),
        Command::Rejections(args) => rejections::run(args, &global),
        Command::Retry(args) => rejections::run_retry(args, &global),
        Command::Changes(args) => changes::run(args, &global),
        Command::Publish(args) => publish::run(args, &global),
        Command::Export(args) => export::run(args, &global),
        Command::Doctor(args) => doctor::run(args, &global),
        Command::Reextract(args) => reextract::run(args, &global),
    }
}

/// One line on stderr, before there is a log; that nobody reads it is no reason to stop.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "gainsay: {}", clean(message));
}

/// Prints help and version as clap has them, and everything that is wrong with the arguments in one line.
fn refuse(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            complain(&one_line(&error.to_string()));
            ExitCode::from(2)
        }
    }
}

/// What clap says, without its usage section.
fn one_line(message: &str) -> String {
    let told = message.split("\n\nUsage:").next().unwrap_or(message);
    let told = told
        .split("\n\nFor more information")
        .next()
        .unwrap_or(told);
    let told = told.trim().trim_start_matches("error: ");
    let paragraphs = told.split("\n\n");
    let lines: Vec<_> = paragraphs
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    format!("{}; try --help", lines.join("; "))
}

/// The error and its causes in one line, without those that only repeat what stands there already.
fn told(error: &anyhow::Error) -> String {
    let mut line = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !line.contains(&cause) {
            line += &format!(": {cause}");
        }
    }
    line
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn is_usage(error: &anyhow::Error) -> bool {
    use StoreError::{NotReading, UnknownParameter, UnknownQuery};
    error.chain().any(|cause| {
        cause.is::<Usage>()
            || cause.is::<SourceError>()
            || matches!(
                cause.downcast_ref::<StoreError>(),
                Some(UnknownQuery { .. } | UnknownParameter { .. } | NotReading)
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_help_and_examples_and_every_option_a_help_text() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name}");
            let examples = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(examples.contains("Examples:\n  gainsay "), "{name}");
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{name} {}",
                    argument.get_id()
                );
            }
        }
    }

    /// Words at blanks, but for what stands in double quotes.
    fn shell_words(line: &str) -> Vec<&str> {
        let parts = line.split('"').enumerate();
        parts
            .flat_map(|(n, part)| {
                if n % 2 == 1 {
                    vec![part]
                } else {
                    part.split_whitespace().collect()
                }
            })
            .collect()
    }

    #[test]
    fn examples_are_called_rightly() {
        let commands = Cli::command();
        let all = commands.get_subcommands().chain([&commands]);
        for command in all {
            let examples = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            for line in examples
                .lines()
                .filter_map(|l| l.strip_prefix("  gainsay "))
            {
                let call = line.split("   ").next().unwrap_or(line);
                let call = call.split(['|', '<', '>']).next().unwrap_or(call);
                let words = shell_words(call);
                let parsed = Cli::try_parse_from([vec!["gainsay"], words].concat());
                assert!(parsed.is_ok(), "{line}: {:?}", parsed.err());
            }
        }
    }

    #[test]
    fn causes_are_told_once() {
        let error = anyhow::anyhow!("no such table")
            .context("database: no such table")
            .context("report");
        assert_eq!(told(&error), "report: database: no such table");
    }

    #[test]
    fn wrong_arguments_take_one_line() {
        let error = Cli::try_parse_from(["gainsay", "report", "--kind", "quarrel"]).unwrap_err();
        assert_eq!(
            one_line(&error.to_string()),
            "invalid value 'quarrel' for '--kind <KIND>' [possible values: denial, policy, shift, figure, \
             attribution]; try --help"
        );
        let error = Cli::try_parse_from(["gainsay", "ingest"]).unwrap_err();
        assert_eq!(
            one_line(&error.to_string()),
            "the following required arguments were not provided: <SOURCE>...; try --help"
        );
    }
}
