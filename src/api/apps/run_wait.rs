//! Waiting for a run that goes on without us.
//!
//! The server sends no notice when a run is finished, so it is polled, at first often and then less. Waiting only reads: it may
//! be given up and taken up again, and every error carries the id that this takes.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::RunHandle;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::{BoxFuture, DEFAULT_DEADLINE};
use crate::stream::MAX_RECONNECTS;
use crate::types::Run;

/// A run that was started before and is waited for; see [`RunHandle::wait`].
///
/// Awaited, it gives the finished [`Run`]. Dropping it, or calling it again, does nothing to the run.
#[must_use = "a call does nothing until it is awaited"]
pub struct WaitForRun {
    run: RunHandle,
    settings: Settings,
    on_progress: Box<dyn FnMut(&Run) + Send>,
}

/// How a run is waited for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) deadline: Duration,
    pub(crate) interval: Duration,
    pub(crate) max_reconnects: u32,
    pub(crate) max_retries: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            deadline: DEFAULT_DEADLINE,
            interval: Duration::from_millis(500),
            max_reconnects: MAX_RECONNECTS,
            max_retries: None,
        }
    }
}

impl WaitForRun {
    pub(crate) fn new(run: RunHandle) -> Self {
        Self {
            run,
            settings: Settings::default(),
            on_progress: Box::new(|_| {}),
        }
    }

    pub(crate) fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Sets how long to wait in all, an hour if unset.
    ///
    /// A run that takes longer is an [`ErrorKind::Timeout`] with its id, and goes on.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = deadline;
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets the pause after the first look at the run, half a second if unset.
    ///
    /// Each pause is twice the one before, up to 8 seconds, or up to this one where it is longer.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.settings.interval = interval;
        self
    }

    /// Sets how often in a row a look at the run that fails is made again later, five times if unset.
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.settings.max_reconnects = reconnects;
        self
    }

    /// Sets how often each look at the run is repeated at once when it fails.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = Some(retries);
        self
    }

    /// Calls back with the run at each look, the last included.
    pub fn on_progress(mut self, report: impl FnMut(&Run) + Send + 'static) -> Self {
        self.on_progress = Box::new(report);
        self
    }

    /// Waits up to a moment that may have been set before this wait began.
    pub(crate) async fn until(mut self, end: Option<Instant>) -> Result<Run> {
        let look = || {
            let get = self.run.get();
            match self.settings.max_retries {
                Some(retries) => get.max_retries(retries).into_future(),
                None => get.into_future(),
            }
        };
        let poll = poll(
            Pace::new(self.settings.interval, self.settings.max_reconnects),
            look,
            &mut self.on_progress,
        );
        let run = within(end, poll).await;
        let run = run.unwrap_or_else(|| {
            Err(timed_out(requests::GET_RUN.id, self.settings.deadline).with_retryable(true))
        });
        run.map_err(|error| {
            let error = error.with_run_id(&*self.run.run_id);
            self.run.client.redact(error)
        })
    }
}

impl IntoFuture for WaitForRun {
    type Output = Result<Run>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let end = end_after(self.settings.deadline);
        Box::pin(self.until(end))
    }
}

impl fmt::Debug for WaitForRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitForRun")
            .field("run", &self.run)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// Looks at a run until it is finished, or cannot be looked at any more.
async fn poll<F: Future<Output = Result<Run>>>(
    mut pace: Pace,
    mut look: impl FnMut() -> F,
    on_progress: &mut (dyn FnMut(&Run) + Send),
) -> Result<Run> {
    loop {
        let pause = match look().await {
            Ok(run) => {
                on_progress(&run);
                if run.is_finished() {
                    return Ok(run);
                }
                pace.after_success()
            }
            Err(error) => match pace.after_failure(&error) {
                Some(pause) => pause,
                None => return Err(error),
            },
        };
        sleep(pause).await;
    }
}

/// How long to pause between two looks at a run.
#[derive(Clone, Copy, Debug)]
struct Pace {
    next: Duration,
    most: Duration,
    failures: u32,
    /// Looks in a row that may fail. Each was repeated already, so five of them take more than half a minute.
    max_failures: u32,
}

impl Pace {
    const MOST: Duration = Duration::from_secs(8);
    /// Twice nothing would stay nothing.
    const LEAST: Duration = Duration::from_millis(1);

    fn new(first: Duration, max_failures: u32) -> Self {
        Self {
            next: first.max(Self::LEAST),
            most: first.max(Self::MOST),
            failures: 0,
            max_failures,
        }
    }

    fn after_success(&mut self) -> Duration {
        self.failures = 0;
        self.step()
    }

