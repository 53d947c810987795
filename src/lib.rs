//! An unofficial client for the HTTP API of [Dust](https://dust.tt), a platform for AI agents. The project is not affiliated
//! with Dust.
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
//! - [`Client::agent`]: ask one agent, read and change it; the answer [streams](ask::Ask::stream), and reconnects after a
//!   cut connection;
//! - [`Client::conversations`], [`Client::conversation`]: create, read and change [conversations] and their messages;
//! - [`Client::space`]: the [apps] of a space, and their runs;
//! - [`Client::space`] and its `data_source(id)`: [documents], [tables] and their rows, one by one or [thousands](guide::data);
//! - [`Client::search`]: [search] by name;
//! - [`Client::files`]: upload [files] to attach to messages;
//! - [`Client::workspace`]: analytics and usage of the [workspace], typed or as files;
//! - [`Client::request`]: any other path of the API.
//!
//! Every call is a builder that owns a clone of the client, which is cheap. Set a [`timeout`](agents::ListAgents::timeout),
//! [`max_retries`](agents::ListAgents::max_retries) or a [`header`](agents::ListAgents::header), then await it, or call
//! [`raw`](agents::ListAgents::raw) for the undecoded response. Nothing is sent before it is awaited, and dropping the future
//! cancels the call.
//!
//! Beside the defaults `rustls` and `codegen`, the features are `native-tls`, `yaml` (definitions of agents as YAML), `csv`
//! (typed rows of exports), `tracing`, and `rustls-no-provider` (as `rustls`, with cryptography that the program installs).
//! One of those for TLS must be on, or a `reqwest::Client` of your own be set in
//! [`Config::http_client`]; otherwise [`Client::new`] returns an error that says so.
//!
//! Guides: [errors](guide::errors), [documents, tables and search](guide::data), [retries](guide::retries),
//! [testing with the sandbox](guide::testing), [how the code is generated](guide::generated_code).

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod api;
mod client;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz;
mod generated;
pub mod guide;
mod http;
mod stream;
mod transfer;
pub mod types;

pub use ::http::Method;
/// The HTTP client below, in the version that [`Config::http_client`] takes.
pub use ::reqwest;
pub use api::agents::AgentYaml;
pub use api::apps::{RunStream, RunText, TextPart};
pub use api::ask::{Answer, AnswerEvent, AnswerStream, Approvals, Citation};
pub use api::conversations::{ConversationEvent, ConversationEvents, Messages};
pub use api::search::{SearchResults, SearchStream};
pub use api::workspace::analytics;
pub use api::{
    agents, apps, ask, conversations, data_source_views, data_sources, documents, files, mentions,
    search, spaces, tables, tools, workspace,
};
pub use client::{Client, Config, Request};
pub use error::{Error, ErrorKind, Result};
pub use http::middleware;
pub use http::{CallFuture, RawResponse, Region};
pub use stream::Pages;
pub use transfer::{Export, File, SaveTo};
#[cfg(feature = "csv")]
pub use transfer::{Rows, rows_from_csv};
pub use types::{AgentVariant, AgentView, AnalyticsTable, Date, RunEvent, UsagePeriod, UsageTable};

/// The README's examples, compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
