//! The events of a conversation or of a message, over as many connections as it takes.
//!
//! [`Follow`] decides, this connects, reads, pauses and looks. Nothing is spawned: dropping the stream closes the
//! connection.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, Sleep, sleep};

use crate::api::ask::conversation_search::agent_message;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result, decode};
use crate::http::call::{ByteStream, Manner, OpenResponse};
use crate::http::media_type;
use crate::http::operation::BoxFuture;
use crate::http::retry::random;
use crate::low_level::types::{AgentMessage, MessageStatus};
use crate::stream::reconnect_policy::{Follow, Lost, Step};
use crate::stream::sse::{Event, MAX_EVENT, Parser};

/// The server's own have some twenty bytes.
const LONGEST_ID: usize = 256;

/// A connection that gave nothing for so long before it was cut was idle; one that is cut at once has failed.
const IDLE: Duration = Duration::from_millis(50);

/// The server's own mark of an end; replayed, it ends nothing.
const LEAKED_END: &str = "end-of-stream";

/// Where events come from.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) client: Client,
    pub(crate) conversation_id: String,
    /// Absent where the conversation as a whole is followed.
    pub(crate) message_id: Option<String>,
}

/// What a stream gives.
pub(crate) enum Item {
    /// An event, with what it says.
    Event(Value),
    /// The server does not know the message, for the first time; it is asked again.
    Missing,
    /// The message was finished while nobody listened.
    Finished(Box<AgentMessage>),
}

/// The events.
pub(crate) struct EventStream {
    source: Source,
    follow: Follow,
    parser: Parser,
    state: State,
    /// The connection at hand has shown that it is a stream of events.
    opened: bool,
    /// When something came last.
    heard: Instant,
    told_missing: bool,
    /// An event cannot be read: what comes after it is out of reach, and the message is looked at instead.
    blocked: Option<Blocked>,
}

/// A stream with an event that is too long. It may have been the last one, with the finished message; if it was not, this is
/// the error that is still to be told.
struct Blocked(Option<Error>);

enum State {
    Waiting(Pin<Box<Sleep>>),
    Connecting(BoxFuture<Result<OpenResponse>>),
    Reading(ByteStream),
    Looking(BoxFuture<Result<Option<Box<AgentMessage>>>>),
    Over,
}

/// The envelope of an event.
#[derive(Deserialize)]
struct Frame {
    #[serde(rename = "eventId")]
    event_id: Option<Value>,
    data: Option<Value>,
    /// Of an event that came without its envelope.
    #[serde(rename = "type")]
    kind: Option<Value>,
}

/// What the body of a connection gives.
enum Heard {
    Event(Value),
    End(Lost),
}

/// What one event means.
enum Read {
    Nothing,
    Done,
    Event(Value),
}

impl EventStream {
    pub(crate) fn new(source: Source, max_reconnects: Option<u32>) -> Self {
        let follow = Follow::new(max_reconnects);
        Self {
            state: State::Connecting(source.connect(None)),
            source,
            follow,
            parser: Parser::new(MAX_EVENT),
            opened: false,
            heard: Instant::now(),
            told_missing: false,
            blocked: None,
        }
    }

    /// Sets how often in a row a failing connection is made again.
    pub(crate) fn set_max_reconnects(&mut self, reconnects: u32) {
        self.follow.set_max_reconnects(reconnects);
    }

    /// Closes the connection.
    pub(crate) fn close(&mut self) {
        self.state = State::Over;
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    pub(crate) fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Item>>> {
        loop {
            let error = match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Waiting(pause) => {
                    ready!(pause.as_mut().poll(cx));
                    self.connect();
                    continue;
                }
                State::Connecting(connect) => match ready!(connect.as_mut().poll(cx)) {
                    Ok(response) => match self.source.check(&response) {
                        Ok(()) => {
                            self.parser = Parser::new(MAX_EVENT);
                            self.opened = response.headers.contains_key(CONTENT_TYPE);
                            self.heard = Instant::now();
                            self.state = State::Reading(response.body);
                            continue;
                        }
                        Err(error) => error,
                    },
                    Err(error) => error,
                },
                State::Looking(look) => match ready!(look.as_mut().poll(cx)) {
                    Ok(Some(message)) => {
                        self.state = State::Over;
                        return Poll::Ready(Some(Ok(Item::Finished(message))));
                    }
                    Ok(None) => match self.go_on_unfinished() {
                        Some(error) => return Poll::Ready(Some(Err(self.about(error)))),
                        None => continue,
                    },
                    Err(error) => error,
                },
                State::Reading(_) => match ready!(self.poll_body(cx)) {
                    Ok(Heard::Event(event)) => return Poll::Ready(Some(Ok(Item::Event(event)))),
                    Ok(Heard::End(lost)) => {
                        let step = self.follow.lost(lost, Instant::now(), random());
                        self.take(step);
                        continue;
                    }
                    // An event that makes no sense takes nothing from those after it.
                    Err(error) if error.kind() == ErrorKind::Decode => {
                        return Poll::Ready(Some(Err(self.about(error))));
                    }
                    Err(error)
                        if error.kind() == ErrorKind::PayloadTooLarge
                            && self.source.message_id.is_some() =>
                    {
                        self.blocked = Some(Blocked(Some(error)));
                        self.look();
                        continue;
                    }
                    Err(error) => error,
                },
            };
            let lost = match lost(&error) {
                Lost::Failed(_) if self.was_idle() => Lost::Idle,
                lost => lost,
            };
            let step = self.follow.lost(lost, Instant::now(), random());
            if step == Step::GiveUp {
                self.state = State::Over;
                let attempts = self.follow.attempts().max(error.attempts());
                let error = self.about(error.with_attempts(attempts));
                return Poll::Ready(Some(Err(error)));
            }
            self.take(step);
            if lost == Lost::Missing && !std::mem::replace(&mut self.told_missing, true) {
                return Poll::Ready(Some(Ok(Item::Missing)));
            }
        }
    }

