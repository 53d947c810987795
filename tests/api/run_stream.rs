//! Runs over a socket: what a stream gives, and how a run is seen through when its stream does not hold.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sdk::types::{Run, RunRequest};
use dust_sdk::{ErrorKind, Result, RunEvent};
use serde_json::{Map, Value, json};

use crate::support::{Act, Seen, Server, error_body, head, json, response};

const SAMPLE: &str = include_str!("../fixtures/sse_run_succeeded.sse");
const RUN_ID: &str = "5b1e7c90a3f2d4868f0b9c2d7e6a1543b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3";
const STREAM: &[(&str, &str)] = &[
    ("Content-Type", "text/event-stream"),
    ("Content-Encoding", "none"),
];

fn request() -> RunRequest {
    RunRequest::new("latest", Map::new(), [json!({"question": "How much?"})])
}

/// A chunked body, cut into pieces of so many bytes, with its end.
fn chunked(body: &str, size: usize) -> Vec<u8> {
    [pieces(body, size), b"0\r\n\r\n".to_vec()].concat()
}

/// The same without its end: what is left of a connection that breaks.
fn pieces(body: &str, size: usize) -> Vec<u8> {
    let mut bytes = head("200 OK", STREAM);
    bytes.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
    for piece in body.as_bytes().chunks(size) {
        bytes.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        bytes.extend_from_slice(piece);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

/// The first event of the sample, which tells the run's id.
fn started() -> &'static str {
    &SAMPLE[..SAMPLE.find("\n\n").unwrap() + 2]
}

fn body_of(sample: &str) -> Value {
    let sample: Value = serde_json::from_str(sample).unwrap();
    sample["response"]["body"].clone()
}

fn finished() -> Act {
    Act::Send(json(
        "200 OK",
        &body_of(include_str!("../fixtures/run_blocking_succeeded_200.json")),
    ))
}

fn running() -> Act {
    Act::Send(json(
        "200 OK",
        &body_of(include_str!("../fixtures/run_get_running_200.json")),
    ))
}

/// A server that answers the request for a run with the first, and what follows with the second.
async fn server(post: Act, get: impl Fn(usize) -> Act + Send + Sync + 'static) -> Server {
    Server::start(move |number, seen: &Seen| match seen.method.as_str() {
        "POST" => post.clone(),
        _ => get(number),
    })
    .await
}

fn succeeded(run: &Run) -> bool {
    run.status.run == "succeeded"
}

fn posts(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.method == "POST")
        .count()
}

async fn events(server: &Server) -> Vec<Result<RunEvent>> {
    let mut stream = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .stream()
        .await
        .unwrap();
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event);
    }
    events
}

#[tokio::test]
async fn any_chunking_gives_the_same_events() {
    let mut whole: Option<Vec<String>> = None;
    for size in [SAMPLE.len(), 7, 1] {
        let server = Server::always(Act::Send(chunked(SAMPLE, size))).await;
        let told = events(&server)
            .await
            .into_iter()
            .map(|event| format!("{:?}", event.unwrap()))
            .collect();
        assert_eq!(
            whole.get_or_insert_with(|| Vec::clone(&told)),
            &told,
            "pieces of {size}"
        );
    }
    let recorded: Value =
        serde_json::from_str(include_str!("../fixtures/sse_run_succeeded.json")).unwrap();
    assert!(recorded.is_object());
    let whole = whole.unwrap();
    assert_eq!(whole.len(), SAMPLE.matches("data: ").count());
    assert!(whole[0].contains(RUN_ID) && whole.last().unwrap() == "Final");
}

#[tokio::test]
async fn asks_for_a_stream_whatever_the_request_said() {
    let server = Server::always(Act::Send(chunked(SAMPLE, 4096))).await;
    let mut request = request();
    request.blocking = Some(true);
    let stream = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request)
        .stream();
    drop(stream.use_workspace_credentials(true).await.unwrap());
    let seen = &server.seen()[0];
    assert_eq!(
        seen.target,
        "/api/v1/w/w1/spaces/vlt_1/apps/app1/runs?use_workspace_credentials=true"
    );
    let body: Value = serde_json::from_slice(&seen.body).unwrap();
    assert_eq!(
        (&body["stream"], body.get("blocking")),
        (&json!(true), None)
    );
}

