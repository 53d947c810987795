//! References: each leads to a component of the right section, and none leads back to itself.
//!
//! Progenitor and typify take references on trust. One that leads nowhere, or to a thing of another
//! kind, makes them panic; a type that is made of itself overflows the stack, which nothing can catch.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Lowering;
use crate::error::{Error, Result};
use crate::value::{brief, object, step};

/// What may stand beside a `$ref` and says nothing of the shape, so that it may go.
const PROSE: &[&str] = &[
    "$ref",
    "description",
    "summary",
    "title",
    "nullable",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Every component of a document, as `section/name`.
pub(super) fn components(document: &Value) -> BTreeSet<String> {
    object(document, "components")
        .flat_map(|(section, members)| {
            let members = members.as_object().into_iter().flatten();
            members.map(move |(name, _)| format!("{section}/{name}"))
        })
        .collect()
}

/// Whether OpenAPI allows this name for a component.
pub(super) fn is_component_name(name: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !name.is_empty() && name.chars().all(known)
}

impl Lowering<'_> {
    /// Whether `map` is a reference, which then has to lead to a component of `section`.
    pub(super) fn reference(
        &self,
        place: &str,
        map: &Map<String, Value>,
        section: &str,
    ) -> Result<bool> {
        let reference = match map.get("$ref") {
            None => return Ok(false),
            Some(Value::String(reference)) => reference,
            Some(other) => return Err(self.error(&step(place, "$ref"), "text", brief(other))),
        };
        let name = reference.strip_prefix("#/components/");
        if name.is_none_or(|name| !self.components.contains(name)) {
            let files = if self.is_part {
                "the written files"
            } else {
                "this file"
            };
            let expected = format!("a `$ref` to a component of {files}");
            return Err(self.error(place, expected, format!("`{reference}`")));
        }
        if name.is_none_or(|name| !name.starts_with(&format!("{section}/"))) {
            let expected = format!("a `$ref` to a member of `components.{section}`");
            return Err(self.error(place, expected, format!("`{reference}`")));
        }
        let beside = |key: &&String| !key.starts_with("x-") && !PROSE.contains(&key.as_str());
        match map.keys().find(beside) {
            // OpenAPI 3.0 says that whatever stands beside a reference does not count.
            Some(key) if !self.is_3_0 => Err(self.error(
                place,
                "a `$ref` with words beside it only",
                format!("`{key}`"),
            )),
            _ => Ok(true),
        }
    }
}

/// Refuses components that refer to themselves with nothing between.
pub(super) fn require_acyclic(file: &str, document: &Value) -> Result<()> {
    for (section, members) in object(document, "components") {
        for (name, member) in members.as_object().into_iter().flatten() {
            let start = format!("{section}/{name}");
            let mut seen = BTreeSet::new();
            let mut open = made_of(member);
            while let Some(next) = open.pop() {
                if next == start {
                    let place = step(&step("$.components", section), name);
                    let found = "a `$ref` that leads back to it";
                    let expected = "a schema that is not made of itself";
                    return Err(
                        Error::expected(file, expected, found, "take the `$ref` out").at(place),
                    );
                }
                if let Some((section, name)) = next.split_once('/')
                    && let Some(member) = document.pointer(&format!("/components/{section}/{name}"))
                    && seen.insert(next.clone())
                {
                    open.extend(made_of(member));
                }
            }
        }
    }
    Ok(())
}

