// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

/// What to show of the use of a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ActionLabels {
    /// When it is done.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub done: ::std::option::Option<::std::string::String>,
    /// While it runs.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub running: ::std::option::Option<::std::string::String>,
}

/// Decision on a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActionValidation {
    /// The action that waits.
    #[serde(rename = "actionId")]
    pub action_id: ::std::string::String,
    /// `approved` on the wire.
    pub approved: ActionDecision,
}

/// A row of the analytics table `active_users`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ActiveUsersRow {
    /// The day, `YYYY-MM-DD`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub date: ::std::option::Option<::std::string::String>,
    /// Column `dau`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub dau: ::std::option::Option<i64>,
    /// Column `wau`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub wau: ::std::option::Option<i64>,
    /// Column `mau`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub mau: ::std::option::Option<i64>,
}

/// `Agent`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Agent {
    /// `actions` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub actions: ::std::option::Option<::std::vec::Vec<AgentAction>>,
    /// Whether the key may change the agent.
    #[serde(rename = "canEdit", skip_serializing_if = "::std::option::Option::is_none")]
    pub can_edit: ::std::option::Option<bool>,
    /// Whether the key may read the agent.
    #[serde(rename = "canRead", skip_serializing_if = "::std::option::Option::is_none")]
    pub can_read: ::std::option::Option<bool>,
    /// Description of the agent configuration
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Who may change the agent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub editors: ::std::option::Option<::std::vec::Vec<AgentEditor>>,
    /// `feedbacks` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub feedbacks: ::std::option::Option<AgentFeedbacks>,
    /// `id` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Instructions for the agent
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub instructions: ::std::option::Option<::std::string::String>,
    /// The instructions as HTML.
    #[serde(
        rename = "instructionsHtml",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub instructions_html: ::std::option::Option<::std::string::String>,
    /// Who changed the agent lately, with `withAuthors=true`.
    #[serde(
        rename = "lastAuthors",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub last_authors: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `lastReinforcementAnalysisAt` on the wire.
    #[serde(
        rename = "lastReinforcementAnalysisAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub last_reinforcement_analysis_at: ::std::option::Option<Timestamp>,
    /// `maxStepsPerRun` on the wire.
    #[serde(
        rename = "maxStepsPerRun",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub max_steps_per_run: ::std::option::Option<i64>,
    /// `model` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub model: ::std::option::Option<AgentModel>,
    /// Name of the agent configuration
    pub name: ::std::string::String,
    /// URL of the agent's picture
    #[serde(
        rename = "pictureUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub picture_url: ::std::option::Option<::std::string::String>,
    /// `reinforcement` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub reinforcement: ::std::option::Option<Reinforcement>,
    /// Groups that a reader of the agent needs to be in: one of each list.
    #[serde(
        rename = "requestedGroupIds",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub requested_group_ids: ::std::option::Option<
        ::std::vec::Vec<::std::vec::Vec<::std::string::String>>,
    >,
    /// Spaces that a reader of the agent needs access to.
    #[serde(
        rename = "requestedSpaceIds",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub requested_space_ids: ::std::option::Option<
        ::std::vec::Vec<::std::string::String>,
    >,
    /// Unique string identifier for the agent configuration
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// `scope` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub scope: ::std::option::Option<AgentScope>,
    /// Skills that are enabled on the agent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub skills: ::std::option::Option<::std::vec::Vec<AgentSkill>>,
    /// `status` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<AgentStatus>,
    /// Tags of the agent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<AgentTag>>,
    /// ID of the template used for this configuration
    #[serde(
        rename = "templateId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub template_id: ::std::option::Option<::std::string::String>,
    /// `usage` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub usage: ::std::option::Option<AgentUsage>,
    /// Status of the user favorite for this configuration
    #[serde(
        rename = "userFavorite",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_favorite: ::std::option::Option<bool>,
    /// `version` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub version: ::std::option::Option<i64>,
    /// `versionAuthorId` on the wire.
    #[serde(
        rename = "versionAuthorId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub version_author_id: ::std::option::Option<Id>,
    /// Timestamp of when the version was created
    #[serde(
        rename = "versionCreatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub version_created_at: ::std::option::Option<::std::string::String>,
    /// Whether the agent may draw. Older servers.
    #[serde(
        rename = "visualizationEnabled",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub visualization_enabled: ::std::option::Option<bool>,
}

/// A tool of an agent, as `variant=full` shows it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentAction {
    /// Further settings by name: bool, number, text or list of texts.
    #[serde(
        rename = "additionalConfiguration",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub additional_configuration: ::std::option::Option<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    >,
    /// The agent that the action runs.
    #[serde(
        rename = "childAgentId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub child_agent_id: ::std::option::Option<::std::string::String>,
    /// The MCP server, if it runs on the client.
    #[serde(
        rename = "clientSideMcpServerId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub client_side_mcp_server_id: ::std::option::Option<::std::string::String>,
    /// Data sources that the action reads.
    #[serde(
        rename = "dataSources",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub data_sources: ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
    /// What the action is for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// The app that the action runs.
    #[serde(
        rename = "dustAppConfiguration",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dust_app_configuration: ::std::option::Option<::serde_json::Value>,
    /// The project that the action works in.
    #[serde(
        rename = "dustProject",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dust_project: ::std::option::Option<::serde_json::Value>,
    /// Name of the icon that Dust shows.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub icon: ::std::option::Option<::std::string::String>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// The MCP server, if it is one of Dust's own.
    #[serde(
        rename = "internalMCPServerId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub internal_mcp_server_id: ::std::option::Option<::std::string::String>,
    /// The JSON Schema of what the action extracts.
    #[serde(
        rename = "jsonSchema",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub json_schema: ::std::option::Option<::serde_json::Value>,
    /// The view of the MCP server that the action uses.
    #[serde(
        rename = "mcpServerViewId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mcp_server_view_id: ::std::option::Option<::std::string::String>,
    /// Name of the action.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Unique identifier of the action.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
    /// Name of the workspace secret that the action uses.
    #[serde(
        rename = "secretName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub secret_name: ::std::option::Option<::std::string::String>,
    /// Tables that the action reads.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tables: ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
    /// `timeFrame` on the wire.
    #[serde(
        rename = "timeFrame",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub time_frame: ::std::option::Option<TimeFrame>,
    /// What kind of action this is, such as `mcp_server_configuration`.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<::std::string::String>,
}

/// `AgentDefinition`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentDefinition {
    /// `agent` on the wire.
    pub agent: AgentDetails,
    /// `editors` on the wire.
    pub editors: ::std::vec::Vec<::std::string::String>,
    /// `generation_settings` on the wire.
    pub generation_settings: GenerationSettings,
    /// `instructions` on the wire.
    pub instructions: ::std::string::String,
    /// Skills to enable on the agent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub skills: ::std::option::Option<::std::vec::Vec<SkillReference>>,
    /// How the agent answers in Slack; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub slack_integration: ::std::option::Option<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    >,
    /// Spaces that the agent uses.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub spaces: ::std::option::Option<::std::vec::Vec<SpaceReference>>,
    /// `tags` on the wire.
    pub tags: ::std::vec::Vec<Tag>,
    /// `toolset` on the wire.
    pub toolset: ::std::vec::Vec<ToolsetItem>,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// `AgentDetails`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentDetails {
    /// `avatar_url` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub avatar_url: ::std::option::Option<::std::string::String>,
    /// `description` on the wire.
    pub description: ::std::string::String,
    /// `handle` on the wire.
    pub handle: ::std::string::String,
    /// `max_steps_per_run` on the wire.
    #[serde(deserialize_with = "crate::types::wire::integer::required")]
    pub max_steps_per_run: i64,
    /// `scope` on the wire.
    pub scope: DraftScope,
    /// `visualization_enabled` on the wire.
    pub visualization_enabled: bool,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// `AgentDetailsPatch`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AgentDetailsPatch {
    /// `avatar_url` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub avatar_url: ::std::option::Option<::std::string::String>,
    /// `description` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// `handle` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub handle: ::std::option::Option<::std::string::String>,
    /// `max_steps_per_run` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub max_steps_per_run: ::std::option::Option<i64>,
    /// `scope` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub scope: ::std::option::Option<DraftScope>,
    /// `visualization_enabled` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visualization_enabled: ::std::option::Option<bool>,
}

/// `AgentEnvelope`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentEnvelope {
    /// `agentConfiguration` on the wire.
    #[serde(rename = "agentConfiguration")]
    pub agent_configuration: Agent,
}

/// Something went wrong.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentErrorEvent {
    /// The agent.
    #[serde(
        rename = "configurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub configuration_id: ::std::option::Option<::std::string::String>,
    /// The conversation, where the event says it.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// `error` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<AgentMessageError>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
}

/// How often answers of an agent were liked.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentFeedbacks {
    /// Thumbs down.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub down: ::std::option::Option<i64>,
    /// Thumbs up.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub up: ::std::option::Option<i64>,
}

/// `AgentList`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentList {
    /// Array of agent configurations, optionally including lastAuthors if withAuthors=true
    #[serde(rename = "agentConfigurations")]
    pub agent_configurations: ::std::vec::Vec<Agent>,
}

/// An agent that is to answer.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentMention {
    /// The sId of the agent.
    #[serde(rename = "configurationId")]
    pub configuration_id: ::std::string::String,
}

/// A message of an agent.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgentMessage {
    /// What the agent did with tools.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub actions: ::std::option::Option<::std::vec::Vec<MessageAction>>,
    /// What the agent thought.
    #[serde(
        rename = "chainOfThought",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub chain_of_thought: ::std::option::Option<::std::string::String>,
    /// What the text refers to, where the server says it here; what tools found is in their output.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub citations: ::std::option::Option<::serde_json::Value>,
    /// `configuration` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub configuration: ::std::option::Option<LightAgent>,
    /// The text, once there is some.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::string::String>,
    /// When it was begun, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// `error` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<AgentMessageError>,
    /// Files, where the server says it here; those of a tool are in its action.
    #[serde(
        rename = "generatedFiles",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub generated_files: ::std::option::Option<::serde_json::Value>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// The message that it answers.
    #[serde(
        rename = "parentMessageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub parent_message_id: ::std::option::Option<::std::string::String>,
    /// The place in the conversation.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub rank: ::std::option::Option<i64>,
    /// The text of each step.
    #[serde(
        rename = "rawContents",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub raw_contents: ::std::option::Option<::std::vec::Vec<StepContent>>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// `status` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<MessageStatus>,
    /// The number of the version.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub version: ::std::option::Option<i64>,
    /// `visibility` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visibility: ::std::option::Option<MessageVisibility>,
}

/// Why an agent failed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentMessageError {
    /// What went wrong; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    /// What went wrong, for a person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
    /// More about it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub metadata: ::std::option::Option<::serde_json::Value>,
}

/// A message of an agent is there, or is finished.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentMessageEvent {
    /// The agent.
    #[serde(
        rename = "configurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub configuration_id: ::std::option::Option<::std::string::String>,
    /// The conversation, where the event says it.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// `message` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<AgentMessage>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// The runs behind it.
    #[serde(rename = "runIds", skip_serializing_if = "::std::option::Option::is_none")]
    pub run_ids: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
}

/// `AgentModel`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentModel {
    /// What else is known of the model; open.
    #[serde(rename = "metaData", skip_serializing_if = "::std::option::Option::is_none")]
    pub meta_data: ::std::option::Option<::serde_json::Value>,
    /// ID of the specific model
    #[serde(rename = "modelId", skip_serializing_if = "::std::option::Option::is_none")]
    pub model_id: ::std::option::Option<::std::string::String>,
    /// ID of the model provider
    #[serde(
        rename = "providerId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub provider_id: ::std::option::Option<::std::string::String>,
    /// `reasoningEffort` on the wire.
    #[serde(
        rename = "reasoningEffort",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reasoning_effort: ::std::option::Option<ReasoningEffort>,
    /// A JSON document as text.
    #[serde(
        rename = "responseFormat",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub response_format: ::std::option::Option<::std::string::String>,
    /// `temperature` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(serialize_with = "crate::types::wire::number::optional")]
    pub temperature: ::std::option::Option<f64>,
}

/// `AgentPatch`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AgentPatch {
    /// `agent` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub agent: ::std::option::Option<AgentDetailsPatch>,
    /// `editors` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub editors: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `generation_settings` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub generation_settings: ::std::option::Option<GenerationSettingsPatch>,
    /// `instructions` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub instructions: ::std::option::Option<::std::string::String>,
    /// Replaces the skills enabled on the agent configuration.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub skills: ::std::option::Option<::std::vec::Vec<SkillReference>>,
    /// `tags` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<Tag>>,
    /// `toolset` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub toolset: ::std::option::Option<::std::vec::Vec<ToolsetItem>>,
    /// `userFavorite` on the wire.
    #[serde(
        rename = "userFavorite",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_favorite: ::std::option::Option<bool>,
}

/// A tag of an agent.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentTag {
    /// `kind` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub kind: ::std::option::Option<TagKind>,
    /// Name of the tag.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Unique identifier of the tag.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
}

/// How much an agent is used.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentUsage {
    /// Conversations in the period.
    #[serde(
        rename = "conversationCount",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub conversation_count: ::std::option::Option<i64>,
    /// Messages in the period.
    #[serde(
        rename = "messageCount",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub message_count: ::std::option::Option<i64>,
    /// Length of the period in seconds.
    #[serde(
        rename = "timePeriodSec",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub time_period_sec: ::std::option::Option<i64>,
    /// People in the period.
    #[serde(
        rename = "userCount",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub user_count: ::std::option::Option<i64>,
}

/// `AgentVariant`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum AgentVariant {
    /// `light` on the wire.
    #[serde(rename = "light")]
    Light,
    /// `full` on the wire.
    #[serde(rename = "full")]
    Full,
}

impl ::std::fmt::Display for AgentVariant {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Light => f.write_str("light"),
            Self::Full => f.write_str("full"),
        }
    }
}

impl ::std::str::FromStr for AgentVariant {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "light" => Ok(Self::Light),
            "full" => Ok(Self::Full),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for AgentVariant {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for AgentVariant {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `AgentView`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum AgentView {
    /// `all` on the wire.
    #[serde(rename = "all")]
    All,
    /// `list` on the wire.
    #[serde(rename = "list")]
    List,
    /// `workspace` on the wire.
    #[serde(rename = "workspace")]
    Workspace,
    /// `published` on the wire.
    #[serde(rename = "published")]
    Published,
    /// `global` on the wire.
    #[serde(rename = "global")]
    Global,
    /// `favorites` on the wire.
    #[serde(rename = "favorites")]
    Favorites,
    /// `all_unrestricted` on the wire.
    #[serde(rename = "all_unrestricted")]
    AllUnrestricted,
}

impl ::std::fmt::Display for AgentView {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::All => f.write_str("all"),
            Self::List => f.write_str("list"),
            Self::Workspace => f.write_str("workspace"),
            Self::Published => f.write_str("published"),
            Self::Global => f.write_str("global"),
            Self::Favorites => f.write_str("favorites"),
            Self::AllUnrestricted => f.write_str("all_unrestricted"),
        }
    }
}

impl ::std::str::FromStr for AgentView {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "all" => Ok(Self::All),
            "list" => Ok(Self::List),
            "workspace" => Ok(Self::Workspace),
            "published" => Ok(Self::Published),
            "global" => Ok(Self::Global),
            "favorites" => Ok(Self::Favorites),
            "all_unrestricted" => Ok(Self::AllUnrestricted),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for AgentView {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for AgentView {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// A row of the analytics table `agents`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AgentsRow {
    /// Column `agentId`.
    #[serde(rename = "agentId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub agent_id: ::std::option::Option<::std::string::String>,
    /// Column `name`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Column `description`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Column `settings`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub settings: ::std::option::Option<::std::string::String>,
    /// Column `modelId`.
    #[serde(rename = "modelId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub model_id: ::std::option::Option<::std::string::String>,
    /// Column `providerId`.
    #[serde(rename = "providerId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub provider_id: ::std::option::Option<::std::string::String>,
    /// `authorEmails` on the wire.
    #[serde(rename = "authorEmails")]
    pub author_emails: ::std::option::Option<TextList>,
    /// `editorEmails` on the wire.
    #[serde(rename = "editorEmails")]
    pub editor_emails: ::std::option::Option<TextList>,
    /// Column `messages`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub messages: ::std::option::Option<i64>,
    /// Column `distinctUsersReached`.
    #[serde(rename = "distinctUsersReached")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub distinct_users_reached: ::std::option::Option<i64>,
    /// Column `distinctConversations`.
    #[serde(rename = "distinctConversations")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub distinct_conversations: ::std::option::Option<i64>,
    /// Column `lastEdit`.
    #[serde(rename = "lastEdit")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub last_edit: ::std::option::Option<::std::string::String>,
    /// Credits used.
    #[serde(serialize_with = "crate::types::wire::cell::number")]
    pub credits: ::std::option::Option<f64>,
}

/// `AnalyticsTable`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum AnalyticsTable {
    /// `usage_metrics` on the wire.
    #[serde(rename = "usage_metrics")]
    UsageMetrics,
    /// `active_users` on the wire.
    #[serde(rename = "active_users")]
    ActiveUsers,
    /// `source` on the wire.
    #[serde(rename = "source")]
    Source,
    /// `agents` on the wire.
    #[serde(rename = "agents")]
    Agents,
    /// `users` on the wire.
    #[serde(rename = "users")]
    Users,
    /// `skill_usage` on the wire.
    #[serde(rename = "skill_usage")]
    SkillUsage,
    /// `tool_usage` on the wire.
    #[serde(rename = "tool_usage")]
    ToolUsage,
    /// `messages` on the wire.
    #[serde(rename = "messages")]
    Messages,
    /// `skills` on the wire.
    #[serde(rename = "skills")]
    Skills,
    /// `feedback` on the wire.
    #[serde(rename = "feedback")]
    Feedback,
}

impl ::std::fmt::Display for AnalyticsTable {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::UsageMetrics => f.write_str("usage_metrics"),
            Self::ActiveUsers => f.write_str("active_users"),
            Self::Source => f.write_str("source"),
            Self::Agents => f.write_str("agents"),
            Self::Users => f.write_str("users"),
            Self::SkillUsage => f.write_str("skill_usage"),
            Self::ToolUsage => f.write_str("tool_usage"),
            Self::Messages => f.write_str("messages"),
            Self::Skills => f.write_str("skills"),
            Self::Feedback => f.write_str("feedback"),
        }
    }
}

