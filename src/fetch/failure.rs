//! Why there is no answer, in one line and in a kind that callers decide on.

use std::io;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ureq::{Error, Timeout};

use super::guard::NotPublic;
use super::turns::{STALLED, UNCONNECTED};

/// What became of a request that brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// It may not be asked for: the address, robots.txt, 401, 403 or 451.
    Refused,
    /// It costs money: 402.
    Wall,
    /// It is not there: 404 or 410.
    Gone,
    /// The answer is longer than the limit.
    TooLarge,
    /// The redirects lead nowhere.
    Astray,
    /// No answer, a broken one, or an error that can pass.
    Unreachable,
    /// The program was told to stop before the answer was there.
    Stopped,
}

/// A request that brought nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{detail}")]
pub struct Failure {
    /// What became of it.
    pub kind: FailureKind,
    /// Status of the last answer, where there was one.
    pub status: Option<u16>,
    /// What is wrong, in one line.
    pub detail: String,
    /// Until when the server wants to be left alone.
    pub until: Option<DateTime<Utc>>,
    /// What there was of the answer, where it is too long.
    pub bytes: Vec<u8>,
    /// Asking again in a moment may help.
    pub(super) again: bool,
    /// What it counts towards its server being down.
    pub(super) strikes: u32,
    /// How long the server wants to be left alone.
    pub(super) wait: Option<Duration>,
}

impl Failure {
    pub(super) fn new(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            status: None,
            detail: detail.into(),
            until: None,
            bytes: Vec::new(),
            again: false,
            strikes: 0,
            wait: None,
        }
    }

    /// True where asking again at another time can help.
    pub fn passes(&self) -> bool {
        matches!(
            self.kind,
            FailureKind::Astray | FailureKind::Unreachable | FailureKind::Stopped
        )
    }

    pub(super) fn stopped() -> Self {
        Self::new(FailureKind::Stopped, "stopped before it was asked for")
    }

    /// An answer with a status that is an error.
    pub(super) fn status(status: u16, wait: Option<Duration>) -> Self {
        let (kind, words) = match status {
            404 | 410 => (FailureKind::Gone, "it is not there"),
            401 | 403 | 407 | 451 => (FailureKind::Refused, "its server does not give it to us"),
            402 => (FailureKind::Wall, "its server wants to be paid for it"),
            429 => (FailureKind::Unreachable, "its server is asked too often"),
            500..=599 => (FailureKind::Unreachable, "its server has a fault"),
            _ => (
                FailureKind::Unreachable,
                "its server does not answer with a page",
            ),
        };
        Self {
            status: Some(status),
            again: matches!(status, 408 | 425 | 429 | 500..=599),
            wait,
            ..Self::new(kind, format!("status {status}: {words}"))
        }
    }

    /// What went wrong on the way. `limits` says how long what may take.
    pub(super) fn broken(error: Error, limits: &super::FetchOptions) -> Self {
        let passing = |detail: String| Self {
            again: true,
            ..Self::new(FailureKind::Unreachable, detail)
        };
        let unconnected = |detail: String| Self {
            strikes: UNCONNECTED,
            ..passing(detail)
        };
        let stalled = |detail: String| Self {
            strikes: STALLED,
            ..passing(detail)
        };
        match error {
            Error::Other(error) => match error.downcast::<NotPublic>() {
                Ok(refused) => Self::new(FailureKind::Refused, refused.to_string()),
                Err(error) => passing(one_line(&error.to_string())),
            },
            Error::Timeout(what) => timed_out(what, limits, stalled, unconnected),
            Error::HostNotFound => unconnected("its host name is not known".to_owned()),
            Error::ConnectionFailed => unconnected("no connection to its server".to_owned()),
            Error::Io(error) => match error.kind() {
                io::ErrorKind::UnexpectedEof => {
                    passing("the answer breaks off before its end".to_owned())
                }
                io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
                    passing("its server broke the connection".to_owned())
                }
                io::ErrorKind::ConnectionRefused
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::AddrNotAvailable => {
                    unconnected(format!("no connection to its server: {error}"))
                }
                // the kind of a name that can't be resolved has no name
                _ if error.to_string().contains("lookup address") => {
                    unconnected("its host name is not known".to_owned())
                }
                _ => passing(one_line(&error.to_string())),
            },
            Error::Decompress(packing, error) => passing(format!(
                "its {packing} data is broken: {}",
                one_line(&error.to_string())
            )),
            Error::Protocol(error) => {
                passing(format!("its answer is not HTTP as it should be: {error}"))
            }
            Error::LargeResponseHeader(..) => {
                passing("the head of its answer is too long".to_owned())
            }
            error @ (Error::BadUri(_) | Error::Http(_)) => Self::new(
                FailureKind::Refused,
                format!(
                    "not an address that can be asked: {}",
                    one_line(&error.to_string())
                ),
            ),
            error @ (Error::Tls(_) | Error::Rustls(_) | Error::Pem(_)) => Self::new(
                FailureKind::Unreachable,
                format!(
                    "no secure connection to its server: {}",
                    one_line(&error.to_string())
                ),
            ),
            error => passing(one_line(&error.to_string())),
        }
    }
}

/// A limit of time that was reached.
fn timed_out(
    what: Timeout,
    limits: &super::FetchOptions,
    stalled: impl Fn(String) -> Failure,
    unconnected: impl Fn(String) -> Failure,
) -> Failure {
    match what {
        Timeout::Resolve | Timeout::Connect => unconnected(format!(
            "no connection to its server within {} s (--connect-timeout)",
            limits.connect_timeout.as_secs_f64()
        )),
        Timeout::RecvResponse | Timeout::SendRequest => stalled(format!(
            "its server did not begin to answer within {} s (--first-byte-timeout)",
            limits.first_byte_timeout.as_secs_f64()
        )),
        _ => stalled(format!(
            "the answer was not whole within {} s (--timeout)",
            limits.timeout.as_secs_f64()
        )),
    }
}

/// Words of others in one line.
pub(super) fn one_line(words: &str) -> String {
    words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
