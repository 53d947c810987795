//! Failures on request: which fault meets which request, and what it does to the answer.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;

use crate::http::api_error::ApiError;
use crate::http::body::Damage;
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;

/// A failure for [`fail_next`](crate::Sandbox::fail_next) and [`fail_when`](crate::Sandbox::fail_when).
///
/// The first group answers in the place of the sandbox, and the request changes nothing. The second group harms the connection.
///
/// As text (for `--fault`) a fault is its name in kebab case, with a number after `=` where it has one: `rate-limited=2`,
/// `cut-body=100`; `status=418` is any status without a body.
///
/// ```
/// use dust_sandbox::Fault;
/// use std::time::Duration;
///
/// let retry_after = Some(Duration::from_secs(2));
/// assert_eq!("rate-limited=2".parse::<Fault>()?, Fault::RateLimited { retry_after });
/// let teapot = Fault::error(418, "teapot_error", "There is no coffee.");
/// # let _ = teapot;
/// # Ok::<_, dust_sandbox::UnknownFault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// 503 `service_unavailable` in Dust's own envelope: maintenance, nothing was done.
    Unavailable,
    /// A proxy's 502 with a page of HTML.
    BadGateway,
    /// A proxy's 504 without a body.
    GatewayTimeout,
    /// 429 `rate_limit_error`; `Retry-After` in whole seconds if given.
    RateLimited {
        /// What `Retry-After` says.
        retry_after: Option<Duration>,
    },
    /// 429 `rate_limit_error` whose message says that the workspace has run out of credits.
    OutOfCredits,
    /// 500 `internal_server_error`.
    ServerError,
    /// 408, the server's own request timeout.
    RequestTimeout,
    /// 401 `expired_oauth_token_error`.
    ExpiredToken,
    /// Any status with any type in Dust's envelope.
    Error {
        /// The status, 200 to 599.
        status: u16,
        /// The `type` in the envelope.
        kind: String,
        /// The `message` in the envelope.
        message: String,
    },
    /// Any status with any body.
    Answer {
        /// The status, 200 to 599.
        status: u16,
        /// The media type of the body.
        media_type: String,
        /// The body.
        body: String,
    },

    /// The connection is reset before an answer; the request was not acted upon.
    Reset,
    /// No answer ever comes; the request was not acted upon.
    Stall,
    /// The request is acted upon, and the connection is reset before an answer.
    ResetAfterActing,
    /// The request is acted upon; the body breaks off after this many bytes.
    CutBody(usize),
    /// The request is acted upon; after this many bytes of the body nothing more comes.
    StallBody(usize),
    /// The run goes on, but its stream ends, as if in order, after this many events. Does nothing to other answers.
    CutStream(usize),
}

impl Fault {
    /// Any status with any type in Dust's envelope.
    pub fn error(status: u16, kind: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Error {
            status,
            kind: kind.into(),
            message: message.into(),
        }
    }

    /// 429 without a `Retry-After`.
    pub fn rate_limited() -> Self {
        Self::RateLimited { retry_after: None }
    }

    /// The answer that takes the place of the sandbox's own.
    pub(crate) fn answer(&self) -> Option<Reply> {
        let error = match self {
            Self::BadGateway => return Some(bad_gateway()),
            Self::GatewayTimeout => return Some(Reply::without_body(StatusCode::GATEWAY_TIMEOUT)),
            Self::Answer {
                status,
                media_type,
                body,
            } => return Some(Reply::new(code(*status), media_type, body.clone())),
            Self::Unavailable => ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "service_unavailable",
                "Dust is under maintenance. Please try again later.",
            ),
            Self::RateLimited { retry_after } => {
                let error = ApiError::too_many("You have reached the rate limit.");
                match retry_after {
                    Some(wait) => error.retry_after(wait.as_secs()),
                    None => error,
                }
            }
            Self::OutOfCredits => ApiError::too_many("Your workspace has run out of credits."),
            Self::ServerError => ApiError::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal_server_error",
                "Internal server error.",
            ),
            Self::RequestTimeout => ApiError::new(
                StatusCode::REQUEST_TIMEOUT,
                "internal_server_error",
                "The request timed out.",
            ),
            Self::ExpiredToken => ApiError::unauthorized(
                "expired_oauth_token_error",
                "The request does not have valid authentication credentials.",
            ),
            Self::Error {
                status,
                kind,
                message,
            } => ApiError::new(code(*status), kind, message),
            _ => return None,
        };
        Some(error.into())
    }

    pub(crate) fn damage(&self) -> Option<Damage> {
        match self {
            Self::CutBody(bytes) => Some(Damage::Cut(*bytes)),
            Self::StallBody(bytes) => Some(Damage::Stall(*bytes)),
            Self::CutStream(events) => Some(Damage::EndAfter(*events)),
            _ => None,
        }
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn bad_gateway() -> Reply {
    Reply::new(
        StatusCode::BAD_GATEWAY,
        "text/html; charset=UTF-8",
        "<html><head><title>502 Server Error</title></head><body><h1>Error: Server Error</h1></body></html>",
    )
}

/// A text that names no [`Fault`]; its message lists those that there are.
#[derive(Clone, Debug)]
pub struct UnknownFault(String);

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no fault is called `{}`; there are {}",
            self.0,
            Fault::NAMES
        )
    }
}

