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
    Ok(generated.client)
}

/// One operation that answers with `A`, and the schemas `A` and maybe others.
fn with_schemas(schemas: &str) -> Input {
    let mut input = alone(&format!("{ONE}components:\n  schemas:\n{schemas}"));
    input.overlays[0].text = NAMES.to_owned();
    input
}

fn refused(input: &Input) -> String {
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
    assert!(code.contains("pub async fn get_a"));
}

#[test]
fn text_that_cannot_be_read_is_refused_with_line_and_column() {
    let cases = [
        (
            "openapi: 3.0.0\npaths: [\n",
            "made-up.yml: line 3, column 1: is not YAML",
        ),
        (
            "openapi: 3.0.0\n\tpaths: {}\n",
            "made-up.yml: line 2, column 1: is not YAML",
        ),
        ("a: 1\na: 2\n", "is not YAML"),
        (
            "{\"openapi\": \"3.0.0\",\n \"paths\": }",
            "made-up.yml: line 2, column 11: is not JSON",
        ),
        ("", "made-up.yml: is empty"),
        ("# only a remark\n", "made-up.yml: is empty"),
        ("just text", "made-up.yml: is not an OpenAPI document"),
        ("- a\n- b\n", "made-up.yml: is not an OpenAPI document"),
        ("a: &a [*a]", "made-up.yml"),
    ];
    for (text, wanted) in cases {
        let message = refused(&alone(text));
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
    assert!(refused(&alone(&deep)).starts_with("made-up.yml: "));
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
        format!("{text}a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)
    });
    assert!(refused(&alone(&bomb)).starts_with("made-up.yml: "));
}

#[test]
fn other_documents_are_refused() {
    let cases = [
        (
            "swagger: '2.0'\npaths: {}",
            "made-up.yml: $.swagger: is Swagger 2",
        ),
        (
            "openapi: 4.0.0\npaths: {}",
            "made-up.yml: $.openapi: is `4.0.0`",
        ),
        (
            "openapi: 3.1\npaths: {}",
            "made-up.yml: $.openapi: is `3.1`",
        ),
        (
            "openapi: 3.1.0\npaths: {}",
            "made-up.yml: $.paths: has no path",
        ),
        ("openapi: 3.1.0", "made-up.yml: $.paths: has no path"),
        (
            "openapi: 3.1.0\npaths: {/a: {}}\nwebhooks: {}",
            "made-up.yml: $: has `webhooks`",
        ),
        (
            "openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {}}",
            "made-up.yml: $.paths['/a']: has `$ref`",
        ),
    ];
    for (text, wanted) in cases {
        let message = refused(&alone(text));
        assert!(message.starts_with(wanted), "{text:?}: {message}");
    }
}

#[test]
fn an_operation_without_a_name_prints_what_to_paste() {
    let mut input = with_schemas("    A: { type: object }\n");
    input.overlays[0].text = "overlay: 1.0.0\nactions: []\n".to_owned();
    let message = refused(&input);
    assert!(
        message.starts_with("made-up.yml: $.paths['/a/{id}'].get: this operation has no name"),
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
            "A.properties.b: `$ref: #/components/schemas/Gone` leads nowhere",
        ),
        (
            "    A: { $ref: 'other.yml#/B' }",
            "A: `$ref: other.yml#/B` leads nowhere",
        ),
        (
            "    A: { $ref: '#/components/schemas/A' }",
            "A: is made of itself",
        ),
        (
            "    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { oneOf: [{ $ref: '#/components/schemas/A' }] }",
            "A: is made of itself",
        ),
        (
            "    A: { type: string, enum: [a, a] }",
            "A.enum: has the value \"a\" twice",
        ),
        (
            "    A: { type: string, enum: [] }",
            "A.enum: allows no value",
        ),
        (
            "    A: { type: string, enum: [1] }",
            "A.enum: has 1, which is not of its type",
        ),
        (
            "    A: { type: thing }",
            "A.type: is `thing`, which is no JSON type",
        ),
        (
            "    A: { type: 3 }",
            "A.type: is neither text nor a list of texts",
        ),
        (
            "    A: { type: [string, null] }",
            "A.type: is neither text nor a list of texts",
        ),
        (
            "    A: { type: [string, integer] }",
            "A.type: has several types",
        ),
        (
            "    A: { type: object, patternProperties: {} }",
            "A: has `patternProperties`",
        ),
        (
            "    A: { type: object, unevaluatedProperties: false }",
            "A: has `unevaluatedProperties`",
        ),
        (
            "    A: { type: object, required: b }",
            "A.required: is not a list of different names",
        ),
        (
            "    A: { type: object, properties: [b] }",
            "A.properties: is not an object",
        ),
        (
            "    A: { type: array, items: [{ type: string }] }",
            "A.items: is not an object",
        ),
        (
            "    A: { type: integer, minimum: lots }",
            "A.minimum: is not a number",
        ),
        ("    A: true", "A: is not an object"),
        ("    A: null", "A: is not an object"),
        (
            "    A: {}\n    'B C': {}",
            "['B C']: has a name that OpenAPI does not allow",
        ),
    ];
    for (schemas, wanted) in cases {
        let message = refused(&with_schemas(schemas));
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
            Ok(code) => assert!(code.contains("pub async fn get_a"), "{schemas}"),
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
        refused(&input)
    };
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let schema = json!({"$ref": "#/components/schemas/A"});
    let cases = [
        ("responses", json!({}), "responses: has no success response"),
        (
            "responses",
            json!({"404": {"description": ""}}),
            "responses: has no success response",
        ),
        ("responses", json!({"ok": {}}), "responses.ok: is no status"),
        (
            "responses",
            json!({"200": {"content": {"application/json": {}}}}),
            "responses['200'].content['application/json']: is JSON without a schema",
        ),
        (
            "responses",
            json!({"200": {"content": {"application/json": {"schema": schema}}}, "204": {}}),
            "responses: `200` and `204` answer with different things",
        ),
        (
            "responses",
            json!({"200": {"$ref": "#/components/responses/Gone"}}),
            "responses['200']: `$ref: #/components/responses/Gone` leads nowhere",
        ),
        (
            "responses",
            json!({"200": schema}),
            "responses['200']: `$ref: #/components/schemas/A` leads to no member of `components.responses`",
        ),
        ("parameters", json!([]), "parameters: has no `id`"),
        ("parameters", json!({}), "parameters: is not a list"),
        (
            "parameters",
            json!([id, {"name": "id", "in": "query", "schema": {}}]),
            "parameters[1]: is the second one called `id`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query"}]),
            "parameters[1]: is a parameter without `schema`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "cookie", "schema": {}}]),
            "parameters[1]: is in `cookie`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query", "content": {}}]),
            "parameters[1]: has `content`",
        ),
        (
            "parameters",
            json!([id, {"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object"}}]),
            "parameters[1]: has the style `deepObject`",
        ),
        (
            "requestBody",
            json!({"content": {}}),
            "requestBody.content: has 0 media types",
        ),
        (
            "requestBody",
            json!({"content": {"application/json": {}}}),
            "requestBody.content['application/json']: has no schema",
        ),
        (
            "requestBody",
            json!({"content": {"multipart/form-data": {"schema": schema}}}),
            "requestBody.content['multipart/form-data']: is no media type",
        ),
        (
            "requestBody",
            json!({"content": {"application/json": {"schema": schema}, "text/plain": {"schema": schema}}}),
            "requestBody.content: has 2 media types",
        ),
        ("callbacks", json!({}), ": has `callbacks`"),
        ("servers", json!([]), ": has `servers`"),
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
    let message = refused(&with(real(), "new.yml", spec, ""));
    assert_eq!(
        message,
        "new.yml: $.components.schemas.Run: differs from what dust-apps-api-openapi.yml has under the same key"
    );
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
    assert!(refused(&input).contains("has another shape than an earlier `Same`"));
}

