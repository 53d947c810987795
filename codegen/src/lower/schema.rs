//! The schema part of lowering: keywords of JSON Schema 2020-12 into those of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::Lowering;
use crate::error::Result;
use crate::value::{brief, kind_of, step};

/// Keys whose values are looked at one by one; those of `kinds` are known, too.
const SCHEMA: &[&str] = &[
    "$ref",
    "type",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "externalDocs",
    "discriminator",
    "xml",
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "$comment",
];
const TYPES: [&str; 6] = ["object", "array", "string", "number", "integer", "boolean"];

impl Lowering<'_> {
    pub(super) fn schema(&self, place: &str, schema: &mut Value) -> Result<()> {
        let map = self.object(place, schema)?;
        let known: Vec<&str> = SCHEMA.iter().copied().chain(Self::checked_keys()).collect();
        self.known(place, map, &known)?;
        map.remove("$comment");
        self.schema_kinds(place, map)?;
        if self.reference(place, map, "schemas")? {
            nullable_reference(map);
            return Ok(());
        }
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
        self.constant(place, map)?;
        examples(map);
        exclusive_bounds(map);
        self.values(place, map)?;
        // An alternative that is null may have left a reference alone.
        nullable_reference(map);
        Ok(())
    }

    fn alternatives(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        for key in ["allOf", "oneOf", "anyOf"] {
            let place = step(place, key);
            let Some(list) = map.get_mut(key) else {
                continue;
            };
            let list = self.list(&place, list)?;
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
            list.retain(|inner| inner.get("type").and_then(Value::as_str) != Some("null"));
            if list.len() == before {
                continue;
            }
            let only = (list.len() == 1).then(|| list.remove(0));
            map.insert("nullable".into(), true.into());
            let Some(only) = only else { continue };
            map.remove(key);
            let Value::Object(only) = only else {
                return Err(self.error(place, "alternatives that are schemas", brief(&only)));
            };
            self.join(place, map, only)?;
        }
        Ok(())
    }

    /// Puts the only alternative into the schema itself, whose own prose goes before.
    fn join(
        &self,
        place: &str,
        map: &mut Map<String, Value>,
        only: Map<String, Value>,
    ) -> Result<()> {
        for (key, value) in only {
            let prose = matches!(
                key.as_str(),
                "title" | "description" | "example" | "examples" | "nullable"
            );
            match map.get(&key) {
                Some(own) if *own != value && !prose => {
                    let expected = format!("one `{key}` in a schema and its only alternative");
                    let found = format!("{} and {}", brief(own), brief(&value));
                    return Err(self.error(place, expected, found));
                }
                Some(_) => {}
                None => {
                    map.insert(key, value);
                }
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
            Value::Array(names) if names.iter().all(Value::is_string) => {
                names.iter().filter_map(Value::as_str).collect()
            }
            // In YAML, `null` without quotes is no text.
            other => return Err(self.error(&place, "text or a list of texts", brief(other))),
        };
        let nullable = names.contains(&"null");
        let names: Vec<String> = names
            .iter()
            .filter(|name| **name != "null")
            .map(|n| (*n).to_owned())
            .collect();
        let [name] = names.as_slice() else {
            return Err(self.error(&place, "one type beside null", brief(given)));
        };
        if !TYPES.contains(&name.as_str()) {
            return Err(self.error(&place, "a JSON type", format!("`{name}`")));
        }
        map.insert("type".into(), name.clone().into());
        if nullable {
            map.insert("nullable".into(), true.into());
        }
        Ok(())
    }

    fn constant(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        let Some(value) = map.remove("const") else {
            return Ok(());
        };
        let Some(kind) = kind_of(&value) else {
            let expected = "a text, a number or a bool";
            return Err(self.error(&step(place, "const"), expected, brief(&value)));
        };
        map.entry("type").or_insert_with(|| kind.into());
        map.insert("enum".into(), json!([value]));
        Ok(())
    }

    /// The values of an `enum`: a null among them says that the whole is nullable.
    fn values(&self, place: &str, map: &mut Map<String, Value>) -> Result<()> {
        let kind = map.get("type").and_then(Value::as_str).map(str::to_owned);
        let Some(values) = map.get_mut("enum") else {
            return Ok(());
        };
        let place = step(place, "enum");
        let values = self.list(&place, values)?;
        let before = values.len();
        values.retain(|value| !value.is_null());
        let nullable = values.len() < before;
        if values.is_empty() {
            return Err(self.error(&place, "at least one value beside null", "none"));
        }
        for (at, value) in values.iter().enumerate() {
            if values[..at].contains(value) {
                return Err(self.error(&place, "each value once", format!("{value} twice")));
            }
            let fits = match (kind_of(value), kind.as_deref()) {
                (None, _) => false,
                (Some("integer"), Some("number")) | (Some(_), None) => true,
                (Some(own), Some(kind)) => own == kind,
            };
            if !fits {
                let kind = kind.as_deref().unwrap_or("text, number or bool");
                let expected = format!("values of the type {kind}");
                return Err(self.error(&place, expected, brief(value)));
            }
        }
        if nullable {
            map.insert("nullable".into(), true.into());
        }
        Ok(())
    }
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

/// Beside a `$ref` 3.0 ignores everything but extensions; that a value may be null must not get lost so.
fn nullable_reference(map: &mut Map<String, Value>) {
    if !map.contains_key("$ref") {
        return;
    }
    let reference = map.remove("$ref");
    let nullable = map.get("nullable") == Some(&Value::Bool(true));
    // Marks say something of the property that the reference is.
    map.retain(|key, _| key.starts_with("x-"));
    if nullable {
        map.insert("allOf".into(), json!([{"$ref": reference}]));
        map.insert("nullable".into(), true.into());
    } else {
        map.insert("$ref".into(), reference.unwrap_or_default());
    }
}
