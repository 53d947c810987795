//! Writing many documents: paced, a few at a time, and going on after one that fails.
//!
//! A document is in one of three states: it waits for its place in the window, it is being sent, or it is done. Only what is
//! being sent can have an effect, so where the run stops, what waits is given back by its id. Documents of one id go one after
//! the other, so that the last one of the input stays.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::fingerprint;
use super::{Documents, UPSERT_RATE};
use crate::error::Error;
use crate::http::{CallFuture, Rate, RateWindow};
use crate::transfer::{Repeats, StopReason, ends_all};
use crate::types::{DocumentList, UpsertDocument, UpsertedDocument};

/// Documents that are sent at a time.
const CONCURRENCY: usize = 4;

/// Documents that are looked up at a time.
const LOOKUP: usize = 32;

/// What became of one document.
#[derive(Debug)]
#[non_exhaustive]
pub struct UpsertOutcome {
    /// The id of the document.
    pub id: String,
    /// What became of it.
    pub result: UpsertResult,
}

/// What became of a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpsertResult {
    /// The server took it.
    Sent(Box<UpsertedDocument>),
    /// It is there already, with the same content, so it was not sent.
    Unchanged,
    /// It was not taken.
    Failed(Error),
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpsertSummary {
    /// Documents that the server took.
    pub sent: usize,
    /// Documents that were there already with the same content.
    pub unchanged: usize,
    /// Documents that were not taken.
    pub failed: usize,
}

/// Writes the documents of a stream: a `Stream` of [`UpsertOutcome`]s; see [`Documents::upsert_all`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct UpsertAll<S, E> {
    documents: Documents,
    input: Pin<Box<S>>,
    rate: Rate,
    concurrency: usize,
    skip_unchanged: bool,
    split_over: Option<usize>,
    input_is_over: bool,
    /// Pulled, to be looked up.
    pulled: Vec<(String, UpsertDocument)>,
    lookup: Option<Lookup>,
    /// To be sent.
    ready: VecDeque<(String, UpsertDocument)>,
    in_flight: Vec<InFlight>,
    done: VecDeque<UpsertOutcome>,
    summary: UpsertSummary,
    stopped: Option<StopReason<E>>,
    not_sent: Vec<String>,
}

/// A document under way.
struct InFlight {
    id: String,
    document: UpsertDocument,
    repeats: Repeats,
    phase: Phase,
}

enum Phase {
    Waiting(Pin<Box<Sleep>>, Reservation),
    Sending(Box<CallFuture<UpsertedDocument>>),
}

/// A reservation in the window, which is given back when it is dropped before it was used.
struct Reservation {
    window: Arc<RateWindow>,
    at: Option<Instant>,
}

/// What the server has of the documents that were pulled.
struct Lookup {
    found: CallFuture<DocumentList>,
    /// Ids whose documents may change before the answer comes.
    changing: Vec<String>,
}

