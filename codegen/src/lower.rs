//! Brings a published document into OpenAPI 3.0, the only version that progenitor reads.
//!
//! OpenAPI 3.0 is left unchanged. Of 3.1 and 3.2 the forms are known that occur in Dust's files, and the
//! plain ones beside them: `type: [string, 'null']`, `const`, `examples`, an alternative that is null.
//! Whatever is not known is refused by name, file and place, because a keyword that is silently
//! dropped is a wrong client.
//!
//! What comes out is also safe for what follows: every `$ref` leads to a thing of its own kind, no type
//! is made of itself, and every value has the JSON type that its key asks for.

mod kinds;
mod references;
mod schema;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::value::{METHODS, step};

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
const PATH_ITEM: &[&str] = &["summary", "description", "parameters"];
const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "deprecated",
    "security",
];
const PARAMETER: &[&str] = &[
    "$ref",
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
];
const BODY: &[&str] = &[
    "$ref",
    "description",
    "content",
    "required",
    "summary",
    "headers",
];
const MEDIA: &[&str] = &["schema", "example", "examples", "encoding"];
const HEADER: &[&str] = &[
    "$ref",
    "description",
    "required",
    "deprecated",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
];

/// Brings one document into OpenAPI 3.0.
///
/// # Errors
/// A document that is not OpenAPI 3, a keyword or a value that is not known, a `$ref` that leads nowhere.
pub fn lower(file: &str, mut document: Value) -> Result<Value> {
    let lowering = Lowering::new(file, &document);
    lowering.root(&mut document)?;
    references::require_acyclic(file, &document)?;
    Ok(document)
}

/// Refuses a document of our own making that lowering would refuse, or change.
pub(crate) fn require_lowered(file: &str, document: &Value) -> Result<()> {
    let lowered = lower(file, document.clone())?;
    match first_difference("$", document, &lowered) {
        None => Ok(()),
        Some(place) => {
            Err(Error::new(file, "is not OpenAPI 3.0 here; the overlay has to speak it").at(place))
        }
    }
}

fn first_difference(place: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let inside = one.iter().find_map(|(key, member)| {
                first_difference(&step(place, key), member, other.get(key)?)
            });
            let keys_differ =
                one.len() != other.len() || one.keys().any(|k| !other.contains_key(k));
            inside.or_else(|| keys_differ.then(|| place.to_owned()))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .filter_map(|(index, (one, other))| {
                    first_difference(&format!("{place}[{index}]"), one, other)
                })
                .next()
        }
        _ => (one != other).then(|| place.to_owned()),
    }
}

/// Lowers one file; carries what messages and references need to know of it.
struct Lowering<'a> {
    file: &'a str,
    /// Whether this is OpenAPI 3.0, where whatever stands beside a `$ref` says nothing.
    is_3_0: bool,
    /// Every component, as `section/name`.
    components: BTreeSet<String>,
}

impl<'a> Lowering<'a> {
    fn new(file: &'a str, document: &Value) -> Self {
        let version = document.get("openapi").and_then(Value::as_str);
        Self {
            file,
            is_3_0: version.is_some_and(|version| version.starts_with("3.0")),
            components: references::components(document),
        }
    }

    fn error(&self, place: &str, cause: impl Into<String>) -> Error {
        Error::new(self.file, cause).at(place)
    }

    fn root(&self, document: &mut Value) -> Result<()> {
        let root = document
            .as_object_mut()
            .ok_or_else(|| Error::new(self.file, "is not an OpenAPI document"))?;
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
        if root.get("paths").is_none_or(|paths| !paths.is_object()) {
            return Err(self.error("$.paths", "has no path"));
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
            return Err(self.error("$.paths", "has no path"));
        }
        Ok(())
    }

