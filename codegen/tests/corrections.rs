//! No correction is idle: for each there is a fact about the server that the corrected document states and that, without the
//! correction, it states no longer, unless the pipeline then refuses the overlay as a whole.
//!
//! `cargo test -p dust-sdk-codegen --test corrections -- --nocapture` shows what becomes of the document without each.

use std::collections::BTreeSet;
use std::path::Path;

use dust_sdk_codegen::{Corrected, Input, SpecFile, correct, parse, read_input};
use serde_json::{Value, json};

/// What the server sends or takes, or does not, at a place of the API.
struct Fact {
    correction: &'static str,
    place: &'static str,
    value: Value,
    fits: bool,
}

fn fact(correction: &'static str, place: &'static str, value: Value) -> Fact {
    Fact {
        correction,
        place,
        value,
        fits: true,
    }
}

fn no_fact(correction: &'static str, place: &'static str, value: Value) -> Fact {
    Fact {
        fits: false,
        ..fact(correction, place, value)
    }
}

/// An answer with an agent that has these fields.
fn agent(correction: &'static str, fields: &Value) -> Fact {
    let agent = merged(json!({"sId": "a", "name": "b"}), fields);
    fact(
        correction,
        "get_agent 200",
        json!({"agentConfiguration": agent}),
    )
}

fn app(correction: &'static str, fields: &Value) -> Fact {
    let app = merged(json!({"sId": "a", "name": "b"}), fields);
    fact(correction, "list_apps 200", json!({"apps": [app]}))
}

fn run(correction: &'static str, fields: &Value) -> Fact {
    let run = merged(json!({"run_id": "r", "status": {"run": "running"}}), fields);
    fact(correction, "get_run 200", json!({"run": run}))
}

fn import(correction: &'static str, fields: &Value) -> Fact {
    let body = json!({
        "agent": {"handle": "h", "description": "", "scope": "hidden", "max_steps_per_run": 8, "visualization_enabled": false},
        "instructions": "",
        "generation_settings": {"model_id": "m", "provider_id": "p", "temperature": 0.5, "reasoning_effort": "low"},
        "tags": [], "editors": [], "toolset": []
    });
    fact(correction, "import_agent body", merged(body, fields))
}

fn create(correction: &'static str, fields: &Value) -> Fact {
    let body = json!({"specification_hash": "latest", "config": {}, "inputs": []});
    fact(correction, "create_run body", merged(body, fields))
}

fn not(fact: Fact) -> Fact {
    Fact {
        fits: false,
        ..fact
    }
}

fn merged(mut value: Value, fields: &Value) -> Value {
    for (key, field) in fields.as_object().into_iter().flatten() {
        value[key] = field.clone();
    }
    value
}

fn facts() -> Vec<Fact> {
    let mut facts = agents();
    facts.extend(writes());
    facts.extend(apps_and_runs());
    facts.extend(errors());
    facts
}

fn agents() -> Vec<Fact> {
    vec![
        no_fact("agent-list-required", "list_agents 200", json!({})),
        no_fact("agent-search-required", "search_agents 200", json!({})),
        no_fact("agent-envelope-required", "get_agent 200", json!({})),
        no_fact(
            "agent-identity-required",
            "get_agent 200",
            json!({"agentConfiguration": {}}),
        ),
        no_fact("archive-answer-required", "archive_agent 200", json!({})),
        agent(
            "agent-version-author-integer",
            &json!({"versionAuthorId": 90417}),
        ),
        agent(
            "agent-action",
            &json!({"actions": [{"id": 1, "name": "search"}]}),
        ),
        not(agent("agent-actions-items", &json!({"actions": [7]}))),
        agent(
            "agent-tags",
            &json!({"tags": [{"sId": "t", "name": "a", "kind": "unseen"}]}),
        ),
        agent(
            "agent-requested-spaces",
            &json!({"requestedSpaceIds": ["vlt_1"]}),
        ),
        agent(
            "agent-requested-groups",
            &json!({"requestedGroupIds": [["grp_1"]]}),
        ),
        agent("agent-can-read", &json!({"canRead": true})),
        agent("agent-can-edit", &json!({"canEdit": true})),
        agent("agent-last-authors", &json!({"lastAuthors": ["Ada"]})),
        agent(
            "agent-instructions-html",
            &json!({"instructionsHtml": null}),
        ),
        agent(
            "agent-skills",
            &json!({"skills": [{"sId": "s", "name": "n"}, "frames"]}),
        ),
        agent("agent-reinforcement", &json!({"reinforcement": "auto"})),
        agent(
            "agent-last-reinforcement",
            &json!({"lastReinforcementAnalysisAt": null}),
        ),
        agent(
            "agent-visualization",
            &json!({"visualizationEnabled": true}),
        ),
        agent(
            "agent-editors",
            &json!({"editors": ["ada@example.com", {"email": "noe@example.com"}]}),
        ),
        agent("agent-usage", &json!({"usage": {"messageCount": 1}})),
        agent(
            "agent-feedbacks",
            &json!({"feedbacks": {"up": 1, "down": 0}}),
        ),
        agent(
            "agent-model-reasoning",
            &json!({"model": {"reasoningEffort": "xhigh"}}),
        ),
        agent(
            "agent-model-response-format",
            &json!({"model": {"responseFormat": "{}"}}),
        ),
        agent(
            "agent-model-meta-data",
            &json!({"model": {"metaData": {"a": 1}}}),
        ),
        fact(
            "agent-view-unrestricted",
            "list_agents ?view",
            json!("all_unrestricted"),
        ),
    ]
}

