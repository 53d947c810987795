//! Schemas: what typify would take for another type, or for a type of its own, is made plain.

use serde_json::{Value, json};

use crate::error::Result;
use crate::schema::for_each;

/// Typify makes a type of what has one; a shape that is only implied would become any JSON value.
pub(super) fn types_are_said(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        let parts = ["type", "$ref", "allOf", "oneOf", "anyOf", "not", "enum"];
        if parts.iter().any(|key| schema.contains_key(*key)) {
            return Ok(());
        }
        if schema.contains_key("items") {
            schema.insert("type".into(), "array".into());
        } else if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
            schema.insert("type".into(), "object".into());
        }
        Ok(())
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
    for_each(document, &mut |_, schema| {
        if let Some(schema) = schema.as_object_mut() {
            schema.retain(|key, _| !LIMITS.contains(&key.as_str()));
        }
        Ok(())
    })
}

/// A field that is new to this crate never fails a decode, and costs nothing: no catch-all map. Only
/// where `x-keeps-unknown` asks for one: what a file says must not be lost on its way to the server.
pub(super) fn unknown_fields_pass(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        if schema.get("x-keeps-unknown") == Some(&Value::Bool(true)) {
            // Typify passes over `true`, which says the same.
            schema.insert("additionalProperties".into(), json!({}));
        } else if schema.contains_key("properties")
            || schema.get("additionalProperties") == Some(&Value::Bool(false))
        {
            schema.remove("additionalProperties");
        }
        Ok(())
    })
}

/// Ids need 64 bits, and a string stays a string: other formats would pull crates into the build.
pub(super) fn plain_formats(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        match schema.get("type").and_then(Value::as_str) {
            Some("integer") => drop(schema.insert("format".into(), "int64".into())),
            Some("number") => drop(schema.insert("format".into(), "double".into())),
            Some("string")
                if matches!(
                    schema.get("format").and_then(Value::as_str),
                    Some("date" | "binary")
                ) => {}
            _ => drop(schema.remove("format")),
        }
        Ok(())
    })
}
