//! The names that operations have: which the overlay gives, and how to add one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Overlay;
use super::action::Action;
use crate::error::{Error, Result};
use crate::marks::is_rust_name;
use crate::query::PathSegment;
use crate::value::{METHODS, operations, step, text};

/// An operation that an overlay names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedOperation {
    /// The name.
    pub id: String,
    /// The path, as in the published files.
    pub path: String,
    /// The method, in lower case.
    pub method: String,
    /// The overlay that gives the name.
    pub file: String,
    /// How many actions of the overlays are on it.
    pub actions: usize,
}

impl Overlay {
    /// The operations that this overlay names, in its order.
    pub fn operations(&self) -> Vec<NamedOperation> {
        self.actions
            .iter()
            .filter_map(|action| {
                let id = action.operation_id()?;
                let [
                    PathSegment::Name(paths),
                    PathSegment::Name(path),
                    PathSegment::Name(method),
                ] = action.steps()
                else {
                    return None;
                };
                let is_operation = paths == "paths" && METHODS.contains(&method.as_str());
                let on_it = |other: &&Action| other.steps().starts_with(action.steps());
                is_operation.then(|| NamedOperation {
                    actions: self.actions.iter().filter(on_it).count(),
                    id: id.to_owned(),
                    path: path.clone(),
                    method: method.clone(),
                    file: action.file.clone(),
                })
            })
            .collect()
    }
}

/// What the action to paste says of the mark in it.
const COMMENT: &str = "# or, for a generated call, `x-call: HANDLE.METHOD` instead of `x-manual`";

/// The overlay action that names an operation, ready to paste.
pub fn naming_action(path: &str, method: &str, operation: &Value) -> String {
    let target = step(&step("$.paths", path), method);
    let summary = operation
        .as_object()
        .and_then(|operation| text(operation, "summary"))
        .unwrap_or("what it does");
    let mut name = String::new();
    for word in summary
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    format!(
        "  - target: {}\n    update: {{ operationId: {name}, x-manual: true }} {COMMENT}\n",
        serde_json::json!(target)
    )
}

/// Where errors are that belong to no single file.
const MERGED: &str = "the merged specs";
const CORRECTED: &str = "the corrected document";

fn refuse(expected: &str, found: String) -> Error {
    Error::expected(MERGED, expected, found, "rename one of the operations")
}

/// Whether progenitor can make a function of this name, beside those that it makes anyway.
fn is_method_name(name: &str) -> bool {
    const TAKEN: [&str; 8] = [
        "new",
        "new_with_client",
        "client",
        "baseurl",
        "inner",
        "api_version",
        "exec",
        "clone",
    ];
    is_rust_name(name) && !TAKEN.contains(&name)
}

/// Refuses an operation without a name, and says what to add to the overlay. Names are methods, so they
/// have to be different and fit for one.
pub(crate) fn require_names(document: &Value) -> Result<()> {
    let mut named: BTreeMap<&str, String> = BTreeMap::new();
    for (target, path, method, operation) in operations(document) {
        let Some(name) = operation.get("operationId").and_then(Value::as_str) else {
            let remedy = format!(
                "add it if the project writes the spec, else this to its overlay:\n\n{}",
                naming_action(path, method, operation)
            );
            let error = Error::expected(MERGED, "an `operationId`", "none", remedy);
            return Err(error.at(target));
        };
        if !is_method_name(name) {
            let expected = "an `operationId` of lower_case_words, no word of Rust";
            return Err(refuse(expected, format!("`{name}`")).at(target));
        }
        if let Some(other) = named.insert(name, target.clone()) {
            let found = format!("`{name}`, as at {other}");
            return Err(refuse("an `operationId` of its own", found).at(target));
        }
    }
    Ok(())
}

/// Refuses a parameter that an operation has twice: upstream has added what the overlay adds, in
/// other words, and Rust would see two arguments of one name.
pub(crate) fn require_distinct_parameters(document: &Value) -> Result<()> {
    for (place, _, _, operation) in operations(document) {
        let parameters = operation.get("parameters").and_then(Value::as_array);
        let mut seen = Vec::new();
        for parameter in parameters.into_iter().flatten() {
            let key = (parameter.get("in"), parameter.get("name"));
            if seen.contains(&key) && key.1.is_some() {
                let name = key.1.and_then(Value::as_str).unwrap_or_default();
                let found = format!("`{name}` twice");
                let remedy = "if upstream has it by now, take it out of the overlay";
                let error = Error::expected(CORRECTED, "each parameter once", found, remedy);
                return Err(error.at(place));
            }
            seen.push(key);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::SpecFile;

    #[test]
    fn the_action_to_paste_names_the_operation() {
        let action = naming_action("/a/{b}", "get", &json!({"summary": "List Agents"}));
        let text = format!("overlay: 1.0.0\nactions:\n{action}");
        let name = "overlay.yml".into();
        let overlay = Overlay::parse(&[SpecFile { name, text }]).unwrap();
        let expected = NamedOperation {
            id: "list_agents".into(),
            path: "/a/{b}".into(),
            method: "get".into(),
            file: "overlay.yml".into(),
            actions: 1,
        };
        assert_eq!(overlay.operations(), [expected]);
    }
}
