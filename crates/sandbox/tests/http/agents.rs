//! Agents: views, variants, search, import, update, export, archive.

use serde_json::{Value, json};

use crate::support::{Answer, Dust, definition, error};

const AGENTS: &str = "assistant/agent_configurations";
const IMPORT: &str = "assistant/agent_configurations/import";

fn names(answer: &Answer) -> Vec<String> {
    let list = answer.ok();
    let agents = list["agentConfigurations"].as_array().unwrap().clone();
    let name = |agent: &Value| agent["name"].as_str().unwrap().to_owned();
    agents.iter().map(name).collect()
}

fn path(id: &str) -> String {
    format!("{AGENTS}/{id}")
}

#[tokio::test]
async fn each_view_shows_its_agents() {
    let dust = Dust::start().await;
    let globals = ["dust", "slack"];
    let published = ["BillingHelper", "Weekly_report"];
    let all = [globals, published].concat();
    for (view, expected) in [
        ("", all.clone()),
        ("?view=all", all.clone()),
        ("?view=global", globals.to_vec()),
        ("?view=published", published.to_vec()),
        ("?view=workspace", published.to_vec()),
        (
            "?view=all_unrestricted",
            [all.clone(), vec!["ContractDraft"]].concat(),
        ),
    ] {
        assert_eq!(
            names(&dust.get(&format!("{AGENTS}{view}")).await),
            expected,
            "{view}"
        );
    }
}

#[tokio::test]
async fn views_of_a_person_need_a_token() {
    let dust = Dust::start().await;
    for view in ["list", "favorites"] {
        let refused = dust.get(&format!("{AGENTS}?view={view}")).await;
        assert_eq!(
            refused.error(),
            error(401, "invalid_request_error"),
            "{view}"
        );
    }
    let token = dust.sandbox.access_token();
    let list = dust.get_as(token, &format!("{AGENTS}?view=list")).await;
    assert_eq!(
        names(&list),
        ["dust", "BillingHelper", "Weekly_report", "ContractDraft"]
    );
    let favorites = dust
        .get_as(token, &format!("{AGENTS}?view=favorites"))
        .await;
    assert_eq!(names(&favorites), ["Weekly_report"]);
    let limited = dust
        .get_as(
            dust.sandbox.non_admin_api_key(),
            &format!("{AGENTS}?view=all_unrestricted"),
        )
        .await;
    assert_eq!(limited.error(), error(403, "workspace_auth_error"));
    assert_eq!(
        dust.get(&format!("{AGENTS}?view=best")).await.error(),
        error(400, "invalid_request_error")
    );
}

#[tokio::test]
async fn authors_come_when_asked_for() {
    let dust = Dust::start().await;
    for (query, there) in [
        ("", false),
        ("?withAuthors=true", true),
        ("?withAuthors=false", false),
    ] {
        let list = dust.get(&format!("{AGENTS}{query}")).await.ok();
        assert_eq!(
            list["agentConfigurations"][2].get("lastAuthors").is_some(),
            there,
            "{query}"
        );
    }
    let refused = dust.get(&format!("{AGENTS}?withAuthors=1")).await;
    assert_eq!(refused.error(), error(400, "invalid_request_error"));
}

#[tokio::test]
async fn only_the_full_variant_has_actions() {
    let dust = Dust::start().await;
    let light = dust.get(&path("q7LxT2mRzK")).await.ok();
    assert!(light["agentConfiguration"].get("actions").is_none());
    let full = dust.get(&path("q7LxT2mRzK?variant=full")).await.ok();
    let action = &full["agentConfiguration"]["actions"][0];
    assert_eq!(
        action["timeFrame"],
        json!({ "duration": 3, "unit": "month" })
    );
    assert_eq!(
        action["dataSources"][0]["dataSourceViewId"],
        "dsv_b6NtL0fRzM"
    );
    let global = dust.get(&path("dust?variant=full")).await.ok();
    assert_eq!(global["agentConfiguration"]["skills"], json!(["frames"]));
    assert_eq!(global["agentConfiguration"]["id"], -1);
    assert_eq!(
        dust.get(&path("dust?variant=x")).await.error(),
        error(400, "invalid_request_error")
    );
    assert_eq!(
        dust.get(&path("unknown")).await.error(),
        error(404, "agent_configuration_not_found")
    );
}

