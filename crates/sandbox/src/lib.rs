//! An in-process mock Dust server, for tests of programs that use the API of [Dust](https://dust.tt) and for trials without
//! an account.
//!
//! The sandbox listens on a port of 127.0.0.1, keeps agents, apps, runs and conversations in memory and answers as the real
//! server does, its errors, limits and streams included. It shares no code with a client: it keeps and writes its own JSON,
//! so that the two cannot be wrong in the same way. The binary `dust-sandbox` serves the same to programs in any language.
//!
//! Sandboxes are independent of each other; any number can run side by side. Dropping one stops it.
//!
//! ```
//! use dust_sandbox::{Fault, Sandbox};
//! use dust_sdk::{Client, Config, ErrorKind};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let dust = Client::new(Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()))?;
//! assert_eq!(dust.agents().get("dust").await?.name, "dust");
//!
//! sandbox.fail_next(Fault::OutOfCredits);
//! let error = dust.agents().list().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::QuotaExhausted);
//! assert_eq!(sandbox.requests()[1].status(), Some(429));
//! # Ok(())
//! # }
//! ```
//!
//! Agents give the answers that they were described with, event by event; a [`SandboxAnswer`] says how, down to where a
//! stream is cut:
//!
//! ```
//! use dust_sandbox::{Sandbox, SandboxAnswer, StreamCut};
//!
//! let builder = Sandbox::builder()
//!     .agent("poet")
//!     .answers("Roses are red.")
//!     .answers(SandboxAnswer::from("Violets are blue.").cut(2, StreamCut::Done));
//! # let _ = builder;
//! ```
//!
//! [`Sandbox::start`] lists the initial contents; [`Sandbox::builder`] adds to them or replaces them: agents, apps as scripts,
//! keys, rows, limits, latency. Where the real server's behaviour is not known, the sandbox is lenient: two agents may have the
//! same name, any model and provider is accepted, and a time zone only has to look like one.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod agent;
mod agents;
mod analytics;
mod analytics_rows;
mod app;
mod apps;
mod auth;
mod builder;
mod check;
mod clock;
mod csv;
mod defaults;
mod definition;
mod deliver;
mod error;
mod faults;
mod line;
mod log;
mod names;
mod respond;
mod router;
mod runs;
mod seed;
mod server;
mod space;
mod state;
mod talk;
mod usage;
mod zip;

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

pub use self::agent::SandboxAgent;
pub use self::app::{SandboxApp, SandboxBlock};
pub use self::auth::Credential;
pub use self::builder::SandboxBuilder;
pub use self::error::{Error, Result};
pub use self::faults::{Fault, UnknownFault};
pub use self::log::ReceivedRequest;
pub use self::space::SandboxSpace;
pub use self::talk::{SandboxAnswer, SandboxQuestion, SandboxTool, StreamCut};

use self::names::Names;
use self::server::{Server, Shared};

/// A running sandbox; it ends when dropped.
pub struct Sandbox {
    names: Names,
    url: String,
    shared: Arc<Shared>,
    // Dropped with the sandbox, which ends the thread.
    _server: Server,
}

impl Sandbox {
    /// Starts a sandbox with its usual contents on a free port.
    ///
    /// It holds the global agents `dust`, which repeats what it is told, and `slack`, which is disabled, the published agents `BillingHelper` and
    /// `Weekly_report`, the hidden agent `ContractDraft`, a space with an app that succeeds with the configuration `{}` and any
    /// input ([`app_id`](Self::app_id)) and one that fails ([`failing_app_id`](Self::failing_app_id)), and rows for all
    /// analytics and usage tables in every period.
    ///
    /// # Errors
    ///
    /// If the sandbox cannot listen on 127.0.0.1.
    pub async fn start() -> Result<Self> {
        Self::builder().start().await
    }

    /// Starts to describe a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    fn new(names: Names, shared: Arc<Shared>, server: Server) -> Self {
        Self {
            names,
            url: url(server.address),
            shared,
            _server: server,
        }
    }

    /// The base URL to give to a client: `http://127.0.0.1:<port>`, unless [`SandboxBuilder::host`] says otherwise.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The id of the workspace.
    pub fn workspace_id(&self) -> &str {
        &self.names.workspace
    }

    /// A key with the admin scope.
    pub fn api_key(&self) -> &str {
        &self.names.api_key
    }

    /// A key without the admin scope.
    pub fn non_admin_api_key(&self) -> &str {
        &self.names.non_admin_api_key
    }

    /// The OAuth access token of `ada@example.com`, a member of the workspace.
    pub fn access_token(&self) -> &str {
        &self.names.access_token
    }

    /// The id of the first space.
    pub fn space_id(&self) -> &str {
        &self.names.space
    }

    /// The id of the first app of that space, which succeeds; empty if there is none.
    pub fn app_id(&self) -> &str {
        &self.names.app
    }

    /// The id of an app whose second block fails; empty after [`SandboxBuilder::empty`].
    pub fn failing_app_id(&self) -> &str {
        &self.names.failing_app
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.log().clone()
    }

    /// Meets one request with a fault: the next one, or, called again, the one after.
    pub fn fail_next(&self, fault: Fault) {
        self.shared.faults().next(fault);
    }

    /// Meets every request that fits with a fault; it goes before [`fail_next`](Self::fail_next).
    pub fn fail_when(
        &self,
        fits: impl Fn(&ReceivedRequest) -> bool + Send + Sync + 'static,
        fault: Fault,
    ) {
        self.shared.faults().when(Arc::new(fits), fault);
    }

    /// Gives the agent with this id one more answer, which comes before the ones that it was described with.
    ///
    /// Called again, the one after that. It does nothing if there is no such agent.
    pub fn answer_next(&self, agent_id: &str, answer: impl Into<SandboxAnswer>) {
        let mut state = self.shared.state();
        let agent = state.agents.iter_mut().find(|agent| agent.s_id == agent_id);
        if let Some(agent) = agent {
            agent.repertoire.interject(answer.into());
        }
    }

    /// Completes the sign-in of every tool that waits for one; see [`SandboxTool::needs_sign_in`].
    pub fn complete_sign_in(&self) {
        self.shared.state().talks.complete_sign_in();
    }

    /// Takes the access to a conversation away: every call on it is a 403 `conversation_access_restricted`.
    pub fn restrict_conversation(&self, conversation_id: impl Into<String>) {
        let mut state = self.shared.state();
        state.talks.restricted.insert(conversation_id.into());
    }

    /// Forgets all faults that were asked for.
    pub fn clear_faults(&self) {
        *self.shared.faults() = faults::Faults::default();
    }
}

/// The base URL of an address. One that stands for all addresses is reached by that of loopback.
fn url(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{address}")
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("workspace_id", &self.names.workspace)
            .finish_non_exhaustive()
    }
}

/// The README's example, compiled and run as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
