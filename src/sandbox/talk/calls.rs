//! Creating, reading, changing and going on with conversations.

use serde_json::{Map, Value, json};

use super::super::auth::Caller;
use super::super::clock;
use super::super::log::ReceivedRequest;
use super::super::respond::{Answer, Content, Refusal, Reply, ok};
use super::super::state::State;
use super::bodies;
use super::conversation::{Conversation, Message};
use super::cuts::Cuts;
use super::fragments;
use super::generate::Performance;
use super::history::History;
use super::message::{AgentMessage, Status};

/// A call whose answer waits until messages are finished.
#[derive(Debug)]
pub(in super::super) struct Held {
    conversation: String,
    messages: Vec<String>,
    user_message: Option<Value>,
    whole: bool,
    base: String,
}

/// `POST assistant/conversations`.
pub(super) fn create(state: &mut State, caller: &Caller, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    bodies::conversation(&body)?;
    let message = body.get("message").and_then(Value::as_object);
    let agents = message.map_or(Ok(Vec::new()), |message| mentioned(state, message))?;
    let conversation = new_conversation(state, &body);
    let id = conversation.s_id.clone();
    state.talks.conversations.push(conversation);
    for fragment in bodies::fragments(&body) {
        fragments::add(state, &id, fragment)?;
    }
    let posted = message.map(|message| say(state, caller, &id, message, &agents));
    let (user_message, messages) = posted.unwrap_or_default();
    let held = Held {
        conversation: id,
        messages,
        user_message: (!user_message.is_null()).then_some(user_message),
        whole: true,
        base: origin(request),
    };
    answer(state, held, &body)
}

/// `POST assistant/conversations/{cId}/messages`.
pub(super) fn post(
    state: &mut State,
    caller: &Caller,
    id: &str,
    request: &ReceivedRequest,
) -> Answer {
    let body = request.object()?;
    bodies::message(&body)?;
    let agents = mentioned(state, &body)?;
    not_busy(state.talks.conversation(id)?, &agents)?;
    let (user_message, messages) = say(state, caller, id, &body, &agents);
    let held = Held {
        conversation: id.to_owned(),
        messages,
        user_message: Some(user_message),
        whole: false,
        base: origin(request),
    };
    answer(state, held, &body)
}

/// `POST assistant/conversations/{cId}/messages/{mId}/edit`.
pub(super) fn edit(
    state: &mut State,
    (id, message): (&str, &str),
    request: &ReceivedRequest,
) -> Answer {
    let body = request.object()?;
    bodies::edit(&body)?;
    let agents = mentioned(state, &body)?;
    let conversation = state.talks.conversation(id)?;
    not_busy(conversation, &agents)?;
    let mut ranks = conversation.ranks.iter();
    let rank = ranks.position(|versions| versions.iter().any(|version| version.is(message)));
    let rank = rank.ok_or_else(message_not_found)?;
    let versions = &conversation.ranks[rank];
    let mut edited = versions.last().map(Message::shown).unwrap_or_default();
    if edited["type"] != "user_message" {
        return Err(Refusal::invalid("Only messages of users can be edited."));
    }
    edited["version"] = versions.len().into();
    edited["id"] = state.ids.number().into();
    edited["sId"] = state.ids.short().into();
    edited["created"] = clock::now_ms().into();
    edited["content"] = body["content"].clone();
    edited["mentions"] = body["mentions"].clone();
    let parent = edited["sId"].as_str().unwrap_or_default().to_owned();
    let conversation = state.talks.conversation_mut(id).ok_or_else(not_found)?;
    conversation.ranks[rank].push(Message::Given(edited.clone()));
    conversation.tell_new(&edited, rank);
    let text = edited["content"].as_str().unwrap_or_default().to_owned();
    for agent in &agents {
        answer_with(state, id, *agent, &parent, &text);
    }
    ok(json!({ "message": edited }))
}

/// `GET assistant/conversations/{cId}`.
pub(super) fn get(state: &mut State, id: &str, request: &ReceivedRequest) -> Answer {
    let number = |name| match request.query_value(name) {
        None => Ok(None),
        Some(text) => text.parse::<usize>().map(Some).map_err(|_| {
            Refusal::invalid(format!("Invalid query parameters: {name} is no number"))
        }),
    };
    let (limit, last) = (number("limit")?, number("lastValue")?);
    if limit == Some(0) {
        return Err(Refusal::invalid(
            "Invalid query parameters: limit is at least 1",
        ));
    }
    let workspace = state.workspace_id.clone();
    let conversation = state.talks.conversation_mut(id).ok_or_else(not_found)?;
    let late = conversation.late_reads > 0;
    conversation.late_reads = conversation.late_reads.saturating_sub(1);
    let end = last.unwrap_or(usize::MAX).min(conversation.ranks.len());
    let start = limit.map_or(0, |limit| end.saturating_sub(limit));
    let content = conversation.content(start..end, !late);
    let shown = conversation.shown(&workspace, &origin(request), content);
    let mut body = json!({ "conversation": shown });
    if limit.is_some() {
        body["hasMore"] = (start > 0).into();
        body["lastValue"] = (start < end).then(|| start.to_string()).into();
    }
    ok(body)
}

