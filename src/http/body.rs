//! The body of a response while it arrives, and whether all of it came.
//!
//! On HTTP/1.1 the HTTP client knows where a body ends. On HTTP/2 it takes a stream that is reset, or a connection that goes
//! away, for the end if the server gives no error as the reason, as proxies do whose own server fails. The end is marked by
//! a flag, and whether that came is what decides here.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{StatusCode, Version};
use http_body::Body as _;
use reqwest::Response;

use super::compression;
use super::event_slots::EventSlot;
use super::failure::{self, Failure, Phase};
use super::response::{Origin, StreamingResponse};
use super::trace::CallSpan;
use crate::error::Error;

/// The pieces of a body, with our errors; it ends after the first one.
pub(super) struct Body {
    /// Absent once nothing more can come.
    body: Option<reqwest::Body>,
    marks_end: bool,
    origin: Origin,
    status: StatusCode,
    slot: Option<EventSlot>,
    /// That of the call, which lasts as long as the body.
    span: Option<CallSpan>,
}

impl Body {
    pub(super) fn new(streaming: StreamingResponse, span: CallSpan) -> Self {
        let StreamingResponse {
            response,
            origin,
            slot,
        } = streaming;
        Self {
            marks_end: marks_end(&response),
            origin,
            status: response.status(),
            body: Some(into_body(response)),
            slot,
            span: Some(span),
        }
    }

    fn failed(&self, failure: Failure) -> Error {
        let Origin {
            operation,
            attempts,
            idempotency,
            ..
        } = self.origin;
        failure
            .finish(operation, attempts, idempotency)
            .into_error()
            .with_status(self.status)
    }
}

impl Stream for Body {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while let Some(body) = &mut this.body {
            let failure = match ready!(Pin::new(&mut *body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(piece) => return Poll::Ready(Some(Ok(piece))),
                    // Trailers say nothing that is needed.
                    Err(_) => continue,
                },
                Some(Err(error)) => Some(failure::of_connection(
                    error,
                    Phase::Reading,
                    this.origin.limit,
                )),
                None if this.marks_end && !body.is_end_stream() => Some(failure::cut_off()),
                None => None,
            };
            let span = this.span.take();
            (this.body, this.slot) = (None, None);
            let error = failure.map(|failure| this.failed(failure));
            if let (Some(span), Some(error)) = (span, &error) {
                span.fail(error);
            }
            return Poll::Ready(error.map(Err));
        }
        Poll::Ready(None)
    }
}

/// Tells whether a body that was read until nothing more came is without its end.
pub(super) fn is_cut_off(response: Response) -> bool {
    marks_end(&response) && !into_body(response).is_end_stream()
}

/// Whether the HTTP client says of this body if its end came.
fn marks_end(response: &Response) -> bool {
    response.version() == Version::HTTP_2 && !compression::is_compiled_in()
}

fn into_body(response: Response) -> reqwest::Body {
    http::Response::from(response).into_body()
}
