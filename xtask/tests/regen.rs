//! `cargo xtask regen` from end to end: what it takes, what it refuses, what it writes.

mod support;

use serde_json::{Value, json};

use support::{AGENTS, APPS, APPS_OVERLAY, Copy, WORKSPACE, operation, published, put};

fn import_steps() -> String {
    let body = "requestBody/content/application~1json/schema/properties/agent/properties";
    let import = operation("assistant/agent_configurations/import", "post");
    format!("{import}/{body}/max_steps_per_run/type")
}

fn nickname(document: &mut Value) {
    let place = "/components/schemas/AgentConfiguration/properties/nickname";
    put(
        document,
        place,
        json!({"type": "string", "description": "What friends call it."}),
    );
}

const FOLLOW_UP: &str = "Now `cargo test --workspace` shows what has to follow by hand.\n";

#[test]
fn checked_in_files_are_up_to_date() {
    let outcome = Copy::new().run(&["regen", "--check"]);
    assert_eq!(outcome.code, 0, "{outcome:#?}");
}

#[test]
fn a_new_edition_changes_all_files_together() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        nickname(document);
        document["info"]["version"] = json!("1.1.0");
    });
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(
        outcome.short_rows(),
        ["addition Agent:nickname field response"]
    );
    assert!(
        outcome.stderr.contains("After 0.1.0, this asks for 0.1.1"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.ends_with(FOLLOW_UP), "{}", outcome.stderr);
    assert_eq!(
        copy.read(&format!("specs/{AGENTS}")),
        copy.read(&format!("new/{AGENTS}"))
    );
    assert!(
        copy.read("specs/sources.toml")
            .contains("version = \"1.1.0\"")
    );
    assert!(
        copy.read("specs/dust.openapi.json")
            .contains("What friends call it.")
    );
    assert!(
        copy.generated()
            .contains("pub nickname: ::std::option::Option<::std::string::String>")
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let copy = Copy::new();
    let before = copy.files();
    copy.publish_one(AGENTS, nickname);
    let outcome = copy.regen(&["--from", "new", "--dry-run"]);
    assert_eq!(
        outcome.short_rows(),
        ["addition Agent:nickname field response"]
    );
    assert!(outcome.stderr.contains("Would write"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains(FOLLOW_UP), "{}", outcome.stderr);
    assert!(copy.files() == before);
}

#[test]
fn one_file_leaves_the_others_as_they_are() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, nickname);
    let outcome = copy.regen(&["--from", &format!("new/{AGENTS}")]);
    assert_eq!(
        outcome.short_rows(),
        ["addition Agent:nickname field response"]
    );
    assert!(
        outcome
            .stderr
            .contains(&format!("{APPS} is unchanged: no newer version supplied")),
        "{}",
        outcome.stderr
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_file_under_another_name_is_known_by_its_content() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, nickname);
    copy.write(
        "new.json",
        support::parse(&copy.read(&format!("new/{AGENTS}"))).to_string(),
    );
    let outcome = copy.regen(&["--from", "new.json"]);
    assert_eq!(
        outcome.short_rows(),
        ["addition Agent:nickname field response"]
    );
    assert!(
        outcome.stderr.contains(&format!("is {AGENTS}")),
        "{}",
        outcome.stderr
    );
    let specs = copy.files();
    assert_eq!(specs.len(), Copy::new().files().len(), "{:?}", specs.keys());
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn an_operation_without_a_name_prints_the_action_to_paste() {
    let copy = Copy::new();
    let place = operation("vaults", "get").replace("/get", "");
    copy.publish_one(APPS, |document| {
        let answer = json!({"200": {"description": "Spaces."}});
        let workspace = json!([{"in": "path", "name": "wId", "required": true, "schema": {"type": "string"}}]);
        let untagged = json!({"parameters": workspace,"get": {"summary": "List Vaults", "tags": ["Apps"], "responses": answer.clone()},
                              "post": {"summary": "Create a Vault", "responses": answer}});
        put(document, &place, untagged);
    });
    let action = "  - target: \"$.paths['/api/v1/w/{wId}/vaults'].get\"\n    update: { operationId: list_vaults, x-manual: true } #";
    let actions = [
        "expected a name for every operation in the overlays, found 2 without; add this to the actions of specs/overlay/apps.yml",
        action,
        "operationId: create_a_vault",
    ];
    copy.refuses(&["--from", "new"], &actions);

    // Pasted, it is an addition.
    let overlay = copy.read(APPS_OVERLAY);
    let printed = copy.regen(&["--from", "new"]).stderr;
    let pasted = &printed[printed.find("  - target").unwrap()..];
    copy.write(
        APPS_OVERLAY,
        overlay.replacen("actions:\n", &format!("actions:\n{pasted}"), 1),
    );
    assert_eq!(
        copy.regen(&["--from", "new"]).short_rows(),
        [
            "addition create_a_vault: operation",
            "addition list_vaults: operation"
        ]
    );
}

#[test]
fn an_operation_that_went_away_is_refused_until_the_overlay_lets_it_go() {
    let copy = Copy::new();
    copy.publish_one(WORKSPACE, |document| {
        put(
            document,
            &operation("workspace-usage", "get").replace("/get", ""),
            Value::Null,
        )
    });
    let gone = "specs/overlay/workspace.yml: get_workspace_usage: GET /api/v1/w/{wId}/workspace-usage (6 actions)";
    copy.refuses(
        &["--from", "new"],
        &["expected every operation that the overlays name", gone],
    );

    let mut overlay = support::parse(&copy.read("specs/overlay/workspace.yml"));
    let actions = overlay["actions"].as_array_mut().unwrap();
    actions.retain(|action| {
        !action["target"]
            .as_str()
            .unwrap()
            .contains("workspace-usage")
    });
    copy.write(
        "specs/overlay/workspace.yml",
        serde_yaml::to_string(&overlay).unwrap(),
    );
    let rows = copy.regen(&["--from", "new"]).short_rows();
    assert_eq!(
        rows[..2],
        [
            "breaking get_workspace_usage: operation",
            "breaking UsageMode: schema request"
        ],
        "{rows:?}"
    );
    assert!(
        rows.iter().all(|row| row.starts_with("breaking")),
        "{rows:?}"
    );
    assert!(!copy.generated().contains("get_workspace_usage"));
}

#[test]
fn a_correction_that_upstream_has_made_is_redundant() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        put(document, &import_steps(), json!("integer"))
    });
    copy.refuses(
        &["--from", "new", "--strict"],
        &["--strict", "import-max-steps-integer"],
    );
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(outcome.short_rows().len(), 1);
    let row = &outcome.rows()[0];
    assert_eq!(row["class"], "redundant");
    assert_eq!(row["operation"], "import_agent");
    assert_eq!(row["id"], "import-max-steps-integer");
    assert!(
        row["target"]
            .as_str()
            .unwrap()
            .ends_with("properties.max_steps_per_run"),
        "{row}"
    );
    let check = copy.run(&["regen", "--check"]);
    assert_eq!(check.code, 0, "{check:#?}");
    assert!(
        check.stderr.contains("redundant: import-max-steps-integer"),
        "{}",
        check.stderr
    );
    copy.run(&["regen", "--check", "--strict"])
        .fails_with(&["import-max-steps-integer"]);
}

