//! Documents from the network: lists of feeds, feeds, the pages behind their entries, and single addresses. Several
//! hosts are read at a time, each by one thread, and what they give comes in the order in which it arrives.

mod reader;

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tracing::warn;
use url::Url;

use super::visit::{FeedOutcome, FeedVisit, FileVisit, Validators, Visit};
use super::{Fault, Item, RejectReason, Rejected, Setup, opml};
use crate::fetch::{Client, Halt, STEP};
use reader::Reader;

/// What to ask for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A page or a feed; the answer tells which.
    Address(String),
    /// A file with a list of feeds, in OPML.
    FeedList(PathBuf),
}

/// What a thread has to do at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Job {
    /// A page or a feed that somebody named.
    Named(Url),
    /// A feed of a list, with its title there.
    Feed { url: Url, title: Option<String> },
}

/// So many items wait at most until they are taken: what comes faster than it is used waits at its server.
const WAITING: usize = 16;

/// A stream of what comes from the network, in the order in which it arrives. Dropped, it ends all requests.
pub(super) struct Web {
    /// What was wrong before anything was asked for.
    ready: VecDeque<Item>,
    /// `None` once nothing more can come.
    items: Option<Receiver<Item>>,
    client: Arc<Client>,
    halt: Arc<Halt>,
    threads: Vec<JoinHandle<()>>,
}

impl Web {
    /// Begins to ask for all of them.
    pub(super) fn new(targets: Vec<Target>, setup: &Setup) -> Self {
        let halt = Arc::new(Halt::new(Arc::clone(&setup.stop)));
        let client = Arc::new(Client::new(setup.fetch.clone(), Arc::clone(&halt)));
        let mut plan = Plan::default();
        for target in targets {
            plan.add(target, setup);
        }
        let (sender, items) = sync_channel(WAITING);
        let reader = Arc::new(Reader::new(Arc::clone(&client), setup.clone(), sender));
        let threads = setup.fetch.hosts.max(1).min(plan.hosts.len());
        let waiting = Arc::new(Mutex::new(plan.hosts.into_iter()));
        let threads = (0..threads)
            .map(|_| {
                let (reader, waiting) = (Arc::clone(&reader), Arc::clone(&waiting));
                thread::spawn(move || {
                    loop {
                        // the lock must not be held while the host is read
                        let host = waiting
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .next();
                        let Some(jobs) = host else { return };
                        if jobs
                            .into_iter()
                            .try_for_each(|job| reader.job(job))
                            .is_err()
                        {
                            return;
                        }
                    }
                })
            })
            .collect();
        Self {
            ready: plan.ready,
            items: Some(items),
            client,
            halt,
            threads,
        }
    }
}

impl Iterator for Web {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(item) = self.ready.pop_front() {
            return Some(item);
        }
        loop {
            if self.halt.is_set() {
                return None;
            }
            match self.items.as_ref()?.recv_timeout(STEP) {
                Ok(item) => return Some(item),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.items = None;
                    return None;
                }
            }
        }
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.client.shut_down();
        // whoever waits to hand something over is told that nobody takes it
        self.items = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                warn!("a thread that reads from the network broke");
            }
        }
    }
}

/// What to ask, host by host: feeds of one host wait for each other anyway.
#[derive(Default)]
struct Plan {
    ready: VecDeque<Item>,
    hosts: Vec<Vec<Job>>,
    /// Where a host stands in `hosts`.
    places: BTreeMap<String, usize>,
}

impl Plan {
    fn add(&mut self, target: Target, setup: &Setup) {
        match target {
            Target::Address(address) => match Url::parse(&address) {
                Ok(url) => self.push(Job::Named(url)),
                Err(error) => {
                    let fault = Fault::new(RejectReason::Refused, format!("no address: {error}"));
                    self.reject(fault.reject(address, Vec::new()));
                }
            },
            Target::FeedList(path) => self.add_list(&path, setup),
        }
    }

    fn reject(&mut self, rejected: Rejected) {
        self.ready.push_back(Item::Rejected(rejected));
    }

    /// Adds the feeds of a list.
    fn add_list(&mut self, path: &Path, setup: &Setup) {
        let name = path.display().to_string();
        let limit = setup.options.max_document_bytes;
        let bytes = match read_list(path, limit) {
            Ok(bytes) => bytes,
            Err(fault) => return self.reject(fault.reject(name, Vec::new())),
        };
        let (feeds, fault) = opml::feeds(&bytes);
        for feed in feeds {
            match feed_address(&feed.url) {
                Ok(url) => self.push(Job::Feed {
                    url,
                    title: feed.title,
                }),
                Err(detail) => self.ready.push_back(Item::Visit(Visit::Feed(FeedVisit {
                    url: feed.url,
                    title: feed.title,
                    outcome: FeedOutcome::Failed,
                    status: None,
                    detail,
                    entries: 0,
                    entries_failed: 0,
                    validators: Validators::default(),
                }))),
            }
        }
        if let Some(fault) = fault {
            self.reject(fault.reject(name, bytes));
        } else {
            // settles what was wrong with it before
            let visit = FileVisit::new(name);
            self.ready.push_back(Item::Visit(Visit::File(visit)));
        }
    }

    fn push(&mut self, job: Job) {
        let (Job::Named(url) | Job::Feed { url, .. }) = &job;
        let host = url.host_str().unwrap_or_default().to_owned();
        let place = *self.places.entry(host).or_insert_with(|| {
            self.hosts.push(Vec::new());
            self.hosts.len() - 1
        });
        let jobs = &mut self.hosts[place];
        if !jobs.contains(&job) {
            jobs.push(job);
        }
    }
}

/// The bytes of a list of feeds.
fn read_list(path: &Path, limit: usize) -> Result<Vec<u8>, Fault> {
    let unreadable =
        |error: std::io::Error| Fault::new(RejectReason::Unreadable, error.to_string());
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    match bytes.len() > limit {
        true => Err(Fault::new(
            RejectReason::TooLarge,
            format!("longer than {limit} bytes; raise --max-document-bytes"),
        )),
        false => Ok(bytes),
    }
}

/// The address of a feed; old lists write `feed:` before it.
fn feed_address(text: &str) -> Result<Url, String> {
    let bare = match text.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("feed:") => text[5..].to_owned(),
        _ => text.to_owned(),
    };
    let bare = match bare.strip_prefix("//") {
        Some(rest) => format!("http://{rest}"),
        None => bare,
    };
    let mut url = Url::parse(&bare).map_err(|error| format!("not an address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "{}: is not asked for; only http and https are",
            url.scheme()
        ));
    }
    url.set_fragment(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_of_old_and_wrong_lists() {
        let address = |text| feed_address(text).map(String::from);
        assert_eq!(
            address("feed://a.example/f").as_deref(),
            Ok("http://a.example/f")
        );
        assert_eq!(
            address("FEED:https://a.example/f").as_deref(),
            Ok("https://a.example/f")
        );
        assert_eq!(
            address("https://a.example/f#x").as_deref(),
            Ok("https://a.example/f")
        );
        assert!(
            address("file:///etc/passwd")
                .is_err_and(|error| error.contains("file: is not asked for"))
        );
        assert!(address("/feed.xml").is_err_and(|error| error.contains("not an address")));
    }
}
