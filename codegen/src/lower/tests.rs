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
