//! robots.txt (RFC 9309): asked once a run for every scheme, host and port, before the first page there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use robotxt::{BYTE_LIMIT, Robots};
use tracing::debug;
use url::Url;

use super::client::{Ask, Client};
use super::failure::{Failure, FailureKind};

/// The name by which robots.txt calls us.
const PRODUCT: &str = "gainsay";

/// What a file says, once it was asked for; those who need it at the same time wait for the first.
type File = Arc<OnceLock<Result<Robots, Failure>>>;

/// The robots.txt files of a run.
#[derive(Debug, Default)]
pub(super) struct RobotsFiles {
    known: Mutex<BTreeMap<String, File>>,
}

impl RobotsFiles {
    /// Refuses an address that robots.txt forbids. Where the file can't be had for now, nothing on its host is
    /// asked for in this run (section 2.3.1.4).
    pub(super) fn check(&self, client: &Client, url: &Url) -> Result<(), Failure> {
        let origin = url.origin().ascii_serialization();
        let file = Arc::clone(
            self.known
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(origin.clone())
                .or_default(),
        );
        match file.get_or_init(|| read(client, url, &origin)) {
            Ok(robots) if robots.is_url_allowed(url) => Ok(()),
            Ok(_) => Err(Failure::new(
                FailureKind::Refused,
                format!("{origin}/robots.txt forbids it"),
            )),
            Err(failure) => Err(Failure {
                detail: format!(
                    "{origin}/robots.txt can't be read, so nothing there is asked for in this run: {failure}"
                ),
                again: false,
                ..failure.clone()
            }),
        }
    }
}

/// Asks for the file of a server.
fn read(client: &Client, url: &Url, origin: &str) -> Result<Robots, Failure> {
    let ask = Ask {
        max_bytes: Some(BYTE_LIMIT + 1),
        ..Ask::default()
    };
    let robots = match client.get(&format!("{origin}/robots.txt"), &ask) {
        Ok(answer) => Robots::parse(&answer.bytes, PRODUCT),
        // the rest of a file that is too long does not count
        Err(failure) if failure.kind == FailureKind::TooLarge => {
            Robots::parse(&failure.bytes, PRODUCT)
        }
        Err(failure) if is_missing(&failure) => Robots::allow_all(),
        Err(failure) => return Err(failure),
    };
    if let Some(delay) = robots.crawl_delay() {
        let seconds = delay.as_secs_f64();
        debug!(%origin, seconds, "{origin}/robots.txt wants {seconds} s between two requests");
        client.slow(url, delay);
    }
    Ok(robots)
}

/// True where the server has no such file, or does not give it: then all is allowed (sections 2.3.1.2 and 2.3.1.3).
fn is_missing(failure: &Failure) -> bool {
    failure.kind == FailureKind::Astray
        || failure
            .status
            .is_some_and(|status| (400..500).contains(&status) && status != 429)
}
