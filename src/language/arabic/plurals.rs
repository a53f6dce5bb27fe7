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
        nouns()
            .flat_map(|(noun, plurals)| {
                let plurals = plurals.split_whitespace();
                plurals.map(move |plural| (folded(plural), folded(noun)))
            })
            .collect()
    })
}

/// Nouns with their plurals, as the list has them.
fn nouns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("plurals.tsv").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::language::arabic::lexicon::lexicon;
    use crate::language::arabic::stem::bare_stem;

    #[test]
    fn every_plural_is_listed_once_and_is_no_noun_of_the_list() {
        let mut seen = BTreeSet::new();
        for (noun, plurals) in nouns() {
            assert!(seen.insert(folded(noun)), "twice: {noun}");
            for plural in plurals.split_whitespace() {
                assert!(seen.insert(folded(plural)), "twice: {plural}");
            }
        }
        assert!(seen.len() > 900, "lines that are none: {}", seen.len());
    }

    #[test]
    fn plurals_have_the_stem_of_their_noun_with_article_and_pronoun() {
        let stem = |word: &str| bare_stem(lexicon(), &folded(word));
        for (noun, plurals) in nouns() {
            for plural in plurals.split_whitespace() {
                assert_eq!(stem(plural), stem(noun), "{plural}");
                assert_eq!(stem(&format!("ال{plural}")), stem(noun), "{plural}");
            }
        }
        for (word, noun) in [("أدلتها", "دليل"), ("وزراؤهم", "وزير"), ("خبرائه", "خبير")]
        {
            assert_eq!(stem(word), stem(noun), "{word}");
        }
    }
}
