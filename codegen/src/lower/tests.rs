use serde_json::json;

use super::*;
use crate::value::cases;

fn with_schema(version: &str, schema: Value) -> Value {
    json!({
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}},
        "components": {"schemas": {"S": schema}},
    })
}

fn lowered(schema: Value) -> Result<Value> {
    lower("a.yml", with_schema("3.2.0", schema)).map(|d| d["components"]["schemas"]["S"].clone())
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
    let table = r#"
        {"type": ["string", "null"]} => {"type": "string", "nullable": true}
        {"type": ["string"]} => {"type": "string"}
        {"type": ["null", "string"], "nullable": true} => {"type": "string", "nullable": true}
        {"type": "string", "nullable": true} => {"type": "string", "nullable": true}
        {"oneOf": [{"type": "integer"}, {"type": "null"}], "description": "d"} => {"type": "integer", "nullable": true, "description": "d"}
        {"type": ["string", "null"], "enum": ["a", null]} => {"type": "string", "nullable": true, "enum": ["a"]}
    "#;
    for (given, wanted) in cases(table) {
        let wanted = serde_json::from_str(wanted).unwrap();
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

/// Further cases are in `tests/pipeline/hostile.rs`.
#[test]
fn refuses_what_it_does_not_know() {
    let table = r#"
        {"prefixItems": []} => : expected keys that are supported here, found `prefixItems`
        {"type": "null"} => .type: expected one type beside null, found "null"
        {"enum": [null]} => .enum: expected at least one value beside null, found none
        {"enum": "a"} => .enum: expected a list, found "a"
        {"enum": [{}]} => .enum: expected values of the type text, number or bool, found {}
        {"const": null} => .const: expected a text, a number or a bool, found null
        {"required": ["a", "a"]} => .required: expected a list of different names, found ["a","a"]
        {"required": true} => .required: expected a list of different names, found true
        {"nullable": "yes"} => .nullable: expected true or false, found "yes"
        {"allOf": {}} => .allOf: expected a list, found {}
        {"type": "string", "oneOf": [{"type": "null"}, {"type": "integer"}]} => : expected one `type` in a schema and its only alternative, found "string" and "integer"
    "#;
    for (given, wanted) in cases(table) {
        let wanted = format!("a.yml: $.components.schemas.S{wanted}; {OF_PUBLISHED}");
        assert_eq!(lowered(given).unwrap_err().to_string(), wanted);
    }
}

#[test]
fn refuses_other_documents() {
    let table = r#"
        {"openapi": "3.1.0", "paths": {"x-a": {}}} => path
        {"openapi": "3.1.0", "paths": []} => path
        {"openapi": "3.1.0", "paths": {"/a": []}} => expected an object, found []
        {"openapi": "3.1.0", "paths": {"/a": {"servers": []}}} => found `servers`
        {"openapi": "3.1.0", "tags": [1], "paths": {"/a": {}}} => $.tags[0]: expected an object, found 1
        {"openapi": "3.1.0", "paths": {"/a": {"get": {"tags": "A"}}}} => $.paths['/a'].get.tags: expected a list of texts, found "A"
        {"hello": 1} => expected OpenAPI 3.0, 3.1 or 3.2, found no version
        [] => expected an OpenAPI document, found []
        {"openapi": "3.0.0", "paths": {}} => path
    "#;
    for (given, wanted) in cases(table) {
        let error = lower("a.yml", given).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn refuses_a_reference_to_nothing() {
    let error = lowered(json!({"items": {"$ref": "#/components/schemas/Gone"}})).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "a.yml: $.components.schemas.S.items: expected a `$ref` to a component of this file, found \
             `#/components/schemas/Gone`; {OF_PUBLISHED}"
        )
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
    let schema = json!({"type": "object", "properties": {"x-id": {"type": ["string", "null"]}}});
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