impl ::std::str::FromStr for AnalyticsTable {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "usage_metrics" => Ok(Self::UsageMetrics),
            "active_users" => Ok(Self::ActiveUsers),
            "source" => Ok(Self::Source),
            "agents" => Ok(Self::Agents),
            "users" => Ok(Self::Users),
            "skill_usage" => Ok(Self::SkillUsage),
            "tool_usage" => Ok(Self::ToolUsage),
            "messages" => Ok(Self::Messages),
            "skills" => Ok(Self::Skills),
            "feedback" => Ok(Self::Feedback),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for AnalyticsTable {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for AnalyticsTable {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// What the server says of a failed request.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// `error` on the wire.
    pub error: ApiErrorDetail,
}

/// The failure itself.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiErrorDetail {
    /// `data_source_error` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub data_source_error: ::std::option::Option<DataSourceErrorDetail>,
    /// What went wrong, for a person.
    pub message: ::std::string::String,
    /// `redirect` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub redirect: ::std::option::Option<RegionRedirect>,
    /// `run_error` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub run_error: ::std::option::Option<RunErrorDetail>,
    /// What went wrong, such as `agent_configuration_not_found`; an open set.
    #[serde(rename = "type")]
    pub type_: ::std::string::String,
}

/// `App`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct App {
    /// Specifications by hash; open.
    #[serde(
        rename = "coreSpecifications",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub core_specifications: ::std::option::Option<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    >,
    /// Datasets of the app; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub datasets: ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
    /// Description of the app
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// ID of the associated Dust API project
    #[serde(
        rename = "dustAPIProjectId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dust_api_project_id: ::std::option::Option<::std::string::String>,
    /// Unique identifier for the app
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Name of the app
    pub name: ::std::string::String,
    /// Unique string identifier for the app
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// Saved configuration of the app
    #[serde(
        rename = "savedConfig",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub saved_config: ::std::option::Option<::std::string::String>,
    /// Saved run identifier of the app
    #[serde(rename = "savedRun", skip_serializing_if = "::std::option::Option::is_none")]
    pub saved_run: ::std::option::Option<::std::string::String>,
    /// Saved specification of the app
    #[serde(
        rename = "savedSpecification",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub saved_specification: ::std::option::Option<::std::string::String>,
    /// `space` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub space: ::std::option::Option<Space>,
}

/// `AppList`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AppList {
    /// `apps` on the wire.
    pub apps: ::std::vec::Vec<App>,
}

/// `Archived`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Archived {
    /// `success` on the wire.
    pub success: bool,
}

/// Content of `block_execution`: a block is done.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlockExecutionEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// Results by input and map iteration.
    pub execution: ::std::vec::Vec<::std::vec::Vec<BlockResult>>,
}

/// What a block gave, for one input and one iteration.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BlockResult {
    /// Why the block failed, or null.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<::std::string::String>,
    /// Logs, tokens used and the like; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub meta: ::std::option::Option<::serde_json::Value>,
    /// What the block returned, or null with an error; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub value: ::std::option::Option<::serde_json::Value>,
}

/// How a block of a run stands.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlockStatus {
    /// What kind of block this is, such as `chat`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// How many inputs failed.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub error_count: ::std::option::Option<i64>,
    /// Name of the block.
    pub name: ::std::string::String,
    /// `status` on the wire.
    pub status: RunState,
    /// How many inputs succeeded.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub success_count: ::std::option::Option<i64>,
}

/// Which messages are to stop.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CancelRequest {
    /// The messages of agents that are being written.
    #[serde(rename = "messageIds")]
    pub message_ids: ::std::vec::Vec<::std::string::String>,
}

/// Content that is attached to a conversation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ContentFragment {
    /// What it is: `file` or `content_node`; an open set.
    #[serde(
        rename = "contentFragmentType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_fragment_type: ::std::option::Option<::std::string::String>,
    /// Media type.
    #[serde(
        rename = "contentType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_type: ::std::option::Option<::std::string::String>,
    /// When it was attached, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The file.
    #[serde(rename = "fileId", skip_serializing_if = "::std::option::Option::is_none")]
    pub file_id: ::std::option::Option<::std::string::String>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// The document.
    #[serde(rename = "nodeId", skip_serializing_if = "::std::option::Option::is_none")]
    pub node_id: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
    /// Where it comes from.
    #[serde(
        rename = "sourceUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Where its text is.
    #[serde(rename = "textUrl", skip_serializing_if = "::std::option::Option::is_none")]
    pub text_url: ::std::option::Option<::std::string::String>,
    /// What it is called.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// The number of the version.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub version: ::std::option::Option<i64>,
    /// `visibility` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visibility: ::std::option::Option<MessageVisibility>,
}

/// A conversation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Conversation {
    /// Whether a tool waits for a person.
    #[serde(
        rename = "actionRequired",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub action_required: ::std::option::Option<bool>,
    /// The messages by rank: in each, the versions of one message, newest last. A rank may be empty.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::vec::Vec<::std::vec::Vec<Message>>>,
    /// When it was started, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// `owner` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub owner: ::std::option::Option<ConversationOwner>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// Its title, once it has one.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Whether there is something new.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub unread: ::std::option::Option<bool>,
    /// When something happened in it, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub updated: ::std::option::Option<i64>,
    /// Where a person reads it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub url: ::std::option::Option<::std::string::String>,
    /// `visibility` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visibility: ::std::option::Option<ConversationVisibility>,
}

/// The workspace of a conversation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ConversationOwner {
    /// Name of the workspace.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
}

/// A conversation, with all or some of its messages.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConversationPage {
    /// `conversation` on the wire.
    pub conversation: Conversation,
    /// Whether there are older messages.
    #[serde(rename = "hasMore", skip_serializing_if = "::std::option::Option::is_none")]
    pub has_more: ::std::option::Option<bool>,
    /// `lastValue` on the wire.
    #[serde(
        rename = "lastValue",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub last_value: ::std::option::Option<Cursor>,
}

/// What to change of a conversation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConversationPatch {
    /// Whether it counts as read.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub read: ::std::option::Option<bool>,
    /// The new title, up to 512 characters.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
}

/// The conversation has a title.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ConversationTitleEvent {
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The title.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
}

/// A member of the workspace.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ConversationUser {
    /// E-mail address.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// Full name.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Picture.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub image: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
    /// User name.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub username: ::std::option::Option<::std::string::String>,
}

/// Where documents and tables are kept. One without a connector is a folder, which you can write to; a managed connection is read-only.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataSource {
    /// Whether agents search it unless told otherwise.
    #[serde(
        rename = "assistantDefaultSelected",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub assistant_default_selected: ::std::option::Option<bool>,
    /// Identifier of its connection; none for a folder.
    #[serde(
        rename = "connectorId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub connector_id: ::std::option::Option<::std::string::String>,
    /// Where it gets its data from, such as `notion`, or `webcrawler` for a website; none for a folder. An open set.
    #[serde(
        rename = "connectorProvider",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub connector_provider: ::std::option::Option<::std::string::String>,
    /// When it was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// What is in it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Internal identifier, which documents carry as `data_source_id`.
    #[serde(
        rename = "dustAPIDataSourceId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dust_api_data_source_id: ::std::option::Option<::std::string::String>,
    /// Internal project of the data source.
    #[serde(
        rename = "dustAPIProjectId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dust_api_project_id: ::std::option::Option<::std::string::String>,
    /// `editedByUser` on the wire.
    #[serde(
        rename = "editedByUser",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub edited_by_user: ::std::option::Option<EditedBy>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Name of the data source; it also stands for its identifier in addresses.
    pub name: ::std::string::String,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
}

/// The error of the store of documents.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DataSourceErrorDetail {
    /// Such as `data_source_document_not_found`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    /// What went wrong, for a person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
}

/// Data sources of a space.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataSourceList {
    /// The data sources.
    pub data_sources: ::std::vec::Vec<DataSource>,
}

/// What a space sees of a data source.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataSourceView {
    /// What kind of content it shows.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub category: ::std::option::Option<DataSourceViewCategory>,
    /// When it was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// The data source that it shows.
    #[serde(
        rename = "dataSource",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub data_source: ::std::option::Option<DataSource>,
    /// `editedByUser` on the wire.
    #[serde(
        rename = "editedByUser",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub edited_by_user: ::std::option::Option<EditedBy>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Whether it shows all of the data source.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub kind: ::std::option::Option<DataSourceViewKind>,
    /// The nodes that it shows, with all below them: null is everything, an empty list is nothing.
    #[serde(
        rename = "parentsIn",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub parents_in: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// The space that it belongs to.
    #[serde(rename = "spaceId", skip_serializing_if = "::std::option::Option::is_none")]
    pub space_id: ::std::option::Option<::std::string::String>,
    /// When it was changed, in milliseconds since 1970.
    #[serde(
        rename = "updatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub updated_at: ::std::option::Option<i64>,
}

/// A view.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataSourceViewEnvelope {
    /// `dataSourceView` on the wire.
    #[serde(rename = "dataSourceView")]
    pub data_source_view: DataSourceView,
}

/// Views of a space.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataSourceViewList {
    /// The views.
    #[serde(rename = "dataSourceViews")]
    pub data_source_views: ::std::vec::Vec<DataSourceView>,
}

/// What to change of a view. Both lists are always sent, the one without changes empty.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DataSourceViewPatch {
    /// Nodes to show.
    #[serde(rename = "parentsToAdd")]
    pub add_parents: ::std::vec::Vec<::std::string::String>,
    /// Nodes to show no longer.
    #[serde(rename = "parentsToRemove")]
    pub remove_parents: ::std::vec::Vec<::std::string::String>,
}

/// A document that was deleted, or that there was none of.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeletedDocumentEnvelope {
    /// `document` on the wire.
    pub document: DocumentReference,
}

/// A document of a data source.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// How many chunks there are, also where `chunks` is empty.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub chunk_count: ::std::option::Option<i64>,
    /// The chunks that a search found, or all of them after a full upsert; empty in lists and gets.
    pub chunks: ::std::vec::Vec<DocumentChunk>,
    /// When this version was written, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// Internal identifier of the data source, 64 hexadecimal digits; not its `sId`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub data_source_id: ::std::option::Option<::std::string::String>,
    /// Another internal identifier of the data source.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub data_source_internal_id: ::std::option::Option<::std::string::String>,
    /// Your own id of the document.
    pub document_id: ::std::string::String,
    /// Hash of the content.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub hash: ::std::option::Option<::std::string::String>,
    /// Media type of the text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub mime_type: ::std::option::Option<::std::string::String>,
    /// The node that the document is directly below.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parent_id: ::std::option::Option<::std::string::String>,
    /// The document itself and all nodes that it is below, nearest first.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parents: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Who sees it where it comes from; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub provider_visibility: ::std::option::Option<::std::string::String>,
    /// Where the content comes from.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Your tags, and `title:` with the title.
    pub tags: ::std::vec::Vec<::std::string::String>,
    /// The text, where it was asked for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub text: ::std::option::Option<::std::string::String>,
    /// Size of the text in bytes.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub text_size: ::std::option::Option<i64>,
    /// The date of the content, in milliseconds since 1970, as it was given or when it was written.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub timestamp: ::std::option::Option<i64>,
    /// Title of the document.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// About how many tokens the chunks have at most: their number times their size.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub token_count: ::std::option::Option<i64>,
}

/// A piece of a document, as it is embedded and found.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentChunk {
    /// The neighbours that the text was grown by, with `target_document_tokens`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub expanded_offsets: ::std::option::Option<::std::vec::Vec<i64>>,
    /// Hash of the text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub hash: ::std::option::Option<::std::string::String>,
    /// The place of the piece in the document, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub offset: ::std::option::Option<i64>,
    /// How near the piece is to the query; higher is nearer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(serialize_with = "crate::types::wire::number::optional")]
    pub score: ::std::option::Option<f64>,
    /// The text of the piece.
    pub text: ::std::string::String,
    /// The embedding, some 1,000 to 3,000 numbers; only after a full upsert.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub vector: ::std::option::Option<::std::vec::Vec<f64>>,
}

/// A document.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentEnvelope {
    /// `document` on the wire.
    pub document: Document,
}

/// A page of documents.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentList {
    /// The documents of this page.
    pub documents: ::std::vec::Vec<Document>,
    /// How many documents there are in all.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub total: ::std::option::Option<i64>,
}

/// Where a document belongs.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentParents {
    /// The node that the document is directly below: the second of `parents`. Absent if there is none.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parent_id: ::std::option::Option<::std::string::String>,
    /// The document itself, then the nodes that it is below, nearest first.
    pub parents: ::std::vec::Vec<::std::string::String>,
}

/// A document, by its id alone.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentReference {
    /// Your own id of the document.
    pub document_id: ::std::string::String,
}

/// What a semantic search found.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentSearchResults {
    /// The documents, ordered by their best chunk.
    pub documents: ::std::vec::Vec<Document>,
}

/// `DraftScope`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum DraftScope {
    /// `visible` on the wire.
    #[serde(rename = "visible")]
    Visible,
    /// `hidden` on the wire.
    #[serde(rename = "hidden")]
    Hidden,
}

impl ::std::fmt::Display for DraftScope {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Visible => f.write_str("visible"),
            Self::Hidden => f.write_str("hidden"),
        }
    }
}

impl ::std::str::FromStr for DraftScope {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "visible" => Ok(Self::Visible),
            "hidden" => Ok(Self::Hidden),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for DraftScope {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for DraftScope {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// Who changed something last, and when.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EditedBy {
    /// When, in milliseconds since 1970.
    #[serde(rename = "editedAt", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub edited_at: ::std::option::Option<i64>,
    /// E-mail address.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// Full name.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Picture.
    #[serde(rename = "imageUrl", skip_serializing_if = "::std::option::Option::is_none")]
    pub image_url: ::std::option::Option<::std::string::String>,
    /// Unique identifier of the person.
    #[serde(rename = "userId", skip_serializing_if = "::std::option::Option::is_none")]
    pub user_id: ::std::option::Option<::std::string::String>,
}

/// A message that was edited.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EditedMessage {
    /// `message` on the wire.
    pub message: UserMessage,
}

/// `ExportFormat`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum ExportFormat {
    /// `csv` on the wire.
    #[serde(rename = "csv")]
    Csv,
    /// `json` on the wire.
    #[serde(rename = "json")]
    Json,
}

impl ::std::fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Csv => f.write_str("csv"),
            Self::Json => f.write_str("json"),
        }
    }
}

impl ::std::str::FromStr for ExportFormat {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for ExportFormat {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ExportFormat {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// What a person thinks of a message of an agent.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Feedback {
    /// The agent.
    #[serde(
        rename = "agentConfigurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub agent_configuration_id: ::std::option::Option<::std::string::String>,
    /// The version of the agent.
    #[serde(
        rename = "agentConfigurationVersion",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub agent_configuration_version: ::std::option::Option<i64>,
    /// Numeric id of the message; being phased out.
    #[serde(
        rename = "agentMessageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub agent_message_id: ::std::option::Option<i64>,
    /// What the person wrote, if anything.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::string::String>,
    /// When it was given, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// Whether the editors of the agent may read the conversation.
    #[serde(
        rename = "isConversationShared",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_conversation_shared: ::std::option::Option<bool>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// Whether it is good or bad.
    #[serde(
        rename = "thumbDirection",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub thumb_direction: ::std::option::Option<ThumbDirection>,
    /// Numeric id of the person; being phased out.
    #[serde(rename = "userId", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub user_id: ::std::option::Option<i64>,
}

/// Feedback in a conversation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FeedbackList {
    /// The feedback.
    pub feedbacks: ::std::vec::Vec<Feedback>,
}

/// Feedback to give.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FeedbackRequest {
    /// What to say about it.
    #[serde(
        rename = "feedbackContent",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content: ::std::option::Option<::std::string::String>,
    /// Whether the editors of the agent may read the conversation.
    #[serde(
        rename = "isConversationShared",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub share_conversation: ::std::option::Option<bool>,
    /// `thumbDirection` on the wire.
    #[serde(rename = "thumbDirection")]
    pub thumb_direction: ThumbDirection,
}

