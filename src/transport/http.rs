//! The HTTP client below, and where it may follow a redirect.

use std::time::Duration;

use reqwest::redirect;

use crate::config::Config;
use crate::error::{Error, Result};

/// The server closes idle connections after 5 s; a request sent into one that is just closing is lost.
const IDLE: Duration = Duration::from_secs(4);

const MOST_REDIRECTS: usize = 5;

pub(super) fn client(config: &Config) -> Result<reqwest::Client> {
    if let Some(client) = &config.http_client {
        return Ok(client.clone());
    }
    reqwest::Client::builder()
        .connect_timeout(config.connect_timeout)
        .read_timeout(config.read_timeout)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::custom(follow))
        .referer(false)
        .build()
        .map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })
}

/// A redirect to another host loses the key, which reqwest sees to; one that would drop TLS is refused here.
fn follow(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let was_encrypted = attempt.previous().iter().any(|url| url.scheme() == "https");
    if was_encrypted && attempt.url().scheme() != "https" {
        attempt.error("a redirect from https to http")
    } else if attempt.previous().len() > MOST_REDIRECTS {
        attempt.error("too many redirects")
    } else {
        attempt.follow()
    }
}
