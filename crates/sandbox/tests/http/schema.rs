//! Every kind of response, judged by `specs/dust.openapi.json`: the corrected specification, not a client.
//!
//! The judgement is stricter than the document: an object may carry nothing that the document does not describe.

use serde_json::{Map, Value, json};

use crate::support::{Dust, definition};

struct Judge {
    document: Value,
    components: Value,
}

impl Judge {
    fn new() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/dust.openapi.json");
        let text = std::fs::read_to_string(path).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let components = json_schema(&document["components"]["schemas"]);
        Self {
            document,
            components,
        }
    }

    /// Checks a body against the JSON response of an operation.
    fn check(&self, operation: &str, status: &str, body: &Value) {
        let paths = self.document["paths"].as_object().unwrap();
        let mut operations = paths
            .values()
            .flat_map(|path| path.as_object().unwrap().values());
        let found = operations
            .find(|found| found["operationId"] == operation)
            .unwrap();
        let schema = &found["responses"][status]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{operation} has no JSON for {status}");
        self.check_schema(operation, json_schema(schema), body);
    }

    fn check_named(&self, schema: &str, body: &Value) {
        assert!(self.components.get(schema).is_some(), "no schema {schema}");
        self.check_schema(
            schema,
            json!({ "$ref": format!("#/components/schemas/{schema}") }),
            body,
        );
    }

    fn check_schema(&self, what: &str, schema: Value, body: &Value) {
        let complaints = self.complaints(schema, body);
        assert!(complaints.is_empty(), "{what}: {complaints:#?}\n{body:#}");
    }

    fn complaints(&self, mut schema: Value, body: &Value) -> Vec<String> {
        schema["components"] = json!({ "schemas": self.components });
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors = validator.iter_errors(body);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }
}

#[test]
fn the_judge_sees_what_is_wrong() {
    let judge = Judge::new();
    let agent = json!({ "$ref": "#/components/schemas/AgentConfiguration" });
    for (body, complaints) in [
        (json!({ "sId": "x", "name": "x", "templateId": null }), 0),
        (json!({ "sId": "x" }), 1),
        (json!({ "sId": "x", "name": null }), 1),
        (json!({ "sId": "x", "name": "x", "unheardOf": 1 }), 1),
        (
            json!({ "sId": "x", "name": "x", "model": { "temperature": "hot" } }),
            1,
        ),
    ] {
        let got = judge.complaints(agent.clone(), &body);
        assert_eq!(got.len(), complaints, "{body}: {got:?}");
    }
}

/// OpenAPI 3.0's schemas as JSON Schema, closed.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let mut converted: Map<String, Value> = map
                .iter()
                .map(|(key, value)| (key.clone(), json_schema(value)))
                .collect();
            for key in ["example", "description", "title"] {
                if converted.get(key).is_some_and(|value| !value.is_object()) {
                    converted.remove(key);
                }
            }
            if converted.get("properties").is_some_and(is_schemas) {
                converted
                    .entry("additionalProperties")
                    .or_insert(false.into());
            }
            match converted.remove("nullable") {
                Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, converted] }),
                Some(other) => {
                    converted.insert("nullable".to_owned(), other);
                    converted.into()
                }
                None => converted.into(),
            }
        }
        Value::Array(items) => items.iter().map(json_schema).collect(),
        other => other.clone(),
    }
}

/// `properties` as the keyword, not as the name of a property.
fn is_schemas(value: &Value) -> bool {
    value.get("type").is_none_or(Value::is_object)
}