#[tokio::test]
async fn search_looks_for_a_part_of_the_name() {
    let dust = Dust::start().await;
    assert_eq!(
        names(&dust.get(&format!("{AGENTS}/search?q=bill")).await),
        ["BillingHelper"]
    );
    assert_eq!(
        names(&dust.get(&format!("{AGENTS}/search?q=contract")).await),
        [""; 0]
    );
    assert_eq!(
        dust.get(&format!("{AGENTS}/search")).await.error(),
        error(400, "invalid_request_error")
    );
}

#[tokio::test]
async fn an_imported_agent_lives_and_is_archived() {
    let dust = Dust::start().await;
    let saved = dust.post(IMPORT, &definition()).await.ok();
    assert_eq!(saved["skippedActions"], json!([]));
    let agent = &saved["agentConfiguration"];
    assert_eq!(
        (&agent["version"], &agent["maxStepsPerRun"]),
        (&json!(0), &json!(64))
    );
    let id = agent["sId"].as_str().unwrap();
    assert_eq!(
        names(&dust.get(&format!("{AGENTS}/search?q=helper")).await),
        ["BillingHelper", "Helper"]
    );
    assert_eq!(
        dust.get(&path(id)).await.ok()["agentConfiguration"]["instructions"],
        "Be brief."
    );

    assert_eq!(
        dust.delete(&path(id)).await.ok(),
        json!({ "success": true })
    );
    assert_eq!(
        dust.delete(&path(id)).await.error(),
        error(400, "invalid_request_error")
    );
    assert_eq!(
        names(&dust.get(&format!("{AGENTS}/search?q=helper")).await),
        ["BillingHelper"]
    );
    assert_eq!(
        dust.get(&path(id)).await.ok()["agentConfiguration"]["status"],
        "archived"
    );
    assert_eq!(
        dust.delete(&path("unknown")).await.error(),
        error(404, "agent_configuration_not_found")
    );
    assert_eq!(
        dust.delete(&path("dust")).await.error(),
        error(400, "invalid_request_error")
    );
}

#[tokio::test]
async fn import_names_what_it_refuses() {
    let dust = Dust::start().await;
    let cases: [(&str, Value, &str); 12] = [
        ("/agent/handle", Value::Null, "agent.handle"),
        ("/agent/scope", json!("global"), "agent.scope"),
        (
            "/agent/max_steps_per_run",
            json!(0),
            "agent.max_steps_per_run",
        ),
        (
            "/agent/max_steps_per_run",
            json!(1.5),
            "agent.max_steps_per_run",
        ),
        (
            "/agent/visualization_enabled",
            json!("no"),
            "agent.visualization_enabled",
        ),
        ("/agent/avatar_url", json!("face.png"), "agent.avatar_url"),
        (
            "/generation_settings/temperature",
            json!(1.1),
            "generation_settings.temperature",
        ),
        (
            "/generation_settings/reasoning_effort",
            json!("huge"),
            "generation_settings.reasoning_effort",
        ),
        ("/tags/0/kind", json!("other"), "tags[0].kind"),
        (
            "/editors",
            json!([{ "email": "ada@example.com" }]),
            "editors[0]",
        ),
        ("/editors", json!(["unknown@example.com"]), "editors"),
        (
            "/toolset",
            json!([{ "name": "x", "description": "", "type": "MCP" }]),
            "toolset[0].configuration",
        ),
    ];
    for (pointer, value, named) in cases {
        let mut body = definition();
        *body.pointer_mut(pointer).unwrap() = value;
        let refused = dust.post(IMPORT, &body).await;
        assert_eq!(
            refused.error(),
            error(400, "invalid_request_error"),
            "{pointer}"
        );
        assert!(
            refused.message().contains(named),
            "{pointer}: {}",
            refused.message()
        );
    }
    for key in [
        "agent",
        "instructions",
        "generation_settings",
        "tags",
        "editors",
        "toolset",
    ] {
        let mut body = definition();
        body.as_object_mut().unwrap().remove(key);
        let refused = dust.post(IMPORT, &body).await;
        assert!(
            refused.message().contains(&format!("{key}: Required")),
            "{}",
            refused.message()
        );
    }
    let mut body = definition();
    body["unknown"] = json!([{ "x": null }]);
    assert_eq!(
        dust.post(IMPORT, &body).await.error(),
        error(400, "invalid_request_error")
    );
    assert_eq!(
        dust.post(IMPORT, &json!([1])).await.error(),
        error(400, "invalid_request_error")
    );
}

