use bytes::Bytes;
use proptest::prelude::*;

use std::future::Future;

use super::super::run_text::TextPart;
use super::*;
use crate::client::{Client, Config};

const SAMPLE: &[u8] = include_bytes!("../../../../tests/fixtures/sse_run_succeeded.sse");

/// A body of the given chunks, and then its end.
struct Chunks(std::vec::IntoIter<Result<Bytes>>);

impl Stream for Chunks {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

fn stream(chunks: Vec<Result<Bytes>>) -> RunStream {
    let config = Config::new("w1", "sk-secret").base_url("http://127.0.0.1:9");
    // No space has this id, so nothing is sent.
    let app = Client::new(config).unwrap().space("..").app("app1");
    RunStream::new("create_run", Box::pin(Chunks(chunks.into_iter())), app)
}

fn of(body: &str) -> RunStream {
    stream(vec![Ok(Bytes::copy_from_slice(body.as_bytes()))])
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(future)
}

fn all(mut stream: RunStream) -> Vec<Result<RunEvent>> {
    block_on(async {
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(item);
        }
        assert!(stream.is_terminated() && stream.next().await.is_none());
        items
    })
}

/// What an item is, short enough to be compared.
fn brief(item: &Result<RunEvent>) -> String {
    match item {
        Ok(RunEvent::Unknown { kind, .. }) => kind.clone(),
        Ok(event) => format!("{event:?}")
            .split('(')
            .next()
            .unwrap_or_default()
            .to_owned(),
        Err(error) => format!("{:?} {}", error.kind(), error.run_id().unwrap_or("-")),
    }
}

fn briefs(stream: RunStream) -> Vec<String> {
    all(stream).iter().map(brief).collect()
}

const STARTED: &str =
    "data: {\"type\":\"run_status\",\"content\":{\"status\":\"running\",\"run_id\":\"r1\"}}\n\n";
const FINAL: &str = "data: {\"type\":\"final\",\"content\":null}\n\n";
const ERROR: &str = "data: {\"type\":\"error\",\"content\":{\"code\":\"bad_spec\",\"message\":\"No such block\"}}\n\n";

#[test]
fn a_stream_ends_with_final_or_with_an_error() {
    let x = "data: {\"type\":\"x\",\"content\":1}\n\n";
    let cases: [(String, &[&str]); 12] = [
        (format!("{STARTED}{x}{FINAL}"), &["RunStatus", "x", "Final"]),
        (format!("{STARTED}{FINAL}{x}"), &["RunStatus", "Final"]),
        (
            format!("{STARTED}{}", FINAL.trim_end()),
            &["RunStatus", "Final"],
        ),
        (format!("{STARTED}{x}"), &["RunStatus", "x", "Stream r1"]),
        (
            format!("{STARTED}{}", x.trim_end()),
            &["RunStatus", "x", "Stream r1"],
        ),
        (
            format!("{STARTED}{}", &x[..20]),
            &["RunStatus", "Stream r1"],
        ),
        (String::new(), &["Stream -"]),
        (
            format!("{STARTED}data: {{oops\n\n{FINAL}"),
            &["RunStatus", "Decode r1", "Final"],
        ),
        (format!("{ERROR}{FINAL}"), &["AgentFailed -", "Final"]),
        (ERROR.trim_end().to_owned(), &["AgentFailed -", "Stream -"]),
        (
            format!("event: dust-handshake\ndata: {{}}\n\n:\n\ndata:\n\n{STARTED}{FINAL}"),
            &["RunStatus", "Final"],
        ),
        (
            format!("data: {{\"type\":\"tokens\",\"content\":{{}}}}\n\ndata: {{}}\n\n{FINAL}"),
            &["Decode -", "Decode -", "Final"],
        ),
    ];
    for (body, want) in cases {
        assert_eq!(briefs(of(&body)), want, "{body}");
    }
}

#[test]
fn the_server_s_error_keeps_its_code_and_message() {
    let items = all(of(&format!("{ERROR}{FINAL}")));
    let error = items[0].as_ref().unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("bad_spec"), "No such block")
    );
    let told = ERROR
        .replace("No such block", "bad key sk-secret")
        .replace("\"code\":\"bad_spec\",", "");
    let error = all(of(&told)).swap_remove(0).unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (None, "bad key [redacted]")
    );
}

#[test]
fn a_lost_connection_ends_the_stream() {
    let lost = Error::new(ErrorKind::Transport, "lost");
    let chunks = vec![Ok(Bytes::from(STARTED)), Err(lost), Ok(Bytes::from(FINAL))];
    assert_eq!(briefs(stream(chunks)), ["RunStatus", "Transport r1"]);
}

