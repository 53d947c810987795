//! What the rules make of the real specs.

use std::sync::LazyLock;

use dust_sdk_codegen::{Generated, correct, generate, to_json};
use heck::ToUpperCamelCase;
use serde_json::json;

use crate::support::{joined, real, text};

static GENERATED: LazyLock<Generated> =
    LazyLock::new(|| generate(&correct(&real()).unwrap().document).unwrap());

/// The types.
static CODE: LazyLock<&str> = LazyLock::new(|| &GENERATED.types);

/// All generated code.
static ALL: LazyLock<String> = LazyLock::new(|| joined(&GENERATED));

/// The declaration of one type, and of what follows it up to the end of its braces.
fn item(start: &str) -> &'static str {
    let from = CODE.find(start).unwrap_or_else(|| panic!("no `{start}`"));
    let end = CODE[from..].find("\n}\n").unwrap_or(CODE.len() - from);
    &CODE[from..from + end]
}

/// The type that the answer of an operation is decoded as.
fn answer(name: &str) -> &'static str {
    let function = format!("pub(crate) fn {name}(");
    assert!(GENERATED.requests.contains(&function), "no `{function}`");
    let request = format!("requests::{name}(");
    let mut calls = GENERATED.calls.split("impl CallBuilder<");
    let Some(call) = calls.find(|call| call.contains(&request)) else {
        let response = format!("type {}Response = ", name.to_upper_camel_case());
        let response = GENERATED.requests.split_once(&response);
        let named = response.and_then(|(_, response)| response.split(';').next());
        return named.unwrap_or("a stream");
    };
    let read = call.split_once("fn read(").expect(name).1;
    let read = read.split("\n    }\n").next().expect(name);
    let body = read.split_once("::<").or(read.split_once("Result<"));
    body.expect(name).1.split('>').next().expect(name)
}

#[test]
fn the_checked_in_files_are_what_the_specs_make() {
    let corrected = correct(&real()).unwrap();
    assert!(corrected.redundant.is_empty(), "{:?}", corrected.redundant);
    let command = "is stale; run `cargo xtask regen --from specs`";
    assert!(
        text("specs/dust.openapi.json") == to_json(&corrected.document),
        "specs/dust.openapi.json {command}"
    );
    let generated = generate(&corrected.document).unwrap();
    for (name, made) in [
        ("types.rs", generated.types),
        ("requests.rs", generated.requests),
        ("calls.rs", generated.calls),
    ] {
        let name = format!("src/generated/{name}");
        assert!(text(&name) == made, "{name} {command}");
    }
}

#[test]
fn operations_have_our_names_and_streams_are_streams() {
    let wanted = [
        ("archive_agent", "types::Archived"),
        ("create_run", "a stream"),
        ("export_agent_yaml", "a stream"),
        ("export_analytics", "a stream"),
        ("get_agent", "types::AgentEnvelope"),
        ("get_run", "types::RunEnvelope"),
        ("get_workspace_usage", "a stream"),
        ("import_agent", "types::SavedAgent"),
        ("list_agents", "types::AgentList"),
        ("list_apps", "types::AppList"),
        ("search_agents", "types::AgentList"),
        ("update_agent", "types::SavedAgent"),
    ];
    for (name, body) in wanted {
        assert_eq!(answer(name), body, "{name}");
    }
    // Errors have no type: each comes back with its body unread.
    assert!(!ALL.contains("Error<"));
    let functions = GENERATED.requests.matches(") -> Result<Request> {").count();
    let constructors = ["Operation::new(", "Operation::of_persons("];
    let operations: usize = constructors
        .map(|constructor| GENERATED.requests.matches(constructor).count())
        .iter()
        .sum();
    assert_eq!((functions, functions > 0), (operations, true));
}

#[test]
fn every_public_type_has_the_name_that_it_is_known_by() {
    let names = [
        "Agent",
        "AgentModel",
        "AgentAction",
        "AgentPatch",
        "AgentDetailsPatch",
        "GenerationSettingsPatch",
        "AgentDefinition",
        "AgentDetails",
        "GenerationSettings",
        "Tag",
        "ToolsetItem",
        "SkippedAction",
        "App",
        "Space",
        "Run",
        "RunRequest",
        "BlockResult",
        "UsageMetricsRow",
        "ActiveUsersRow",
        "SourceRow",
        "SkillUsageRow",
        "ToolUsageRow",
        "SkillsRow",
        "AgentsRow",
        "UsersRow",
        "MessagesRow",
        "FeedbackRow",
    ];
    for name in names {
        item(&format!("pub struct {name} {{"));
    }
    for name in [
        "RunTrace",
        "AgentSkill",
        "AgentEditor",
        "Timestamp",
        "TextList",
    ] {
        assert!(
            CODE.contains(&format!("pub use crate::types::wire::{name};")),
            "{name}"
        );
    }
}

/// Only the mark makes a row of a table, whatever a type is called.
#[test]
fn the_end_of_a_name_says_nothing() {
    let code = |is_row: bool| {
        let text = json!({"type": "string"});
        let answer = json!({"schema": {"$ref": "#/components/schemas/UsageRow"}});
        let answer = json!({"description": "", "content": {"application/json": answer}});
        let mut document = json!({
            "openapi": "3.0.0", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"operationId": "a", "x-manual": true, "responses": {"200": answer}}}},
            "components": {"schemas": {"UsageRow": {"type": "object", "properties": {"a": text}}}}
        });
        if is_row {
            document["components"]["schemas"]["UsageRow"]["x-csv-row"] = json!(["a"]);
        }
        joined(&generate(&document).unwrap())
    };
    assert!(!code(false).contains("cell::optional"));
    assert!(code(true).contains("cell::optional"));
}

