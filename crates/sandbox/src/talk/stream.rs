//! One connection to an event stream: from where it goes on to where it is cut.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::watch;
use tokio::time::timeout;

use super::super::deliver::Pipe;
use super::super::respond::Refusal;
use super::super::server::Shared;
use super::super::state::State;
use super::calls::{message_not_found, not_found};
use super::history::History;
use super::script::StreamCut;

/// How often a silent connection looks whether somebody still listens.
const LOOK: Duration = Duration::from_millis(50);
const DONE: &str = "data: done\n\n";
const HANDSHAKE: &str = "event: dust-handshake\ndata: {}\n\n";

/// A connection that was let in.
#[derive(Debug)]
pub(in super::super) struct Tap {
    conversation: String,
    message: Option<String>,
    /// The first event of this connection.
    from: usize,
    /// The place up to which it replays what happened before, if `end-of-stream` leaks there.
    leak_at: Option<usize>,
    expired: bool,
}

/// What a connection does next.
enum Next {
    Event(String),
    Leak(String),
    Cut(StreamCut),
    Wait(watch::Receiver<()>),
    Over,
}

impl Tap {
    pub(super) fn open(
        state: &mut State,
        (id, message): (&str, Option<&str>),
        last_event_id: Option<&str>,
    ) -> Result<Self, Refusal> {
        let rules = state.talks.rules.clone();
        let older = state.older;
        let conversation = state.talks.conversation_mut(id).ok_or_else(not_found)?;
        let mut tap = Self {
            conversation: id.to_owned(),
            message: message.map(str::to_owned),
            from: conversation.history.after(last_event_id),
            leak_at: None,
            expired: false,
        };
        let mut known = conversation.history.len();
        if let Some(message) = message {
            let message = conversation.agent_message_mut(message);
            let message = message.ok_or_else(message_not_found)?;
            message.connections += 1;
            if message.connections <= rules.late_streams {
                return Err(message_not_found());
            }
            tap.from = message.history.after(last_event_id);
            tap.expired = message.history.has_expired(rules.history_expiry);
            known = message.history.len();
            if let Some(refusal) = message.cuts.refusal(tap.from) {
                return Err(refused(refusal, message_not_found));
            }
        } else if let Some(refusal) = conversation.cuts.refusal(tap.from) {
            return Err(refused(refusal, not_found));
        }
        let replays = rules.leaks && !older && known > tap.from;
        tap.leak_at = replays.then_some(known);
        Ok(tap)
    }

    fn next(&mut self, state: &mut State, at: usize) -> Next {
        let Some(conversation) = state.talks.conversation_mut(&self.conversation) else {
            return Next::Over;
        };
        let (history, cuts) = match &self.message {
            None => (&conversation.history, &mut conversation.cuts),
            Some(id) => {
                let Some(message) = conversation.agent_message_mut(id) else {
                    return Next::Over;
                };
                (&message.history, &mut message.cuts)
            }
        };
        if let Some(cut) = cuts.here(at) {
            return Next::Cut(cut);
        }
        if self.expired {
            return Next::Over;
        }
        self.after_cuts(history, at)
    }

    fn after_cuts(&mut self, history: &History, at: usize) -> Next {
        if self.leak_at == Some(at) {
            self.leak_at = None;
            if let Some(line) = history.leak(at) {
                return Next::Leak(line);
            }
        }
        match history.line(at) {
            Some(line) => Next::Event(line),
            None if history.has_ended() => Next::Over,
            None => Next::Wait(history.changes()),
        }
    }
}

fn refused(cut: StreamCut, missing: fn() -> Refusal) -> Refusal {
    match cut {
        StreamCut::NotFound => missing(),
        StreamCut::ExpiredToken => Refusal::new(
            StatusCode::UNAUTHORIZED,
            "expired_oauth_token_error",
            "The access token expired.",
        ),
        _ => Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "service_unavailable",
            "Dust is under maintenance. Please try again later.",
        ),
    }
}

/// Sends events until the connection is over, which `done` says unless it is cut, or until nobody listens.
pub(in super::super) async fn tell(
    shared: Arc<Shared>,
    mut pipe: Pipe,
    mut tap: Tap,
) -> Option<()> {
    let rules = shared.state().talks.rules.clone();
    let opened = Instant::now();
    if rules.handshake && !shared.state().older {
        pipe.send(HANDSHAKE.as_bytes()).await?;
    }
    let (mut at, mut sent) = (tap.from, 0);
    loop {
        let next = tap.next(&mut shared.state(), at);
        match next {
            Next::Event(line) => {
                if pipe.ends_after(sent) {
                    return None;
                }
                pipe.send(line.as_bytes()).await?;
                at += 1;
                sent += 1;
                if rules.events_per_connection == Some(sent)
                    || opened.elapsed() > rules.connection_time
                {
                    break;
                }
            }
            Next::Leak(line) => pipe.send(line.as_bytes()).await?,
            Next::Cut(StreamCut::Done) | Next::Over => break,
            Next::Cut(StreamCut::Reset) => return pipe.cut().await,
            Next::Cut(StreamCut::Stall) => return pipe.stall().await,
            Next::Cut(_) => return None,
            Next::Wait(mut changes) => {
                // A change, or time to look: both lead to the next round.
                let _ = timeout(LOOK, changes.changed()).await;
                if pipe.is_closed() {
                    return None;
                }
            }
        }
    }
    pipe.send(DONE.as_bytes()).await
}
