//! What is dropped lets go: of its connection, and of the agent if that was asked for.
//!
//! Planted fault that turns these red, tried: a body that is not let go when its stream is dropped or over.

use std::time::Duration;

use dust_sandbox::SandboxAnswer;
use dust_sdk::types::MessageStatus;
use serde_json::json;

use crate::sandbox::{ending_in, poet};
use crate::support::{Act, Server, head};

/// A server whose streams give one event and then nothing.
async fn endless() -> Server {
    Server::start(|_, _| {
        let mut bytes = head("200 OK", &[("Content-Type", "text/event-stream")]);
        let data = json!({ "type": "generation_tokens", "text": "a", "classification": "tokens" });
        let event = json!({ "eventId": "1-0", "data": data });
        bytes.extend_from_slice(format!("\r\ndata: {event}\n\n").as_bytes());
        Act::SendAndStall(bytes)
    })
    .await
}

async fn until_closed(server: &Server) {
    for _ in 0..500 {
        if server.connections() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} connections are open", server.connections());
}

#[tokio::test]
async fn a_dropped_answer_closes_its_connection() {
    let server = endless().await;
    let dust = server.client();
    let mut events = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    events.next().await.unwrap().unwrap();
    // It reads, and there is nothing to read.
    let next = tokio::time::timeout(Duration::from_millis(50), events.next());
    assert!(next.await.is_err());
    assert_eq!(server.connections(), 1);
    drop(events);
    until_closed(&server).await;
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_dropped_conversation_closes_its_connection() {
    let server = endless().await;
    let dust = server.client();
    let mut events = dust.conversation("c").events().unwrap();
    events.next().await.unwrap().unwrap();
    assert_eq!(server.connections(), 1);
    drop(events);
    until_closed(&server).await;
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_stream_that_was_not_polled_has_sent_nothing() {
    let server = endless().await;
    let dust = server.client();
    drop(
        dust.conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap(),
    );
    drop(dust.conversation("c").events().unwrap());
    assert_eq!((server.requests(), server.connections()), (0, 0));
}

#[tokio::test]
async fn ended_stream_releases_its_connection() {
    let server = Server::start(|_, _| {
        let mut bytes = head("200 OK", &[("Content-Type", "text/event-stream")]);
        let event = json!({ "eventId": "1-0", "data": { "type": "agent_error", "error": null } });
        bytes.extend_from_slice(format!("\r\ndata: {event}\n\n").as_bytes());
        Act::SendAndStall(bytes)
    })
    .await;
    let mut events = server
        .client()
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    assert!(events.next().await.unwrap().is_err());
    until_closed(&server).await;
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn dropping_stops_the_agent_only_if_asked() {
    for cancel in [false, true] {
        let (sandbox, dust) = poet(SandboxAnswer::new().text("On and on").never_ends()).await;
        let ask = dust.agent("poet").ask("?").cancel_on_drop(cancel);
        let mut events = ask.stream().await.unwrap();
        events.next().await.unwrap().unwrap();
        let conversation = events.conversation_id().to_owned();
        drop(events);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let cancels = ending_in(&sandbox, "/cancel").len();
        assert_eq!(cancels, usize::from(cancel));
        let conversation = dust.conversation(conversation).get().await.unwrap();
        let ranks = conversation.content.unwrap();
        let status = ranks[1][0].as_agent().unwrap().status.clone();
        let cancelled = status == Some(MessageStatus::Cancelled);
        assert_eq!(cancelled, cancel, "{status:?}");
    }
}
