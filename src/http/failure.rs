//! An attempt that failed: the error it would end with, and whether it may be made again.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::clients::MAX_HEADER_KIB;
use super::connect_error;
use super::error_response::Retryability;
use crate::error::{Error, ErrorKind};
use crate::http::operation::Idempotency;
use crate::http::retry::RetryContext;

/// How an attempt failed.
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) retryability: Retryability,
}

impl Failure {
    pub(super) fn new(error: Error, retryability: Retryability) -> Self {
        Self {
            error,
            retryability,
        }
    }

    /// A failure that no repetition cures.
    pub(super) fn lasting(error: Error) -> Self {
        Self::new(error, Retryability::Never)
    }

    pub(super) fn retry_context(&self) -> RetryContext {
        RetryContext {
            retryability: self.retryability,
            retry_after: self.error.retry_after(),
        }
    }

    pub(super) fn map(mut self, change: impl FnOnce(Error) -> Error) -> Self {
        self.error = change(self.error);
        self
    }

    /// Completes the error with what is known at the end of a call.
    pub(super) fn finish(
        self,
        operation: &'static str,
        attempts: Attempted,
        idempotency: Idempotency,
    ) -> Self {
        let retryable = self.retryability.allows(idempotency);
        self.map(|error| {
            error
                .with_operation(operation)
                .with_attempts(attempts.sent)
                .with_tries(attempts.made)
                .with_retryable(retryable)
        })
    }

    pub(super) fn into_error(self) -> Error {
        self.error
    }
}

/// How often a call was tried.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attempted {
    /// Attempts in all.
    pub(super) made: u32,
    /// Those that a request was sent in, as far as is known.
    pub(super) sent: u32,
}

/// How long a call may take, and when that is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeLimit {
    pub(super) limit: Duration,
    pub(super) end: Instant,
}

impl TimeLimit {
    /// One that begins now; none beyond what the clock can hold.
    pub(super) fn after(limit: Duration) -> Option<Self> {
        let end = Instant::now().checked_add(limit)?;
        Some(Self { limit, end })
    }
}

/// When a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// No response has begun.
    Sending,
    /// The body of the response was being read.
    Reading,
}

/// Whether an error of the HTTP client says that not even the beginning of a request was sent.
pub(super) fn is_unsent(error: &reqwest::Error) -> bool {
    error.is_connect() || error.is_builder()
}

/// What an error of the HTTP client means. It says of a time limit only that there was one: `limit` is that of the call.
pub(super) fn of_connection(
    error: reqwest::Error,
    phase: Phase,
    limit: Option<TimeLimit>,
) -> Failure {
    // Only a server gives an address with another scheme.
    let is_http = error
        .url()
        .is_some_and(|url| matches!(url.scheme(), "http" | "https"));
    // The URL holds ids, which would be printed with the source.
    let error = error.without_url();
    // A connection that was not made in time is not a time-out here: nothing was sent, so it may be made again.
    if error.is_connect() {
        return connect_error::failure(error);
    }
    if let Some(limit) = limit
        && error.is_timeout()
        && limit.end <= Instant::now()
    {
        return timed_out(limit.limit).map(|failed| failed.with_source(error));
    }
    if phase == Phase::Sending && is_of_headers(&error) {
        return headers_too_large();
    }
    let (kind, message, repeat) = meaning(&error, phase, is_http);
    let failed = Error::new(kind, message);
    let failed = match h2_error(&error) {
        // A connection that goes away may say why, in any words of the server's: all but the code is left out.
        Some(h2) if h2.is_go_away() => match h2.reason() {
            Some(reason) => failed.with_source(h2::Error::from(reason)),
            None => failed,
        },
        _ => failed.with_source(error),
    };
    Failure::new(failed, repeat)
}

/// What HTTP/2 says of an error.
fn h2_error(error: &reqwest::Error) -> Option<&h2::Error> {
    sources(error).find_map(|error| error.downcast_ref())
}

/// An error and all that caused it, also what an I/O error holds without calling it its source.
pub(super) fn sources<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    successors(Some(error), |error| cause_of(*error))
}

fn cause_of<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(held) => Some(held),
        None => error.source(),
    }
}

