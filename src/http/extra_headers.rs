//! Headers that a user adds to requests: which these may be, and what is wrong with one that may not.

use std::fmt;
use std::sync::Arc;

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::request::invalid_header_value;
use crate::error::Secrets;

/// Headers that say who is asking and where, and how a message is framed: this crate and its HTTP client alone set them.
const RESERVED: [HeaderName; 7] = [
    AUTHORIZATION,
    HOST,
    USER_AGENT,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    UPGRADE,
];

/// Headers that go with requests to the API's own origin.
#[derive(Clone, Default)]
pub(crate) struct ExtraHeaders {
    headers: HeaderMap,
    /// What is wrong with the first one that cannot be added.
    flaw: Option<Arc<str>>,
}

impl ExtraHeaders {
    /// Adds a header, in the place of one of the same name; what is wrong with it is kept.
    pub(crate) fn add(&mut self, name: &str, value: &str, is_sensitive: bool) {
        let parsed = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let flaw = match (parsed, value) {
            (Ok(name), _) if RESERVED.contains(&name) => {
                format!("the header {name} is set by this crate: see Config")
            }
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(is_sensitive);
                return drop(self.headers.insert(name, value));
            }
            (Ok(name), Err(_)) => invalid_header_value(name),
            (Err(_), _) => "the name of a header has characters that no header can have".to_owned(),
        };
        self.flaw.get_or_insert(flaw.into());
    }

    /// What is wrong with one that was to be added.
    pub(crate) fn invalid_reason(&self) -> Option<&str> {
        self.flaw.as_deref()
    }

    /// Adds the values that must not be shown.
    pub(crate) fn add_secrets(&self, secrets: &mut Secrets) {
        let sensitive = self.headers.values().filter(|value| value.is_sensitive());
        let texts = sensitive.filter_map(|value| value.to_str().ok());
        texts.for_each(|text| secrets.add(text));
    }

    /// Puts them on a request, in the place of those that are there.
    pub(super) fn put_on(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
    }

    /// Takes them off a request.
    pub(super) fn take_off(&self, headers: &mut HeaderMap) {
        for name in self.headers.keys() {
            headers.remove(name);
        }
    }
}

/// The names alone: any value may be a secret.
impl fmt::Debug for ExtraHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.headers.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> ExtraHeaders {
        let mut headers = ExtraHeaders::default();
        headers.add(name, value, false);
        headers
    }

    #[test]
    fn refuses_what_is_not_the_users_to_set() {
        for (name, value, expected) in [
            (
                "Authorization",
                "x",
                "the header authorization is set by this crate",
            ),
            ("HOST", "x", "the header host is set by this crate"),
            (
                "user-agent",
                "x",
                "the header user-agent is set by this crate",
            ),
            ("Content-Length", "1", "the header content-length is set"),
            (
                "transfer-encoding",
                "chunked",
                "the header transfer-encoding is set",
            ),
            ("x-a", "a\nb", "the value of the header x-a has characters"),
            ("a b", "x", "the name of a header has characters"),
            ("", "x", "the name of a header has characters"),
        ] {
            let headers = with(name, value);
            let flaw = headers.invalid_reason().unwrap_or_default();
            assert!(flaw.starts_with(expected), "{name}: {flaw}");
        }
        assert_eq!(with("x-a", "b").invalid_reason(), None);
    }

    #[test]
    fn the_last_of_a_name_stays() {
        let mut headers = with("x-a", "1");
        headers.add("X-A", "2", true);
        let mut request = HeaderMap::new();
        headers.put_on(&mut request);
        assert_eq!(request.get_all("x-a").iter().count(), 1);
        assert_eq!(request["x-a"], "2");
        let mut secrets = Secrets::default();
        with("x-b", "visible1").add_secrets(&mut secrets);
        assert_eq!(secrets.redact("visible1"), "visible1");
        headers.take_off(&mut request);
        assert!(request.is_empty());
    }
}
