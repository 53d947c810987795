//! The generated client, as `build.rs` or `cargo xtask regen` makes it from `specs/`.
//!
//! Both variants are the same bytes. They enter by `include!`, so that nobody formats or edits them.

#![allow(clippy::all, unreachable_pub, dead_code, unused_imports)]

#[cfg(feature = "codegen")]
include!(concat!(env!("OUT_DIR"), "/generated.rs"));

#[cfg(not(feature = "codegen"))]
include!("generated.rs");