/// A row of the analytics table `feedback`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FeedbackRow {
    /// Column `feedbackId`.
    #[serde(rename = "feedbackId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub feedback_id: ::std::option::Option<::std::string::String>,
    /// Column `createdAt`.
    #[serde(rename = "createdAt")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub created_at: ::std::option::Option<::std::string::String>,
    /// Column `assistantId`.
    #[serde(rename = "assistantId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_id: ::std::option::Option<::std::string::String>,
    /// Column `assistantName`.
    #[serde(rename = "assistantName")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_name: ::std::option::Option<::std::string::String>,
    /// Column `conversationId`.
    #[serde(rename = "conversationId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// Column `conversationUrl`.
    #[serde(rename = "conversationUrl")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub conversation_url: ::std::option::Option<::std::string::String>,
    /// Column `userId`.
    #[serde(rename = "userId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_id: ::std::option::Option<::std::string::String>,
    /// Column `userEmail`.
    #[serde(rename = "userEmail")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_email: ::std::option::Option<::std::string::String>,
    /// Column `thumb`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub thumb: ::std::option::Option<::std::string::String>,
    /// Column `content`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub content: ::std::option::Option<::std::string::String>,
    /// Whether the feedback was dismissed: `true` or `false`, as text.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub dismissed: ::std::option::Option<::std::string::String>,
}

/// A file.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FileEnvelope {
    /// `file` on the wire.
    pub file: UploadedFile,
}

/// Where a file is used.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FileUse {
    /// The conversation.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
}

/// Content to attach: text, a file or a document that Dust knows.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fragment {
    /// The text, up to 512 KiB.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::string::String>,
    /// Media type of the text.
    #[serde(
        rename = "contentType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_type: ::std::option::Option<::std::string::String>,
    /// `context` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub context: ::std::option::Option<FragmentContext>,
    /// A file that was uploaded.
    #[serde(rename = "fileId", skip_serializing_if = "::std::option::Option::is_none")]
    pub file_id: ::std::option::Option<::std::string::String>,
    /// The view that the document is seen through.
    #[serde(
        rename = "nodeDataSourceViewId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub node_data_source_view_id: ::std::option::Option<::std::string::String>,
    /// A document that Dust knows.
    #[serde(rename = "nodeId", skip_serializing_if = "::std::option::Option::is_none")]
    pub node_id: ::std::option::Option<::std::string::String>,
    /// What it is called.
    pub title: ::std::string::String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub url: ::std::option::Option<::std::string::String>,
}

/// Who attaches content.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FragmentContext {
    /// E-mail address of the person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// Full name of the person.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Picture of the person.
    #[serde(
        rename = "profilePictureUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub profile_picture_url: ::std::option::Option<::std::string::String>,
    /// Name of the person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub username: ::std::option::Option<::std::string::String>,
}

/// Content that was attached.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FragmentEnvelope {
    /// `contentFragment` on the wire.
    #[serde(rename = "contentFragment")]
    pub content_fragment: ContentFragment,
}

/// A document that was written, with every chunk and its embedding, without its text.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FullUpsert {
    /// Where it is kept.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub data_source: ::std::option::Option<DataSource>,
    /// `document` on the wire.
    pub document: Document,
}

/// A function that a model calls.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FunctionCall {
    /// Name of the function.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
}

/// Content of `function_call_arguments_tokens`: the arguments of a call grow.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FunctionCallArgumentsTokensEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// Which input, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub input_index: ::std::option::Option<i64>,
    /// `map` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub map: ::std::option::Option<MapPosition>,
    /// `tokens` on the wire.
    pub tokens: TokenText,
}

/// Content of `function_call`: a model starts to call a function.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FunctionCallEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// `function_call` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub function_call: ::std::option::Option<FunctionCall>,
    /// Which input, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub input_index: ::std::option::Option<i64>,
    /// `map` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub map: ::std::option::Option<MapPosition>,
}

/// A file that an agent made.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GeneratedFile {
    /// Media type.
    #[serde(
        rename = "contentType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_type: ::std::option::Option<::std::string::String>,
    /// Unique identifier; absent for a file that is known by its path.
    #[serde(rename = "fileId", skip_serializing_if = "::std::option::Option::is_none")]
    pub file_id: ::std::option::Option<::std::string::String>,
    /// Where it is, if it has no identifier.
    #[serde(rename = "filePath", skip_serializing_if = "::std::option::Option::is_none")]
    pub file_path: ::std::option::Option<::std::string::String>,
    /// Whether it is not shown.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub hidden: ::std::option::Option<bool>,
    /// The start of its content.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub snippet: ::std::option::Option<::std::string::String>,
    /// What it is called.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
}

/// `GenerationSettings`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GenerationSettings {
    /// `model_id` on the wire.
    pub model_id: ::std::string::String,
    /// `provider_id` on the wire.
    pub provider_id: ::std::string::String,
    /// `reasoning_effort` on the wire.
    pub reasoning_effort: ReasoningEffort,
    /// A JSON document as text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub response_format: ::std::option::Option<::std::string::String>,
    /// `temperature` on the wire.
    #[serde(serialize_with = "crate::types::wire::number::required")]
    pub temperature: f64,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// `GenerationSettingsPatch`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerationSettingsPatch {
    /// `model_id` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub model_id: ::std::option::Option<::std::string::String>,
    /// `provider_id` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub provider_id: ::std::option::Option<::std::string::String>,
    /// `reasoning_effort` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub reasoning_effort: ::std::option::Option<ReasoningEffort>,
    /// A JSON document as text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub response_format: ::std::option::Option<::std::string::String>,
    /// `temperature` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(serialize_with = "crate::types::wire::number::optional")]
    pub temperature: ::std::option::Option<f64>,
}

/// A piece of text.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GenerationTokensEvent {
    /// `classification` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub classification: ::std::option::Option<TokenKind>,
    /// The agent.
    #[serde(
        rename = "configurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub configuration_id: ::std::option::Option<::std::string::String>,
    /// The conversation, where the event says it.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
    /// The text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub text: ::std::option::Option<::std::string::String>,
}

/// What the server says of a document that it has written.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LightDocument {
    /// How many chunks it was cut into.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub chunk_count: ::std::option::Option<i64>,
    /// When it was written, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// Hash of the content.
    pub hash: ::std::string::String,
    /// Size of the text in bytes.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub text_size: ::std::option::Option<i64>,
    /// About how many tokens the chunks have at most: their number times their size.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub token_count: ::std::option::Option<i64>,
}

/// A document that was written, in five fields and without its id.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LightUpsert {
    /// Where it is kept.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub data_source: ::std::option::Option<DataSource>,
    /// `document` on the wire.
    pub document: LightDocument,
}

/// Where in a map block something happened.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MapPosition {
    /// Which iteration, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub iteration: ::std::option::Option<i64>,
    /// Name of the map block.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
}

/// An MCP server.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct McpServer {
    /// Whether a workspace can have it several times.
    #[serde(
        rename = "allowMultipleInstances",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub allow_multiple_instances: ::std::option::Option<bool>,
    /// `authorization` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub authorization: ::std::option::Option<McpServerAuthorization>,
    /// How it is made available to agents.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub availability: ::std::option::Option<McpServerAvailability>,
    /// `customHeaders` on the wire.
    #[serde(
        rename = "customHeaders",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub custom_headers: ::std::option::Option<Secret>,
    /// What it is for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Where it is documented.
    #[serde(
        rename = "documentationUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub documentation_url: ::std::option::Option<::std::string::String>,
    /// Name of its icon.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub icon: ::std::option::Option<::std::string::String>,
    /// Why the last read failed.
    #[serde(
        rename = "lastError",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub last_error: ::std::option::Option<::std::string::String>,
    /// When the tools of a remote server were read last, in milliseconds since 1970.
    #[serde(
        rename = "lastSyncAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub last_sync_at: ::std::option::Option<i64>,
    /// Name of the server.
    pub name: ::std::string::String,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// `sharedSecret` on the wire.
    #[serde(
        rename = "sharedSecret",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub shared_secret: ::std::option::Option<Secret>,
    /// Its tools.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tools: ::std::option::Option<::std::vec::Vec<McpTool>>,
    /// Address of a remote server.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub url: ::std::option::Option<::std::string::String>,
    /// Version of the server.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub version: ::std::option::Option<::std::string::String>,
}

/// How one signs in to what an MCP server reaches.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct McpServerAuthorization {
    /// Where one signs in, such as `google_drive`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub provider: ::std::option::Option<::std::string::String>,
    /// What is asked for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub scope: ::std::option::Option<::std::string::String>,
    /// Who can sign in.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub supported_use_cases: ::std::option::Option<::std::vec::Vec<OAuthUseCase>>,
}

/// An MCP server, as a space sees it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct McpServerView {
    /// When it was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// Description in this space; none if it is that of the server.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// `editedByUser` on the wire.
    #[serde(
        rename = "editedByUser",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub edited_by_user: ::std::option::Option<EditedBy>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Whether only skills can use it.
    #[serde(
        rename = "isRestrictedToSkills",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_restricted_to_skills: ::std::option::Option<bool>,
    /// Name in this space; none if it is the name of the server.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// `oAuthUseCase` on the wire.
    #[serde(
        rename = "oAuthUseCase",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub o_auth_use_case: ::std::option::Option<OAuthUseCase>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// The server itself.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub server: ::std::option::Option<McpServer>,
    /// Whether Dust runs it (`internal`) or it is elsewhere (`remote`).
    #[serde(
        rename = "serverType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_type: ::std::option::Option<McpServerType>,
    /// The space.
    #[serde(rename = "spaceId", skip_serializing_if = "::std::option::Option::is_none")]
    pub space_id: ::std::option::Option<::std::string::String>,
    /// Settings of single tools.
    #[serde(
        rename = "toolsMetadata",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub tools_metadata: ::std::option::Option<::std::vec::Vec<McpToolSettings>>,
    /// When it was changed, in milliseconds since 1970.
    #[serde(
        rename = "updatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub updated_at: ::std::option::Option<i64>,
}

/// MCP servers of a space.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct McpServerViewList {
    /// The server views.
    #[serde(rename = "serverViews")]
    pub server_views: ::std::vec::Vec<McpServerView>,
    /// Always true.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub success: ::std::option::Option<bool>,
}

/// A tool of an MCP server.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct McpTool {
    /// What it does.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// JSON Schema of its arguments.
    #[serde(
        rename = "inputSchema",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub input_schema: ::std::option::Option<::serde_json::Value>,
    /// Name of the tool.
    pub name: ::std::string::String,
}

/// Settings of a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct McpToolSettings {
    /// Whether agents can use it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub enabled: ::std::option::Option<bool>,
    /// When a person is asked, such as `low`, `high` or `never_ask`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub permission: ::std::option::Option<::std::string::String>,
    /// Name of the tool.
    #[serde(rename = "toolName", skip_serializing_if = "::std::option::Option::is_none")]
    pub tool_name: ::std::option::Option<::std::string::String>,
}

/// An agent or a person to mention.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MentionSuggestion {
    /// Whether you can edit the agent.
    #[serde(rename = "canEdit", skip_serializing_if = "::std::option::Option::is_none")]
    pub can_edit: ::std::option::Option<bool>,
    /// What the agent is for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Unique identifier of the agent or the person.
    pub id: ::std::string::String,
    /// Whether the person takes part in the conversation.
    #[serde(
        rename = "isParticipant",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_participant: ::std::option::Option<bool>,
    /// Whether the person is a member of the project.
    #[serde(
        rename = "isProjectMember",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_project_member: ::std::option::Option<bool>,
    /// Name.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub label: ::std::option::Option<::std::string::String>,
    /// `lastActivityAt` on the wire.
    #[serde(
        rename = "lastActivityAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub last_activity_at: ::std::option::Option<Timestamp>,
    /// Picture; may be relative to the address of Dust.
    #[serde(
        rename = "pictureUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub picture_url: ::std::option::Option<::std::string::String>,
    /// What it is.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<MentionType>,
    /// Whether the agent is a favorite of yours.
    #[serde(
        rename = "userFavorite",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_favorite: ::std::option::Option<bool>,
}

/// Agents and people to mention.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MentionSuggestions {
    /// The suggestions, best first.
    pub suggestions: ::std::vec::Vec<MentionSuggestion>,
}

/// Markdown with mentions.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MentionsToParse {
    /// The text.
    pub markdown: ::std::string::String,
}

/// What an agent does with a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MessageAction {
    /// `displayLabels` on the wire.
    #[serde(
        rename = "displayLabels",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub display_labels: ::std::option::Option<ActionLabels>,
    /// Identifier of the call, the `toolCallId` of events.
    #[serde(
        rename = "functionCallId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub function_call_id: ::std::option::Option<::std::string::String>,
    /// The name under which the agent calls it.
    #[serde(
        rename = "functionCallName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub function_call_name: ::std::option::Option<::std::string::String>,
    /// Files that the tool made.
    #[serde(
        rename = "generatedFiles",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub generated_files: ::std::option::Option<::std::vec::Vec<GeneratedFile>>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Name of that server, if it is one of Dust's own.
    #[serde(
        rename = "internalMCPServerName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub internal_mcp_server_name: ::std::option::Option<::std::string::String>,
    /// The server that the tool belongs to.
    #[serde(
        rename = "mcpServerId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mcp_server_id: ::std::option::Option<::std::string::String>,
    /// What the tool gave.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub output: ::std::option::Option<::serde_json::Value>,
    /// What the tool is called with.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub params: ::std::option::Option<::serde_json::Value>,
    /// Unique identifier.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
    /// Its status; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<::std::string::String>,
    /// The step of the answer that it belongs to.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
    /// Name of the tool.
    #[serde(rename = "toolName", skip_serializing_if = "::std::option::Option::is_none")]
    pub tool_name: ::std::option::Option<::std::string::String>,
}

/// Who writes, and from where.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MessageContext {
    /// E-mail address of the writer; with a member's the message is shown as theirs.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// Full name of the writer.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Where the message comes from; `api` if absent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub origin: ::std::option::Option<::std::string::String>,
    /// Picture of the writer.
    #[serde(
        rename = "profilePictureUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub profile_picture_url: ::std::option::Option<::std::string::String>,
    /// Time zone of the writer, an IANA name.
    pub timezone: ::std::string::String,
    /// Name of the writer, 1 to 254 characters.
    pub username: ::std::string::String,
}

/// The new text of a message.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MessageEdit {
    /// The text.
    pub content: ::std::string::String,
    /// The agents that are to answer.
    pub mentions: ::std::vec::Vec<AgentMention>,
}

/// A row of the analytics table `messages`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MessagesRow {
    /// Column `messageId`.
    #[serde(rename = "messageId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// Column `createdAt`.
    #[serde(rename = "createdAt")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub created_at: ::std::option::Option<::std::string::String>,
    /// Column `assistantId`.
    #[serde(rename = "assistantId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_id: ::std::option::Option<::std::string::String>,
    /// Column `assistantName`.
    #[serde(rename = "assistantName")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_name: ::std::option::Option<::std::string::String>,
    /// Column `assistantSettings`.
    #[serde(rename = "assistantSettings")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_settings: ::std::option::Option<::std::string::String>,
    /// Column `assistantTags`.
    #[serde(rename = "assistantTags")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub assistant_tags: ::std::option::Option<::std::string::String>,
    /// Column `conversationId`.
    #[serde(rename = "conversationId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// Column `parentMessageId`.
    #[serde(rename = "parentMessageId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub parent_message_id: ::std::option::Option<::std::string::String>,
    /// Column `userId`.
    #[serde(rename = "userId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_id: ::std::option::Option<::std::string::String>,
    /// Column `userEmail`.
    #[serde(rename = "userEmail")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_email: ::std::option::Option<::std::string::String>,
    /// Column `source`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub source: ::std::option::Option<::std::string::String>,
    /// Column `toolsUsed`.
    #[serde(rename = "toolsUsed")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub tools_used: ::std::option::Option<::std::string::String>,
    /// Column `skillsUsed`.
    #[serde(rename = "skillsUsed")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub skills_used: ::std::option::Option<::std::string::String>,
    /// Column `modelId`.
    #[serde(rename = "modelId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub model_id: ::std::option::Option<::std::string::String>,
    /// Column `modelProviderId`.
    #[serde(rename = "modelProviderId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub model_provider_id: ::std::option::Option<::std::string::String>,
    /// Column `modelResolutionMethod`.
    #[serde(rename = "modelResolutionMethod")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub model_resolution_method: ::std::option::Option<::std::string::String>,
    /// Credits used.
    #[serde(serialize_with = "crate::types::wire::cell::number")]
    pub credits: ::std::option::Option<f64>,
}

