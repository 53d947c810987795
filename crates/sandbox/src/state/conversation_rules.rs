//! How the conversations of one sandbox behave.

use std::time::Duration;

use crate::script::answer::StreamCut;

/// Switches and limits; by default as the real server behaves.
#[derive(Clone, Debug)]
pub(crate) struct ConversationRules {
    /// The pause before each event of an answer.
    pub(crate) event_delay: Duration,
    /// Event streams begin with `event: dust-handshake`.
    pub(crate) handshake: bool,
    /// A connection ends after so many events.
    pub(crate) events_per_connection: Option<usize>,
    /// A connection ends at the first event after this time.
    pub(crate) connection_time: Duration,
    /// `end-of-stream` comes after a replayed history.
    pub(crate) leaks: bool,
    /// How long events are kept after a message is finished.
    pub(crate) history_expiry: Duration,
    /// How many connections to a message's stream are a 404 at first.
    pub(crate) late_streams: usize,
    /// Agents' messages are missing from the answer to a create, and from so many reads.
    pub(crate) late_messages: Option<usize>,
    pub(crate) blocking_limit: Duration,
    /// Where the events of each conversation as a whole are cut.
    pub(crate) cuts: Vec<(usize, StreamCut)>,
}

impl Default for ConversationRules {
    fn default() -> Self {
        Self {
            event_delay: Duration::ZERO,
            handshake: true,
            events_per_connection: None,
            connection_time: Duration::from_secs(60),
            leaks: false,
            history_expiry: Duration::from_secs(600),
            late_streams: 0,
            late_messages: None,
            blocking_limit: Duration::from_secs(180),
            cuts: Vec::new(),
        }
    }
}
