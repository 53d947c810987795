//! Headers of the user's: they go to the API's own origin and nowhere else, and a secret one is never shown.
//!
//! A planted fault that turns these red, tried: headers put on every request.

use dust_sdk::{Client, Config, Error, ErrorKind, Method};

use crate::support::{Act, Seen, Server, error_body, ok, response};

const SECRET: &str = "gateway-MARKER0123456789";

fn config(server: &Server) -> Config {
    let config = server.config().header("x-team", "billing");
    config
        .header("x-seat", "1")
        .sensitive_header("x-gateway-key", SECRET)
}

fn client(server: &Server) -> Client {
    Client::new(config(server)).unwrap()
}

const OURS: [&str; 4] = ["x-team", "x-seat", "x-gateway-key", "x-call"];

fn ours(seen: &Seen) -> Vec<String> {
    let value = |name: &&str| seen.header(name).map(str::to_owned);
    OURS.iter().filter_map(value).collect()
}

#[tokio::test]
async fn they_go_with_every_call_and_that_of_a_call_wins() {
    let server = Server::always(ok()).await;
    let dust = client(&server);
    let _ = dust.agents().list().await;
    let call = dust
        .request(Method::GET, "spaces")
        .header("X-Team", "sales");
    call.header("x-call", "2").await.unwrap();
    let body = dust
        .request(Method::POST, "files")
        .body("text/csv", "a,b\n");
    let mut stream = body.header("x-call", "3").stream().await.unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap(), r#"{"spaces":[]}"#);
    let seen = server.seen();
    assert_eq!(ours(&seen[0]), ["billing", "1", SECRET]);
    assert_eq!(ours(&seen[1]), ["sales", "1", SECRET, "2"]);
    assert_eq!(ours(&seen[2]), ["billing", "1", SECRET, "3"]);
    assert_eq!(
        (seen[2].method.as_str(), &seen[2].body[..]),
        ("POST", &b"a,b\n"[..])
    );
    assert_eq!(seen[2].header("content-type"), Some("text/csv"));
}

#[tokio::test]
async fn they_stay_on_the_origin_of_the_api() {
    let other = Server::always(ok()).await;
    let elsewhere = format!("{}/x", other.url());
    let server = Server::start(move |number, _| {
        let place = match number {
            0 => "/api/v1/w/w1/here",
            _ => &elsewhere,
        };
        Act::Send(response(
            "307 Temporary Redirect",
            &[("Location", place)],
            "",
        ))
    })
    .await;
    let call = client(&server)
        .request(Method::GET, "spaces")
        .header("x-call", "2");
    call.await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for seen in &seen {
        assert_eq!(ours(seen), ["billing", "1", SECRET, "2"]);
    }
    let elsewhere = &other.seen()[0];
    assert_eq!(ours(elsewhere), [""; 0], "{elsewhere:?}");
    assert_eq!(elsewhere.header("authorization"), None);
}

#[tokio::test]
async fn what_is_not_the_users_to_set_is_refused() {
    let server = Server::always(ok()).await;
    for (name, value) in [
        ("Authorization", "Bearer x"),
        ("host", "example.com"),
        ("User-Agent", "me"),
        ("content-length", "3"),
        ("Transfer-Encoding", "chunked"),
        ("connection", "close"),
        ("x-a", "a\r\nx-b: c"),
        ("a b", "c"),
        ("", "c"),
    ] {
        for config in [
            server.config().header(name, value),
            server.config().sensitive_header(name, value),
        ] {
            let error = Client::new(config).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{name}");
            assert!(error.message().contains("header"), "{error}");
        }
        let dust = server.client();
        let request = dust.request(Method::GET, "spaces").header(name, value);
        let errors = [
            request.await.map(drop).unwrap_err(),
            dust.agents()
                .list()
                .header(name, value)
                .await
                .map(drop)
                .unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{name}");
            assert_eq!(error.attempts(), 0);
        }
    }
    assert_eq!(server.requests(), 0);
}

fn all_of(error: &Error) -> String {
    let body = error.body().map(String::from_utf8_lossy);
    format!(
        "{error} {error:?} {error:#?} {body:?} {:?}",
        error.headers()
    )
}

#[tokio::test]
async fn a_secret_one_is_not_shown() {
    let server = Server::start(|_, seen: &Seen| {
        let key = seen.header("x-gateway-key").unwrap_or("none");
        let body = error_body("gateway", &format!("{key} is not known"));
        Act::Send(response("403 Forbidden", &[("x-echo", key)], body))
    })
    .await;
    let text = format!("{:?} {:#?}", config(&server), client(&server));
    assert!(text.contains("x-gateway-key"), "{text}");
    let error = client(&server)
        .request(Method::GET, "spaces")
        .await
        .unwrap_err();
    assert_eq!(error.headers().unwrap()["x-echo"], "[redacted]");
    let text = text + &all_of(&error);
    assert!(
        !text.contains("MARKER") && !text.contains("23456789"),
        "{text}"
    );
}

#[tokio::test]
async fn an_error_keeps_the_headers_of_the_response() {
    let headers = [("x-request-id", "r-1"), ("Retry-After", "7")];
    let body = error_body("rate_limit_error", "x");
    let server = Server::always(Act::Send(response("429 Too Many Requests", &headers, body))).await;
    let call = server
        .client()
        .request(Method::GET, "spaces")
        .max_retries(0);
    let error = call.await.unwrap_err();
    let headers = error.headers().unwrap();
    assert_eq!(
        (&headers["x-request-id"], &headers["retry-after"]),
        (&"r-1".parse().unwrap(), &"7".parse().unwrap())
    );
    let cut = Server::always(Act::SendAndReset(vec![])).await;
    let call = cut.client().request(Method::GET, "spaces").max_retries(0);
    assert!(call.await.unwrap_err().headers().is_none());
}

#[tokio::test]
async fn a_stream_of_any_path_comes_as_it_arrives() {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    let first = format!("{head}7\r\ndata: 1\r\n");
    let server = Server::always(Act::SendAndStall(first.into_bytes())).await;
    let call = server.client().request(Method::GET, "events");
    let mut stream = call.stream().await.unwrap();
    assert_eq!(stream.content_type(), Some("text/event-stream"));
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "data: 1");
    drop(stream);

    let error = error_body("not_found", "x");
    let server = Server::always(Act::Send(response("404 Not Found", &[], error))).await;
    let error = server.client().request(Method::GET, "x").stream().await;
    assert!(error.unwrap_err().is_not_found());
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec();
    let server = Server::always(Act::SendAndReset(cut)).await;
    let stream = server.client().request(Method::GET, "x").stream().await;
    let error = stream.unwrap().bytes(99).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Transport, Some("request"))
    );
}
