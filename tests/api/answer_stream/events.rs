//! What a stream makes of the events of an answer, and how it finishes where they are wrong, too long or missing.

use std::time::Duration;

use dust_sdk::{AnswerEvent, ErrorKind};
use serde_json::json;

use super::{conversation, data, event, events, follow, heard, is_stream, refusal, success, text};
use crate::support::{Act, Server, json as reply};

#[tokio::test]
async fn undecodable_event_keeps_the_others() {
    let nonsense = event(1, json!({"type": "generation_tokens", "text": {}}));
    let lines = [
        text(0, "a"),
        nonsense,
        data("{\"eventId\""),
        data("[]"),
        text(2, "b"),
        success(3, "ab"),
    ];
    let (server, all) = heard(events(&lines)).await;
    let texts: Vec<_> = all.iter().filter_map(|event| event.as_ref().ok()).collect();
    let text = |text: &str| AnswerEvent::Text(text.to_owned());
    assert_eq!(texts, [&text("a"), &text("b")]);
    let errors: Vec<_> = all
        .iter()
        .filter_map(|event| event.as_ref().err())
        .collect();
    assert_eq!(errors.len(), 3);
    assert!(errors.iter().all(|error| error.kind() == ErrorKind::Decode));
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "ab");
}

#[tokio::test]
async fn hides_handshakes_and_comments() {
    let lines = [
        "event: dust-handshake\ndata: {}\n\n".to_owned(),
        "event: dust-news\ndata: {\"x\": 1}\n\n".to_owned(),
        ": comment\n\n".to_owned(),
        success(0, ""),
    ];
    let (_server, all) = heard(events(&lines)).await;
    assert!(all.is_empty(), "{all:?}");
}

#[tokio::test]
async fn keeps_new_events_with_lower_ids() {
    let lines = [text(5, "a"), text(3, "b"), text(5, "a"), text(3, "b")];
    let server = Server::start(move |number, _| match number {
        0 => events(&lines),
        _ => events(&[text(3, "b"), text(5, "a"), text(4, "c"), success(2, "abc")]),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event.unwrap());
    }
    let wanted = ["a", "b", "c"].map(|text| AnswerEvent::Text(text.to_owned()));
    assert_eq!(all, wanted);
    assert_eq!(stream.finish().await.unwrap().text(), "abc");
    // It goes on after what came last.
    assert!(server.seen()[1].target.ends_with("lastEventId=1700-3"));
}

