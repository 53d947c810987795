//! The whole pipeline, from published files to Rust.

mod calls;
mod fourth_spec;
mod hostile;
mod publication;
mod rules;
mod standard_overlay;
mod support;
