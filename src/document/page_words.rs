//! What pages say that show no article, and the labels of bylines and dates, from a data file of the
//! language; what follows from them is decided in [`super::html`].

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::furniture::{Word, folded_words};

/// The phrases of pages in Arabic.
pub(super) static PAGE_WORDS: LazyLock<PageWords> = LazyLock::new(|| {
    let words = include_str!("../language/arabic/pages.toml");
    PageWords::parse(words).expect("the data file is checked by a test")
});

/// The data file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    wall: WallWords,
    missing: Words,
    list: Words,
    by: Words,
    published: DateWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WallWords {
    strong: Vec<String>,
    weak: Vec<String>,
    human: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateWords {
    words: Vec<String>,
    changed: Vec<String>,
}

/// The phrases, folded.
#[derive(Debug)]
pub(super) struct PageWords {
    /// The rest is for subscribers.
    pub strong: Phrases,
    /// A log-in or consent is asked for.
    pub weak: Phrases,
    /// The server wants to know who is reading.
    pub human: Phrases,
    /// There is nothing here.
    pub missing: Phrases,
    /// A list of links.
    pub list: Phrases,
    by: Phrases,
    published: Phrases,
    changed: Phrases,
}

impl PageWords {
    fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        Ok(Self {
            strong: Phrases::new(&file.wall.strong),
            weak: Phrases::new(&file.wall.weak),
            human: Phrases::new(&file.wall.human),
            missing: Phrases::new(&file.missing.words),
            list: Phrases::new(&file.list.words),
            by: Phrases::new(&file.by.words),
            published: Phrases::new(&file.published.words),
            changed: Phrases::new(&file.published.changed),
        })
    }

    /// How many words at the beginning say that a name follows.
    pub(super) fn by_labels(&self, words: &[Word]) -> usize {
        self.by.longest(words)
    }

    /// True where the words begin by saying that the day of publication follows.
    pub(super) fn says_published(&self, words: &[Word]) -> bool {
        self.published.longest(words) > 0
    }

    /// True where the words begin by saying that the day of a change follows.
    pub(super) fn says_changed(&self, words: &[Word]) -> bool {
        self.changed.longest(words) > 0
    }
}

/// Phrases by their first word.
#[derive(Debug)]
pub(super) struct Phrases(HashMap<String, Vec<(String, Vec<String>)>>);

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let mut all: HashMap<String, Vec<(String, Vec<String>)>> = HashMap::new();
        for phrase in phrases {
            let words = folded_words(phrase);
            if let Some(first) = words.first() {
                all.entry(first.clone())
                    .or_default()
                    .push((phrase.clone(), words));
            }
        }
        Self(all)
    }

    /// The first phrase among the words, as it is written in the data file.
    pub(super) fn find<'p>(&'p self, words: &'p [Word]) -> Option<&'p str> {
        (0..words.len()).find_map(|at| {
            self.starting(&words[at..])
                .next()
                .map(|(phrase, _)| phrase.as_str())
        })
    }

    fn longest(&self, words: &[Word]) -> usize {
        self.starting(words)
            .map(|(_, phrase)| phrase.len())
            .max()
            .unwrap_or(0)
    }

    fn starting<'p>(
        &'p self,
        words: &'p [Word],
    ) -> impl Iterator<Item = &'p (String, Vec<String>)> {
        let phrases = words.first().and_then(|word| self.0.get(&word.folded));
        phrases.into_iter().flatten().filter(move |(_, phrase)| {
            words.len() >= phrase.len() && phrase.iter().zip(words).all(|(a, b)| *a == b.folded)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::furniture::words;

    #[test]
    fn the_data_file_is_sound() {
        let found = PageWords::parse(include_str!("../language/arabic/pages.toml"))
            .expect("it can be read");
        let all = [
            &found.strong,
            &found.weak,
            &found.human,
            &found.missing,
            &found.list,
        ];
        assert!(all.iter().all(|phrases| !phrases.0.is_empty()));
    }

    #[test]
    fn phrases_are_found_whatever_their_spelling() {
        let find = |text: &str| PAGE_WORDS.strong.find(&words(text)).map(str::to_owned);
        assert_eq!(
            find("عذراً، هذا المحتوىٰ للمشتركين!").as_deref(),
            Some("هذا المحتوى للمشتركين")
        );
        assert_eq!(find("قال للمشتركين في المؤتمر إن فقط هنا"), None);
    }
}
