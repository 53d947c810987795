//! Code of the user's around every request: for metrics, headers of a gateway, record and replay.
//!
//! A [`Middleware`] gets each request before it is sent and each response after its head has come. Requests that are sent
//! again, and those that follow a redirect, go through it as well. It may change them, give a response without sending
//! anything, or fail. What it never has is the key: only after the last middleware it is checked where the request goes, and
//! the key is added.
//!
//! ```
//! use std::time::Instant;
//!
//! use dust_sdk::middleware::{BoxFuture, Middleware, Next};
//! use dust_sdk::{Config, Result};
//!
//! struct Timing;
//!
//! impl Middleware for Timing {
//!     fn handle<'a>(
//!         &'a self,
//!         request: reqwest::Request,
//!         next: Next<'a>,
//!     ) -> BoxFuture<'a, Result<reqwest::Response>> {
//!         let (operation, attempt, start) = (next.operation(), next.attempt(), Instant::now());
//!         Box::pin(async move {
//!             let result = next.run(request).await;
//!             println!("{operation}, attempt {attempt}: {:?}", start.elapsed());
//!             result
//!         })
//!     }
//! }
//!
//! let config = Config::new("h9p9uyOJxmD", "sk-0123").middleware(Timing);
//! ```

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::{Request, Response, Url};

use super::dispatch::Dispatch;
use super::error_response::Retryability;
use super::event_slots::EventSlot;
use super::failure::{self, Failure, Phase};
use crate::error::Result;

/// The future of a middleware; the same type as `futures::future::BoxFuture`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Code around every request of a client; see [the module](self).
///
/// The types of requests and responses are reqwest's, because they are what is sent: nothing is lost in between.
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request: sends it by [`Next::run`], or gives a response of its own.
    ///
    /// An error of [`Next::run`] is a failed attempt, and is repeated by the rules of the call if it is given on, with
    /// whatever changes. So is a response with a status that says so, also one that a middleware made. An error of the middleware itself, made
    /// by [`Error::from_middleware`](crate::Error::from_middleware), ends the call.
    ///
    /// # Errors
    ///
    /// What [`Next::run`] gives, and what the middleware says.
    fn handle<'a>(&'a self, request: Request, next: Next<'a>) -> BoxFuture<'a, Result<Response>>;
}

/// What comes after a middleware: the next one, or the server.
#[must_use = "nothing is sent unless it is run"]
pub struct Next<'a> {
    rest: &'a [Arc<dyn Middleware>],
    dispatch: &'a Dispatch<'a>,
    outcome: &'a Mutex<SendRecord>,
    attempt: u32,
}

impl<'a> Next<'a> {
    pub(super) fn new(
        rest: &'a [Arc<dyn Middleware>],
        dispatch: &'a Dispatch<'a>,
        outcome: &'a Mutex<SendRecord>,
        attempt: u32,
    ) -> Self {
        Self {
            rest,
            dispatch,
            outcome,
            attempt,
        }
    }

    /// Returns the name of the operation, such as `list_agents`; `request` for other paths.
    pub fn operation(&self) -> &'static str {
        self.dispatch.options.operation.id
    }

    /// Returns the number of the attempt, from 1. A request that follows a redirect belongs to the attempt that was redirected.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Goes on with the next middleware, or sends the request. The body of the response is still to come.
    ///
    /// # Errors
    ///
    /// What keeps a response from coming, and an [`InvalidArgument`](crate::ErrorKind::InvalidArgument) if the request
    /// would leave the address of the API. A response of any status is none.
    pub fn run(self, request: Request) -> BoxFuture<'a, Result<Response>> {
        match self.rest.split_first() {
            Some((middleware, rest)) => middleware.handle(request, Self { rest, ..self }),
            None => Box::pin(self.send(request)),
        }
    }

    async fn send(self, request: Request) -> Result<Response> {
        let sent = match self.dispatch.send(request) {
            Ok((sending, slot)) => {
                self.note(|outcome| (outcome.is_sent, outcome.slot) = (true, slot));
                sending.await
            }
            Err(failure) => return Err(self.failed(failure)),
        };
        match sent {
            Ok(response) => {
                self.note(|outcome| outcome.url = Some(response.url().clone()));
                Ok(response)
            }
            Err(error) => {
                let is_sent = !failure::is_unsent(&error);
                self.note(|outcome| outcome.is_sent = is_sent);
                let failure = failure::of_connection(error, Phase::Sending, self.dispatch.limit);
                Err(self.failed(failure))
            }
        }
    }

    /// The error of a failure, as a middleware may see it; what may be done about it is kept.
    fn failed(&self, failure: Failure) -> crate::Error {
        self.note(|outcome| outcome.retryability = Some(failure.retryability));
        let error = failure.into_error().with_operation(self.operation());
        self.dispatch.transport.redact(error)
    }

    fn note(&self, change: impl FnOnce(&mut SendRecord)) {
        change(&mut self.outcome.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("operation", &self.operation())
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// What became of a request below the last middleware.
#[derive(Default)]
pub(super) struct SendRecord {
    pub(super) is_sent: bool,
    /// The address that answered.
    pub(super) url: Option<Url>,
    /// Of the failure, if it failed.
    pub(super) retryability: Option<Retryability>,
    pub(super) slot: Option<EventSlot>,
}
