//! Streams that a server refuses on HTTP/2, and connections that go away: what may be sent again is, by this crate's rules
//! and counted; what may have been processed is not.
//!
//! Planted faults that turn these red, each tried: reqwest's own retries left on, a body that a client of the user's can
//! copy, and every `GOAWAY` taken for a refusal.

use std::time::Duration;

use dust_sdk::{Client, Error, ErrorKind, Method};
use futures_util::future::join_all;
use serde_json::json;

use crate::frame_server::{FrameServer, ServerAction};
use crate::h2_frames::{
    CANCEL, ENHANCE_YOUR_CALM, INTERNAL_ERROR, NO_ERROR, REFUSED_STREAM, data, go_away, headers,
    reset,
};

fn answer(id: u32) -> Vec<ServerAction> {
    let fields = [("content-type", "application/json")];
    vec![
        ServerAction::Send(headers(id, 200, &fields, false)),
        ServerAction::Send(data(id, br#"{"spaces":[]}"#, true)),
    ]
}

const METHODS: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PATCH,
    Method::PUT,
    Method::DELETE,
];

async fn call(dust: &Client, method: &Method) -> Result<(), Error> {
    let call = dust.request(method.clone(), "spaces");
    let call = match *method {
        Method::GET | Method::DELETE => call,
        _ => call.json(&json!({"a": 1})),
    };
    call.timeout(Duration::from_secs(30)).raw().await.map(drop)
}

/// The client of this crate, and one of the user's.
fn clients(server: &FrameServer) -> [Client; 2] {
    let http = server.tls.users_http().build().unwrap();
    let config = server.tls.config();
    let plain = dust_sdk::Config::new("w1", "sk-1").base_url(server.tls.url());
    [config, plain.http_client(http)].map(|config| Client::new(config).unwrap())
}

/// A server that refuses every stream.
async fn refusing() -> FrameServer {
    FrameServer::start(|_, id| vec![ServerAction::Send(reset(id, REFUSED_STREAM))]).await
}

#[tokio::test]
async fn refused_streams_are_retried_by_the_rules() {
    let calls = METHODS.iter().flat_map(|method| [(0, method), (1, method)]);
    join_all(calls.map(|(client, method)| async move {
        let server = refusing().await;
        let error = call(&clients(&server)[client], method).await.unwrap_err();
        let (requests, attempts) = (server.requests(), error.attempts());
        assert_eq!((requests, attempts), (3, 3), "{client} {method}: {error}");
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.is_retryable(), "{method}: nothing was processed");
    }))
    .await;
}

#[tokio::test]
async fn refused_stream_is_sent_once_without_retries() {
    let server = refusing().await;
    for dust in clients(&server) {
        for method in &METHODS {
            let before = server.requests();
            let error = dust.request(method.clone(), "spaces").max_retries(0).await;
            assert_eq!(error.unwrap_err().attempts(), 1);
            assert_eq!(server.requests() - before, 1, "{method}");
        }
    }
}

#[tokio::test]
async fn third_attempt_succeeds_after_two_refusals() {
    join_all(METHODS.map(|method| async move {
        let server = FrameServer::start(|number, id| match number {
            0 => vec![ServerAction::Send(reset(id, REFUSED_STREAM))],
            // Below the request, so it is none of those that the server saw.
            1 => vec![
                ServerAction::Send(go_away(0, NO_ERROR)),
                ServerAction::Close,
            ],
            _ => answer(id),
        })
        .await;
        call(&server.tls.client(), &method).await.unwrap();
        assert_eq!(server.requests(), 3, "{method}");
    }))
    .await;
}

/// What a server does about the stream of a request.
type Steps = fn(u32) -> Vec<ServerAction>;

#[tokio::test]
async fn processed_requests_repeat_only_if_safe() {
    let ways: [(&str, Steps); 8] = [
        ("away after this", |id| {
            vec![
                ServerAction::Send(go_away(id, NO_ERROR)),
                ServerAction::Close,
            ]
        }),
        ("away, cut", |id| {
            vec![ServerAction::Send(go_away(id, NO_ERROR)), ServerAction::Cut]
        }),
        ("away after later ones", |_| {
            vec![
                ServerAction::Send(go_away(0x7FFF_FFFF, NO_ERROR)),
                ServerAction::Close,
            ]
        }),
        ("away: calm", |_| {
            vec![
                ServerAction::Send(go_away(0, ENHANCE_YOUR_CALM)),
                ServerAction::Close,
            ]
        }),
        ("reset", |id| vec![ServerAction::Send(reset(id, NO_ERROR))]),
        ("reset: cancel", |id| {
            vec![ServerAction::Send(reset(id, CANCEL))]
        }),
        ("reset: error", |id| {
            vec![ServerAction::Send(reset(id, INTERNAL_ERROR))]
        }),
        ("close", |_| vec![ServerAction::Close]),
    ];
    join_all(ways.map(|(name, way)| async move {
        let server = FrameServer::start(move |_, id| way(id)).await;
        for method in [Method::GET, Method::POST] {
            let before = server.requests();
            // A client of its own, so that no connection is about to close.
            let error = call(&server.tls.client(), &method).await.unwrap_err();
            let requests = server.requests() - before;
            let expected = if method == Method::GET { 3 } else { 1 };
            assert_eq!(requests, expected, "{name}, {method}: {error:?}");
            assert_eq!(error.attempts() as usize, requests);
            assert_eq!(error.is_retryable(), method == Method::GET);
        }
    }))
    .await;
}

#[tokio::test]
async fn a_refusal_once_the_answer_has_begun_is_none() {
    let server = FrameServer::start(|_, id| {
        let mut steps = answer(id);
        steps[1] = ServerAction::Send(reset(id, REFUSED_STREAM));
        steps
    })
    .await;
    let error = call(&server.tls.client(), &Method::POST).await.unwrap_err();
    assert_eq!((server.requests(), error.is_retryable()), (1, false));
}
