//! Pages.

use crate::http::CallFuture;

/// A page, and where the next one begins.
pub struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Next,
}

/// Where the next page begins.
pub enum Next {
    /// At a cursor.
    Cursor(Option<String>),
    /// After so many items, of a total.
    Offset(usize, Option<i64>),
}

impl Next {
    pub(crate) fn cursor(next: impl Into<Option<String>>) -> Self {
        Self::Cursor(next.into())
    }

    pub(crate) fn offset(count: usize, total: impl Into<Option<i64>>) -> Self {
        Self::Offset(count, total.into())
    }
}

/// The calls of one page after the other.
pub struct Pages<T> {
    next: Option<Start>,
    fetch: Box<dyn FnMut(Start) -> CallFuture<Page<T>> + Send>,
}

enum Start {
    Cursor(Option<String>),
    Offset(Option<i64>),
}

impl<T> Pages<T> {
    pub(crate) fn by_cursor(
        start: Option<String>,
        mut fetch: impl FnMut(Option<String>) -> CallFuture<Page<T>> + Send + 'static,
    ) -> Self {
        Self {
            next: Some(Start::Cursor(start)),
            fetch: Box::new(move |start| match start {
                Start::Cursor(start) => fetch(start),
                Start::Offset(_) => fetch(None),
            }),
        }
    }

    pub(crate) fn by_offset(
        start: Option<i64>,
        mut fetch: impl FnMut(Option<i64>) -> CallFuture<Page<T>> + Send + 'static,
    ) -> Self {
        Self {
            next: Some(Start::Offset(start)),
            fetch: Box::new(move |start| match start {
                Start::Offset(start) => fetch(start),
                Start::Cursor(_) => fetch(None),
            }),
        }
    }

    /// Everything, for tests.
    pub fn collect(mut self) -> crate::Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(start) = self.next.take() {
            let offset = match start {
                Start::Offset(offset) => offset.unwrap_or(0),
                Start::Cursor(_) => 0,
            };
            let page = (self.fetch)(start).get()?;
            all.extend(page.items);
            self.next = match page.next {
                Next::Cursor(next) => next.map(|next| Start::Cursor(Some(next))),
                Next::Offset(0, _) => None,
                Next::Offset(count, total) => {
                    let offset = offset + count as i64;
                    (total != Some(offset)).then_some(Start::Offset(Some(offset)))
                }
            };
        }
        Ok(all)
    }
}