fn writes() -> Vec<Fact> {
    const UPDATE: &str = "update_agent body";
    let skipped = json!({"agentConfiguration": {"sId": "a", "name": "b"}, "skippedActions": [{"name": "crm"}]});
    let half_tool = json!({"toolset": [{"name": "t", "description": "", "type": "MCP"}]});
    let settings = json!({"model_id": "m", "provider_id": "p", "temperature": 0, "reasoning_effort": "low", "response_format": "{}"});
    vec![
        no_fact("update-answer-required", "update_agent 200", json!({})),
        no_fact("import-answer-required", "import_agent 200", json!({})),
        no_fact(
            "update-skipped-required",
            "update_agent 200",
            skipped.clone(),
        ),
        no_fact("import-skipped-required", "import_agent 200", skipped),
        fact(
            "update-editors-emails",
            UPDATE,
            json!({"editors": ["ada@example.com"]}),
        ),
        import(
            "import-editors-emails",
            &json!({"editors": ["ada@example.com"]}),
        ),
        no_fact(
            "update-max-steps-integer",
            UPDATE,
            json!({"agent": {"max_steps_per_run": 1.5}}),
        ),
        no_fact(
            "update-tag-required",
            UPDATE,
            json!({"tags": [{"name": "a"}]}),
        ),
        not(import(
            "import-tag-required",
            &json!({"tags": [{"name": "a"}]}),
        )),
        fact(
            "update-tag-kind-open",
            UPDATE,
            json!({"tags": [{"name": "a", "kind": "unseen"}]}),
        ),
        import(
            "import-tag-kind-open",
            &json!({"tags": [{"name": "a", "kind": "unseen"}]}),
        ),
        no_fact("update-toolset-required", UPDATE, half_tool.clone()),
        not(import("import-toolset-required", &half_tool)),
        fact(
            "update-response-format",
            UPDATE,
            json!({"generation_settings": {"response_format": "{}"}}),
        ),
        import(
            "import-response-format",
            &json!({"generation_settings": settings}),
        ),
        not(import(
            "import-generation-settings-required",
            &json!({"generation_settings": {}}),
        )),
        not(import(
            "import-max-steps-integer",
            &json!({"agent": {"handle": "h", "description": "", "scope": "hidden",
            "max_steps_per_run": 1.5, "visualization_enabled": false}}),
        )),
        import(
            "import-skills",
            &json!({"skills": [{"sId": "s", "name": "n"}]}),
        ),
        import(
            "import-spaces",
            &json!({"spaces": [{"space_id": "s", "name": "n"}]}),
        ),
        import(
            "import-slack-integration",
            &json!({"slack_integration": {"channels": []}}),
        ),
    ]
}

