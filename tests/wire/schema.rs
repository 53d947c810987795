//! Random values of a schema of the corrected document, with what older and newer servers make of it.
//!
//! Optional fields are there, absent or null; whole numbers come as floats too; open sets have unknown values; and
//! objects have unknown fields.

use std::sync::LazyLock;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::compare::NEW;

/// The corrected document.
pub(crate) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../specs/dust.openapi.json");
    serde_json::from_str(text).unwrap()
});

/// Which values to make.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Side {
    /// What servers send: also unknown values.
    Answer,
    /// What goes out: nothing but what the schema says.
    Request,
}

/// Values of the schema that has this title, or is a component of this name.
pub(crate) fn values(title: &str, side: Side) -> BoxedStrategy<Value> {
    let component = &DOCUMENT["components"]["schemas"][title];
    let schema = if component.is_null() {
        titled(&DOCUMENT, title)
    } else {
        Some(component)
    };
    of(
        schema.unwrap_or_else(|| panic!("no schema `{title}`")),
        side,
    )
}

fn titled<'a>(value: &'a Value, title: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) if map.get("title").and_then(Value::as_str) == Some(title) => {
            Some(value)
        }
        Value::Object(map) => map.values().find_map(|member| titled(member, title)),
        Value::Array(items) => items.iter().find_map(|item| titled(item, title)),
        _ => None,
    }
}

fn of(schema: &'static Value, side: Side) -> BoxedStrategy<Value> {
    if let Some(target) = schema["$ref"].as_str() {
        // What is written by hand has no schema of its own.
        match target.rsplit('/').next() {
            Some("LightAgent") => return values("Agent", side),
            Some("Message") => return messages(side),
            Some("Cell") => return cells(side),
            Some("ColumnType") => return prop_oneof![text(), anything_of_members()].boxed(),
            Some("DocumentSection") => return sections(),
            // It is written so, whatever it was.
            Some("Secret") => return Just(json!("[redacted]")).boxed(),
            Some("Token") => {
                return (any::<i64>(), text())
                    .prop_map(|token| json!(token))
                    .boxed();
            }
            _ => {}
        }
        return of(DOCUMENT.pointer(&target[1..]).unwrap(), side);
    }
    if schema["title"] == "RunTrace" {
        return traces(side);
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(list) = schema[key].as_array() {
            let choices: Vec<_> = list.iter().map(|schema| of(schema, side)).collect();
            return proptest::strategy::Union::new(choices).boxed();
        }
    }
    if let Some(known) = schema["x-extensible-enum"].as_array() {
        return match side {
            Side::Answer => prop_oneof![select(known.clone()), text()].boxed(),
            Side::Request => select(known.clone()).boxed(),
        };
    }
    if let Some(closed) = schema["enum"].as_array() {
        return select(closed.clone()).boxed();
    }
    match schema["type"].as_str() {
        Some("string") if schema["minLength"] == 1 => ".{1,12}".prop_map(Value::from).boxed(),
        Some("string") => text(),
        Some("boolean") => any::<bool>().prop_map(Value::from).boxed(),
        Some("integer") => integer(side),
        Some("number") => number(),
        // In lists a whole number comes in one form.
        Some("array") if schema["items"]["type"] == "integer" => {
            vec(any::<i64>(), 0..4).prop_map(Value::from).boxed()
        }
        Some("array") => vec(of(&schema["items"], side), 0..4)
            .prop_map(Value::from)
            .boxed(),
        Some("object") => object(schema, side),
        None => anything(),
        Some(other) => panic!("type {other}"),
    }
}

/// A message of each kind, and of an unknown one.
fn messages(side: Side) -> BoxedStrategy<Value> {
    let typed = |kind: &'static str, value: BoxedStrategy<Value>| {
        value.prop_map(move |mut message| {
            message["type"] = kind.into();
            message
        })
    };
    prop_oneof![
        typed("user_message", values("UserMessage", side)),
        typed("agent_message", values("AgentMessage", side)),
        typed("content_fragment", values("ContentFragment", side)),
        typed(
            "compaction",
            members_of_any(anything()).prop_map(Value::from).boxed()
        ),
    ]
    .boxed()
}

