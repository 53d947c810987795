//! Extensions, the keys that start with `x-`: where they stand in a document, told from names that start so.
//!
//! A header or a property may be called `x-something`; only a walk that knows which objects map names to things can
//! tell the two apart.

use serde_json::{Map, Value};

/// Keys whose objects map names of the document's own to things.
const NAMED: [&str; 13] = [
    "callbacks",
    "content",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

/// Keys whose values are data, and have no extensions.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "security"];

/// Whether an object under this key maps names to things.
pub(crate) fn maps_names(key: &str) -> bool {
    NAMED.contains(&key)
}

/// Removes every extension.
pub(crate) fn remove(document: &mut Value) {
    walk(document, false, &mut |map| {
        map.retain(|key, _| !key.starts_with("x-"));
    });
}

/// Visits every object that may have extensions, parents first. With `names`, `value` maps names to things.
pub(crate) fn walk(value: &mut Value, names: bool, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, false, visit)),
        Value::Object(map) if names => map
            .values_mut()
            .for_each(|member| walk(member, false, visit)),
        Value::Object(map) => {
            visit(map);
            let inside = |key: &str| !DATA.contains(&key) && !key.starts_with("x-");
            map.iter_mut()
                .filter(|(key, _)| inside(key))
                .for_each(|(key, member)| walk(member, maps_names(key), visit));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn extensions_go_and_names_stay() {
        let mut document = json!({
            "x-root": 1,
            "paths": {"/a": {"get": {
                "x-call": "a",
                "parameters": [{"name": "x-id", "x-name": "id", "example": {"x-a": 1}}],
                "responses": {"200": {"headers": {"x-rate": {"x-b": 1}}}},
            }}},
            "components": {"schemas": {"x-S": {
                "properties": {"x-id": {"x-handwritten": true}, "properties": {"x-c": 1}},
            }}},
        });
        remove(&mut document);
        assert_eq!(
            document,
            json!({
                "paths": {"/a": {"get": {
                    "parameters": [{"name": "x-id", "example": {"x-a": 1}}],
                    "responses": {"200": {"headers": {"x-rate": {}}}},
                }}},
                "components": {"schemas": {"x-S": {"properties": {"x-id": {}, "properties": {}}}}},
            })
        );
    }
}
