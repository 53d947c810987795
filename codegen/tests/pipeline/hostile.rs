//! A spec that cannot be compiled stops the build with file, place and cause, and never with a panic.

use dust_sdk_codegen::{Error, Input, SpecFile, correct, generate, parse, read_input};
use serde_json::{Value, json};

use crate::support::{alone, file, real, with};

/// The start of a spec with one named operation; cases go on from here.
const ONE: &str = "\
openapi: 3.0.0
info: { title: t, version: '1' }
paths:
  /a/{id}:
    get:
      operationId: theirs
      parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }
";

const NAMES: &str = "\
overlay: 1.0.0
info: { title: t, version: '1' }
actions:
- target: \"$.paths['/a/{id}'].get\"
  update: { operationId: get_a, x-manual: true }
";

fn compile(input: &Input) -> Result<String, Error> {
    let generated = generate(&correct(input)?.document);
    let generated = generated.map_err(|error| input.attribute_error(error))?;
    Ok(generated.requests)
}

/// One operation that answers with `A`, and the schemas `A` and maybe others.
fn with_schemas(schemas: &str) -> Input {
    let mut input = alone(&format!("{ONE}components:\n  schemas:\n{schemas}"));
    input.overlays[0].text = NAMES.to_owned();
    input
}

fn error_message(input: &Input) -> String {
    match compile(input) {
        Ok(_) => panic!("this was taken"),
        Err(error) => {
            let message = error.to_string();
            assert!(!message.contains("panicked"), "{message}");
            assert!(message.len() < 700, "{message}");
            message
        }
    }
}

#[test]
fn the_base_of_the_cases_is_fine() {
    let code = compile(&with_schemas("    A: { type: object }\n")).unwrap();
    assert!(code.contains("pub(crate) fn get_a("));
}

#[test]
fn text_that_cannot_be_read_is_refused_with_line_and_column() {
    let cases = [
        (
            "openapi: 3.0.0\npaths: [\n",
            "made-up.yml: line 3, column 1: expected YAML, found ",
        ),
        (
            "openapi: 3.0.0\n\tpaths: {}\n",
            "made-up.yml: line 2, column 1: expected YAML, found ",
        ),
        ("a: 1\na: 2\n", "expected YAML, found duplicate entry"),
        (
            "{\"openapi\": \"3.0.0\",\n \"paths\": }",
            "made-up.yml: line 2, column 11: expected JSON, found ",
        ),
        ("", "made-up.yml: expected a document, found an empty one; "),
        (
            "# only a remark\n",
            "made-up.yml: expected a document, found an empty one; ",
        ),
        (
            "just text",
            "made-up.yml: expected an OpenAPI document, found \"just text\"; ",
        ),
        (
            "- a\n- b\n",
            "made-up.yml: expected an OpenAPI document, found [\"a\",\"b\"]; ",
        ),
        ("a: &a [*a]", "made-up.yml"),
    ];
    for (text, wanted) in cases {
        let message = error_message(&alone(text));
        assert!(
            message.starts_with(wanted) || message.contains(wanted),
            "{text:?}: {message}"
        );
    }
    let deep = format!(
        "openapi: 3.0.0\npaths: {}{}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    assert!(error_message(&alone(&deep)).starts_with("made-up.yml: "));
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
        format!("{text}a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)
    });
    assert!(error_message(&alone(&bomb)).starts_with("made-up.yml: "));
}

#[test]
fn other_documents_are_refused() {
    let cases = [
        (
            "swagger: '2.0'\npaths: {}",
            "made-up.yml: $.swagger: expected OpenAPI 3.0, 3.1 or 3.2, found Swagger \"2.0\"; ",
        ),
        (
            "openapi: 4.0.0\npaths: {}",
            "made-up.yml: $.openapi: expected OpenAPI 3.0, 3.1 or 3.2, found `4.0.0`",
        ),
        (
            "openapi: 3.1\npaths: {}",
            "made-up.yml: $.openapi: expected OpenAPI 3.0, 3.1 or 3.2, found `3.1`",
        ),
        (
            "openapi: 3.1.0\npaths: {}",
            "made-up.yml: $.paths: expected at least one path, found none",
        ),
        (
            "openapi: 3.1.0",
            "made-up.yml: $.paths: expected an object with paths, found none",
        ),
        (
            "openapi: 3.1.0\npaths: {/a: {}}\nwebhooks: {}",
            "made-up.yml: $: expected keys that are supported here, found `webhooks`",
        ),
        (
            "openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {}}",
            "made-up.yml: $.paths['/a']: expected keys that are supported here, found `$ref`",
        ),
    ];
    for (text, wanted) in cases {
        let message = error_message(&alone(text));
        assert!(message.starts_with(wanted), "{text:?}: {message}");
    }
}

