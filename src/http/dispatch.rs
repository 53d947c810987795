//! One request on its way: where it goes is checked, it is signed, and the client that fits sends it.

use std::future::Future;

use http::HeaderValue;
use http::header::USER_AGENT;
use reqwest::{Request, Response, Url};
use tokio::time::Instant;

use super::auth;
use super::event_slots::EventSlot;
use super::failure::{Failure, TimeLimit};
use super::options::{BodyMode, CallOptions, OriginPolicy};
use super::transport::Transport;
use crate::error::{Error, ErrorKind};

/// What is known of a request before it is sent.
pub(super) struct Dispatch<'a> {
    pub(super) transport: &'a Transport,
    pub(super) options: &'a CallOptions,
    pub(super) authorization: &'a HeaderValue,
    /// Whether a response sent it where it goes.
    pub(super) is_redirect: bool,
    pub(super) limit: Option<TimeLimit>,
}

impl Dispatch<'_> {
    /// Adds the headers of the user's, if it goes to the API.
    pub(super) fn add_headers(&self, request: &mut Request) {
        if self.is_home(request.url()) {
            let headers = request.headers_mut();
            self.transport.headers.put_on(headers);
            self.options.headers.put_on(headers);
        }
    }

    /// Signs a request and begins to send it.
    pub(super) fn send(
        &self,
        mut request: Request,
    ) -> Result<
        (
            impl Future<Output = reqwest::Result<Response>> + use<>,
            Option<EventSlot>,
        ),
        Failure,
    > {
        self.sign(&mut request).map_err(Failure::lasting)?;
        if let (BodyMode::Streaming, Some(limit)) = (self.options.body_mode, self.limit) {
            // The limit goes on to hold for the body, which is read after this returns.
            *request.timeout_mut() = Some(limit.end.saturating_duration_since(Instant::now()));
        }
        let clients = &self.transport.clients;
        clients.prepare(&mut request);
        let options = self.options.request;
        let slot = match options.event_stream {
            true => clients
                .event_slot(request.url())
                .map_err(Failure::lasting)?,
            false => None,
        };
        let long_poll = options.long_poll || options.origin_policy == OriginPolicy::Any;
        let http = match &slot {
            Some(client) => client,
            None => clients
                .get(request.url(), long_poll)
                .map_err(Failure::lasting)?,
        };
        Ok((http.execute(request), slot))
    }

    /// Tells whether an address is one that the key goes to.
    fn is_home(&self, url: &Url) -> bool {
        let options = self.options.request;
        let any_path = self.is_redirect
            || options.origin_policy == OriginPolicy::Any
            || options.follow_same_origin;
        match any_path {
            true => self.transport.is_own_origin(url),
            false => url.as_str().starts_with(self.transport.api_root.as_str()),
        }
    }

    /// Adds what says who is asking, and makes sure that it is Dust who learns it.
    fn sign(&self, request: &mut Request) -> Result<(), Error> {
        let may_leave = self.is_redirect || self.options.request.origin_policy == OriginPolicy::Any;
        let is_home = self.is_home(request.url());
        if !is_home && !may_leave {
            return Err(Error::invalid_argument(
                "the request would leave the address of the API",
            ));
        }
        if !is_home && self.transport.is_downgrade(request.url()) {
            let message = "the server gave an address that is not https";
            return Err(Error::new(ErrorKind::Transport, message));
        }
        let headers = request.headers_mut();
        if is_home {
            auth::attach(headers, self.authorization);
        } else {
            auth::detach(headers);
            self.transport.headers.take_off(headers);
            self.options.headers.take_off(headers);
        }
        headers.insert(USER_AGENT, self.transport.user_agent.clone());
        Ok(())
    }
}
