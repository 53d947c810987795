//! Connections over TLS: shared by many calls, redirected streams, and closed by the server while they are idle.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dust_sdk::types::RunRequest;
use dust_sdk::{Method, RunEvent};
use serde_json::{Map, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::authority::{H1, H2};
use crate::frame_server::{FrameServer, PAUSE, ServerAction};
use crate::h2_frames::{NO_ERROR, data, go_away, headers};
use crate::tls_server::{HyperServer, TlsServer, answer, redirect, spaces};

const RUN: &str = include_str!("../fixtures/sse_run_succeeded.sse");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_share_a_connection_on_http_2() {
    let server = HyperServer::start(H2, |_| spaces()).await;
    let dust = server.tls.client();
    dust.request(Method::GET, "spaces").await.unwrap();
    let calls = (0..200).map(|number| {
        let method = if number % 2 == 0 {
            Method::GET
        } else {
            Method::POST
        };
        dust.request(method, "spaces").into_future()
    });
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 201);
    assert!(seen.iter().all(|seen| seen.head.starts_with("HTTP/2.0")));
    assert_eq!(
        seen.iter().filter(|seen| seen.method == "POST").count(),
        100
    );
    assert_eq!(server.tls.accepted(), 1);
}

#[tokio::test]
async fn streams_come_over_either_protocol() {
    for protocols in [H2, H1] {
        let message = json!({"sId": "m", "status": "succeeded", "content": "Yes."});
        let event = json!({"type": "agent_message_success", "message": message});
        let events = format!("data: {}\n\n", json!({"eventId": "1-0", "data": event}));
        let server = HyperServer::start(protocols, move |request| {
            let path = request.uri().path();
            match path.split_once("/api/v1/") {
                Some((_, rest)) if path.ends_with("/events") => {
                    redirect(307, &format!("/api/sse/v1/{rest}"))
                }
                None => answer(200, "text/event-stream", events.clone()),
                _ => answer(200, "text/event-stream", RUN),
            }
        })
        .await;
        let dust = server.tls.client();
        let stream = dust
            .conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap();
        assert_eq!(stream.finish().await.unwrap().text(), "Yes.");
        let request = RunRequest::new("latest", Map::new(), [json!({})]);
        let mut run = dust
            .space("s")
            .app("a")
            .run(&request)
            .stream()
            .await
            .unwrap();
        let mut last = None;
        while let Some(event) = run.next().await {
            last = Some(event.unwrap());
        }
        assert!(matches!(last, Some(RunEvent::Final)), "{last:?}");
        let heads = server.seen();
        assert!(heads.iter().all(|seen| seen.head.contains("authorization")));
    }
}

#[tokio::test]
async fn change_after_idle_close_is_sent_once_http_2() {
    let server = FrameServer::start(|_, id| {
        let fields = [("content-type", "application/json")];
        vec![
            ServerAction::Send(headers(id, 200, &fields, false)),
            ServerAction::Send(data(id, b"{}", true)),
            ServerAction::Pause,
            ServerAction::Send(go_away(id, NO_ERROR)),
            ServerAction::Close,
        ]
    })
    .await;
    let dust = server.tls.client();
    for number in 1..=10 {
        let call = dust.request(Method::POST, "spaces").max_retries(0);
        call.await.unwrap();
        assert_eq!(server.requests(), number);
        tokio::time::sleep(PAUSE * 3).await;
    }
    assert_eq!(server.tls.accepted(), 10);
}

#[tokio::test]
async fn change_after_idle_close_is_sent_once_http_1() {
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let server = TlsServer::start(H1, move |mut stream| {
        let count = count.clone();
        async move {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                if !matches!(stream.read_buf(&mut request).await, Ok(1..)) {
                    return;
                }
            }
            count.fetch_add(1, Ordering::SeqCst);
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
            stream.write_all(answer).await.unwrap();
            stream.flush().await.unwrap();
            tokio::time::sleep(PAUSE).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let dust = server.client();
    for number in 1..=10 {
        let call = dust.request(Method::POST, "spaces").max_retries(0);
        call.await.unwrap();
        assert_eq!(requests.load(Ordering::SeqCst), number);
        tokio::time::sleep(PAUSE * 3).await;
    }
}

#[tokio::test]
async fn dropped_call_keeps_the_connection_open() {
    let server = FrameServer::start(|number, id| match number {
        0 => vec![],
        _ => vec![ServerAction::Send(headers(id, 204, &[], true))],
    })
    .await;
    let dust = server.tls.client();
    let silent = dust.request(Method::GET, "spaces").into_future();
    let stopped = tokio::time::timeout(Duration::from_millis(200), silent).await;
    assert!(stopped.is_err(), "the server never answers");
    let raw = dust.request(Method::GET, "spaces").raw().await.unwrap();
    assert_eq!(raw.status(), 204);
    assert_eq!(server.tls.accepted(), 1);
}
