//! What all calls of a client share: its address, its credential, its HTTP clients and its limits.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Method};
use reqwest::{RequestBuilder, Url};

use super::Policy;
use super::auth::Auth;
use super::clients::Clients;
use super::extra_headers::ExtraHeaders;
use super::middleware::Middleware;
use super::region::Region;
use super::request::Base;
use super::settings::Settings;
use super::trace::Server;
use crate::error::{Error, Result, Secrets};

/// What every path begins with, below the base URL.
const API_PATH: &str = "/api/v1/";

/// What all calls of a client share.
pub(crate) struct Transport {
    pub(super) clients: Clients,
    pub(crate) base: Base,
    pub(crate) base_url: String,
    pub(crate) workspace_id: String,
    /// What every URL begins with; the key goes nowhere else.
    pub(super) api_root: Url,
    pub(super) region: Option<Region>,
    pub(super) auth: Auth,
    /// Where the API is, for traces.
    pub(super) server: Server,
    pub(super) user_agent: HeaderValue,
    /// What the user adds to every request.
    pub(super) headers: ExtraHeaders,
    /// What each request goes through, the first first.
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) policy: Policy,
    /// How long a call with a JSON answer may take.
    pub(crate) timeout: Duration,
    /// How long nothing may happen.
    pub(crate) read_timeout: Duration,
    /// The bound on every body that is read whole.
    pub(crate) max_json_bytes: usize,
}

impl Transport {
    /// Checks the settings and prepares what every request needs.
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let unreadable = |error| Error::config("the base URL cannot be read").with_source(error);
        let base = Url::parse(&settings.base_url).map_err(unreadable)?;
        let root = format!("{}{API_PATH}", settings.base_url);
        let root = Url::parse(&root).map_err(unreadable)?;
        let user_agent = HeaderValue::from_str(&settings.user_agent).map_err(|error| {
            Error::config("the user agent has characters that no header can hold")
                .with_source(error)
        })?;
        let clients = Clients::new(&settings, &root)?;
        let auth = Auth::new(settings.credential)?;
        Ok(Self {
            server: Server::new(&root, &auth.secrets()),
            clients,
            base: Base::new(base),
            base_url: settings.base_url,
            region: root.host_str().and_then(Region::of_host),
            api_root: root,
            auth,
            user_agent,
            headers: settings.headers,
            middleware: settings.middleware,
            policy: Policy {
                max_retries: settings.max_retries,
                ..Policy::default()
            },
            timeout: settings.timeout,
            read_timeout: settings.read_timeout,
            max_json_bytes: settings.max_json_bytes,
            workspace_id: settings.workspace_id,
        })
    }

    /// Begins a request to any address, which `clients` sends like those of generated code.
    pub(crate) fn request(&self, method: Method, url: Url) -> Result<RequestBuilder> {
        Ok(self.clients.get(&url, false)?.request(method, url))
    }

    /// Tells whether an address has the scheme, host and port of the API.
    pub(super) fn is_own_origin(&self, url: &reqwest::Url) -> bool {
        self.api_root.origin() == url.origin()
    }

    /// Tells whether an address would take what goes over https out of it.
    pub(super) fn is_downgrade(&self, url: &reqwest::Url) -> bool {
        url.scheme() != "https" && self.api_root.scheme() == "https"
    }

    /// Takes the secrets out of an error that may quote the server.
    pub(crate) fn redact(&self, error: Error) -> Error {
        error.redacted(&self.secrets())
    }

    /// What the server was sent and must not be shown.
    pub(crate) fn secrets(&self) -> Secrets {
        let mut secrets = self.auth.secrets();
        self.headers.add_secrets(&mut secrets);
        secrets
    }
}
