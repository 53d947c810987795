//! Feedback of people on the messages of agents.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::clock;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::access::Principal;
use crate::state::conversation::message_not_found;
use crate::state::message::AgentMessage;
use crate::state::workspace::Workspace;

/// `GET …/feedbacks`: the caller's own.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let person = person(call, "user_authentication_required")?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let conversation = conversation.lock();
    let own = conversation.feedbacks.iter().filter(|(by, _)| by == person);
    let own: Vec<&Value> = own.map(|(_, feedback)| feedback).collect();
    ok(json!({ "feedbacks": own }))
}

/// `POST …/messages/{mId}/feedbacks`.
pub(crate) fn give(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let person = person(call, "not_authenticated")?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let message = conversation.agent_message(call.id("mId"));
    let feedback = feedback(message.ok_or_else(message_not_found)?, call)?;
    let feedbacks = &mut conversation.feedbacks;
    feedbacks.retain(|(by, known)| by != person || known["messageId"] != feedback["messageId"]);
    feedbacks.push((person.to_owned(), feedback));
    ok(json!({ "success": true }))
}

/// `DELETE …/messages/{mId}/feedbacks`: also where there is none.
pub(crate) fn withdraw(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let person = person(call, "not_authenticated")?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let message = call.id("mId");
    conversation
        .agent_message(message)
        .ok_or_else(message_not_found)?;
    let feedbacks = &mut conversation.feedbacks;
    feedbacks.retain(|(by, feedback)| by != person || feedback["messageId"] != message);
    ok(json!({ "success": true }))
}

/// The e-mail address of the person who calls; a key is refused with this type.
fn person<'a>(call: &'a Call<'_>, kind: &str) -> Result<&'a str, ApiError> {
    match &call.principal {
        Principal::User { email } => Ok(email),
        _ => Err(ApiError::unauthorized(
            kind,
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
