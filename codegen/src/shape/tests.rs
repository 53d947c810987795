use serde_json::json;

use super::constructors::constructors;
use super::marks::open_response_enums;
use super::optional::*;
use super::responses::*;
use super::schemas::*;
use super::*;

fn with_response(responses: Value) -> Value {
    json!({"paths": {"/a": {"get": {"operationId": "a", "responses": responses}}}})
}

fn json_body(schema: Value) -> Value {
    json!({"description": "", "content": {"application/json": {"schema": schema}}})
}

#[test]
fn only_success_responses_stay() {
    let mut document = with_response(json!({"200": {}, "404": {}, "default": {}, "5XX": {}}));
    success_only(&mut document);
    assert_eq!(document, with_response(json!({"200": {}})));
}

#[test]
fn several_media_types_become_a_stream() {
    let mut document =
        with_response(json!({"200": {"content": {"text/csv": {}, "application/json": {}}}}));
    many_media_are_a_stream(&mut document);
    let content = &document["paths"]["/a"]["get"]["responses"]["200"]["content"];
    assert_eq!(
        content.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["application/octet-stream"]
    );
    let one = with_response(json!({"200": {"content": {"text/yaml": {}}}}));
    let mut same = one.clone();
    many_media_are_a_stream(&mut same);
    assert_eq!(same, one);
}

#[test]
fn titled_schemas_become_components() {
    let inner = json!({"title": "Inner", "type": "object", "nullable": true, "properties": {"x": {"type": "string"}}});
    let outer = json!({"title": "Outer", "type": "object", "properties": {"a": inner, "b": inner}});
    let mut document = with_response(json!({"200": json_body(outer)}));
    titles::hoist(&mut document).unwrap();
    assert_eq!(
        document["components"]["schemas"],
        json!({
            "Inner": {"type": "object", "properties": {"x": {"type": "string"}}},
            "Outer": {"type": "object", "properties": {
                "a": {"allOf": [{"$ref": "#/components/schemas/Inner"}], "nullable": true},
                "b": {"allOf": [{"$ref": "#/components/schemas/Inner"}], "nullable": true},
            }},
        })
    );
}

#[test]
fn a_titled_component_gets_its_title_as_name() {
    let mut document = with_response(
        json!({"200": json_body(json!({"$ref": "#/components/schemas/AgentConfiguration"}))}),
    );
    document["components"] =
        json!({"schemas": {"AgentConfiguration": {"title": "Agent", "type": "object"}}});
    titles::hoist(&mut document).unwrap();
    assert_eq!(
        document["components"]["schemas"],
        json!({"Agent": {"type": "object"}})
    );
    let schema = &document["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert_eq!(*schema, json!({"$ref": "#/components/schemas/Agent"}));
}

#[test]
fn two_shapes_under_one_title_are_refused() {
    let titled = |kind: &str| json!({"title": "Same", "type": kind});
    let outer = json!({"properties": {"a": titled("string"), "b": titled("integer")}});
    let mut document = with_response(json!({"200": json_body(outer)}));
    let error = titles::hoist(&mut document).unwrap_err();
    assert!(
        error
            .cause()
            .contains("the shape that `Same` has at $.paths['/a'].get.responses['200'].content['application/json'].schema.properties.a, found type is \"string\" there and \"integer\" here; correct the one"),
        "{error}"
    );
}

fn schemas(schemas: Value) -> Value {
    json!({"components": {"schemas": schemas}})
}

#[test]
fn a_nullable_property_is_optional() {
    let given = json!({"A": {"required": ["a", "b"], "properties": {"a": {"type": "string", "nullable": true}, "b": {"type": "string"}}}});
    let mut document = schemas(given);
    nullable_is_optional(&mut document).unwrap();
    assert_eq!(
        document["components"]["schemas"]["A"]["required"],
        json!(["b"])
    );
}

#[test]
fn optional_collections_are_options_and_required_ones_are_not() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let given = json!({"A": {"required": ["a"], "properties": {"a": list, "b": list, "c": {"type": "object"}}}});
    let mut document = schemas(given);
    optional_collections_are_options(&mut document).unwrap();
    let properties = &document["components"]["schemas"]["A"]["properties"];
    assert_eq!(properties["a"].get("nullable"), None);
    assert_eq!(properties["b"]["nullable"], json!(true));
    assert_eq!(properties["c"]["nullable"], json!(true));
}

