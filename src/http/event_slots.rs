//! Connections for streams of events, apart from those of all other calls.
//!
//! A stream of events lasts as long as an agent takes to answer, and the agent may itself wait for a call, such as an
//! approval. On HTTP/2 a server allows so many streams on a connection, and what comes after them waits for one to end. So
//! a call must never wait behind the streams that wait for it; and a stream that waits for another cannot be told from a
//! server that is silent. Hence each connection for events has a few of them only, less than any server allows.

use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Client;

use crate::error::Result;

/// HTTP/2 wants servers to allow 100; the smallest limits in use are far above this.
const STREAMS_PER_CONNECTION: usize = 4;

/// A place for a stream on a connection for events; dropped, it is free again.
pub(super) type EventSlot = Arc<Client>;

/// The clients for streams of events. Each has a pool of its own, so on HTTP/2 each is a connection.
#[derive(Default)]
pub(super) struct EventSlots(Mutex<Vec<EventSlot>>);

impl EventSlots {
    /// Acquires a place on the first connection that has one, or on a new one.
    pub(super) fn acquire(&self, build: impl FnOnce() -> Result<Client>) -> Result<EventSlot> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = clients
            .iter()
            .find(|client| in_use(client) < STREAMS_PER_CONNECTION);
        if let Some(client) = free {
            let slot = client.clone();
            drop_unused(&mut clients);
            return Ok(slot);
        }
        let client = Arc::new(build()?);
        clients.push(client.clone());
        Ok(client)
    }
}

fn in_use(client: &EventSlot) -> usize {
    // One is that of the list. Others can only fall meanwhile, since they are taken under its lock.
    Arc::strong_count(client).saturating_sub(1)
}

/// Gives up clients at the end of the list, so that a busy hour does not leave them all. One stays for the next streams.
fn drop_unused(clients: &mut Vec<EventSlot>) {
    while clients.len() > 1 && clients.last().is_some_and(|last| in_use(last) == 0) {
        clients.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acquire(slots: &EventSlots) -> EventSlot {
        slots.acquire(|| Ok(Client::new())).unwrap()
    }

    fn clients(slots: &EventSlots) -> usize {
        slots.0.lock().unwrap().len()
    }

    #[test]
    fn a_connection_has_few_streams() {
        let slots = EventSlots::default();
        let taken: Vec<_> = (0..=STREAMS_PER_CONNECTION)
            .map(|_| acquire(&slots))
            .collect();
        assert_eq!(clients(&slots), 2);
        assert!(Arc::ptr_eq(&taken[0], &taken[STREAMS_PER_CONNECTION - 1]));
        assert!(!Arc::ptr_eq(&taken[0], &taken[STREAMS_PER_CONNECTION]));
    }

    #[test]
    fn a_free_place_is_taken_again_and_unused_clients_go() {
        let slots = EventSlots::default();
        let taken: Vec<_> = (0..4 * STREAMS_PER_CONNECTION)
            .map(|_| acquire(&slots))
            .collect();
        assert_eq!(clients(&slots), 4);
        let first = taken[0].clone();
        drop(taken);
        let again = acquire(&slots);
        assert!(Arc::ptr_eq(&again, &first));
        assert_eq!(clients(&slots), 1);
    }
}
