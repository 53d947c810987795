//! The messages of a conversation, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::api::conversations::Conversations;
use crate::error::Result;
use crate::http::operation::BoxFuture;
use crate::low_level::types::{ConversationPage, Message};

/// The messages of a conversation, newest first: a `Stream` over its pages.
///
/// Of each message it gives the newest version. It ends after the oldest message, or after an error.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Messages {
    conversations: Conversations,
    conversation_id: String,
    page_size: u32,
    ready: VecDeque<Message>,
    state: State,
}

enum State {
    /// The page after this place is to be read next.
    Before(Option<String>),
    Reading(Option<String>, BoxFuture<Result<ConversationPage>>),
    Over,
}

impl Messages {
    pub(crate) fn new(conversations: Conversations, conversation_id: String) -> Self {
        Self {
            conversations,
            conversation_id,
            page_size: 50,
            ready: VecDeque::new(),
            state: State::Before(None),
        }
    }

    /// Sets how many messages are asked for at a time, 50 if unset.
    pub fn page_size(mut self, messages: u32) -> Self {
        self.page_size = messages.max(1);
        self
    }

    /// Waits for the next message; `None` after the oldest.
    ///
    /// # Errors
    ///
    /// What can go wrong while a page is read; the stream is over then.
    pub async fn next(&mut self) -> Option<Result<Message>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn take(&mut self, before: Option<String>, page: ConversationPage) {
        let ranks = page.conversation.content.unwrap_or_default();
        let newest = ranks.into_iter().rev().filter_map(|mut rank| rank.pop());
        self.ready.extend(newest);
        let next = page.last_value.map(|cursor| cursor.0);
        self.state = match next.filter(|next| is_further(next, before.as_deref())) {
            Some(next) if page.has_more == Some(true) => State::Before(Some(next)),
            _ => State::Over,
        };
    }
}

/// Whether a place is further on than the one before: places that stay or go round would be read for ever.
pub(crate) fn is_further(next: &str, before: Option<&str>) -> bool {
    let Some(before) = before else { return true };
    match (next.parse::<i64>(), before.parse::<i64>()) {
        // Places are ranks, and older messages have lower ones.
        (Ok(next), Ok(before)) => next < before,
        _ => next != before,
    }
}

impl Stream for Messages {
    type Item = Result<Message>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(message) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(message)));
            }
            match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Before(before) => {
                    let before = before.take();
                    let call = this.conversations.page(
                        &this.conversation_id,
                        this.page_size,
                        before.clone(),
                    );
                    this.state = State::Reading(before, call.into_future());
                }
                State::Reading(before, page) => {
                    let page = ready!(page.as_mut().poll(cx));
                    let before = before.take();
                    match page {
                        Ok(page) => this.take(before, page),
                        Err(error) => {
                            this.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").finish_non_exhaustive()
    }
}