impl<S, E> UpsertAll<S, E>
where
    S: Stream<Item = Result<(String, UpsertDocument), E>>,
{
    pub(super) fn new(documents: Documents, input: S) -> Self {
        Self {
            documents,
            input: Box::pin(input),
            rate: UPSERT_RATE,
            concurrency: CONCURRENCY,
            skip_unchanged: false,
            split_over: None,
            input_is_over: false,
            pulled: Vec::new(),
            lookup: None,
            ready: VecDeque::new(),
            in_flight: Vec::new(),
            done: VecDeque::new(),
            summary: UpsertSummary::default(),
            stopped: None,
            not_sent: Vec::new(),
        }
    }

    /// Sets how many documents are sent in any time of this length, 120 in 60 s if unset, which is the server's limit.
    pub fn rate(mut self, count: usize, window: Duration) -> Self {
        self.rate = Rate { count, window };
        self
    }

    /// Sets how many documents are sent at a time, 4 if unset.
    pub fn concurrency(mut self, documents: usize) -> Self {
        self.concurrency = documents.max(1);
        self
    }

    /// Leaves out documents that are there already with the same content, so that a run that was broken off goes on where it
    /// was.
    ///
    /// A fingerprint over every field that is sent is kept in a tag (`dust-sdk-fingerprint:…`), and documents are looked up
    /// by their ids before they are sent.
    pub fn skip_unchanged(mut self) -> Self {
        self.skip_unchanged = true;
        self
    }

    /// Cuts documents with more than so many UTF-16 units of text into parts, each with an id and an outcome of its own; see
    /// [`UpsertDocument::split`]. Unset, the server refuses a document that is larger than its plan allows.
    pub fn split_over(mut self, units: usize) -> Self {
        self.split_over = Some(units);
        self
    }

    /// Waits for the next document that is done; `None` after the last.
    pub async fn next(&mut self) -> Option<UpsertOutcome> {
        poll_fn(|cx| self.poll_outcome(cx)).await
    }

    /// How far the run has come.
    pub fn summary(&self) -> UpsertSummary {
        self.summary
    }

    /// Why the run ended before its input did, if it has.
    pub fn stop_reason(&self) -> Option<&StopReason<E>> {
        self.stopped.as_ref()
    }

    /// The ids of documents that were pulled from the input and not sent, once the run has stopped.
    pub fn not_sent(&self) -> &[String] {
        &self.not_sent
    }

    /// The rest of the input, of which nothing was pulled.
    pub fn into_rest(self) -> Pin<Box<S>> {
        self.input
    }

    fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Option<UpsertOutcome>> {
        loop {
            self.poll_in_flight(cx);
            if let Some(outcome) = self.done.pop_front() {
                return Poll::Ready(Some(outcome));
            }
            if self.is_over() {
                return Poll::Ready(None);
            }
            if !self.make_progress(cx) {
                return Poll::Pending;
            }
        }
    }

    fn is_over(&self) -> bool {
        let nothing_left = self.pulled.is_empty() && self.lookup.is_none() && self.ready.is_empty();
        self.in_flight.is_empty() && nothing_left && (self.input_is_over || self.stopped.is_some())
    }

    /// Pulls, looks up or begins to send; tells whether there is something new to poll.
    fn make_progress(&mut self, cx: &mut Context<'_>) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        let mut progress = self.poll_lookup(cx);
        while self.in_flight.len() < self.concurrency
            && let Some((id, document)) = self.next_ready()
        {
            let in_flight = InFlight::new(&self.documents, self.rate, id, document);
            self.in_flight.push(in_flight);
            progress = true;
        }
        let wants_more = match self.skip_unchanged {
            false => self.in_flight.len() < self.concurrency && self.ready.len() < LOOKUP,
            true => self.ready.is_empty() && self.lookup.is_none() && self.pulled.len() < LOOKUP,
        };
        let pulled = wants_more && !self.input_is_over && self.poll_input(cx);
        // A lookup begins with what there is where nothing more comes for now.
        if self.lookup.is_none() && !self.pulled.is_empty() && !pulled {
            self.begin_lookup();
            return true;
        }
        progress || pulled
    }

    /// Takes the first document whose id is not under way.
    fn next_ready(&mut self) -> Option<(String, UpsertDocument)> {
        let is_free = |(id, _): &(String, UpsertDocument)| !self.is_in_flight(id);
        let at = self.ready.iter().position(is_free)?;
        self.ready.remove(at)
    }

    fn is_in_flight(&self, id: &str) -> bool {
        self.in_flight.iter().any(|other| other.id == id)
    }

    fn poll_input(&mut self, cx: &mut Context<'_>) -> bool {
        match self.input.as_mut().poll_next(cx) {
            Poll::Pending => return false,
            Poll::Ready(None) => self.input_is_over = true,
            Poll::Ready(Some(Err(error))) => self.stop(StopReason::Input(error)),
            Poll::Ready(Some(Ok((id, document)))) => {
                let parts = match self.split_over {
                    Some(limit) => document.split(id, limit),
                    None => vec![(id, document)],
                };
                match self.skip_unchanged {
                    true => self.pulled.extend(parts),
                    false => self.ready.extend(parts),
                }
            }
        }
        true
    }

    fn begin_lookup(&mut self) {
        let ids = self.pulled.iter().map(|(id, _)| id.clone());
        let list = self.documents.list().document_ids(ids);
        let limit = i64::try_from(self.pulled.len()).unwrap_or(i64::MAX);
        let ready = self.ready.iter().map(|(id, _)| id);
        let in_flight = self.in_flight.iter().map(|in_flight| &in_flight.id);
        self.lookup = Some(Lookup {
            changing: ready.chain(in_flight).cloned().collect(),
            found: list.limit(limit).into_future(),
        });
    }

    /// Takes the answer of a lookup, if it is there.
    fn poll_lookup(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(lookup) = &mut self.lookup else {
            return false;
        };
        let Poll::Ready(found) = Pin::new(&mut lookup.found).poll(cx) else {
            return false;
        };
        let mut changing = std::mem::take(&mut lookup.changing);
        self.lookup = None;
        let found = match found {
            Ok(list) => list.documents,
            Err(error) if ends_all(error.kind()) => {
                self.stop(StopReason::Refused(error.kind()));
                return true;
            }
            // What is there is not known, so all of it is sent: that leaves the same state.
            Err(_) => Vec::new(),
        };
        for (id, mut document) in std::mem::take(&mut self.pulled) {
            let tag = fingerprint::tag(&mut document);
            let known = found.iter().find(|known| known.document_id == id);
            let is_known = known.is_some_and(|known| known.tags.contains(&tag));
            if is_known && !changing.contains(&id) {
                self.finish(id, UpsertResult::Unchanged);
            } else {
                changing.push(id.clone());
                fingerprint::mark(&mut document, tag);
                self.ready.push_back((id, document));
            }
        }
        true
    }

    fn poll_in_flight(&mut self, cx: &mut Context<'_>) {
        let mut at = 0;
        while at < self.in_flight.len() {
            let in_flight = &mut self.in_flight[at];
            match in_flight.poll(cx, &self.documents, self.rate) {
                Poll::Pending => at += 1,
                Poll::Ready(result) => {
                    let InFlight { id, .. } = self.in_flight.swap_remove(at);
                    let refused = match &result {
                        UpsertResult::Failed(error) if ends_all(error.kind()) => Some(error.kind()),
                        _ => None,
                    };
                    self.finish(id, result);
                    if let Some(kind) = refused {
                        self.stop(StopReason::Refused(kind));
                    }
                }
            }
        }
    }

    fn finish(&mut self, id: String, result: UpsertResult) {
        let count = match result {
            UpsertResult::Sent(_) => &mut self.summary.sent,
            UpsertResult::Unchanged => &mut self.summary.unchanged,
            UpsertResult::Failed(_) => &mut self.summary.failed,
        };
        *count += 1;
        self.done.push_back(UpsertOutcome { id, result });
    }

    /// Sends nothing more; what is being sent comes to its end.
    fn stop(&mut self, reason: StopReason<E>) {
        if self.stopped.is_none() {
            self.stopped = Some(reason);
        }
        self.lookup = None;
        let mut kept = Vec::new();
        for in_flight in self.in_flight.drain(..) {
            match in_flight.phase {
                Phase::Sending(_) => kept.push(in_flight),
                Phase::Waiting(..) => self.not_sent.push(in_flight.id),
            }
        }
        self.in_flight = kept;
        let unsent = self.ready.drain(..).chain(self.pulled.drain(..));
        self.not_sent.extend(unsent.map(|(id, _)| id));
    }
}

