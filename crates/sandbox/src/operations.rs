//! The operations that keep state, by their ids in the document. All others answer their recorded example.

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

/// An operation that is handled and not in the document: id, method and path below the workspace.
pub(crate) const UNDOCUMENTED: [(&str, &str, &str); 1] =
    [("upload_file", "post", "files/{fileId}")];

/// The handlers, by operation.
pub(crate) const HANDLERS: [(&str, Handler); 32] = [
    ("add_fragment", fragments::post),
    ("answer_question", approvals::answer_question),
    ("archive_agent", agents::archive),
    ("cancel_messages", conversation_calls::cancel),
    ("conversation_events", event_stream::events),
    ("create_conversation", conversation_calls::create),
    ("create_file", files::create),
    ("create_run", apps::create_run),
    ("edit_message", post_message::edit),
    ("export_agent_yaml", agents::export_yaml),
    ("export_analytics", analytics::export),
    ("get_agent", agents::get),
    ("get_conversation", conversation_calls::get),
    ("get_run", apps::get_run),
    ("get_workspace_usage", usage::export),
    ("give_feedback", feedback::give),
    ("import_agent", agents::import),
    ("list_agents", agents::list),
    ("list_apps", apps::list_apps),
    ("list_feedback", feedback::list),
    ("list_spaces", apps::list_spaces),
    ("message_events", event_stream::events),
    ("parse_mentions", mentions::parse),
    ("post_message", post_message::post),
    ("search_agents", agents::search),
    ("suggest_conversation_mentions", mentions::suggest),
    ("suggest_mentions", mentions::suggest),
    ("update_agent", agents::update),
    ("update_conversation", conversation_calls::update),
    ("upload_file", files::upload),
    ("validate_action", approvals::validate_action),
    ("withdraw_feedback", feedback::withdraw),
];

/// The handler of an operation.
pub(crate) fn handler(id: &str) -> Option<Handler> {
    let mut handlers = HANDLERS.iter();
    let found = handlers.find(|(known, _)| *known == id);
    found.map(|(_, handler)| *handler)
}
