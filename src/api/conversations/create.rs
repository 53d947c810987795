//! Starting a conversation, and posting to one: calls that the server holds open if the body says `blocking`.

use std::sync::Arc;

use super::ConversationHandle;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::requests;
use crate::http::{
    Call, CallBuilder, Operation, RawResponse, Request, RequestOptions, call_builder, check_id,
};
use crate::types::{NewConversation, NewMessage, PostedMessage, StartedConversation};

/// Starts a conversation; see [`Conversations::create`](super::Conversations::create).
#[must_use = "a call does nothing until it is awaited"]
pub struct CreateConversation {
    call: Call,
    body: NewConversation,
}

impl CreateConversation {
    pub(super) fn new(client: &Client, mut body: NewConversation) -> Self {
        // It is a word about the call, wherever it was said.
        let of_message = body
            .message
            .as_mut()
            .and_then(|message| message.blocking.take());
        body.blocking = body.blocking.or(of_message);
        Self {
            call: call(client, requests::CREATE_CONVERSATION, body.blocking),
            body,
        }
    }
}

impl CallBuilder<StartedConversation> for CreateConversation {
    fn request(&self) -> Result<Request> {
        if let Some(message) = &self.body.message {
            check_content(&message.content)?;
        }
        requests::create_conversation(self.call.base(), self.call.workspace_id(), &self.body)
    }

    fn read(call: &Call, response: RawResponse) -> Result<StartedConversation> {
        call.decode(&response)
    }
}

call_builder!(CreateConversation => StartedConversation);

/// Posts a message; see [`ConversationHandle::post`].
#[must_use = "a call does nothing until it is awaited"]
pub struct PostMessage {
    call: Call,
    conversation_id: Arc<str>,
    body: NewMessage,
}

impl PostMessage {
    pub(super) fn new(conversation: &ConversationHandle, body: NewMessage) -> Self {
        Self {
            call: call(&conversation.client, requests::POST_MESSAGE, body.blocking),
            conversation_id: conversation.conversation_id.clone(),
            body,
        }
    }
}

impl CallBuilder<PostedMessage> for PostMessage {
    fn request(&self) -> Result<Request> {
        check_id("conversation id", &self.conversation_id)?;
        check_content(&self.body.content)?;
        requests::post_message(
            self.call.base(),
            self.call.workspace_id(),
            &self.conversation_id,
            &self.body,
        )
    }

    fn read(call: &Call, response: RawResponse) -> Result<PostedMessage> {
        call.decode(&response)
    }
}

call_builder!(PostMessage => PostedMessage);

/// A call that the server holds open if its body says so.
fn call(client: &Client, operation: Operation, blocking: Option<bool>) -> Call {
    let mut call = client.call(operation);
    call.set_options(RequestOptions {
        long_poll: blocking == Some(true),
        ..RequestOptions::default()
    });
    call
}

fn check_content(content: &str) -> Result<()> {
    match content {
        "" => Err(Error::invalid_argument("the message has no text")),
        _ => Ok(()),
    }
}
