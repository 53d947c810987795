//! Events of tools: one is called, or waits for a person to approve, to sign in, or to answer a question.
//!
//! Handlers need the action, its inputs and the name of the tool, and the server always sends them, so they are no options.
//! Written by hand because an event without one of them must still be heard: it would hold an answer unseen. What is
//! absent or null is then empty, and encodes to nothing.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::integer;

/// Null is as good as absent.
fn or_empty<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A tool waits for approval.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolApprovalEvent {
    /// What waits: the id to decide on.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub action_id: String,
    /// What the tool is to be called with.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub inputs: Value,
    /// Which tool it is.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub metadata: ToolApprovalMetadata,
    /// What is at stake: `low`, `medium`, `high`; an open set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// When it happened, in milliseconds since 1970.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<i64>,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_id: Option<String>,
    /// The conversation: that of an agent which the followed one calls, where such an agent waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The step of the answer.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub step: Option<i64>,
}

/// A tool waits for a person to sign in.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolAuthEvent {
    /// What waits: the id to know it by.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub action_id: String,
    /// What the tool is to be called with.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub inputs: Value,
    /// Which tool it is.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub metadata: ToolApprovalMetadata,
    /// What is at stake: `low`, `medium`, `high`; an open set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// What is to be signed in to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_error: Option<Value>,
    /// Which file is to be opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_auth_error: Option<Value>,
    /// When it happened, in milliseconds since 1970.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<i64>,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_id: Option<String>,
    /// The conversation: that of an agent which the followed one calls, where such an agent waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The step of the answer.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub step: Option<i64>,
}

/// A tool asks a question.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolQuestionEvent {
    /// What waits: the id to answer.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub action_id: String,
    /// What the tool is to be called with.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub inputs: Value,
    /// Which tool it is.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub metadata: ToolApprovalMetadata,
    /// What is at stake: `low`, `medium`, `high`; an open set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// The question.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub question: ToolQuestion,
    /// When it happened, in milliseconds since 1970.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<i64>,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_id: Option<String>,
    /// The conversation: that of an agent which the followed one calls, where such an agent waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The step of the answer.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub step: Option<i64>,
}

/// An agent calls a tool.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolCallEvent {
    /// Name of the tool.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub tool_name: String,
    /// Identifier of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
    /// The number of the call.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub tool_call_index: Option<i64>,
    /// When it happened, in milliseconds since 1970.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<i64>,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_id: Option<String>,
    /// The conversation, where the event says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The step of the answer.
    #[serde(
        deserialize_with = "integer::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub step: Option<i64>,
}

/// A tool that waits for a person.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolApprovalMetadata {
    /// Name of the tool.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub tool_name: String,
    /// The server that it belongs to.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub mcp_server_name: String,
    /// The agent that wants to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
}

/// A question of a tool.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolQuestion {
    /// The question.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub question: String,
    /// What can be chosen.
    #[serde(deserialize_with = "or_empty")]
    pub options: Vec<QuestionOption>,
    /// Whether several may be chosen.
    #[serde(deserialize_with = "or_empty")]
    pub multi_select: bool,
}

/// What can be chosen.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuestionOption {
    /// What it is called.
    #[serde(deserialize_with = "or_empty", skip_serializing_if = "is_empty")]
    pub label: String,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_handlers_need_is_there_without_an_option() {
        let event = json!({
            "actionId": "act_1", "inputs": {"q": "x"}, "metadata": {"toolName": "search", "mcpServerName": "web"},
            "question": {"question": "Which?", "options": [{"label": "a", "description": null}], "multiSelect": true}
        });
        let event: ToolQuestionEvent = serde_json::from_value(event).unwrap();
        assert_eq!(
            (&*event.action_id, &*event.metadata.tool_name),
            ("act_1", "search")
        );
        assert_eq!(event.inputs["q"], "x");
        assert_eq!(event.question.options[0].label, "a");
        assert!(event.question.multi_select);
    }

    #[test]
    fn an_event_that_lacks_all_of_it_is_heard() {
        for data in [
            json!({}),
            json!({"actionId": null, "inputs": null, "metadata": null, "question": null, "created": 1.0}),
        ] {
            let event: ToolApprovalEvent = serde_json::from_value(data.clone()).unwrap();
            assert_eq!(event.metadata, ToolApprovalMetadata::default());
            let event: ToolQuestionEvent = serde_json::from_value(data).unwrap();
            assert!(event.action_id.is_empty() && event.question.options.is_empty());
        }
    }
}
