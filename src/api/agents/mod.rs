//! Agents: list, read, search, import, update, export and archive them.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::AgentView;
//!
//! for agent in dust.agents().list().view(AgentView::Published).await? {
//!     println!("{} {}", agent.s_id, agent.name);
//! }
//! # Ok(())
//! # }
//! ```

pub(crate) mod yaml;

pub use yaml::AgentYaml;

use serde::Serialize;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::Call;
use crate::http::operation::{Operation, Sent, operation};
use crate::http::path::check_id;
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};
use crate::transfer::file_name;
use types::{
    Agent, AgentDefinition, AgentEnvelope, AgentList, AgentPatch, AgentVariant, AgentView,
    Archived, SavedAgentEnvelope, SkippedAction, WithAuthors,
};

/// The agents of the workspace, from [`Client::agents`].
#[derive(Clone, Debug)]
pub struct Agents {
    client: Client,
}

impl Agents {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Lists agents, all that the key may see unless a view is set.
    pub fn list(&self) -> ListAgents {
        ListAgents {
            call: self.client.call("list_agents"),
            view: None,
            with_authors: None,
        }
    }

    /// Reads one agent by its `sId`.
    pub fn get(&self, agent_id: impl Into<String>) -> GetAgent {
        GetAgent {
            call: self.client.call("get_agent"),
            agent_id: agent_id.into(),
            variant: None,
        }
    }

    /// Finds agents whose name contains a text.
    pub fn search(&self, text: impl Into<String>) -> SearchAgents {
        SearchAgents {
            call: self.client.call("search_agents"),
            text: text.into(),
        }
    }

    /// Makes a new agent of a definition, such as one that was exported.
    pub fn import(&self, definition: &AgentDefinition) -> ImportAgent {
        ImportAgent {
            call: self.client.call("import_agent"),
            definition: definition.clone(),
        }
    }

    /// Changes an agent. Whatever the patch leaves unset stays; an empty list clears.
    ///
    /// Every update saves a new version of the agent, so it is never repeated unless the server cannot
    /// have acted on it. Needs a key with admin scope.
    pub fn update(&self, agent_id: impl Into<String>, patch: &AgentPatch) -> UpdateAgent {
        UpdateAgent {
            call: self.client.call("update_agent"),
            agent_id: agent_id.into(),
            patch: patch.clone(),
        }
    }

    /// Exports an agent as YAML, which [`import`](Self::import) takes back.
    pub fn export_yaml(&self, agent_id: impl Into<String>) -> ExportAgentYaml {
        ExportAgentYaml {
            call: self.client.call("export_agent_yaml"),
            agent_id: agent_id.into(),
        }
    }

    /// Archives an agent: it can no longer be used. Needs a key with admin scope.
    pub fn archive(&self, agent_id: impl Into<String>) -> ArchiveAgent {
        ArchiveAgent {
            call: self.client.call("archive_agent"),
            agent_id: agent_id.into(),
        }
    }
}

/// What an import or an update has saved.
///
/// It serializes to the JSON that the server sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SavedAgent {
    /// The agent as it is now.
    #[serde(rename = "agentConfiguration")]
    pub agent: Agent,
    /// Tools that the server left out, each with the reason. Absent after an update of the favorite alone.
    #[serde(rename = "skippedActions", skip_serializing_if = "Option::is_none")]
    pub skipped_actions: Option<Vec<SkippedAction>>,
}

impl From<SavedAgentEnvelope> for SavedAgent {
    fn from(wire: SavedAgentEnvelope) -> Self {
        Self {
            agent: wire.agent_configuration,
            skipped_actions: wire.skipped_actions,
        }
    }
}

/// Lists agents; see [`Agents::list`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ListAgents {
    call: Call,
    view: Option<AgentView>,
    with_authors: Option<WithAuthors>,
}

impl ListAgents {
    /// Sets which agents to list. `List` and `Favorites` need a user's OAuth token.
    pub fn view(mut self, view: AgentView) -> Self {
        self.view = Some(view);
        self
    }

    /// Sets whether `last_authors` is filled.
    pub fn with_authors(mut self, with_authors: bool) -> Self {
        self.with_authors = Some(if with_authors {
            WithAuthors::True
        } else {
            WithAuthors::False
        });
        self
    }
}

