//! Asks one address: redirects one by one, politely, again where that may help, and never for more than the limits.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use headers::{Age, CacheControl, HeaderMapExt};
use tracing::{debug, info};
use ureq::http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use ureq::http::{Request, Response};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::FetchOptions;
use super::failure::{Failure, FailureKind};
use super::guard::{self, Guard, GuardedResolver};
use super::halt::Halt;
use super::robots::RobotsFiles;
use super::turns::Turns;

/// However long a server says that nothing changes, it is asked again after this.
const LONGEST_FRESH: TimeDelta = TimeDelta::hours(12);

/// However long a server wants to be left alone, it is asked again after this.
const LONGEST_LEFT: TimeDelta = TimeDelta::hours(24);

/// The first wait before asking again lasts up to this, each further one up to twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// What is asked for, besides the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// `ETag` of the last time, exactly as it came: only what has changed is wanted.
    pub etag: Option<String>,
    /// `Last-Modified` of the last time, exactly as it came.
    pub last_modified: Option<String>,
    /// `Accept`: the kinds of answer that are of use.
    pub accept: Option<&'static str>,
    /// Whether robots.txt is asked first.
    pub robots: bool,
    /// Longest answer in bytes where it is not [`FetchOptions::max_bytes`].
    pub max_bytes: Option<usize>,
}

/// An answer that can be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The address that answered, after all redirects.
    pub url: Url,
    /// 200 and the like, or 304.
    pub status: u16,
    /// The answer itself, unpacked; nothing with 304.
    pub bytes: Vec<u8>,
    /// The kind of the answer as its `Content-Type` says, in lower case.
    pub media_type: Option<String>,
    /// `charset` of its `Content-Type`.
    pub charset: Option<String>,
    /// `ETag`, quotation marks and all.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// Until when nothing will have changed (`Cache-Control: max-age`, RFC 9111), at most 12 hours from now.
    pub fresh_until: Option<DateTime<Utc>>,
}

impl Answer {
    /// True where the server says that nothing has changed.
    pub fn is_unchanged(&self) -> bool {
        self.status == 304
    }
}

/// Asks servers. One client is shared by all threads of a run.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    options: FetchOptions,
    turns: Turns,
    robots: RobotsFiles,
    halt: Arc<Halt>,
}

impl Client {
    /// A client that ends with `halt`.
    pub fn new(options: FetchOptions, halt: Arc<Halt>) -> Self {
        let guard: Guard = match options.allow_private {
            true => guard::anywhere,
            false => guard::is_public,
        };
        Self::guarded(options, halt, guard)
    }

    pub(super) fn guarded(options: FetchOptions, halt: Arc<Halt>, guard: Guard) -> Self {
        let config = Agent::config_builder()
            // a proxy would resolve names itself, past the guard
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(&options.user_agent)
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .timeout_recv_response(Some(options.first_byte_timeout))
            .timeout_global(Some(options.timeout))
            .build();
        let resolver = GuardedResolver {
            guard,
            system: DefaultResolver::default(),
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            turns: Turns::new(options.pause),
            robots: RobotsFiles::default(),
            options,
            halt,
        }
    }

    /// Ends all requests at once; none can be made afterwards.
    pub fn shut_down(&self) {
        self.halt.close();
        self.agent.clone().shutdown();
    }

    /// Until when the host of an address wants to be left alone, where it said so in this run.
    pub fn left_until(&self, url: &Url) -> Option<DateTime<Utc>> {
        self.turns.left(host(url))
    }

    /// Asks an address, again and again while that may help.
    ///
    /// # Errors
    /// Where there is no answer with which anything can be done.
    pub fn get(&self, url: &str, ask: &Ask) -> Result<Answer, Failure> {
        let url = Url::parse(url).map_err(|error| {
            Failure::new(FailureKind::Refused, format!("not an address: {error}"))
        })?;
        let mut attempt = 0;
        loop {
            let failure = match self.follow(&url, ask) {
                // of a server that is down what was wrong is told, not that it is asked no more
                Err(failure)
                    if failure.again
                        && attempt < self.options.retries
                        && !self.turns.is_down(&server(&url)) =>
                {
                    failure
                }
                done => return done,
            };
            // where the server says how long to wait, its turn comes only then
            let wait = match failure.wait {
                Some(_) => Duration::ZERO,
                None => self.backoff(attempt),
            };
            attempt += 1;
            let seconds = wait.as_secs_f64();
            debug!(%url, attempt, seconds, "{url}: asked again in {seconds:.1} s: {failure}");
            if !self.halt.sleep(wait) {
                return Err(Failure::stopped());
            }
        }
    }

    /// A random wait, longer after each attempt ("full jitter": so that not all who failed come again at once).
    fn backoff(&self, attempt: u32) -> Duration {
        let longest = FIRST_WAIT
            .saturating_mul(2_u32.saturating_pow(attempt))
            .min(self.options.max_wait);
        // a hasher with random keys is the standard library's only source of chance
        let chance = RandomState::new().build_hasher().finish() >> 11;
        longest.mul_f64(chance as f64 / (1_u64 << 53) as f64)
    }

