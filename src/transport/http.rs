//! The HTTP client below, and where it may follow a redirect.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Url, redirect};

use crate::config::{Config, HttpClient};
use crate::error::{Error, Result};

/// The server closes idle connections after 5 s; a request sent into one that is just closing is lost.
const IDLE: Duration = Duration::from_secs(4);

pub(super) const MOST_REDIRECTS: usize = 5;

/// How long a call may take that is held until its work is done: a server holds it for up to 3 minutes.
pub(super) const HELD: Duration = Duration::from_secs(200);

pub(super) fn client(config: &Config) -> Result<reqwest::Client> {
    match &config.http_client {
        Some(HttpClient(client)) => Ok(client.clone()),
        None => build(config.connect_timeout, Some(config.read_timeout)),
    }
}

/// The client for calls that are held and for uploads, which have other limits than silence before an answer: that one
/// belongs to a client and not to a request.
///
/// Few programs make such a call, so it is made when it is needed.
pub(super) struct Patient {
    client: OnceLock<reqwest::Client>,
    connect_timeout: Duration,
}

impl Patient {
    /// `usual` will do if it is the user's own.
    pub(super) fn new(config: &Config, usual: &reqwest::Client) -> Self {
        let client = OnceLock::new();
        if config.http_client.is_some() {
            // It was just made, so nothing is in it.
            let _ = client.set(usual.clone());
        }
        Self {
            client,
            connect_timeout: config.connect_timeout,
        }
    }

    pub(super) fn client(&self) -> Result<&reqwest::Client> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build(self.connect_timeout, None)?;
        Ok(self.client.get_or_init(|| client))
    }
}

fn build(connect_timeout: Duration, read_timeout: Option<Duration>) -> Result<reqwest::Client> {
    let builder = match read_timeout {
        Some(limit) => reqwest::Client::builder().read_timeout(limit),
        None => reqwest::Client::builder(),
    };
    builder
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::custom(follow))
        .referer(false)
        .build()
        .map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })
}

/// A redirect to another host loses the key, which reqwest sees to; what must not be followed at all is refused here.
fn follow(attempt: redirect::Attempt<'_>) -> redirect::Action {
    match refusal(attempt.previous(), attempt.url()) {
        Some(reason) => attempt.error(reason),
        None => attempt.follow(),
    }
}

fn refusal(previous: &[Url], next: &Url) -> Option<&'static str> {
    if next.scheme() != "https" && previous.iter().any(|url| url.scheme() == "https") {
        Some("a redirect from https to http")
    } else if previous.len() > MOST_REDIRECTS {
        Some("too many redirects")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_neither_out_of_tls_nor_in_circles() {
        let refused = |previous: &[&str], next: &str| {
            let urls: Vec<Url> = previous.iter().map(|url| url.parse().unwrap()).collect();
            refusal(&urls, &next.parse().unwrap()).is_some()
        };
        assert!(!refused(&["https://a"], "https://b"));
        assert!(!refused(&["http://127.0.0.1"], "http://127.0.0.1/x"));
        assert!(refused(&["https://a"], "http://a"));
        assert!(refused(&["https://a", "https://b"], "http://b"));
        assert!(refused(&["https://a"], "ftp://a"));
        assert!(!refused(&["https://a"; 5], "https://a"));
        assert!(refused(&["https://a"; 6], "https://a"));
    }
}
