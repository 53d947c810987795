//! Following a message of an agent that was begun before.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::message_ref::MessageRef;
use super::{Answer, AnswerStream, Approvals};
use crate::api::conversations::MessageHandle;
use crate::client::Client;
use crate::error::Result;
use crate::http::{BoxFuture, check_id};

impl MessageHandle {
    /// Follows the message of an agent to its end, be it still written or not, as [`ask`](crate::agents::AgentHandle::ask)
    /// does. With the id of a person's message, it is the answer of the first agent that is followed.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// // What a program needs to go on later, or after an error, which has both ids too.
    /// let events = dust.agent("dust").ask("Summarise all of it").stream().await?;
    /// let (conversation, message) = (events.conversation_id().to_owned(), events.message_id().to_owned());
    /// drop(events);
    ///
    /// let answer = dust.conversation(conversation).message(message).answer().await?;
    /// println!("{}", answer.text());
    /// # Ok(())
    /// # }
    /// ```
    pub fn answer(&self) -> FollowAnswer {
        FollowAnswer {
            client: self.client.clone(),
            message_ref: MessageRef {
                conversation_id: self.conversation_id.as_ref().to_owned(),
                message_id: self.message_id.as_ref().to_owned(),
            },
            deadline: None,
            max_reconnects: None,
            approvals: None,
            cancel_on_drop: false,
        }
    }
}

/// An answer that was begun before; see [`MessageHandle::answer`].
///
/// Awaited, it gives the finished [`Answer`]; [`stream`](Self::stream) gives it as it is written.
#[must_use = "a call does nothing until it is awaited"]
pub struct FollowAnswer {
    client: Client,
    message_ref: MessageRef,
    deadline: Option<Duration>,
    max_reconnects: Option<u32>,
    approvals: Option<Approvals>,
    cancel_on_drop: bool,
}

impl FollowAnswer {
    /// Sets how long the answer may take in all, an hour if unset.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets how often in a row a failing connection to the events is made again, five times if unset.
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.max_reconnects = Some(reconnects);
        self
    }

    /// Sets what to do when a tool asks for approval; without, awaiting the answer ends with
    /// [`ErrorKind::ActionRequired`](crate::ErrorKind::ActionRequired).
    pub fn approvals(mut self, approvals: Approvals) -> Self {
        self.approvals = Some(approvals);
        self
    }

    /// Sets whether dropping the future or stream before its end stops the agent; see [`AnswerStream::cancel_on_drop`].
    pub fn cancel_on_drop(mut self, yes: bool) -> Self {
        self.cancel_on_drop = yes;
        self
    }

    /// Gives the answer as it is written. Nothing is sent before the stream is polled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for an id that cannot be one.
    pub async fn stream(self) -> Result<AnswerStream> {
        self.events()
    }

    fn events(self) -> Result<AnswerStream> {
        check_id("conversation id", &self.message_ref.conversation_id)?;
        check_id("message id", &self.message_ref.message_id)?;
        let mut events =
            AnswerStream::follow(self.client, self.message_ref).cancel_on_drop(self.cancel_on_drop);
        if let Some(deadline) = self.deadline {
            events = events.deadline(deadline);
        }
        if let Some(reconnects) = self.max_reconnects {
            events = events.max_reconnects(reconnects);
        }
        if let Some(approvals) = self.approvals {
            events = events.approvals(approvals);
        }
        Ok(events)
    }
}

impl IntoFuture for FollowAnswer {
    type Output = Result<Answer>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.events()?.finish().await })
    }
}

impl fmt::Debug for FollowAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FollowAnswer")
            .field(
                "conversation_id",
                &self.client.excerpt(&self.message_ref.conversation_id),
            )
            .field(
                "message_id",
                &self.client.excerpt(&self.message_ref.message_id),
            )
            .finish_non_exhaustive()
    }
}
