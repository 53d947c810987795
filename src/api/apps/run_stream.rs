//! A run's events as they come, and what people do with them.
//!
//! The server promises a `final` event. A body that ends without one was cut, and that is an error, never an end: a run
//! that was cut goes on and costs money, so every error from here carries the run's id as soon as that is known.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::AppHandle;
use crate::error::{Error, ErrorKind, Result, decode};
use crate::http::ByteStream;
use crate::stream::{Event, MAX_EVENT, Parser};
use crate::types::run_event::{Frame, RunEvent};
use crate::types::{Run, StreamErrorEvent};

/// The events of a run: a `Stream` of [`RunEvent`]s.
///
/// An event that does not decode is an error item, and the stream goes on after it. It ends after
/// [`RunEvent::Final`], or after the error that says why there is none. Dropping it closes the connection; the run itself
/// goes on.
#[must_use = "a stream does nothing unless it is polled"]
pub struct RunStream {
    operation: &'static str,
    /// Absent once nothing more can come.
    body: Option<ByteStream>,
    parser: Parser,
    run_id: Option<String>,
    /// What is still to be said after the event that the end of the body left unterminated.
    trailing_error: Option<Error>,
    app: AppHandle,
}

impl RunStream {
    pub(super) fn new(operation: &'static str, body: ByteStream, app: AppHandle) -> Self {
        Self {
            operation,
            body: Some(body),
            parser: Parser::new(MAX_EVENT),
            run_id: None,
            trailing_error: None,
            app,
        }
    }

    /// The run's id, as soon as the first event has told it.
    pub fn run_id(&self) -> Option<&str> {
        self.run_id.as_deref()
    }

    /// Waits for the next event; `None` after the last.
    ///
    /// The same as `StreamExt::next`, for programs that do without `futures-util`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] for one event that makes no sense, after which the stream goes on; [`ErrorKind::AgentFailed`] for
    /// the server's own `error` event, with its [`code`](Error::code); [`ErrorKind::Stream`] for a stream that ends before its
    /// run; otherwise what became of the connection.
    pub async fn next(&mut self) -> Option<Result<RunEvent>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    /// Only the text that the models write, as it comes.
    pub fn text(self) -> RunText {
        RunText { events: self }
    }

    /// Goes to the end of the stream and reads the finished run.
    ///
    /// Where the stream is cut after the run's id was told, the run is asked for until it is finished.
    ///
    /// # Errors
    ///
    /// What [`next`](Self::next) gives if the run never began, the server's own `error` event, and what can go wrong
    /// while the run is read.
    pub async fn finish(mut self) -> Result<Run> {
        let run_id = self.pass().await?;
        self.app.run_by_id(run_id).wait().await
    }

    /// Goes to the end of the stream, whichever it is, and gives the id under which the run can be read.
    pub(super) async fn pass(&mut self) -> Result<String> {
        let mut lost = Error::new(
            ErrorKind::Stream,
            "the stream ended without saying which run it was",
        )
        .with_operation(self.operation);
        while let Some(event) = self.next().await {
            match event {
                Ok(_) => {}
                // The connection is gone; the run is not.
                Err(error) if self.is_terminated() => lost = error,
                // What the run came to is read from the run: an event that makes no sense takes nothing from it.
                Err(error) if error.kind() == ErrorKind::Decode => {}
                Err(error) => return Err(error),
            }
        }
        self.run_id.clone().ok_or(lost)
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RunEvent>>> {
        loop {
            while let Some(event) = self.next_parsed() {
                if let Some(item) = event.transpose() {
                    return Poll::Ready(Some(self.on_event(item)));
                }
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(self.trailing_error.take().map(Err));
            };
            match ready!(body.as_mut().poll_next(cx)) {
                Some(Ok(chunk)) => self.parser.push(chunk),
                Some(Err(error)) => return Poll::Ready(Some(self.end_of_body(error))),
                None => {
                    let cut = Error::new(ErrorKind::Stream, "the stream ended before the run did");
                    let cut = cut.with_operation(self.operation);
                    return Poll::Ready(Some(self.end_of_body(cut)));
                }
            }
        }
    }

    /// The next event of the chunk at hand; the inner `None` is an event to be passed over.
    fn next_parsed(&mut self) -> Option<Result<Option<RunEvent>>> {
        match self.parser.next_event() {
            Ok(event) => event.map(|event| read(self.operation, event)),
            Err(_) => {
                self.close();
                let message = format!("an event of the stream is longer than {MAX_EVENT} bytes");
                Some(Err(
                    Error::new(ErrorKind::PayloadTooLarge, message).with_operation(self.operation)
                ))
            }
        }
    }

    /// The body is over although the run is not, unless its last event says so without a blank line.
    ///
    /// That event may also be the one that tells the run's id.
    fn end_of_body(&mut self, cut: Error) -> Result<RunEvent> {
        let last = self
            .parser
            .finish()
            .map(|event| read(self.operation, event));
        self.close();
        let last = match last {
            Some(Ok(Some(event))) => Ok(event),
            // Half an event that does not decode is nothing but the place of the cut.
            Some(Err(error)) if error.kind() != ErrorKind::Decode => Err(error),
            _ => return Err(self.with_context(cut)),
        };
        let last = self.on_event(last);
        if !matches!(last, Ok(RunEvent::Final)) {
            self.trailing_error = Some(self.with_context(cut));
        }
        last
    }

    /// Keeps what an item means for the stream itself.
    fn on_event(&mut self, item: Result<RunEvent>) -> Result<RunEvent> {
        match &item {
            Ok(RunEvent::RunStatus(status)) if self.run_id.is_none() => {
                self.run_id.clone_from(&status.run_id)
            }
            Ok(RunEvent::Final) => self.close(),
            _ => {}
        }
        item.map_err(|error| self.with_context(error))
    }

    pub(super) fn with_context(&self, error: Error) -> Error {
        let error = match &self.run_id {
            Some(run_id) => error.with_run_id(run_id),
            None => error,
        };
        self.app.client.redact(error)
    }

    fn close(&mut self) {
        self.body = None;
        self.parser = Parser::new(MAX_EVENT);
    }
}

/// Decodes one event; `None` for those that say nothing about a run.
fn read(operation: &'static str, event: Event<'_>) -> Result<Option<RunEvent>> {
    // Newer servers greet before the first event on some streams, and an empty event has nothing to decode.
    if event.name == b"dust-handshake" || event.data.is_empty() {
        return Ok(None);
    }
    // What does not decode is decoded once more, for an error that names the place.
    let frame = quick_decode(event.data).map_or_else(|| decode(operation, event.data), Ok)?;
    match frame {
        Frame::Event(event) => Ok(Some(event)),
        Frame::Failure(failure) => Err(failed(operation, failure)),
    }
}

fn quick_decode(data: &[u8]) -> Option<Frame> {
    // Checked as a whole, UTF-8 costs less than string by string.
    let text = std::str::from_utf8(data).ok()?;
    serde_json::from_str(text).ok()
}

fn failed(operation: &'static str, failure: StreamErrorEvent) -> Error {
    let message = failure
        .message
        .unwrap_or_else(|| "the server gave the run up without saying why".to_owned());
    let error = Error::new(ErrorKind::AgentFailed, message).with_operation(operation);
    match failure.code {
        Some(code) => error.with_code(code),
        None => error,
    }
}

impl Stream for RunStream {
    type Item = Result<RunEvent>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(cx)
    }
}

