//! Everything that goes over the wire, as types.
//!
//! # Values for tests
//!
//! What a server sends may grow, so these types have no public way to be written field by field. Code that takes them is
//! tested with values that are read from JSON: all of them, and [`Citation`](crate::Citation) and [`Date`], implement
//! `Deserialize`. Only the members that the server always sends are needed.
//!
//! ```
//! use dust_sdk::types::Agent;
//! use serde_json::json;
//!
//! let agent: Agent = serde_json::from_value(json!({"id": 1, "sId": "q7", "name": "Billing"}))?;
//! assert_eq!(agent.name, "Billing");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! | Type | made by |
//! |---|---|
//! | all in this module | `serde_json::from_value` |
//! | [`Answer`](crate::Answer) | [`Answer::from_json`](crate::Answer::from_json) |
//! | [`AnswerEvent`](crate::AnswerEvent), [`ConversationEvent`](crate::ConversationEvent) | its variants, around types of this module |
//! | [`RunEvent`] | its variants, or [`RunEvent::from_json`] |
//! | [`AgentYaml`](crate::AgentYaml) | [`AgentYaml::from_text`](crate::AgentYaml::from_text) |
//! | [`RawResponse`](crate::RawResponse) | `From<http::Response<Bytes>>` |
//! | streams, pages, [`Export`](crate::Export), [`Error`](crate::Error) | a [sandbox](crate::guide::testing) |
//!
//! # Other forms of the same
//!
//! In answers, a number in place of a text is read as it is written, digits in place of a number as the number, and null in
//! place of a list as an empty one: what such a value says is kept. Whatever says something else is an error with its place.
//!
//! # Where they come from
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
pub use definition::{Reference, ReferenceKind};
pub use run_event::RunEvent;
