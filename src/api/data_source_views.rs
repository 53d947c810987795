//! Views of data sources, through which spaces see them.

pub use crate::generated::calls::data_source_views::*;
