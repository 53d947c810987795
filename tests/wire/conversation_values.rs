//! What servers say of conversations and messages: whole and at its least, with nulls, without ids, and with unknown values.

use dust_sdk::types::{ConversationVisibility, MessageStatus, MessageVisibility};
use serde_json::{Value, json};

use crate::agents::light;
use crate::cases::{with, without};

pub(crate) fn user_message() -> Value {
    json!({
        "type": "user_message", "sId": "msg_u", "id": 1, "content": "What changed? é", "created": 1_763_802_461_337_i64,
        "version": 0, "rank": 3, "visibility": "visible", "mentions": [{"configurationId": "dust"}, {"type": "user", "userId": "u"}],
        "context": {
            "username": "ada", "timezone": "Europe/Paris", "fullName": "Ada L.", "email": "ada@example.com",
            "profilePictureUrl": "https://dust.tt/a.png", "origin": "api"
        },
        "user": {"sId": "usr_1", "username": "ada", "fullName": "Ada L.", "email": "ada@example.com", "image": "https://dust.tt/i.png"}
    })
}

pub(crate) fn action() -> Value {
    json!({
        "id": 12, "sId": "act_1", "toolName": "search", "functionCallName": "handbook__search",
        "functionCallId": "call_1", "mcpServerId": "ims_1", "internalMCPServerName": "handbook",
        "status": "succeeded", "step": 1, "params": {"query": "refunds", "n": 9_007_199_254_740_993_i64},
        "output": [{"type": "text", "text": "x"}],
        "generatedFiles": [file()], "displayLabels": {"running": "Searching", "done": "Searched"}
    })
}

fn file() -> Value {
    json!({"fileId": "fil_1", "title": "a.csv", "contentType": "text/csv", "snippet": "a,b", "hidden": false, "filePath": "out/a.csv"})
}

pub(crate) fn agent_message() -> Value {
    json!({
        "type": "agent_message", "sId": "msg_a", "id": 2, "parentMessageId": "msg_u", "configuration": light(),
        "status": "succeeded", "content": "The answer.", "chainOfThought": "Hm.",
        "rawContents": [{"step": 0, "content": "Let me see."}, {"step": 1, "content": "The answer."}],
        "actions": [action()], "citations": {"b": {"title": "T", "href": "https://dust.tt/b"}}, "generatedFiles": [file()],
        "error": {"code": "model_error", "message": "No model.", "metadata": {"category": "provider", "retryable": true}},
        "created": 1_763_802_461_338_i64, "version": 2, "rank": 4, "visibility": "visible"
    })
}

pub(crate) fn fragment() -> Value {
    json!({
        "type": "content_fragment", "sId": "cf_1", "id": 3, "title": "note", "contentType": "text/plain",
        "contentFragmentType": "file", "fileId": "fil_1", "nodeId": "nod_1", "sourceUrl": "https://dust.tt/s",
        "textUrl": "https://dust.tt/t", "created": 1_763_802_461_339_i64, "version": 0, "visibility": "visible"
    })
}

pub(crate) fn conversation() -> Value {
    json!({
        "sId": "cnv_1", "id": 4, "title": "Title", "created": 1_763_802_461_000_i64, "updated": 1_763_802_462_000_i64,
        "unread": true, "actionRequired": false, "visibility": "unlisted", "owner": {"sId": "w1", "name": "Acme"},
        "url": "https://dust.tt/w/w1/c/cnv_1", "content": [[user_message()], [agent_message()], [fragment()]]
    })
}

fn compaction() -> Value {
    json!({"type": "compaction", "sId": "cmp_1", "id": 5.5, "summary": null, "nested": {"a": [1, 2.5, null]}})
}

fn nulls(value: &Value, kept: &[&str]) -> Value {
    let fields = value.as_object().unwrap().iter();
    let fields = fields.map(|(key, value)| match kept.contains(&key.as_str()) {
        true => (key.clone(), value.clone()),
        false => (key.clone(), Value::Null),
    });
    fields.collect()
}

fn least(value: &Value, kept: &[&str]) -> Value {
    let mut value = value.clone();
    value
        .as_object_mut()
        .unwrap()
        .retain(|key, _| kept.contains(&key.as_str()));
    value
}

/// A value in all its forms: as it is, with every field null, with every field absent, and each field by itself.
pub(crate) fn forms(name: &str, value: &Value, kept: &[&str]) -> Vec<(String, Value)> {
    let mut forms = vec![
        (name.to_owned(), value.clone()),
        (
            format!("{name}, new fields"),
            with(value, &json!({"x_new": {"a": [1]}})),
        ),
        (format!("{name}, all null"), nulls(value, kept)),
        (format!("{name} at its least"), least(value, kept)),
    ];
    let fields = value.as_object().unwrap().keys();
    for field in fields.filter(|field| !kept.contains(&field.as_str())) {
        forms.push((
            format!("{name}, {field} null"),
            with(value, &json!({field: null})),
        ));
        forms.push((format!("{name} without {field}"), without(value, field)));
    }
    forms
}

