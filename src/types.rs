//! Everything that goes over the wire, as types.
//!
//! Most are generated from Dust's specs and the overlay of corrections; see
//! [how the code is made](crate::guide::generated_code) for what they promise.

pub use crate::agents::SavedAgent;
pub use crate::low_level::types::*;
pub use crate::run_event::RunEvent;
