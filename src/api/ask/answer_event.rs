//! What an agent does while it answers.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result, from_value};
use crate::stream::{kind_of, unknown_event};
use crate::types::{
    AgentErrorEvent, AgentMessage, AgentMessageError, AgentMessageEvent, GenerationTokensEvent,
    TokenKind, ToolActionEvent, ToolApprovalEvent, ToolAuthEvent, ToolCallEvent,
    ToolNotificationEvent, ToolQuestionEvent,
};

/// Something that an agent does while it answers.
///
/// It serializes as `{"type": "text", "content": …}`, the type being the name of the variant, such as `tool_started`; an
/// unknown event has its own type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "content", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnswerEvent {
    /// A piece of the answer's text.
    ///
    /// The text of the answer is that of the finished message; the pieces of all steps can differ from it.
    Text(String),
    /// A piece of what the agent thinks.
    Thought(String),
    /// The agent calls a tool.
    ToolStarted(Box<ToolCallEvent>),
    /// A tool has its parameters.
    ToolParams(Box<ToolActionEvent>),
    /// A tool tells how far it is.
    ToolProgress(Box<ToolNotificationEvent>),
    /// A tool is done.
    ToolFinished(Box<ToolActionEvent>),
    /// A tool waits for [`MessageHandle::decide`](crate::conversations::MessageHandle::decide), which
    /// [`Approvals`](crate::Approvals) call by themselves where they are set; then this only tells of it.
    Approval(Box<ToolApprovalEvent>),
    /// A tool waits for a person to sign in.
    SignIn(Box<ToolAuthEvent>),
    /// A tool waits for [`Conversations::answer_question`](crate::conversations::MessageHandle::answer_question).
    Question(Box<ToolQuestionEvent>),
    /// A tool failed; the agent goes on.
    ToolError(Box<AgentErrorEvent>),
    /// An event that this version of the crate gives no meaning, as the server sent it.
    #[non_exhaustive]
    #[serde(untagged, serialize_with = "unknown_event")]
    Unknown {
        /// The `type` of the event.
        kind: String,
        /// All that the event says.
        data: Value,
    },
}

/// An event, as the stream itself needs it.
pub(crate) enum Signal {
    Event(AnswerEvent),
    /// The message is finished, and this is it where the event says so.
    Finished(Option<Box<AgentMessage>>),
    Failed(Error),
    /// An event without meaning for users.
    Nothing,
}

/// Reads an event by its `type`.
pub(crate) fn decode_event(operation: &'static str, data: Value) -> Result<Signal> {
    let kind = kind_of(&data).to_owned();
    Ok(Signal::Event(match kind.as_str() {
        "generation_tokens" => return tokens(operation, data),
        "tool_call_started" => AnswerEvent::ToolStarted(read(operation, data)?),
        "tool_params" => AnswerEvent::ToolParams(read(operation, data)?),
        "tool_notification" => AnswerEvent::ToolProgress(read(operation, data)?),
        "agent_action_success" => AnswerEvent::ToolFinished(read(operation, data)?),
        "tool_approve_execution" => AnswerEvent::Approval(read(operation, data)?),
        "tool_personal_auth_required" | "tool_file_auth_required" => {
            AnswerEvent::SignIn(read(operation, data)?)
        }
        "tool_ask_user_question" => AnswerEvent::Question(read(operation, data)?),
        "tool_error" => AnswerEvent::ToolError(read(operation, data)?),
        "agent_message_success" | "agent_message_gracefully_stopped" => {
            // Whatever is wrong with the event, the message is finished and can be read.
            let event = read::<AgentMessageEvent>(operation, data).ok();
            return Ok(Signal::Finished(
                event.and_then(|event| event.message).map(Box::new),
            ));
        }
        "agent_generation_cancelled" => return Ok(Signal::Finished(None)),
        "agent_error" | "user_message_error" => {
            let event = read::<AgentErrorEvent>(operation, data).ok();
            let error = event.and_then(|event| event.error);
            return Ok(Signal::Failed(failure(operation, error)));
        }
        _ => AnswerEvent::Unknown { kind, data },
    }))
}

fn tokens(operation: &'static str, data: Value) -> Result<Signal> {
    let event: Box<GenerationTokensEvent> = read(operation, data)?;
    let text = event.text.unwrap_or_default();
    Ok(match event.classification {
        Some(TokenKind::Tokens) => Signal::Event(AnswerEvent::Text(text)),
        Some(TokenKind::ChainOfThought) => Signal::Event(AnswerEvent::Thought(text)),
        // Delimiters, and what may come, are in the finished message.
        _ => Signal::Nothing,
    })
}

fn read<T: DeserializeOwned>(operation: &'static str, data: Value) -> Result<Box<T>> {
    from_value(&data).map(Box::new).map_err(|cause| {
        Error::new(
            ErrorKind::Decode,
            "an event of the stream is not what it should be",
        )
        .with_operation(operation)
        .with_source(cause)
    })
}

/// The error of an agent that gave up.
pub(crate) fn failure(operation: &'static str, error: Option<AgentMessageError>) -> Error {
    let AgentMessageError { code, message, .. } = error.unwrap_or_default();
    let message = message.unwrap_or_else(|| "the agent gave up without saying why".to_owned());
    let error = Error::new(ErrorKind::AgentFailed, message).with_operation(operation);
    match code {
        Some(code) => error.with_code(code),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_event_is_heard_with_nothing_in_it_and_with_nulls() {
        for kind in [
            "generation_tokens",
            "tool_call_started",
            "tool_params",
            "agent_action_success",
            "tool_notification",
            "tool_approve_execution",
            "tool_personal_auth_required",
            "tool_file_auth_required",
            "tool_ask_user_question",
            "tool_error",
            "agent_context_pruned",
            "agent_message_done",
            "agent_message_success",
            "agent_message_gracefully_stopped",
            "agent_error",
            "agent_generation_cancelled",
            "user_message_error",
            "brand_new",
        ] {
            let nulls = json!({"type": kind, "action": null, "error": null, "message": null, "metadata": null,
                "question": null, "notification": null, "text": null, "classification": null, "step": null});
            for data in [json!({"type": kind}), nulls] {
                assert!(decode_event("x", data).is_ok(), "{kind}");
            }
        }
    }

    #[test]
    fn an_event_in_another_form_is_heard() {
        let data = json!({"type": "generation_tokens", "text": 7, "classification": "tokens", "step": "1"});
        match decode_event("x", data) {
            Ok(Signal::Event(event)) => assert_eq!(event, AnswerEvent::Text("7".into())),
            _ => panic!("it is a piece of text"),
        }
    }

    #[test]
    fn text_is_what_is_classified_as_tokens() {
        let signal = |classification: &str| {
            let data =
                json!({"type": "generation_tokens", "text": "a", "classification": classification});
            match decode_event("x", data) {
                Ok(Signal::Event(event)) => Some(event),
                _ => None,
            }
        };
        assert_eq!(signal("tokens"), Some(AnswerEvent::Text("a".into())));
        assert_eq!(
            signal("chain_of_thought"),
            Some(AnswerEvent::Thought("a".into()))
        );
        assert_eq!(signal("opening_delimiter"), None);
        assert_eq!(signal("brand_new"), None);
    }
}