pub(crate) fn messages() -> Vec<(String, Value)> {
    let message = ["type", "sId"];
    let mut messages = forms("user message", &user_message(), &message);
    messages.extend(forms("agent message", &agent_message(), &message));
    messages.extend(forms("attached content", &fragment(), &["type"]));
    let of = |base: &Value, fields: Value| with(base, &fields);
    let mut add = |name: String, value: Value| messages.push((name, value));
    for (name, action) in forms("action", &action(), &[]) {
        add(name, of(&agent_message(), json!({"actions": [action]})));
    }
    for (name, context) in forms("context", &user_message()["context"], &[]) {
        add(name, of(&user_message(), json!({"context": context})));
    }
    for (name, person) in forms("writer", &user_message()["user"], &[]) {
        add(name, of(&user_message(), json!({"user": person})));
    }
    for (name, error) in forms("error", &agent_message()["error"], &[]) {
        add(name, of(&agent_message(), json!({"error": error})));
    }
    for (name, file) in forms("generated file", &file(), &[]) {
        add(
            name,
            of(&agent_message(), json!({"generatedFiles": [file]})),
        );
    }
    for (name, content) in forms("content of a step", &agent_message()["rawContents"][1], &[]) {
        add(
            name,
            of(&agent_message(), json!({"rawContents": [content]})),
        );
    }
    for status in MessageStatus::KNOWN.iter().chain(&["thinking"]) {
        add(
            format!("status {status}"),
            of(&agent_message(), json!({"status": status})),
        );
    }
    for visibility in MessageVisibility::KNOWN.iter().chain(&["folded"]) {
        add(
            format!("message {visibility}"),
            of(&user_message(), json!({"visibility": visibility})),
        );
    }
    add(
        "action of an unseen status".into(),
        of(
            &agent_message(),
            json!({"actions": [with(&action(), &json!({"status": "dreaming"}))]}),
        ),
    );
    add(
        "numbers as floats".into(),
        of(
            &agent_message(),
            json!({"id": 2.0, "version": 2.0, "created": 1_763_802_461_338.0, "rank": 4.0}),
        ),
    );
    add(
        "id of 64 bits".into(),
        of(&user_message(), json!({"id": 9_007_199_254_740_993_i64})),
    );
    add(
        "output of any kind".into(),
        of(
            &agent_message(),
            json!({"actions": [with(&action(), &json!({"output": "text", "params": [1]}))]}),
        ),
    );
    add(
        "no mentions".into(),
        of(&user_message(), json!({"mentions": []})),
    );
    add(
        "origin unseen".into(),
        of(
            &user_message(),
            json!({"context": {"username": "a", "origin": "teleport"}}),
        ),
    );
    add(
        "global agent".into(),
        of(
            &agent_message(),
            json!({"configuration": {"id": -1, "sId": "dust", "name": "dust", "versionAuthorId": null}}),
        ),
    );
    add("compaction".into(), compaction());
    add(
        "compaction of the least kind".into(),
        json!({"type": "compaction"}),
    );
    add("message without a type".into(), json!({"sId": "m"}));
    add(
        "message of a null type".into(),
        json!({"type": null, "content": [1]}),
    );
    messages
}

pub(crate) fn conversations() -> Vec<(String, Value)> {
    let mut all = forms("conversation", &conversation(), &["sId"]);
    let mut add = |name: String, fields: Value| all.push((name, with(&conversation(), &fields)));
    for (name, message) in messages() {
        add(
            format!("conversation with {name}"),
            json!({"content": [[message]]}),
        );
    }
    for (name, owner) in forms("owner", &conversation()["owner"], &[]) {
        add(format!("conversation with {name}"), json!({"owner": owner}));
    }
    for visibility in ConversationVisibility::KNOWN.iter().chain(&["hidden"]) {
        add(
            format!("conversation {visibility}"),
            json!({"visibility": visibility}),
        );
    }
    let version = |number: i64| {
        with(
            &user_message(),
            &json!({"version": number, "sId": format!("v{number}")}),
        )
    };
    add(
        "ranks that are empty".into(),
        json!({"content": [[], [version(0)], [], []]}),
    );
    add("no rank".into(), json!({"content": []}));
    add(
        "versions, newest last".into(),
        json!({"content": [[version(0), version(1), version(2)], [agent_message(), compaction()]]}),
    );
    all
}
