//! The events of a conversation or of a message, over as many connections as it takes.
//!
//! [`ReconnectPolicy`] decides, this connects, reads, pauses and looks. Nothing is spawned: dropping the stream closes the
//! connection.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serializer};
use serde_json::Value;
use tokio::time::{Instant, Sleep, sleep};

use super::reconnect_policy::{Action, Disconnect, ReconnectPolicy};
use super::sse::{Event, MAX_EVENT, Parser};
use crate::error::{Error, ErrorKind, Result, decode};
use crate::http::{BoxFuture, ByteStream, OpenResponse, media_type, random};

/// The server's own have some twenty bytes.
const LONGEST_ID: usize = 256;

/// A connection that gave nothing for so long before it was cut was idle; one that is cut at once has failed.
const IDLE: Duration = Duration::from_millis(50);

/// The server's own mark of an end; replayed, it ends nothing.
const REPLAYED_EOS: &str = "end-of-stream";

/// Where events come from.
pub(crate) trait EventSource: Send {
    /// What the events are about, finished.
    type Finished: Send + 'static;

    /// The name of the operation, for errors.
    fn operation(&self) -> &'static str;

    /// Opens a connection to the events after this one. One attempt, because every failure is for [`ReconnectPolicy`] to count.
    fn connect(&self, last_event_id: Option<&str>) -> BoxFuture<Result<OpenResponse>>;

    /// Reads what the events are about, which is given if it is finished; `None` where it never is.
    fn check_status(&self) -> Option<BoxFuture<Result<Option<Self::Finished>>>>;

    /// Adds to an error what the events are about.
    fn with_context(&self, error: Error) -> Error;
}

/// What a stream gives.
pub(crate) enum Item<F> {
    /// An event, with what it says.
    Event(Value),
    /// The server does not know what the events are about, for the first time; it is asked again.
    Missing,
    /// It was finished while the connection was lost.
    Finished(F),
}

/// The events.
pub(crate) struct EventStream<S: EventSource> {
    source: S,
    policy: ReconnectPolicy,
    parser: Parser,
    state: State<S::Finished>,
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

enum State<F> {
    Waiting(Pin<Box<Sleep>>),
    Connecting(BoxFuture<Result<OpenResponse>>),
    Reading(ByteStream),
    Checking(BoxFuture<Result<Option<F>>>),
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
enum Signal {
    Event(Value),
    End(Disconnect),
}

/// What one event means.
enum Read {
    Nothing,
    Done,
    Event(Value),
}

impl<S: EventSource> EventStream<S> {
    pub(crate) fn new(source: S, max_reconnects: Option<u32>) -> Self {
        let policy = ReconnectPolicy::new(max_reconnects);
        Self {
            state: State::Connecting(source.connect(None)),
            source,
            policy,
            parser: Parser::new(MAX_EVENT),
            opened: false,
            heard: Instant::now(),
            told_missing: false,
            blocked: None,
        }
    }

    /// Sets how often in a row a failing connection is made again.
    pub(crate) fn set_max_reconnects(&mut self, reconnects: u32) {
        self.policy.set_max_reconnects(reconnects);
    }

