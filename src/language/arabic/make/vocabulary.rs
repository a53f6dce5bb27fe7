//! Makes `src/language/arabic/vocabulary.tsv` from newspaper articles in JSONL.
//!
//! ```sh
//! cargo run --release --example vocabulary -- articles/*.jsonl.gz > src/language/arabic/vocabulary.tsv
//! ```
//!
//! Counts in how many articles each folded word stands; keeps words of Arabic letters that stand in
//! enough of them. Only words and counts are kept, no text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use flate2::read::MultiGzDecoder;
use gainsay::language::text::Text;

/// Fewer articles than this say too little about a word.
const RARE: u32 = 12;

fn main() -> io::Result<()> {
    let mut articles = 0u32;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
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
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# word, articles it stands in, of {articles}; made by make/vocabulary.rs"
    )?;
    for (word, count) in counts.iter().filter(|(_, count)| **count >= RARE) {
        writeln!(out, "{word}\t{count}")?;
    }
    Ok(())
}
