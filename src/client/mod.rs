//! The client that everything begins with.

mod address;
pub(crate) mod config;
mod detect_region;
mod env;
pub(crate) mod request;

pub use config::Config;
pub use request::Request;

use std::fmt;
use std::sync::Arc;

use http::Method;
use serde::de::DeserializeOwned;

use crate::api::agents::Agents;
use crate::api::apps::Apps;
use crate::api::ask::AgentHandle;
use crate::api::conversations::Conversations;
use crate::api::mentions::Mentions;
use crate::error::{self, Result, excerpt};
use crate::http::call::{Call, Manner};

use crate::api::spaces::Spaces;
use crate::api::workspace::Workspace;
use crate::http::transport::{RawResponse, Transport};

/// A client for one workspace of Dust.
///
/// It is cheap to clone, and clones share their connections. It starts no task of its own: dropping a future of one of
/// its calls cancels the call.
///
/// ```no_run
/// # async fn example() -> Result<(), dust_sdk::Error> {
/// use dust_sdk::{Client, Method};
///
/// let dust = Client::from_env()?;
/// let spaces = dust.request(Method::GET, "spaces").await?;
/// println!("{spaces}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
}

impl Client {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if a setting cannot work, such as a key that cannot be one.
    pub fn new(config: Config) -> Result<Self> {
        Ok(Self {
            transport: Arc::new(Transport::new(config)?),
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

    /// The agents of the workspace.
    pub fn agents(&self) -> Agents {
        Agents::new(self.clone())
    }

    /// One agent, by its `sId`, to talk to.
    pub fn agent(&self, agent_id: impl Into<String>) -> AgentHandle {
        AgentHandle::new(self.clone(), agent_id.into())
    }

    /// The conversations of the workspace.
    pub fn conversations(&self) -> Conversations {
        Conversations::new(self.clone())
    }

    /// Mentions of agents and people.
    pub fn mentions(&self) -> Mentions {
        Mentions::new(self.clone())
    }

    /// The spaces of the workspace.
    pub fn spaces(&self) -> Spaces {
        Spaces::new(self.clone())
    }

    /// The apps of a space, by the id of the space.
    pub fn apps(&self, space_id: impl Into<String>) -> Apps {
        Apps::new(self.clone(), space_id.into())
    }

    /// The workspace as a whole: analytics and usage.
    pub fn workspace(&self) -> Workspace {
        Workspace::new(self.clone())
    }

    /// Calls any path of the API below `/api/v1/w/{wId}/`, for what this crate has no method for.
    ///
    /// The path is relative, its parts are plain text: each is checked and encoded. A `GET` or `HEAD` counts as a call
    /// that only reads and is repeated as such.
    pub fn request(&self, method: Method, path: &str) -> Request {
        Request::new(self, method, path)
    }

    /// Returns the generated client, with this client's sign-in, limits and retries.
    ///
    /// It is outside the promise of semantic versioning. A failure with a response comes back as that response; any other
    /// as an error of the HTTP client with a [`dust_sdk::Error`](crate::Error) among its sources.
    #[cfg(feature = "unstable-low-level")]
    pub fn low_level(&self) -> crate::low_level::Client {
        use crate::http::transport::{CallContext, Delivery, Settings};

        let settings = Settings {
            operation: None,
            delivery: Delivery::Generated,
            timeout: None,
            max_retries: None,
            manner: Manner::Usual,
            idempotent: false,
        };
        CallContext::new(self.transport.clone(), settings).client()
    }

    pub(crate) fn call(&self, operation: &'static str) -> Call {
        Call {
            client: self.clone(),
            operation,
            timeout: None,
            max_retries: None,
            manner: Manner::Usual,
            idempotent: false,
        }
    }

    pub(crate) fn workspace_id(&self) -> &str {
        &self.transport.workspace_id
    }

    /// An id or another text of the user's or the server's, as it may be printed.
    pub(crate) fn excerpt(&self, text: &str) -> String {
        excerpt(text, &self.transport.secrets())
    }

    pub(crate) fn transport(&self) -> &Arc<Transport> {
        &self.transport
    }

    /// Decodes a response; the error tells the status, and never the key.
    pub(crate) fn decode<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        response: &RawResponse,
    ) -> Result<T> {
        error::decode(operation, &response.body).map_err(|error| {
            self.transport.redact(
                error
                    .with_status(response.status)
                    .with_attempts(response.attempts),
            )
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("workspace_id", &self.excerpt(self.workspace_id()))
            .field("base_url", &self.excerpt(&self.transport.base_url))
            .finish_non_exhaustive()
    }
}