#[tokio::test]
async fn agents_are_as_described() {
    let (dust, judge) = (Dust::start().await, Judge::new());
    let agents = "assistant/agent_configurations";
    for query in ["", "?withAuthors=true", "?view=all_unrestricted"] {
        let body = dust.get(&format!("{agents}{query}")).await.ok();
        judge.check("list_agents", "200", &body);
    }
    judge.check(
        "search_agents",
        "200",
        &dust.get(&format!("{agents}/search?q=b")).await.ok(),
    );
    for id in ["dust", "slack", "q7LxT2mRzK", "w0PfD6sYjH", "h3NqV8cJtS"] {
        for variant in ["light", "full"] {
            let body = dust
                .get(&format!("{agents}/{id}?variant={variant}"))
                .await
                .ok();
            judge.check("get_agent", "200", &body);
        }
    }
    let mut import = definition();
    import["toolset"] =
        json!([{ "name": "x", "description": "", "type": "MCP", "configuration": {} }]);
    judge.check(
        "import_agent",
        "200",
        &dust.post(&format!("{agents}/import"), &import).await.ok(),
    );
    let path = format!("{agents}/q7LxT2mRzK");
    judge.check(
        "update_agent",
        "200",
        &dust.patch(&path, &json!({ "tags": [] })).await.ok(),
    );
    judge.check(
        "update_agent",
        "200",
        &dust
            .patch(&path, &json!({ "userFavorite": true }))
            .await
            .ok(),
    );
    judge.check("archive_agent", "200", &dust.delete(&path).await.ok());
    let older = Dust::of(dust_sandbox::Sandbox::builder().older_server()).await;
    judge.check("list_agents", "200", &older.get(agents).await.ok());
}

#[tokio::test]
async fn apps_and_runs_are_as_described() {
    let (dust, judge) = (Dust::start().await, Judge::new());
    let apps = dust
        .get(&format!("spaces/{}/apps", dust.sandbox.space_id()))
        .await
        .ok();
    judge.check("list_apps", "200", &apps);
    for more in [
        json!({}),
        json!({ "blocking": true }),
        json!({ "blocking": true, "block_filter": [] }),
        json!({ "blocking": true, "inputs": [1, null] }),
    ] {
        judge.check("create_run", "200", &dust.run(more).await.ok());
    }
    let failed = dust
        .run_app(dust.sandbox.failing_app_id(), json!({ "blocking": true }))
        .await
        .ok();
    judge.check("create_run", "200", &failed);
    let started = dust.run(json!({})).await.ok();
    let id = started["run"]["run_id"].as_str().unwrap();
    for _ in 0..3 {
        let path = format!("{}/{id}", dust.runs(dust.sandbox.app_id()));
        judge.check("get_run", "200", &dust.get(&path).await.ok());
    }
}

#[tokio::test]
async fn traces_are_pairs_of_results() {
    let (dust, judge) = (Dust::start().await, Judge::new());
    let run = dust.run(json!({ "blocking": true })).await.ok();
    for trace in run["run"]["traces"].as_array().unwrap() {
        assert!(
            trace[0][0].is_string() && trace[0][1].is_string(),
            "{trace}"
        );
        for result in trace[1]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|input| input.as_array().unwrap())
        {
            judge.check_named("BlockResult", result);
        }
    }
}

