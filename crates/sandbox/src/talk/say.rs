//! What people say, and how agents begin to answer it.

use serde_json::{Map, Value, json};

use super::super::auth::Caller;
use super::super::clock;
use super::super::state::State;
use super::conversation::{Conversation, Message};
use super::cuts::Cuts;
use super::generate::Performance;
use super::history::History;
use super::message::{AgentMessage, Status};

/// Adds what a person says, and lets the agents answer. Gives the message and the ids of theirs.
pub(super) fn say(
    state: &mut State,
    caller: &Caller,
    conversation: &str,
    body: &Map<String, Value>,
    agents: &[usize],
) -> (Value, Vec<String>) {
    let message = user_message(state, caller, body);
    let parent = message["sId"].as_str().unwrap_or_default().to_owned();
    let text = body["content"].as_str().unwrap_or_default().to_owned();
    if let Some(conversation) = state.talks.conversation_mut(conversation) {
        let rank = conversation.add(Message::Given(message.clone()));
        conversation.tell_new(&message, rank);
    }
    let answers = agents.iter();
    let answers = answers.map(|agent| answer_with(state, conversation, *agent, &parent, &text));
    let answers = answers.collect();
    (message, answers)
}

fn user_message(state: &mut State, caller: &Caller, body: &Map<String, Value>) -> Value {
    let mut context = body["context"].clone();
    for key in ["fullName", "email", "profilePictureUrl"] {
        if context.get(key).is_none() {
            context[key] = Value::Null;
        }
    }
    if context.get("origin").is_none() {
        context["origin"] = "api".into();
    }
    json!({
        "id": state.ids.number(),
        "sId": state.ids.short(),
        "type": "user_message",
        "created": clock::now_ms(),
        "visibility": "visible",
        "version": 0,
        "user": person(caller),
        "mentions": body["mentions"],
        "richMentions": [],
        "content": body["content"],
        "context": context,
    })
}

/// A member of the workspace, or nobody for a key.
fn person(caller: &Caller) -> Value {
    let Caller::User { email } = caller else {
        return Value::Null;
    };
    let name = email.split('@').next().unwrap_or_default();
    json!({
        "sId": format!("usr_{name}"),
        "id": 4_711,
        "createdAt": 1_752_488_100_123_i64,
        "provider": "google",
        "username": name,
        "email": email,
        "firstName": name,
        "lastName": null,
        "fullName": name,
        "image": null,
    })
}

/// Lets an agent answer; gives the id of its message.
pub(super) fn answer_with(
    state: &mut State,
    conversation: &str,
    agent: usize,
    parent: &str,
    text: &str,
) -> String {
    let (number, s_id) = (state.ids.number(), state.ids.short());
    let agent = &mut state.agents[agent];
    let mut script = agent.repertoire.next(text);
    let message = AgentMessage {
        id: number,
        s_id: s_id.clone(),
        created: clock::now_ms(),
        parent: parent.to_owned(),
        configuration: Value::Object(agent.light(state.older)),
        configuration_id: agent.s_id.clone(),
        status: Status::Created,
        content: None,
        thought: String::new(),
        steps: vec![String::new()],
        actions: Vec::new(),
        error: None,
        history: History::default(),
        cuts: Cuts::new(std::mem::take(&mut script.cuts)),
        connections: 0,
        blocked: None,
    };
    let mut shown = message.shown();
    if let Some(conversation) = state.talks.conversation_mut(conversation) {
        let rank = conversation.add(Message::Agent(Box::new(message)));
        shown["rank"] = rank.into();
        conversation.tell(json!({
            "type": "agent_message_new",
            "configurationId": shown["configuration"]["sId"],
            "messageId": s_id,
            "message": shown,
        }));
    }
    state.talks.started.push(Performance {
        conversation: conversation.to_owned(),
        message: s_id.clone(),
        script,
    });
    s_id
}

impl Conversation {
    pub(super) fn tell(&mut self, mut event: Value) {
        event["created"] = clock::now_ms().into();
        self.history.push(event);
    }

    pub(super) fn tell_new(&mut self, message: &Value, rank: usize) {
        let mut shown = message.clone();
        shown["rank"] = rank.into();
        self.tell(json!({
            "type": "user_message_new", "messageId": message["sId"], "message": shown,
        }));
    }

    pub(super) fn rename(&mut self, title: &str) {
        self.title = Some(title.to_owned());
        self.tell(json!({ "type": "conversation_title", "title": title }));
    }

    /// After an answer: its listeners hear of it, and a conversation without a title gets one.
    pub(super) fn agent_is_done(&mut self, message: &str) {
        let agent = self.agent_message(message);
        let agent = agent.map(|message| message.configuration_id.clone());
        self.unread = true;
        self.updated = clock::now_ms();
        self.tell(json!({
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

    /// What a title is made of.
    fn first_words(&self) -> String {
        let mut messages = self.messages().map(Message::shown);
        let first = messages.find(|message| message["type"] == "user_message");
        let first = first.unwrap_or_default();
        let words = first["content"].as_str().unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().take(6).collect();
        words.join(" ")
    }
}
