//! A response before it is sent.

use std::pin::Pin;

use axum::body::Bytes;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::Value;

use crate::http::body::BodyWriter;

/// A future that a reply carries.
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Writes a body while the client reads it.
pub(crate) type StreamBody = Box<dyn FnOnce(BodyWriter) -> BoxFuture<()> + Send>;

/// A response before it is sent.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) content: Content,
}

/// The body of a reply.
pub(crate) enum Content {
    Whole(Bytes),
    Stream(StreamBody),
    /// The whole reply comes later: a call that waits for messages.
    Later(BoxFuture<Reply>),
}

impl Reply {
    /// A body as it is.
    pub(crate) fn new(status: StatusCode, media_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, media_type.to_owned())],
            content: Content::Whole(body.into()),
        }
    }

    /// A status without a body and without a media type.
    pub(crate) fn without_body(status: StatusCode) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::Whole(Bytes::new()),
        }
    }

    /// A JSON body with the headers that the real handlers send.
    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
            .header(header::CACHE_CONTROL, "private, no-store")
    }

    /// A 200 with a JSON body.
    pub(crate) fn ok(body: &Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    /// A file to save.
    pub(crate) fn attachment(media_type: &str, file_name: &str, body: impl Into<Bytes>) -> Self {
        Self::new(StatusCode::OK, media_type, body).header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        )
    }

    /// A stream of server-sent events.
    pub(crate) fn events<F>(write: impl FnOnce(BodyWriter) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            status: StatusCode::OK,
            headers: vec![(header::CONTENT_TYPE, "text/event-stream".to_owned())],
            content: Content::Stream(Box::new(move |writer| Box::pin(write(writer)))),
        }
        .header(header::CACHE_CONTROL, "no-cache")
        .header(HeaderName::from_static("x-accel-buffering"), "no")
        .header(header::CONTENT_ENCODING, "none")
    }

    /// A reply that is known when the future is done.
    pub(crate) fn later(reply: impl Future<Output = Self> + Send + 'static) -> Self {
        Self {
            status: StatusCode::OK,
            headers: Vec::new(),
            content: Content::Later(Box::pin(reply)),
        }
    }

    /// The framework's answer to a path or method that it does not know.
    pub(crate) fn no_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "text/plain; charset=UTF-8",
            "404 Not Found",
        )
    }

    pub(crate) fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
