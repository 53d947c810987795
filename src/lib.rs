//! An unofficial client for the HTTP API of [Dust](https://dust.tt), a platform for AI agents. The project is not affiliated
//! with Dust.
//!
//! ```no_run
//! # async fn example() -> Result<(), dust_sdk::Error> {
//! use dust_sdk::Client;
//!
//! let dust = Client::from_env()?; // DUST_WORKSPACE_ID and DUST_API_KEY
//! let answer = dust.agent("dust").ask("What changed in the handbook?").await?;
//! println!("{}", answer.text());
//! # Ok(())
//! # }
//! ```
//!
//! | To | begin at | more |
//! |---|---|---|
//! | [ask an agent](#ask-an-agent), and await or stream its answer | [`AgentHandle::ask`](agents::AgentHandle::ask) | [`ask`] |
//! | decide on tools that need an approval | [`Approvals`] | [`ask`] |
//! | read and change [agents](#agents) | [`Client::agents`], [`Client::agent`] | [`agents`] |
//! | read, write and follow conversations | [`Client::conversations`], [`Client::conversation`] | [`conversations`] |
//! | attach files | [`Client::files`] | [`files`] |
//! | [run an app](#runs-of-apps) | [`AppHandle::run`](apps::AppHandle::run) | [`apps`] |
//! | write and search [documents](#documents-and-tables) and tables | [`Client::space`] | [guide to data](guide::data), [`data_sources`], [`documents`], [`tables`] |
//! | find something by its name | [`Client::search`] | [`search`] |
//! | read what starts agents by itself, and send webhooks | [`Client::triggers`], [`Client::trigger`] | [`triggers`] |
//! | see who has signed in, and to which workspaces | [`Client::account`] | [`account`] |
//! | export analytics | [`Client::workspace`] | [`workspace`], [`analytics`] |
//! | call any other path of the API | [`Client::request`] | |
//! | handle [errors](#errors) | [`Error`], [`ErrorKind`] | [guide to errors](guide::errors), [retries](guide::retries) |
//! | [test](#testing) without an account | the package `dust-sandbox` | [guide to testing](guide::testing) |
//! | look up what comes over the wire | [`types`] | [how the code is generated](guide::generated_code) |
//!
//! Settings, such as the region, a proxy or time limits, are in [`Config`].
//!
//! # Ask an agent
//!
//! An answer is awaited, as above, or streamed. The stream reconnects after a cut connection, gives each event once, and never
//! posts the question twice:
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::AnswerEvent;
//!
//! let mut events = dust.agent("dust").ask("What changed in the handbook?").stream().await?;
//! while let Some(event) = events.next().await {
//!     if let AnswerEvent::Text(text) = event? {
//!         print!("{text}");
//!     }
//! }
//! let answer = events.finish().await?;
//! let shorter = answer.reply("And in one sentence?").await?; // in the same conversation
//! # Ok(())
//! # }
//! ```
//!
//! # Agents
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::{AgentView, types::AgentPatch};
//!
//! for agent in dust.agents().list().view(AgentView::Published).await? {
//!     println!("{} {}", agent.s_id, agent.name);
//! }
//! let patch = AgentPatch::default().instructions("Be brief.");
//! dust.agent("q7LxT2mRzK").update(&patch).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Runs of apps
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::RunRequest;
//!
//! let request = RunRequest::latest([serde_json::json!({"question": "How much is it?"})]);
//! let run = dust.space("vlt_rZ8mT4qLxW").app("Hn5wPz0cVe").run(&request).await?;
//! println!("{} {:?}", run.status(), run.output());
//! # Ok(())
//! # }
//! ```
//!
//! # Documents and tables
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::Document;
//!
//! let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
//! let document = Document::text("# Leave\n\n25 days.").title("Leave").tags(["hr"]);
//! folder.document("https://wiki.example.com/leave").upsert(&document).await?;
//! for found in folder.search("How many days of leave?").await? {
//!     println!("{}", found.document_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`upsert_all`](documents::Documents::upsert_all) writes a stream of documents within the limits of the server.
//!
//! # Errors
//!
//! All calls return one [`Error`], whose [`kind`](Error::kind) says what to do and whose `Display` is one line for a person. Keys
//! are never part of it.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::ErrorKind;
//!
//! match dust.agent("q7LxT2mRzK").get().await {
//!     Ok(agent) => println!("{}", agent.name),
//!     Err(error) if error.kind() == ErrorKind::NotFound => println!("no such agent"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Testing
//!
//! The package `dust-sandbox` is an in-process mock Dust server: with state, streams, and failures that you ask for.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use dust_sandbox::Sandbox;
//! use dust_sdk::{Client, Config};
//!
//! let sandbox = Sandbox::builder().agent("poet").answers("Roses are red.").start().await?;
//! let config = Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url());
//! let answer = Client::new(config)?.agent("poet").ask("A poem, please").await?;
//! assert_eq!(answer.text(), "Roses are red.");
//! # Ok(())
//! # }
//! ```
//!
//! # Calls
//!
//! Every call is a builder that owns a clone of the client, which is cheap. Set a [`timeout`](agents::ListAgents::timeout),
//! [`max_retries`](agents::ListAgents::max_retries) or a [`header`](agents::ListAgents::header), then await it, or call
//! [`raw`](agents::ListAgents::raw) for the undecoded response. Nothing is sent before it is awaited, and dropping the future
//! cancels the call. Futures and streams need a Tokio runtime.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls, with the platform's certificates |
//! | `codegen` | yes | generate the types and calls from the specs at build time; without, compile a copy that was generated before, the same code |
//! | `rustls-no-provider` | | as `rustls`, with cryptography that the program installs |
//! | `native-tls` | | TLS by the platform's own library |
//! | `yaml` | | definitions of agents as YAML |
//! | `csv` | | typed rows of exports, while they arrive |
//! | `tracing` | | a span for each call, an event for each retry |
//!
//! One of those for TLS must be on, or a `reqwest::Client` of your own be set in [`Config::http_client`]; otherwise
//! [`Client::new`] returns an error that says so.

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
    account, agents, apps, ask, conversations, data_source_views, data_sources, documents, files,
    mentions, search, spaces, tables, tools, triggers, workspace,
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
