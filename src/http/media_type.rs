//! Media types, compared as RFC 9110 has it: without regard to case, and without their parameters.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

pub(crate) const EVENT_STREAM: &str = "text/event-stream";
pub(crate) const HTML: &str = "text/html";
#[cfg(test)]
const JSON: &str = "application/json";
pub(crate) const XHTML: &str = "application/xhtml+xml";

/// A media type without its parameters.
pub(crate) fn essence(media_type: &[u8]) -> &[u8] {
    let end = media_type.iter().position(|&byte| byte == b';');
    media_type[..end.unwrap_or(media_type.len())].trim_ascii()
}

/// Tells whether what a message holds is of one of these types; not if it does not say its type.
pub(crate) fn is_one_of(headers: &HeaderMap, wanted: &[&str]) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|given| {
        let given = essence(given.as_bytes());
        wanted
            .iter()
            .any(|wanted| given.eq_ignore_ascii_case(wanted.as_bytes()))
    })
}

/// Tells whether what a message holds may be of a type: it is, or does not say what it is.
pub(crate) fn may_be(headers: &HeaderMap, wanted: &str) -> bool {
    !headers.contains_key(CONTENT_TYPE) || is_one_of(headers, &[wanted])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_without_case_and_parameters() {
        for (given, is_html) in [
            ("text/html", true),
            ("Text/HTML", true),
            (" TEXT/html ; charset=utf-8", true),
            ("text/html;", true),
            ("text/htmlx", false),
            ("text", false),
            ("", false),
            ("text/csv; x=text/html", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, given.parse().unwrap())]);
            assert_eq!(is_one_of(&headers, &[JSON, HTML]), is_html, "{given}");
        }
        assert!(!is_one_of(&HeaderMap::new(), &[HTML]));
    }

    #[test]
    fn what_says_no_type_may_be_of_any() {
        let events = HeaderMap::from_iter([(CONTENT_TYPE, "Text/Event-Stream".parse().unwrap())]);
        assert!(may_be(&events, EVENT_STREAM));
        assert!(!may_be(&events, HTML));
        assert!(may_be(&HeaderMap::new(), EVENT_STREAM));
    }
}