#[test]
fn an_optional_list_is_an_option() {
    let patch = item("pub struct AgentPatch {");
    for field in ["editors", "skills", "tags", "toolset"] {
        assert!(
            patch.contains(&format!("pub {field}: ::std::option::Option<")),
            "{field}: {patch}"
        );
    }
    assert!(
        item("pub struct AgentList {").contains("pub agent_configurations: ::std::vec::Vec<Agent>")
    );
    assert!(
        !ALL.contains("Vec::is_empty"),
        "an empty list would be left out"
    );
}

#[test]
fn unset_values_are_not_sent() {
    assert!(
        !ALL.contains("mod defaults"),
        "a default of the spec is sent"
    );
    let unset = item("pub struct AgentPatch {")
        .matches("skip_serializing_if")
        .count();
    let fields = item("pub struct AgentPatch {").matches("    pub ").count();
    assert_eq!(unset, fields, "an unset field would be sent as null");
}

#[test]
fn what_comes_in_answers_is_plain() {
    assert!(!ALL.contains("untagged"), "guesses among alternatives");
    let refusing = ALL.split("deny_unknown_fields").skip(1);
    let mut refusing: Vec<&str> = refusing
        .map(|rest| rest.split_once("pub struct ").unwrap().1)
        .map(|rest| rest.split_once(' ').unwrap().0)
        .collect();
    refusing.sort_unstable();
    let patches = [
        "AgentDetailsPatch",
        "AgentPatch",
        "ConversationPatch",
        "DataSourceViewPatch",
        "GenerationSettingsPatch",
    ];
    assert_eq!(refusing, patches, "a new field fails a decode");
    for answer in [
        "Agent",
        "AgentModel",
        "AgentAction",
        "App",
        "Space",
        "Run",
        "BlockResult",
        "MessagesRow",
    ] {
        let fields = item(&format!("pub struct {answer} {{"));
        assert!(!fields.contains("flatten"), "{answer} has a catch-all");
    }
}

#[test]
fn open_sets_are_open_and_request_only_ones_closed() {
    for name in [
        "AgentStatus",
        "AgentScope",
        "RunState",
        "ReasoningEffort",
        "TagKind",
        "RunType",
        "SpaceKind",
    ] {
        let open = format!("{name} {{");
        assert!(
            CODE.contains(&open) && !ALL.contains(&format!("pub enum {open}")),
            "{name} is closed"
        );
    }
    for name in [
        "AgentView",
        "AgentVariant",
        "AnalyticsTable",
        "UsageMode",
        "UsageTable",
        "ExportFormat",
        "DraftScope",
    ] {
        item(&format!("pub enum {name} {{"));
    }
}

#[test]
fn ids_are_wide_and_numbers_lenient() {
    assert!(!ALL.contains("i32") && !ALL.contains("u32") && !ALL.contains("f32"));
    assert!(!ALL.contains("NonZero"), "a limit became a type");
    let agent = item("pub struct Agent {");
    let id = &agent[..agent.find("pub id: ").expect("an id")];
    assert!(
        id.ends_with(
            "#[serde(default, deserialize_with = \"crate::types::wire::integer::optional\")]\n    "
        ),
        "{id}"
    );
    assert!(agent.contains("pub version_author_id: ::std::option::Option<Id>"));
}

#[test]
fn types_can_grow() {
    let declared = CODE.matches("pub struct ").count() + CODE.matches("pub enum ").count();
    let errors = usize::from(CODE.contains("pub struct ConversionError"));
    assert_eq!(CODE.matches("#[non_exhaustive]").count(), declared - errors);
}

#[test]
fn constructors_ask_for_what_the_server_requires() {
    let new = |name: &str| {
        let block = item(&format!("impl {name} {{\n    /// Makes the type"));
        let new = block.split("pub fn new(").nth(1).expect(name);
        let arguments = new.split(") -> Self").next().expect(name);
        arguments
            .split(['(', ',', '\n'])
            .filter_map(|part| part.split_once(": "))
            .map(|(name, _)| name.trim().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        new("AgentDetails"),
        [
            "handle",
            "description",
            "scope",
            "max_steps_per_run",
            "visualization_enabled",
            "avatar_url"
        ]
    );
    assert_eq!(
        new("AgentDefinition"),
        [
            "agent",
            "instructions",
            "generation_settings",
            "tags",
            "editors",
            "toolset"
        ]
    );
    assert_eq!(
        new("RunRequest"),
        ["specification_hash", "config", "inputs"]
    );
}

#[test]
fn paths_are_encoded_by_this_crate() {
    let requests = &GENERATED.requests;
    assert!(
        requests
            .contains("use crate::http::{Base, Idempotency, Method, Operation, Request, Segment};")
    );
    let placeholders = requests.matches("{}").count();
    assert!(placeholders > 0);
    assert_eq!(requests.matches("Segment(").count(), placeholders);
    for absent in ["progenitor", "api-version", ".unwrap()"] {
        assert!(!ALL.contains(absent), "{absent}");
    }
}
