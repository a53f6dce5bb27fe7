//! Opposites (`opposites.tsv`): words that say much the same of a thing, and words that say the contrary.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::folded;
use super::lexicon::lexicon;
use super::stem::bare_stem;

/// A place of a word among the opposites: the number of the line, and which of its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// Number of the line.
    pub line: u16,
    /// True for the second side.
    pub second: bool,
}

/// All lines, by word.
pub struct Opposites {
    names: Vec<&'static str>,
    by_stem: HashMap<String, Vec<Side>>,
}

/// The one instance.
pub fn opposites() -> &'static Opposites {
    static OPPOSITES: LazyLock<Opposites> = LazyLock::new(Opposites::load);
    &OPPOSITES
}

impl Opposites {
    fn load() -> Opposites {
        let mut names = Vec::new();
        let mut by_stem: HashMap<String, Vec<Side>> = HashMap::new();
        let lines = include_str!("opposites.tsv").lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let number = names.len() as u16;
            names.push(parts.next().unwrap_or_default());
            for (second, words) in [false, true].into_iter().zip(parts) {
                let side = Side {
                    line: number,
                    second,
                };
                for word in words.split_whitespace() {
                    let sides = by_stem
                        .entry(verbal(&bare_stem(lexicon(), &folded(word))))
                        .or_default();
                    if !sides.contains(&side) {
                        sides.push(side);
                    }
                }
            }
        }
        Opposites { names, by_stem }
    }

    /// Where a stem stands.
    pub fn sides(&self, stem: &str) -> &[Side] {
        self.by_stem.get(&verbal(stem)).map_or(&[], Vec::as_slice)
    }

    /// The name of a line.
    pub fn name(&self, line: u16) -> &'static str {
        self.names.get(usize::from(line)).copied().unwrap_or("")
    }
}

/// One form for person and tense of a verb: "ترتفع", "يرتفع", "ارتفعت" and "ارتفع".
fn verbal(stem: &str) -> String {
    const SHORTEST: usize = 3;
    let long = |rest: &&str| rest.chars().count() >= SHORTEST;
    let rest = stem.strip_suffix('ت').filter(long).unwrap_or(stem);
    let rest = rest
        .strip_prefix('س')
        .filter(|r| r.starts_with(['ي', 'ت', 'ن']) && r.chars().count() > SHORTEST)
        .unwrap_or(rest);
    let rest = rest.strip_prefix(['ي', 'ت']).filter(long).unwrap_or(rest);
    let rest = rest.strip_prefix('ا').filter(long).unwrap_or(rest);
    let rest = rest.strip_suffix('ي').filter(long).unwrap_or(rest);
    rest.to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_line_has_a_name_and_two_sides() {
        let lines: Vec<&str> = include_str!("opposites.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        let names: BTreeSet<&str> = opposites().names.iter().copied().collect();
        assert_eq!(names.len(), lines.len(), "a name for each line");
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            let [name, first, second] = parts[..] else {
                panic!("{line}");
            };
            assert!(
                name.contains(" or ") && !first.is_empty() && !second.is_empty(),
                "{line}"
            );
        }
    }

    #[test]
    fn no_word_is_its_own_opposite() {
        let own = |sides: &[Side]| {
            let turned = |side: &&Side| {
                let second = !side.second;
                sides.contains(&Side { second, ..**side })
            };
            sides.iter().find(turned).map(|side| side.line)
        };
        let words = opposites().by_stem.iter();
        let mut both: Vec<(&str, &String)> = words
            .filter_map(|(stem, sides)| Some((opposites().name(own(sides)?), stem)))
            .collect();
        both.sort_unstable();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn forms_of_a_verb_stand_together() {
        let sides = |word: &str| opposites().sides(&bare_stem(lexicon(), &folded(word)));
        for (a, b) in [
            ("ترتفع", "ارتفاع"),
            ("سيهبط", "هبطت"),
            ("رفضت", "يرفض"),
            ("تتوقف", "توقفت"),
        ] {
            let common = sides(a).iter().any(|side| sides(b).contains(side));
            assert!(common, "{a} {b}");
        }
        assert!(sides("ملعقة").is_empty());
    }
}