/// The components that this one is a variant, a part or another name of. Properties and items are not
/// among them: a list of itself is a fine type.
fn made_of(member: &Value) -> Vec<String> {
    let reference = member.get("$ref").and_then(Value::as_str);
    let mut found: Vec<String> = reference
        .and_then(|reference| reference.strip_prefix("#/components/"))
        .map(str::to_owned)
        .into_iter()
        .collect();
    for key in ["allOf", "oneOf", "anyOf"] {
        let parts = member.get(key).and_then(Value::as_array);
        found.extend(parts.into_iter().flatten().flat_map(made_of));
    }
    found.extend(member.get("not").into_iter().flat_map(made_of));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::lower;
    use super::*;

    fn lowered(version: &str, components: Value) -> Result<Value> {
        lower(
            "a.yml",
            json!({"openapi": version, "paths": {"/a": {}}, "components": components}),
        )
    }

    fn cause(version: &str, components: Value) -> String {
        lowered(version, components).unwrap_err().to_string()
    }

    #[test]
    fn refuses_a_reference_to_another_kind_of_thing() {
        let components = json!({
            "schemas": {"S": {"$ref": "#/components/parameters/P"}},
            "parameters": {"P": {"name": "p", "in": "query", "schema": {}}},
        });
        assert_eq!(
            cause("3.0.0", components),
            "a.yml: $.components.schemas.S: expected a `$ref` to a member of `components.schemas`, found \
             `#/components/parameters/P`; take a version of the file that is right, or teach codegen/src/lower.rs \
             this form"
        );
        for reference in [
            "#/paths/~1a",
            "other.yml#/components/schemas/A",
            "#/components/schemas/S/properties/a",
            "",
        ] {
            let schema = json!({"properties": {"a": {"items": {"$ref": reference}}}});
            let error = cause("3.0.0", json!({"schemas": {"S": schema}}));
            assert!(
                error.contains("expected a `$ref` to a component of this file"),
                "{reference}: {error}"
            );
        }
        assert!(
            cause("3.0.0", json!({"schemas": {"S": {"$ref": 1}}}))
                .contains("expected text, found 1")
        );
    }

    #[test]
    fn refuses_what_is_made_of_itself() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let cases = [
            json!({"A": reference("A")}),
            json!({"A": reference("B"), "B": {"allOf": [{"type": "object"}, reference("A")]}}),
            json!({"A": {"oneOf": [{"anyOf": [reference("A")]}]}}),
        ];
        for schemas in cases {
            let error = cause("3.0.0", json!({"schemas": schemas}));
            assert!(error.contains("that is not made of itself"), "{error}");
        }
        let tree = json!({"A": {"type": "object", "properties": {"children": {"type": "array", "items": reference("A")}}}});
        assert!(lowered("3.0.0", json!({"schemas": tree})).is_ok());
    }

    #[test]
    fn written_files_share_their_components() {
        let file = |name: &str, document: Value| (name.to_owned(), document);
        let uses = |target: &str| {
            let schemas = json!({"A": {"$ref": format!("#/components/schemas/{target}")}});
            json!({"openapi": "3.0.0", "paths": {"/a": {}}, "components": {"schemas": schemas}})
        };
        let common = json!({"openapi": "3.0.0", "components": {"schemas": {"B": {}}}});
        let lowered = |target: &str| {
            super::super::lower_written(vec![
                file("written/a.yml", uses(target)),
                file("written/common.yml", common.clone()),
            ])
        };
        assert_eq!(
            lowered("B").unwrap()[0].1["components"],
            uses("B")["components"]
        );
        assert_eq!(
            lowered("C").unwrap_err().to_string(),
            "written/a.yml: $.components.schemas.A: expected a `$ref` to a component of the written files, found \
             `#/components/schemas/C`; correct the file"
        );
        // A published file is a document by itself.
        assert!(lower("a.yml", uses("B")).is_err() && lower("b.yml", common.clone()).is_err());
    }

    #[test]
    fn what_stands_beside_a_reference_is_refused_where_it_would_count() {
        let schemas = json!({"schemas": {"A": {"type": "object"}, "B": {"$ref": "#/components/schemas/A", "description": "d", "required": ["x"]}}});
        assert!(cause("3.1.0", schemas.clone()).contains("found `required`"));
        let lowered = lowered("3.0.3", schemas).unwrap();
        assert_eq!(
            lowered["components"]["schemas"]["B"],
            json!({"$ref": "#/components/schemas/A"})
        );
    }
}