fn apps_and_runs() -> Vec<Fact> {
    let status = |status: Value| json!({"status": status});
    vec![
        no_fact("app-list-required", "list_apps 200", json!({})),
        no_fact(
            "app-identity-required",
            "list_apps 200",
            json!({"apps": [{}]}),
        ),
        app("app-description-nullable", &json!({"description": null})),
        app(
            "app-saved-specification-nullable",
            &json!({"savedSpecification": null}),
        ),
        app("app-saved-config-nullable", &json!({"savedConfig": null})),
        app("app-saved-run-nullable", &json!({"savedRun": null})),
        app(
            "app-space",
            &json!({"space": {"sId": "s", "name": "n", "kind": "unseen"}}),
        ),
        app("app-datasets", &json!({"datasets": [{}]})),
        app(
            "app-core-specifications",
            &json!({"coreSpecifications": {"c0ffee": ""}}),
        ),
        no_fact("create-run-required", "create_run 200", json!({})),
        no_fact("get-run-required", "get_run 200", json!({})),
        no_fact("run-identity-required", "get_run 200", json!({"run": {}})),
        not(run("run-status-required", &status(json!({})))),
        run(
            "block-result",
            &json!({"results": [[{"value": 1, "error": null, "meta": null}]]}),
        ),
        run("run-results-list", &json!({"results": [[{"value": 1}]]})),
        fact("run-results-example", "Run.results", Value::Null),
        run(
            "run-traces-pairs",
            &json!({"traces": [[["chat", "MODEL"], [[{"value": 1}]]]]}),
        ),
        run("run-created", &json!({"created": 1_763_802_461_337_i64})),
        run("run-type", &json!({"run_type": "deploy"})),
        run("run-config", &json!({"config": {"blocks": {"MODEL": {}}}})),
        run(
            "run-status-blocks",
            &status(json!({"run": "running", "blocks": [{"name": "A", "status": "running"}]})),
        ),
        not(run("run-app-id-never-sent", &json!({"app_id": "a"}))),
        not(run(
            "run-build-never-sent",
            &status(json!({"run": "running", "build": "succeeded"})),
        )),
        create(
            "run-config-by-block",
            &json!({"config": {"MODEL": {"use_cache": true}}}),
        ),
        create(
            "run-inputs-anything",
            &json!({"inputs": ["text", 1, null, [], {}]}),
        ),
        fact(
            "run-stream",
            "create_run 200 text/event-stream",
            json!("data: {}"),
        ),
        fact(
            "run-workspace-credentials",
            "create_run ?use_workspace_credentials",
            json!(true),
        ),
        fact(
            "run-stream-events",
            "TokensEvent",
            json!({"block_name": "M", "tokens": {"text": "a"}}),
        ),
        fact(
            "analytics-tables",
            "export_analytics ?table",
            json!("feedback"),
        ),
        fact(
            "analytics-rows",
            "UsersRow",
            json!({"userId": "u", "credits": 1.5}),
        ),
        no_fact(
            "analytics-row-types",
            "export_analytics 200",
            json!([{"unseen": 1}]),
        ),
        fact(
            "usage-json-rows",
            "get_workspace_usage 200",
            json!([{"userId": "u"}]),
        ),
    ]
}

fn errors() -> Vec<Fact> {
    let envelope = json!({"error": {"type": "run_error", "message": "m", "run_error": {"code": "c", "message": "m"}}});
    [
        ("error-envelope", "ApiError"),
        ("error-envelope-archive-agent", "archive_agent error"),
        ("error-envelope-create-run", "create_run error"),
        (
            "error-envelope-export-agent-yaml",
            "export_agent_yaml error",
        ),
        ("error-envelope-export-analytics", "export_analytics error"),
        ("error-envelope-get-agent", "get_agent error"),
        ("error-envelope-get-run", "get_run error"),
        (
            "error-envelope-get-workspace-usage",
            "get_workspace_usage error",
        ),
        ("error-envelope-import-agent", "import_agent error"),
        ("error-envelope-list-agents", "list_agents error"),
        ("error-envelope-list-apps", "list_apps error"),
        ("error-envelope-search-agents", "search_agents error"),
        ("error-envelope-update-agent", "update_agent error"),
    ]
    .map(|(correction, place)| fact(correction, place, envelope.clone()))
    .into()
}

/// A corrected document, to be asked.
struct Document(Value);

impl Document {
    fn states(&self, fact: &Fact) -> bool {
        let fits = match (fact.place.split_once(' '), fact.place.split_once('.')) {
            // The example of a property, rather than a value of mine.
            (_, Some((name, property))) => {
                let schema = &self.0["components"]["schemas"][name]["properties"][property];
                schema
                    .get("example")
                    .is_none_or(|example| self.fits(schema, example))
            }
            (Some((operation, place)), _) => self
                .schema(operation, place)
                .is_some_and(|schema| self.fits(schema, &fact.value)),
            _ => self.fits(&self.0["components"]["schemas"][fact.place], &fact.value),
        };
        fits == fact.fits
    }

