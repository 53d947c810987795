//! What a call may do beyond the usual. Together the options decide where the key goes:
//!
//! | options | a request may go to | with the key |
//! |---|---|---|
//! | default | the API's origin, below `/api/v1/` | always |
//! | `origin_policy: Any` | any origin; from https never to http | on the API's own origin only |
//! | `follow_same_origin` | the API's origin, any path | always |
//! | any, after a redirect | reads: any origin; changes and event streams: the API's own | on the API's own origin only |
//!
//! A header that the user adds to a call or to all calls goes where the key goes. All of it is decided after the last
//! middleware, for the address that the request then has.

use std::time::Duration;

use super::extra_headers::ExtraHeaders;
use super::operation::Operation;

/// Where a request may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OriginPolicy {
    /// To the API.
    #[default]
    Api,
    /// To any address that the server named, without the key if it is not the API's.
    Any,
}

/// What is unusual about a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestOptions {
    pub(crate) origin_policy: OriginPolicy,
    /// The server sends it elsewhere on its own origin, and nowhere else; a client of the user's need not follow redirects.
    pub(crate) follow_same_origin: bool,
    /// The server holds it in silence until its work is done.
    pub(crate) long_poll: bool,
    /// The response lasts as long as what it tells of, which may itself wait for other calls.
    pub(crate) event_stream: bool,
}

/// What happens to the body of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyMode {
    /// It is read to the end, within the bound, and a cut one counts as a failed attempt.
    Buffered,
    /// It is left to be read as a stream.
    Streaming,
}

/// The options of one call.
#[derive(Clone, Debug)]
pub(crate) struct CallOptions {
    pub(crate) operation: Operation,
    pub(crate) body_mode: BodyMode,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    /// What the user adds to the request.
    pub(crate) headers: ExtraHeaders,
    pub(crate) request: RequestOptions,
}
