//! The person who has signed in.

pub use crate::generated::calls::account::*;
