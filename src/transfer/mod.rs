//! Files in both directions: exports that are streamed, saved or read as rows, and files to upload.

mod blocking;
mod bulk;
mod export;
mod file;
pub(crate) mod file_name;
mod multipart;
#[cfg(feature = "csv")]
mod rows;
mod save;
mod save_target;

pub use bulk::StopReason;
pub(crate) use bulk::{Repeats, ends_all};
pub use export::Export;
pub use file::File;
pub(crate) use multipart::{OnProgress, form};
#[cfg(feature = "csv")]
pub use rows::{Rows, rows_from_csv};
pub use save::SaveTo;
