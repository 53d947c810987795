//! The HTTP clients below: how they are set up, and which of them sends a request.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Url, redirect};

use super::roots::Roots;
use crate::config::{Config, HttpClient};
use crate::error::{Error, Result};

/// The server closes idle connections after 5 s; a request sent into one that is just closing is lost.
const IDLE: Duration = Duration::from_secs(4);

pub(super) const MOST_REDIRECTS: usize = 5;

/// How long a call may take that is held until its work is done: a server holds it for up to 3 minutes.
pub(super) const HELD: Duration = Duration::from_secs(200);

/// The HTTP clients: one that limits silence, and one that does not, made when a request first needs it, since that limit
/// belongs to a client and not to a request.
pub(super) struct Clients {
    settings: Settings,
    /// The user's own, which then sends everything.
    custom: Option<reqwest::Client>,
    usual: OnceLock<reqwest::Client>,
    patient: OnceLock<reqwest::Client>,
}

impl Clients {
    /// Makes the usual client at once, so that settings that cannot work are found now.
    pub(super) fn new(config: &Config) -> Result<Self> {
        let clients = Self {
            settings: Settings::new(config)?,
            custom: config
                .http_client
                .as_ref()
                .map(|HttpClient(custom)| custom.clone()),
            usual: OnceLock::new(),
            patient: OnceLock::new(),
        };
        clients.get(false)?;
        Ok(clients)
    }

    /// The client for requests that may be answered after a long silence, or for all others.
    pub(super) fn get(&self, patience: bool) -> Result<&reqwest::Client> {
        if let Some(custom) = &self.custom {
            return Ok(custom);
        }
        let made = if patience { &self.patient } else { &self.usual };
        if let Some(client) = made.get() {
            return Ok(client);
        }
        let client = self.settings.build(patience)?;
        Ok(made.get_or_init(|| client))
    }
}

/// How clients are set up.
struct Settings {
    connect_timeout: Duration,
    read_timeout: Duration,
    roots: Roots,
}

impl Settings {
    fn new(config: &Config) -> Result<Self> {
        Ok(Self {
            connect_timeout: config.connect_timeout,
            read_timeout: config.read_timeout,
            roots: Roots::new(config)?,
        })
    }

    fn build(&self, patience: bool) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            .redirect(redirect::Policy::custom(follow))
            .referer(false);
        if !patience {
            builder = builder.read_timeout(self.read_timeout);
        }
        self.roots.add_to(builder).build().map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })
    }
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