impl Operation for ListAgents {
    type Output = Vec<Agent>;

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .list_agents(self.call.workspace_id(), self.view, self.with_authors)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Vec<Agent>> {
        Ok(call.decode::<AgentList>(&response)?.agent_configurations)
    }
}

operation!(ListAgents => Vec<Agent>);

/// Reads one agent; see [`Agents::get`].
#[must_use = "a call does nothing until it is awaited"]
pub struct GetAgent {
    call: Call,
    agent_id: String,
    variant: Option<AgentVariant>,
}

impl GetAgent {
    /// Sets how much of the agent to read; `Full` has its actions.
    pub fn variant(mut self, variant: AgentVariant) -> Self {
        self.variant = Some(variant);
        self
    }
}

impl Operation for GetAgent {
    type Output = Agent;

    fn check(&self) -> Result<()> {
        check_id("agent id", &self.agent_id)
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .get_agent(self.call.workspace_id(), &self.agent_id, self.variant)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Agent> {
        Ok(call.decode::<AgentEnvelope>(&response)?.agent_configuration)
    }
}

operation!(GetAgent => Agent);

/// Finds agents by name; see [`Agents::search`].
#[must_use = "a call does nothing until it is awaited"]
pub struct SearchAgents {
    call: Call,
    text: String,
}

impl Operation for SearchAgents {
    type Output = Vec<Agent>;

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .search_agents(self.call.workspace_id(), &self.text)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Vec<Agent>> {
        Ok(call.decode::<AgentList>(&response)?.agent_configurations)
    }
}

operation!(SearchAgents => Vec<Agent>);

/// Makes a new agent; see [`Agents::import`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ImportAgent {
    call: Call,
    definition: AgentDefinition,
}

impl Operation for ImportAgent {
    type Output = SavedAgent;

    fn check(&self) -> Result<()> {
        self.definition.validate()
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .import_agent(self.call.workspace_id(), &self.definition)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<SavedAgent> {
        Ok(call.decode::<SavedAgentEnvelope>(&response)?.into())
    }
}

operation!(ImportAgent => SavedAgent);

/// Changes an agent; see [`Agents::update`].
#[must_use = "a call does nothing until it is awaited"]
pub struct UpdateAgent {
    call: Call,
    agent_id: String,
    patch: AgentPatch,
}

impl Operation for UpdateAgent {
    type Output = SavedAgent;

    fn check(&self) -> Result<()> {
        check_id("agent id", &self.agent_id)?;
        self.patch.validate()
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .update_agent(self.call.workspace_id(), &self.agent_id, &self.patch)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<SavedAgent> {
        Ok(call.decode::<SavedAgentEnvelope>(&response)?.into())
    }
}

operation!(UpdateAgent => SavedAgent);

/// Archives an agent; see [`Agents::archive`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ArchiveAgent {
    call: Call,
    agent_id: String,
}

impl Operation for ArchiveAgent {
    type Output = ();

    fn check(&self) -> Result<()> {
        check_id("agent id", &self.agent_id)
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .archive_agent(self.call.workspace_id(), &self.agent_id)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<()> {
        if call.decode::<Archived>(&response)?.success {
            return Ok(());
        }
        Err(
            Error::new(ErrorKind::Server, "the server did not archive the agent")
                .with_operation("archive_agent"),
        )
    }
}

operation!(ArchiveAgent => ());

/// Exports an agent; see [`Agents::export_yaml`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ExportAgentYaml {
    call: Call,
    agent_id: String,
}

impl Operation for ExportAgentYaml {
    type Output = AgentYaml;

    fn check(&self) -> Result<()> {
        check_id("agent id", &self.agent_id)
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .export_agent_yaml(self.call.workspace_id(), &self.agent_id)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<AgentYaml> {
        let file_name = file_name::suggested(response.headers());
        let secrets = call.client.transport().secrets();
        let text = String::from_utf8(response.into_body().into()).map_err(|cause| {
            Error::new(
                ErrorKind::Decode,
                "the exported definition is not text in UTF-8",
            )
            .with_operation("export_agent_yaml")
            .with_source(cause.utf8_error())
        })?;
        Ok(AgentYaml::new(file_name, text, secrets))
    }
}

operation!(ExportAgentYaml => AgentYaml);
