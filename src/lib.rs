//! A client for the HTTP API of [Dust](https://dust.tt).

#![warn(missing_docs)]

mod config;
mod error;
mod path;
mod region;
mod retry;

pub use config::Config;
pub use error::{Error, ErrorKind, Result};
pub use http::Method;
pub use region::Region;
