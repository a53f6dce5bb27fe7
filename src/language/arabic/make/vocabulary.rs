//! Makes `src/language/arabic/vocabulary.tsv` from newspaper articles in JSONL.
//!
//! ```sh
//! cargo run --release --example vocabulary -- articles/*.jsonl.gz > src/language/arabic/vocabulary.tsv
//! ```
//!
//! Counts in how many articles each folded word stands; keeps words of Arabic letters that stand in
//! enough of them. For words with the article a third column tells how often in a hundred they stand right behind a
//! given name, which tells family names (الفيصل) from nouns (الاتفاق). Only words and counts are kept, no text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use flate2::read::MultiGzDecoder;
use gainsay::language::arabic::lexicon::{lexicon, tag};
use gainsay::language::text::Text;

/// Fewer articles than this say too little about a word.
const RARE: u32 = 12;

fn main() -> io::Result<()> {
    let mut articles = 0u32;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut behind_given: BTreeMap<String, Places> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let reader = BufReader::new(MultiGzDecoder::new(File::open(&path)?));
        for line in reader.lines() {
            let Ok(article) = serde_json::from_str::<serde_json::Value>(&line?) else {
                continue;
            };
            let text = Text::new(article["text"].as_str().unwrap_or_default());
            let words: BTreeSet<&str> = (0..text.tokens.len())
                .filter(|&i| text.is_word(i))
                .map(|i| text.word(i))
                .filter(|w| w.chars().all(|c| ('\u{0620}'..='\u{064A}').contains(&c)))
                .collect();
            for word in words {
                *counts.entry(word.to_string()).or_default() += 1;
            }
            articles += 1;
            count_places(&text, &mut behind_given);
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# word, articles it stands in, of {articles}; with the article: percent behind a given name; made by make/vocabulary.rs"
    )?;
    for (word, count) in counts.iter().filter(|(_, count)| **count >= RARE) {
        match behind_given.get(word) {
            Some(places) => writeln!(out, "{word}\t{count}\t{}", places.percent())?,
            None => writeln!(out, "{word}\t{count}")?,
        }
    }
    Ok(())
}

/// Where a word with the article stands.
#[derive(Default)]
struct Places {
    all: u32,
    behind_given: u32,
}

impl Places {
    fn percent(&self) -> u32 {
        self.behind_given * 100 / self.all.max(1)
    }
}

fn count_places(text: &Text, behind_given: &mut BTreeMap<String, Places>) {
    for i in 1..text.tokens.len() {
        if !text.is_word(i) || !text.word(i).starts_with("ال") {
            continue;
        }
        let places = behind_given.entry(text.word(i).to_string()).or_default();
        places.all += 1;
        let given = text.is_word(i - 1) && lexicon().note(text, i - 1).is(tag::GIVEN);
        places.behind_given += u32::from(given);
    }
}
