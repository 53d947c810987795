//! Calls of paths that this crate has no method for.

use std::future::IntoFuture;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use reqwest::{Body, RequestBuilder, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::http::{
    Call, CallFuture, Idempotency, Operation, RawResponse, Segment, call_options, invalid_reason,
    not_sent,
};

/// The name of such a call in errors, traces and metrics.
const OPERATION: &str = "request";

/// A call of any path below `/api/v1/w/{wId}/`, made by [`Client::request`].
///
/// Awaiting it gives the JSON of the answer; [`decode`](Self::decode) and [`raw`](Self::raw) give it in other forms.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::Method;
///
/// let spaces = dust.request(Method::GET, "spaces").query(&[("kinds", "regular")]).await?;
/// println!("{}", spaces["spaces"][0]["name"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Request {
    pub(crate) call: Call,
    request: Result<RequestBuilder>,
}

impl Request {
    pub(crate) fn new(client: &Client, method: Method, path: &str) -> Self {
        let operation = Operation::of_any_path(OPERATION, Idempotency::of(&method));
        let call = client.call(operation);
        let request = url(&call, path).and_then(|url| call.transport().request(method, url));
        Self { call, request }
    }

    /// Adds query parameters: pairs, a map or a struct.
    pub fn query<T: Serialize + ?Sized>(mut self, parameters: &T) -> Self {
        self.request = self.request.map(|request| request.query(parameters));
        self
    }

    /// Sets the JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.request = self.request.map(|request| request.json(body));
        self
    }

    /// Sets a body of another media type, such as `text/csv`.
    ///
    /// A body of bytes or text can be sent again; one that is a stream is sent once.
    pub fn body(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        let content_type = HeaderValue::from_str(content_type).map_err(|error| {
            Error::invalid_argument("the media type has characters that no header can hold")
                .with_source(error)
        });
        self.request = self
            .request
            .and_then(|request| Ok(request.header(CONTENT_TYPE, content_type?).body(body)));
        self
    }

    /// Sends the request and decodes the JSON of the answer into a type.
    ///
    /// An answer without a body is decoded as `null`.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::ErrorKind); [`Decode`](crate::ErrorKind::Decode) if the answer does not fit the type.
    pub fn decode<T: DeserializeOwned>(self) -> CallFuture<T> {
        let (call, request) = self.into_parts();
        call.answer(request, |call, mut response| {
            if response.body.is_empty() {
                response.body = "null".into();
            }
            call.decode(&response)
        })
    }

    /// Sends the request and gives status, headers and undecoded body.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::ErrorKind) but `Decode`: a status that is not a success is an error here too.
    pub fn raw(self) -> CallFuture<RawResponse> {
        let (call, request) = self.into_parts();
        call.raw(request)
    }

    /// The call, and the finished request.
    pub(crate) fn into_parts(self) -> (Call, Result<reqwest::Request>) {
        let request = self.request.and_then(|request| {
            let unusable = |error| not_sent(OPERATION, Some(error));
            request.build().map_err(unusable)
        });
        (self.call, request)
    }
}

impl IntoFuture for Request {
    type Output = Result<Value>;
    type IntoFuture = CallFuture<Value>;

    fn into_future(self) -> Self::IntoFuture {
        self.decode()
    }
}

call_options!(Request);

/// The URL of a path whose parts are plain text.
fn url(call: &Call, path: &str) -> Result<Url> {
    if path.contains("://") {
        return Err(invalid_path("must not be an address of its own"));
    }
    if path.contains(['?', '#']) {
        return Err(invalid_path("must not hold a query: use Request::query"));
    }
    let mut segments = String::new();
    for segment in path.split('/') {
        if let Some(reason) = invalid_reason(segment) {
            return Err(invalid_path(&format!("has a part that {reason}")));
        }
        segments += &format!("/{}", Segment(segment));
    }
    let workspace = Segment(call.workspace_id());
    Ok(call
        .base()
        .url(format_args!("/api/v1/w/{workspace}{segments}")))
}

fn invalid_path(why: &str) -> Error {
    Error::invalid_argument(format!(
        "the path {why}; it looks like \"spaces\", without a slash at its ends"
    ))
    .with_operation(OPERATION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Config;
    use crate::error::ErrorKind;

    fn url_of(path: &str) -> Result<String> {
        let config = Config::new("w1", "sk-1").base_url("https://p.example/d/");
        let request = Client::new(config).unwrap().request(Method::GET, path);
        url(&request.call, path).map(String::from)
    }

    #[test]
    fn stays_below_the_workspace() {
        for (path, expected) in [
            ("spaces", "https://p.example/d/api/v1/w/w1/spaces"),
            (
                "spaces/vlt_1/apps",
                "https://p.example/d/api/v1/w/w1/spaces/vlt_1/apps",
            ),
            ("a%2Fb", "https://p.example/d/api/v1/w/w1/a%252Fb"),
            ("a:b", "https://p.example/d/api/v1/w/w1/a%3Ab"),
        ] {
            assert_eq!(url_of(path).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_paths_that_lead_elsewhere() {
        for path in [
            "",
            "/spaces",
            "spaces/",
            "spaces//x",
            "..",
            "spaces/../x",
            "./spaces",
            "a\\b",
            "a b",
            "spaces?x=1",
            "spaces#x",
            "https://example.com/x",
            "//example.com",
        ] {
            let error = url_of(path).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{path}");
        }
    }
}
