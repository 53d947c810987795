//! Redirects: what follows one, where to, and what goes with it.
//!
//! Planted faults that turn these red, each tried: a change that may go anywhere, a key that goes along, a body that a client
//! of the user's can copy, and a redirect out of TLS that is followed.

use dust_sdk::types::NewConversation;
use dust_sdk::{Client, Config, Error, ErrorKind, File, Method};
use serde_json::json;

use crate::authority::{H1, H2};
use crate::support::{self, Act, Seen, Server, ok, response};
use crate::tls_server::{HyperServer, KEY, answer, redirect, spaces};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];
const CHANGES: [Method; 4] = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
const SECRET: &str = "the body of a change";

fn redirects_to(status: u16, place: &str) -> Act {
    let status = format!("{status} Moved");
    Act::Send(response(&status, &[("Location", place)], ""))
}

/// A server that redirects everything, and the one where that leads to.
async fn two(status: u16) -> (Server, Server) {
    let other = Server::always(ok()).await;
    let place = format!("{}/api/v1/w/w1/x", other.url());
    let server = Server::start(move |_, _| redirects_to(status, &place)).await;
    (server, other)
}

fn users(server: &Server) -> Client {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Client::new(server.config().http_client(http)).unwrap()
}

async fn change(dust: &Client, method: &Method) -> Result<(), Error> {
    let call = dust.request(method.clone(), "spaces").json(&SECRET);
    call.await.map(drop)
}

