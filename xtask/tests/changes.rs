//! Every kind of change to the real specs, there and back, and what the report makes of it.

mod support;

use serde_json::{Value, json};

use support::{AGENTS, APPS, Copy, WORKSPACE, operation, put};

/// A change of one published file, and the rows that it gives on the way there and on the way back.
struct Case {
    name: &'static str,
    file: &'static str,
    changes: Vec<(String, Value)>,
    there: &'static [&'static str],
    back: &'static [&'static str],
}

fn case(
    name: &'static str,
    file: &'static str,
    changes: Vec<(String, Value)>,
    there: &'static [&'static str],
    back: &'static [&'static str],
) -> Case {
    Case {
        name,
        file,
        changes,
        there,
        back,
    }
}

#[track_caller]
fn check(cases: Vec<Case>) {
    let copy = Copy::new();
    for case in &cases {
        copy.publish_one(case.file, |document| {
            for (place, value) in &case.changes {
                put(document, place, value.clone());
            }
        });
        let there = copy.diff("specs", "new");
        assert_eq!(
            there.short_rows(),
            case.there,
            "{}: {}",
            case.name,
            there.stderr
        );
        assert_eq!(
            copy.diff("new", "specs").short_rows(),
            case.back,
            "{}, back",
            case.name
        );
    }
    // `regen` says the same of the last one.
    if let Some(last) = cases.last() {
        let regen = copy.regen(&["--from", "new", "--dry-run"]);
        assert_eq!(regen.short_rows(), last.there, "{}, regen", last.name);
    }
}

fn agents(rest: &str) -> String {
    operation(&format!("assistant/agent_configurations{rest}"), "")
}

fn agent(field: &str) -> String {
    format!("/components/schemas/AgentConfiguration/properties/{field}")
}

const BODY: &str = "requestBody/content/application~1json/schema";

#[test]
fn operations() {
    let list = |rest: &str| format!("{}get{rest}", agents(""));
    let export = operation("analytics/export", "get");
    check(vec![
        case(
            "deprecated",
            AGENTS,
            vec![(list("/deprecated"), json!(true))],
            &["addition list_agents:#deprecated deprecation"],
            &["documentation list_agents:#deprecated deprecation"],
        ),
        case(
            "another way to authenticate",
            AGENTS,
            vec![(
                list("/security"),
                json!([{"BearerAuth": []}, {"OAuth": []}]),
            )],
            &["addition list_agents:#security security"],
            &["breaking list_agents:#security security"],
        ),
        case(
            "a way to authenticate in the place of another",
            AGENTS,
            vec![(list("/security"), json!([{"OAuth": []}]))],
            &["breaking list_agents:#security security"],
            &["breaking list_agents:#security security"],
        ),
        case(
            "a scheme of another kind",
            WORKSPACE,
            vec![(
                "/components/securitySchemes/OAuth".into(),
                json!({"type": "http", "scheme": "basic"}),
            )],
            &["addition *:securitySchemes.OAuth security"],
            &["breaking *:securitySchemes.OAuth security"],
        ),
        case(
            "texts",
            AGENTS,
            vec![
                (list("/summary"), json!("List")),
                (list("/description"), json!("All of them.")),
            ],
            &[
                "documentation list_agents:#description description",
                "documentation list_agents:#summary summary",
            ],
            &[
                "documentation list_agents:#description description",
                "documentation list_agents:#summary summary",
            ],
        ),
        case(
            "a further region",
            APPS,
            vec![("/servers/-".into(), json!({"url": "https://ap.dust.tt"}))],
            &["addition *:servers server"],
            &["breaking *:servers server"],
        ),
        case(
            "a further media type of a stream",
            WORKSPACE,
            vec![(
                format!("{export}/responses/200/content/application~1zip"),
                json!({"schema": {"type": "string"}}),
            )],
            &["documentation export_analytics:response#content media-types response"],
            &["documentation export_analytics:response#content media-types response"],
        ),
        case(
            "a further failure",
            WORKSPACE,
            vec![(
                format!("{export}/responses/418"),
                json!({"description": "A teapot."}),
            )],
            &["documentation export_analytics:response.418 status response"],
            &["documentation export_analytics:response.418 status response"],
        ),
    ]);
}

