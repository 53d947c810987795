//! Finds the place that a failure of the generator comes from.
//!
//! Progenitor's messages name no place. So the document is cut down to one type, then to one operation,
//! until a part fails alone.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shape::reach;
use crate::value::{operations, schemas_mut, step};

/// The smallest part of the document that `fails` alone.
pub(super) fn find(document: &Value, fails: impl Fn(&Value) -> bool) -> Option<String> {
    let bare = part(document, json!({}), &BTreeSet::new());
    if fails(&bare) {
        return around(&bare, fails);
    }
    let schemas = document.pointer("/components/schemas");
    for (name, schema) in schemas.and_then(Value::as_object).into_iter().flatten() {
        let mut names = BTreeSet::from([name.clone()]);
        reach(document, schema, &mut names);
        if fails(&part(document, json!({}), &names)) {
            return Some(step("$.components.schemas", name));
        }
    }
    let fails_alone = |(_, path, method, operation): &(String, &str, &str, &Value)| {
        let mut names = BTreeSet::new();
        reach(document, operation, &mut names);
        let paths = json!({*path: {*method: operation}});
        fails(&part(document, paths, &names))
    };
    Some(operations(document).find(fails_alone)?.0)
}

/// The part around types and operations without which nothing fails.
fn around(bare: &Value, fails: impl Fn(&Value) -> bool) -> Option<String> {
    let keys = |value: &Value| -> Vec<String> {
        value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect()
    };
    let sections = keys(&bare["components"])
        .into_iter()
        .map(|key| ("/components", key));
    let parts = sections.chain(keys(bare).into_iter().map(|key| ("", key)));
    let is_cause = |(parent, key): &(&str, String)| {
        let mut rest = bare.clone();
        let map = rest.pointer_mut(parent).and_then(Value::as_object_mut);
        map.and_then(|map| map.remove(key)).is_some() && !fails(&rest)
    };
    let (parent, key) = parts.into_iter().find(is_cause)?;
    Some(step(&format!("${}", parent.replace('/', ".")), &key))
}

fn part(document: &Value, paths: Value, names: &BTreeSet<String>) -> Value {
    let mut part = document.clone();
    part["paths"] = paths;
    if let Some(schemas) = schemas_mut(&mut part) {
        schemas.retain(|name, _| names.contains(name));
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_part_that_fails_alone() {
        let document = json!({
            "paths": {"/a": {"get": {"responses": {}}, "post": {"bad": true}}},
            "components": {"schemas": {"Good": {}, "Outer": {"$ref": "#/components/schemas/Worse"}, "Worse": {"worse": 1}}},
        });
        let fails = |word: &'static str| move |part: &Value| part.to_string().contains(word);
        assert_eq!(
            find(&document, fails("bad")).as_deref(),
            Some("$.paths['/a'].post")
        );
        assert_eq!(
            find(&document, fails("worse")).as_deref(),
            Some("$.components.schemas.Outer")
        );
        assert_eq!(find(&document, |_| false), None);
        let mut document = document;
        document["components"]["securitySchemes"] = json!({"K": "bad"});
        document["servers"] = json!(["worse"]);
        assert_eq!(
            find(&document, fails("bad")).as_deref(),
            Some("$.components.securitySchemes")
        );
        assert_eq!(
            find(&document, fails("worse")).as_deref(),
            Some("$.servers")
        );
    }
}
