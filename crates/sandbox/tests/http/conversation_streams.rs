//! The events of conversations, and everything that can happen to a connection.

use std::time::Duration;

use dust_sandbox::{Fault, Sandbox, SandboxAnswer, StreamCut};
use serde_json::{Value, json};

use crate::conversation_support::{
    CONVERSATIONS, TestConversation, connect, deltas, message, receive, types,
};
use crate::support::{Dust, answer, error};

/// Three words and the end: four events.
async fn three_words() -> Dust {
    Dust::of(Sandbox::builder().agent("poet").answers("a b c")).await
}

#[tokio::test]
async fn an_answer_streams_from_handshake_to_done() {
    let dust = Dust::start().await;
    let chat = TestConversation::post_message(&dust, "dust", "Bonjour, ça va ?").await;
    let received = chat.receive(&dust, None).await;
    assert!(received.handshake && received.done && !received.broken);
    let last = received.events.last().unwrap();
    assert_eq!(last["type"], "agent_message_success");
    assert_eq!(last["message"]["status"], "succeeded");
    assert_eq!(
        last["message"]["content"],
        deltas(&received.events).as_str()
    );
    assert!(deltas(&received.events).contains("ça va"));
    for event in &received.events {
        assert_eq!(event["messageId"], chat.message.as_str());
        assert_eq!(event["configurationId"], "dust");
        assert!(event["created"].is_i64() && event["step"] == 0);
    }
    let mut ids = received.ids.clone();
    ids.dedup();
    assert_eq!(ids.len(), received.events.len());
}

#[tokio::test]
async fn streams_live_behind_a_redirect() {
    let dust = Dust::start().await;
    let chat = TestConversation::begin(&dust, "dust").await;
    let policy = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(policy).no_proxy();
    let http = http.build().unwrap();
    let path = format!("{}?lastEventId=1-0", chat.message_path("events"));
    let request = http
        .get(dust.url(&path))
        .bearer_auth(dust.sandbox.api_key());
    let got = answer(request).await;
    assert_eq!(got.status, 307);
    let expected = format!("/api/sse/v1/w/{}/{path}", dust.sandbox.workspace_id());
    assert_eq!(got.header("location"), expected);
    let other = format!("{}/api/sse/v1/w/x/spaces", dust.sandbox.url());
    assert_eq!(answer(dust.http.get(other)).await.status, 404);
}

#[tokio::test]
async fn older_servers_do_not_shake_hands() {
    for builder in [
        Sandbox::builder().without_handshake(),
        Sandbox::builder().older_server(),
    ] {
        let dust = Dust::of(builder).await;
        let received = TestConversation::begin(&dust, "dust")
            .await
            .receive(&dust, None)
            .await;
        assert!(!received.handshake && received.done);
    }
}

#[tokio::test]
async fn a_connection_ends_after_its_events_and_goes_on_where_it_was() {
    let builder = Sandbox::builder().agent("poet").answers("a b c");
    let dust = Dust::of(builder.events_per_connection(3)).await;
    let chat = TestConversation::begin(&dust, "poet").await;
    let first = chat.receive(&dust, None).await;
    assert_eq!((first.events.len(), first.done), (3, true));
    let second = chat
        .receive(&dust, first.ids.last().map(String::as_str))
        .await;
    assert_eq!(types(&second.events), ["agent_message_success"]);
    let whole = chat.receive(&dust, None).await;
    assert_eq!(whole.ids, first.ids);
    let after_all = chat
        .receive(&dust, second.ids.last().map(String::as_str))
        .await;
    assert!(after_all.events.is_empty() && after_all.done);
}

#[tokio::test]
async fn a_connection_ends_at_the_first_event_after_its_time() {
    let builder = Sandbox::builder().connection_time(Duration::ZERO);
    let dust = Dust::of(builder.agent("poet").answers("a b c")).await;
    let received = TestConversation::begin(&dust, "poet")
        .await
        .receive(&dust, None)
        .await;
    assert_eq!((received.events.len(), received.done), (1, true));
}

#[tokio::test]
async fn end_of_stream_leaks_after_a_replay() {
    let builder = Sandbox::builder().leaks_end_of_stream();
    let dust = Dust::of(builder.agent("poet").answers("a b c")).await;
    let chat = TestConversation::begin(&dust, "poet").await;
    chat.until(&dust, "agent_message_success").await;
    let received = chat.receive(&dust, None).await;
    assert_eq!(types(&received.events)[4], "end-of-stream");
    assert_eq!(received.events.len(), 5);
    let rest = chat
        .receive(&dust, received.ids.last().map(String::as_str))
        .await;
    assert!(rest.events.is_empty());
}

#[tokio::test]
async fn history_expires_when_the_message_is_finished() {
    let builder = Sandbox::builder().history_expiry(Duration::ZERO);
    let dust = Dust::of(builder).await;
    let chat = TestConversation::begin(&dust, "dust").await;
    while chat.answer(&dust).await["status"] == "created" {
        tokio::task::yield_now().await;
    }
    let received = chat.receive(&dust, None).await;
    assert!(received.events.is_empty() && received.handshake && received.done);
}

#[tokio::test]
async fn streams_may_come_late() {
    let dust = Dust::of(Sandbox::builder().late_streams(2)).await;
    let chat = TestConversation::begin(&dust, "dust").await;
    for _ in 0..2 {
        let got = dust.get(&chat.message_path("events")).await;
        assert_eq!(got.error(), error(404, "message_not_found"));
    }
    assert!(chat.receive(&dust, None).await.done);
}

