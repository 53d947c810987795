//! The operations on conversations: messages, their event streams, approvals, feedback, mentions, files.

pub(crate) mod answering;
pub(crate) mod approvals;
pub(crate) mod blocking_response;
pub(crate) mod bodies;
pub(crate) mod conversation_calls;
pub(crate) mod event_stream;
pub(crate) mod feedback;
pub(crate) mod files;
pub(crate) mod fragments;
pub(crate) mod generation;
pub(crate) mod mentions;
pub(crate) mod post_message;
