//! The error of the pipeline: which file, which place in it, what was expected there, what is there, and what to do.

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
    /// An error in a file that has something else than it should, with what a person can do about it.
    pub fn expected(
        file: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self {
            file: file.into(),
            place: String::new(),
            cause: format!("expected {expected}, found {found}; {remedy}"),
        }
    }

    /// A mistake in this crate, whatever the specs are.
    pub(crate) fn in_generator(expected: &str, found: impl fmt::Display) -> Self {
        Self::expected("the generator", expected, found, "correct codegen/")
    }

    /// Generated Rust that does not parse.
    pub(crate) fn unparsable(cause: syn::Error) -> Self {
        Self::in_generator("Rust that parses", cause)
    }

    /// The same error with what it is about said first.
    #[must_use]
    pub fn with_context(mut self, subject: impl fmt::Display) -> Self {
        self.cause = format!("{subject}: {}", self.cause);
        self
    }

    /// The same error in another file.
    #[must_use]
    pub fn of(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
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

    /// What was expected, what is there instead, and what to do.
    pub fn cause(&self) -> &str {
        &self.cause
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.file, &self.place] {
            if !part.is_empty() {
                write!(f, "{part}: ")?;
            }
        }
        f.write_str(&self.cause)
    }
}

impl std::error::Error for Error {}
