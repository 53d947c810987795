//! The generated files, as `dust-sdk` includes them.

/// Types.
#[allow(clippy::all)]
pub mod types;

pub(crate) mod requests;

/// Calls.
#[allow(unused_imports)]
pub mod calls;
