//! Conversations as the sandbox keeps them, and the JSON that it shows of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::clock;
use crate::http::api_error::ApiError;
use crate::state::conversation_rules::ConversationRules;
use crate::state::cuts::Cuts;
use crate::state::history::History;
use crate::state::message::AgentMessage;
use crate::state::shared::Shared;

/// All conversations of a workspace, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Conversations {
    pub(crate) rules: Arc<ConversationRules>,
    pub(crate) by_id: HashMap<String, Shared<Conversation>>,
    /// Conversations that may not be read any more.
    pub(crate) restricted: HashSet<String>,
}

impl Conversations {
    /// A conversation that may be read.
    pub(crate) fn get(&self, id: &str) -> Result<Shared<Conversation>, ApiError> {
        if self.restricted.contains(id) {
            return Err(ApiError::forbidden(
                "conversation_access_restricted",
                "You don't have access to this conversation.",
            ));
        }
        self.by_id.get(id).cloned().ok_or_else(not_found)
    }

    /// Completes every sign-in that an agent waits for.
    pub(crate) fn complete_sign_in(&self) {
        for conversation in self.by_id.values() {
            for message in conversation.lock().agent_messages_mut() {
                message.complete_sign_in();
            }
        }
    }
}

pub(crate) fn not_found() -> ApiError {
    ApiError::not_found(
        "conversation_not_found",
        "The conversation you're trying to access was not found.",
    )
}

pub(crate) fn message_not_found() -> ApiError {
    ApiError::not_found(
        "message_not_found",
        "The message you're trying to access was not found.",
    )
}

/// One conversation.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) id: i64,
    pub(crate) s_id: String,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) title: Option<String>,
    pub(crate) visibility: String,
    pub(crate) unread: bool,
    /// Places in the conversation, each with the versions of what is there.
    ranks: Vec<Vec<Message>>,
    /// Rank and version of each message.
    places: HashMap<String, (usize, usize)>,
    pub(crate) history: History,
    pub(crate) cuts: Cuts,
    /// In so many reads the messages of agents are missing.
    pub(crate) late_reads: usize,
    /// Pairs of agent and tool that need no approval any more.
    pub(crate) approved: HashSet<(String, String)>,
    pub(crate) feedbacks: Vec<(String, Value)>,
}

/// What can be at a rank of a conversation; what people give does not change and is kept as it is shown.
#[derive(Debug)]
pub(crate) enum Message {
    Given(Value),
    Agent(Box<AgentMessage>),
}

impl Message {
    pub(crate) fn shown(&self) -> Value {
        match self {
            Self::Given(message) => message.clone(),
            Self::Agent(message) => message.shown(),
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Given(message) => message["sId"].as_str().unwrap_or_default(),
            Self::Agent(message) => &message.s_id,
        }
    }
}

/// What is known of a conversation when it is created.
pub(crate) struct NewConversation {
    pub(crate) id: i64,
    pub(crate) s_id: String,
    pub(crate) title: Option<String>,
    pub(crate) visibility: String,
}

impl Conversation {
    pub(crate) fn new(new: NewConversation, rules: &ConversationRules) -> Self {
        let now = clock::now_ms();
        Self {
            id: new.id,
            s_id: new.s_id,
            created: now,
            updated: now,
            title: new.title,
            visibility: new.visibility,
            unread: false,
            ranks: Vec::new(),
            places: HashMap::new(),
            history: History::default(),
            cuts: Cuts::new(rules.cuts.clone()),
            late_reads: rules.late_messages.unwrap_or(0),
            approved: HashSet::new(),
            feedbacks: Vec::new(),
        }
    }

    /// Adds a message at the next rank, which it gives.
    pub(crate) fn add(&mut self, message: Message) -> usize {
        let rank = self.ranks.len();
        self.places.insert(message.id().to_owned(), (rank, 0));
        self.ranks.push(vec![message]);
        self.updated = clock::now_ms();
        rank
    }

