//! Answers about agents: older and newer servers, light and full, what is null, absent, or an unknown value.

use dust_sdk::types::{Agent, AgentScope, AgentStatus, Id, ReasoningEffort};
use serde_json::{Value, json};

use crate::cases::{Case, with, without};
use crate::fetch::{get_agent, import_agent, list_agents, search_agents, update_agent};

/// An agent as a newer server lists it.
pub(crate) fn light() -> Value {
    json!({
        "id": 48213, "sId": "q7LxT2mRzK", "version": 7, "versionCreatedAt": "2026-10-30T09:12:44.381Z", "versionAuthorId": 90417,
        "name": "BillingHelper", "description": "Answers billing questions", "instructions": "Be brief.\n",
        "instructionsHtml": "<p>Be brief.</p>", "pictureUrl": "https://dust.tt/a.png", "status": "active", "scope": "visible",
        "userFavorite": false, "model": {"providerId": "anthropic", "modelId": "claude-sonnet-4-6", "temperature": 0.7},
        "maxStepsPerRun": 8, "templateId": null, "requestedGroupIds": [], "requestedSpaceIds": ["vlt_1"],
        "tags": [{"sId": "tag_1", "name": "support", "kind": "standard"}], "canRead": true, "canEdit": false,
        "skills": [{"sId": "skl_1", "name": "Refunds"}]
    })
}

fn action() -> Value {
    json!({
        "id": 771_204, "sId": "Tz4nQ8bYwL", "type": "mcp_server_configuration", "name": "search", "mcpServerViewId": "msv_1",
        "additionalConfiguration": {}
    })
}

