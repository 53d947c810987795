//! The events of one stream: kept with their ids, so that a connection can go on where another ended.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::clock;

/// What happened so far; listeners wait for more.
#[derive(Debug)]
pub(crate) struct History {
    /// The moment of each event, and the event as it is sent: made once, however many listen.
    events: Vec<(i64, Arc<str>)>,
    ended: Option<Instant>,
    changed: watch::Sender<()>,
}

impl Default for History {
    fn default() -> Self {
        Self {
            events: Vec::new(),
            ended: None,
            changed: watch::Sender::new(()),
        }
    }
}

impl History {
    /// Adds an event; no two have the same moment, since it is part of their id.
    pub(crate) fn push(&mut self, event: Value) {
        let last = self.events.last().map_or(0, |(moment, _)| *moment);
        let moment = clock::now_ms().max(last + 1);
        self.events.push((moment, frame(moment, 0, event).into()));
        self.touch();
    }

    /// Ends the stream: nothing more will come.
    pub(crate) fn end(&mut self) {
        self.ended = Some(Instant::now());
        self.touch();
    }

    /// Wakes those who wait for a change.
    pub(crate) fn touch(&self) {
        self.changed.send_replace(());
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    pub(crate) fn has_expired(&self, expiry: Duration) -> bool {
        self.ended.is_some_and(|ended| ended.elapsed() >= expiry)
    }

    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// The first event after the one with this id. Text that is not an id counts as none.
    pub(crate) fn after(&self, last_event_id: Option<&str>) -> usize {
        let moment = last_event_id.and_then(|id| id.split('-').next()?.parse::<i64>().ok());
        let Some(moment) = moment else { return 0 };
        self.events.partition_point(|(known, _)| *known <= moment)
    }

    /// An event as it is sent.
    pub(crate) fn frame(&self, at: usize) -> Option<Arc<str>> {
        let (_, frame) = self.events.get(at)?;
        Some(frame.clone())
    }

    /// An `end-of-stream` that leaks after the event before this place.
    pub(crate) fn replayed_end_of_stream(&self, at: usize) -> Option<Arc<str>> {
        let (moment, _) = self.events.get(at.checked_sub(1)?)?;
        Some(frame(*moment, 1, json!({ "type": "end-of-stream" })).into())
    }
}

fn frame(moment: i64, sequence: u8, event: Value) -> String {
    let data = json!({ "eventId": format!("{moment}-{sequence}"), "data": event });
    format!("data: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_in(frame: &str) -> String {
        let data: Value = serde_json::from_str(frame.strip_prefix("data: ").unwrap()).unwrap();
        data["eventId"].as_str().unwrap().to_owned()
    }

    #[test]
    fn resumes_after_an_event_and_after_a_leak() {
        let mut history = History::default();
        for number in 0..5 {
            history.push(json!(number));
        }
        for at in 0..5 {
            let id = id_in(&history.frame(at).unwrap());
            assert_eq!(history.after(Some(&id)), at + 1);
            let leaked = id_in(&history.replayed_end_of_stream(at + 1).unwrap());
            assert_eq!(history.after(Some(&leaked)), at + 1);
        }
        assert_eq!(history.after(None), 0);
        assert_eq!(history.after(Some("nonsense")), 0);
    }

    #[test]
    fn expires_only_after_its_end() {
        let mut history = History::default();
        assert!(!history.has_expired(Duration::ZERO));
        history.end();
        assert!(history.has_expired(Duration::ZERO));
        assert!(!history.has_expired(Duration::from_secs(60)));
    }
}
