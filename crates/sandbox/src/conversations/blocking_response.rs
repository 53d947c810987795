//! The answers to a create and a post: at once, or when the messages of the agents are finished (`blocking`).

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::http::api_error::Answer;
use crate::http::reply::Reply;
use crate::state::conversation::Conversation;
use crate::state::conversation_rules::ConversationRules;
use crate::state::message::AgentMessage;
use crate::state::shared::Shared;

/// What is answered.
pub(crate) struct BlockingResponse {
    pub(crate) conversation: Shared<Conversation>,
    /// The messages of the agents.
    pub(crate) messages: Vec<String>,
    pub(crate) user_message: Option<Value>,
    /// The conversation is shown, and not only the messages.
    pub(crate) whole: bool,
    pub(crate) workspace_id: String,
    pub(crate) base: String,
    pub(crate) rules: Arc<ConversationRules>,
}

impl BlockingResponse {
    /// The answer at once, or when the messages are finished if the body says `blocking`.
    pub(crate) fn answer(self, body: &Map<String, Value>) -> Answer {
        if body.get("blocking") != Some(&Value::Bool(true)) {
            return Ok(self.reply(false));
        }
        Ok(Reply::later(async move {
            // When the time is over, the answer is whatever there is.
            let _ = timeout(self.rules.blocking_limit, self.finished()).await;
            self.reply(true)
        }))
    }

    async fn finished(&self) {
        while let Some(mut changes) = self.unfinished() {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    /// The changes of a message that is not finished.
    fn unfinished(&self) -> Option<watch::Receiver<()>> {
        let conversation = self.conversation.lock();
        let ids = self.messages.iter();
        let mut messages = ids.filter_map(|id| conversation.agent_message(id));
        let unfinished = messages.find(|message| !message.is_over())?;
        Some(unfinished.history.changes())
    }

    /// The answer with what there is.
    fn reply(&self, blocking: bool) -> Reply {
        let conversation = self.conversation.lock();
        let late = !blocking && self.rules.late_messages.is_some();
        let mut body = json!({});
        if self.whole {
            // A message that comes late is not there at all, not even as an empty rank.
            let ranks = match late {
                true => conversation.len() - self.messages.len(),
                false => conversation.len(),
            };
            let content = conversation.content(0..ranks, true);
            body["conversation"] = conversation.shown(&self.workspace_id, &self.base, content);
        } else if !late {
            let messages = self.messages.iter();
            let messages = messages.filter_map(|id| conversation.agent_message(id));
            body["agentMessages"] = messages.map(AgentMessage::shown).collect();
        }
        if let Some(message) = &self.user_message {
            body["message"] = message.clone();
        }
        Reply::ok(&body)
    }
}
