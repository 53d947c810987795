//! Dust apps of a space, and their runs.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::RunRequest;
//! use serde_json::{Map, json};
//!
//! let request = RunRequest::new("latest", Map::new(), [json!({"question": "How much is it?"})]);
//! let run = dust.apps("vlt_rZ8mT4qLxW").start("Hn5wPz0cVe", &request).await?;
//! println!("{}", run.run_id);
//! # Ok(())
//! # }
//! ```

pub(crate) mod run_call;
pub(crate) mod run_stream;
pub(crate) mod run_wait;

pub use run_stream::{RunStream, RunText, TextPart};

use std::fmt;

use crate::client::Client;
use crate::error::Result;
use crate::http::call::Call;
use crate::http::operation::{Operation, Sent, operation};
use crate::http::path::check_id;
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};

pub use crate::api::apps::run_call::{RunToEnd, StreamRun};
pub use crate::api::apps::run_wait::WaitForRun;
use types::{App, AppList, Run, RunEnvelope, RunRequest};

/// The apps of one space, from [`Client::apps`].
#[derive(Clone)]
pub struct Apps {
    client: Client,
    space_id: String,
}

impl Apps {
    pub(crate) fn new(client: Client, space_id: String) -> Self {
        Self { client, space_id }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Lists the apps of the space.
    pub fn list(&self) -> ListApps {
        ListApps {
            call: self.client.call("list_apps"),
            space_id: self.space_id.clone(),
        }
    }

    /// Runs an app to its end and reads what came of it.
    ///
    /// The run is streamed, so no request is held open in silence; if the stream is cut, the run is waited for. It is
    /// never started twice.
    pub fn run(&self, app_id: impl Into<String>, request: &RunRequest) -> RunToEnd {
        RunToEnd::new(self.stream(app_id, request))
    }

    /// Runs an app and gives its events as they come.
    pub fn stream(&self, app_id: impl Into<String>, request: &RunRequest) -> StreamRun {
        let request = RunRequest {
            stream: Some(true),
            blocking: None,
            ..request.clone()
        };
        let create = self.create(app_id.into(), request);
        StreamRun::new(self.client.call("create_run"), self.clone(), create)
    }

    /// Waits for a run that was started before to be finished.
    pub fn wait_for_run(&self, app_id: impl Into<String>, run_id: impl Into<String>) -> WaitForRun {
        WaitForRun::new(self.clone(), app_id.into(), run_id.into())
    }

    /// Starts a run and returns at once, while it goes on.
    ///
    /// A run costs money, so the request is never repeated unless the server cannot have acted on it.
    pub fn start(&self, app_id: impl Into<String>, request: &RunRequest) -> StartRun {
        // With neither of the two the server answers at once.
        let request = RunRequest {
            stream: None,
            blocking: None,
            ..request.clone()
        };
        StartRun {
            call: self.client.call("create_run"),
            create: self.create(app_id.into(), request),
        }
    }

    pub(crate) fn create(&self, app_id: String, request: RunRequest) -> CreateRun {
        CreateRun {
            space_id: self.space_id.clone(),
            app_id,
            request,
            use_workspace_credentials: None,
        }
    }

    /// Reads a run as it stands.
    pub fn get_run(&self, app_id: impl Into<String>, run_id: impl Into<String>) -> GetRun {
        GetRun {
            call: self.client.call("get_run"),
            space_id: self.space_id.clone(),
            app_id: app_id.into(),
            run_id: run_id.into(),
        }
    }
}

impl fmt::Debug for Apps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Apps")
            .field("client", &self.client)
            .field("space_id", &self.client.excerpt(&self.space_id))
            .finish()
    }
}

/// Lists the apps of a space; see [`Apps::list`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ListApps {
    call: Call,
    space_id: String,
}

impl Operation for ListApps {
    type Output = Vec<App>;

    fn check(&self) -> Result<()> {
        check_id("space id", &self.space_id)
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .list_apps(self.call.workspace_id(), &self.space_id)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Vec<App>> {
        Ok(call.decode::<AppList>(&response)?.apps)
    }
}

operation!(ListApps => Vec<App>);

/// Reads a run; see [`Apps::get_run`].
#[must_use = "a call does nothing until it is awaited"]
pub struct GetRun {
    call: Call,
    space_id: String,
    app_id: String,
    run_id: String,
}

impl Operation for GetRun {
    type Output = Run;

    fn check(&self) -> Result<()> {
        check_id("space id", &self.space_id)?;
        check_id("app id", &self.app_id)?;
        check_id("run id", &self.run_id)
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        low_level
            .get_run(
                self.call.workspace_id(),
                &self.space_id,
                &self.app_id,
                &self.run_id,
            )
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Run> {
        Ok(call.decode::<RunEnvelope>(&response)?.run)
    }
}

operation!(GetRun => Run);

/// Starts a run; see [`Apps::start`].
#[must_use = "a call does nothing until it is awaited"]
pub struct StartRun {
    call: Call,
    create: CreateRun,
}

impl StartRun {
    /// Sets whether the run uses the credentials of the workspace rather than those of Dust.
    pub fn use_workspace_credentials(mut self, yes: bool) -> Self {
        self.create.use_workspace_credentials = Some(yes);
        self
    }
}

impl Operation for StartRun {
    type Output = Run;

    fn check(&self) -> Result<()> {
        self.create.check()
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        self.create
            .request(self.call.workspace_id(), low_level)
            .await
            .map(drop)
    }

    fn read(call: &Call, response: RawResponse) -> Result<Run> {
        Ok(call.decode::<RunEnvelope>(&response)?.run)
    }
}

operation!(StartRun => Run);

/// The request that creates a run, however its answer is taken.
pub(crate) struct CreateRun {
    pub(crate) space_id: String,
    pub(crate) app_id: String,
    pub(crate) request: RunRequest,
    pub(crate) use_workspace_credentials: Option<bool>,
}

impl CreateRun {
    pub(crate) fn check(&self) -> Result<()> {
        check_id("space id", &self.space_id)?;
        check_id("app id", &self.app_id)
    }

    pub(crate) async fn request(self, workspace_id: &str, low_level: low_level::Client) -> Sent {
        low_level
            .create_run(
                workspace_id,
                &self.space_id,
                &self.app_id,
                self.use_workspace_credentials,
                &self.request,
            )
            .await
            .map(drop)
    }
}
