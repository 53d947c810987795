//! The sandbox from the outside, with plain HTTP: nothing of this crate's client takes part.
#![cfg(feature = "sandbox")]

mod agents;
mod apps;
mod auth;
mod conversation_streams;
mod exports;
mod faults;
mod lifecycle;
mod schema;
mod support;
mod talk;
