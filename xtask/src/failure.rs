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

    /// A file or an address has something else than it should.
    pub(crate) fn expected(
        file: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        dust_sdk_codegen::Error::expected(file, expected, found, remedy).into()
    }

    /// A file could not be read, written, renamed.
    pub(crate) fn file(path: &Path, what: &str, cause: &std::io::Error) -> Self {
        let file = path.display().to_string();
        let expected = format!("what can be {what}");
        Self::expected(file, expected, cause, "check the path and the rights")
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
