//! Answers that really are malformed: an error that names the operation and the place, with the start of the body.

use dust_sdk::ErrorKind;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::fetch::{
    Fetch, archive_agent, get_agent, get_run, import_agent, list_agents, list_apps, search_agents,
    serve, start_run, tables, update_agent, usage_rows,
};

#[tokio::test]
async fn what_does_not_fit_has_its_operation_and_path() {
    let agent = |fields: Value| json!({"agentConfiguration": crate::cases::with(&json!({"sId": "a", "name": "b"}), &fields)});
    let run = |fields: Value| json!({"run": crate::cases::with(&json!({"run_id": "r", "status": {"run": "running"}}), &fields)});
    let cases: Vec<(Fetch, &str, Value, &str)> = vec![
        (list_agents, "list_agents", json!({}), "agentConfigurations"),
        (
            list_agents,
            "list_agents",
            json!({"agentConfigurations": 7}),
            "agentConfigurations",
        ),
        (
            list_agents,
            "list_agents",
            json!({"agentConfigurations": [{"sId": "a", "name": "b"}, {"sId": "a"}]}),
            "agentConfigurations[1]",
        ),
        (
            list_agents,
            "list_agents",
            json!({"agentConfigurations": [7]}),
            "agentConfigurations[0]",
        ),
        (list_agents, "list_agents", json!([]), "."),
        (
            search_agents,
            "search_agents",
            json!({"agentConfigurations": {}}),
            "agentConfigurations",
        ),
        (
            get_agent,
            "get_agent",
            json!({"agentConfiguration": null}),
            "agentConfiguration",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"id": "secret"})),
            "agentConfiguration.id",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"id": 1.5})),
            "agentConfiguration.id",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"status": ["secret"]})),
            "agentConfiguration.status",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"skills": [7]})),
            "agentConfiguration.skills[0]",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"editors": [[]]})),
            "agentConfiguration.editors[0]",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"actions": [{"timeFrame": {"duration": "secret"}}]})),
            "agentConfiguration.actions[0].timeFrame.duration",
        ),
        (
            get_agent,
            "get_agent",
            agent(json!({"model": {"temperature": "secret"}})),
            "agentConfiguration.model.temperature",
        ),
        (
            import_agent,
            "import_agent",
            json!({"agentConfiguration": {"sId": "a", "name": "b"}, "skippedActions": [{"name": "a"}]}),
            "skippedActions[0]",
        ),
        (
            update_agent,
            "update_agent",
            json!({"agent": {}}),
            "agentConfiguration",
        ),
        (
            archive_agent,
            "archive_agent",
            json!({"success": "secret"}),
            "success",
        ),
        (
            list_apps,
            "list_apps",
            json!({"apps": [{"sId": "a", "name": "b", "space": "secret"}]}),
            "apps[0].space",
        ),
        (
            get_run,
            "get_run",
            run(json!({"results": {}})),
            "run.results",
        ),
        (
            get_run,
            "get_run",
            run(json!({"results": [[{"error": {}}]]})),
            "run.results[0][0].error",
        ),
        (
            get_run,
            "get_run",
            run(json!({"traces": [[["chat"], []]]})),
            "run.traces[0][0]",
        ),
        (
            get_run,
            "get_run",
            run(json!({"traces": [{"timestamp": 1, "trace": {}}]})),
            "run.traces[0]",
        ),
        (
            start_run,
            "create_run",
            json!({"run": {"run_id": "r"}}),
            "run",
        ),
        (
            tables()[0].json,
            "export_analytics",
            json!([{"messages": "many"}]),
            "[0].messages",
        ),
        (
            tables()[0].json,
            "export_analytics",
            json!({"rows": []}),
            ".",
        ),
        (
            usage_rows,
            "get_workspace_usage",
            json!([{"userId": [7]}]),
            "[0].userId",
        ),
    ];
    for (fetch, operation, body, path) in cases {
        let (_server, dust) = serve(ResponseTemplate::new(200).set_body_json(&body)).await;
        let error = fetch(dust).await.unwrap_err();
        let shown = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {shown}");
        assert_eq!(error.operation(), Some(operation), "{body}: {shown}");
        assert!(shown.contains(path), "{body}: {shown}");
        assert!(!shown.contains("secret"), "{shown}");
        assert_eq!(error.body(), Some(body.to_string().as_bytes()));
    }
}

#[tokio::test]
async fn what_is_no_json_at_all() {
    let deep = "[".repeat(1_000_000);
    let huge_id = r#"{"agentConfigurations":[{"sId":"a","name":"b","id":1e400}]}"#;
    let bodies = [
        "",
        " ",
        "null",
        "<html>",
        "{",
        "{\"agentConfigurations\":[",
        "\u{feff}{}",
        "{}{}",
        &deep,
        huge_id,
        "\"a\\",
    ];
    for body in bodies {
        let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let (_server, dust) = serve(answer).await;
        let error = list_agents(dust).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(error.operation(), Some("list_agents"));
        assert!(error.to_string().len() < 300, "{error}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    let answer = ResponseTemplate::new(200).set_body_raw(
        b"{\"agentConfigurations\":[{\"sId\":\"\xff\",\"name\":\"\"}]}".to_vec(),
        "application/json",
    );
    let (_server, dust) = serve(answer).await;
    assert_eq!(
        list_agents(dust).await.unwrap_err().kind(),
        ErrorKind::Decode
    );
    let answer = ResponseTemplate::new(200).set_body_raw(b"agent: \xff".to_vec(), "text/yaml");
    let (_server, dust) = serve(answer).await;
    let error = dust.agent("a").export_yaml().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Decode, Some("export_agent_yaml"))
    );
}
