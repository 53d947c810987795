//! The one error of this crate: why a sandbox cannot start.

use std::net::SocketAddr;
use std::{fmt, io};

/// Why a sandbox cannot start, in one line: its port is taken, or its seed file does not describe a sandbox.
///
/// ```
/// let error = dust_sandbox::Sandbox::builder().seed("agents: [{ nmae: poet }]").unwrap_err();
/// assert!(error.to_string().contains("unknown field `nmae`"));
/// ```
#[derive(Debug)]
pub struct Error {
    message: String,
    source: Option<io::Error>,
}

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn listen(address: SocketAddr, source: io::Error) -> Self {
        Self {
            message: format!("the sandbox cannot listen on {address}: {source}"),
            source: Some(source),
        }
    }

    pub(crate) fn unreadable(file: &str, source: io::Error) -> Self {
        Self {
            message: format!("{file}: cannot be read: {source}"),
            source: Some(source),
        }
    }

    /// What is wrong at a place of a seed file.
    pub(crate) fn seed(place: &str, message: &str) -> Self {
        Self {
            message: format!("{place}: {message}"),
            source: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
