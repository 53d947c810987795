//! Creating, reading, changing and cancelling conversations.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::conversations::answering::mentioned_agents;
use crate::conversations::blocking_response::BlockingResponse;
use crate::conversations::bodies;
use crate::conversations::fragments;
use crate::conversations::post_message::post_message;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::conversation::{Conversation, NewConversation};
use crate::state::shared::Shared;
use crate::state::workspace::Workspace;

/// `POST assistant/conversations`.
pub(crate) fn create(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::conversation(&body)?;
    let message = body.get("message").and_then(Value::as_object);
    let agents = message.map_or(Ok(Vec::new()), |message| {
        mentioned_agents(workspace, message)
    })?;
    for fragment in bodies::fragments(&body) {
        if let Some(file) = fragment.get("fileId").and_then(Value::as_str) {
            workspace.file(file)?;
        }
    }
    let conversation = add_conversation(workspace, &body);
    for fragment in bodies::fragments(&body) {
        fragments::add(workspace, &conversation, fragment)?;
    }
    let posted =
        message.map(|message| post_message(workspace, call, &conversation, message, &agents));
    let (user_message, messages) = posted.unwrap_or_default();
    let response = BlockingResponse {
        conversation,
        messages,
        user_message: (!user_message.is_null()).then_some(user_message),
        whole: true,
        workspace_id: workspace.id().to_owned(),
        base: call.base_url(),
        rules: workspace.conversations.rules.clone(),
    };
    response.answer(&body)
}

fn add_conversation(workspace: &mut Workspace, body: &Map<String, Value>) -> Shared<Conversation> {
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let s_id = workspace.ids.short();
    let new = NewConversation {
        id: workspace.ids.number(),
        s_id: s_id.clone(),
        title: text("title"),
        visibility: text("visibility").unwrap_or_else(|| "unlisted".to_owned()),
    };
    let conversation = Shared::new(Conversation::new(new, &workspace.conversations.rules));
    let known = &mut workspace.conversations.by_id;
    known.insert(s_id, conversation.clone());
    conversation
}

/// `GET assistant/conversations/{cId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let number = |name| match call.query(name) {
        None => Ok(None),
        Some(text) => text.parse::<usize>().map(Some).map_err(|_| {
            ApiError::invalid(format!(
                "Invalid query parameters: {name}: Expected number, received string"
            ))
        }),
    };
    let (limit, last) = (number("limit")?, number("lastValue")?);
    if limit == Some(0) {
        return Err(ApiError::invalid(
            "Invalid query parameters: limit is at least 1",
        ));
    }
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let late = conversation.late_reads > 0;
    conversation.late_reads = conversation.late_reads.saturating_sub(1);
    let end = last.unwrap_or(usize::MAX).min(conversation.len());
    let start = limit.map_or(0, |limit| end.saturating_sub(limit));
    let content = conversation.content(start..end, !late);
    let shown = conversation.shown(workspace.id(), &call.base_url(), content);
    let mut body = json!({ "conversation": shown });
    if limit.is_some() {
        body["hasMore"] = (start > 0).into();
        body["lastValue"] = (start < end).then(|| start.to_string()).into();
    }
    ok(body)
}

/// `PATCH assistant/conversations/{cId}`.
pub(crate) fn update(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::patch(&body)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    if let Some(read) = body.get("read").and_then(Value::as_bool) {
        conversation.unread = !read;
    }
    if let Some(title) = body.get("title").and_then(Value::as_str) {
        conversation.rename(title);
    }
    ok(json!({ "success": true }))
}

/// `POST assistant/conversations/{cId}/cancel`.
pub(crate) fn cancel(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::cancel(&body)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let ids = body["messageIds"].as_array().into_iter().flatten();
    for message in ids.filter_map(Value::as_str) {
        let Some(found) = conversation.agent_message_mut(message) else {
            continue;
        };
        if !found.is_over() {
            found.cancel();
            conversation.agent_is_done(message);
        }
    }
    ok(json!({ "success": true }))
}
