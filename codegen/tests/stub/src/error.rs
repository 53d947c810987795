//! Errors.

/// What fallible functions return.
pub type Result<T> = std::result::Result<T, Error>;

/// An error.
#[derive(Debug)]
pub struct Error(pub(crate) String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// The kinds of errors.
pub enum ErrorKind {
    /// An argument that cannot be sent.
    InvalidArgument,
}
