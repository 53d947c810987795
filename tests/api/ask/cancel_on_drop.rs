//! Dropping a question cancels its message once, also where it is dropped before the message is known.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use dust_sdk::ErrorKind;
use serde_json::json;

use super::{agent, ask, ok, refusal, user};
use crate::support::{Act, Server};

/// A server that takes the question after a while and shows the answer a while after that; gives what was cancelled.
async fn slow(of_post: Duration, begin_after: Duration) -> Server {
    let posted = Mutex::new(None);
    Server::start(move |_, request| {
        if request.target.ends_with("/cancel") {
            return ok(json!({"success": true}));
        }
        if request.method == "POST" {
            std::thread::sleep(of_post);
            *posted.lock().unwrap() = Some(Instant::now());
            return ok(
                json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": "q"}}),
            );
        }
        let posted = *posted.lock().unwrap();
        let begun = posted.is_some_and(|at| at.elapsed() >= begin_after);
        let content = match begun {
            true => json!([user("q"), agent("a", "poet", json!("q"))]),
            false => json!([user("q")]),
        };
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await
}

fn cancels(server: &Server) -> Vec<String> {
    let seen = server.seen().into_iter();
    let cancels = seen.filter(|seen| seen.target.ends_with("/cancel"));
    cancels
        .map(|seen| String::from_utf8(seen.body).unwrap())
        .collect()
}

async fn until_cancelled(server: &Server) -> Vec<String> {
    let end = Instant::now() + Duration::from_secs(4);
    while cancels(server).is_empty() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Another one would follow at once.
    tokio::time::sleep(Duration::from_millis(100)).await;
    cancels(server)
}

/// When a question is dropped: while it is posted, and while its answer is looked for.
fn early_drops() -> [(Duration, Duration); 2] {
    let millis = Duration::from_millis;
    [(millis(400), millis(0)), (millis(0), millis(600))]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn early_drop_cancels_the_later_message() {
    let mut cells = tokio::task::JoinSet::new();
    for in_old in [false, true] {
        for (of_post, begin_after) in early_drops() {
            for cancel in [true, false] {
                cells.spawn(drop_early(in_old, (of_post, begin_after), cancel));
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 8);
}

async fn drop_early(in_old: bool, (of_post, begin_after): (Duration, Duration), cancel: bool) {
    let server = slow(of_post, begin_after).await;
    let ask = ask(&server, in_old).cancel_on_drop(cancel);
    let dropped = tokio::time::timeout(Duration::from_millis(150), ask.stream());
    assert!(dropped.await.is_err());
    let cancelled = match cancel {
        true => until_cancelled(&server).await,
        false => {
            tokio::time::sleep(Duration::from_millis(1500)).await;
            cancels(&server)
        }
    };
    let wanted: &[&str] = if cancel {
        &[r#"{"messageIds":["a"]}"#]
    } else {
        &[]
    };
    assert_eq!(cancelled, wanted, "{of_post:?} {begin_after:?}");
    let posts = server
        .seen()
        .into_iter()
        .filter(|seen| seen.method == "POST");
    // Without a cancellation, a busy machine may drop it before it was sent.
    let posts = posts.count();
    assert!(
        posts == 1 + wanted.len() || (!cancel && posts == 0),
        "{posts}"
    );
}

#[tokio::test]
async fn cancels_answer_followed_by_question_id() {
    for by_hand in [true, false] {
        let missing = refusal("404 Not Found", "message_not_found");
        let begun = Instant::now() + Duration::from_millis(600);
        let server = Server::start(move |_, request| {
            if request.target.ends_with("/cancel") {
                return ok(json!({"success": true}));
            }
            if request.target.contains("/events") {
                return missing.clone();
            }
            let content = match Instant::now() >= begun {
                true => json!([user("q"), agent("a", "poet", json!("q"))]),
                false => json!([user("q")]),
            };
            ok(json!({"conversation": {"sId": "c", "content": content}}))
        })
        .await;
        let events = server
            .client()
            .conversation("c")
            .message("q")
            .answer()
            .stream()
            .await
            .unwrap();
        let mut events = events.cancel_on_drop(true);
        let next = tokio::time::timeout(Duration::from_millis(300), events.next());
        assert!(next.await.is_err());
        if by_hand {
            events.cancel().await.unwrap();
        }
        drop(events);
        assert_eq!(until_cancelled(&server).await, [r#"{"messageIds":["a"]}"#]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn early_deadline_cancels_the_message() {
    for (of_post, begin_after) in early_drops() {
        let server = slow(of_post, begin_after).await;
        let ask = ask(&server, false).cancel_on_drop(true);
        let error = ask.deadline(Duration::from_millis(150)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(until_cancelled(&server).await, [r#"{"messageIds":["a"]}"#]);
    }
}

#[tokio::test]
async fn drop_before_first_poll_posts_nothing() {
    let server = slow(Duration::ZERO, Duration::ZERO).await;
    drop(ask(&server, false).cancel_on_drop(true).stream());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn drop_does_not_cancel_twice() {
    // A cancel that fails is sent three times, since it is idempotent; both fail.
    for (fails, wanted) in [(false, 1), (true, 6)] {
        let server = Server::start(
            move |_, request| match request.target.ends_with("/cancel") {
                true if fails => refusal("500 Internal Server Error", "internal_server_error"),
                true => ok(json!({"success": true})),
                false => Act::SendAndStall(Vec::new()),
            },
        )
        .await;
        let events = server
            .client()
            .conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap();
        let events = events.cancel_on_drop(true);
        assert_eq!(events.cancel().await.is_err(), fails);
        // A future that was not polled has sent nothing.
        drop(events.cancel());
        drop(events);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(cancels(&server).len(), wanted, "{fails}");
    }
}