/// A cell; objects and lists come only in answers.
fn cells(side: Side) -> BoxedStrategy<Value> {
    let moment = integer(side).prop_map(|epoch| json!({"type": "datetime", "epoch": epoch}));
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        number(),
        text(),
        moment,
    ];
    match side {
        Side::Answer => prop_oneof![3 => plain, 1 => anything()].boxed(),
        Side::Request => plain.boxed(),
    }
}

/// A section of a document, with all three members at every level.
fn sections() -> BoxedStrategy<Value> {
    let text = || proptest::option::of(text());
    let section = |(prefix, content, sections): (Option<Value>, Option<Value>, Vec<Value>)| json!({"prefix": prefix, "content": content, "sections": sections});
    let leaf = (text(), text(), Just(Vec::new())).prop_map(section);
    leaf.prop_recursive(3, 8, 3, move |inner| {
        (text(), text(), vec(inner, 0..3)).prop_map(section)
    })
    .boxed()
}

fn anything_of_members() -> BoxedStrategy<Value> {
    members_of_any(anything()).prop_map(Value::from).boxed()
}

/// A trace is a pair of pairs, which OpenAPI 3.0 cannot say.
fn traces(side: Side) -> BoxedStrategy<Value> {
    let results = vec(vec(values("BlockResult", side), 0..3), 0..3);
    (text(), text(), results)
        .prop_map(|(kind, name, results)| json!([[kind, name], results]))
        .boxed()
}

fn object(schema: &'static Value, side: Side) -> BoxedStrategy<Value> {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let properties = schema["properties"].as_object();
    let mut members: Vec<BoxedStrategy<(String, Option<Value>)>> = Vec::new();
    for (name, property) in properties.into_iter().flatten() {
        let value = of(property, side);
        let value = if required.contains(&name.as_str().into()) && property["nullable"] != true {
            value.prop_map(Some).boxed()
        } else if side == Side::Answer {
            prop_oneof![4 => value.prop_map(Some), 1 => Just(Some(Value::Null)), 1 => Just(None)]
                .boxed()
        } else {
            proptest::option::of(value).boxed()
        };
        let name = name.clone();
        members.push(value.prop_map(move |value| (name.clone(), value)).boxed());
    }
    let unknown: BoxedStrategy<Map<String, Value>> = match &schema["additionalProperties"] {
        Value::Null if side == Side::Answer => {
            let names = "[a-z]{0,3}".prop_map(|name| format!("{NEW}_{name}"));
            btree_map(names, anything(), 0..3)
                .prop_map(|map| map.into_iter().collect())
                .boxed()
        }
        Value::Null | Value::Bool(false) => Just(Map::new()).boxed(),
        Value::Bool(true) => members_of_any(anything()),
        other => members_of_any(of(other, side)),
    };
    (members, unknown)
        .prop_map(|(members, mut map)| {
            map.extend(
                members
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
            Value::Object(map)
        })
        .boxed()
}

fn members_of_any(value: BoxedStrategy<Value>) -> BoxedStrategy<Map<String, Value>> {
    btree_map("\\PC{0,6}", value, 0..3)
        .prop_map(|map| map.into_iter().collect())
        .boxed()
}

fn text() -> BoxedStrategy<Value> {
    prop_oneof![3 => ".{0,12}", 1 => select(vec!["", "null", "1", "~", "yes", "a: b", "- x", "\n", " "]).prop_map(str::to_owned)]
        .prop_map(Value::from)
        .boxed()
}

fn integer(side: Side) -> BoxedStrategy<Value> {
    let whole = prop_oneof![any::<i64>(), -1_i64..1000].prop_map(Value::from);
    // Below 2^53 every whole number has a float.
    let float = (-(1_i64 << 53)..(1_i64 << 53)).prop_map(|number| json!(number as f64));
    if side == Side::Answer {
        prop_oneof![3 => whole, 1 => float].boxed()
    } else {
        whole.boxed()
    }
}

fn number() -> BoxedStrategy<Value> {
    use proptest::num::f64::{NORMAL, SUBNORMAL, ZERO};
    prop_oneof![
        (NORMAL | SUBNORMAL | ZERO).prop_map(Value::from),
        (-5_i64..5).prop_map(Value::from),
        (0.0..1.0).prop_map(Value::from)
    ]
    .boxed()
}

/// JSON of any shape, a little.
fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        number(),
        text()
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            members_of_any(inner.boxed()).prop_map(Value::from)
        ]
    })
    .boxed()
}
