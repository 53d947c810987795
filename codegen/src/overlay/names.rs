//! The names that operations have: which the overlay gives, and how to add one.

use serde_json::Value;

use super::Overlay;
use crate::query::Step;
use crate::value::{METHODS, step, text};

/// An operation that an overlay names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedOperation {
    /// The name.
    pub id: String,
    /// The path, as in the published files.
    pub path: String,
    /// The method, in lower case.
    pub method: String,
}

impl Overlay {
    /// The operations that this overlay names, in its order.
    pub fn operations(&self) -> Vec<NamedOperation> {
        self.actions
            .iter()
            .filter_map(|action| {
                let id = action.operation_id()?;
                let [Step::Name(paths), Step::Name(path), Step::Name(method)] = action.steps()
                else {
                    return None;
                };
                let is_operation = paths == "paths" && METHODS.contains(&method.as_str());
                is_operation.then(|| NamedOperation {
                    id: id.to_owned(),
                    path: path.clone(),
                    method: method.clone(),
                })
            })
            .collect()
    }
}

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
        "  - target: {}\n    update: {{ operationId: {name} }}\n",
        serde_json::json!(target)
    )
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
        let overlay = Overlay::parse(&SpecFile { name, text }).unwrap();
        let expected = NamedOperation {
            id: "list_agents".into(),
            path: "/a/{b}".into(),
            method: "get".into(),
        };
        assert_eq!(overlay.operations(), [expected]);
    }
}
