//! Feedback of people on the messages of agents.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::clock;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::conversation::message_not_found;
use crate::state::message::AgentMessage;
use crate::state::workspace::Workspace;

/// `GET …/feedbacks`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    require_person(call)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let conversation = conversation.lock();
    ok(json!({ "feedbacks": conversation.feedbacks }))
}

/// `POST …/messages/{mId}/feedbacks`.
pub(crate) fn give(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    require_person(call)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let message = conversation.agent_message(call.id("mId"));
    let feedback = feedback(message.ok_or_else(message_not_found)?, call)?;
    let feedbacks = &mut conversation.feedbacks;
    feedbacks.retain(|known| known["messageId"] != feedback["messageId"]);
    feedbacks.push(feedback);
    ok(json!({ "success": true }))
}

/// `DELETE …/messages/{mId}/feedbacks`.
pub(crate) fn withdraw(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    require_person(call)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let message = call.id("mId");
    conversation
        .agent_message(message)
        .ok_or_else(message_not_found)?;
    let feedbacks = &mut conversation.feedbacks;
    let known = feedbacks.len();
    feedbacks.retain(|feedback| feedback["messageId"] != message);
    if feedbacks.len() == known {
        return Err(ApiError::not_found(
            "feedback_not_found",
            "There is no feedback to delete.",
        ));
    }
    ok(json!({ "success": true }))
}

fn require_person(call: &Call<'_>) -> Result<(), ApiError> {
    match call.principal.is_user() {
        true => Ok(()),
        false => Err(ApiError::unauthorized(
            "user_authentication_required",
            "This endpoint needs a signed-in user.",
        )),
    }
}

fn feedback(message: &AgentMessage, call: &Call<'_>) -> Result<Value, ApiError> {
    let body = call.object()?;
    bodies::checked(&body, |fields| {
        fields.one_of("thumbDirection", Need::Required, &["up", "down"]);
        fields.string("feedbackContent", Need::Optional);
        fields.boolean("isConversationShared", Need::Optional);
    })?;
    let shared = body.get("isConversationShared").and_then(Value::as_bool);
    Ok(json!({
        "messageId": message.s_id,
        "agentMessageId": message.id,
        "userId": 4_711,
        "thumbDirection": body["thumbDirection"],
        "content": body.get("feedbackContent"),
        "createdAt": clock::now_ms(),
        "agentConfigurationId": message.configuration_id,
        "agentConfigurationVersion": message.configuration["version"],
        "isConversationShared": shared.unwrap_or(false),
    }))
}
