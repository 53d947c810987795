//! What a sandbox keeps: who may call, agents, apps and their runs, conversations, files.

pub(crate) mod access;
pub(crate) mod agent;
pub(crate) mod app;
pub(crate) mod conversation;
pub(crate) mod conversation_rules;
pub(crate) mod cuts;
pub(crate) mod definition;
pub(crate) mod history;
pub(crate) mod ids;
pub(crate) mod message;
pub(crate) mod run;
pub(crate) mod shared;
pub(crate) mod space;
pub(crate) mod workspace;