/// Fields of an agent, each set to what some server sends.
fn variants() -> Vec<(&'static str, Value)> {
    let action_with = |fields: Value| json!({"actions": [with(&action(), &fields)]});
    let model_with = |fields: Value| json!({"model": with(&light()["model"], &fields)});
    vec![
        // Numbers
        ("author: a number", json!({"versionAuthorId": 90417})),
        ("author: a text", json!({"versionAuthorId": "0ec9852c2f"})),
        ("author: digits", json!({"versionAuthorId": "007"})),
        (
            "author: null on global agents",
            json!({"versionAuthorId": null}),
        ),
        ("author: a whole float", json!({"versionAuthorId": 90417.0})),
        (
            "author: 64 bits",
            json!({"versionAuthorId": 9_007_199_254_740_993_i64}),
        ),
        (
            "id: -1 on global agents",
            json!({"id": -1, "sId": "dust", "scope": "global", "versionCreatedAt": null}),
        ),
        ("id: 64 bits", json!({"id": i64::MAX})),
        ("id: over 32 bits", json!({"id": 2_147_490_001_i64})),
        ("id: null", json!({"id": null})),
        ("version: 0", json!({"version": 0})),
        ("steps: a whole float", json!({"maxStepsPerRun": 64.0})),
        ("temperature: 1", model_with(json!({"temperature": 1}))),
        ("temperature: 1.0", model_with(json!({"temperature": 1.0}))),
        ("temperature: 0", model_with(json!({"temperature": 0}))),
        (
            "temperature: many digits",
            model_with(json!({"temperature": 0.123_456_789_012_345_68})),
        ),
        (
            "temperature: null",
            model_with(json!({"temperature": null})),
        ),
        // Open sets
        ("status: unseen", json!({"status": "frozen_by_moonlight"})),
        ("status: null", json!({"status": null})),
        ("scope: unseen", json!({"scope": "workspace"})),
        (
            "provider and model: unseen",
            model_with(json!({"providerId": "auto", "modelId": "gpt-99"})),
        ),
        (
            "effort: unseen",
            model_with(json!({"reasoningEffort": "galactic"})),
        ),
        ("effort: null", model_with(json!({"reasoningEffort": null}))),
        ("reinforcement: auto", json!({"reinforcement": "auto"})),
        ("reinforcement: on", json!({"reinforcement": "on"})),
        ("reinforcement: off", json!({"reinforcement": "off"})),
        (
            "reinforcement: unseen",
            json!({"reinforcement": "sometimes"}),
        ),
        ("reinforcement: null", json!({"reinforcement": null})),
        // What the published files lack
        ("tags: none", json!({"tags": []})),
        ("tags: null", json!({"tags": null})),
        (
            "tags: protected and unseen kinds",
            json!({"tags": [{"sId": "t1", "name": "a", "kind": "protected"}, {"sId": "t2", "name": "b", "kind": "magic"}]}),
        ),
        (
            "tags: a new field",
            json!({"tags": [{"sId": "t1", "name": "a", "kind": "standard", "x_new": 1}]}),
        ),
        (
            "spaces: several",
            json!({"requestedSpaceIds": ["vlt_1", "vlt_2"]}),
        ),
        (
            "groups: lists of lists",
            json!({"requestedGroupIds": [["grp_1", "grp_2"], [], ["grp_3"]]}),
        ),
        (
            "may read and edit",
            json!({"canRead": false, "canEdit": true}),
        ),
        (
            "authors: asked for",
            json!({"lastAuthors": ["Ada Martin", "Noé"]}),
        ),
        ("authors: none", json!({"lastAuthors": []})),
        (
            "instructions: null",
            json!({"instructions": null, "instructionsHtml": null}),
        ),
        (
            "analysis: never",
            json!({"lastReinforcementAnalysisAt": null}),
        ),
        (
            "analysis: text",
            json!({"lastReinforcementAnalysisAt": "2026-10-30T09:12:44.381Z"}),
        ),
        (
            "analysis: milliseconds",
            json!({"lastReinforcementAnalysisAt": 1_763_802_461_337_i64}),
        ),
        (
            "visualization: older servers",
            json!({"visualizationEnabled": true}),
        ),
        (
            "editors: addresses",
            json!({"editors": ["ada@example.com", "noe@example.com"]}),
        ),
        (
            "editors: objects of older servers",
            json!({"editors": [{"user_id": "u1", "email": "ada@example.com", "full_name": "Ada"}]}),
        ),
        (
            "editors: objects with new fields",
            json!({"editors": [{"sId": "usr_1", "email": "ada@example.com", "provider": null, "n": 1}]}),
        ),
        ("editors: none", json!({"editors": []})),
        (
            "usage: numbers",
            json!({"usage": {"messageCount": 12, "conversationCount": 3, "userCount": 2, "timePeriodSec": 2_592_000}}),
        ),
        (
            "usage: floats and new fields",
            json!({"usage": {"messageCount": 12.0, "userCount": 0, "x_new": {"a": []}}}),
        ),
        ("usage: null", json!({"usage": null, "feedbacks": null})),
        (
            "feedbacks: numbers",
            json!({"feedbacks": {"up": 7, "down": 0}}),
        ),
        (
            "format: a document as text",
            model_with(json!({"responseFormat": "{\"type\":\"json_schema\"}"})),
        ),
        ("format: null", model_with(json!({"responseFormat": null}))),
        (
            "meta data: an object",
            model_with(json!({"metaData": {"a": [1, null, {"b": "c"}], "n": 1.5}})),
        ),
        ("meta data: text", model_with(json!({"metaData": "x"}))),
        ("template: an id", json!({"templateId": "tpl_8cVxM2sLqE"})),
        (
            "picture: null",
            json!({"pictureUrl": null, "description": null}),
        ),
        ("favorite: null", json!({"userFavorite": null})),
        ("model: null", json!({"model": null})),
        (
            "text: of every kind",
            json!({"name": "Crée – 📈 \u{0}\u{1f}\"\\ \u{2028}", "description": ""}),
        ),
        (
            "a new field of every kind",
            json!({"x_new": {"a": [1]}, "x_new_text": "a", "x_new_list": [[]], "x_new_number": 1e300, "x_new_null": null}),
        ),
        // Skills
        ("skills: none", json!({"skills": []})),
        ("skills: null", json!({"skills": null})),
        (
            "skills: names on global agents",
            json!({"skills": ["frames", "Create Frames"]}),
        ),
        (
            "skills: names and objects",
            json!({"skills": ["frames", {"sId": "skl_1", "name": "Refunds"}]}),
        ),
        (
            "skills: new fields",
            json!({"skills": [{"sId": "skl_1", "name": "Refunds", "x_new": {"y": [1]}}]}),
        ),
        (
            "skills: half an object",
            json!({"skills": [{"name": "Refunds"}, {"sId": "skl_1", "name": null}]}),
        ),
        // Actions
        ("actions: none, of older servers", json!({"actions": []})),
        ("actions: null", json!({"actions": null})),
        ("actions: the least", json!({"actions": [action()]})),
        (
            "actions: an unseen type",
            action_with(json!({"type": "hologram_configuration"})),
        ),
        (
            "actions: on the client",
            json!({"actions": [{"id": 1, "sId": "a", "type": "mcp_server_configuration", "name": "local", "description": null, "clientSideMcpServerId": "mcp_1"}]}),
        ),
        (
            "actions: all null",
            action_with(
                json!({"description": null, "icon": null, "internalMCPServerId": null, "dataSources": null, "tables": null,
            "childAgentId": null, "timeFrame": null, "jsonSchema": null, "dustAppConfiguration": null, "secretName": null, "dustProject": null}),
            ),
        ),
        (
            "actions: data sources",
            action_with(
                json!({"icon": "ActionDocumentTextIcon", "internalMCPServerId": "ims_1", "description": "Search.",
            "dataSources": [{"sId": "dsc_1", "workspaceId": "w", "dataSourceViewId": "dsv_1", "filter": {"parents": {"in": ["a"], "not": []}, "tags": null}}]}),
            ),
        ),
        (
            "actions: tables",
            action_with(
                json!({"tables": [{"dataSourceViewId": "dsv_1", "tableId": "prices", "workspaceId": "w"}]}),
            ),
        ),
        (
            "actions: a child agent",
            action_with(json!({"childAgentId": "dust"})),
        ),
        (
            "actions: a time frame",
            action_with(json!({"timeFrame": {"duration": 3, "unit": "month"}})),
        ),
        (
            "actions: an unseen unit",
            action_with(
                json!({"timeFrame": {"duration": 1.0, "unit": "fortnight", "x_new": true}}),
            ),
        ),
        (
            "actions: a schema",
            action_with(
                json!({"jsonSchema": {"type": "object", "properties": {"plan": {"type": "string", "default": null}}, "required": ["plan"]}}),
            ),
        ),
        (
            "actions: settings of every kind",
            action_with(
                json!({"additionalConfiguration": {"opts.max": 3, "opts.dry": true, "opts.tags": ["a", "b"], "label": "x", "rate": 0.1}}),
            ),
        ),
        (
            "actions: settings null",
            action_with(json!({"additionalConfiguration": null})),
        ),
        (
            "actions: an app",
            action_with(
                json!({"secretName": "PRICING_KEY", "dustAppConfiguration": {"id": 5512, "sId": "X", "type": "dust_app_run_configuration",
            "appWorkspaceId": "w", "appId": "Hn5wPz0cVe", "name": "pricing", "description": null}}),
            ),
        ),
        (
            "actions: a project",
            action_with(json!({"dustProject": {"workspaceId": "w", "projectId": "p"}})),
        ),
        (
            "actions: no numeric id",
            json!({"actions": [without(&action(), "id")]}),
        ),
        (
            "actions: new fields",
            action_with(json!({"x_new": {"deep": [{}]}})),
        ),
    ]
}

