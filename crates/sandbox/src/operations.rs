//! The operations that keep state: which request each is, and what handles it.

use crate::agents;
use crate::apps;
use crate::call::Call;
use crate::conversations::{
    approvals, conversation_calls, event_stream, feedback, files, fragments, mentions, post_message,
};
use crate::exports::{analytics, usage};
use crate::http::api_error::Answer;
use crate::state::workspace::Workspace;

/// Answers a call.
pub(crate) type Handler = fn(&mut Workspace, &Call<'_>) -> Answer;

/// An operation: method, path below the workspace, handler.
type Operation = (&'static str, &'static str, Handler);

/// All of them.
pub(crate) const OPERATIONS: [Operation; 32] = [
    ("GET", "assistant/agent_configurations", agents::list),
    (
        "GET",
        "assistant/agent_configurations/search",
        agents::search,
    ),
    (
        "POST",
        "assistant/agent_configurations/import",
        agents::import,
    ),
    ("GET", "assistant/agent_configurations/{sId}", agents::get),
    (
        "PATCH",
        "assistant/agent_configurations/{sId}",
        agents::update,
    ),
    (
        "DELETE",
        "assistant/agent_configurations/{sId}",
        agents::archive,
    ),
    (
        "GET",
        "assistant/agent_configurations/{sId}/export/yaml",
        agents::export_yaml,
    ),
    ("GET", "spaces", apps::list_spaces),
    ("GET", "spaces/{spaceId}/apps", apps::list_apps),
    ("POST", "spaces/{spaceId}/apps/{aId}/runs", apps::create_run),
    (
        "GET",
        "spaces/{spaceId}/apps/{aId}/runs/{runId}",
        apps::get_run,
    ),
    ("GET", "analytics/export", analytics::export),
    ("GET", "workspace-usage", usage::export),
    (
        "POST",
        "assistant/conversations",
        conversation_calls::create,
    ),
    (
        "GET",
        "assistant/conversations/{cId}",
        conversation_calls::get,
    ),
    (
        "PATCH",
        "assistant/conversations/{cId}",
        conversation_calls::update,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/cancel",
        conversation_calls::cancel,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/content_fragments",
        fragments::post,
    ),
    (
        "GET",
        "assistant/conversations/{cId}/events",
        event_stream::events,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/messages",
        post_message::post,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/messages/{mId}/edit",
        post_message::edit,
    ),
    (
        "GET",
        "assistant/conversations/{cId}/messages/{mId}/events",
        event_stream::events,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/messages/{mId}/validate-action",
        approvals::validate_action,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/messages/{mId}/answer-question",
        approvals::answer_question,
    ),
    (
        "GET",
        "assistant/conversations/{cId}/feedbacks",
        feedback::list,
    ),
    (
        "POST",
        "assistant/conversations/{cId}/messages/{mId}/feedbacks",
        feedback::give,
    ),
    (
        "DELETE",
        "assistant/conversations/{cId}/messages/{mId}/feedbacks",
        feedback::withdraw,
    ),
    (
        "GET",
        "assistant/conversations/{cId}/mentions/suggestions",
        mentions::suggest,
    ),
    ("GET", "assistant/mentions/suggestions", mentions::suggest),
    ("POST", "assistant/mentions/parse", mentions::parse),
    ("POST", "files", files::create),
    ("POST", "files/{fId}", files::upload),
];
