//! The text of a run's events, without the rest.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::run_stream::RunStream;
use crate::error::Result;
use crate::types::Run;
use crate::types::run_event::RunEvent;

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
    pub(super) fn new(events: RunStream) -> Self {
        Self { events }
    }

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
