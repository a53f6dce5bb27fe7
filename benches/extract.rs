//! How fast statements are extracted, on one core and on all, in documents and megabytes a second:
//!
//! ```sh
//! cargo bench --bench extract                                     # articles made from templates
//! GAINSAY_BENCH_CORPUS=articles.jsonl.gz cargo bench --bench extract  # articles of yours, any source
//! cargo bench --bench extract -- --sample-count 5 all_cores       # options of divan come after --
//! ```

#[path = "made.rs"]
mod made;

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use gainsay::document::Document;
use gainsay::extract::extract;
use rayon::prelude::*;

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(made::documents);

fn main() {
    let characters: usize = DOCUMENTS.iter().map(|d| d.text.chars().count()).sum();
    eprintln!(
        "{} documents, {} characters on average",
        DOCUMENTS.len(),
        characters / DOCUMENTS.len().max(1)
    );
    divan::main();
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn one_core(bencher: Bencher) {
    counted(bencher).bench(|| {
        DOCUMENTS
            .iter()
            .map(|document| extract(document).len())
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn all_cores(bencher: Bencher) {
    counted(bencher).bench(|| {
        DOCUMENTS
            .par_iter()
            .map(|document| extract(document).len())
            .sum::<usize>()
    });
}

/// Counts documents and bytes of text, so that the table shows both a second.
fn counted<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    let bytes: usize = DOCUMENTS.iter().map(|document| document.text.len()).sum();
    bencher
        .counter(ItemsCount::new(DOCUMENTS.len()))
        .counter(BytesCount::new(bytes))
}
