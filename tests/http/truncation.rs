//! Bodies that are cut off, frame by frame and byte by byte: none is taken for a whole one, and no whole one for a cut.
//!
//! Planted faults that turn these red, each tried: an end of a body that is believed on HTTP/2 as well, for streams or for
//! bodies that are read whole; a mark of the end that is asked for before the body was read.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use dust_sdk::types::RunRequest;
use dust_sdk::{AnalyticsTable, Client, Error, ErrorKind, Method};
use serde_json::{Map, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::authority::H1;
use crate::frame_server::{FrameServer, ServerAction, run};
use crate::h2_frames::{
    CANCEL, INTERNAL_ERROR, NO_ERROR, REFUSED_STREAM, data, go_away, go_away_saying, headers,
    reset, trailers,
};
use crate::tls_server::{KEY, TlsServer};

/// JSON, so that only the whole of it is some.
const BODY: &[u8] = br#"{"spaces":[],"a":"0123456789"}"#;
const PIECE: usize = 10;
const PIECES: usize = BODY.len() / PIECE;

/// What reads a body.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reads {
    /// A call that only reads, whose body is read whole.
    Whole,
    /// A change, whose answer is read whole.
    Change,
    Stream,
    #[cfg(feature = "csv")]
    Rows,
    File,
    Run,
}

const ALL: &[Reads] = &[
    Reads::Whole,
    Reads::Change,
    Reads::Stream,
    #[cfg(feature = "csv")]
    Reads::Rows,
    Reads::File,
    Reads::Run,
];

impl Reads {
    fn media_type(self) -> &'static str {
        match self {
            Self::Whole | Self::Change => "application/json",
            Self::Run => "text/event-stream",
            _ => "text/csv",
        }
    }

    /// Reads a body, and gives it where it is kept.
    async fn read(self, dust: &Client) -> Result<Option<Bytes>, Error> {
        let table = AnalyticsTable::Messages;
        let export = dust
            .workspace()
            .analytics(table, "2026-01-01", "2026-01-31");
        match self {
            Self::Whole => drop(dust.request(Method::GET, "spaces").await?),
            Self::Change => {
                let call = dust.request(Method::POST, "spaces").json(&json!({}));
                drop(call.await?);
            }
            Self::Stream => {
                return export.csv().await?.bytes(1 << 20).await.map(Some);
            }
            #[cfg(feature = "csv")]
            Self::Rows => {
                let mut rows = export.csv().await?.rows::<Map<String, serde_json::Value>>();
                while let Some(row) = rows.next().await {
                    row?;
                }
            }
            Self::File => {
                let name = format!("dust-sdk-truncation-{}.csv", std::process::id());
                let path = std::env::temp_dir().join(name);
                let saved = export.csv().await?.save_to(&path).await;
                assert_eq!(path.exists(), saved.is_ok(), "half a file is left");
                let _ = std::fs::remove_file(path);
                saved?;
            }
            Self::Run => {
                let request = RunRequest::new("latest", Map::new(), [json!({})]);
                let mut events = dust.space("s").app("a").run(&request).stream().await?;
                while let Some(event) = events.next().await {
                    match event {
                        // It is no event; what counts is how the stream goes on.
                        Err(error) if error.kind() == ErrorKind::Decode => {}
                        // It ended in order, though without the event that a run ends with.
                        Err(error) if error.kind() == ErrorKind::Stream => {}
                        event => drop(event?),
                    }
                }
            }
        }
        Ok(None)
    }
}

/// How a server or a proxy breaks off.
fn cuts(id: u32) -> Vec<(&'static str, Vec<ServerAction>)> {
    let send = |frame: Vec<u8>| ServerAction::Send(frame);
    vec![
        ("reset", vec![send(reset(id, NO_ERROR))]),
        ("reset: cancel", vec![send(reset(id, CANCEL))]),
        ("reset: refused", vec![send(reset(id, REFUSED_STREAM))]),
        ("reset: error", vec![send(reset(id, INTERNAL_ERROR))]),
        ("away", vec![send(go_away(0, NO_ERROR))]),
        (
            "away, close",
            vec![send(go_away(0, NO_ERROR)), ServerAction::Close],
        ),
        (
            "away, cut",
            vec![send(go_away(0, NO_ERROR)), ServerAction::Cut],
        ),
        (
            "away, reset",
            vec![send(go_away(0, NO_ERROR)), ServerAction::Reset],
        ),
        (
            "away after this, close",
            vec![send(go_away(id, NO_ERROR)), ServerAction::Close],
        ),
        (
            "away after this, cut",
            vec![send(go_away(id, NO_ERROR)), ServerAction::Cut],
        ),
        (
            "away: error",
            vec![send(go_away(0, INTERNAL_ERROR)), ServerAction::Close],
        ),
        ("close", vec![ServerAction::Close]),
        ("cut", vec![ServerAction::Cut]),
        ("reset of the connection", vec![ServerAction::Reset]),
    ]
}

