//! The forms that publications of four dates had, on specs small enough to read: split by tag, all in one, renamed,
//! in the newer version of OpenAPI. Files are no identities, and what users lose is never called an addition.

mod support;

use serde_json::{Map, Value, json};

use support::{Copy, parse, put};

const THINGS: &str = "specs/dust-things-api-openapi.yml";
const TOOLS: &str = "specs/dust-tools-api-openapi.yml";
const THINGS_OVERLAY: &str = "specs/overlay/things.yml";

const FILES: [(&str, &str); 5] = [
    (
        THINGS,
        r"
openapi: 3.0.0
info: { title: Dust Things API, version: 1.0.2 }
servers: [{ url: https://dust.example }]
paths:
  /w/{wId}/things:
    post:
      summary: Import a Thing
      tags: [Things]
      parameters: [{ in: path, name: wId, required: true, schema: { type: string } }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
      responses:
        '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
  /w/{wId}/things/{tId}/runs/{runId}:
    get:
      summary: Get a Run
      tags: [Runs]
      parameters:
      - { in: path, name: wId, required: true, schema: { type: string } }
      - { in: path, name: tId, required: true, schema: { type: string } }
      - { in: path, name: runId, required: true, schema: { type: string } }
      responses:
        '200':
          description: The run.
          content: { application/json: { schema: { type: object, properties: { run: { $ref: '#/components/schemas/Run' } } } } }
components:
  schemas:
    Thing:
      type: object
      required: [configuration]
      properties:
        name: { type: string }
        state: { type: string, enum: ['on', 'off'] }
        configuration: { type: object }
    Run: { type: object, properties: { id: { type: string } } }
",
    ),
    (
        TOOLS,
        r"
openapi: 3.0.0
info: { title: Dust Tools API, version: 1.0.2 }
servers: [{ url: https://dust.example }]
paths:
  /w/{wId}/tools:
    get:
      summary: List Tools
      tags: [Tools]
      parameters: [{ in: path, name: wId, required: true, schema: { type: string } }]
      responses: { '200': { description: Done. } }
  /w/{wId}/tools/{toolId}:
    delete:
      summary: Delete a Tool
      tags: [Tools]
      parameters:
      - { in: path, name: wId, required: true, schema: { type: string } }
      - { in: path, name: toolId, required: true, schema: { type: string } }
      responses: { '200': { description: Done. } }
",
    ),
    (
        THINGS_OVERLAY,
        r#"
overlay: 1.0.0
actions:
  - target: "$.paths['/w/{wId}/things'].post"
    update: { operationId: import_thing, x-manual: true }
  - target: "$.paths['/w/{wId}/things/{tId}/runs/{runId}'].get"
    update: { operationId: get_run, x-manual: true }
  - target: "$.paths['/w/{wId}/things/{tId}/runs/{runId}'].get.responses['200'].content['application/json'].schema"
    update: { title: RunEnvelope }
  - target: $.components.schemas.Thing.properties.state
    update: { title: ThingState }
"#,
    ),
    (
        "specs/overlay/tools.yml",
        r#"
overlay: 1.0.0
actions:
  - target: "$.paths['/w/{wId}/tools'].get"
    update: { operationId: list_tools, x-manual: true }
  - target: "$.paths['/w/{wId}/tools/{toolId}'].delete"
    update: { operationId: delete_tool, x-manual: true }
"#,
    ),
    ("specs/sources.toml", "# Where the files come from.\n"),
];

const NOTHING: [String; 0] = [];

fn document(copy: &Copy, name: &str) -> Value {
    parse(&copy.read(name))
}

/// One document with all that both files have.
fn swagger(copy: &Copy) -> Value {
    let mut all = document(copy, THINGS);
    all["info"] = json!({"title": "Dust API Documentation", "version": "1.0.3"});
    let tools = document(copy, TOOLS)["paths"].clone();
    all["paths"]
        .as_object_mut()
        .unwrap()
        .extend(tools.as_object().unwrap().clone());
    all
}

/// A document with the operations of a tag.
fn with_tag(all: &Value, tag: &str) -> Value {
    let mut part = all.clone();
    part["info"]["title"] = json!(tag);
    let paths = part["paths"].as_object_mut().unwrap();
    let has_tag = |item: &Value| {
        item.as_object()
            .unwrap()
            .values()
            .any(|op| op["tags"][0] == tag)
    };
    paths.retain(|_, item| has_tag(item));
    part
}

#[track_caller]
fn says(outcome: &support::CommandOutput, lines: &[&str]) {
    for line in lines {
        let told = outcome.stderr.lines().any(|told| told == *line);
        assert!(told, "`{line}`: {}", outcome.stderr);
    }
}

#[track_caller]
fn is_up_to_date(copy: &Copy) {
    let check = copy.run(&["regen", "--check"]);
    assert_eq!(check.code, 0, "{check:#?}");
}

#[test]
fn one_swagger_of_everything() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    put(
        &mut all,
        "/paths/~1other",
        json!({"get": {"tags": ["Others"], "responses": {"200": {"description": ""}}}}),
    );
    copy.write("swagger.json", all.to_string());
    let outcome = copy.regen(&["--from", "swagger.json"]);
    assert_eq!(outcome.short_rows(), NOTHING, "{}", outcome.stderr);
    says(
        &outcome,
        &[
            "swagger.json: 1 of 5 operations left out, because the overlay names nothing under their tags (Others)",
            "swagger.json (Dust API Documentation) is dust-things-api-openapi.yml",
            "swagger.json (Dust API Documentation) is dust-tools-api-openapi.yml",
        ],
    );
    assert_eq!(
        document(&copy, TOOLS)["paths"].as_object().unwrap().len(),
        2
    );
    is_up_to_date(&copy);
}

/// The swagger of 2026-08-20: a free object had keys all at once.
#[test]
fn a_free_object_that_gains_keys_is_no_addition() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    let place = "/components/schemas/Thing/properties/configuration";
    put(
        &mut all,
        &format!("{place}/properties"),
        json!({"server": {"type": "string"}}),
    );
    copy.write("swagger.json", all.to_string());
    // The type that it becomes has no name yet; nothing is reported of what is not generated.
    let before = copy.files();
    let refused = copy.regen(&["--from", "swagger.json"]);
    refused.fails_with(&[
        "dust-things-api-openapi.yml: $.components.schemas.Thing.properties.configuration: expected a `title`",
        "update: { title: ThingConfiguration } # or `x-map: true`, if it stays a map of any JSON",
    ]);
    assert_eq!(refused.stdout, "");
    assert!(copy.files() == before);

    let overlay = copy.read(THINGS_OVERLAY);
    let keep = |mark: &str| {
        let target = "$.components.schemas.Thing.properties.configuration";
        let text = format!("{overlay}  - target: {target}\n    update: {{ {mark} }}\n");
        copy.write(THINGS_OVERLAY, text);
        copy.regen(&["--from", "swagger.json", "--dry-run"])
            .short_rows()
    };
    assert_eq!(
        keep("title: ThingConfiguration"),
        [
            "breaking Thing:configuration type both",
            "addition ThingConfiguration: schema both",
        ]
    );
    // A map that stays one is the same code.
    assert_eq!(
        keep("x-map: true"),
        ["documentation Thing:configuration.server field both"]
    );
    assert_eq!(copy.regen(&["--from", "swagger.json"]).code, 0);
    assert!(
        copy.generated()
            .contains("pub configuration: ::serde_json::Map<")
    );
    is_up_to_date(&copy);
}

/// An answer that says no more what it has: users read `Value` where they read `Run`.
#[test]
fn a_type_that_becomes_any_value_breaks() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    let run = "/paths/~1w~1{wId}~1things~1{tId}~1runs~1{runId}/get/responses/200/content/application~1json/schema/properties/run";
    put(&mut all, run, json!({}));
    copy.write("swagger.json", all.to_string());
    let rows = copy.regen(&["--from", "swagger.json"]).short_rows();
    assert_eq!(
        rows,
        [
            "breaking Run: schema response",
            "breaking RunEnvelope:run type response",
        ]
    );
}

#[test]
fn a_type_without_its_properties_breaks() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    put(&mut all, "/components/schemas/Run/properties", Value::Null);
    copy.write("swagger.json", all.to_string());
    let rows = copy.regen(&["--from", "swagger.json"]).short_rows();
    assert!(
        rows.contains(&"breaking Run: type response".to_owned()),
        "{rows:?}"
    );
}

#[test]
fn files_that_are_split_by_tag_and_renamed() {
    let copy = Copy::of(&FILES);
    let all = swagger(&copy);
    for tag in ["Things", "Runs", "Tools"] {
        copy.write(
            &format!("new/{}.yaml", tag.to_lowercase()),
            with_tag(&all, tag).to_string(),
        );
    }
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(outcome.short_rows(), NOTHING, "{}", outcome.stderr);
    says(
        &outcome,
        &[
            "new/runs.yaml (Runs) is dust-things-api-openapi.yml",
            "new/things.yaml (Things) is things-openapi.yml, with POST /w/{wId}/things from dust-things-api-openapi.yml",
            "new/tools.yaml (Tools) is dust-tools-api-openapi.yml",
        ],
    );
    is_up_to_date(&copy);
    // And together again.
    copy.write("swagger.json", all.to_string());
    let outcome = copy.regen(&["--from", "swagger.json"]);
    assert_eq!(outcome.short_rows(), NOTHING, "{}", outcome.stderr);
    is_up_to_date(&copy);
}

#[test]
fn an_operation_that_moves_to_another_file() {
    let copy = Copy::of(&FILES);
    let (mut things, mut tools) = (document(&copy, THINGS), document(&copy, TOOLS));
    let path = "/paths/~1w~1{wId}~1tools";
    put(&mut things, path, tools.pointer(path).unwrap().clone());
    put(&mut tools, path, Value::Null);
    copy.write("new/dust-things-api-openapi.yml", things.to_string());
    copy.write("new/dust-tools-api-openapi.yml", tools.to_string());
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(outcome.short_rows(), NOTHING, "{}", outcome.stderr);
    says(
        &outcome,
        &[
            "new/dust-things-api-openapi.yml (Dust Things API) is dust-things-api-openapi.yml, with GET /w/{wId}/tools from \
           dust-tools-api-openapi.yml",
        ],
    );
    is_up_to_date(&copy);
}

#[test]
fn an_operation_that_moves_to_another_path_may_be_one_of_the_new() {
    let copy = Copy::of(&FILES);
    let mut tools = document(&copy, TOOLS);
    let list = tools["paths"]["/w/{wId}/tools"].take();
    put(&mut tools, "/paths/~1w~1{wId}~1tools", Value::Null);
    put(&mut tools, "/paths/~1v2~1w~1{wId}~1tools", list);
    copy.write("new/dust-tools-api-openapi.yml", tools.to_string());
    copy.refuses(
        &["--from", "new"],
        &[
            "\n  specs/overlay/tools.yml: list_tools: GET /w/{wId}/tools (1 action)\n\
             these are new; if one of them is one of those under another address, change the targets of its actions\n  \
             GET /v2/w/{wId}/tools",
        ],
    );
    let overlay = copy.read("specs/overlay/tools.yml");
    let moved = overlay.replace("['/w/{wId}/tools']", "['/v2/w/{wId}/tools']");
    copy.write("specs/overlay/tools.yml", moved);
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(
        outcome.short_rows(),
        ["documentation list_tools:#path path"]
    );
    is_up_to_date(&copy);
}

/// The newest form: OpenAPI 3.2, ids that a tool derived, other names in paths, marks that are none of ours.
#[test]
fn the_newest_form_with_other_names_in_paths() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    all["openapi"] = json!("3.2.0");
    let paths = all["paths"].as_object_mut().unwrap();
    let renamed: Map<String, Value> = std::mem::take(paths)
        .into_iter()
        .map(|(path, mut item)| {
            for operation in item.as_object_mut().unwrap().values_mut() {
                for mark in [
                    "x-call",
                    "x-handwritten",
                    "x-idempotency",
                    "x-operation-id-source",
                ] {
                    operation[mark] = json!("derived");
                }
                operation["operationId"] = json!("derived");
                for parameter in operation["parameters"].as_array_mut().unwrap() {
                    parameter["name"] =
                        json!(format!("{}OfTheirs", parameter["name"].as_str().unwrap()));
                }
            }
            (path.replace('}', "OfTheirs}"), item)
        })
        .collect();
    *paths = renamed;
    put(
        &mut all,
        "/components/schemas/Thing/x-handwritten",
        json!(true),
    );
    put(
        &mut all,
        "/components/schemas/Thing/properties/state/x-extensible-enum",
        json!(["on"]),
    );
    copy.write("swagger.json", all.to_string());
    let outcome = copy.regen(&["--from", "swagger.json"]);
    assert_eq!(outcome.short_rows(), NOTHING, "{}", outcome.stderr);
    is_up_to_date(&copy);
}

