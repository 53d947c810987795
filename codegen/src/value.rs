//! Small tools for JSON values: places in them, and an order that does not depend on who built them.

use serde_json::{Map, Value};

/// Prints a document the way it is checked in: objects in order of their keys, two spaces deep.
pub fn to_json(document: &Value) -> String {
    // Values without floats that are not finite cannot fail to print.
    format!("{:#}\n", sorted(document))
}

/// The same value with every object in order of its keys.
///
/// `serde_json` keeps either the order of insertion or the order of keys, as any crate of the build
/// may decide by a feature; the output must not depend on that.
pub(crate) fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            Value::Object(
                keys.into_iter()
                    .map(|key| (key.clone(), sorted(&map[key])))
                    .collect(),
            )
        }
        scalar => scalar.clone(),
    }
}

/// The same value without what only people read: two places may describe the same thing in other words.
pub(crate) fn without_prose(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(without_prose).collect()),
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, member)| !is_prose(key, member));
            Value::Object(
                kept.map(|(key, member)| (key.clone(), without_prose(member)))
                    .collect(),
            )
        }
        scalar => scalar.clone(),
    }
}

/// The start of a value's JSON, for messages.
pub(crate) fn brief(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Whether a member is only for people. A property may be called `description`; it is an object then.
pub(crate) fn is_prose(key: &str, member: &Value) -> bool {
    match key {
        "description" | "summary" | "x-docs" => member.is_string(),
        "example" => !member.is_object(),
        _ => false,
    }
}

/// One step down a JSONPath: `.name` where that is enough, `['na/me']` otherwise.
pub(crate) fn step(place: &str, key: &str) -> String {
    let plain = !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !key.starts_with(|c: char| c.is_ascii_digit());
    if plain {
        format!("{place}.{key}")
    } else {
        let key = key.replace('\\', "\\\\").replace('\'', "\\'");
        format!("{place}['{key}']")
    }
}

/// The member of `value` under `key` as an object, empty where there is none.
pub(crate) fn object<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// The text under `key`.
pub(crate) fn text<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    map.get(key).and_then(Value::as_str)
}

/// The methods that a path item may have.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_read_as_jsonpath() {
        assert_eq!(
            step(&step("$.paths", "/a/{b}"), "get"),
            "$.paths['/a/{b}'].get"
        );
        assert_eq!(step("$.responses", "200"), "$.responses['200']");
    }

    #[test]
    fn prints_in_order_of_keys() {
        assert_eq!(
            to_json(&json!({"b": 1, "a": {"d": 1, "c": 2}})),
            "{\n  \"a\": {\n    \"c\": 2,\n    \"d\": 1\n  },\n  \"b\": 1\n}\n"
        );
    }
}