fn envelope(agent: Value) -> Value {
    json!({"agentConfiguration": agent, "x_new": 1})
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, fields) in variants() {
        let agent = with(&light(), &fields);
        cases.push(Case::json(
            format!("agent, {name}"),
            get_agent,
            envelope(agent),
        ));
    }
    for field in light()
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| !matches!(key.as_str(), "sId" | "name"))
    {
        let agent = without(&light(), field);
        cases.push(Case::json(
            format!("agent without {field}"),
            get_agent,
            envelope(agent),
        ));
    }
    for status in AgentStatus::KNOWN {
        let agent = with(&light(), &json!({"status": status}));
        cases.push(Case::json(
            format!("agent, status {status}"),
            get_agent,
            envelope(agent),
        ));
    }
    for scope in AgentScope::KNOWN {
        let agent = with(&light(), &json!({"scope": scope}));
        cases.push(Case::json(
            format!("agent, scope {scope}"),
            get_agent,
            envelope(agent),
        ));
    }
    for effort in ReasoningEffort::KNOWN {
        let agent = with(&light(), &json!({"model": {"reasoningEffort": effort}}));
        cases.push(Case::json(
            format!("agent, effort {effort}"),
            get_agent,
            envelope(agent),
        ));
    }
    // One list with all of them: what decodes alone decodes among others.
    let every: Vec<Value> = variants()
        .iter()
        .map(|(_, fields)| with(&light(), fields))
        .collect();
    cases.extend([
        Case::json("agents, all variants in one list", list_agents, json!({"agentConfigurations": every})),
        Case::json("agents, none", list_agents, json!({"agentConfigurations": []})),
        Case::json("agents, the least", list_agents, json!({"agentConfigurations": [{"sId": "a", "name": "b"}], "x_new": null})),
        Case::json("agents found, all variants", search_agents, json!({"agentConfigurations": every})),
        Case::json("agents found, none", search_agents, json!({"agentConfigurations": []})),
        Case::json("imported, nothing skipped", import_agent, with(&envelope(light()), &json!({"skippedActions": []}))),
        Case::json("imported, actions skipped", import_agent, with(&envelope(light()), &json!({"skippedActions": [{"name": "crm", "reason": "not found", "x_new": 1}]}))),
        Case::json("updated, skipped absent", update_agent, envelope(light())),
        Case::json("updated, skipped null", update_agent, with(&envelope(light()), &json!({"skippedActions": null}))),
        Case::json("updated, actions skipped", update_agent, with(&envelope(light()), &json!({"skippedActions": [{"name": "a", "reason": "b"}, {"name": "c", "reason": "d"}]}))),
    ]);
    cases
}

