//! The generated client itself, as a feature opens it: the same sign-in and retries, and failures that still say what
//! they are.

mod support;

use std::error::Error as StdError;

use dust_sdk::{Error, ErrorKind};
use serde_json::json;
use support::{Act, Server, error_body, response};

type Failure = dust_sdk::low_level::Error<()>;

async fn list(server: &Server) -> Result<usize, Failure> {
    let low_level = server.client().low_level();
    let list = low_level.list_agents("w1", None, None).await?;
    Ok(list.into_inner().agent_configurations.len())
}

fn ours(failure: &Failure) -> Option<&Error> {
    let mut next = failure.source();
    while let Some(source) = next {
        if let Some(error) = source.downcast_ref() {
            return Some(error);
        }
        next = source.source();
    }
    None
}

#[tokio::test]
async fn signs_and_repeats() {
    let server = Server::start(|number, _| match number {
        0 => Act::Send(response("502 Bad Gateway", &[("Retry-After", "0")], "")),
        1 => Act::SendAndClose(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
                .to_vec(),
        ),
        _ => Act::Send(support::json("200 OK", &json!({"agentConfigurations": []}))),
    })
    .await;
    assert_eq!(list(&server).await.unwrap(), 0);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for request in seen {
        assert_eq!(request.header("authorization"), Some("Bearer sk-test"));
        assert_eq!(request.header("api-version"), None);
    }
}

#[tokio::test]
async fn a_refusal_comes_as_the_response() {
    let body = error_body("workspace_not_found", "No such workspace");
    let server = Server::always(Act::Send(response("404 Not Found", &[("X-A", "b")], &body))).await;
    match list(&server).await {
        Err(Failure::UnexpectedResponse(response)) => {
            assert_eq!(response.status().as_u16(), 404);
            assert_eq!(response.headers()["x-a"], "b");
            assert!(response.url().path().ends_with("/agent_configurations"));
            assert_eq!(response.text().await.unwrap(), body);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn any_other_failure_carries_our_error() {
    let server = Server::always(Act::SendAndReset(vec![])).await;
    let failure = list(&server).await.unwrap_err();
    let error = ours(&failure).unwrap();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(
        (error.operation(), error.attempts()),
        (Some("list_agents"), 3)
    );
}

#[tokio::test]
async fn other_media_are_left_open() {
    let csv = "date,messages\n2026-01-01,1\n";
    let server = Server::always(Act::Send(response(
        "200 OK",
        &[("Content-Type", "text/csv")],
        csv,
    )))
    .await;
    let low_level = server.client().low_level();
    let yaml = low_level.export_agent_yaml("w1", "a").await.unwrap();
    assert_eq!(yaml.content_length(), Some(csv.len() as u64));
}
