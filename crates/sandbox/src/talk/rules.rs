//! How the conversations of one sandbox behave.

use std::time::Duration;

use super::script::StreamCut;

/// Switches and limits; what they are from the start is what the real server does.
#[derive(Clone, Debug)]
pub(in super::super) struct Rules {
    /// Event streams begin with `event: dust-handshake`.
    pub(in super::super) handshake: bool,
    /// After so many events a connection is over.
    pub(in super::super) events_per_connection: Option<usize>,
    /// At the first event after this time a connection is over.
    pub(in super::super) connection_time: Duration,
    /// `end-of-stream` comes after a replayed history.
    pub(in super::super) leaks: bool,
    /// How long events are kept after a message is finished.
    pub(in super::super) history_expiry: Duration,
    /// So many first connections to a message's stream are 404.
    pub(in super::super) late_streams: usize,
    /// An agent's message is missing after a create, and in so many reads.
    pub(in super::super) late_messages: Option<usize>,
    pub(in super::super) uploads_per_minute: usize,
    pub(in super::super) file_limit: u64,
    pub(in super::super) blocking_limit: Duration,
    /// Where the events of each conversation as a whole are cut.
    pub(in super::super) cuts: Vec<(usize, StreamCut)>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            handshake: true,
            events_per_connection: None,
            connection_time: Duration::from_secs(60),
            leaks: false,
            history_expiry: Duration::from_secs(600),
            late_streams: 0,
            late_messages: None,
            uploads_per_minute: 40,
            file_limit: 50 << 20,
            blocking_limit: Duration::from_secs(180),
            cuts: Vec::new(),
        }
    }
}
