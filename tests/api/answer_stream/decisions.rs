//! Decisions about tools and answers to the questions of agents, and what becomes of them.

use std::time::Duration;

use dust_sdk::types::{ActionDecision, ToolApprovalEvent};
use dust_sdk::{Approvals, ErrorKind};
use serde_json::json;

use super::{
    JSON, approval, begun, conversation, data, events, follow, is_stream, refusal, success,
};
use crate::support::{Act, Server, json as reply, response};

/// A server whose agent waits for an approval, and goes on after a decision whatever it answers to that.
async fn waiting(decision: Act) -> Server {
    let decided = std::sync::atomic::AtomicBool::new(false);
    Server::start(move |_, request| {
        use std::sync::atomic::Ordering::SeqCst;
        if request.method == "POST" {
            decided.store(true, SeqCst);
            return decision.clone();
        }
        match (is_stream(request), decided.load(SeqCst)) {
            (false, _) => conversation(json!({"status": "created"})),
            (true, false) => events(&[approval(0), data("done")]),
            (true, true) => events(&[approval(0), success(1, "Done.")]),
        }
    })
    .await
}

#[tokio::test]
async fn unneeded_decision_is_ignored() {
    for refused in [
        refusal("404 Not Found", "action_not_found"),
        refusal("400 Bad Request", "invalid_request_error"),
    ] {
        let server = waiting(refused).await;
        let stream = follow(&server.client())
            .await
            .approvals(Approvals::refuse());
        assert_eq!(stream.finish().await.unwrap().text(), "Done.");
        let posts = server.seen();
        let posts = posts.iter().filter(|request| request.method == "POST");
        assert_eq!(posts.count(), 1);
    }
}

/// How a decision fares whose requests are answered so, one after the other and the last again.
async fn decide(acts: Vec<Act>, by_hand: bool) -> (usize, Result<(), dust_sdk::Error>) {
    let sent = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |_, request| {
        use std::sync::atomic::Ordering::SeqCst;
        if request.method == "POST" {
            let at = sent.fetch_add(1, SeqCst).min(acts.len() - 1);
            return acts[at].clone();
        }
        match (is_stream(request), sent.load(SeqCst)) {
            (false, _) => conversation(json!({"status": "created"})),
            (true, 0) => events(&[approval(0), data("done")]),
            (true, _) => events(&[approval(0), success(1, "Done.")]),
        }
    })
    .await;
    let result = match by_hand {
        true => {
            server
                .client()
                .conversation("c")
                .message("m")
                .approve("act")
                .await
        }
        false => {
            let stream = follow(&server.client())
                .await
                .approvals(Approvals::refuse());
            stream
                .finish()
                .await
                .map(|answer| assert_eq!(answer.text(), "Done."))
        }
    };
    let posts = server.seen();
    let posts = posts.iter().filter(|request| request.method == "POST");
    (posts.count(), result)
}

#[tokio::test]
async fn lost_decision_is_retried() {
    let done = || Act::Send(reply("200 OK", &json!({"success": true})));
    let decided = || refusal("400 Bad Request", "action_not_blocked");
    let lost = [
        Act::SendAndReset(Vec::new()),
        Act::SendAndReset(begun(JSON, "{\"succ")),
        Act::Send(response("502 Bad Gateway", &[], "<html>")),
        Act::Send(response("504 Gateway Timeout", &[], "")),
        refusal("500 Internal Server Error", "internal_server_error"),
    ];
    let mut cells = tokio::task::JoinSet::new();
    for by_hand in [true, false] {
        for lost in &lost {
            for then in [done(), decided()] {
                cells.spawn(decide(vec![lost.clone(), then], by_hand));
            }
        }
    }
    let cells = cells.join_all().await;
    assert_eq!(cells.len(), 20);
    for (posts, result) in cells {
        result.unwrap();
        assert_eq!(posts, 2);
    }
    for by_hand in [true, false] {
        let (posts, result) = decide(vec![done()], by_hand).await;
        result.unwrap();
        assert_eq!(posts, 1);
        let (posts, result) = decide(vec![lost[4].clone()], by_hand).await;
        let error = result.unwrap_err();
        assert_eq!(error.operation(), Some("validate_action"));
        assert_eq!((posts, error.attempts()), (3, 3));
    }
}

#[tokio::test]
async fn conflicting_manual_decision_is_an_error() {
    let decided = || vec![refusal("400 Bad Request", "action_not_blocked")];
    let (posts, result) = decide(decided(), true).await;
    assert_eq!(result.unwrap_err().code(), Some("action_not_blocked"));
    assert_eq!(posts, 1);
    let (posts, result) = decide(decided(), false).await;
    result.unwrap();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn lost_answer_to_a_question_is_retried() {
    for then in [
        Act::Send(reply("200 OK", &json!({"success": true}))),
        refusal("400 Bad Request", "action_not_blocked"),
    ] {
        let server = Server::start(move |number, _| match number {
            0 => Act::SendAndReset(Vec::new()),
            _ => then.clone(),
        })
        .await;
        server
            .client()
            .conversation("c")
            .message("m")
            .answer_question("act", [0])
            .await
            .unwrap();
        assert_eq!(server.requests(), 2);
    }
}

#[tokio::test]
async fn deadline_bounds_the_approval_function() {
    let server = waiting(conversation(json!({}))).await;
    let never = Approvals::ask(|_| std::future::pending::<ActionDecision>());
    let stream = follow(&server.client()).await.approvals(never);
    let stream = stream.deadline(Duration::from_millis(300));
    let error = stream.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("search waits"), "{error}");
}

#[tokio::test]
async fn panicking_function_is_called_once() {
    let server = waiting(conversation(json!({}))).await;
    async fn panics(_: ToolApprovalEvent) -> ActionDecision {
        panic!("in the function")
    }
    let mut stream = follow(&server.client())
        .await
        .approvals(Approvals::ask(panics));
    stream.next().await.unwrap().unwrap();
    let stream = std::sync::Arc::new(tokio::sync::Mutex::new(stream));
    let other = stream.clone();
    let task = tokio::spawn(async move { other.lock().await.next().await.map(drop) });
    assert!(task.await.unwrap_err().is_panic());
    let mut stream = stream.try_lock().unwrap();
    let later = tokio::time::timeout(Duration::from_millis(300), stream.next()).await;
    assert!(later.is_err(), "it goes on to wait");
}