    fn version(&self, root: &Map<String, Value>) -> Result<()> {
        if root.contains_key("swagger") {
            return Err(self.error(
                "$.swagger",
                "is Swagger 2, and OpenAPI 3.0, 3.1 or 3.2 is needed",
            ));
        }
        let needed = |given: &str| {
            self.error(
                "$.openapi",
                format!("is `{given}`, and 3.0, 3.1 or 3.2 is needed"),
            )
        };
        match root.get("openapi") {
            Some(Value::String(version)) => {
                let known = ["3.0.", "3.1.", "3.2."];
                match known.iter().any(|known| version.starts_with(known)) {
                    true => Ok(()),
                    false => Err(needed(version)),
                }
            }
            Some(other) => Err(needed(&other.to_string())),
            None => Err(Error::new(
                self.file,
                "is not an OpenAPI document: it has no `openapi` version",
            )),
        }
    }

    fn components(&self, components: &mut Map<String, Value>) -> Result<()> {
        let place = "$.components";
        self.known(place, components, COMPONENTS)?;
        components.remove("examples");
        for (section, members) in components.iter() {
            let members = members.as_object().into_iter().flatten();
            for (name, _) in members {
                if !references::is_component_name(name) {
                    let place = step(&step(place, section), name);
                    return Err(self.error(&place, "has a name that OpenAPI does not allow"));
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

    fn path_item(&self, place: &str, item: &mut Value) -> Result<()> {
        if place.starts_with("$.paths['x-") {
            return Ok(());
        }
        let item = self.object(place, item)?;
        let known: Vec<&str> = PATH_ITEM.iter().chain(&METHODS).copied().collect();
        self.known(place, item, &known)?;
        self.parameters(place, item)?;
        let shared = item.remove("parameters");
        for key in ["summary", "description"] {
            item.remove(key);
        }
        item.retain(|key, _| !key.starts_with("x-"));
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                self.operation(&step(place, method), operation)?;
                share_parameters(operation, shared.as_ref());
            }
        }
        Ok(())
    }

    fn operation(&self, place: &str, operation: &mut Value) -> Result<()> {
        let operation = self.object(place, operation)?;
        self.known(place, operation, OPERATION)?;
        self.kinds(place, operation)?;
        self.parameters(place, operation)?;
        if let Some(body) = operation.get_mut("requestBody") {
            self.body(&step(place, "requestBody"), body, "requestBodies")?;
        }
        if let Some(responses) = self.member(operation, "responses", place)? {
            responses.retain(|status, _| !status.starts_with("x-"));
            if let Some(status) = responses.keys().find(|status| !is_status(status)) {
                let place = step(&step(place, "responses"), status);
                return Err(self.error(&place, "is no status: `200`, `2XX` or `default` is one"));
            }
        }
        self.each(operation, "responses", place, &|place, response| {
            self.response(place, response)
        })
    }

    /// 3.2 gives a response a `summary` and lets it go without a description.
    fn response(&self, place: &str, response: &mut Value) -> Result<()> {
        self.body(place, response, "responses")?;
        let response = self.object(place, response)?;
        let summary = response.remove("summary").unwrap_or_else(|| "".into());
        if !response.contains_key("$ref") {
            response.entry("description").or_insert(summary);
        }
        Ok(())
    }

    fn parameters(&self, place: &str, holder: &mut Map<String, Value>) -> Result<()> {
        let Some(list) = holder.get_mut("parameters") else {
            return Ok(());
        };
        let place = step(place, "parameters");
        let list = list
            .as_array_mut()
            .ok_or_else(|| self.error(&place, "is not a list"))?;
        for (index, parameter) in list.iter_mut().enumerate() {
            self.parameter(&format!("{place}[{index}]"), parameter)?;
        }
        Ok(())
    }

    fn parameter(&self, place: &str, parameter: &mut Value) -> Result<()> {
        let parameter = self.object(place, parameter)?;
        self.known(place, parameter, PARAMETER)?;
        if self.reference(place, parameter, "parameters")? {
            return Ok(());
        }
        self.kinds(place, parameter)?;
        for key in ["name", "in", "schema"] {
            if !parameter.contains_key(key) {
                return Err(self.error(place, format!("is a parameter without `{key}`")));
            }
        }
        self.holder(place, parameter)
    }

    fn header(&self, place: &str, header: &mut Value) -> Result<()> {
        let header = self.object(place, header)?;
        self.known(place, header, HEADER)?;
        if self.reference(place, header, "headers")? {
            return Ok(());
        }
        self.kinds(place, header)?;
        self.holder(place, header)
    }

    fn body(&self, place: &str, body: &mut Value, section: &str) -> Result<()> {
        let body = self.object(place, body)?;
        self.known(place, body, BODY)?;
        if self.reference(place, body, section)? {
            return Ok(());
        }
        self.kinds(place, body)?;
        self.each(body, "headers", place, &|place, header| {
            self.header(place, header)
        })?;
        self.each(body, "content", place, &|place, media| {
            let media = self.object(place, media)?;
            self.known(place, media, MEDIA)?;
            self.holder(place, media)
        })
    }

    /// Whatever has a `schema`, and examples that 3.0 and we can do without.
    fn holder(&self, place: &str, holder: &mut Map<String, Value>) -> Result<()> {
        holder.remove("examples");
        match holder.get_mut("schema") {
            Some(schema) => self.schema(&step(place, "schema"), schema),
            None => Ok(()),
        }
    }

    fn known(&self, place: &str, map: &Map<String, Value>, known: &[&str]) -> Result<()> {
        match map
            .keys()
            .find(|key| !key.starts_with("x-") && !known.contains(&key.as_str()))
        {
            Some(key) => {
                Err(self.error(place, format!("has `{key}`, which is not supported here")))
            }
            None => Ok(()),
        }
    }

    fn object<'v>(&self, place: &str, value: &'v mut Value) -> Result<&'v mut Map<String, Value>> {
        value
            .as_object_mut()
            .ok_or_else(|| self.error(place, "is not an object"))
    }

