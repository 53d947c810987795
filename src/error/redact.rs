//! Taking a secret out of an error that a server put it into.
//!
//! Nothing in this crate writes a key into an error. A server, or a proxy that explains what it received, may: its words
//! are the message, its bytes the body, and a decoder quotes what it could not read.

use std::error::Error as StdError;

use bytes::Bytes;

use super::Error;

const REDACTED: &str = "[redacted]";

impl Error {
    /// Removes every occurrence of `secret` from what can be read of this error.
    pub(crate) fn redacted(mut self, secret: &str) -> Self {
        if secret.is_empty() {
            return self;
        }
        let inner = &mut *self.0;
        redact(&mut inner.message, secret);
        let texts = [&mut inner.hint, &mut inner.code, &mut inner.run_id];
        for text in texts.into_iter().flatten() {
            redact(text, secret);
        }
        if let Some(body) = &mut inner.body {
            redact_bytes(body, secret.as_bytes());
        }
        // A foreign error cannot be rewritten, so one that quotes the secret is dropped.
        if inner
            .source
            .as_deref()
            .is_some_and(|source| quotes(source, secret))
        {
            inner.source = None;
        }
        self
    }
}

fn redact(text: &mut String, secret: &str) {
    if text.contains(secret) {
        *text = text.replace(secret, REDACTED);
    }
}

fn redact_bytes(body: &mut Bytes, secret: &[u8]) {
    let mut clean = Vec::new();
    let mut rest = &body[..];
    while let Some(at) = rest.windows(secret.len()).position(|part| part == secret) {
        clean.extend_from_slice(&rest[..at]);
        clean.extend_from_slice(REDACTED.as_bytes());
        rest = &rest[at + secret.len()..];
    }
    if !clean.is_empty() {
        clean.extend_from_slice(rest);
        *body = clean.into();
    }
}

fn quotes(error: &(dyn StdError + 'static), secret: &str) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.to_string().contains(secret) || format!("{error:?}").contains(secret) {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn leaves_no_trace_of_the_secret() {
        let error = Error::new(ErrorKind::Server, "key sk-abc and sk-abc")
            .with_code("bad sk-abc".to_owned())
            .with_body(Bytes::from_static(b"sk-abc sent sk-abcsk-abc"))
            .with_source("got sk-abc")
            .redacted("sk-abc");
        assert_eq!(error.message(), "key [redacted] and [redacted]");
        assert_eq!(error.code(), Some("bad [redacted]"));
        assert_eq!(
            error.body(),
            Some(&b"[redacted] sent [redacted][redacted]"[..])
        );
        assert!(error.source().is_none());
    }

    #[test]
    fn keeps_everything_else() {
        let error = Error::new(ErrorKind::Server, "fine")
            .with_body(Bytes::from_static(b"fine"))
            .with_source("fine")
            .redacted("sk-abc");
        assert_eq!(error.message(), "fine");
        assert_eq!(error.body(), Some(&b"fine"[..]));
        assert!(error.source().is_some());
    }
}