fn assert_refused(error: &Error, status: u16) {
    assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert!(!error.is_retryable());
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn change_follows_no_redirect_elsewhere() {
    for status in STATUSES {
        let (server, other) = two(status).await;
        let dust = server.client();
        for method in &CHANGES {
            assert_refused(&change(&dust, method).await.unwrap_err(), status);
            // Nor does one without a body: it would say that something was done.
            let error = dust.request(method.clone(), "spaces").await.unwrap_err();
            assert_refused(&error, status);
        }
        let blocking = NewConversation::default().blocking(true);
        let error = dust.conversations().create(&blocking).await.unwrap_err();
        assert_refused(&error, status);
        assert_eq!((server.requests(), other.requests()), (9, 0), "{status}");
    }
}

#[tokio::test]
async fn custom_client_sends_no_body_elsewhere() {
    for status in STATUSES {
        let (server, other) = two(status).await;
        let dust = users(&server);
        for method in &CHANGES {
            let error = change(&dust, method).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
            let error = dust.request(method.clone(), "spaces").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        }
        for seen in other.seen() {
            assert!(seen.body.is_empty(), "{status}: {seen:?}");
            assert_eq!(seen.header("authorization"), None, "{status}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn a_file_follows_no_redirect() {
    for status in STATUSES {
        let other = Server::always(ok()).await;
        let place = format!("{}/x", other.url());
        let storage = Server::start(move |_, _| redirects_to(status, &place)).await;
        let upload = json!({"file": {"sId": "f", "uploadUrl": format!("{}/up", storage.url())}});
        let api = Server::always(Act::Send(support::json("200 OK", &upload))).await;
        let file = || File::new("f", "text/plain", SECRET);
        let upload = api.client().files().upload(file());
        assert_refused(&upload.await.unwrap_err(), status);
        assert_eq!((storage.requests(), other.requests()), (1, 0), "{status}");
        // What becomes of it with a client of the user's is for that to say, but the file goes nowhere.
        let _ = users(&api).files().upload(file()).await;
        assert!(other.seen().iter().all(|seen| seen.body.is_empty()));
    }
}

#[tokio::test]
async fn a_file_goes_to_no_address_that_takes_none() {
    let body = |url: &str| json!({"file": {"sId": "f", "uploadUrl": url}}).to_string();
    for url in ["ftp://127.0.0.1/x", "javascript:alert(1)", "http://", "x"] {
        let upload = Act::Send(support::json(
            "200 OK",
            &json!({"file": {"sId": "f", "uploadUrl": url}}),
        ));
        let api = Server::always(upload).await;
        let file = File::new("f", "text/plain", SECRET);
        let error = api.client().files().upload(file).await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode, "{url}");
        assert_eq!(api.requests(), 1);
    }
    let plain = Server::always(ok()).await;
    let announced = body(&plain.url());
    let tls = HyperServer::start(H2, move |_| {
        answer(200, "application/json", announced.clone())
    })
    .await;
    let file = File::new("f", "text/plain", SECRET);
    let error = tls.tls.client().files().upload(file).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_eq!((error.attempts(), plain.connections()), (0, 0));
}

#[tokio::test]
async fn change_follows_same_origin_with_its_key() {
    for (status, method, sent, has_body) in [
        (307, Method::POST, "POST", true),
        (308, Method::PATCH, "PATCH", true),
        (301, Method::PATCH, "PATCH", true),
        (302, Method::DELETE, "DELETE", true),
        (302, Method::POST, "GET", false),
        (303, Method::PUT, "GET", false),
    ] {
        let server = Server::start(move |number, _| match number {
            0 => redirects_to(status, "/api/v1/w/w1/y"),
            1 => redirects_to(307, "/api/sse/z"),
            _ => ok(),
        })
        .await;
        change(&server.client(), &method).await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 3);
        for seen in &seen[1..] {
            assert_eq!(seen.method, sent, "{status} {method}");
            assert_eq!(!seen.body.is_empty(), has_body, "{status} {method}");
            assert_eq!(seen.header("content-type").is_some(), has_body);
            assert_eq!(seen.header("authorization"), Some("Bearer sk-test"));
        }
        assert_eq!(seen[2].target, "/api/sse/z");
    }
}

#[tokio::test]
async fn custom_client_resends_body_on_same_origin() {
    let server = Server::start(|number, _| match number {
        0 => redirects_to(307, "/api/v1/w/w1/y"),
        _ => ok(),
    })
    .await;
    change(&users(&server), &Method::POST).await.unwrap();
    let bodies: Vec<Vec<u8>> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn a_retry_starts_where_the_call_did() {
    let server = Server::start(|number, _| match number {
        0 | 2 => redirects_to(307, "/moved"),
        1 => Act::SendAndReset(Vec::new()),
        _ => ok(),
    })
    .await;
    let dust = server.client();
    dust.request(Method::GET, "spaces").await.unwrap();
    let targets: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    let (own, moved) = ("/api/v1/w/w1/spaces", "/moved");
    assert_eq!(targets, [own, moved, own, moved]);
}

#[tokio::test]
async fn a_redirect_to_no_address_is_the_servers_fault() {
    let no_addresses = [
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "http://",
        "https://[",
        "http://127.0.0.1:99999/",
    ];
    for place in no_addresses {
        for method in [Method::GET, Method::POST] {
            let server = Server::start(move |_, _| redirects_to(302, place)).await;
            for dust in [server.client(), users(&server)] {
                let error = dust.request(method.clone(), "spaces").await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Transport, "{place}: {error:?}");
                assert!(error.message().contains("address"), "{place}: {error}");
                assert!(!error.is_retryable());
            }
            assert_eq!(server.requests(), 2, "{place}");
        }
    }
}

#[tokio::test]
async fn overlong_address_is_the_callers_fault() {
    let server = Server::always(ok()).await;
    let long = "x".repeat(70_000);
    let call = server.client().request(Method::GET, "spaces");
    let error = call.query(&[("q", long)]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error:?}");
}

/// Whether a request carries the key.
fn has_key(seen: &Seen) -> bool {
    format!("{seen:?}").contains(KEY)
}

#[tokio::test]
async fn no_redirect_leads_out_of_tls() {
    for protocols in [H2, H1] {
        let plain = Server::always(ok()).await;
        let place = format!("{}/api/v1/w/w1/spaces", plain.url());
        let server = HyperServer::start(protocols, move |_| redirect(307, &place)).await;
        for method in [Method::GET, Method::POST] {
            let error = server.tls.client().request(method, "spaces").await;
            let error = error.unwrap_err();
            assert_refused(&error, 307);
            assert!(error.message().contains("from https to http"), "{error}");
        }
        assert_eq!((plain.requests(), plain.connections()), (0, 0));
    }
}

#[tokio::test]
async fn reads_go_to_other_origins_without_the_key() {
    for protocols in [H2, H1] {
        let other = HyperServer::start(protocols, |_| spaces()).await;
        let place = format!("{}/elsewhere", other.tls.url());
        let server = HyperServer::start(protocols, move |_| redirect(302, &place)).await;
        let config = server.tls.config().root_certificate(other.tls.root());
        let dust = Client::new(config).unwrap();
        dust.request(Method::GET, "spaces").await.unwrap();
        assert!(server.seen()[0].head.contains("authorization"));
        let seen = &other.seen()[0].head;
        assert!(
            seen.contains("/elsewhere") && !seen.contains("authorization"),
            "{seen}"
        );
        assert!(!seen.contains(KEY), "{seen}");
    }
}

#[tokio::test]
async fn redirect_from_loopback_http_to_tls_is_allowed() {
    let other = HyperServer::start(H2, |_| spaces()).await;
    let place = format!("{}/elsewhere", other.tls.url());
    let server = Server::start(move |_, _| redirects_to(302, &place)).await;
    let config = Config::new("w1", KEY).base_url(server.url());
    let dust = Client::new(config.root_certificate(other.tls.root())).unwrap();
    dust.request(Method::GET, "spaces").await.unwrap();
    assert!(has_key(&server.seen()[0]));
    assert!(!other.seen()[0].head.contains(KEY));
}
