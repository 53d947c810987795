//! Answers as they were recorded: each is served with its own headers, and the request is the one that was answered.

use dust_sdk::types::{
    AgentDefinition, AgentDetailsPatch, AgentPatch, AgentVariant, AnalyticsTable, RunRequest,
    ToolsetItem,
};
use dust_sdk::{Client, RunEvent, UsagePeriod, UsageTable};
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::compare::difference;
use crate::fetch::{self, APP, SPACE, serve};

/// A recorded answer, and what was asked.
struct Sample {
    value: Value,
}

impl Sample {
    fn read(name: &str) -> Self {
        let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
        Self {
            value: serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(),
        }
    }

    fn body(&self) -> &Value {
        &self.value["response"]["body"]
    }

    fn file(&self) -> Option<String> {
        let name = self.value["response"]["bodyFile"].as_str()?;
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        Some(std::fs::read_to_string(path).unwrap())
    }

    fn answer(&self) -> ResponseTemplate {
        let headers = &self.value["response"]["headers"];
        let content_type = headers["content-type"].as_str().unwrap();
        let text = self.file().unwrap_or_else(|| self.body().to_string());
        let mut answer = ResponseTemplate::new(200).set_body_raw(text, content_type);
        for (name, value) in headers.as_object().unwrap() {
            // Those that frame the message are the server's own business.
            if !matches!(
                name.as_str(),
                "content-type" | "transfer-encoding" | "connection"
            ) {
                answer = answer.insert_header(name.as_str(), value.as_str().unwrap());
            }
        }
        answer
    }

    /// Compares what was asked: method, path, query and body.
    fn check(&self, got: &Request, body: Option<&Value>) {
        let asked = &self.value["request"];
        assert_eq!(got.method.as_str(), asked["method"]);
        assert_eq!(got.url.path(), asked["path"]);
        let query: serde_json::Map<String, Value> = got
            .url
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect();
        // CSV is the default, and asked for all the same.
        let wanted = asked["query"].as_object().cloned().unwrap_or_default();
        for (name, value) in wanted.iter().chain(&query) {
            let of = |map: &serde_json::Map<String, Value>| {
                map.get(name).cloned().unwrap_or_else(|| {
                    if name == "format" {
                        "csv".into()
                    } else {
                        Value::Null
                    }
                })
            };
            assert_eq!(of(&wanted), of(&query), "{name} {value}");
        }
        let sent = got.body_json::<Value>().ok();
        let wanted = body.or_else(|| asked.get("body"));
        assert_eq!(sent.as_ref(), wanted);
        assert_eq!(got.headers["authorization"], "Bearer sk-test");
    }
}

async fn through<F: Future<Output = Value>>(
    name: &str,
    call: impl FnOnce(Client) -> F,
    wanted: impl FnOnce(&Sample) -> Value,
) {
    let sample = Sample::read(name);
    let (server, dust) = serve(sample.answer()).await;
    let again = call(dust).await;
    assert_eq!(difference(&wanted(&sample), &again), None, "{name}");
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "{name}");
    sample.check(&requests[0], None);
}

