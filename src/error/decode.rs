//! Decoding a JSON response, and saying where it did not fit.
//!
//! The path to the place costs nothing unless decoding failed.

use serde::de::DeserializeOwned;

use super::lenient::{self, Misfit};
use super::locate::path_at;
use super::{BodyStart, Error, ErrorKind, Result};

/// Decodes JSON.
///
/// # Errors
///
/// [`ErrorKind::Decode`], with the path of the value that did not fit and the start of the body.
pub(crate) fn decode<T: DeserializeOwned>(operation: &'static str, bytes: &[u8]) -> Result<T> {
    lenient::read(bytes, |json| serde_json::from_slice(json))
        .map_err(|misfit| undecoded(operation, bytes, misfit))
}

#[cold]
fn undecoded(operation: &'static str, bytes: &[u8], misfit: Misfit) -> Error {
    let message = match &misfit.changed {
        None => explain(&misfit.error, bytes),
        Some(changed) => explain_changed(&misfit.error, changed),
    };
    Error::new(ErrorKind::Decode, message)
        .with_operation(operation)
        .with_body(BodyStart::of(bytes))
        .with_source(misfit.error)
}

/// Names the path alone: line and column would be those of a text that was never sent.
fn explain_changed(error: &serde_json::Error, changed: &[u8]) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            let path = path_at(changed, error.line(), error.column());
            let cause = cause(error);
            format!("the response does not have the expected shape at `{path}`{cause}")
        }
        serde_json::error::Category::Eof => "the JSON of the response ends too early".to_owned(),
        _ => unreadable(error).to_owned(),
    }
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
        _ => format!("{}, at {place}", unreadable(error)),
    }
}

/// What serde_json calls a fault of the syntax, and is none: it has limits of its own.
fn unreadable(error: &serde_json::Error) -> &'static str {
    let text = error.to_string();
    if text.starts_with("recursion limit exceeded") {
        "the JSON of the response is nested too deeply to be read"
    } else if text.starts_with("number out of range") {
        "the JSON of the response has a number that is too large to be read"
    } else {
        "the response is not JSON"
    }
}

/// How serde begins to say that it found something else than it expected.
const FOUND: [&str; 3] = ["invalid ", "unknown variant ", "unknown field "];

/// What should have been there, as the end of a message: what was found is left out.
pub(crate) fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(text, _)| text);
    match text.rsplit_once(", expected ") {
        // Another text is that of a type of the user's, and may be made of what was found.
        Some((_, expected)) if FOUND.iter().any(|found| text.starts_with(found)) => {
            format!(": expected {expected}")
        }
        None if text.starts_with("missing field") => format!(": {text}"),
        _ => String::new(),
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
    fn quotes_nothing_that_a_type_says_of_a_value() {
        #[derive(Debug)]
        struct Picky;
        impl<'de> Deserialize<'de> for Picky {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> std::result::Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Err(serde::de::Error::custom(format!(
                    "no good: {text}, expected private {text}"
                )))
            }
        }
        let error = decode::<Picky>("list", br#""private""#).unwrap_err();
        assert!(!error.to_string().contains("private"), "{error}");
    }

    #[test]
    fn a_path_is_short_and_printable() {
        let long = "k".repeat(1 << 20);
        for key in [r"a\n\u001b[31m\u202eb", &long, &r"\u00e9".repeat(1000)] {
            let body = format!("{{\"{key}\":{{\"{key}\":[{{\"count\":1}}]}},\"items\":1}}");
            let nested = format!("{{\"items\":[{{\"{key}\":1}}]}}");
            let error = decode::<
                std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<i64>>>,
            >("list", body.as_bytes());
            for error in [
                error.unwrap_err(),
                decode::<Outer>("list", nested.as_bytes()).unwrap_err(),
            ] {
                let line = error.to_string();
                assert!(
                    line.len() < 500 && !line.contains(char::is_control),
                    "{line}"
                );
                assert!(
                    !line.contains('\u{202e}') && line.contains("column"),
                    "{line}"
                );
            }
        }
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

    #[test]
    fn json_beyond_a_limit_is_not_called_something_else() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for (body, expected) in [
            (
                deep.as_str(),
                "the JSON of the response is nested too deeply to be read, at line 1 column 128",
            ),
            (
                r#"{"a":1e400}"#,
                "the JSON of the response has a number that is too large to be read, at line 1 column 10",
            ),
            (
                r#"["number out of range" x]"#,
                "the response is not JSON, at line 1 column 24",
            ),
        ] {
            let error = decode::<serde_json::Value>("list", body.as_bytes()).unwrap_err();
            assert_eq!(error.message(), expected);
        }
    }
}
