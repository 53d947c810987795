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
use super::run_text::RunText;
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
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::RunRequest;
    ///
    /// let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
    /// let mut text = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).stream().await?.text();
    /// while let Some(part) = text.next().await {
    ///     print!("{}", part?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn text(self) -> RunText {
        RunText::new(self)
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

    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RunEvent>>> {
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
            Err(too_long) => {
                self.close();
                Some(Err(too_long.into_error(self.operation)))
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

#[cfg(test)]
mod tests;