#[tokio::test]
async fn an_unknown_tool_server_is_skipped() {
    let dust = Dust::start().await;
    let tool = |name: &str, server: &str| json!({ "name": name, "description": "", "type": "MCP", "configuration": { "mcp_server_name": server } });
    let toolset = json!([tool("search", "search"), tool("crm", "acme-crm")]);
    let saved = dust
        .patch(&path("q7LxT2mRzK"), &json!({ "toolset": toolset }))
        .await
        .ok();
    let reason = "MCP server view not found for: acme-crm";
    assert_eq!(
        saved["skippedActions"],
        json!([{ "name": "crm", "reason": reason }])
    );
    let actions = saved["agentConfiguration"]["actions"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(actions.len(), 1);
    assert_eq!(actions[0]["name"], "search");
}

#[tokio::test]
async fn an_update_saves_a_version_and_leaves_the_rest() {
    let dust = Dust::start().await;
    let before =
        dust.get(&path("q7LxT2mRzK?variant=full")).await.ok()["agentConfiguration"].clone();
    let body = json!({ "instructions": "New text", "agent": { "max_steps_per_run": 3 } });
    let saved = dust.patch(&path("q7LxT2mRzK"), &body).await.ok();
    assert_eq!(saved["skippedActions"], json!([]));
    let after = &saved["agentConfiguration"];
    assert_eq!(after["version"], before["version"].as_i64().unwrap() + 1);
    assert_eq!(after["instructions"], "New text");
    for key in [
        "sId",
        "name",
        "tags",
        "skills",
        "actions",
        "model",
        "maxStepsPerRun",
    ] {
        assert_eq!(after[key], before[key], "{key}");
    }
    let unknown = dust
        .patch(&path("q7LxT2mRzK"), &json!({ "nothing": 1 }))
        .await
        .ok();
    assert_eq!(
        unknown["agentConfiguration"]["version"],
        before["version"].as_i64().unwrap() + 2
    );
}

#[tokio::test]
async fn an_empty_list_clears_and_null_is_refused() {
    let dust = Dust::start().await;
    let body = json!({ "tags": [], "skills": [], "toolset": [] });
    let saved = dust.patch(&path("q7LxT2mRzK"), &body).await.ok();
    for key in ["tags", "skills", "actions"] {
        assert_eq!(saved["agentConfiguration"][key], json!([]), "{key}");
    }
    for body in [
        json!({ "tags": null }),
        json!({ "agent": { "description": null } }),
        json!({ "editors": [] }),
        json!({ "generation_settings": { "temperature": -0.1 } }),
    ] {
        let refused = dust.patch(&path("q7LxT2mRzK"), &body).await;
        assert_eq!(
            refused.error(),
            error(400, "invalid_request_error"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_favorite_alone_saves_nothing() {
    let dust = Dust::start().await;
    let url = dust.url(&path("q7LxT2mRzK"));
    let body = json!({ "userFavorite": true });
    let with_key = dust.patch(&path("q7LxT2mRzK"), &body).await.ok();
    assert!(with_key.get("skippedActions").is_none());
    assert_eq!(with_key["agentConfiguration"]["version"], 7);
    assert_eq!(with_key["agentConfiguration"]["userFavorite"], false);
    let request = dust
        .http
        .patch(url)
        .bearer_auth(dust.sandbox.access_token())
        .json(&body);
    let with_token = crate::support::answer(request).await.ok();
    assert_eq!(with_token["agentConfiguration"]["userFavorite"], true);
}

#[tokio::test]
async fn an_export_imports_again_as_the_same() {
    let dust = Dust::start().await;
    let exported = dust.get(&path("q7LxT2mRzK/export/yaml")).await;
    assert_eq!(exported.status, 200);
    assert_eq!(exported.header("content-type"), "text/yaml; charset=utf-8");
    assert_eq!(
        exported.header("content-disposition"),
        "attachment; filename=\"BillingHelper_agent.yaml\""
    );
    let body: Value = serde_yaml::from_str(exported.text()).unwrap();
    assert_eq!(
        body["editors"],
        json!(["ada@example.com", "noe@example.com"])
    );

    let saved = dust.post(IMPORT, &body).await.ok();
    assert_eq!(saved["skippedActions"], json!([]));
    let id = saved["agentConfiguration"]["sId"].as_str().unwrap();
    let again = dust.get(&path(&format!("{id}/export/yaml"))).await;
    assert_eq!(again.text(), exported.text());
    assert_eq!(
        dust.get(&path("dust/export/yaml")).await.error(),
        error(400, "invalid_request_error")
    );
    assert_eq!(
        dust.get(&path("x/export/yaml")).await.error(),
        error(404, "agent_configuration_not_found")
    );
}

#[tokio::test]
async fn older_servers_differ_in_form() {
    let dust = Dust::of(dust_sandbox::Sandbox::builder().older_server()).await;
    let light = dust.get(&path("q7LxT2mRzK")).await.ok();
    assert_eq!(light["agentConfiguration"]["actions"], json!([]));
    let yaml = dust.get(&path("q7LxT2mRzK/export/yaml")).await;
    let body: Value = serde_yaml::from_str(yaml.text()).unwrap();
    assert_eq!(body["editors"][0]["email"], "ada@example.com");
    let refused = dust.delete(AGENTS).await;
    assert_eq!(refused.error(), error(405, "method_not_supported_error"));
}

#[tokio::test]
async fn an_import_refuses_ids_of_another_workspace() {
    let view = |id: &str| {
        json!([{
            "name": "search", "description": "", "type": "MCP",
            "configuration": { "mcp_server_name": "search", "data_sources": { id: { "view_id": id } } },
        }])
    };
    let builder = dust_sandbox::Sandbox::builder().data_source_view("dsv_ours");
    let dust = Dust::of(builder).await;
    let space = dust.sandbox.space_id().to_owned();
    for (key, value, foreign) in [
        (
            "spaces",
            json!([{ "space_id": "vlt_theirs", "name": "Theirs" }]),
            Some("vlt_theirs"),
        ),
        ("toolset", view("dsv_theirs"), Some("dsv_theirs")),
        (
            "spaces",
            json!([{ "space_id": space, "name": "Ours" }]),
            None,
        ),
        ("toolset", view("dsv_ours"), None),
    ] {
        let mut body = definition();
        body[key] = value.clone();
        let imported = dust
            .post("assistant/agent_configurations/import", &body)
            .await;
        let patch = json!({ key: value });
        let updated = dust
            .patch("assistant/agent_configurations/q7LxT2mRzK", &patch)
            .await;
        for got in [imported, updated] {
            let Some(id) = foreign else {
                got.ok();
                continue;
            };
            assert_eq!(got.error(), error(400, "assistant_saving_error"));
            assert!(got.message().contains(id), "{}", got.message());
        }
    }
}

#[tokio::test]
async fn an_export_of_one_workspace_is_refused_by_another() {
    let (ours, theirs) = (
        Dust::start().await,
        Dust::of(dust_sandbox::Sandbox::builder().without_defaults()).await,
    );
    let path = "assistant/agent_configurations/q7LxT2mRzK/export/yaml";
    let exported = ours.get(path).await;
    let body: serde_json::Value = serde_yaml::from_str(exported.text()).unwrap();
    ours.post("assistant/agent_configurations/import", &body)
        .await
        .ok();
    let got = theirs
        .post("assistant/agent_configurations/import", &body)
        .await;
    assert_eq!(got.error(), error(400, "assistant_saving_error"));
}
