//! Conversations as the sandbox keeps them, and the JSON that it shows of them.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::clock;
use super::cuts::Cuts;
use super::history::History;
use super::message::AgentMessage;

/// One conversation.
#[derive(Debug)]
pub(super) struct Conversation {
    pub(super) id: i64,
    pub(super) s_id: String,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) title: Option<String>,
    pub(super) visibility: String,
    pub(super) unread: bool,
    /// Places in the conversation, each with the versions of what is there.
    pub(super) ranks: Vec<Vec<Message>>,
    pub(super) history: History,
    pub(super) cuts: Cuts,
    /// In so many reads the messages of agents are missing.
    pub(super) late_reads: usize,
    /// Pairs of agent and tool that need no approval any more.
    pub(super) approved: HashSet<(String, String)>,
    pub(super) feedbacks: Vec<Value>,
}

/// What can be at a place in a conversation; what people give does not change and is kept as it is shown.
#[derive(Debug)]
pub(super) enum Message {
    Given(Value),
    Agent(Box<AgentMessage>),
}

impl Message {
    pub(super) fn shown(&self) -> Value {
        match self {
            Self::Given(message) => message.clone(),
            Self::Agent(message) => message.shown(),
        }
    }

    pub(super) fn is(&self, id: &str) -> bool {
        match self {
            Self::Given(message) => message["sId"] == id,
            Self::Agent(message) => message.s_id == id,
        }
    }
}

impl Conversation {
    /// Puts a message at the next place.
    pub(super) fn add(&mut self, message: Message) -> usize {
        self.ranks.push(vec![message]);
        self.updated = clock::now_ms();
        self.ranks.len() - 1
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.ranks.iter().flatten()
    }

    pub(super) fn agent_messages(&self) -> impl Iterator<Item = &AgentMessage> {
        self.messages().filter_map(|message| match message {
            Message::Agent(message) => Some(message.as_ref()),
            Message::Given(_) => None,
        })
    }

    pub(super) fn agent_message(&self, id: &str) -> Option<&AgentMessage> {
        self.agent_messages().find(|message| message.s_id == id)
    }

    pub(super) fn agent_message_mut(&mut self, id: &str) -> Option<&mut AgentMessage> {
        let mut messages = self.ranks.iter_mut().flatten();
        messages.find_map(|message| match message {
            Message::Agent(message) if message.s_id == id => Some(message.as_mut()),
            _ => None,
        })
    }

    pub(super) fn is_busy(&self) -> bool {
        self.agent_messages().any(|message| !message.is_over())
    }

    /// The conversation with the ranks of a range.
    pub(super) fn shown(&self, workspace: &str, base: &str, content: Value) -> Value {
        json!({
            "id": self.id,
            "sId": self.s_id,
            "created": self.created,
            "updated": self.updated,
            "unread": self.unread,
            "actionRequired": self.agent_messages().any(AgentMessage::is_blocked),
            "owner": {
                "id": 71_204,
                "sId": workspace,
                "name": "Sandbox",
                "role": "admin",
                "segmentation": null,
                "whiteListedProviders": null,
                "defaultEmbeddingProvider": null,
                "regionalModelsOnly": false,
            },
            "title": self.title,
            "visibility": self.visibility,
            "depth": 0,
            "requestedGroupIds": [],
            "requestedSpaceIds": [],
            "url": format!("{base}/w/{workspace}/conversation/{}", self.s_id),
            "content": content,
        })
    }

    /// The versions at some places, oldest place first; without `agents` what they say is missing.
    pub(super) fn content(&self, places: std::ops::Range<usize>, agents: bool) -> Value {
        let places = &self.ranks[places];
        let shown = |message: &Message| {
            let visible = agents || matches!(message, Message::Given(_));
            visible.then(|| message.shown())
        };
        let versions = |place: &Vec<Message>| -> Value { place.iter().filter_map(shown).collect() };
        places.iter().map(versions).collect()
    }
}