#[tokio::test]
async fn text_comes_as_it_is_written() {
    let head = SAMPLE
        .find("[DONE]")
        .unwrap_or(SAMPLE.find("{\"text\":\" M").unwrap_or(SAMPLE.len() / 2));
    let first = SAMPLE[..head].rfind("data:").unwrap();
    // The server says no more than this, so what is read has not waited for the rest.
    let server = Server::always(Act::SendAndStall(pieces(&SAMPLE[..first], 50))).await;
    let mut text = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .stream()
        .await
        .unwrap()
        .text();
    let part = text.next().await;
    match part {
        Some(Ok(part)) => assert_eq!(
            (part.block_name.as_str(), part.text.as_str()),
            ("MODEL", "29")
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(text.run_id(), Some(RUN_ID));
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let server = Server::always(Act::SendAndStall(pieces(started(), 4096))).await;
    let client = server.client();
    let mut stream = client
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .stream()
        .await
        .unwrap();
    assert!(stream.next().await.unwrap().is_ok());
    assert_eq!(server.connections(), 1);
    drop(stream);
    tokio::time::timeout(Duration::from_secs(10), async {
        while server.connections() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn stopped_stream_error_has_the_run_id() {
    let without_final = SAMPLE.replace("data: {\"type\":\"final\",\"content\":null}\n\n", "");
    let until_close = [
        head("200 OK", STREAM),
        b"Connection: close\r\n\r\n".to_vec(),
        without_final.clone().into_bytes(),
    ];
    let cases = [
        (Act::Send(chunked(&without_final, 100)), ErrorKind::Stream),
        (Act::SendAndClose(until_close.concat()), ErrorKind::Stream),
        (
            Act::SendAndClose(pieces(&without_final, 100)),
            ErrorKind::Transport,
        ),
        (
            Act::SendAndReset(pieces(started(), 100)),
            ErrorKind::Transport,
        ),
    ];
    for (act, kind) in cases {
        let server = Server::always(act).await;
        let mut events = events(&server).await;
        let error = events.pop().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.run_id()), (kind, Some(RUN_ID)));
        assert_eq!(error.operation(), Some("create_run"));
        assert!(events.iter().all(Result::is_ok));
    }
}

#[tokio::test]
async fn a_refused_specification_keeps_its_code() {
    let body = concat!(
        "data: {\"type\":\"error\",\"content\":{\"code\":\"bad_spec\",\"message\":\"No block MODEL\"}}\n\n",
        "data: {\"type\":\"final\",\"content\":null}\n\n"
    );
    let server = Server::always(Act::Send(chunked(body, 100))).await;
    let told = events(&server).await;
    let error = told[0].as_ref().unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::AgentFailed, Some("bad_spec"), "No block MODEL")
    );
    assert!(
        matches!(told[1], Ok(RunEvent::Final)) && told.len() == 2,
        "{told:?}"
    );
    let error = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.run_id()), (Some("bad_spec"), None));
}

#[tokio::test]
async fn response_without_stream_is_a_plain_error() {
    let html = response("200 OK", &[("Content-Type", "text/html")], "<html>");
    let refused = response(
        "400 Bad Request",
        &[("Content-Type", "application/json")],
        error_body("invalid_request_error", "no"),
    );
    let told = json(
        "200 OK",
        &body_of(include_str!("../fixtures/run_get_running_200.json")),
    );
    for (bytes, kind) in [
        (refused, ErrorKind::InvalidRequest),
        (html, ErrorKind::Decode),
        (told, ErrorKind::Decode),
    ] {
        let server = Server::always(Act::Send(bytes)).await;
        let error = server
            .client()
            .space("vlt_1")
            .app("app1")
            .run(&request())
            .stream()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{error:?}");
        assert_eq!(posts(&server), 1);
    }
}

