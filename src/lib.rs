//! gainsay reads news, keeps who said what, and shows where they contradict each other.
//!
//! # Layout
//! Data flows one way, and nothing reaches back up:
//!
//! | module | holds |
//! | --- | --- |
//! | [`fetch`] | the network, politely: bytes and what their server says of them |
//! | [`document`] | readers: one [`document::Document`] from whatever came in |
//! | [`language`] | what a language needs: folding, tokens, stems, numbers, dates, lexicons |
//! | [`extract`] | `Document -> Vec<Statement>`, pure |
//! | [`store`] | the SQLite file: migrations, every write, the run log |
//! | [`identity`] | who is who across documents |
//! | [`conflict`] | relation of two statements, kinds, reasons, topics; pure |
//! | [`ingest`] | the pipeline through all of them |
//! | [`search`] | what people search for, and where it stands in a text |
//! | [`report`] | renderings of what the query layer returns |
//! | [`serve`] | the review desk in the browser |
//! | [`texts`] | the words of pages that people look at, one file a language |
//! | [`export`] | the same records for other programs: JSONL, CSV, Parquet, schema.org |
//! | [`cli`] | arguments, one file a command, exit codes |
//!
//! [`statement`] holds the types they share, [`place`] how a file takes its place, [`hex`] how bytes are written, [`country`] the codes of states.

pub mod cli;
pub mod conflict;
pub mod country;
pub mod document;
pub mod export;
pub mod extract;
pub mod fetch;
pub mod fnv;
pub mod hex;
pub mod identity;
pub mod ingest;
pub mod language;
pub mod packed;
pub mod place;
pub mod report;
pub mod search;
pub mod serve;
pub mod statement;
pub mod store;
pub mod texts;
