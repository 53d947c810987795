//! One document, indexed: its operations, and its named shapes with the direction they travel.

use std::collections::{BTreeMap, BTreeSet};

use dust_sdk_codegen::METHODS;
use serde_json::{Map, Value};

use super::rows::Direction;
use super::words;

/// One side of a comparison.
pub(super) struct Side<'a> {
    pub(super) document: &'a Value,
    pub(super) operations: BTreeMap<String, Operation<'a>>,
    pub(super) shapes: BTreeMap<String, Shape<'a>>,
}

/// An operation and where it stands.
#[derive(Clone)]
pub(super) struct Operation<'a> {
    pub(super) method: &'static str,
    pub(super) path: &'a str,
    pub(super) value: &'a Value,
    /// Its parameters and those of its path, by place and name.
    pub(super) parameters: BTreeMap<(&'a str, &'a str), &'a Value>,
}

/// A shape that has a public name.
pub(super) struct Shape<'a> {
    pub(super) schema: &'a Value,
    /// Nothing, if no operation reaches it.
    pub(super) direction: Option<Direction>,
}

impl<'a> Side<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        let mut side = Self {
            document,
            operations: BTreeMap::new(),
            shapes: BTreeMap::new(),
        };
        side.list_operations();
        side.list_components();
        for operation in side.operations.values().cloned().collect::<Vec<_>>() {
            side.follow(&operation);
        }
        side
    }

    /// Follows a reference inside the document; what is no reference is itself.
    pub(super) fn resolved(&self, value: &'a Value) -> &'a Value {
        let mut value = value;
        // A chain longer than this is a loop of references, which the build refuses.
        for _ in 0..16 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                break;
            };
            let target = reference.strip_prefix('#').unwrap_or(reference);
            let Some(next) = self.document.pointer(target) else {
                break;
            };
            value = next;
        }
        value
    }

    /// The public name of a schema: of the component it refers to, or its own title.
    pub(super) fn name(&self, schema: &'a Value) -> Option<&'a str> {
        let schema = words::unwrapped(schema);
        let reference = schema.get("$ref").and_then(Value::as_str);
        match reference.and_then(|r| r.strip_prefix("#/components/schemas/")) {
            Some(key) => Some(self.component_name(key)),
            None => title(schema),
        }
    }

    fn component_name(&self, key: &'a str) -> &'a str {
        title(&self.document["components"]["schemas"][key]).unwrap_or(key)
    }

    fn list_operations(&mut self) {
        for (path, item) in entries(&self.document["paths"]) {
            for method in METHODS {
                let Some(value) = item.get(method) else {
                    continue;
                };
                let id = value.get("operationId").and_then(Value::as_str);
                let id = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
                let operation = Operation {
                    method,
                    path,
                    value,
                    parameters: self.parameters(item, value),
                };
                self.operations.insert(id, operation);
            }
        }
    }

    fn parameters(
        &self,
        item: &'a Value,
        operation: &'a Value,
    ) -> BTreeMap<(&'a str, &'a str), &'a Value> {
        let listed = |owner: &'a Value| {
            let list = owner.get("parameters").and_then(Value::as_array);
            list.map(Vec::as_slice).unwrap_or_default().iter()
        };
        listed(item)
            .chain(listed(operation))
            .map(|parameter| self.resolved(parameter))
            .filter_map(|p| Some(((p.get("in")?.as_str()?, p.get("name")?.as_str()?), p)))
            .collect()
    }

    fn list_components(&mut self) {
        for (key, schema) in entries(&self.document["components"]["schemas"]) {
            let name = self.component_name(key).to_owned();
            let direction = None;
            self.shapes.insert(name, Shape { schema, direction });
        }
    }

    fn follow(&mut self, operation: &Operation<'a>) {
        for parameter in operation.parameters.values() {
            if let Some(schema) = parameter.get("schema") {
                self.reach(schema, Direction::Request);
            }
            self.reach_contents(parameter, Direction::Request);
        }
        if let Some(body) = operation.value.get("requestBody") {
            self.reach_contents(self.resolved(body), Direction::Request);
        }
        for (_, response) in entries(&operation.value["responses"]) {
            self.reach_contents(self.resolved(response), Direction::Response);
        }
    }

    fn reach_contents(&mut self, owner: &'a Value, direction: Direction) {
        for (_, media) in entries(&owner["content"]) {
            if let Some(schema) = media.get("schema") {
                self.reach(schema, direction);
            }
        }
    }

    /// Notes that a schema, and all it refers to, travels this way.
    fn reach(&mut self, schema: &'a Value, direction: Direction) {
        let name = self.name(schema);
        let schema = self.resolved(words::unwrapped(schema));
        if let Some(name) = name {
            let known = self.shapes.entry(name.to_owned()).or_insert(Shape {
                schema,
                direction: None,
            });
            let now = known.direction.map_or(direction, |d| d.and(direction));
            if known.direction == Some(now) {
                return;
            }
            known.direction = Some(now);
        }
        for child in children(schema) {
            self.reach(child, direction);
        }
    }
}

/// The members of an object; of anything else, none.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flat_map(Map::iter)
        .map(|(key, value)| (key.as_str(), value))
}

/// What two maps have under each key of either, in the order of the keys.
pub(super) fn paired<'m, K: Ord, V>(
    old: &'m BTreeMap<K, V>,
    new: &'m BTreeMap<K, V>,
) -> impl Iterator<Item = (&'m K, Option<&'m V>, Option<&'m V>)> {
    let keys: BTreeSet<&K> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .map(|key| (key, old.get(key), new.get(key)))
}

/// The same of two objects.
pub(super) fn paired_members<'v>(
    old: &'v Value,
    new: &'v Value,
) -> impl Iterator<Item = (&'v str, Option<&'v Value>, Option<&'v Value>)> {
    let members = entries(old).chain(entries(new));
    let names: BTreeSet<&str> = members.map(|(name, _)| name).collect();
    names
        .into_iter()
        .map(|name| (name, old.get(name), new.get(name)))
}

/// The title of a schema, which is the name of its type.
fn title(schema: &Value) -> Option<&str> {
    schema.get("title").and_then(Value::as_str)
}

fn children(schema: &Value) -> impl Iterator<Item = &Value> {
    let properties = entries(&schema["properties"]).map(|(_, property)| property);
    let single = ["items", "additionalProperties", "not"]
        .iter()
        .filter_map(|key| schema.get(*key));
    properties.chain(single).chain(words::parts(schema))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn directions_follow_references_and_titles() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let content = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
        let document = json!({
            "paths": {"/a": {"post": {
                "operationId": "a",
                "requestBody": content(json!({"title": "Body", "properties": {"tag": reference("Tag")}})),
                "responses": {"200": content(reference("Answer"))}
            }}},
            "components": {"schemas": {
                "Answer": {"type": "object", "properties": {"tags": {"type": "array", "items": reference("Tag")},
                                                            "next": reference("Answer")}},
                "Tag": {"type": "string"},
                "Unused": {"type": "string"}
            }}
        });
        let side = Side::of(&document);
        let direction = |name: &str| side.shapes[name].direction;
        assert_eq!(direction("Body"), Some(Direction::Request));
        assert_eq!(direction("Answer"), Some(Direction::Response));
        assert_eq!(direction("Tag"), Some(Direction::Both));
        assert_eq!(direction("Unused"), None);
    }
}
