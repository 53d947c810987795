//! Starting, looking back, ending; routes that there are not.

use std::error::Error;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sandbox::{Fault, Sandbox};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Dust, answer};

#[tokio::test]
async fn unknown_routes_are_the_plain_404() {
    let dust = Dust::start().await;
    let mut requests = vec![
        dust.request(Method::GET, "nothing"),
        dust.request(Method::GET, "assistant/agent_configurations/a/b"),
        dust.request(Method::DELETE, "assistant/agent_configurations"),
        dust.request(Method::POST, "assistant/agent_configurations/x"),
        dust.request(
            Method::GET,
            "assistant/agent_configurations/x%2Fy/export/xml",
        ),
    ];
    requests.push(dust.http.get(format!("{}/health", dust.sandbox.url())));
    for request in requests {
        let got = answer(request).await;
        assert_eq!((got.status, got.text()), (404, "404 Not Found"));
        assert!(got.header("content-type").starts_with("text/plain"));
    }
}

#[tokio::test]
async fn remembers_requests_without_their_key() {
    let dust = Dust::start().await;
    let body = json!({ "instructions": "x" });
    dust.patch("assistant/agent_configurations/a%2Fb", &body)
        .await;
    dust.get("assistant/agent_configurations/search?q=a+b%26c")
        .await;
    let requests = dust.sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].method(), "PATCH");
    assert!(requests[0].path().ends_with("/agent_configurations/a%2Fb"));
    assert_eq!(requests[0].json(), Some(body));
    assert_eq!(requests[0].status(), Some(404));
    assert_eq!(
        requests[0].header("authorization"),
        Some("Bearer [redacted]")
    );
    assert_eq!(requests[1].query_value("q"), Some("a b&c"));
    assert!(!format!("{requests:?}").contains(dust.sandbox.api_key()));
}

#[tokio::test]
async fn tells_an_observer() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = seen.clone();
    let builder = Sandbox::builder().on_request(move |request| {
        sink.lock()
            .unwrap()
            .push((request.method().to_owned(), request.status()));
    });
    let dust = Dust::of(builder).await;
    dust.sandbox.fail_next(Fault::Unavailable);
    dust.get("spaces").await;
    dust.get("spaces").await;
    let expected = [("GET".to_owned(), Some(503)), ("GET".to_owned(), Some(200))];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn sandboxes_stand_side_by_side() {
    let (one, two) = (Dust::start().await, Dust::start().await);
    assert_ne!(one.sandbox.url(), two.sandbox.url());
    one.delete("assistant/agent_configurations/q7LxT2mRzK")
        .await
        .ok();
    let other = two
        .get("assistant/agent_configurations/q7LxT2mRzK")
        .await
        .ok();
    assert_eq!(other["agentConfiguration"]["status"], "active");
    assert_eq!(two.sandbox.requests().len(), 1);
}

#[tokio::test]
async fn ends_with_its_connections_when_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    sandbox.fail_next(Fault::Stall);
    let mut stalled = tokio::net::TcpStream::connect(&address).await.unwrap();
    stalled
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    while sandbox.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(sandbox);
    assert!(TcpStream::connect(&address).is_err());
    let mut rest = Vec::new();
    // An end or a reset: either way the connection is gone.
    let _ = stalled.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    Sandbox::builder().port(port).start().await.unwrap();
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let first = Sandbox::start().await.unwrap();
    let port = first.url().rsplit(':').next().unwrap();
    let port: u16 = port.parse().unwrap();
    let error = Sandbox::builder().port(port).start().await.unwrap_err();
    let cause = error.source().unwrap().downcast_ref::<std::io::Error>();
    assert_eq!(cause.unwrap().kind(), std::io::ErrorKind::AddrInUse);
    let expected = format!("the sandbox cannot listen on 127.0.0.1:{port}: ");
    assert!(error.to_string().starts_with(&expected), "{error}");
}

#[tokio::test]
async fn idle_connections_close_as_the_real_servers_do() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.url().trim_start_matches("http://");
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    connection
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut all = Vec::new();
    let closed = connection.read_to_end(&mut all);
    tokio::time::timeout(Duration::from_secs(20), closed)
        .await
        .unwrap()
        .unwrap();
    assert!(all.ends_with(b"404 Not Found"));
}

#[tokio::test(start_paused = true)]
async fn starts_on_any_runtime() {
    let sandbox = Sandbox::start().await.unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.1:"));
}
