//! Writing many rows: in batches, one after the other, and going on after one that fails.
//!
//! The server queues the rows of a table and merges them after a pause, in no order but that of their storage, and drops what
//! is queued when a batch replaces all rows. So no batch is sent before the one before it is answered.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::sleep;

use super::row_buffer::RowBuffer;
use super::row_checks::RowChecks;
use super::{Rows, TableHandle};
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::{BoxFuture, Call, Request, check_id, check_text_id};
use crate::transfer::{Repeats, StopReason, ends_all};
use crate::types::{RowBatch, TableRow};

/// Batches of a table that are sent before the server is left to merge them; at 100 that wait it takes no more.
const QUEUE: usize = 90;

/// How long the server is left to merge: it begins 10 s after the last batch.
const MERGE_PAUSE: Duration = Duration::from_secs(12);

/// Times that a run cuts a batch that was refused, to find the rows that are refused.
const MAX_SPLITS: usize = 200;

/// What became of rows that were sent together, or of one that was not sent.
#[derive(Debug)]
#[non_exhaustive]
pub struct RowsOutcome {
    /// The ids of the rows.
    pub row_ids: Vec<String>,
    /// Whether the server took them.
    pub result: Result<()>,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowsSummary {
    /// Rows that the server took.
    pub sent: usize,
    /// Rows that were not taken.
    pub failed: usize,
    /// Batches that the server took.
    pub batches: usize,
}

/// Writes the rows of a stream: a `Stream` of [`RowsOutcome`]s; see [`Rows::upsert_all`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct UpsertAllRows<S, E> {
    table: TableHandle,
    input: Pin<Box<S>>,
    input_is_over: bool,
    checks: RowChecks,
    /// Still to be filled.
    next: RowBuffer,
    /// To be sent, one full batch or what is left of one that was cut.
    ready: VecDeque<RowBuffer>,
    in_flight: Option<InFlight>,
    done: VecDeque<RowsOutcome>,
    /// The next batch replaces all rows.
    truncate: bool,
    /// Batches since the server was left to merge.
    queued: usize,
    queue: usize,
    merge_pause: Duration,
    splits: usize,
    summary: RowsSummary,
    stopped: Option<StopReason<E>>,
    not_sent: Vec<String>,
}

/// The batch that is being sent.
struct InFlight {
    batch: RowBuffer,
    answer: BoxFuture<Result<()>>,
}

