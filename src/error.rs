//! The one error of this crate: opaque, one pointer wide, with a kind to match on.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

/// What every fallible call of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as coarse as a program needs it to decide what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration cannot work: a variable is missing, a key cannot be one.
    Config,
    /// An argument cannot be sent: an empty id, a start after the end.
    InvalidArgument,
    /// The server does not know who is asking.
    Authentication,
    /// The server knows who is asking, and refuses.
    Permission,
    /// What was asked for is not there.
    NotFound,
    /// Too many requests for now.
    RateLimited,
    /// A quota, a credit or a spending cap is used up; waiting a moment does not help.
    QuotaExhausted,
    /// The server refuses what the request says.
    InvalidRequest,
    /// The body is over a limit, the server's for a request or ours for a response.
    PayloadTooLarge,
    /// The server failed.
    Server,
    /// The server, or a proxy before it, is away for now.
    Unavailable,
    /// A time limit passed.
    Timeout,
    /// No connection could be made: nothing was sent.
    Connect,
    /// The connection failed after it was made.
    Transport,
    /// The response is not what it should be.
    Decode,
    /// An event stream broke off or carried an error.
    Stream,
}

/// An error of this crate.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static str>,
    status: Option<StatusCode>,
    code: Option<String>,
    retry_after: Option<Duration>,
    attempts: u32,
    run_id: Option<String>,
    body: Option<Bytes>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            status: None,
            code: None,
            retry_after: None,
            attempts: 0,
            run_id: None,
            body: None,
            source: None,
        }))
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
