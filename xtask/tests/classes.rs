//! Every kind of change, in both directions, on a document small enough to read.

use dust_sdk_codegen::generate;
use serde_json::{Value, json};
use xtask::diff::{Class, Row, Snapshot};

fn compare(old: &Value, new: &Value) -> Vec<Row> {
    let snapshot = |document: &Value| {
        let generated = generate(document).unwrap_or_else(|error| panic!("{error}"));
        Snapshot::of(document, &generated).unwrap()
    };
    xtask::diff::compare(&snapshot(old), &snapshot(new))
}

/// One operation with a body and an answer, a shape for each way, and one for both.
fn document() -> Value {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let content = |schema: Value| json!({"application/json": {"schema": schema}});
    json!({
        "openapi": "3.0.3",
        "x-handles": {"things": {"docs": "Things."}},
        "info": {"title": "T", "version": "1", "description": "All of it."},
        "servers": [{"url": "https://us.example", "description": "US"}],
        "paths": {
            "/w/{wId}/things": {
                "post": {
                    "operationId": "create_thing",
                    "x-call": "things.create",
                    "summary": "Create",
                    "parameters": [
                        {"in": "path", "name": "wId", "required": true, "schema": {"type": "string"}},
                        {"in": "query", "name": "limit", "schema": {"type": "integer"}},
                        {"in": "query", "name": "view",
                         "schema": {"title": "View", "type": "string", "enum": ["all", "mine"]}}
                    ],
                    "requestBody": {"required": true, "content": content(reference("Request"))},
                    "responses": {
                        "200": {"description": "Made.", "content": content(reference("Answer"))},
                        "404": {"description": "No."}
                    },
                    "security": [{"Bearer": []}]
                },
                "get": {
                    "operationId": "list_things",
                    "x-manual": true,
                    "parameters": [{"in": "path", "name": "wId", "required": true, "schema": {"type": "string"}}],
                    "responses": {"200": {"description": "All.", "content": {
                        "text/csv": {"schema": {"type": "string"}},
                        "application/json": {"schema": {"type": "array", "items": reference("Answer")}}
                    }}},
                    "security": [{"Bearer": []}]
                }
            }
        },
        "components": {
            "schemas": {
                "Request": {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string"}, "note": {"type": "string"}, "tag": reference("Tag")}},
                "Answer": {"type": "object", "required": ["id"], "properties": {
                    "id": {"type": "integer"}, "note": {"type": "string"}, "tag": reference("Tag"),
                    "state": {"title": "AnswerState", "type": "string", "x-extensible-enum": ["on", "off"]},
                    "inner": {"title": "AnswerInner", "type": "object", "properties": {"deep": {"type": "string", "description": "Far down."}}}}},
                "Tag": {"type": "object", "required": ["word"], "properties": {
                    "word": {"type": "string"}, "kind": {"title": "TagKind", "type": "string", "enum": ["a", "b"]}}}
            },
            "securitySchemes": {"Bearer": {"type": "http", "scheme": "bearer", "description": "A key."}}
        }
    })
}

const POST: &str = "/paths/~1w~1{wId}~1things/post";
const SCHEMAS: &str = "/components/schemas";

/// The document with the value at a place replaced, added or, for null, removed.
fn changed(place: &str, value: Value) -> Value {
    let mut document = document();
    let (parent, key) = place.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).expect(place);
    let key = key.replace("~1", "/");
    match (parent, value) {
        (Value::Object(object), Value::Null) => drop(object.remove(&key).expect(place)),
        (Value::Object(object), value) => drop(object.insert(key, value)),
        (Value::Array(list), Value::Null) => drop(list.remove(key.parse().unwrap())),
        (Value::Array(list), value) if key == "-" => list.push(value),
        (Value::Array(list), value) => list[key.parse::<usize>().unwrap()] = value,
        (other, _) => panic!("{place}: {other}"),
    }
    document
}

fn summary(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let (_, name) = row.subject.parts();
            let direction = row.direction.map_or("", |direction| direction.name());
            format!(
                "{} {name}:{} {} {direction}",
                row.class.name(),
                row.path,
                row.change
            )
            .trim_end()
            .to_owned()
        })
        .collect()
}

