//! A request in, a response out: signed, sent, sent again where that is safe, and read within bounds.

mod attempts;
mod auth;
mod body;
mod call;
mod clients;
mod compression;
mod connect_error;
mod credential;
mod deadline;
mod dispatch;
mod envelope;
mod error_response;
mod event_slots;
mod extra_headers;
mod failure;
mod loopback;
pub(crate) mod media_type;
pub mod middleware;
mod operation;
mod options;
mod path;
mod rate_window;
mod redirect;
mod region;
mod request;
mod response;
mod retry;
mod retry_after;
mod roots;
mod settings;
mod tls;
mod trace;
mod transport;

pub(crate) use ::http::Method;
pub(crate) use ::reqwest::Request;

pub use call::CallFuture;
pub(crate) use call::{BoxFuture, Call, CallBuilder, call_builder, call_options, done_on_repeat};
pub(crate) use credential::{Credential, TokenProvider};
pub(crate) use deadline::{DEFAULT_DEADLINE, Deadline};
pub(crate) use error_response::Retryability;
#[cfg(fuzzing)]
pub(crate) use error_response::from_response;
pub(crate) use extra_headers::ExtraHeaders;
pub(crate) use failure::not_sent;
pub(crate) use loopback::is_loopback;
pub(crate) use operation::{Idempotency, Operation};
pub(crate) use options::{OriginPolicy, RequestOptions};
pub(crate) use path::{Segment, check_id, check_text_id, invalid_reason};
pub(crate) use rate_window::{Rate, RateWindow};
pub use region::Region;
pub(crate) use request::Base;
pub use response::RawResponse;
pub(crate) use response::{ByteStream, OpenResponse};
pub(crate) use retry::{Policy, RetryContext, backoff, decide, random};
#[cfg(fuzzing)]
pub(crate) use retry_after::parse_value as parse_retry_after;
pub(crate) use settings::{HttpClient, Pem, Settings};
pub(crate) use transport::Transport;
