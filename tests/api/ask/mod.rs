//! Which message is taken for the answer to a question.

mod cancel_on_drop;
mod failures;
mod find_answer;

use serde_json::{Value, json};

use crate::support::{Act, Server, error_body, json as reply, response};

fn user(id: &str) -> Value {
    json!([{"type": "user_message", "sId": id}])
}

fn agent(id: &str, agent: &str, parent: Value) -> Value {
    let configuration = json!({"id": -1, "sId": agent, "name": agent});
    json!([{"type": "agent_message", "sId": id, "configuration": configuration, "status": "created", "parentMessageId": parent}])
}

/// The stream of a message that is finished: its content is its id.
fn finished(target: &str) -> Act {
    let path = target.split('?').next().unwrap_or_default();
    let id = path.rsplit('/').nth(1).unwrap_or_default();
    let message = json!({"sId": id, "status": "succeeded", "content": id});
    stream(json!({"type": "agent_message_success", "messageId": id, "message": message}))
}

fn stream(event: Value) -> Act {
    let line = json!({"eventId": "1700-0", "data": event});
    let body = format!("data: {line}\n\n");
    Act::Send(response(
        "200 OK",
        &[("Content-Type", "text/event-stream")],
        body,
    ))
}

fn ok(body: Value) -> Act {
    Act::Send(reply("200 OK", &body))
}

/// A server that shows these contents, one a look, and answers each post with the message `q`.
async fn server(posted: Value, looks: Vec<Value>) -> Server {
    let seen = std::sync::Mutex::new(looks.into_iter());
    Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        if request.target.contains("/events") {
            return finished(&request.target);
        }
        let content = seen.lock().unwrap().next().unwrap_or_default();
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await
}

fn refusal(status: &str, code: &str) -> Act {
    Act::Send(response(
        status,
        &[("Retry-After", "0")],
        error_body(code, "No."),
    ))
}

/// The kinds of questions, each with what the server answers to its post: in a new conversation and in an old one.
fn posts() -> [(bool, Value); 2] {
    let asked = json!({"sId": "q"});
    let conversation = json!({"sId": "c", "content": [user("q")]});
    [
        (
            false,
            json!({"conversation": conversation, "message": asked}),
        ),
        (true, json!({"message": asked})),
    ]
}

fn ask(server: &Server, in_old: bool) -> dust_sdk::ask::Ask {
    let ask = server.client().agent("poet").ask("?");
    match in_old {
        true => ask.conversation("c"),
        false => ask,
    }
}
