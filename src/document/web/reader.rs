//! What one thread does: asks for a feed and then for the pages of its entries, one after the other, and hands on
//! what they give. A feed is remembered only after all that it led to.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use sha2::{Digest, Sha256};
use tracing::{debug, info};
use url::Url;

use super::super::address::{identity, plain};
use super::super::decode;
use super::super::feed::{self, Content, Entry};
use super::super::html::{self, Served};
use super::super::record::Fields;
use super::super::visit::{FeedOutcome, FeedVisit, PageVisit, Validators, Visit};
use super::super::{Document, Fault, Item, PublishedBasis, RejectReason, Setup};
use super::Job;
use crate::fetch::{Answer, Ask, Client, Failure, FailureKind};
use crate::hex::hex;

/// What a feed may be.
const FEEDS: &str = "application/rss+xml, application/atom+xml, application/feed+json, \
    application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";

/// What a page may be.
const PAGES: &str = "text/html, application/xhtml+xml, */*;q=0.1";

/// Text in a feed with fewer words than this is there to make people read the page.
const ARTICLE_WORDS: usize = 50;

/// Nobody takes the items any more, or the program is told to stop.
#[derive(Debug)]
pub(super) struct Halted;

/// Reads feeds and pages; shared by all threads of a run.
pub(super) struct Reader {
    client: Arc<Client>,
    setup: Setup,
    items: SyncSender<Item>,
    /// The pages that were asked for in this run: one that several feeds name is asked for once.
    seen: Mutex<BTreeSet<String>>,
}

/// A feed that is being read.
struct Source<'s> {
    url: &'s Url,
    title: Option<&'s str>,
}

/// An entry, and the feed in which it stands.
#[derive(Clone, Copy)]
struct Origin<'s> {
    feed: &'s Source<'s>,
    entry: &'s Entry,
}

impl Reader {
    pub(super) fn new(client: Arc<Client>, setup: Setup, items: SyncSender<Item>) -> Self {
        Self {
            client,
            setup,
            items,
            seen: Mutex::default(),
        }
    }

    /// Does a job to its end.
    ///
    /// # Errors
    /// Where nothing more is wanted.
    pub(super) fn job(&self, job: Job) -> Result<(), Halted> {
        match job {
            Job::Named(mut url) => {
                url.set_fragment(None);
                match self.setup.remembered.is_feed(url.as_str()) {
                    true => self.feed(&url, None),
                    false => self.named(&url),
                }
            }
            Job::Feed { url, title } => self.feed(&url, title.as_deref()),
        }
    }

    /// Asks for what somebody named, without asking robots.txt unless told to: who names an address is not a robot.
    /// Whether it is a page or a feed, the answer tells.
    fn named(&self, url: &Url) -> Result<(), Halted> {
        let ask = Ask {
            robots: self.setup.fetch.robots_for_named,
            ..Ask::default()
        };
        let answer = match self.ask(url, &ask)? {
            Ok(answer) => answer,
            Err(failure) => return self.refuse(&plain(url), failure),
        };
        let text = decode::page(&answer.bytes, answer.charset.as_deref()).unwrap_or_default();
        let root = feed::root(&text);
        if feed::is_feed(&text) || (is_said_to_be_feed(&answer) && root.as_deref() != Some("html"))
        {
            let nothing = Validators::default();
            return self.entries(url, None, &nothing, &answer, &text);
        }
        if root.as_deref() == Some("opml") {
            let fault = Fault::new(
                RejectReason::NoText,
                "it is a list of feeds; save it as a file that ends in .opml and give that",
            );
            return self.reject(&plain(url), fault, answer.bytes);
        }
        let asked = plain(url);
        self.is_new(&asked);
        self.page(&asked, answer, None)
    }

