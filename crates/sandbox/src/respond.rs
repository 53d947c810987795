//! What a handler answers: a reply, or a refusal in Dust's error envelope.

use axum::body::Bytes;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::{Map, Value, json};

use super::runs::Feed;
use super::talk::{Held, Tap};

/// What every handler returns.
pub(super) type Answer = Result<Reply, Refusal>;

/// A response before it is put on the wire.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, String)>,
    pub(super) content: Content,
}

/// The body of a reply.
#[derive(Debug)]
pub(super) enum Content {
    Whole(Bytes),
    Events(Feed),
    /// A connection to the events of a conversation or a message.
    Talk(Tap),
    /// The answer to a call that waits for messages.
    Held(Held),
}

impl Reply {
    /// A body as it is.
    pub(super) fn new(status: StatusCode, media_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, media_type.to_owned())],
            content: Content::Whole(body.into()),
        }
    }

    /// A JSON body with the headers that the real handlers send.
    pub(super) fn json(status: StatusCode, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
            .header(header::CACHE_CONTROL, "private, no-store")
    }

    /// A file to save.
    pub(super) fn attachment(media_type: &str, file_name: &str, body: impl Into<Bytes>) -> Self {
        Self::new(StatusCode::OK, media_type, body).header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        )
    }

    /// A stream of run events.
    pub(super) fn events(feed: Feed) -> Self {
        Self::stream(Content::Events(feed))
    }

    /// A stream of events.
    pub(super) fn stream(content: Content) -> Self {
        Self {
            status: StatusCode::OK,
            headers: vec![(header::CONTENT_TYPE, "text/event-stream".to_owned())],
            content,
        }
        .header(header::CACHE_CONTROL, "no-cache")
        .header(HeaderName::from_static("x-accel-buffering"), "no")
        .header(header::CONTENT_ENCODING, "none")
    }

    /// The framework's answer to a path or method that it does not know.
    pub(super) fn no_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "text/plain; charset=UTF-8",
            "404 Not Found",
        )
    }

    pub(super) fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A 200 with a JSON body.
pub(super) fn ok(body: Value) -> Answer {
    Ok(Reply::json(StatusCode::OK, &body))
}

/// An error in the envelope `{"error": {"type", "message", …}}`.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    kind: String,
    message: String,
    more: Box<Map<String, Value>>,
    retry_after: Option<u64>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, kind: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind: kind.to_owned(),
            message: message.into(),
            more: Box::default(),
            retry_after: None,
        }
    }

    /// The refusal of parameters or of a body.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    /// The refusal to name what is not there.
    pub(super) fn not_found(kind: &str, message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, kind, message)
    }

    /// A refusal that comes from the engine that runs apps.
    pub(super) fn run(code: &str, message: &str) -> Self {
        let mut refusal = Self::new(
            StatusCode::BAD_REQUEST,
            "run_error",
            "There was an error with the run.",
        );
        let detail = json!({ "code": code, "message": message });
        refusal.more.insert("run_error".to_owned(), detail);
        refusal
    }

    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        let mut error = *refusal.more;
        error.insert("type".to_owned(), refusal.kind.into());
        error.insert("message".to_owned(), refusal.message.into());
        let reply = Self::json(refusal.status, &json!({ "error": error }));
        match refusal.retry_after {
            Some(seconds) => reply.header(header::RETRY_AFTER, seconds.to_string()),
            None => reply,
        }
    }
}
