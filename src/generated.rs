// @generated from specs/ by `cargo xtask regen`. Do not edit: correct specs/overlay.yml instead.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// A row of the analytics table `active_users`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct ActiveUsersRow {
        /// The day, `YYYY-MM-DD`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub date: ::std::option::Option<::std::string::String>,
        /// Column `dau`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub dau: ::std::option::Option<i64>,
        /// Column `mau`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub mau: ::std::option::Option<i64>,
        /// Column `wau`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub wau: ::std::option::Option<i64>,
    }
    /// `Agent`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Agent {
        /// `actions` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub actions: ::std::option::Option<::std::vec::Vec<AgentAction>>,
        /// Whether the key may change the agent.
        #[serde(
            rename = "canEdit",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub can_edit: ::std::option::Option<bool>,
        /// Whether the key may read the agent.
        #[serde(
            rename = "canRead",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub can_read: ::std::option::Option<bool>,
        /// Description of the agent configuration
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        /// Who may change the agent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub editors: ::std::option::Option<
            ::std::vec::Vec<crate::low_level::types::AgentEditor>,
        >,
        /// `feedbacks` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub feedbacks: ::std::option::Option<AgentFeedbacks>,
        /// `id` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        pub last_reinforcement_analysis_at: ::std::option::Option<
            crate::low_level::types::Timestamp,
        >,
        /// `maxStepsPerRun` on the wire.
        #[serde(
            rename = "maxStepsPerRun",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        pub reinforcement: ::std::option::Option<crate::low_level::types::Reinforcement>,
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
        pub scope: ::std::option::Option<crate::low_level::types::AgentScope>,
        /// Skills that are enabled on the agent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub skills: ::std::option::Option<
            ::std::vec::Vec<crate::low_level::types::AgentSkill>,
        >,
        /// `status` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::low_level::types::AgentStatus>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub version: ::std::option::Option<i64>,
        /// ID of the user who created this version
        #[serde(
            rename = "versionAuthorId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub version_author_id: ::std::option::Option<i64>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        #[serde(with = "crate::wire::integer")]
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
    /// How often answers of an agent were liked.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AgentFeedbacks {
        /// Thumbs down.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub down: ::std::option::Option<i64>,
        /// Thumbs up.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
    /// `AgentModel`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AgentModel {
        /// What else is known of the model; open.
        #[serde(
            rename = "metaData",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub meta_data: ::std::option::Option<::serde_json::Value>,
        /// ID of the specific model
        #[serde(
            rename = "modelId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
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
        pub reasoning_effort: ::std::option::Option<
            crate::low_level::types::ReasoningEffort,
        >,
        /// A JSON document as text.
        #[serde(
            rename = "responseFormat",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_format: ::std::option::Option<::std::string::String>,
        /// `temperature` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::number::option")]
        #[serde(default)]
        pub temperature: ::std::option::Option<f64>,
    }
    /// `AgentPatch`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
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
        pub kind: ::std::option::Option<crate::low_level::types::TagKind>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub conversation_count: ::std::option::Option<i64>,
        /// Messages in the period.
        #[serde(
            rename = "messageCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub message_count: ::std::option::Option<i64>,
        /// Length of the period in seconds.
        #[serde(
            rename = "timePeriodSec",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub time_period_sec: ::std::option::Option<i64>,
        /// People in the period.
        #[serde(
            rename = "userCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        #[serde(
            rename = "agentId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub agent_id: ::std::option::Option<::std::string::String>,
        /// `authorEmails` on the wire.
        #[serde(
            rename = "authorEmails",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub author_emails: ::std::option::Option<crate::low_level::types::TextList>,
        /// Credits used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::number::option")]
        #[serde(default)]
        pub credits: ::std::option::Option<f64>,
        /// Column `description`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub description: ::std::option::Option<::std::string::String>,
        /// Column `distinctConversations`.
        #[serde(
            rename = "distinctConversations",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub distinct_conversations: ::std::option::Option<i64>,
        /// Column `distinctUsersReached`.
        #[serde(
            rename = "distinctUsersReached",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub distinct_users_reached: ::std::option::Option<i64>,
        /// `editorEmails` on the wire.
        #[serde(
            rename = "editorEmails",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub editor_emails: ::std::option::Option<crate::low_level::types::TextList>,
        /// Column `lastEdit`.
        #[serde(
            rename = "lastEdit",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub last_edit: ::std::option::Option<::std::string::String>,
        /// Column `messages`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub messages: ::std::option::Option<i64>,
        /// Column `modelId`.
        #[serde(
            rename = "modelId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub model_id: ::std::option::Option<::std::string::String>,
        /// Column `name`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub name: ::std::option::Option<::std::string::String>,
        /// Column `providerId`.
        #[serde(
            rename = "providerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub provider_id: ::std::option::Option<::std::string::String>,
        /// Column `settings`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub settings: ::std::option::Option<::std::string::String>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        #[serde(
            rename = "savedRun",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub error_count: ::std::option::Option<i64>,
        /// Name of the block.
        pub name: ::std::string::String,
        /// `status` on the wire.
        pub status: crate::low_level::types::RunState,
        /// How many inputs succeeded.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub success_count: ::std::option::Option<i64>,
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
    /// A row of the analytics table `feedback`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FeedbackRow {
        /// Column `assistantId`.
        #[serde(
            rename = "assistantId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_id: ::std::option::Option<::std::string::String>,
        /// Column `assistantName`.
        #[serde(
            rename = "assistantName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_name: ::std::option::Option<::std::string::String>,
        /// Column `content`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub content: ::std::option::Option<::std::string::String>,
        /// Column `conversationId`.
        #[serde(
            rename = "conversationId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub conversation_id: ::std::option::Option<::std::string::String>,
        /// Column `conversationUrl`.
        #[serde(
            rename = "conversationUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub conversation_url: ::std::option::Option<::std::string::String>,
        /// Column `createdAt`.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub created_at: ::std::option::Option<::std::string::String>,
        /// Whether the feedback was dismissed: `true` or `false`, as text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub dismissed: ::std::option::Option<::std::string::String>,
        /// Column `feedbackId`.
        #[serde(
            rename = "feedbackId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub feedback_id: ::std::option::Option<::std::string::String>,
        /// Column `thumb`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub thumb: ::std::option::Option<::std::string::String>,
        /// Column `userEmail`.
        #[serde(
            rename = "userEmail",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_email: ::std::option::Option<::std::string::String>,
        /// Column `userId`.
        #[serde(
            rename = "userId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_id: ::std::option::Option<::std::string::String>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub input_index: ::std::option::Option<i64>,
        /// `map` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub map: ::std::option::Option<MapPosition>,
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
        pub reasoning_effort: crate::low_level::types::ReasoningEffort,
        /// A JSON document as text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub response_format: ::std::option::Option<::std::string::String>,
        /// `temperature` on the wire.
        #[serde(with = "crate::wire::number")]
        pub temperature: f64,
        /// What there is beside the fields that this version of the crate knows, sent as it is.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    /// `GenerationSettingsPatch`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
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
        pub reasoning_effort: ::std::option::Option<
            crate::low_level::types::ReasoningEffort,
        >,
        /// A JSON document as text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub response_format: ::std::option::Option<::std::string::String>,
        /// `temperature` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::number::option")]
        #[serde(default)]
        pub temperature: ::std::option::Option<f64>,
    }
    /// Where in a map block something happened.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct MapPosition {
        /// Which iteration, from 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub iteration: ::std::option::Option<i64>,
        /// Name of the map block.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    /// A row of the analytics table `messages`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct MessagesRow {
        /// Column `assistantId`.
        #[serde(
            rename = "assistantId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_id: ::std::option::Option<::std::string::String>,
        /// Column `assistantName`.
        #[serde(
            rename = "assistantName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_name: ::std::option::Option<::std::string::String>,
        /// Column `assistantSettings`.
        #[serde(
            rename = "assistantSettings",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_settings: ::std::option::Option<::std::string::String>,
        /// Column `assistantTags`.
        #[serde(
            rename = "assistantTags",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub assistant_tags: ::std::option::Option<::std::string::String>,
        /// Column `conversationId`.
        #[serde(
            rename = "conversationId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub conversation_id: ::std::option::Option<::std::string::String>,
        /// Column `createdAt`.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub created_at: ::std::option::Option<::std::string::String>,
        /// Credits used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::number::option")]
        #[serde(default)]
        pub credits: ::std::option::Option<f64>,
        /// Column `messageId`.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub message_id: ::std::option::Option<::std::string::String>,
        /// Column `modelId`.
        #[serde(
            rename = "modelId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub model_id: ::std::option::Option<::std::string::String>,
        /// Column `modelProviderId`.
        #[serde(
            rename = "modelProviderId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub model_provider_id: ::std::option::Option<::std::string::String>,
        /// Column `modelResolutionMethod`.
        #[serde(
            rename = "modelResolutionMethod",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub model_resolution_method: ::std::option::Option<::std::string::String>,
        /// Column `parentMessageId`.
        #[serde(
            rename = "parentMessageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub parent_message_id: ::std::option::Option<::std::string::String>,
        /// Column `skillsUsed`.
        #[serde(
            rename = "skillsUsed",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub skills_used: ::std::option::Option<::std::string::String>,
        /// Column `source`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub source: ::std::option::Option<::std::string::String>,
        /// Column `toolsUsed`.
        #[serde(
            rename = "toolsUsed",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub tools_used: ::std::option::Option<::std::string::String>,
        /// Column `userEmail`.
        #[serde(
            rename = "userEmail",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_email: ::std::option::Option<::std::string::String>,
        /// Column `userId`.
        #[serde(
            rename = "userId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_id: ::std::option::Option<::std::string::String>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub input_index: ::std::option::Option<i64>,
        /// The piece, as the provider of the model sends it; open.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub item: ::std::option::Option<::serde_json::Value>,
        /// `map` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub map: ::std::option::Option<MapPosition>,
    }
    /// Content of `reasoning_tokens`: a model thinks aloud.
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
    /// `Run`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Run {
        /// `config` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<RunConfig>,
        /// When the run was made, in milliseconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub created: ::std::option::Option<i64>,
        /// The results of the run
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub results: ::std::option::Option<
            ::std::vec::Vec<::std::vec::Vec<BlockResult>>,
        >,
        /// The ID of the run
        pub run_id: ::std::string::String,
        /// `run_type` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub run_type: ::std::option::Option<crate::low_level::types::RunType>,
        /// The hash of the app specification
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub specification_hash: ::std::option::Option<::std::string::String>,
        /// `status` on the wire.
        pub status: RunStatus,
        /// `traces` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub traces: ::std::option::Option<
            ::std::vec::Vec<crate::low_level::types::RunTrace>,
        >,
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
    /// What the engine that runs apps said.
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
        pub run: crate::low_level::types::RunState,
    }
    /// Content of `run_status`: the run as a whole changed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct RunStatusEvent {
        /// The ID of the run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub run_id: ::std::option::Option<::std::string::String>,
        /// `status` on the wire.
        pub status: crate::low_level::types::RunState,
    }
    /// `SavedAgentEnvelope`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct SavedAgentEnvelope {
        /// `agentConfiguration` on the wire.
        #[serde(rename = "agentConfiguration")]
        pub agent_configuration: Agent,
        /// `skippedActions` on the wire.
        #[serde(
            rename = "skippedActions",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub skipped_actions: ::std::option::Option<::std::vec::Vec<SkippedAction>>,
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
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub date: ::std::option::Option<::std::string::String>,
        /// Column `executions`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub executions: ::std::option::Option<i64>,
        /// Column `skillName`.
        #[serde(
            rename = "skillName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub skill_name: ::std::option::Option<::std::string::String>,
        /// Column `uniqueUsers`.
        #[serde(
            rename = "uniqueUsers",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub unique_users: ::std::option::Option<i64>,
    }
    /// A row of the analytics table `skills`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct SkillsRow {
        /// Column `createdAt`.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub created_at: ::std::option::Option<::std::string::String>,
        /// Column `description`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub description: ::std::option::Option<::std::string::String>,
        /// Column `editedByEmail`.
        #[serde(
            rename = "editedByEmail",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub edited_by_email: ::std::option::Option<::std::string::String>,
        /// Column `lastEdit`.
        #[serde(
            rename = "lastEdit",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub last_edit: ::std::option::Option<::std::string::String>,
        /// Column `name`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub name: ::std::option::Option<::std::string::String>,
        /// Column `skillId`.
        #[serde(
            rename = "skillId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub skill_id: ::std::option::Option<::std::string::String>,
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
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub date: ::std::option::Option<::std::string::String>,
        /// Column `messageCount`.
        #[serde(
            rename = "messageCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub message_count: ::std::option::Option<i64>,
        /// Column `source`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub source: ::std::option::Option<::std::string::String>,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub created_at: ::std::option::Option<i64>,
        /// Groups that may use the space.
        #[serde(
            rename = "groupIds",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub group_ids: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        /// Whether only members may use the space.
        #[serde(
            rename = "isRestricted",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_restricted: ::std::option::Option<bool>,
        /// `kind` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<crate::low_level::types::SpaceKind>,
        /// `managementMode` on the wire.
        #[serde(
            rename = "managementMode",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub management_mode: ::std::option::Option<
            crate::low_level::types::ManagementMode,
        >,
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub updated_at: ::std::option::Option<i64>,
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
    /// `Tag`, as the API calls it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Tag {
        /// `kind` on the wire.
        pub kind: crate::low_level::types::TagKind,
        /// `name` on the wire.
        pub name: ::std::string::String,
        /// What there is beside the fields that this version of the crate knows, sent as it is.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    /// How far back the action looks.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct TimeFrame {
        /// How many units.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub duration: ::std::option::Option<i64>,
        /// `unit` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub unit: ::std::option::Option<crate::low_level::types::TimeUnit>,
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
    /// Content of `tokens`: a model wrote on.
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
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub input_index: ::std::option::Option<i64>,
        /// `map` on the wire.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub map: ::std::option::Option<MapPosition>,
        /// `tokens` on the wire.
        pub tokens: TokenText,
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
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub date: ::std::option::Option<::std::string::String>,
        /// Column `executions`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub executions: ::std::option::Option<i64>,
        /// Column `toolName`.
        #[serde(
            rename = "toolName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub tool_name: ::std::option::Option<::std::string::String>,
        /// Column `uniqueUsers`.
        #[serde(
            rename = "uniqueUsers",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
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
    /// A row of the analytics table `usage_metrics`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct UsageMetricsRow {
        /// Column `activeUsers`.
        #[serde(
            rename = "activeUsers",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub active_users: ::std::option::Option<i64>,
        /// Column `conversations`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub conversations: ::std::option::Option<i64>,
        /// The day, `YYYY-MM-DD`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub date: ::std::option::Option<::std::string::String>,
        /// Column `messages`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub messages: ::std::option::Option<i64>,
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
    /// A row of the analytics table `users`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct UsersRow {
        /// Column `activeDaysCount`.
        #[serde(
            rename = "activeDaysCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub active_days_count: ::std::option::Option<i64>,
        /// Credits used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::number::option")]
        #[serde(default)]
        pub credits: ::std::option::Option<f64>,
        /// Column `groups`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub groups: ::std::option::Option<::std::string::String>,
        /// Column `lastMessageSent`.
        #[serde(
            rename = "lastMessageSent",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub last_message_sent: ::std::option::Option<::std::string::String>,
        /// Column `messageCount`.
        #[serde(
            rename = "messageCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::integer::option")]
        #[serde(default)]
        pub message_count: ::std::option::Option<i64>,
        /// Column `userEmail`.
        #[serde(
            rename = "userEmail",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_email: ::std::option::Option<::std::string::String>,
        /// Column `userId`.
        #[serde(
            rename = "userId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_id: ::std::option::Option<::std::string::String>,
        /// Column `userName`.
        #[serde(
            rename = "userName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(with = "crate::wire::cell::option")]
        #[serde(default)]
        pub user_name: ::std::option::Option<::std::string::String>,
    }
    /// `WithAuthors`, as the API calls it.
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
    pub enum WithAuthors {
        /// `true` on the wire.
        #[serde(rename = "true")]
        True,
        /// `false` on the wire.
        #[serde(rename = "false")]
        False,
    }
    impl ::std::fmt::Display for WithAuthors {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::True => f.write_str("true"),
                Self::False => f.write_str("false"),
            }
        }
    }
    impl ::std::str::FromStr for WithAuthors {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "true" => Ok(Self::True),
                "false" => Ok(Self::False),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for WithAuthors {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for WithAuthors {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
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
            self.slack_integration = ::std::option::Option::Some(
                slack_integration.into(),
            );
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
            self.visualization_enabled = ::std::option::Option::Some(
                visualization_enabled,
            );
            self
        }
    }
    impl AgentPatch {
        /// Sets [`agent`](Self#structfield.agent).
        #[must_use]
        pub fn agent(
            mut self,
            agent: impl ::std::convert::Into<AgentDetailsPatch>,
        ) -> Self {
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
    impl GenerationSettings {
        /// Makes the type from everything that the API requires of `GenerationSettings`.
        pub fn new(
            model_id: impl ::std::convert::Into<::std::string::String>,
            provider_id: impl ::std::convert::Into<::std::string::String>,
            temperature: f64,
            reasoning_effort: impl ::std::convert::Into<
                crate::low_level::types::ReasoningEffort,
            >,
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
            reasoning_effort: impl ::std::convert::Into<
                crate::low_level::types::ReasoningEffort,
            >,
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
            reasoning_effort: impl ::std::convert::Into<
                crate::low_level::types::ReasoningEffort,
            >,
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
    impl Tag {
        /// Makes the type from everything that the API requires of `Tag`.
        pub fn new(
            name: impl ::std::convert::Into<::std::string::String>,
            kind: impl ::std::convert::Into<crate::low_level::types::TagKind>,
        ) -> Self {
            Self {
                kind: kind.into(),
                name: name.into(),
                extra: ::std::default::Default::default(),
            }
        }
        /// Sets [`kind`](Self#structfield.kind).
        #[must_use]
        pub fn kind(
            mut self,
            kind: impl ::std::convert::Into<crate::low_level::types::TagKind>,
        ) -> Self {
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
    crate::wire::open_enum! {
        #[doc = "Scope of the agent configuration"] AgentScope { Global = "global",
        Visible = "visible", Hidden = "hidden" }
    }
    crate::wire::open_enum! {
        #[doc = "Current status of the agent configuration"] AgentStatus { Active =
        "active", Archived = "archived", Draft = "draft", Pending = "pending",
        DisabledByAdmin = "disabled_by_admin", DisabledMissingDatasource =
        "disabled_missing_datasource", DisabledFreeWorkspace = "disabled_free_workspace"
        }
    }
    crate::wire::open_enum! {
        #[doc = "How members of a space are managed."] ManagementMode { Manual =
        "manual", Group = "group" }
    }
    crate::wire::open_enum! {
        #[doc = "An open set of values."] ReasoningEffort { None = "none", Minimal =
        "minimal", Low = "low", Medium = "medium", High = "high", Xhigh = "xhigh",
        Maximal = "maximal", Light = "light" }
    }
    crate::wire::open_enum! {
        #[doc = "Whether the agent learns from feedback."] Reinforcement { Auto = "auto",
        On = "on", Off = "off" }
    }
    crate::wire::open_enum! {
        #[doc = "The status of the run"] RunState { Running = "running", Succeeded =
        "succeeded", Errored = "errored" }
    }
    crate::wire::open_enum! {
        #[doc = "Where a run comes from."] RunType { Deploy = "deploy", Local = "local",
        Execute = "execute" }
    }
    crate::wire::open_enum! {
        #[doc = "What a space is for."] SpaceKind { Regular = "regular", Global =
        "global", System = "system", Public = "public", Conversations = "conversations",
        Project = "project" }
    }
    crate::wire::open_enum! {
        #[doc = "An open set of values."] TagKind { Standard = "standard", Protected =
        "protected" }
    }
    crate::wire::open_enum! {
        #[doc = "A unit of time."] TimeUnit { Hour = "hour", Day = "day", Week = "week",
        Month = "month", Year = "year" }
    }
    pub use crate::wire::AgentEditor;
    pub use crate::wire::AgentSkill;
    pub use crate::wire::RunTrace;
    pub use crate::wire::TextList;
    pub use crate::wire::Timestamp;
}
#[derive(Clone, Debug)]
/// Client for Dust API
///
/// Dust's published OpenAPI files in one document, corrected to what the server really does.
///
/// Version: 1
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::transport::CallContext,
}
impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::transport::CallContext,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::transport::CallContext> for Client {
    fn api_version() -> &'static str {
        "1"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::transport::CallContext {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::transport::CallContext>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /// Export Workspace Analytics
    ///
    /// Export analytics data for the workspace identified by {wId} in CSV or JSON format.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/analytics/export`
    ///
    /// Arguments:
    /// - `w_id`: Unique string identifier for the workspace
    /// - `end_date`: End date in YYYY-MM-DD format
    /// - `format`: Output format (defaults to csv)
    /// - `start_date`: Start date in YYYY-MM-DD format
    /// - `table`: The analytics table to export:
    /// - "usage_metrics": Messages, conversations, and active users over time.
    /// - "active_users": Daily, weekly, and monthly active user counts.
    /// - "source": Message volume by context origin (web, slack, etc.).
    /// - "agents": Top agents by message count.
    /// - "users": Top users by message count.
    /// - "skill_usage": Skill executions and unique users over time.
    /// - "tool_usage": Tool executions and unique users over time.
    /// - "messages": Detailed message-level logs.
    /// - `timezone`: IANA timezone name (defaults to UTC)
    pub async fn export_analytics<'a>(
        &'a self,
        w_id: &'a str,
        end_date: &'a crate::date::Date,
        format: Option<types::ExportFormat>,
        start_date: &'a crate::date::Date,
        table: types::AnalyticsTable,
        timezone: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = self
            .inner
            .url(format_args!("/api/v1/w/{}/analytics/export", encode_path(w_id)));
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("endDate", &end_date))
            .query_if_set("format", &format)
            .query(&progenitor_client::QueryParam::new("startDate", &start_date))
            .query(&progenitor_client::QueryParam::new("table", &table))
            .query_if_set("timezone", &timezone)
            .build()?;
        let info = OperationInfo {
            operation_id: "export_analytics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// List Agents
    ///
    /// Get the agent configurations for the workspace identified by {wId}.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/assistant/agent_configurations`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `view`: The view to use when retrieving agents:
    /// - all: Retrieves all non-private agents (default if not authenticated)
    /// - list: Retrieves all active agents accessible to the user (default if authenticated)
    /// - published: Retrieves all agents with published scope
    /// - global: Retrieves all global agents
    /// - favorites: Retrieves all agents marked as favorites by the user (only available to authenticated users)
    /// - `with_authors`: When set to 'true', includes recent authors information for each agent
    pub async fn list_agents<'a>(
        &'a self,
        w_id: &'a str,
        view: Option<types::AgentView>,
        with_authors: Option<types::WithAuthors>,
    ) -> Result<ResponseValue<types::AgentList>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations", encode_path(w_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query_if_set("view", &view)
            .query_if_set("withAuthors", &with_authors)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_agents",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Import Agent Configuration
    ///
    /// Create a new agent configuration from a JSON body matching the agent config schema.
    ///
    /// Sends a `POST` request to `/api/v1/w/{wId}/assistant/agent_configurations/import`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `body`
    pub async fn import_agent<'a>(
        &'a self,
        w_id: &'a str,
        body: &'a types::AgentDefinition,
    ) -> Result<ResponseValue<types::SavedAgentEnvelope>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/import",
                    encode_path(w_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "import_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Search Agents by Name
    ///
    /// Search for agent configurations by name in the workspace identified by {wId}.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/assistant/agent_configurations/search`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `q`: Search query for agent configuration names
    pub async fn search_agents<'a>(
        &'a self,
        w_id: &'a str,
        q: &'a str,
    ) -> Result<ResponseValue<types::AgentList>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/search",
                    encode_path(w_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("q", &q))
            .build()?;
        let info = OperationInfo {
            operation_id: "search_agents",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Get Agent Configuration
    ///
    /// Retrieve the agent configuration identified by {sId} in the workspace identified by {wId}.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/assistant/agent_configurations/{sId}`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `s_id`: ID of the agent configuration
    /// - `variant`: Configuration variant to retrieve. 'light' returns basic config without actions, 'full' includes complete actions/tools configuration
    pub async fn get_agent<'a>(
        &'a self,
        w_id: &'a str,
        s_id: &'a str,
        variant: Option<types::AgentVariant>,
    ) -> Result<ResponseValue<types::AgentEnvelope>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/{}", encode_path(w_id),
                    encode_path(s_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query_if_set("variant", &variant)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Archive Agent Configuration
    ///
    /// Archive the agent configuration identified by {sId} in the workspace identified by {wId}. The agent is soft-archived and triggers/editor-group memberships associated with it are disabled.
    ///
    /// Sends a `DELETE` request to `/api/v1/w/{wId}/assistant/agent_configurations/{sId}`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `s_id`: ID of the agent configuration
    pub async fn archive_agent<'a>(
        &'a self,
        w_id: &'a str,
        s_id: &'a str,
    ) -> Result<ResponseValue<types::Archived>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/{}", encode_path(w_id),
                    encode_path(s_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "archive_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Update Agent Configuration
    ///
    /// Update the agent configuration identified by {sId} in the workspace identified by {wId}.
    ///
    /// Sends a `PATCH` request to `/api/v1/w/{wId}/assistant/agent_configurations/{sId}`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `s_id`: ID of the agent configuration
    /// - `body`
    pub async fn update_agent<'a>(
        &'a self,
        w_id: &'a str,
        s_id: &'a str,
        body: &'a types::AgentPatch,
    ) -> Result<ResponseValue<types::SavedAgentEnvelope>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/{}", encode_path(w_id),
                    encode_path(s_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "update_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Export Agent Configuration as YAML
    ///
    /// Download the agent configuration identified by {sId} as a YAML file.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/assistant/agent_configurations/{sId}/export/yaml`
    ///
    /// Arguments:
    /// - `w_id`: ID of the workspace
    /// - `s_id`: ID of the agent configuration
    pub async fn export_agent_yaml<'a>(
        &'a self,
        w_id: &'a str,
        s_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/assistant/agent_configurations/{}/export/yaml",
                    encode_path(w_id), encode_path(s_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "export_agent_yaml",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// List Apps
    ///
    /// Get all apps in the space identified by {spaceId}.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/spaces/{spaceId}/apps`
    ///
    /// Arguments:
    /// - `w_id`: Unique string identifier for the workspace
    /// - `space_id`: ID of the space
    pub async fn list_apps<'a>(
        &'a self,
        w_id: &'a str,
        space_id: &'a str,
    ) -> Result<ResponseValue<types::AppList>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/spaces/{}/apps", encode_path(w_id),
                    encode_path(space_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "list_apps",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Create an App Run
    ///
    /// Create and execute a run for an app in the space specified by {spaceId}.
    ///
    /// Sends a `POST` request to `/api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs`
    ///
    /// Arguments:
    /// - `w_id`: Unique string identifier for the workspace
    /// - `space_id`: ID of the space
    /// - `a_id`: Unique identifier of the app
    /// - `use_workspace_credentials`: Run with the credentials of the workspace rather than of Dust.
    /// - `body`
    pub async fn create_run<'a>(
        &'a self,
        w_id: &'a str,
        space_id: &'a str,
        a_id: &'a str,
        use_workspace_credentials: Option<bool>,
        body: &'a types::RunRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/spaces/{}/apps/{}/runs", encode_path(w_id),
                    encode_path(space_id), encode_path(a_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .json(&body)
            .query_if_set("use_workspace_credentials", &use_workspace_credentials)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_run",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Get an App Run
    ///
    /// Retrieve a run for an app in the space identified by {spaceId}.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs/{runId}`
    ///
    /// Arguments:
    /// - `w_id`: Unique string identifier for the workspace
    /// - `space_id`: ID of the space
    /// - `a_id`: ID of the app
    /// - `run_id`: ID of the run
    pub async fn get_run<'a>(
        &'a self,
        w_id: &'a str,
        space_id: &'a str,
        a_id: &'a str,
        run_id: &'a str,
    ) -> Result<ResponseValue<types::RunEnvelope>, Error<()>> {
        let url = self
            .inner
            .url(
                format_args!(
                    "/api/v1/w/{}/spaces/{}/apps/{}/runs/{}", encode_path(w_id),
                    encode_path(space_id), encode_path(a_id), encode_path(run_id)
                ),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_run",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Get Workspace Usage Data
    ///
    /// Deprecated: this endpoint will be removed after 2026-06-01.
    /// Use GET /api/v1/w/{wId}/analytics/export instead.
    ///
    /// Get usage data for the workspace identified by {wId} in CSV or JSON format.
    ///
    /// Sends a `GET` request to `/api/v1/w/{wId}/workspace-usage`
    ///
    /// Arguments:
    /// - `w_id`: Unique string identifier for the workspace
    /// - `end`: The end date in YYYY-MM or YYYY-MM-DD format (required when mode is 'range')
    /// - `format`: The output format of the data (defaults to 'csv')
    /// - `include_inactive`: Include users and assistants with zero messages in the export (defaults to false)
    /// - `mode`: The mode of date range selection
    /// - `start`: The start date in YYYY-MM or YYYY-MM-DD format
    /// - `table`: The name of the usage table to retrieve:
    /// - "users": The list of users categorized by their activity level.
    /// - "assistant_messages": The list of messages sent by users including the mentioned agents.
    /// - "builders": The list of builders categorized by their activity level.
    /// - "assistants": The list of workspace agents and their corresponding usage.
    /// - "feedback": The list of feedback given by users on the agent messages.
    /// - "all": A concatenation of all the above tables.
    pub async fn get_workspace_usage<'a>(
        &'a self,
        w_id: &'a str,
        end: Option<&'a str>,
        format: Option<types::ExportFormat>,
        include_inactive: Option<bool>,
        mode: types::UsageMode,
        start: &'a str,
        table: types::UsageTable,
    ) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let url = self
            .inner
            .url(format_args!("/api/v1/w/{}/workspace-usage", encode_path(w_id)));
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query_if_set("end", &end)
            .query_if_set("format", &format)
            .query_if_set("includeInactive", &include_inactive)
            .query(&progenitor_client::QueryParam::new("mode", &mode))
            .query(&progenitor_client::QueryParam::new("start", &start))
            .query(&progenitor_client::QueryParam::new("table", &table))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_workspace_usage",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
use crate::path::encode_segment as encode_path;
use crate::path::QueryIfSet as _;