/// Tells whether the HTTP client gave up on the headers of a response. On HTTP/2 it has one error for headers that are too
/// large and for those that break the rules; of HTTP/1.1 it says it in words alone.
fn is_of_headers(error: &reqwest::Error) -> bool {
    use h2::Reason;
    let on_h2 = h2_error(error)
        .filter(|error| error.is_library())
        .is_some_and(|error| match error.reason() {
            Some(Reason::PROTOCOL_ERROR) => error.is_reset(),
            Some(Reason::ENHANCE_YOUR_CALM | Reason::COMPRESSION_ERROR) => error.is_go_away(),
            _ => false,
        });
    on_h2 || sources(error).any(|error| error.to_string() == "message head is too large")
}

fn headers_too_large() -> Failure {
    let message = format!(
        "the headers of the response are larger than {MAX_HEADER_KIB} KiB, or break the rules of HTTP"
    );
    // It may have come from a proxy that another attempt does not meet.
    Failure::new(
        Error::new(ErrorKind::Transport, message),
        Retryability::IfIdempotent,
    )
}

/// Tells whether the server said that it has not processed a request: it refused the stream, or it closes the connection
/// and names an earlier stream as the last one that it processed.
fn is_unprocessed(error: &reqwest::Error) -> bool {
    let Some(error) = h2_error(error).filter(|error| error.is_remote()) else {
        return false;
    };
    match error.reason() {
        Some(h2::Reason::REFUSED_STREAM) => error.is_reset(),
        Some(h2::Reason::NO_ERROR) => error.is_go_away(),
        _ => false,
    }
}

fn meaning(
    error: &reqwest::Error,
    phase: Phase,
    is_http: bool,
) -> (ErrorKind, &'static str, Retryability) {
    use ErrorKind::{InvalidArgument, Timeout, Transport};
    if error.is_timeout() {
        let message = match phase {
            Phase::Sending => "the server did not answer in time",
            Phase::Reading => "the response stopped arriving",
        };
        (Timeout, message, Retryability::IfIdempotent)
    } else if error.is_redirect() {
        let message =
            "the server redirects in a way that is not followed: from https to http, or in circles";
        (Transport, message, Retryability::Never)
    } else if error.is_builder() && !is_http {
        let message = "the server gave an address that is not http or https";
        (Transport, message, Retryability::Never)
    } else if error.is_builder() {
        let message = "the request cannot be built from these arguments";
        (InvalidArgument, message, Retryability::Never)
    } else if phase == Phase::Sending && is_unprocessed(error) {
        let message = "the server refused the request before processing it";
        (Transport, message, Retryability::Always)
    } else {
        let message = match phase {
            Phase::Sending => "the connection failed before a response came",
            Phase::Reading => "the connection failed while the response was read",
        };
        (Transport, message, Retryability::IfIdempotent)
    }
}

/// The error of a request that the generated code could not build.
pub(crate) fn not_sent(operation: &'static str, source: Option<reqwest::Error>) -> Error {
    let error = Error::invalid_argument("the request cannot be built from these arguments")
        .with_operation(operation);
    match source {
        Some(source) => error.with_source(source.without_url()),
        None => error,
    }
}

/// The failure of a redirect that is not followed.
pub(super) fn not_followed(status: StatusCode, reason: &str) -> Failure {
    let error = Error::new(ErrorKind::Transport, reason);
    Failure::lasting(error.with_status(status))
}

/// The failure of a body that was cut off where the HTTP client sees an end.
pub(super) fn cut_off() -> Failure {
    let message = "the response was cut off before its end";
    Failure::new(
        Error::new(ErrorKind::Transport, message),
        Retryability::IfIdempotent,
    )
}

pub(super) fn timed_out(limit: Duration) -> Failure {
    let message = format!("the call took longer than its time limit of {limit:?}");
    Failure::new(
        Error::new(ErrorKind::Timeout, message),
        Retryability::IfIdempotent,
    )
}

pub(super) fn too_large(limit: usize) -> Failure {
    let message = format!("the response is larger than the limit of {limit} bytes");
    Failure::lasting(Error::new(ErrorKind::PayloadTooLarge, message))
}

/// The error of a success that is a web page. No operation answers with one; the sign-in page of a network does.
pub(super) fn web_page(status: StatusCode) -> Failure {
    let error = Error::new(
        ErrorKind::Decode,
        "the response is a web page where data was expected",
    );
    let hint = "check the base URL, and whether a proxy or a sign-in page stands before the API";
    Failure::lasting(error.with_status(status).with_hint(hint))
}

/// The error of an answer that came in another form than it was asked for, which no path of this crate leads to.
pub(crate) fn misdelivered() -> Error {
    Error::new(
        ErrorKind::Decode,
        "the response came in another form than it was asked for",
    )
}
