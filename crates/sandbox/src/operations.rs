//! The operations that keep state, by their ids in the document. All others answer their recorded example.

use crate::account;
use crate::agents;
use crate::apps;
use crate::call::Call;
use crate::conversations::{
    approvals, conversation_calls, event_stream, feedback, files, fragments, mentions, post_message,
};
use crate::data::{documents, node_search, rows, semantic_search, tables, upserts, views};
use crate::exports::{analytics, usage};
use crate::http::api_error::Answer;
use crate::state::workspace::Workspace;
use crate::triggers;

/// Answers a call.
pub(crate) type Handler = fn(&mut Workspace, &Call<'_>) -> Answer;

/// An operation that is handled and not in the document: id, method and path below the workspace.
pub(crate) const UNDOCUMENTED: &[(&str, &str, &str)] = &[
    (
        "check_upsert_queue",
        "get",
        "spaces/{spaceId}/data_sources/{dsId}/check_upsert_queue",
    ),
    ("upload_file", "post", "files/{fileId}"),
];

/// The handlers, by operation.
pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    ("add_fragment", fragments::post),
    ("answer_question", approvals::answer_question),
    ("archive_agent", agents::archive),
    ("cancel_messages", conversation_calls::cancel),
    ("check_upsert_queue", documents::check_upsert_queue),
    ("conversation_events", event_stream::events),
    ("create_conversation", conversation_calls::create),
    ("create_file", files::create),
    ("create_run", apps::create_run),
    ("delete_document", documents::delete),
    ("delete_row", rows::delete),
    ("delete_table", tables::delete),
    ("edit_message", post_message::edit),
    ("export_agent_yaml", agents::export_yaml),
    ("export_analytics", analytics::export),
    ("get_agent", agents::get),
    ("get_conversation", conversation_calls::get),
    ("get_data_source_view", views::get),
    ("get_document", documents::get),
    ("get_me", account::me),
    ("get_row", rows::get),
    ("get_run", apps::get_run),
    ("get_table", tables::get),
    ("get_trigger", triggers::get),
    ("get_workspace_usage", usage::export),
    ("give_feedback", feedback::give),
    ("import_agent", agents::import),
    ("list_agents", agents::list),
    ("list_apps", apps::list_apps),
    ("list_data_source_views", views::list),
    ("list_data_sources", documents::list_data_sources),
    ("list_documents", documents::list),
    ("list_feedback", feedback::list),
    ("list_rows", rows::list),
    ("list_spaces", apps::list_spaces),
    ("list_tables", tables::list),
    ("list_triggers", triggers::list),
    ("message_events", event_stream::events),
    ("parse_mentions", mentions::parse),
    ("post_message", post_message::post),
    ("search_agents", agents::search),
    ("search_data_source", semantic_search::in_data_source),
    ("search_data_source_view", semantic_search::in_view),
    ("search_nodes", node_search::search),
    ("set_document_parents", documents::set_parents),
    ("stream_search", node_search::stream),
    ("suggest_conversation_mentions", mentions::suggest),
    ("suggest_mentions", mentions::suggest),
    ("tokenize", documents::tokenize),
    ("update_agent", agents::update),
    ("update_conversation", conversation_calls::update),
    ("update_data_source_view", views::update),
    ("upload_file", files::upload),
    ("upload_tool_file", node_search::upload_from_tool),
    ("upsert_document", upserts::upsert),
    ("upsert_rows", rows::upsert),
    ("upsert_table", tables::upsert),
    ("validate_action", approvals::validate_action),
    ("withdraw_feedback", feedback::withdraw),
    ("workspace_exists", account::exists),
];

/// The handler of an operation.
pub(crate) fn handler(id: &str) -> Option<Handler> {
    let mut handlers = HANDLERS.iter();
    let found = handlers.find(|(known, _)| *known == id);
    found.map(|(_, handler)| *handler)
}
