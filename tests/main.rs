//! The promises of gainsay, tested through the program itself. One crate, so that SQLite is linked once;
//! one module a promise.

mod helper;
/// The shapes of every JSON record that scripts read.
mod shapes;

/// Whatever comes in that is no article, or no database: one line, the right exit code, nothing lost.
mod bad_input;
/// The relation of two sentences, one pair and many.
mod compare;
/// What people correct of statements, and verdicts that follow what was judged.
mod correct;
/// Runs that are cut off, and runs at once.
mod crash;
/// The review desk, in a browser and under attack.
mod desk;
/// Damage of every kind: found, told, and mended where the rest tells what is right.
mod doctor;
/// What the four exit codes mean.
mod exit_codes;
/// Records for other programs, read back by those programs.
mod export;
/// One article a phenomenon, and the statements in it.
mod extract_golden;
/// Feeds and pages from servers that behave well, badly and not at all.
mod fetch;
/// Every record in every format.
mod formats;
/// Every command has help with examples, and the README calls no command that is not there.
mod help;
/// The report as a page: self-contained, linked through, and proof against what documents say.
mod html_report;
/// The same input gives the same database: twice, in any order, on any number of threads.
mod idempotence;
/// What a nightly job relies on.
mod nights;
/// A hundred web pages in ten layouts and five charsets.
mod pages;
/// What holds for every text and every order.
mod properties;
/// The views and the files of sql/, read by the tools that analysts have.
mod query_layer;
/// The report on the seeds, word for word.
mod report_text;
/// Full-text search.
mod search;
/// The conflicts, statements and people of the seeds.
mod seeds;
/// One speaker for all spellings, and what people decide about it.
mod speakers;
/// The query layer: by name, ad hoc, at the prompt, and read-only.
mod sql;
/// Articles without a date.
mod undated;
/// Packed files and lines without end.
mod unpack;
