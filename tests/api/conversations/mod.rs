//! Conversations against the sandbox: what is sent, how often, what arrives, and what survives.
//!
//! Planted faults that turn tests red, each tried, are named at the head of the file that sees them.

mod answers;
mod approvals;
mod calls;
mod cuts;
mod endings;
mod events;
mod files;
mod pages;
mod property;
mod release;
mod unsafe_calls;
mod upload_limits;
mod uploads;
