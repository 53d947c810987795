//! What goes over a connection, where it may lead, and when it is closed.

use std::time::Duration;

use dust_sdk::{Client, ErrorKind, Method};

use crate::support::{self, Act, Server, head, ok, response};

fn redirect(status: &str, to: &str) -> Act {
    Act::Send(response(status, &[("Location", to)], ""))
}

/// Waits until the server has no open connection, or too long.
async fn all_closed(server: &Server) -> bool {
    for _ in 0..100 {
        if server.connections() == 0 {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

#[tokio::test]
async fn sends_what_the_server_needs_and_no_more() {
    let server = Server::always(ok()).await;
    let client = Client::new(server.config().user_agent("my-app/1")).unwrap();
    client.request(Method::GET, "spaces").await.unwrap();
    let seen = &server.seen()[0];
    let mut names: Vec<_> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "host", "user-agent"]);
    assert_eq!(seen.header("user-agent"), Some("my-app/1"));
    assert_eq!(seen.target, "/api/v1/w/w1/spaces");
}

#[tokio::test]
async fn says_which_client_it_is() {
    let server = Server::always(ok()).await;
    server
        .client()
        .request(Method::GET, "spaces")
        .await
        .unwrap();
    let agent = server.seen()[0].header("user-agent").unwrap().to_owned();
    assert!(agent.starts_with("dust-sdk-rust/"), "{agent}");
}

#[tokio::test]
async fn a_path_in_the_base_url_is_kept() {
    let server = Server::always(ok()).await;
    let config = server
        .config()
        .base_url(format!("{}/proxy/dust/", server.url()));
    let client = Client::new(config).unwrap();
    client.request(Method::GET, "spaces").await.unwrap();
    assert_eq!(server.seen()[0].target, "/proxy/dust/api/v1/w/w1/spaces");
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::always(ok()).await;
    let client = server.client();
    for _ in 0..10 {
        client.request(Method::GET, "spaces").await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn idle_connections_close_before_the_server() {
    let server = Server::always(ok()).await;
    let client = server.client();
    client.request(Method::GET, "spaces").await.unwrap();
    assert_eq!(server.connections(), 1);
    assert!(all_closed(&server).await, "it is kept for more than 10 s");
    drop(client);
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let server = Server::always(Act::SendAndStall(b"HTTP/1.1 200 OK\r\n".to_vec())).await;
    let client = server.client();
    let call = client.request(Method::GET, "spaces").into_future();
    let stopped = tokio::time::timeout(Duration::from_millis(300), call).await;
    assert!(stopped.is_err(), "the server never answers");
    assert_eq!(server.requests(), 1);
    assert!(all_closed(&server).await);
}

#[tokio::test]
async fn the_key_does_not_follow_to_another_host() {
    let other = Server::always(ok()).await;
    let elsewhere = format!("{}/x", other.url());
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
    ] {
        let server = Server::always(redirect(status, &elsewhere)).await;
        server
            .client()
            .request(Method::GET, "spaces")
            .await
            .unwrap();
        let header = |seen: &support::Seen| seen.header("authorization").map(str::to_owned);
        assert!(header(&server.seen()[0]).is_some());
        assert_eq!(header(other.seen().last().unwrap()), None, "{status}");
    }
    assert_eq!(other.requests(), 3);
}

#[tokio::test]
async fn the_key_follows_on_the_same_host() {
    let server = Server::start(|number, _| match number {
        0 => redirect("307 Temporary Redirect", "/api/v1/w/w1/other"),
        _ => ok(),
    })
    .await;
    server
        .client()
        .request(Method::GET, "spaces")
        .await
        .unwrap();
    let seen = &server.seen()[1];
    assert_eq!(seen.target, "/api/v1/w/w1/other");
    assert_eq!(seen.header("authorization"), Some("Bearer sk-test"));
    assert_eq!(seen.header("referer"), None);
}

#[tokio::test]
async fn circles_of_redirects_end() {
    let server = Server::always(redirect("302 Found", "/again")).await;
    let error = server
        .client()
        .request(Method::GET, "spaces")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(server.requests(), 6);
}

#[tokio::test]
async fn a_body_is_bounded_before_and_while_it_comes() {
    let announced = response("200 OK", &[], vec![b' '; 2000]);
    let mut surprising = head("200 OK", &[("Connection", "close")]);
    surprising.extend_from_slice(b"\r\n");
    surprising.extend_from_slice(&[b' '; 2000]);
    for act in [Act::Send(announced), Act::SendAndClose(surprising)] {
        let server = Server::always(act).await;
        let client = Client::new(server.config().max_json_bytes(1999)).unwrap();
        let error = client
            .request(Method::GET, "spaces")
            .raw()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
        assert_eq!(server.requests(), 1);
        let client = Client::new(server.config().max_json_bytes(2000)).unwrap();
        let raw = client.request(Method::GET, "spaces").raw().await.unwrap();
        assert_eq!(raw.body().len(), 2000);
    }
}

#[tokio::test]
async fn a_long_error_body_is_not_read_to_its_end() {
    let mut begun = head("400 Bad Request", &[("Content-Length", "9000000")]);
    begun.extend_from_slice(b"\r\n");
    begun.extend_from_slice(&[b'x'; 70 * 1024]);
    let server = Server::always(Act::SendAndStall(begun)).await;
    let begun = std::time::Instant::now();
    let error = server.client().request(Method::GET, "spaces").await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::InvalidRequest);
    // What comes is awaited for two seconds, unless it is enough.
    assert!(begun.elapsed() < Duration::from_millis(1500));
}