/// A conversation to start.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NewConversation {
    /// Whether the answer waits for the agents, up to three minutes.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub blocking: ::std::option::Option<bool>,
    /// Content that is attached before the first message.
    #[serde(
        rename = "contentFragments",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_fragments: ::std::option::Option<::std::vec::Vec<Fragment>>,
    /// `message` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<NewMessage>,
    /// Whether tools run without approval.
    #[serde(
        rename = "skipToolsValidation",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub skip_tools_validation: ::std::option::Option<bool>,
    /// The space that the conversation belongs to.
    #[serde(rename = "spaceId", skip_serializing_if = "::std::option::Option::is_none")]
    pub space_id: ::std::option::Option<::std::string::String>,
    /// Title of the conversation.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// `visibility` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visibility: ::std::option::Option<ConversationVisibility>,
}

/// A file to upload.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewFile {
    /// Media type of the file.
    #[serde(rename = "contentType")]
    pub content_type: ::std::string::String,
    /// Name of the file, up to 4096 characters.
    #[serde(rename = "fileName")]
    pub file_name: ::std::string::String,
    /// Size of the file in bytes.
    #[serde(rename = "fileSize")]
    #[serde(deserialize_with = "crate::types::wire::integer::required")]
    pub file_size: i64,
    /// What it is for: `conversation`.
    #[serde(rename = "useCase")]
    pub use_case: ::std::string::String,
    /// `useCaseMetadata` on the wire.
    #[serde(
        rename = "useCaseMetadata",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub use_case_metadata: ::std::option::Option<FileUse>,
}

/// A message to post.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewMessage {
    /// Whether the answer waits for the agents, up to three minutes.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub blocking: ::std::option::Option<bool>,
    /// The text, at least one character.
    pub content: ::std::string::String,
    /// `context` on the wire.
    pub context: MessageContext,
    /// The agents that are to answer.
    pub mentions: ::std::vec::Vec<AgentMention>,
    /// Whether tools run without approval.
    #[serde(
        rename = "skipToolsValidation",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub skip_tools_validation: ::std::option::Option<bool>,
}

/// A table to write. All three texts may be empty.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewTable {
    /// What the rows are, for agents that query them.
    pub description: ::std::string::String,
    /// Name of the table, unique in its data source.
    pub name: ::std::string::String,
    /// Where the content comes from.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Your own id of the table; the server makes one if it is absent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub table_id: ::std::option::Option<::std::string::String>,
    /// Tags to find the table by.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The date of the content, in milliseconds since 1970; now if absent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub timestamp: ::std::option::Option<i64>,
    /// Title of the table.
    pub title: ::std::string::String,
}

/// What to search for: either `query` or `nodeIds`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NodeSearch {
    /// Whether data sources are found, too.
    #[serde(rename = "includeDataSources")]
    pub include_data_sources: bool,
    /// Needed and without effect: the page comes from the address.
    #[serde(serialize_with = "crate::types::wire::number::required")]
    pub limit: f64,
    /// The nodes of these ids, in place of a query.
    #[serde(rename = "nodeIds", skip_serializing_if = "::std::option::Option::is_none")]
    pub node_ids: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Part of a title; empty lists everything.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub query: ::std::option::Option<::std::string::String>,
    /// Whether source URLs are searched, too; with `query` only.
    #[serde(
        rename = "searchSourceUrls",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub search_source_urls: ::std::option::Option<bool>,
    /// The spaces to search; none finds nothing.
    #[serde(rename = "spaceIds")]
    pub space_ids: ::std::vec::Vec<::std::string::String>,
    /// Which nodes to find.
    #[serde(rename = "viewType")]
    pub view_type: NodeViewType,
}

/// A page of nodes.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NodeSearchResults {
    /// Where the next page goes on; none on the last.
    #[serde(
        rename = "nextPageCursor",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub next_page_cursor: ::std::option::Option<::std::string::String>,
    /// The nodes of this page.
    pub nodes: ::std::vec::Vec<SearchNode>,
    /// How many nodes there are in all.
    #[serde(
        rename = "resultsCount",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub results_count: ::std::option::Option<i64>,
    /// Why the result may be incomplete; an open set.
    #[serde(
        rename = "warningCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub warning_code: ::std::option::Option<::std::string::String>,
}

/// Markdown in which mentions are marked.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParsedMentions {
    /// The text.
    pub markdown: ::std::string::String,
}

/// A message that was posted.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PostedMessage {
    /// The messages of the agents that are to answer.
    #[serde(
        rename = "agentMessages",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub agent_messages: ::std::option::Option<::std::vec::Vec<AgentMessage>>,
    /// `message` on the wire.
    pub message: UserMessage,
}

/// The answer to a question of a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct QuestionAnswer {
    /// The action that waits.
    #[serde(rename = "actionId")]
    pub action_id: ::std::string::String,
    /// `answer` on the wire.
    pub answer: SelectedAnswer,
}

/// A document that waits to be written.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct QueuedUpsert {
    /// `document` on the wire.
    pub document: DocumentReference,
}

/// Content of `reasoning_item`: a piece of reasoning is complete.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReasoningItemEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// Which input, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub input_index: ::std::option::Option<i64>,
    /// The piece, as the provider of the model sends it; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub item: ::std::option::Option<::serde_json::Value>,
    /// `map` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub map: ::std::option::Option<MapPosition>,
}

/// Content of `reasoning_tokens`: a model writes its reasoning.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReasoningTokensEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// Which input, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub input_index: ::std::option::Option<i64>,
    /// `map` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub map: ::std::option::Option<MapPosition>,
    /// `tokens` on the wire.
    pub tokens: TokenText,
}

/// Where the workspace lives, if that is another region.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RegionRedirect {
    /// The region, such as `europe-west1`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub region: ::std::option::Option<::std::string::String>,
    /// The base URL of that region.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub url: ::std::option::Option<::std::string::String>,
}

/// Rows to write, at most 500 and less than 1 MiB of JSON.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RowBatch {
    /// The rows. With `truncate`, none empties the table.
    pub rows: ::std::vec::Vec<TableRow>,
    /// Whether the rows replace all that are there.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub truncate: ::std::option::Option<bool>,
}

/// `Run`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Run {
    /// `config` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub config: ::std::option::Option<RunConfig>,
    /// When the run was made, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The results of the run
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub results: ::std::option::Option<::std::vec::Vec<::std::vec::Vec<BlockResult>>>,
    /// The ID of the run
    pub run_id: ::std::string::String,
    /// `run_type` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub run_type: ::std::option::Option<RunType>,
    /// The hash of the app specification
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub specification_hash: ::std::option::Option<::std::string::String>,
    /// `status` on the wire.
    pub status: RunStatus,
    /// `traces` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub traces: ::std::option::Option<::std::vec::Vec<RunTrace>>,
}

/// What a run was configured with.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RunConfig {
    /// Settings by name of the block; open.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub blocks: ::std::option::Option<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    >,
}

/// `RunEnvelope`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunEnvelope {
    /// `run` on the wire.
    pub run: Run,
}

/// The error of the engine that runs apps.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RunErrorDetail {
    /// Such as `run_not_found`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    /// What went wrong, for a person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
}

/// `RunRequest`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunRequest {
    /// Array of block names to filter the response
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_filter: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// If true, the request will block until the run is complete
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub blocking: ::std::option::Option<bool>,
    /// Configuration for the app run
    pub config: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    /// Array of input objects for the app
    pub inputs: ::std::vec::Vec<::serde_json::Value>,
    /// Hash of the app specification. Ensures API compatibility across app iterations.
    pub specification_hash: ::std::string::String,
    /// If true, the response will be streamed
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub stream: ::std::option::Option<bool>,
}

/// `RunStatus`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunStatus {
    /// How each block stands.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub blocks: ::std::option::Option<::std::vec::Vec<BlockStatus>>,
    /// `run` on the wire.
    pub run: RunState,
}

/// Content of `run_status`: the run as a whole changed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunStatusEvent {
    /// The ID of the run.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub run_id: ::std::option::Option<::std::string::String>,
    /// `status` on the wire.
    pub status: RunState,
}

/// What an import or an update has saved.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SavedAgent {
    /// The agent as it is now.
    #[serde(rename = "agentConfiguration")]
    pub agent: Agent,
    /// Tools that the server left out, each with the reason. Absent after an update of the favorite alone.
    #[serde(
        rename = "skippedActions",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub skipped_actions: ::std::option::Option<::std::vec::Vec<SkippedAction>>,
}

/// Why a streamed search failed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchError {
    /// The failure itself.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<SearchErrorDetail>,
    /// The status that the answer would have had.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub status: ::std::option::Option<i64>,
}

/// The failure of a streamed search, as the envelope of errors says it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchErrorDetail {
    /// What went wrong, for a person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
    /// What went wrong, such as `space_not_found`; an open set.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<::std::string::String>,
}

/// An event of a streamed search. It has one of the three members; one that has none of them is to be passed over.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchEvent {
    /// Why the search failed; nothing follows.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<SearchError>,
    /// The nodes, once and first.
    #[serde(
        rename = "knowledgeResults",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub knowledge_results: ::std::option::Option<NodeSearchResults>,
    /// What one tool has found.
    #[serde(
        rename = "toolResults",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub tool_results: ::std::option::Option<::std::vec::Vec<ToolSearchResult>>,
}

/// A document, a table or a folder of a data source.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SearchNode {
    /// The data source that it is in.
    #[serde(
        rename = "dataSource",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub data_source: ::std::option::Option<DataSource>,
    /// The views through which it is seen.
    #[serde(rename = "dataSourceViews")]
    pub data_source_views: ::std::vec::Vec<DataSourceView>,
    /// Whether there are nodes below it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub expandable: ::std::option::Option<bool>,
    /// Identifier of the node: your own id, or that of where it comes from.
    #[serde(rename = "internalId")]
    pub internal_id: ::std::string::String,
    /// When it was changed, in milliseconds since 1970.
    #[serde(
        rename = "lastUpdatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub last_updated_at: ::std::option::Option<i64>,
    /// Media type of the node.
    #[serde(rename = "mimeType", skip_serializing_if = "::std::option::Option::is_none")]
    pub mime_type: ::std::option::Option<::std::string::String>,
    /// The node that it is directly below.
    #[serde(
        rename = "parentInternalId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub parent_internal_id: ::std::option::Option<::std::string::String>,
    /// The node itself and all that it is below, nearest first.
    #[serde(
        rename = "parentInternalIds",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub parent_internal_ids: ::std::option::Option<
        ::std::vec::Vec<::std::string::String>,
    >,
    /// Title of the node that it is directly below.
    #[serde(
        rename = "parentTitle",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub parent_title: ::std::option::Option<::std::string::String>,
    /// What may be done with it, such as `read`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub permission: ::std::option::Option<::std::string::String>,
    /// Whether it cannot be chosen for an agent.
    #[serde(
        rename = "preventSelection",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub prevent_selection: ::std::option::Option<bool>,
    /// Who sees it where it comes from; an open set.
    #[serde(
        rename = "providerVisibility",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub provider_visibility: ::std::option::Option<::std::string::String>,
    /// Where the content comes from.
    #[serde(
        rename = "sourceUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Title of the node.
    pub title: ::std::string::String,
    /// Type of the node.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<NodeType>,
}

/// What was chosen.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SelectedAnswer {
    /// An answer in other words.
    #[serde(
        rename = "customResponse",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub custom_response: ::std::option::Option<::std::string::String>,
    /// The chosen options, from 0.
    #[serde(rename = "selectedOptions")]
    pub selected_options: ::std::vec::Vec<i64>,
}

/// `SkillReference`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SkillReference {
    /// `name` on the wire.
    pub name: ::std::string::String,
    /// `sId` on the wire.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// A row of the analytics table `skill_usage`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SkillUsageRow {
    /// The day, `YYYY-MM-DD`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub date: ::std::option::Option<::std::string::String>,
    /// Column `skillName`.
    #[serde(rename = "skillName")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub skill_name: ::std::option::Option<::std::string::String>,
    /// Column `executions`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub executions: ::std::option::Option<i64>,
    /// Column `uniqueUsers`.
    #[serde(rename = "uniqueUsers")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub unique_users: ::std::option::Option<i64>,
}

/// A row of the analytics table `skills`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SkillsRow {
    /// Column `skillId`.
    #[serde(rename = "skillId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub skill_id: ::std::option::Option<::std::string::String>,
    /// Column `name`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Column `description`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Column `editedByEmail`.
    #[serde(rename = "editedByEmail")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub edited_by_email: ::std::option::Option<::std::string::String>,
    /// Column `createdAt`.
    #[serde(rename = "createdAt")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub created_at: ::std::option::Option<::std::string::String>,
    /// Column `lastEdit`.
    #[serde(rename = "lastEdit")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub last_edit: ::std::option::Option<::std::string::String>,
}

/// `SkippedAction`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SkippedAction {
    /// `name` on the wire.
    pub name: ::std::string::String,
    /// `reason` on the wire.
    pub reason: ::std::string::String,
}

/// A row of the analytics table `source`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SourceRow {
    /// The day, `YYYY-MM-DD`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub date: ::std::option::Option<::std::string::String>,
    /// Column `source`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub source: ::std::option::Option<::std::string::String>,
    /// Column `messageCount`.
    #[serde(rename = "messageCount")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub message_count: ::std::option::Option<i64>,
}

/// A space, where people share data, apps and tools.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Space {
    /// When the space was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// Groups that may use the space.
    #[serde(rename = "groupIds", skip_serializing_if = "::std::option::Option::is_none")]
    pub group_ids: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Whether only members may use the space.
    #[serde(
        rename = "isRestricted",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_restricted: ::std::option::Option<bool>,
    /// `kind` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub kind: ::std::option::Option<SpaceKind>,
    /// `managementMode` on the wire.
    #[serde(
        rename = "managementMode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub management_mode: ::std::option::Option<ManagementMode>,
    /// Name of the space.
    pub name: ::std::string::String,
    /// Unique identifier of the space.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// When the space was changed, in milliseconds since 1970.
    #[serde(
        rename = "updatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub updated_at: ::std::option::Option<i64>,
}

/// Spaces of a workspace.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SpaceList {
    /// The spaces.
    pub spaces: ::std::vec::Vec<Space>,
}

/// A space, as definitions of agents name it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SpaceReference {
    /// Name of the space.
    pub name: ::std::string::String,
    /// Unique identifier of the space.
    pub space_id: ::std::string::String,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// A conversation that was started.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StartedConversation {
    /// `conversation` on the wire.
    pub conversation: Conversation,
    /// `message` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<UserMessage>,
}

/// The text of one step.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StepContent {
    /// The text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::string::String>,
    /// The number of the step, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
}

/// Content of `error`: the run cannot go on.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StreamErrorEvent {
    /// What went wrong; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    /// What went wrong, for a person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
}

/// A confirmation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Success {
    /// Whether it was done.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub success: ::std::option::Option<bool>,
}

/// A table of a data source.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Table {
    /// What the rows are, for agents that query them.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// Media type of the table.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub mime_type: ::std::option::Option<::std::string::String>,
    /// Name of the table, unique in its data source.
    pub name: ::std::string::String,
    /// The node that the table is directly below.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parent_id: ::std::option::Option<::std::string::String>,
    /// The table itself and all nodes that it is below, nearest first.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parents: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The columns; none before the first rows are merged.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub schema: ::std::option::Option<::std::vec::Vec<TableColumn>>,
    /// Your own id of the table, or the one that the server made.
    pub table_id: ::std::string::String,
    /// Tags of the table.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The date of the content, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub timestamp: ::std::option::Option<i64>,
    /// Title of the table.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
}

/// A column of a table.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableColumn {
    /// Name of the column.
    pub name: ::std::string::String,
    /// The values that occur, where there are few.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub possible_values: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `value_type` on the wire.
    pub value_type: ColumnType,
}

/// A table.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableEnvelope {
    /// `table` on the wire.
    pub table: Table,
}

/// A row of a table.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableRow {
    /// Whether the row is one that was deleted; only in answers.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub is_delete: ::std::option::Option<bool>,
    /// Your own id of the row.
    pub row_id: ::std::string::String,
    /// The cells by column. Names of columns are of `a` to `z`, digits and `_`.
    pub value: ::std::collections::BTreeMap<::std::string::String, Cell>,
}

/// A row.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableRowEnvelope {
    /// `row` on the wire.
    pub row: TableRow,
}

/// A page of rows.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableRowList {
    /// How many rows were asked for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub limit: ::std::option::Option<i64>,
    /// How many rows were skipped.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub offset: ::std::option::Option<i64>,
    /// The rows of this page.
    pub rows: ::std::vec::Vec<TableRow>,
    /// How many rows there are in all.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub total: ::std::option::Option<i64>,
}

/// `Tag`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tag {
    /// `kind` on the wire.
    pub kind: TagKind,
    /// `name` on the wire.
    pub name: ::std::string::String,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// A text to split into tokens.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TextToTokenize {
    /// The text.
    pub text: ::std::string::String,
}

/// How far back the action looks.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TimeFrame {
    /// How many units.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub duration: ::std::option::Option<i64>,
    /// `unit` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub unit: ::std::option::Option<TimeUnit>,
}

/// The tokens of a text.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenList {
    /// The tokens in order.
    pub tokens: ::std::vec::Vec<Token>,
}

/// A piece of text.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenText {
    /// Log-probabilities of the tokens.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub logprobs: ::std::option::Option<::std::vec::Vec<::std::option::Option<f64>>>,
    /// The text.
    pub text: ::std::string::String,
    /// The tokens of the text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tokens: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
}