    fn list_of_objects(&self, root: &Map<String, Value>, key: &str) -> Result<()> {
        let list = match root.get(key) {
            None => return Ok(()),
            Some(Value::Array(list)) => list,
            Some(_) => return Err(self.error(&step("$", key), "is not a list")),
        };
        match list.iter().position(|member| !member.is_object()) {
            Some(index) => Err(self.error(&format!("$.{key}[{index}]"), "is not an object")),
            None => Ok(()),
        }
    }

    fn member<'v>(
        &self,
        holder: &'v mut Map<String, Value>,
        key: &str,
        place: &str,
    ) -> Result<Option<&'v mut Map<String, Value>>> {
        holder
            .get_mut(key)
            .map(|value| self.object(&step(place, key), value))
            .transpose()
    }

    fn each(
        &self,
        holder: &mut Map<String, Value>,
        key: &str,
        place: &str,
        act: &dyn Fn(&str, &mut Value) -> Result<()>,
    ) -> Result<()> {
        let Some(members) = self.member(holder, key, place)? else {
            return Ok(());
        };
        let place = step(place, key);
        members
            .iter_mut()
            .try_for_each(|(name, member)| act(&step(&place, name), member))
    }
}

fn is_status(text: &str) -> bool {
    let range = ["1XX", "2XX", "3XX", "4XX", "5XX"];
    let code = text
        .parse()
        .is_ok_and(|code: u16| (100..600).contains(&code));
    code || range.contains(&text) || text == "default"
}

