//! Apps and runs: the same run as JSON, over polls and as a stream.

use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxApp, SandboxBlock};
use serde_json::{Value, json};

use crate::support::{Dust, error};

fn run_of(value: &Value) -> &Value {
    &value["run"]
}

#[tokio::test]
async fn lists_the_apps_of_a_space() {
    let dust = Dust::start().await;
    let apps = dust
        .get(&format!("spaces/{}/apps", dust.sandbox.space_id()))
        .await
        .ok();
    assert_eq!(apps["apps"][0]["sId"], dust.sandbox.app_id());
    assert_eq!(apps["apps"][2]["savedSpecification"], Value::Null);
    assert_eq!(apps["apps"][0]["space"]["sId"], dust.sandbox.space_id());
    assert_eq!(
        dust.get("spaces/nowhere/apps").await.error(),
        error(404, "space_not_found")
    );
    let spaces = dust.get("spaces?kinds=global,regular").await.ok();
    assert_eq!(spaces["spaces"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_blocking_run_comes_with_its_results() {
    let dust = Dust::start().await;
    let answer = dust
        .run(json!({ "blocking": true, "config": { "MODEL": { "use_cache": false } } }))
        .await
        .ok();
    let run = run_of(&answer);
    assert_eq!(run["status"]["run"], "succeeded");
    assert_eq!(
        run["config"]["blocks"]["MODEL"],
        json!({ "type": "chat", "use_cache": false })
    );
    assert_eq!(run["traces"][0][0], json!(["input", "INPUT"]));
    assert_eq!(run["results"], run["traces"][2][1]);
    assert!(
        run["results"][0][0]["value"]["answer"]
            .as_str()
            .unwrap()
            .contains("coûte")
    );
    let hash = run["specification_hash"].as_str().unwrap();
    assert_eq!(
        dust.run(json!({ "blocking": true, "specification_hash": hash }))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_started_run_gets_there_over_polls() {
    let dust = Dust::start().await;
    let started = dust.run(json!({})).await.ok();
    assert_eq!(
        run_of(&started)["status"],
        json!({ "run": "running", "blocks": [] })
    );
    assert_eq!(run_of(&started)["results"], Value::Null);
    let id = run_of(&started)["run_id"].as_str().unwrap();
    let path = format!("{}/{id}", dust.runs(dust.sandbox.app_id()));
    let first = dust.get(&path).await.ok();
    assert_eq!(run_of(&first)["status"]["run"], "running");
    assert_eq!(run_of(&first)["results"], Value::Null);
    for _ in 0..2 {
        let done = dust.get(&path).await.ok();
        assert_eq!(run_of(&done)["status"]["run"], "succeeded");
        assert_eq!(run_of(&done)["results"][0].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_stream_tells_what_the_run_then_shows() {
    let dust = Dust::start().await;
    let answer = dust.run(json!({ "stream": true, "blocking": true })).await;
    assert_eq!(answer.header("content-encoding"), "none");
    assert!(
        answer
            .text()
            .lines()
            .all(|line| line.is_empty() || line.starts_with("data: "))
    );
    let events = answer.events();
    let id = events[0]["content"]["run_id"].as_str().unwrap();
    assert_eq!(
        events.last(),
        Some(&json!({ "type": "final", "content": null }))
    );

    let run = dust
        .get(&format!("{}/{id}", dust.runs(dust.sandbox.app_id())))
        .await
        .ok();
    let of_type = |name: &str| {
        events
            .iter()
            .filter(|event| event["type"] == name)
            .collect::<Vec<_>>()
    };
    let executions: Value = of_type("block_execution")
        .iter()
        .map(|event| event["content"]["execution"].clone())
        .collect();
    let traces: Value = run_of(&run)["traces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trace| trace[1].clone())
        .collect();
    assert_eq!(executions, traces);
    let done = of_type("block_status")
        .into_iter()
        .filter(|event| event["content"]["status"] != "running");
    let done: Value = done.map(|event| event["content"].clone()).collect();
    assert_eq!(run_of(&run)["status"]["blocks"], done);
    let tokens = of_type("tokens");
    let text: String = tokens
        .iter()
        .filter_map(|event| event["content"]["tokens"]["text"].as_str())
        .collect();
    assert_eq!(
        run_of(&run)["traces"][1][1][0][0]["value"]["message"]["content"],
        text
    );
}

#[tokio::test]
async fn a_failing_block_is_a_200() {
    let dust = Dust::start().await;
    let app = dust.sandbox.failing_app_id();
    let answer = dust.run_app(app, json!({ "blocking": true })).await.ok();
    let run = run_of(&answer);
    assert_eq!(
        (&run["status"]["run"], &run["results"]),
        (&json!("errored"), &Value::Null)
    );
    assert_eq!(run["status"]["blocks"][1]["error_count"], 1);
    assert!(
        run["traces"][1][1][0][0]["error"]
            .as_str()
            .unwrap()
            .contains("ReferenceError")
    );
    let events = dust.run_app(app, json!({ "stream": true })).await.events();
    assert_eq!(events[events.len() - 2]["content"]["status"], "errored");
}

#[tokio::test]
async fn a_filter_leaves_only_its_blocks() {
    let dust = Dust::start().await;
    let answer = dust
        .run(json!({ "blocking": true, "block_filter": ["MODEL"] }))
        .await
        .ok();
    assert_eq!(run_of(&answer)["traces"].as_array().unwrap().len(), 1);
    assert_eq!(run_of(&answer)["results"], run_of(&answer)["traces"][0][1]);
    let answer = dust
        .run(json!({ "blocking": true, "block_filter": ["OTHER"] }))
        .await
        .ok();
    assert_eq!(run_of(&answer)["results"], Value::Null);
}

#[tokio::test]
async fn inputs_may_be_anything_in_a_list() {
    let dust = Dust::start().await;
    let answer = dust
        .run(json!({ "blocking": true, "inputs": [1, "a", null, [true]] }))
        .await
        .ok();
    assert_eq!(run_of(&answer)["results"].as_array().unwrap().len(), 4);
    let answer = dust
        .run(json!({ "blocking": true, "inputs": [] }))
        .await
        .ok();
    assert_eq!(run_of(&answer)["results"], json!([]));
    for body in [
        json!({ "inputs": {} }),
        json!({ "config": null }),
        json!({ "stream": "yes" }),
    ] {
        assert_eq!(
            dust.run(body).await.error(),
            error(400, "invalid_request_error")
        );
    }
}

#[tokio::test]
async fn a_refused_run_is_an_error_or_two_events() {
    let app = SandboxApp::new("strict")
        .requires("city")
        .block(SandboxBlock::input("INPUT"));
    let dust = Dust::of(Sandbox::builder().app(app)).await;
    for (app, more, code) in [
        ("strict", json!({}), "invalid_inputs_error"),
        (
            dust.sandbox.app_id(),
            json!({ "specification_hash": "old" }),
            "invalid_specification_error",
        ),
    ] {
        let refused = dust.run_app(app, more.clone()).await;
        assert_eq!(refused.error(), error(400, "run_error"));
        assert_eq!(refused.json()["error"]["run_error"]["code"], code);
        let mut more = more;
        more["stream"] = true.into();
        let events = dust.run_app(app, more).await.events();
        assert_eq!(events.len(), 2);
        assert_eq!(
            (&events[0]["type"], &events[0]["content"]["code"]),
            (&json!("error"), &json!(code))
        );
        assert_eq!(events[1]["type"], "final");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let dust = Dust::start().await;
    let runs = dust.runs(dust.sandbox.app_id());
    let unknown = dust.get(&format!("{runs}/5b1e")).await;
    assert_eq!(unknown.error(), error(400, "run_error"));
    assert_eq!(
        unknown.json()["error"]["run_error"]["code"],
        "run_not_found"
    );
    assert_eq!(
        dust.run_app("nothing", json!({})).await.error(),
        error(404, "app_not_found")
    );
    let closed = "spaces/vlt_c7TqB1dXnE/apps/Bd3rPw0cVe/runs";
    let body = json!({ "specification_hash": "latest", "config": {}, "inputs": [] });
    assert_eq!(
        dust.post(closed, &body).await.error(),
        error(403, "app_not_found")
    );
    let nowhere = dust.post("spaces/nowhere/apps/x/runs", &body).await;
    assert_eq!(nowhere.error(), error(404, "space_not_found"));
}

#[tokio::test]
async fn runs_are_counted_by_the_day() {
    let dust = Dust::of(Sandbox::builder().runs_per_day(2)).await;
    for _ in 0..2 {
        assert_eq!(dust.run(json!({})).await.status, 200);
    }
    let refused = dust.run(json!({ "stream": true })).await;
    assert_eq!(refused.error(), error(429, "rate_limit_error"));
    assert!(refused.message().contains("24 hours"));
    assert!(!refused.headers.contains_key("retry-after"));
    assert_eq!(
        dust.run_app(dust.sandbox.failing_app_id(), json!({}))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_script_streams_all_kinds_of_events() {
    let block = SandboxBlock::chat("MODEL", |_| "ok".to_owned())
        .event("reasoning_tokens", json!({ "tokens": { "text": "hm" } }))
        .event("reasoning_item", json!({ "item": { "id": "rs_1" } }))
        .event(
            "function_call",
            json!({ "function_call": { "name": "lookup" } }),
        )
        .event(
            "function_call_arguments_tokens",
            json!({ "tokens": { "text": "{}" } }),
        );
    let builder = Sandbox::builder().app(SandboxApp::new("talker").block(block));
    let builder = builder
        .event_delay(Duration::from_millis(30))
        .keep_alive(Duration::from_millis(10));
    let dust = Dust::of(builder).await;
    let answer = dust.run_app("talker", json!({ "stream": true })).await;
    assert!(
        answer.text().contains("\n:\n\n"),
        "no comment: {}",
        answer.text()
    );
    let types: Vec<Value> = answer
        .events()
        .iter()
        .map(|event| event["type"].clone())
        .collect();
    let expected = [
        "run_status",
        "block_status",
        "reasoning_tokens",
        "reasoning_item",
        "function_call",
        "function_call_arguments_tokens",
        "tokens",
        "block_execution",
        "block_status",
        "run_status",
        "final",
    ];
    assert_eq!(types, expected);
}
