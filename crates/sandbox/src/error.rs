//! The one error of this crate: why a sandbox did not start.

use std::{fmt, io};

/// Why a sandbox did not start, in one line.
#[derive(Debug)]
pub struct Error {
    message: String,
    source: Option<io::Error>,
}

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn listen(port: u16, source: io::Error) -> Self {
        let place = match port {
            0 => "127.0.0.1".to_owned(),
            port => format!("127.0.0.1:{port}"),
        };
        Self {
            message: format!("the sandbox cannot listen on {place}: {source}"),
            source: Some(source),
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
