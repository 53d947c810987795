//! A running sandbox.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use crate::faults::{Fault, Faults};
use crate::http::request::ReceivedRequest;
use crate::names::Names;
use crate::routes::RouteAnswer;
use crate::script::answer::SandboxAnswer;
use crate::server::Server;

/// A running sandbox; dropping it stops it, with every connection.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dust_sandbox::Sandbox;
/// use dust_sdk::{Client, Config};
///
/// let sandbox = Sandbox::start().await?;
/// let config = Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url());
/// let answer = Client::new(config)?.agent("dust").ask("Hello").await?;
/// assert_eq!(answer.text(), "You said: « Hello »");
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    names: Names,
    url: String,
    /// Dropped with the sandbox, which ends the thread.
    server: Server,
}

impl Sandbox {
    pub(crate) fn new(names: Names, server: Server) -> Self {
        Self {
            names,
            url: url(server.address),
            server,
        }
    }

    /// The base URL to give to a client: `http://127.0.0.1:<port>`, unless [`SandboxBuilder::host`](crate::SandboxBuilder::host) says otherwise.
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

    /// The id of an app whose second block fails; empty after [`SandboxBuilder::without_defaults`](crate::SandboxBuilder::without_defaults).
    pub fn failing_app_id(&self) -> &str {
        &self.names.failing_app
    }

    /// The id of the first data source of that space, a folder; empty if there is none.
    pub fn data_source_id(&self) -> &str {
        &self.names.data_source
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.server.requests()
    }

    /// Answers the next request with a fault; called again, the one after it.
    pub fn fail_next(&self, fault: Fault) {
        self.server.faults().next(fault);
    }

    /// Answers every request that fits with a fault, until [`clear_faults`](Self::clear_faults). It goes before
    /// [`fail_next`](Self::fail_next).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use dust_sandbox::{Fault, Sandbox};
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.fail_when(|request| request.path().contains("/runs"), Fault::BadGateway);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_when(
        &self,
        fits: impl Fn(&ReceivedRequest) -> bool + Send + Sync + 'static,
        fault: Fault,
    ) {
        self.server.faults().when(Arc::new(fits), fault);
    }

    /// Answers requests of a method and path with an answer of your own.
    ///
    /// It is for paths that the sandbox does not know, and goes before its own answer where it has one. A path that does not
    /// begin with `/` is one below the workspace (`members/emails`), where a credential is asked for as everywhere; `{name}`
    /// stands for any one segment. Of several routes for a path the last one counts.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use dust_sandbox::{RouteAnswer, Sandbox};
    /// use serde_json::json;
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.route("GET", "reports/{id}", json!({ "report": "All is well." }));
    /// sandbox.route("GET", "reports/7", RouteAnswer::error(404, "report_not_found", "There is no report 7."));
    /// # let url = |path: &str| format!("{}/api/v1/w/{}/{path}", sandbox.url(), sandbox.workspace_id());
    /// # let get = |path| reqwest::Client::new().get(url(path)).bearer_auth(sandbox.api_key()).send();
    /// # assert_eq!(get("reports/1").await?.status(), 200);
    /// # assert_eq!(get("reports/7").await?.status(), 404);
    /// # Ok(())
    /// # }
    /// ```
    pub fn route(&self, method: &str, path: &str, answer: impl Into<RouteAnswer>) {
        let answer = answer.into();
        self.route_with(method, path, move |_| answer.clone());
    }

    /// Answers requests of a method and path with what a function makes of each; see [`route`](Self::route).
    pub fn route_with(
        &self,
        method: &str,
        path: &str,
        answer: impl Fn(&ReceivedRequest) -> RouteAnswer + Send + Sync + 'static,
    ) {
        self.server.routes().add(method, path, answer);
    }

    /// Makes an id unknown: every operation whose path holds it answers 404 with the type that fits, such as
    /// `data_source_not_found`.
    ///
    /// Operations without state of their own answer a recorded example for any other id.
    pub fn mark_unknown(&self, id: impl Into<String>) {
        self.server.workspace().unknown_ids.insert(id.into());
    }

    /// Gives the agent with this id one more answer, which comes before the ones that it was described with.
    ///
    /// Called again, the one after that. It does nothing if there is no such agent.
    pub fn answer_next(&self, agent_id: &str, answer: impl Into<SandboxAnswer>) {
        let mut workspace = self.server.workspace();
        let agent = workspace
            .agents
            .iter_mut()
            .find(|agent| agent.s_id == agent_id);
        if let Some(agent) = agent {
            agent.scripted_answers.push_next(answer.into());
        }
    }

    /// Completes the sign-in of every tool that waits for one; see [`SandboxTool::needs_sign_in`](crate::SandboxTool::needs_sign_in).
    pub fn complete_sign_in(&self) {
        self.server.workspace().conversations.complete_sign_in();
    }

    /// Restricts a conversation: every call on it is a 403 `conversation_access_restricted`.
    pub fn restrict_conversation(&self, conversation_id: impl Into<String>) {
        let mut workspace = self.server.workspace();
        let restricted = &mut workspace.conversations.restricted;
        restricted.insert(conversation_id.into());
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        *self.server.faults() = Faults::default();
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