    /// The next event of the connection, or how it ended in order.
    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Result<Heard>> {
        let operation = self.source.operation();
        loop {
            loop {
                let event = match self.parser.next_event() {
                    Ok(Some(event)) => event,
                    Ok(None) => break,
                    Err(_) => {
                        let message =
                            format!("an event of the stream is longer than {MAX_EVENT} bytes");
                        let error = Error::new(ErrorKind::PayloadTooLarge, message);
                        return Poll::Ready(Err(error.with_operation(operation)));
                    }
                };
                self.opened = self.opened || is_about_connection(&event);
                match read(operation, event, &mut self.follow)? {
                    Read::Nothing => {}
                    Read::Done => return Poll::Ready(Ok(Heard::End(Lost::Done))),
                    Read::Event(event) => return Poll::Ready(Ok(Heard::Event(event))),
                }
            }
            let State::Reading(body) = &mut self.state else {
                return Poll::Ready(Ok(Heard::End(Lost::Ended)));
            };
            match ready!(body.as_mut().poll_next(cx)) {
                Some(Ok(chunk)) => {
                    self.heard = Instant::now();
                    self.parser.push(chunk);
                }
                Some(Err(error)) => return Poll::Ready(Err(error)),
                None => return Poll::Ready(Ok(self.last_event())),
            }
        }
    }

    /// Whether what is lost is a connection that was opened, and gave nothing for a while.
    fn was_idle(&self) -> bool {
        matches!(self.state, State::Reading(_))
            && self.opened
            && self.parser.is_between_events()
            && self.heard.elapsed() >= IDLE
    }

    /// An event that the end of the body left without its blank line; half of one comes again.
    fn last_event(&mut self) -> Heard {
        let event = self.parser.finish();
        let read = event.map(|event| read("", event, &mut self.follow));
        self.parser = Parser::new(MAX_EVENT);
        match read {
            Some(Ok(Read::Event(event))) => Heard::Event(event),
            Some(Ok(Read::Done)) => Heard::End(Lost::Done),
            _ => Heard::End(Lost::Ended),
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Reconnect(Duration::ZERO) => self.connect(),
            Step::Reconnect(pause) => self.state = State::Waiting(Box::pin(sleep(pause))),
            Step::Look if self.source.message_id.is_some() => self.look(),
            // A conversation is never finished, so there is nothing to look at.
            Step::Look => drop(self.go_on_unfinished()),
            Step::GiveUp => self.state = State::Over,
        }
    }

    fn look(&mut self) {
        self.state = State::Looking(self.source.clone().look());
    }

    /// Goes on after a look at a message that is not finished; gives the error of the event that is lost thereby.
    fn go_on_unfinished(&mut self) -> Option<Error> {
        let now = Instant::now();
        let step = match self.blocked {
            Some(_) => self.follow.look_again(now, random()),
            None => self.follow.unfinished(now, random()),
        };
        self.take(step);
        self.blocked.as_mut()?.0.take()
    }

    fn connect(&mut self) {
        self.follow.connecting(Instant::now());
        if self.blocked.is_some() {
            // The event that cannot be read would come again.
            return self.look();
        }
        let last = self.follow.last_event_id().map(str::to_owned);
        self.state = State::Connecting(self.source.connect(last));
    }

    /// Says in an error what it is about.
    pub(crate) fn about(&self, error: Error) -> Error {
        self.source.about(error)
    }
}

