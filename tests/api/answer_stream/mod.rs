//! Answer streams against servers that do what no server should: what is borne, what is not, and how often is asked.

mod connections;
mod decisions;
mod events;
mod redirects;

use std::time::Duration;

use dust_sdk::{AnswerEvent, AnswerStream, Client};
use serde_json::{Value, json};

use crate::support::{Act, Seen, Server, error_body, head, json as reply, response};

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
const EVENTS: &[(&str, &str)] = &[("Content-Type", "text/event-stream")];

/// A connection that tells these events and is over.
fn events(lines: &[String]) -> Act {
    Act::Send(response("200 OK", EVENTS, lines.concat()))
}

fn data(text: impl std::fmt::Display) -> String {
    format!("data: {text}\n\n")
}

fn event(number: u32, event: Value) -> String {
    data(json!({"eventId": format!("1700-{number}"), "data": event}))
}

fn text(number: u32, text: &str) -> String {
    event(
        number,
        json!({"type": "generation_tokens", "classification": "tokens", "text": text}),
    )
}

fn success(number: u32, content: &str) -> String {
    let message = json!({"sId": "m", "status": "succeeded", "content": content});
    event(
        number,
        json!({"type": "agent_message_success", "message": message}),
    )
}

fn approval(number: u32) -> String {
    let metadata = json!({"toolName": "search"});
    event(
        number,
        json!({"type": "tool_approve_execution", "actionId": "act", "metadata": metadata}),
    )
}

/// A conversation with the message in this state.
fn conversation(message: Value) -> Act {
    let mut shown = json!({"type": "agent_message", "sId": "m"});
    for (key, value) in message.as_object().unwrap() {
        shown[key] = value.clone();
    }
    let conversation = json!({"sId": "c", "content": [[shown]]});
    Act::Send(reply("200 OK", &json!({"conversation": conversation})))
}

fn refusal(status: &str, code: &str) -> Act {
    Act::Send(response(status, JSON, error_body(code, "No.")))
}

fn is_stream(request: &Seen) -> bool {
    request.target.contains("/events")
}

/// The stream of the message, with an end to whatever goes wrong.
async fn follow(dust: &Client) -> AnswerStream {
    let stream = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    stream.deadline(Duration::from_secs(30))
}

/// What is heard of a server that does the same with each connection to the events.
async fn heard(act: Act) -> (Server, Vec<Result<AnswerEvent, dust_sdk::Error>>) {
    let server = Server::always(act).await;
    let mut events = follow(&server.client()).await;
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event);
    }
    (server, all)
}

/// What a connection begins with, until a proxy cuts it.
fn begun(headers: &[(&str, &str)], said: &str) -> Vec<u8> {
    [
        &head("200 OK", headers),
        b"\r\n".as_slice(),
        said.as_bytes(),
    ]
    .concat()
}
