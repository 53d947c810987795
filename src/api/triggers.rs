//! Triggers, which start agents by a schedule or an event.

pub use crate::generated::calls::triggers::*;
