//! Decisions of people that agents wait for: approvals of tool calls, and answers to questions.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::conversation::message_not_found;
use crate::state::message::{AgentMessage, BlockKind, Reaction};
use crate::state::workspace::Workspace;

/// `POST …/messages/{mId}/validate-action`.
pub(crate) fn validate_action(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
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
    react(
        workspace,
        call,
        &body["actionId"],
        BlockKind::Approval,
        |_| reaction,
    )
}

/// `POST …/messages/{mId}/answer-question`.
pub(crate) fn answer_question(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
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
        workspace,
        call,
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
    workspace: &Workspace,
    call: &Call<'_>,
    action: &Value,
    kind: BlockKind,
    reaction: impl FnOnce(&AgentMessage) -> Reaction,
) -> Answer {
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut conversation = conversation.lock();
    let message = conversation.agent_message_mut(call.id("mId"));
    let message = message.ok_or_else(message_not_found)?;
    let blocked = message.blocked.as_ref();
    let waits = blocked.is_some_and(|blocked| {
        *action == blocked.action && blocked.kind == kind && blocked.reply.is_none()
    });
    if !waits {
        return Err(ApiError::not_found(
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