    /// `None` when the failure is for good.
    fn after_failure(&mut self, error: &Error) -> Option<Duration> {
        self.failures = self.failures.saturating_add(1);
        let passing = error.is_retryable() && self.failures <= self.max_failures;
        passing.then(|| self.step().max(error.retry_after().unwrap_or_default()))
    }

    fn step(&mut self) -> Duration {
        let pause = self.next;
        self.next = pause.saturating_mul(2).min(self.most);
        pause
    }
}

/// The moment until which a deadline holds; one too far away to be told is none.
pub(crate) fn end_after(deadline: Duration) -> Option<Instant> {
    Instant::now().checked_add(deadline)
}

/// `None` when `end` comes first.
pub(crate) async fn within<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    match end {
        Some(end) => timeout_at(end, future).await.ok(),
        None => Some(future.await),
    }
}

pub(crate) fn timed_out(operation: &'static str, deadline: Duration) -> Error {
    let message = format!("the run was not finished within {deadline:?}; it goes on");
    Error::new(ErrorKind::Timeout, message).with_operation(operation)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn run(state: &str) -> Run {
        let json = format!(r#"{{"run_id":"r1","status":{{"run":"{state}","blocks":[]}}}}"#);
        serde_json::from_str(&json).unwrap()
    }

    fn lost(retryable: bool) -> Error {
        Error::new(ErrorKind::Transport, "lost").with_retryable(retryable)
    }

    /// Polls a run that gives one answer after the other, and tells the seconds at which it was asked.
    async fn ask(answers: Vec<Result<Run>>) -> (Result<Run>, Vec<f64>, usize) {
        let start = Instant::now();
        let asked = RefCell::new(Vec::new());
        let answers = RefCell::new(answers.into_iter());
        let mut seen = 0;
        let look = || {
            asked.borrow_mut().push(start.elapsed().as_secs_f64());
            let answer = answers
                .borrow_mut()
                .next()
                .unwrap_or_else(|| Ok(run("running")));
            async { answer }
        };
        let mut count = |_: &Run| seen += 1;
        let run = within(
            Some(start + Duration::from_secs(3600)),
            poll(
                Pace::new(Settings::default().interval, MAX_RECONNECTS),
                look,
                &mut count,
            ),
        )
        .await;
        let run = run.unwrap_or_else(|| Err(timed_out("get_run", DEFAULT_DEADLINE)));
        let asked = asked
            .into_inner()
            .into_iter()
            .map(|seconds: f64| (seconds * 10.0).round() / 10.0)
            .collect();
        (run, asked, seen)
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_to_eight_seconds() {
        let running = || (0..7).map(|_| Ok(run("running")));
        for state in ["succeeded", "errored"] {
            let (got, asked, seen) = ask(running().chain([Ok(run(state))]).collect()).await;
            assert_eq!(got.unwrap(), run(state));
            assert_eq!(asked, [0.0, 0.5, 1.5, 3.5, 7.5, 15.5, 23.5, 31.5]);
            assert_eq!(seen, 8);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_unseen_state_is_not_the_end() {
        let (got, asked, _) = ask(vec![Ok(run("queued")), Ok(run("succeeded"))]).await;
        assert_eq!((got.unwrap(), asked.len()), (run("succeeded"), 2));
    }

    #[tokio::test(start_paused = true)]
    async fn outlives_passing_failures_only() {
        let failures = |count| (0..count).map(|_| Err(lost(true)));
        let (got, asked, _) = ask(failures(5)
            .chain([Ok(run("running"))])
            .chain(failures(5))
            .chain([Ok(run("succeeded"))])
            .collect())
        .await;
        assert_eq!((got.unwrap(), asked.len()), (run("succeeded"), 12));
        let (got, asked, _) = ask(failures(9).collect()).await;
        assert_eq!(
            (got.unwrap_err().kind(), asked.len()),
            (ErrorKind::Transport, 6)
        );
        let (got, asked, _) = ask(vec![Err(lost(false))]).await;
        assert_eq!(
            (got.unwrap_err().kind(), asked.len()),
            (ErrorKind::Transport, 1)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn waits_as_long_as_the_server_asks() {
        let busy = lost(true).with_retry_after(Duration::from_secs(20));
        let (_, asked, _) = ask(vec![Err(busy), Ok(run("succeeded"))]).await;
        assert_eq!(asked, [0.0, 20.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_may_outlive_the_deadline() {
        let (got, _, _) = ask(Vec::new()).await;
        assert_eq!(got.unwrap_err().kind(), ErrorKind::Timeout);
    }
}
