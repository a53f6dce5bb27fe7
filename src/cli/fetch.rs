//! How to ask servers: the part of the command line that feeds and pages need.

use std::time::Duration;

use crate::fetch::FetchOptions;

/// How to behave towards servers.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Network")]
pub struct FetchArgs {
    /// Ask addresses of this host and of private networks too
    #[arg(long)]
    allow_private: bool,
    /// Say this of ourselves to servers
    #[arg(long, value_name = "NAME", value_parser = user_agent, default_value_t = FetchOptions::default().user_agent)]
    user_agent: String,
    /// Wait this long between two requests to one host
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "1")]
    pause: Duration,
    /// Give up on an answer that is not whole after this
    #[arg(long, value_name = "SECONDS", value_parser = some_seconds, default_value = "120")]
    timeout: Duration,
    /// Give up on a connection after this
    #[arg(long, value_name = "SECONDS", value_parser = some_seconds, default_value = "10")]
    connect_timeout: Duration,
    /// Give up on an answer that has not begun after this
    #[arg(long, value_name = "SECONDS", value_parser = some_seconds, default_value = "30")]
    first_byte_timeout: Duration,
    /// Ask again so often after what can pass
    #[arg(long, value_name = "N", default_value_t = FetchOptions::default().retries)]
    retries: u32,
    /// Leave a host for the next run that wants a longer wait
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "60")]
    max_wait: Duration,
    /// Follow so many redirects in a row
    #[arg(long, value_name = "N", default_value_t = FetchOptions::default().max_redirects)]
    max_redirects: usize,
}

impl FetchArgs {
    /// The options; an answer may be as long as a document.
    pub fn options(&self, max_bytes: usize) -> FetchOptions {
        FetchOptions {
            user_agent: self.user_agent.clone(),
            allow_private: self.allow_private,
            pause: self.pause,
            connect_timeout: self.connect_timeout,
            first_byte_timeout: self.first_byte_timeout,
            timeout: self.timeout,
            max_bytes,
            max_redirects: self.max_redirects,
            retries: self.retries,
            max_wait: self.max_wait,
            ..FetchOptions::default()
        }
    }
}

/// Seconds with or without a fraction, a day at most.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "give seconds, such as 5 or 0.5".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| *duration <= Duration::from_secs(86_400))
        .ok_or_else(|| "give seconds from 0 to 86400".to_owned())
}

/// As [`seconds`], but more than none.
fn some_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("give more than 0 seconds".to_owned()),
        duration => Ok(duration),
    }
}

/// A header may have only plain characters.
fn user_agent(text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    match plain && !text.trim().is_empty() {
        true => Ok(text.to_owned()),
        false => Err("give a name in plain ASCII letters".to_owned()),
    }
}
