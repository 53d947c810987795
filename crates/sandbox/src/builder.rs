//! What a sandbox shall hold and how it shall behave.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::defaults;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::http::body::Pace;
use crate::http::request::ReceivedRequest;
use crate::names::Names;
use crate::routes::{RouteAnswer, Routes};
use crate::sandbox::Sandbox;
use crate::script::answer::{SandboxAnswer, StreamCut};
use crate::server::{Observer, Server, Settings};
use crate::state::access::Credential;
use crate::state::agent::SandboxAgent;
use crate::state::app::SandboxApp;
use crate::state::conversation_rules::ConversationRules;
use crate::state::data_source::SandboxDataSource;
use crate::state::space::SandboxSpace;
use crate::state::window::Window;
use crate::state::workspace::Workspace;

/// Settings of a [`Sandbox`]; from [`Sandbox::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dust_sandbox::Sandbox;
/// use std::time::Duration;
///
/// let sandbox = Sandbox::builder()
///     .without_defaults()
///     .agent("poet")
///     .answers("Roses are red.")
///     .latency(Duration::from_millis(20))
///     .start()
///     .await?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct SandboxBuilder {
    workspace: Workspace,
    routes: Routes,
    api_key: String,
    address: SocketAddr,
    latency: Duration,
    pace: Pace,
    body_limit: usize,
    observer: Option<Observer>,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            workspace: defaults::workspace(),
            routes: Routes::default(),
            api_key: defaults::ADMIN_KEY.to_owned(),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            latency: Duration::ZERO,
            pace: Pace {
                event_delay: Duration::ZERO,
                keep_alive: Duration::from_secs(15),
                piece: 97,
            },
            body_limit: 8 << 20,
            observer: None,
        }
    }

    /// The rules of conversations. They are shared only once the sandbox runs.
    fn rules(&mut self) -> &mut ConversationRules {
        Arc::make_mut(&mut self.workspace.conversations.rules)
    }

    /// Sets the id of the workspace.
    pub fn workspace_id(mut self, id: impl Into<String>) -> Self {
        self.workspace.access.workspace_id = id.into();
        self
    }

    /// Sets the key that [`Sandbox::api_key`] gives, which has the admin scope.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = key.into();
        self
    }

    /// Adds a key or token.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.workspace.access.credentials.push(credential);
        self
    }

    /// Adds a member of the workspace, who may be named as an editor.
    pub fn member(mut self, email: impl Into<String>) -> Self {
        self.workspace.members.push(email.into());
        self
    }

    /// Adds a name that a toolset item may give as its `mcp_server_name`; items with other names are skipped.
    pub fn tool_server(mut self, name: impl Into<String>) -> Self {
        self.workspace.tool_servers.push(name.into());
        self
    }

    /// Removes the agents, apps and data sources that are there from the start.
    pub fn without_defaults(mut self) -> Self {
        self.workspace.agents.clear();
        for space in &mut self.workspace.spaces {
            space.apps.clear();
            space.data_sources.clear();
        }
        self
    }

    /// Removes the spaces that are there from the start, with their apps.
    pub(crate) fn without_spaces(mut self) -> Self {
        self.workspace.spaces.clear();
        self
    }

    /// Adds an agent, in the place of one with the same id. A name alone is an agent too.
    ///
    /// ```
    /// # use dust_sandbox::{Sandbox, SandboxTool, SandboxAnswer};
    /// let builder = Sandbox::builder()
    ///     .agent("poet")
    ///     .answers("Roses are red.")
    ///     .agent("clerk")
    ///     .answers(SandboxAnswer::new().tool(SandboxTool::new("file").needs_approval()).text("Filed."));
    /// # let _ = builder;
    /// ```
    pub fn agent(mut self, agent: impl Into<SandboxAgent>) -> Self {
        let agent = agent.into();
        self.workspace
            .agents
            .retain(|known| known.s_id != agent.s_id);
        self.workspace.agents.push(agent);
        self
    }

    /// Adds an answer to the agent that was added last, as [`SandboxAgent::answers`] does.
    pub fn answers(mut self, answer: impl Into<SandboxAnswer>) -> Self {
        if let Some(agent) = self.workspace.agents.last_mut() {
            agent.scripted_answers.add(answer.into());
        }
        self
    }

    /// Adds an answer that is made from the content of the message to the agent that was added last.
    pub fn answers_with(
        mut self,
        make: impl Fn(&str) -> SandboxAnswer + Send + Sync + 'static,
    ) -> Self {
        if let Some(agent) = self.workspace.agents.last_mut() {
            agent.scripted_answers.add_with(make);
        }
        self
    }

    /// Opens event streams without a handshake, as older servers do.
    pub fn without_handshake(mut self) -> Self {
        self.rules().handshake = false;
        self
    }

    /// Ends each connection to an event stream with `done` after this many events.
    pub fn events_per_connection(mut self, events: usize) -> Self {
        self.rules().events_per_connection = Some(events);
        self
    }

    /// Ends connections to event streams with `done` at the first event after this time (60 seconds by default).
    pub fn connection_time(mut self, time: Duration) -> Self {
        self.rules().connection_time = time;
        self
    }

    /// Cuts the events of each conversation as a whole, as [`SandboxAnswer::cut`] does with those of one message.
    pub fn cut_conversations(mut self, after: usize, by: StreamCut) -> Self {
        self.rules().cuts.push((after, by));
        self
    }

    /// Sends `end-of-stream` after each replayed history of an event stream, as the server sometimes does.
    pub fn leaks_end_of_stream(mut self) -> Self {
        self.rules().leaks = true;
        self
    }

    /// Sets how long the events of a finished message can be read (10 minutes by default); then its streams are empty.
    pub fn history_expiry(mut self, time: Duration) -> Self {
        self.rules().history_expiry = time;
        self
    }

    /// Answers the first connections to the stream of each message with 404 `message_not_found`.
    pub fn late_streams(mut self, connections: usize) -> Self {
        self.rules().late_streams = connections;
        self
    }

    /// Leaves the messages of agents out of the answer to a create, and out of so many first reads of the conversation.
    pub fn late_messages(mut self, reads: usize) -> Self {
        self.rules().late_messages = Some(reads);
        self
    }

    /// Sets how many files may be uploaded in a minute (40 by default).
    pub fn uploads_per_minute(mut self, uploads: usize) -> Self {
        self.workspace.files.uploads_per_minute = uploads;
        self
    }

    /// Sets the size in bytes over which a file is a 400 `file_too_large` (50 MiB by default).
    pub fn file_limit(mut self, bytes: u64) -> Self {
        self.workspace.files.size_limit = bytes;
        self
    }

    /// Sets how long a blocking call waits for the answer (3 minutes by default).
    pub fn blocking_limit(mut self, time: Duration) -> Self {
        self.rules().blocking_limit = time;
        self
    }

    /// Adds an app to the first space, in the place of one with the same id.
    pub fn app(mut self, app: SandboxApp) -> Self {
        if let Some(space) = self.workspace.spaces.first_mut() {
            space.apps.retain(|known| known.s_id != app.s_id);
            space.apps.push(app);
        }
        self
    }

    /// Adds a data source to the first space, in the place of one with the same id.
    pub fn data_source(mut self, source: SandboxDataSource) -> Self {
        if let Some(space) = self.workspace.spaces.first_mut() {
            space.data_sources.retain(|known| known.id != source.id);
            space.data_sources.push(source);
        }
        self
    }

    /// Sets how many documents may be upserted in any such span of time (120 in 60 seconds by default).
    pub fn upsert_window(mut self, upserts: usize, span: Duration) -> Self {
        self.workspace.upserts = Window::new(upserts, span);
        self
    }

    /// Sets how long rows wait after the last batch until they are merged, and queued documents until they are written (10
    /// seconds by default).
    pub fn merge_delay(mut self, delay: Duration) -> Self {
        self.workspace.merge_delay = delay;
        self
    }

    /// Sets the size over which a document is a 403 `data_source_quota_error`, in UTF-16 units (5 Mi by default).
    pub fn document_limit(mut self, units: usize) -> Self {
        self.workspace.document_limit = units;
        self
    }

    /// Sets the size of all documents together over which an upsert is a 403 `workspace_quota_error`, in UTF-16 units.
    pub fn data_limit(mut self, units: usize) -> Self {
        self.workspace.data_limit = Some(units);
        self
    }

    /// Adds a file that a tool finds in a streamed search, and that can be uploaded from there.
    pub fn tool_file(
        mut self,
        server: &str,
        id: impl Into<String>,
        title: impl Into<String>,
    ) -> Self {
        let file = (id.into(), title.into());
        let tools = &mut self.workspace.tool_files;
        match tools.iter_mut().find(|(name, _)| name == server) {
            Some((_, files)) => files.push(file),
            None => tools.push((server.to_owned(), vec![file])),
        }
        self
    }

    /// Adds a space, in the place of one with the same id.
    pub fn space(mut self, space: SandboxSpace) -> Self {
        self.workspace.spaces.retain(|known| known.id != space.id);
        self.workspace.spaces.push(space);
        self
    }

    /// Answers requests of a method and path, as [`Sandbox::route`] does.
    pub fn route(mut self, method: &str, path: &str, answer: impl Into<RouteAnswer>) -> Self {
        let answer = answer.into();
        self.routes.add(method, path, move |_| answer.clone());
        self
    }

    /// Makes an id unknown, as [`Sandbox::mark_unknown`] does.
    pub fn unknown_id(mut self, id: impl Into<String>) -> Self {
        self.workspace.unknown_ids.insert(id.into());
        self
    }

    /// Adds a trigger, as the API shows it; what it lacks is that of an enabled schedule.
    ///
    /// ```
    /// # use dust_sandbox::Sandbox;
    /// let trigger = serde_json::json!({ "name": "Morning digest", "agentConfigurationId": "dust" });
    /// let builder = Sandbox::builder().trigger(trigger);
    /// # let _ = builder;
    /// ```
    pub fn trigger(mut self, trigger: Value) -> Self {
        self.workspace.triggers.add(&trigger);
        self
    }

    /// Adds the id of a data source view that imported agents may use; those of other workspaces are refused.
    pub fn data_source_view(mut self, id: impl Into<String>) -> Self {
        self.workspace.data_source_views.insert(id.into());
        self
    }

    /// Replaces the made-up rows of an analytics table. Rows with a `date` or `createdAt` show only in their period.
    pub fn analytics_rows(mut self, table: impl Into<String>, rows: Vec<Value>) -> Self {
        self.workspace.analytics_rows.insert(table.into(), rows);
        self
    }

    /// Replaces the made-up rows of a table of the older usage export; values are sent as strings.
    pub fn usage_rows(mut self, table: impl Into<String>, rows: Vec<Value>) -> Self {
        self.workspace.usage_rows.insert(table.into(), rows);
        self
    }

    /// Sets how many runs an app may have in 24 hours (10,000 by default).
    pub fn runs_per_day(mut self, runs: usize) -> Self {
        self.workspace.runs_per_day = runs;
        self
    }

    /// Sets how many analytics exports there may be in a minute (60 by default).
    pub fn exports_per_minute(mut self, exports: usize) -> Self {
        self.workspace.exports_per_minute = exports;
        self
    }

    /// Puts the workspace on a plan without API access: every call is a 403.
    pub fn without_api_access(mut self) -> Self {
        self.workspace.access.api_access = false;
        self
    }

    /// Removes the access to the older usage export: it answers 403.
    pub fn without_usage_access(mut self) -> Self {
        self.workspace.usage_access = false;
        self
    }

    /// Answers as older servers do: a wrong method is a 405, lists carry `actions: []`, exported editors are objects.
    pub fn older_server(mut self) -> Self {
        self.workspace.older = true;
        self
    }

    /// Waits this long before each answer.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Waits this long before each event of a stream.
    pub fn event_delay(mut self, delay: Duration) -> Self {
        self.pace.event_delay = delay;
        self.rules().event_delay = delay;
        self
    }

    /// Sets after how much silence a stream carries a comment (15 seconds by default).
    pub fn keep_alive(mut self, silence: Duration) -> Self {
        self.pace.keep_alive = silence;
        self
    }

    /// Sets the most bytes in one piece of a stream (97 by default, so that pieces end inside events and characters).
    pub fn piece_size(mut self, bytes: usize) -> Self {
        self.pace.piece = bytes;
        self
    }

    /// Sets the largest request body in bytes (8 MiB by default); a larger one is a 413.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the port; by default the system picks a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.address.set_port(port);
        self
    }

    /// Sets the address to listen on, 127.0.0.1 by default. On any other, everyone who reaches the machine reaches the sandbox,
    /// and its keys are no secret.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.address.set_ip(host);
        self
    }

    /// Calls a function with each request when its answer is known, for example to print it.
    pub fn on_request(
        mut self,
        observe: impl Fn(&ReceivedRequest) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Arc::new(observe));
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// If the sandbox cannot listen on its address and port.
    pub async fn start(mut self) -> Result<Sandbox> {
        if self.api_key != defaults::ADMIN_KEY {
            let known = &mut self.workspace.access.credentials;
            known.retain(|known| known.secret() != defaults::ADMIN_KEY);
            known.push(Credential::admin_key(self.api_key.clone()));
        }
        defaults::settle(&mut self.workspace);
        let names = Names::of(&self.workspace, self.api_key);
        let settings = Settings {
            pace: self.pace,
            latency: self.latency,
            body_limit: self.body_limit,
            observer: self.observer,
            document: Document::packaged(),
        };
        let server = Server::start(self.workspace, self.routes, settings, self.address)
            .map_err(|cause| Error::listen(self.address, cause))?;
        Ok(Sandbox::new(names, server))
    }
}

impl Sandbox {
    /// Starts a sandbox with its usual contents on a free port.
    ///
    /// It holds the global agents `dust`, which repeats what it is told, and `slack`, which is disabled, the published agents `BillingHelper` and
    /// `Weekly_report`, the hidden agent `ContractDraft`, a space with an app that succeeds with the configuration `{}` and any
    /// input ([`app_id`](Self::app_id)) and one that fails ([`failing_app_id`](Self::failing_app_id)), a folder with documents and a
    /// table ([`data_source_id`](Self::data_source_id)), a managed data source, and rows for all
    /// analytics and usage tables in every period.
    ///
    /// # Errors
    ///
    /// If the sandbox cannot listen on 127.0.0.1.
    pub async fn start() -> Result<Self> {
        Self::builder().start().await
    }

    /// Describes a sandbox before it starts: its contents, limits and behaviour.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("workspace_id", &self.workspace.id())
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