impl InFlight {
    fn new(documents: &Documents, rate: Rate, id: String, document: UpsertDocument) -> Self {
        Self {
            id,
            document,
            repeats: Repeats::default(),
            phase: Phase::after(documents, rate, Duration::ZERO),
        }
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        documents: &Documents,
        rate: Rate,
    ) -> Poll<UpsertResult> {
        loop {
            match &mut self.phase {
                Phase::Waiting(wait, reservation) => {
                    if wait.as_mut().poll(cx).is_pending() {
                        return Poll::Pending;
                    }
                    if let Err(later) = reservation.redeem(rate) {
                        wait.set(sleep_until(later));
                        continue;
                    }
                    let upsert = documents.document(&self.id).upsert(&self.document);
                    // Each request takes a place in the window, so this repeats them.
                    self.phase = Phase::Sending(Box::new(upsert.max_retries(0).send_in_turn()));
                }
                Phase::Sending(sending) => match Pin::new(sending).poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Ok(answer)) => {
                        return Poll::Ready(UpsertResult::Sent(Box::new(answer)));
                    }
                    Poll::Ready(Err(error)) => match self.repeats.pause_after(&error) {
                        Some(pause) => self.phase = Phase::after(documents, rate, pause),
                        None => return Poll::Ready(UpsertResult::Failed(error)),
                    },
                },
            }
        }
    }
}

impl Phase {
    /// Waits for so long, and then for a place in the window.
    fn after(documents: &Documents, rate: Rate, pause: Duration) -> Self {
        let now = Instant::now();
        let window = documents.client.upserts().clone();
        let at = window.reserve(rate, now + pause, now);
        let reservation = Reservation {
            window,
            at: Some(at),
        };
        Self::Waiting(Box::pin(sleep_until(at)), reservation)
    }
}

impl Reservation {
    /// Uses the reservation now.
    ///
    /// # Errors
    ///
    /// When there is another one, where this one cannot be used any more.
    fn redeem(&mut self, rate: Rate) -> Result<(), Instant> {
        let Some(at) = self.at.take() else {
            return Ok(());
        };
        let confirmed = self.window.confirm(rate, at, Instant::now());
        self.at = confirmed.err();
        confirmed
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if let Some(at) = self.at {
            self.window.release(at);
        }
    }
}

impl<S, E> Stream for UpsertAll<S, E>
where
    S: Stream<Item = Result<(String, UpsertDocument), E>>,
    E: Unpin,
{
    type Item = UpsertOutcome;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_outcome(cx)
    }
}

impl<S, E> fmt::Debug for UpsertAll<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpsertAll")
            .field("documents", &self.documents)
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}
