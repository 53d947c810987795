//! Code of the user's around requests: what it sees, what it may change, and that it never has the key.
//!
//! A planted fault that turns these red, tried: the request signed before the middleware.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sdk::middleware::{BoxFuture, Middleware, Next};
use dust_sdk::{AnalyticsTable, Client, Config, Error, ErrorKind, Method, Result};
use reqwest::{Request, Response};
use serde_json::json;

use crate::support::{Act, Server, error_body, ok, response};

/// What was seen, by all middlewares of a client, in order.
type Log = Arc<Mutex<Vec<String>>>;

type Handle = dyn for<'a> Fn(Request, Next<'a>) -> BoxFuture<'a, Result<Response>> + Send + Sync;

/// A middleware that is a function.
struct With(Box<Handle>);

impl Middleware for With {
    fn handle<'a>(&'a self, request: Request, next: Next<'a>) -> BoxFuture<'a, Result<Response>> {
        (self.0)(request, next)
    }
}

fn with(
    handle: impl for<'a> Fn(Request, Next<'a>) -> BoxFuture<'a, Result<Response>>
    + Send
    + Sync
    + 'static,
) -> With {
    With(Box::new(handle))
}

/// Writes down every request, with all of its headers, and how it went.
fn recorder(name: &'static str, log: &Log) -> With {
    let log = log.clone();
    with(move |request, next| {
        let log = log.clone();
        Box::pin(async move {
            let (operation, attempt) = (next.operation(), next.attempt());
            let shown = format!("{next:?} {request:?}");
            let keys = request
                .headers()
                .keys()
                .map(|name| name.as_str().to_owned());
            let keys: Vec<_> = keys.collect();
            let path = request.url().path().to_owned();
            log.lock().unwrap().push(format!(
                "{name} > {operation} {attempt} {path} {keys:?} {shown}"
            ));
            let result = next.run(request).await;
            let how = match &result {
                Ok(response) => response.status().to_string(),
                Err(error) => format!("{} {error:?}", error.kind()),
            };
            log.lock().unwrap().push(format!("{name} < {how}"));
            result
        })
    })
}

fn client(server: &Server, middleware: impl Middleware) -> Client {
    Client::new(server.config().middleware(middleware)).unwrap()
}

fn starts(log: &Log) -> Vec<String> {
    let short = |line: &String| line.splitn(6, ' ').take(5).collect::<Vec<_>>().join(" ");
    log.lock().unwrap().iter().map(short).collect()
}

#[tokio::test]
async fn each_attempt_and_redirect_goes_through_all_in_order() {
    let server = Server::start(|number, _| match number {
        0 => Act::Send(response(
            "503 Service Unavailable",
            &[("Retry-After", "0.01")],
            error_body("service_unavailable", "x"),
        )),
        1 => Act::Send(response(
            "307 Temporary Redirect",
            &[("Location", "/api/v1/w/w1/other")],
            "",
        )),
        _ => ok(),
    })
    .await;
    let log = Log::default();
    let config = server.config().middleware(recorder("a", &log));
    let dust = Client::new(config.middleware(recorder("b", &log))).unwrap();
    dust.request(Method::GET, "spaces").await.unwrap();
    let (first, other) = ("/api/v1/w/w1/spaces", "/api/v1/w/w1/other");
    assert_eq!(
        starts(&log),
        [
            &format!("a > request 1 {first}"),
            &format!("b > request 1 {first}"),
            "b < 503 Service Unavailable",
            "a < 503 Service Unavailable",
            &format!("a > request 2 {first}"),
            &format!("b > request 2 {first}"),
            "b < 307 Temporary Redirect",
            "a < 307 Temporary Redirect",
            &format!("a > request 2 {other}"),
            &format!("b > request 2 {other}"),
            "b < 200 OK",
            "a < 200 OK",
        ]
    );
}

#[tokio::test]
async fn no_middleware_has_the_key() {
    const KEY: &str = "sk-MARKER0123456789abcdef";
    let server = Server::start(|number, seen| {
        let key = seen.header("authorization").unwrap_or("none");
        match number {
            0 => Act::SendAndReset(vec![]),
            1 => Act::Send(response(
                "500 Internal Server Error",
                &[],
                error_body("x", key),
            )),
            _ => ok(),
        }
    })
    .await;
    let log = Log::default();
    let config = Config::new("w1", KEY).base_url(server.url());
    let dust = Client::new(config.middleware(recorder("a", &log))).unwrap();
    dust.request(Method::GET, "spaces").await.unwrap();
    let provider = || async { Ok::<_, Error>(&KEY[3..]) };
    let config = Config::access_token_provider("w1", provider).base_url(server.url());
    let dust = Client::new(config.middleware(recorder("a", &log))).unwrap();
    dust.agents().list().await.unwrap_err();
    let seen = server.seen();
    assert_eq!(seen.len(), 4);
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_some())
    );
    let text = log.lock().unwrap().join("\n");
    assert!(text.contains("list_agents"), "{text}");
    assert!(!text.contains("authorization"), "{text}");
    assert!(
        !text.contains("MARKER") && !text.contains("0123456789"),
        "{text}"
    );
}

