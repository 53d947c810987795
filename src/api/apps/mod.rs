//! Dust apps of a space, and their runs.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::RunRequest;
//! use serde_json::json;
//!
//! let request = RunRequest::latest([json!({"question": "How much is it?"})])
//!     .block("MODEL", json!({"provider_id": "openai", "model_id": "gpt-5-mini"}));
//! let run = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).await?;
//! println!("{} {:?}", run.status(), run.output());
//! # Ok(())
//! # }
//! ```

mod run_app;
mod run_stream;
mod run_text;
mod run_wait;

pub use crate::generated::calls::apps::*;
pub use run_app::{RunApp, StartRun, StreamRun};
pub use run_stream::RunStream;
pub use run_text::{RunText, TextPart};
pub use run_wait::WaitForRun;

use crate::types::RunRequest;

impl AppHandle {
    /// Runs the app. Awaiting the call runs it to the end; [`stream`](RunApp::stream) yields its events;
    /// [`start`](RunApp::start) does not wait for it.
    ///
    /// A run costs money, so it is never started twice. `blocking` and `stream` of `request` are overwritten by each of the
    /// three.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::types::RunRequest;
    ///
    /// let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
    /// let run = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).await?;
    /// println!("{} {:?}", run.status(), run.output());
    /// # Ok(())
    /// # }
    /// ```
    pub fn run(&self, request: &RunRequest) -> RunApp {
        RunApp::new(self.clone(), request.clone())
    }
}

impl RunHandle {
    /// Waits for the run to be finished.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use std::time::Duration;
    ///
    /// let run = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run_by_id("0ec9852c2f");
    /// let run = run.wait().deadline(Duration::from_secs(600)).await?;
    /// println!("{:?}", run.output());
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(&self) -> WaitForRun {
        WaitForRun::new(self.clone())
    }
}
