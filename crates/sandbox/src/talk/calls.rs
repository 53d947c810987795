//! Creating, reading, changing and going on with conversations.

use serde_json::{Map, Value, json};

use super::super::auth::Caller;
use super::super::clock;
use super::super::log::ReceivedRequest;
use super::super::respond::{Answer, Refusal, ok};
use super::super::state::State;
use super::bodies;
use super::conversation::{Conversation, Message};
use super::cuts::Cuts;
use super::files;
use super::fragments;
use super::held::{Held, answer};
use super::history::History;
use super::say::{answer_with, say};

/// `POST assistant/conversations`.
pub(super) fn create(state: &mut State, caller: &Caller, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    bodies::conversation(&body)?;
    let message = body.get("message").and_then(Value::as_object);
    let agents = message.map_or(Ok(Vec::new()), |message| mentioned(state, message))?;
    let files = bodies::fragments(&body).filter_map(|fragment| fragment.get("fileId")?.as_str());
    for file in files {
        files::find(state, file)?;
    }
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
        cuts: Cuts::new(state.talks.rules.cuts.clone()),
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
