//! A mock server of the HTTP API of [Dust](https://dust.tt), in process for tests, and as the binary `dust-sandbox` for programs
//! in any language.
//!
//! The sandbox listens on a free port of 127.0.0.1 and keeps agents, apps and their runs, data sources, conversations and files in memory. It
//! answers as the real server does, its errors, limits and event streams included; operations without state of their own
//! answer recorded examples. It shares no code with a client: it keeps and writes its own JSON, so that the two cannot be wrong in the
//! same way. Sandboxes are independent of each other; any number can run side by side. Dropping one stops it.
//!
//! ```
//! use dust_sandbox::{Fault, Sandbox};
//! use dust_sdk::{Client, Config, ErrorKind};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let dust = Client::new(Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()))?;
//! assert_eq!(dust.agent("dust").ask("Hello").await?.text(), "You said: « Hello »");
//!
//! sandbox.fail_next(Fault::OutOfCredits);
//! let error = dust.agents().list().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::QuotaExhausted);
//! assert_eq!(sandbox.requests().last().and_then(|request| request.status()), Some(429));
//! # Ok(())
//! # }
//! ```
//!
//! | to | use |
//! |---|---|
//! | start one | [`Sandbox::start`], which lists the initial contents, or [`Sandbox::builder`] |
//! | give agents answers, down to where a stream is cut | [`SandboxAgent::answers`], [`SandboxAnswer`], [`StreamCut`] |
//! | let an answer wait for a person | [`SandboxTool::needs_approval`], [`SandboxQuestion`], [`Sandbox::complete_sign_in`] |
//! | let requests fail | [`Sandbox::fail_next`], [`Sandbox::fail_when`], [`Fault`] |
//! | answer any other path, or an unknown id | [`Sandbox::route`], [`Sandbox::mark_unknown`] |
//! | see what was sent | [`Sandbox::requests`], [`SandboxBuilder::on_request`] |
//! | describe all of it in a file | [`SandboxBuilder::seed_file`] |
//!
//! Where the real server's behaviour is not known, the sandbox is lenient: two agents may have the same name, any model and
//! provider is accepted, and a time zone only has to look like one.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod account;
mod agents;
mod apps;
mod builder;
mod call;
mod check;
mod clock;
mod conversations;
mod data;
mod default_route;
mod defaults;
mod document;
mod error;
mod exports;
mod faults;
mod http;
mod names;
mod operations;
mod router;
mod routes;
mod sandbox;
mod script;
mod seed;
mod server;
mod state;
mod triggers;

pub use crate::builder::SandboxBuilder;
pub use crate::error::{Error, Result};
pub use crate::faults::{Fault, UnknownFault};
pub use crate::http::request::ReceivedRequest;
pub use crate::routes::RouteAnswer;
pub use crate::sandbox::Sandbox;
pub use crate::script::answer::{SandboxAnswer, StreamCut};
pub use crate::script::question::SandboxQuestion;
pub use crate::script::tool::SandboxTool;
pub use crate::state::access::Credential;
pub use crate::state::agent::SandboxAgent;
pub use crate::state::app::{SandboxApp, SandboxBlock};
pub use crate::state::data_source::SandboxDataSource;
pub use crate::state::document::SandboxDocument;
pub use crate::state::space::SandboxSpace;
pub use crate::state::table::SandboxTable;

/// The README's example, compiled and run as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