#[test]
fn constructors_take_what_is_required_and_what_is_marked() {
    let mut document = schemas(json!({
        "Body": {"required": ["z", "a"], "properties": {"a": {"$ref": "#/components/schemas/Part"}, "m": {"x-in-constructor": true}, "z": {}}},
        "Part": {"properties": {"x": {}}},
        "Answer": {"required": ["x"]},
    }));
    document["paths"] = json!({"/a": {"post": {"requestBody": json_body(json!({"$ref": "#/components/schemas/Body"}))}}});
    let constructors = constructors(&document);
    assert_eq!(constructors["Body"], ["z", "a", "m"]);
    assert!(constructors["Part"].is_empty());
    assert!(!constructors.contains_key("Answer"));
}

#[test]
fn limits_and_defaults_go() {
    let mut document =
        schemas(json!({"A": {"type": "integer", "minimum": 1, "default": 3, "maximum": 9}}));
    no_constraints(&mut document).unwrap();
    assert_eq!(document, schemas(json!({"A": {"type": "integer"}})));
}

#[test]
fn unknown_fields_pass_without_a_catch_all() {
    let mut document = schemas(json!({
        "Closed": {"type": "object", "properties": {}, "additionalProperties": false},
        "Open": {"type": "object", "properties": {"a": {}}, "additionalProperties": true},
        "Map": {"type": "object", "additionalProperties": {"type": "string"}},
        "Kept": {"type": "object", "x-keeps-unknown": true, "properties": {"a": {"items": {"$ref": "#/components/schemas/Inner"}}}},
        "Inner": {"type": "object", "properties": {}},
        "Refused": {"type": "object", "x-refuses-unknown": true, "properties": {"a": {"$ref": "#/components/schemas/Part"}, "b": {"$ref": "#/components/schemas/Kept"}}},
        "Part": {"type": "object", "properties": {}},
    }));
    unknown_fields_pass(&mut document).unwrap();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Closed"].get("additionalProperties"), None);
    assert_eq!(schemas["Open"].get("additionalProperties"), None);
    assert_eq!(
        schemas["Map"]["additionalProperties"],
        json!({"type": "string"})
    );
    for refused in ["Refused", "Part"] {
        assert_eq!(schemas[refused]["additionalProperties"], false, "{refused}");
    }
    // What a kept type is made of is kept, too.
    for kept in ["Kept", "Inner"] {
        assert_eq!(schemas[kept]["additionalProperties"], json!({}), "{kept}");
    }
}

#[test]
fn no_answer_refuses_what_is_new() {
    let answer =
        json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}});
    let mut document = schemas(json!({
        "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "B": {"type": "object", "x-refuses-unknown": true, "properties": {}},
    }));
    document["paths"] = json!({"/a": {"get": {"responses": {"200": answer}}}});
    let cause = unknown_fields_pass(&mut document).unwrap_err().to_string();
    assert!(
        cause.contains("$.components.schemas.B: expected `x-refuses-unknown`"),
        "{cause}"
    );
}

