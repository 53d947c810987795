//! An answer while it is written: its events, its approvals, its deadline.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use futures_core::stream::FusedStream;
use http::StatusCode;

use super::AskContext;
use super::answer::Answer;
use super::answer_event::{AnswerEvent, Signal, decode_event, failure};
use super::approvals::Approvals;
use super::await_answer::Begun;
use super::cancel_on_drop::Canceller;
use super::message_ref::{MessageRef, MessageSource, is_finished};
use super::required_action::RequiredActions;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::BoxFuture;
use crate::http::Deadline;
use crate::stream::{EventSource as _, EventStream, Item, kind_of};
use crate::types::{AgentMessage, MessageStatus, ToolApprovalEvent};

/// An answer while it is written: a `Stream` of [`AnswerEvent`]s.
///
/// It connects again as often as it takes, and gives each event once. It ends when the message is finished, or after the
/// error that says why it is not. Dropping it closes the connection; the agent goes on, unless
/// [`cancel_on_drop`](crate::ask::Ask::cancel_on_drop) is set.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::AnswerEvent;
///
/// let mut events = dust.agent("dust").ask("Write a poem").stream().await?;
/// while let Some(event) = events.next().await {
///     match event? {
///         AnswerEvent::Text(text) => print!("{text}"),
///         AnswerEvent::Approval(request) => {
///             let message = dust.conversation(events.conversation_id()).message(events.message_id());
///             message.approve(&request.action_id).await?;
///         }
///         _ => {}
///     }
/// }
/// let answer = events.finish().await?; // complete, as the server has stored it
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct AnswerStream {
    context: AskContext,
    message_ref: MessageRef,
    other_messages: Vec<String>,
    max_reconnects: Option<u32>,
    events: EventStream<MessageSource>,
    approvals: Option<Approvals>,
    /// A decision that is under way, and the action that it is about.
    deciding: Option<(String, BoxFuture<Result<()>>)>,
    deadline: Deadline,
    required: RequiredActions,
    /// The caller does not see the events, so it cannot act on them.
    unattended: bool,
    message: Option<Box<AgentMessage>>,
    /// An error ended the stream.
    failed: bool,
    question: Question,
    cancel: Canceller,
}

/// Whether the id that is followed may be that of a person's message, which an agent answers with another.
enum Question {
    Possible,
    /// It is being looked up, and this is the error where it is none.
    Searching(BoxFuture<Result<Option<Begun>>>, Option<Error>),
    No,
}

impl AnswerStream {
    /// Follows a message of which nothing more is known.
    pub(crate) fn follow(client: Client, message_ref: MessageRef) -> Self {
        let mut events = Self::new(AskContext::new(client, Vec::new()), message_ref, None);
        events.question = Question::Possible;
        events
    }

    pub(crate) fn new(
        context: AskContext,
        message_ref: MessageRef,
        max_reconnects: Option<u32>,
    ) -> Self {
        let source = message_ref.source(context.client.clone());
        Self {
            cancel: Canceller::new(context.client.clone(), message_ref.clone()),
            events: EventStream::new(source, max_reconnects),
            context,
            message_ref,
            other_messages: Vec::new(),
            max_reconnects,
            approvals: None,
            deciding: None,
            deadline: Deadline::default(),
            required: RequiredActions::default(),
            unattended: false,
            message: None,
            failed: false,
            question: Question::No,
        }
    }

    pub(crate) fn others(mut self, messages: Vec<String>) -> Self {
        self.other_messages = messages;
        self
    }

