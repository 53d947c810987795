//! The attempts of one call: sign, send, read, and again if that may help.
//!
//! A call is a future in a future in a future, and each moves what it is given. So the request is kept here, once, and the
//! parts that wait only borrow it.

use std::future::Future;
use std::time::Duration;

use http::header::{AUTHORIZATION, LOCATION, USER_AGENT};
use http::{HeaderName, HeaderValue};
use reqwest::{Request, Response};
use tokio::time::Instant;

use super::answer::{self, Answer, Origin, ReadError};
use super::failure::{self, Failure, Phase};
use super::http::{HELD, MOST_REDIRECTS};
use super::trace::CallSpan;
use super::{Delivery, Manner, Settings, Transport, auth};
use crate::error::{self, Error, Repeat};
use crate::media_type::{self, HTML, JSON, XHTML};
use crate::retry::{self, Effect, Policy};

/// Progenitor adds it to every request; Dust does not know it.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// One call under way.
pub(super) struct Attempts<'a> {
    transport: &'a Transport,
    settings: Settings,
    operation: &'static str,
    effect: Effect,
    policy: Policy,
    /// What is sent, until the last attempt takes it.
    request: Option<Request>,
    made: u32,
    retries: u32,
    may_renew_token: bool,
    redirects: usize,
}

impl<'a> Attempts<'a> {
    /// `operation` is used if the settings do not name one.
    pub(super) fn new(
        transport: &'a Transport,
        settings: Settings,
        operation: &'static str,
        mut request: Request,
    ) -> Self {
        request.headers_mut().remove(API_VERSION);
        let max_retries = settings.max_retries;
        Self {
            transport,
            settings,
            operation: settings.operation.unwrap_or(operation),
            effect: Effect::of(request.method()),
            policy: Policy {
                max_retries: max_retries.unwrap_or(transport.policy.max_retries),
                ..transport.policy
            },
            request: Some(request),
            made: 0,
            retries: 0,
            may_renew_token: transport.auth.renews(),
            redirects: 0,
        }
    }

    /// Makes attempts until one succeeds or no other may be made.
    pub(super) async fn run(&mut self) -> Result<Answer, Failure> {
        let span = CallSpan::new(self.operation);
        let result = span.within(self.run_in_time(&span)).await;
        let status = match &result {
            Ok(answer) => Some(answer.status()),
            Err(failure) => failure.error.status(),
        };
        span.finish(status, self.made);
        result.map_err(|failure| failure.finish(self.operation, self.made, self.effect))
    }

    /// One limit covers the call as a whole: its attempts, the waits between them, and the token provider.
    async fn run_in_time(&mut self, span: &CallSpan) -> Result<Answer, Failure> {
        let limit = self.time_limit();
        // A limit beyond what the clock can hold is none.
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        match (deadline, limit) {
            (Some(deadline), Some(limit)) => {
                tokio::time::timeout_at(deadline, self.repeat(Some(deadline), span))
                    .await
                    .unwrap_or_else(|_| Err(failure::timed_out(limit)))
            }
            _ => self.repeat(None, span).await,
        }
    }

    fn time_limit(&self) -> Option<Duration> {
        let usual = self.transport.timeout;
        let by_default = match (self.settings.delivery, self.settings.manner) {
            (Delivery::Open, _) | (_, Manner::Anywhere) => None,
            (_, Manner::Held) => Some(usual.max(HELD)),
            (Delivery::Whole | Delivery::Generated, _) => Some(usual),
        };
        self.settings.timeout.or(by_default)
    }

    async fn repeat(
        &mut self,
        deadline: Option<Instant>,
        span: &CallSpan,
    ) -> Result<Answer, Failure> {
        loop {
            let authorization = self.transport.auth.next().await;
            let authorization =
                authorization.map_err(|error| Failure::lasting(self.transport.redact(error)))?;
            let result = match self.start(&authorization, deadline)?.await {
                Ok(response) if self.is_redirected(&response) => continue,
                Ok(response) => self.take(response, deadline).await,
                Err(error) => Err(failure::of_connection(error, Phase::Sending)),
            };
            let failure = match result {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure.map(|error| self.redact(error, &authorization)),
            };
            let Some(delay) = self
                .delay(&failure)
                .filter(|delay| is_in_time(*delay, deadline))
            else {
                return Err(failure);
            };
            span.retry(self.operation, self.made, delay, &failure.error);
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
        }
    }

    /// Other calls may have sent so many other tokens since that this one is no longer among the last.
    fn redact(&self, error: Error, authorization: &HeaderValue) -> Error {
        let mut secrets = self.transport.secrets();
        secrets.add(auth::secret(authorization));
        error.redacted(&secrets)
    }

    /// How long to wait before the next attempt; nothing if there is none.
    fn delay(&mut self, failure: &Failure) -> Option<Duration> {
        self.request.as_ref()?;
        if failure.repeat == Repeat::WithFreshToken && self.may_renew_token {
            self.may_renew_token = false;
            return Some(Duration::ZERO);
        }
        // Stays below the largest number of retries, which is one itself.
        self.retries = self.retries.saturating_add(1);
        let outcome = failure.outcome();
        retry::decide(
            &self.policy,
            self.effect,
            self.retries,
            outcome,
            retry::random(),
        )
    }

