//! A finished answer.

use crate::answer_stream::Place;
use crate::ask::{Ask, Talk};
use crate::low_level::types::{AgentMessage, GeneratedFile, MessageAction};

/// What an agent answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) talk: Talk,
    pub(crate) place: Place,
    pub(crate) other_messages: Vec<String>,
    pub(crate) message: AgentMessage,
}

impl Answer {
    /// The text: the message's own content, empty where the agent wrote nothing.
    pub fn text(&self) -> &str {
        self.message.content.as_deref().unwrap_or_default()
    }

    /// The message.
    pub fn message(&self) -> &AgentMessage {
        &self.message
    }

    /// The message, without the rest.
    pub fn into_message(self) -> AgentMessage {
        self.message
    }

    /// The conversation.
    pub fn conversation_id(&self) -> &str {
        &self.place.conversation_id
    }

    /// What the agent did with tools.
    pub fn actions(&self) -> &[MessageAction] {
        self.message.actions.as_deref().unwrap_or_default()
    }

    /// What the text refers to, by the mark in the text.
    pub fn citations(&self) -> Option<&serde_json::Map<String, serde_json::Value>> {
        self.message.citations.as_ref()
    }

    /// Files that the agent and its tools made.
    pub fn generated_files(&self) -> impl Iterator<Item = &GeneratedFile> {
        let own = self.message.generated_files.iter().flatten();
        let by_tools = self
            .actions()
            .iter()
            .flat_map(|action| action.generated_files.iter().flatten());
        own.chain(by_tools)
    }

    /// The messages of other agents that were mentioned too; [`Conversations::answer`] follows each.
    ///
    /// [`Conversations::answer`]: crate::conversations::Conversations::answer
    pub fn other_message_ids(&self) -> &[String] {
        &self.other_messages
    }

    /// Goes on in the same conversation, with the same agents and settings.
    pub fn reply(&self, text: impl Into<String>) -> Ask {
        let mut talk = self.talk.clone();
        if talk.agents.is_empty()
            && let Some(agent) = &self.message.configuration
        {
            talk.agents.push(agent.s_id.clone());
        }
        Ask::new(talk, text.into()).conversation(&self.place.conversation_id)
    }
}
