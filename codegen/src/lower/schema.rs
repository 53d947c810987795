//! The schema part of lowering: keywords of JSON Schema 2020-12 into those of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::Lowering;
use crate::error::Result;
use crate::value::step;

const SCHEMA: &[&str] = &[
    "$ref",
    "title",
    "description",
    "type",
    "nullable",
    "format",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "discriminator",
    "xml",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
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
    "$comment",
];
const TYPES: [&str; 6] = ["object", "array", "string", "number", "integer", "boolean"];

impl Lowering<'_> {
    pub(super) fn schema(&self, place: &str, schema: &mut Value) -> Result<()> {
        let map = self.object(place, schema)?;
        self.known(place, map, SCHEMA)?;
        map.remove("$comment");
        self.each(map, "properties", place, &|place, property| {
            self.schema(place, property)
        })?;
        for key in ["items", "not"] {
            if let Some(inner) = map.get_mut(key) {
                self.schema(&step(place, key), inner)?;
            }
        }
        // `additionalProperties` may be a bool instead of a schema.
        if let Some(inner) = map
            .get_mut("additionalProperties")
            .filter(|inner| !inner.is_boolean())
        {
            self.schema(&step(place, "additionalProperties"), inner)?;
        }
        self.null_alternative(place, map)?;
        self.alternatives(place, map)?;
        self.types(place, map)?;
        constant(map);
        examples(map);
        exclusive_bounds(map);
        nullable_enum(map);
        nullable_reference(map);
        Ok(())
    }

    fn alternatives(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        for key in ["allOf", "oneOf", "anyOf"] {
            let place = step(place, key);
            let Some(list) = map.get_mut(key) else {
                continue;
            };
            let list = list
                .as_array_mut()
                .ok_or_else(|| self.error(&place, "is not a list"))?;
            for (index, inner) in list.iter_mut().enumerate() {
                self.schema(&format!("{place}[{index}]"), inner)?;
            }
        }
        Ok(())
    }

    /// `oneOf: [X, {type: null}]` is a nullable X.
    fn null_alternative(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        for key in ["oneOf", "anyOf"] {
            let Some(list) = map.get_mut(key).and_then(Value::as_array_mut) else {
                continue;
            };
            let before = list.len();
            list.retain(|inner| *inner != json!({"type": "null"}));
            if list.len() == before {
                continue;
            }
            let only = (list.len() == 1).then(|| list.remove(0));
            map.insert("nullable".into(), true.into());
            let Some(only) = only else { continue };
            map.remove(key);
            let Value::Object(only) = only else {
                return Err(self.error(place, "has an alternative that is no schema"));
            };
            for (key, value) in only {
                map.entry(key).or_insert(value);
            }
        }
        Ok(())
    }

    fn types(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        let Some(given) = map.get("type") else {
            return Ok(());
        };
        let place = step(place, "type");
        let names: Vec<&str> = match given {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => return Err(self.error(&place, "is not text")),
        };
        let nullable = names.contains(&"null");
        let names: Vec<String> = names
            .iter()
            .filter(|name| **name != "null")
            .map(|n| (*n).to_owned())
            .collect();
        let [name] = names.as_slice() else {
            let cause = if names.is_empty() {
                "is null alone, which says nothing"
            } else {
                "has several types, which is not supported here"
            };
            return Err(self.error(&place, cause));
        };
        if !TYPES.contains(&name.as_str()) {
            return Err(self.error(&place, format!("is `{name}`, which is no JSON type")));
        }
        map.insert("type".into(), name.clone().into());
        if nullable {
            map.insert("nullable".into(), true.into());
        }
        Ok(())
    }
}

fn constant(map: &mut Map<String, Value>) {
    let Some(value) = map.remove("const") else {
        return;
    };
    let kind = match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(ref n) if n.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    if let Some(kind) = kind {
        map.entry("type").or_insert_with(|| kind.into());
    }
    map.insert("enum".into(), json!([value]));
}

fn examples(map: &mut Map<String, Value>) {
    let first = match map.remove("examples") {
        Some(Value::Array(examples)) => examples.into_iter().next(),
        _ => None,
    };
    if let Some(first) = first {
        map.entry("example").or_insert(first);
    }
}

/// 2020-12 has the bound itself where 3.0 has a flag beside the bound.
fn exclusive_bounds(map: &mut Map<String, Value>) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if let Some(limit) = map
            .get(exclusive)
            .filter(|limit| limit.is_number())
            .cloned()
        {
            map.insert(bound.into(), limit);
            map.insert(exclusive.into(), true.into());
        }
    }
}

fn nullable_enum(map: &mut Map<String, Value>) {
    let Some(values) = map.get_mut("enum").and_then(Value::as_array_mut) else {
        return;
    };
    let before = values.len();
    values.retain(|value| !value.is_null());
    if values.len() < before {
        map.insert("nullable".into(), true.into());
    }
}

/// Beside a `$ref` 3.0 ignores everything; that a value may be null must not get lost so.
fn nullable_reference(map: &mut Map<String, Value>) {
    if !map.contains_key("$ref") {
        return;
    }
    let reference = map.remove("$ref");
    let nullable = map.get("nullable") == Some(&Value::Bool(true));
    map.clear();
    if nullable {
        map.insert("allOf".into(), json!([{"$ref": reference}]));
        map.insert("nullable".into(), true.into());
    } else {
        map.insert("$ref".into(), reference.unwrap_or_default());
    }
}
