//! Why a command did not do what it was asked for: one message that a person can act on.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// What fallible functions of the commands return.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// The reason why a command failed.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// The work could not be done.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        let message = message.into();
        Self { message, code: 1 }
    }

    /// The command was not understood.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        let message = message.into();
        Self { message, code: 2 }
    }

    /// A file could not be read, written, renamed.
    pub(crate) fn file(path: &Path, what: &str, cause: &std::io::Error) -> Self {
        Self::new(format!("{}: cannot be {what}: {cause}", path.display()))
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<dust_sdk_codegen::Error> for Failure {
    fn from(error: dust_sdk_codegen::Error) -> Self {
        Self::new(error.to_string())
    }
}