    /// Asks for a feed, without asking robots.txt: feeds are published for machines, and this one was named by the
    /// people who run the program.
    fn feed(&self, url: &Url, title: Option<&str>) -> Result<(), Halted> {
        let remembered = self.remembered(url);
        let visit = |outcome, status, detail: String, validators| FeedVisit {
            url: url.to_string(),
            title: title.map(str::to_owned),
            outcome,
            status,
            detail,
            entries: 0,
            entries_failed: 0,
            validators,
        };
        if is_fresh(&remembered) {
            let until = remembered
                .fresh_until
                .map(|until| until.format("%Y-%m-%d %H:%M UTC"));
            let detail = until.map_or_else(String::new, |until| {
                format!("not asked: its server wants to be asked again after {until}")
            });
            return self.visited(visit(FeedOutcome::Fresh, None, detail, remembered));
        }
        let ask = Ask {
            accept: Some(FEEDS),
            ..conditional(&remembered)
        };
        match self.ask(url, &ask)? {
            Err(failure) => {
                let validators = Validators {
                    fresh_until: failure.until,
                    ..remembered
                };
                self.visited(visit(
                    FeedOutcome::Failed,
                    failure.status,
                    failure.detail,
                    validators,
                ))
            }
            Ok(answer) if answer.is_unchanged() => self.visited(visit(
                FeedOutcome::Unchanged,
                Some(answer.status),
                String::new(),
                renewed(&answer, remembered),
            )),
            Ok(answer) => match decode::page(&answer.bytes, answer.charset.as_deref()) {
                Ok(text) => self.entries(url, title, &remembered, &answer, &text),
                Err(fault) => self.visited(visit(
                    FeedOutcome::Failed,
                    Some(answer.status),
                    fault.detail,
                    remembered,
                )),
            },
        }
    }

    /// Reads the entries of a feed that came. What its server said is remembered only where all of them were had:
    /// else it must give the whole feed again the next time.
    fn entries(
        &self,
        url: &Url,
        title: Option<&str>,
        remembered: &Validators,
        answer: &Answer,
        text: &str,
    ) -> Result<(), Halted> {
        let read = unbroken(|| feed::read(text, &answer.url))
            .unwrap_or_else(|| Err("the reader of feeds broke on it".to_owned()));
        let mut visit = FeedVisit {
            url: url.to_string(),
            title: title.map(str::to_owned),
            outcome: FeedOutcome::Read,
            status: Some(answer.status),
            detail: String::new(),
            entries: 0,
            entries_failed: 0,
            validators: remembered.clone(),
        };
        match read {
            Err(detail) => {
                visit.outcome = FeedOutcome::Failed;
                visit.detail = detail;
            }
            Ok(feed) => {
                visit.title = feed.title.or(visit.title);
                visit.entries = feed.entries.len() as u64;
                let source = Source {
                    url,
                    title: visit.title.as_deref(),
                };
                let mut failed = 0;
                for entry in &feed.entries {
                    let origin = Origin {
                        feed: &source,
                        entry,
                    };
                    failed += u64::from(self.entry(origin)?);
                }
                visit.entries_failed = failed;
                visit.validators = match failed {
                    0 => said(answer),
                    _ => Validators {
                        fresh_until: self.client.left_until(&answer.url),
                        ..Validators::default()
                    },
                };
            }
        }
        self.visited(visit)
    }

    /// Reads the article of an entry; true where it must be tried again another time.
    fn entry(&self, origin: Origin<'_>) -> Result<bool, Halted> {
        let Some(link) = &origin.entry.link else {
            self.unlinked(origin)?;
            return Ok(false);
        };
        let asked = plain(link);
        if !self.is_new(&asked) {
            return Ok(false);
        }
        let remembered = self.remembered(&asked);
        if is_fresh(&remembered) {
            debug!(url = %asked, "{asked}: not asked for, its server said that it has not changed by now");
            return Ok(false);
        }
        let ask = Ask {
            accept: Some(PAGES),
            robots: true,
            ..conditional(&remembered)
        };
        match self.ask(&asked, &ask)? {
            Ok(answer) if answer.is_unchanged() => {
                self.send(Item::Visit(Visit::Page(PageVisit {
                    url: asked.to_string(),
                    validators: renewed(&answer, remembered),
                    document: None,
                    in_feed: false,
                })))?;
                Ok(false)
            }
            Ok(answer) => {
                self.page(&asked, answer, Some(origin))?;
                Ok(false)
            }
            Err(failure) => {
                if let Some(document) = self.article_in_feed(&asked, origin) {
                    self.taken_from_feed(&asked, document, &failure.detail)?;
                    return Ok(false);
                }
                let passes = failure.passes();
                self.refuse(&asked, failure)?;
                Ok(passes)
            }
        }
    }

