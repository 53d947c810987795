//! What a subscriber of `tracing` sees: a span `dust.call` for each call, and an event for each attempt that is followed by
//! another.
//!
//! A span begins when the call is sent and ends with its response, that of a stream with the stream. Its fields, by the names
//! of OpenTelemetry's conventions for HTTP clients where one fits:
//!
//! | field | value |
//! |---|---|
//! | `otel.name`, `otel.kind` | `GET /api/v1/w/{wId}/spaces`, `client` |
//! | `dust.operation` | `list_spaces` |
//! | `http.request.method` | `GET` |
//! | `url.template` | `/api/v1/w/{wId}/spaces`; absent for `Client::request` |
//! | `server.address`, `server.port` | where the API is |
//! | `http.response.status_code` | of the last response, if one came |
//! | `http.request.resend_count` | how many attempts came after the first, if any did |
//! | `error.type` | the kind of the error, such as `not_found` |
//! | `dust.error.code` | the server's code, such as `agent_configuration_not_found` |
//! | `otel.status_code` | `ERROR` if the call failed |
//!
//! Only what is safe to keep goes in: never a key, a whole URL, a query, an id or a text of the server's. Without the feature
//! all of it compiles to nothing.

#[cfg(feature = "tracing")]
pub(crate) use on::{CallSpan, Server};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{CallSpan, Server};

#[cfg(feature = "tracing")]
mod on {
    use std::fmt;
    use std::future::Future;
    use std::time::Duration;

    use http::{Method, StatusCode};
    use reqwest::Url;
    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::error::{Error, Secrets, excerpt};
    use crate::http::operation::Operation;

    /// Codes of the server's are shorter.
    const LONGEST_CODE: usize = 64;

    /// Where the API is, as it may be shown.
    pub(crate) struct Server {
        address: String,
        port: Option<u16>,
    }

    impl Server {
        pub(in crate::http) fn new(root: &Url, secrets: &Secrets) -> Self {
            Self {
                address: excerpt(root.host_str().unwrap_or_default(), secrets),
                port: root.port_or_known_default(),
            }
        }
    }

    /// The span of a call.
    #[derive(Clone)]
    pub(crate) struct CallSpan(Span);

    impl CallSpan {
        /// Begins one; a request that cannot be built has no method.
        pub(in crate::http) fn new(
            operation: Operation,
            method: Option<&Method>,
            server: &Server,
        ) -> Self {
            let name = Name(method, operation);
            Self(tracing::info_span!(
                "dust.call",
                otel.name = %name,
                otel.kind = "client",
                dust.operation = operation.id,
                http.request.method = method.map(Method::as_str),
                url.template = operation.path,
                server.address = server.address,
                server.port = server.port,
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                error.type = Empty,
                dust.error.code = Empty,
                otel.status_code = Empty,
            ))
        }

        pub(in crate::http) async fn within<F: Future>(&self, call: F) -> F::Output {
            call.instrument(self.0.clone()).await
        }

        pub(in crate::http) fn retry(
            &self,
            operation: &'static str,
            attempt: u32,
            delay: Duration,
            error: &Error,
        ) {
            tracing::warn!(
                parent: &self.0,
                dust.operation = operation,
                dust.attempt = attempt,
                dust.retry.delay_ms = millis(delay),
                error.type = error.kind().as_str(),
                http.response.status_code = error.status().map(|status| status.as_u16()),
                "the request failed and is sent again"
            );
        }

        /// Notes a response whose status is a success.
        pub(in crate::http) fn respond(&self, status: StatusCode, attempts: u32) {
            self.status(Some(status));
            self.attempts(attempts);
        }

        /// Notes how the call failed.
        pub(crate) fn fail(&self, error: &Error) {
            self.status(error.status());
            self.attempts(error.attempts());
            self.0.record("error.type", error.kind().as_str());
            if let Some(code) = error.code().filter(|code| is_code(code)) {
                self.0.record("dust.error.code", code);
            }
            self.0.record("otel.status_code", "ERROR");
        }

        fn status(&self, status: Option<StatusCode>) {
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
        }

        fn attempts(&self, attempts: u32) {
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
        }
    }

    /// What a server gives as a code may be anything.
    fn is_code(text: &str) -> bool {
        text.len() <= LONGEST_CODE
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }

    /// The name of a span: `GET /api/v1/w/{wId}/spaces`.
    struct Name<'a>(Option<&'a Method>, Operation);

    impl fmt::Display for Name<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match (self.0, self.1.path) {
                (Some(method), Some(path)) => write!(f, "{method} {path}"),
                (Some(method), None) => write!(f, "{method}"),
                (None, _) => f.write_str(self.1.id),
            }
        }
    }

    fn millis(duration: Duration) -> u64 {
        duration.as_millis().try_into().unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use http::{Method, StatusCode};
    use reqwest::Url;

    use crate::error::{Error, Secrets};
    use crate::http::operation::Operation;

    /// Nothing, where the feature is off.
    pub(crate) struct Server;

    impl Server {
        pub(in crate::http) fn new(_: &Url, _: &Secrets) -> Self {
            Self
        }
    }

    /// Nothing, where the feature is off.
    #[derive(Clone)]
    pub(crate) struct CallSpan;

    impl CallSpan {
        pub(in crate::http) fn new(_: Operation, _: Option<&Method>, _: &Server) -> Self {
            Self
        }

        pub(in crate::http) fn within<F: Future>(&self, call: F) -> F {
            call
        }

        pub(in crate::http) fn retry(&self, _: &'static str, _: u32, _: Duration, _: &Error) {}

        pub(in crate::http) fn respond(&self, _: StatusCode, _: u32) {}

        pub(crate) fn fail(&self, _: &Error) {}
    }
}