#[tokio::test]
async fn a_run_is_read_once_its_stream_is_through() {
    let server = server(Act::Send(chunked(SAMPLE, 100)), |_| finished()).await;
    let run = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .await
        .unwrap();
    assert!(succeeded(&run));
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(
        seen[1].target,
        format!("/api/v1/w/w1/spaces/vlt_1/apps/app1/runs/{RUN_ID}")
    );
}

#[tokio::test]
async fn a_cut_stream_is_followed_by_polling() {
    for cut in [
        Act::SendAndReset(pieces(started(), 100)),
        Act::Send(chunked(started(), 100)),
    ] {
        let server = server(
            cut,
            |number| if number < 3 { running() } else { finished() },
        )
        .await;
        let run = server.client().space("vlt_1").app("app1").run(&request());
        let run = run.poll_interval(Duration::from_millis(5)).await.unwrap();
        assert!(succeeded(&run));
        assert_eq!((posts(&server), server.requests()), (1, 4));
    }
}

#[tokio::test]
async fn finish_follows_a_cut_stream_too() {
    let server = server(Act::SendAndReset(pieces(started(), 100)), |_| finished()).await;
    let mut stream = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .stream()
        .await
        .unwrap();
    assert!(stream.next().await.unwrap().is_ok());
    assert!(succeeded(&stream.finish().await.unwrap()));
}

#[tokio::test]
async fn run_without_id_is_not_started_again() {
    let server = server(Act::SendAndReset(pieces(":\n\n", 100)), |_| finished()).await;
    let error = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.run_id()), (ErrorKind::Transport, None));
    assert_eq!((posts(&server), server.requests()), (1, 1));
}

#[tokio::test]
async fn finished_run_without_a_stream_is_used() {
    for (post, requests) in [(finished(), 1), (running(), 2)] {
        let server = server(post, |_| finished()).await;
        let run = server
            .client()
            .space("vlt_1")
            .app("app1")
            .run(&request())
            .await
            .unwrap();
        assert!(succeeded(&run));
        assert_eq!(server.requests(), requests);
    }
}

#[tokio::test]
async fn a_run_that_outlives_the_deadline_keeps_its_id() {
    let silent = server(Act::SendAndStall(pieces(started(), 100)), |_| finished()).await;
    let cut = server(Act::Send(chunked(started(), 100)), |_| running()).await;
    for server in [silent, cut] {
        let run = server.client().space("vlt_1").app("app1").run(&request());
        let error = run.deadline(Duration::from_millis(300)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.run_id()),
            (ErrorKind::Timeout, Some(RUN_ID)),
            "{error:?}"
        );
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_wait_reports_each_look() {
    let server = Server::start(|number, _| if number < 2 { running() } else { finished() }).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let looks = seen.clone();
    let wait = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run_by_id(RUN_ID)
        .wait()
        .poll_interval(Duration::from_millis(5));
    let run = wait
        .on_progress(move |run| looks.lock().unwrap().push(succeeded(run)))
        .await
        .unwrap();
    assert!(succeeded(&run));
    assert_eq!(*seen.lock().unwrap(), [false, false, true]);
}

#[tokio::test]
async fn lost_connection_error_has_the_run_id() {
    let server = Server::always(Act::SendAndReset(Vec::new())).await;
    let wait = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run_by_id(RUN_ID)
        .wait()
        .max_retries(0)
        .poll_interval(Duration::from_millis(5));
    let error = wait.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.run_id()),
        (ErrorKind::Transport, Some(RUN_ID))
    );
    assert_eq!(server.requests(), 6);
}

#[tokio::test]
async fn calls_can_be_spawned() {
    let server = server(Act::Send(chunked(SAMPLE, 100)), |_| finished()).await;
    let run = tokio::spawn(
        server
            .client()
            .space("vlt_1")
            .app("app1")
            .run(&request())
            .into_future(),
    );
    assert!(succeeded(&run.await.unwrap().unwrap()));
    let stream = server
        .client()
        .space("vlt_1")
        .app("app1")
        .run(&request())
        .stream()
        .await
        .unwrap();
    let finish = tokio::spawn(stream.finish());
    assert!(succeeded(&finish.await.unwrap().unwrap()));
}
