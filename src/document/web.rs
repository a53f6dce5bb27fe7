//! Documents from the network: lists of feeds, feeds, the pages behind their entries, and single addresses.

use std::path::PathBuf;

use super::{Fault, Item, RejectReason, Setup};

/// What to ask for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A page or a feed; the answer tells which.
    Address(String),
    /// A file with a list of feeds, in OPML.
    FeedList(PathBuf),
}

/// A stream of what comes from the network, in the order in which it arrives.
pub(super) struct Web {
    targets: std::vec::IntoIter<Target>,
}

impl Web {
    /// Begins to ask for all of them.
    pub(super) fn new(targets: Vec<Target>, _setup: &Setup) -> Self {
        Self {
            targets: targets.into_iter(),
        }
    }
}

impl Iterator for Web {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let name = match self.targets.next()? {
            Target::Address(url) => url,
            Target::FeedList(path) => path.display().to_string(),
        };
        let fault = Fault::new(RejectReason::Unreachable, "not fetched yet");
        Some(Item::Rejected(fault.reject(name, Vec::new())))
    }
}