#[tokio::test]
async fn reads() {
    let body = |sample: &Sample| sample.body().clone();
    through(
        "agents_list_200",
        async |dust| fetch::list_agents(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "agents_search_200",
        async |dust| fetch::search_agents(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "agent_get_full_200",
        async |dust| fetch::get_agent(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "agent_delete_200",
        async |dust| fetch::archive_agent(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "apps_list_200",
        async |dust| fetch::list_apps(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "run_get_running_200",
        async |dust| fetch::get_run(dust).await.unwrap(),
        body,
    )
    .await;
    through(
        "analytics_usage_metrics_json_200",
        async |dust| (fetch::tables()[0].json)(dust).await.unwrap(),
        body,
    )
    .await;
}

#[tokio::test]
async fn a_light_read_asks_for_no_variant() {
    let (server, dust) = serve(Sample::read("agent_get_full_200").answer()).await;
    dust.agent("q7LxT2mRzK")
        .get()
        .variant(AgentVariant::Light)
        .await
        .unwrap();
    dust.agent("q7LxT2mRzK").get().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(
        (requests[0].url.query(), requests[1].url.query()),
        (Some("variant=light"), None)
    );
}

#[tokio::test]
async fn writes() {
    let sample = Sample::read("agent_import_200");
    let definition: AgentDefinition =
        serde_json::from_value(sample.value["request"]["body"].clone()).unwrap();
    through(
        "agent_import_200",
        async |dust| json!(dust.agents().import(&definition).await.unwrap()),
        |sample| sample.body().clone(),
    )
    .await;
    let patch = AgentPatch::default()
        .instructions("New text")
        .editors(["ada@example.com"])
        .toolset([
            ToolsetItem::mcp("search", "Search", [("mcp_server_name", "search")]),
            ToolsetItem::mcp("crm", "CRM", [("mcp_server_name", "acme-crm")]),
        ]);
    through(
        "agent_patch_config_200",
        async |dust| json!(dust.agent("q7LxT2mRzK").update(&patch).await.unwrap()),
        |sample| sample.body().clone(),
    )
    .await;
    assert_eq!(patch.agent, None::<AgentDetailsPatch>);
}

#[tokio::test]
async fn exports() {
    let text = |sample: &Sample| json!(sample.file().unwrap());
    through(
        "agent_export_yaml_200",
        async |dust| {
            let yaml = dust.agent("q7LxT2mRzK").export_yaml().await.unwrap();
            assert_eq!(yaml.file_name(), Some("Billing_Helper_agent.yaml"));
            json!(yaml.text())
        },
        text,
    )
    .await;
    through(
        "analytics_usage_metrics_csv_200",
        async |dust| {
            let export = dust
                .workspace()
                .analytics(AnalyticsTable::UsageMetrics, "2026-10-01", "2026-10-31")
                .csv()
                .await
                .unwrap();
            assert_eq!(
                export.file_name(),
                Some("dust_usage_metrics_2026-10-01_2026-10-31.csv")
            );
            json!(export.text(1024).await.unwrap())
        },
        text,
    )
    .await;
    through(
        "workspace_usage_users_csv_200",
        async |dust| {
            #[expect(deprecated, reason = "the API has deprecated it")]
            let usage = dust
                .workspace()
                .usage(UsageTable::Users, UsagePeriod::Month(2026, 5));
            let export = usage.await.unwrap();
            assert_eq!(export.file_name(), Some("users.csv"));
            json!(export.text(1024).await.unwrap())
        },
        text,
    )
    .await;
}

fn run_request(sample: &Sample) -> (RunRequest, Value) {
    let body = sample.value["request"]["body"].clone();
    (serde_json::from_value(body.clone()).unwrap(), body)
}

#[tokio::test]
async fn a_run() {
    let sample = Sample::read("run_blocking_succeeded_200");
    let (request, mut body) = run_request(&sample);
    let (server, dust) = serve(sample.answer()).await;
    let run = dust
        .space(SPACE)
        .app(APP)
        .run(&request)
        .start()
        .await
        .unwrap();
    assert_eq!(run.output(), Some(&json!({"answer": "29 € par mois."})));
    assert_eq!(difference(sample.body(), &json!({"run": run})), None);
    // How the answer comes is the call's to say, not the request's.
    body.as_object_mut()
        .unwrap()
        .retain(|key, _| key != "stream" && key != "blocking");
    sample.check(&server.received_requests().await.unwrap()[0], Some(&body));
}

#[tokio::test]
async fn a_stream() {
    let sample = Sample::read("sse_run_succeeded");
    let (request, mut body) = run_request(&sample);
    let (server, dust) = serve(sample.answer()).await;
    let mut events = dust
        .space(SPACE)
        .app(APP)
        .run(&request)
        .stream()
        .await
        .unwrap();
    let wanted = sample.value["expectedEvents"].as_array().unwrap();
    for wanted in wanted {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(difference(wanted, &encoded(&event)), None);
    }
    assert!(events.next().await.is_none());
    body.as_object_mut().unwrap().remove("blocking");
    let requests = server.received_requests().await.unwrap();
    sample.check(&requests[0], Some(&body));
}

fn encoded(event: &RunEvent) -> Value {
    let (kind, content) = match event {
        RunEvent::RunStatus(content) => ("run_status", json!(content)),
        RunEvent::BlockStatus(content) => ("block_status", json!(content)),
        RunEvent::BlockExecution(content) => ("block_execution", json!(content)),
        RunEvent::Tokens(content) => ("tokens", json!(content)),
        RunEvent::Final => ("final", Value::Null),
        other => panic!("{other:?} is not in the sample"),
    };
    json!({"type": kind, "content": content})
}