impl FusedStream for RunStream {
    fn is_terminated(&self) -> bool {
        self.body.is_none() && self.trailing_error.is_none()
    }
}

impl fmt::Debug for RunStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run_id = self.run_id.as_deref();
        let run_id = run_id.map(|id| self.app.client.excerpt(id));
        f.debug_struct("RunStream")
            .field("run_id", &run_id)
            .field("over", &self.is_terminated())
            .finish_non_exhaustive()
    }
}

/// The text that the models of a run write, as it comes: a `Stream` of [`TextPart`]s.
///
/// Errors are those of the [`RunStream`] that it was made from.
#[derive(Debug)]
#[must_use = "a stream does nothing unless it is polled"]
pub struct RunText {
    events: RunStream,
}

/// A piece of text, and who wrote it.
///
/// Several blocks, several inputs and several rounds of a map may write at the same time; pieces with the same block name,
/// input and round belong together. It displays as its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextPart {
    /// The name of the block that writes.
    pub block_name: String,
    /// The number of the input, from 0.
    pub input_index: i64,
    /// The round of the map that the block is in, from 0, where it is in one.
    pub iteration: Option<i64>,
    /// What was written since the piece before.
    pub text: String,
}

impl fmt::Display for TextPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl RunText {
    /// The run's id, as soon as the first event has told it.
    pub fn run_id(&self) -> Option<&str> {
        self.events.run_id()
    }

    /// Waits for the next piece of text; `None` after the last.
    ///
    /// # Errors
    ///
    /// As [`RunStream::next`].
    pub async fn next(&mut self) -> Option<Result<TextPart>> {
        poll_fn(|cx| self.poll_part(cx)).await
    }

    /// Goes to the end of the stream and reads the finished run.
    ///
    /// # Errors
    ///
    /// As [`RunStream::finish`].
    pub async fn finish(self) -> Result<Run> {
        self.events.finish().await
    }

    fn poll_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<TextPart>>> {
        loop {
            match ready!(self.events.poll_event(cx)) {
                Some(Ok(RunEvent::Tokens(event))) => {
                    return Poll::Ready(Some(Ok(TextPart {
                        block_name: event.block_name,
                        input_index: event.input_index.unwrap_or_default(),
                        iteration: event.map.and_then(|map| map.iteration),
                        text: event.tokens.text,
                    })));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl Stream for RunText {
    type Item = Result<TextPart>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_part(cx)
    }
}

impl FusedStream for RunText {
    fn is_terminated(&self) -> bool {
        self.events.is_terminated()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use proptest::prelude::*;

    use std::future::Future;

    use super::*;
    use crate::client::{Client, Config};

    const SAMPLE: &[u8] = include_bytes!("../../../tests/fixtures/sse_run_succeeded.sse");

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

    const STARTED: &str = "data: {\"type\":\"run_status\",\"content\":{\"status\":\"running\",\"run_id\":\"r1\"}}\n\n";
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
}
