//! The second try of what was refused: what is kept is read again, addresses are asked again.

use std::sync::Arc;

use anyhow::Result;

use super::{Progress, Summary, ingest};
use crate::document::{Ahead, FileVisit, Item, RejectReason, Setup, Visit, reread, sources};
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
    let mut names: Vec<String> = outside.into_iter().map(|row| row.source).collect();
    names.sort_unstable();
    names.dedup();
    // a file that is gone keeps its rejection, and keeps no other one waiting
    let fetched = names.into_iter().filter_map(move |name| {
        let documents = sources(std::slice::from_ref(&name), setup.clone()).ok()?;
        Some(Ahead::of(documents))
    });
    ingest(
        store,
        "retry",
        kept.chain(fetched.flatten()),
        &stop,
        observer,
    )
}

/// True where what is kept is not the whole input, so that it must be had from where it came.
fn is_outside(row: &RejectionRow) -> bool {
    let address = row.source.starts_with("http://") || row.source.starts_with("https://");
    let cut = [RejectReason::TooLarge, RejectReason::Unreadable];
    address || (cut.iter().any(|reason| reason.as_str() == row.reason) && !in_series(&row.source))
}

/// True for a line or an element of a file, which is kept by itself.
fn in_series(source: &str) -> bool {
    source
        .rsplit_once([':', '#'])
        .is_some_and(|(_, number)| number.parse::<usize>().is_ok())
}

/// What a second reading gives, and that it is settled where nothing of it was refused again.
fn again(
    row: &RejectionRow,
    read: &[Result<crate::document::Document, crate::document::Rejected>],
) -> Vec<Item> {
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
