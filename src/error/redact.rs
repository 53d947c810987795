//! Taking secrets out of an error: out of all of its fields, in one place, before anything of it is shown.

use http::HeaderValue;

use super::source::sanitize;
use super::{Error, Secrets};

impl Error {
    /// Removes the secrets, and every part of them that is long enough to matter, from all that can be read of this error.
    pub(crate) fn redacted(mut self, secrets: &Secrets) -> Self {
        let inner = &mut *self.0;
        inner.message.redact(secrets);
        let texts = [
            &mut inner.hint,
            &mut inner.code,
            &mut inner.inner_code,
            &mut inner.run_id,
            &mut inner.conversation_id,
            &mut inner.message_id,
            &mut inner.action_id,
        ];
        for text in texts.into_iter().flatten() {
            text.redact(secrets);
        }
        if let Some(headers) = &mut inner.headers {
            headers
                .values_mut()
                .for_each(|value| redact_header(value, secrets));
        }
        if let Some(body) = &mut inner.body {
            body.redact(secrets);
        }
        inner.source = inner.source.take().map(|source| sanitize(source, secrets));
        self
    }
}

/// A server may send back what it was sent, in any header.
fn redact_header(value: &mut HeaderValue, secrets: &Secrets) {
    let text = String::from_utf8_lossy(value.as_bytes());
    let redacted = secrets.redact(&text);
    if redacted != text {
        let nothing = HeaderValue::from_static("[redacted]");
        *value = HeaderValue::from_str(&redacted).unwrap_or(nothing);
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use std::error::Error as _;

    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn leaves_no_trace_of_the_secret() {
        let error = Error::new(ErrorKind::Server, "key sk-abc and sk-abc")
            .with_code("bad sk-abc")
            .with_hint("not sk-abc")
            .with_run_id("run sk-abc")
            .with_conversation_id("conversation sk-abc")
            .with_message_id("message sk-abc")
            .with_action_id("action sk-abc")
            .with_body(Bytes::from_static(b"sk-abc sent sk-abcsk-abc").into())
            .with_source("got sk-abc")
            .redacted(&Secrets::of(["sk-abc"]));
        assert_eq!(error.message(), "key [redacted] and [redacted]");
        assert_eq!(error.code(), Some("bad [redacted]"));
        assert!(error.to_string().ends_with("; not [redacted]"), "{error}");
        assert_eq!(error.run_id(), Some("run [redacted]"));
        assert_eq!(error.conversation_id(), Some("conversation [redacted]"));
        assert_eq!(error.action_id(), Some("action [redacted]"));
        assert_eq!(error.message_id(), Some("message [redacted]"));
        assert_eq!(
            error.body(),
            Some(&b"[redacted] sent [redacted][redacted]"[..])
        );
        assert_eq!(error.source().unwrap().to_string(), "got [redacted]");
    }

    #[test]
    fn keeps_everything_else() {
        let error = Error::new(ErrorKind::Server, "fine")
            .with_body(Bytes::from_static(b"fine").into())
            .with_source(std::io::Error::other("fine"))
            .redacted(&Secrets::of(["sk-abc"]));
        assert_eq!(error.message(), "fine");
        assert_eq!(error.body(), Some(&b"fine"[..]));
        assert!(error.source().unwrap().is::<std::io::Error>());
    }
}
