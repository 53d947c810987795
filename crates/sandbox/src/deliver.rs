//! Puts a reply on the wire: whole, as a stream of events at their pace, or harmed by a fault.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_core::Stream;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::faults::Damage;
use super::line::Busy;
use super::respond::{Content, Reply};
use super::runs::Feed;
use super::server::Shared;
use super::talk;

/// How fast and in which pieces a stream comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Before each event.
    pub(super) event_delay: Duration,
    /// The longest silence; then a comment comes.
    pub(super) keep_alive: Duration,
    /// The most bytes in one piece: pieces end anywhere, also inside a character.
    pub(super) piece: usize,
}

/// Makes the response of a reply.
pub(super) fn deliver(
    shared: &Arc<Shared>,
    reply: Reply,
    damage: Option<Damage>,
    busy: Busy,
) -> Response {
    let pace = shared.pace;
    let (body, length) = match (reply.content, damage) {
        (Content::Whole(bytes), None | Some(Damage::EndAfter(_))) => (Body::from(bytes), None),
        (Content::Whole(bytes), Some(damage)) => {
            let length = bytes.len();
            let (mut pipe, body) = pipe(pace, Some(damage), busy);
            tokio::spawn(async move { pipe.send(&bytes).await });
            (body, Some(length))
        }
        (Content::Events(feed), damage) => {
            let (pipe, body) = pipe(pace, damage, busy);
            tokio::spawn(tell(shared.clone(), pipe, feed));
            (body, None)
        }
        (Content::Talk(tap), damage) => {
            let (pipe, body) = pipe(pace, damage, busy);
            tokio::spawn(talk::tell(shared.clone(), pipe, tap));
            (body, None)
        }
        // Such an answer was made before it gets here.
        (Content::Held(_), _) => (Body::empty(), None),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    for (name, value) in reply.headers {
        // Only a scripted answer can have a value that is none.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(name, value);
        }
    }
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    response
}

/// Streams the events of a run; the run is over when its last event leaves.
async fn tell(shared: Arc<Shared>, mut pipe: Pipe, feed: Feed) -> Option<()> {
    let last = feed.events.len() - 1;
    for (index, event) in feed.events.iter().enumerate() {
        if pipe.damage == Some(Damage::EndAfter(index)) {
            return None;
        }
        pipe.wait().await?;
        if let (Some(run), true) = (&feed.run, index == last) {
            shared.finish_run(run);
        }
        pipe.send(line(event).as_bytes()).await?;
    }
    Some(())
}

fn line(event: &Value) -> String {
    format!("data: {event}\n\n")
}

/// The sending end of a body.
pub(super) struct Pipe {
    out: mpsc::Sender<io::Result<Bytes>>,
    pace: Pace,
    damage: Option<Damage>,
    sent: usize,
    _busy: Busy,
}

fn pipe(pace: Pace, damage: Option<Damage>, busy: Busy) -> (Pipe, Body) {
    // One piece at a time: a fault comes only after what precedes it was taken.
    let (out, pieces) = mpsc::channel(1);
    let pipe = Pipe {
        out,
        pace,
        damage,
        sent: 0,
        _busy: busy,
    };
    (pipe, Body::from_stream(Pieces(pieces)))
}

impl Pipe {
    /// Sends bytes until the damage is reached or nobody listens, which gives nothing.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> Option<()> {
        let bytes = match self.damage {
            Some(Damage::Cut(most) | Damage::Stall(most)) if self.sent + bytes.len() > most => {
                self.pieces(&bytes[..most - self.sent]).await?;
                self.out.reserve().await.ok()?;
                return self.break_off().await;
            }
            _ => bytes,
        };
        self.pieces(bytes).await
    }

    async fn pieces(&mut self, bytes: &[u8]) -> Option<()> {
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

    /// Sends nothing more, and keeps the connection until the other side has gone.
    pub(super) async fn stall(&self) -> Option<()> {
        self.out.closed().await;
        None
    }

    /// Whether nobody listens any more.
    pub(super) fn is_closed(&self) -> bool {
        self.out.is_closed()
    }

    /// Whether a fault ends the stream after so many events.
    pub(super) fn ends_after(&self, events: usize) -> bool {
        self.damage == Some(Damage::EndAfter(events))
    }

    /// Breaks the connection.
    pub(super) async fn cut(&self) -> Option<()> {
        // What was sent has to leave first: an error makes the server drop what it has not written.
        sleep(Duration::from_millis(5)).await;
        let cut = io::Error::from(io::ErrorKind::ConnectionAborted);
        self.out.send(Err(cut)).await.ok()?;
        None
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
