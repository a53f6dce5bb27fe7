//! The second try of what was refused: what is kept is read again, addresses are asked again.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use tracing::warn;

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
    let options = setup.options.clone();
    let names: BTreeSet<String> = rejections.iter().filter_map(outside).collect();
    let kept = rejections
        .into_iter()
        .filter(|row| outside(row).is_none())
        .map(move |row| again(&row, &reread(&row.source, &row.input, &options)));
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
        .filter_map(move |list| {
            let opened = sources(&list, setup.clone());
            // a list without addresses is none
            if let (Err(error), false) = (&opened, list.is_empty()) {
                warn!("it waits on: {error}");
            }
            opened.ok()
        })
        .flat_map(Ahead::of)
}

fn is_address(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

/// Where the input must be had from again, since what is kept is not the whole of it: its address or its file.
fn outside(row: &RejectionRow) -> Option<String> {
    if is_address(&row.source) {
        return Some(row.source.clone());
    }
    let cut = [
        RejectReason::TooLarge,
        RejectReason::Unreadable,
        RejectReason::Broken,
    ];
    if !cut.iter().any(|reason| reason.as_str() == row.reason) {
        return None;
    }
    let file = match row.source.rsplit_once([':', '#']) {
        Some((file, number)) if number.parse::<usize>().is_ok() => file,
        _ => &row.source,
    };
    Some(file.to_owned())
}

/// What a second reading gives, and that it is settled where nothing of it was refused again.
fn again(row: &RejectionRow, read: &[Result<Document, Rejected>]) -> Vec<Item> {
    let mut items: Vec<Item> = read.iter().cloned().map(Item::from).collect();
    let rejected = read.iter().filter(|item| item.is_err()).count() as u64;
    items.push(Item::Visit(Visit::File(FileVisit {
        documents: read.len() as u64 - rejected,
        rejected: rejected + u64::from(read.is_empty()),
        ..FileVisit::new(row.source.clone())
    })));
    items
}