#[test]
fn an_operation_without_a_name_prints_what_to_paste() {
    let mut input = with_schemas("    A: { type: object }\n");
    input.overlays[0].text = "overlay: 1.0.0\nactions: []\n".to_owned();
    let message = error_message(&input);
    assert!(
        message.starts_with(
            "made-up.yml: $.paths['/a/{id}'].get: expected an `operationId`, found none; add it"
        ),
        "{message}"
    );
    assert!(
        message.contains("- target: \"$.paths['/a/{id}'].get\"\n    update: { operationId: "),
        "{message}"
    );
}

#[test]
fn schemas_that_make_no_type_are_refused_at_their_place() {
    let at = "made-up.yml: $.components.schemas";
    let cases = [
        (
            "    A: { type: object, properties: { b: { $ref: '#/components/schemas/Gone' } } }",
            "A.properties.b: expected a `$ref` to a component of this file, found `#/components/schemas/Gone`; ",
        ),
        (
            "    A: { $ref: 'other.yml#/B' }",
            "A: expected a `$ref` to a component of this file, found `other.yml#/B`; ",
        ),
        (
            "    A: { $ref: '#/components/schemas/A' }",
            "A: expected a schema that is not made of itself, found a `$ref` that leads back to it; ",
        ),
        (
            "    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { oneOf: [{ $ref: '#/components/schemas/A' }] }",
            "A: expected a schema that is not made of itself, found a `$ref` that leads back to it; ",
        ),
        (
            "    A: { type: string, enum: [a, a] }",
            "A.enum: expected each value once, found \"a\" twice",
        ),
        (
            "    A: { type: string, enum: [] }",
            "A.enum: expected at least one value beside null, found none",
        ),
        (
            "    A: { type: string, enum: [1] }",
            "A.enum: expected values of the type string, found 1",
        ),
        (
            "    A: { type: thing }",
            "A.type: expected a JSON type, found `thing`",
        ),
        (
            "    A: { type: 3 }",
            "A.type: expected text or a list of texts, found 3",
        ),
        (
            "    A: { type: [string, null] }",
            "A.type: expected text or a list of texts, found [\"string\",null]",
        ),
        (
            "    A: { type: [string, integer] }",
            "A.type: expected one type beside null, found [\"string\",\"integer\"]",
        ),
        (
            "    A: { type: object, patternProperties: {} }",
            "A: expected keys that are supported here, found `patternProperties`",
        ),
        (
            "    A: { type: object, unevaluatedProperties: false }",
            "A: expected keys that are supported here, found `unevaluatedProperties`",
        ),
        (
            "    A: { type: object, required: b }",
            "A.required: expected a list of different names, found \"b\"",
        ),
        (
            "    A: { type: object, properties: [b] }",
            "A.properties: expected an object, found [\"b\"]",
        ),
        (
            "    A: { type: array, items: [{ type: string }] }",
            "A.items: expected an object, found [{\"type\":\"string\"}]",
        ),
        (
            "    A: { type: integer, minimum: lots }",
            "A.minimum: expected a number, found \"lots\"",
        ),
        ("    A: true", "A: expected an object, found true"),
        ("    A: null", "A: expected an object, found null"),
        (
            "    A: {}\n    'B C': {}",
            "['B C']: expected a name of letters, digits, `.`, `-` and `_`, found `B C`",
        ),
    ];
    for (schemas, wanted) in cases {
        let message = error_message(&with_schemas(schemas));
        let place = if wanted.starts_with('[') {
            format!("{at}{wanted}")
        } else {
            format!("{at}.{wanted}")
        };
        assert!(message.starts_with(&place), "{schemas}: {message}");
    }
}