#[test]
fn a_marked_map_stays_a_map_whatever_keys_are_named() {
    let named = json!({"x-map": true, "type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}});
    let mut document = schemas(json!({"A": {"properties": {"b": named}}}));
    maps_stay_maps(&mut document).unwrap();
    assert_eq!(
        document["components"]["schemas"]["A"]["properties"]["b"],
        json!({"x-map": true, "type": "object", "additionalProperties": true})
    );
}

#[test]
fn a_set_of_texts_is_closed_in_requests_only() {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let mut document =
        with_response(json!({"200": json_body(json!({"items": reference("Answer")}))}));
    let operation = &mut document["paths"]["/a"]["get"];
    operation["requestBody"] =
        json_body(json!({"properties": {"a": reference("Sent"), "b": reference("Both")}}));
    operation["parameters"] = json!([{"schema": reference("Parameter")}]);
    let set = json!({"type": "string", "enum": ["a", "b"]});
    document["components"] = json!({"schemas": {
        "Answer": {"properties": {"both": reference("Both"), "received": reference("Received"), "known": reference("Known")}},
        "Both": set, "Received": set, "Sent": set, "Parameter": set, "Unused": set,
        "Known": {"type": "string", "enum": ["a", "b"], "x-extensible-enum": ["c", "a"]},
    }});
    open_response_enums(&mut document);
    let open = |name: &str| {
        document["components"]["schemas"][name]
            .get("x-extensible-enum")
            .cloned()
    };
    for (name, values) in [
        ("Received", Some(json!(["a", "b"]))),
        ("Both", Some(json!(["a", "b"]))),
        ("Unused", Some(json!(["a", "b"]))),
        ("Known", Some(json!(["c", "a", "b"]))),
        ("Sent", None),
        ("Parameter", None),
    ] {
        assert_eq!(open(name), values, "{name}");
    }
}

#[test]
fn numbers_and_bools_are_no_sets() {
    let mut document = schemas(json!({
        "A": {"enum": [1, 2]}, "B": {"type": "boolean", "enum": [true]}, "C": {"enum": ["a", 1]}, "D": {"enum": ["a"]},
    }));
    types_are_said(&mut document).unwrap();
    assert_eq!(
        document,
        schemas(
            json!({"A": {"type": "integer"}, "B": {"type": "boolean"}, "C": {}, "D": {"enum": ["a"]}})
        )
    );
}

#[test]
fn formats_stay_plain() {
    let mut document = schemas(json!({
        "A": {"type": "integer", "format": "int32"},
        "B": {"type": "string", "format": "uuid"},
        "C": {"type": "string", "format": "date"},
        "D": {"type": "number"},
    }));
    plain_formats(&mut document).unwrap();
    assert_eq!(
        document,
        schemas(json!({
            "A": {"type": "integer", "format": "int64"},
            "B": {"type": "string"},
            "C": {"type": "string", "format": "date"},
            "D": {"type": "number", "format": "double"},
        }))
    );
}

#[test]
fn implied_types_are_said() {
    let mut document = schemas(json!({
        "List": {"items": {"type": "string"}},
        "Object": {"properties": {"a": {"additionalProperties": {"type": "string"}}}},
        "Any": {"description": "d"},
        "Reference": {"$ref": "#/components/schemas/Any"},
    }));
    types_are_said(&mut document).unwrap();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["List"]["type"], "array");
    assert_eq!(schemas["Object"]["type"], "object");
    assert_eq!(schemas["Object"]["properties"]["a"]["type"], "object");
    assert_eq!(schemas["Any"].get("type"), None);
    assert_eq!(schemas["Reference"].get("type"), None);
}

#[test]
fn a_component_that_may_be_null_is_optional_where_it_is_used() {
    let reference = json!({"$ref": "#/components/schemas/A"});
    let mut document = schemas(json!({
        "A": {"type": "object", "nullable": true},
        "B": {"required": ["a", "b"], "properties": {"a": reference, "b": {"allOf": [reference], "nullable": true}}},
    }));
    nullable_components(&mut document).unwrap();
    nullable_is_optional(&mut document).unwrap();
    assert_eq!(
        document,
        schemas(json!({
            "A": {"type": "object"},
            "B": {"required": [], "properties": {"a": reference, "b": reference}},
        }))
    );
}

#[test]
fn a_component_says_its_marks_once() {
    let use_of = |schema: Value| {
        let mut document = schemas(json!({
            "Effort": {"type": "string", "x-extensible-enum": ["low"]},
            "A": {"type": "object", "properties": {"effort": schema}},
        }));
        super::titles::hoist(&mut document).map(|()| document)
    };
    let document = use_of(json!({"title": "Effort", "type": "string"})).unwrap();
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["A"]["properties"]["effort"],
        json!({"$ref": "#/components/schemas/Effort"})
    );
    assert_eq!(schemas["Effort"]["x-extensible-enum"], json!(["low"]));
    for other in [
        json!({"title": "Effort", "type": "integer"}),
        json!({"title": "Effort", "type": "string", "x-extensible-enum": ["high"]}),
    ] {
        let error = use_of(other).unwrap_err().to_string();
        assert!(
            error.contains("the shape that `Effort` has at $.components.schemas.Effort, found"),
            "{error}"
        );
    }
}

#[test]
fn marks_of_a_property_stay_with_it() {
    let marked = |schema: Value| {
        let mut document = schemas(json!({
            "A": {"type": "object", "properties": {"b": schema}},
            "B": {"type": "object"},
        }));
        super::titles::hoist(&mut document).unwrap();
        nullable_components(&mut document).unwrap();
        nullable_is_optional(&mut document).unwrap();
        document["components"]["schemas"]["A"]["properties"]["b"].clone()
    };
    let reference = json!({"$ref": "#/components/schemas/B", "x-name": "other"});
    for schema in [
        reference.clone(),
        json!({"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": true, "x-name": "other"}),
        json!({"title": "B", "type": "object", "x-name": "other"}),
        json!({"title": "B", "type": "object", "nullable": true, "x-name": "other"}),
    ] {
        assert_eq!(marked(schema.clone()), reference, "{schema}");
    }
}
