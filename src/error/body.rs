//! The body of a response in an error.

use bytes::Bytes;

use super::secrets::Secrets;

/// What is kept of a response body in an error, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// The start of a body, as much as an error keeps of it.
pub(crate) struct BodyStart {
    bytes: Bytes,
    /// There was more, or there may have been.
    is_cut: bool,
}

impl BodyStart {
    pub(crate) fn new(mut bytes: Bytes, is_cut: bool) -> Self {
        let is_long = bytes.len() > BODY_LIMIT;
        if is_long {
            // A copy, so that the rest is freed.
            bytes = Bytes::copy_from_slice(&bytes[..BODY_LIMIT]);
        }
        let is_cut = is_cut || is_long;
        Self { bytes, is_cut }
    }

    /// Copies the start of what is needed elsewhere.
    pub(crate) fn of(all: &[u8]) -> Self {
        let start = &all[..all.len().min(BODY_LIMIT)];
        Self::new(Bytes::copy_from_slice(start), start.len() < all.len())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn redact(&mut self, secrets: &Secrets) {
        if let Some(mut clean) = secrets.redact_bytes(&self.bytes, self.is_cut.then_some(1)) {
            clean.truncate(BODY_LIMIT);
            self.bytes = clean.into();
        }
    }
}

impl From<Bytes> for BodyStart {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "Qw7Zx2Rt9Mn4Kp8Lb3";

    #[test]
    fn no_beginning_of_a_secret_stands_at_the_bound() {
        for inside in 1..=SECRET.len() + 1 {
            let mut all = vec![b'x'; BODY_LIMIT - inside];
            all.extend_from_slice(SECRET.as_bytes());
            all.extend_from_slice(b"and more");
            for mut body in [BodyStart::of(&all), Bytes::from(all.clone()).into()] {
                body.redact(&Secrets::of([SECRET]));
                let text = String::from_utf8_lossy(body.bytes());
                let text = text.trim_start_matches('x');
                assert!(
                    text.starts_with("[redacted]") || "[redacted]".starts_with(text),
                    "{inside}: {text}"
                );
                assert!(body.bytes().len() <= BODY_LIMIT);
            }
        }
    }

    #[test]
    fn a_whole_body_stays_as_it_is() {
        let mut body = BodyStart::from(Bytes::from_static(b"\xff Q"));
        body.redact(&Secrets::of([SECRET]));
        assert_eq!(body.bytes(), b"\xff Q");
    }
}
