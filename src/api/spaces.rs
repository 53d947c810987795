//! Spaces of the workspace.

pub use crate::generated::calls::spaces::*;