#[test]
fn the_id_of_an_event_without_its_blank_line_is_in_the_error_after_it() {
    let started = STARTED.trim_end();
    assert_eq!(briefs(of(started)), ["RunStatus", "Stream r1"]);
    let lost = || Err(Error::new(ErrorKind::Transport, "lost"));
    let cut = |text: &str| vec![Ok(Bytes::copy_from_slice(text.as_bytes())), lost()];
    let cases: [(&str, &[&str]); 4] = [
        (started, &["RunStatus", "Transport r1"]),
        (STARTED, &["RunStatus", "Transport r1"]),
        (&started[..40], &["Transport -"]),
        (FINAL.trim_end(), &["Final"]),
    ];
    for (text, want) in cases {
        assert_eq!(briefs(stream(cut(text))), want, "{text}");
    }
    for chunks in [cut(started), vec![Ok(Bytes::from(started))]] {
        let error = block_on(stream(chunks).finish()).unwrap_err();
        // The run was asked for, at a place that cannot be.
        assert_eq!(brief(&Err(error)), "InvalidArgument r1");
    }
}

#[test]
fn an_event_over_the_bound_ends_the_stream() {
    let piece = Bytes::from("x".repeat(1 << 20));
    let mut chunks = vec![Ok(Bytes::from(STARTED)), Ok(Bytes::from_static(b"data: "))];
    chunks.extend((0..9).map(|_| Ok(piece.clone())));
    assert_eq!(briefs(stream(chunks)), ["RunStatus", "PayloadTooLarge r1"]);
}

#[test]
fn broken_utf_8_is_an_error_item() {
    let body = [
        b"data: {\"type\":\"x\",\"content\":\"\xE2\x82\"}\n\n",
        FINAL.as_bytes(),
    ]
    .concat();
    assert_eq!(
        briefs(stream(vec![Ok(Bytes::from(body))])),
        ["Decode -", "Final"]
    );
}

#[test]
fn gives_the_text_by_block() {
    let mut text = stream(vec![Ok(Bytes::from_static(SAMPLE))]).text();
    let parts = block_on(async {
        let mut parts = Vec::new();
        while let Some(part) = text.next().await {
            parts.push(part.unwrap());
        }
        parts
    });
    assert!(
        parts
            .iter()
            .all(|part| part.block_name == "MODEL" && part.iteration.is_none())
    );
    assert_eq!(
        parts.iter().map(TextPart::to_string).collect::<String>(),
        "29 € par mois."
    );
    assert!(text.run_id().is_some_and(|id| id.starts_with("5b1e")));
}

#[test]
fn finish_reads_the_run_unless_there_is_none() {
    // It was asked for, at a place that cannot be.
    let read_of_r1 = "InvalidArgument r1";
    let cases = [
        (format!("{STARTED}{FINAL}"), read_of_r1),
        (format!("{STARTED}data: {{oops\n\n{FINAL}"), read_of_r1),
        (STARTED.to_owned(), read_of_r1),
        (format!("{STARTED}{ERROR}{FINAL}"), "AgentFailed r1"),
        (format!("{STARTED}{}", ERROR.trim_end()), "AgentFailed r1"),
        (format!("{ERROR}{FINAL}"), "AgentFailed -"),
        (FINAL.to_owned(), "Stream -"),
        (String::new(), "Stream -"),
    ];
    for (body, want) in cases {
        let error = block_on(of(&body).finish()).unwrap_err();
        assert_eq!(brief(&Err(error)), want, "{body}");
    }
}

#[test]
fn can_be_spawned_and_moved() {
    fn assert<T: Send + Unpin + 'static>() {}
    assert::<RunStream>();
    assert::<RunText>();
}

proptest! {
    #[test]
    fn any_cut_gives_the_same_run_events(cuts in prop::collection::vec(0..SAMPLE.len(), 0..40)) {
        let mut cuts = cuts;
        cuts.extend([0, SAMPLE.len()]);
        cuts.sort_unstable();
        let chunks = cuts.windows(2).map(|pair| Ok(Bytes::from_static(&SAMPLE[pair[0]..pair[1]]))).collect();
        let whole: Vec<RunEvent> = all(stream(vec![Ok(Bytes::from_static(SAMPLE))])).into_iter().map(Result::unwrap).collect();
        let cut: Vec<RunEvent> = all(stream(chunks)).into_iter().map(Result::unwrap).collect();
        prop_assert_eq!(cut, whole);
    }
}
