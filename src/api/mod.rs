//! The resources of the API, a module each.

pub mod account;
pub mod agents;
pub mod apps;
pub mod ask;
pub mod conversations;
pub mod data_source_views;
pub mod data_sources;
pub mod documents;
pub mod files;
pub mod mentions;
mod request;
pub mod search;
pub mod spaces;
pub mod tables;
pub mod tools;
pub mod triggers;
pub mod workspace;