#[tokio::test]
async fn an_empty_id_is_no_id() {
    let empty = |text: &str| {
        let event = json!({"type": "generation_tokens", "classification": "tokens", "text": text});
        data(json!({"eventId": "", "data": event}))
    };
    let lines = [empty("a"), empty("b")];
    let server = Server::start(move |number, _| match number {
        0 => events(&lines),
        _ => events(&[success(0, "ab")]),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let mut count = 0;
    while let Some(event) = stream.next().await {
        event.unwrap();
        count += 1;
    }
    assert_eq!(count, 2);
    assert!(!server.seen()[1].target.contains("lastEventId"));
}

#[tokio::test]
async fn unknown_status_is_not_the_end() {
    let server = Server::start(|number, request| match is_stream(request) {
        true if number < 4 => events(&[data("done")]),
        true => events(&[success(0, "Yes.")]),
        false => conversation(json!({"status": "brand_new", "content": "Not yet."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
    for (status, finished) in [("gracefully_stopped", true), ("cancelled", true)] {
        let server = Server::start(move |_, request| match is_stream(request) {
            true => events(&[data("done")]),
            false => conversation(json!({"status": status, "content": "Stopped."})),
        })
        .await;
        let answer = follow(&server.client()).await.finish().await;
        assert_eq!(answer.is_ok(), finished, "{status}");
    }
}

/// An event that no client has to hold.
fn too_long(number: u32) -> String {
    text(number, &"x".repeat(9 * 1024 * 1024))
}

#[tokio::test]
async fn reads_message_after_oversize_last_event() {
    let lines = [text(0, "a"), too_long(1)];
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(&lines),
        false => conversation(json!({"status": "succeeded", "content": "Long."})),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first, AnswerEvent::Text("a".into()));
    assert!(stream.next().await.is_none());
    assert_eq!(server.requests(), 2);
    assert_eq!(stream.finish().await.unwrap().text(), "Long.");
    let answer = follow(&server.client()).await.finish().await;
    assert_eq!(answer.unwrap().text(), "Long.");
}

#[tokio::test]
async fn waits_for_message_after_oversize_event() {
    let lines = [too_long(0), text(1, "b")];
    let server = Server::start(move |number, request| match is_stream(request) {
        true => events(&lines),
        false if number < 4 => conversation(json!({"status": "created"})),
        false => conversation(json!({"status": "succeeded", "content": "Long."})),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
    assert_eq!(error.message_id(), Some("m"));
    assert!(stream.next().await.is_none());
    assert_eq!(stream.finish().await.unwrap().text(), "Long.");
    // One stream, and looks.
    let seen = server.seen();
    assert_eq!(
        (
            seen.iter().filter(|seen| is_stream(seen)).count(),
            seen.len()
        ),
        (1, 5)
    );
}

#[tokio::test]
async fn finish_after_deadline_sends_nothing() {
    let server = Server::always(Act::SendAndStall(Vec::new())).await;
    let mut stream = follow(&server.client())
        .await
        .deadline(Duration::from_millis(200));
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let error = stream.finish().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message_id()),
        (ErrorKind::Timeout, Some("m"))
    );
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn finish_reads_message_after_an_error() {
    let error = json!({"code": "model_error", "message": "No model.", "metadata": null});
    for (status, expected) in [
        ("succeeded", Ok("Yes.")),
        ("created", Err((ErrorKind::Stream, None))),
        ("failed", Err((ErrorKind::AgentFailed, Some("model_error")))),
    ] {
        let error = error.clone();
        let server = Server::start(move |_, request| match is_stream(request) {
            true => refusal("403 Forbidden", "workspace_auth_error"),
            false => conversation(json!({"status": status, "content": "Yes.", "error": error})),
        })
        .await;
        let mut stream = follow(&server.client()).await;
        assert!(stream.next().await.unwrap().is_err());
        assert!(stream.next().await.is_none());
        let got = stream.finish().await;
        let got = got.as_ref().map(|answer| answer.text());
        let got = got.map_err(|error| (error.kind(), error.code()));
        assert_eq!(got, expected, "{status}");
    }
}

#[tokio::test]
async fn failed_message_gives_the_streamed_error() {
    let error = json!({"code": "model_error", "message": "No model."});
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(&[data("done")]),
        false => conversation(json!({"status": "failed", "error": error})),
    })
    .await;
    let error = follow(&server.client()).await.finish().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::AgentFailed, Some("model_error"), "No model.")
    );
    assert_eq!(error.message_id(), Some("m"));
}

#[tokio::test]
async fn cancels_before_the_first_event() {
    let server = Server::start(|_, request| match request.method.as_str() {
        "POST" => Act::Send(reply("200 OK", &json!({"success": true}))),
        _ => Act::SendAndStall(Vec::new()),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let connecting = tokio::time::timeout(Duration::from_millis(200), stream.next()).await;
    assert!(connecting.is_err());
    stream.cancel().await.unwrap();
    let sent = server.seen().pop().unwrap();
    assert!(sent.target.ends_with("/cancel"), "{}", sent.target);
    assert_eq!(sent.body, br#"{"messageIds":["m"]}"#);
}

#[tokio::test]
async fn other_message_is_not_the_answer() {
    let other = json!({"sId": "other", "status": "succeeded", "content": "No."});
    let end = event(
        0,
        json!({"type": "agent_message_success", "message": other}),
    );
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(std::slice::from_ref(&end)),
        false => conversation(json!({"status": "succeeded", "content": "Yes."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
}

#[tokio::test]
async fn overlong_event_id_is_not_sent() {
    let server = Server::start(|number, _| match number {
        0 => {
            let event =
                json!({"type": "generation_tokens", "classification": "tokens", "text": "a"});
            events(&[data(json!({"eventId": "x".repeat(100_000), "data": event}))])
        }
        _ => events(&[success(2, "a")]),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "a");
    assert!(!server.seen()[1].target.contains("lastEventId"));
}
