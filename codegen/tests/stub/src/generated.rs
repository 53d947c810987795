//! The generated files, as `dust-sdk` includes them.

#[allow(clippy::all, unreachable_pub)]
pub(crate) mod types;

#[allow(clippy::too_many_arguments)]
pub(crate) mod requests;

// The modules of the resources are private; what is in them is not.
#[allow(unused_imports, unreachable_pub)]
pub(crate) mod calls;