    pub(crate) fn until(mut self, deadline: Deadline) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sets how long the answer may take from now, an hour if unset.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.until(Deadline::after(deadline))
    }

    /// Sets how often in a row a failing connection to the events is made again, five times if unset.
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.max_reconnects = Some(reconnects);
        self.events.set_max_reconnects(reconnects);
        self
    }

    /// Sets what to do when a tool asks for approval.
    pub fn approvals(mut self, approvals: Approvals) -> Self {
        self.approvals = Some(approvals);
        self
    }

    /// Sets whether dropping the stream before its end stops the agent.
    ///
    /// That takes a request, which is sent from a task of its own on the runtime that the stream is dropped on; where
    /// there is none, the agent goes on.
    pub fn cancel_on_drop(self, yes: bool) -> Self {
        self.cancel.arm(yes);
        self
    }

    /// The conversation.
    pub fn conversation_id(&self) -> &str {
        &self.message_ref.conversation_id
    }

    /// The message that is being written; before its first event that of the question, where that was followed.
    pub fn message_id(&self) -> &str {
        &self.message_ref.message_id
    }

    /// The messages of other agents that were mentioned too and had begun, as
    /// [`Answer::other_message_ids`] has them.
    pub fn other_message_ids(&self) -> &[String] {
        &self.other_messages
    }

    /// Stops the agent; the stream then ends, and [`finish`](Self::finish) gives what was written.
    ///
    /// Once it is stopped, dropping the stream has nothing left to stop.
    ///
    /// # Errors
    ///
    /// What the request can give.
    pub fn cancel(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let (cancel, source) = (self.cancel.cancel(), self.source());
        async move { cancel.await.map_err(|error| source.with_context(error)) }
    }

    /// Waits for the next event; `None` when the message is finished.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] for one event that makes no sense, after which the stream goes on;
    /// [`ErrorKind::PayloadTooLarge`] for one that is too long, after which it goes on without further events to the end;
    /// [`ErrorKind::AgentFailed`] where the agent failed, with its [`code`](Error::code); [`ErrorKind::Timeout`] at the
    /// deadline; otherwise what became of the connection. All carry the ids of conversation and message.
    pub async fn next(&mut self) -> Option<Result<AnswerEvent>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    /// Goes to the end, and gives the finished answer.
    ///
    /// Nothing sees the events from here on. So where one waits for a person, and neither [`approvals`](Self::approvals) nor
    /// what the agent does next show that it was seen to, it ends with [`ErrorKind::ActionRequired`]: an approval without a
    /// policy, a sign-in, or a question. [`Approvals::wait`] waits for a person who acts elsewhere.
    ///
    /// After an error that ended the stream, it looks whether the message was finished nevertheless.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), but for events that make no sense or are too long; and what reading the message can give.
    pub async fn finish(mut self) -> Result<Answer> {
        self.unattended = true;
        while let Some(event) = self.next().await {
            match event {
                Err(error) if self.is_terminated() => return Err(error),
                // One event is lost, and the message is not.
                Err(_) | Ok(_) => {}
            }
        }
        let message = match self.message.take() {
            Some(message) => message,
            // The last event did not bring it: it was cancelled, or the server did not say.
            None => {
                let read = Self::read(self.source());
                let read = self
                    .deadline
                    .limit(requests::GET_CONVERSATION.id, read)
                    .await;
                read.map_err(|error| self.events.with_context(error))?
            }
        };
        if self.failed && !is_finished(&message) {
            let error = Error::new(ErrorKind::Stream, "the answer is not finished");
            return Err(self
                .events
                .with_context(error.with_operation(requests::MESSAGE_EVENTS.id)));
        }
        self.cancel.arm(false);
        if message.status == Some(MessageStatus::Failed) {
            return Err(self
                .events
                .with_context(failure(requests::MESSAGE_EVENTS.id, message.error)));
        }
        Ok(Answer {
            context: self.context.clone(),
            message_ref: self.message_ref.clone(),
            other_messages: std::mem::take(&mut self.other_messages),
            message: *message,
        })
    }

    fn source(&self) -> MessageSource {
        self.message_ref.source(self.context.client.clone())
    }

    async fn read(source: MessageSource) -> Result<Box<AgentMessage>> {
        let message = source.message().await?;
        message.ok_or_else(|| {
            let message = "the conversation does not hold the message";
            Error::new(ErrorKind::NotFound, message).with_operation(requests::GET_CONVERSATION.id)
        })
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<AnswerEvent>>> {
        if self.is_terminated() {
            return Poll::Ready(None);
        }
        if self.deadline.poll(cx).is_ready() {
            let waits_for = self.required.last().map(|action| action as _);
            let error = self.deadline.error(waits_for);
            return Poll::Ready(Some(Err(
                self.give_up(error.with_operation(requests::MESSAGE_EVENTS.id))
            )));
        }
        loop {
            if let Err(error) = ready!(self.poll_decision(cx)) {
                return Poll::Ready(Some(Err(self.give_up(error))));
            }
            if let Err(error) = ready!(self.poll_question(cx)) {
                return Poll::Ready(Some(Err(self.give_up(error))));
            }
            let polled = match self.events.poll_item(cx) {
                Poll::Ready(polled) => polled,
                Poll::Pending => {
                    let error = ready!(self.poll_required(cx));
                    return Poll::Ready(Some(Err(self.give_up(error))));
                }
            };
            let item = match polled {
                None => return Poll::Ready(None),
                Some(Ok(Item::Missing)) => {
                    self.search_question(None);
                    continue;
                }
                Some(Err(error)) if self.may_be_question(&error) => {
                    self.search_question(Some(error));
                    continue;
                }
                Some(Err(error)) => {
                    self.failed = self.is_terminated();
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(item)) => item,
            };
            match self.on_item(item) {
                Ok(Signal::Event(event)) => return Poll::Ready(Some(Ok(event))),
                Ok(Signal::Nothing) => {}
                Ok(Signal::Finished(message)) => {
                    self.message = message;
                    self.end();
                    return Poll::Ready(None);
                }
                Ok(Signal::Failed(error)) => {
                    return Poll::Ready(Some(Err(self.give_up(error))));
                }
                Err(error) => return Poll::Ready(Some(Err(self.events.with_context(error)))),
            }
        }
    }

    /// Whether the server refused the id as one of a message that no agent wrote.
    fn may_be_question(&self, error: &Error) -> bool {
        matches!(self.question, Question::Possible)
            && error.kind() == ErrorKind::InvalidRequest
            && error.status() == Some(StatusCode::BAD_REQUEST)
    }

    fn search_question(&mut self, refused: Option<Error>) {
        if matches!(self.question, Question::Possible) {
            let search = self
                .context
                .clone()
                .await_answer_to(self.message_ref.clone());
            self.question = Question::Searching(Box::pin(search), refused);
            self.cancel.search(self.context.clone());
        }
    }

    /// Waits for the search that is under way, if one is, and follows the answer that it finds.
    fn poll_question(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let Question::Searching(search, _) = &mut self.question else {
            return Poll::Ready(Ok(()));
        };
        let found = ready!(search.as_mut().poll(cx));
        let searched = std::mem::replace(&mut self.question, Question::No);
        let message_ref = |begun: &Begun| begun.message_ref.clone();
        self.cancel.searched(
            found
                .as_ref()
                .ok()
                .and_then(Option::as_ref)
                .map(message_ref),
        );
        Poll::Ready(match (found, searched) {
            (
                Ok(Some(Begun {
                    message_ref,
                    others,
                })),
                _,
            ) => {
                let source = message_ref.source(self.context.client.clone());
                self.events = EventStream::new(source, self.max_reconnects);
                (self.message_ref, self.other_messages) = (message_ref, others);
                Ok(())
            }
            (Ok(None), Question::Searching(_, Some(refused))) => Err(refused),
            (Ok(None), _) => Ok(()),
            (Err(error), _) => Err(error),
        })
    }

    /// Waits until it is sure that a person has to act, where this program does not see the events.
    fn poll_required(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        if !self.unattended {
            return Poll::Pending;
        }
        let error = self
            .required
            .poll(cx, &self.context.client, self.approvals.as_ref());
        error.map(|error| error.with_operation(requests::MESSAGE_EVENTS.id))
    }

    /// Waits for the decision that is under way, if one is.
    fn poll_decision(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        // Taken out, so that one that panics is not asked again.
        let Some((action, mut deciding)) = self.deciding.take() else {
            return Poll::Ready(Ok(()));
        };
        let Poll::Ready(decided) = deciding.as_mut().poll(cx) else {
            self.deciding = Some((action, deciding));
            return Poll::Pending;
        };
        self.required.remove(&action);
        match decided {
            // The tool does not wait (any more): it was decided elsewhere, or this is the replay of an old event.
            Err(error) if is_moot(&error) => Poll::Ready(Ok(())),
            decided => Poll::Ready(decided),
        }
    }

    /// Keeps what an event means for the stream itself.
    fn on_item(&mut self, item: Item<Box<AgentMessage>>) -> Result<Signal> {
        let operation = requests::MESSAGE_EVENTS.id;
        let signal = match item {
            Item::Event(data) => {
                let kind = kind_of(&data).to_owned();
                let unreadable = |_: &Error| self.required.on_unreadable(&kind, &self.message_ref);
                decode_event(operation, data).inspect_err(unreadable)?
            }
            Item::Finished(message) if message.status == Some(MessageStatus::Failed) => {
                Signal::Failed(failure(operation, message.error))
            }
            Item::Finished(message) => Signal::Finished(Some(message)),
            Item::Missing => Signal::Nothing,
        };
        let signal = match signal {
            // One that was not asked for is no answer; that which was is read instead.
            Signal::Finished(message) => Signal::Finished(
                message.filter(|message| message.s_id == self.message_ref.message_id),
            ),
            signal => signal,
        };
        if let Signal::Event(event) = &signal {
            self.required.on_event(event, &self.message_ref);
            if let AnswerEvent::Approval(request) = event {
                self.decide(request);
            }
        }
        Ok(signal)
    }

    fn decide(&mut self, request: &ToolApprovalEvent) {
        let action = request.action_id.clone();
        let Some(approvals) = self.approvals.as_ref().filter(|_| !action.is_empty()) else {
            return;
        };
        let Some(decision) = approvals.decide(request.clone()) else {
            return;
        };
        // A tool of an agent that this one calls waits in another conversation.
        let conversation = request.conversation_id.as_ref();
        let conversation = conversation
            .unwrap_or(&self.message_ref.conversation_id)
            .clone();
        let message = request.message_id.as_ref();
        let message = message.unwrap_or(&self.message_ref.message_id).clone();
        let of_action = action.clone();
        let message = self
            .context
            .client
            .conversation(conversation)
            .message(message);
        let deciding = async move {
            let decision = decision.await;
            message.decide(of_action, decision).await
        };
        self.deciding = Some((action, Box::pin(deciding)));
    }

    fn give_up(&mut self, error: Error) -> Error {
        let error = self.events.with_context(error);
        // One that failed is done, and one that waits for a person is to be gone on with.
        let leave_agent = matches!(
            error.kind(),
            ErrorKind::AgentFailed | ErrorKind::ActionRequired
        );
        self.events.close();
        self.deciding = None;
        self.question = Question::No;
        self.failed = true;
        if leave_agent {
            self.cancel.arm(false);
        }
        error
    }

    fn end(&mut self) {
        self.events.close();
        self.cancel.arm(false);
    }
}

/// Whether the server says that there is nothing to decide.
fn is_moot(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidRequest | ErrorKind::NotFound
    )
}

impl Stream for AnswerStream {
    type Item = Result<AnswerEvent>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(cx)
    }
}

impl FusedStream for AnswerStream {
    fn is_terminated(&self) -> bool {
        self.events.is_over() && !matches!(self.question, Question::Searching(..))
    }
}

impl fmt::Debug for AnswerStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |id| self.context.client.excerpt(id);
        f.debug_struct("AnswerStream")
            .field("conversation_id", &shown(self.conversation_id()))
            .field("message_id", &shown(self.message_id()))
            .field("over", &self.is_terminated())
            .finish_non_exhaustive()
    }
}
