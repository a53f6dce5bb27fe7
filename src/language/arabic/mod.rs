//! Arabic: folding, tokens, clitics, numerals, dates and lexicons.

pub mod affixes;
pub mod concepts;
pub mod countries;
pub mod dates;
pub mod fold;
pub mod inflect;
pub mod lexicon;
#[cfg(test)]
mod lexicon_check;
pub mod numbers;
pub mod opposites;
pub mod plurals;
pub mod publishers;
pub mod skeleton;
pub mod stem;
pub mod written;
