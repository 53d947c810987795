//! Runs whose answer is a stream: given out event by event, or seen through to the end.
//!
//! A run costs money and goes on whether anybody listens or not. So none is started twice, and no request is held open in
//! silence until a run is done: a run that is to be seen through is streamed as well, because the first event tells its id,
//! and if the stream is cut it is waited for. Whatever goes wrong once the id is known carries it.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use crate::api::apps::run_stream::{Origin, RunStream};
use crate::api::apps::run_wait::{Settings, WaitForRun, end_after, outlived, within};
use crate::api::apps::{Apps, CreateRun};
use crate::error::{Error, ErrorKind, Result, Secrets};
use crate::http::call::{ByteStream, Call};
use crate::http::deadline;
use crate::http::media_type;
use crate::http::operation::{BoxFuture, call_settings};
use crate::http::transport::RawResponse;
use crate::low_level::types::{Run, RunEnvelope};

/// A run that is streamed; see [`Apps::stream`].
///
/// Awaited, it gives the [`RunStream`]. Its deadline holds for the whole stream.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamRun {
    call: Call,
    apps: Apps,
    create: CreateRun,
    /// The limit of the stream where the call has no timeout.
    deadline: Duration,
}

impl StreamRun {
    pub(crate) fn new(call: Call, apps: Apps, create: CreateRun) -> Self {
        Self {
            call,
            apps,
            create,
            deadline: deadline::USUAL,
        }
    }

    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.create.use_workspace_credentials = Some(yes);
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
    pub async fn raw(self) -> Result<RawResponse> {
        self.create.check()?;
        let (call, create) = (self.call.clone(), self.create);
        call.raw(
            |low_level| async move { create.request(self.call.workspace_id(), low_level).await },
        )
        .await
    }

    /// Starts the run, and takes what comes instead of a stream.
    async fn begin(self) -> Result<Begun> {
        self.create.check()?;
        let source = Source {
            call: self.call.clone(),
            apps: self.apps,
            app_id: self.create.app_id.clone(),
        };
        let (call, create) = (self.call.clone(), self.create);
        let mut streamed = self.call;
        streamed.timeout = streamed.timeout.or(Some(self.deadline));
        let response = streamed
            .open(|low_level| async move { create.request(call.workspace_id(), low_level).await })
            .await?;
        if media_type::may_be(&response.headers, media_type::EVENT_STREAM) {
            return Ok(Begun::Streaming(source.events(response.body)));
        }
        // Read to its end, it has the time and the bound that such an answer has elsewhere.
        let transport = source.call.client.transport();
        let time = source.call.timeout.unwrap_or(transport.timeout);
        let read = response.read_whole(transport.max_json_bytes);
        let answer = within(end_after(time), read).await;
        let answer = answer
            .unwrap_or_else(|| Err(not_read(time)))
            .map_err(|error| error.with_operation(source.call.operation))?;
        let envelope: RunEnvelope = source.call.decode(&answer)?;
        Ok(Begun::Told(source, envelope.run))
    }

    async fn stream(self) -> Result<RunStream> {
        let operation = self.call.operation;
        match self.begin().await? {
            Begun::Streaming(events) => Ok(events),
            Begun::Told(source, run) => {
                let message =
                    "the server answered with the run instead of its events; wait for it by its id";
                let error = Error::new(ErrorKind::Decode, message).with_operation(operation);
                Err(error.with_run_id(run.run_id).redacted(&source.secrets()))
            }
        }
    }
}

call_settings!(StreamRun);

impl IntoFuture for StreamRun {
    type Output = Result<RunStream>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.stream())
    }
}

/// A run as the first answer gives it.
enum Begun {
    Streaming(RunStream),
    /// Servers and proxies that do not stream answer with the run itself.
    Told(Source, Run),
}

/// Where a run came from, to find it again.
struct Source {
    call: Call,
    apps: Apps,
    app_id: String,
}

impl Source {
    fn events(self, body: ByteStream) -> RunStream {
        RunStream::new(self.call.operation, body, Box::new(self))
    }

    fn wait(self, run_id: String) -> WaitForRun {
        WaitForRun::new(self.apps, self.app_id, run_id)
    }
}

impl Origin for Source {
    fn secrets(&self) -> Secrets {
        self.call.client.transport().secrets()
    }

    fn wait_for(self: Box<Self>, run_id: String) -> WaitForRun {
        self.wait(run_id)
    }
}

fn not_read(limit: Duration) -> Error {
    let message = format!("the answer was not there within {limit:?}");
    Error::new(ErrorKind::Timeout, message)
}

/// A run that is seen through to its end; see [`Apps::run`].
///
/// Awaited, it gives the finished [`Run`]. A run that failed is finished too: ask for its status, or for its errors.
#[must_use = "a call does nothing until it is awaited"]
pub struct RunToEnd {
    start: StreamRun,
    settings: Settings,
}

impl RunToEnd {
    pub(crate) fn new(start: StreamRun) -> Self {
        Self {
            start,
            settings: Settings::default(),
        }
    }

    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.start = self.start.use_workspace_credentials(yes);
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

    /// Sets how often in a row a look at a run whose stream was cut may fail; see [`WaitForRun::max_reconnects`].
    pub fn max_reconnects(mut self, reconnects: u32) -> Self {
        self.settings.max_reconnects = reconnects;
        self
    }

    /// Sets how often a request is sent again where that is safe; the run is never started twice.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.start = self.start.max_retries(retries);
        self.settings.max_retries = Some(retries);
        self
    }

    /// Sets the first pause between two looks at a run whose stream was cut; see [`WaitForRun::poll_interval`].
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.settings.interval = interval;
        self
    }

    /// Reads the stream of the run to its end and gives status, headers and undecoded events.
    ///
    /// # Errors
    /// As [`StreamRun::raw`].
    pub async fn raw(self) -> Result<RawResponse> {
        self.start.timeout(self.settings.deadline).raw().await
    }

    async fn run(self) -> Result<Run> {
        let Self {
            mut start,
            settings,
        } = self;
        start.deadline = settings.deadline;
        let end = end_after(settings.deadline);
        let late = outlived(start.call.operation, settings.deadline);
        let wait = match within(end, start.begin()).await {
            None => return Err(late),
            Some(begun) => match begun? {
                Begun::Told(_, run) if run.is_finished() => return Ok(run),
                Begun::Told(source, run) => source.wait(run.run_id),
                Begun::Streaming(mut events) => match within(end, events.pass()).await {
                    Some(run_id) => events.wait_for(run_id?),
                    None => return Err(events.about_run(late)),
                },
            },
        };
        // Unlike the wait alone, this must not be called again: it would start another run.
        wait.with_settings(settings)
            .until(end)
            .await
            .map_err(|error| error.with_retryable(false))
    }
}

impl IntoFuture for RunToEnd {
    type Output = Result<Run>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for RunToEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunToEnd")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::client::Client;
    use crate::client::config::Config;
    use crate::low_level::types::RunRequest;

    #[test]
    fn runs_and_answers_have_the_same_limits() {
        let apps = Client::new(Config::new("w1", "sk-1")).unwrap().apps("s");
        let request = RunRequest::new("latest", Map::new(), []);
        let hour = Duration::from_secs(60 * 60);
        assert_eq!(apps.stream("a", &request).deadline, hour);
        let settings = apps.run("a", &request).settings;
        assert_eq!((settings.deadline, settings.max_reconnects), (hour, 5));
        assert_eq!(deadline::Deadline::default().duration(), hour);
    }
}
