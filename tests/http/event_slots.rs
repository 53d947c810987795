//! Streams of events take no place on a connection from the calls that they wait for, nor from each other.
//!
//! A planted fault that turns these red, tried: streams of events on the connection of the other calls.

use std::time::Duration;

use dust_sdk::types::RunRequest;
use dust_sdk::{Client, Result};
use futures_util::FutureExt;
use serde_json::{Map, json};
use tokio::task::JoinSet;

use crate::frame_server::{FrameServer, ServerAction};
use crate::h2_frames::{MAX_CONCURRENT_STREAMS, data, headers, settings};

/// How many streams the server allows on a connection.
const ALLOWED: usize = 4;

/// A server whose first answers are streams of events in which nothing happens; the others are JSON.
async fn server(streams: usize) -> FrameServer {
    let allowed = u32::try_from(ALLOWED).unwrap();
    let settings = settings(&[(MAX_CONCURRENT_STREAMS, allowed)]);
    FrameServer::start_with(settings, move |number, id| {
        let (media, body) = match number < streams {
            true => ("text/event-stream", None),
            false => (
                "application/json",
                Some(data(id, br#"{"success":true}"#, true)),
            ),
        };
        let head = headers(id, 200, &[("content-type", media)], false);
        let parts = [Some(head), body].into_iter().flatten();
        parts.map(ServerAction::Send).collect()
    })
    .await
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Answer,
    Conversation,
    Run,
}

/// Waits for an event that does not come.
async fn follow(dust: Client, kind: Kind) -> Result<()> {
    match kind {
        Kind::Answer => {
            let answer = dust.conversation("c").message("m").answer();
            answer.stream().await?.next().await.transpose().map(drop)
        }
        Kind::Conversation => {
            let next = dust.conversation("c").events()?.next().await;
            next.transpose().map(drop)
        }
        Kind::Run => {
            let request = RunRequest::new("latest", Map::new(), [json!({})]);
            let run = dust.space("s").app("a").run(&request).stream();
            run.await?.next().await.transpose().map(drop)
        }
    }
}

/// Opens so many streams, one after another, and gives how many the server has seen in the end.
async fn open(
    dust: &Client,
    server: &FrameServer,
    kind: Kind,
    streams: usize,
) -> JoinSet<Result<()>> {
    let mut open = JoinSet::new();
    for number in 1..=streams {
        open.spawn(follow(dust.clone(), kind));
        for _ in 0..100 {
            if server.requests() == number {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    open
}

#[tokio::test]
async fn an_approval_goes_past_the_answers_that_wait_for_it() {
    for kind in [Kind::Answer, Kind::Conversation, Kind::Run] {
        let server = server(ALLOWED).await;
        let dust = server.tls.client();
        let mut open = open(&dust, &server, kind, ALLOWED).await;
        assert_eq!(server.requests(), ALLOWED, "{kind:?}");
        let approve = dust.conversation("c").message("m").approve("a");
        let approved = approve.timeout(Duration::from_secs(2)).await;
        approved.unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert!(open.join_next().now_or_never().is_none(), "{kind:?} ended");
    }
}

#[tokio::test]
async fn a_stream_does_not_wait_for_another_to_end() {
    let streams = 2 * ALLOWED + 1;
    for kind in [Kind::Answer, Kind::Conversation, Kind::Run] {
        let server = server(streams).await;
        let dust = server.tls.client();
        let mut open = open(&dust, &server, kind, streams).await;
        assert_eq!(server.requests(), streams, "{kind:?}");
        assert!(open.join_next().now_or_never().is_none(), "{kind:?} ended");
    }
}

#[tokio::test]
async fn a_few_streams_share_a_connection_and_leave_their_places() {
    let server = server(usize::MAX).await;
    let dust = server.tls.client();
    for _ in 0..3 {
        let before = server.requests();
        let mut open = JoinSet::new();
        for number in 1..=ALLOWED {
            open.spawn(follow(dust.clone(), Kind::Answer));
            while server.requests() < before + number {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        open.shutdown().await;
    }
    assert_eq!(server.tls.accepted(), 1);
}
