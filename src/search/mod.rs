//! Full-text search as people type it: words, "phrases", beginnings*, AND, OR, NOT and parentheses, as FTS5 has them.
//!
//! A query is read here and written again for FTS5 with every word folded and in the forms in which papers write it, so
//! that no spelling hides anything and no mark breaks the search. The rows come from `sql/search_folded.sql`; which words
//! of a text were meant is worked out again by [`snippet`], since the index knows folded words only.

mod query;
mod snippet;

pub use query::{Phrase, Query, QueryError};
pub use snippet::snippet;
