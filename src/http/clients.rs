//! The HTTP clients below: how they are set up, and which of them sends a request.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Body, Request, Url, redirect, retry};

use super::compression;
use super::event_slots::{EventSlot, EventSlots};
use super::loopback::is_loopback;
use super::roots::Roots;
use super::settings::{HttpClient, Settings};
use super::tls;
use crate::error::{Error, Result};

/// The server closes idle connections after 5 s; a request sent into one that is just closing is lost.
const IDLE: Duration = Duration::from_secs(4);

/// How much of a body that is not read may arrive on HTTP/2, and of all bodies of a connection. The first has to be small
/// beside the second, or a few exports that wait for a slow disk hold up every other call on their connection.
const STREAM_WINDOW: u32 = 512 * 1024;
const CONNECTION_WINDOW: u32 = 64 * 1024 * 1024;

/// How large the headers of a response may be, in KiB. Policies of content and cookies of a company's gateway are far below,
/// but may be above the 16 KiB that HTTP/2 allows by default.
pub(super) const MAX_HEADER_KIB: u32 = 256;

/// A connection on HTTP/2 that gave nothing for so long is asked for a sign of life, and given up after as long again.
const LONGEST_KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Servers take pings that come faster than this for an attack.
const SHORTEST_KEEP_ALIVE: Duration = Duration::from_millis(500);

/// How long a call may take that is held until its work is done: a server holds it for up to 3 minutes.
pub(super) const LONG_POLL_TIMEOUT: Duration = Duration::from_secs(200);

/// What a request needs of the client that sends it.
#[derive(Clone, Copy, Debug)]
struct Needs {
    /// That it goes through no proxy.
    direct: bool,
    /// That it may be answered after a long silence: that limit belongs to a client and not to a request.
    long_poll: bool,
}

impl Needs {
    /// Plain http to this machine goes through no proxy: that could read it, and the key with it, and would connect to
    /// itself.
    fn of(url: &Url, long_poll: bool) -> Self {
        Self {
            direct: url.scheme() == "http" && is_loopback(url),
            long_poll,
        }
    }

    fn index(self) -> usize {
        usize::from(self.direct) | usize::from(self.long_poll) << 1
    }
}

/// The HTTP clients, each made when a request first needs it.
pub(super) struct Clients {
    setup: Setup,
    /// The user's own, which then sends everything.
    custom: Option<reqwest::Client>,
    made: [OnceLock<reqwest::Client>; 4],
    event_slots: EventSlots,
}

impl Clients {
    /// Makes the client for most requests to `root` at once, so that settings that cannot work are found now.
    pub(super) fn new(settings: &Settings, root: &Url) -> Result<Self> {
        let clients = Self {
            setup: Setup::new(settings)?,
            custom: settings
                .http_client
                .as_ref()
                .map(|HttpClient(custom)| custom.clone()),
            made: Default::default(),
            event_slots: EventSlots::default(),
        };
        if !clients.is_custom() {
            tls::check(root)?;
        }
        clients.get(root, false)?;
        Ok(clients)
    }

    /// The client for requests to an address.
    pub(super) fn get(&self, url: &Url, long_poll: bool) -> Result<&reqwest::Client> {
        if let Some(custom) = &self.custom {
            return Ok(custom);
        }
        let needs = Needs::of(url, long_poll);
        let made = &self.made[needs.index()];
        if let Some(client) = made.get() {
            return Ok(client);
        }
        let client = self.setup.build(needs)?;
        Ok(made.get_or_init(|| client))
    }

    /// A place for a stream of events on a connection of its own kind; none with a client of the user's.
    pub(super) fn event_slot(&self, url: &Url) -> Result<Option<EventSlot>> {
        if self.is_custom() {
            return Ok(None);
        }
        let build = || self.setup.build(Needs::of(url, false));
        self.event_slots.acquire(build).map(Some)
    }

    /// Tells whether the client is the user's own, which may follow redirects and retry by itself.
    pub(super) fn is_custom(&self) -> bool {
        self.custom.is_some()
    }

    /// Keeps a client of the user's from sending a request again, or its body elsewhere: reqwest does neither with a body
    /// that it cannot copy, such as one that is wrapped.
    pub(super) fn prepare(&self, request: &mut Request) {
        if self.is_custom() {
            let body = request.body_mut().take().unwrap_or_default();
            *request.body_mut() = Some(Body::wrap(body));
        }
    }
}

/// How clients are set up.
struct Setup {
    connect_timeout: Duration,
    read_timeout: Duration,
    roots: Roots,
}

impl Setup {
    fn new(settings: &Settings) -> Result<Self> {
        Ok(Self {
            connect_timeout: settings.connect_timeout,
            read_timeout: settings.read_timeout,
            roots: Roots::new(settings)?,
        })
    }

    /// How often a connection is asked for a sign of life, and how long that may take: so that a dead one is found before
    /// the time is over in which the server may be silent, and what it held up can be sent again over another.
    fn keep_alive(&self) -> Duration {
        (self.read_timeout / 3).clamp(SHORTEST_KEEP_ALIVE, LONGEST_KEEP_ALIVE)
    }

    fn build(&self, needs: Needs) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            .http2_initial_stream_window_size(STREAM_WINDOW)
            .http2_initial_connection_window_size(CONNECTION_WINDOW)
            .http2_max_header_list_size(MAX_HEADER_KIB * 1024)
            .http2_keep_alive_interval(self.keep_alive())
            .http2_keep_alive_timeout(self.keep_alive())
            // Both are decided, and counted, by `Attempts`.
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false);
        if !needs.long_poll {
            builder = builder.read_timeout(self.read_timeout);
        }
        if needs.direct {
            builder = builder.no_proxy();
        }
        if compression::is_compiled_in() {
            // Slower, but HTTP/1.1 marks the end of a body in a way that every layer sees.
            builder = builder.http1_only();
        }
        let builder = match needs.direct {
            true => Roots::none(builder),
            false => self.roots.add_to(builder),
        };
        builder.build().map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_http_to_this_machine_goes_through_no_proxy() {
        for (url, direct) in [
            ("http://127.0.0.1:1/x", true),
            ("http://127.9.9.9", true),
            ("http://localhost:1", true),
            ("http://[::1]:1", true),
            ("https://127.0.0.1", false),
            ("http://127.0.0.1.example", false),
            ("http://10.0.0.1", false),
            ("https://dust.tt", false),
        ] {
            let needs = Needs::of(&url.parse().unwrap(), false);
            assert_eq!(needs.direct, direct, "{url}");
        }
    }

    #[test]
    fn each_need_has_a_client_of_its_own() {
        let clients = Clients::new(&Settings::for_tests(), &"http://[::1]".parse().unwrap());
        let clients = clients.unwrap();
        let mut seen: Vec<*const reqwest::Client> = Vec::new();
        for url in ["http://[::1]", "https://dust.tt"] {
            for long_poll in [false, true] {
                let client = clients.get(&url.parse().unwrap(), long_poll).unwrap();
                let again = clients.get(&url.parse().unwrap(), long_poll).unwrap();
                assert!(std::ptr::eq(client, again));
                seen.push(client);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 4);
    }
}
