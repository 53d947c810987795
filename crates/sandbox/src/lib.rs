//! An in-process mock Dust server, for tests of programs that use the API of [Dust](https://dust.tt) and for trials without
//! an account.
//!
//! The sandbox listens on a port of 127.0.0.1, keeps agents, apps, runs and conversations in memory and answers as the real
//! server does, its errors, limits and streams included. It shares no code with a client: it keeps and writes its own JSON,
//! so that the two cannot be wrong in the same way. The binary `dust-sandbox` serves the same to programs in any language.
//!
//! Sandboxes are independent of each other; any number can run side by side. Dropping one stops it.
//!
//! ```
//! use dust_sandbox::{Fault, Sandbox};
//! use dust_sdk::{Client, Config, ErrorKind};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let dust = Client::new(Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()))?;
//! assert_eq!(dust.agents().get("dust").await?.name, "dust");
//!
//! sandbox.fail_next(Fault::OutOfCredits);
//! let error = dust.agents().list().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::QuotaExhausted);
//! assert_eq!(sandbox.requests()[1].status(), Some(429));
//! # Ok(())
//! # }
//! ```
//!
//! Agents give the answers that they were described with, event by event; a [`SandboxAnswer`] says how, down to where a
//! stream is cut:
//!
//! ```
//! use dust_sandbox::{Sandbox, SandboxAnswer, StreamCut};
//!
//! let builder = Sandbox::builder()
//!     .agent("poet")
//!     .answers("Roses are red.")
//!     .answers(SandboxAnswer::from("Violets are blue.").cut(2, StreamCut::Done));
//! # let _ = builder;
//! ```
//!
//! [`Sandbox::start`] lists the initial contents; [`Sandbox::builder`] adds to them or replaces them: agents, apps as scripts,
//! keys, rows, limits, latency. Where the real server's behaviour is not known, the sandbox is lenient: two agents may have the
//! same name, any model and provider is accepted, and a time zone only has to look like one.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod agents;
mod apps;
mod builder;
mod call;
mod check;
mod clock;
mod conversations;
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
pub use crate::state::space::SandboxSpace;

/// The README's example, compiled and run as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
