//! Starting runs and seeing them through.
//!
//! A run costs money and goes on whether anybody listens or not. So none is started twice, no request is held open in
//! silence until a run is done, and whatever goes wrong after its id is known carries that id. A run that is to be seen
//! through is streamed, because the first event tells the id; if the stream is cut, the run is polled.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use tokio::time::{Instant, sleep, timeout_at};

use crate::call::{ByteStream, Call, OpenResponse};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::low_level::types::{Run, RunEnvelope, RunRequest, RunState};
use crate::run_stream::{Origin, RunStream};
use crate::transport::RawResponse;

const CREATE: &str = "create_run";
const GET: &str = "get_run";

/// The most that is read of an answer that should have been a stream.
const MAX_ANSWER: usize = 64 * 1024 * 1024;

/// Where the runs of an app are, and how each request for them is made.
#[derive(Clone)]
pub(crate) struct AppRuns {
    client: Client,
    space_id: String,
    app_id: String,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
}

/// A run as the server's first answer gives it.
enum Begun {
    Streaming(ByteStream),
    /// Servers and proxies that do not stream answer with the run itself.
    Told(Run),
}

impl AppRuns {
    pub(crate) fn new(client: &Client, space_id: &str, app_id: &str) -> Self {
        Self {
            client: client.clone(),
            space_id: space_id.to_owned(),
            app_id: app_id.to_owned(),
            timeout: None,
            max_retries: None,
        }
    }

    async fn create(&self, request: &Request) -> Result<OpenResponse> {
        let call = self.call(CREATE);
        let (runs, request) = (self.clone(), request.clone());
        call.open(move |api| async move {
            let workspace_id = runs.client.workspace_id();
            api.create_run(
                workspace_id,
                &runs.space_id,
                &runs.app_id,
                request.credentials,
                &request.body,
            )
            .await
        })
        .await
    }

    async fn create_whole(&self, request: &Request) -> Result<RawResponse> {
        let call = self.call(CREATE);
        let (runs, request) = (self.clone(), request.clone());
        call.raw(move |api| async move {
            let workspace_id = runs.client.workspace_id();
            api.create_run(
                workspace_id,
                &runs.space_id,
                &runs.app_id,
                request.credentials,
                &request.body,
            )
            .await
        })
        .await
    }

    async fn get(&self, run_id: &str) -> Result<Run> {
        let call = self.call(GET);
        let (runs, run_id) = (self.clone(), run_id.to_owned());
        let get = call.json(move |api| async move {
            api.get_run(
                runs.client.workspace_id(),
                &runs.space_id,
                &runs.app_id,
                &run_id,
            )
            .await
        });
        get.await.map(|envelope: RunEnvelope| envelope.run)
    }

    /// Starts the run with a stream, and takes what comes instead of one.
    async fn begin(&self, request: &Request) -> Result<Begun> {
        let response = self.create(request).await?;
        let content_type = response
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if content_type.is_none_or(|given| given.trim_start().starts_with("text/event-stream")) {
            return Ok(Begun::Streaming(response.body));
        }
        let answer = read_whole(response).await?;
        let envelope: RunEnvelope = self.client.decode(CREATE, &answer)?;
        Ok(Begun::Told(envelope.run))
    }

    fn events(&self, body: ByteStream) -> RunStream {
        RunStream::new(CREATE, body, Box::new(self.clone()))
    }

    fn call(&self, operation: &'static str) -> Call {
        let mut call = self.client.call(operation);
        call.timeout = self.timeout;
        call.max_retries = self.max_retries;
        call
    }
}

impl Origin for AppRuns {
    fn redact(&self, error: Error) -> Error {
        self.client.transport().redact(error)
    }

    fn read_run(
        self: Box<Self>,
        run_id: String,
    ) -> Pin<Box<dyn Future<Output = Result<Run>> + Send>> {
        // A limit that was set for the stream does not hold for what comes after it.
        let runs = Self {
            timeout: None,
            ..*self
        };
        Box::pin(async move { WaitForRun::new(runs, &run_id).await })
    }
}

