//! The ways in which an answer ends, and what ends nothing.
//!
//! Planted faults that turn these red, each tried: `user_message_error` taken for an event of an unknown type, a leaked
//! `end-of-stream` taken for the end, and five seconds of waiting before each connection.

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use dust_sandbox::{Sandbox, SandboxAnswer, StreamCut};
use dust_sdk::types::MessageStatus;
use dust_sdk::{AnswerEvent, ErrorKind};

use crate::sandbox::{all, bounded, connections, ending_in, poet, start};

fn text(pieces: &[&str]) -> Vec<AnswerEvent> {
    let pieces = pieces.iter();
    pieces
        .map(|piece| AnswerEvent::Text((*piece).to_owned()))
        .collect()
}

#[tokio::test]
async fn an_agent_that_fails_is_an_error_with_its_code() {
    for (script, code, message) in [
        (
            SandboxAnswer::new()
                .text("Well")
                .fails("model_error", "No model."),
            "model_error",
            "No model.",
        ),
        (
            SandboxAnswer::new()
                .text("Well")
                .refuses_message("plan_limit", "No more."),
            "plan_limit",
            "No more.",
        ),
    ] {
        let (sandbox, dust) = poet(script).await;
        let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
        let first = events.next().await.unwrap().unwrap();
        assert_eq!(first, AnswerEvent::Text("Well".into()));
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::AgentFailed, Some(code))
        );
        assert_eq!(error.message(), message);
        assert_eq!(error.conversation_id(), Some(events.conversation_id()));
        assert_eq!(error.message_id(), Some(events.message_id()));
        assert!(events.next().await.is_none());
        assert_eq!(connections(&sandbox), 1, "{code}");
        let asked = dust.agent("poet").ask("?").await.unwrap_err();
        assert_eq!(
            (asked.kind(), asked.code()),
            (ErrorKind::AgentFailed, Some(code))
        );
    }
}

#[tokio::test]
async fn agent_failure_is_the_same_error_unseen() {
    let failing = SandboxAnswer::new().fails("model_error", "No model.");
    let builder = Sandbox::builder().agent("poet").answers(failing);
    let (_sandbox, dust) = start(builder.history_expiry(Duration::ZERO)).await;
    let error = dust.agent("poet").ask("?").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::AgentFailed, Some("model_error"), "No model.")
    );
    assert!(error.conversation_id().is_some() && error.message_id().is_some());
}

#[tokio::test]
async fn stopped_agent_gives_a_partial_answer() {
    for (script, status, looks) in [
        (
            SandboxAnswer::from("a b").stops_gracefully(),
            MessageStatus::Succeeded,
            0,
        ),
        (
            SandboxAnswer::from("a b").cancelled(),
            MessageStatus::Cancelled,
            1,
        ),
    ] {
        let (sandbox, dust) = poet(script).await;
        let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
        assert_eq!(all(&mut events).await, text(&["a ", "b"]));
        let answer = events.finish().await.unwrap();
        assert_eq!(answer.text(), "a b");
        assert_eq!(answer.message().status, Some(status));
        let reads = ending_in(&sandbox, answer.conversation_id()).len();
        assert_eq!((connections(&sandbox), reads), (1, looks));
    }
}

#[tokio::test]
async fn cancelled_stream_ends_with_partial_text() {
    let (sandbox, dust) = poet(SandboxAnswer::new().text("On and on").never_ends()).await;
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    for piece in ["On ", "and ", "on"] {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event, AnswerEvent::Text(piece.into()));
    }
    events.cancel().await.unwrap();
    assert!(events.next().await.is_none());
    let message = events.message_id().to_owned();
    let answer = events.finish().await.unwrap();
    assert_eq!(answer.text(), "On and on");
    assert_eq!(answer.message().status, Some(MessageStatus::Cancelled));
    let sent = crate::sandbox::bodies(&sandbox, "/cancel");
    assert_eq!(sent, [serde_json::json!({ "messageIds": [message] })]);
}

#[tokio::test]
async fn a_leaked_end_of_stream_ends_nothing() {
    // Each connection but the first replays what is there, and leaks after it.
    let script = SandboxAnswer::from("a b c d")
        .cut(1, StreamCut::Done)
        .cut(3, StreamCut::Reset);
    let builder = Sandbox::builder().agent("poet").answers(script);
    let (sandbox, dust) = start(builder.leaks_end_of_stream()).await;
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    let place = (
        events.conversation_id().to_owned(),
        events.message_id().to_owned(),
    );
    assert_eq!(all(&mut events).await, text(&["a ", "b ", "c ", "d"]));
    assert_eq!(events.finish().await.unwrap().text(), "a b c d");
    assert_eq!(connections(&sandbox), 3);
    // One in the middle of an answer that is still written.
    let live = SandboxAnswer::new()
        .text("a b")
        .pause(Duration::from_millis(300))
        .text(" c");
    sandbox.answer_next("poet", live);
    let events = dust.agent("poet").ask("?").stream().await.unwrap();
    let place_of_live = (
        events.conversation_id().to_owned(),
        events.message_id().to_owned(),
    );
    drop(events);
    tokio::time::sleep(Duration::from_millis(100)).await;
    for ((conversation, message), pieces) in [
        (place, ["a ", "b ", "c ", "d"].as_slice()),
        (place_of_live, &["a ", "b", " ", "c"]),
    ] {
        let mut events = dust
            .conversation(conversation)
            .message(message)
            .answer()
            .stream()
            .await
            .unwrap();
        assert_eq!(all(&mut events).await, text(pieces));
    }
}

#[tokio::test]
async fn agents_own_end_of_stream_is_no_end() {
    let leaked = serde_json::json!({ "type": "end-of-stream" });
    let script = SandboxAnswer::new().text("a").event(leaked).text("b");
    let (sandbox, dust) = poet(script).await;
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    assert_eq!(all(&mut events).await, text(&["a", "b"]));
    assert_eq!(connections(&sandbox), 1);
}

/// The official client waits five seconds at each.
#[tokio::test]
async fn planned_ends_of_connections_cost_no_time() {
    let pieces: Vec<String> = (0..8).map(|number| format!("{number} ")).collect();
    let script = (1..=8).fold(SandboxAnswer::new().tokens(pieces), |script, after| {
        script.cut(after, StreamCut::Done)
    });
    let (sandbox, dust) = poet(script).await;
    let started = Instant::now();
    let answer = bounded(dust.agent("poet").ask("?").into_future())
        .await
        .unwrap();
    let took = started.elapsed();
    assert_eq!(answer.text(), "0 1 2 3 4 5 6 7 ");
    assert_eq!(connections(&sandbox), 9);
    // Eight pauses of the shortest back-off would be two seconds.
    assert!(took < Duration::from_secs(2), "{took:?}");
}
