//! The error of the pipeline: which file, which place in it, and what is wrong there.

use std::fmt;

/// What every step of the pipeline returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A reason why the specs cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    file: String,
    place: String,
    cause: String,
}

impl Error {
    /// An error in `file` as a whole.
    pub fn new(file: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            place: String::new(),
            cause: cause.into(),
        }
    }

    /// An error in a file that has something else than it should, with what a person can do about it.
    pub(crate) fn expected(
        file: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self::new(
            file,
            format!("expected {expected}, found {found}; {remedy}"),
        )
    }

    /// The same error at one place: a JSONPath, or a line and a column.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// The file that the error is in.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The place in the file, empty where the whole file is meant.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong.
    pub fn cause(&self) -> &str {
        &self.cause
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}: {}", self.file, self.cause)
        } else {
            write!(f, "{}: {}: {}", self.file, self.place, self.cause)
        }
    }
}

impl std::error::Error for Error {}
