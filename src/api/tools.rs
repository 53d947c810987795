//! Tools that agents can use: the views of MCP servers of a space.

pub use crate::generated::calls::tools::*;
