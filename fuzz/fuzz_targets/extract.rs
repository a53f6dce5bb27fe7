//! Any text goes through extraction without a panic, and every statement is found again in the text at its spans.
#![no_main]

use chrono::NaiveDate;
use gainsay::document::Document;
use gainsay::extract::extract;
use gainsay::statement::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (title, body) = text.split_once('\n').unwrap_or(("", text));
    let document = document(title, body);
    let chars: Vec<char> = document.text.chars().collect();
    for statement in extract(&document) {
        assert_eq!(statement.content.len(), statement.spans.len());
        for (words, span) in statement.content.iter().zip(&statement.spans) {
            assert_eq!(&at(&chars, *span), words);
        }
    }
});

fn document(title: &str, text: &str) -> Document {
    Document {
        id: "fuzz".to_owned(),
        text: text.to_owned(),
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        publisher: None,
        url: None,
        published: NaiveDate::from_ymd_opt(2024, 3, 5),
        published_raw: None,
        language: "ar".to_owned(),
        author: None,
        metadata: serde_json::Map::new(),
        hash: "00".repeat(32),
    }
}

fn at(chars: &[char], span: Span) -> String {
    chars[span.start..span.end].iter().collect()
}
