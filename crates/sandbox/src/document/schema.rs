//! Checks values against the schemas of the document, with the words of the server's own validator.
//!
//! The document uses a small part of OpenAPI 3.0's schemas; what this checker knows is [`KEYWORDS`], and a test finds any other
//! in the packaged document. A general validator of JSON Schema would more than double the crates that a user's test build
//! compiles, and its words would not be the server's; it takes part in the tests, where both have to agree.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::clock;

/// The keywords that are understood; `format` is checked for dates only, and `default` says nothing of a value.
#[cfg(test)]
pub(crate) const KEYWORDS: [&str; 22] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "enum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "nullable",
    "oneOf",
    "properties",
    "required",
    "type",
    "uniqueItems",
    "x-extensible-enum",
    "x-keeps-unknown",
];

/// The schemas that others refer to, by their names.
#[derive(Default)]
pub(crate) struct Schemas(Map<String, Value>);

impl Schemas {
    /// The components of a document.
    pub(crate) fn of(document: &Value) -> Self {
        let schemas = document["components"]["schemas"].as_object();
        Self(schemas.cloned().unwrap_or_default())
    }

    /// A schema in the place of the one that refers to it, alone or in an `allOf`.
    pub(crate) fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let all = schema["allOf"].as_array().map(Vec::as_slice);
        let schema = match all {
            Some([only]) => only,
            _ => schema,
        };
        let name = schema["$ref"].as_str();
        let name = name.and_then(|path| path.strip_prefix("#/components/schemas/"));
        match name.and_then(|name| self.0.get(name)) {
            Some(named) => self.resolved(named),
            None => schema,
        }
    }

    /// What is wrong with a value: `place: message`, one for each place.
    pub(crate) fn issues(&self, schema: &Value, value: &Value, place: &str) -> Vec<String> {
        let mut issues = Vec::new();
        self.check(schema, value, place, &mut issues);
        issues
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, issues: &mut Vec<String>) {
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        if let Some(path) = schema["$ref"].as_str() {
            let name = path.strip_prefix("#/components/schemas/").unwrap_or(path);
            if let Some(named) = self.0.get(name) {
                self.check(named, value, place, issues);
            }
            return;
        }
        for part in list(schema, "allOf") {
            self.check(part, value, place, issues);
        }
        for key in ["anyOf", "oneOf"] {
            self.check_any(list(schema, key), value, place, issues);
        }
        if let Some(message) = type_issue(schema, value).or_else(|| own_issue(schema, value)) {
            issues.push(issue(place, &message));
            return;
        }
        match value {
            Value::Object(map) => self.check_members(schema, map, place, issues),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let place = format!("{place}[{index}]");
                    self.check(&schema["items"], item, &place, issues);
                }
            }
            _ => {}
        }
    }

    /// One of the schemas has to fit.
    fn check_any(&self, any: &[Value], value: &Value, place: &str, issues: &mut Vec<String>) {
        let mut tried = any.iter().map(|one| self.issues(one, value, place));
        if any.is_empty() || tried.any(|issues| issues.is_empty()) {
            return;
        }
        issues.push(issue(place, "Invalid input"));
    }

    fn check_members(
        &self,
        schema: &Value,
        map: &Map<String, Value>,
        place: &str,
        issues: &mut Vec<String>,
    ) {
        let below = |key: &str| match place {
            "" => key.to_owned(),
            place => format!("{place}.{key}"),
        };
        for key in list(schema, "required").iter().filter_map(Value::as_str) {
            if !map.contains_key(key) {
                issues.push(issue(&below(key), "Required"));
            }
        }
        for (key, member) in map {
            match (
                schema["properties"].get(key),
                &schema["additionalProperties"],
            ) {
                (Some(property), _) => self.check(property, member, &below(key), issues),
                (None, Value::Bool(false)) => {
                    let message = format!("Unrecognized key(s) in object: '{key}'");
                    issues.push(issue(place, &message));
                }
                (None, others @ Value::Object(_)) => {
                    self.check(others, member, &below(key), issues);
                }
                _ => {}
            }
        }
    }
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema[key].as_array().map_or(&[], Vec::as_slice)
}

fn issue(place: &str, message: &str) -> String {
    match place {
        "" => message.to_owned(),
        place => format!("{place}: {message}"),
    }
}