    /// Signs a copy of the request, or the request itself if no other attempt can follow, and begins to send it.
    fn start(
        &mut self,
        authorization: &HeaderValue,
        deadline: Option<Instant>,
    ) -> Result<impl Future<Output = reqwest::Result<Response>> + use<>, Failure> {
        let another = self.retries < self.policy.max_retries
            || self.may_renew_token
            || self.settings.manner == Manner::Redirected;
        let copy = match &self.request {
            Some(request) if another => request.try_clone(),
            _ => None,
        };
        let Some(mut request) = copy.or_else(|| self.request.take()) else {
            return Err(Failure::lasting(failure::not_sent(self.operation, None)));
        };
        self.sign(&mut request, authorization)
            .map_err(Failure::lasting)?;
        if let (Delivery::Open, Some(deadline)) = (self.settings.delivery, deadline) {
            // The limit goes on to hold for the body, which is read after this returns.
            *request.timeout_mut() = Some(deadline.saturating_duration_since(Instant::now()));
        }
        // One in the life of a call, of which there are no more than retries and one.
        self.made = self.made.saturating_add(1);
        let patience = matches!(self.settings.manner, Manner::Held | Manner::Anywhere);
        let http = self.transport.clients.get(patience);
        Ok(http.map_err(Failure::lasting)?.execute(request))
    }

    /// Turns the request to where a response sends it, if that is on the same host and the HTTP client stayed here.
    fn is_redirected(&mut self, response: &Response) -> bool {
        if self.settings.manner != Manner::Redirected
            || !response.status().is_redirection()
            || self.redirects == MOST_REDIRECTS
        {
            return false;
        }
        let place = response.headers().get(LOCATION);
        let place = place.and_then(|place| response.url().join(place.to_str().ok()?).ok());
        match (place, &mut self.request) {
            (Some(place), Some(request)) if self.transport.is_own_origin(&place) => {
                *request.url_mut() = place;
                self.redirects += 1;
                true
            }
            _ => false,
        }
    }

    /// Adds what says who is asking, and makes sure that it is Dust who learns it.
    fn sign(&self, request: &mut Request, authorization: &HeaderValue) -> Result<(), Error> {
        let manner = self.settings.manner;
        let is_home = match manner {
            Manner::Anywhere | Manner::Redirected => self.transport.is_own_origin(request.url()),
            Manner::Usual | Manner::Held => request
                .url()
                .as_str()
                .starts_with(self.transport.api_root.as_str()),
        };
        if !is_home && manner != Manner::Anywhere {
            return Err(Error::invalid_argument(
                "the request would leave the address of the API",
            ));
        }
        if !is_home && self.transport.is_downgrade(request.url()) {
            return Err(Error::invalid_argument(
                "the server gave an address that is not https",
            ));
        }
        let headers = request.headers_mut();
        if is_home {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        headers.insert(USER_AGENT, self.transport.user_agent.clone());
        Ok(())
    }

    async fn take(
        &self,
        mut response: Response,
        deadline: Option<Instant>,
    ) -> Result<Answer, Failure> {
        if !response.status().is_success() {
            return Err(self.refused(&mut response, deadline).await);
        }
        if media_type::is_one_of(response.headers(), &[HTML, XHTML]) {
            return Err(failure::web_page(response.status()));
        }
        let whole = match self.settings.delivery {
            Delivery::Whole => true,
            Delivery::Generated => media_type::is_one_of(response.headers(), &[JSON]),
            Delivery::Open => false,
        };
        if !whole {
            return Ok(Answer::Open(response, self.origin()));
        }
        let limit = self.transport.max_json_bytes;
        match answer::read_whole(&mut response, limit).await {
            Ok(body) => Ok(Answer::whole(response, body, self.made)),
            Err(error) => {
                Err(unread(error, limit).map(|error| error.with_status(response.status())))
            }
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            operation: self.operation,
            attempts: self.made,
            effect: self.effect,
        }
    }

    async fn refused(&self, response: &mut Response, deadline: Option<Instant>) -> Failure {
        let body = answer::read_start(response, error::BODY_LIMIT, deadline).await;
        let headers = std::mem::take(response.headers_mut());
        let (error, repeat) =
            error::from_response(response.status(), &headers, body, self.transport.region);
        Failure {
            error,
            repeat,
            headers: Some(headers),
        }
    }
}

fn unread(error: ReadError, limit: usize) -> Failure {
    match error {
        ReadError::TooLarge => failure::too_large(limit),
        ReadError::Broken(error) => failure::of_connection(error, Phase::Reading),
    }
}

/// Waiting for an attempt that the time limit will not let happen only delays the error.
fn is_in_time(delay: Duration, deadline: Option<Instant>) -> bool {
    deadline.is_none_or(|deadline| delay < deadline.saturating_duration_since(Instant::now()))
}
