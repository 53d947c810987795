//! The answers to a create and a post, which may wait for the messages of agents.

use serde_json::{Map, Value, json};

use super::super::respond::{Answer, Content, Reply, ok};
use super::super::state::State;
use super::message::AgentMessage;

/// A call whose answer waits until messages are finished.
#[derive(Debug)]
pub(in super::super) struct Held {
    pub(super) conversation: String,
    pub(super) messages: Vec<String>,
    pub(super) user_message: Option<Value>,
    /// The conversation is shown, and not only the messages.
    pub(super) whole: bool,
    pub(super) base: String,
}

impl Held {
    /// Whether there is something left to wait for, and how to hear of it.
    pub(in super::super) fn waits(
        &self,
        state: &State,
    ) -> Option<tokio::sync::watch::Receiver<()>> {
        let conversation = state.talks.conversation(&self.conversation).ok()?;
        let messages = self.messages.iter();
        let mut messages = messages.filter_map(|id| conversation.agent_message(id));
        let waits = messages.find(|message| !message.is_over())?;
        Some(waits.history.changes())
    }

    /// The answer with what there is.
    pub(in super::super) fn reply(&self, state: &State, blocking: bool) -> Reply {
        let body = self.body(state, blocking);
        body.unwrap_or_else(Reply::from)
    }

    fn body(&self, state: &State, blocking: bool) -> Answer {
        let conversation = state.talks.conversation(&self.conversation)?;
        let late = !blocking && state.talks.rules.late_messages.is_some();
        let mut body = json!({});
        if self.whole {
            // A message that comes late is not there at all, not even as an empty place.
            let places = match late {
                true => conversation.ranks.len() - self.messages.len(),
                false => conversation.ranks.len(),
            };
            let content = conversation.content(0..places, true);
            body["conversation"] = conversation.shown(&state.workspace_id, &self.base, content);
        } else if !late {
            let messages = self.messages.iter();
            let messages = messages.filter_map(|id| conversation.agent_message(id));
            body["agentMessages"] = messages.map(AgentMessage::shown).collect();
        }
        if let Some(message) = &self.user_message {
            body["message"] = message.clone();
        }
        ok(body)
    }
}

/// The answer at once, or when the messages are finished if the body says `blocking`.
pub(super) fn answer(state: &State, held: Held, body: &Map<String, Value>) -> Answer {
    if body.get("blocking") != Some(&Value::Bool(true)) {
        return Ok(held.reply(state, false));
    }
    let mut reply = held.reply(state, true);
    reply.content = Content::Held(held);
    Ok(reply)
}
