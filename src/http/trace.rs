//! What a subscriber of `tracing` sees: a span for each call, an event for each retry.
//!
//! Only what is safe to keep goes in: operation, attempt, status, time and kind of error; never a key, an id or a body.
//! Without the feature all of it compiles to nothing.

#[cfg(feature = "tracing")]
pub(super) use on::CallSpan;

#[cfg(not(feature = "tracing"))]
pub(super) use off::CallSpan;

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::{Duration, Instant};

    use http::StatusCode;
    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::error::Error;

    /// The span of a call.
    pub(in crate::http) struct CallSpan {
        span: Span,
        started: Instant,
    }

    impl CallSpan {
        pub(in crate::http) fn new(operation: &'static str) -> Self {
            let span = tracing::info_span!(
                "dust.call",
                operation,
                attempt = Empty,
                status = Empty,
                elapsed_ms = Empty
            );
            Self {
                span,
                started: Instant::now(),
            }
        }

        pub(in crate::http) async fn within<F: Future>(&self, call: F) -> F::Output {
            call.instrument(self.span.clone()).await
        }

        pub(in crate::http) fn retry(
            &self,
            operation: &'static str,
            attempt: u32,
            delay: Duration,
            error: &Error,
        ) {
            tracing::warn!(
                parent: &self.span,
                operation,
                attempt,
                delay_ms = millis(delay),
                kind = ?error.kind(),
                status = error.status().map(|status| status.as_u16()),
                "the request failed and is sent again"
            );
        }

        pub(in crate::http) fn finish(&self, status: Option<StatusCode>, attempts: u32) {
            self.span.record("attempt", attempts);
            self.span
                .record("elapsed_ms", millis(self.started.elapsed()));
            if let Some(status) = status {
                self.span.record("status", status.as_u16());
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

    use http::StatusCode;

    use crate::error::Error;

    /// Nothing, where the feature is off.
    pub(in crate::http) struct CallSpan;

    impl CallSpan {
        pub(in crate::http) fn new(_: &'static str) -> Self {
            Self
        }

        pub(in crate::http) fn within<F: Future>(&self, call: F) -> F {
            call
        }

        pub(in crate::http) fn retry(&self, _: &'static str, _: u32, _: Duration, _: &Error) {}

        pub(in crate::http) fn finish(&self, _: Option<StatusCode>, _: u32) {}
    }
}
