//! The network: one address at a time, politely and stubbornly, and nothing that a newsroom's server should not ask
//! for. Gives bytes with what the server said of them; knows nothing of articles.

mod client;
mod failure;
mod guard;
mod halt;
mod robots;
#[cfg(test)]
mod tests;
mod turns;

use std::time::Duration;

pub use client::{Answer, Ask, Client};
pub use failure::{Failure, FailureKind};
pub use halt::Halt;
pub(crate) use halt::STEP;

/// How to behave towards servers, and what not to take from them.
#[derive(Debug, Clone, PartialEq)]
pub struct FetchOptions {
    /// `User-Agent`: who asks, and where to complain.
    pub user_agent: String,
    /// Loopback and private networks may be asked too.
    pub allow_private: bool,
    /// robots.txt is asked for single addresses too: where they are not named by a person, but come from a list of
    /// what was refused before.
    pub robots_for_named: bool,
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Hosts asked at a time.
    pub hosts: usize,
    /// Longest time to a connection.
    pub connect_timeout: Duration,
    /// Longest time from the request to the head of the answer.
    pub first_byte_timeout: Duration,
    /// Longest time of a request with its answer.
    pub timeout: Duration,
    /// Longest answer in bytes, unpacked.
    pub max_bytes: usize,
    /// Most redirects in a row.
    pub max_redirects: usize,
    /// How often to ask again after what can pass: a broken connection, 429, 5xx.
    pub retries: u32,
    /// Longest wait before asking again, whatever the server wants; where it wants more, the address is left for
    /// the next run.
    pub max_wait: Duration,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "gainsay/",
                env!("CARGO_PKG_VERSION"),
                " (news reader for fact-checkers)"
            )
            .to_owned(),
            allow_private: false,
            robots_for_named: false,
            pause: Duration::from_secs(1),
            hosts: 8,
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(120),
            max_bytes: 10 << 20,
            max_redirects: 10,
            retries: 3,
            max_wait: Duration::from_secs(60),
        }
    }
}
