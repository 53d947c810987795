//! Posting and editing messages of people.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock;
use crate::conversations::answering::{Question, mentioned_agents, refuse_if_busy, start_answer};
use crate::conversations::blocking_response::BlockingResponse;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::access::Principal;
use crate::state::conversation::{Conversation, Message, message_not_found};
use crate::state::shared::Shared;
use crate::state::workspace::Workspace;

/// `POST assistant/conversations/{cId}/messages`.
pub(crate) fn post(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::message(&body)?;
    let agents = mentioned_agents(workspace, &body)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    refuse_if_busy(&conversation.lock(), &agents)?;
    let (user_message, messages) = post_message(workspace, call, &conversation, &body, &agents);
    let response = BlockingResponse {
        conversation,
        messages,
        user_message: Some(user_message),
        whole: false,
        workspace_id: workspace.id().to_owned(),
        base: call.base_url(),
        rules: workspace.conversations.rules.clone(),
    };
    response.answer(&body)
}

/// `POST assistant/conversations/{cId}/messages/{mId}/edit`.
pub(crate) fn edit(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::edit(&body)?;
    let agents = mentioned_agents(workspace, &body)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let (mut edited, rank) = {
        let conversation = conversation.lock();
        refuse_if_busy(&conversation, &agents)?;
        let versions = conversation.versions(call.id("mId"));
        let (rank, versions) = versions.ok_or_else(message_not_found)?;
        let mut edited = versions.last().map(Message::shown).unwrap_or_default();
        if edited["type"] != "user_message" {
            return Err(ApiError::invalid("Only messages of users can be edited."));
        }
        edited["version"] = versions.len().into();
        (edited, rank)
    };
    edited["id"] = workspace.ids.number().into();
    edited["sId"] = workspace.ids.short().into();
    edited["created"] = clock::now_ms().into();
    edited["content"] = body["content"].clone();
    edited["mentions"] = body["mentions"].clone();
    {
        let mut conversation = conversation.lock();
        conversation.add_version(rank, Message::Given(edited.clone()));
        conversation.emit_new(&edited, rank);
    }
    start_answers(workspace, &conversation, &edited, &agents);
    ok(json!({ "message": edited }))
}

/// Adds a message of a person, and lets the agents answer. Gives the message and the ids of their messages.
pub(crate) fn post_message(
    workspace: &mut Workspace,
    call: &Call<'_>,
    conversation: &Shared<Conversation>,
    body: &Map<String, Value>,
    agents: &[usize],
) -> (Value, Vec<String>) {
    let message = user_message(workspace, &call.principal, body);
    {
        let mut conversation = conversation.lock();
        let rank = conversation.add(Message::Given(message.clone()));
        conversation.emit_new(&message, rank);
    }
    let answers = start_answers(workspace, conversation, &message, agents);
    (message, answers)
}

fn start_answers(
    workspace: &mut Workspace,
    conversation: &Shared<Conversation>,
    message: &Value,
    agents: &[usize],
) -> Vec<String> {
    let question = Question {
        parent: message["sId"].as_str().unwrap_or_default(),
        text: message["content"].as_str().unwrap_or_default(),
    };
    let agents = agents.iter();
    let started = agents.map(|agent| start_answer(workspace, conversation, *agent, &question));
    started.collect()
}

fn user_message(workspace: &Workspace, principal: &Principal, body: &Map<String, Value>) -> Value {
    let mut context = body["context"].clone();
    for key in ["fullName", "email", "profilePictureUrl"] {
        if context.get(key).is_none() {
            context[key] = Value::Null;
        }
    }
    if context.get("origin").is_none() {
        context["origin"] = "api".into();
    }
    json!({
        "id": workspace.ids.number(),
        "sId": workspace.ids.short(),
        "type": "user_message",
        "created": clock::now_ms(),
        "visibility": "visible",
        "version": 0,
        "user": user(principal),
        "mentions": body["mentions"],
        "richMentions": [],
        "content": body["content"],
        "context": context,
    })
}

/// A member of the workspace; null for a key.
fn user(principal: &Principal) -> Value {
    let Principal::User { email } = principal else {
        return Value::Null;
    };
    let name = email.split('@').next().unwrap_or_default();
    json!({
        "sId": format!("usr_{name}"),
        "id": 4_711,
        "createdAt": 1_752_488_100_123_i64,
        "provider": "google",
        "username": name,
        "email": email,
        "firstName": name,
        "lastName": null,
        "fullName": name,
        "image": null,
    })
}