impl Source {
    pub(crate) fn operation(&self) -> &'static str {
        match self.message_id {
            Some(_) => "message_events",
            None => "conversation_events",
        }
    }

    pub(crate) fn about(&self, error: Error) -> Error {
        let error = error.with_conversation_id(&self.conversation_id);
        let error = match &self.message_id {
            Some(id) => error.with_message_id(id),
            None => error,
        };
        self.client.transport().redact(error)
    }

    /// One attempt, because every failure is for [`Follow`] to count.
    fn connect(&self, last: Option<String>) -> BoxFuture<Result<OpenResponse>> {
        let mut call = self.client.call(self.operation());
        call.max_retries = Some(0);
        call.manner = Manner::Redirected;
        let (workspace, source) = (call.workspace_id().to_owned(), self.clone());
        Box::pin(call.open(move |api| async move {
            let (conversation, last) = (&source.conversation_id, last.as_deref());
            match &source.message_id {
                Some(message) => api
                    .message_events(&workspace, conversation, message, last)
                    .await
                    .map(drop),
                None => api
                    .conversation_events(&workspace, conversation, last)
                    .await
                    .map(drop),
            }
        }))
    }

    /// Refuses what is no event stream: it would be read as one without events, for ever.
    fn check(&self, response: &OpenResponse) -> Result<()> {
        if media_type::may_be(&response.headers, media_type::EVENT_STREAM) {
            return Ok(());
        }
        let found = response.headers.get(CONTENT_TYPE);
        let found = found.map_or(&[][..], |found| found.as_bytes());
        let found = String::from_utf8_lossy(&found[..found.len().min(100)]);
        let found = found.escape_default();
        let message = format!("the response is no event stream but \"{found}\"");
        let hint = "check the base URL, and whether a proxy stands before the API";
        Err(Error::new(ErrorKind::Decode, message)
            .with_operation(self.operation())
            .with_status(response.status)
            .with_hint(hint))
    }

    /// Reads the message, if it is finished.
    fn look(self) -> BoxFuture<Result<Option<Box<AgentMessage>>>> {
        Box::pin(async move {
            let message = self.message().await?;
            Ok(message.filter(|message| is_finished(message)))
        })
    }

    /// Reads the message from the conversation, as it stands.
    pub(crate) async fn message(&self) -> Result<Option<Box<AgentMessage>>> {
        match &self.message_id {
            Some(id) => agent_message(&self.client, &self.conversation_id, id).await,
            None => Ok(None),
        }
    }
}

/// Whether an agent writes no more on a message. A status that nobody knows yet may be one on the way.
pub(crate) fn is_finished(message: &AgentMessage) -> bool {
    let status = message.status.as_ref().map(MessageStatus::as_str);
    // The last has an event of its own, which is an end.
    let ends = ["succeeded", "failed", "cancelled", "gracefully_stopped"];
    status.is_some_and(|status| ends.contains(&status))
}

/// The `type` of an event, empty where it has none.
pub(crate) fn kind_of(data: &Value) -> &str {
    let kind = data.get("type").and_then(Value::as_str);
    kind.unwrap_or_default()
}

/// The server's words about the connection itself, such as the handshake.
fn is_about_connection(event: &Event<'_>) -> bool {
    event.name.starts_with(b"dust-")
}

fn read(operation: &'static str, event: Event<'_>, follow: &mut Follow) -> Result<Read> {
    let data = event.data.trim_ascii();
    if is_about_connection(&event) || data.is_empty() {
        return Ok(Read::Nothing);
    }
    if data == b"done" {
        return Ok(Read::Done);
    }
    let frame: Frame = decode(operation, data)?;
    let Some(data) = frame.data else {
        return bare(operation, frame.kind.as_ref());
    };
    let id = frame.event_id.as_ref().and_then(Value::as_str);
    // An id goes into an address and is remembered; one that is no id is none.
    let id = id.filter(|id| (1..=LONGEST_ID).contains(&id.len()));
    if kind_of(&data) == LEAKED_END {
        follow.pass(id);
        return Ok(Read::Nothing);
    }
    if !follow.accept(id) {
        return Ok(Read::Nothing);
    }
    Ok(Read::Event(data))
}

/// An event without its envelope.
fn bare(operation: &'static str, kind: Option<&Value>) -> Result<Read> {
    match kind.and_then(Value::as_str) {
        Some(LEAKED_END) => Ok(Read::Nothing),
        _ => Err(
            Error::new(ErrorKind::Decode, "an event of the stream has no data")
                .with_operation(operation),
        ),
    }
}

fn lost(error: &Error) -> Lost {
    match error.kind() {
        // A status says that somebody answered.
        ErrorKind::Timeout if error.status() != Some(StatusCode::REQUEST_TIMEOUT) => Lost::Silent,
        ErrorKind::NotFound if error.status() == Some(StatusCode::NOT_FOUND) => Lost::Missing,
        _ if error.is_retryable() => Lost::Failed(error.retry_after()),
        _ => Lost::Final,
    }
}
