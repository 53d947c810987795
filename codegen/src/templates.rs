//! Templates of paths: two that differ in the names of their parameters only are the same path.
//!
//! Publishers rename `{wId}` to `{workspaceId}` without a change of the server. So the overlays and the written files
//! spell each path, and published files are read as if they spelt it so, too.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::value::{METHODS, object, step};

/// A template without the names of its parameters: what a path is known by.
pub fn anonymous(template: &str) -> String {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        format!("{path}{{}}{rest}")
    })
}

/// The names of a template's parameters, in order.
pub(crate) fn names(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// How each path is spelt, by what it is known by.
#[derive(Default)]
pub(crate) struct Spelling(BTreeMap<String, String>);

impl Spelling {
    /// Keeps this spelling, unless the path has one.
    pub(crate) fn learn(&mut self, template: &str) {
        self.0
            .entry(anonymous(template))
            .or_insert_with(|| template.to_owned());
    }

    /// Spells the paths of a lowered document, and the parameters in them.
    ///
    /// # Errors
    /// An operation that the document has under two spellings.
    pub(crate) fn apply(&mut self, file: &str, document: &mut Value) -> Result<()> {
        let shared = document
            .pointer("/components/parameters")
            .cloned()
            .unwrap_or_default();
        let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
            return Ok(());
        };
        for (given, item) in std::mem::take(paths) {
            self.learn(&given);
            let ours = self.0[&anonymous(&given)].clone();
            let item = renamed(item, &given, &ours, &shared);
            let target = paths.entry(ours).or_insert_with(|| Map::new().into());
            for (method, operation) in item.as_object().into_iter().flatten() {
                if target.get(method).is_some() {
                    let expected = "one operation under a path, whatever its parameters are called";
                    let place = step(&step("$.paths", &given), method);
                    let error = Error::expected(file, expected, "two", "leave out one of them");
                    return Err(error.at(place));
                }
                target[method] = operation.clone();
            }
        }
        Ok(())
    }
}

fn renamed(mut item: Value, given: &str, ours: &str, shared: &Value) -> Value {
    let new: BTreeMap<&str, &str> = names(given).into_iter().zip(names(ours)).collect();
    if given == ours {
        return item;
    }
    for method in METHODS {
        let parameters = item
            .get_mut(method)
            .and_then(|operation| operation.get_mut("parameters"));
        for parameter in parameters
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            let reference = parameter["$ref"].as_str().unwrap_or_default();
            let referred = reference.strip_prefix("#/components/parameters/");
            let referred = referred.and_then(|name| shared.get(name));
            let known = referred.unwrap_or(parameter);
            let name = known["name"].as_str().filter(|_| known["in"] == "path");
            if let Some(name) = name.and_then(|name| new.get(name)) {
                let mut known = known.clone();
                known["name"] = (*name).into();
                *parameter = known;
            }
        }
    }
    item
}

/// The path of a document that is the same as this one.
pub(crate) fn same_in<'a>(document: &'a Value, template: &str) -> Option<&'a String> {
    let wanted = anonymous(template);
    let mut paths = object(document, "paths").map(|(path, _)| path);
    paths.find(|path| anonymous(path) == wanted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn spelt(known: &str, paths: Value) -> Result<Value> {
        let mut document = json!({"paths": paths, "components": {"parameters": {
            "W": {"in": "path", "name": "w", "schema": {}}, "Q": {"in": "query", "name": "w", "schema": {}},
        }}});
        let mut spelling = Spelling::default();
        spelling.learn(known);
        spelling.apply("a.yml", &mut document)?;
        Ok(document["paths"].take())
    }

    #[test]
    fn a_path_is_spelt_as_we_spell_it() {
        let parameter = |name: &str| json!({"in": "path", "name": name});
        let reference = |name: &str| json!({"$ref": format!("#/components/parameters/{name}")});
        let theirs = json!({
            "/{w}/a/{b}": {"get": {"parameters": [reference("W"), reference("Q"), parameter("b"), {"in": "query", "name": "b"}]}},
            "/{x}/a/{y}": {"post": {"parameters": [parameter("x"), parameter("y")]}},
            "/{w}/c": {"get": {"parameters": [reference("W")]}},
        });
        let ours = json!({
            "/{b}/a/{id}": {
                "get": {"parameters": [{"in": "path", "name": "b", "schema": {}}, reference("Q"), parameter("id"), {"in": "query", "name": "b"}]},
                "post": {"parameters": [parameter("b"), parameter("id")]},
            },
            "/{w}/c": {"get": {"parameters": [reference("W")]}},
        });
        assert_eq!(spelt("/{b}/a/{id}", theirs), Ok(ours));
    }

    #[test]
    fn one_operation_under_two_spellings_is_refused() {
        let error = spelt("/a", json!({"/{w}": {"get": {}}, "/{x}": {"get": {}}})).unwrap_err();
        assert!(
            error.place() == "$.paths['/{x}'].get" && error.file() == "a.yml",
            "{error}"
        );
    }

    #[test]
    fn only_names_of_parameters_make_no_difference() {
        assert_eq!(anonymous("/a/{b}/c/{d}"), "/a/{}/c/{}");
        assert_eq!(names("/a/{b}/c/{d}"), ["b", "d"]);
        assert_ne!(anonymous("/a/{b}"), anonymous("/a/b"));
        assert_eq!(anonymous("/a/{b"), "/a/{}");
    }
}
