//! The attempts of one call: sign, send, read, and again if that may help.
//!
//! A call is a future in a future in a future, and each moves what it is given. So the request is kept here, once, and the
//! parts that wait only borrow it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method};
use reqwest::{Request, Response, Url};
use tokio::time::Instant;

use super::auth;
use super::body;
use super::clients::LONG_POLL_TIMEOUT;
use super::dispatch::Dispatch;
use super::error_response::{self, Retryability};
use super::event_slots::EventSlot;
use super::failure::{self, Attempted, Failure, Phase, TimeLimit};
use super::media_type::{self, HTML, XHTML};
use super::middleware::Next;
use super::operation::Idempotency;
use super::options::{BodyMode, CallOptions, OriginPolicy};
use super::redirect::{self, MOST_REDIRECTS, Redirect};
use super::response::{self, CallResponse, Origin, ReadError, StreamingResponse};
use super::retry::{self, Policy};
use super::trace::CallSpan;
use super::transport::Transport;
use crate::error::{BODY_LIMIT, BodyStart, Error};

/// One call under way.
pub(super) struct Attempts<'a> {
    transport: &'a Transport,
    options: CallOptions,
    operation: &'static str,
    method: Method,
    idempotency: Idempotency,
    policy: Policy,
    /// What is sent; gone with the first attempt if it cannot be copied.
    request: Option<Request>,
    /// Where the attempt under way was redirected, last.
    redirect: Option<Box<Redirect>>,
    redirects: usize,
    /// The place of an event stream on its connection.
    slot: Option<EventSlot>,
    /// The address that gave the last response, where a middleware may have made that.
    answered_from: Option<Url>,
    attempted: Attempted,
    limit: Option<TimeLimit>,
    retries: u32,
    may_renew_token: bool,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(transport: &'a Transport, options: CallOptions, request: Request) -> Self {
        Self {
            transport,
            operation: options.operation.id,
            method: request.method().clone(),
            idempotency: options.operation.idempotency,
            policy: Policy {
                max_retries: options.max_retries.unwrap_or(transport.policy.max_retries),
                ..transport.policy
            },
            request: Some(request),
            redirect: None,
            redirects: 0,
            slot: None,
            answered_from: None,
            attempted: Attempted::default(),
            limit: None,
            retries: 0,
            may_renew_token: transport.auth.renews(),
            options,
        }
    }

    /// Makes attempts until one succeeds or no other may be made.
    pub(super) async fn run(&mut self, span: &CallSpan) -> Result<CallResponse, Failure> {
        let result = self.run_in_time(span).await;
        result.map_err(|failure| failure.finish(self.operation, self.attempted, self.idempotency))
    }

    /// One limit covers the call as a whole: its attempts, the waits between them, and the token provider.
    async fn run_in_time(&mut self, span: &CallSpan) -> Result<CallResponse, Failure> {
        self.limit = self.time_limit().and_then(TimeLimit::after);
        match self.limit {
            Some(TimeLimit { limit, end }) => {
                tokio::time::timeout_at(end, self.repeat(Some(end), span))
                    .await
                    .unwrap_or_else(|_| Err(failure::timed_out(limit)))
            }
            None => self.repeat(None, span).await,
        }
    }

    fn time_limit(&self) -> Option<Duration> {
        let usual = self.transport.timeout;
        let by_default = match (self.options.body_mode, self.options.request) {
            (BodyMode::Streaming, _) => None,
            (_, request) if request.origin_policy == OriginPolicy::Any => None,
            (_, request) if request.long_poll => Some(usual.max(LONG_POLL_TIMEOUT)),
            (BodyMode::Buffered, _) => Some(usual),
        };
        self.options.timeout.or(by_default)
    }

    async fn repeat(
        &mut self,
        deadline: Option<Instant>,
        span: &CallSpan,
    ) -> Result<CallResponse, Failure> {
        loop {
            let authorization = self.transport.auth.next().await;
            let authorization =
                authorization.map_err(|error| Failure::lasting(self.transport.redact(error)))?;
            let response = match self.send(&authorization).await {
                Ok(response) => self.unless_redirected(response),
                Err(failure) => Err(failure),
            };
            let result = match response {
                Ok(None) => continue,
                Ok(Some(response)) => self.read_response(response, deadline).await,
                Err(failure) => Err(failure),
            };
            // The next attempt starts where the first did.
            (self.redirect, self.redirects) = (None, 0);
            let failure = match result {
                Ok(response) => return Ok(response),
                Err(failure) => failure.map(|error| self.redact(error, &authorization)),
            };
            let Some(delay) = self
                .delay(&failure)
                .filter(|delay| is_in_time(*delay, deadline))
            else {
                return Err(failure);
            };
            span.retry(self.operation, self.attempted.made, delay, &failure.error);
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
        if failure.retryability == Retryability::WithFreshToken && self.may_renew_token {
            self.may_renew_token = false;
            return Some(Duration::ZERO);
        }
        // Stays below the largest number of retries, which is one itself.
        self.retries = self.retries.saturating_add(1);
        let context = failure.retry_context();
        retry::decide(
            &self.policy,
            self.idempotency,
            self.retries,
            context,
            retry::random(),
        )
    }

    /// Makes one request, and gives the head of the response.
    async fn send(&mut self, authorization: &HeaderValue) -> Result<Response, Failure> {
        let mut request = self.next_request()?;
        // That of the attempt before is free now.
        self.slot = None;
        let dispatch = Dispatch {
            transport: self.transport,
            options: &self.options,
            authorization,
            is_redirect: self.redirect.is_some(),
            limit: self.limit,
        };
        dispatch.add_headers(&mut request);
        if !self.transport.middleware.is_empty() {
            return self.send_through_middleware(request, authorization).await;
        }
        let (sending, slot) = dispatch.send(request)?;
        self.slot = slot;
        self.count(true);
        sending.await.map_err(|error| self.unanswered(error))
    }

    async fn send_through_middleware(
        &mut self,
        request: Request,
        authorization: &HeaderValue,
    ) -> Result<Response, Failure> {
        let (url, outcome) = (request.url().clone(), Mutex::default());
        let dispatch = Dispatch {
            transport: self.transport,
            options: &self.options,
            authorization,
            is_redirect: self.redirect.is_some(),
            limit: self.limit,
        };
        let number = match &self.redirect {
            None => self.attempted.made.saturating_add(1),
            Some(_) => self.attempted.made,
        };
        let next = Next::new(&self.transport.middleware, &dispatch, &outcome, number);
        let result = next.run(request).await;
        let outcome = outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.count(outcome.is_sent);
        self.slot = outcome.slot;
        self.answered_from = Some(outcome.url.unwrap_or(url));
        // An error that is not about what was sent is the middleware's last word.
        let retryability = outcome.retryability.unwrap_or(Retryability::Never);
        result.map_err(|error| Failure::new(error, retryability))
    }

    /// A copy of the request, or the request itself if it cannot be copied, turned to where it should go.
    fn next_request(&mut self) -> Result<Request, Failure> {
        let copy = self.request.as_ref().and_then(Request::try_clone);
        let Some(mut request) = copy.or_else(|| self.request.take()) else {
            return Err(Failure::lasting(failure::not_sent(self.operation, None)));
        };
        if let Some(redirect) = &self.redirect {
            redirect.apply(&mut request);
        }
        Ok(request)
    }

    /// Counts an attempt once, however often it is redirected.
    fn count(&mut self, is_sent: bool) {
        if self.redirect.is_none() {
            // One in the life of a call, of which there are no more than retries and one.
            self.attempted.made = self.attempted.made.saturating_add(1);
            self.attempted.sent = self.attempted.sent.saturating_add(is_sent.into());
        }
    }

    fn unanswered(&mut self, error: reqwest::Error) -> Failure {
        if failure::is_unsent(&error) && self.redirect.is_none() {
            // It was counted when it began.
            self.attempted.sent = self.attempted.sent.saturating_sub(1);
        }
        failure::of_connection(error, Phase::Sending, self.limit)
    }

    /// Gives the response back, or nothing if the request is to be sent to another address, which is kept.
    fn unless_redirected(&mut self, response: Response) -> Result<Option<Response>, Failure> {
        match self.next_redirect(&response) {
            Ok(None) => Ok(Some(response)),
            Ok(Some(redirect)) => {
                self.redirect = Some(Box::new(redirect));
                self.redirects += 1;
                Ok(None)
            }
            Err(reason) => Err(failure::not_followed(response.status(), reason)),
        }
    }

    fn next_redirect(&self, response: &Response) -> Result<Option<Redirect>, &'static str> {
        let is_custom = self.transport.clients.is_custom();
        let from = self.answered_from.as_ref().unwrap_or(response.url());
        if is_custom
            && self.options.request.origin_policy != OriginPolicy::Any
            && !self.may_go_to(from)
        {
            // The user's client followed it by itself; at least the answer is not taken for the API's.
            return Err(redirect::LEAVES);
        }
        let last = self.redirect.as_deref();
        let next = Redirect::of(
            response.status(),
            response.headers(),
            from,
            &self.method,
            last,
        );
        let Some(next) = next.transpose()? else {
            return Ok(None);
        };
        match &self.request {
            Some(request) if is_custom && !self.follows_for_custom(request, &next) => Ok(None),
            None => Err(redirect::BODY_IS_GONE),
            Some(_) if self.redirects == MOST_REDIRECTS => Err(redirect::TOO_MANY),
            Some(_) if !self.may_go_to(&next.url) => Err(redirect::LEAVES),
            Some(_) => Ok(Some(next)),
        }
    }

    /// Tells whether a redirect may lead to an address: requests that change something, and those for events, stay on the
    /// origin of the API.
    fn may_go_to(&self, url: &Url) -> bool {
        // By its method: a call that may be repeated without harm still has a body that must not go elsewhere.
        let only_reads = Idempotency::of(&self.method) == Idempotency::Safe
            && !self.options.request.follow_same_origin;
        only_reads || self.transport.is_own_origin(url)
    }

    /// Tells whether to follow a redirect that a client of the user's did not: it has its own rules, but not for a body
    /// that it cannot copy.
    fn follows_for_custom(&self, request: &Request, next: &Redirect) -> bool {
        let keeps_body = request.body().is_some() && !next.turns_to_get;
        keeps_body || self.options.request.follow_same_origin
    }

    async fn read_response(
        &mut self,
        mut response: Response,
        deadline: Option<Instant>,
    ) -> Result<CallResponse, Failure> {
        if !response.status().is_success() {
            let limit = BODY_LIMIT;
            let (start, has_ended) = response::read_start(&mut response, limit, deadline).await;
            return Err(self.error_response(response, start, has_ended));
        }
        if media_type::is_one_of(response.headers(), &[HTML, XHTML]) {
            return Err(failure::web_page(response.status()));
        }
        if self.options.body_mode == BodyMode::Streaming {
            return Ok(CallResponse::Streaming(StreamingResponse {
                response,
                origin: self.origin(),
                slot: self.slot.take(),
            }));
        }
        let limit = self.transport.max_json_bytes;
        match response::read_whole(&mut response, limit).await {
            Ok(body) => CallResponse::buffered(response, body, self.attempted.sent),
            Err(error) => Err(self
                .unread(error, limit)
                .map(|error| error.with_status(response.status()))),
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            operation: self.operation,
            attempts: self.attempted,
            idempotency: self.idempotency,
            limit: self.limit,
        }
    }

    fn error_response(&self, mut response: Response, start: Bytes, has_ended: bool) -> Failure {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let body = BodyStart::new(start, !has_ended || body::is_cut_off(response));
        let (mut error, retryability) =
            error_response::from_response(status, &headers, body, self.transport.region);
        if self.options.operation.of_persons && self.transport.auth.is_key() {
            error = error_response::with_person_hint(error);
        }
        Failure::new(error.with_headers(headers), retryability)
    }

    fn unread(&self, error: ReadError, limit: usize) -> Failure {
        match error {
            ReadError::TooLarge => failure::too_large(limit),
            ReadError::Broken(error) => failure::of_connection(error, Phase::Reading, self.limit),
        }
    }
}

/// Waiting for an attempt that the time limit will not let happen only delays the error.
fn is_in_time(delay: Duration, deadline: Option<Instant>) -> bool {
    deadline.is_none_or(|deadline| delay < deadline.saturating_duration_since(Instant::now()))
}
