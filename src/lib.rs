//! A client for the HTTP API of [Dust](https://dust.tt), the platform for AI agents at work.
//!
//! ```no_run
//! # async fn example() -> Result<(), dust_sdk::Error> {
//! use dust_sdk::{AgentView, Client};
//!
//! let dust = Client::from_env()?; // DUST_WORKSPACE_ID and DUST_API_KEY
//! for agent in dust.agents().list().view(AgentView::Published).await? {
//!     println!("{} {}", agent.s_id, agent.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - [`Client::agents`]: list, read, search, import, update, export and archive [agents];
//! - [`Client::agent`]: talk to an agent; the answer [streams](ask::Ask::stream) and survives cut connections;
//! - [`Client::conversations`]: all that [conversations] are made of;
//! - [`Client::apps`]: list the [apps] of a space, start runs, stream them, wait for them;
//! - [`Client::workspace`]: analytics and usage of the [workspace], typed or as files;
//! - [`Client::request`]: any other path of the API.
//!
//! Every call is a small builder that owns a cheap clone of the client. It is awaited, or spawned, or
//! first given a [`timeout`](agents::ListAgents::timeout), [`max_retries`](agents::ListAgents::max_retries)
//! or [`raw`](agents::ListAgents::raw). Nothing is sent before that, and dropping the future cancels it.
//!
//! Beside the defaults `rustls` and `codegen`, the features are `native-tls`, `yaml` (definitions of agents as YAML), `csv`
//! (typed rows of exports), `tracing`, and `unstable-low-level` (the generated client). One of the two for TLS has to be on, or a
//! `reqwest::Client` of your own given.
//!
//! Guides: [what can go wrong](guide::errors), [what is repeated](guide::retries),
//! [testing with the sandbox](guide::testing), [how the code is made](guide::generated_code).

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod agent_yaml;
pub mod agents;
pub mod analytics;
mod answer;
mod answer_event;
mod answer_stream;
mod approvals;
pub mod apps;
pub mod ask;
mod await_answer;
mod blocking;
mod call;
mod cancel_on_drop;
mod client;
mod config;
mod conversation_events;
mod conversation_pages;
mod conversation_search;
pub mod conversations;
mod date;
mod deadline;
mod definition;
mod error;
mod event_stream;
mod export;
mod file_name;
mod follow;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz;
pub mod guide;
#[cfg(not(feature = "unstable-low-level"))]
mod low_level;
#[cfg(feature = "unstable-low-level")]
pub mod low_level;
mod media_type;
pub mod mentions;
mod operation;
mod path;
mod reconnect_rate;
mod region;
mod request;
mod required_action;
mod retry;
#[cfg(feature = "csv")]
mod rows;
mod run;
mod run_call;
mod run_event;
mod run_stream;
mod run_wait;
mod save;
mod save_target;
mod seen_events;
pub mod spaces;
mod sse;
mod transport;
pub mod types;
mod upload;
mod wire;
pub mod workspace;

pub use agent_yaml::AgentYaml;
pub use answer::{Answer, Citation};
pub use answer_event::AnswerEvent;
pub use answer_stream::AnswerStream;
pub use approvals::Approvals;
pub use client::Client;
pub use config::Config;
pub use conversation_events::{ConversationEvent, ConversationEvents};
pub use conversation_pages::Messages;
pub use date::{Date, UsagePeriod};
pub use error::{Error, ErrorKind, Result};
pub use export::Export;
pub use http::Method;
pub use region::Region;
pub use request::Request;
#[cfg(feature = "csv")]
pub use rows::{Rows, rows_from_csv};
pub use run_event::RunEvent;
pub use run_stream::{RunStream, RunText, TextPart};
pub use save::SaveTo;
pub use transport::RawResponse;
pub use types::{AgentVariant, AgentView, AnalyticsTable, UsageTable};
pub use upload::{File, UploadFile};

/// The README's examples, compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
