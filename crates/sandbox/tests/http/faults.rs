//! Failures on request.

use std::time::Duration;

use dust_sandbox::{Fault, Sandbox};
use reqwest::Method;
use serde_json::json;

use crate::support::{Dust, answer, error};

const AGENTS: &str = "assistant/agent_configurations";

#[tokio::test]
async fn a_fault_answers_once_and_then_all_is_well() {
    let dust = Dust::start().await;
    for (fault, status, kind) in [
        (Fault::Unavailable, 503, "service_unavailable"),
        (Fault::rate_limited(), 429, "rate_limit_error"),
        (Fault::OutOfCredits, 429, "rate_limit_error"),
        (Fault::ServerError, 500, "internal_server_error"),
        (Fault::ExpiredToken, 401, "expired_oauth_token_error"),
        (
            Fault::error(403, "some_future_error", "No."),
            403,
            "some_future_error",
        ),
    ] {
        dust.sandbox.fail_next(fault);
        assert_eq!(dust.get(AGENTS).await.error(), error(status, kind));
        assert_eq!(dust.get(AGENTS).await.status, 200);
    }
}

#[tokio::test]
async fn proxies_answer_in_their_own_way() {
    let dust = Dust::start().await;
    dust.sandbox.fail_next(Fault::BadGateway);
    dust.sandbox.fail_next(Fault::GatewayTimeout);
    dust.sandbox.fail_next(Fault::RateLimited {
        retry_after: Some(Duration::from_secs(7)),
    });
    let html = dust.get(AGENTS).await;
    assert_eq!(html.status, 502);
    assert!(html.text().starts_with("<html>"));
    let empty = dust.get(AGENTS).await;
    assert_eq!((empty.status, empty.bytes.len()), (504, 0));
    assert!(!empty.headers.contains_key("content-type"));
    assert_eq!(dust.get(AGENTS).await.header("retry-after"), "7");
}

#[tokio::test]
async fn a_rule_meets_what_fits_until_it_is_cleared() {
    let dust = Dust::start().await;
    dust.sandbox
        .fail_when(|request| request.method() == "DELETE", Fault::Unavailable);
    let path = format!("{AGENTS}/q7LxT2mRzK");
    for _ in 0..2 {
        assert_eq!(dust.delete(&path).await.status, 503);
        assert_eq!(dust.get(&path).await.status, 200);
    }
    dust.sandbox.clear_faults();
    assert_eq!(dust.delete(&path).await.status, 200);
}

#[tokio::test]
async fn connections_break_before_an_answer() {
    let dust = Dust::start().await;
    let path = format!("{AGENTS}/q7LxT2mRzK");
    dust.sandbox.fail_next(Fault::Reset);
    let error = dust
        .request(Method::DELETE, &path)
        .send()
        .await
        .unwrap_err();
    assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(
        dust.get(&path).await.ok()["agentConfiguration"]["status"],
        "active"
    );
    dust.sandbox.fail_next(Fault::ResetAfterActing);
    dust.request(Method::DELETE, &path)
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        dust.get(&path).await.ok()["agentConfiguration"]["status"],
        "archived"
    );
}

#[tokio::test]
async fn a_body_is_cut_where_it_should_be() {
    let dust = Dust::start().await;
    for bytes in [0, 1, 500] {
        dust.sandbox.fail_next(Fault::CutBody(bytes));
        let mut response = dust.request(Method::GET, AGENTS).send().await.unwrap();
        let mut got = 0;
        let error = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => got += chunk.len(),
                Ok(None) => panic!("the body ended in order"),
                Err(error) => break error,
            }
        };
        assert_eq!(got, bytes, "{error:?}");
    }
}

#[tokio::test]
async fn stalls_last_until_the_client_gives_up() {
    let dust = Dust::start().await;
    let patience = Duration::from_millis(200);
    for fault in [Fault::Stall, Fault::StallBody(10)] {
        dust.sandbox.fail_next(fault);
        let request = dust.request(Method::GET, AGENTS).timeout(patience);
        let result = async { request.send().await?.bytes().await }.await;
        assert!(result.unwrap_err().is_timeout());
    }
    assert_eq!(dust.get(AGENTS).await.status, 200);
}

#[tokio::test]
async fn a_cut_stream_ends_in_order_and_the_run_goes_on() {
    let dust = Dust::start().await;
    dust.sandbox.fail_next(Fault::CutStream(3));
    let events = dust.run(json!({ "stream": true })).await.events();
    assert_eq!(events.len(), 3);
    let id = events[0]["content"]["run_id"].as_str().unwrap();
    let path = format!("{}/{id}", dust.runs(dust.sandbox.app_id()));
    assert_eq!(
        dust.get(&path).await.ok()["run"]["status"]["run"],
        "running"
    );
    assert_eq!(
        dust.get(&path).await.ok()["run"]["status"]["run"],
        "succeeded"
    );
}

#[tokio::test]
async fn latency_comes_before_each_answer() {
    let dust = Dust::of(Sandbox::builder().latency(Duration::from_millis(80))).await;
    let started = std::time::Instant::now();
    dust.get(AGENTS).await;
    assert!(started.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let dust = Dust::of(Sandbox::builder().body_limit(1000)).await;
    let body = "x".repeat(3_000_000);
    let request = dust
        .request(Method::POST, &format!("{AGENTS}/import"))
        .body(body);
    assert_eq!(
        answer(request).await.error(),
        error(413, "content_too_large")
    );
}
