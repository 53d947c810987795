//! What hostile servers answer.

use serde_json::{Value, json};

use super::super::support::{Act, head, response};

/// What it is, and the answer.
pub(super) type Answer = (String, Act);

/// What is kept of the body of an error.
const BODY_LIMIT: usize = 64 * 1024;

/// All that a terminal or a log could take for more than text.
const SHOUT: &str =
    "a\r\nb\u{1b}[31m\u{0}\u{7f}\u{85}\u{9b}\u{202e}\u{2066}\u{2028}\u{2029}\u{200f}\u{feff}\tc";

const STATUSES: [&str; 5] = [
    "400 Bad Request",
    "401 Unauthorized",
    "404 Not Found",
    "429 Too Many Requests",
    "503 Service Unavailable",
];

fn send(status: &str, content_type: &str, body: impl AsRef<[u8]>) -> Act {
    let headers = [("Content-Type", content_type), ("Retry-After", "0.01")];
    Act::Send(response(status, &headers, body))
}

fn forbidden(body: impl AsRef<[u8]>) -> Act {
    send("403 Forbidden", "application/json", body)
}

fn ok(body: &Value) -> Act {
    send("200 OK", "application/json", body.to_string())
}

fn events(body: impl AsRef<[u8]>) -> Act {
    send("200 OK", "text/event-stream", body)
}

fn table(body: impl AsRef<[u8]>) -> Act {
    send("200 OK", "text/csv", body)
}

fn envelope(code: &str, message: &str) -> String {
    json!({"error": {"type": code, "message": message}}).to_string()
}

/// Every character of a text as an escape of JSON.
fn in_json(text: &str) -> String {
    text.bytes().map(|byte| format!("\\u{byte:04X}")).collect()
}

/// Every other character of a text as an escape of JSON.
fn half_in_json(text: &str) -> String {
    let escaped = |(at, c): (usize, char)| match at % 2 {
        0 => format!("\\u{:04x}", c as u32),
        _ => c.to_string(),
    };
    text.chars().enumerate().map(escaped).collect()
}