#[test]
fn a_correction_that_no_longer_applies_is_an_error() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        put(document, &import_steps(), json!("string"))
    });
    let parts = [
        "overlay/agents.yml",
        "max_steps_per_run",
        "import-max-steps-integer",
        "no longer applies: expected",
        "string",
    ];
    copy.refuses(&["--from", "new"], &parts);
}

#[test]
fn a_renamed_field_that_an_answer_always_has_is_an_error() {
    let copy = Copy::new();
    let list = operation("assistant/agent_configurations", "get");
    let list = format!("{list}/responses/200/content/application~1json/schema/properties");
    copy.publish_one(AGENTS, |document| {
        let agents = document
            .pointer_mut(&list)
            .unwrap()
            .as_object_mut()
            .unwrap();
        let renamed = agents.remove("agentConfigurations").unwrap();
        agents.insert("agents".to_owned(), renamed);
    });
    let parts = [
        "overlay/agents.yml: $.paths['/api/v1/w/{wId}/assistant/agent_configurations'].get.responses['200']",
        "agent-list-required",
        "expected the property `agentConfigurations`, which it requires, found agents; ",
    ];
    copy.refuses(&["--from", "new"], &parts);
}

#[test]
fn a_parameter_that_comes_before_others_takes_no_name_of_theirs() {
    let copy = Copy::new();
    let place = operation("workspace-usage", "get") + "/parameters";
    copy.publish_one(WORKSPACE, |document| {
        let parameters = document.pointer_mut(&place).unwrap();
        let further = json!({"in": "query", "name": "depth", "schema": {"type": "string"}});
        parameters.as_array_mut().unwrap().insert(1, further);
    });
    let parts =
        ["workspace-usage'].get.parameters[3]: expected {\"name\":\"mode\"} (x-was), found {"];
    copy.refuses(&["--from", "new"], &parts);
}