/// What typify itself rejects cannot be listed in full, so these only have to end in a message.
#[test]
fn schemas_that_typify_gives_up_on_are_no_panic() {
    let cases = [
        "    A: { type: object, required: [b] }",
        "    A: { type: integer, enum: [1, 2] }",
        "    A: { type: number, enum: [1.5] }",
        "    A: { type: boolean, enum: [true] }",
        "    A: { enum: [a, 1] }",
        "    A: { type: string, enum: ['', '-', '+'] }",
        "    A: { type: string, enum: [a-b, a_b, 'a b'] }",
        "    A: { not: { type: string } }",
        "    A: { not: { type: object, properties: { a: {} } } }",
        "    A: { oneOf: [] }",
        "    A: { allOf: [] }",
        "    A: { allOf: [{ type: string }, { type: integer }] }",
        "    A: { oneOf: [{ type: object }, { type: object }] }",
        "    A: { anyOf: [{ type: array, items: {} }, { type: string, enum: [x] }] }",
        "    A: { type: object, properties: { '': { type: string } } }",
        "    A: { type: object, properties: { a: { type: string }, A: { type: string } } }",
        "    A: { type: object, properties: { type: {}, self: {}, Self: {}, fn: {}, crate: {} } }",
        "    A: { type: object, additionalProperties: { $ref: '#/components/schemas/A' } }",
        "    A: { type: array, items: { $ref: '#/components/schemas/A' } }",
        "    A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }",
        "    A: { type: string, format: binary }",
        "    A: { type: string, nullable: true, enum: [a] }",
        "    A: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { nullable: true, type: object }",
        "    A: { allOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }\n    B: { type: object, properties: { x: { type: string } } }\n    C: { type: object, properties: { x: { type: integer } } }",
        "    A: { type: object, discriminator: { propertyName: x }, oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: {}",
        "    A: { type: object }\n    a: { type: object }",
        "    A: { type: object }\n    Error: { type: object }\n    Option: { type: object }\n    String: { type: object }",
        "    A: { type: array, uniqueItems: true, minItems: 2, maxItems: 1 }",
        "    A: { type: string, minLength: 5, default: 12 }",
        "    A: { type: object, properties: { a: { type: object, default: [] } } }",
    ];
    for schemas in cases {
        let input = with_schemas(schemas);
        match compile(&input) {
            Ok(code) => assert!(code.contains("pub(crate) fn get_a("), "{schemas}"),
            Err(error) => {
                let message = error.to_string();
                assert!(
                    error.place().starts_with("$.") || error.place().starts_with("the "),
                    "{schemas}: {message}"
                );
                assert!(message.len() < 700, "{schemas}: {message}");
            }
        }
    }
}

#[test]
fn operations_that_cannot_be_called_are_refused_at_their_place() {
    let path = "/a/{id}";
    let change = |pointer: &str, value: Value| {
        let mut document = parse(&file("made-up.yml", ONE)).unwrap();
        document["components"] = json!({"schemas": {"A": {"type": "object"}}});
        let operation = document["paths"][path].as_object_mut().unwrap();
        operation["get"][pointer] = value;
        let mut input = alone(&document.to_string());
        input.overlays[0].text = NAMES.to_owned();
        error_message(&input)
    };
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let schema = json!({"$ref": "#/components/schemas/A"});
    let cases = [
        (
            "responses",
            json!({}),
            "responses: expected a success response, found none",
        ),
        (
            "responses",
            json!({"404": {"description": ""}}),
            "responses: expected a success response, found none",
        ),
        (
            "responses",
            json!({"ok": {}}),
            "responses.ok: expected a status such as `200`, `2XX` or `default`, found `ok`",
        ),
        (
            "responses",
            json!({"200": {"content": {"application/json": {}}}}),
            "responses['200'].content['application/json']: expected a schema of the JSON, found none",
        ),
        (
            "responses",
            json!({"200": {"content": {"application/json": {"schema": schema}}}, "204": {}}),
            "responses: expected one type for all success responses, found different ones for `200` and `204`",
        ),
        (
            "responses",
            json!({"200": {"$ref": "#/components/responses/Gone"}}),
            "responses['200']: expected a `$ref` to a component of this file, found `#/components/responses/Gone`; ",
        ),
        (
            "responses",
            json!({"200": schema}),
            "responses['200']: expected a `$ref` to a member of `components.responses`, found `#/components/schemas/A`; ",
        ),
        (
            "parameters",
            json!([]),
            "parameters: expected the parameter `id` of the path, found none",
        ),
        (
            "parameters",
            json!({}),
            "parameters: expected a list, found {}",
        ),
        (
            "parameters",
            json!([id, {"name": "id", "in": "query", "schema": {}}]),
            "parameters[1]: expected parameters of different names, found `id` twice",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query"}]),
            "parameters[1]: expected a parameter with `schema`, found none",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "cookie", "schema": {}}]),
            "parameters[1]: expected a parameter in path, query or header, found `cookie`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query", "content": {}}]),
            "parameters[1]: expected keys that are supported here, found `content`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object"}}]),
            "parameters[1]: expected the style `form`, found `deepObject`",
        ),
        (
            "requestBody",
            json!({"content": {}}),
            "requestBody.content: expected one media type, found 0",
        ),
        (
            "requestBody",
            json!({"content": {"application/json": {}}}),
            "requestBody.content['application/json']: expected a schema, found none",
        ),
        (
            "requestBody",
            json!({"content": {"multipart/form-data": {"schema": {"type": "object"}}}}),
            "requestBody.content['multipart/form-data'].schema: expected a form with parts: an object with properties",
        ),
        (
            "requestBody",
            json!({"content": {"application/json": {"schema": schema}, "text/plain": {"schema": schema}}}),
            "requestBody.content: expected one media type, found 2",
        ),
        (
            "callbacks",
            json!({}),
            ": expected keys that are supported here, found `callbacks`",
        ),
        (
            "servers",
            json!([]),
            ": expected keys that are supported here, found `servers`",
        ),
    ];
    for (key, value, wanted) in cases {
        let message = change(key, value.clone());
        let place = format!("made-up.yml: $.paths['{path}'].get");
        let place = if wanted.starts_with(':') {
            format!("{place}{wanted}")
        } else {
            format!("{place}.{wanted}")
        };
        assert!(message.starts_with(&place), "{key} {value}: {message}");
    }
}

