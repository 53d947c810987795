//! The end of the time that an answer may take.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

use crate::error::{Error, ErrorKind, Result};

/// How long an answer or a run may take where nothing is set: one that never ends must not hold a program for ever.
pub(crate) const DEFAULT_DEADLINE: Duration = Duration::from_secs(60 * 60);

/// A point in time, the limit it was computed from, and its timer once it is polled.
#[derive(Debug)]
pub(crate) struct Deadline {
    limit: Duration,
    /// None beyond what the clock can hold, which is never.
    end: Option<Instant>,
    /// Made when it is polled, since only there is a runtime for sure.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Default for Deadline {
    fn default() -> Self {
        Self::after(DEFAULT_DEADLINE)
    }
}

impl Deadline {
    /// A time without an end.
    pub(crate) fn never() -> Self {
        Self::after(Duration::MAX)
    }

    /// How long the time is in all.
    pub(crate) fn duration(&self) -> Duration {
        self.limit
    }

    /// The end of a time that begins now.
    pub(crate) fn after(limit: Duration) -> Self {
        Self {
            limit,
            end: Instant::now().checked_add(limit),
            timer: None,
        }
    }

    /// Gives what an operation gives, unless that is late. What is late from the start is not begun.
    pub(crate) async fn limit<T>(
        &self,
        operation: &'static str,
        future: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let Some(end) = self.end else {
            return future.await;
        };
        let late = || Err(self.error(None).with_operation(operation));
        if end <= Instant::now() {
            return late();
        }
        timeout_at(end, future).await.unwrap_or_else(|_| late())
    }

    /// Waits for the end.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else {
            return Poll::Pending;
        };
        // A timer counts in milliseconds, and is late by up to one.
        if self.timer.is_none() && end <= Instant::now() {
            return Poll::Ready(());
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
        timer.as_mut().poll(cx)
    }

    /// The error of an answer that is late, and what it waits for.
    pub(crate) fn error(&self, waits_for: Option<&dyn fmt::Display>) -> Error {
        let limit = self.limit;
        let message = match waits_for {
            Some(waits) => {
                format!("the answer was not there within {limit:?}: {waits}")
            }
            None => format!("the answer was not there within {limit:?}"),
        };
        Error::new(ErrorKind::Timeout, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_late_from_the_start_is_not_begun() {
        let late = Deadline::after(Duration::ZERO);
        let never = async { unreachable!("it was begun") };
        let error = late.limit::<()>("x", never).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }

    #[tokio::test]
    async fn an_end_beyond_the_clock_is_none() {
        let mut never = Deadline::after(Duration::MAX);
        assert!(never.limit("x", async { Ok(()) }).await.is_ok());
        let polled = std::future::poll_fn(|cx| Poll::Ready(never.poll(cx))).await;
        assert!(polled.is_pending());
    }
}
