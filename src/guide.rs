//! Longer texts about using this crate.

#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/data.md")]
pub mod data {}

#[doc = include_str!("guide/retries.md")]
pub mod retries {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/generated_code.md")]
pub mod generated_code {}