#[test]
fn two_things_under_one_key_are_refused() {
    let spec = "openapi: 3.0.0\npaths: { /new: { get: { responses: { '200': { description: '' } } } } }\ncomponents: { schemas: { Run: { type: string } } }";
    let message = error_message(&with(real(), "new.yml", spec, ""));
    let wanted = "new.yml: $.components.schemas.Run: expected what dust-apps-api-openapi.yml has under the same key, found \
                  properties is {\"app_id\":";
    assert!(message.starts_with(wanted), "{message}");
    let end = " there and absent here; take both files of one date, or correct one in its overlay";
    assert!(message.ends_with(end), "{message}");
}

#[test]
fn a_repeated_shape_becomes_one_component() {
    let shape = |text: &str| {
        format!(
            "type: object, description: {text}, properties: {{ k: {{ type: string, enum: [on] }} }}"
        )
    };
    let (first, second) = (shape("first"), shape("second"));
    let schemas = format!(
        "    A: {{ type: object, required: [b, c], properties: {{ b: {{ {first} }}, c: {{ {second}, nullable: true }} }} }}"
    );
    let inner = |field: &str, update: &str| {
        format!(
            "- {{ target: $.components.schemas.A.properties.{field}, update: {{ {update} }} }}\n"
        )
    };
    let corrected = |said_at: &str, inner_title: &str| {
        let mut input = with_schemas(&schemas);
        for field in ["b", "c"] {
            let action = inner(field, &format!("title: Same, x-name: the_{field}"));
            input.overlays[0].text.push_str(&action);
        }
        let kind = inner(&format!("{said_at}.properties.k"), inner_title);
        input.overlays[0].text.push_str(&kind);
        correct(&input).unwrap().document["components"]["schemas"].clone()
    };
    // Whichever place says what is inside, the component does.
    for (said_at, description) in [("b", "first"), ("c", "second")] {
        let schemas = corrected(said_at, "title: Kind, x-extensible-enum: [on, off]");
        let reference = json!({"$ref": "#/components/schemas/Same"});
        let (mut b, mut c) = (
            reference.clone(),
            json!({"allOf": [reference], "nullable": true}),
        );
        (b["x-name"], c["x-name"]) = (json!("the_b"), json!("the_c"));
        assert_eq!(
            schemas["A"]["properties"],
            json!({"b": b, "c": c}),
            "{said_at}"
        );
        let same = &schemas["Same"];
        assert_eq!(same["description"], description);
        assert_eq!(same["properties"]["k"]["title"], "Kind", "{schemas:#}");
        assert_eq!(
            same.get("title")
                .or(same.get("nullable"))
                .or(same.get("x-name")),
            None
        );
    }
}

#[test]
fn two_shapes_under_one_title_are_refused() {
    let mut input = with_schemas(
        "    A: { type: object, properties: { b: { type: object, properties: { x: { type: string } } }, c: { type: object, properties: { y: { type: string } } } } }",
    );
    for field in ["b", "c"] {
        input.overlays[0].text.push_str(&format!(
            "- {{ target: $.components.schemas.A.properties.{field}, update: {{ title: Same }} }}\n"
        ));
    }
    assert!(
        error_message(&input)
            .contains("the shape that `Same` has at $.components.schemas.A.properties.b, found ")
    );
}