    /// Closes the connection.
    pub(crate) fn close(&mut self) {
        self.state = State::Over;
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    pub(crate) fn poll_item(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Item<S::Finished>>>> {
        loop {
            let error = match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Waiting(pause) => {
                    ready!(pause.as_mut().poll(cx));
                    self.connect();
                    continue;
                }
                State::Connecting(connect) => match ready!(connect.as_mut().poll(cx)) {
                    Ok(response) => match check_event_stream(self.source.operation(), &response) {
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
                State::Checking(look) => match ready!(look.as_mut().poll(cx)) {
                    Ok(Some(message)) => {
                        self.state = State::Over;
                        return Poll::Ready(Some(Ok(Item::Finished(message))));
                    }
                    Ok(None) => match self.reconnect_unfinished() {
                        Some(error) => return Poll::Ready(Some(Err(self.with_context(error)))),
                        None => continue,
                    },
                    Err(error) => error,
                },
                State::Reading(_) => match ready!(self.poll_body(cx)) {
                    Ok(Signal::Event(event)) => return Poll::Ready(Some(Ok(Item::Event(event)))),
                    Ok(Signal::End(lost)) => {
                        let step = self.policy.on_disconnect(lost, Instant::now(), random());
                        self.act(step);
                        continue;
                    }
                    // An event that makes no sense takes nothing from those after it.
                    Err(error) if error.kind() == ErrorKind::Decode => {
                        return Poll::Ready(Some(Err(self.with_context(error))));
                    }
                    Err(error) if error.kind() == ErrorKind::PayloadTooLarge => {
                        match self.source.check_status() {
                            Some(check) => {
                                self.blocked = Some(Blocked(Some(error)));
                                self.state = State::Checking(check);
                                continue;
                            }
                            None => error,
                        }
                    }
                    Err(error) => error,
                },
            };
            let lost = match disconnect(&error) {
                Disconnect::Failed(_) if self.was_idle() => Disconnect::IdleCut,
                lost => lost,
            };
            let step = self.policy.on_disconnect(lost, Instant::now(), random());
            if step == Action::Fail {
                self.state = State::Over;
                let tries = self.policy.attempts().max(error.tries());
                let error = match error.kind() {
                    // Nothing was sent, however often it was tried.
                    ErrorKind::Connect => error.with_tries(tries),
                    _ => error.with_attempts(tries),
                };
                let error = self.with_context(error);
                return Poll::Ready(Some(Err(error)));
            }
            self.act(step);
            if lost == Disconnect::Missing && !std::mem::replace(&mut self.told_missing, true) {
                return Poll::Ready(Some(Ok(Item::Missing)));
            }
        }
    }

    /// The next event of the connection, or how it ended in order.
    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Result<Signal>> {
        let operation = self.source.operation();
        loop {
            loop {
                let event = match self.parser.next_event() {
                    Ok(Some(event)) => event,
                    Ok(None) => break,
                    Err(too_long) => return Poll::Ready(Err(too_long.into_error(operation))),
                };
                self.opened = self.opened || is_about_connection(&event);
                match read(operation, event, &mut self.policy)? {
                    Read::Nothing => {}
                    Read::Done => return Poll::Ready(Ok(Signal::End(Disconnect::Done))),
                    Read::Event(event) => return Poll::Ready(Ok(Signal::Event(event))),
                }
            }
            let State::Reading(body) = &mut self.state else {
                return Poll::Ready(Ok(Signal::End(Disconnect::Ended)));
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
    fn last_event(&mut self) -> Signal {
        let event = self.parser.finish();
        let read = event.map(|event| read("", event, &mut self.policy));
        self.parser = Parser::new(MAX_EVENT);
        match read {
            Some(Ok(Read::Event(event))) => Signal::Event(event),
            Some(Ok(Read::Done)) => Signal::End(Disconnect::Done),
            _ => Signal::End(Disconnect::Ended),
        }
    }

    fn act(&mut self, step: Action) {
        match step {
            Action::Reconnect(Duration::ZERO) => self.connect(),
            Action::Reconnect(pause) => self.state = State::Waiting(Box::pin(sleep(pause))),
            Action::CheckStatus => self.check_status(),
            Action::Fail => self.state = State::Over,
        }
    }

    fn check_status(&mut self) {
        match self.source.check_status() {
            Some(check) => self.state = State::Checking(check),
            // What is never finished is followed further.
            None => drop(self.reconnect_unfinished()),
        }
    }

    /// Goes on after a look at a message that is not finished; gives the error of the event that is lost thereby.
    fn reconnect_unfinished(&mut self) -> Option<Error> {
        let now = Instant::now();
        let step = match self.blocked {
            Some(_) => self.policy.check_again(now, random()),
            None => self.policy.unfinished(now, random()),
        };
        self.act(step);
        self.blocked.as_mut()?.0.take()
    }

    fn connect(&mut self) {
        self.policy.connecting(Instant::now());
        if self.blocked.is_some() {
            // The event that cannot be read would come again.
            return self.check_status();
        }
        let last = self.policy.last_event_id();
        self.state = State::Connecting(self.source.connect(last));
    }

    /// Says in an error what it is about.
    pub(crate) fn with_context(&self, error: Error) -> Error {
        self.source.with_context(error)
    }
}

/// Refuses what is no event stream: it would be read as one without events, for ever.
pub(crate) fn check_event_stream(operation: &'static str, response: &OpenResponse) -> Result<()> {
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
        .with_operation(operation)
        .with_status(response.status)
        .with_hint(hint))
}

/// Writes an event that has no meaning here, in the form of all others.
pub(crate) fn unknown_event<S: Serializer>(
    kind: &str,
    data: &Value,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let mut event = serializer.serialize_struct("Unknown", 2)?;
    event.serialize_field("type", kind)?;
    event.serialize_field("content", data)?;
    event.end()
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

fn read(operation: &'static str, event: Event<'_>, policy: &mut ReconnectPolicy) -> Result<Read> {
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
    if kind_of(&data) == REPLAYED_EOS {
        policy.pass(id);
        return Ok(Read::Nothing);
    }
    if !policy.accept(id) {
        return Ok(Read::Nothing);
    }
    Ok(Read::Event(data))
}

/// An event without its envelope.
fn bare(operation: &'static str, kind: Option<&Value>) -> Result<Read> {
    match kind.and_then(Value::as_str) {
        Some(REPLAYED_EOS) => Ok(Read::Nothing),
        _ => Err(
            Error::new(ErrorKind::Decode, "an event of the stream has no data")
                .with_operation(operation),
        ),
    }
}

fn disconnect(error: &Error) -> Disconnect {
    match error.kind() {
        // With a status, there was a response.
        ErrorKind::Timeout if error.status() != Some(StatusCode::REQUEST_TIMEOUT) => {
            Disconnect::IdleTimeout
        }
        ErrorKind::NotFound if error.status() == Some(StatusCode::NOT_FOUND) => Disconnect::Missing,
        _ if error.is_retryable() => Disconnect::Failed(error.retry_after()),
        _ => Disconnect::Final,
    }
}
