//! Puts shared parameters, headers, bodies and responses where they are used.
//!
//! Every rule that follows looks at operations; one that a reference hides from it would go wrong in
//! silence, such as a success with several media types. References to schemas stay: they are types.

use serde_json::Value;

use super::operations;

const SECTIONS: [&str; 4] = ["parameters", "headers", "requestBodies", "responses"];

/// Puts everything but schemas in place, and drops the sections that nothing refers to any more.
pub(super) fn inline(document: &mut Value) {
    let shared = document.get("components").cloned().unwrap_or_default();
    for (_, operation) in operations(document) {
        resolve_all(operation, &shared);
    }
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        components.retain(|section, _| !SECTIONS.contains(&section.as_str()));
    }
}

fn resolve_all(value: &mut Value, shared: &Value) {
    // A chain of references ends: none leads back to itself.
    while let Some(target) = target(value, shared) {
        *value = target;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve_all(item, shared)),
        Value::Object(map) => map
            .iter_mut()
            // A schema has no such references in it, and may have examples that look like some.
            .filter(|(key, _)| *key != "schema")
            .for_each(|(_, member)| resolve_all(member, shared)),
        _ => {}
    }
}

fn target(value: &Value, shared: &Value) -> Option<Value> {
    let reference = value.get("$ref")?.as_str()?;
    let (section, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    let known = SECTIONS.contains(&section);
    known
        .then(|| shared.get(section)?.get(name).cloned())
        .flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn shared_parts_are_put_where_they_are_used() {
        let reference =
            |section: &str, name: &str| json!({"$ref": format!("#/components/{section}/{name}")});
        let parameter = json!({"name": "wId", "in": "path", "required": true, "schema": reference("schemas", "S")});
        let header = json!({"schema": {"type": "string"}});
        let mut document = json!({
            "paths": {"/{wId}": {"get": {
                "parameters": [reference("parameters", "Outer")],
                "requestBody": reference("requestBodies", "B"),
                "responses": {"200": reference("responses", "R")},
            }}},
            "components": {
                "schemas": {"S": {"type": "string"}},
                "parameters": {"Outer": reference("parameters", "Inner"), "Inner": parameter},
                "requestBodies": {"B": {"content": {}}},
                "responses": {"R": {"description": "", "headers": {"X": reference("headers", "H")}}},
                "headers": {"H": header},
            },
        });
        inline(&mut document);
        let operation = json!({
            "parameters": [parameter],
            "requestBody": {"content": {}},
            "responses": {"200": {"description": "", "headers": {"X": header}}},
        });
        assert_eq!(
            document,
            json!({"paths": {"/{wId}": {"get": operation}}, "components": {"schemas": {"S": {"type": "string"}}}})
        );
    }
}