async fn read_whole(response: OpenResponse) -> Result<RawResponse> {
    let OpenResponse {
        status,
        headers,
        mut body,
    } = response;
    let mut all = Vec::new();
    while let Some(chunk) = std::future::poll_fn(|cx| body.as_mut().poll_next(cx)).await {
        let chunk = chunk?;
        if all.len() + chunk.len() > MAX_ANSWER {
            let message = format!("the answer is larger than {MAX_ANSWER} bytes");
            return Err(Error::new(ErrorKind::PayloadTooLarge, message)
                .with_operation(CREATE)
                .with_status(status));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(RawResponse {
        status,
        headers,
        body: all.into(),
    })
}

/// What is sent to start a run.
#[derive(Clone)]
struct Request {
    body: RunRequest,
    credentials: Option<bool>,
}

impl Request {
    /// The calls below decide how the answer comes, whatever the request said.
    fn new(body: &RunRequest, stream: bool) -> Self {
        let mut body = body.clone();
        body.stream = stream.then_some(true);
        body.blocking = None;
        Self {
            body,
            credentials: None,
        }
    }
}

/// A run that is streamed; awaiting it gives the [`RunStream`].
#[must_use = "nothing is sent unless it is awaited"]
pub struct StreamRun {
    runs: AppRuns,
    request: Request,
}

impl StreamRun {
    pub(crate) fn new(runs: AppRuns, request: &RunRequest) -> Self {
        Self {
            runs,
            request: Request::new(request, true),
        }
    }

    /// Sets whether the run uses the workspace's own credentials for models rather than Dust's.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.request.credentials = Some(yes);
        self
    }

    /// Sets how long the stream may take in all, from the request to its end; without it there is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.runs.timeout = Some(timeout);
        self
    }

    /// Sets how often the request is sent again where the server cannot have acted on it.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.runs.max_retries = Some(retries);
        self
    }

    /// Reads the stream to its end, and leaves it undecoded.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`] but `Decode` and `Stream`.
    pub async fn raw(self) -> Result<RawResponse> {
        self.runs.create_whole(&self.request).await
    }

    async fn stream(self) -> Result<RunStream> {
        match self.runs.begin(&self.request).await? {
            Begun::Streaming(body) => Ok(self.runs.events(body)),
            Begun::Told(run) => {
                let message =
                    "the server answered with the run instead of its events; read it by its id";
                Err(Error::new(ErrorKind::Decode, message)
                    .with_operation(CREATE)
                    .with_run_id(run.run_id))
            }
        }
    }
}

impl IntoFuture for StreamRun {
    type Output = Result<RunStream>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.stream())
    }
}

/// A run that is seen through to its end; awaiting it gives the finished [`Run`].
///
/// A run that fails is finished too: ask its status, or its errors.
#[must_use = "nothing is sent unless it is awaited"]
pub struct RunToEnd {
    runs: AppRuns,
    request: Request,
    deadline: Option<Duration>,
    interval: Duration,
}

impl RunToEnd {
    pub(crate) fn new(runs: AppRuns, request: &RunRequest) -> Self {
        Self {
            runs,
            request: Request::new(request, true),
            deadline: None,
            interval: Pace::FIRST,
        }
    }

