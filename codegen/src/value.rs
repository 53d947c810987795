//! Small tools for JSON values: places in them, and an order that does not depend on who built them.

use std::collections::BTreeSet;

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

/// The first place where two values differ, outermost keys in order, and what each has there.
pub(crate) fn first_difference<'a>(
    place: &str,
    one: &'a Value,
    other: &'a Value,
) -> Option<(String, &'a Value, &'a Value)> {
    const ABSENT: &Value = &Value::Null;
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let keys = |map: &'a Map<String, Value>| map.keys().collect::<BTreeSet<_>>();
            let added = keys(other)
                .into_iter()
                .filter(|key| !one.contains_key(*key));
            let mut all = keys(one).into_iter().chain(added);
            let member = |map: &'a Map<String, Value>, key: &str| map.get(key).unwrap_or(ABSENT);
            all.find_map(|key| {
                first_difference(&step(place, key), member(one, key), member(other, key))
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                first_difference(&format!("{place}[{index}]"), one, other)
            })
        }
        _ => (one != other).then(|| (place.to_owned(), one, other)),
    }
}

/// What two descriptions of one thing differ in, for messages.
pub(crate) fn difference(one: &Value, other: &Value) -> String {
    match first_difference("", &without_prose(one), &without_prose(other)) {
        Some((place, one, other)) => {
            let said = |value: &Value| match value {
                Value::Null => "absent".to_owned(),
                value => brief(value),
            };
            let place = place.trim_start_matches('.');
            format!("{place} is {} there and {} here", said(one), said(other))
        }
        None => "no difference".to_owned(),
    }
}

/// The start of a value's JSON, for messages.
pub(crate) fn brief(value: &Value) -> String {
    let text = sorted(value).to_string();
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

/// Visits every object in a value, the outer ones first.
pub(crate) fn each_object(value: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, visit)),
        Value::Object(map) => {
            visit(map);
            map.values_mut()
                .for_each(|member| each_object(member, visit));
        }
        _ => {}
    }
}

/// Adds the targets of all references in a value, and of those that they lead to.
pub fn references(document: &Value, value: &Value, reached: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| references(document, item, reached)),
        Value::Object(map) => {
            if let Some(target) = text(map, "$ref")
                && reached.insert(target.to_owned())
                && let Some(next) = target.strip_prefix('#').and_then(|at| document.pointer(at))
            {
                references(document, next, reached);
            }
            map.values()
                .for_each(|member| references(document, member, reached));
        }
        _ => {}
    }
}

/// Cases of a test, one a line: JSON, ` => `, and what is made or said of it.
#[cfg(test)]
pub(crate) fn cases(table: &str) -> impl Iterator<Item = (Value, &str)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| {
        let (given, wanted) = line.split_once(" => ").expect(line);
        (serde_json::from_str(given).expect(line), wanted)
    })
}

/// Every operation of a document: its place, its path, its method, and itself.
pub(crate) fn operations(document: &Value) -> impl Iterator<Item = (String, &str, &str, &Value)> {
    object(document, "paths").flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| {
            let place = step(&step("$.paths", path), method);
            Some((place, path.as_str(), method, item.get(method)?))
        })
    })
}

/// The named schemas, to change.
pub(crate) fn schemas_mut(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let schemas = document.pointer_mut("/components/schemas")?;
    schemas.as_object_mut()
}

/// The text under `key`.
pub(crate) fn text<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    map.get(key).and_then(Value::as_str)
}

/// The name of a scalar's type.
pub(crate) fn kind_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    }
}

/// The methods that a path item may have.
pub const METHODS: [&str; 8] = [
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
