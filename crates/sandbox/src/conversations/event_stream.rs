//! One connection to an event stream: from where it goes on to where it is cut.

use std::sync::Arc;
use std::time::Instant;

use axum::http::{StatusCode, header};
use tokio::sync::watch;

use crate::call::Call;
use crate::http::api_error::{Answer, ApiError};
use crate::http::body::BodyWriter;
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;
use crate::script::answer::StreamCut;
use crate::state::conversation::{Conversation, message_not_found, not_found};
use crate::state::conversation_rules::ConversationRules;
use crate::state::history::History;
use crate::state::shared::Shared;
use crate::state::workspace::Workspace;

const DONE: &str = "data: done\n\n";
const HANDSHAKE: &str = "event: dust-handshake\ndata: {}\n\n";

/// `GET assistant/conversations/{cId}/events` and `GET …/messages/{mId}/events`.
pub(crate) fn events(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    if let Some(redirect) = redirect(call.request) {
        return Ok(redirect);
    }
    let message = call.id("mId");
    let message = (!message.is_empty()).then_some(message);
    let stream = EventStream::open(workspace, call, message)?;
    Ok(Reply::events(move |writer| async move {
        stream.write(writer).await;
    }))
}

/// Event streams live below another path: the usual one leads there.
fn redirect(request: &ReceivedRequest) -> Option<Reply> {
    let rest = request.target().strip_prefix("/api/v1/")?;
    let reply = Reply::new(StatusCode::TEMPORARY_REDIRECT, "text/plain", "");
    Some(reply.header(header::LOCATION, format!("/api/sse/v1/{rest}")))
}

/// A connection that was accepted.
struct EventStream {
    conversation: Shared<Conversation>,
    /// The message that it is about; none if it is about the whole conversation.
    message: Option<String>,
    rules: Arc<ConversationRules>,
    handshake: bool,
    /// The first event of this connection.
    from: usize,
    /// The place up to which it replays what happened before, if `end-of-stream` leaks there.
    leak_at: Option<usize>,
    expired: bool,
}

/// What a connection does next.
enum Next {
    Event(Arc<str>),
    Leak(Arc<str>),
    Cut(StreamCut),
    Wait(watch::Receiver<()>),
    Over,
}

impl EventStream {
    fn open(
        workspace: &Workspace,
        call: &Call<'_>,
        message: Option<&str>,
    ) -> Result<Self, ApiError> {
        let rules = workspace.conversations.rules.clone();
        let shared = workspace.conversations.get(call.id("cId"))?;
        let last_event_id = call.query("lastEventId");
        let mut guard = shared.lock();
        let conversation = &mut *guard;
        let mut expired = false;
        let (history, cuts, missing): (_, _, fn() -> ApiError) = match message {
            None => (&conversation.history, &mut conversation.cuts, not_found),
            Some(id) => {
                let message = conversation.agent_message_mut(id);
                let message = message.ok_or_else(message_not_found)?;
                message.connections += 1;
                if message.connections <= rules.late_streams {
                    return Err(message_not_found());
                }
                expired = message.history.has_expired(rules.history_expiry);
                (&message.history, &mut message.cuts, message_not_found)
            }
        };
        let from = history.after(last_event_id);
        if let Some(cut) = cuts.refusal(from) {
            return Err(error_for(cut, missing));
        }
        let replays = rules.leaks && !workspace.older && history.len() > from;
        let leak_at = replays.then_some(history.len());
        drop(guard);
        Ok(Self {
            conversation: shared,
            message: message.map(str::to_owned),
            handshake: rules.handshake && !workspace.older,
            rules,
            from,
            leak_at,
            expired,
        })
    }

    fn next(&mut self, at: usize) -> Next {
        let shared = self.conversation.clone();
        let mut guard = shared.lock();
        let conversation = &mut *guard;
        let (history, cuts) = match &self.message {
            None => (&conversation.history, &mut conversation.cuts),
            Some(id) => match conversation.agent_message_mut(id) {
                Some(message) => (&message.history, &mut message.cuts),
                None => return Next::Over,
            },
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
            if let Some(frame) = history.replayed_end_of_stream(at) {
                return Next::Leak(frame);
            }
        }
        match history.frame(at) {
            Some(frame) => Next::Event(frame),
            None if history.has_ended() => Next::Over,
            None => Next::Wait(history.changes()),
        }
    }

    /// Sends events until the connection is over, which `done` says unless it is cut, or until the client has gone.
    async fn write(mut self, mut writer: BodyWriter) -> Option<()> {
        let opened = Instant::now();
        if self.handshake {
            writer.send(HANDSHAKE.as_bytes()).await?;
        }
        let (mut at, mut sent) = (self.from, 0);
        loop {
            match self.next(at) {
                Next::Event(frame) => {
                    if writer.ends_after(sent) {
                        return None;
                    }
                    writer.send(frame.as_bytes()).await?;
                    at += 1;
                    sent += 1;
                    if self.rules.events_per_connection == Some(sent)
                        || opened.elapsed() > self.rules.connection_time
                    {
                        break;
                    }
                }
                Next::Leak(frame) => writer.send(frame.as_bytes()).await?,
                Next::Cut(StreamCut::Done) | Next::Over => break,
                Next::Cut(StreamCut::Reset) => return writer.cut().await,
                Next::Cut(StreamCut::Stall) => return writer.stall().await,
                Next::Cut(_) => return None,
                // An error means that the message is gone; the next round says so.
                Next::Wait(mut changes) => {
                    let _ = writer.unless_closed(changes.changed()).await?;
                }
            }
        }
        writer.send(DONE.as_bytes()).await
    }
}

fn error_for(cut: StreamCut, missing: fn() -> ApiError) -> ApiError {
    match cut {
        StreamCut::NotFound => missing(),
        StreamCut::ExpiredToken => {
            ApiError::unauthorized("expired_oauth_token_error", "The access token expired.")
        }
        _ => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "service_unavailable",
            "Dust is under maintenance. Please try again later.",
        ),
    }
}
