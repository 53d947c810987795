//! Event streams: parsed from bytes, and followed over as many connections as it takes.

pub(crate) mod event_stream;
pub(crate) mod reconnect_policy;
pub(crate) mod reconnect_rate;
pub(crate) mod seen_events;
pub(crate) mod sse;
