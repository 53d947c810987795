//! What happens in a conversation, as it happens.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ConversationHandle;
use crate::error::{Error, ErrorKind, Result, from_value};
use crate::generated::requests;
use crate::http::{BoxFuture, Deadline, OpenResponse};
use crate::stream::{EventSource, EventStream, Item, kind_of, unknown_event};
use crate::types::{AgentMessageEvent, ConversationTitleEvent, UserMessageEvent};

/// Something that happens in a conversation.
///
/// It serializes as `{"type": "title", "content": …}`, the type being the name of the variant; an unknown event has its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "content", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ConversationEvent {
    /// A person wrote a message.
    UserMessage(Box<UserMessageEvent>),
    /// An agent begins a message; [`MessageHandle::answer`](super::MessageHandle::answer) follows it.
    AgentMessage(Box<AgentMessageEvent>),
    /// An agent is done with a message.
    AgentMessageDone(Box<AgentMessageEvent>),
    /// The conversation has a title.
    Title(String),
    /// An event that this version of the crate gives no meaning, as the server sent it.
    #[non_exhaustive]
    #[serde(untagged, serialize_with = "unknown_event")]
    Unknown {
        /// The `type` of the event.
        kind: String,
        /// All that the event says.
        data: Value,
    },
}

/// What happens in a conversation: a `Stream` of [`ConversationEvent`]s without end.
///
/// It connects again as often as it takes, and gives each event once. It ends after an error that does not pass, or at its
/// [`deadline`](Self::deadline).
#[must_use = "a stream does nothing unless it is polled"]
pub struct ConversationEvents {
    events: EventStream<ConversationSource>,
    deadline: Deadline,
}

impl ConversationEvents {
    pub(crate) fn new(conversation: ConversationHandle) -> Self {
        Self {
            events: EventStream::new(ConversationSource(conversation), None),
            deadline: Deadline::never(),
        }
    }

    /// Sets how long the conversation is followed from now; unset, there is no limit, as it has no end to wait for.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Deadline::after(deadline);
        self
    }

    /// Sets how often in a row a failing connection to the events is made again, five times if unset.
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.events.set_max_reconnects(reconnects);
        self
    }

    /// Waits for the next event.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] for one event that makes no sense, after which the stream goes on; [`ErrorKind::Timeout`] at the
    /// deadline; otherwise what became of the connection.
    pub async fn next(&mut self) -> Option<Result<ConversationEvent>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl ConversationEvents {
    fn late(&self) -> Error {
        let limit = self.deadline.duration();
        let message = format!("the conversation was to be followed for {limit:?}");
        let error = Error::new(ErrorKind::Timeout, message);
        self.events
            .with_context(error.with_operation(requests::CONVERSATION_EVENTS.id))
    }
}

impl Stream for ConversationEvents {
    type Item = Result<ConversationEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.events.is_over() && self.deadline.poll(cx).is_ready() {
            self.events.close();
            return Poll::Ready(Some(Err(self.late())));
        }
        loop {
            return Poll::Ready(match ready!(self.events.poll_item(cx)) {
                Some(Ok(Item::Event(data))) => Some(Ok(read(data))),
                Some(Ok(Item::Finished(never))) => match never {},
                Some(Ok(Item::Missing)) => continue,
                Some(Err(error)) => Some(Err(error)),
                None => None,
            });
        }
    }
}

/// The events of a conversation, which is never finished.
struct ConversationSource(ConversationHandle);

impl EventSource for ConversationSource {
    type Finished = Infallible;

    fn operation(&self) -> &'static str {
        requests::CONVERSATION_EVENTS.id
    }

    fn connect(&self, last_event_id: Option<&str>) -> BoxFuture<Result<OpenResponse>> {
        let call = self.0.client.call(requests::CONVERSATION_EVENTS);
        let request = requests::conversation_events(
            call.base(),
            call.workspace_id(),
            &self.0.conversation_id,
            last_event_id,
        );
        call.open_events(request)
    }

    fn check_status(&self) -> Option<BoxFuture<Result<Option<Infallible>>>> {
        None
    }

    fn with_context(&self, error: Error) -> Error {
        let error = error.with_conversation_id(&*self.0.conversation_id);
        self.0.client.redact(error)
    }
}

fn read(data: Value) -> ConversationEvent {
    let kind = kind_of(&data).to_owned();
    let event = match kind.as_str() {
        "user_message_new" | "user_message_promoted" => {
            fit(&data).map(ConversationEvent::UserMessage)
        }
        "agent_message_new" => fit(&data).map(ConversationEvent::AgentMessage),
        "agent_message_done" => fit(&data).map(ConversationEvent::AgentMessageDone),
        "conversation_title" => fit(&data)
            .and_then(|event: Box<ConversationTitleEvent>| event.title)
            .map(ConversationEvent::Title),
        _ => None,
    };
    event.unwrap_or(ConversationEvent::Unknown { kind, data })
}

/// Decodes an event; one that does not fit is given as the server sent it.
fn fit<T: DeserializeOwned>(data: &Value) -> Option<Box<T>> {
    from_value(data).ok().map(Box::new)
}

impl fmt::Debug for ConversationEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConversationEvents").finish_non_exhaustive()
    }
}
