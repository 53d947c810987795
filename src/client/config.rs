//! `Config`: the settings of a client, which are the workspace, the credential, the address and the limits.
//!
//! Making a [`Config`] never fails for its settings; [`Client::new`](crate::Client::new) checks them all, so that one
//! place reports what is wrong.
//!
//! ```
//! use dust_sdk::{Client, Config, Region};
//! use std::time::Duration;
//!
//! let config = Config::new("h9p9uyOJxmD", "sk-0123").region(Region::Eu).timeout(Duration::from_secs(30));
//! let dust = Client::new(config)?;
//! # Ok::<(), dust_sdk::Error>(())
//! ```

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::address;
use crate::error::{Error, Result, excerpt, looks_like_key};
use crate::http::middleware::Middleware;
use crate::http::{
    Credential, ExtraHeaders, HttpClient, Pem, Region, Settings, TokenProvider, invalid_reason,
};

/// The settings of a client.
///
/// `Debug` shows no key, wherever it was put.
///
/// ```
/// use dust_sdk::{Client, Config, Region};
/// use std::time::Duration;
///
/// let config = Config::new("h9p9uyOJxmD", "sk-0123").region(Region::Eu).timeout(Duration::from_secs(30));
/// let dust = Client::new(config)?;
/// assert_eq!(dust.workspace_id(), "h9p9uyOJxmD");
/// # Ok::<(), dust_sdk::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Config {
    pub(crate) workspace_id: String,
    pub(crate) credential: Credential,
    /// None where a workspace's address did not say it.
    pub(crate) region: Option<Region>,
    pub(crate) base_url: Option<String>,
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

impl Config {
    /// Makes the settings for a workspace and an API key (`sk-…`), in the region `us`.
    pub fn new(workspace_id: impl Into<String>, key: impl Into<String>) -> Self {
        Self::with_credential(
            workspace_id,
            Credential::Key(SecretString::from(key.into())),
        )
    }

    /// Makes the settings for a workspace and an OAuth access token of a user, in the region `us`.
    pub fn access_token(workspace_id: impl Into<String>, token: impl Into<String>) -> Self {
        let token = SecretString::from(token.into());
        Self::with_credential(workspace_id, Credential::AccessToken(token))
    }

    /// Makes the settings for a workspace and access tokens from a function, in the region `us`.
    ///
    /// It is asked before every request, retries included, so it should keep a token that is still good. When the server
    /// says that a token has expired, it is asked once more and the call is repeated once.
    ///
    /// ```
    /// # async fn load_token() -> Result<String, std::io::Error> { Ok(String::new()) }
    /// # use dust_sdk::Config;
    /// let config = Config::access_token_provider("h9p9uyOJxmD", || async { load_token().await });
    /// ```
    pub fn access_token_provider<F, Fut, T, E>(workspace_id: impl Into<String>, provider: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<String>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let provider: TokenProvider = Arc::new(move || {
            let token = provider();
            Box::pin(async move {
                match token.await {
                    Ok(token) => Ok(SecretString::from(token.into())),
                    Err(error) => Err(error.into()),
                }
            })
        });
        Self::with_credential(workspace_id, Credential::Provider(provider))
    }

    fn with_credential(workspace_id: impl Into<String>, credential: Credential) -> Self {
        Self {
            workspace_id: workspace_id.into(),
            credential,
            region: Some(Region::Us),
            base_url: None,
            timeout: Duration::from_secs(120),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(60),
            max_retries: 2,
            max_json_bytes: 64 * 1024 * 1024,
            user_agent: concat!("dust-sdk-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: ExtraHeaders::default(),
            middleware: Vec::new(),
            root_certificates: Vec::new(),
            http_client: None,
        }
    }

    /// Sets the region where the workspace lives.
    pub fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// Sets another address of the API, such as a proxy's; it wins over the region.
    ///
    /// It must be https, or http on a loopback address. A path in it is kept.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets how long a call with a JSON answer may take in all, its retries and waits included; 120 s unless set.
    ///
    /// Streams and exports have no such limit, only that of [`Config::read_timeout`]. Calls of conversations that are
    /// `blocking` have 200 s, if this is not more.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long making a connection may take; 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long the server may be silent, before its answer and within it; 60 s unless set.
    ///
    /// The body of an error has 2 s in all, in every kind of call; the error is then given with what has come of it.
    /// Calls of conversations that are `blocking` have only the limit of [`Config::timeout`].
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Sets how often a request that failed is sent again; 2 unless set, 0 turns it off.
    ///
    /// The one repetition with a fresh access token does not count.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets how large a response may be that is read whole, in bytes; 64 MiB unless set.
    pub fn max_json_bytes(mut self, bytes: usize) -> Self {
        self.max_json_bytes = bytes;
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Adds a header to every request to the API, such as one that a gateway wants. It goes to the API's own origin only.
    ///
    /// `Authorization`, `Host`, `User-Agent` and what frames a message are set by the client; one of these, or a name or value
    /// that no header can have, is refused by [`Client::new`](crate::Client::new). A call's own `header` takes the place of one
    /// of the same name.
    ///
    /// ```
    /// # use dust_sdk::Config;
    /// let config = Config::new("h9p9uyOJxmD", "sk-0123").header("x-team", "billing");
    /// ```
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.add(name.as_ref(), value.as_ref(), false);
        self
    }

    /// Does the same as [`header`](Self::header) with a value that is a secret: no error, trace or `Debug` shows it.
    pub fn sensitive_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.add(name.as_ref(), value.as_ref(), true);
        self
    }

