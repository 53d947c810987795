//! Bodies that are sent piece by piece: at a pace, cut off or stalled by a fault.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::sync::mpsc;
use tokio::time::sleep;

use crate::http::connection::Busy;

/// How fast and in which pieces a stream comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Before each event.
    pub(crate) event_delay: Duration,
    /// The longest silence; then a comment comes.
    pub(crate) keep_alive: Duration,
    /// The most bytes in one piece: pieces end anywhere, also inside a character.
    pub(crate) piece: usize,
}

/// What a fault does to a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// The connection breaks after so many bytes.
    Cut(usize),
    /// Nothing more comes after so many bytes.
    Stall(usize),
    /// A stream of a run ends, as if in order, after so many events.
    EndAfter(usize),
}

/// The sending end of a body. Its methods give `None` when the body is over: the damage is reached, or the client has gone.
pub(crate) struct BodyWriter {
    out: mpsc::Sender<io::Result<Bytes>>,
    pace: Pace,
    damage: Option<Damage>,
    sent: usize,
    _busy: Busy,
}

/// A body and the writer that feeds it.
pub(crate) fn channel(pace: Pace, damage: Option<Damage>, busy: Busy) -> (BodyWriter, Body) {
    // One piece at a time: a fault comes only after what precedes it was taken.
    let (out, pieces) = mpsc::channel(1);
    let writer = BodyWriter {
        out,
        pace,
        damage,
        sent: 0,
        _busy: busy,
    };
    (writer, Body::from_stream(Pieces(pieces)))
}

impl BodyWriter {
    /// Sends bytes until the damage is reached.
    pub(crate) async fn send(&mut self, bytes: &[u8]) -> Option<()> {
        let bytes = match self.damage {
            Some(Damage::Cut(most) | Damage::Stall(most)) if self.sent + bytes.len() > most => {
                self.send_pieces(&bytes[..most - self.sent]).await?;
                self.out.reserve().await.ok()?;
                return self.break_off().await;
            }
            _ => bytes,
        };
        self.send_pieces(bytes).await
    }

    /// Sends events at the pace of the sandbox. `before_last` is called before the last one leaves.
    pub(crate) async fn send_events(
        &mut self,
        events: &[String],
        before_last: impl FnOnce() + Send,
    ) -> Option<()> {
        let mut before_last = Some(before_last);
        for (index, event) in events.iter().enumerate() {
            if self.ends_after(index) {
                return None;
            }
            self.wait().await?;
            if index + 1 == events.len()
                && let Some(act) = before_last.take()
            {
                act();
            }
            self.send(event.as_bytes()).await?;
        }
        Some(())
    }

    async fn send_pieces(&mut self, bytes: &[u8]) -> Option<()> {
        for piece in bytes.chunks(self.pace.piece.max(1)) {
            self.out
                .send(Ok(Bytes::copy_from_slice(piece)))
                .await
                .ok()?;
        }
        self.sent += bytes.len();
        Some(())
    }

    async fn break_off(&self) -> Option<()> {
        match self.damage {
            Some(Damage::Stall(_)) => self.stall().await,
            _ => self.cut().await,
        }
    }

    /// Sends nothing more, and keeps the connection until the client has gone.
    pub(crate) async fn stall(&self) -> Option<()> {
        self.out.closed().await;
        None
    }

    /// Whether a fault ends the stream after so many events.
    pub(crate) fn ends_after(&self, events: usize) -> bool {
        self.damage == Some(Damage::EndAfter(events))
    }

    /// Breaks the connection.
    pub(crate) async fn cut(&self) -> Option<()> {
        // What was sent has to leave first: an error makes the server drop what it has not written.
        sleep(Duration::from_millis(5)).await;
        let cut = io::Error::from(io::ErrorKind::ConnectionAborted);
        self.out.send(Err(cut)).await.ok()?;
        None
    }

    /// Waits for something else, and no longer than the client listens.
    pub(crate) async fn unless_closed<T>(&self, other: impl Future<Output = T>) -> Option<T> {
        let (mut other, mut closed) = (pin!(other), pin!(self.out.closed()));
        poll_fn(|context| {
            if let Poll::Ready(value) = other.as_mut().poll(context) {
                return Poll::Ready(Some(value));
            }
            closed.as_mut().poll(context).map(|()| None)
        })
        .await
    }

    /// The pause before an event, with a comment where it grows long.
    async fn wait(&mut self) -> Option<()> {
        let mut left = self.pace.event_delay;
        while left > self.pace.keep_alive && !self.pace.keep_alive.is_zero() {
            sleep(self.pace.keep_alive).await;
            left -= self.pace.keep_alive;
            self.send(b":\n\n").await?;
        }
        if !left.is_zero() {
            sleep(left).await;
        }
        Some(())
    }
}

/// The receiving end.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}