#[test]
fn an_overlay_that_does_not_fit_is_refused() {
    let spec = |actions: &str| {
        let mut input =
            with_schemas("    A: { type: object, properties: { b: { type: string } } }");
        input.overlays[0].text.push_str(actions);
        refused(&input)
    };
    let cases = [
        (
            "- { target: $.components.schemas.B, update: { title: B } }",
            "overlay.yml: $.components.schemas.B: matches nothing",
        ),
        (
            "- { target: $.components.schemas.A.properties.b, update: { title: b } }",
            "made-up.yml: $.components.schemas.A.properties.b: has the title \"b\"",
        ),
        (
            "- { target: $.components.schemas.A.properties.b, update: { x-extensible-enum: [a] } }",
            "made-up.yml: $.components.schemas.A.properties.b: has `x-extensible-enum` and no title",
        ),
        (
            "- { target: $.components.schemas.A, update: { required: [b] } }",
            "overlay.yml: $.actions[1]: at `$.components.schemas.A` is a correction without `x-correction`",
        ),
        (
            "- { target: $.components.schemas.A.properties, description: d, x-correction: c, update: { c: { type: [string, 'null'] } } }",
            "overlay.yml: $.components.schemas.A.properties.c.type: is not OpenAPI 3.0 here",
        ),
        (
            "- { target: $.components.schemas.A.properties, description: d, x-correction: c, update: { c: { $ref: '#/components/schemas/C' } } }",
            "overlay.yml: $.components.schemas.A.properties.c: `$ref: #/components/schemas/C` leads nowhere",
        ),
        (
            "- { target: $..A, update: { title: B } }",
            "overlay.yml: $.actions[1]: target `$..A` has a step that is not one name",
        ),
        ("- nothing", "overlay.yml: $.actions[1]: is not an object"),
    ];
    for (actions, wanted) in cases {
        let message = spec(actions);
        assert!(message.starts_with(wanted), "{actions}: {message}");
    }
    let mut input = with_schemas("    A: {}");
    input.overlays[0].text = "openapi: 3.0.0".into();
    assert_eq!(
        refused(&input),
        "overlay.yml: $.overlay: is not an OpenAPI Overlay 1.0 document"
    );
}

#[test]
fn a_folder_without_specs_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let message = |error: Error| error.to_string();
    let empty = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(empty.contains("has no spec"), "{empty}");
    std::fs::write(folder.path().join("a.yml"), "x").unwrap();
    let lacking = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(lacking.contains("no overlay/*.yml"), "{lacking}");
    std::fs::create_dir(folder.path().join("overlay")).unwrap();
    std::fs::write(folder.path().join("overlay/a.yml"), [0xff, 0xfe]).unwrap();
    let unreadable = read_input(folder.path()).map_err(message).unwrap_err();
    assert!(unreadable.contains("a.yml: cannot be read"), "{unreadable}");
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
    assert!(gone.contains("cannot be read"), "{gone}");
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
