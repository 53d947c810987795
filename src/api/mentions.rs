//! Mentions: whom a message can call, and how a text says it.

pub use crate::generated::calls::mentions::*;
