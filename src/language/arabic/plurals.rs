//! Broken plurals: nouns whose plural has no ending that stemming could cut off ("قانون", "قوانين").
//!
//! Light stemming leaves them apart, which costs matches (Goweder, Poesio, De Roeck and Reynolds 2004); a list of the
//! commonest, in plurals.tsv, brings them together.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::fold::folded;

/// Plurals, each with its singular, both folded.
type Plurals = HashMap<String, String, FixedState>;

/// The folded singular of a folded word without clitics, where that is a broken plural.
pub fn singular(word: &str) -> Option<&'static str> {
    plurals().get(word).map(String::as_str)
}

/// The same of what stands before a pronoun: "أدلت" of "أدلته", "خبرا" of "خبرائهم".
pub fn singular_before_pronoun(word: &str) -> Option<&'static str> {
    let before = |ending: char, written: &str| {
        let rest = word.strip_suffix(ending)?;
        singular(&format!("{rest}{written}"))
    };
    singular(word)
        .or_else(|| before('ت', "ه"))
        .or_else(|| before('ا', "اء"))
        .or_else(|| before('و', "ء"))
        .or_else(|| before('ي', "ء"))
}

fn plurals() -> &'static Plurals {
    static PLURALS: OnceLock<Plurals> = OnceLock::new();
    PLURALS.get_or_init(|| {
        let lines = include_str!("plurals.tsv").lines();
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let nouns = lines.filter_map(|line| line.split_once('\t'));
        nouns
            .flat_map(|(noun, plurals)| {
                let plurals = plurals.split_whitespace();
                plurals.map(move |plural| (folded(plural), folded(noun)))
            })
            .collect()
    })
}
