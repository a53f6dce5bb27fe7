//! How long articles take into the database, with everything: statements, near copies, claims, conflicts, topics and
//! full text. A night into a full database is what a newsroom waits for:
//!
//! ```sh
//! cargo bench --bench ingest                                     # articles made from templates
//! GAINSAY_BENCH_CORPUS=articles.jsonl.gz cargo bench --bench ingest  # articles of yours, any source
//! ```
//!
//! The made articles say the same few things over and over: they show what changed from one build to the next, and a
//! corpus shows how long things take.

#[path = "made.rs"]
mod made;

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::atomic::AtomicBool;

use gainsay::document::{Document, Item};
use gainsay::ingest::ingest;
use gainsay::store::Store;
use tempfile::TempDir;

/// A night's share of the articles is one in so many.
const NIGHTS: usize = 10;

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(made::documents);

fn main() {
    eprintln!(
        "{} documents, {} of them a night",
        DOCUMENTS.len(),
        night().len()
    );
    divan::main();
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn everything(bencher: Bencher) {
    measured(bencher, &[], &DOCUMENTS);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn night_alone(bencher: Bencher) {
    measured(bencher, &[], night());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn night_into_full(bencher: Bencher) {
    measured(
        bencher,
        &DOCUMENTS[..DOCUMENTS.len() - night().len()],
        night(),
    );
}

/// The last of the articles.
fn night() -> &'static [Document] {
    let count = DOCUMENTS.len().div_ceil(NIGHTS);
    &DOCUMENTS[DOCUMENTS.len() - count..]
}

/// Measures how long `new` articles take into a database that holds others.
fn measured(bencher: Bencher, before: &[Document], new: &[Document]) {
    bencher
        .counter(ItemsCount::new(new.len()))
        .with_inputs(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let mut store = opened(&folder);
            read(&mut store, before);
            (folder, store)
        })
        .bench_refs(|(_folder, store)| read(store, new));
}

fn opened(folder: &TempDir) -> Store {
    Store::open(&folder.path().join("claims.db")).expect("a new database")
}

fn read(store: &mut Store, documents: &[Document]) {
    let documents = documents.iter().cloned();
    let items: Vec<Item> = documents
        .map(|document| Item::Document(Box::new(document)))
        .collect();
    let batches = items.chunks(256).map(<[Item]>::to_vec);
    ingest(
        store,
        "bench",
        batches,
        &AtomicBool::new(false),
        &mut |_| (),
    )
    .expect("a database that can be written");
}
