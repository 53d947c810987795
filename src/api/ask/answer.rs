//! A finished answer.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use super::message_ref::MessageRef;
use super::{Ask, AskContext};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::types::{AgentMessage, GeneratedFile, MessageAction};

/// Something that a tool found and an answer can refer to; see [`Answer::citations`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
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
///
/// It serializes as `{"conversationId", "otherMessageIds", "message"}`, and is equal to another by these. With
/// [`from_json`](Self::from_json) it is there again, for tests, or in a program that goes on later.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// let answer = dust.agent("dust").ask("What changed in the handbook?").await?;
/// println!("{}", answer.text());
/// for citation in answer.citations() {
///     println!("{}: {:?} {:?}", citation.reference, citation.title, citation.uri);
/// }
/// for file in answer.generated_files() {
///     println!("{:?}", file.title);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) context: AskContext,
    pub(crate) message_ref: MessageRef,
    pub(crate) other_messages: Vec<String>,
    pub(crate) message: AgentMessage,
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.conversation_id() == other.conversation_id()
            && self.other_messages == other.other_messages
            && self.message == other.message
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut answer = serializer.serialize_struct("Answer", 3)?;
        answer.serialize_field("conversationId", self.conversation_id())?;
        answer.serialize_field("otherMessageIds", &self.other_messages)?;
        answer.serialize_field("message", &self.message)?;
        answer.end()
    }
}

/// An answer as JSON.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerJson {
    conversation_id: String,
    #[serde(default)]
    other_message_ids: Vec<String>,
    message: AgentMessage,
}

impl Answer {
    /// Makes an answer of what it serializes to, or of a message that a test has made up.
    ///
    /// `dust` is what [`reply`](Self::reply) asks with.
    ///
    /// ```
    /// # use serde_json::json;
    /// # let dust = dust_sdk::Client::new(dust_sdk::Config::new("w1", "sk-0123"))?;
    /// let answer = dust_sdk::Answer::from_json(&dust, json!({
    ///     "conversationId": "cnv_1",
    ///     "message": {"sId": "msg_1", "content": "42"},
    /// }))?;
    /// assert_eq!(answer.text(), "42");
    /// # Ok::<(), dust_sdk::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for other JSON.
    pub fn from_json(dust: &Client, json: Value) -> Result<Self> {
        let answer: AnswerJson = serde_json::from_value(json)
            .map_err(|cause| Error::invalid_argument("this is no answer").with_source(cause))?;
        Ok(Self {
            context: AskContext::new(dust.clone(), Vec::new()),
            message_ref: MessageRef {
                conversation_id: answer.conversation_id,
                message_id: answer.message.s_id.clone(),
            },
            other_messages: answer.other_message_ids,
            message: answer.message,
        })
    }

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
