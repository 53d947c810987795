//! Running an app: to its end, event by event, or without waiting.
//!
//! A run costs money and goes on whether its stream is read or not. So none is started twice, and no request is held open in
//! silence until a run is done: a run that is waited for is streamed as well, because the first event tells its id, and if
//! the stream is cut it is polled. Whatever goes wrong once the id is known carries it.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::AppHandle;
use super::run_stream::RunStream;
use super::run_wait::{Settings, end_after, timed_out, within};
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::{
    BoxFuture, Call, CallBuilder, CallFuture, RawResponse, Request, RequestOptions, call_builder,
    call_options, check_id, media_type,
};
use crate::types::{Run, RunEnvelope, RunRequest};

/// What starts a run, however its response is taken.
#[derive(Clone)]
struct NewRun {
    app: AppHandle,
    request: RunRequest,
    use_workspace_credentials: Option<bool>,
}

impl NewRun {
    /// The request; with neither `stream` nor `blocking` the server answers at once.
    fn request(&self, call: &Call, stream: Option<bool>) -> Result<Request> {
        check_id("space id", &self.app.space_id)?;
        check_id("app id", &self.app.app_id)?;
        let body = RunRequest {
            stream,
            blocking: None,
            ..self.request.clone()
        };
        requests::create_run(
            call.base(),
            call.workspace_id(),
            &self.app.space_id,
            &self.app.app_id,
            self.use_workspace_credentials,
            &body,
        )
    }
}

/// A run of an app; see [`AppHandle::run`].
///
/// Awaited, it gives the finished [`Run`]. A run that failed is finished too: ask for its status, or for its errors.
#[must_use = "a call does nothing until it is awaited"]
pub struct RunApp {
    call: Call,
    run: NewRun,
    settings: Settings,
}

impl RunApp {
    pub(super) fn new(app: AppHandle, request: RunRequest) -> Self {
        Self {
            call: app.client.call(requests::CREATE_RUN),
            run: NewRun {
                app,
                request,
                use_workspace_credentials: None,
            },
            settings: Settings::default(),
        }
    }

    /// Runs the app and gives its events as they come.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::RunEvent;
    /// use dust_sdk::types::RunRequest;
    ///
    /// let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
    /// let mut events = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).stream().await?;
    /// while let Some(event) = events.next().await {
    ///     if let RunEvent::Tokens(tokens) = event? {
    ///         print!("{}", tokens.tokens.text);
    ///     }
    /// }
    /// let run = events.finish().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> StreamRun {
        StreamRun {
            call: self.call,
            run: self.run,
            deadline: self.settings.deadline,
        }
    }

    /// Starts the run and returns at once, while it goes on.
    ///
    /// The request is never repeated unless the server cannot have acted on it.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::RunRequest;
    ///
    /// let app = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe");
    /// let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
    /// let started = app.run(&request).start().await?;
    /// let run = app.run_by_id(&started.run_id).wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn start(self) -> StartRun {
        StartRun {
            call: self.call,
            run: self.run,
        }
    }

    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.run.use_workspace_credentials = Some(yes);
        self
    }

    /// Sets how long to wait for the run in all, an hour if unset.
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

    /// Sets how often in a row polling a run whose stream was cut may fail; see
    /// [`WaitForRun::max_reconnects`](super::WaitForRun::max_reconnects).
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.settings.max_reconnects = reconnects;
        self
    }

    /// Sets how often a request is sent again where that is safe; the run is never started twice.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.call.set_max_retries(retries);
        self.settings.max_retries = Some(retries);
        self
    }

    /// Sets the first pause between two polls of a run whose stream was cut; see
    /// [`WaitForRun::poll_interval`](super::WaitForRun::poll_interval).
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.settings.interval = interval;
        self
    }

    /// Adds a header to the request that starts the run, such as one that a gateway wants. It goes to the API's own origin
    /// only; see [`StartRun::header`].
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.call.set_header(name.as_ref(), value.as_ref());
        self
    }

    /// Reads the stream of the run to its end and gives status, headers and undecoded events.
    ///
    /// # Errors
    /// As [`StreamRun::raw`].
    pub fn raw(self) -> CallFuture<RawResponse> {
        let deadline = self.settings.deadline;
        self.stream().timeout(deadline).raw()
    }

    async fn finish(self) -> Result<Run> {
        let (settings, app) = (self.settings, self.run.app.clone());
        let end = end_after(settings.deadline);
        let late = timed_out(self.call.operation(), settings.deadline);
        let run_id = match within(end, self.stream().begin()).await {
            None => return Err(late),
            Some(begun) => match begun? {
                Begun::Run(run) if run.is_finished() => return Ok(run),
                Begun::Run(run) => run.run_id,
                Begun::Events(mut events) => match within(end, events.pass()).await {
                    Some(run_id) => run_id?,
                    None => return Err(events.with_context(late)),
                },
            },
        };
        // Unlike the wait alone, this must not be called again: it would start another run.
        app.run_by_id(run_id)
            .wait()
            .with_settings(settings)
            .until(end)
            .await
            .map_err(|error| error.with_retryable(false))
    }
}

