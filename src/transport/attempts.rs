//! The attempts of one call: sign, send, read, and again if that may help.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Request, Response};
use tokio::time::Instant;

use super::answer::{self, Answer, Origin, ReadError};
use super::failure::{self, Failure, Phase};
use super::trace::CallSpan;
use super::{Delivery, Settings, Transport, auth};
use crate::error::{self, Error, Repeat};
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
    made: AtomicU32,
}

impl<'a> Attempts<'a> {
    /// `operation` is used if the settings do not name one.
    pub(super) fn new(
        transport: &'a Transport,
        settings: Settings,
        operation: &'static str,
        request: &Request,
    ) -> Self {
        let max_retries = settings.max_retries;
        Self {
            effect: Effect::of(request.method()),
            transport,
            settings,
            operation: settings.operation.unwrap_or(operation),
            policy: Policy {
                max_retries: max_retries.unwrap_or(transport.policy.max_retries),
                ..transport.policy
            },
            made: AtomicU32::new(0),
        }
    }

    /// Makes attempts until one succeeds or no other may be made.
    pub(super) async fn run(&self, mut request: Request) -> Result<Answer, Failure> {
        request.headers_mut().remove(API_VERSION);
        let span = CallSpan::new(self.operation);
        let result = span.within(self.run_in_time(request, &span)).await;
        let made = self.made.load(Ordering::Relaxed);
        let status = match &result {
            Ok(answer) => Some(answer.status()),
            Err(failure) => failure.error.status(),
        };
        span.finish(status, made);
        result.map_err(|failure| failure.finish(self.operation, made, self.effect))
    }

    /// One limit covers the call as a whole: its attempts, the waits between them, and the token provider.
    async fn run_in_time(&self, request: Request, span: &CallSpan) -> Result<Answer, Failure> {
        let Some(limit) = self.time_limit() else {
            return self.repeat(request, None, span).await;
        };
        // A limit beyond what the clock can hold is none.
        let Some(deadline) = Instant::now().checked_add(limit) else {
            return self.repeat(request, None, span).await;
        };
        tokio::time::timeout_at(deadline, self.repeat(request, Some(deadline), span))
            .await
            .unwrap_or_else(|_| Err(failure::timed_out(limit)))
    }

    fn time_limit(&self) -> Option<Duration> {
        let by_default = match self.settings.delivery {
            Delivery::Whole | Delivery::Generated => Some(self.transport.timeout),
            Delivery::Open => None,
        };
        self.settings.timeout.or(by_default)
    }

    async fn repeat(
        &self,
        mut request: Request,
        deadline: Option<Instant>,
        span: &CallSpan,
    ) -> Result<Answer, Failure> {
        let mut left = Left {
            retries: self.policy.max_retries,
            renewal: self.transport.auth.renews(),
        };
        loop {
            // Copied only if it can be needed: sending uses it up.
            let copy = left.any().then(|| request.try_clone()).flatten();
            let failure = match self.attempt(request, deadline).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let delay = self.delay(&failure, &mut left);
            let (Some(copy), Some(delay)) = (copy, delay) else {
                return Err(failure);
            };
            if !is_in_time(delay, deadline) {
                return Err(failure);
            }
            let made = self.made.load(Ordering::Relaxed);
            span.retry(self.operation, made, delay, &failure.error);
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            request = copy;
        }
    }

    /// How long to wait before the next attempt; nothing if there is none. Uses up what is left.
    fn delay(&self, failure: &Failure, left: &mut Left) -> Option<Duration> {
        if failure.repeat == Repeat::WithFreshToken && left.renewal {
            left.renewal = false;
            return Some(Duration::ZERO);
        }
        let attempt = self.policy.max_retries - left.retries;
        let attempt = attempt.saturating_add(1);
        let outcome = failure.outcome();
        let delay = retry::decide(&self.policy, self.effect, attempt, outcome, retry::random())?;
        // The decision gives a delay only while retries are left.
        left.retries -= 1;
        Some(delay)
    }

    async fn attempt(
        &self,
        mut request: Request,
        deadline: Option<Instant>,
    ) -> Result<Answer, Failure> {
        let authorization = self.transport.auth.next().await.map_err(Failure::lasting)?;
        self.sign(&mut request, authorization.clone())
            .map_err(Failure::lasting)?;
        if let (Delivery::Open, Some(deadline)) = (self.settings.delivery, deadline) {
            // The limit goes on to hold for the body, which is read after this returns.
            *request.timeout_mut() = Some(deadline.saturating_duration_since(Instant::now()));
        }
        self.made.fetch_add(1, Ordering::Relaxed);
        self.send(request)
            .await
            .map_err(|failure| failure.map(|error| error.redacted(auth::secret(&authorization))))
    }

    /// Adds what says who is asking, and makes sure that it is Dust who learns it.
    fn sign(&self, request: &mut Request, authorization: HeaderValue) -> Result<(), Error> {
        let is_home = match self.settings.anywhere {
            true => self.transport.is_own_origin(request.url()),
            false => request.url().as_str().starts_with(&self.transport.api_root),
        };
        if !is_home && !self.settings.anywhere {
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
            headers.insert(AUTHORIZATION, authorization);
        }
        headers.insert(USER_AGENT, self.transport.user_agent.clone());
        Ok(())
    }

    async fn send(&self, request: Request) -> Result<Answer, Failure> {
        let response = self
            .transport
            .http
            .execute(request)
            .await
            .map_err(|error| failure::of_connection(error, Phase::Sending))?;
        if !response.status().is_success() {
            return Err(self.refused(response).await);
        }
        if has_type(response.headers(), b"text/html") {
            return Err(failure::web_page(response.status()));
        }
        match self.settings.delivery {
            Delivery::Whole => self.read(response).await,
            Delivery::Generated if has_type(response.headers(), b"application/json") => {
                self.read(response).await
            }
            Delivery::Open | Delivery::Generated => Ok(Answer::Open(response, self.origin())),
        }
    }

    async fn read(&self, mut response: Response) -> Result<Answer, Failure> {
        let limit = self.transport.max_json_bytes;
        match answer::read_whole(&mut response, limit).await {
            Ok(body) => Ok(Answer::whole(response, body)),
            Err(error) => {
                let failure = match error {
                    ReadError::TooLarge => failure::too_large(limit),
                    ReadError::Broken(error) => failure::of_connection(error, Phase::Reading),
                };
                Err(failure.map(|error| error.with_status(response.status())))
            }
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            operation: self.operation,
            attempts: self.made.load(Ordering::Relaxed),
            effect: self.effect,
        }
    }

    async fn refused(&self, mut response: Response) -> Failure {
        let body = answer::read_start(&mut response, error::BODY_LIMIT).await;
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

/// What a call may still do about a failure.
struct Left {
    retries: u32,
    renewal: bool,
}

impl Left {
    fn any(&self) -> bool {
        self.retries > 0 || self.renewal
    }
}

/// Waiting for an attempt that the time limit will not let happen only delays the error.
fn is_in_time(delay: Duration, deadline: Option<Instant>) -> bool {
    deadline.is_none_or(|deadline| delay < deadline.saturating_duration_since(Instant::now()))
}

fn has_type(headers: &HeaderMap, media_type: &[u8]) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(media_type))
}
