//! The events of one stream: kept with their ids, so that a connection can go on where another ended.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::watch;

use super::super::clock;

/// What was told so far; listeners wait for more.
#[derive(Debug)]
pub(super) struct History {
    events: Vec<(i64, Value)>,
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
    pub(super) fn push(&mut self, event: Value) {
        let last = self.events.last().map_or(0, |(moment, _)| *moment);
        self.events.push((clock::now_ms().max(last + 1), event));
        self.touch();
    }

    /// Nothing more will come.
    pub(super) fn end(&mut self) {
        self.ended = Some(Instant::now());
        self.touch();
    }

    /// Wakes whoever waits for a change.
    pub(super) fn touch(&self) {
        self.changed.send_replace(());
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    pub(super) fn has_expired(&self, expiry: Duration) -> bool {
        self.ended.is_some_and(|ended| ended.elapsed() >= expiry)
    }

    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// The first event after the one with this id. An id that is none is before all.
    pub(super) fn after(&self, last_event_id: Option<&str>) -> usize {
        let moment = last_event_id.and_then(|id| id.split('-').next()?.parse::<i64>().ok());
        let Some(moment) = moment else { return 0 };
        self.events.partition_point(|(known, _)| *known <= moment)
    }

    /// An event as a line of the stream.
    pub(super) fn line(&self, at: usize) -> Option<String> {
        let (moment, event) = self.events.get(at)?;
        Some(line(*moment, 0, event))
    }

    /// A leaked `end-of-stream` after the event before this place.
    pub(super) fn leak(&self, at: usize) -> Option<String> {
        let (moment, _) = self.events.get(at.checked_sub(1)?)?;
        Some(line(
            *moment,
            1,
            &serde_json::json!({ "type": "end-of-stream" }),
        ))
    }
}

fn line(moment: i64, sequence: u8, event: &Value) -> String {
    let data = serde_json::json!({ "eventId": format!("{moment}-{sequence}"), "data": event });
    format!("data: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn id_in(line: &str) -> String {
        let data: Value = serde_json::from_str(line.strip_prefix("data: ").unwrap()).unwrap();
        data["eventId"].as_str().unwrap().to_owned()
    }

    #[test]
    fn resumes_after_an_event_and_after_a_leak() {
        let mut history = History::default();
        for number in 0..5 {
            history.push(json!(number));
        }
        for at in 0..5 {
            let id = id_in(&history.line(at).unwrap());
            assert_eq!(history.after(Some(&id)), at + 1);
            let leaked = id_in(&history.leak(at + 1).unwrap());
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
