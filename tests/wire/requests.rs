//! What is sent: method, path, query, headers and body of every operation, each id and date by its own value.

use dust_sdk::types::{
    AgentDefinition, AgentDetailsPatch, AgentPatch, AgentVariant, AgentView,
    GenerationSettingsPatch, RunRequest, SkillReference, SpaceReference, Tag, TagKind, ToolsetItem,
};
use dust_sdk::{AnalyticsTable, Client, ErrorKind, UsagePeriod, UsageTable};
use serde_json::{Map, Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::fetch::{definition, serve};

const RUN: &str = r#"{"run":{"run_id":"run_1","status":{"run":"succeeded"}}}"#;
const AGENT: &str = r#"{"agentConfiguration":{"sId":"agt_1","name":"a"},"agentConfigurations":[],"apps":[],"success":true}"#;

/// The one request that a call makes.
async fn sent<F: Future<Output = ()>>(answer: &str, call: impl FnOnce(Client) -> F) -> Request {
    let (server, dust) =
        serve(ResponseTemplate::new(200).set_body_raw(answer, "application/json")).await;
    call(dust).await;
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

/// `METHOD /path?query`, with the query in order of its names.
fn request_line(request: &Request) -> String {
    let mut query: Vec<String> = request
        .url
        .query_pairs()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    let mark = if query.is_empty() { "" } else { "?" };
    format!(
        "{} {}{mark}{}",
        request.method,
        request.url.path(),
        query.join("&")
    )
}

fn check(request: &Request, wanted: &str, body: Option<&Value>) {
    let (method, path) = wanted.split_once(' ').unwrap();
    assert_eq!(
        request_line(request),
        format!("{method} /api/v1/w/aB3kD9xQ2m/{path}")
    );
    assert_eq!(
        request
            .headers
            .get_all("authorization")
            .iter()
            .collect::<Vec<_>>(),
        ["Bearer sk-test"]
    );
    let agent = request.headers["user-agent"].to_str().unwrap();
    assert!(agent.starts_with("dust-sdk"), "{agent}");
    for absent in ["api-version", "origin", "cookie"] {
        assert!(!request.headers.contains_key(absent), "{absent}");
    }
    match body {
        Some(body) => {
            assert_eq!(request.headers["content-type"], "application/json");
            assert_eq!(&request.body_json::<Value>().unwrap(), body);
        }
        None => assert!(request.body.is_empty()),
    }
}

#[tokio::test]
async fn reading_agents() {
    const AT: &str = "assistant/agent_configurations";
    let views = [
        (AgentView::All, "all"),
        (AgentView::List, "list"),
        (AgentView::Workspace, "workspace"),
        (AgentView::Published, "published"),
        (AgentView::Global, "global"),
        (AgentView::Favorites, "favorites"),
        (AgentView::AllUnrestricted, "all_unrestricted"),
    ];
    for (view, name) in views {
        let request = sent(AGENT, async |dust| {
            drop(dust.agents().list().view(view).await.unwrap())
        })
        .await;
        check(&request, &format!("GET {AT}?view={name}"), None);
    }
    let request = sent(AGENT, async |dust| {
        drop(dust.agents().list().with_authors(true).await.unwrap())
    })
    .await;
    check(&request, &format!("GET {AT}?withAuthors=true"), None);
    let request = sent(AGENT, async |dust| {
        drop(dust.agents().list().await.unwrap())
    })
    .await;
    check(&request, &format!("GET {AT}"), None);
    let request = sent(AGENT, async |dust| {
        drop(
            dust.agent("agt_get")
                .get()
                .variant(AgentVariant::Full)
                .await
                .unwrap(),
        )
    })
    .await;
    check(&request, &format!("GET {AT}/agt_get?variant=full"), None);
    let request = sent(AGENT, async |dust| {
        drop(dust.agents().search("a+b & ü/=?").await.unwrap())
    })
    .await;
    check(&request, &format!("GET {AT}/search?q=a+b & ü/=?"), None);
    let request = sent(AGENT, async |dust| {
        drop(dust.agent("agt_export").export_yaml().await.unwrap())
    })
    .await;
    check(&request, &format!("GET {AT}/agt_export/export/yaml"), None);
    let request = sent(AGENT, async |dust| {
        dust.agent("agt_archive").archive().await.unwrap()
    })
    .await;
    check(&request, &format!("DELETE {AT}/agt_archive"), None);
    let request = sent(AGENT, async |dust| {
        drop(dust.agent("a/b c".replace(' ', "")).get().await.unwrap())
    })
    .await;
    check(&request, &format!("GET {AT}/a%2Fbc"), None);
}

#[tokio::test]
async fn import_sends_the_whole_definition() {
    let least = json!({
        "agent": {"handle": "BillingHelper2", "description": "Answers billing questions", "scope": "visible", "max_steps_per_run": 8,
            "visualization_enabled": false, "avatar_url": "https://dust.tt/a.png"},
        "instructions": "Be brief.",
        "generation_settings": {"model_id": "gpt-5-mini", "provider_id": "openai", "temperature": 0.7, "reasoning_effort": "medium"},
        "tags": [], "editors": ["ada@example.com"], "toolset": []
    });
    let request = sent(AGENT, async |dust| {
        drop(dust.agents().import(&definition()).await.unwrap())
    })
    .await;
    check(
        &request,
        "POST assistant/agent_configurations/import",
        Some(&least),
    );

    let mut full = definition()
        .tags([
            Tag::standard("support"),
            Tag::new("legal", TagKind::Protected),
        ])
        .skills([SkillReference::new("skl_1", "Refunds")])
        .spaces([SpaceReference::new("vlt_1", "Support")])
        .toolset([ToolsetItem::mcp(
            "search",
            "Search.",
            [
                ("mcp_server_name", json!("search")),
                ("tags_filter", Value::Null),
            ],
        )])
        .slack_integration(json!({"channels": []}).as_object().unwrap().clone());
    full.generation_settings = full
        .generation_settings
        .temperature(1.0)
        .response_format("{}");
    let request = sent(AGENT, async |dust| {
        drop(dust.agents().import(&full).await.unwrap())
    })
    .await;
    let body: Value = request.body_json().unwrap();
    for (pointer, wanted) in [
        (
            "/tags",
            json!([{"name": "support", "kind": "standard"}, {"name": "legal", "kind": "protected"}]),
        ),
        ("/skills", json!([{"sId": "skl_1", "name": "Refunds"}])),
        ("/spaces", json!([{"space_id": "vlt_1", "name": "Support"}])),
        // A tool's configuration goes as it is, because exports have nulls there.
        (
            "/toolset",
            json!([{"name": "search", "description": "Search.", "type": "MCP", "configuration": {"mcp_server_name": "search", "tags_filter": null}}]),
        ),
        ("/slack_integration", json!({"channels": []})),
        ("/generation_settings/response_format", json!("{}")),
    ] {
        assert_eq!(body.pointer(pointer), Some(&wanted), "{pointer}");
    }
    let text = String::from_utf8(request.body).unwrap();
    assert!(
        text.contains(r#""temperature":1,"#) || text.contains(r#""temperature":1}"#),
        "{text}"
    );
}

#[tokio::test]
async fn an_update_tells_unset_from_empty() {
    let cases = [
        (AgentPatch::default(), json!({})),
        (
            AgentPatch::default().user_favorite(true),
            json!({"userFavorite": true}),
        ),
        (
            AgentPatch::default().instructions(""),
            json!({"instructions": ""}),
        ),
        (AgentPatch::default().tags([]), json!({"tags": []})),
        (
            AgentPatch::default().editors([""; 0]),
            json!({"editors": []}),
        ),
        (AgentPatch::default().toolset([]), json!({"toolset": []})),
        (AgentPatch::default().skills([]), json!({"skills": []})),
        (
            AgentPatch::default().skills([SkillReference::new("skl_1", "Refunds")]),
            json!({"skills": [{"sId": "skl_1", "name": "Refunds"}]}),
        ),
        (
            AgentPatch::default().editors(["ada@example.com"]),
            json!({"editors": ["ada@example.com"]}),
        ),
        (
            AgentPatch::default().agent(AgentDetailsPatch::default()),
            json!({"agent": {}}),
        ),
        (
            AgentPatch::default().agent(
                AgentDetailsPatch::default()
                    .max_steps_per_run(8)
                    .visualization_enabled(false)
                    .handle("H"),
            ),
            json!({"agent": {"max_steps_per_run": 8, "visualization_enabled": false, "handle": "H"}}),
        ),
        (
            AgentPatch::default().generation_settings(
                GenerationSettingsPatch::default()
                    .temperature(0.0)
                    .model_id("m"),
            ),
            json!({"generation_settings": {"temperature": 0, "model_id": "m"}}),
        ),
    ];
    for (patch, body) in cases {
        let request = sent(AGENT, async |dust| {
            drop(dust.agent("agt_patch").update(&patch).await.unwrap())
        })
        .await;
        check(
            &request,
            "PATCH assistant/agent_configurations/agt_patch",
            Some(&body),
        );
        let text = String::from_utf8(request.body).unwrap();
        assert!(!text.contains("null") && !text.contains(".0"), "{text}");
    }
}

#[tokio::test]
async fn what_is_no_number_is_not_sent() {
    let (server, dust) = serve(ResponseTemplate::new(200)).await;
    for heat in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let patch = AgentPatch::default()
            .generation_settings(GenerationSettingsPatch::default().temperature(heat));
        let error = dust.agent("a").update(&patch).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        let mut definition = definition();
        definition.generation_settings.temperature = heat;
        assert_eq!(
            dust.agents().import(&definition).await.unwrap_err().kind(),
            ErrorKind::InvalidArgument
        );
        assert!(serde_json::to_string(&definition).is_err());
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn whole_numbers_have_no_fraction() {
    let read = |text: &str| serde_json::from_str::<AgentDefinition>(text).unwrap();
    let text = serde_json::to_string(&definition()).unwrap();
    for (from, to) in [
        ("\"max_steps_per_run\":8", "\"max_steps_per_run\":8.0"),
        ("\"temperature\":0.7", "\"temperature\":1.0"),
    ] {
        let sent = serde_json::to_string(&read(&text.replace(from, to))).unwrap();
        assert!(!sent.contains(".0"), "{sent}");
    }
}

#[tokio::test]
async fn apps_and_runs() {
    let request = sent(AGENT, async |dust| {
        drop(dust.space("vlt_list").apps().list().await.unwrap())
    })
    .await;
    check(&request, "GET spaces/vlt_list/apps", None);
    let request = sent(RUN, async |dust| {
        drop(
            dust.space("vlt_get")
                .app("app_get")
                .run_by_id("run_get")
                .get()
                .await
                .unwrap(),
        )
    })
    .await;
    check(
        &request,
        "GET spaces/vlt_get/apps/app_get/runs/run_get",
        None,
    );

    let least = RunRequest::latest([]);
    let request = sent(RUN, async |dust| {
        drop(
            dust.space("vlt_run")
                .app("app_run")
                .run(&least)
                .start()
                .await
                .unwrap(),
        )
    })
    .await;
    check(
        &request,
        "POST spaces/vlt_run/apps/app_run/runs",
        Some(&json!({"specification_hash": "latest", "config": {}, "inputs": []})),
    );

    let full = RunRequest::new(
        "c0ffee",
        Map::new(),
        [json!({"q": 1}), json!("text"), json!(null), json!([1.5])],
    )
    .block(
        "MODEL",
        json!({"provider_id": "openai", "model_id": "m", "use_cache": true, "function_call": null}),
    )
    .block_filter(["MODEL", "OUTPUT"])
    .blocking(true);
    let mut body = json!({
        "specification_hash": "c0ffee", "inputs": [{"q": 1}, "text", null, [1.5]], "block_filter": ["MODEL", "OUTPUT"],
        "config": {"MODEL": {"provider_id": "openai", "model_id": "m", "use_cache": true, "function_call": null}}
    });
    let request = sent(RUN, async |dust| {
        drop(
            dust.space("vlt_run")
                .app("app_run")
                .run(&full)
                .start()
                .use_workspace_credentials(true)
                .await
                .unwrap(),
        );
    })
    .await;
    check(
        &request,
        "POST spaces/vlt_run/apps/app_run/runs?use_workspace_credentials=true",
        Some(&body),
    );

    body["stream"] = true.into();
    let request = sent(RUN, async |dust| {
        drop(
            dust.space("vlt_run")
                .app("app_run")
                .run(&full)
                .stream()
                .await,
        )
    })
    .await;
    check(
        &request,
        "POST spaces/vlt_run/apps/app_run/runs",
        Some(&body),
    );
    let request = sent(RUN, async |dust| {
        drop(
            dust.space("vlt_run")
                .app("app_run")
                .run(&full)
                .await
                .unwrap(),
        )
    })
    .await;
    check(
        &request,
        "POST spaces/vlt_run/apps/app_run/runs",
        Some(&body),
    );
}

#[tokio::test]
async fn analytics() {
    for formats in crate::fetch::tables() {
        let table: AnalyticsTable = formats.table;
        let request = sent("[]", async |dust| {
            let export = dust
                .workspace()
                .analytics(table, "2026-01-02", "2026-03-04")
                .timezone("Europe/Paris")
                .csv()
                .await;
            drop(export.unwrap());
        })
        .await;
        check(
            &request,
            &format!(
                "GET analytics/export?endDate=2026-03-04&format=csv&startDate=2026-01-02&table={table}&timezone=Europe/Paris"
            ),
            None,
        );
        let request = sent("[]", async |dust| drop((formats.json)(dust).await.unwrap())).await;
        check(
            &request,
            &format!(
                "GET analytics/export?endDate=2026-10-31&format=json&startDate=2026-10-01&table={table}"
            ),
            None,
        );
    }
}

#[tokio::test]
#[expect(deprecated, reason = "the API has deprecated it")]
async fn usage() {
    let month = UsagePeriod::Month(2026, 5);
    let request = sent("", async |dust| {
        drop(
            dust.workspace()
                .usage(UsageTable::All, month)
                .await
                .unwrap(),
        )
    })
    .await;
    check(
        &request,
        "GET workspace-usage?format=csv&mode=month&start=2026-05&table=all",
        None,
    );
    let range = UsagePeriod::range("2026-05-06", "2026-07-08").unwrap();
    let request = sent("[]", async |dust| {
        drop(
            dust.workspace()
                .usage(UsageTable::Builders, range)
                .include_inactive(true)
                .rows()
                .await
                .unwrap(),
        );
    })
    .await;
    let line = request_line(&request);
    assert!(
        line.contains("mode=range") && line.contains("end=") && line.contains("format=json"),
        "{line}"
    );
    assert!(
        line.contains("table=builders") && line.contains("includeInactive=true"),
        "{line}"
    );
}

/// A patch says what to change, so a member that it cannot say must not be dropped in silence.
#[test]
fn a_patch_of_json_with_an_unknown_member_is_refused() {
    use dust_sdk::types::{AgentPatch, ConversationPatch, DataSourceViewPatch};
    fn reads<T: serde::de::DeserializeOwned>(json: Value) -> Result<(), String> {
        let read = serde_json::from_value::<T>(json);
        read.map(drop).map_err(|error| error.to_string())
    }
    for (patch, member) in [
        (json!({"instruction": "x"}), "instruction"),
        (json!({"agent": {"handel": "x"}}), "handel"),
        (json!({"generation_settings": {"top_p": 1}}), "top_p"),
    ] {
        let refused = reads::<AgentPatch>(patch).unwrap_err();
        assert!(
            refused.contains(&format!("unknown field `{member}`")),
            "{refused}"
        );
    }
    assert!(reads::<ConversationPatch>(json!({"read": true, "reed": true})).is_err());
    assert!(reads::<DataSourceViewPatch>(json!({"parents": []})).is_err());
    // What the server's own definitions hold is kept, not refused.
    let kept = json!({"toolset": [{"name": "t", "description": "d", "type": "MCP", "configuration": {}, "icon": "x"}]});
    reads::<AgentPatch>(kept).unwrap();
}
