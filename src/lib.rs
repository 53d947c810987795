//! A client for the HTTP API of [Dust](https://dust.tt).

#![warn(missing_docs)]

mod error;

pub use error::{Error, ErrorKind, Result};
