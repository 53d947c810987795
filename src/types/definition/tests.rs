use serde_json::json;

use super::*;
use crate::ErrorKind;

fn definition() -> AgentDefinition {
    serde_json::from_value(json!({
        "agent": {"handle": "Helper", "description": "", "scope": "hidden", "max_steps_per_run": 8,
            "visualization_enabled": false, "avatar_url": "https://dust.tt/a.png"},
        "instructions": "Help.",
        "generation_settings": {"model_id": "m", "provider_id": "p", "temperature": 1, "reasoning_effort": "low"},
        "tags": [], "editors": ["ada@example.com"], "toolset": []
    }))
    .unwrap()
}

fn refusal(change: impl FnOnce(&mut AgentDefinition)) -> String {
    let mut definition = definition();
    change(&mut definition);
    let error = definition.validate().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    error.message().to_owned()
}

#[test]
fn what_is_sound_passes() {
    let mut definition = definition();
    definition.validate().unwrap();
    for temperature in [0.0, -0.0, 0.7, 1.0] {
        definition.generation_settings.temperature = temperature;
        definition.validate().unwrap();
    }
    definition.agent.avatar_url = None;
    definition.validate().unwrap();
}

#[test]
fn each_problem_is_named() {
    type Change = fn(&mut AgentDefinition);
    let cases: [(Change, &str); 12] = [
        (
            |d| d.agent.handle = String::new(),
            "`agent.handle` is empty",
        ),
        (|d| d.agent.handle = " \n".into(), "`agent.handle` is empty"),
        (
            |d| d.generation_settings.temperature = 1.1,
            "`generation_settings.temperature` is 1.1",
        ),
        (
            |d| d.generation_settings.temperature = -0.1,
            "`generation_settings.temperature` is -0.1",
        ),
        (
            |d| d.generation_settings.temperature = f64::NAN,
            "`generation_settings.temperature` is NaN",
        ),
        (
            |d| d.generation_settings.model_id.clear(),
            "`generation_settings.model_id` is empty",
        ),
        (
            |d| d.generation_settings.provider_id.clear(),
            "`generation_settings.provider_id` is empty",
        ),
        (|d| d.editors.clear(), "`editors` is empty"),
        (
            |d| d.editors.push("Ada".into()),
            "`editors[1]` is no e-mail address",
        ),
        (
            |d| d.editors[0] = "a b@example.com".into(),
            "`editors[0]` is no e-mail address",
        ),
        (
            |d| d.agent.max_steps_per_run = 0,
            "`agent.max_steps_per_run` is 0",
        ),
        (
            |d| d.agent.avatar_url = Some("avatar.png".into()),
            "`agent.avatar_url` is no URL",
        ),
    ];
    for (change, wanted) in cases {
        let message = refusal(change);
        assert!(message.contains(wanted), "{message}");
        assert!(!message.contains("; "), "one problem only: {message}");
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let message = refusal(|d| {
        d.agent.handle.clear();
        d.generation_settings.temperature = 2.0;
        d.editors.clear();
    });
    assert_eq!(
        message,
        "the agent cannot be imported: `agent.handle` is empty; `generation_settings.temperature` is 2, not from 0 to 1; \
         `editors` is empty, and an agent needs one"
    );
}

#[test]
fn an_update_is_checked_as_far_as_it_goes() {
    AgentPatch::default().validate().unwrap();
    AgentPatch::default().editors([""; 0]).validate().unwrap();
    let patch: AgentPatch = serde_json::from_value(json!({
        "agent": {"handle": "", "max_steps_per_run": 0, "avatar_url": "x"},
        "generation_settings": {"temperature": 7, "model_id": "", "provider_id": ""}, "editors": ["x"]
    }))
    .unwrap();
    let message = patch.validate().unwrap_err().to_string();
    assert_eq!(message.matches("; ").count(), 6, "{message}");
}

#[test]
fn conveniences_say_what_the_long_way_says() {
    assert_eq!(
        ToolsetItem::mcp("s", "d", [("mcp_server_name", "search")]),
        ToolsetItem::new(
            "s",
            "d",
            ToolType::Mcp,
            json!({"mcp_server_name": "search"})
                .as_object()
                .unwrap()
                .clone()
        )
    );
    assert_eq!(Tag::standard("a"), Tag::new("a", TagKind::Standard));
    let request = RunRequest::latest([json!(1)]).block("MODEL", json!({"use_cache": true}));
    assert_eq!(
        serde_json::to_value(&request).unwrap(),
        json!({"specification_hash": "latest", "config": {"MODEL": {"use_cache": true}}, "inputs": [1]})
    );
}

#[cfg(feature = "yaml")]
mod yaml {
    use super::*;

    const EXPORT: &str = include_str!("../../../tests/fixtures/agent_export.yaml");

    fn read(text: &str) -> AgentDefinition {
        AgentDefinition::from_yaml(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    fn refusal(text: &str) -> String {
        let error = AgentDefinition::from_yaml(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        error.message().to_owned()
    }

    #[test]
    fn an_export_reads_in_full_and_writes_the_same_again() {
        let definition = read(EXPORT);
        definition.validate().unwrap();
        assert_eq!(
            definition.toolset[0].configuration["data_sources"]["dsv_b6NtL0fRzM"]["tags_filter"],
            Value::Null
        );
        let again = definition.to_yaml().unwrap();
        assert_eq!(read(&again), definition);
        let values = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
        assert_eq!(values(&again), values(EXPORT));
    }

    #[test]
    fn editors_of_older_servers_become_addresses() {
        let older = EXPORT.replace(
            "  - ada@example.com\n",
            "  - user_id: usr_1\n    email: ada@example.com\n    full_name: Ada Martin\n",
        );
        assert_eq!(read(&older), read(EXPORT));
        let nameless = EXPORT.replace("  - noe@example.com\n", "  - full_name: Noé\n");
        assert_eq!(
            refusal(&nameless),
            "the YAML of the agent has no `email` at `editors[1]`, line 10 column 5"
        );
    }

    #[test]
    fn null_counts_as_absent() {
        let text = EXPORT
            .replace(
                "agent:\n",
                "slack_integration: null\nnew: ~\nagent:\n  newer: null\n",
            )
            .replace(
                "  reasoning_effort: low\n",
                "  reasoning_effort: low\n  response_format: null\n",
            );
        assert_eq!(read(&text), read(EXPORT));
        let empty = EXPORT.replace("tags:\n  - kind: standard\n    name: support\n", "tags:\n");
        assert!(read(&empty).tags.is_empty());
        let silent = EXPORT.replace(
            "instructions: |\n  Answer",
            "instructions:\nold: |\n  Answer",
        );
        assert_eq!(read(&silent).instructions, "");
    }

    #[test]
    fn unknown_keys_are_kept_and_sent() {
        let text = EXPORT
            .replace("agent:\n", "future: [1, {a: null}]\nagent:\n  color: red\n")
            .replace(
                "  reasoning_effort: low\n",
                "  reasoning_effort: low\n  top_p: 0.5\n",
            )
            .replace(
                "  - kind: standard\n",
                "  - kind: standard\n    weight: 2\n",
            )
            .replace("    type: MCP\n", "    type: MCP\n    icon: x\n")
            .replace(
                "  - name: Refund policy\n",
                "  - name: Refund policy\n    v: 1\n",
            )
            .replace("  - name: Support\n", "  - name: Support\n    w: 1\n");
        let definition = read(&text);
        let body = serde_json::to_value(&definition).unwrap();
        for (pointer, wanted) in [
            ("/future/1/a", json!(null)),
            ("/agent/color", json!("red")),
            ("/generation_settings/top_p", json!(0.5)),
            ("/tags/0/weight", json!(2)),
            ("/toolset/0/icon", json!("x")),
            ("/skills/0/v", json!(1)),
            ("/spaces/0/w", json!(1)),
        ] {
            assert_eq!(body.pointer(pointer), Some(&wanted), "{pointer}");
        }
        assert_eq!(read(&definition.to_yaml().unwrap()), definition);
    }

    #[test]
    fn what_does_not_fit_has_its_place_and_not_its_value() {
        let cases = [
            (
                "  max_steps_per_run: 8",
                "  max_steps_per_run: secret",
                "at `agent.max_steps_per_run`, line 5 column 22: expected a whole number of 64 bits",
            ),
            (
                "  scope: visible",
                "  scope: secret",
                "at `agent.scope`, line 6 column 10: expected `visible` or `hidden`",
            ),
            (
                "  handle: Billing Helper\n",
                "",
                "at `agent`, line 2 column 3: missing field `handle`",
            ),
            (
                "  handle: Billing Helper\n",
                "  handle: [secret]\n",
                "at `agent.handle`, line 4 column 11: expected a string",
            ),
            (
                "  handle: Billing Helper\n",
                "  handle:\n",
                "at `agent`, line 2 column 3: missing field `handle`",
            ),
            (
                "    type: MCP",
                "    type: secret",
                "at `toolset[0].type`, line 43 column 11: expected `MCP`",
            ),
            (
                "instructions: |",
                "other: |",
                "at its top, line 1 column 1: missing field `instructions`",
            ),
            (
                "  temperature: 0.7",
                "  temperature: secret",
                "at `generation_settings.temperature`, line 15 column 16: expected f64",
            ),
        ];
        for (from, to, wanted) in cases {
            assert!(EXPORT.contains(from), "{from}");
            let message = refusal(&EXPORT.replace(from, to));
            assert!(message.contains(wanted), "{message}\nwanted {wanted}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn what_is_no_yaml_of_an_agent_is_an_error() {
        for (text, wanted) in [
            ("", "this is not the YAML of an agent"),
            ("- a", "which has keys such as"),
            ("agent: [", "line 2 column 1"),
            ("agent: {a: 1\n", "line 2 column 1"),
            ("a: *x", "unknown anchor"),
            ("a: 1\na: 2", "the key `a` stands twice"),
            ("a: .nan", "expected a number that JSON has too"),
            ("a: !secret x", "a value that JSON has too"),
            ("? [a]\n: 1", "a key that is text"),
            ("a: 1\n---\nb: 1", "more than one document"),
            ("\0", "control characters are not allowed"),
        ] {
            let message = refusal(text);
            assert!(message.contains(wanted), "{text:?}: {message}");
        }
    }

    #[test]
    fn bombs_do_not_go_off() {
        let mut laughs = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for n in 1..12 {
            let items = vec![format!("*a{}", n - 1); 9].join(", ");
            laughs += &format!("a{n}: &a{n} [{items}]\n");
        }
        let long = "x".repeat(100_000);
        let quadratic = format!("a: &a {long}\nb: [{}]\n", vec!["*a"; 5_000].join(", "));
        let cycle = "a: &a [*a]\n".to_owned();
        let deep = format!("a: {}\n", "[".repeat(100_000));
        let blocks = format!("a: {}\n", "- ".repeat(100_000));
        let keys = "? ".repeat(100_000);
        let feigned = r#"a: ["]", "#.to_owned() + &r#"["]", "#.repeat(100_000);
        for bomb in [laughs, quadratic, cycle, deep, blocks, keys, feigned] {
            let message = refusal(&bomb);
            assert!(message.len() < 500, "{message}");
        }
    }

    #[test]
    fn anchors_and_merges_work() {
        let text = EXPORT
            .replace(
                "spaces:\n  - name: Support\n",
                "spaces:\n  - &support\n    name: Support\n",
            )
            .replace("tags:\n", "x-more: {<<: *support, name: Other}\ntags:\n");
        assert_eq!(
            read(&text).extra["x-more"],
            json!({"name": "Other", "space_id": "vlt_rZ8mT4qLxW"})
        );
    }

    #[test]
    fn keys_that_look_like_numbers_are_text() {
        let text = EXPORT.replace(
            "      mcp_server_name: search\n",
            "      mcp_server_name: search\n      1: one\n      true: yes\n",
        );
        let configuration = &read(&text).toolset[0].configuration;
        assert_eq!(
            (&configuration["1"], &configuration["true"]),
            (&json!("one"), &json!("yes"))
        );
    }

    #[test]
    fn what_cannot_be_sent_cannot_be_written() {
        let mut definition = definition();
        definition.generation_settings.temperature = f64::NAN;
        assert_eq!(
            definition.to_yaml().unwrap_err().kind(),
            ErrorKind::InvalidArgument
        );
    }
}
