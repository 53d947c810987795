//! Which types go into requests, and what their constructors take.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::required;
use crate::value::object;

/// Which types go into requests, and what their constructors take: what is required, in the order of
/// the spec, and what is marked `x-in-constructor`.
pub(super) fn constructors(document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut names = BTreeSet::new();
    for (_, item) in object(document, "paths") {
        for (_, operation) in item.as_object().into_iter().flatten() {
            if let Some(body) = operation.get("requestBody") {
                reach(document, body, &mut names);
            }
        }
    }
    let schema = |name: &String| document.pointer(&format!("/components/schemas/{name}"));
    names
        .into_iter()
        .filter_map(|name| Some((name.clone(), constructor(schema(&name)?))))
        .collect()
}

fn constructor(schema: &Value) -> Vec<String> {
    let mut takes = required(schema);
    for (name, property) in object(schema, "properties") {
        if property.get("x-in-constructor") == Some(&Value::Bool(true)) && !takes.contains(name) {
            takes.push(name.clone());
        }
    }
    takes
}

/// Adds the names of all components that `value` refers to, directly or through others.
pub(crate) fn reach(document: &Value, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| reach(document, item, names)),
        Value::Object(map) => {
            let reference = map.get("$ref").and_then(Value::as_str);
            if let Some(name) =
                reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"))
                && names.insert(name.to_owned())
                && let Some(schema) = document.pointer(&format!("/components/schemas/{name}"))
            {
                reach(document, schema, names);
            }
            map.values()
                .for_each(|member| reach(document, member, names));
        }
        _ => {}
    }
}