    /// Asks an address and those that it redirects to. Every one of them is looked at as if it had been given.
    fn follow(&self, start: &Url, ask: &Ask) -> Result<Answer, Failure> {
        let mut url = start.clone();
        for _ in 0..=self.options.max_redirects {
            url.set_fragment(None);
            check(&url)?;
            if ask.robots {
                self.robots.check(self, &url)?;
            }
            match self.once(&url, ask)? {
                Step::Answer(answer) => return Ok(answer),
                Step::Redirect(next) => {
                    debug!(%url, to = %next, "{url}: leads to {next}");
                    url = next;
                }
            }
        }
        Err(Failure::new(
            FailureKind::Astray,
            format!(
                "more than {} redirects in a row (--max-redirects)",
                self.options.max_redirects
            ),
        ))
    }

    /// One request.
    fn once(&self, url: &Url, ask: &Ask) -> Result<Step, Failure> {
        let Some(turn) = self.turns.take(host(url), &self.halt) else {
            return Err(Failure::stopped());
        };
        if let Some(until) = self.turns.left(host(url)) {
            return Err(Failure {
                until: Some(until),
                ..Failure::new(
                    FailureKind::Unreachable,
                    "its server wants to be left alone; it is asked again in a later run",
                )
            });
        }
        let server = server(url);
        if self.turns.is_down(&server) {
            return Err(Failure::new(
                FailureKind::Unreachable,
                "its server did not answer several times in a row; it is asked again in a later run",
            ));
        }
        let asked = self.send(url, ask);
        drop(turn);
        let strikes = asked.as_ref().err().map_or(0, |failure| failure.strikes);
        self.turns.answered(&server, strikes);
        asked.map_err(|failure| match self.halt.is_set() {
            true => Failure::stopped(),
            false => self.heed(url, failure),
        })
    }

    /// Sends a request and reads the answer.
    fn send(&self, url: &Url, ask: &Ask) -> Result<Step, Failure> {
        let broken = |error| Failure::broken(error, &self.options);
        let request = request(url, ask).map_err(|error| broken(ureq::Error::Http(error)))?;
        let response = self.agent.run(request).map_err(broken)?;
        let status = response.status().as_u16();
        debug!(%url, status, "{url}: status {status}");
        match status {
            200..=299 => self.read(url, ask, response).map(Step::Answer),
            304 if ask.etag.is_some() || ask.last_modified.is_some() => {
                Ok(Step::Answer(head(url, &response)))
            }
            301 | 302 | 303 | 307 | 308 => target(url, &response).map(Step::Redirect),
            _ => Err(Failure::status(status, retry_after(response.headers()))),
        }
    }

    /// Reads the answer to its end or to the limit.
    fn read(&self, url: &Url, ask: &Ask, response: Response<Body>) -> Result<Answer, Failure> {
        let mut answer = head(url, &response);
        if let Some(packing) = response.headers().get(CONTENT_ENCODING)
            && !packing.as_bytes().eq_ignore_ascii_case(b"identity")
        {
            return Err(Failure::new(
                FailureKind::Unreachable,
                format!(
                    "it is packed as {}, which was not asked for",
                    text(packing).unwrap_or_default()
                ),
            ));
        }
        let limit = ask.max_bytes.unwrap_or(self.options.max_bytes);
        let mut body = response.into_body().into_reader().take(limit as u64 + 1);
        let read = body.read_to_end(&mut answer.bytes);
        if answer.bytes.len() > limit {
            answer.bytes.truncate(limit);
            return Err(Failure {
                status: Some(answer.status),
                bytes: answer.bytes,
                ..Failure::new(
                    FailureKind::TooLarge,
                    format!("longer than {limit} bytes; raise --max-document-bytes"),
                )
            });
        }
        match read {
            Ok(_) => Ok(answer),
            Err(error) => Err(Failure {
                status: Some(answer.status),
                ..Failure::broken(error.into(), &self.options)
            }),
        }
    }

    /// Does what a server that is asked too often, or at a bad time, wants.
    fn heed(&self, url: &Url, mut failure: Failure) -> Failure {
        let host = host(url);
        match failure.wait {
            Some(wait) if wait > self.options.max_wait => {
                let until = Utc::now()
                    + TimeDelta::from_std(wait)
                        .unwrap_or(LONGEST_LEFT)
                        .min(LONGEST_LEFT);
                info!(%host, %until, "{host}: left alone until {until:?}, as its server wants");
                self.turns.leave(host, until);
                failure.until = Some(until);
                failure.again = false;
            }
            Some(wait) => self.turns.hold(host, wait),
            None => {}
        }
        failure
    }

