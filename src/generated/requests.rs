// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

use crate::error::Result;
use crate::http::{Base, Idempotency, Method, Operation, Request, Segment};
use crate::types;
pub(crate) const GET_ME: Operation = Operation::of_persons(
    "get_me",
    Idempotency::Safe,
    "/api/v1/me",
);

/// `GET /api/v1/me`
pub(crate) fn get_me(base: &Base) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/me")).accept_json().build()
}

pub(crate) const EXPORT_ANALYTICS: Operation = Operation::new(
    "export_analytics",
    Idempotency::Safe,
    "/api/v1/w/{wId}/analytics/export",
);

/// `GET /api/v1/w/{wId}/analytics/export`
pub(crate) fn export_analytics(
    base: &Base,
    w_id: &str,
    end_date: &crate::types::date::Date,
    format: Option<types::ExportFormat>,
    start_date: &crate::types::date::Date,
    table: types::AnalyticsTable,
    timezone: Option<&str>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/analytics/export", Segment(w_id)),
        )
        .query("endDate", &end_date)
        .query_if_set("format", format)
        .query("startDate", &start_date)
        .query("table", &table)
        .query_if_set("timezone", timezone)
        .build()
}

pub(crate) const LIST_AGENTS: Operation = Operation::new(
    "list_agents",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/agent_configurations",
);

/// `GET /api/v1/w/{wId}/assistant/agent_configurations`
pub(crate) fn list_agents(
    base: &Base,
    w_id: &str,
    view: Option<types::AgentView>,
    with_authors: Option<bool>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/assistant/agent_configurations", Segment(w_id)),
        )
        .accept_json()
        .query_if_set("view", view)
        .query_if_set("withAuthors", with_authors)
        .build()
}

pub(crate) const IMPORT_AGENT: Operation = Operation::new(
    "import_agent",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/agent_configurations/import",
);

/// `POST /api/v1/w/{wId}/assistant/agent_configurations/import`
pub(crate) fn import_agent(
    base: &Base,
    w_id: &str,
    body: &types::AgentDefinition,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/import", Segment(w_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const SEARCH_AGENTS: Operation = Operation::new(
    "search_agents",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/agent_configurations/search",
);

/// `GET /api/v1/w/{wId}/assistant/agent_configurations/search`
pub(crate) fn search_agents(base: &Base, w_id: &str, q: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/search", Segment(w_id)
            ),
        )
        .accept_json()
        .query("q", &q)
        .build()
}

pub(crate) const GET_AGENT: Operation = Operation::new(
    "get_agent",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/agent_configurations/{sId}",
);

/// `GET /api/v1/w/{wId}/assistant/agent_configurations/{sId}`
pub(crate) fn get_agent(
    base: &Base,
    w_id: &str,
    s_id: &str,
    variant: Option<types::AgentVariant>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/{}", Segment(w_id),
                Segment(s_id)
            ),
        )
        .accept_json()
        .query_if_set("variant", variant)
        .build()
}

pub(crate) const ARCHIVE_AGENT: Operation = Operation::new(
    "archive_agent",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/agent_configurations/{sId}",
);

/// `DELETE /api/v1/w/{wId}/assistant/agent_configurations/{sId}`
pub(crate) fn archive_agent(base: &Base, w_id: &str, s_id: &str) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/{}", Segment(w_id),
                Segment(s_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const UPDATE_AGENT: Operation = Operation::new(
    "update_agent",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/agent_configurations/{sId}",
);

/// `PATCH /api/v1/w/{wId}/assistant/agent_configurations/{sId}`
pub(crate) fn update_agent(
    base: &Base,
    w_id: &str,
    s_id: &str,
    body: &types::AgentPatch,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/{}", Segment(w_id),
                Segment(s_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const EXPORT_AGENT_YAML: Operation = Operation::new(
    "export_agent_yaml",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/agent_configurations/{sId}/export/yaml",
);

/// `GET /api/v1/w/{wId}/assistant/agent_configurations/{sId}/export/yaml`
pub(crate) fn export_agent_yaml(base: &Base, w_id: &str, s_id: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/agent_configurations/{}/export/yaml",
                Segment(w_id), Segment(s_id)
            ),
        )
        .build()
}

/// What `create_conversation` answers with.
pub(crate) type CreateConversationResponse = types::StartedConversation;

pub(crate) const CREATE_CONVERSATION: Operation = Operation::new(
    "create_conversation",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/conversations",
);

/// `POST /api/v1/w/{wId}/assistant/conversations`
pub(crate) fn create_conversation(
    base: &Base,
    w_id: &str,
    body: &types::NewConversation,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/assistant/conversations", Segment(w_id)),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const GET_CONVERSATION: Operation = Operation::new(
    "get_conversation",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}",
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}`
pub(crate) fn get_conversation(
    base: &Base,
    w_id: &str,
    c_id: &str,
    last_value: Option<&str>,
    limit: Option<i64>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}", Segment(w_id), Segment(c_id)
            ),
        )
        .accept_json()
        .query_if_set("lastValue", last_value)
        .query_if_set("limit", limit)
        .build()
}

pub(crate) const UPDATE_CONVERSATION: Operation = Operation::new(
    "update_conversation",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/assistant/conversations/{cId}",
);

/// `PATCH /api/v1/w/{wId}/assistant/conversations/{cId}`
pub(crate) fn update_conversation(
    base: &Base,
    w_id: &str,
    c_id: &str,
    body: &types::ConversationPatch,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}", Segment(w_id), Segment(c_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const CANCEL_MESSAGES: Operation = Operation::new(
    "cancel_messages",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/cancel",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/cancel`
