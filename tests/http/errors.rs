//! Every row of the table of the server's errors: status and body in; kind, code, message and number of requests out.

use std::time::Duration;

use dust_sdk::{Error, ErrorKind, Method};

use crate::support::{Act, Server, error_body, response};

/// What a row says of repeating the request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Again {
    Never,
    Reads,
    Any,
}

struct Row {
    status: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: String,
    kind: ErrorKind,
    code: Option<&'static str>,
    message: &'static str,
    again: Again,
}

fn row(status: &'static str, code: &'static str, kind: ErrorKind, again: Again) -> Row {
    Row {
        status,
        headers: &[("Content-Type", "application/json")],
        body: error_body(code, "It did not work."),
        kind,
        code: Some(code),
        message: "It did not work.",
        again,
    }
}

fn said(message: &'static str, row: Row) -> Row {
    Row {
        body: error_body(row.code.unwrap(), message),
        message,
        ..row
    }
}

/// Waits no longer than it must.
fn soon(row: Row) -> Row {
    Row {
        headers: &[("Retry-After", "0.01")],
        ..row
    }
}

fn plain(
    status: &'static str,
    body: &str,
    kind: ErrorKind,
    message: &'static str,
    again: Again,
) -> Row {
    Row {
        status,
        headers: &[("Content-Type", "text/html"), ("Retry-After", "0.01")],
        body: body.to_owned(),
        kind,
        code: None,
        message,
        again,
    }
}

