//! When requests are sent again, how long that takes, and what they carry.
//!
//! Where waiting is measured, the clock is paused: no timer but that of the waits themselves runs in those tests, so the
//! clock jumps over them, and over nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dust_sdk::{Client, Config, Error, ErrorKind, Method};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{Act, Seen, Server, error_body, ok, response};

/// A client without any timer of its own.
fn timeless(server: &Server) -> Client {
    let http = reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .build()
        .unwrap();
    let config = server.config().http_client(http);
    Client::new(config.timeout(Duration::MAX)).unwrap()
}

fn unavailable(headers: &[(&str, &str)]) -> Act {
    let body = error_body("service_unavailable", "Back soon.");
    Act::Send(response("503 Service Unavailable", headers, body))
}

fn expired() -> Act {
    let body = error_body("expired_oauth_token_error", "The token has expired.");
    Act::Send(response("401 Unauthorized", &[], body))
}

#[tokio::test(start_paused = true)]
async fn waits_longer_each_time() {
    let server = Server::always(unavailable(&[])).await;
    let started = Instant::now();
    let request = timeless(&server).request(Method::GET, "spaces");
    let error = request.max_retries(4).await.unwrap_err();
    assert_eq!((error.attempts(), server.requests()), (5, 5));
    // 0.5 + 1 + 2 + 4 s, of which up to a half is left out at random.
    let waited = started.elapsed();
    let range = Duration::from_millis(3_750)..=Duration::from_millis(7_520);
    assert!(range.contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn waits_as_long_as_the_server_asks() {
    for (asked, expected) in [("0", 0), ("1.5", 3_000), ("60", 120_000)] {
        let server = Server::always(unavailable(&[("Retry-After", asked)])).await;
        let started = Instant::now();
        let request = timeless(&server).request(Method::POST, "spaces");
        let error = request.await.unwrap_err();
        assert_eq!(error.attempts(), 3, "{asked}");
        let waited = started.elapsed().as_millis();
        assert!(
            (expected..expected + 20).contains(&waited),
            "{asked}: {waited}"
        );
    }
}

#[tokio::test]
async fn skips_a_wait_beyond_the_timeout() {
    let server = Server::always(unavailable(&[("Retry-After", "30")])).await;
    let request = server.client().request(Method::GET, "spaces");
    let error = request.timeout(Duration::from_secs(20)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn one_time_limit_covers_all_attempts() {
    let server = Server::always(Act::SendAndStall(Vec::new())).await;
    let config = server.config().read_timeout(Duration::from_millis(400));
    let client = Client::new(config.timeout(Duration::from_millis(900))).unwrap();
    let error = client
        .request(Method::GET, "spaces")
        .max_retries(50)
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.attempts() < 4, "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_covers_the_token_provider() {
    let provider = std::future::pending::<Result<String, Error>>;
    let config = Config::access_token_provider("w1", provider).base_url("http://127.0.0.1:9");
    let started = Instant::now();
    let client = Client::new(config).unwrap();
    let error = client.request(Method::GET, "spaces").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.attempts(), 0);
    assert_eq!(started.elapsed().as_secs(), 120);
}

#[tokio::test]
async fn the_call_overrides_the_client() {
    let server = Server::always(unavailable(&[("Retry-After", "0")])).await;
    let client = Client::new(server.config().max_retries(0)).unwrap();
    let error = client.request(Method::GET, "a").await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let request = client.request(Method::GET, "a").max_retries(4);
    assert_eq!(request.await.unwrap_err().attempts(), 5);
    assert_eq!(server.requests(), 6);
}

#[tokio::test]
async fn same_request_succeeds_after_a_failure() {
    let server = Server::start(|number, _| match number {
        0 => unavailable(&[("Retry-After", "0")]),
        _ => ok(),
    })
    .await;
    let request = server
        .client()
        .request(Method::POST, "a b".replace(' ', "/").as_str());
    let value = request
        .query(&[("q", "ä&=")])
        .json(&json!({"x": [1, 2]}))
        .await
        .unwrap();
    assert_eq!(value, json!({"spaces": []}));
    let seen = server.seen();
    let essence = |seen: &Seen| {
        let mut headers = seen.headers.clone();
        headers.sort();
        (
            seen.method.clone(),
            seen.target.clone(),
            headers,
            seen.body.clone(),
        )
    };
    assert_eq!(essence(&seen[0]), essence(&seen[1]));
    assert_eq!(seen[0].target, "/api/v1/w/w1/a/b?q=%C3%A4%26%3D");
    assert_eq!(seen[0].body, br#"{"x":[1,2]}"#);
    assert_eq!(seen[0].header("authorization"), Some("Bearer sk-test"));
}

#[tokio::test]
async fn a_cut_body_is_read_again() {
    let server = Server::start(|number, _| match number {
        0 => Act::SendAndClose(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"spa".to_vec()),
        _ => ok(),
    })
    .await;
    let value = server.client().request(Method::GET, "spaces").await;
    assert_eq!(value.unwrap(), json!({"spaces": []}));
    assert_eq!(server.requests(), 2);
}

/// A client whose tokens are numbered from 0, and how many were asked for.
fn numbered(server: &Server) -> (Client, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let config = Config::access_token_provider("w1", move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok::<_, Error>(format!("token-{number}")) }
    });
    let config = config.base_url(server.url());
    (Client::new(config).unwrap(), asked)
}

fn tokens(server: &Server) -> Vec<String> {
    let header = |seen: &Seen| seen.header("authorization").unwrap().to_owned();
    server.seen().iter().map(header).collect()
}

#[tokio::test]
async fn the_provider_is_asked_for_every_attempt() {
    let server = Server::always(unavailable(&[("Retry-After", "0")])).await;
    let (client, asked) = numbered(&server);
    client.request(Method::POST, "a").await.unwrap_err();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    let expected = ["Bearer token-0", "Bearer token-1", "Bearer token-2"];
    assert_eq!(tokens(&server), expected);
}

#[tokio::test]
async fn an_expired_token_is_renewed_once() {
    for retries in [0, 2] {
        let server = Server::start(|number, _| if number == 0 { expired() } else { ok() }).await;
        let (client, _) = numbered(&server);
        let request = client.request(Method::POST, "a").max_retries(retries);
        request.await.unwrap();
        assert_eq!(tokens(&server), ["Bearer token-0", "Bearer token-1"]);
    }
}

#[tokio::test]
async fn a_token_that_stays_expired_is_an_error() {
    let server = Server::always(expired()).await;
    let (client, asked) = numbered(&server);
    let error = client.request(Method::GET, "a").await.unwrap_err();
    assert!(error.is_authentication());
    assert!(!error.is_retryable());
    assert_eq!((error.attempts(), server.requests()), (2, 2));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_fixed_token_cannot_be_renewed() {
    let server = Server::always(expired()).await;
    let client = Client::new(Config::access_token("w1", "eyJ.a.b").base_url(server.url())).unwrap();
    let error = client.request(Method::GET, "a").await.unwrap_err();
    assert_eq!(error.code(), Some("expired_oauth_token_error"));
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_provider_that_fails_sends_nothing() {
    let server = Server::always(ok()).await;
    let provider = || async { Err::<String, _>("no session") };
    let config = Config::access_token_provider("w1", provider).base_url(server.url());
    let client = Client::new(config).unwrap();
    let error = client.request(Method::GET, "a").await.unwrap_err();
    assert!(error.is_authentication(), "{error}");
    assert_eq!((error.attempts(), server.requests()), (0, 0));
}

/// Attempts are requests that were sent; those that found no connection are told in words.
#[tokio::test]
async fn where_nothing_was_sent_there_is_no_attempt() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nowhere = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let config = || Config::new("w1", "sk-1").base_url(&nowhere);
    let dust = Client::new(config()).unwrap();
    for (method, retries, words) in [
        (Method::GET, 1, " after 2 attempts"),
        (Method::POST, 1, " after 2 attempts"),
        (Method::GET, 0, ""),
    ] {
        let call = dust.request(method, "spaces").max_retries(retries);
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.attempts(), 0, "{error}");
        assert!(error.to_string().ends_with(words), "{error}");
        assert_eq!(error.to_string().contains("attempts"), !words.is_empty());
    }
    let events = dust.conversation("cnv_1").events().unwrap();
    let next = events.max_reconnects(1).next().await;
    let error = next.unwrap().unwrap_err();
    assert_eq!(error.attempts(), 0, "{error}");

    // A client that refuses the address itself sends nothing either.
    let https = reqwest::Client::builder()
        .no_proxy()
        .https_only(true)
        .build()
        .unwrap();
    let dust = Client::new(config().http_client(https)).unwrap();
    let error = dust.request(Method::GET, "spaces").await.unwrap_err();
    assert_eq!(error.attempts(), 0, "{error:?}");

    let provider = async || Err::<String, _>(std::io::Error::other("x"));
    let failing = Config::access_token_provider("w1", provider).base_url("http://127.0.0.1:1");
    let dust = Client::new(failing).unwrap();
    let error = dust.request(Method::GET, "spaces").await.unwrap_err();
    assert_eq!(error.attempts(), 0, "{error:?}");
}

#[tokio::test]
async fn only_what_was_sent_counts() {
    let server = Server::start(|number, _| match number {
        0 => Act::SendAndClose(response(
            "503 Service Unavailable",
            &[("Retry-After", "1"), ("Connection", "close")],
            error_body("service_unavailable", "Later."),
        )),
        _ => ok(),
    })
    .await;
    let dust = server.client();
    let call = tokio::spawn(async move { dust.request(Method::GET, "spaces").await });
    while server.requests() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // Nothing listens from here on.
    drop(server);
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(error.attempts(), 1, "{error:?}");
    assert!(error.to_string().contains("after 3 attempts"), "{error}");
}
