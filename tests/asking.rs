//! Which message is taken for the answer to a question.

mod support;

use dust_sdk::ErrorKind;
use serde_json::{Value, json};
use std::time::Duration;
use support::{Act, Server, json as reply, response};

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
    let event = json!({"type": "agent_message_success", "messageId": id, "message": message});
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

#[tokio::test]
async fn an_older_message_is_not_taken_for_the_answer_to_a_post() {
    tokio::join!(
        an_answer_after_older_ones(Value::Null),
        an_answer_after_older_ones(json!("q"))
    );
}

async fn an_answer_after_older_ones(parent: Value) {
    let old = [
        user("p"),
        agent("old", "poet", Value::Null),
        agent("named", "poet", json!("p")),
    ];
    let with = |more: &[Value]| Value::from([&old[..], more].concat());
    let late = agent("late", "poet", json!("p"));
    let looks = vec![
        with(&[]),
        with(&[user("q"), late.clone()]),
        with(&[user("q"), late, agent("new", "poet", parent)]),
    ];
    let server = server(json!({"message": {"sId": "q"}}), looks).await;
    let ask = server.client().agent("poet").ask("?").conversation("c");
    assert_eq!(ask.await.unwrap().text(), "new");
    // One post, three looks, one stream.
    assert_eq!(server.requests(), 5);
}

#[tokio::test]
async fn the_agent_asked_first_is_followed_though_another_begins_before_it() {
    let begun = [user("q"), agent("m2", "critic", json!("q"))];
    let all = [&begun[..], &[agent("m1", "poet", json!("q"))]].concat();
    let conversation = json!({"sId": "c", "content": begun});
    let posted = json!({"conversation": conversation, "message": {"sId": "q"}});
    let server = server(posted, vec![Value::from(begun.to_vec()), all.into()]).await;
    let ask = server.client().agent("poet").ask("?").mention("critic");
    let answer = ask.mention("critic").await.unwrap();
    assert_eq!(answer.text(), "m1");
    assert_eq!(answer.other_message_ids(), ["m2"]);
    let sent: Value = serde_json::from_slice(&server.seen()[0].body).unwrap();
    assert_eq!(sent["message"]["mentions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_deadline_while_looking_tells_the_conversation_that_was_begun() {
    let posted = json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": "q"}});
    let server = server(posted, Vec::new()).await;
    let ask = server.client().agent("poet").ask("?");
    let error = ask.deadline(Duration::from_millis(600)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.conversation_id(), Some("c"));
    assert_eq!(error.message_id(), None);
}

#[tokio::test]
async fn a_deadline_of_nothing_sends_nothing() {
    let server = server(Value::Null, Vec::new()).await;
    let dust = server.client();
    let error = dust
        .agent("poet")
        .ask("?")
        .deadline(Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let events = dust.conversations().answer("c", "m").unwrap();
    let error = events.deadline(Duration::ZERO).next().await.unwrap();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn an_id_of_the_server_that_leads_elsewhere_is_not_followed() {
    for (conversation, message) in [("..", "m"), ("", "m"), ("c", ".."), ("c", "")] {
        let content = json!([user("q"), agent(message, "poet", json!("q"))]);
        let conversation = json!({"sId": conversation, "content": content});
        let posted = json!({"conversation": conversation, "message": {"sId": "q"}});
        let server = server(posted, Vec::new()).await;
        let ask = server.client().agent("poet").ask("?").cancel_on_drop(true);
        let error = ask.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(server.requests(), 1);
    }
}