impl<S, E> UpsertAllRows<S, E>
where
    S: Stream<Item = std::result::Result<TableRow, E>>,
{
    pub(super) fn new(rows: &Rows, input: S) -> Self {
        Self {
            table: rows.table(),
            input: Box::pin(input),
            input_is_over: false,
            checks: RowChecks::default(),
            next: RowBuffer::default(),
            ready: VecDeque::new(),
            in_flight: None,
            done: VecDeque::new(),
            truncate: false,
            queued: 0,
            queue: QUEUE,
            merge_pause: MERGE_PAUSE,
            splits: 0,
            summary: RowsSummary::default(),
            stopped: None,
            not_sent: Vec::new(),
        }
    }

    /// Replaces all rows of the table: the first batch that the server takes drops those that are there. Without any row, the
    /// table is emptied; where all rows fail, it stays as it is.
    pub fn truncate(mut self) -> Self {
        self.truncate = true;
        self
    }

    /// Makes names of columns that can be sent: letters in lower case, and `_` for what is no letter from `a` to `z` and no
    /// digit. A row fails where two of its columns, or one of its and another of a row before, would have the same name.
    pub fn clean_columns(mut self) -> Self {
        self.checks.cleans_columns = true;
        self
    }

    /// Sets after how many batches the server is left to merge what it has queued, and for how long: after 90, for 12 s, if
    /// unset. The server refuses more than 100 batches, and begins to merge 10 s after the last.
    pub fn merge_pause(mut self, batches: usize, pause: Duration) -> Self {
        (self.queue, self.merge_pause) = (batches.max(1), pause);
        self
    }

    /// Waits for what becomes of the next rows; `None` after the last.
    pub async fn next(&mut self) -> Option<RowsOutcome> {
        poll_fn(|cx| self.poll_outcome(cx)).await
    }

    /// How far the run has come.
    pub fn summary(&self) -> RowsSummary {
        self.summary
    }

    /// Why the run ended before its input did, if it has.
    pub fn stop_reason(&self) -> Option<&StopReason<E>> {
        self.stopped.as_ref()
    }

    /// The ids of rows that were pulled from the input and not sent, once the run has stopped.
    pub fn not_sent(&self) -> &[String] {
        &self.not_sent
    }

    /// The rest of the input, of which nothing was pulled.
    pub fn into_rest(self) -> Pin<Box<S>> {
        self.input
    }

    fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Option<RowsOutcome>> {
        loop {
            if let Some(outcome) = self.done.pop_front() {
                return Poll::Ready(Some(outcome));
            }
            if !(self.poll_in_flight(cx) || self.make_progress(cx)) {
                return match self.in_flight.is_none() && self.has_ended() {
                    true => Poll::Ready(None),
                    false => Poll::Pending,
                };
            }
        }
    }

    fn has_ended(&self) -> bool {
        self.stopped.is_some() || self.input_is_over
    }

    /// Takes the answer to the batch under way, if it is there.
    fn poll_in_flight(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(in_flight) = &mut self.in_flight else {
            return false;
        };
        let Poll::Ready(result) = in_flight.answer.as_mut().poll(cx) else {
            return false;
        };
        if let Some(InFlight { batch, .. }) = self.in_flight.take() {
            self.on_answer(batch, result);
        }
        true
    }

    /// Begins to send, or pulls; tells whether there is something new to do.
    fn make_progress(&mut self, cx: &mut Context<'_>) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        if self.in_flight.is_none()
            && let Some(batch) = self.ready.pop_front()
        {
            self.begin(batch);
            return true;
        }
        if !self.ready.is_empty() {
            return false;
        }
        if !self.input_is_over {
            return self.fill(cx);
        }
        let is_all_sent = self.in_flight.is_none() && self.next.len() == 0;
        // An empty input empties a table that it replaces.
        let is_to_be_emptied = is_all_sent && self.truncate && self.summary.failed == 0;
        if self.next.len() > 0 || is_to_be_emptied {
            self.ready.push_back(std::mem::take(&mut self.next));
            return true;
        }
        false
    }

    /// Pulls rows to the end of a batch; what is being sent is looked at only after that.
    fn fill(&mut self, cx: &mut Context<'_>) -> bool {
        let mut has_pulled = false;
        while self.ready.is_empty()
            && self.done.is_empty()
            && !self.has_ended()
            && self.poll_input(cx)
        {
            has_pulled = true;
        }
        has_pulled
    }

    fn poll_input(&mut self, cx: &mut Context<'_>) -> bool {
        match self.input.as_mut().poll_next(cx) {
            Poll::Pending => return false,
            Poll::Ready(None) => self.input_is_over = true,
            Poll::Ready(Some(Err(error))) => self.stop(StopReason::Input(error)),
            Poll::Ready(Some(Ok(row))) => self.add_row(row),
        }
        true
    }

    fn add_row(&mut self, mut row: TableRow) {
        if let Err(error) = self.checks.check(&mut row) {
            return self.finish(vec![row.row_id], Err(error));
        }
        let mut result = self.next.push(row);
        if let Ok(Some(row)) = result {
            self.ready.push_back(self.next.take_full());
            // An empty batch takes it, or it is too large for any.
            result = self.next.push(row);
        }
        if let Err((id, error)) = result {
            self.finish(vec![id], Err(error));
        }
    }

    fn begin(&mut self, batch: RowBuffer) {
        let mut pause = Duration::ZERO;
        if self.truncate {
            // It drops what is queued.
            self.queued = 0;
        } else if self.queued == self.queue {
            (self.queued, pause) = (0, self.merge_pause);
        }
        let body = batch.body(self.truncate);
        let answer = send(self.table.clone(), body, pause, self.merge_pause);
        let answer = Box::pin(answer);
        self.in_flight = Some(InFlight { batch, answer });
    }

    fn on_answer(&mut self, batch: RowBuffer, result: Result<()>) {
        match result {
            Ok(()) => {
                self.queued += usize::from(!self.truncate);
                self.truncate = false;
                self.summary.batches += 1;
                self.finish(batch.into_ids(), Ok(()));
            }
            Err(error) if is_about_rows(&error) && batch.len() > 1 && self.splits < MAX_SPLITS => {
                self.splits += 1;
                let (first, second) = batch.split();
                self.ready.push_front(second);
                self.ready.push_front(first);
            }
            Err(error) => {
                let kind = error.kind();
                self.finish(batch.into_ids(), Err(error));
                if ends_all(kind) {
                    self.stop(StopReason::Refused(kind));
                }
            }
        }
    }

    fn finish(&mut self, row_ids: Vec<String>, result: Result<()>) {
        match &result {
            Ok(()) => self.summary.sent += row_ids.len(),
            Err(_) => self.summary.failed += row_ids.len(),
        }
        if !row_ids.is_empty() || result.is_err() {
            self.done.push_back(RowsOutcome { row_ids, result });
        }
    }

    /// Sends nothing more; what is being sent comes to its end.
    fn stop(&mut self, reason: StopReason<E>) {
        self.stopped.get_or_insert(reason);
        let unsent = self.ready.drain(..).chain([std::mem::take(&mut self.next)]);
        self.not_sent.extend(unsent.flat_map(RowBuffer::into_ids));
    }
}

