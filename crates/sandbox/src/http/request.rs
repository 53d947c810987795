//! Requests as they arrived, for tests to assert on.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use serde_json::Value;

/// A request that the sandbox received; from [`Sandbox::requests`](crate::Sandbox::requests).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use dust_sandbox::Sandbox;
/// let sandbox = Sandbox::start().await?;
/// # let url = format!("{}/api/v1/w/{}/spaces?kinds=global", sandbox.url(), sandbox.workspace_id());
/// # reqwest::Client::new().get(url).bearer_auth(sandbox.api_key()).send().await?;
/// // … the program under test calls the sandbox …
/// let request = &sandbox.requests()[0];
/// assert_eq!(request.method(), "GET");
/// assert!(request.path().ends_with("/spaces"));
/// assert_eq!(request.query_value("kinds"), Some("global"));
/// assert_eq!(request.status(), Some(200));
/// # Ok(())
/// # }
/// ```
///
/// The `Authorization` header says only its scheme: a test's output is no place for a key.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    method: Method,
    target: Uri,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    status: Option<u16>,
}

impl ReceivedRequest {
    pub(crate) fn new(
        method: Method,
        target: Uri,
        query: Vec<(String, String)>,
        mut headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let redacted = match value.to_str().unwrap_or_default().split_once(' ') {
                Some(("Bearer", _)) => "Bearer [redacted]",
                _ => "[redacted]",
            };
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(redacted));
        }
        Self {
            method,
            target,
            query,
            headers,
            body,
            status: None,
        }
    }

    /// The method, in upper case.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path as it was sent, with its escapes.
    pub fn path(&self) -> &str {
        self.target.path()
    }

    /// The path and the query as they were sent, with their escapes.
    pub fn target(&self) -> &str {
        let target = self.target.path_and_query();
        target.map_or(self.target.path(), |target| target.as_str())
    }

    /// The names and values of the query in their order, without escapes.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The first value of a query parameter.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let pair = self.query.iter().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.as_str())
    }

    pub(crate) fn query_values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.query.iter().filter(move |(key, _)| key == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// The value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it was sent, up to the sandbox's limit.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body read as JSON; nothing if it is not.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The status that was answered; nothing while there is no answer.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    pub(crate) fn set_status(&mut self, status: u16) {
        self.status = Some(status);
    }

    /// The segments of the path below `/`, without escapes.
    pub(crate) fn segments(&self) -> Vec<String> {
        segments(self.path())
    }
}

/// The segments of a path below `/`, without escapes.
pub(crate) fn segments(path: &str) -> Vec<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split('/').map(unescaped).collect()
}

/// Percent-decoding; what is no escape stays as it is.
fn unescaped(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let escape = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escape {
            Some((high, low)) => {
                plain.push(high << 4 | low);
                rest = &rest[3..];
            }
            None => {
                plain.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_escapes_and_leaves_the_rest() {
        for (escaped, plain) in [
            ("a%2Fb", "a/b"),
            ("%C3%A9", "é"),
            ("100%", "100%"),
            ("%zz%4", "%zz%4"),
        ] {
            assert_eq!(unescaped(escaped), plain);
        }
    }

    #[test]
    fn never_keeps_a_key() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "authorization",
            HeaderValue::from_static("Bearer sk-secret"),
        );
        let got = ReceivedRequest::new(
            Method::GET,
            Uri::from_static("/"),
            Vec::new(),
            headers,
            Bytes::new(),
        );
        assert_eq!(got.header("authorization"), Some("Bearer [redacted]"));
        assert!(!format!("{got:?}").contains("sk-secret"));
    }
}
