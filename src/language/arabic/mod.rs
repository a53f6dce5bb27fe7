//! Arabic: folding, tokens, clitics, numerals, dates and lexicons.

pub mod countries;
pub mod dates;
pub mod fold;
#[cfg(test)]
mod lexicon_check;
pub mod numbers;
pub mod skeleton;
