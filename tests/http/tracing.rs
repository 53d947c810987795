//! What a subscriber sees of a call: which operation, how often, how it went; and nothing that is private.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use dust_sdk::{AnalyticsTable, Client, Config, Method};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{self, Act, Server, error_body, head, json, ok, response};

/// Writes down everything, at every level.
#[derive(Clone, Default)]
struct Recorder {
    lines: Arc<Mutex<Vec<String>>>,
    spans: Arc<AtomicU64>,
    /// The spans of calls that have begun, each with its id, whether it has ended, and its fields.
    calls: Arc<Mutex<Vec<CallRecord>>>,
    /// How many handles there are of each span.
    handles: Arc<Mutex<BTreeMap<u64, usize>>>,
}

#[derive(Default)]
struct CallRecord {
    id: u64,
    has_ended: bool,
    fields: BTreeMap<String, String>,
}

/// Writes a field as text, without the quotes of `Debug`.
impl Visit for CallRecord {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.fields.insert(field.name().to_owned(), value);
    }
}

fn fields(expected: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = expected.iter();
    pairs
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
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

    /// The fields of all calls.
    fn fields(&self) -> Vec<BTreeMap<String, String>> {
        let calls = self.calls.lock().unwrap();
        calls.iter().map(|call| call.fields.clone()).collect()
    }

    /// Whether each call has ended.
    fn ended(&self) -> Vec<bool> {
        let calls = self.calls.lock().unwrap();
        calls.iter().map(|call| call.has_ended).collect()
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
        let id = self.spans.fetch_add(1, Ordering::SeqCst) + 1;
        if metadata.name() == "dust.call" {
            let mut call = CallRecord {
                id,
                ..CallRecord::default()
            };
            span.record(&mut call);
            self.calls.lock().unwrap().push(call);
        }
        Id::from_u64(id)
    }

    fn try_close(&self, id: Id) -> bool {
        let mut counts = self.handles.lock().unwrap();
        let handles = counts.entry(id.into_u64()).or_insert(1);
        *handles -= 1;
        let has_ended = *handles == 0;
        let mut calls = self.calls.lock().unwrap();
        for call in calls.iter_mut().filter(|call| call.id == id.into_u64()) {
            call.has_ended |= has_ended;
        }
        has_ended
    }

    fn clone_span(&self, id: &Id) -> Id {
        *self
            .handles
            .lock()
            .unwrap()
            .entry(id.into_u64())
            .or_insert(1) += 1;
        id.clone()
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut calls = self.calls.lock().unwrap();
        if let Some(call) = calls.iter_mut().find(|call| call.id == id.into_u64()) {
            values.record(call);
        }
        drop(calls);
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
    let template = "/api/v1/w/{wId}/assistant/agent_configurations/{sId}";
    let name = format!("GET {template}");
    let port = server.address.port();
    assert_eq!(
        recorder.fields(),
        [fields(&[
            ("otel.name", &name),
            ("otel.kind", "client"),
            ("dust.operation", "get_agent"),
            ("http.request.method", "GET"),
            ("url.template", template),
            ("server.address", "127.0.0.1"),
            ("server.port", &port.to_string()),
            ("http.response.status_code", "404"),
            ("http.request.resend_count", "1"),
            ("error.type", "not_found"),
            ("dust.error.code", "agent_configuration_not_found"),
            ("otel.status_code", "ERROR"),
        ])],
        "{ours:#?}"
    );
    let retries: Vec<_> = ours
        .iter()
        .filter(|line| line.starts_with("event"))
        .collect();
    assert_eq!(retries.len(), 1, "{ours:#?}");
    for word in [
        "dust.operation=\"get_agent\"",
        "dust.attempt=1",
        "dust.retry.delay_ms=10",
        "error.type=\"unavailable\"",
        "http.response.status_code=503",
    ] {
        assert!(retries[0].contains(word), "{retries:?}");
    }
    let private = ["MARKER", "private-id", "private-words"];
    for line in &ours {
        assert!(!private.iter().any(|word| line.contains(word)), "{line}");
    }
    // The libraries below may name the URL, never the key.
    for line in recorder.lines() {
        assert!(!line.contains("MARKER"), "{line}");
    }
}

/// What stands on the span of a call beside what is known before it is sent.
fn noted(fields: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    let known = [
        "otel.name",
        "otel.kind",
        "dust.operation",
        "http.request.method",
        "url.template",
        "server.address",
        "server.port",
    ];
    let pairs = fields
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()));
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn every_failed_call_says_on_its_span_how_it_failed() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let wrong = json("200 OK", &serde_json::json!({"agentConfigurations": 1}));
    let code = error_body("Private Code sk-1", "x");
    for (act, expected) in [
        (ok(), ("decode", Some("200"))),
        (Act::Send(wrong), ("decode", Some("200"))),
        (Act::SendAndReset(vec![]), ("transport", None)),
        (
            Act::Send(response("403 Forbidden", &[], code)),
            ("permission", Some("403")),
        ),
    ] {
        let server = Server::always(act).await;
        let call = server.client().agents().list().max_retries(0);
        call.await.unwrap_err();
        let fields = recorder.fields().pop().unwrap();
        let mut noted_now = noted(&fields);
        let (kind, status) = expected;
        let mut all = vec![("error.type", kind), ("otel.status_code", "ERROR")];
        all.extend(status.map(|status| ("http.response.status_code", status)));
        noted_now.sort_unstable();
        all.sort_unstable();
        assert_eq!(noted_now, all);
    }
    // Of one that could not even be built there is no method.
    let server = Server::always(ok()).await;
    server.client().agent("").get().await.unwrap_err();
    let last = recorder.fields().pop().unwrap();
    assert_eq!(
        noted(&last),
        [
            ("error.type", "invalid_argument"),
            ("otel.status_code", "ERROR")
        ]
    );
    assert_eq!(last["otel.name"], "get_agent");
    // And of one that went well there is no error.
    server
        .client()
        .request(Method::GET, "private-id")
        .await
        .unwrap();
    let last = recorder.fields().pop().unwrap();
    assert_eq!(noted(&last), [("http.response.status_code", "200")]);
    assert_eq!(
        (last["otel.name"].as_str(), last.get("url.template")),
        ("GET", None)
    );
    assert!(recorder.ended().iter().all(|ended| *ended));
}

#[tokio::test]
async fn the_span_of_a_stream_lives_as_long_as_the_stream() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
    let cut = [
        head("200 OK", &[("Content-Length", "9")]),
        b"\r\nabc".to_vec(),
    ]
    .concat();
    let server = Server::always(Act::SendAndReset(cut)).await;
    let table = server.client().workspace();
    let table = table.analytics(AnalyticsTable::Users, "2026-01-01", "2026-01-02");
    let export = table.csv().await.unwrap();
    assert_eq!(recorder.ended(), [false]);
    assert_eq!(
        noted(&recorder.fields()[0]),
        [("http.response.status_code", "200")]
    );
    export.bytes(99).await.unwrap_err();
    assert_eq!(recorder.ended(), [true]);
    assert_eq!(
        noted(&recorder.fields()[0]),
        [
            ("error.type", "transport"),
            ("http.response.status_code", "200"),
            ("otel.status_code", "ERROR"),
        ]
    );
}