/// Content of `tokens`: a model wrote more text.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokensEvent {
    /// Name of the block.
    pub block_name: ::std::string::String,
    /// What kind of block this is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub block_type: ::std::option::Option<::std::string::String>,
    /// Which input, from 0.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub input_index: ::std::option::Option<i64>,
    /// `map` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub map: ::std::option::Option<MapPosition>,
    /// `tokens` on the wire.
    pub tokens: TokenText,
}

/// A tool has its parameters, or is done.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToolActionEvent {
    /// `action` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub action: ::std::option::Option<MessageAction>,
    /// The agent.
    #[serde(
        rename = "configurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub configuration_id: ::std::option::Option<::std::string::String>,
    /// The conversation, where the event says it.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
}

/// A file of a tool to upload.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolFile {
    /// The conversation that it is for.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// Identifier of the file where it is, from the search.
    #[serde(rename = "externalId")]
    pub external_id: ::std::string::String,
    /// Icon of the server.
    #[serde(
        rename = "serverIcon",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_icon: ::std::option::Option<::std::string::String>,
    /// Name of the server.
    #[serde(
        rename = "serverName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_name: ::std::option::Option<::std::string::String>,
    /// The view of the MCP server, from the search.
    #[serde(rename = "serverViewId")]
    pub server_view_id: ::std::string::String,
}

/// Progress of a tool.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToolNotification {
    /// More about it; its `data` has a `label` and may have an `output`.
    #[serde(rename = "_meta", skip_serializing_if = "::std::option::Option::is_none")]
    pub meta: ::std::option::Option<::serde_json::Value>,
    /// What is done.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(serialize_with = "crate::types::wire::number::optional")]
    pub progress: ::std::option::Option<f64>,
    /// What there is to do.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(serialize_with = "crate::types::wire::number::optional")]
    pub total: ::std::option::Option<f64>,
}

/// A tool reports its progress.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToolNotificationEvent {
    /// `action` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub action: ::std::option::Option<MessageAction>,
    /// The agent.
    #[serde(
        rename = "configurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub configuration_id: ::std::option::Option<::std::string::String>,
    /// The conversation, where the event says it.
    #[serde(
        rename = "conversationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub conversation_id: ::std::option::Option<::std::string::String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
    /// `notification` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub notification: ::std::option::Option<ToolNotification>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub step: ::std::option::Option<i64>,
}

/// A file that a tool has found.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolSearchResult {
    /// Identifier of the file where it is, for an upload.
    #[serde(rename = "externalId")]
    pub external_id: ::std::string::String,
    /// Media type of the file.
    #[serde(rename = "mimeType", skip_serializing_if = "::std::option::Option::is_none")]
    pub mime_type: ::std::option::Option<::std::string::String>,
    /// Icon of that server.
    #[serde(
        rename = "serverIcon",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_icon: ::std::option::Option<::std::string::String>,
    /// Name of that server.
    #[serde(
        rename = "serverName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_name: ::std::option::Option<::std::string::String>,
    /// The view of the MCP server that found it.
    #[serde(
        rename = "serverViewId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub server_view_id: ::std::option::Option<::std::string::String>,
    /// Where a person opens it.
    #[serde(
        rename = "sourceUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Name of the file.
    pub title: ::std::string::String,
    /// What it is, such as `document`; an open set.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<::std::string::String>,
}

/// `ToolType`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum ToolType {
    /// `MCP` on the wire.
    #[serde(rename = "MCP")]
    Mcp,
}

impl ::std::fmt::Display for ToolType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Mcp => f.write_str("MCP"),
        }
    }
}

impl ::std::str::FromStr for ToolType {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "MCP" => Ok(Self::Mcp),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for ToolType {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ToolType {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// A row of the analytics table `tool_usage`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToolUsageRow {
    /// The day, `YYYY-MM-DD`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub date: ::std::option::Option<::std::string::String>,
    /// Column `toolName`.
    #[serde(rename = "toolName")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub tool_name: ::std::option::Option<::std::string::String>,
    /// Column `executions`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub executions: ::std::option::Option<i64>,
    /// Column `uniqueUsers`.
    #[serde(rename = "uniqueUsers")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub unique_users: ::std::option::Option<i64>,
}

/// `ToolsetItem`, as the API calls it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolsetItem {
    /// `configuration` on the wire.
    pub configuration: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    /// `description` on the wire.
    pub description: ::std::string::String,
    /// `name` on the wire.
    pub name: ::std::string::String,
    /// `type` on the wire.
    #[serde(rename = "type")]
    pub type_: ToolType,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// What starts an agent by itself.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Trigger {
    /// The agent that it starts.
    #[serde(
        rename = "agentConfigurationId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub agent_configuration_id: ::std::option::Option<::std::string::String>,
    /// When it fires, or what it does with an event.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub configuration: ::std::option::Option<TriggerConfiguration>,
    /// When it was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// What it tells the agent.
    #[serde(
        rename = "customPrompt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub custom_prompt: ::std::option::Option<::std::string::String>,
    /// `executionMode` on the wire.
    #[serde(
        rename = "executionMode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub execution_mode: ::std::option::Option<TriggerExecutionMode>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// What fires it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub kind: ::std::option::Option<TriggerKind>,
    /// Name of the trigger.
    pub name: ::std::string::String,
    /// When it fires, as a person has said it.
    #[serde(
        rename = "naturalLanguageDescription",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub natural_language_description: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// Whether it fires, or why not.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<TriggerStatus>,
    /// `webhookSource` on the wire.
    #[serde(
        rename = "webhookSource",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub webhook_source: ::std::option::Option<WebhookSource>,
}

/// When a trigger fires: `cron`, or every so many days; or what it does with the event of a webhook. Which members there are depends on the kind.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Default)]
pub struct TriggerConfiguration {
    /// A cron expression, such as `0 9 * * 1-5`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub cron: ::std::option::Option<::std::string::String>,
    /// Day of the week, 0 (Sunday) to 6; none if only days count.
    #[serde(
        rename = "dayOfWeek",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub day_of_week: ::std::option::Option<i64>,
    /// Which events of the source fire it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub event: ::std::option::Option<::std::string::String>,
    /// Which of those fire it, as an expression over their body.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub filter: ::std::option::Option<::std::string::String>,
    /// Hour of the day, 0 to 23.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub hour: ::std::option::Option<i64>,
    /// Whether the agent gets the body of the event.
    #[serde(
        rename = "includePayload",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub include_payload: ::std::option::Option<bool>,
    /// Days from one time to the next.
    #[serde(
        rename = "intervalDays",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub interval_days: ::std::option::Option<i64>,
    /// Minute of the hour, 0 to 59.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub minute: ::std::option::Option<i64>,
    /// Time zone of the schedule, an IANA name.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub timezone: ::std::option::Option<::std::string::String>,
    /// Which schedule it is: `cron` (also if absent) or `interval`; an open set.
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    pub type_: ::std::option::Option<::std::string::String>,
    /// What there is beside the fields that this version of the crate knows, sent as it is.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

/// A trigger.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TriggerEnvelope {
    /// `trigger` on the wire.
    pub trigger: Trigger,
}

/// Triggers of the workspace.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TriggerList {
    /// The triggers of this page.
    pub triggers: ::std::vec::Vec<Trigger>,
}

/// Whether a change was made.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Updated {
    /// Whether it was made.
    pub updated: bool,
}

/// A file of the workspace.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UploadedFile {
    /// Media type.
    #[serde(
        rename = "contentType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_type: ::std::option::Option<::std::string::String>,
    /// Where its bytes are.
    #[serde(
        rename = "downloadUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub download_url: ::std::option::Option<::std::string::String>,
    /// Name of the file.
    #[serde(rename = "fileName", skip_serializing_if = "::std::option::Option::is_none")]
    pub file_name: ::std::option::Option<::std::string::String>,
    /// Size in bytes.
    #[serde(rename = "fileSize", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub file_size: ::std::option::Option<i64>,
    /// The identifier, as some servers call it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub id: ::std::option::Option<::std::string::String>,
    /// Its public address.
    #[serde(
        rename = "publicUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub public_url: ::std::option::Option<::std::string::String>,
    /// Unique identifier of the file.
    #[serde(rename = "sId", skip_serializing_if = "::std::option::Option::is_none")]
    pub s_id: ::std::option::Option<::std::string::String>,
    /// Its status: `created`, `ready` or `failed`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<::std::string::String>,
    /// Where its bytes are to be sent.
    #[serde(
        rename = "uploadUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub upload_url: ::std::option::Option<::std::string::String>,
    /// What it is for.
    #[serde(rename = "useCase", skip_serializing_if = "::std::option::Option::is_none")]
    pub use_case: ::std::option::Option<::std::string::String>,
}

/// What a document is written for.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UpsertContext {
    /// Whether it is one of many.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub sync_type: ::std::option::Option<SyncType>,
}

/// A document to write. Either its text or a section has to be there; a text, even an empty one, counts before a section.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UpsertDocument {
    /// Whether the server only queues the document and answers at once.
    #[serde(rename = "async", skip_serializing_if = "::std::option::Option::is_none")]
    pub queued: ::std::option::Option<bool>,
    /// Whether the answer leaves out chunks and embeddings.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(rename = "light_document_output")]
    pub light: ::std::option::Option<bool>,
    /// Media type of the text; `application/octet-stream` if absent.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub mime_type: ::std::option::Option<::std::string::String>,
    /// The text in sections.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub section: ::std::option::Option<DocumentSection>,
    /// Where the content comes from: http or https, without `//` in its path. Empty is none.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub source_url: ::std::option::Option<::std::string::String>,
    /// Tags to find the document by. None may start with `__DUST`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// The text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub text: ::std::option::Option<::std::string::String>,
    /// The date of the content, in milliseconds since 1970; now if absent, so that a repeat without it changes the document. A value below 10,000,000,000 is read as seconds, a negative one is dropped.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub timestamp: ::std::option::Option<i64>,
    /// Title, up to 512 characters; if absent a tag `title:…`, then the id.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// What the document is written for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub upsert_context: ::std::option::Option<UpsertContext>,
}

/// A row of the analytics table `usage_metrics`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UsageMetricsRow {
    /// The day, `YYYY-MM-DD`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub date: ::std::option::Option<::std::string::String>,
    /// Column `messages`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub messages: ::std::option::Option<i64>,
    /// Column `conversations`.
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub conversations: ::std::option::Option<i64>,
    /// Column `activeUsers`.
    #[serde(rename = "activeUsers")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub active_users: ::std::option::Option<i64>,
}

/// `UsageMode`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum UsageMode {
    /// `month` on the wire.
    #[serde(rename = "month")]
    Month,
    /// `range` on the wire.
    #[serde(rename = "range")]
    Range,
}

impl ::std::fmt::Display for UsageMode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Month => f.write_str("month"),
            Self::Range => f.write_str("range"),
        }
    }
}

impl ::std::str::FromStr for UsageMode {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "month" => Ok(Self::Month),
            "range" => Ok(Self::Range),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for UsageMode {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for UsageMode {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `UsageTable`, as the API calls it.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[non_exhaustive]
pub enum UsageTable {
    /// `users` on the wire.
    #[serde(rename = "users")]
    Users,
    /// `assistant_messages` on the wire.
    #[serde(rename = "assistant_messages")]
    AssistantMessages,
    /// `builders` on the wire.
    #[serde(rename = "builders")]
    Builders,
    /// `assistants` on the wire.
    #[serde(rename = "assistants")]
    Assistants,
    /// `feedback` on the wire.
    #[serde(rename = "feedback")]
    Feedback,
    /// `all` on the wire.
    #[serde(rename = "all")]
    All,
}

impl ::std::fmt::Display for UsageTable {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Users => f.write_str("users"),
            Self::AssistantMessages => f.write_str("assistant_messages"),
            Self::Builders => f.write_str("builders"),
            Self::Assistants => f.write_str("assistants"),
            Self::Feedback => f.write_str("feedback"),
            Self::All => f.write_str("all"),
        }
    }
}

impl ::std::str::FromStr for UsageTable {
    type Err = self::error::ConversionError;

    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "users" => Ok(Self::Users),
            "assistant_messages" => Ok(Self::AssistantMessages),
            "builders" => Ok(Self::Builders),
            "assistants" => Ok(Self::Assistants),
            "feedback" => Ok(Self::Feedback),
            "all" => Ok(Self::All),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for UsageTable {
    type Error = self::error::ConversionError;

    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for UsageTable {
    type Error = self::error::ConversionError;

    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// A person who has signed in.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// When the account was made, in milliseconds since 1970.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created_at: ::std::option::Option<i64>,
    /// E-mail address.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// First name.
    #[serde(
        rename = "firstName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub first_name: ::std::option::Option<::std::string::String>,
    /// Full name.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Picture.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub image: ::std::option::Option<::std::string::String>,
    /// Last name.
    #[serde(rename = "lastName", skip_serializing_if = "::std::option::Option::is_none")]
    pub last_name: ::std::option::Option<::std::string::String>,
    /// The organizations of the person.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub organizations: ::std::option::Option<::std::vec::Vec<UserOrganization>>,
    /// How the person came to the workspace, such as `invited`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub origin: ::std::option::Option<::std::string::String>,
    /// How the person signs in; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub provider: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// The workspace that was chosen at sign-in.
    #[serde(
        rename = "selectedWorkspace",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub selected_workspace: ::std::option::Option<::std::string::String>,
    /// User name.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub username: ::std::option::Option<::std::string::String>,
    /// The workspaces of the person in this region.
    pub workspaces: ::std::vec::Vec<UserWorkspace>,
}

/// A person.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UserEnvelope {
    /// `user` on the wire.
    pub user: User,
}

/// A message of a person.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UserMessage {
    /// The text.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub content: ::std::option::Option<::std::string::String>,
    /// `context` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub context: ::std::option::Option<UserMessageContext>,
    /// When it was written, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Who is mentioned.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub mentions: ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
    /// The place in the conversation.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub rank: ::std::option::Option<i64>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// `user` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub user: ::std::option::Option<ConversationUser>,
    /// The number of the version.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub version: ::std::option::Option<i64>,
    /// `visibility` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visibility: ::std::option::Option<MessageVisibility>,
}

/// Who wrote a message, and from where.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UserMessageContext {
    /// E-mail address.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    /// Full name.
    #[serde(rename = "fullName", skip_serializing_if = "::std::option::Option::is_none")]
    pub full_name: ::std::option::Option<::std::string::String>,
    /// Where the message came from; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub origin: ::std::option::Option<::std::string::String>,
    /// Picture.
    #[serde(
        rename = "profilePictureUrl",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub profile_picture_url: ::std::option::Option<::std::string::String>,
    /// Time zone of the writer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub timezone: ::std::option::Option<::std::string::String>,
    /// Name of the writer.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub username: ::std::option::Option<::std::string::String>,
}

/// A message of a person is there.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UserMessageEvent {
    /// When it happened, in milliseconds since 1970.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub created: ::std::option::Option<i64>,
    /// `message` on the wire.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<UserMessage>,
    /// The message.
    #[serde(
        rename = "messageId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub message_id: ::std::option::Option<::std::string::String>,
}

/// An organization of a person.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UserOrganization {
    /// When it was made, in ISO 8601.
    #[serde(
        rename = "createdAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub created_at: ::std::option::Option<::std::string::String>,
    /// The workspace that it stands for.
    #[serde(
        rename = "externalId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub external_id: ::std::option::Option<::std::string::String>,
    /// Unique identifier.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub id: ::std::option::Option<::std::string::String>,
    /// More about it, such as its `region`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub metadata: ::std::option::Option<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    >,
    /// Name of the organization.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// When it was changed, in ISO 8601.
    #[serde(
        rename = "updatedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub updated_at: ::std::option::Option<::std::string::String>,
}

/// A workspace of a person.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UserWorkspace {
    /// Provider whose models embed documents.
    #[serde(
        rename = "defaultEmbeddingProvider",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub default_embedding_provider: ::std::option::Option<::std::string::String>,
    /// Numeric id; being phased out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub id: ::std::option::Option<i64>,
    /// Name of the workspace.
    pub name: ::std::string::String,
    /// Whether only models of the region may be used.
    #[serde(
        rename = "regionalModelsOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub regional_models_only: ::std::option::Option<bool>,
    /// What the person may do there.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub role: ::std::option::Option<WorkspaceRole>,
    /// Unique identifier.
    #[serde(rename = "sId")]
    pub s_id: ::std::string::String,
    /// What kind of customer it is; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub segmentation: ::std::option::Option<::std::string::String>,
    /// Whether people have to sign in by the single sign-on of the organization.
    #[serde(
        rename = "ssoEnforced",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub sso_enforced: ::std::option::Option<bool>,
    /// Providers whose models may be used; all if there is no list.
    #[serde(
        rename = "whiteListedProviders",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub white_listed_providers: ::std::option::Option<
        ::std::vec::Vec<::std::string::String>,
    >,
}

