//! Building a request: an address, a query, headers and a body.
//!
//! Generated code calls one method after the other; the first thing that cannot be sent is kept, and told in the end.

use std::fmt::{self, Display, Write as _};

use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Body, Request, Url};
use serde::Serialize;

use crate::error::{Error, Result};

/// Most paths are shorter.
const PATH_CAPACITY: usize = 96;

/// The address that all paths are below, parsed once: parsing takes longer than all else that goes into a request.
#[derive(Clone, Debug)]
pub(crate) struct Base(Url);

impl Base {
    pub(crate) fn new(url: Url) -> Self {
        Self(url)
    }

    /// The address of a path that starts with a slash.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        let mut text = String::with_capacity(PATH_CAPACITY);
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{path}", self.0.path().trim_end_matches('/'));
        let mut url = self.0.clone();
        url.set_path(&text);
        url
    }

    /// Begins a request to a path that starts with a slash.
    pub(crate) fn request(&self, method: Method, path: fmt::Arguments<'_>) -> RequestParts {
        RequestParts {
            request: Request::new(method, self.url(path)),
            error: None,
        }
    }
}

/// A request that is being built.
pub(crate) struct RequestParts {
    request: Request,
    /// The first thing that cannot be sent.
    error: Option<Error>,
}

impl RequestParts {
    /// Asks for JSON.
    pub(crate) fn accept_json(mut self) -> Self {
        let json = HeaderValue::from_static("application/json");
        self.request.headers_mut().insert(ACCEPT, json);
        self
    }

    /// Adds a query parameter.
    pub(crate) fn query(mut self, name: &str, value: &dyn Display) -> Self {
        let mut query = self.request.url_mut().query_pairs_mut();
        query.append_pair(name, &value.to_string());
        drop(query);
        self
    }

    /// Adds a query parameter, if it is set.
    pub(crate) fn query_if_set<T: Display>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.query(name, &value),
            None => self,
        }
    }

    /// Adds a query parameter for each item: `a=1&a=2`.
    pub(crate) fn query_each<T: Display>(
        self,
        name: &str,
        items: impl IntoIterator<Item = T>,
    ) -> Self {
        items
            .into_iter()
            .fold(self, |request, item| request.query(name, &item))
    }

    /// Adds one query parameter with the items joined by commas, if it is set: `a=1,2`; `a=` for no item.
    pub(crate) fn query_joined<T: Display>(
        mut self,
        name: &str,
        items: Option<impl Iterator<Item = T>>,
    ) -> Self {
        let Some(items) = items else { return self };
        let mut joined = String::new();
        for (at, item) in items.enumerate() {
            if at > 0 {
                joined.push(',');
            }
            let start = joined.len();
            let _ = write!(joined, "{item}");
            if joined[start..].contains(',') {
                self.fail(format!(
                    "an item of `{name}` has a comma, which separates items"
                ));
            }
        }
        self.query(name, &joined)
    }

    /// Adds a header.
    #[allow(dead_code, reason = "not every document has header parameters")]
    pub(crate) fn header(mut self, name: &'static str, value: &dyn Display) -> Self {
        let parsed = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(&value.to_string());
        match (parsed, value) {
            (Ok(name), Ok(value)) => drop(self.request.headers_mut().insert(name, value)),
            _ => self.fail(invalid_header_value(name)),
        }
        self
    }

    /// Adds a header, if it is set.
    #[allow(dead_code, reason = "not every document has header parameters")]
    pub(crate) fn header_if_set<T: Display>(self, name: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.header(name, &value),
            None => self,
        }
    }

    /// Sets the JSON body.
    pub(crate) fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_bytes(serde_json::to_vec(body))
    }

    fn json_bytes(mut self, body: serde_json::Result<Vec<u8>>) -> Self {
        match body {
            Ok(body) => self.body("application/json", body),
            Err(cause) => {
                let error = Error::invalid_argument("the body cannot be written as JSON");
                self.error.get_or_insert(error.with_source(cause));
                self
            }
        }
    }

    /// Sets a body of another media type.
    pub(crate) fn body(mut self, media: &'static str, body: impl Into<Body>) -> Self {
        let media = HeaderValue::from_static(media);
        self.request.headers_mut().insert(CONTENT_TYPE, media);
        *self.request.body_mut() = Some(body.into());
        self
    }

    fn fail(&mut self, message: String) {
        self.error
            .get_or_insert_with(|| Error::invalid_argument(message));
    }

    /// The request, or the first thing that cannot be sent.
    pub(crate) fn build(self) -> Result<Request> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.request),
        }
    }
}

/// What is wrong with a value that no header can hold; it is not repeated, since it may be a secret.
pub(super) fn invalid_header_value(name: impl Display) -> String {
    format!("the value of the header {name} has characters that no header can hold")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn base(url: &str) -> Base {
        Base::new(url.parse().unwrap())
    }

    fn get() -> RequestParts {
        base("https://h").request(Method::GET, format_args!("/x"))
    }

    fn query(parts: RequestParts) -> String {
        let request = parts.build().unwrap();
        request.url().query().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_path_is_below_the_base() {
        for (url, expected) in [
            ("https://h", "https://h/api/x"),
            ("https://h/", "https://h/api/x"),
            ("https://h:8/p/", "https://h:8/p/api/x"),
            ("http://[::1]:1/p/q", "http://[::1]:1/p/q/api/x"),
        ] {
            assert_eq!(base(url).url(format_args!("/api/x")).as_str(), expected);
        }
    }

    #[test]
    fn encodes_query_values() {
        let text = "a b&c=d/é+";
        assert_eq!(query(get().query("q", &text)), "q=a+b%26c%3Dd%2F%C3%A9%2B");
        assert_eq!(query(get().query_if_set("q", None::<&str>)), "");
        assert_eq!(query(get().query_each("q", [1, 2])), "q=1&q=2");
    }

    #[test]
    fn joins_items_that_have_no_comma() {
        let joined = |items: &[&str]| get().query_joined("q", Some(items.iter()));
        assert_eq!(query(joined(&["a", "b"])), "q=a%2Cb");
        assert_eq!(query(joined(&[])), "q=");
        let none: Option<std::slice::Iter<'_, String>> = None;
        assert_eq!(query(get().query_joined("q", none)), "");
        let error = joined(&["a,b"]).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_an_error() {
        let error = get().header("x-a", &"a\nb").build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        let request = get().header_if_set("x-a", Some(7)).build().unwrap();
        assert_eq!(request.headers()["x-a"], "7");
    }
}
