//! Which message of an agent is followed, and where its events come from.

use std::fmt;

use super::conversation_search::agent_message;
use crate::client::Client;
use crate::error::{Error, Result, Secrets, excerpt};
use crate::generated::requests;
use crate::http::{BoxFuture, OpenResponse};
use crate::stream::EventSource;
use crate::types::{AgentMessage, MessageStatus};

/// A message by its ids.
#[derive(Clone)]
pub(crate) struct MessageRef {
    pub(crate) conversation_id: String,
    pub(crate) message_id: String,
}

impl MessageRef {
    pub(crate) fn source(&self, client: Client) -> MessageSource {
        MessageSource {
            client,
            message_ref: self.clone(),
        }
    }
}

impl fmt::Debug for MessageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |id| excerpt(id, &Secrets::default());
        f.debug_struct("MessageRef")
            .field("conversation_id", &shown(&self.conversation_id))
            .field("message_id", &shown(&self.message_id))
            .finish()
    }
}

/// The events of a message.
#[derive(Clone)]
pub(crate) struct MessageSource {
    client: Client,
    message_ref: MessageRef,
}

impl MessageSource {
    /// Reads the message from the conversation, as it stands.
    pub(crate) async fn message(&self) -> Result<Option<Box<AgentMessage>>> {
        let MessageRef {
            conversation_id,
            message_id,
        } = &self.message_ref;
        agent_message(&self.client, conversation_id, message_id).await
    }
}

impl EventSource for MessageSource {
    type Finished = Box<AgentMessage>;

    fn operation(&self) -> &'static str {
        requests::MESSAGE_EVENTS.id
    }

    fn connect(&self, last_event_id: Option<&str>) -> BoxFuture<Result<OpenResponse>> {
        let call = self.client.call(requests::MESSAGE_EVENTS);
        let request = requests::message_events(
            call.base(),
            call.workspace_id(),
            &self.message_ref.conversation_id,
            &self.message_ref.message_id,
            last_event_id,
        );
        call.open_events(request)
    }

    fn check_status(&self) -> Option<BoxFuture<Result<Option<Box<AgentMessage>>>>> {
        let source = self.clone();
        Some(Box::pin(async move {
            let message = source.message().await?;
            Ok(message.filter(|message| is_finished(message)))
        }))
    }

    fn with_context(&self, error: Error) -> Error {
        let error = error
            .with_conversation_id(&self.message_ref.conversation_id)
            .with_message_id(&self.message_ref.message_id);
        self.client.redact(error)
    }
}

/// Whether an agent writes no more on a message. An unknown status may be one on the way.
pub(crate) fn is_finished(message: &AgentMessage) -> bool {
    let status = message.status.as_ref().map(MessageStatus::as_str);
    // The last has an event of its own, which is an end.
    let ends = ["succeeded", "failed", "cancelled", "gracefully_stopped"];
    status.is_some_and(|status| ends.contains(&status))
}