/// A row of the analytics table `users`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UsersRow {
    /// Column `userId`.
    #[serde(rename = "userId")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_id: ::std::option::Option<::std::string::String>,
    /// Column `userName`.
    #[serde(rename = "userName")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_name: ::std::option::Option<::std::string::String>,
    /// Column `userEmail`.
    #[serde(rename = "userEmail")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub user_email: ::std::option::Option<::std::string::String>,
    /// Column `messageCount`.
    #[serde(rename = "messageCount")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub message_count: ::std::option::Option<i64>,
    /// Column `lastMessageSent`.
    #[serde(rename = "lastMessageSent")]
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub last_message_sent: ::std::option::Option<::std::string::String>,
    /// Column `activeDaysCount`.
    #[serde(rename = "activeDaysCount")]
    #[serde(default, deserialize_with = "crate::types::wire::integer::optional")]
    pub active_days_count: ::std::option::Option<i64>,
    /// Column `groups`.
    #[serde(default, deserialize_with = "crate::types::wire::cell::optional")]
    pub groups: ::std::option::Option<::std::string::String>,
    /// Credits used.
    #[serde(serialize_with = "crate::types::wire::cell::number")]
    pub credits: ::std::option::Option<f64>,
}

/// Where the events of a webhook come from.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WebhookSource {
    /// Name of the source.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
    /// Who sends them, such as `github`; an open set.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub provider: ::std::option::Option<::std::string::String>,
}

/// Whether a workspace is there.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WorkspaceExistence {
    /// Whether it is there.
    pub exists: bool,
}

/// Error types.
pub mod error {
    /// Error from a `TryFrom` or `FromStr` implementation.
    pub struct ConversionError(::std::borrow::Cow<'static, str>);

    impl ::std::error::Error for ConversionError {}

    impl ::std::fmt::Display for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }

    impl ::std::fmt::Debug for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Debug::fmt(&self.0, f)
        }
    }

    impl From<&'static str> for ConversionError {
        fn from(value: &'static str) -> Self {
            Self(value.into())
        }
    }

    impl From<String> for ConversionError {
        fn from(value: String) -> Self {
            Self(value.into())
        }
    }
}

impl ActionValidation {
    /// Makes the type from everything that the API requires of `ActionValidation`.
    pub fn new(
        action_id: impl ::std::convert::Into<::std::string::String>,
        approved: impl ::std::convert::Into<ActionDecision>,
    ) -> Self {
        Self {
            action_id: action_id.into(),
            approved: approved.into(),
        }
    }

    /// Sets [`action_id`](Self#structfield.action_id).
    #[must_use]
    pub fn action_id(
        mut self,
        action_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.action_id = action_id.into();
        self
    }

    /// Sets [`approved`](Self#structfield.approved).
    #[must_use]
    pub fn approved(
        mut self,
        approved: impl ::std::convert::Into<ActionDecision>,
    ) -> Self {
        self.approved = approved.into();
        self
    }
}

impl AgentDefinition {
    /// Makes the type from everything that the API requires of `AgentDefinition`.
    pub fn new(
        agent: impl ::std::convert::Into<AgentDetails>,
        instructions: impl ::std::convert::Into<::std::string::String>,
        generation_settings: impl ::std::convert::Into<GenerationSettings>,
        tags: impl ::std::iter::IntoIterator<Item = Tag>,
        editors: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
        toolset: impl ::std::iter::IntoIterator<Item = ToolsetItem>,
    ) -> Self {
        Self {
            agent: agent.into(),
            editors: editors.into_iter().map(::std::convert::Into::into).collect(),
            generation_settings: generation_settings.into(),
            instructions: instructions.into(),
            skills: ::std::default::Default::default(),
            slack_integration: ::std::default::Default::default(),
            spaces: ::std::default::Default::default(),
            tags: tags.into_iter().collect(),
            toolset: toolset.into_iter().collect(),
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`agent`](Self#structfield.agent).
    #[must_use]
    pub fn agent(mut self, agent: impl ::std::convert::Into<AgentDetails>) -> Self {
        self.agent = agent.into();
        self
    }

    /// Sets [`editors`](Self#structfield.editors).
    #[must_use]
    pub fn editors(
        mut self,
        editors: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.editors = editors.into_iter().map(::std::convert::Into::into).collect();
        self
    }

    /// Sets [`generation_settings`](Self#structfield.generation_settings).
    #[must_use]
    pub fn generation_settings(
        mut self,
        generation_settings: impl ::std::convert::Into<GenerationSettings>,
    ) -> Self {
        self.generation_settings = generation_settings.into();
        self
    }

    /// Sets [`instructions`](Self#structfield.instructions).
    #[must_use]
    pub fn instructions(
        mut self,
        instructions: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.instructions = instructions.into();
        self
    }

    /// Sets [`skills`](Self#structfield.skills).
    #[must_use]
    pub fn skills(
        mut self,
        skills: impl ::std::iter::IntoIterator<Item = SkillReference>,
    ) -> Self {
        self.skills = ::std::option::Option::Some(skills.into_iter().collect());
        self
    }

    /// Sets [`slack_integration`](Self#structfield.slack_integration).
    #[must_use]
    pub fn slack_integration(
        mut self,
        slack_integration: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.slack_integration = ::std::option::Option::Some(slack_integration.into());
        self
    }

    /// Sets [`spaces`](Self#structfield.spaces).
    #[must_use]
    pub fn spaces(
        mut self,
        spaces: impl ::std::iter::IntoIterator<Item = SpaceReference>,
    ) -> Self {
        self.spaces = ::std::option::Option::Some(spaces.into_iter().collect());
        self
    }

    /// Sets [`tags`](Self#structfield.tags).
    #[must_use]
    pub fn tags(mut self, tags: impl ::std::iter::IntoIterator<Item = Tag>) -> Self {
        self.tags = tags.into_iter().collect();
        self
    }

    /// Sets [`toolset`](Self#structfield.toolset).
    #[must_use]
    pub fn toolset(
        mut self,
        toolset: impl ::std::iter::IntoIterator<Item = ToolsetItem>,
    ) -> Self {
        self.toolset = toolset.into_iter().collect();
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl AgentDetails {
    /// Makes the type from everything that the API requires of `AgentDetails`.
    pub fn new(
        handle: impl ::std::convert::Into<::std::string::String>,
        description: impl ::std::convert::Into<::std::string::String>,
        scope: impl ::std::convert::Into<DraftScope>,
        max_steps_per_run: i64,
        visualization_enabled: bool,
        avatar_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            avatar_url: ::std::option::Option::Some(avatar_url.into()),
            description: description.into(),
            handle: handle.into(),
            max_steps_per_run: max_steps_per_run,
            scope: scope.into(),
            visualization_enabled: visualization_enabled,
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`avatar_url`](Self#structfield.avatar_url).
    #[must_use]
    pub fn avatar_url(
        mut self,
        avatar_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.avatar_url = ::std::option::Option::Some(avatar_url.into());
        self
    }

    /// Sets [`description`](Self#structfield.description).
    #[must_use]
    pub fn description(
        mut self,
        description: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.description = description.into();
        self
    }

    /// Sets [`handle`](Self#structfield.handle).
    #[must_use]
    pub fn handle(
        mut self,
        handle: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.handle = handle.into();
        self
    }

    /// Sets [`max_steps_per_run`](Self#structfield.max_steps_per_run).
    #[must_use]
    pub fn max_steps_per_run(mut self, max_steps_per_run: i64) -> Self {
        self.max_steps_per_run = max_steps_per_run;
        self
    }

    /// Sets [`scope`](Self#structfield.scope).
    #[must_use]
    pub fn scope(mut self, scope: impl ::std::convert::Into<DraftScope>) -> Self {
        self.scope = scope.into();
        self
    }

    /// Sets [`visualization_enabled`](Self#structfield.visualization_enabled).
    #[must_use]
    pub fn visualization_enabled(mut self, visualization_enabled: bool) -> Self {
        self.visualization_enabled = visualization_enabled;
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl AgentDetailsPatch {
    /// Sets [`avatar_url`](Self#structfield.avatar_url).
    #[must_use]
    pub fn avatar_url(
        mut self,
        avatar_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.avatar_url = ::std::option::Option::Some(avatar_url.into());
        self
    }

    /// Sets [`description`](Self#structfield.description).
    #[must_use]
    pub fn description(
        mut self,
        description: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.description = ::std::option::Option::Some(description.into());
        self
    }

    /// Sets [`handle`](Self#structfield.handle).
    #[must_use]
    pub fn handle(
        mut self,
        handle: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.handle = ::std::option::Option::Some(handle.into());
        self
    }

    /// Sets [`max_steps_per_run`](Self#structfield.max_steps_per_run).
    #[must_use]
    pub fn max_steps_per_run(mut self, max_steps_per_run: i64) -> Self {
        self.max_steps_per_run = ::std::option::Option::Some(max_steps_per_run);
        self
    }

    /// Sets [`scope`](Self#structfield.scope).
    #[must_use]
    pub fn scope(mut self, scope: impl ::std::convert::Into<DraftScope>) -> Self {
        self.scope = ::std::option::Option::Some(scope.into());
        self
    }

    /// Sets [`visualization_enabled`](Self#structfield.visualization_enabled).
    #[must_use]
    pub fn visualization_enabled(mut self, visualization_enabled: bool) -> Self {
        self.visualization_enabled = ::std::option::Option::Some(visualization_enabled);
        self
    }
}

impl AgentMention {
    /// Makes the type from everything that the API requires of `AgentMention`.
    pub fn new(
        configuration_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            configuration_id: configuration_id.into(),
        }
    }

    /// Sets [`configuration_id`](Self#structfield.configuration_id).
    #[must_use]
    pub fn configuration_id(
        mut self,
        configuration_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.configuration_id = configuration_id.into();
        self
    }
}

impl AgentPatch {
    /// Sets [`agent`](Self#structfield.agent).
    #[must_use]
    pub fn agent(mut self, agent: impl ::std::convert::Into<AgentDetailsPatch>) -> Self {
        self.agent = ::std::option::Option::Some(agent.into());
        self
    }

    /// Sets [`editors`](Self#structfield.editors).
    #[must_use]
    pub fn editors(
        mut self,
        editors: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.editors = ::std::option::Option::Some(
            editors.into_iter().map(::std::convert::Into::into).collect(),
        );
        self
    }

    /// Sets [`generation_settings`](Self#structfield.generation_settings).
    #[must_use]
    pub fn generation_settings(
        mut self,
        generation_settings: impl ::std::convert::Into<GenerationSettingsPatch>,
    ) -> Self {
        self.generation_settings = ::std::option::Option::Some(
            generation_settings.into(),
        );
        self
    }

    /// Sets [`instructions`](Self#structfield.instructions).
    #[must_use]
    pub fn instructions(
        mut self,
        instructions: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.instructions = ::std::option::Option::Some(instructions.into());
        self
    }

    /// Sets [`skills`](Self#structfield.skills).
    #[must_use]
    pub fn skills(
        mut self,
        skills: impl ::std::iter::IntoIterator<Item = SkillReference>,
    ) -> Self {
        self.skills = ::std::option::Option::Some(skills.into_iter().collect());
        self
    }

    /// Sets [`tags`](Self#structfield.tags).
    #[must_use]
    pub fn tags(mut self, tags: impl ::std::iter::IntoIterator<Item = Tag>) -> Self {
        self.tags = ::std::option::Option::Some(tags.into_iter().collect());
        self
    }

    /// Sets [`toolset`](Self#structfield.toolset).
    #[must_use]
    pub fn toolset(
        mut self,
        toolset: impl ::std::iter::IntoIterator<Item = ToolsetItem>,
    ) -> Self {
        self.toolset = ::std::option::Option::Some(toolset.into_iter().collect());
        self
    }

    /// Sets [`user_favorite`](Self#structfield.user_favorite).
    #[must_use]
    pub fn user_favorite(mut self, user_favorite: bool) -> Self {
        self.user_favorite = ::std::option::Option::Some(user_favorite);
        self
    }
}

impl CancelRequest {
    /// Makes the type from everything that the API requires of `CancelRequest`.
    pub fn new(
        message_ids: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        Self {
            message_ids: message_ids
                .into_iter()
                .map(::std::convert::Into::into)
                .collect(),
        }
    }

    /// Sets [`message_ids`](Self#structfield.message_ids).
    #[must_use]
    pub fn message_ids(
        mut self,
        message_ids: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.message_ids = message_ids
            .into_iter()
            .map(::std::convert::Into::into)
            .collect();
        self
    }
}

impl ConversationPatch {
    /// Sets [`read`](Self#structfield.read).
    #[must_use]
    pub fn read(mut self, read: bool) -> Self {
        self.read = ::std::option::Option::Some(read);
        self
    }

    /// Sets [`title`](Self#structfield.title).
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = ::std::option::Option::Some(title.into());
        self
    }
}

impl DataSourceViewPatch {
    /// Makes the type from everything that the API requires of `DataSourceViewPatch`.
    pub fn new(
        add_parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
        remove_parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        Self {
            add_parents: add_parents
                .into_iter()
                .map(::std::convert::Into::into)
                .collect(),
            remove_parents: remove_parents
                .into_iter()
                .map(::std::convert::Into::into)
                .collect(),
        }
    }

    /// Sets [`add_parents`](Self#structfield.add_parents).
    #[must_use]
    pub fn add_parents(
        mut self,
        add_parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.add_parents = add_parents
            .into_iter()
            .map(::std::convert::Into::into)
            .collect();
        self
    }

    /// Sets [`remove_parents`](Self#structfield.remove_parents).
    #[must_use]
    pub fn remove_parents(
        mut self,
        remove_parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.remove_parents = remove_parents
            .into_iter()
            .map(::std::convert::Into::into)
            .collect();
        self
    }
}

impl DocumentParents {
    /// Makes the type from everything that the API requires of `DocumentParents`.
    pub fn new(
        parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        Self {
            parent_id: ::std::default::Default::default(),
            parents: parents.into_iter().map(::std::convert::Into::into).collect(),
        }
    }

    /// Sets [`parent_id`](Self#structfield.parent_id).
    #[must_use]
    pub fn parent_id(
        mut self,
        parent_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.parent_id = ::std::option::Option::Some(parent_id.into());
        self
    }

    /// Sets [`parents`](Self#structfield.parents).
    #[must_use]
    pub fn parents(
        mut self,
        parents: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.parents = parents.into_iter().map(::std::convert::Into::into).collect();
        self
    }
}

impl FeedbackRequest {
    /// Makes the type from everything that the API requires of `FeedbackRequest`.
    pub fn new(thumb_direction: impl ::std::convert::Into<ThumbDirection>) -> Self {
        Self {
            content: ::std::default::Default::default(),
            share_conversation: ::std::default::Default::default(),
            thumb_direction: thumb_direction.into(),
        }
    }

    /// Sets [`content`](Self#structfield.content).
    #[must_use]
    pub fn content(
        mut self,
        content: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content = ::std::option::Option::Some(content.into());
        self
    }

    /// Sets [`share_conversation`](Self#structfield.share_conversation).
    #[must_use]
    pub fn share_conversation(mut self, share_conversation: bool) -> Self {
        self.share_conversation = ::std::option::Option::Some(share_conversation);
        self
    }

    /// Sets [`thumb_direction`](Self#structfield.thumb_direction).
    #[must_use]
    pub fn thumb_direction(
        mut self,
        thumb_direction: impl ::std::convert::Into<ThumbDirection>,
    ) -> Self {
        self.thumb_direction = thumb_direction.into();
        self
    }
}

impl FileUse {
    /// Sets [`conversation_id`](Self#structfield.conversation_id).
    #[must_use]
    pub fn conversation_id(
        mut self,
        conversation_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.conversation_id = ::std::option::Option::Some(conversation_id.into());
        self
    }
}

impl Fragment {
    /// Makes the type from everything that the API requires of `Fragment`.
    pub fn new(title: impl ::std::convert::Into<::std::string::String>) -> Self {
        Self {
            content: ::std::default::Default::default(),
            content_type: ::std::default::Default::default(),
            context: ::std::default::Default::default(),
            file_id: ::std::default::Default::default(),
            node_data_source_view_id: ::std::default::Default::default(),
            node_id: ::std::default::Default::default(),
            title: title.into(),
            url: ::std::default::Default::default(),
        }
    }

    /// Sets [`content`](Self#structfield.content).
    #[must_use]
    pub fn content(
        mut self,
        content: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content = ::std::option::Option::Some(content.into());
        self
    }

    /// Sets [`content_type`](Self#structfield.content_type).
    #[must_use]
    pub fn content_type(
        mut self,
        content_type: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content_type = ::std::option::Option::Some(content_type.into());
        self
    }

    /// Sets [`context`](Self#structfield.context).
    #[must_use]
    pub fn context(
        mut self,
        context: impl ::std::convert::Into<FragmentContext>,
    ) -> Self {
        self.context = ::std::option::Option::Some(context.into());
        self
    }

    /// Sets [`file_id`](Self#structfield.file_id).
    #[must_use]
    pub fn file_id(
        mut self,
        file_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.file_id = ::std::option::Option::Some(file_id.into());
        self
    }

    /// Sets [`node_data_source_view_id`](Self#structfield.node_data_source_view_id).
    #[must_use]
    pub fn node_data_source_view_id(
        mut self,
        node_data_source_view_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.node_data_source_view_id = ::std::option::Option::Some(
            node_data_source_view_id.into(),
        );
        self
    }

    /// Sets [`node_id`](Self#structfield.node_id).
    #[must_use]
    pub fn node_id(
        mut self,
        node_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.node_id = ::std::option::Option::Some(node_id.into());
        self
    }

    /// Sets [`title`](Self#structfield.title).
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = title.into();
        self
    }

    /// Sets [`url`](Self#structfield.url).
    #[must_use]
    pub fn url(mut self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
        self.url = ::std::option::Option::Some(url.into());
        self
    }
}

impl FragmentContext {
    /// Sets [`email`](Self#structfield.email).
    #[must_use]
    pub fn email(
        mut self,
        email: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.email = ::std::option::Option::Some(email.into());
        self
    }

    /// Sets [`full_name`](Self#structfield.full_name).
    #[must_use]
    pub fn full_name(
        mut self,
        full_name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.full_name = ::std::option::Option::Some(full_name.into());
        self
    }

    /// Sets [`profile_picture_url`](Self#structfield.profile_picture_url).
    #[must_use]
    pub fn profile_picture_url(
        mut self,
        profile_picture_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.profile_picture_url = ::std::option::Option::Some(
            profile_picture_url.into(),
        );
        self
    }

    /// Sets [`username`](Self#structfield.username).
    #[must_use]
    pub fn username(
        mut self,
        username: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.username = ::std::option::Option::Some(username.into());
        self
    }
}

impl GenerationSettings {
    /// Makes the type from everything that the API requires of `GenerationSettings`.
    pub fn new(
        model_id: impl ::std::convert::Into<::std::string::String>,
        provider_id: impl ::std::convert::Into<::std::string::String>,
        temperature: f64,
        reasoning_effort: impl ::std::convert::Into<ReasoningEffort>,
    ) -> Self {
        Self {
            model_id: model_id.into(),
            provider_id: provider_id.into(),
            reasoning_effort: reasoning_effort.into(),
            response_format: ::std::default::Default::default(),
            temperature: temperature,
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`model_id`](Self#structfield.model_id).
    #[must_use]
    pub fn model_id(
        mut self,
        model_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.model_id = model_id.into();
        self
    }

    /// Sets [`provider_id`](Self#structfield.provider_id).
    #[must_use]
    pub fn provider_id(
        mut self,
        provider_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.provider_id = provider_id.into();
        self
    }

    /// Sets [`reasoning_effort`](Self#structfield.reasoning_effort).
    #[must_use]
    pub fn reasoning_effort(
        mut self,
        reasoning_effort: impl ::std::convert::Into<ReasoningEffort>,
    ) -> Self {
        self.reasoning_effort = reasoning_effort.into();
        self
    }

    /// Sets [`response_format`](Self#structfield.response_format).
    #[must_use]
    pub fn response_format(
        mut self,
        response_format: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.response_format = ::std::option::Option::Some(response_format.into());
        self
    }

    /// Sets [`temperature`](Self#structfield.temperature).
    #[must_use]
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.temperature = temperature;
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl GenerationSettingsPatch {
    /// Sets [`model_id`](Self#structfield.model_id).
    #[must_use]
    pub fn model_id(
        mut self,
        model_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.model_id = ::std::option::Option::Some(model_id.into());
        self
    }

    /// Sets [`provider_id`](Self#structfield.provider_id).
    #[must_use]
    pub fn provider_id(
        mut self,
        provider_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.provider_id = ::std::option::Option::Some(provider_id.into());
        self
    }

    /// Sets [`reasoning_effort`](Self#structfield.reasoning_effort).
    #[must_use]
    pub fn reasoning_effort(
        mut self,
        reasoning_effort: impl ::std::convert::Into<ReasoningEffort>,
    ) -> Self {
        self.reasoning_effort = ::std::option::Option::Some(reasoning_effort.into());
        self
    }

    /// Sets [`response_format`](Self#structfield.response_format).
    #[must_use]
    pub fn response_format(
        mut self,
        response_format: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.response_format = ::std::option::Option::Some(response_format.into());
        self
    }

    /// Sets [`temperature`](Self#structfield.temperature).
    #[must_use]
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.temperature = ::std::option::Option::Some(temperature);
        self
    }
}

impl MentionsToParse {
    /// Makes the type from everything that the API requires of `MentionsToParse`.
    pub fn new(markdown: impl ::std::convert::Into<::std::string::String>) -> Self {
        Self { markdown: markdown.into() }
    }

    /// Sets [`markdown`](Self#structfield.markdown).
    #[must_use]
    pub fn markdown(
        mut self,
        markdown: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.markdown = markdown.into();
        self
    }
}

impl MessageContext {
    /// Makes the type from everything that the API requires of `MessageContext`.
    pub fn new(
        username: impl ::std::convert::Into<::std::string::String>,
        timezone: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            email: ::std::default::Default::default(),
            full_name: ::std::default::Default::default(),
            origin: ::std::default::Default::default(),
            profile_picture_url: ::std::default::Default::default(),
            timezone: timezone.into(),
            username: username.into(),
        }
    }

    /// Sets [`email`](Self#structfield.email).
    #[must_use]
    pub fn email(
        mut self,
        email: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.email = ::std::option::Option::Some(email.into());
        self
    }

    /// Sets [`full_name`](Self#structfield.full_name).
    #[must_use]
    pub fn full_name(
        mut self,
        full_name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.full_name = ::std::option::Option::Some(full_name.into());
        self
    }

    /// Sets [`origin`](Self#structfield.origin).
    #[must_use]
    pub fn origin(
        mut self,
        origin: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.origin = ::std::option::Option::Some(origin.into());
        self
    }

    /// Sets [`profile_picture_url`](Self#structfield.profile_picture_url).
    #[must_use]
    pub fn profile_picture_url(
        mut self,
        profile_picture_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.profile_picture_url = ::std::option::Option::Some(
            profile_picture_url.into(),
        );
        self
    }

    /// Sets [`timezone`](Self#structfield.timezone).
    #[must_use]
    pub fn timezone(
        mut self,
        timezone: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.timezone = timezone.into();
        self
    }

    /// Sets [`username`](Self#structfield.username).
    #[must_use]
    pub fn username(
        mut self,
        username: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.username = username.into();
        self
    }
}

impl MessageEdit {
    /// Makes the type from everything that the API requires of `MessageEdit`.
    pub fn new(
        content: impl ::std::convert::Into<::std::string::String>,
        mentions: impl ::std::iter::IntoIterator<Item = AgentMention>,
    ) -> Self {
        Self {
            content: content.into(),
            mentions: mentions.into_iter().collect(),
        }
    }

    /// Sets [`content`](Self#structfield.content).
    #[must_use]
    pub fn content(
        mut self,
        content: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content = content.into();
        self
    }

    /// Sets [`mentions`](Self#structfield.mentions).
    #[must_use]
    pub fn mentions(
        mut self,
        mentions: impl ::std::iter::IntoIterator<Item = AgentMention>,
    ) -> Self {
        self.mentions = mentions.into_iter().collect();
        self
    }
}

impl NewConversation {
    /// Sets [`blocking`](Self#structfield.blocking).
    #[must_use]
    pub fn blocking(mut self, blocking: bool) -> Self {
        self.blocking = ::std::option::Option::Some(blocking);
        self
    }

    /// Sets [`content_fragments`](Self#structfield.content_fragments).
    #[must_use]
    pub fn content_fragments(
        mut self,
        content_fragments: impl ::std::iter::IntoIterator<Item = Fragment>,
    ) -> Self {
        self.content_fragments = ::std::option::Option::Some(
            content_fragments.into_iter().collect(),
        );
        self
    }

    /// Sets [`message`](Self#structfield.message).
    #[must_use]
    pub fn message(mut self, message: impl ::std::convert::Into<NewMessage>) -> Self {
        self.message = ::std::option::Option::Some(message.into());
        self
    }

    /// Sets [`skip_tools_validation`](Self#structfield.skip_tools_validation).
    #[must_use]
    pub fn skip_tools_validation(mut self, skip_tools_validation: bool) -> Self {
        self.skip_tools_validation = ::std::option::Option::Some(skip_tools_validation);
        self
    }

    /// Sets [`space_id`](Self#structfield.space_id).
    #[must_use]
    pub fn space_id(
        mut self,
        space_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.space_id = ::std::option::Option::Some(space_id.into());
        self
    }

    /// Sets [`title`](Self#structfield.title).
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = ::std::option::Option::Some(title.into());
        self
    }

    /// Sets [`visibility`](Self#structfield.visibility).
    #[must_use]
    pub fn visibility(
        mut self,
        visibility: impl ::std::convert::Into<ConversationVisibility>,
    ) -> Self {
        self.visibility = ::std::option::Option::Some(visibility.into());
        self
    }
}

impl NewFile {
    /// Makes the type from everything that the API requires of `NewFile`.
    pub fn new(
        content_type: impl ::std::convert::Into<::std::string::String>,
        file_name: impl ::std::convert::Into<::std::string::String>,
        file_size: i64,
        use_case: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            content_type: content_type.into(),
            file_name: file_name.into(),
            file_size: file_size,
            use_case: use_case.into(),
            use_case_metadata: ::std::default::Default::default(),
        }
    }

    /// Sets [`content_type`](Self#structfield.content_type).
    #[must_use]
    pub fn content_type(
        mut self,
        content_type: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// Sets [`file_name`](Self#structfield.file_name).
    #[must_use]
    pub fn file_name(
        mut self,
        file_name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.file_name = file_name.into();
        self
    }

    /// Sets [`file_size`](Self#structfield.file_size).
    #[must_use]
    pub fn file_size(mut self, file_size: i64) -> Self {
        self.file_size = file_size;
        self
    }

    /// Sets [`use_case`](Self#structfield.use_case).
    #[must_use]
    pub fn use_case(
        mut self,
        use_case: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.use_case = use_case.into();
        self
    }

    /// Sets [`use_case_metadata`](Self#structfield.use_case_metadata).
    #[must_use]
    pub fn use_case_metadata(
        mut self,
        use_case_metadata: impl ::std::convert::Into<FileUse>,
    ) -> Self {
        self.use_case_metadata = ::std::option::Option::Some(use_case_metadata.into());
        self
    }
}

impl NewMessage {
    /// Makes the type from everything that the API requires of `NewMessage`.
    pub fn new(
        content: impl ::std::convert::Into<::std::string::String>,
        mentions: impl ::std::iter::IntoIterator<Item = AgentMention>,
        context: impl ::std::convert::Into<MessageContext>,
    ) -> Self {
        Self {
            blocking: ::std::default::Default::default(),
            content: content.into(),
            context: context.into(),
            mentions: mentions.into_iter().collect(),
            skip_tools_validation: ::std::default::Default::default(),
        }
    }

    /// Sets [`blocking`](Self#structfield.blocking).
    #[must_use]
    pub fn blocking(mut self, blocking: bool) -> Self {
        self.blocking = ::std::option::Option::Some(blocking);
        self
    }

    /// Sets [`content`](Self#structfield.content).
    #[must_use]
    pub fn content(
        mut self,
        content: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.content = content.into();
        self
    }

    /// Sets [`context`](Self#structfield.context).
    #[must_use]
    pub fn context(
        mut self,
        context: impl ::std::convert::Into<MessageContext>,
    ) -> Self {
        self.context = context.into();
        self
    }

    /// Sets [`mentions`](Self#structfield.mentions).
    #[must_use]
    pub fn mentions(
        mut self,
        mentions: impl ::std::iter::IntoIterator<Item = AgentMention>,
    ) -> Self {
        self.mentions = mentions.into_iter().collect();
        self
    }

    /// Sets [`skip_tools_validation`](Self#structfield.skip_tools_validation).
    #[must_use]
    pub fn skip_tools_validation(mut self, skip_tools_validation: bool) -> Self {
        self.skip_tools_validation = ::std::option::Option::Some(skip_tools_validation);
        self
    }
}

impl NewTable {
    /// Makes the type from everything that the API requires of `NewTable`.
    pub fn new(
        name: impl ::std::convert::Into<::std::string::String>,
        title: impl ::std::convert::Into<::std::string::String>,
        description: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            description: description.into(),
            name: name.into(),
            source_url: ::std::default::Default::default(),
            table_id: ::std::default::Default::default(),
            tags: ::std::default::Default::default(),
            timestamp: ::std::default::Default::default(),
            title: title.into(),
        }
    }

    /// Sets [`description`](Self#structfield.description).
    #[must_use]
    pub fn description(
        mut self,
        description: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.description = description.into();
        self
    }

    /// Sets [`name`](Self#structfield.name).
    #[must_use]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.name = name.into();
        self
    }

    /// Sets [`source_url`](Self#structfield.source_url).
    #[must_use]
    pub fn source_url(
        mut self,
        source_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.source_url = ::std::option::Option::Some(source_url.into());
        self
    }

    /// Sets [`table_id`](Self#structfield.table_id).
    #[must_use]
    pub fn table_id(
        mut self,
        table_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.table_id = ::std::option::Option::Some(table_id.into());
        self
    }

    /// Sets [`tags`](Self#structfield.tags).
    #[must_use]
    pub fn tags(
        mut self,
        tags: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.tags = ::std::option::Option::Some(
            tags.into_iter().map(::std::convert::Into::into).collect(),
        );
        self
    }

    /// Sets [`timestamp`](Self#structfield.timestamp).
    #[must_use]
    pub fn timestamp(mut self, timestamp: i64) -> Self {
        self.timestamp = ::std::option::Option::Some(timestamp);
        self
    }

    /// Sets [`title`](Self#structfield.title).
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = title.into();
        self
    }
}

impl NodeSearch {
    /// Makes the type from everything that the API requires of `NodeSearch`.
    pub fn new(
        view_type: impl ::std::convert::Into<NodeViewType>,
        space_ids: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
        include_data_sources: bool,
        limit: f64,
    ) -> Self {
        Self {
            include_data_sources: include_data_sources,
            limit: limit,
            node_ids: ::std::default::Default::default(),
            query: ::std::default::Default::default(),
            search_source_urls: ::std::default::Default::default(),
            space_ids: space_ids.into_iter().map(::std::convert::Into::into).collect(),
            view_type: view_type.into(),
        }
    }