/// The place, its new value, the rows that this gives, and the rows of the way back.
#[test]
fn every_kind_of_change_is_classed_both_ways() {
    let post = |rest: &str| format!("{POST}{rest}");
    let schema = |rest: &str| format!("{SCHEMAS}{rest}");
    let limit = |required: bool| json!({"in": "query", "name": "limit", "required": required, "schema": {"type": "integer"}});
    let cases: Vec<(String, Value, &str, &str)> = vec![
        // Operations.
        (
            "/paths/~1w~1{wId}~1things/get".into(),
            Value::Null,
            "breaking list_things: operation",
            "addition list_things: operation",
        ),
        (
            post("/operationId"),
            json!("make_thing"),
            "breaking make_thing:#operationId name",
            "breaking create_thing:#operationId name",
        ),
        (
            post("/deprecated"),
            json!(true),
            "addition create_thing:#deprecated deprecation",
            "documentation create_thing:#deprecated deprecation",
        ),
        (
            post("/summary"),
            json!("Make"),
            "documentation create_thing:#summary summary",
            "documentation create_thing:#summary summary",
        ),
        (
            post("/security"),
            json!([{"Other": []}]),
            "breaking create_thing:#security security",
            "breaking create_thing:#security security",
        ),
        (
            post("/security"),
            json!([{"Bearer": []}, {"Other": []}]),
            "addition create_thing:#security security",
            "breaking create_thing:#security security",
        ),
        // Parameters.
        (
            post("/parameters/1"),
            Value::Null,
            "breaking create_thing:query.limit parameter request",
            "addition create_thing:query.limit parameter request",
        ),
        (
            post("/parameters/-"),
            json!({"in": "query", "name": "key", "required": true, "schema": {"type": "string"}}),
            "breaking create_thing:query.key parameter request",
            "breaking create_thing:query.key parameter request",
        ),
        (
            post("/parameters/1"),
            limit(true),
            "breaking create_thing:query.limit required request",
            "breaking create_thing:query.limit required request",
        ),
        (
            post("/parameters/1/schema/type"),
            json!("string"),
            "breaking create_thing:query.limit type request",
            "breaking create_thing:query.limit type request",
        ),
        (
            post("/parameters/1/schema/default"),
            json!(10),
            "documentation create_thing:query.limit#default annotation request",
            "documentation create_thing:query.limit#default annotation request",
        ),
        (
            post("/parameters/2/schema/enum/-"),
            json!("new"),
            "addition View: enum-value request",
            "breaking View: enum-value request",
        ),
        (
            post("/parameters/1/description"),
            json!("At most."),
            "documentation create_thing:query.limit#description description request",
            "documentation create_thing:query.limit#description description request",
        ),
        // Bodies.
        (
            post("/requestBody/required"),
            json!(false),
            "breaking create_thing:request required request",
            "breaking create_thing:request required request",
        ),
        (
            "/paths/~1w~1{wId}~1things/get/responses/200/content/text~1csv".into(),
            Value::Null,
            "breaking list_things:response#content media-types response",
            "breaking list_things:response#content media-types response",
        ),
        (
            "/paths/~1w~1{wId}~1things/get/responses/200/content/application~1zip".into(),
            json!({}),
            "documentation list_things:response#content media-types response",
            "documentation list_things:response#content media-types response",
        ),
        (
            post("/responses/409"),
            json!({"description": "Twice."}),
            "documentation create_thing:response.409 status response",
            "documentation create_thing:response.409 status response",
        ),
        // Fields of a request.
        (
            schema("/Request/properties/note"),
            Value::Null,
            "breaking Request:note field request",
            "addition Request:note field request",
        ),
        (
            schema("/Request/required"),
            json!(["name", "note"]),
            "breaking Request:note required request",
            "breaking Request:note required request",
        ),
        (
            schema("/Request/properties/note/nullable"),
            json!(true),
            "documentation Request:note nullable request",
            "documentation Request:note nullable request",
        ),
        (
            schema("/Request/properties/name/nullable"),
            json!(true),
            "breaking Request:#methods method request; breaking Request:name nullable request; \
             addition Request:#traits trait request",
            "breaking Request:#traits trait request; breaking Request:name nullable request; \
             addition Request:#methods method request",
        ),
        (
            schema("/Request/properties/note/maxLength"),
            json!(5),
            "documentation Request:note#maxLength constraint request",
            "documentation Request:note#maxLength constraint request",
        ),
        // Fields of a response.
        (
            schema("/Answer/properties/note"),
            Value::Null,
            "breaking Answer:note field response",
            "addition Answer:note field response",
        ),
        (
            schema("/Answer/required"),
            json!([]),
            "breaking Answer:id required response; addition Answer:#traits trait response",
            "breaking Answer:#traits trait response; breaking Answer:id required response",
        ),
        (
            schema("/Answer/properties/id/type"),
            json!("string"),
            "breaking Answer:id type response",
            "breaking Answer:id type response",
        ),
        (
            schema("/Answer/properties/id/format"),
            json!("int32"),
            "documentation Answer:id#format constraint response",
            "documentation Answer:id#format constraint response",
        ),
        (
            schema("/Answer/properties/note/format"),
            json!("date"),
            "breaking Answer:note#format constraint response",
            "breaking Answer:note#format constraint response",
        ),
        (
            schema("/Answer/properties/state/x-extensible-enum/-"),
            json!("idle"),
            "addition AnswerState: enum-value response",
            "breaking AnswerState: enum-value response",
        ),
        (
            schema("/Answer/properties/inner/properties/deep/type"),
            json!("boolean"),
            "breaking AnswerInner:deep type response",
            "breaking AnswerInner:deep type response",
        ),
        (
            schema("/Answer/properties/inner/properties/deep/description"),
            json!("Deep."),
            "documentation AnswerInner:deep#description description response",
            "documentation AnswerInner:deep#description description response",
        ),
        (
            schema("/Answer/properties/note/example"),
            json!("n"),
            "documentation Answer:note#example annotation response",
            "documentation Answer:note#example annotation response",
        ),
        // A shape that travels both ways.
        (
            schema("/Tag/properties/kind/enum/-"),
            json!("c"),
            "addition TagKind: enum-value both",
            "breaking TagKind: enum-value both",
        ),
        (
            schema("/Tag/required"),
            json!(["word", "kind"]),
            "breaking Tag:kind required both",
            "breaking Tag:kind required both",
        ),
        // The document.
        (
            "/servers/-".into(),
            json!({"url": "https://eu.example"}),
            "addition *:servers server",
            "breaking *:servers server",
        ),
        (
            "/servers/0/description".into(),
            json!("Old"),
            "documentation *:servers#description description",
            "documentation *:servers#description description",
        ),
        (
            "/components/securitySchemes/Bearer/scheme".into(),
            json!("basic"),
            "breaking *:securitySchemes.Bearer security",
            "breaking *:securitySchemes.Bearer security",
        ),
        (
            "/components/securitySchemes/Other".into(),
            json!({"type": "http", "scheme": "basic"}),
            "addition *:securitySchemes.Other security",
            "breaking *:securitySchemes.Other security",
        ),
        (
            "/info/description".into(),
            json!("New."),
            "documentation *:info#description description",
            "documentation *:info#description description",
        ),
    ];
    let mut wrong = Vec::new();
    for (place, value, there, back) in cases {
        let new = changed(&place, value);
        let rows = [
            summary(&compare(&document(), &new)).join("; "),
            summary(&compare(&new, &document())).join("; "),
        ];
        if rows != [there, back] {
            wrong.push(format!("{place}: {rows:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_required_field_breaks_requests_and_not_responses() {
    for (name, expected) in [
        ("Request", "breaking Request:more field request"),
        ("Tag", "breaking Tag:more field both"),
        ("Answer", "addition Answer:more field response"),
    ] {
        let mut new = document();
        let schema = &mut new["components"]["schemas"][name];
        schema["properties"]["more"] = json!({"type": "string"});
        schema["required"]
            .as_array_mut()
            .unwrap()
            .push("more".into());
        assert_eq!(summary(&compare(&document(), &new)), [expected]);
        schema_back(&new, name);
    }
}

fn schema_back(new: &Value, name: &str) {
    let rows = compare(new, &document());
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        (rows[0].class, rows[0].path.as_str()),
        (Class::Breaking, "more"),
        "{name}"
    );
}

#[test]
fn a_nullable_field_that_becomes_optional_is_the_same_option() {
    let old = changed(
        "/components/schemas/Answer/properties/id/nullable",
        json!(true),
    );
    let mut new = old.clone();
    new["components"]["schemas"]["Answer"]["required"] = json!([]);
    assert_eq!(
        summary(&compare(&old, &new)),
        ["documentation Answer:id required response"]
    );
}

#[test]
fn a_nullable_field_is_no_argument_of_a_constructor() {
    let mut new = document();
    let request = &mut new["components"]["schemas"]["Request"];
    request["properties"]["more"] = json!({"type": "string", "nullable": true});
    request["required"] = json!(["name", "more"]);
    assert_eq!(
        summary(&compare(&document(), &new)),
        ["addition Request:more field request"]
    );
    let marked = changed(
        "/components/schemas/Request/properties/note/x-in-constructor",
        json!(true),
    );
    assert_eq!(
        summary(&compare(&document(), &marked)),
        ["breaking Request:note argument request"]
    );
}

#[test]
fn another_title_gives_a_shape_another_name_and_its_fields_another_type() {
    let new = changed(
        "/components/schemas/Answer/properties/inner/title",
        json!("Inner"),
    );
    assert_eq!(
        summary(&compare(&document(), &new)),
        [
            "breaking Answer:inner type response",
            "breaking AnswerInner: schema response",
            "addition Inner: schema response"
        ]
    );
    assert_eq!(
        summary(&compare(&new, &document())),
        [
            "breaking Answer:inner type response",
            "breaking Inner: schema response",
            "addition AnswerInner: schema response"
        ]
    );
}

#[test]
fn a_body_that_goes_away_takes_its_shape_out_of_requests() {
    let new = changed(&format!("{POST}/requestBody"), Value::Null);
    // What only requests need, the constructor and the setters, goes with it.
    assert_eq!(
        summary(&compare(&document(), &new)),
        [
            "breaking create_thing:request request-body request",
            "breaking Request:#methods method both",
            "breaking Tag:#methods method response"
        ]
    );
    assert_eq!(
        summary(&compare(&new, &document())),
        [
            "breaking create_thing:request request-body request",
            "addition Request:#methods method request",
            "addition Tag:#methods method both"
        ]
    );
}

#[test]
fn a_moved_operation_keeps_its_name() {
    let mut new = document();
    let paths = new["paths"].as_object_mut().unwrap();
    let item = paths.remove("/w/{wId}/things").unwrap();
    paths.insert("/v2/w/{wId}/things".into(), item);
    let rows = compare(&document(), &new);
    assert!(
        rows.iter()
            .all(|row| row.class == Class::Documentation && row.change == "path"),
        "{rows:?}"
    );
    assert_eq!(rows.len(), 2);
}

#[test]
fn form_is_no_change() {
    let mut new = document();
    new["openapi"] = json!("3.0.0");
    new["info"]["version"] = json!("2");
    new["servers"][0]["url"] = json!("https://us.example/");
    new["components"]["schemas"]["Tag"]["properties"]["kind"]["enum"] = json!(["b", "a"]);
    new["components"]["schemas"]["Answer"]["properties"]["inner"]["properties"]["deep"]["description"] =
        json!("Far\n  down.\n");
    new.pointer_mut(POST).unwrap()["x-operation-id-source"] = json!("derived");
    let text = serde_json::to_string(&new).unwrap();
    let rows = compare(&document(), &serde_json::from_str(&text).unwrap());
    assert_eq!(summary(&rows), Vec::<String>::new());
}

#[test]
fn security_said_once_for_all_is_the_same_security() {
    let mut new = document();
    new["security"] = json!([{"Bearer": []}]);
    for method in ["get", "post"] {
        new["paths"]["/w/{wId}/things"][method]
            .as_object_mut()
            .unwrap()
            .remove("security");
    }
    assert_eq!(summary(&compare(&document(), &new)), Vec::<String>::new());
}

#[test]
fn a_keyword_that_changes_no_code_is_documentation() {
    let new = changed(
        "/components/schemas/Answer/properties/id/contentEncoding",
        json!("base64"),
    );
    assert_eq!(
        summary(&compare(&document(), &new)),
        ["documentation Answer:id#contentEncoding constraint response"]
    );
}

#[test]
fn rows_carry_what_was_and_what_is() {
    let new = changed(
        "/components/schemas/Answer/properties/note",
        json!({"type": "array", "items": {"$ref": "#/components/schemas/Tag"}}),
    );
    let rows = compare(&document(), &new);
    assert_eq!(
        rows[0].to_json(),
        json!({"class": "breaking", "schema": "Answer", "path": "note", "change": "type",
               "direction": "response", "before": "string", "after": "list of Tag"})
    );
}
