//! What a sandbox keeps: who may call, agents, apps and their runs, data sources, conversations, files, triggers.

pub(crate) mod access;
pub(crate) mod agent;
pub(crate) mod app;
pub(crate) mod conversation;
pub(crate) mod conversation_rules;
pub(crate) mod cuts;
pub(crate) mod data_source;
pub(crate) mod definition;
pub(crate) mod document;
pub(crate) mod history;
pub(crate) mod ids;
pub(crate) mod message;
pub(crate) mod run;
pub(crate) mod shared;
pub(crate) mod space;
pub(crate) mod table;
pub(crate) mod triggers;
pub(crate) mod window;
pub(crate) mod workspace;
