//! The second try of what was refused: what is kept is read again, addresses are asked again.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;

use super::{Progress, Summary, ingest};
use crate::document::{
    Ahead, Document, FileVisit, Item, RejectReason, Rejected, Setup, Visit, reread, sources,
};
use crate::store::{RejectionRow, Store};

/// Tries refused inputs again; those that give their documents are settled.
///
/// # Errors
/// As [`ingest`].
pub fn retry(
    store: &mut Store,
    rejections: Vec<RejectionRow>,
    setup: Setup,
    observer: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary> {
    let stop = Arc::clone(&setup.stop);
    let (outside, kept): (Vec<_>, Vec<_>) = rejections.into_iter().partition(is_outside);
    let options = setup.options.clone();
    let kept = kept
        .into_iter()
        .map(move |row| again(&row, &reread(&row.source, &row.input, &options)));
    let names: BTreeSet<String> = outside.into_iter().map(|row| row.source).collect();
    let fetched = elsewhere(names, setup);
    ingest(store, "retry", kept.chain(fetched), &stop, observer)
}

/// What is had from where it came: all addresses at once, so that their servers are asked politely, and the files.
fn elsewhere(names: BTreeSet<String>, mut setup: Setup) -> impl Iterator<Item = Vec<Item>> + Send {
    // nobody named these pages: they come from feeds
    setup.fetch.robots_for_named = true;
    let (addresses, files): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| is_address(name));
    let lists = std::iter::once(addresses).chain(files.into_iter().map(|file| vec![file]));
    // a file that is gone keeps its rejection, and keeps no other one waiting
    lists
        .filter_map(move |list| sources(&list, setup.clone()).ok())
        .flat_map(Ahead::of)
}

fn is_address(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

/// True where what is kept is not the whole input, so that it must be had from where it came.
fn is_outside(row: &RejectionRow) -> bool {
    let cut = [RejectReason::TooLarge, RejectReason::Unreadable];
    is_address(&row.source)
        || (cut.iter().any(|reason| reason.as_str() == row.reason) && !in_series(&row.source))
}

/// True for a line or an element of a file, which is kept by itself.
fn in_series(source: &str) -> bool {
    source
        .rsplit_once([':', '#'])
        .is_some_and(|(_, number)| number.parse::<usize>().is_ok())
}

/// What a second reading gives, and that it is settled where nothing of it was refused again.
fn again(row: &RejectionRow, read: &[Result<Document, Rejected>]) -> Vec<Item> {
    let mut items: Vec<Item> = read.iter().cloned().map(Item::from).collect();
    let rejected = read.iter().filter(|item| item.is_err()).count() as u64;
    items.push(Item::Visit(Visit::File(FileVisit {
        name: row.source.clone(),
        path: row.source.clone(),
        mark: None,
        documents: read.len() as u64 - rejected,
        rejected: rejected + u64::from(read.is_empty()),
    })));
    items
}
