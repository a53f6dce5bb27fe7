//! Arabic: folding, tokens, clitics, numerals, dates and lexicons.

pub mod dates;
pub mod fold;
#[cfg(test)]
mod lexicon_check;
pub mod numbers;