/// One response: what it is, whether it is whole, and the steps that give it.
struct Case {
    name: String,
    is_whole: bool,
    steps: Vec<ServerAction>,
}

fn begin(reads: Reads, id: u32, length: Option<usize>, pieces: usize) -> Vec<ServerAction> {
    let length = length.map(|length| length.to_string());
    let mut fields = vec![("content-type", reads.media_type())];
    fields.extend(length.iter().map(|length| ("content-length", &length[..])));
    let mut steps = vec![ServerAction::Send(headers(id, 200, &fields, false))];
    let pieces = BODY.chunks(PIECE).take(pieces);
    steps.extend(pieces.map(|piece| ServerAction::Send(data(id, piece, false))));
    steps
}

fn cases(reads: Reads, id: u32) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |name: String, is_whole, begin: &[ServerAction], end: Vec<ServerAction>| {
        for pauses in [false, true] {
            let pause = pauses.then_some(ServerAction::Pause);
            cases.push(Case {
                name: format!("{reads:?}, {name}, pauses: {pauses}"),
                is_whole,
                steps: begin
                    .iter()
                    .cloned()
                    .chain(pause)
                    .chain(end.clone())
                    .collect(),
            });
        }
    };
    for (name, end) in cuts(id) {
        // With all of the body and no word of its end too, which not even its length can stand for.
        let places = (0..=PIECES).map(|pieces| (pieces, None));
        for (pieces, length) in places.chain([(PIECES, Some(BODY.len()))]) {
            let name = format!("{pieces} pieces of {length:?}, {name}");
            let begun = begin(reads, id, length, pieces);
            add(name, false, &begun, end.clone());
        }
        if matches!(end.last(), Some(ServerAction::Reset)) {
            // It may overtake the end, which then never came.
            continue;
        }
        let mut whole = begin(reads, id, None, PIECES - 1);
        let last = &BODY[(PIECES - 1) * PIECE..];
        let marks = [
            vec![data(id, last, true)],
            vec![data(id, last, false), data(id, b"", true)],
            vec![data(id, last, false), trailers(id)],
        ];
        for (number, mark) in marks.into_iter().enumerate() {
            let length = whole.len();
            whole.extend(mark.into_iter().map(ServerAction::Send));
            add(format!("whole {number}, {name}"), true, &whole, end.clone());
            whole.truncate(length);
        }
    }
    for length in [BODY.len() - 1, BODY.len() + 1, 0, 1000] {
        let mut wrong = begin(reads, id, Some(length), PIECES);
        wrong.push(ServerAction::Send(data(id, b"", true)));
        add(format!("{length} bytes announced"), false, &wrong, vec![]);
    }
    cases
}

