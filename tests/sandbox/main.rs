//! The sandbox from the outside, with plain HTTP: nothing of this crate's client takes part.
#![cfg(feature = "sandbox")]

mod agents;
mod apps;
mod auth;
mod conversation_access;
mod conversation_streams;
mod conversation_tools;
mod conversations;
mod exports;
mod faults;
mod files;
mod lifecycle;
mod schema;
mod support;
mod talk;