#[test]
fn unknown_values_keep_their_text() {
    let agent = |fields: Value| serde_json::from_value::<Agent>(with(&light(), &fields)).unwrap();
    assert_eq!(
        agent(json!({"status": "disabled_by_admin"})).status,
        Some(AgentStatus::DisabledByAdmin)
    );
    assert_eq!(
        agent(json!({"status": "frozen"})).status,
        Some(AgentStatus::Unknown("frozen".into()))
    );
    let skills = agent(json!({"skills": ["frames", {"sId": "skl_1", "name": "Refunds"}]}))
        .skills
        .unwrap();
    assert_eq!((skills[0].name(), skills[0].s_id()), (Some("frames"), None));
    assert_eq!(
        (skills[1].name(), skills[1].s_id()),
        (Some("Refunds"), Some("skl_1"))
    );
    let editors = agent(json!({"editors": ["a@b", {"email": "c@d"}]}))
        .editors
        .unwrap();
    assert_eq!(
        (editors[0].email(), editors[1].email()),
        (Some("a@b"), Some("c@d"))
    );
    assert_eq!(agent(json!({"id": -1})).id, Some(-1));
    assert_eq!(
        agent(json!({"versionAuthorId": 1.0})).version_author_id,
        Some(Id::Number(1))
    );
}