#[tokio::test]
async fn unknown_conversations_and_messages_have_no_stream() {
    let dust = Dust::start().await;
    let chat = TestConversation::begin(&dust, "dust").await;
    let got = dust.get(&format!("{CONVERSATIONS}/none/events")).await;
    assert_eq!(got.error(), error(404, "conversation_not_found"));
    let got = dust
        .get(&format!("{}/messages/none/events", chat.path()))
        .await;
    assert_eq!(got.error(), error(404, "message_not_found"));
}

#[tokio::test]
async fn cuts_come_once_and_nothing_is_lost() {
    for by in [
        StreamCut::Done,
        StreamCut::Close,
        StreamCut::Reset,
        StreamCut::Unavailable,
        StreamCut::NotFound,
        StreamCut::ExpiredToken,
    ] {
        for after in 0..=4 {
            let dust = three_words().await;
            let script = SandboxAnswer::from("a b c").cut(after, by);
            assert_eq!(script.event_count(), 4);
            dust.sandbox.answer_next("poet", script);
            let chat = TestConversation::begin(&dust, "poet").await;
            let whole = resumed(&dust, &chat).await;
            let case = format!("{by:?} after {after}");
            assert_eq!(deltas(&whole), "a b c", "{case}");
            assert_eq!(whole.len(), 4, "{case}");
        }
    }
}

/// Connects until the last event is there, as a client does that goes on after whatever happens.
async fn resumed(dust: &Dust, chat: &TestConversation) -> Vec<Value> {
    let (mut events, mut last) = (Vec::new(), None::<String>);
    for _ in 0..6 {
        let response = chat.connect(dust, last.as_deref()).await;
        if response.status() != 200 {
            assert!([401, 404, 503].contains(&response.status().as_u16()));
            continue;
        }
        let received = receive(response).await;
        events.extend(received.events);
        last = received.ids.last().cloned().or(last);
        if types(&events).contains(&"agent_message_success") {
            return events;
        }
    }
    panic!("only {events:?}");
}

#[tokio::test]
async fn each_cut_ends_in_its_own_way() {
    for (by, done, broken) in [
        (StreamCut::Done, true, false),
        (StreamCut::Close, false, false),
        (StreamCut::Reset, false, true),
        (StreamCut::Unavailable, false, false),
    ] {
        let dust = three_words().await;
        let script = SandboxAnswer::from("a b c").cut(2, by);
        dust.sandbox.answer_next("poet", script);
        let received = TestConversation::begin(&dust, "poet")
            .await
            .receive(&dust, None)
            .await;
        let case = format!("{by:?}");
        assert_eq!((received.done, received.broken), (done, broken), "{case}");
        assert_eq!(received.events.len(), 2, "{case}");
    }
}

#[tokio::test]
async fn a_stalled_connection_says_nothing_more() {
    let dust = three_words().await;
    let script = SandboxAnswer::from("a b c").cut(1, StreamCut::Stall);
    dust.sandbox.answer_next("poet", script);
    let chat = TestConversation::begin(&dust, "poet").await;
    let stalled = tokio::time::timeout(Duration::from_millis(300), chat.receive(&dust, None));
    assert!(stalled.await.is_err());
    assert_eq!(chat.events(&dust).await.len(), 4);
}

#[tokio::test]
async fn faults_harm_these_streams_too() {
    let dust = three_words().await;
    let chat = TestConversation::begin(&dust, "poet").await;
    let streams = |request: &dust_sandbox::ReceivedRequest| request.path().contains("/sse/");
    dust.sandbox.fail_when(streams, Fault::CutStream(2));
    let received = chat.receive(&dust, None).await;
    assert_eq!((received.events.len(), received.done), (2, false));
    dust.sandbox.clear_faults();
    dust.sandbox.fail_when(streams, Fault::Unavailable);
    assert_eq!(chat.connect(&dust, None).await.status(), 503);
}

#[tokio::test]
async fn a_conversation_tells_what_happens_in_it() {
    let dust = Dust::of(Sandbox::builder().events_per_connection(4)).await;
    let chat = TestConversation::post_message(&dust, "dust", "What changed in the handbook?").await;
    let path = format!("{}/events", chat.path());
    let received = receive(connect(&dust, &path, None).await).await;
    let expected = [
        "user_message_new",
        "agent_message_new",
        "agent_message_done",
        "conversation_title",
    ];
    let waits = receive(connect(&dust, &path, received.ids.last().map(String::as_str)).await);
    assert!(
        tokio::time::timeout(Duration::from_millis(100), waits)
            .await
            .is_err()
    );
    assert_eq!(types(&received.events), expected);
    assert_eq!(received.events[1]["message"]["sId"], chat.message.as_str());
    assert_eq!(received.events[1]["message"]["rank"], 1);
}

#[tokio::test]
async fn an_answer_is_finished_without_a_listener() {
    let dust = three_words().await;
    let body = json!({ "message": message("poet", "x"), "blocking": true });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    let answer = &created["conversation"]["content"][1][0];
    assert_eq!(
        (&answer["status"], &answer["content"]),
        (&json!("succeeded"), &json!("a b c"))
    );
}