#[test]
fn two_files_that_define_one_schema_differently_are_an_error() {
    let copy = Copy::new();
    copy.publish_one(WORKSPACE, |document| {
        put(
            document,
            "/components/schemas",
            json!({"Run": {"type": "string"}}),
        )
    });
    copy.refuses(
        &["--from", "new"],
        &[WORKSPACE, "$.components.schemas.Run", APPS],
    );
}

#[test]
fn one_document_is_divided_among_the_files() {
    let copy = Copy::new();
    let mut all = json!({"openapi": "3.0.0", "info": {"title": "Dust API Documentation", "version": "1.0.2"},
                         "paths": {}, "components": {"schemas": {}, "securitySchemes": {}}, "tags": []});
    for name in published() {
        let document = support::parse(&copy.read(&format!("specs/{name}")));
        all["servers"] = document["servers"].clone();
        all["tags"]
            .as_array_mut()
            .unwrap()
            .extend(document["tags"].as_array().unwrap().iter().cloned());
        for part in [
            "/paths",
            "/components/schemas",
            "/components/securitySchemes",
        ] {
            let members = document
                .pointer(part)
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default();
            all.pointer_mut(part)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .extend(members);
        }
    }
    // A part that is left out may hold what this project does not understand.
    put(
        &mut all,
        "/components/schemas/Message",
        json!({"type": "object", "if": {}}),
    );
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}});
    let message = json!({"tags": ["Conversations"], "responses": {"200": {"description": "One.", "content": content}}});
    put(
        &mut all,
        &operation("conversations", "get").replace("/get", ""),
        json!({"get": message, "post": message}),
    );
    nickname(&mut all);
    let items = all["paths"].as_object().unwrap().values();
    let operations: usize = items.map(|item| item.as_object().unwrap().len()).sum();
    copy.write("swagger.json", all.to_string());

    let outcome = copy.regen(&["--from", "swagger.json"]);
    assert_eq!(
        outcome.short_rows(),
        ["addition Agent:nickname field response"],
        "{}",
        outcome.stderr
    );
    assert!(
        outcome
            .stderr
            .contains(&format!("2 of {operations} operations left out")),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("(Conversations)"),
        "{}",
        outcome.stderr
    );
    for name in published() {
        let text = copy.read(&format!("specs/{name}"));
        assert!(
            !text.contains("Message:") && !text.contains("- Conversations"),
            "{text}"
        );
    }
    assert_eq!(
        copy.read("specs/sources.toml")
            .matches("left-out = 2")
            .count(),
        published().len()
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_fourth_file_comes_in_under_its_own_name() {
    let copy = Copy::new();
    let spaces = json!({
        "openapi": "3.0.0", "info": {"title": "Dust Vaults API", "version": "1.0.0"},
        "paths": {"/api/v1/w/{wId}/vaults": {"get": {"summary": "List Vaults", "tags": ["Vaults"],
            "parameters": [{"in": "path", "name": "wId", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "The spaces."}}}}}
    });
    copy.write(
        "dust-vaults-api-openapi.yml",
        serde_yaml::to_string(&spaces).unwrap(),
    );
    let from = ["--from", "dust-vaults-api-openapi.yml"];
    copy.refuses(
        &from,
        &["found another: dust-vaults-api-openapi.yml (Dust Vaults API; tags: Vaults)"],
    );
    let action = "  - target: \"$.paths['/api/v1/w/{wId}/vaults'].get\"\n    update: { operationId: list_vaults, x-manual: true }\n";
    copy.write(
        "specs/overlay/vaults.yml",
        format!("overlay: 1.0.0\ninfo: {{ title: Vaults, version: '1' }}\nactions:\n{action}"),
    );
    assert_eq!(
        copy.regen(&from).short_rows(),
        ["addition list_vaults: operation"]
    );
    assert!(
        copy.read("specs/sources.toml")
            .contains("name = \"dust-vaults-api-openapi.yml\"")
    );
    assert!(copy.generated().contains("list_vaults"));
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_written_spec_is_one_file() {
    let copy = Copy::new();
    let sources = copy.read("specs/sources.toml");
    copy.write(
        "specs/written/vaults.yml",
        r"
openapi: 3.0.3
info: { title: Vaults, version: 1.0.0 }
tags: [{ name: Vaults, description: Vaults }]
x-handles: { vaults: { docs: The vaults. } }
paths:
  /api/v1/w/{wId}/vaults:
    delete:
      operationId: delete_vaults
      tags: [Vaults]
      x-call: vaults.delete
      x-returns: success
      parameters: [{ in: path, name: wId, required: true, schema: { type: string } }]
      responses:
        '200':
          description: Done.
          content: { application/json: { schema: { $ref: '#/components/schemas/Success' } } }
",
    );
    copy.run(&["regen", "--check"]).fails_with(&[
        "specs/dust.openapi.json, src/generated/requests.rs, src/generated/calls.rs",
    ]);
    assert_eq!(
        copy.regen(&["--from", "specs"]).short_rows(),
        [
            "addition *:handles.Vaults handle",
            "addition delete_vaults: operation",
            "documentation *:tags.Vaults tag"
        ]
    );
    assert_eq!(copy.read("specs/sources.toml"), sources);
    assert!(copy.generated().contains("fn delete_vaults"));
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_check_shows_what_is_not_up_to_date() {
    for (file, from, to, shown) in [
        (
            "src/generated/calls.rs",
            "pub fn list",
            "pub  fn list",
            "+        pub fn list",
        ),
        (
            "specs/dust.openapi.json",
            "\"Dust API\"",
            "\"Other API\"",
            "+    \"title\": \"Dust API\",",
        ),
        (
            &format!("specs/{AGENTS}"),
            "List Agents",
            "List All Agents",
            "+        \"summary\": \"List All Agents\",",
        ),
        (&format!("specs/{APPS}"), "# nothing", "", "+sha256 = "),
        (
            "specs/overlay/agents.yml",
            "title: AgentVariant",
            "title: Variant",
            "+              \"title\": \"Variant\",",
        ),
    ] {
        let copy = Copy::new();
        let text = copy.read(file);
        // A trailing line break is nothing to the document, and something to the digest.
        let edited = if to.is_empty() {
            format!("{text}\n")
        } else {
            text.replacen(from, to, 1)
        };
        assert_ne!(text, edited, "{file}");
        copy.write(file, edited);
        let before = copy.files();
        let outcome = copy.run(&["regen", "--check"]);
        outcome.fails_with(&["are not up to date"]);
        assert!(
            outcome.stdout.contains("\n@@ ") && outcome.stdout.contains(shown),
            "{file}: {outcome:#?}"
        );
        assert!(copy.files() == before);
    }
}

#[test]
fn a_missing_file_is_made_again() {
    let copy = Copy::new();
    for file in [
        "specs/dust.openapi.json",
        "src/generated/types.rs",
        "specs/sources.toml",
    ] {
        std::fs::remove_file(copy.path(file)).unwrap();
    }
    copy.run(&["regen", "--check"]).fails_with(&[
        "specs/dust.openapi.json",
        "src/generated/types.rs",
        "specs/sources.toml",
    ]);
    let outcome = copy.regen(&["--from", "specs"]);
    assert_eq!(outcome.short_rows(), Vec::<String>::new());
    assert!(
        outcome.stderr.contains("nothing to compare with"),
        "{}",
        outcome.stderr
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_file_that_cannot_be_written_leaves_all_as_it_was() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, nickname);
    // The new text goes beside the old one first, and there something is in the way.
    copy.write("src/generated/types.rs.new/in-the-way", "");
    let specs = || -> Vec<String> {
        let names = published().into_iter();
        names
            .map(|name| copy.read(&format!("specs/{name}")))
            .collect()
    };
    let before = specs();
    let sources = copy.read("specs/sources.toml");
    copy.regen(&["--from", "new"])
        .fails_with(&["types.rs.new: expected what can be written, found"]);
    assert_eq!(before, specs());
    assert_eq!(sources, copy.read("specs/sources.toml"));
    let left = std::fs::read_dir(copy.path("specs")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.ends_with(".new")).count(), 0);
}

#[test]
fn a_command_that_is_not_understood_ends_with_2() {
    let copy = Copy::new();
    for arguments in [
        &["regen", "--form", "x"][..],
        &["regen", "--check", "--from", "x"],
        &["regen", "--report", "xml"],
        &["regen", "--timeout", "soon"],
        &["diff", "specs"],
        &["mutations", "--count", "many"],
        &["frobnicate"],
    ] {
        let outcome = copy.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {outcome:#?}");
        assert!(outcome.stderr.starts_with("error: "), "{outcome:#?}");
    }
    let help = copy.run(&["help"]);
    assert!(
        help.code == 0 && help.stdout.contains("regen [--from PATH|URL]"),
        "{help:#?}"
    );
}
