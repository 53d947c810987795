//! Everything that goes over the wire, as types.
//!
//! Most are generated from Dust's specs and the overlay of corrections; see
//! [how the code is made](crate::guide::generated_code) for what they promise.

pub(crate) mod date;
pub(crate) mod definition;
mod run;
pub(crate) mod run_event;
pub(crate) mod wire;

pub use crate::generated::types::*;
pub use date::{Date, UsagePeriod};
pub use run_event::RunEvent;
