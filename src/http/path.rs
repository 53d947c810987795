//! Ids in a path: what cannot be one is refused, everything else is encoded so that it arrives as it was given.
//!
//! An URL is tidied up before it is sent: `..` and `\` climb, an empty segment vanishes, white space at an end is
//! dropped. An id with such parts would call something else than it names, be it a `DELETE` one level up.

use std::borrow::Cow;
use std::fmt::Write as _;

use reqwest::RequestBuilder;
use serde::Serialize;

use crate::error::{Error, Result, is_key};

/// Checks an id that will be one segment of a path; `what` names it in the error.
///
/// # Errors
///
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if it would change which URL is called.
pub(crate) fn check_id(what: &str, id: &str) -> Result<()> {
    match flaw(id) {
        None => Ok(()),
        Some(flaw) => Err(Error::invalid_argument(format!("the {what} {flaw}"))),
    }
}

/// What is wrong with an id, as the end of a sentence. The id itself is not repeated: it may be a misplaced secret.
pub(crate) fn flaw(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        Some("is empty")
    } else if id == "." || id == ".." {
        Some("is a relative path")
    } else if id.contains('\\') {
        Some("holds a backslash")
    } else if id.contains(char::is_whitespace) {
        Some("holds white space")
    } else if id.contains(char::is_control) {
        Some("holds a control character")
    } else if is_key(id.as_bytes()) {
        // Addresses stand in logs.
        Some("looks like an API key or an access token")
    } else {
        None
    }
}

/// Encodes text as one segment of a path: `/` and all else that has a meaning in an URL.
///
/// A text of dots alone cannot be encoded, since URL parsers also climb on `%2e%2e`: [`check_id`] refuses it before.
pub(crate) fn encode_segment(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_unreserved) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if is_unreserved(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Cow::Owned(encoded)
}

/// The unreserved characters of RFC 3986: no parser gives them a meaning.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Query parameters of the generated client that may be absent.
pub(crate) trait QueryIfSet {
    /// Adds a parameter, if it is set.
    fn query_if_set<T: Serialize>(self, name: &str, value: &Option<T>) -> Self;
}

impl QueryIfSet for RequestBuilder {
    fn query_if_set<T: Serialize>(self, name: &str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.query(&progenitor_client::QueryParam::new(name, value)),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_changes_the_url() {
        for id in [
            "",
            ".",
            "..",
            "..\\x",
            "a\\b",
            " ",
            "a b",
            "a ",
            "\ta",
            "a\n",
            "a\0",
            "a\u{7f}",
            "a\u{a0}b",
            "a\u{2028}",
            "sk-0123456789abcdef0123",
            "eyJhbGciOi.eyJzdWIiOiIx.c2ln",
        ] {
            let error = check_id("agent id", id).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{id:?}");
            assert!(error.message().starts_with("the agent id "), "{error}");
        }
    }

    #[test]
    fn takes_everything_else() {
        for id in [
            "dust", "q7Lx", "vlt_1", "a/b", "a..b", "...", "é", "%2e%2e", "a?b#c", "*",
        ] {
            assert!(check_id("id", id).is_ok(), "{id}");
        }
    }

    #[test]
    fn encodes_what_has_a_meaning() {
        assert_eq!(encode_segment("q7Lx-_.~"), "q7Lx-_.~");
        assert_eq!(encode_segment("a/b?c#d%e é"), "a%2Fb%3Fc%23d%25e%20%C3%A9");
    }

    proptest! {
        #[test]
        fn an_id_that_passes_stays_one_segment(id in any::<String>()) {
            if check_id("id", &id).is_ok() {
                let url = format!("https://h/a/{}/z", encode_segment(&id));
                let parsed = reqwest::Url::parse(&url).unwrap();
                prop_assert_eq!(parsed.as_str(), url);
                prop_assert_eq!(parsed.path_segments().unwrap().count(), 3);
            }
        }
    }
}