impl IntoFuture for RunApp {
    type Output = Result<Run>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.finish())
    }
}

impl fmt::Debug for RunApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunApp")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// Starts a run without waiting for it; see [`RunApp::start`].
#[must_use = "a call does nothing until it is awaited"]
pub struct StartRun {
    call: Call,
    run: NewRun,
}

impl StartRun {
    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.run.use_workspace_credentials = Some(yes);
        self
    }
}

impl CallBuilder<Run> for StartRun {
    fn request(&self) -> Result<Request> {
        self.run.request(&self.call, None)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Run> {
        Ok(call.decode::<RunEnvelope>(&response)?.run)
    }
}

call_builder!(StartRun => Run);

/// A run that is streamed; see [`RunApp::stream`].
///
/// Awaited, it gives the [`RunStream`]. Its deadline holds for the whole stream.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamRun {
    call: Call,
    run: NewRun,
    /// The limit of the stream where the call has no timeout.
    deadline: Duration,
}

impl StreamRun {
    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.run.use_workspace_credentials = Some(yes);
        self
    }

    /// Sets how long the run may be streamed in all, an hour if unset.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.timeout(deadline)
    }

    /// Reads the stream to its end and gives status, headers and undecoded events.
    ///
    /// # Errors
    /// What the request itself can give; the events are not looked at.
    pub fn raw(self) -> CallFuture<RawResponse> {
        let request = self.run.request(&self.call, Some(true));
        self.call.raw(request)
    }

    /// Starts the run, and takes what comes instead of a stream.
    async fn begin(self) -> Result<Begun> {
        let Self {
            call,
            run,
            deadline,
        } = self;
        let request = run.request(&call, Some(true));
        let mut streamed = call.clone();
        streamed.set_timeout(call.timeout().unwrap_or(deadline));
        streamed.set_options(RequestOptions {
            event_stream: true,
            ..RequestOptions::default()
        });
        let response = streamed.open(request).await?;
        if media_type::may_be(&response.headers, media_type::EVENT_STREAM) {
            let events = RunStream::new(call.operation(), response.body, run.app);
            return Ok(Begun::Events(events));
        }
        // Read to its end, it has the time and the bound that such an answer has elsewhere.
        let transport = call.transport();
        let time = call.timeout().unwrap_or(transport.timeout);
        let read = response.read_whole(transport.max_json_bytes);
        let answer = within(end_after(time), read).await;
        let answer = answer
            .unwrap_or_else(|| Err(not_read(time)))
            .map_err(|error| error.with_operation(call.operation()))?;
        Ok(Begun::Run(call.decode::<RunEnvelope>(&answer)?.run))
    }

    async fn events(self) -> Result<RunStream> {
        let call = self.call.clone();
        match self.begin().await? {
            Begun::Events(events) => Ok(events),
            Begun::Run(run) => {
                let message =
                    "the server answered with the run instead of its events; wait for it by its id";
                let error = Error::new(ErrorKind::Decode, message).with_operation(call.operation());
                Err(error.with_run_id(run.run_id).redacted(&call.secrets()))
            }
        }
    }
}

call_options!(StreamRun);

impl IntoFuture for StreamRun {
    type Output = Result<RunStream>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.events())
    }
}

/// A run as the first response gives it.
enum Begun {
    Events(RunStream),
    /// Servers and proxies that do not stream answer with the run itself.
    Run(Run),
}

fn not_read(limit: Duration) -> Error {
    let message = format!("the answer was not there within {limit:?}");
    Error::new(ErrorKind::Timeout, message)
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::client::{Client, Config};
    use crate::http::Deadline;

    #[test]
    fn runs_and_answers_have_the_same_limits() {
        let client = Client::new(Config::new("w1", "sk-1")).unwrap();
        let app = client.space("s").app("a");
        let request = RunRequest::new("latest", Map::new(), []);
        let hour = Duration::from_secs(60 * 60);
        assert_eq!(app.run(&request).stream().deadline, hour);
        let settings = app.run(&request).settings;
        assert_eq!((settings.deadline, settings.max_reconnects), (hour, 5));
        assert_eq!(Deadline::default().duration(), hour);
    }
}
