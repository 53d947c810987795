//! As much of `dust-sdk` as the generated calls need, with a transport that keeps requests instead of sending them.

#![deny(warnings, missing_docs, unreachable_pub, unnameable_types, rustdoc::all)]
// Some of it is for calls that are written by hand.
#![allow(dead_code)]

/// The resources, each with its handles and calls.
pub mod api {
    include!("api.rs");
}
pub mod client;
pub mod error;
mod generated;
pub mod http;
pub mod stream;
pub mod types;

pub use client::Client;
pub use types::Date;
pub use error::{Error, ErrorKind, Result};

#[cfg(test)]
mod wire_tests;
