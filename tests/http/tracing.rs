//! What a subscriber sees of a call: which operation, how often, how it went; and nothing that is private.

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use dust_sdk::{Client, Config};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{self, Act, Server, error_body, response};

/// Writes down everything, at every level.
#[derive(Clone, Default)]
struct Recorder {
    lines: Arc<Mutex<Vec<String>>>,
    spans: Arc<AtomicU64>,
}

impl Recorder {
    fn write(&self, what: &str, fields: impl FnOnce(&mut Line)) {
        let mut line = Line(what.to_owned());
        fields(&mut line);
        self.lines.lock().unwrap().push(line.0);
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// The lines of this crate's own targets.
    fn ours(&self) -> Vec<String> {
        let mut lines = self.lines();
        lines.retain(|line| line.contains("dust_sdk"));
        lines
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        let what = format!("span {} {}", metadata.target(), metadata.name());
        self.write(&what, |line| span.record(line));
        Id::from_u64(self.spans.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("record dust_sdk?", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let what = format!("event {}", event.metadata().target());
        self.write(&what, |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn nothing_that_a_server_repeats_is_traced() {
    const KEY: &str = "sk-MARKER0123456789abcdef";
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let server = Server::start(|number, seen: &support::Seen| {
        let key = seen.header("authorization").unwrap_or_default();
        let status = ["503 Service Unavailable", "401 Unauthorized"][number.min(1)];
        let long = format!("{} {key}", "x".repeat(550));
        Act::Send(response(
            status,
            &[("Retry-After", "0.01")],
            error_body(key, &long),
        ))
    })
    .await;
    let dust = Client::new(Config::new("w1", KEY).base_url(server.url())).unwrap();
    assert!(dust.agents().list().await.unwrap_err().is_authentication());
    assert_eq!(server.requests(), 2);
    for line in recorder.lines() {
        for end in 8..=KEY.len() {
            assert!(!line.contains(&KEY[end - 8..end]), "{line}");
        }
    }
}

#[tokio::test]
async fn one_span_per_call_and_event_per_retry() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let server = Server::start(|number, _| {
        let (status, code) = match number {
            0 => ("503 Service Unavailable", "service_unavailable"),
            _ => ("404 Not Found", "agent_configuration_not_found"),
        };
        let body = error_body(code, "private-words");
        Act::Send(response(status, &[("Retry-After", "0.01")], body))
    })
    .await;
    let config = Config::new("w1", "sk-MARKER").base_url(server.url());
    let dust = Client::new(config).unwrap();
    let error = dust.agent("private-id").get().await.unwrap_err();
    assert!(error.is_not_found());

    let ours = recorder.ours();
    let count = |words: &[&str]| {
        let all = |line: &&String| words.iter().all(|word| line.contains(word));
        ours.iter().filter(all).count()
    };
    assert_eq!(
        count(&["span", "dust.call", "operation=\"get_agent\""]),
        1,
        "{ours:#?}"
    );
    let retry = [
        "event",
        "attempt=1",
        "delay_ms=10",
        "status=503",
        "Unavailable",
    ];
    assert_eq!(count(&retry), 1, "{ours:#?}");
    assert_eq!(count(&["event"]), 1, "{ours:#?}");
    assert_eq!(count(&["record", "attempt=2"]), 1, "{ours:#?}");
    assert_eq!(count(&["record", "status=404"]), 1, "{ours:#?}");
    assert_eq!(count(&["record", "elapsed_ms="]), 1, "{ours:#?}");
    let private = ["MARKER", "private-id", "private-words"];
    for line in &ours {
        assert!(!private.iter().any(|word| line.contains(word)), "{line}");
    }
    // The libraries below may name the URL, never the key.
    for line in recorder.lines() {
        assert!(!line.contains("MARKER"), "{line}");
    }
}
