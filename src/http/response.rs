//! What a call gives: the whole response, or one whose body is still to be read. And reading within bounds.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use super::body::{self, Body};
use super::event_slots::EventSlot;
use super::failure::{self, Attempted, Failure, TimeLimit};
use super::trace::CallSpan;
use crate::error::Error;
use crate::http::operation::Idempotency;

/// What a server may announce is not what it will send; memory is taken as the body comes.
const LARGEST_RESERVATION: usize = 1024 * 1024;

/// How long the body of an error may take, whatever kind of call it is of: mostly it comes together with the status.
const ERROR_BODY_TIME: Duration = Duration::from_secs(2);

/// By so much it ends before the time limit of the call, which would otherwise take the place of the error.
const SPARE_TIME: Duration = Duration::from_millis(50);

/// A body that is read piece by piece.
pub(crate) type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

/// A response as the server sent it: status, headers, undecoded body.
///
/// `Debug` shows the size of the body, not what is in it.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// let response = dust.agents().list().raw().await?;
/// println!("{} {:?}", response.status(), response.headers().get("x-request-id"));
/// let agents: serde_json::Value = serde_json::from_slice(response.body()).unwrap_or_default();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many requests it took.
    pub(crate) attempts: u32,
}

impl RawResponse {
    /// Returns the status; it is always a success, since all others are errors.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the body alone.
    pub fn into_body(self) -> Bytes {
        self.body
    }
}

/// For tests of code that takes one.
impl From<http::Response<Bytes>> for RawResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            attempts: 1,
        }
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A response whose body is still to be read.
pub(crate) struct OpenResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ByteStream,
    /// How many requests it took.
    pub(crate) attempts: u32,
}

/// What came of a call that succeeded.
pub(crate) enum CallResponse {
    Buffered(RawResponse),
    Streaming(StreamingResponse),
}

/// A response that has begun, and what goes on with it.
pub(crate) struct StreamingResponse {
    pub(super) response: Response,
    pub(super) origin: Origin,
    pub(super) slot: Option<EventSlot>,
}

/// What an error in the middle of a body still has to tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(super) operation: &'static str,
    pub(super) attempts: Attempted,
    pub(super) idempotency: Idempotency,
    pub(super) limit: Option<TimeLimit>,
}

impl CallResponse {
    /// The response of a response whose body was read until nothing more came.
    pub(super) fn buffered(
        mut response: Response,
        body: Bytes,
        attempts: u32,
    ) -> Result<Self, Failure> {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if body::is_cut_off(response) {
            return Err(failure::cut_off().map(|error| error.with_status(status)));
        }
        Ok(Self::Buffered(RawResponse {
            status,
            headers,
            body,
            attempts,
        }))
    }

    /// The response of a call that is read to its end.
    pub(crate) fn into_buffered(self) -> Result<RawResponse, Error> {
        match self {
            Self::Buffered(response) => Ok(response),
            Self::Streaming(_) => Err(failure::misdelivered()),
        }
    }
}

impl OpenResponse {
    pub(crate) fn new(mut streaming: StreamingResponse, span: CallSpan) -> Self {
        let status = streaming.response.status();
        let attempts = streaming.origin.attempts.sent;
        let headers = std::mem::take(streaming.response.headers_mut());
        Self {
            status,
            headers,
            body: Box::pin(Body::new(streaming, span)),
            attempts,
        }
    }

    /// Reads the body to its end, unless it is larger than `limit` bytes.
    pub(crate) async fn read_whole(mut self, limit: usize) -> Result<RawResponse, Error> {
        let mut all = Vec::new();
        while let Some(piece) = poll_fn(|cx| self.body.as_mut().poll_next(cx)).await {
            let piece = piece?;
            if all.len() + piece.len() > limit {
                let error = failure::too_large(limit).into_error();
                return Err(error.with_status(self.status));
            }
            all.extend_from_slice(&piece);
        }
        Ok(RawResponse {
            status: self.status,
            headers: self.headers,
            body: all.into(),
            attempts: self.attempts,
        })
    }
}

/// Why a body was not read to its end.
pub(super) enum ReadError {
    TooLarge,
    Broken(reqwest::Error),
}

/// Reads a body to its end, unless it is larger than `limit` bytes.
pub(super) async fn read_whole(response: &mut Response, limit: usize) -> Result<Bytes, ReadError> {
    let announced = response.content_length().unwrap_or(0);
    if announced > limit as u64 {
        return Err(ReadError::TooLarge);
    }
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(ReadError::Broken)? {
        if first.len().max(all.len()) + piece.len() > limit {
            return Err(ReadError::TooLarge);
        }
        if first.is_empty() && all.is_empty() {
            // Most answers are one piece, which is then not copied.
            first = piece;
            continue;
        }
        if all.is_empty() {
            // No more than `limit`, so it fits. Room that is not written to costs nothing, and an allocator such as glibc's
            // keeps twice the largest that was given back: exactly as much, and a list would be paged in again each time.
            let announced = (announced as usize).min(LARGEST_RESERVATION);
            all.reserve(announced.next_power_of_two());
            // Given back at once: it is a part of the buffer that the next pieces are read into.
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&piece);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Reads as much of the body of an error as comes in time, up to `limit` bytes, and tells whether nothing more would come:
/// an error with half of its explanation is still an error. `deadline` is that of the call.
pub(super) async fn read_start(
    response: &mut Response,
    limit: usize,
    deadline: Option<Instant>,
) -> (Bytes, bool) {
    let mut end = Instant::now() + ERROR_BODY_TIME;
    if let Some(deadline) = deadline.and_then(|deadline| deadline.checked_sub(SPARE_TIME)) {
        end = end.min(deadline);
    }
    let mut start = BytesMut::new();
    let mut is_whole = false;
    while start.len() < limit && !is_whole {
        match timeout_at(end, response.chunk()).await {
            Ok(Ok(Some(piece))) => {
                let room = limit - start.len();
                start.extend_from_slice(&piece[..piece.len().min(room)]);
            }
            Ok(Ok(None)) => is_whole = true,
            Ok(Err(_)) | Err(_) => break,
        }
    }
    (start.freeze(), is_whole)
}