#[test]
fn an_overlay_that_does_not_fit_is_refused() {
    let spec = |actions: &str| {
        let mut input =
            with_schemas("    A: { type: object, properties: { b: { type: string } } }");
        input.overlays[0].text.push_str(actions);
        error_message(&input)
    };
    let cases = [
        (
            "- { target: $.components.schemas.B, update: { title: B } }",
            "overlay.yml: $.components.schemas.B: expected something at this place, found nothing",
        ),
        (
            "- { target: $.components.schemas.A.properties.b, update: { title: b } }",
            "made-up.yml: $.components.schemas.A.properties.b: expected a title that is the name of a type, such as `TwoWords`, found \"b\"",
        ),
        (
            "- { target: $.components.schemas.A.properties.b, update: { x-extensible-enum: [a] } }",
            "made-up.yml: $.components.schemas.A.properties.b: expected a `title`, which names the type, found none",
        ),
        (
            "- { target: $.components.schemas.A, update: { required: [b] } }",
            "overlay.yml: $.actions[1]: expected an `x-correction` of the correction at `$.components.schemas.A`, found none",
        ),
        (
            "- { target: $.components.schemas.A.properties, description: d, x-correction: c, update: { c: { type: [string, 'null'] } } }",
            "overlay.yml: $.components.schemas.A.properties.c.type: expected OpenAPI 3.0: \"string\", found [\"string\",\"null\"]",
        ),
        (
            "- { target: $.components.schemas.A.properties, description: d, x-correction: c, update: { c: { $ref: '#/components/schemas/C' } } }",
            "overlay.yml: $.components.schemas.A.properties.c: expected a `$ref` to a component of this file, found `#/components/schemas/C`; ",
        ),
        (
            "- { target: $..A, update: { title: B } }",
            "overlay.yml: $.actions[1]: expected a target of names and indexes only, found `$..A`, which has a step that is not one name",
        ),
        (
            "- nothing",
            "overlay.yml: $.actions[1]: expected an action, an object, found \"nothing\"",
        ),
    ];
    for (actions, wanted) in cases {
        let message = spec(actions);
        assert!(message.starts_with(wanted), "{actions}: {message}");
    }
    let mut input = with_schemas("    A: {}");
    input.overlays[0].text = "openapi: 3.0.0".into();
    assert_eq!(
        error_message(&input),
        "overlay.yml: $.overlay: expected the version of an OpenAPI Overlay, 1.0, found none; correct the overlay"
    );
}

#[test]
fn a_folder_without_specs_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let message = |error: Error| error.to_string();
    let empty = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(
        empty.contains("expected a spec (*.yml, *.yaml or *.json), found none"),
        "{empty}"
    );
    std::fs::write(folder.path().join("a.yml"), "x").unwrap();
    let lacking = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(
        lacking.contains("expected an overlay/*.yml that names"),
        "{lacking}"
    );
    std::fs::create_dir(folder.path().join("overlay")).unwrap();
    std::fs::write(folder.path().join("overlay/a.yml"), [0xff, 0xfe]).unwrap();
    let unreadable = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(
        unreadable.contains("a.yml: expected what can be read as a spec, found "),
        "{unreadable}"
    );
    std::fs::write(folder.path().join("overlay/a.yml"), "y").unwrap();
    std::fs::create_dir(folder.path().join("written")).unwrap();
    std::fs::write(folder.path().join("written/b.yml"), "z").unwrap();
    let input = read_input(folder.path()).unwrap();
    let names = |files: &[SpecFile]| {
        files
            .iter()
            .map(|file| file.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&input.specs), ["a.yml"]);
    assert_eq!(names(&input.written), ["written/b.yml"]);
    assert_eq!(names(&input.overlays), ["overlay/a.yml"]);
    let gone = read_input(&folder.path().join("gone"))
        .map_err(message)
        .unwrap_err();
    assert!(
        gone.contains("expected what can be read as a spec, found "),
        "{gone}"
    );
}

#[test]
fn each_published_file_may_be_cut_off_anywhere() {
    for (index, spec) in real().specs.iter().enumerate() {
        let lines: Vec<&str> = spec.text.lines().collect();
        for end in (0..lines.len()).step_by(37) {
            let mut input = real();
            input.specs[index] = SpecFile {
                name: spec.name.clone(),
                text: lines[..end].join("\n"),
            };
            // Whether a part of a file is a whole one is not the point; a panic would fail the test.
            if let Err(error) = compile(&input) {
                assert!(!error.cause().is_empty());
            }
        }
    }
}