#[tokio::test]
async fn what_it_changes_is_sent_and_signed() {
    let server = Server::always(ok()).await;
    let change = with(|mut request, next| {
        let headers = request.headers_mut();
        headers.insert("x-gateway", "1".parse().unwrap());
        headers.insert("authorization", "Bearer stolen".parse().unwrap());
        request.url_mut().set_query(Some("page=2"));
        next.run(request)
    });
    client(&server, change)
        .request(Method::GET, "spaces")
        .await
        .unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.header("x-gateway"), Some("1"));
    assert_eq!(seen.header("authorization"), Some("Bearer sk-test"));
    assert_eq!(seen.target, "/api/v1/w/w1/spaces?page=2");
}

#[tokio::test]
async fn it_takes_no_request_out_of_the_api() {
    let other = Server::always(ok()).await;
    for place in [
        other.url(),
        format!("{}/api/v1/w/w1/spaces", other.url()),
        "/outside".to_owned(),
        "/api/v2/me".to_owned(),
    ] {
        let server = Server::always(ok()).await;
        let lead = place.clone();
        let astray = with(move |mut request, next| {
            let url = request.url().join(&lead).unwrap();
            *request.url_mut() = url;
            next.run(request)
        });
        let call = client(&server, astray).request(Method::GET, "spaces");
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{place}");
        assert!(error.message().contains("leave"), "{error}");
        assert_eq!((error.attempts(), server.requests()), (0, 0), "{place}");
    }
    assert_eq!(other.requests(), 0);
}

#[tokio::test]
async fn it_can_answer_by_itself() {
    let server = Server::always(ok()).await;
    let replay = with(|request, _| {
        let status = match request.url().path().ends_with("/spaces") {
            true => 200,
            false => 404,
        };
        let body = match status {
            200 => json!({"spaces": [{"sId": "s"}]}).to_string(),
            _ => error_body("space_not_found", "no"),
        };
        let answer = http::Response::builder().status(status);
        let answer = answer.header("content-type", "application/json").body(body);
        Box::pin(async move { Ok(Response::from(answer.unwrap())) })
    });
    let dust = client(&server, replay);
    let spaces = dust.request(Method::GET, "spaces").await.unwrap();
    assert_eq!(spaces["spaces"][0]["sId"], "s");
    let error = dust.request(Method::GET, "other").await.unwrap_err();
    assert_eq!(error.code(), Some("space_not_found"));
    let export = dust.request(Method::GET, "spaces").stream().await.unwrap();
    assert!(export.text(99).await.unwrap().contains("sId"));
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn its_own_error_ends_the_call_and_that_of_a_connection_is_repeated() {
    let server = Server::start(|number, _| match number {
        0 => Act::SendAndReset(vec![]),
        _ => ok(),
    })
    .await;
    let log = Log::default();
    let dust = client(&server, recorder("a", &log));
    dust.request(Method::GET, "spaces").await.unwrap();
    assert_eq!(server.requests(), 2);

    let count = Arc::new(AtomicUsize::new(0));
    let asked = count.clone();
    let refuse = with(move |request, next| {
        let asked = asked.clone();
        Box::pin(async move {
            asked.fetch_add(1, Ordering::SeqCst);
            next.run(request).await?;
            Err(Error::from_middleware("no budget is left"))
        })
    });
    let call = client(&server, refuse).request(Method::GET, "spaces");
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Transport, false)
    );
    assert_eq!((error.attempts(), count.load(Ordering::SeqCst)), (1, 1));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "no budget is left");
    assert_eq!(error.operation(), Some("request"));
}

#[tokio::test]
async fn it_has_the_time_of_the_call_and_streams_go_through() {
    let server = Server::always(ok()).await;
    let slow = with(|_, _| Box::pin(std::future::pending()));
    let call = client(&server, slow).request(Method::GET, "spaces");
    let error = call.timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);

    let log = Log::default();
    let dust = client(&server, recorder("a", &log));
    let table = dust.workspace();
    let table = table.analytics(AnalyticsTable::Users, "2026-01-01", "2026-01-02");
    assert!(
        table
            .json()
            .await
            .unwrap()
            .text(99)
            .await
            .unwrap()
            .contains("spaces")
    );
    assert!(
        starts(&log)[0].starts_with("a > export_analytics 1 "),
        "{log:?}"
    );
}
