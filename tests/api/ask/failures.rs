//! What fails after a question was posted: its error has the ids to resume by, and unsafe ids are refused.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sdk::ErrorKind;
use serde_json::{Value, json};

use super::{agent, ask, finished, ok, posts, refusal, server, user};
use crate::support::{Act, Server};

#[tokio::test]
async fn deadline_while_searching_keeps_the_ids() {
    let posted = json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": "q"}});
    let server = server(posted, Vec::new()).await;
    let ask = server.client().agent("poet").ask("?");
    let error = ask.deadline(Duration::from_millis(600)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.conversation_id(), Some("c"));
    assert_eq!(error.message_id(), Some("q"));
}

#[tokio::test]
async fn zero_deadline_sends_nothing() {
    let server = server(Value::Null, Vec::new()).await;
    let dust = server.client();
    let error = dust
        .agent("poet")
        .ask("?")
        .deadline(Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let events = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    let error = events.deadline(Duration::ZERO).next().await.unwrap();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn unsafe_id_of_the_server_is_not_followed() {
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

#[tokio::test]
async fn failed_search_is_retried() {
    for (in_old, posted) in posts() {
        let looks = [
            refusal("404 Not Found", "conversation_not_found"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("502 Bad Gateway", "x"),
            Act::SendAndClose(Vec::new()),
            Act::SendAndClose(Vec::new()),
        ];
        let looks = Mutex::new(looks.into_iter());
        let server = Server::start(move |_, request| {
            if request.method == "POST" {
                return ok(posted.clone());
            }
            if request.target.contains("/events") {
                return finished(&request.target);
            }
            let content = json!([user("q"), agent("a", "poet", json!("q"))]);
            let shown = ok(json!({"conversation": {"sId": "c", "content": content}}));
            looks.lock().unwrap().next().unwrap_or(shown)
        })
        .await;
        assert_eq!(ask(&server, in_old).await.unwrap().text(), "a");
        // One post, seven failures, the look that found it, one stream.
        assert_eq!(server.requests(), 1 + 7 + 1 + 1);
    }
}

/// A server that takes the question, and then does this to looks until it is told to be well.
async fn ailing(posted: Value, look: Act, of_question: Act) -> (Server, Arc<AtomicBool>) {
    let well = Arc::new(AtomicBool::new(false));
    let is_well = well.clone();
    let server = Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        if request.target.contains("/q/events") {
            return of_question.clone();
        }
        if request.target.contains("/events") {
            return finished(&request.target);
        }
        if !is_well.load(Ordering::SeqCst) {
            return look.clone();
        }
        let content = json!([user("q"), agent("a", "poet", json!("q"))]);
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await;
    (server, well)
}

#[tokio::test]
async fn error_after_the_post_has_the_ids() {
    let looks = [
        (
            refusal("403 Forbidden", "conversation_access_restricted"),
            ErrorKind::Permission,
        ),
        (
            refusal("404 Not Found", "conversation_not_found"),
            ErrorKind::Timeout,
        ),
        (
            refusal("503 Service Unavailable", "service_unavailable"),
            ErrorKind::Timeout,
        ),
        (
            ok(json!({"conversation": {"sId": "c", "content": [user("q")]}})),
            ErrorKind::Timeout,
        ),
    ];
    let streams = [
        refusal("404 Not Found", "message_not_found"),
        refusal("400 Bad Request", "invalid_request_error"),
    ];
    let mut cells = tokio::task::JoinSet::new();
    for (in_old, posted) in posts() {
        for (look, kind) in &looks {
            for of_question in &streams {
                let acts = (look.clone(), of_question.clone());
                cells.spawn(goes_on(in_old, posted.clone(), acts, *kind));
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 16);
}

async fn goes_on(in_old: bool, posted: Value, acts: (Act, Act), kind: ErrorKind) {
    let (server, well) = ailing(posted, acts.0, acts.1).await;
    let limit = match kind {
        ErrorKind::Timeout => Duration::from_secs(2),
        _ => Duration::from_secs(30),
    };
    let error = ask(&server, in_old).deadline(limit).await.unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    let (conversation, message) = (error.conversation_id(), error.message_id());
    assert_eq!((conversation, message), (Some("c"), Some("q")), "{error}");
    well.store(true, Ordering::SeqCst);
    let mut events = server
        .client()
        .conversation("c")
        .message("q")
        .answer()
        .stream()
        .await
        .unwrap();
    assert!(events.next().await.is_none());
    assert_eq!(events.message_id(), "a");
    assert_eq!(events.finish().await.unwrap().text(), "a");
    let seen = server.seen();
    assert_eq!(seen.iter().filter(|seen| seen.method == "POST").count(), 1);
}

#[tokio::test]
async fn refusal_of_no_question_keeps_its_error() {
    let content = json!([user("other"), agent("q", "poet", json!("other"))]);
    let shown = ok(json!({"conversation": {"sId": "c", "content": content}}));
    for look in [
        shown,
        refusal("403 Forbidden", "conversation_access_restricted"),
    ] {
        let refused = refusal("400 Bad Request", "invalid_request_error");
        let (server, _) = ailing(Value::Null, look, refused).await;
        let mut events = server
            .client()
            .conversation("c")
            .message("q")
            .answer()
            .stream()
            .await
            .unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.code(), Some("invalid_request_error"));
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn unsafe_question_id_is_not_handed_on() {
    let posted = json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": ".."}});
    let server = server(posted, Vec::new()).await;
    let ask = server.client().agent("poet").ask("?");
    let error = ask.deadline(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(
        (error.conversation_id(), error.message_id()),
        (Some("c"), None)
    );
}
