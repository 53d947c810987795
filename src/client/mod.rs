//! `Client`: the entry point, cheap to clone, and the calls that all resources start from.

mod address;
mod config;
mod detect_region;
mod env;
mod request;

pub use config::Config;
pub use request::Request;

use std::fmt;
use std::sync::Arc;

use http::Method;

use crate::error::{Error, Result, Secrets, excerpt};
use crate::http::{Call, Operation, RateWindow, Transport};

/// A client for one workspace of Dust.
///
/// It is cheap to clone, and clones share their connections. It starts no task of its own: dropping a future of one of
/// its calls cancels the call.
///
/// ```no_run
/// # async fn example() -> Result<(), dust_sdk::Error> {
/// use dust_sdk::{AgentView, Client};
///
/// let dust = Client::from_env()?; // DUST_WORKSPACE_ID and DUST_API_KEY
/// for agent in dust.agents().list().view(AgentView::Published).await? {
///     println!("{} {}", agent.s_id, agent.name);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
    /// Upserts of documents, which the server limits for a workspace.
    upserts: Arc<RateWindow>,
}

impl Client {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if a setting cannot work, such as a key that cannot be one.
    pub fn new(config: Config) -> Result<Self> {
        Ok(Self {
            transport: Arc::new(Transport::new(config.check()?)?),
            upserts: Arc::default(),
        })
    }

    /// Makes a client from the environment, see [`Config::from_env`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming the variable that is missing or wrong.
    pub fn from_env() -> Result<Self> {
        Self::new(Config::from_env()?)
    }

    /// Calls any path of the API below `/api/v1/w/{wId}/`, for what this crate has no method for.
    ///
    /// The path is relative, its parts are plain text: each is checked and encoded. `GET` and `HEAD` are safe, so they are
    /// retried; see [the guide to retries](crate::guide::retries).
    pub fn request(&self, method: Method, path: &str) -> Request {
        Request::new(self, method, path)
    }

    /// The id of the workspace.
    pub fn workspace_id(&self) -> &str {
        &self.transport.workspace_id
    }

    /// The address of the API, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.transport.base_url
    }

    pub(crate) fn upserts(&self) -> &Arc<RateWindow> {
        &self.upserts
    }

    pub(crate) fn call(&self, operation: Operation) -> Call {
        Call::new(self.transport.clone(), operation)
    }

    /// An id or another text of the user's or the server's, as it may be printed.
    pub(crate) fn excerpt(&self, text: &str) -> String {
        excerpt(text, &self.secrets())
    }

    /// What the server was sent and must not be shown.
    pub(crate) fn secrets(&self) -> Secrets {
        self.transport.secrets()
    }

    /// Takes the secrets out of an error that may quote the server.
    pub(crate) fn redact(&self, error: Error) -> Error {
        self.transport.redact(error)
    }
}

/// `Debug` of a handle, whose ids may be misplaced secrets.
macro_rules! debug_handle {
    ($name:ident $($id:ident)*) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("client", &self.client)
                    $(.field(stringify!($id), &self.client.excerpt(&self.$id)))*
                    .finish()
            }
        }
    };
}

pub(crate) use debug_handle;

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("workspace_id", &self.excerpt(&self.transport.workspace_id))
            .field("base_url", &self.excerpt(&self.transport.base_url))
            .finish_non_exhaustive()
    }
}
