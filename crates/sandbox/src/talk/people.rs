//! What people do with the messages of agents: approve actions, answer questions, judge; and whom they mention.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::auth::Caller;
use super::super::check::Need;
use super::super::clock;
use super::super::log::ReceivedRequest;
use super::super::respond::{Answer, Refusal, ok};
use super::super::state::State;
use super::bodies;
use super::calls::{message_not_found, not_found};
use super::message::{AgentMessage, BlockKind, Reaction};

/// `POST …/messages/{mId}/validate-action`.
pub(super) fn validate_action(
    state: &mut State,
    at: (&str, &str),
    request: &ReceivedRequest,
) -> Answer {
    let body = request.object()?;
    let states = ["approved", "rejected", "always_approved"];
    bodies::checked(&body, |fields| {
        fields.string("actionId", Need::Required);
        fields.one_of("approved", Need::Required, &states);
    })?;
    let reaction = match body["approved"].as_str() {
        Some("rejected") => Reaction::Rejected,
        approved => Reaction::Approved {
            always: approved == Some("always_approved"),
        },
    };
    react(state, at, &body["actionId"], BlockKind::Approval, |_| {
        reaction
    })
}

/// `POST …/messages/{mId}/answer-question`.
pub(super) fn answer_question(
    state: &mut State,
    at: (&str, &str),
    request: &ReceivedRequest,
) -> Answer {
    let body = request.object()?;
    bodies::checked(&body, |fields| {
        fields.string("actionId", Need::Required);
        fields.object("answer", Need::Required, |answer| {
            answer.check(
                "selectedOptions",
                Need::Required,
                "array of numbers",
                |options| {
                    let options = options.as_array();
                    options.is_some_and(|options| options.iter().all(Value::is_u64))
                },
            );
            answer.string("customResponse", Need::Optional);
        });
    })?;
    let answer = body["answer"].clone();
    react(
        state,
        at,
        &body["actionId"],
        BlockKind::Question,
        |message| Reaction::Answer(answer_text(message, &answer)),
    )
}

/// The labels of the chosen options, and what was written besides.
fn answer_text(message: &AgentMessage, answer: &Value) -> String {
    let question = message.question();
    let options = answer["selectedOptions"].as_array().into_iter().flatten();
    let labels = options.filter_map(|option| {
        let option = usize::try_from(option.as_u64()?).ok()?;
        question["options"][option]["label"].as_str()
    });
    let parts: Vec<&str> = labels.chain(answer["customResponse"].as_str()).collect();
    parts.join(", ")
}

fn react(
    state: &mut State,
    (conversation, message): (&str, &str),
    action: &Value,
    kind: BlockKind,
    reaction: impl FnOnce(&AgentMessage) -> Reaction,
) -> Answer {
    let conversation = state.talks.conversation_mut(conversation);
    let conversation = conversation.ok_or_else(not_found)?;
    let message = conversation.agent_message_mut(message);
    let message = message.ok_or_else(message_not_found)?;
    let blocked = message.blocked.as_ref();
    let waits = blocked.is_some_and(|blocked| {
        *action == blocked.action && blocked.kind == kind && blocked.reply.is_none()
    });
    if !waits {
        return Err(Refusal::not_found(
            "action_not_found",
            "Action not found or not blocked.",
        ));
    }
    let reaction = reaction(message);
    if let Some(blocked) = &mut message.blocked {
        blocked.reply = Some(reaction);
    }
    message.history.touch();
    ok(json!({ "success": true }))
}

/// `GET …/feedbacks`, `POST` and `DELETE …/messages/{mId}/feedbacks`.
pub(super) fn feedback(
    state: &mut State,
    caller: &Caller,
    (conversation, message): (&str, Option<&str>),
    request: &ReceivedRequest,
) -> Answer {
    if !caller.is_user() {
        return Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            "user_authentication_required",
            "This endpoint needs a signed-in user.",
        ));
    }
    let conversation = state.talks.conversation_mut(conversation);
    let conversation = conversation.ok_or_else(not_found)?;
    let Some(message) = message else {
        return ok(json!({ "feedbacks": conversation.feedbacks }));
    };
    let found = conversation.agent_message(message);
    let found = found.ok_or_else(message_not_found)?;
    let given = match request.method() {
        "POST" => Some(judgement(found, request)?),
        _ => None,
    };
    let known = conversation.feedbacks.len();
    let feedbacks = &mut conversation.feedbacks;
    feedbacks.retain(|feedback| feedback["messageId"] != message);
    if given.is_none() && feedbacks.len() == known {
        return Err(Refusal::not_found(
            "feedback_not_found",
            "There is no feedback to delete.",
        ));
    }
    feedbacks.extend(given);
    ok(json!({ "success": true }))
}

fn judgement(message: &AgentMessage, request: &ReceivedRequest) -> Result<Value, Refusal> {
    let body = request.object()?;
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

/// `GET assistant/mentions/suggestions` and `GET …/{cId}/mentions/suggestions`.
pub(super) fn suggestions(state: &State, id: Option<&str>, request: &ReceivedRequest) -> Answer {
    if let Some(id) = id {
        state.talks.conversation(id)?;
    }
    let query = request.query_value("query");
    let query = query.ok_or_else(|| Refusal::invalid("The parameter query is required."))?;
    let query = query.to_lowercase();
    let selected = request.query().iter().filter(|(name, _)| name == "select");
    let selected: Vec<&str> = selected.map(|(_, value)| value.as_str()).collect();
    if selected
        .iter()
        .any(|kind| !["agents", "users"].contains(kind))
    {
        return Err(Refusal::invalid("Invalid select parameter."));
    }
    let wants = |kind| selected.is_empty() || selected.contains(&kind);
    let fits = |name: &str| name.to_lowercase().contains(&query);
    let agents = state.agents.iter().filter(|agent| {
        wants("agents") && agent.status == "active" && agent.scope != "hidden" && fits(&agent.name)
    });
    let agents = agents.map(|agent| {
        json!({
            "id": agent.s_id, "type": "agent", "label": agent.name, "pictureUrl": agent.picture_url,
            "description": agent.description, "userFavorite": agent.favorite,
        })
    });
    let users = state
        .members
        .iter()
        .filter(|email| wants("users") && fits(email));
    let users = users.map(|email| {
        let name = email.split('@').next().unwrap_or_default();
        json!({
            "id": format!("usr_{name}"), "type": "user", "label": name, "pictureUrl": "", "description": email,
        })
    });
    ok(json!({ "suggestions": agents.chain(users).collect::<Value>() }))
}

/// `POST assistant/mentions/parse`.
pub(super) fn parse(state: &State, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    bodies::checked(&body, |fields| fields.string("markdown", Need::Required))?;
    let mut markdown = body["markdown"].as_str().unwrap_or_default().to_owned();
    for agent in &state.agents {
        let mention = format!(":mention[{}]{{sId={}}}", agent.name, agent.s_id);
        markdown = markdown.replace(&format!("@{}", agent.name), &mention);
    }
    ok(json!({ "markdown": markdown }))
}
