//! Errors as the server sends them: `{"error": {"type", "message", …}}`.

use axum::http::{StatusCode, header};
use serde_json::{Map, Value, json};

use crate::http::reply::Reply;

/// What a handler gives.
pub(crate) type Answer = Result<Reply, ApiError>;

/// A 200 with a JSON body.
pub(crate) fn ok(body: Value) -> Answer {
    Ok(Reply::ok(&body))
}

/// An error in Dust's envelope.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    kind: String,
    message: String,
    more: Box<Map<String, Value>>,
    retry_after: Option<u64>,
}

impl ApiError {
    pub(crate) fn new(
        status: StatusCode,
        kind: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            kind: kind.into(),
            message: message.into(),
            more: Box::default(),
            retry_after: None,
        }
    }

    /// 400: parameters or a body that are not valid.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    /// 401: a credential that is missing, or not valid for the call.
    pub(crate) fn unauthorized(kind: &str, message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, kind, message)
    }

    /// 403: a credential that may not do this.
    pub(crate) fn forbidden(kind: &str, message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, kind, message)
    }

    /// 404: an id that is unknown.
    pub(crate) fn not_found(kind: &str, message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, kind, message)
    }

    /// 429: more calls than the server allows.
    pub(crate) fn too_many(message: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_error", message)
    }

    /// 400 `run_error` with the code of the engine that runs apps.
    pub(crate) fn run(code: &str, message: &str) -> Self {
        let mut error = Self::new(
            StatusCode::BAD_REQUEST,
            "run_error",
            "There was an error with the run.",
        );
        let detail = json!({ "code": code, "message": message });
        error.more.insert("run_error".to_owned(), detail);
        error
    }

    /// 400 `data_source_error` with the code of the store of documents.
    pub(crate) fn data_source(code: &str, message: &str) -> Self {
        let mut error = Self::new(
            StatusCode::BAD_REQUEST,
            "data_source_error",
            "There was an error with the data source.",
        );
        let detail = json!({ "code": code, "message": message });
        error.more.insert("data_source_error".to_owned(), detail);
        error
    }

    /// The error as an event of a stream says it: status and envelope.
    pub(crate) fn inside(&self) -> Value {
        json!({
            "status": self.status.as_u16(),
            "error": { "type": self.kind, "message": self.message },
        })
    }

    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<ApiError> for Reply {
    fn from(error: ApiError) -> Self {
        let mut envelope = *error.more;
        envelope.insert("type".to_owned(), error.kind.into());
        envelope.insert("message".to_owned(), error.message.into());
        let reply = Self::json(error.status, &json!({ "error": envelope }));
        match error.retry_after {
            Some(seconds) => reply.header(header::RETRY_AFTER, seconds.to_string()),
            None => reply,
        }
    }
}