#[tokio::test]
async fn events_are_as_described() {
    use dust_sandbox::{Sandbox, SandboxApp, SandboxBlock};
    let talker = SandboxApp::new("talker").block(
        SandboxBlock::chat("MODEL", |_| "ok".to_owned())
            .event("reasoning_tokens", json!({ "tokens": { "text": "hm" } }))
            .event("reasoning_item", json!({ "item": { "id": "rs_1" } }))
            .event(
                "function_call",
                json!({ "function_call": { "name": "lookup" } }),
            )
            .event(
                "function_call_arguments_tokens",
                json!({ "tokens": { "text": "{}" } }),
            ),
    );
    let map = SandboxBlock::new("llm", "MODEL")
        .maps("EACH", |_| vec![Ok(json!(1)), Ok(json!(2))])
        .tokens(["a"]);
    let builder = Sandbox::builder()
        .app(talker)
        .app(SandboxApp::new("mapper").block(map));
    let (dust, judge) = (Dust::of(builder).await, Judge::new());
    let mut seen = std::collections::BTreeSet::new();
    let mut events = dust
        .run(json!({ "stream": true, "specification_hash": "none" }))
        .await
        .events();
    for app in [
        dust.sandbox.app_id(),
        dust.sandbox.failing_app_id(),
        "talker",
        "mapper",
    ] {
        events.extend(dust.run_app(app, json!({ "stream": true })).await.events());
    }
    for event in events {
        let name = event["type"].as_str().unwrap().to_owned();
        match name.as_str() {
            "run_status" => judge.check_named("RunStatusEvent", &event["content"]),
            "block_status" => judge.check_named("BlockStatus", &event["content"]),
            "block_execution" => judge.check_named("BlockExecutionEvent", &event["content"]),
            "tokens" => judge.check_named("TokensEvent", &event["content"]),
            "reasoning_tokens" => judge.check_named("ReasoningTokensEvent", &event["content"]),
            "reasoning_item" => judge.check_named("ReasoningItemEvent", &event["content"]),
            "function_call" => judge.check_named("FunctionCallEvent", &event["content"]),
            "function_call_arguments_tokens" => {
                judge.check_named("FunctionCallArgumentsTokensEvent", &event["content"]);
            }
            "error" => judge.check_named("StreamErrorEvent", &event["content"]),
            "final" => assert!(event["content"].is_null()),
            other => panic!("no schema for {other}"),
        }
        seen.insert(name);
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
}

#[tokio::test]
async fn exports_are_as_described() {
    let (dust, judge) = (Dust::start().await, Judge::new());
    for (table, row) in [
        ("usage_metrics", "UsageMetricsRow"),
        ("active_users", "ActiveUsersRow"),
        ("source", "SourceRow"),
        ("skill_usage", "SkillUsageRow"),
        ("tool_usage", "ToolUsageRow"),
        ("skills", "SkillsRow"),
        ("agents", "AgentsRow"),
        ("users", "UsersRow"),
        ("messages", "MessagesRow"),
        ("feedback", "FeedbackRow"),
    ] {
        let query = format!("table={table}&startDate=2026-10-01&endDate=2026-10-07&format=json");
        let rows = dust.get(&format!("analytics/export?{query}")).await.ok();
        assert!(!rows.as_array().unwrap().is_empty(), "{table}");
        for item in rows.as_array().unwrap() {
            judge.check_named(row, item);
            let described = judge.document["components"]["schemas"][row]["properties"]
                .as_object()
                .unwrap();
            let lacking: Vec<_> = described
                .keys()
                .filter(|key| item.get(key).is_none())
                .collect();
            assert!(lacking.is_empty(), "{table} lacks {lacking:?}");
        }
    }
    for table in [
        "users",
        "assistant_messages",
        "builders",
        "assistants",
        "feedback",
    ] {
        let query = format!("start=2026-05&mode=month&format=json&table={table}");
        let rows = dust.get(&format!("workspace-usage?{query}")).await.ok();
        assert!(!rows.as_array().unwrap().is_empty(), "{table}");
        judge.check("get_workspace_usage", "200", &rows);
    }
}

#[tokio::test]
async fn errors_are_as_described() {
    let (dust, judge) = (Dust::start().await, Judge::new());
    let agents = "assistant/agent_configurations";
    let runs = dust.runs(dust.sandbox.app_id());
    for (operation, answer) in [
        ("list_agents", dust.get_as("sk-no", agents).await),
        (
            "list_agents",
            dust.get(&format!("{agents}?view=list")).await,
        ),
        ("get_agent", dust.get(&format!("{agents}/none")).await),
        (
            "import_agent",
            dust.post(&format!("{agents}/import"), &json!({})).await,
        ),
        ("create_run", dust.post(&runs, &json!({})).await),
        (
            "create_run",
            dust.run(json!({ "specification_hash": "none" })).await,
        ),
        ("get_run", dust.get(&format!("{runs}/none")).await),
        ("export_analytics", dust.get("analytics/export").await),
        ("get_workspace_usage", dust.get("workspace-usage").await),
    ] {
        assert!(answer.status >= 400);
        judge.check(operation, "default", &answer.json());
    }
}
