//! Sending requests: the one place that signs, limits, repeats and reads.
//!
//! The generated client builds a request and hands it to `exec` of [`ClientHooks`]. There this module takes over: it
//! makes the attempts, reads the answer within bounds, and puts the outcome into a slot of the [`CallContext`] that
//! belongs to this one call. The generated code is left waiting: [`Call`](crate::http::call::Call) takes the outcome from the
//! slot, and drops it. So every call, generated or not, goes one way, and an error is ours from the start instead of
//! being guessed from what generated code makes of it.

use std::fmt;
use std::future::{Future, pending};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::Url;

use crate::client::config::Config;
use crate::error::{Error, Result, Secrets};
use crate::http::region::Region;
use crate::http::retry;
use crate::low_level;

use super::attempts::Attempts;
use super::auth::Auth;
use super::failure::Failure;
pub(crate) use super::failure::{misdelivered, not_sent};
pub use super::response::RawResponse;
pub(crate) use super::response::{Answer, ByteStream, OpenResponse};
use super::{clients, response};

/// What every path begins with, below the base URL.
const API_PATH: &str = "/api/v1/w/";

/// What all calls of a client share.
pub(crate) struct Transport {
    /// Builds requests; `clients` knows which one sends them.
    pub(crate) http: reqwest::Client,
    pub(super) clients: clients::Clients,
    pub(crate) base_url: String,
    pub(crate) workspace_id: String,
    /// What every URL begins with; the key goes nowhere else.
    pub(super) api_root: Url,
    pub(super) region: Option<Region>,
    pub(super) auth: Auth,
    pub(super) user_agent: HeaderValue,
    pub(super) policy: retry::Policy,
    /// How long a call with a JSON answer may take.
    pub(crate) timeout: Duration,
    /// How long nothing may happen.
    pub(crate) silence: Duration,
    /// The bound on every body that is read whole.
    pub(crate) max_json_bytes: usize,
}

impl Transport {
    /// Checks the settings and prepares what every request needs.
    pub(crate) fn new(config: Config) -> Result<Self> {
        let base_url = config.check()?;
        let root = Url::parse(&format!("{base_url}{API_PATH}"))
            .map_err(|error| Error::config("the base URL cannot be read").with_source(error))?;
        let user_agent = HeaderValue::from_str(&config.user_agent).map_err(|error| {
            Error::config("the user agent has characters that no header can hold")
                .with_source(error)
        })?;
        let clients = clients::Clients::new(&config, &root)?;
        Ok(Self {
            http: clients.get(&root, false)?.clone(),
            clients,
            base_url,
            region: root.host_str().and_then(Region::of_host),
            api_root: root,
            auth: Auth::new(config.credential)?,
            user_agent,
            policy: retry::Policy {
                max_retries: config.max_retries,
                ..retry::Policy::default()
            },
            timeout: config.timeout,
            silence: config.read_timeout,
            max_json_bytes: config.max_json_bytes,
            workspace_id: config.workspace_id,
        })
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
        self.auth.secrets()
    }
}

/// What happens to the body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// It is read to the end, within the bound, and a cut one counts as a failed attempt.
    Whole,
    /// It is left to be read as a stream.
    Open,
    /// The generated client reads it: JSON is read first as with `Whole`, all else is left open.
    Generated,
}

/// What is unusual about a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Manner {
    #[default]
    Usual,
    /// The request may leave the address of the API, and then goes without the key.
    Anywhere,
    /// The server sends it elsewhere on its own origin, and nowhere else; a client of the user's need not follow redirects.
    Redirected,
    /// The server holds it in silence until its work is done.
    Held,
}

/// The settings of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) operation: Option<&'static str>,
    pub(crate) delivery: Delivery,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) manner: Manner,
    /// Whether it has the same effect however often it is made, although its method says that it changes something.
    pub(crate) idempotent: bool,
}

/// What the generated client carries for us: the settings of a call, and a place for its outcome.
///
/// Public because the generated client, which a feature opens, names it.
#[derive(Clone)]
#[cfg_attr(not(feature = "unstable-low-level"), allow(unreachable_pub))]
pub struct CallContext(Arc<CallState>);

struct CallState {
    transport: Arc<Transport>,
    settings: Settings,
    outcome: Mutex<Option<Result<Answer>>>,
}

impl CallContext {
    pub(crate) fn new(transport: Arc<Transport>, settings: Settings) -> Self {
        Self(Arc::new(CallState {
            transport,
            settings,
            outcome: Mutex::new(None),
        }))
    }

    /// Makes a generated client for this call.
    pub(crate) fn client(&self) -> low_level::Client {
        let transport = &self.0.transport;
        low_level::Client::new_with_client(
            &transport.base_url,
            transport.http.clone(),
            self.clone(),
        )
    }

    /// The address of a path that begins with a slash, on the server that is called.
    ///
    /// Parsing an address takes longer than all else that goes into a request, and of this one only the path is new.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        let root = &self.0.transport.api_root;
        let base = root.path().strip_suffix(API_PATH).unwrap_or_default();
        let mut url = root.clone();
        url.set_path(&format!("{base}{path}"));
        url
    }

    /// Takes what came of the call; nothing if the request was not even built.
    pub(crate) fn take_outcome(&self) -> Option<Result<Answer>> {
        self.0
            .outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    fn put_outcome(&self, outcome: Result<Answer>) {
        *self
            .0
            .outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    }
}

impl fmt::Debug for CallContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallContext")
            .field("settings", &self.0.settings)
            .finish_non_exhaustive()
    }
}

/// Sends a request that was not built by the generated client.
pub(crate) async fn send(
    transport: &Transport,
    settings: Settings,
    request: reqwest::Request,
) -> Result<Answer> {
    Attempts::new(transport, settings, "request", request)
        .run()
        .await
        .map_err(Failure::into_error)
}

impl ClientHooks<CallContext> for low_level::Client {
    // Not an `async fn`, which would keep the request beside the attempts that have it.
    fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> impl Future<Output = reqwest::Result<reqwest::Response>> {
        let call = &self.inner.0;
        let url = (call.settings.delivery == Delivery::Generated).then(|| request.url().clone());
        let mut attempts =
            Attempts::new(&call.transport, call.settings, info.operation_id, request);
        async move {
            let outcome = attempts.run().await;
            match url {
                Some(url) => response::for_generated_code(outcome, url).await,
                None => {
                    self.inner.put_outcome(outcome.map_err(Failure::into_error));
                    pending().await
                }
            }
        }
    }
}
