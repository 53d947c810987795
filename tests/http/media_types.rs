//! What a response says it is, in any case of letters, and the one bound on how large it may be.
//!
//! Planted faults that turn these red, each tried: a comparison with case, and a bound of the run call's own.

use dust_sdk::types::{NewConversation, RunRequest};
use dust_sdk::{AnalyticsTable, Client, Error, ErrorKind, Method};
use serde_json::{Map, json};

use crate::support::{Act, Server, response};

const PAGES: [&str; 5] = [
    "text/html",
    "Text/HTML",
    "TEXT/HTML; charset=utf-8",
    " text/html;charset=utf-8",
    "application/XHTML+xml",
];

fn run() -> RunRequest {
    RunRequest::new("latest", Map::new(), [json!({})])
}

/// Every kind of call that reads a response, by what becomes of its body.
async fn calls(dust: &Client) -> [(&'static str, Result<(), Error>); 7] {
    let table = AnalyticsTable::Messages;
    let export = dust.workspace();
    let export = export.analytics(table, "2026-01-01", "2026-01-31");
    let usage = dust.workspace();
    let usage = usage.analytics(AnalyticsTable::Users, "2026-01-01", "2026-01-31");
    let blocking = NewConversation::default().blocking(true);
    let answer = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    [
        ("read", dust.request(Method::GET, "x").await.map(drop)),
        ("change", dust.request(Method::POST, "x").await.map(drop)),
        (
            "held",
            dust.conversations().create(&blocking).await.map(drop),
        ),
        ("export", export.csv().await.map(drop)),
        ("zip", usage.csv().await.map(drop)),
        (
            "run",
            dust.space("s")
                .app("a")
                .run(&run())
                .stream()
                .await
                .map(drop),
        ),
        ("events", answer.finish().await.map(drop)),
    ]
}

#[tokio::test]
async fn a_web_page_is_known_in_any_case_of_letters() {
    for media_type in PAGES {
        let page = response("200 OK", &[("Content-Type", media_type)], "<html>");
        let server = Server::always(Act::Send(page)).await;
        for (call, result) in calls(&server.client()).await {
            let error = result.expect_err(call);
            assert_eq!(error.kind(), ErrorKind::Decode, "{media_type} {call}");
            assert!(error.message().contains("web page"), "{call}: {error}");
        }
    }
}

#[tokio::test]
async fn events_are_known_in_any_case_of_letters() {
    for media_type in ["Text/Event-Stream", "TEXT/EVENT-STREAM; charset=utf-8"] {
        let events = "data: {\"type\":\"final\"}\n\n";
        let headers = [("Content-Type", media_type)];
        let server = Server::always(Act::Send(response("200 OK", &headers, events))).await;
        let mut events = server
            .client()
            .space("s")
            .app("a")
            .run(&run())
            .stream()
            .await
            .unwrap();
        events.next().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn one_bound_holds_for_every_buffered_body() {
    const BOUND: usize = 1000;
    for size in [BOUND, BOUND + 1] {
        let mut body =
            json!({"run": {"run_id": "r", "app_id": "a", "status": {"run": "succeeded"}}});
        let pad = size - body.to_string().len() - r#","pad":"""#.len();
        body["pad"] = "x".repeat(pad).into();
        let body = body.to_string();
        assert_eq!(body.len(), size);
        let headers = [("Content-Type", "application/json")];
        let server = Server::always(Act::Send(response("200 OK", &headers, body))).await;
        let dust = Client::new(server.config().max_json_bytes(BOUND)).unwrap();
        let run = dust.space("s").app("a").run(&run()).await.map(drop);
        let read = dust.request(Method::GET, "x").await.map(drop);
        for result in [run, read] {
            match result {
                Ok(()) => assert_eq!(size, BOUND),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::PayloadTooLarge, "{error}");
                    assert!(error.message().contains("limit of 1000 bytes"), "{error}");
                    assert!(size > BOUND, "{error}");
                }
            }
        }
    }
}