    /// Waits at least this between two requests to the host of an address, but no longer than any wait may be.
    pub(super) fn slow(&self, url: &Url, delay: Duration) {
        self.turns.slow(host(url), delay.min(self.options.max_wait));
    }
}

/// What one request brings.
enum Step {
    Answer(Answer),
    Redirect(Url),
}

/// Only the web is asked: no files, no other protocols.
fn check(url: &Url) -> Result<(), Failure> {
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(()),
        scheme => Err(Failure::new(
            FailureKind::Refused,
            format!("{scheme}: is not asked for; only http and https are"),
        )),
    }
}

fn request(url: &Url, ask: &Ask) -> Result<Request<()>, ureq::http::Error> {
    let mut request = Request::get(url.as_str());
    let conditions = [
        (IF_NONE_MATCH, &ask.etag),
        (IF_MODIFIED_SINCE, &ask.last_modified),
    ];
    for (name, value) in conditions {
        if let Some(value) = value {
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes())?);
        }
    }
    if let Some(accept) = ask.accept {
        request = request.header(ACCEPT, accept);
    }
    request.body(())
}

/// An answer without its body.
fn head(url: &Url, response: &Response<Body>) -> Answer {
    let headers = response.headers();
    let value = |name: HeaderName| headers.get(name).and_then(text);
    let (media_type, charset) = value(CONTENT_TYPE)
        .map(|kind| content_type(&kind))
        .unwrap_or_default();
    Answer {
        url: url.clone(),
        status: response.status().as_u16(),
        bytes: Vec::new(),
        media_type,
        charset,
        etag: value(ETAG),
        last_modified: value(LAST_MODIFIED),
        fresh_until: fresh_until(headers),
    }
}

/// Media type and charset of a `Content-Type`, in whatever case, in quotation marks or not.
fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_ascii_lowercase());
    let media_type = parts.next().and_then(some);
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset
            .then(|| some(value.trim().trim_matches(['"', '\''])))
            .flatten()
    });
    (media_type, charset)
}

/// The value of a header as it is, where it is UTF-8.
fn text(value: &HeaderValue) -> Option<String> {
    std::str::from_utf8(value.as_bytes())
        .ok()
        .map(str::to_owned)
}

/// Until when the answer is fresh (RFC 9111 section 4.2), where the server says so.
fn fresh_until(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let control: CacheControl = headers.typed_get()?;
    if control.no_store() || control.no_cache() {
        return None;
    }
    let age = headers.typed_get().map_or(0, |age: Age| age.as_secs());
    let left = control
        .max_age()?
        .checked_sub(Duration::from_secs(age))
        .filter(|left| !left.is_zero())?;
    let left = TimeDelta::from_std(left).unwrap_or(LONGEST_FRESH);
    Some(Utc::now() + left.min(LONGEST_FRESH))
}

/// `Retry-After`: seconds, or the time from now to a date (RFC 9110 section 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?;
    if let Ok(seconds) = value.to_str().ok()?.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    // the crate's own type for this header does not give its value away, the one for dates does
    let date = <headers::Date as headers::Header>::decode(&mut std::iter::once(value)).ok()?;
    let wait = SystemTime::from(date).duration_since(SystemTime::now());
    Some(wait.unwrap_or_default())
}

/// Where a redirect leads. Many servers send letters there that an address must not have; they are escaped.
fn target(url: &Url, response: &Response<Body>) -> Result<Url, Failure> {
    let astray = |what: String| Failure {
        status: Some(response.status().as_u16()),
        ..Failure::new(FailureKind::Astray, what)
    };
    let location = response
        .headers()
        .get(LOCATION)
        .ok_or_else(|| astray("it redirects without saying where to".to_owned()))?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut next = url
        .join(&location)
        .map_err(|error| astray(format!("it redirects to no address: {error}")))?;
    if next.host_str() != url.host_str() {
        // nobody is told a name and password by another host; that there is no place for them is no error
        let _ = next.set_username("");
        let _ = next.set_password(None);
    }
    Ok(next)
}

/// The host, as the key of its turns.
fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// The host with its port.
fn server(url: &Url) -> String {
    format!("{}:{}", host(url), url.port_or_known_default().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn media_types_and_charsets_as_servers_write_them() {
        let found = |value: &str| {
            let (media_type, charset) = content_type(value);
            (media_type.unwrap_or_default(), charset.unwrap_or_default())
        };
        let expected = ("text/html".to_owned(), "windows-1256".to_owned());
        for value in [
            "text/html; charset=windows-1256",
            "Text/HTML;Charset=\"Windows-1256\"",
            "text/html; boundary=x ; CHARSET = 'windows-1256'",
        ] {
            assert_eq!(found(value), expected, "{value}");
        }
        assert_eq!(found("text/html;"), ("text/html".to_owned(), String::new()));
        assert_eq!(found("; charset="), (String::new(), String::new()));
    }
}