    /// Adds a new version of what is at a rank.
    pub(crate) fn add_version(&mut self, rank: usize, message: Message) {
        let Some(versions) = self.ranks.get_mut(rank) else {
            return;
        };
        let place = (rank, versions.len());
        self.places.insert(message.id().to_owned(), place);
        versions.push(message);
    }

    /// How many ranks there are.
    pub(crate) fn len(&self) -> usize {
        self.ranks.len()
    }

    /// The rank of a message, and all versions of what is there.
    pub(crate) fn versions(&self, id: &str) -> Option<(usize, &[Message])> {
        let (rank, _) = self.places.get(id)?;
        Some((*rank, self.ranks.get(*rank)?))
    }

    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.ranks.iter().flatten()
    }

    pub(crate) fn agent_messages(&self) -> impl Iterator<Item = &AgentMessage> {
        self.messages().filter_map(|message| match message {
            Message::Agent(message) => Some(message.as_ref()),
            Message::Given(_) => None,
        })
    }

    fn agent_messages_mut(&mut self) -> impl Iterator<Item = &mut AgentMessage> {
        let messages = self.ranks.iter_mut().flatten();
        messages.filter_map(|message| match message {
            Message::Agent(message) => Some(message.as_mut()),
            Message::Given(_) => None,
        })
    }

    pub(crate) fn agent_message(&self, id: &str) -> Option<&AgentMessage> {
        let (rank, version) = *self.places.get(id)?;
        match self.ranks.get(rank)?.get(version)? {
            Message::Agent(message) => Some(message),
            Message::Given(_) => None,
        }
    }

    pub(crate) fn agent_message_mut(&mut self, id: &str) -> Option<&mut AgentMessage> {
        let (rank, version) = *self.places.get(id)?;
        match self.ranks.get_mut(rank)?.get_mut(version)? {
            Message::Agent(message) => Some(message),
            Message::Given(_) => None,
        }
    }

    pub(crate) fn is_busy(&self) -> bool {
        self.agent_messages().any(|message| !message.is_over())
    }

    /// The conversation with the ranks of a range.
    pub(crate) fn shown(&self, workspace: &str, base: &str, content: Value) -> Value {
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

    /// The versions at some ranks, oldest first; without `agents` the messages of agents are missing.
    pub(crate) fn content(&self, places: std::ops::Range<usize>, agents: bool) -> Value {
        let places = &self.ranks[places];
        let shown = |message: &Message| {
            let visible = agents || matches!(message, Message::Given(_));
            visible.then(|| message.shown())
        };
        let versions = |place: &Vec<Message>| -> Value { place.iter().filter_map(shown).collect() };
        places.iter().map(versions).collect()
    }

    pub(crate) fn emit(&mut self, mut event: Value) {
        event["created"] = clock::now_ms().into();
        self.history.push(event);
    }

    pub(crate) fn emit_new(&mut self, message: &Value, rank: usize) {
        let mut shown = message.clone();
        shown["rank"] = rank.into();
        self.emit(json!({
            "type": "user_message_new", "messageId": message["sId"], "message": shown,
        }));
    }

    pub(crate) fn rename(&mut self, title: &str) {
        self.title = Some(title.to_owned());
        self.emit(json!({ "type": "conversation_title", "title": title }));
    }

    /// Records that an agent has answered; a conversation without a title gets one.
    pub(crate) fn agent_is_done(&mut self, message: &str) {
        let agent = self.agent_message(message);
        let agent = agent.map(|message| message.configuration_id.clone());
        self.unread = true;
        self.updated = clock::now_ms();
        self.emit(json!({
            "type": "agent_message_done",
            "conversationId": self.s_id,
            "configurationId": agent,
            "messageId": message,
        }));
        if self.title.is_none() {
            let title = self.first_words();
            self.rename(&title);
        }
    }

    /// The first words of the first message, which make a title.
    fn first_words(&self) -> String {
        let mut messages = self.messages().map(Message::shown);
        let first = messages.find(|message| message["type"] == "user_message");
        let first = first.unwrap_or_default();
        let words = first["content"].as_str().unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().take(6).collect();
        words.join(" ")
    }
}
