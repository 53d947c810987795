//! The document as a whole: its version, servers, tags, components and paths.

use serde_json::{Map, Value};

use super::{Lowering, references};
use crate::error::Result;
use crate::value::{brief, step};

const ROOT: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "tags",
    "paths",
    "components",
    "security",
    "externalDocs",
    "jsonSchemaDialect",
    "$self",
];
const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "examples",
];

impl Lowering<'_> {
    pub(super) fn root(&self, document: &mut Value) -> Result<()> {
        let root = match document {
            Value::Object(root) => root,
            other => return Err(self.error("", "an OpenAPI document", brief(other))),
        };
        self.version(root)?;
        self.known("$", root, ROOT)?;
        root.remove("jsonSchemaDialect");
        root.remove("$self");
        root.insert("openapi".into(), "3.0.3".into());
        self.list_of_objects(root, "servers")?;
        self.list_of_objects(root, "tags")?;
        if let Some(components) = self.member(root, "components", "$")? {
            self.components(components)?;
        }
        if self.is_part && !root.contains_key("paths") {
            return Ok(());
        }
        if root.get("paths").is_none_or(|paths| !paths.is_object()) {
            return Err(self.error("$.paths", "an object with paths", "none"));
        }
        self.each(root, "paths", "$", &|place, item| {
            self.path_item(place, item)
        })?;
        let paths = root.get_mut("paths").and_then(Value::as_object_mut);
        // An extension beside the paths says nothing that is known here.
        paths
            .into_iter()
            .for_each(|paths| paths.retain(|path, _| !path.starts_with("x-")));
        if root
            .get("paths")
            .and_then(Value::as_object)
            .is_none_or(Map::is_empty)
        {
            return Err(self.error("$.paths", "at least one path", "none"));
        }
        Ok(())
    }

    pub(super) fn version(&self, root: &Map<String, Value>) -> Result<()> {
        const NEEDED: &str = "OpenAPI 3.0, 3.1 or 3.2";
        if let Some(version) = root.get("swagger") {
            let found = format!("Swagger {}", brief(version));
            return Err(self.error("$.swagger", NEEDED, found));
        }
        let needed = |given: &str| self.error("$.openapi", NEEDED, format!("`{given}`"));
        match root.get("openapi") {
            Some(Value::String(version)) => {
                let known = ["3.0.", "3.1.", "3.2."];
                match known.iter().any(|known| version.starts_with(known)) {
                    true => Ok(()),
                    false => Err(needed(version)),
                }
            }
            Some(other) => Err(needed(&other.to_string())),
            None => Err(self.error("$.openapi", NEEDED, "no version")),
        }
    }

    fn list_of_objects(&self, root: &Map<String, Value>, key: &str) -> Result<()> {
        let list = match root.get(key) {
            None => return Ok(()),
            Some(Value::Array(list)) => list,
            Some(other) => return Err(self.error(&step("$", key), "a list", brief(other))),
        };
        match list
            .iter()
            .enumerate()
            .find(|(_, member)| !member.is_object())
        {
            Some((index, other)) => {
                Err(self.error(&format!("$.{key}[{index}]"), "an object", brief(other)))
            }
            None => Ok(()),
        }
    }

    pub(super) fn components(&self, components: &mut Map<String, Value>) -> Result<()> {
        let place = "$.components";
        self.known(place, components, COMPONENTS)?;
        components.remove("examples");
        for (section, members) in components.iter() {
            let members = members.as_object().into_iter().flatten();
            for (name, _) in members {
                if !references::is_component_name(name) {
                    let place = step(&step(place, section), name);
                    let expected = "a name of letters, digits, `.`, `-` and `_`";
                    return Err(self.error(&place, expected, format!("`{name}`")));
                }
            }
        }
        self.each(components, "schemas", place, &|place, schema| {
            self.schema(place, schema)
        })?;
        self.each(components, "parameters", place, &|place, parameter| {
            self.parameter(place, parameter)
        })?;
        self.each(components, "headers", place, &|place, header| {
            self.header(place, header)
        })?;
        self.each(components, "requestBodies", place, &|place, body| {
            self.body(place, body, "requestBodies")
        })?;
        self.each(components, "responses", place, &|place, response| {
            self.response(place, response)
        })
    }
}