async fn check(reads: Reads) -> (usize, Vec<String>) {
    let server =
        FrameServer::start(move |number, id| cases(reads, id).swap_remove(number).steps).await;
    let mut red = Vec::new();
    let cases = cases(reads, 1);
    for case in &cases {
        let config = server.tls.config().max_retries(0);
        let dust = Client::new(config).unwrap();
        let read = tokio::time::timeout(Duration::from_secs(20), reads.read(&dust)).await;
        let what = &case.name;
        match read {
            Err(_) => red.push(format!("{what}: it does not end")),
            Ok(Ok(read)) if case.is_whole && read.as_deref().is_none_or(|read| read == BODY) => {}
            Ok(Err(error)) if !case.is_whole => {
                let may_repeat = reads != Reads::Change && reads != Reads::Run;
                if error.kind() != ErrorKind::Transport || error.is_retryable() != may_repeat {
                    red.push(format!("{what}: {error:?}"));
                }
            }
            Ok(result) => red.push(format!("{what}: {result:?}")),
        }
    }
    assert_eq!(server.requests(), cases.len());
    (cases.len(), red)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cut_on_http_2_is_told_from_an_end() {
    let checks = ALL.iter().map(|&reads| tokio::spawn(check(reads)));
    let mut red = Vec::new();
    let mut all = 0;
    for checked in futures_util::future::join_all(checks).await {
        let (cases, wrong) = checked.unwrap();
        all += cases;
        red.extend(wrong);
    }
    assert_eq!(all, ALL.len() * (14 * 5 + 12 * 3 + 4) * 2);
    assert!(
        red.is_empty(),
        "{} of {all}:\n{}",
        red.len(),
        red.join("\n")
    );
}

#[tokio::test]
async fn what_only_reads_is_read_again_after_a_cut() {
    for (reads, requests) in [(Reads::Whole, 3), (Reads::Change, 1)] {
        let server = FrameServer::start(move |number, id| {
            let mut steps = begin(reads, id, None, PIECES);
            steps.push(ServerAction::Send(match number {
                2 => data(id, b"", true),
                _ => reset(id, NO_ERROR),
            }));
            steps
        })
        .await;
        let result = reads.read(&server.tls.client()).await;
        assert_eq!(result.is_ok(), reads == Reads::Whole, "{result:?}");
        assert_eq!(server.requests(), requests);
    }
}

#[tokio::test]
async fn error_cut_within_the_key_hides_it() {
    // So few characters are known for a part of the key only because the body was cut.
    for length in 2..8 {
        for pause in [None, Some(ServerAction::Pause)] {
            let server = FrameServer::start(move |_, id| {
                let body = format!("the key is {}", &KEY[..length]);
                let head = headers(id, 403, &[("content-type", "text/plain")], false);
                let body = data(id, body.as_bytes(), false);
                let cut = [ServerAction::Send(reset(id, NO_ERROR))];
                let steps = [ServerAction::Send(head), ServerAction::Send(body)].into_iter();
                steps.chain(pause.clone()).chain(cut).collect()
            })
            .await;
            let error = Reads::Whole.read(&server.tls.client()).await.unwrap_err();
            let body = String::from_utf8_lossy(error.body().unwrap_or_default());
            let said = format!("{error} {error:?} {body}");
            assert!(!said.contains(&KEY[..length]), "{length}: {said}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
        }
    }
}

#[tokio::test]
async fn goaway_text_is_not_in_errors() {
    for reads in ALL.iter().copied() {
        for reason in [NO_ERROR, INTERNAL_ERROR] {
            for pieces in [0, 1] {
                let server = FrameServer::start(move |_, id| {
                    let mut steps = begin(reads, id, None, pieces);
                    if pieces == 0 {
                        steps.clear();
                    }
                    let text = format!("{KEY} \u{1b}[31m");
                    steps.push(ServerAction::Send(go_away_saying(0, reason, &text)));
                    steps.push(ServerAction::Close);
                    steps
                })
                .await;
                let dust = Client::new(server.tls.config().max_retries(0)).unwrap();
                let error = reads.read(&dust).await.unwrap_err();
                let mut said = format!("{error} {error:?}");
                let mut next = error.source();
                while let Some(source) = next {
                    said += &format!(" {source} {source:?}");
                    next = source.source();
                }
                assert!(!said.contains("MARKER") && !said.contains("31m"), "{said}");
                assert_eq!(error.kind(), ErrorKind::Transport);
            }
        }
    }
}

/// Answers one request on HTTP/1.1 and ends so.
async fn http_1(
    reads: Reads,
    response: Vec<u8>,
    end: ServerAction,
) -> Result<Option<Bytes>, Error> {
    let server = TlsServer::start(H1, move |mut stream| {
        let steps = vec![ServerAction::Send(response.clone()), end.clone()];
        async move {
            let mut request = Vec::new();
            while !request.windows(4).any(|part| part == b"\r\n\r\n") {
                if !matches!(stream.read_buf(&mut request).await, Ok(1..)) {
                    return;
                }
            }
            let _ = run(&mut stream, steps).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let dust = Client::new(server.config().max_retries(0)).unwrap();
    reads.read(&dust).await
}

#[tokio::test]
async fn every_cut_on_http_1_is_told_from_an_end() {
    let text = std::str::from_utf8(BODY).unwrap();
    let chunks: String = text.as_bytes().chunks(PIECE).map(chunk).collect();
    let chunked = format!("transfer-encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    let long = format!("content-length: {}\r\n\r\n{text}", text.len());
    for reads in [Reads::Whole, Reads::Stream] {
        for body in [&chunked, &long] {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {}\r\n",
                reads.media_type()
            );
            let whole = format!("{head}{body}").into_bytes();
            let first = head.len() + body.find("\r\n\r\n").unwrap() + 4;
            for end in [ServerAction::Close, ServerAction::Cut] {
                let cuts =
                    (first..whole.len()).map(|at| http_1(reads, whole[..at].to_vec(), end.clone()));
                for (at, result) in futures_util::future::join_all(cuts)
                    .await
                    .iter()
                    .enumerate()
                {
                    let kind = result.as_ref().map(drop).map_err(Error::kind);
                    let what = format!("{reads:?} {end:?} {body} {at}");
                    assert_eq!(kind, Err(ErrorKind::Transport), "{what}");
                }
                http_1(reads, whole.clone(), end).await.unwrap();
            }
        }
        // A body that goes on until the connection ends: TLS says whether that was meant, and native-tls does not pass it on.
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {}\r\n\r\n",
            reads.media_type()
        );
        let endless = format!("{head}{text}").into_bytes();
        if cfg!(feature = "rustls") {
            let cut = http_1(reads, endless.clone(), ServerAction::Cut).await;
            assert_eq!(cut.unwrap_err().kind(), ErrorKind::Transport);
        }
        http_1(reads, endless, ServerAction::Close).await.unwrap();
    }
}

fn chunk(piece: &[u8]) -> String {
    format!(
        "{:x}\r\n{}\r\n",
        piece.len(),
        std::str::from_utf8(piece).unwrap()
    )
}
