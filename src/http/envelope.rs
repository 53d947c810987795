//! Reading an error body: Dust's JSON envelope, or whatever a proxy put in its place.
//!
//! Nothing here fails. A body that is HTML, empty, cut short, not UTF-8 or of another shape is an envelope that says
//! nothing, and the status decides alone.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::{WHOLE, mend, one_line};

/// What the server says in `{"error": {"type", "message", "run_error", "redirect"}}`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    /// What is said of the whole, and after it what the part of the server says that failed.
    pub(super) message: Option<String>,
    /// The type that this part gives, such as `run_not_found`.
    pub(super) inner_code: Option<String>,
    pub(super) redirect_region: Option<String>,
}

/// The members of an object, each still to be read: one that makes no sense must not hide the others.
type Members = BTreeMap<String, Box<RawValue>>;

impl Envelope {
    /// Reads a body, whatever it is.
    pub(super) fn read(body: &[u8]) -> Self {
        // Lossy, because one bad byte in a message must not hide the type beside it.
        let body = String::from_utf8_lossy(body);
        let Some(root) = parse::<Members>(&body) else {
            return Self::default();
        };
        let error = members(member(&root, "error"));
        let inner = inner_error(&error);
        Self {
            code: text(member(&error, "type")),
            message: joined(text(member(&error, "message")), inner.message)
                .or_else(|| text(member(&root, "error"))),
            inner_code: inner.code,
            redirect_region: region(&error).or_else(|| region(&root)),
        }
    }
}

/// What a part of the server says that failed.
#[derive(Default)]
struct InnerError {
    code: Option<String>,
    message: Option<String>,
}

impl InnerError {
    fn read(value: &RawValue) -> Self {
        let members = members(Some(value));
        Self {
            code: text(member(&members, "code")).or_else(|| text(member(&members, "type"))),
            message: text(member(&members, "message")).or_else(|| text(Some(value))),
        }
    }

    fn says_something(&self) -> bool {
        self.code.is_some() || self.message.is_some()
    }
}

/// The error within an error: `run_error`, `data_source_error`, `connectors_error`, `app_error`, and what may come.
fn inner_error(error: &Members) -> InnerError {
    let inner = error.iter().filter(|(name, _)| name.ends_with("_error"));
    inner
        .map(|(_, value)| InnerError::read(value))
        .find(InnerError::says_something)
        .unwrap_or_default()
}

/// Both messages as one sentence, unless one is part of the other.
fn joined(outer: Option<String>, inner: Option<String>) -> Option<String> {
    let (outer, inner) = match (outer, inner) {
        (Some(outer), Some(inner)) => (outer, inner),
        (one, other) => return one.or(other),
    };
    Some(if outer.contains(&inner) {
        outer
    } else if inner.contains(&outer) {
        inner
    } else {
        format!("{}: {inner}", outer.trim_end_matches(['.', ':', ' ']))
    })
}

fn region(beside: &Members) -> Option<String> {
    let redirect = members(member(beside, "redirect"));
    text(member(&redirect, "region"))
}

fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json)
        .ok()
        .or_else(|| serde_json::from_slice(&mend(json.as_bytes())?).ok())
}

/// The members of a value, if it is an object.
fn members(value: Option<&RawValue>) -> Members {
    value
        .and_then(|value| parse(value.get()))
        .unwrap_or_default()
}

fn member<'a>(members: &'a Members, name: &str) -> Option<&'a RawValue> {
    members.get(name).map(|value| &**value)
}

/// What a value says, if it is text that says something.
fn text(value: Option<&RawValue>) -> Option<String> {
    let text: String = parse(value?.get())?;
    let text = one_line(&text, WHOLE);
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
        assert_eq!(got.message.as_deref(), Some("It failed: no"));
        assert_eq!(got.inner_code.as_deref(), Some("run_not_found"));
    }

    #[test]
    fn reads_the_error_within_the_error() {
        for part in [
            "run_error",
            "data_source_error",
            "connectors_error",
            "app_error",
            "new_error",
        ] {
            let read = |inner: &str| {
                let body = format!(
                    r#"{{"error":{{"type":"{part}","message":"It failed.","{part}":{inner}}}}}"#
                );
                let got = Envelope::read(body.as_bytes());
                assert_eq!(got.code.as_deref(), Some(part));
                (
                    got.inner_code.unwrap_or_default(),
                    got.message.unwrap_or_default(),
                )
            };
            for (inner, code, message) in [
                (
                    r#"{"code":"gone","message":"No x\n"}"#,
                    "gone",
                    "It failed: No x",
                ),
                (
                    r#"{"type":"gone","message":"No x"}"#,
                    "gone",
                    "It failed: No x",
                ),
                (r#"{"code":"gone"}"#, "gone", "It failed."),
                (r#"{"message":"No x"}"#, "", "It failed: No x"),
                (r#"{"message":"failed"}"#, "", "It failed."),
                (r#"{"message":"It failed. No x"}"#, "", "It failed. No x"),
                (r#""No x""#, "", "It failed: No x"),
                (r#"{"code":7,"message":[]}"#, "", "It failed."),
                ("null", "", "It failed."),
                ("1e400", "", "It failed."),
            ] {
                assert_eq!(
                    read(inner),
                    (code.to_owned(), message.to_owned()),
                    "{part} {inner}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_read_hides_nothing_beside_it() {
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        for odd in ["1e400", &deep, r#""\ud83d""#] {
            let body = format!(
                r#"{{"a":{odd},"error":{{"b":{odd},"type":"some_error","message":"It failed"}}}}"#
            );
            let got = Envelope::read(body.as_bytes());
            assert_eq!(got.code.as_deref(), Some("some_error"), "{odd}");
            assert_eq!(got.message.as_deref(), Some("It failed"), "{odd}");
        }
        let got = Envelope::read(br#"{"error":{"message":"cut: \ud83d"}}"#);
        assert_eq!(got.message.as_deref(), Some("cut: \u{fffd}"));
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