fn rows() -> Vec<Row> {
    use Again::{Any, Never, Reads};
    use ErrorKind::*;
    const HTML: &str = "<html><body>nginx</body></html>";
    vec![
        row("401 Unauthorized", "not_authenticated", Authentication, Never),
        said(
            "Missing Authorization header",
            row("401 Unauthorized", "malformed_authorization_header_error", Authentication, Never),
        ),
        row("401 Unauthorized", "invalid_api_key_error", Authentication, Never),
        // Without a provider there is no fresh token; `tokens.rs` has the case with one.
        row("401 Unauthorized", "expired_oauth_token_error", Authentication, Never),
        row("401 Unauthorized", "workspace_auth_error", Authentication, Never),
        row("401 Unauthorized", "invalid_request_error", Permission, Never),
        row("404 Not Found", "workspace_not_found", NotFound, Never),
        row("404 Not Found", "agent_configuration_not_found", NotFound, Never),
        row("404 Not Found", "app_not_found", NotFound, Never),
        plain(
            "404 Not Found",
            "404 Not Found",
            NotFound,
            "the server answered \"Not Found\" without an explanation",
            Never,
        ),
        row("405 Method Not Allowed", "method_not_supported_error", InvalidRequest, Never),
        row("403 Forbidden", "workspace_can_use_product_required_error", Permission, Never),
        row("403 Forbidden", "workspace_auth_error", Permission, Never),
        row("403 Forbidden", "app_auth_error", Permission, Never),
        row("403 Forbidden", "insufficient_key_scope", Permission, Never),
        row("403 Forbidden", "app_not_found", Permission, Never),
        row("403 Forbidden", "some_future_error", Permission, Never),
        row("400 Bad Request", "invalid_request_error", InvalidRequest, Never),
        row("400 Bad Request", "assistant_saving_error", InvalidRequest, Never),
        Row {
            body: r#"{"error":{"type":"workspace_in_different_region","message":"Elsewhere.","redirect":{"region":"europe-west1","url":"https://eu.dust.tt"}}}"#.to_owned(),
            message: "Elsewhere. (the workspace lives in the region europe-west1)",
            ..row("400 Bad Request", "workspace_in_different_region", InvalidRequest, Never)
        },
        Row {
            body: r#"{"error":{"type":"run_error","message":"No run.","run_error":{"code":"run_not_found","message":"m"}}}"#.to_owned(),
            message: "No run: m",
            ..row("400 Bad Request", "run_error", NotFound, Never)
        },
        Row {
            body: r#"{"error":{"type":"run_error","message":"Bad.","run_error":{"code":"invalid_specification_error","message":"m"}}}"#.to_owned(),
            message: "Bad: m",
            ..row("400 Bad Request", "run_error", InvalidRequest, Never)
        },
        Row {
            body: r#"{"error":{"type":"data_source_error","message":"Cannot read.","data_source_error":{"code":"data_source_document_not_found","message":"No document found for id a"}}}"#.to_owned(),
            message: "Cannot read: No document found for id a",
            ..row("400 Bad Request", "data_source_error", NotFound, Never)
        },
        Row {
            body: r#"{"error":{"type":"data_source_error","message":"Cannot read.","data_source_error":{"code":"data_source_error","message":"Down"}}}"#.to_owned(),
            message: "Cannot read: Down",
            ..row("400 Bad Request", "data_source_error", InvalidRequest, Never)
        },
        Row {
            body: r#"{"error":{"type":"connectors_error","message":"Cannot read.","connectors_error":{"type":"connector_not_found","message":"Not connected"}}}"#.to_owned(),
            message: "Cannot read: Not connected",
            ..row("400 Bad Request", "connectors_error", InvalidRequest, Never)
        },
        soon(Row {
            body: r#"{"error":{"type":"app_error","message":"Cannot run.","app_error":{"code":"x","message":"Broken block"}}}"#.to_owned(),
            message: "Cannot run: Broken block",
            ..row("500 Internal Server Error", "app_error", Server, Reads)
        }),
        row("413 Payload Too Large", "content_too_large", PayloadTooLarge, Never),
        soon(row("503 Service Unavailable", "service_unavailable", Unavailable, Any)),
        plain(
            "502 Bad Gateway",
            HTML,
            Unavailable,
            "the server answered \"Bad Gateway\" without an explanation",
            Reads,
        ),
        plain(
            "503 Service Unavailable",
            "",
            Unavailable,
            "the server answered \"Service Unavailable\" without an explanation",
            Reads,
        ),
        plain(
            "504 Gateway Timeout",
            HTML,
            Unavailable,
            "the server answered \"Gateway Timeout\" without an explanation",
            Reads,
        ),
        soon(row("500 Internal Server Error", "internal_server_error", Server, Reads)),
        soon(row("500 Internal Server Error", "run_error", Server, Reads)),
        said(
            "You have reached the limit of 10000 runs per app in 24 hours.",
            row("429 Too Many Requests", "rate_limit_error", QuotaExhausted, Never),
        ),
        soon(row("429 Too Many Requests", "rate_limit_error", RateLimited, Any)),
        soon(said(
            "The workspace has run out of credits.",
            row("429 Too Many Requests", "rate_limit_error", QuotaExhausted, Never),
        )),
        said(
            "The spending cap was reached.",
            row("429 Too Many Requests", "rate_limit_error", QuotaExhausted, Never),
        ),
        said(
            "The key's credit spend limit was reached.",
            row("429 Too Many Requests", "rate_limit_error", QuotaExhausted, Never),
        ),
        row("429 Too Many Requests", "credits_exhausted", QuotaExhausted, Never),
        row("403 Forbidden", "user_cap_reached", QuotaExhausted, Never),
        row("400 Bad Request", "plan_limit_error", QuotaExhausted, Never),
        row("403 Forbidden", "plan_message_limit_exceeded", QuotaExhausted, Never),
        soon(row("429 Too Many Requests", "some_future_error", RateLimited, Any)),
        plain(
            "429 Too Many Requests",
            "",
            RateLimited,
            "the server answered \"Too Many Requests\" without an explanation",
            Any,
        ),
        soon(row("408 Request Timeout", "some_future_error", Timeout, Reads)),
        Row {
            body: serde_json::json!({"error": {"type": "invalid_request_error",
                "message": "Invalid query: [\n  {\n    \"code\": \"custom\"\n  }\n]"}})
            .to_string(),
            message: "Invalid query: [ { \"code\": \"custom\" } ]",
            ..row("400 Bad Request", "invalid_request_error", InvalidRequest, Never)
        },
        // Bodies of no use still leave the status.
        plain(
            "500 Internal Server Error",
            "{\"error\":{\"type\":\"internal_ser",
            Server,
            "the server answered \"Internal Server Error\" without an explanation",
            Reads,
        ),
    ]
}

