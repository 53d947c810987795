//! Schemas: what typify would take for another type, or for a type of its own, is made plain.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{FILE, components, operations, reach};
use crate::error::{Error, Result};
use crate::marks::is_marked;
use crate::schema::for_each_object;
use crate::value::{kind_of, step};

/// Typify makes a type of what has one; a shape that is only implied would become any JSON value.
pub(super) fn types_are_said(document: &mut Value) -> Result<()> {
    for_each_object(document, &mut |_, schema| {
        // Only sets of texts are types: of numbers and bools, the values are the server's to check.
        let listed = schema.get("enum").and_then(Value::as_array);
        if listed.is_some_and(|values| !values.iter().all(Value::is_string)) {
            let values = schema.remove("enum").unwrap_or_default();
            if let (Some(kind), false) = (kind_of(&values[0]), schema.contains_key("type"))
                && values
                    .as_array()
                    .is_some_and(|all| all.iter().all(|value| kind_of(value) == Some(kind)))
            {
                schema.insert("type".into(), kind.into());
            }
        }
        let parts = ["type", "$ref", "allOf", "oneOf", "anyOf", "not", "enum"];
        if parts.iter().any(|key| schema.contains_key(*key)) {
            return;
        }
        if schema.contains_key("items") {
            schema.insert("type".into(), "array".into());
        } else if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
            schema.insert("type".into(), "object".into());
        }
    })
}

/// A map that is marked stays one, also where the spec names some of its keys: a struct would lose the others.
pub(super) fn maps_stay_maps(document: &mut Value) -> Result<()> {
    for_each_object(document, &mut |_, map| {
        if map.get("x-map") == Some(&Value::Bool(true)) {
            map.retain(|key, _| {
                !["properties", "required", "oneOf", "anyOf", "allOf"].contains(&key.as_str())
            });
            map.insert("type".into(), "object".into());
            map.entry("additionalProperties")
                .or_insert_with(|| true.into());
        }
    })
}

/// Limits are the server's to check: typify would make a type of its own of each. Defaults go too,
/// because they would always be sent.
pub(super) fn no_constraints(document: &mut Value) -> Result<()> {
    const LIMITS: [&str; 14] = [
        "default",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
    ];
    for_each_object(document, &mut |_, schema| {
        schema.retain(|key, _| !LIMITS.contains(&key.as_str()));
    })
}

/// A field that is new to this crate never fails a decode, and costs nothing: no catch-all map. Only
/// where `x-keeps-unknown` asks for one, and in all that such a type is made of: what a file says must not be lost on
/// its way to the server. And where `x-refuses-unknown` is marked, a request that is read from JSON must not lose what
/// it cannot say.
pub(super) fn unknown_fields_pass(document: &mut Value) -> Result<()> {
    let kept = marked_with_parts(document, "x-keeps-unknown");
    let refused = marked_with_parts(document, "x-refuses-unknown");
    only_requests_refuse(document, refused.difference(&kept).collect())?;
    for_each_object(document, &mut |place, schema| {
        if kept.contains(place) && schema.contains_key("properties") {
            // Typify passes over `true`, which says the same.
            schema.insert("additionalProperties".into(), json!({}));
        } else if refused.contains(place) && schema.contains_key("properties") {
            schema.insert("additionalProperties".into(), json!(false));
        } else if schema.contains_key("properties")
            || schema.get("additionalProperties") == Some(&Value::Bool(false))
        {
            schema.remove("additionalProperties");
        }
    })
}

/// In an answer, a type that refuses what it does not know fails with the next version of the server.
fn only_requests_refuse(document: &mut Value, refused: BTreeSet<&String>) -> Result<()> {
    let responses: Vec<Value> = operations(document)
        .filter_map(|(_, operation)| operation.get("responses").cloned())
        .collect();
    let mut answered = BTreeSet::new();
    for response in &responses {
        reach(document, response, &mut answered);
    }
    let mut places = answered
        .iter()
        .map(|name| step("$.components.schemas", name));
    match places.find(|place| refused.contains(place)) {
        None => Ok(()),
        Some(place) => {
            let expected = "`x-refuses-unknown` on types of requests alone";
            let remedy = "remove the mark: a new member would fail every answer";
            Err(Error::expected(FILE, expected, "a type of answers", remedy).at(place))
        }
    }
}

/// The places of the types with a mark, and of all that they are made of.
fn marked_with_parts(document: &Value, mark: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (name, schema) in components(document).filter(|(_, schema)| is_marked(schema, mark)) {
        reach(document, schema, &mut names);
        names.insert(name.clone());
    }
    names
        .iter()
        .map(|name| step("$.components.schemas", name))
        .collect()
}

/// Ids need 64 bits, and a string stays a string: other formats would pull crates into the build.
pub(super) fn plain_formats(document: &mut Value) -> Result<()> {
    for_each_object(
        document,
        &mut |_, schema| match schema.get("type").and_then(Value::as_str) {
            Some("integer") => drop(schema.insert("format".into(), "int64".into())),
            Some("number") => drop(schema.insert("format".into(), "double".into())),
            Some("string")
                if matches!(
                    schema.get("format").and_then(Value::as_str),
                    Some("date" | "binary")
                ) => {}
            _ => drop(schema.remove("format")),
        },
    )
}