fn type_issue(schema: &Value, value: &Value) -> Option<String> {
    let expected = schema["type"].as_str()?;
    let fits = match expected {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    (!fits).then(|| format!("Expected {expected}, received {}", kind_of(value)))
}

/// What is wrong with the value itself, and not with what is in it.
fn own_issue(schema: &Value, value: &Value) -> Option<String> {
    for key in ["enum", "x-extensible-enum"] {
        // The server takes no word that it does not know, although clients have to live with new ones.
        let allowed = schema[key].as_array();
        if let Some(allowed) = allowed.filter(|allowed| !allowed.contains(value)) {
            return Some(enum_issue(allowed, value));
        }
    }
    let bound = |key: &str| schema[key].as_f64();
    let (what, size, most, least) = match value {
        Value::String(text) => {
            if let Some(message) = format_issue(schema, text) {
                return Some(message);
            }
            let length = text.chars().count();
            ("String", length, bound("maxLength"), bound("minLength"))
        }
        Value::Array(items) => ("Array", items.len(), bound("maxItems"), bound("minItems")),
        Value::Number(number) => return number_issue(schema, number.as_f64()?),
        _ => return None,
    };
    let unit = if what == "String" {
        "character"
    } else {
        "element"
    };
    let size = size as f64;
    match (least, most) {
        (Some(least), _) if size < least => {
            Some(format!("{what} must contain at least {least} {unit}(s)"))
        }
        (_, Some(most)) if size > most => {
            Some(format!("{what} must contain at most {most} {unit}(s)"))
        }
        _ => None,
    }
}

fn number_issue(schema: &Value, number: f64) -> Option<String> {
    let bound = |key: &str| schema[key].as_f64();
    match (bound("minimum"), bound("maximum")) {
        (Some(least), _) if number < least => {
            Some(format!("Number must be greater than or equal to {least}"))
        }
        (_, Some(most)) if number > most => {
            Some(format!("Number must be less than or equal to {most}"))
        }
        _ => None,
    }
}

fn format_issue(schema: &Value, text: &str) -> Option<String> {
    let fits = match schema["format"].as_str() {
        Some("date") => clock::date(text).is_some(),
        Some("date-time") => text.parse::<Timestamp>().is_ok(),
        _ => true,
    };
    (!fits).then(|| "Invalid date".to_owned())
}

fn enum_issue(allowed: &[Value], value: &Value) -> String {
    let quoted = |value: &Value| format!("'{}'", value.as_str().unwrap_or(&value.to_string()));
    let allowed: Vec<String> = allowed.iter().map(quoted).collect();
    format!(
        "Invalid enum value. Expected {}, received {}",
        allowed.join(" | "),
        quoted(value)
    )
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn says_what_is_wrong_and_where() {
        let schemas = Schemas::of(&json!({ "components": { "schemas": {
            "Name": { "type": "string", "minLength": 1 },
            "Kind": { "type": "string", "x-extensible-enum": ["a", "b"] },
        } } }));
        let schema = json!({
            "type": "object",
            "required": ["name", "kinds"],
            "properties": {
                "name": { "$ref": "#/components/schemas/Name" },
                "kinds": { "type": "array", "maxItems": 2, "items": { "$ref": "#/components/schemas/Kind" } },
                "size": { "type": "integer", "minimum": 1, "maximum": 9 },
                "day": { "type": "string", "format": "date" },
                "maybe": { "allOf": [{ "$ref": "#/components/schemas/Name" }], "nullable": true },
                "either": { "oneOf": [{ "type": "string" }, { "type": "boolean" }] },
                "cells": { "type": "object", "additionalProperties": { "type": "number" } },
            },
        });
        for (value, expected) in [
            (
                json!({ "name": "x", "kinds": [], "other": null, "maybe": null, "either": true }),
                vec![],
            ),
            (
                json!({ "kinds": "a" }),
                vec!["name: Required", "kinds: Expected array, received string"],
            ),
            (
                json!({ "name": "", "kinds": ["c"] }),
                vec![
                    "kinds[0]: Invalid enum value. Expected 'a' | 'b', received 'c'",
                    "name: String must contain at least 1 character(s)",
                ],
            ),
            (
                json!({ "name": null, "kinds": ["a", "b", "a"] }),
                vec![
                    "kinds: Array must contain at most 2 element(s)",
                    "name: Expected string, received null",
                ],
            ),
            (
                json!({ "name": "x", "kinds": [], "size": 1.5, "day": "soon", "either": 1 }),
                vec![
                    "day: Invalid date",
                    "either: Invalid input",
                    "size: Expected integer, received float",
                ],
            ),
            (
                json!({ "name": "x", "kinds": [], "size": 10, "cells": { "a": 1, "b": "2" } }),
                vec![
                    "cells.b: Expected number, received string",
                    "size: Number must be less than or equal to 9",
                ],
            ),
            (json!([]), vec!["Expected object, received array"]),
        ] {
            let mut got = schemas.issues(&schema, &value, "");
            got.sort();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(got, expected, "{value}");
        }
    }
}
