//! Takes some operations of a document, with the components that they need, and leaves the rest out.

use std::collections::BTreeSet;

use dust_sdk_codegen::{METHODS, anonymous, references};
use serde_json::{Map, Value};

use crate::published::Key;

/// The document with only these operations.
pub(crate) fn subset(document: &Value, keep: &BTreeSet<Key>) -> Value {
    let mut part = document.clone();
    keep_operations(&mut part, keep);
    keep_components(&mut part);
    keep_tags(&mut part);
    part
}

fn keep_operations(document: &mut Value, keep: &BTreeSet<Key>) {
    let Some(paths) = document["paths"].as_object_mut() else {
        return;
    };
    for (path, item) in paths.iter_mut() {
        if let Some(item) = item.as_object_mut() {
            item.retain(|key, _| {
                !METHODS.contains(&key.as_str()) || keep.contains(&(anonymous(path), key.clone()))
            });
        }
    }
    paths.retain(|path, _| keep.iter().any(|(kept, _)| *kept == anonymous(path)));
}

/// A component stays if an operation leads to it; ways to authenticate are referred to by name, and stay.
fn keep_components(document: &mut Value) {
    let mut reached = BTreeSet::new();
    references(document, &document["paths"], &mut reached);
    let Some(sections) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    for (section, members) in sections.iter_mut() {
        if let Some(members) = members
            .as_object_mut()
            .filter(|_| section != "securitySchemes")
        {
            members.retain(|name, _| reached.contains(&reference(section, name)));
        }
    }
    sections.retain(|_, members| {
        members
            .as_object()
            .is_none_or(|members| !members.is_empty())
    });
}

fn reference(section: &str, name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    format!("#/components/{section}/{escaped}")
}

fn keep_tags(document: &mut Value) {
    let used: BTreeSet<String> = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object)
        .flat_map(Map::values)
        .filter_map(|operation| operation.get("tags")?.as_array())
        .flatten()
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .collect();
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| used.contains(name)));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stays_is_whole_and_what_goes_leaves_nothing() {
        let reference =
            |name: &str| json!({"schema": {"$ref": format!("#/components/schemas/{name}")}});
        let document = json!({
            "tags": [{"name": "A"}, {"name": "B"}],
            "paths": {
                "/a": {"parameters": [{"$ref": "#/components/parameters/P"}],
                       "get": {"tags": ["A"], "x": reference("One")}, "post": {"tags": ["B"], "x": reference("Three")}},
                "/b": {"get": {"tags": ["B"]}}
            },
            "components": {
                "schemas": {"One": {"items": {"$ref": "#/components/schemas/Two"}}, "Two": {}, "Three": {}},
                "parameters": {"P": {}, "Q": {}},
                "responses": {"R": {}},
                "securitySchemes": {"Bearer": {}}
            }
        });
        let keep = BTreeSet::from([("/a".to_owned(), "get".to_owned())]);
        let part = subset(&document, &keep);
        assert_eq!(part["tags"], json!([{"name": "A"}]));
        assert_eq!(part["paths"].as_object().unwrap().len(), 1);
        assert!(part["paths"]["/a"].get("post").is_none());
        assert_eq!(
            part["components"],
            json!({
                "schemas": {"One": {"items": {"$ref": "#/components/schemas/Two"}}, "Two": {}},
                "parameters": {"P": {}},
                "securitySchemes": {"Bearer": {}}
            })
        );
    }
}
