//! Documents of a data source.

pub use crate::generated::calls::documents::*;
