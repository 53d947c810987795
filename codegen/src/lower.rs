//! Brings a published document into OpenAPI 3.0, the only version that progenitor reads.
//!
//! OpenAPI 3.0 stays as it is. Of 3.1 and 3.2 the forms are known that occur in Dust's files, and the
//! plain ones beside them: `type: [string, 'null']`, `const`, `examples`, an alternative that is null.
//! Whatever is not known is refused by name, file and place, because a keyword that is silently
//! dropped is a wrong client.

mod schema;

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
const PATH_ITEM: &[&str] = &["summary", "description", "parameters", "servers"];
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
    "servers",
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
    "allowReserved",
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
/// A document that is not OpenAPI 3, a keyword that is not known, a `$ref` that leads nowhere.
pub fn lower(file: &str, mut document: Value) -> Result<Value> {
    Lowering { file }.root(&mut document)?;
    require_resolved(file, &document)?;
    Ok(document)
}

/// Refuses a `$ref` that leads nowhere, which would make typify panic.
pub(crate) fn require_resolved(file: &str, document: &Value) -> Result<()> {
    resolve_all(document, "$", &mut |place, reference| {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| document.pointer(pointer));
        if target.is_some() {
            return Ok(());
        }
        Err(Error::new(
            file,
            format!("`$ref: {reference}` leads nowhere in this file"),
        )
        .at(place))
    })
}

fn resolve_all(
    value: &Value,
    place: &str,
    check: &mut dyn FnMut(&str, &str) -> Result<()>,
) -> Result<()> {
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| resolve_all(item, &format!("{place}[{index}]"), check)),
        Value::Object(map) => {
            map.iter()
                .try_for_each(|(key, member)| match (key.as_str(), member) {
                    ("$ref", Value::String(reference)) => check(place, reference),
                    ("example" | "examples" | "default", _) => Ok(()),
                    _ => resolve_all(member, &step(place, key), check),
                })
        }
        _ => Ok(()),
    }
}

/// Lowers one file; carries its name for messages.
struct Lowering<'a> {
    file: &'a str,
}

impl Lowering<'_> {
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
        if root
            .get("paths")
            .and_then(Value::as_object)
            .is_none_or(Map::is_empty)
        {
            return Err(self.error("$.paths", "has no path"));
        }
        self.each(root, "paths", "$", &|place, item| {
            self.path_item(place, item)
        })?;
        if let Some(components) = self.member(root, "components", "$")? {
            self.components(components)?;
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
        let version = root.get("openapi").and_then(Value::as_str);
        match version.map(|version| version.rsplit_once('.').map_or(version, |(minor, _)| minor)) {
            Some("3.0" | "3.1" | "3.2") => Ok(()),
            Some(_) => Err(self.error(
                "$.openapi",
                format!(
                    "is `{}`, and 3.0, 3.1 or 3.2 is needed",
                    version.unwrap_or_default()
                ),
            )),
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
            self.body(place, body)
        })?;
        self.each(components, "responses", place, &|place, response| {
            self.body(place, response)
        })
    }

    fn path_item(&self, place: &str, item: &mut Value) -> Result<()> {
        let item = self.object(place, item)?;
        let known: Vec<&str> = PATH_ITEM.iter().chain(&METHODS).copied().collect();
        self.known(place, item, &known)?;
        self.parameters(place, item)?;
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                self.operation(&step(place, method), operation)?;
            }
        }
        Ok(())
    }

    fn operation(&self, place: &str, operation: &mut Value) -> Result<()> {
        let operation = self.object(place, operation)?;
        self.known(place, operation, OPERATION)?;
        self.parameters(place, operation)?;
        if let Some(body) = operation.get_mut("requestBody") {
            self.body(&step(place, "requestBody"), body)?;
        }
        self.each(operation, "responses", place, &|place, response| {
            self.response(place, response)
        })
    }

    /// 3.2 gives a response a `summary` and lets it go without a description.
    fn response(&self, place: &str, response: &mut Value) -> Result<()> {
        self.body(place, response)?;
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
        self.holder(place, parameter)
    }

    fn header(&self, place: &str, header: &mut Value) -> Result<()> {
        let header = self.object(place, header)?;
        self.known(place, header, HEADER)?;
        self.holder(place, header)
    }

    fn body(&self, place: &str, body: &mut Value) -> Result<()> {
        let body = self.object(place, body)?;
        self.known(place, body, BODY)?;
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
            .filter(|(name, _)| !name.starts_with("x-"))
            .try_for_each(|(name, member)| act(&step(&place, name), member))
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
        ];
        for (given, wanted) in cases {
            assert_eq!(lowered(given).unwrap_err().to_string(), wanted);
        }
    }

    #[test]
    fn refuses_other_documents() {
        let cases = [
            (json!({"swagger": "2.0"}), "is Swagger 2"),
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
}
