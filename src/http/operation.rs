//! What the API can be asked, and how often the same may be asked.

use http::Method;

/// An operation of the API: its name in errors, traces and metrics, and what may be retried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) idempotency: Idempotency,
    /// Its path, with names in the place of ids; none for those that only their callers know.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) path: Option<&'static str>,
    /// Whether it needs a person's access token.
    pub(crate) of_persons: bool,
}

impl Operation {
    /// One of the API's document, with its path: `/api/v1/w/{wId}/spaces`.
    pub(crate) const fn new(
        id: &'static str,
        idempotency: Idempotency,
        path: &'static str,
    ) -> Self {
        Self {
            id,
            idempotency,
            path: Some(path),
            of_persons: false,
        }
    }

    /// One for which an API key is refused.
    pub(crate) const fn of_persons(
        id: &'static str,
        idempotency: Idempotency,
        path: &'static str,
    ) -> Self {
        Self {
            of_persons: true,
            ..Self::new(id, idempotency, path)
        }
    }

    /// One whose path comes from its caller or from the server.
    pub(crate) const fn of_any_path(id: &'static str, idempotency: Idempotency) -> Self {
        Self {
            id,
            idempotency,
            path: None,
            of_persons: false,
        }
    }
}

/// What sending a request again does to the state of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Idempotency {
    /// It only reads.
    Safe,
    /// Sent twice, it leaves the same state as sent once.
    Idempotent,
    /// Sent twice, it may act twice.
    Unsafe,
}

impl Idempotency {
    /// What HTTP says of a method; as it says nothing of the API, all that may change something is unsafe.
    pub(crate) fn of(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS => Self::Safe,
            _ => Self::Unsafe,
        }
    }

    /// Tells whether a request may be sent again although the server may have acted on it.
    pub(crate) fn is_repeatable(self) -> bool {
        self != Self::Unsafe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_get_head_and_options_read() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert_eq!(Idempotency::of(&method), Idempotency::Safe);
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(Idempotency::of(&method), Idempotency::Unsafe);
        }
    }
}