    /// Sets [`include_data_sources`](Self#structfield.include_data_sources).
    #[must_use]
    pub fn include_data_sources(mut self, include_data_sources: bool) -> Self {
        self.include_data_sources = include_data_sources;
        self
    }

    /// Sets [`limit`](Self#structfield.limit).
    #[must_use]
    pub fn limit(mut self, limit: f64) -> Self {
        self.limit = limit;
        self
    }

    /// Sets [`node_ids`](Self#structfield.node_ids).
    #[must_use]
    pub fn node_ids(
        mut self,
        node_ids: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.node_ids = ::std::option::Option::Some(
            node_ids.into_iter().map(::std::convert::Into::into).collect(),
        );
        self
    }

    /// Sets [`query`](Self#structfield.query).
    #[must_use]
    pub fn query(
        mut self,
        query: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.query = ::std::option::Option::Some(query.into());
        self
    }

    /// Sets [`search_source_urls`](Self#structfield.search_source_urls).
    #[must_use]
    pub fn search_source_urls(mut self, search_source_urls: bool) -> Self {
        self.search_source_urls = ::std::option::Option::Some(search_source_urls);
        self
    }

    /// Sets [`space_ids`](Self#structfield.space_ids).
    #[must_use]
    pub fn space_ids(
        mut self,
        space_ids: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.space_ids = space_ids.into_iter().map(::std::convert::Into::into).collect();
        self
    }

    /// Sets [`view_type`](Self#structfield.view_type).
    #[must_use]
    pub fn view_type(
        mut self,
        view_type: impl ::std::convert::Into<NodeViewType>,
    ) -> Self {
        self.view_type = view_type.into();
        self
    }
}

impl QuestionAnswer {
    /// Makes the type from everything that the API requires of `QuestionAnswer`.
    pub fn new(
        action_id: impl ::std::convert::Into<::std::string::String>,
        answer: impl ::std::convert::Into<SelectedAnswer>,
    ) -> Self {
        Self {
            action_id: action_id.into(),
            answer: answer.into(),
        }
    }

    /// Sets [`action_id`](Self#structfield.action_id).
    #[must_use]
    pub fn action_id(
        mut self,
        action_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.action_id = action_id.into();
        self
    }

    /// Sets [`answer`](Self#structfield.answer).
    #[must_use]
    pub fn answer(mut self, answer: impl ::std::convert::Into<SelectedAnswer>) -> Self {
        self.answer = answer.into();
        self
    }
}

impl RowBatch {
    /// Makes the type from everything that the API requires of `RowBatch`.
    pub fn new(rows: impl ::std::iter::IntoIterator<Item = TableRow>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            truncate: ::std::default::Default::default(),
        }
    }

    /// Sets [`rows`](Self#structfield.rows).
    #[must_use]
    pub fn rows(
        mut self,
        rows: impl ::std::iter::IntoIterator<Item = TableRow>,
    ) -> Self {
        self.rows = rows.into_iter().collect();
        self
    }

    /// Sets [`truncate`](Self#structfield.truncate).
    #[must_use]
    pub fn truncate(mut self, truncate: bool) -> Self {
        self.truncate = ::std::option::Option::Some(truncate);
        self
    }
}

impl RunRequest {
    /// Makes the type from everything that the API requires of `RunRequest`.
    pub fn new(
        specification_hash: impl ::std::convert::Into<::std::string::String>,
        config: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        inputs: impl ::std::iter::IntoIterator<Item = ::serde_json::Value>,
    ) -> Self {
        Self {
            block_filter: ::std::default::Default::default(),
            blocking: ::std::default::Default::default(),
            config: config.into(),
            inputs: inputs.into_iter().collect(),
            specification_hash: specification_hash.into(),
            stream: ::std::default::Default::default(),
        }
    }