/// A set of texts in an answer is open, so that one value more is no break for those who read.
#[test]
fn one_value_more_in_an_answer_is_an_addition() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    put(
        &mut all,
        "/components/schemas/Thing/properties/state/enum/-",
        json!("idle"),
    );
    copy.write("swagger.json", all.to_string());
    let outcome = copy.regen(&["--from", "swagger.json"]);
    assert_eq!(
        outcome.short_rows(),
        ["addition ThingState: enum-value both"]
    );
}

#[test]
fn two_shapes_under_one_title_name_both_places() {
    let copy = Copy::of(&FILES);
    let mut all = swagger(&copy);
    let answer = "/paths/~1w~1{wId}~1things/post/responses/200/content/application~1json/schema";
    let set = |values: Value| json!({"type": "object", "properties": {"kind": {"title": "Kind", "type": "string", "enum": values}}});
    put(&mut all, answer, set(json!(["a"])));
    put(
        &mut all,
        "/components/schemas/Run/properties/kind",
        json!({"type": "string", "enum": ["a", "b"]}),
    );
    copy.write("swagger.json", all.to_string());
    let answer =
        "$.paths['/w/{wId}/things'].post.responses['200'].content['application/json'].schema";
    let titles = format!(
        "  - {{ target: \"{answer}\", update: {{ title: Imported }} }}\n  - {{ target: \"{answer}.properties.kind\", update: {{ title: Kind }} }}\n  \
         - {{ target: $.components.schemas.Run.properties.kind, update: {{ title: Kind }} }}\n"
    );
    copy.write(THINGS_OVERLAY, copy.read(THINGS_OVERLAY) + &titles);
    copy.refuses(
        &["--from", "swagger.json"],
        &[
            "$.components.schemas.Run.properties.kind",
            &format!("{answer}.properties.kind"),
            "enum",
            "the shape that `Kind` has at",
            "give this one another title",
        ],
    );
}
