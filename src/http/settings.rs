//! What a transport is set up with: all that the configuration of a client comes to, checked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::credential::Credential;
use super::extra_headers::ExtraHeaders;
use super::middleware::Middleware;

/// The settings of a transport.
pub(crate) struct Settings {
    pub(crate) workspace_id: String,
    /// The address of the API, without a slash at its end.
    pub(crate) base_url: String,
    pub(crate) credential: Credential,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) max_json_bytes: usize,
    pub(crate) user_agent: String,
    pub(crate) headers: ExtraHeaders,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) root_certificates: Vec<Pem>,
    pub(crate) http_client: Option<HttpClient>,
}

/// Certificates as text, of which `Debug` would print every byte.
#[derive(Clone)]
#[cfg_attr(
    not(any(feature = "rustls-no-provider", feature = "native-tls")),
    allow(dead_code)
)]
pub(crate) struct Pem(pub(crate) Vec<u8>);

impl fmt::Debug for Pem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pem(..)")
    }
}

/// A client of the user's, whose `Debug` would print the headers that it adds to each request.
#[derive(Clone)]
pub(crate) struct HttpClient(pub(crate) reqwest::Client);

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpClient(..)")
    }
}

#[cfg(test)]
impl Settings {
    /// Settings with which nothing is wrong.
    pub(crate) fn for_tests() -> Self {
        Self {
            workspace_id: "w1".to_owned(),
            base_url: "http://127.0.0.1:1".to_owned(),
            credential: Credential::Key("sk-1".to_owned().into()),
            timeout: Duration::from_secs(120),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(60),
            max_retries: 2,
            max_json_bytes: 1024 * 1024,
            user_agent: "dust-sdk".to_owned(),
            headers: ExtraHeaders::default(),
            middleware: Vec::new(),
            root_certificates: Vec::new(),
            http_client: None,
        }
    }
}
