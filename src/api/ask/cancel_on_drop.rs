//! Stops an agent whose answer is not wanted any more: on request, or when what waits for it is dropped.
//!
//! Nothing is left to poll by then, so the request is sent from a task of its own. Before the agent's message is known that
//! task waits for it first, because a message is all that can be stopped.

use std::future::{Future, IntoFuture};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

use super::AskContext;
use super::await_answer::Posted;
use super::message_ref::MessageRef;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};

/// Stops the agent when it is dropped while armed.
pub(crate) struct Canceller {
    client: Client,
    message_ref: MessageRef,
    /// The message is that of a question, whose answer is still looked for.
    question: Option<AskContext>,
    armed: Arc<AtomicBool>,
}

impl Canceller {
    pub(crate) fn new(client: Client, message_ref: MessageRef) -> Self {
        Self {
            client,
            message_ref,
            question: None,
            armed: Arc::default(),
        }
    }

    pub(crate) fn arm(&self, yes: bool) {
        self.armed.store(yes, Ordering::Relaxed);
    }

    /// What is to be stopped is the answer to the message.
    pub(crate) fn search(&mut self, context: AskContext) {
        self.question = Some(context);
    }

    /// What is to be stopped is this message, or the one that is known.
    pub(crate) fn searched(&mut self, found: Option<MessageRef>) {
        self.question = None;
        if let Some(message_ref) = found {
            self.message_ref = message_ref;
        }
    }

    /// Stops the agent now. Unless that fails, there is nothing left to do on drop.
    pub(crate) fn cancel(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let (cancel, armed) = (self.stop(), self.armed.clone());
        async move {
            let mut disarmed = Disarmed {
                was_armed: armed.swap(false, Ordering::Relaxed),
                armed,
            };
            cancel.await?;
            disarmed.was_armed = false;
            Ok(())
        }
    }

    fn stop(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let (client, message_ref) = (self.client.clone(), self.message_ref.clone());
        let question = self.question.clone();
        async move {
            let found = match question {
                Some(context) => context.await_answer_to(message_ref.clone()).await?,
                None => None,
            };
            cancel(
                &client,
                &found.map_or(message_ref, |begun| begun.message_ref),
            )
            .await
        }
    }
}

impl Drop for Canceller {
    fn drop(&mut self) {
        if !self.armed.load(Ordering::Relaxed) {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            // No caller is left to be told how it went.
            drop(runtime.spawn(self.stop()));
        }
    }
}

/// Arms again what was disarmed for a request that failed or was given up.
struct Disarmed {
    armed: Arc<AtomicBool>,
    was_armed: bool,
}

impl Drop for Disarmed {
    fn drop(&mut self) {
        if self.was_armed {
            self.armed.store(true, Ordering::Relaxed);
        }
    }
}

fn cancel(
    client: &Client,
    message_ref: &MessageRef,
) -> impl Future<Output = Result<()>> + Send + use<> {
    let conversation = client.conversation(&message_ref.conversation_id);
    let call = conversation.cancel([&message_ref.message_id]);
    call.into_future()
}

/// A question that was posted, and whose answer is stopped when this is dropped while armed.
pub(crate) struct Asked {
    context: AskContext,
    posted: Posted,
    /// Absent unless it is armed.
    runtime: Option<Handle>,
}

impl Asked {
    fn new(context: AskContext, posted: Posted, runtime: Option<Handle>) -> Self {
        Self {
            context,
            posted,
            runtime,
        }
    }

    pub(crate) fn posted(&self) -> &Posted {
        &self.posted
    }

    pub(crate) fn disarm(&mut self) {
        self.runtime = None;
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else {
            return;
        };
        let (context, posted) = (self.context.clone(), self.posted.clone());
        let stop = async move {
            let begun = context.await_agent_message(posted).await?;
            cancel(&context.client, &begun.message_ref).await
        };
        drop(runtime.spawn(stop));
    }
}

/// Posts a question. Where its answer is to be stopped on drop, dropping this future lets the post come to its end, since
/// a server may act on a request that was cut off, and then stops what it began.
pub(crate) async fn post(
    context: AskContext,
    post: impl Future<Output = Result<Posted>> + Send + 'static,
    cancel_on_drop: bool,
) -> Result<Asked> {
    let runtime = match cancel_on_drop {
        true => Handle::try_current().ok(),
        false => None,
    };
    let Some(runtime) = runtime else {
        return Ok(Asked::new(context, post.await?, None));
    };
    let of_task = runtime.clone();
    let posting = runtime.spawn(async move { Ok(Asked::new(context, post.await?, Some(of_task))) });
    posting.await.unwrap_or_else(|error| {
        if error.is_panic() {
            std::panic::resume_unwind(error.into_panic());
        }
        let message = "the runtime was shut down while the message was sent";
        Err(Error::new(ErrorKind::Transport, message).with_source(error))
    })
}
