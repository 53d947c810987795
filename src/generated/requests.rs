// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

use crate::error::Result;
use crate::http::{Base, Idempotency, Method, Operation, Request, Segment};
use crate::types;
pub(crate) const EXPORT_ANALYTICS: Operation = Operation::new(
    "export_analytics",
    Idempotency::Safe,
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

pub(crate) const GET_AGENT: Operation = Operation::new("get_agent", Idempotency::Safe);

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

pub(crate) const LIST_FEEDBACK: Operation = Operation::new(
    "list_feedback",
    Idempotency::Safe,
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
);

/// `GET /api/v1/w/{wId}/assistant/conversations/{cId}/mentions/suggestions`
pub(crate) fn suggest_conversation_mentions(
    base: &Base,
    w_id: &str,
    c_id: &str,
    current: Option<bool>,
    query: &str,
    select: Option<&Vec<String>>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/assistant/conversations/{}/mentions/suggestions",
                Segment(w_id), Segment(c_id)
            ),
        )
        .accept_json()
        .query_if_set("current", current)
        .query("query", &query)
        .query_each("select", select.into_iter().flatten())
        .build()
}

/// What `post_message` answers with.
pub(crate) type PostMessageResponse = types::PostedMessage;

pub(crate) const POST_MESSAGE: Operation = Operation::new(
    "post_message",
    Idempotency::Unsafe,
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

pub(crate) const GIVE_FEEDBACK: Operation = Operation::new(
    "give_feedback",
    Idempotency::Unsafe,
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

pub(crate) const WITHDRAW_FEEDBACK: Operation = Operation::new(
    "withdraw_feedback",
    Idempotency::Idempotent,
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
);

/// `GET /api/v1/w/{wId}/assistant/mentions/suggestions`
pub(crate) fn suggest_mentions(
    base: &Base,
    w_id: &str,
    current: Option<bool>,
    query: &str,
    select: Option<&Vec<String>>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/assistant/mentions/suggestions", Segment(w_id)),
        )
        .accept_json()
        .query_if_set("current", current)
        .query("query", &query)
        .query_each("select", select.into_iter().flatten())
        .build()
}

/// What `create_file` answers with.
pub(crate) type CreateFileResponse = types::FileEnvelope;

pub(crate) const CREATE_FILE: Operation = Operation::new(
    "create_file",
    Idempotency::Unsafe,
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

pub(crate) const LIST_SPACES: Operation = Operation::new(
    "list_spaces",
    Idempotency::Safe,
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

pub(crate) const LIST_APPS: Operation = Operation::new("list_apps", Idempotency::Safe);

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

pub(crate) const GET_RUN: Operation = Operation::new("get_run", Idempotency::Safe);

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

pub(crate) const GET_WORKSPACE_USAGE: Operation = Operation::new(
    "get_workspace_usage",
    Idempotency::Safe,
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
