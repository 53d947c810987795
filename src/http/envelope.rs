//! Reading an error body: Dust's JSON envelope, or whatever a proxy put in its place.
//!
//! Nothing here fails. A body that is HTML, empty, cut short, not UTF-8 or of another shape is an envelope that says
//! nothing, and the status decides alone.

use serde_json::Value;

use crate::error::{WHOLE, one_line};

/// What the server says in `{"error": {"type", "message", "run_error", "redirect"}}`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) run_error_code: Option<String>,
    pub(super) redirect_region: Option<String>,
}

impl Envelope {
    /// Reads a body, whatever it is.
    pub(super) fn read(body: &[u8]) -> Self {
        // Lossy, because one bad byte in a message must not hide the type beside it.
        let body = String::from_utf8_lossy(body);
        let Ok(root) = serde_json::from_str::<Value>(&body) else {
            return Self::default();
        };
        let error = &root["error"];
        let run_error = &error["run_error"];
        Self {
            code: text(&error["type"]),
            message: text(&error["message"])
                .or_else(|| text(&run_error["message"]))
                .or_else(|| text(error)),
            run_error_code: text(&run_error["code"]),
            redirect_region: text(&error["redirect"]["region"])
                .or_else(|| text(&root["redirect"]["region"])),
        }
    }
}

/// What a value says, if it is text that says something.
fn text(value: &Value) -> Option<String> {
    let text = one_line(value.as_str()?, WHOLE);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_envelope() {
        let got = Envelope::read(
            br#"{"error":{"type":"run_error","message":"It failed","run_error":{"code":"run_not_found","message":"no"}}}"#,
        );
        assert_eq!(got.code.as_deref(), Some("run_error"));
        assert_eq!(got.message.as_deref(), Some("It failed"));
        assert_eq!(got.run_error_code.as_deref(), Some("run_not_found"));
    }

    #[test]
    fn reads_the_region_beside_or_in_the_error() {
        for body in [
            r#"{"error":{"type":"x","message":"y","redirect":{"region":"europe-west1","url":"u"}}}"#,
            r#"{"error":{"type":"x","message":"y"},"redirect":{"region":"europe-west1","url":"u"}}"#,
        ] {
            let got = Envelope::read(body.as_bytes());
            assert_eq!(
                got.redirect_region.as_deref(),
                Some("europe-west1"),
                "{body}"
            );
        }
    }

    #[test]
    fn finds_nothing_in_other_bodies() {
        let bodies: [&[u8]; 9] = [
            b"",
            b"<html><body>502</body></html>",
            b"404 Not Found",
            br#"{"error":{"type":"rate_lim"#,
            b"\xff\xfe\x00",
            b"null",
            b"[1,2]",
            br#"{"error":{"type":7,"message":[]}}"#,
            br#"{"error":{"type":"","message":" \n "}}"#,
        ];
        for body in bodies {
            assert_eq!(Envelope::read(body), Envelope::default(), "{body:?}");
        }
    }

    #[test]
    fn takes_a_bare_string_as_the_message() {
        let got = Envelope::read(br#"{"error":"no such thing"}"#);
        assert_eq!(got.message.as_deref(), Some("no such thing"));
        assert_eq!(got.code, None);
    }

    #[test]
    fn keeps_the_type_beside_bytes_that_are_not_utf8() {
        let got = Envelope::read(b"{\"error\":{\"type\":\"some_error\",\"message\":\"a\xffb\"}}");
        assert_eq!(got.code.as_deref(), Some("some_error"));
        assert_eq!(got.message.as_deref(), Some("a\u{fffd}b"));
    }

    #[test]
    fn survives_deep_nesting() {
        let body = "[".repeat(60_000);
        assert_eq!(Envelope::read(body.as_bytes()), Envelope::default());
    }
}
