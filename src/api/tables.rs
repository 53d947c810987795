//! Tables of a data source, and their rows.

pub use crate::generated::calls::tables::*;