/// Parameters of a path belong to each of its operations, unless one has its own of that name. Another
/// file may have the same path, and its operations must not inherit them.
fn share_parameters(operation: &mut Value, shared: Option<&Value>) {
    let shared = shared.and_then(Value::as_array).into_iter().flatten();
    let key = |parameter: &Value| match parameter.get("$ref") {
        Some(reference) => (reference.clone(), Value::Null),
        None => (parameter["name"].clone(), parameter["in"].clone()),
    };
    let Some(operation) = operation.as_object_mut() else {
        return;
    };
    let own = operation
        .get("parameters")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut all: Vec<Value> = shared
        .filter(|parameter| !own.iter().any(|own| key(own) == key(parameter)))
        .cloned()
        .collect();
    if !all.is_empty() {
        all.extend(own);
        operation.insert("parameters".into(), all.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with_schema(version: &str, schema: Value) -> Value {
        json!({
            "openapi": version,
            "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}},
            "components": {"schemas": {"S": schema}},
        })
    }

    fn lowered(schema: Value) -> Result<Value> {
        lower("a.yml", with_schema("3.2.0", schema))
            .map(|d| d["components"]["schemas"]["S"].clone())
    }

    #[test]
    fn keeps_openapi_3_0() {
        let schema =
            json!({"type": "object", "properties": {"a": {"type": "string", "nullable": true}}});
        let document = with_schema("3.0.3", schema);
        assert_eq!(lower("a.yml", document.clone()), Ok(document));
    }

    #[test]
    fn null_becomes_nullable() {
        let cases = [
            (
                json!({"type": ["string", "null"]}),
                json!({"type": "string", "nullable": true}),
            ),
            (json!({"type": ["string"]}), json!({"type": "string"})),
            (
                json!({"type": ["null", "string"], "nullable": true}),
                json!({"type": "string", "nullable": true}),
            ),
            (
                json!({"type": "string", "nullable": true}),
                json!({"type": "string", "nullable": true}),
            ),
            (
                json!({"oneOf": [{"type": "integer"}, {"type": "null"}], "description": "d"}),
                json!({"type": "integer", "nullable": true, "description": "d"}),
            ),
            (
                json!({"type": ["string", "null"], "enum": ["a", null]}),
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
            ),
        ];
        for (given, wanted) in cases {
            assert_eq!(lowered(given.clone()), Ok(wanted), "{given}");
        }
    }

    #[test]
    fn const_and_examples_become_their_older_forms() {
        assert_eq!(
            lowered(json!({"const": "MCP", "examples": ["MCP", "x"]})),
            Ok(json!({"type": "string", "enum": ["MCP"], "example": "MCP"}))
        );
        assert_eq!(
            lowered(json!({"type": "integer", "exclusiveMinimum": 0})),
            Ok(json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true}))
        );
    }

    #[test]
    fn a_nullable_reference_stays_nullable() {
        let document = json!({"type": "object", "properties": {"a": {"$ref": "#/components/schemas/S", "nullable": true}}});
        assert_eq!(
            lowered(document).map(|s| s["properties"]["a"].clone()),
            Ok(json!({"allOf": [{"$ref": "#/components/schemas/S"}], "nullable": true}))
        );
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let place = "a.yml: $.components.schemas.S";
        let cases = [
            (
                json!({"prefixItems": []}),
                format!("{place}: has `prefixItems`, which is not supported here"),
            ),
            (
                json!({"type": ["string", "integer"]}),
                format!("{place}.type: has several types, which is not supported here"),
            ),
            (
                json!({"type": "null"}),
                format!("{place}.type: is null alone, which says nothing"),
            ),
            (
                json!({"type": "text"}),
                format!("{place}.type: is `text`, which is no JSON type"),
            ),
            (json!(true), format!("{place}: is not an object")),
            (
                json!({"type": ["string", null]}),
                format!("{place}.type: is neither text nor a list of texts"),
            ),
            (
                json!({"type": "string", "enum": ["a", "b", "a"]}),
                format!("{place}.enum: has the value \"a\" twice"),
            ),
            (
                json!({"enum": [null]}),
                format!("{place}.enum: allows no value"),
            ),
            (json!({"enum": "a"}), format!("{place}.enum: is not a list")),
            (
                json!({"type": "integer", "enum": ["a"]}),
                format!("{place}.enum: has \"a\", which is not of its type"),
            ),
            (
                json!({"enum": [{}]}),
                format!("{place}.enum: has {{}}, which is not of its type"),
            ),
            (
                json!({"const": null}),
                format!("{place}.const: is no text, number or bool"),
            ),
            (
                json!({"required": ["a", "a"]}),
                format!("{place}.required: is not a list of different names"),
            ),
            (
                json!({"required": true}),
                format!("{place}.required: is not a list of different names"),
            ),
            (
                json!({"nullable": "yes"}),
                format!("{place}.nullable: is neither true nor false"),
            ),
            (
                json!({"items": [{}]}),
                format!("{place}.items: is not an object"),
            ),
            (
                json!({"properties": []}),
                format!("{place}.properties: is not an object"),
            ),
            (
                json!({"allOf": {}}),
                format!("{place}.allOf: is not a list"),
            ),
            (
                json!({"type": "string", "oneOf": [{"type": "null"}, {"type": "integer"}]}),
                format!("{place}: has `type` both itself and in its only alternative"),
            ),
        ];
        for (given, wanted) in cases {
            assert_eq!(lowered(given).unwrap_err().to_string(), wanted);
        }
    }

    #[test]
    fn refuses_other_documents() {
        let cases = [
            (json!({"swagger": "2.0"}), "is Swagger 2"),
            (json!({"openapi": 3.1, "paths": {}}), "is `3.1`"),
            (
                json!({"openapi": "3.1.0", "paths": {"x-a": {}}}),
                "has no path",
            ),
            (json!({"openapi": "3.1.0", "paths": []}), "has no path"),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": []}}),
                "is not an object",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/paths/b"}}}),
                "has `$ref`",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"servers": []}}}),
                "has `servers`",
            ),
            (
                json!({"openapi": "3.1.0", "tags": [1], "paths": {"/a": {}}}),
                "$.tags[0]: is not an object",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"responses": {"ok": {}}}}}}),
                "is no status",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"tags": "A"}}}}),
                "$.paths['/a'].get.tags: is not a list of texts",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [{"name": "a", "in": "query"}]}}}}),
                "without `schema`",
            ),
            (json!({"openapi": "4.0.0"}), "is `4.0.0`"),
            (json!({"hello": 1}), "is not an OpenAPI document"),
            (json!([]), "is not an OpenAPI document"),
            (json!({"openapi": "3.0.0", "paths": {}}), "has no path"),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {}}, "webhooks": {}}),
                "has `webhooks`",
            ),
            (
                json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"callbacks": {}}}}}),
                "has `callbacks`",
            ),
        ];
        for (given, wanted) in cases {
            let error = lower("a.yml", given).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn refuses_a_reference_to_nothing() {
        let error = lowered(json!({"items": {"$ref": "#/components/schemas/Gone"}})).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.yml: $.components.schemas.S.items: `$ref: #/components/schemas/Gone` leads nowhere in this file"
        );
    }

    #[test]
    fn parameters_of_a_path_go_to_its_operations() {
        let parameter = |name: &str, description: &str| json!({"name": name, "in": "query", "description": description, "schema": {}});
        let document = json!({"openapi": "3.1.0", "paths": {"/a": {
            "summary": "s",
            "parameters": [parameter("x", "shared"), parameter("y", "shared")],
            "get": {"parameters": [parameter("y", "own")]},
            "post": {},
        }}});
        let lowered = lower("a.yml", document).unwrap();
        let item = &lowered["paths"]["/a"];
        assert_eq!(
            item["get"]["parameters"],
            json!([parameter("x", "shared"), parameter("y", "own")])
        );
        assert_eq!(
            item["post"]["parameters"],
            json!([parameter("x", "shared"), parameter("y", "shared")])
        );
        assert_eq!(item.as_object().unwrap().len(), 2);
    }

    #[test]
    fn names_that_look_like_extensions_are_lowered_too() {
        let schema =
            json!({"type": "object", "properties": {"x-id": {"type": ["string", "null"]}}});
        assert_eq!(
            lowered(schema).map(|schema| schema["properties"]["x-id"].clone()),
            Ok(json!({"type": "string", "nullable": true}))
        );
    }

    #[test]
    fn refuses_an_overlay_that_speaks_another_version() {
        let document = with_schema(
            "3.0.3",
            json!({"properties": {"a": {"type": ["string", "null"]}}}),
        );
        let error = require_lowered("the corrected document", &document).unwrap_err();
        assert_eq!(error.place(), "$.components.schemas.S.properties.a.type");
        let document = with_schema("3.0.3", json!({"properties": {"a": {"type": "string"}}}));
        assert_eq!(require_lowered("the corrected document", &document), Ok(()));
    }
}
