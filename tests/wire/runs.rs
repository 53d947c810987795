//! Answers about runs: while they go on, when they are over, and with every shape of results.

use dust_sdk::types::{Run, RunState, RunType};
use serde_json::{Value, json};

use crate::cases::{Case, with, without};
use crate::fetch::{get_run, start_run};

fn run() -> Value {
    json!({
        "run_id": "5b1e", "created": 1_763_802_461_337_i64, "run_type": "deploy", "specification_hash": "c0ffee",
        "config": {"blocks": {"MODEL": {"type": "chat", "provider_id": "openai", "use_cache": false, "function_call": null}}},
        "status": {"run": "succeeded", "blocks": [block("MODEL", "succeeded")]},
        "traces": [[["chat", "MODEL"], [[result(json!({"message": "29 €"}))]]]],
        "results": [[result(json!({"answer": "29 €"}))]]
    })
}

fn block(name: &str, status: &str) -> Value {
    json!({"block_type": "chat", "name": name, "status": status, "success_count": 1, "error_count": 0})
}

fn result(value: Value) -> Value {
    json!({"value": value, "error": null, "meta": {"logs": [], "token_usage": {"prompt_tokens": 118}}})
}

fn variants() -> Vec<(&'static str, Value)> {
    let status = |run: &str, blocks: Value| json!({"status": {"run": run, "blocks": blocks}});
    vec![
        ("as it is", json!({})),
        (
            "results null while running",
            with(
                &status("running", json!([block("MODEL", "running")])),
                &json!({"results": null}),
            ),
        ),
        (
            "results null on error",
            with(
                &status("errored", json!([block("MODEL", "errored")])),
                &json!({"results": null}),
            ),
        ),
        (
            "results null where the filter matches nothing",
            json!({"results": null, "traces": []}),
        ),
        ("results none", json!({"results": []})),
        ("results of no iteration", json!({"results": [[], []]})),
        (
            "results of inputs and iterations",
            json!({"results": [[result(json!(1)), result(json!("a"))], [result(json!(null))], [result(json!([]))]]}),
        ),
        (
            "results of every kind",
            json!({"results": [[result(json!(true)), result(json!(-1.5)), result(json!("")), result(json!({"a": {"b": [null]}}))]]}),
        ),
        (
            "results with errors",
            json!({"results": [[{"value": null, "error": "no such model", "meta": null}]]}),
        ),
        (
            "results with less",
            json!({"results": [[{"value": 1}, {"error": "no"}, {}]]}),
        ),
        (
            "results with more",
            json!({"results": [[{"value": 1, "x_new": {}}]]}),
        ),
        (
            "results of large numbers",
            json!({"results": [[result(json!({"i": 9_007_199_254_740_993_i64, "u": u64::MAX, "f": 0.1, "e": 1e-300}))]]}),
        ),
        ("traces null", json!({"traces": null})),
        ("traces none", json!({"traces": []})),
        (
            "traces of several blocks",
            json!({"traces": [
                [["input", "INPUT"], [[{"value": {"q": 1}, "error": null, "meta": null}]]],
                [["map", "LOOP"], [[result(json!([1, 2]))]]],
                [["code", "STEP"], [[result(json!(1)), result(json!(2))], []]],
                [["teleport", "UNSEEN"], [[{"value": null, "error": "boom", "meta": {"a": 1}}]]]
            ]}),
        ),
        ("created null", json!({"created": null})),
        ("created a float", json!({"created": 1_763_802_461_337.0})),
        ("type unseen", json!({"run_type": "rehearsal"})),
        ("type null", json!({"run_type": null})),
        ("config null", json!({"config": null})),
        ("config empty", json!({"config": {}})),
        ("config without blocks", json!({"config": {"blocks": {}}})),
        (
            "config of older blocks",
            json!({"config": {"blocks": {"A": null, "B": [1], "C": {"type": "code"}}, "x_new": 1}}),
        ),
        ("state unseen", status("queued", json!([]))),
        (
            "state of a block unseen",
            status("running", json!([block("A", "skipped")])),
        ),
        (
            "status without blocks",
            json!({"status": {"run": "running"}}),
        ),
        ("status with blocks null", status("running", json!(null))),
        (
            "status with new fields",
            json!({"status": {"run": "running", "x_new": 1, "blocks": [with(&block("A", "running"), &json!({"x_new": []}))]}}),
        ),
        (
            "blocks with floats",
            status(
                "succeeded",
                json!([{"block_type": "code", "name": "A", "status": "succeeded", "success_count": 2.0, "error_count": null}]),
            ),
        ),
        (
            "blocks with less",
            status("succeeded", json!([{"name": "A", "status": "succeeded"}])),
        ),
        ("hash null", json!({"specification_hash": null})),
        ("new fields", json!({"x_new": {"a": [1]}})),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let envelope = |run: Value| json!({"run": run, "x_new": "y"});
    let mut cases = Vec::new();
    for (name, fields) in variants() {
        cases.push(Case::json(
            format!("run, {name}"),
            get_run,
            envelope(with(&run(), &fields)),
        ));
        cases.push(Case::json(
            format!("run begun, {name}"),
            start_run,
            envelope(with(&run(), &fields)),
        ));
    }
    for field in [
        "created",
        "run_type",
        "specification_hash",
        "config",
        "traces",
        "results",
    ] {
        cases.push(Case::json(
            format!("run without {field}"),
            get_run,
            envelope(without(&run(), field)),
        ));
    }
    for state in RunState::KNOWN {
        let status = json!({"run": state, "blocks": [block("A", state)]});
        cases.push(Case::json(
            format!("run, state {state}"),
            get_run,
            envelope(with(&run(), &json!({"status": status}))),
        ));
    }
    for kind in RunType::KNOWN {
        cases.push(Case::json(
            format!("run, type {kind}"),
            get_run,
            envelope(with(&run(), &json!({"run_type": kind}))),
        ));
    }
    cases
}

#[test]
fn a_trace_has_its_block_by_name() {
    let run: Run = serde_json::from_value(run()).unwrap();
    let trace = run.trace("MODEL").unwrap();
    assert_eq!(
        (
            trace.block_type.as_str(),
            trace.results[0][0].value.as_ref()
        ),
        ("chat", Some(&json!({"message": "29 €"})))
    );
    assert_eq!(run.output(), Some(&json!({"answer": "29 €"})));
}

#[test]
fn what_servers_never_send_is_no_field() {
    // A newer server may begin to: it passes, like any field that is new.
    let fields = json!({"app_id": "a", "status": {"run": "running", "build": "succeeded"}});
    let run: Run = serde_json::from_value(with(&run(), &fields)).unwrap();
    let again = serde_json::to_value(run).unwrap();
    assert_eq!(
        (again.get("app_id"), again["status"].get("build")),
        (None, None)
    );
}
