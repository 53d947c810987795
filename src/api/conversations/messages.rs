//! The messages of a conversation, page by page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::ConversationHandle;
use crate::error::Result;
use crate::generated::requests;
use crate::http::{Call, CallFuture, RawResponse, check_id};
use crate::stream::{Next, Page, Pages};
use crate::types::{ConversationPage, Message};

/// The messages of a conversation, newest first: a `Stream` over its pages.
///
/// Of each message it gives the newest version. It ends after the oldest message, or after an error.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Messages {
    conversation: ConversationHandle,
    page_size: u32,
    /// Made when the first page is asked for.
    pages: Option<Pages<Message>>,
}

impl Messages {
    pub(crate) fn new(conversation: ConversationHandle) -> Self {
        Self {
            conversation,
            page_size: 50,
            pages: None,
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

    fn pages(&mut self) -> &mut Pages<Message> {
        let (conversation, size) = (&self.conversation, self.page_size);
        self.pages.get_or_insert_with(|| {
            let conversation = conversation.clone();
            let fetch = move |before| conversation.page_of(size, before, newest_first);
            Pages::by_cursor(None, fetch).while_further(is_further)
        })
    }
}

impl ConversationHandle {
    /// Reads a page of the conversation: so many ranks, before a place.
    pub(crate) fn page(&self, limit: u32, before: Option<String>) -> CallFuture<ConversationPage> {
        self.page_of(limit, before, |call, response| call.decode(&response))
    }

    fn page_of<T>(
        &self,
        limit: u32,
        before: Option<String>,
        read: fn(&Call, RawResponse) -> Result<T>,
    ) -> CallFuture<T> {
        let call = self.client.call(requests::GET_CONVERSATION);
        let request = check_id("conversation id", &self.conversation_id).and_then(|()| {
            requests::get_conversation(
                call.base(),
                call.workspace_id(),
                &self.conversation_id,
                before.as_deref(),
                Some(i64::from(limit)),
            )
        });
        call.answer(request, read)
    }
}

/// The newest version of each message of a page.
fn newest_first(call: &Call, response: RawResponse) -> Result<Page<Message>> {
    let page: ConversationPage = call.decode(&response)?;
    let ranks = page.conversation.content.unwrap_or_default();
    let next = page.last_value.map(|cursor| cursor.0);
    Ok(Page {
        items: ranks
            .into_iter()
            .rev()
            .filter_map(|mut rank| rank.pop())
            .collect(),
        next: Next::cursor(next.filter(|_| page.has_more == Some(true))),
    })
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

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(self.pages()).poll_next(cx)
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").finish_non_exhaustive()
    }
}