    /// Hands on the document of a page that came.
    fn page(&self, asked: &Url, answer: Answer, origin: Option<Origin<'_>>) -> Result<(), Halted> {
        match self.document(asked, &answer, origin) {
            Ok(document) => {
                let visit = PageVisit {
                    url: asked.to_string(),
                    validators: said(&answer),
                    document: Some(document.id.clone()),
                    in_feed: false,
                };
                self.send(Item::Document(Box::new(document)))?;
                self.send(Item::Visit(Visit::Page(visit)))
            }
            Err(fault) => {
                let of_feed = origin.and_then(|origin| self.article_in_feed(asked, origin));
                match of_feed {
                    Some(document) => self.taken_from_feed(asked, document, &fault.detail),
                    None => self.reject(asked, fault, answer.bytes),
                }
            }
        }
    }

    /// The document of a page; what the page does not say, the feed may.
    fn document(
        &self,
        asked: &Url,
        answer: &Answer,
        origin: Option<Origin<'_>>,
    ) -> Result<Document, Fault> {
        let served = Served {
            bytes: &answer.bytes,
            charset: answer.charset.as_deref(),
            url: answer.url.as_str(),
        };
        if answer.bytes.trim_ascii().is_empty() {
            return Err(Fault::new(RejectReason::Empty, "the page is empty"));
        }
        let mut fields = unbroken(|| html::served(&served)).unwrap_or_else(|| {
            Err(Fault::new(
                RejectReason::NoText,
                "the reader of pages broke on it",
            ))
        })?;
        let id = identity(fields.url.as_deref(), &answer.url, asked);
        fields.id = None;
        fields.url = Some(id.into());
        if let Some(origin) = origin {
            complete(&mut fields, origin);
        }
        fields.document(None, &self.setup.options)
    }

    /// The article as it stands in the feed, where that is all of it and not its beginning.
    fn article_in_feed(&self, asked: &Url, origin: Origin<'_>) -> Option<Document> {
        if self.setup.remembered.is_page(asked.as_str()) {
            return None;
        }
        let mut fields = self.content(asked, origin)?;
        let text = fields.text.trim_end();
        let goes_on = ["…", "...", "[…]", "[...]", "..)"]
            .iter()
            .any(|end| text.ends_with(end));
        if goes_on || text.split_whitespace().count() < ARTICLE_WORDS {
            return None;
        }
        fields.url = Some(asked.to_string());
        fields.document(None, &self.setup.options).ok()
    }

    /// Hands on the article of an entry that has no page.
    fn unlinked(&self, origin: Origin<'_>) -> Result<(), Halted> {
        let Origin { feed, entry } = origin;
        let text = match &entry.content {
            Some(Content::Html(text) | Content::Plain(text)) => text,
            None => "",
        };
        let mut id = feed.url.clone();
        let digest = Sha256::digest(format!("{}\n{text}", entry.guid));
        let short = hex(&digest[..8]);
        id.set_fragment(Some(&short));
        if !self.is_new(&id) {
            return Ok(());
        }
        let document = match self.content(feed.url, origin) {
            Some(mut fields) => {
                fields.id = Some(id.to_string());
                fields.document(None, &self.setup.options)
            }
            None => Err(Fault::new(
                RejectReason::NoText,
                "an entry of a feed with neither a link nor a text",
            )),
        };
        match document {
            Ok(document) => self.send(Item::Document(Box::new(document))),
            Err(fault) => self.reject(&id, fault, text.as_bytes().to_vec()),
        }
    }

    /// What an entry says by itself.
    fn content(&self, url: &Url, origin: Origin<'_>) -> Option<Fields> {
        let mut fields = match origin.entry.content.as_ref()? {
            Content::Plain(text) => Fields {
                text: text.trim().to_owned(),
                ..Fields::default()
            },
            Content::Html(inner) => {
                let page = format!(
                    "<!doctype html><html><head><meta charset=\"utf-8\"></head><body><article>{inner}</article></body></html>"
                );
                let served = Served {
                    bytes: page.as_bytes(),
                    charset: Some("utf-8"),
                    url: url.as_str(),
                };
                let read = unbroken(|| html::served(&served))?.ok()?;
                // only the feed itself knows more than the text
                Fields {
                    text: read.text,
                    language: read.language,
                    ..Fields::default()
                }
            }
        };
        complete(&mut fields, origin);
        Some(fields)
    }

    fn remembered(&self, url: &Url) -> Validators {
        let remembered = self.setup.remembered.address(url.as_str());
        remembered.unwrap_or_default()
    }

