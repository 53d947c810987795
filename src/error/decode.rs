//! Decoding a JSON response, and saying where it did not fit.
//!
//! The path to the place costs nothing unless decoding failed.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::locate::path_at;
use super::surrogates::mend;
use super::{BODY_LIMIT, Error, ErrorKind, Result};

/// Decodes JSON.
///
/// # Errors
///
/// [`ErrorKind::Decode`], with the path of the value that did not fit and the start of the body.
pub(crate) fn decode<T: DeserializeOwned>(operation: &'static str, bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).or_else(|error| {
        let mended = mend(bytes).and_then(|json| serde_json::from_slice(&json).ok());
        mended.ok_or_else(|| misfit(operation, bytes, error))
    })
}

#[cold]
fn misfit(operation: &'static str, bytes: &[u8], cause: serde_json::Error) -> Error {
    let start = &bytes[..bytes.len().min(BODY_LIMIT)];
    Error::new(ErrorKind::Decode, explain(&cause, bytes))
        .with_operation(operation)
        .with_body(Bytes::copy_from_slice(start))
        .with_source(cause)
}

/// Names the place, not the value found there: that is the user's data.
fn explain(error: &serde_json::Error, bytes: &[u8]) -> String {
    let place = format!("line {} column {}", error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Data => {
            let (path, cause) = (path_at(bytes, error.line(), error.column()), cause(error));
            format!("the response does not have the expected shape at `{path}`, {place}{cause}")
        }
        _ if bytes.is_empty() => "the response is empty where JSON was expected".to_owned(),
        serde_json::error::Category::Eof => {
            format!("the JSON of the response ends too early, at {place}")
        }
        _ => format!("the response is not JSON, at {place}"),
    }
}

/// What should have been there, as the end of a message: what was found is left out.
pub(crate) fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(text, _)| text);
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!(": expected {expected}"),
        None if text.starts_with("missing field") => format!(": {text}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::error::Error as _;

    #[derive(Debug, Deserialize)]
    struct Outer {
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    struct Item {
        count: i64,
    }

    #[test]
    fn decodes() {
        let outer: Outer = decode("list", br#"{"items":[{"count":1}]}"#).unwrap();
        assert_eq!(outer.items[0].count, 1);
    }

    #[test]
    fn half_a_character_costs_that_character_only() {
        let text: Vec<String> =
            decode("list", br#"["cut: \ud83d", "whole: \ud83d\udcc8"]"#).unwrap();
        assert_eq!(text, ["cut: \u{fffd}", "whole: \u{1f4c8}"]);
    }

    #[test]
    fn names_the_place_and_not_the_value() {
        let body = br#"{"items":[{"count":1},{"count":"private"}]}"#;
        let error = decode::<Outer>("list", body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(
            error.to_string(),
            "list: the response does not have the expected shape at `items[1].count`, line 1 column 40: \
             expected i64"
        );
        assert_eq!(error.body(), Some(&body[..]));
        assert!(error.source().is_some());
    }

    #[test]
    fn names_what_is_missing() {
        let error =
            decode::<Outer>("list", br#"{"items":[{"private":", expected "}]}"#).unwrap_err();
        assert!(
            error
                .message()
                .ends_with("at `items[0]`, line 1 column 35: missing field `count`"),
            "{error}"
        );
    }

    #[test]
    fn tells_what_is_not_json() {
        for (body, expected) in [
            ("", "the response is empty where JSON was expected"),
            (
                r#"{"items":[{"cou"#,
                "the JSON of the response ends too early, at line 1 column 15",
            ),
            ("<html>", "the response is not JSON, at line 1 column 1"),
            (
                r#"{"items":[]} x"#,
                "the response is not JSON, at line 1 column 14",
            ),
        ] {
            let error = decode::<Outer>("list", body.as_bytes()).unwrap_err();
            assert_eq!(error.message(), expected, "{body}");
        }
    }
}