/// Whether an error may come from some of the rows.
fn is_about_rows(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidRequest | ErrorKind::PayloadTooLarge
    )
}

/// Sends a batch, again where that may help.
async fn send(table: TableHandle, body: Bytes, pause: Duration, busy: Duration) -> Result<()> {
    // A timer takes a millisecond at least.
    if !pause.is_zero() {
        sleep(pause).await;
    }
    let mut repeats = Repeats::default();
    loop {
        let mut call = table.client.call(requests::UPSERT_ROWS);
        call.set_max_retries(0);
        let request = request(&table, &call, body.clone());
        let Err(error) = call.raw(request).await else {
            return Ok(());
        };
        if error.kind() == ErrorKind::Server && repeats.is_first() {
            check_table(&table).await?;
        }
        let is_busy = error.kind() == ErrorKind::RateLimited;
        let Some(pause) = repeats.pause_after(&error) else {
            return Err(error);
        };
        sleep(if is_busy { pause.max(busy) } else { pause }).await;
    }
}

/// The server says of an unknown table no more than that it failed.
async fn check_table(table: &TableHandle) -> Result<()> {
    match table.get().await {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn request(table: &TableHandle, call: &Call, body: Bytes) -> Result<Request> {
    check_id("space id", &table.space_id)?;
    check_text_id("data source id", &table.data_source_id)?;
    check_text_id("table id", &table.table_id)?;
    let mut request = requests::upsert_rows(
        call.base(),
        call.workspace_id(),
        &table.space_id,
        &table.data_source_id,
        &table.table_id,
        &RowBatch::new([]),
    )?;
    *request.body_mut() = Some(body.into());
    Ok(request)
}

impl<S, E> Stream for UpsertAllRows<S, E>
where
    S: Stream<Item = std::result::Result<TableRow, E>>,
    E: Unpin,
{
    type Item = RowsOutcome;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_outcome(cx)
    }
}

impl<S, E> fmt::Debug for UpsertAllRows<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpsertAllRows")
            .field("table", &self.table)
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}