    /// True the first time.
    fn is_new(&self, url: &Url) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(url.to_string())
    }

    fn ask(&self, url: &Url, ask: &Ask) -> Result<Result<Answer, Failure>, Halted> {
        match self.client.get(url.as_str(), ask) {
            Err(failure) if failure.kind == FailureKind::Stopped => Err(Halted),
            done => Ok(done),
        }
    }

    fn reject(&self, url: &Url, fault: Fault, input: Vec<u8>) -> Result<(), Halted> {
        self.send(Item::Rejected(fault.reject(url.as_str(), input)))
    }

    fn refuse(&self, url: &Url, mut failure: Failure) -> Result<(), Halted> {
        let fault = Fault::from(&failure);
        self.reject(url, fault, std::mem::take(&mut failure.bytes))
    }

    fn visited(&self, visit: FeedVisit) -> Result<(), Halted> {
        self.send(Item::Visit(Visit::Feed(visit)))
    }

    /// Hands on an article as it stands in the feed. Its page is remembered as one that gave it, but nothing of what
    /// its server said: it is asked for again as soon as the feed changes.
    fn taken_from_feed(&self, asked: &Url, document: Document, why: &str) -> Result<(), Halted> {
        info!(url = %asked, why, "{asked}: the text in the feed is taken: {why}");
        let visit = PageVisit {
            url: asked.to_string(),
            validators: Validators::default(),
            document: Some(document.id.clone()),
            in_feed: true,
        };
        self.send(Item::Document(Box::new(document)))?;
        self.send(Item::Visit(Visit::Page(visit)))
    }

    fn send(&self, item: Item) -> Result<(), Halted> {
        self.items.send(item).map_err(|_| Halted)
    }
}

/// Fills what a page does not say with what the feed says.
fn complete(fields: &mut Fields, origin: Origin<'_>) {
    let Origin { feed, entry } = origin;
    fields.title = fields.title.take().or_else(|| entry.title.clone());
    fields.author = fields.author.take().or_else(|| entry.author.clone());
    let publisher = fields.publisher.take();
    fields.publisher = publisher.or_else(|| feed.title.map(str::to_owned));
    let Some(written) = &entry.published else {
        return;
    };
    let day = feed::day(written);
    // a date of the page that is none is no reason to do without
    let lacks = match &fields.published {
        None => true,
        Some((_, found)) => found.is_none() && day.is_some(),
    };
    if lacks {
        fields.published = Some((written.clone(), day));
        fields.basis = Some(PublishedBasis::Feed);
    }
}

/// Runs a reader of what strangers wrote; `None` where it breaks, which must not end the others.
fn unbroken<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}

fn is_said_to_be_feed(answer: &Answer) -> bool {
    matches!(
        answer.media_type.as_deref(),
        Some(
            "application/rss+xml"
                | "application/atom+xml"
                | "application/rdf+xml"
                | "application/feed+json"
        )
    )
}

/// True where the server said that nothing will have changed by now.
fn is_fresh(remembered: &Validators) -> bool {
    remembered
        .fresh_until
        .is_some_and(|until| until > Utc::now())
}

/// Asks only for what has changed.
fn conditional(remembered: &Validators) -> Ask {
    Ask {
        etag: remembered.etag.clone(),
        last_modified: remembered.last_modified.clone(),
        ..Ask::default()
    }
}

/// What to remember of an answer.
fn said(answer: &Answer) -> Validators {
    Validators {
        etag: answer.etag.clone(),
        last_modified: answer.last_modified.clone(),
        fresh_until: answer.fresh_until,
    }
}

/// What to remember after an answer that nothing has changed (RFC 9111 section 4.3.4).
fn renewed(answer: &Answer, remembered: Validators) -> Validators {
    Validators {
        etag: answer.etag.clone().or(remembered.etag),
        last_modified: answer.last_modified.clone().or(remembered.last_modified),
        fresh_until: answer.fresh_until,
    }
}

impl From<&Failure> for Fault {
    fn from(failure: &Failure) -> Self {
        let reason = match failure.kind {
            FailureKind::Refused => RejectReason::Refused,
            FailureKind::Wall => RejectReason::Wall,
            FailureKind::Gone => RejectReason::Gone,
            FailureKind::TooLarge => RejectReason::TooLarge,
            FailureKind::Astray | FailureKind::Unreachable | FailureKind::Stopped => {
                RejectReason::Unreachable
            }
        };
        let kept = match failure.bytes.len() {
            0 => String::new(),
            kept => format!(" (the first {kept} bytes are kept)"),
        };
        Fault::new(reason, format!("{}{kept}", failure.detail))
    }
}
