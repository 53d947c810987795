//! The limits of all that waits for an agent or a run: a deadline, and how often in a row it may fail.

use std::time::{Duration, Instant};

use dust_sdk::types::RunRequest;
use dust_sdk::{Client, Error, ErrorKind};
use serde_json::{Map, json};
use tokio::task::JoinSet;

use crate::support::{Act, Seen, Server, head, json as reply};

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Ask,
    Answer,
    Conversation,
    Run,
    WaitForRun,
    StreamRun,
}

const KINDS: [Kind; 6] = [
    Kind::Ask,
    Kind::Answer,
    Kind::Conversation,
    Kind::Run,
    Kind::WaitForRun,
    Kind::StreamRun,
];

/// Waits within the limits that are set.
async fn wait(
    kind: Kind,
    dust: &Client,
    deadline: Duration,
    max_reconnects: u32,
) -> Result<(), Error> {
    let request = RunRequest::new("latest", Map::new(), [json!({})]);
    let soon = Duration::from_millis(1);
    match kind {
        Kind::Ask => {
            let ask = dust.agent("a").ask("?").deadline(deadline);
            ask.max_reconnects(max_reconnects).await.map(drop)
        }
        Kind::Answer => {
            let answer = dust
                .conversation("c")
                .message("m")
                .answer()
                .stream()
                .await?
                .deadline(deadline);
            answer
                .max_reconnects(max_reconnects)
                .finish()
                .await
                .map(drop)
        }
        Kind::Conversation => {
            let events = dust.conversation("c").events()?.deadline(deadline);
            let mut events = events.max_reconnects(max_reconnects);
            let first = events.next().await.unwrap().map(drop);
            assert!(events.next().await.is_none());
            first
        }
        Kind::Run => {
            let run = dust
                .space("s")
                .app("a")
                .run(&request)
                .deadline(deadline)
                .poll_interval(soon);
            run.max_reconnects(max_reconnects)
                .max_retries(0)
                .await
                .map(drop)
        }
        Kind::WaitForRun => {
            let wait = dust
                .space("s")
                .app("a")
                .run_by_id("r")
                .wait()
                .deadline(deadline)
                .poll_interval(soon);
            wait.max_reconnects(max_reconnects)
                .max_retries(0)
                .await
                .map(drop)
        }
        Kind::StreamRun => {
            let stream = dust
                .space("s")
                .app("a")
                .run(&request)
                .stream()
                .deadline(deadline);
            let mut stream = stream.await?;
            stream.next().await.unwrap()?;
            stream.next().await.unwrap().map(drop)
        }
    }
}

/// A server on which everything begins well, and that then does this.
async fn server(then: Act) -> Server {
    let message =
        json!({"type": "agent_message", "sId": "m", "configuration": {"sId": "a", "name": "a"}});
    let posted = json!({"conversation": {"sId": "c", "content": [[message]]}});
    let started = json!({"type": "run_status", "content": {"status": "running", "run_id": "r"}});
    let mut begun = head("200 OK", &[("Content-Type", "text/event-stream")]);
    begun.extend_from_slice(format!("\r\ndata: {started}\n\n").as_bytes());
    Server::start(move |_, request: &Seen| match request.method.as_str() {
        "POST" if request.target.ends_with("/runs") => match &then {
            Act::SendAndStall(_) => Act::SendAndStall(begun.clone()),
            _ => Act::SendAndClose(begun.clone()),
        },
        "POST" => Act::Send(reply("200 OK", &posted)),
        _ => then.clone(),
    })
    .await
}

#[tokio::test]
async fn every_wait_has_a_deadline() {
    let mut cells = JoinSet::new();
    for kind in KINDS {
        cells.spawn(async move {
            let server = server(Act::SendAndStall(Vec::new())).await;
            let begun = Instant::now();
            let late = wait(kind, &server.client(), Duration::from_secs(2), 5).await;
            let error = late.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{kind:?}: {error}");
            assert!(error.operation().is_some(), "{kind:?}");
            let ids = [error.run_id(), error.conversation_id(), error.message_id()];
            let wanted = match kind {
                Kind::Ask | Kind::Answer => [None, Some("c"), Some("m")],
                Kind::Conversation => [None, Some("c"), None],
                _ => [Some("r"), None, None],
            };
            assert_eq!(ids, wanted, "{kind:?}");
            assert!(begun.elapsed() < Duration::from_secs(30), "{kind:?}");
        });
    }
    assert_eq!(cells.join_all().await.len(), KINDS.len());
}

#[tokio::test]
async fn each_bears_so_many_failures_in_a_row() {
    let mut cells = JoinSet::new();
    for kind in KINDS.into_iter().filter(|kind| *kind != Kind::StreamRun) {
        for borne in [0, 2] {
            cells.spawn(async move {
                let server = server(Act::SendAndClose(Vec::new())).await;
                let failed = wait(kind, &server.client(), Duration::from_secs(30), borne).await;
                let error = failed.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Transport, "{kind:?}: {error}");
                let seen = server.seen();
                let looks = seen.iter().filter(|seen| seen.method == "GET");
                assert_eq!(looks.count() as u32, 1 + borne, "{kind:?}");
            });
        }
    }
    assert_eq!(cells.join_all().await.len(), 10);
}