#[test]
fn parameters() {
    let get = |rest: &str| format!("{}get{rest}", agents("/{sId}"));
    let parameter = |required: bool| json!({"in": "query", "name": "depth", "required": required, "schema": {"type": "integer"}});
    let usage = |rest: &str| format!("{}/parameters/{rest}", operation("workspace-usage", "get"));
    check(vec![
        case(
            "a further optional parameter",
            AGENTS,
            vec![(get("/parameters/-"), parameter(false))],
            &["addition get_agent:query.depth parameter request"],
            &["breaking get_agent:query.depth parameter request"],
        ),
        case(
            "a further required parameter",
            AGENTS,
            vec![(get("/parameters/-"), parameter(true))],
            &["breaking get_agent:query.depth parameter request"],
            &["breaking get_agent:query.depth parameter request"],
        ),
        case(
            "an optional parameter becomes required",
            WORKSPACE,
            vec![(usage("6/required"), json!(true))],
            &["breaking get_workspace_usage:query.includeInactive required request"],
            &["breaking get_workspace_usage:query.includeInactive required request"],
        ),
        case(
            "another type",
            WORKSPACE,
            vec![(usage("6/schema/type"), json!("string"))],
            &["breaking get_workspace_usage:query.includeInactive type request"],
            &["breaking get_workspace_usage:query.includeInactive type request"],
        ),
        case(
            "a further value",
            WORKSPACE,
            vec![(usage("3/schema/enum/-"), json!("day"))],
            &["addition UsageMode: enum-value request"],
            &["breaking UsageMode: enum-value request"],
        ),
        case(
            "text",
            WORKSPACE,
            vec![(usage("6/description"), json!("All."))],
            &[
                "documentation get_workspace_usage:query.includeInactive#description description request",
            ],
            &[
                "documentation get_workspace_usage:query.includeInactive#description description request",
            ],
        ),
    ]);
}

#[test]
fn fields_of_requests() {
    let run = |rest: &str| {
        format!(
            "{}/{BODY}{rest}",
            operation("spaces/{spaceId}/apps/{aId}/runs", "post")
        )
    };
    let patch = |rest: &str| {
        format!(
            "{}/{BODY}{rest}",
            operation("assistant/agent_configurations/{sId}", "patch")
        )
    };
    let import = |rest: &str| {
        format!(
            "{}/{BODY}{rest}",
            operation("assistant/agent_configurations/import", "post")
        )
    };
    check(vec![
        case(
            "a further optional field",
            AGENTS,
            vec![(patch("/properties/notes"), json!({"type": "string"}))],
            &["addition AgentPatch:notes field request"],
            &["breaking AgentPatch:notes field request"],
        ),
        case(
            "a further required field",
            APPS,
            vec![
                (run("/properties/seed"), json!({"type": "integer"})),
                (run("/required/-"), json!("seed")),
            ],
            &["breaking RunRequest:seed field request"],
            &["breaking RunRequest:seed field request"],
        ),
        case(
            "an optional field becomes required",
            APPS,
            vec![(run("/required/-"), json!("block_filter"))],
            &["breaking RunRequest:block_filter required request"],
            &["breaking RunRequest:block_filter required request"],
        ),
        case(
            "another type",
            APPS,
            vec![(run("/properties/block_filter/items/type"), json!("integer"))],
            &["breaking RunRequest:block_filter[] type request"],
            &["breaking RunRequest:block_filter[] type request"],
        ),
        case(
            "a further value of a closed set",
            AGENTS,
            vec![
                (
                    patch("/properties/agent/properties/scope/enum/-"),
                    json!("team"),
                ),
                (
                    import("/properties/agent/properties/scope/enum/-"),
                    json!("team"),
                ),
            ],
            &["addition DraftScope: enum-value request"],
            &["breaking DraftScope: enum-value request"],
        ),
        case(
            "a limit, which is the server's to check",
            AGENTS,
            vec![(patch("/properties/instructions/maxLength"), json!(1000))],
            &["documentation AgentPatch:instructions#maxLength constraint request"],
            &["documentation AgentPatch:instructions#maxLength constraint request"],
        ),
    ]);
}