    fn schema(&self, operation: &str, place: &str) -> Option<&Value> {
        let paths = self.0["paths"].as_object()?.values();
        let mut operations = paths
            .filter_map(Value::as_object)
            .flat_map(|path| path.values());
        let operation = operations.find(|found| found["operationId"] == operation)?;
        let json = "application/json";
        let (holder, media) = match place.split_once(' ').unwrap_or((place, json)) {
            ("body", media) => (&operation["requestBody"], media),
            ("error", media) => (&operation["responses"]["default"], media),
            (parameter, _) if parameter.starts_with('?') => {
                let mut parameters = operation["parameters"].as_array()?.iter();
                let found = parameters.find(|found| found["name"] == parameter[1..])?;
                return found.get("schema");
            }
            (status, media) => (&operation["responses"][status], media),
        };
        holder["content"].get(media)?.get("schema")
    }

    /// Whether the schema says the value in full: a field that it does not name would be lost.
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        if let Some(target) = schema["$ref"].as_str() {
            return self
                .0
                .pointer(&target[1..])
                .is_some_and(|schema| self.fits(schema, value));
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(choices) = schema[key].as_array() {
                let nullable = value.is_null() && schema["nullable"] == true;
                return nullable || choices.iter().any(|choice| self.fits(choice, value));
            }
        }
        if schema["enum"]
            .as_array()
            .is_some_and(|known| !known.contains(value))
        {
            return false;
        }
        match (schema["type"].as_str(), value) {
            (None, _) => schema.is_object(),
            (_, Value::Null) => schema["nullable"] == true,
            (Some("string"), value) => value.is_string(),
            (Some("boolean"), value) => value.is_boolean(),
            (Some("number"), value) => value.is_number(),
            (Some("integer"), value) => value.is_i64(),
            (Some("array"), Value::Array(items)) => {
                let schema = schema.get("items");
                items
                    .iter()
                    .all(|item| schema.is_none_or(|schema| self.fits(schema, item)))
            }
            (Some("object"), Value::Object(members)) => {
                let required = schema["required"].as_array().into_iter().flatten();
                let mut required = required.filter_map(Value::as_str);
                required.all(|name| members.contains_key(name))
                    && members
                        .iter()
                        .all(|(name, value)| self.fits_member(schema, name, value))
            }
            _ => false,
        }
    }

    fn fits_member(&self, schema: &Value, name: &str, value: &Value) -> bool {
        let named = schema["properties"].get(name);
        match (named, &schema["additionalProperties"]) {
            (Some(property), _) => self.fits(property, value),
            (None, Value::Object(_)) => self.fits(&schema["additionalProperties"], value),
            (None, open) => *open == true || schema.get("properties").is_none(),
        }
    }
}

fn input() -> Input {
    read_input(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")).unwrap()
}

fn corrections(overlay: &Value) -> BTreeSet<String> {
    let actions = overlay["actions"].as_array().unwrap().iter();
    actions
        .filter_map(|action| action["x-correction"].as_str().map(str::to_owned))
        .collect()
}

/// The input without one correction.
fn without(input: &Input, correction: &str) -> Input {
    let mut overlay = parse(&input.overlay).unwrap();
    overlay["actions"]
        .as_array_mut()
        .unwrap()
        .retain(|action| action["x-correction"] != correction);
    Input {
        overlay: SpecFile {
            name: input.overlay.name.clone(),
            text: overlay.to_string(),
        },
        ..input.clone()
    }
}

#[test]
fn the_corrected_document_states_every_fact() {
    let document = Document(correct(&input()).unwrap().document);
    for fact in facts() {
        assert!(
            document.states(&fact),
            "{}: {} {}",
            fact.correction,
            fact.place,
            fact.value
        );
    }
}

#[test]
fn without_any_one_correction_something_fails() {
    let input = input();
    let facts = facts();
    for correction in corrections(&parse(&input.overlay).unwrap()) {
        match correct(&without(&input, &correction)) {
            Err(error) => println!("{correction}: the pipeline refuses: {error}"),
            Ok(Corrected { document, .. }) => {
                let document = Document(document);
                let mut its_own = facts.iter().filter(|fact| fact.correction == correction);
                let lost = its_own.find(|fact| !document.states(fact));
                let Some(fact) = lost else {
                    panic!(
                        "nothing fails without `{correction}`: give it a fact, or take it out of specs/overlay.yml"
                    );
                };
                println!(
                    "{correction}: the document is wrong of {}: {}",
                    fact.place, fact.value
                );
            }
        }
    }
}

#[test]
fn every_fact_belongs_to_a_correction() {
    let known = corrections(&parse(&input().overlay).unwrap());
    for fact in facts() {
        assert!(known.contains(fact.correction), "{}", fact.correction);
    }
}
