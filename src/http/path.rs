//! Ids in a path: what cannot be one is refused, everything else is encoded so that it arrives as it was given.
//!
//! An URL is tidied up before it is sent: `..` and `\` climb, an empty segment vanishes, white space at an end is
//! dropped. An id with such parts would call something else than it names, be it a `DELETE` one level up.

use std::fmt::{self, Display};

use crate::error::{Error, Result, is_key};

/// Checks an id that will be one segment of a path; `what` names it in the error.
///
/// # Errors
///
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if it would change which URL is called.
pub(crate) fn check_id(what: &str, id: &str) -> Result<()> {
    match invalid_reason(id) {
        None => Ok(()),
        Some(reason) => Err(Error::invalid_argument(format!("the {what} {reason}"))),
    }
}

/// What is wrong with an id, as the end of a sentence. The id itself is not repeated: it may be a misplaced secret.
pub(crate) fn invalid_reason(id: &str) -> Option<&'static str> {
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

/// Checks a text of the user's that will be one segment of a path, such as the name of a document or a URL; `what` names it
/// in the error.
///
/// # Errors
///
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for what no encoding keeps: an empty text, `.`, `..`, and
/// control characters.
pub(crate) fn check_text_id(what: &str, id: &str) -> Result<()> {
    let reason = match id {
        "" => "is empty",
        "." | ".." => "is a relative path",
        _ if id.contains(char::is_control) => "holds a control character",
        _ => return Ok(()),
    };
    Err(Error::invalid_argument(format!("the {what} {reason}")))
}

/// Text as one segment of a path: displayed, `/` and all else that has a meaning in a URL is percent-encoded.
///
/// A text of dots alone cannot be encoded, since URL parsers also climb on `%2e%2e`: [`check_id`] refuses it before.
pub(crate) struct Segment<'a>(pub(crate) &'a str);

impl Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.bytes().position(|byte| !is_unreserved(byte)) {
            let (plain, from) = rest.split_at(at);
            f.write_str(plain)?;
            let length = from.chars().next().map_or(1, char::len_utf8);
            let (character, after) = from.split_at(length);
            for byte in character.bytes() {
                write!(f, "%{byte:02X}")?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// The unreserved characters of RFC 3986: no parser gives them a meaning.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
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
        assert_eq!(Segment("q7Lx-_.~").to_string(), "q7Lx-_.~");
        assert_eq!(
            Segment("a/b?c#d%e é").to_string(),
            "a%2Fb%3Fc%23d%25e%20%C3%A9"
        );
    }

    proptest! {
        #[test]
        fn an_id_that_passes_stays_one_segment(id in any::<String>()) {
            if check_id("id", &id).is_ok() {
                let url = format!("https://h/a/{}/z", Segment(&id));
                let parsed = reqwest::Url::parse(&url).unwrap();
                prop_assert_eq!(parsed.as_str(), url);
                prop_assert_eq!(parsed.path_segments().unwrap().count(), 3);
            }
        }
    }
}