#[test]
fn fields_of_responses() {
    check(vec![
        case(
            "a further field",
            AGENTS,
            vec![(agent("nickname"), json!({"type": "string"}))],
            &["addition Agent:nickname field response"],
            &["breaking Agent:nickname field response"],
        ),
        case(
            "a further field that is always there",
            AGENTS,
            vec![
                (agent("nickname"), json!({"type": "string"})),
                (
                    "/components/schemas/AgentConfiguration/required".into(),
                    json!(["nickname"]),
                ),
            ],
            &["addition Agent:nickname field response"],
            &["breaking Agent:nickname field response"],
        ),
        case(
            "an optional field is always there now",
            AGENTS,
            vec![(
                "/components/schemas/AgentConfiguration/required".into(),
                json!(["pictureUrl"]),
            )],
            &["breaking Agent:pictureUrl required response"],
            &["breaking Agent:pictureUrl required response"],
        ),
        case(
            "an optional field may be null, which is the same Option",
            AGENTS,
            vec![(agent("pictureUrl/nullable"), json!(true))],
            &["documentation Agent:pictureUrl nullable response"],
            &["documentation Agent:pictureUrl nullable response"],
        ),
        case(
            "another type",
            AGENTS,
            vec![(agent("maxStepsPerRun/type"), json!("string"))],
            &["breaking Agent:maxStepsPerRun type response"],
            &["breaking Agent:maxStepsPerRun type response"],
        ),
        case(
            "a schema in the place of a plain type",
            AGENTS,
            vec![
                (
                    "/components/schemas/Picture".into(),
                    json!({"type": "object", "properties": {"url": {"type": "string"}}}),
                ),
                (
                    agent("pictureUrl"),
                    json!({"$ref": "#/components/schemas/Picture"}),
                ),
            ],
            &[
                "breaking Agent:pictureUrl type response",
                "addition Picture: schema response",
            ],
            &[
                "breaking Agent:pictureUrl type response",
                "breaking Picture: schema response",
            ],
        ),
        case(
            "text and example",
            AGENTS,
            vec![
                (agent("name/description"), json!("Its name.")),
                (agent("name/example"), json!("dust")),
            ],
            &[
                "documentation Agent:name#description description response",
                "documentation Agent:name#example annotation response",
            ],
            &[
                "documentation Agent:name#description description response",
                "documentation Agent:name#example annotation response",
            ],
        ),
    ]);
}

#[test]
fn rows_say_what_was_and_what_is() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        put(document, &agent("maxStepsPerRun/type"), json!("string"))
    });
    let rows = copy.diff("specs", "new").rows();
    assert_eq!(
        rows,
        [
            json!({"class": "breaking", "schema": "Agent", "path": "maxStepsPerRun", "change": "type",
                "direction": "response", "before": "integer", "after": "string"})
        ]
    );
    let table = copy.run(&["diff", "specs", "new"]);
    assert_eq!(
        table.stdout,
        "breaking\n  Agent.maxStepsPerRun  response  type  integer → string\n\n\
         1 breaking, 0 additions, 0 documentation, 0 redundant corrections. After 0.1.0, this asks for 0.2.0.\n"
    );
}

#[test]
fn a_value_more_in_an_open_set_is_an_addition() {
    let copy = Copy::new();
    copy.specs_as_new();
    let overlay = copy.read("specs/overlay/agents.yml");
    let wider = overlay.replace(
        "x-extensible-enum: [global, visible, hidden]",
        "x-extensible-enum: [global, visible, hidden, team]",
    );
    assert_ne!(overlay, wider);
    copy.write("new/overlay/agents.yml", wider);
    assert_eq!(
        copy.diff("specs", "new").short_rows(),
        ["addition AgentScope: enum-value response"]
    );
    assert_eq!(
        copy.diff("new", "specs").short_rows(),
        ["breaking AgentScope: enum-value response"]
    );
}

#[test]
fn a_name_of_ours_that_changes_breaks() {
    let copy = Copy::new();
    copy.specs_as_new();
    for (overlay, from, to) in [
        ("apps", "operationId: list_apps", "operationId: find_apps"),
        ("agents", "title: AgentVariant", "title: Variant"),
    ] {
        let text = copy.read(&format!("specs/overlay/{overlay}.yml"));
        copy.write(
            &format!("new/overlay/{overlay}.yml"),
            text.replace(from, to),
        );
    }
    assert_eq!(
        copy.diff("specs", "new").short_rows(),
        [
            "breaking find_apps:#operationId name",
            "breaking get_agent:query.variant type request",
            "breaking AgentVariant: schema request",
            "addition Variant: schema request",
        ]
    );
}

#[test]
fn diff_takes_single_files_and_corrected_documents() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        put(document, &agent("nickname"), json!({"type": "string"}))
    });
    let file = format!("new/{AGENTS}");
    let expected = ["addition Agent:nickname field response"];
    assert_eq!(copy.diff("specs", &file).short_rows(), expected);
    assert_eq!(
        copy.diff("specs/dust.openapi.json", &file).short_rows(),
        expected
    );
    copy.diff("specs", "nowhere")
        .fails_with(&["nowhere: expected what can be read as a spec, found No such file"]);
}