impl std::error::Error for UnknownFault {}

impl Fault {
    /// The faults that can be named in a text, as [`FromStr`] reads them.
    pub const NAMES: &'static str = "unavailable, bad-gateway, gateway-timeout, rate-limited[=<seconds>], out-of-credits, server-error, \
     request-timeout, expired-token, reset, stall, reset-after-acting, cut-body=<bytes>, stall-body=<bytes>, \
     cut-stream=<events>, status=<code>";
}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let unknown = || UnknownFault(text.to_owned());
        let (name, number) = match text.split_once('=') {
            Some((name, number)) => (name, Some(number.parse::<u16>().map_err(|_| unknown())?)),
            None => (text, None),
        };
        Ok(match (name, number) {
            ("unavailable", None) => Self::Unavailable,
            ("bad-gateway", None) => Self::BadGateway,
            ("gateway-timeout", None) => Self::GatewayTimeout,
            ("rate-limited", seconds) => Self::RateLimited {
                retry_after: seconds.map(|seconds| Duration::from_secs(seconds.into())),
            },
            ("out-of-credits", None) => Self::OutOfCredits,
            ("server-error", None) => Self::ServerError,
            ("request-timeout", None) => Self::RequestTimeout,
            ("expired-token", None) => Self::ExpiredToken,
            ("reset", None) => Self::Reset,
            ("stall", None) => Self::Stall,
            ("reset-after-acting", None) => Self::ResetAfterActing,
            ("cut-body", Some(bytes)) => Self::CutBody(bytes.into()),
            ("stall-body", Some(bytes)) => Self::StallBody(bytes.into()),
            ("cut-stream", Some(events)) => Self::CutStream(events.into()),
            ("status", Some(status @ 200..=599)) => Self::Answer {
                status,
                media_type: "text/plain".to_owned(),
                body: String::new(),
            },
            _ => return Err(unknown()),
        })
    }
}

type Predicate = Arc<dyn Fn(&ReceivedRequest) -> bool + Send + Sync>;

/// The faults that wait for their request.
#[derive(Default)]
pub(crate) struct Faults {
    next: VecDeque<Fault>,
    when: Vec<(Predicate, Fault)>,
}

impl Faults {
    pub(crate) fn next(&mut self, fault: Fault) {
        self.next.push_back(fault);
    }

    pub(crate) fn when(&mut self, predicate: Predicate, fault: Fault) {
        self.when.push((predicate, fault));
    }

    /// The fault for this request: the first rule that it meets, else the next in the queue.
    pub(crate) fn next_for(&mut self, request: &ReceivedRequest) -> Option<Fault> {
        let rule = self.when.iter().find(|(predicate, _)| predicate(request));
        match rule {
            Some((_, fault)) => Some(fault.clone()),
            None => self.next.pop_front(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use axum::http::{HeaderMap, Method, Uri};

    fn request(path: &'static str) -> ReceivedRequest {
        ReceivedRequest::new(
            Method::GET,
            Uri::from_static(path),
            Vec::new(),
            HeaderMap::new(),
            Bytes::new(),
        )
    }

    #[test]
    fn meets_a_rule_each_time_and_the_queue_once() {
        let mut faults = Faults::default();
        faults.next(Fault::Reset);
        faults.when(
            Arc::new(|request| request.path() == "/always"),
            Fault::Stall,
        );
        assert_eq!(faults.next_for(&request("/always")), Some(Fault::Stall));
        assert_eq!(faults.next_for(&request("/always")), Some(Fault::Stall));
        assert_eq!(faults.next_for(&request("/once")), Some(Fault::Reset));
        assert_eq!(faults.next_for(&request("/once")), None);
    }

    #[test]
    fn reads_each_fault_from_its_name() {
        for (text, fault) in [
            ("unavailable", Fault::Unavailable),
            ("rate-limited", Fault::rate_limited()),
            (
                "rate-limited=2",
                Fault::RateLimited {
                    retry_after: Some(Duration::from_secs(2)),
                },
            ),
            ("cut-body=100", Fault::CutBody(100)),
            ("cut-stream=3", Fault::CutStream(3)),
        ] {
            assert_eq!(text.parse::<Fault>().unwrap(), fault);
        }
        for text in ["", "cut-body", "cut-body=x", "status=99", "unavailable=1"] {
            let error = text.parse::<Fault>().unwrap_err();
            assert!(error.to_string().contains("there are"), "{error}");
        }
    }
}