    /// Sets whether the run uses the workspace's own credentials for models rather than Dust's.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.request.credentials = Some(yes);
        self
    }

    /// Sets how long to wait for the run in all; without it there is no limit.
    ///
    /// A run that takes longer is an [`ErrorKind::Timeout`] with its id, and goes on.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets how often a request is sent again where that is safe; the run is never started twice.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.runs.max_retries = Some(retries);
        self
    }

    /// Sets the first pause between two looks at a run whose stream was cut; see [`WaitForRun::poll_interval`].
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    async fn run(self) -> Result<Run> {
        let end = self
            .deadline
            .and_then(|deadline| Instant::now().checked_add(deadline));
        let begun = within(end, self.runs.begin(&self.request)).await;
        let run_id = match begun.unwrap_or_else(|| Err(outlived(CREATE, self.deadline)))? {
            Begun::Told(run) if is_finished(&run) => return Ok(run),
            Begun::Told(run) => run.run_id,
            Begun::Streaming(body) => {
                let mut events = self.runs.events(body);
                match within(end, events.pass()).await {
                    Some(run_id) => run_id?,
                    None => return Err(about(outlived(CREATE, self.deadline), events.run_id())),
                }
            }
        };
        let mut wait = WaitForRun::new(self.runs, &run_id).poll_interval(self.interval);
        wait.deadline = self.deadline;
        // It starts something, so it must not be called again as the wait alone may be.
        wait.until(end)
            .await
            .map_err(|error| error.with_retryable(false))
    }
}

impl IntoFuture for RunToEnd {
    type Output = Result<Run>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// A run that is started and left alone; awaiting it gives the [`Run`] as it begins.
#[must_use = "nothing is sent unless it is awaited"]
pub struct StartRun {
    runs: AppRuns,
    request: Request,
}

impl StartRun {
    pub(crate) fn new(runs: AppRuns, request: &RunRequest) -> Self {
        Self {
            runs,
            request: Request::new(request, false),
        }
    }

    /// Sets whether the run uses the workspace's own credentials for models rather than Dust's.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.request.credentials = Some(yes);
        self
    }

    /// Sets how long the call may take in all, its retries included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.runs.timeout = Some(timeout);
        self
    }

    /// Sets how often the request is sent again where the server cannot have acted on it.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.runs.max_retries = Some(retries);
        self
    }

    /// Sends the request and gives status, headers and undecoded body.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`] but `Decode`.
    pub async fn raw(self) -> Result<RawResponse> {
        self.runs.create_whole(&self.request).await
    }

    async fn start(self) -> Result<Run> {
        let client = self.runs.client.clone();
        let response = self.raw().await?;
        let envelope: RunEnvelope = client.decode(CREATE, &response)?;
        Ok(envelope.run)
    }
}

impl IntoFuture for StartRun {
    type Output = Result<Run>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.start())
    }
}

/// A run that was started before and is waited for; awaiting it gives the finished [`Run`].
///
/// It only reads: dropping it, or calling it again, does nothing to the run.
#[must_use = "nothing is sent unless it is awaited"]
pub struct WaitForRun {
    runs: AppRuns,
    run_id: String,
    deadline: Option<Duration>,
    interval: Duration,
    on_progress: Box<dyn FnMut(&Run) + Send>,
}

impl WaitForRun {
    pub(crate) fn new(runs: AppRuns, run_id: &str) -> Self {
        Self {
            runs,
            run_id: run_id.to_owned(),
            deadline: None,
            interval: Pace::FIRST,
            on_progress: Box::new(|_| {}),
        }
    }

    /// Sets how long to wait in all; without it there is no limit.
    ///
    /// A run that takes longer is an [`ErrorKind::Timeout`] with its id, and goes on.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Does the same as [`deadline`](Self::deadline), under the name that it has for every call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.deadline(timeout)
    }

    /// Sets the pause after the first look at the run, by default half a second.
    ///
    /// Each pause is twice the one before, up to 8 seconds, or up to this one where it is longer.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets how often each look at the run is repeated when it fails.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.runs.max_retries = Some(retries);
        self
    }

    /// Calls back with the run at each look, the last included.
    pub fn on_progress(mut self, report: impl FnMut(&Run) + Send + 'static) -> Self {
        self.on_progress = Box::new(report);
        self
    }

    async fn wait(self) -> Result<Run> {
        let end = self
            .deadline
            .and_then(|deadline| Instant::now().checked_add(deadline));
        self.until(end).await
    }

    async fn until(mut self, end: Option<Instant>) -> Result<Run> {
        let poll = poll(
            Pace::new(self.interval),
            || self.runs.get(&self.run_id),
            &mut self.on_progress,
        );
        let run = within(end, poll).await;
        let run = run.unwrap_or_else(|| Err(outlived(GET, self.deadline).with_retryable(true)));
        run.map_err(|error| error.with_run_id(self.run_id))
    }
}