    /// Sets [`block_filter`](Self#structfield.block_filter).
    #[must_use]
    pub fn block_filter(
        mut self,
        block_filter: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.block_filter = ::std::option::Option::Some(
            block_filter.into_iter().map(::std::convert::Into::into).collect(),
        );
        self
    }

    /// Sets [`blocking`](Self#structfield.blocking).
    #[must_use]
    pub fn blocking(mut self, blocking: bool) -> Self {
        self.blocking = ::std::option::Option::Some(blocking);
        self
    }

    /// Sets [`config`](Self#structfield.config).
    #[must_use]
    pub fn config(
        mut self,
        config: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.config = config.into();
        self
    }

    /// Sets [`inputs`](Self#structfield.inputs).
    #[must_use]
    pub fn inputs(
        mut self,
        inputs: impl ::std::iter::IntoIterator<Item = ::serde_json::Value>,
    ) -> Self {
        self.inputs = inputs.into_iter().collect();
        self
    }

    /// Sets [`specification_hash`](Self#structfield.specification_hash).
    #[must_use]
    pub fn specification_hash(
        mut self,
        specification_hash: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.specification_hash = specification_hash.into();
        self
    }

    /// Sets [`stream`](Self#structfield.stream).
    #[must_use]
    pub fn stream(mut self, stream: bool) -> Self {
        self.stream = ::std::option::Option::Some(stream);
        self
    }
}

impl SelectedAnswer {
    /// Makes the type from everything that the API requires of `SelectedAnswer`.
    pub fn new(selected_options: impl ::std::iter::IntoIterator<Item = i64>) -> Self {
        Self {
            custom_response: ::std::default::Default::default(),
            selected_options: selected_options.into_iter().collect(),
        }
    }

    /// Sets [`custom_response`](Self#structfield.custom_response).
    #[must_use]
    pub fn custom_response(
        mut self,
        custom_response: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.custom_response = ::std::option::Option::Some(custom_response.into());
        self
    }

    /// Sets [`selected_options`](Self#structfield.selected_options).
    #[must_use]
    pub fn selected_options(
        mut self,
        selected_options: impl ::std::iter::IntoIterator<Item = i64>,
    ) -> Self {
        self.selected_options = selected_options.into_iter().collect();
        self
    }
}

impl SkillReference {
    /// Makes the type from everything that the API requires of `SkillReference`.
    pub fn new(
        s_id: impl ::std::convert::Into<::std::string::String>,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            name: name.into(),
            s_id: s_id.into(),
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`name`](Self#structfield.name).
    #[must_use]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.name = name.into();
        self
    }

    /// Sets [`s_id`](Self#structfield.s_id).
    #[must_use]
    pub fn s_id(
        mut self,
        s_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.s_id = s_id.into();
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl SpaceReference {
    /// Makes the type from everything that the API requires of `SpaceReference`.
    pub fn new(
        space_id: impl ::std::convert::Into<::std::string::String>,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            name: name.into(),
            space_id: space_id.into(),
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`name`](Self#structfield.name).
    #[must_use]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.name = name.into();
        self
    }

    /// Sets [`space_id`](Self#structfield.space_id).
    #[must_use]
    pub fn space_id(
        mut self,
        space_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.space_id = space_id.into();
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl TableRow {
    /// Makes the type from everything that the API requires of `TableRow`.
    pub fn new(
        row_id: impl ::std::convert::Into<::std::string::String>,
        value: impl ::std::convert::Into<
            ::std::collections::BTreeMap<::std::string::String, Cell>,
        >,
    ) -> Self {
        Self {
            is_delete: ::std::default::Default::default(),
            row_id: row_id.into(),
            value: value.into(),
        }
    }

    /// Sets [`is_delete`](Self#structfield.is_delete).
    #[must_use]
    pub fn is_delete(mut self, is_delete: bool) -> Self {
        self.is_delete = ::std::option::Option::Some(is_delete);
        self
    }

    /// Sets [`row_id`](Self#structfield.row_id).
    #[must_use]
    pub fn row_id(
        mut self,
        row_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.row_id = row_id.into();
        self
    }

    /// Sets [`value`](Self#structfield.value).
    #[must_use]
    pub fn value(
        mut self,
        value: impl ::std::convert::Into<
            ::std::collections::BTreeMap<::std::string::String, Cell>,
        >,
    ) -> Self {
        self.value = value.into();
        self
    }
}

impl Tag {
    /// Makes the type from everything that the API requires of `Tag`.
    pub fn new(
        name: impl ::std::convert::Into<::std::string::String>,
        kind: impl ::std::convert::Into<TagKind>,
    ) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`kind`](Self#structfield.kind).
    #[must_use]
    pub fn kind(mut self, kind: impl ::std::convert::Into<TagKind>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Sets [`name`](Self#structfield.name).
    #[must_use]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.name = name.into();
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl TextToTokenize {
    /// Makes the type from everything that the API requires of `TextToTokenize`.
    pub fn new(text: impl ::std::convert::Into<::std::string::String>) -> Self {
        Self { text: text.into() }
    }

    /// Sets [`text`](Self#structfield.text).
    #[must_use]
    pub fn text(
        mut self,
        text: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.text = text.into();
        self
    }
}

impl ToolFile {
    /// Makes the type from everything that the API requires of `ToolFile`.
    pub fn new(
        server_view_id: impl ::std::convert::Into<::std::string::String>,
        external_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            conversation_id: ::std::default::Default::default(),
            external_id: external_id.into(),
            server_icon: ::std::default::Default::default(),
            server_name: ::std::default::Default::default(),
            server_view_id: server_view_id.into(),
        }
    }

    /// Sets [`conversation_id`](Self#structfield.conversation_id).
    #[must_use]
    pub fn conversation_id(
        mut self,
        conversation_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.conversation_id = ::std::option::Option::Some(conversation_id.into());
        self
    }

    /// Sets [`external_id`](Self#structfield.external_id).
    #[must_use]
    pub fn external_id(
        mut self,
        external_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.external_id = external_id.into();
        self
    }

    /// Sets [`server_icon`](Self#structfield.server_icon).
    #[must_use]
    pub fn server_icon(
        mut self,
        server_icon: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.server_icon = ::std::option::Option::Some(server_icon.into());
        self
    }

    /// Sets [`server_name`](Self#structfield.server_name).
    #[must_use]
    pub fn server_name(
        mut self,
        server_name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.server_name = ::std::option::Option::Some(server_name.into());
        self
    }

    /// Sets [`server_view_id`](Self#structfield.server_view_id).
    #[must_use]
    pub fn server_view_id(
        mut self,
        server_view_id: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.server_view_id = server_view_id.into();
        self
    }
}

impl ToolsetItem {
    /// Makes the type from everything that the API requires of `ToolsetItem`.
    pub fn new(
        name: impl ::std::convert::Into<::std::string::String>,
        description: impl ::std::convert::Into<::std::string::String>,
        type_: impl ::std::convert::Into<ToolType>,
        configuration: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        Self {
            configuration: configuration.into(),
            description: description.into(),
            name: name.into(),
            type_: type_.into(),
            extra: ::std::default::Default::default(),
        }
    }

    /// Sets [`configuration`](Self#structfield.configuration).
    #[must_use]
    pub fn configuration(
        mut self,
        configuration: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.configuration = configuration.into();
        self
    }

    /// Sets [`description`](Self#structfield.description).
    #[must_use]
    pub fn description(
        mut self,
        description: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.description = description.into();
        self
    }

    /// Sets [`name`](Self#structfield.name).
    #[must_use]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.name = name.into();
        self
    }

    /// Sets [`type_`](Self#structfield.type_).
    #[must_use]
    pub fn type_(mut self, type_: impl ::std::convert::Into<ToolType>) -> Self {
        self.type_ = type_.into();
        self
    }

    /// Sets [`extra`](Self#structfield.extra).
    #[must_use]
    pub fn extra(
        mut self,
        extra: impl ::std::convert::Into<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    ) -> Self {
        self.extra = extra.into();
        self
    }
}

impl UpsertContext {
    /// Sets [`sync_type`](Self#structfield.sync_type).
    #[must_use]
    pub fn sync_type(mut self, sync_type: impl ::std::convert::Into<SyncType>) -> Self {
        self.sync_type = ::std::option::Option::Some(sync_type.into());
        self
    }
}

impl UpsertDocument {
    /// Sets [`queued`](Self#structfield.queued).
    #[must_use]
    pub fn queued(mut self, queued: bool) -> Self {
        self.queued = ::std::option::Option::Some(queued);
        self
    }

    /// Sets [`light`](Self#structfield.light).
    #[must_use]
    pub fn light(mut self, light: bool) -> Self {
        self.light = ::std::option::Option::Some(light);
        self
    }

    /// Sets [`mime_type`](Self#structfield.mime_type).
    #[must_use]
    pub fn mime_type(
        mut self,
        mime_type: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.mime_type = ::std::option::Option::Some(mime_type.into());
        self
    }

    /// Sets [`section`](Self#structfield.section).
    #[must_use]
    pub fn section(
        mut self,
        section: impl ::std::convert::Into<DocumentSection>,
    ) -> Self {
        self.section = ::std::option::Option::Some(section.into());
        self
    }

    /// Sets [`source_url`](Self#structfield.source_url).
    #[must_use]
    pub fn source_url(
        mut self,
        source_url: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.source_url = ::std::option::Option::Some(source_url.into());
        self
    }

    /// Sets [`tags`](Self#structfield.tags).
    #[must_use]
    pub fn tags(
        mut self,
        tags: impl ::std::iter::IntoIterator<
            Item = impl ::std::convert::Into<::std::string::String>,
        >,
    ) -> Self {
        self.tags = ::std::option::Option::Some(
            tags.into_iter().map(::std::convert::Into::into).collect(),
        );
        self
    }

    /// Sets [`text`](Self#structfield.text).
    #[must_use]
    pub fn text(
        mut self,
        text: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.text = ::std::option::Option::Some(text.into());
        self
    }

    /// Sets [`timestamp`](Self#structfield.timestamp).
    #[must_use]
    pub fn timestamp(mut self, timestamp: i64) -> Self {
        self.timestamp = ::std::option::Option::Some(timestamp);
        self
    }

    /// Sets [`title`](Self#structfield.title).
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = ::std::option::Option::Some(title.into());
        self
    }

    /// Sets [`upsert_context`](Self#structfield.upsert_context).
    #[must_use]
    pub fn upsert_context(
        mut self,
        upsert_context: impl ::std::convert::Into<UpsertContext>,
    ) -> Self {
        self.upsert_context = ::std::option::Option::Some(upsert_context.into());
        self
    }
}
crate::types::wire::open_enum! {
    #[doc = "Decision on a tool that waits for approval."] ActionDecision { Approved =
    "approved", Rejected = "rejected", AlwaysApproved = "always_approved" }
}
crate::types::wire::open_enum! {
    #[doc = "Scope of the agent configuration"] AgentScope { Global = "global", Visible =
    "visible", Hidden = "hidden" }
}
crate::types::wire::open_enum! {
    #[doc = "Current status of the agent configuration"] AgentStatus { Active = "active",
    Archived = "archived", Draft = "draft", Pending = "pending", DisabledByAdmin =
    "disabled_by_admin", DisabledMissingDatasource = "disabled_missing_datasource",
    DisabledFreeWorkspace = "disabled_free_workspace" }
}
crate::types::wire::open_enum! {
    #[doc = "Who can find a conversation."] ConversationVisibility { Unlisted =
    "unlisted", Workspace = "workspace", Deleted = "deleted", Test = "test" }
}
crate::types::wire::open_enum! {
    #[doc = "What kind of content a view shows."] DataSourceViewCategory { Managed =
    "managed", Folder = "folder", Website = "website", Apps = "apps", Actions =
    "actions", Triggers = "triggers" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether a view shows all of its data source, or what was chosen."]
    DataSourceViewKind { Default = "default", Custom = "custom" }
}
crate::types::wire::open_enum! {
    #[doc = "How members of a space are managed."] ManagementMode { Manual = "manual",
    Group = "group" }
}
crate::types::wire::open_enum! {
    #[doc = "How an MCP server is made available to agents."] McpServerAvailability {
    Manual = "manual", Auto = "auto", AutoHiddenBuilder = "auto_hidden_builder" }
}
crate::types::wire::open_enum! {
    #[doc =
    "Whether Dust runs an MCP server (`internal`) or it is elsewhere (`remote`)."]
    McpServerType { Remote = "remote", Internal = "internal" }
}
crate::types::wire::open_enum! {
    #[doc = "What to suggest."] MentionKind { Agents = "agents", Users = "users" }
}
crate::types::wire::open_enum! {
    #[doc = "Type of a suggestion."] MentionType { Agent = "agent", User = "user" }
}
crate::types::wire::open_enum! {
    #[doc = "Status of an agent's message."] MessageStatus { Created = "created",
    Succeeded = "succeeded", Failed = "failed", Cancelled = "cancelled" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether a message is shown."] MessageVisibility { Visible = "visible",
    Deleted = "deleted", Pending = "pending" }
}
crate::types::wire::open_enum! {
    #[doc = "Type of a node."] NodeType { Document = "document", Table = "table", Folder
    = "folder" }
}
crate::types::wire::open_enum! {
    #[doc = "Which nodes are found: those for tables, for documents, or all."]
    NodeViewType { Table = "table", Document = "document", All = "all" }
}
crate::types::wire::open_enum! {
    #[doc = "Who signs in to what a tool reaches: each person, or the workspace once."]
    OAuthUseCase { PersonalActions = "personal_actions", PlatformActions =
    "platform_actions" }
}
crate::types::wire::open_enum! {
    #[doc = "An open set of values."] ReasoningEffort { None = "none", Minimal =
    "minimal", Low = "low", Medium = "medium", High = "high", Xhigh = "xhigh", Maximal =
    "maximal", Light = "light" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether something learns from feedback."] Reinforcement { Auto = "auto", On
    = "on", Off = "off" }
}
crate::types::wire::open_enum! {
    #[doc = "The status of the run"] RunState { Running = "running", Succeeded =
    "succeeded", Errored = "errored" }
}
crate::types::wire::open_enum! {
    #[doc = "Where a run comes from."] RunType { Deploy = "deploy", Local = "local",
    Execute = "execute" }
}
crate::types::wire::open_enum! {
    #[doc = "What a space is for."] SpaceKind { Regular = "regular", Global = "global",
    System = "system", Public = "public", Conversations = "conversations", Project =
    "project" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether a document is written with many others or by itself."] SyncType {
    Batch = "batch", Incremental = "incremental" }
}
crate::types::wire::open_enum! {
    #[doc = "An open set of values."] TagKind { Standard = "standard", Protected =
    "protected" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether feedback is good or bad."] ThumbDirection { Up = "up", Down = "down"
    }
}
crate::types::wire::open_enum! {
    #[doc = "A unit of time."] TimeUnit { Hour = "hour", Day = "day", Week = "week",
    Month = "month", Year = "year" }
}
crate::types::wire::open_enum! {
    #[doc = "What a piece of text is part of: the answer is `tokens`."] TokenKind {
    Tokens = "tokens", ChainOfThought = "chain_of_thought", OpeningDelimiter =
    "opening_delimiter", ClosingDelimiter = "closing_delimiter" }
}
crate::types::wire::open_enum! {
    #[doc = "How the runs of a trigger are counted."] TriggerExecutionMode { FairUse =
    "fair_use", Programmatic = "programmatic" }
}
crate::types::wire::open_enum! {
    #[doc = "What fires a trigger."] TriggerKind { Schedule = "schedule", Webhook =
    "webhook" }
}
crate::types::wire::open_enum! {
    #[doc = "Whether a trigger fires, or why not."] TriggerStatus { Enabled = "enabled",
    Disabled = "disabled", DisabledByManager = "disabled_by_manager", Relocating =
    "relocating", Downgraded = "downgraded" }
}
crate::types::wire::open_enum! {
    #[doc = "What a person may do in a workspace."] WorkspaceRole { Admin = "admin",
    Builder = "builder", User = "user", None = "none" }
}

pub use crate::types::wire::AgentEditor;

pub use crate::types::wire::AgentSkill;

pub use crate::types::wire::Cell;

pub use crate::types::wire::ColumnType;

pub use crate::types::wire::Cursor;

pub use crate::types::wire::DateTimeCell;

pub use crate::types::wire::DocumentSection;

pub use crate::types::wire::Id;

pub use crate::types::wire::LightAgent;

pub use crate::types::wire::Message;

pub use crate::types::wire::QuestionOption;

pub use crate::types::wire::RunTrace;

pub use crate::types::wire::Secret;

pub use crate::types::wire::TableList;

pub use crate::types::wire::TextList;

pub use crate::types::wire::Timestamp;

pub use crate::types::wire::Token;

pub use crate::types::wire::ToolApprovalEvent;

pub use crate::types::wire::ToolApprovalMetadata;

pub use crate::types::wire::ToolAuthEvent;

pub use crate::types::wire::ToolCallEvent;

pub use crate::types::wire::ToolQuestion;

pub use crate::types::wire::ToolQuestionEvent;

pub use crate::types::wire::UpsertedDocument;
