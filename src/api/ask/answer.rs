//! A finished answer.

use serde_json::Value;

use super::message_ref::MessageRef;
use super::{Ask, AskContext};
use crate::types::{AgentMessage, GeneratedFile, MessageAction};

/// Something that a tool found and an answer can refer to; see [`Answer::citations`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// What stands for it in marks of the text.
    pub reference: String,
    /// What it is called.
    pub title: Option<String>,
    /// Where it is.
    pub uri: Option<String>,
}

impl Citation {
    /// What a block of a tool's output says of a document or a page; most blocks say nothing of the kind.
    fn of_block(block: &Value) -> Option<Self> {
        let resource = block.get("resource")?;
        let text = |name: &str| {
            let text = resource.get(name).and_then(Value::as_str);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Some(Self {
            reference: text("ref").or_else(|| text("reference"))?,
            // The text of a document without a title is its name.
            title: text("title").or_else(|| text("text")),
            uri: text("uri"),
        })
    }
}

/// What an agent answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) context: AskContext,
    pub(crate) message_ref: MessageRef,
    pub(crate) other_messages: Vec<String>,
    pub(crate) message: AgentMessage,
}

impl Answer {
    /// The text: the message's own content, empty where the agent wrote nothing.
    pub fn text(&self) -> &str {
        self.message.content.as_deref().unwrap_or_default()
    }

    /// The message. Its `status` tells whether it was cancelled before its end.
    pub fn message(&self) -> &AgentMessage {
        &self.message
    }

    /// The message, without the rest.
    pub fn into_message(self) -> AgentMessage {
        self.message
    }

    /// The conversation.
    pub fn conversation_id(&self) -> &str {
        &self.message_ref.conversation_id
    }

    /// What the agent did with tools.
    pub fn actions(&self) -> &[MessageAction] {
        self.message.actions.as_deref().unwrap_or_default()
    }

    /// What tools found, under the reference that the text uses for it; it may hold more than the text refers to.
    pub fn citations(&self) -> Vec<Citation> {
        let outputs = self
            .actions()
            .iter()
            .filter_map(|action| action.output.as_ref());
        let blocks = outputs.filter_map(Value::as_array).flatten();
        blocks.filter_map(Citation::of_block).collect()
    }

    /// Files that tools made.
    pub fn generated_files(&self) -> impl Iterator<Item = &GeneratedFile> {
        let actions = self.actions().iter();
        actions.flat_map(|action| action.generated_files.iter().flatten())
    }

    /// The messages of other agents that were mentioned too; [`MessageHandle::answer`] follows each.
    ///
    /// [`MessageHandle::answer`]: crate::conversations::MessageHandle::answer
    pub fn other_message_ids(&self) -> &[String] {
        &self.other_messages
    }

    /// Goes on in the same conversation, with the same agents and settings.
    pub fn reply(&self, text: impl Into<String>) -> Ask {
        let mut context = self.context.clone();
        if context.agents.is_empty()
            && let Some(agent) = &self.message.configuration
        {
            context.agents.push(agent.s_id.clone());
        }
        Ask::new(context, text.into()).conversation(&self.message_ref.conversation_id)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_citation_is_told_by_its_reference() {
        let cited =
            |resource| Citation::of_block(&json!({"type": "resource", "resource": resource}));
        let citation = |reference: &str, title: Option<&str>, uri: Option<&str>| Citation {
            reference: reference.to_owned(),
            title: title.map(str::to_owned),
            uri: uri.map(str::to_owned),
        };
        let document =
            json!({"ref": "abc", "text": "Handbook", "uri": "https://x", "chunks": ["…"], "id": 7});
        assert_eq!(
            cited(document),
            Some(citation("abc", Some("Handbook"), Some("https://x")))
        );
        let page = json!({"reference": "d", "title": "Page", "text": "It says", "uri": ""});
        assert_eq!(cited(page), Some(citation("d", Some("Page"), None)));
        assert_eq!(cited(json!({"ref": 7})), None);
        assert_eq!(cited(json!("text")), None);
        assert_eq!(
            Citation::of_block(&json!({"type": "text", "text": "x"})),
            None
        );
    }

    #[test]
    fn undocumented_fields_may_hold_any_json() {
        for odd in [json!([]), json!({"a": 1}), json!("x"), json!(7)] {
            let action = json!({"sId": "a", "citations": odd, "mcpServerName": odd, "params": odd, "output": odd});
            let message = json!({
                "sId": "m", "citations": odd, "generatedFiles": odd, "richMentions": odd, "completedTs": odd,
                "actions": [action],
            });
            let message: AgentMessage = serde_json::from_value(message).unwrap();
            assert_eq!(message.citations, Some(odd.clone()));
            assert_eq!(message.generated_files, Some(odd));
        }
    }
}