pub(crate) fn cancel_messages(
    base: &Base,
    w_id: &str,
    c_id: &str,
    body: &types::CancelRequest,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/cancel", Segment(w_id),
                Segment(c_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const ADD_FRAGMENT: Operation = Operation::new(
    "add_fragment",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/content_fragments",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/content_fragments`
pub(crate) fn add_fragment(
    base: &Base,
    w_id: &str,
    c_id: &str,
    body: &types::Fragment,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/content_fragments",
                Segment(w_id), Segment(c_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const CONVERSATION_EVENTS: Operation = Operation::new(
    "conversation_events",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/events",
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}/events`
pub(crate) fn conversation_events(
    base: &Base,
    w_id: &str,
    c_id: &str,
    last_event_id: Option<&str>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/events", Segment(w_id),
                Segment(c_id)
            ),
        )
        .query_if_set("lastEventId", last_event_id)
        .build()
}

pub(crate) const LIST_FEEDBACK: Operation = Operation::of_persons(
    "list_feedback",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/feedbacks",
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}/feedbacks`
pub(crate) fn list_feedback(base: &Base, w_id: &str, c_id: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/feedbacks", Segment(w_id),
                Segment(c_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const SUGGEST_CONVERSATION_MENTIONS: Operation = Operation::new(
    "suggest_conversation_mentions",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/mentions/suggestions",
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}/mentions/suggestions`
pub(crate) fn suggest_conversation_mentions(
    base: &Base,
    w_id: &str,
    c_id: &str,
    query: &str,
    select: Option<&Vec<types::MentionKind>>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/mentions/suggestions",
                Segment(w_id), Segment(c_id)
            ),
        )
        .accept_json()
        .query("query", &query)
        .query_each("select", select.into_iter().flatten())
        .build()
}

/// What `post_message` answers with.
pub(crate) type PostMessageResponse = types::PostedMessage;

pub(crate) const POST_MESSAGE: Operation = Operation::new(
    "post_message",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/messages`
pub(crate) fn post_message(
    base: &Base,
    w_id: &str,
    c_id: &str,
    body: &types::NewMessage,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages", Segment(w_id),
                Segment(c_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const ANSWER_QUESTION: Operation = Operation::new(
    "answer_question",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/answer-question",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/answer-question`
pub(crate) fn answer_question(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
    body: &types::QuestionAnswer,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/answer-question",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const EDIT_MESSAGE: Operation = Operation::new(
    "edit_message",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/edit",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/edit`
pub(crate) fn edit_message(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
    body: &types::MessageEdit,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/edit",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const MESSAGE_EVENTS: Operation = Operation::new(
    "message_events",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/events",
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/events`
pub(crate) fn message_events(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
    last_event_id: Option<&str>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/events",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .query_if_set("lastEventId", last_event_id)
        .build()
}

pub(crate) const GIVE_FEEDBACK: Operation = Operation::of_persons(
    "give_feedback",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/feedbacks",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/feedbacks`
pub(crate) fn give_feedback(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
    body: &types::FeedbackRequest,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/feedbacks",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const WITHDRAW_FEEDBACK: Operation = Operation::of_persons(
    "withdraw_feedback",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/feedbacks",
);

/// `DELETE /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/feedbacks`
pub(crate) fn withdraw_feedback(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/feedbacks",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const VALIDATE_ACTION: Operation = Operation::new(
    "validate_action",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/validate-action",
);

/// `POST /api/v1/w/{wId}/assistant/conversations/{cId}/messages/{mId}/validate-action`
pub(crate) fn validate_action(
    base: &Base,
    w_id: &str,
    c_id: &str,
    m_id: &str,
    body: &types::ActionValidation,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/messages/{}/validate-action",
                Segment(w_id), Segment(c_id), Segment(m_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const PARSE_MENTIONS: Operation = Operation::new(
    "parse_mentions",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/mentions/parse",
);

/// `POST /api/v1/w/{wId}/assistant/mentions/parse`
pub(crate) fn parse_mentions(
    base: &Base,
    w_id: &str,
    body: &types::MentionsToParse,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/assistant/mentions/parse", Segment(w_id)),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const SUGGEST_MENTIONS: Operation = Operation::new(
    "suggest_mentions",
    Idempotency::Safe,
    "/api/v1/w/{wId}/assistant/mentions/suggestions",
);

/// `GET /api/v1/w/{wId}/assistant/mentions/suggestions`
pub(crate) fn suggest_mentions(
    base: &Base,
    w_id: &str,
    query: &str,
    select: Option<&Vec<types::MentionKind>>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/assistant/mentions/suggestions", Segment(w_id)),
        )
        .accept_json()
        .query("query", &query)
        .query_each("select", select.into_iter().flatten())
        .build()
}

pub(crate) const WORKSPACE_EXISTS: Operation = Operation::new(
    "workspace_exists",
    Idempotency::Safe,
    "/api/v1/w/{wId}/exists",
);

/// `GET /api/v1/w/{wId}/exists`
pub(crate) fn workspace_exists(base: &Base, w_id: &str) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/exists", Segment(w_id)))
        .accept_json()
        .build()
}

/// What `create_file` answers with.
pub(crate) type CreateFileResponse = types::FileEnvelope;

pub(crate) const CREATE_FILE: Operation = Operation::new(
    "create_file",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/files",
);

/// `POST /api/v1/w/{wId}/files`
pub(crate) fn create_file(
    base: &Base,
    w_id: &str,
    body: &types::NewFile,
) -> Result<Request> {
    base.request(Method::POST, format_args!("/api/v1/w/{}/files", Segment(w_id)))
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const STREAM_SEARCH: Operation = Operation::new(
    "stream_search",
    Idempotency::Safe,
    "/api/v1/w/{wId}/search",
);

/// `GET /api/v1/w/{wId}/search`
pub(crate) fn stream_search(
    base: &Base,
    w_id: &str,
    cursor: Option<&str>,
    include_data_sources: Option<bool>,
    include_tools: Option<bool>,
    limit: Option<i64>,
    query: &str,
    search_source_urls: Option<bool>,
    space_ids: &Vec<String>,
    view_type: Option<&types::NodeViewType>,
) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/search", Segment(w_id)))
        .query_if_set("cursor", cursor)
        .query_if_set("includeDataSources", include_data_sources)
        .query_if_set("includeTools", include_tools)
        .query_if_set("limit", limit)
        .query("query", &query)
        .query_if_set("searchSourceUrls", search_source_urls)
        .query_joined("spaceIds", Some(space_ids.iter()))
        .query_if_set("viewType", view_type)
        .build()
}

/// What `search_nodes` answers with.
pub(crate) type SearchNodesResponse = types::NodeSearchResults;

pub(crate) const SEARCH_NODES: Operation = Operation::new(
    "search_nodes",
    Idempotency::Safe,
    "/api/v1/w/{wId}/search",
);

/// `POST /api/v1/w/{wId}/search`
pub(crate) fn search_nodes(
    base: &Base,
    w_id: &str,
    cursor: Option<&str>,
    limit: Option<i64>,
    body: &types::NodeSearch,
) -> Result<Request> {
    base.request(Method::POST, format_args!("/api/v1/w/{}/search", Segment(w_id)))
        .accept_json()
        .query_if_set("cursor", cursor)
        .query_if_set("limit", limit)
        .json(body)
        .build()
}

pub(crate) const UPLOAD_TOOL_FILE: Operation = Operation::of_persons(
    "upload_tool_file",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/search/tools/upload",
);

/// `POST /api/v1/w/{wId}/search/tools/upload`
pub(crate) fn upload_tool_file(
    base: &Base,
    w_id: &str,
    body: &types::ToolFile,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/search/tools/upload", Segment(w_id)),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const LIST_SPACES: Operation = Operation::new(
    "list_spaces",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces",
);

/// `GET /api/v1/w/{wId}/spaces`
pub(crate) fn list_spaces(
    base: &Base,
    w_id: &str,
    kinds: Option<&Vec<types::SpaceKind>>,
) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/spaces", Segment(w_id)))
        .accept_json()
        .query_joined("kinds", kinds.map(|items| items.iter()))
        .build()
}

pub(crate) const LIST_APPS: Operation = Operation::new(
    "list_apps",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/apps",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/apps`
pub(crate) fn list_apps(base: &Base, w_id: &str, space_id: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/spaces/{}/apps", Segment(w_id), Segment(space_id)),
        )
        .accept_json()
        .build()
}

pub(crate) const CREATE_RUN: Operation = Operation::new(
    "create_run",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs`
pub(crate) fn create_run(
    base: &Base,
    w_id: &str,
    space_id: &str,
    a_id: &str,
    use_workspace_credentials: Option<bool>,
    body: &types::RunRequest,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/apps/{}/runs", Segment(w_id), Segment(space_id),
                Segment(a_id)
            ),
        )
        .query_if_set("use_workspace_credentials", use_workspace_credentials)
        .json(body)
        .build()
}

pub(crate) const GET_RUN: Operation = Operation::new(
    "get_run",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs/{runId}",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/apps/{aId}/runs/{runId}`
pub(crate) fn get_run(
    base: &Base,
    w_id: &str,
    space_id: &str,
    a_id: &str,
    run_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/apps/{}/runs/{}", Segment(w_id),
                Segment(space_id), Segment(a_id), Segment(run_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const LIST_DATA_SOURCE_VIEWS: Operation = Operation::new(
    "list_data_source_views",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_source_views",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_source_views`
pub(crate) fn list_data_source_views(
    base: &Base,
    w_id: &str,
    space_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_source_views", Segment(w_id),
                Segment(space_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const GET_DATA_SOURCE_VIEW: Operation = Operation::new(
    "get_data_source_view",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}`
pub(crate) fn get_data_source_view(
    base: &Base,
    w_id: &str,
    space_id: &str,
    dsv_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_source_views/{}", Segment(w_id),
                Segment(space_id), Segment(dsv_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const UPDATE_DATA_SOURCE_VIEW: Operation = Operation::new(
    "update_data_source_view",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}",
);

/// `PATCH /api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}`
pub(crate) fn update_data_source_view(
    base: &Base,
    w_id: &str,
    space_id: &str,
    dsv_id: &str,
    body: &types::DataSourceViewPatch,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_source_views/{}", Segment(w_id),
                Segment(space_id), Segment(dsv_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const SEARCH_DATA_SOURCE_VIEW: Operation = Operation::new(
    "search_data_source_view",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}/search",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_source_views/{dsvId}/search`
pub(crate) fn search_data_source_view(
    base: &Base,
    w_id: &str,
    space_id: &str,
    dsv_id: &str,
    full_text: bool,
    parents_in: Option<&Vec<String>>,
    parents_not: Option<&Vec<String>>,
    query: &str,
    tags_in: Option<&Vec<String>>,
    tags_not: Option<&Vec<String>>,
    target_document_tokens: Option<i64>,
    timestamp_gt: Option<i64>,
    timestamp_lt: Option<i64>,
    top_k: i64,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_source_views/{}/search", Segment(w_id),
                Segment(space_id), Segment(dsv_id)
            ),
        )
        .accept_json()
        .query("full_text", &if full_text { "true" } else { "" })
        .query_each("parents_in", parents_in.into_iter().flatten())
        .query_each("parents_not", parents_not.into_iter().flatten())
        .query("query", &query)
        .query_each("tags_in", tags_in.into_iter().flatten())
        .query_each("tags_not", tags_not.into_iter().flatten())
        .query_if_set("target_document_tokens", target_document_tokens)
        .query_if_set("timestamp_gt", timestamp_gt)
        .query_if_set("timestamp_lt", timestamp_lt)
        .query("top_k", &top_k)
        .build()
}

pub(crate) const LIST_DATA_SOURCES: Operation = Operation::new(
    "list_data_sources",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources`
pub(crate) fn list_data_sources(
    base: &Base,
    w_id: &str,
    space_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources", Segment(w_id), Segment(space_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const LIST_DOCUMENTS: Operation = Operation::new(
    "list_documents",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents`
pub(crate) fn list_documents(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    document_ids: Option<&Vec<String>>,
    limit: Option<i64>,
    offset: Option<i64>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/documents", Segment(w_id),
                Segment(space_id), Segment(ds_id)
            ),
        )
        .accept_json()
        .query_each("document_ids", document_ids.into_iter().flatten())
        .query_if_set("limit", limit)
        .query_if_set("offset", offset)
        .build()
}

pub(crate) const GET_DOCUMENT: Operation = Operation::new(
    "get_document",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}`
pub(crate) fn get_document(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    document_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/documents/{}", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(document_id)
            ),
        )
        .accept_json()
        .build()
}

/// What `upsert_document` answers with.
pub(crate) type UpsertDocumentResponse = types::UpsertedDocument;

pub(crate) const UPSERT_DOCUMENT: Operation = Operation::new(
    "upsert_document",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}`
pub(crate) fn upsert_document(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    document_id: &str,
    body: &types::UpsertDocument,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/documents/{}", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(document_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const DELETE_DOCUMENT: Operation = Operation::new(
    "delete_document",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}",
);

/// `DELETE /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}`
pub(crate) fn delete_document(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    document_id: &str,
) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/documents/{}", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(document_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const SET_DOCUMENT_PARENTS: Operation = Operation::new(
    "set_document_parents",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}/parents",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/documents/{documentId}/parents`
pub(crate) fn set_document_parents(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    document_id: &str,
    body: &types::DocumentParents,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/documents/{}/parents",
                Segment(w_id), Segment(space_id), Segment(ds_id), Segment(document_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const SEARCH_DATA_SOURCE: Operation = Operation::new(
    "search_data_source",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/search",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/search`
pub(crate) fn search_data_source(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    full_text: bool,
    parents_in: Option<&Vec<String>>,
    parents_not: Option<&Vec<String>>,
    query: &str,
    tags_in: Option<&Vec<String>>,
    tags_not: Option<&Vec<String>>,
    target_document_tokens: Option<i64>,
    timestamp_gt: Option<i64>,
    timestamp_lt: Option<i64>,
    top_k: i64,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/search", Segment(w_id),
                Segment(space_id), Segment(ds_id)
            ),
        )
        .accept_json()
        .query("full_text", &if full_text { "true" } else { "" })
        .query_each("parents_in", parents_in.into_iter().flatten())
        .query_each("parents_not", parents_not.into_iter().flatten())
        .query("query", &query)
        .query_each("tags_in", tags_in.into_iter().flatten())
        .query_each("tags_not", tags_not.into_iter().flatten())
        .query_if_set("target_document_tokens", target_document_tokens)
        .query_if_set("timestamp_gt", timestamp_gt)
        .query_if_set("timestamp_lt", timestamp_lt)
        .query("top_k", &top_k)
        .build()
}

/// What `list_tables` answers with.
pub(crate) type ListTablesResponse = types::TableList;

pub(crate) const LIST_TABLES: Operation = Operation::new(
    "list_tables",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables`
pub(crate) fn list_tables(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables", Segment(w_id),
                Segment(space_id), Segment(ds_id)
            ),
        )
        .accept_json()
        .build()
}

/// What `upsert_table` answers with.
pub(crate) type UpsertTableResponse = types::TableEnvelope;

pub(crate) const UPSERT_TABLE: Operation = Operation::new(
    "upsert_table",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables`
pub(crate) fn upsert_table(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    body: &types::NewTable,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables", Segment(w_id),
                Segment(space_id), Segment(ds_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const GET_TABLE: Operation = Operation::new(
    "get_table",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}`
pub(crate) fn get_table(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(t_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const DELETE_TABLE: Operation = Operation::new(
    "delete_table",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}",
);

/// `DELETE /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}`
pub(crate) fn delete_table(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(t_id)
            ),
        )
        .build()
}

pub(crate) const LIST_ROWS: Operation = Operation::new(
    "list_rows",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows`
pub(crate) fn list_rows(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
    limit: Option<i64>,
    offset: Option<i64>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}/rows", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(t_id)
            ),
        )
        .accept_json()
        .query_if_set("limit", limit)
        .query_if_set("offset", offset)
        .build()
}

pub(crate) const UPSERT_ROWS: Operation = Operation::new(
    "upsert_rows",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows`
pub(crate) fn upsert_rows(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
    body: &types::RowBatch,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}/rows", Segment(w_id),
                Segment(space_id), Segment(ds_id), Segment(t_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const GET_ROW: Operation = Operation::new(
    "get_row",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows/{rId}",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows/{rId}`
pub(crate) fn get_row(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
    r_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}/rows/{}",
                Segment(w_id), Segment(space_id), Segment(ds_id), Segment(t_id),
                Segment(r_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const DELETE_ROW: Operation = Operation::new(
    "delete_row",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows/{rId}",
);

/// `DELETE /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tables/{tId}/rows/{rId}`
pub(crate) fn delete_row(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    t_id: &str,
    r_id: &str,
) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tables/{}/rows/{}",
                Segment(w_id), Segment(space_id), Segment(ds_id), Segment(t_id),
                Segment(r_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const TOKENIZE: Operation = Operation::new(
    "tokenize",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tokenize",
);

/// `POST /api/v1/w/{wId}/spaces/{spaceId}/data_sources/{dsId}/tokenize`
pub(crate) fn tokenize(
    base: &Base,
    w_id: &str,
    space_id: &str,
    ds_id: &str,
    body: &types::TextToTokenize,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/spaces/{}/data_sources/{}/tokenize", Segment(w_id),
                Segment(space_id), Segment(ds_id)
            ),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const LIST_MCP_SERVER_VIEWS: Operation = Operation::new(
    "list_mcp_server_views",
    Idempotency::Safe,
    "/api/v1/w/{wId}/spaces/{spaceId}/mcp_server_views",
);

/// `GET /api/v1/w/{wId}/spaces/{spaceId}/mcp_server_views`
pub(crate) fn list_mcp_server_views(
    base: &Base,
    w_id: &str,
    space_id: &str,
    include_auto: Option<bool>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/spaces/{}/mcp_server_views", Segment(w_id),
                Segment(space_id)
            ),
        )
        .accept_json()
        .query_if_set("includeAuto", include_auto)
        .build()
}

pub(crate) const LIST_TRIGGERS: Operation = Operation::new(
    "list_triggers",
    Idempotency::Safe,
    "/api/v1/w/{wId}/triggers",
);

/// `GET /api/v1/w/{wId}/triggers`
pub(crate) fn list_triggers(
    base: &Base,
    w_id: &str,
    agent_configuration_id: Option<&str>,
    kind: Option<&types::TriggerKind>,
    limit: Option<i64>,
    offset: Option<i64>,
    status: Option<&types::TriggerStatus>,
) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/triggers", Segment(w_id)))
        .accept_json()
        .query_if_set("agentConfigurationId", agent_configuration_id)
        .query_if_set("kind", kind)
        .query_if_set("limit", limit)
        .query_if_set("offset", offset)
        .query_if_set("status", status)
        .build()
}

pub(crate) const GET_TRIGGER: Operation = Operation::new(
    "get_trigger",
    Idempotency::Safe,
    "/api/v1/w/{wId}/triggers/{tId}",
);

/// `GET /api/v1/w/{wId}/triggers/{tId}`
pub(crate) fn get_trigger(base: &Base, w_id: &str, t_id: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/triggers/{}", Segment(w_id), Segment(t_id)),
        )
        .accept_json()
        .build()
}

pub(crate) const GET_WORKSPACE_USAGE: Operation = Operation::new(
    "get_workspace_usage",
    Idempotency::Safe,
    "/api/v1/w/{wId}/workspace-usage",
);

/// `GET /api/v1/w/{wId}/workspace-usage`
pub(crate) fn get_workspace_usage(
    base: &Base,
    w_id: &str,
    end: Option<&str>,
    format: Option<types::ExportFormat>,
    include_inactive: Option<bool>,
    mode: types::UsageMode,
    start: &str,
    table: types::UsageTable,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/workspace-usage", Segment(w_id)),
        )
        .query_if_set("end", end)
        .query_if_set("format", format)
        .query_if_set("includeInactive", include_inactive)
        .query("mode", &mode)
        .query("start", &start)
        .query("table", &table)
        .build()
}
