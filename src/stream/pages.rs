//! The pages of a list, one call after the other.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use crate::error::Result;
use crate::http::CallFuture;

/// One page, and where the next one begins.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Next,
}

/// Where the next page begins.
pub(crate) enum Next {
    /// At a cursor; none, or an empty one, after the last page.
    Cursor(Option<String>),
    /// After so many items, of a total that may be known.
    Offset { count: usize, total: Option<i64> },
}

impl Next {
    pub(crate) fn cursor(next: impl Into<Option<String>>) -> Self {
        Self::Cursor(next.into())
    }

    pub(crate) fn offset(count: usize, total: impl Into<Option<i64>>) -> Self {
        Self::Offset {
            count,
            total: total.into(),
        }
    }
}

/// Tells whether a cursor is further on than the one before.
pub(crate) type IsFurther = fn(&str, Option<&str>) -> bool;

/// The pages of a list, or their items: a `Stream`, with one page in memory at a time.
///
/// It ends after the last page, after an error, and where the server gives a place that does not move on.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
/// let mut documents = folder.documents().list().limit(100).items();
/// while let Some(document) = documents.next().await {
///     println!("{}", document?.document_id);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct Pages<T> {
    ready: VecDeque<T>,
    state: State<T>,
    fetch: Fetch<T>,
    is_further: IsFurther,
}

/// Begins to read the page that begins here.
type Fetch<T> = Box<dyn FnMut(&Start) -> CallFuture<Page<T>> + Send>;

/// Where a page begins.
#[derive(Clone)]
enum Start {
    Cursor(Option<String>),
    Offset(Option<i64>),
}

enum State<T> {
    Next(Start),
    Fetching(Start, Box<CallFuture<Page<T>>>),
    Over,
}

impl<T> Pages<T> {
    /// Pages of which each has the cursor of the next.
    pub(crate) fn by_cursor(
        start: Option<String>,
        mut fetch: impl FnMut(Option<String>) -> CallFuture<Page<T>> + Send + 'static,
    ) -> Self {
        let fetch = move |start: &Start| match start {
            Start::Cursor(cursor) => fetch(cursor.clone()),
            Start::Offset(_) => fetch(None),
        };
        Self::new(Start::Cursor(start), Box::new(fetch))
    }

    /// Pages that begin after a number of items.
    pub(crate) fn by_offset(
        start: Option<i64>,
        mut fetch: impl FnMut(Option<i64>) -> CallFuture<Page<T>> + Send + 'static,
    ) -> Self {
        let fetch = move |start: &Start| match start {
            Start::Offset(offset) => fetch(*offset),
            Start::Cursor(_) => fetch(None),
        };
        Self::new(Start::Offset(start), Box::new(fetch))
    }

    fn new(start: Start, fetch: Fetch<T>) -> Self {
        Self {
            ready: VecDeque::new(),
            state: State::Next(start),
            fetch,
            is_further: |next, before| Some(next) != before,
        }
    }

    /// Ends where a cursor is no further than the one before, by the rule of this list.
    pub(crate) fn while_further(mut self, is_further: IsFurther) -> Self {
        self.is_further = is_further;
        self
    }

    /// Waits for the next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// What can go wrong while a page is read; the stream is over then.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Next(start) => {
                    let call = (self.fetch)(start);
                    self.state = State::Fetching(start.clone(), Box::new(call));
                }
                State::Fetching(start, call) => {
                    let page = ready!(Pin::new(call.as_mut()).poll(cx));
                    let start = start.clone();
                    self.state = State::Over;
                    match page {
                        Ok(page) => self.on_page(&start, page),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
            }
        }
    }

    fn on_page(&mut self, start: &Start, page: Page<T>) {
        self.ready.extend(page.items);
        if let Some(next) = next(start, page.next, self.is_further) {
            self.state = State::Next(next);
        }
    }
}

/// Where the page after this one begins; `None` if there is none.
fn next(start: &Start, next: Next, is_further: IsFurther) -> Option<Start> {
    match (start, next) {
        (Start::Cursor(before), Next::Cursor(next)) => next
            .filter(|next| !next.is_empty() && is_further(next, before.as_deref()))
            .map(|next| Start::Cursor(Some(next))),
        (Start::Offset(before), Next::Offset { count, total }) => {
            let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
            let offset = before.unwrap_or(0).checked_add(count)?;
            total
                .is_none_or(|total| offset < total)
                .then_some(Start::Offset(Some(offset)))
        }
        _ => None,
    }
}

impl<T> Unpin for Pages<T> {}

impl<T> Stream for Pages<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<T> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        self.ready.is_empty() && matches!(self.state, State::Over)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(before: Option<&str>, after: Option<&str>) -> Option<Option<String>> {
        let start = Start::Cursor(before.map(str::to_owned));
        let after = Next::cursor(after.map(str::to_owned));
        next(&start, after, |next, before| Some(next) != before).map(|next| match next {
            Start::Cursor(cursor) => cursor,
            Start::Offset(_) => panic!("an offset"),
        })
    }

    fn offset(before: Option<i64>, count: usize, total: Option<i64>) -> Option<i64> {
        let after = Next::offset(count, total);
        match next(&Start::Offset(before), after, |_, _| true)? {
            Start::Offset(offset) => offset,
            Start::Cursor(_) => panic!("a cursor"),
        }
    }

    #[test]
    fn a_cursor_has_to_move() {
        assert_eq!(cursor(None, Some("a")), Some(Some("a".to_owned())));
        assert_eq!(cursor(Some("a"), Some("b")), Some(Some("b".to_owned())));
        for (before, after) in [(None, None), (Some("a"), Some("a")), (Some("a"), Some(""))] {
            assert_eq!(cursor(before, after), None, "{before:?} {after:?}");
        }
    }

    #[test]
    fn an_offset_ends_with_the_total_or_an_empty_page() {
        assert_eq!(offset(None, 10, Some(25)), Some(10));
        assert_eq!(offset(Some(10), 10, Some(25)), Some(20));
        assert_eq!(offset(Some(20), 5, Some(25)), None);
        assert_eq!(offset(Some(20), 5, None), Some(25));
        assert_eq!(offset(Some(25), 0, None), None);
        assert_eq!(offset(Some(i64::MAX), 1, None), None);
    }
}