async fn call(server: &Server, method: Method) -> Error {
    let request = server.client().request(method, "spaces");
    request.json(&serde_json::json!({})).await.unwrap_err()
}

#[tokio::test]
async fn every_row_of_the_table() {
    for row in rows() {
        for (method, reads) in [(Method::GET, true), (Method::POST, false)] {
            let answer = Act::Send(response(row.status, row.headers, &row.body));
            let server = Server::always(answer).await;
            let error = call(&server, method.clone()).await;
            let what = format!("{method} {} {:?}: {error:?}", row.status, row.code);
            assert_eq!(error.kind(), row.kind, "{what}");
            assert_eq!(error.code(), row.code, "{what}");
            assert_eq!(error.message(), row.message, "{what}");
            assert_eq!(error.body(), Some(row.body.as_bytes()), "{what}");
            assert_eq!(error.operation(), Some("request"), "{what}");
            let again = row.again == Again::Any || (row.again == Again::Reads && reads);
            let requests = if again { 3 } else { 1 };
            assert_eq!(server.requests(), requests, "{what}");
            assert_eq!(error.attempts() as usize, requests, "{what}");
            assert_eq!(error.is_retryable(), again, "{what}");
        }
    }
}

#[tokio::test]
async fn retry_after_comes_with_the_error() {
    let server = Server::always(Act::Send(response(
        "429 Too Many Requests",
        &[("Retry-After", "3600")],
        error_body("rate_limit_error", "Slow down."),
    )))
    .await;
    let error = call(&server, Method::GET).await;
    // An hour is not waited for.
    assert_eq!(server.requests(), 1);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert!(error.is_rate_limited() && error.is_retryable());
}

#[tokio::test]
async fn binary_error_bodies_are_kept_up_to_a_limit() {
    let server = Server::always(Act::Send(response(
        "418 I'm a teapot",
        &[],
        vec![0xff; 200_000],
    )))
    .await;
    let error = call(&server, Method::GET).await;
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.body().map(<[u8]>::len), Some(64 * 1024));
}

#[tokio::test]
async fn an_error_whose_body_is_cut_keeps_its_status() {
    let server = Server::always(Act::SendAndClose(
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n{\"error\"".to_vec(),
    ))
    .await;
    let error = call(&server, Method::GET).await;
    assert!(error.is_not_found());
    assert_eq!(error.body(), Some(&b"{\"error\""[..]));
}

#[tokio::test]
async fn the_error_within_an_error_has_a_code_of_its_own() {
    let body = r#"{"error":{"type":"run_error","message":"There was an error retrieving the run.",
        "run_error":{"code":"run_not_found","message":"No run found for id 9f"}}}"#;
    let server = Server::always(Act::Send(response("400 Bad Request", &[], body))).await;
    let app = server.client().space("vlt_1").app("app_1");
    let error = app.run_by_id("9f").get().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.inner_code()),
        (
            ErrorKind::NotFound,
            Some("run_error"),
            Some("run_not_found")
        )
    );
    assert_eq!(
        error.to_string(),
        "get_run: there was an error retrieving the run: No run found for id 9f (400 run_error: run_not_found)"
    );
}

/// What people read, as snapshots: change them knowingly.
#[tokio::test]
async fn messages() {
    let mut lines = Vec::new();
    for row in rows() {
        let answer = Act::Send(response(row.status, row.headers, &row.body));
        let server = Server::always(answer).await;
        let request = server
            .client()
            .request(Method::GET, "spaces")
            .max_retries(0);
        let error = request.await.unwrap_err();
        assert!(!error.to_string().contains('\n'), "{error}");
        lines.push(error.to_string());
    }
    insta::assert_snapshot!(lines.join("\n"));
}
