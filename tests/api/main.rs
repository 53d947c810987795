//! What the calls do that are more than one request: questions and their streams, runs, conversations, exports, waiting.
//!
//! The servers are of two kinds: the sandbox, which behaves as Dust does, and bytes of HTTP/1.1 where it must not.

mod account;
mod action_required;
mod answer_stream;
mod ask;
mod blocking;
mod config;
mod conversations;
mod dates;
mod documents;
mod exports;
mod limits;
mod reconnects;
mod rows;
mod run_stream;
mod sandbox;
mod search;
#[path = "../support/mod.rs"]
mod support;