/// Every character of a text as an escape of URLs.
fn in_url(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A body in chunks that end where they are told to.
fn chunked(status: &str, chunks: &[&[u8]]) -> Vec<u8> {
    let mut bytes = head(status, &[("Content-Type", "application/json")]);
    bytes.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
    for chunk in chunks {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// Errors that quote the key.
pub(super) fn that_repeat(key: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut add = |name: String, act: Act| answers.push((name, act));
    for status in STATUSES {
        let body = envelope(key, &format!("not known: {key}."));
        add(status.to_owned(), send(status, "application/json", body));
    }
    // The key across the bounds of message, code and region.
    for before in [20, 70, 90, 459, 495, 540, 552, 600, 16_360] {
        let text = format!("{} {key}", "x".repeat(before));
        add(format!("message {before}"), forbidden(envelope("x", &text)));
        add(format!("code {before}"), forbidden(envelope(&text, "x")));
        let region = json!({"error": {"type": "x", "message": "y", "redirect": {"region": text}}});
        let body = region.to_string();
        add(
            format!("region {before}"),
            send("400 Bad Request", "application/json", body),
        );
    }
    // The key across the bound of the body, in all forms.
    for (form, written) in forms(key) {
        add(
            form.to_owned(),
            forbidden(format!("{{\"error\":{{\"message\":\"{written}\"}}}}")),
        );
        let text = format!("{}{written}", "y".repeat(BODY_LIMIT - written.len() / 2));
        add(format!("body {form}"), forbidden(text));
        let (start, rest) = written.split_at(written.len() / 2);
        let chunks = [start.as_bytes(), rest.as_bytes()];
        add(
            format!("chunks {form}"),
            Act::Send(chunked("403 Forbidden", &chunks)),
        );
        let mut cut = head("403 Forbidden", &[("Content-Length", "9999")]);
        cut.extend_from_slice(format!("\r\nyou sent {start}").as_bytes());
        add(format!("cut {form}"), Act::SendAndClose(cut));
    }
    answers
}

fn forms(key: &str) -> Vec<(&'static str, String)> {
    vec![
        ("plain", key.to_owned()),
        ("JSON", in_json(key)),
        ("half in JSON", half_in_json(key)),
        ("slashes", key.replace('/', "\\/").replace('-', "\\u002d")),
        ("URL", in_url(key)),
        ("URL in JSON", in_json(&in_url(key))),
        ("JSON in JSON", in_json(key).replace('\\', "\\\\")),
        ("twice", format!("{key}{key}")),
        ("a part", key[2..30].to_owned()),
    ]
}

/// Successes that quote the key and are not what they should be.
pub(super) fn that_decode_to_nothing(key: &str) -> Vec<Answer> {
    let long = format!("{}{key}", "k".repeat(180));
    let list = json!([{key: key}]);
    let event = |event: Value| format!("data: {event}\n\n");
    let run = json!({"type": "run_status", "content": {"status": "running", "run_id": key}});
    let failed = json!({"type": "error", "content": {"code": key, "message": format!("{} {key}", "x".repeat(580))}});
    let agent_failed = json!({"eventId": key, "data": {"type": "agent_error",
        "error": {"code": key, "message": format!("{} {key}", "x".repeat(580))}}});
    let approval =
        json!({"eventId": "1-1", "data": {"type": "tool_error", "configurationId": [key]}});
    let ids =
        json!({"conversation": {"sId": key, "content": [[{"type": "agent_message", "sId": key}]]}});
    let mut answers = vec![
        ("the key", send("200 OK", "application/json", key)),
        ("the key as text", ok(&json!(key))),
        (
            "the key as an item",
            ok(&json!({"agentConfigurations": key, "run": key, "conversation": key, "file": key})),
        ),
        (
            "the key as a key",
            ok(
                &json!({"agentConfigurations": list, "run": {key: {key: 1}}, "conversation": {"sId": 1, key: 2}}),
            ),
        ),
        (
            "a long key",
            ok(
                &json!({&long: {&long: 1}, "agentConfigurations": [{&long: 1, "sId": [&long]}], "conversation": {&long: 1, "sId": [key]}}),
            ),
        ),
        (
            "the key in the type",
            send("200 OK", &format!("application/{key}"), "{}"),
        ),
        (
            "a file of the key",
            send("200 OK", &format!("text/{key}+csv"), format!("a\n{key}\n")),
        ),
        ("a page", send("200 OK", "text/html", key)),
        ("ids", ok(&ids)),
        (
            "YAML",
            send("200 OK", "text/yaml", format!("agent: {{ {key}: [\n")),
        ),
        (
            "YAML of another shape",
            send(
                "200 OK",
                "text/yaml",
                format!("agent:\n  ? {key}\n  : 1\n{key}: 2\neditors: [{{ {key}: 1 }}]\n"),
            ),
        ),
        (
            "a broken YAML",
            send(
                "200 OK",
                "text/yaml",
                [format!("agent: {key}").as_bytes(), b"\xff"].concat(),
            ),
        ),
        (
            "a row",
            table(format!("messages,date,credits\n{key},{key},{key}\n")),
        ),
        (
            "a long row",
            table(format!("messages,date\n{}{key},1\n", "x".repeat(30))),
        ),
        ("a column", table(format!("{key},messages\n1,x{key}\n"))),
        (
            "a long column",
            table(format!("{long},messages,{long}\n1,x,2\n")),
        ),
        (
            "a row that is no text",
            table([b"messages\n\xff".as_slice(), key.as_bytes()].concat()),
        ),
        ("a run", events(event(run.clone()))),
        ("a run that failed", events(event(run) + &event(failed))),
        ("an agent that failed", events(event(agent_failed))),
        ("a tool", events(event(approval))),
        (
            "no event",
            events(format!("data: {{\"{key}\": [\n\ndata: \"{key}\"\n\n")),
        ),
        (
            "an event of the key",
            events(event(
                json!({key: key, "type": key, "eventId": key, "data": key}),
            )),
        ),
    ];
    for before in [20, 70, 90, 459, 495, 540, 552, 600, 16_360] {
        let text = format!("{}{}", "x".repeat(before), in_json(key));
        let event =
            format!("data: {{\"type\":\"error\",\"content\":{{\"message\":\"{text}\"}}}}\n\n");
        answers.push(("an escaped failure", events(event)));
    }
    answers
        .into_iter()
        .map(|(name, act)| (name.to_owned(), act))
        .collect()
}

/// Answers that are too long, and hold what is no text.
pub(super) fn that_shout(_: &str) -> Vec<Answer> {
    let long = "é".repeat(1 << 15);
    let noise = SHOUT.repeat(1 << 9);
    let event = |event: Value| format!("data: {event}\n\n");
    let mut answers = Vec::new();
    for text in [SHOUT, &long, &noise, "\u{202e}", "\n"] {
        let run = json!({"type": "run_status", "content": {"status": "running", "run_id": text}});
        let failed = json!({"type": "error", "content": {"code": text, "message": text}});
        let agent_failed = json!({"eventId": text, "data": {"type": "agent_error", "error": {"code": text, "message": text}}});
        let ids = json!({"conversation": {"sId": text, "content": [[{"type": "agent_message", "sId": text}]]}});
        let quoted = text.replace('"', "\"\"");
        answers.extend([
            ("a refusal", forbidden(envelope(text, text))),
            ("a word", forbidden(json!({"error": text}).to_string())),
            (
                "a region",
                send(
                    "400 Bad Request",
                    "application/json",
                    json!({"error": {"type": "x", "message": text, "redirect": {"region": text}}}).to_string(),
                ),
            ),
            ("a failure", send("503 Service Unavailable", "application/json", envelope(text, text))),
            ("a key", ok(&json!({"agentConfigurations": [{text: 1}], "run": {text: 1}, "conversation": {text: 1}}))),
            ("keys", ok(&json!({text: {text: 1}, "agentConfigurations": [{"sId": "a", text: {text: 1}, "name": [text]}]}))),
            ("a value", ok(&json!({"agentConfigurations": text, "run": text, "conversation": text, "file": text}))),
            ("ids", ok(&ids)),
            ("a run that failed", events(event(run) + &event(failed))),
            ("an agent that failed", events(event(agent_failed))),
            ("no event", events(event(json!({text: [text]})) + "data: {\n\n")),
            ("a cell", table(format!("date,messages\n1,\"{quoted}\"\n"))),
            ("a column", table(format!("\"{quoted}\",messages\n1,x\n"))),
            ("YAML", send("200 OK", "text/yaml", format!("agent: {}\n", json!({text: text})))),
            ("a YAML key", send("200 OK", "text/yaml", format!("{}: 1\n", json!(text)))),
        ]);
    }
    let scream = json!({"type": "error", "content": {"message": "\u{1b}[5m!\n".repeat(1 << 17)}});
    answers.push(("a mebibyte", events(event(scream))));
    let long_type = format!("application/{}", "x".repeat(6000));
    answers.push(("a long type", send("200 OK", &long_type, "{}")));
    answers
        .into_iter()
        .map(|(name, act)| (name.to_owned(), act))
        .collect()
}