impl IntoFuture for WaitForRun {
    type Output = Result<Run>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
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
                if is_finished(&run) {
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
}

impl Pace {
    const FIRST: Duration = Duration::from_millis(500);
    const MOST: Duration = Duration::from_secs(8);
    /// Looks in a row that may fail. Each was repeated already, so the last comes after more than half a minute.
    const FAILURES: u32 = 5;

    fn new(first: Duration) -> Self {
        Self {
            next: first,
            most: first.max(Self::MOST),
            failures: 0,
        }
    }

    fn after_success(&mut self) -> Duration {
        self.failures = 0;
        self.step()
    }

    /// `None` when the failure is for good.
    fn after_failure(&mut self, error: &Error) -> Option<Duration> {
        self.failures += 1;
        let passing = error.is_retryable() && self.failures < Self::FAILURES;
        passing.then(|| self.step().max(error.retry_after().unwrap_or_default()))
    }

    fn step(&mut self) -> Duration {
        let pause = self.next;
        self.next = pause.saturating_mul(2).min(self.most);
        pause
    }
}

/// A state that nobody has seen is one that the run may still leave.
fn is_finished(run: &Run) -> bool {
    matches!(run.status.run, RunState::Succeeded | RunState::Errored)
}

/// `None` when `end` comes first.
async fn within<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    match end {
        Some(end) => timeout_at(end, future).await.ok(),
        None => Some(future.await),
    }
}

fn outlived(operation: &'static str, deadline: Option<Duration>) -> Error {
    let message = format!(
        "the run was not finished within {:?}; it goes on",
        deadline.unwrap_or_default()
    );
    Error::new(ErrorKind::Timeout, message).with_operation(operation)
}

fn about(error: Error, run_id: Option<&str>) -> Error {
    match run_id {
        Some(run_id) => error.with_run_id(run_id.to_owned()),
        None => error,
    }
}

/// Builders hold a client and what a user sends: neither is for logs.
macro_rules! debug_by_name {
    ($($builder:ident)*) => {$(
        impl fmt::Debug for $builder {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($builder))
                    .field("space_id", &self.runs.space_id)
                    .field("app_id", &self.runs.app_id)
                    .finish_non_exhaustive()
            }
        }
    )*};
}

debug_by_name! { StreamRun RunToEnd StartRun WaitForRun }

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
            poll(Pace::new(Pace::FIRST), look, &mut count),
        )
        .await;
        let run = run.unwrap_or_else(|| Err(outlived(GET, None)));
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
        let (got, asked, _) = ask(failures(4)
            .chain([Ok(run("running"))])
            .chain(failures(4))
            .chain([Ok(run("succeeded"))])
            .collect())
        .await;
        assert_eq!((got.unwrap(), asked.len()), (run("succeeded"), 10));
        let (got, asked, _) = ask(failures(9).collect()).await;
        assert_eq!(
            (got.unwrap_err().kind(), asked.len()),
            (ErrorKind::Transport, 5)
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

    #[test]
    fn the_call_decides_how_the_answer_comes() {
        let mut body: RunRequest = serde_json::from_str(
            r#"{"specification_hash":"latest","config":{},"inputs":[],"blocking":true}"#,
        )
        .unwrap();
        assert_eq!(Request::new(&body, true).body.stream, Some(true));
        body.stream = Some(true);
        let started = Request::new(&body, false).body;
        assert_eq!((started.stream, started.blocking), (None, None));
    }
}
