//! Streams: of events, parsed from bytes and followed over as many connections as it takes, and of pages.

mod event_stream;
mod pages;
mod reconnect_policy;
mod reconnect_rate;
mod seen_events;
mod sse;

pub(crate) use event_stream::{
    EventSource, EventStream, Item, check_event_stream, kind_of, unknown_event,
};
pub use pages::Pages;
pub(crate) use pages::{Next, Page};
pub(crate) use reconnect_policy::MAX_RECONNECTS;
pub(crate) use sse::{Event, MAX_EVENT, Parser};
