//! Arabic: folding, tokens, clitics, numerals, dates and lexicons.

pub mod countries;
pub mod dates;
pub mod fold;
pub mod numbers;