    /// Puts a middleware around every request; see [`Middleware`].
    ///
    /// It can be called more than once. The first is the outermost: it sees a request first and a response last.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Trusts a root certificate beside those of the platform: the one of a company that inspects TLS, or of a test server.
    ///
    /// `pem` is the text of one or more certificates (`-----BEGIN CERTIFICATE-----…`). It can be called more than once.
    /// [`Client::new`](crate::Client::new) refuses what is not PEM, and, since it would have no effect, a certificate beside
    /// [`Config::http_client`].
    ///
    /// ```no_run
    /// # use dust_sdk::Config;
    /// let pem = std::fs::read("/etc/ssl/company.pem")?;
    /// let config = Config::new("h9p9uyOJxmD", "sk-0123").root_certificate(pem);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(Pem(pem.into()));
        self
    }

    /// Sends requests with this client, which brings its own pool, proxies, certificates and redirect rules.
    ///
    /// The type is reqwest's, because sharing a pool or a TLS set-up is the only reason to give one. It decides what is
    /// decided there, whatever the settings here and the rules of this crate say:
    ///
    /// - [`Config::connect_timeout`], [`Config::read_timeout`] and [`Config::root_certificate`] are its own to set;
    /// - set `pool_idle_timeout` below 5 s, after which the server closes idle connections;
    /// - where the environment names a proxy, requests to `http://127.0.0.1` go there as well, and the key with them, unless
    ///   it was built with `no_proxy()`;
    /// - it follows redirects by its own policy, also from https to http. The body of a request goes to no other origin all
    ///   the same, and the answer to a call that changes something is refused if it comes from one;
    /// - on HTTP/2, streams of events share its connections with the calls that they may wait for, such as an approval: a
    ///   server that allows few streams on a connection can hold these up;
    /// - its windows for HTTP/2 should be as wide as many unread exports: `http2_initial_stream_window_size` well below
    ///   `http2_initial_connection_window_size`;
    /// - in a build with one of reqwest's features for decompression (`gzip` and the like), a body that is cut off on HTTP/2
    ///   may be taken for a whole one, unless it was built with `http1_only()`.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(HttpClient(client));
        self
    }

    /// Checks what can be checked before anything is sent.
    pub(crate) fn check(self) -> Result<Settings> {
        let base_url = self.check_settings()?;
        Ok(Settings {
            workspace_id: self.workspace_id,
            base_url,
            credential: self.credential,
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            read_timeout: self.read_timeout,
            max_retries: self.max_retries,
            max_json_bytes: self.max_json_bytes,
            user_agent: self.user_agent,
            headers: self.headers,
            middleware: self.middleware,
            root_certificates: self.root_certificates,
            http_client: self.http_client,
        })
    }

    /// Checks the settings, and returns the address of the API.
    pub(super) fn check_settings(&self) -> Result<String> {
        if looks_like_key(&self.workspace_id) {
            return Err(Error::config(
                "the workspace id looks like an API key or an access token: \
                 the id of the workspace comes first, and then the key",
            ));
        }
        if let Some(reason) = invalid_reason(&self.workspace_id) {
            return Err(Error::config(format!(
                "the workspace id {reason}: it is the part after /w/ in https://dust.tt/w/<id>/…"
            )));
        }
        self.credential.check()?;
        if let Some(flaw) = self.headers.invalid_reason() {
            return Err(Error::config(flaw));
        }
        if self.http_client.is_some() && !self.root_certificates.is_empty() {
            return Err(Error::config(
                "a root certificate has no effect on an HTTP client of your own: \
                 add it there, with reqwest's tls_certs_merge",
            ));
        }
        match (&self.base_url, self.region) {
            (Some(url), _) => address::check_base_url(url),
            (None, Some(region)) => Ok(region.base_url().to_owned()),
            (None, None) => Err(Error::config(
                "the address of the workspace does not say its region: \
                 set it with Config::region, or find it with Region::detect",
            )),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut secrets = self.credential.secrets();
        self.headers.add_secrets(&mut secrets);
        let base_url = self.base_url.as_deref().map(address::without_secrets);
        f.debug_struct("Config")
            .field("workspace_id", &excerpt(&self.workspace_id, &secrets))
            .field("credential", &self.credential)
            .field("region", &self.region)
            .field("base_url", &base_url.map(|url| excerpt(&url, &secrets)))
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("max_retries", &self.max_retries)
            .field("max_json_bytes", &self.max_json_bytes)
            .field("user_agent", &excerpt(&self.user_agent, &secrets))
            .field("headers", &self.headers)
            .field("middleware", &self.middleware.len())
            .field("http_client", &self.http_client)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn config() -> Config {
        Config::new("w1", "sk-marker")
    }

    #[test]
    fn finds_the_address() {
        assert_eq!(config().check_settings().unwrap(), "https://dust.tt");
        assert_eq!(
            config().region(Region::Eu).check_settings().unwrap(),
            "https://eu.dust.tt"
        );
        let proxied = config().region(Region::Eu).base_url("https://p.example/d/");
        assert_eq!(proxied.check_settings().unwrap(), "https://p.example/d");
    }

    #[test]
    fn asks_for_a_region_that_nothing_says() {
        let config = Config::from_workspace_url("https://app.dust.tt/w/w1/x", "sk-1").unwrap();
        let error = config.check_settings().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("Config::region"), "{error}");
        assert!(config.region(Region::Us).check_settings().is_ok());
    }

    #[test]
    fn refuses_a_workspace_id_that_is_none() {
        for id in ["", "..", "a b", "a\\b"] {
            let error = Config::new(id, "sk-1").check_settings().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{id:?}");
        }
    }

    #[test]
    fn a_key_in_the_place_of_the_workspace_is_refused_and_not_shown() {
        let token = "eyJhbGciOi.eyJzdWIi.marker";
        for config in [
            Config::new("sk-marker", "w1"),
            Config::new(" sk-marker", "w1"),
            Config::new("Bearer sk-marker", "w1"),
            Config::access_token("sk-marker", token),
            Config::access_token(token, "w1"),
        ] {
            let error = config.check_settings().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.message().contains("looks like an API key"), "{error}");
            let text = format!("{config:?}{config:#?}{error}{error:?}");
            assert!(!text.contains("marker"), "{text}");
        }
    }

    #[test]
    fn a_secret_in_another_setting_is_not_shown() {
        let key = "sk-marker0123";
        let with = |url: &str| {
            Config::new("w1", key)
                .base_url(url)
                .user_agent("me sk-marker0123")
        };
        for (url, shown) in [
            (
                "https://p.example/sk-marker0123/x",
                "https://p.example/[redacted]/x",
            ),
            (
                "https://p.example/MARKER0123",
                "https://p.example/[redacted]",
            ),
            (
                "https://ada:marker@p.example/x",
                "https://[redacted]@p.example/x",
            ),
            (
                "https://p.example/x?key=marker#marker",
                "https://p.example/x?[redacted]",
            ),
            ("https://p.example:x/marker", "not a URL"),
            ("https://p.example/x", "https://p.example/x"),
        ] {
            let text = format!("{:?}", with(url));
            assert!(!text.to_lowercase().contains("marker"), "{text}");
            assert!(text.contains(shown), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let with_token = Config::access_token("w1", "marker");
        let with_provider =
            Config::access_token_provider("w1", || async { Ok::<_, Error>("marker".to_owned()) });
        for config in [config(), with_token, with_provider] {
            let text = format!("{config:?}{config:#?}");
            assert!(!text.contains("marker"), "{text}");
        }
    }
}