/// `PATCH assistant/conversations/{cId}`.
pub(super) fn patch(state: &mut State, id: &str, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    bodies::patch(&body)?;
    let conversation = state.talks.conversation_mut(id).ok_or_else(not_found)?;
    if let Some(read) = body.get("read").and_then(Value::as_bool) {
        conversation.unread = !read;
    }
    if let Some(title) = body.get("title").and_then(Value::as_str) {
        conversation.rename(title);
    }
    ok(json!({ "success": true }))
}

/// `POST assistant/conversations/{cId}/cancel`.
pub(super) fn cancel(state: &mut State, id: &str, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    bodies::checked(&body, |fields| {
        fields.strings("messageIds", super::super::check::Need::Required);
    })?;
    let conversation = state.talks.conversation_mut(id).ok_or_else(not_found)?;
    let ids = body["messageIds"].as_array().into_iter().flatten();
    for message in ids.filter_map(Value::as_str) {
        let Some(found) = conversation.agent_message_mut(message) else {
            continue;
        };
        if !found.is_over() {
            found.cancel();
            conversation.agent_is_done(message);
        }
    }
    ok(json!({ "success": true }))
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

fn answer(state: &State, held: Held, body: &Map<String, Value>) -> Answer {
    if body.get("blocking") != Some(&Value::Bool(true)) {
        return Ok(held.reply(state, false));
    }
    let mut reply = held.reply(state, true);
    reply.content = Content::Held(held);
    Ok(reply)
}

fn new_conversation(state: &mut State, body: &Map<String, Value>) -> Conversation {
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let now = clock::now_ms();
    Conversation {
        id: state.ids.number(),
        s_id: state.ids.short(),
        created: now,
        updated: now,
        title: text("title"),
        visibility: text("visibility").unwrap_or_else(|| "unlisted".to_owned()),
        unread: false,
        ranks: Vec::new(),
        history: History::default(),
        late_reads: state.talks.rules.late_messages.unwrap_or(0),
        approved: Default::default(),
        feedbacks: Vec::new(),
    }
}

/// The places in the list of the agents that are mentioned.
fn mentioned(state: &State, message: &Map<String, Value>) -> Result<Vec<usize>, Refusal> {
    let mentions = message["mentions"].as_array().into_iter().flatten();
    let ids = mentions.filter_map(|mention| mention["configurationId"].as_str());
    let place = |id: &str| {
        let mut agents = state.agents.iter();
        let at = agents.position(|agent| agent.s_id == id && !agent.is_archived());
        at.ok_or_else(|| {
            Refusal::not_found(
                "agent_configuration_not_found",
                "The agent you're trying to access was not found.",
            )
        })
    };
    let agents = ids.map(place).collect::<Result<Vec<_>, _>>()?;
    match agents.iter().all(|at| state.agents[*at].status == "active") {
        true => Ok(agents),
        false => Err(Refusal::invalid(
            "This agent is either disabled or you don't have access to it.",
        )),
    }
}

fn not_busy(conversation: &Conversation, agents: &[usize]) -> Result<(), Refusal> {
    if agents.is_empty() || !conversation.is_busy() {
        return Ok(());
    }
    Err(Refusal::invalid(
        "Wait for current active agent to finish or stop it before sending a message.",
    ))
}

/// Adds what a person says, and lets the agents answer. Gives the message and the ids of theirs.
fn say(
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
fn answer_with(
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

    fn tell_new(&mut self, message: &Value, rank: usize) {
        let mut shown = message.clone();
        shown["rank"] = rank.into();
        self.tell(json!({
            "type": "user_message_new", "messageId": message["sId"], "message": shown,
        }));
    }

    fn rename(&mut self, title: &str) {
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

/// Where the request was sent to.
pub(super) fn origin(request: &ReceivedRequest) -> String {
    format!("http://{}", request.header("host").unwrap_or("127.0.0.1"))
}

pub(super) fn not_found() -> Refusal {
    Refusal::not_found(
        "conversation_not_found",
        "The conversation you're trying to access was not found.",
    )
}

pub(super) fn message_not_found() -> Refusal {
    Refusal::not_found(
        "message_not_found",
        "The message you're trying to access was not found.",
    )
}
