//! A client for the HTTP API of [Dust](https://dust.tt).

#![warn(missing_docs)]

mod agent_yaml;
pub mod agents;
pub mod analytics;
pub mod apps;
mod call;
mod client;
mod config;
mod date;
mod error;
mod export;
mod file_name;
#[cfg(not(feature = "unstable-low-level"))]
mod low_level;
#[cfg(feature = "unstable-low-level")]
pub mod low_level;
mod operation;
mod path;
mod region;
mod request;
mod retry;
#[cfg(feature = "csv")]
mod rows;
mod run_call;
mod run_event;
mod run_stream;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod save;
mod sse;
mod transport;
mod wire;
pub mod workspace;

pub use agent_yaml::AgentYaml;
pub use client::Client;
pub use config::Config;
pub use date::{Date, UsagePeriod};
pub use error::{Error, ErrorKind, Result};
pub use export::Export;
pub use http::Method;
pub use low_level::types;
pub use low_level::types::{AgentVariant, AgentView, AnalyticsTable, UsageTable};
pub use region::Region;
pub use request::Request;
#[cfg(feature = "csv")]
pub use rows::{Rows, rows_from_csv};
pub use run_call::{RunToEnd, StartRun, StreamRun, WaitForRun};
pub use run_event::RunEvent;
pub use run_stream::{RunStream, RunText, TextPart};
pub use save::SaveTo;
pub use transport::RawResponse;
