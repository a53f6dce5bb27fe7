//! Lists what the lexicon may lack, with counts, for a person to judge: words in the places where cues, titles and
//! bodies stand that no list knows.
//!
//! ```sh
//! cargo run --release --example candidates -- articles/*.jsonl.gz > candidates.tsv
//! ```
//!
//! One line a candidate: the place, the word, how often it stands there and how often at all. The places are
//! `clause` (some words before أن that open a clause), `quote` (right before a colon or a mark that opens a quotation),
//! `participle` (an accusative behind a comma before أن), `title` (a definite noun before a given name),
//! `subject` (right behind a verb of saying), `particle` (before a medium or body at the end of a sentence).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use flate2::read::MultiGzDecoder;
use gainsay::extract::reading::Reading;
use gainsay::language::arabic::lexicon::tag;
use gainsay::language::text::Kind;

/// Rarer candidates are mostly chance.
const RARE: u32 = 8;

fn main() -> io::Result<()> {
    let mut found: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let reader = BufReader::new(MultiGzDecoder::new(File::open(&path)?));
        for line in reader.lines() {
            let Ok(article) = serde_json::from_str::<serde_json::Value>(&line?) else {
                continue;
            };
            let reading = Reading::new(article["text"].as_str().unwrap_or_default());
            for at in 0..reading.text.tokens.len() {
                for (place, word) in places(&reading, at) {
                    *found.entry((place, word)).or_default() += 1;
                }
            }
        }
    }
    let mut rows: Vec<_> = found.into_iter().filter(|(_, n)| *n >= RARE).collect();
    rows.sort_by(|a, b| (a.0.0, b.1).cmp(&(b.0.0, a.1)));
    let mut out = io::stdout().lock();
    let lexicon = gainsay::language::arabic::lexicon::lexicon();
    for ((place, word), count) in rows {
        writeln!(
            out,
            "{place}\t{word}\t{count}\t{}",
            lexicon.frequency(&word)
        )?;
    }
    Ok(())
}

/// The places in which the word at `at` stands.
fn places(reading: &Reading, at: usize) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if !reading.text.is_word(at) {
        return out;
    }
    let note = reading.note(at);
    let word = || reading.bare(at).to_string();
    let unknown = note.cues.is_empty();
    let opens = at == 0 || reading.kind(at - 1) != Kind::Word || note.conjunction;
    let marked = matches!(reading.kind(at + 1), Kind::Colon | Kind::Quote);
    let clause = (at + 1..at + 8)
        .take_while(|&t| reading.text.is_word(t))
        .any(|t| reading.complementizer(t));
    let named = reading.is(at + 1, tag::GIVEN);
    if unknown && opens && clause && note.tags == 0 {
        out.push(("clause", word()));
    }
    if unknown && marked && note.tags == 0 {
        out.push(("quote", word()));
    }
    if unknown && opens && word().ends_with('ا') && (reading.complementizer(at + 1) || clause) {
        out.push(("participle", word()));
    }
    if named
        && note.definite
        && !note.is(tag::TITLE | tag::HONORIFIC | tag::OFFICE)
        && note.entity.is_none()
    {
        out.push(("title", word()));
    }
    if at > 0
        && reading.finite(at - 1)
        && clause
        && note.entity.is_none()
        && !note.is(tag::TITLE
            | tag::BODY
            | tag::GIVEN
            | tag::HONORIFIC
            | tag::DOCUMENT
            | tag::MEDIA
            | tag::ADJUNCT
            | tag::COMPLEMENTIZER
            | tag::PLURAL)
    {
        out.push(("subject", word()));
    }
    if unknown && reading.is(at + 1, tag::MEDIA | tag::DOCUMENT) && opens && note.tags == 0 {
        out.push(("particle", word()));
    }
    out
}
