//! Files in both directions: exports that are streamed, saved or read as rows, and uploads.

pub(crate) mod blocking;
pub(crate) mod export;
pub(crate) mod file_name;
#[cfg(feature = "csv")]
pub(crate) mod rows;
pub(crate) mod save;
pub(crate) mod save_target;
pub(crate) mod upload;
