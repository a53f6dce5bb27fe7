//! What a language needs: folding, tokens, stems, numbers, dates and its lexicon, one folder a language.

pub mod arabic;
pub mod text;
