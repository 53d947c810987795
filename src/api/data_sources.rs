//! Data sources of a space: folders of documents and tables.

pub use crate::generated::calls::data_sources::*;
