//! Calls of paths that this crate has no method for.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::Method;
use reqwest::RequestBuilder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::http::call::Call;
use crate::http::path::{encode_segment, flaw};
use crate::http::transport::{RawResponse, not_sent};

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
    call: Call,
    request: Result<RequestBuilder>,
}

impl Request {
    pub(crate) fn new(client: &Client, method: Method, path: &str) -> Self {
        let request = url(client, path).map(|url| client.transport().http.request(method, url));
        Self {
            call: client.call(OPERATION),
            request,
        }
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

    /// Sets how long the call may take in all, its retries included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout = Some(timeout);
        self
    }

    /// Sets how often the request is sent again if it fails.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.call.max_retries = Some(retries);
        self
    }

    /// Sends the request and decodes the JSON of the answer into a type.
    ///
    /// An answer without a body is decoded as `null`.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::ErrorKind); [`Decode`](crate::ErrorKind::Decode) if the answer does not fit the type.
    pub async fn decode<T: DeserializeOwned>(self) -> Result<T> {
        let client = self.call.client.clone();
        let mut response = self.raw().await?;
        if response.body.is_empty() {
            response.body = "null".into();
        }
        client.decode(OPERATION, &response)
    }

    /// Sends the request and gives status, headers and undecoded body.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::ErrorKind) but `Decode`: a status that is not a success is an error here too.
    pub async fn raw(self) -> Result<RawResponse> {
        let request = self.request.and_then(|request| {
            request
                .build()
                .map_err(|error| not_sent(OPERATION, Some(error)))
        });
        self.call.send(request?).await
    }
}

impl IntoFuture for Request {
    type Output = Result<Value>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.decode())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").finish_non_exhaustive()
    }
}

/// The URL of a path whose parts are plain text.
fn url(client: &Client, path: &str) -> Result<String> {
    let workspace = encode_segment(client.workspace_id());
    let mut url = format!("{}/api/v1/w/{workspace}", client.transport().base_url);
    if path.contains("://") {
        return Err(refused("must not be an address of its own"));
    }
    if path.contains(['?', '#']) {
        return Err(refused("must not hold a query: use Request::query"));
    }
    for segment in path.split('/') {
        if let Some(flaw) = flaw(segment) {
            return Err(refused(&format!("has a part that {flaw}")));
        }
        url.push('/');
        url.push_str(&encode_segment(segment));
    }
    Ok(url)
}

fn refused(why: &str) -> Error {
    Error::invalid_argument(format!(
        "the path {why}; it looks like \"spaces\", without a slash at its ends"
    ))
    .with_operation(OPERATION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::config::Config;
    use crate::error::ErrorKind;

    fn client() -> Client {
        Client::new(Config::new("w1", "sk-1").base_url("https://p.example/d/")).unwrap()
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
            assert_eq!(url(&client(), path).unwrap(), expected);
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
            let error = url(&client(), path).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{path}");
        }
    }
}
