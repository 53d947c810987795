//! The body of import and update: what the server accepts, and what becomes of it.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::check::{Fields, Issues, Need};
use crate::http::api_error::ApiError;
use crate::state::agent::{SandboxAgent, tag};
use crate::state::ids::Ids;
use crate::state::workspace::Workspace;

const EFFORTS: [&str; 8] = [
    "none", "minimal", "low", "medium", "high", "xhigh", "maximal", "light",
];

/// Checks a body: of an import, where `need` is [`Need::Required`], or of an update.
pub(crate) fn check(body: &Map<String, Value>, need: Need) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    refuse_nulls(&mut issues, body);
    let mut fields = Fields::new(&mut issues, body);
    fields.object("agent", need, |agent| details(agent, need));
    fields.string("instructions", need);
    fields.object("generation_settings", need, |settings| {
        generation(settings, need);
    });
    fields.objects("tags", need, |tag| {
        tag.string("name", Need::Required);
        tag.one_of("kind", Need::Required, &["standard", "protected"]);
    });
    fields.strings("editors", need);
    fields.objects("toolset", need, |item| {
        item.string("name", Need::Required);
        item.string("description", Need::Required);
        item.one_of("type", Need::Required, &["MCP"]);
        item.object("configuration", Need::Required, |_| {});
    });
    fields.objects("skills", Need::Optional, |skill| {
        skill.string("sId", Need::Required);
        skill.string("name", Need::Required);
    });
    fields.objects("spaces", Need::Optional, |space| {
        space.string("space_id", Need::Required);
        space.string("name", Need::Required);
    });
    fields.object("slack_integration", Need::Optional, |_| {});
    fields.boolean("userFavorite", Need::Optional);
    issues.finish()
}

fn details(agent: &mut Fields<'_>, need: Need) {
    agent.check("handle", need, "non-empty string", |value| {
        value.as_str().is_some_and(|text| !text.is_empty())
    });
    agent.string("description", need);
    agent.one_of("scope", need, &["visible", "hidden"]);
    agent.check("avatar_url", Need::Optional, "url", |value| {
        value.as_str().is_some_and(|text| text.contains("://"))
    });
    agent.check("max_steps_per_run", need, "whole number ≥ 1", |value| {
        value
            .as_f64()
            .is_some_and(|number| number >= 1.0 && number.fract() == 0.0)
    });
    agent.boolean("visualization_enabled", need);
}

fn generation(settings: &mut Fields<'_>, need: Need) {
    settings.string("model_id", need);
    settings.string("provider_id", need);
    settings.check("temperature", need, "number from 0 to 1", |value| {
        value
            .as_f64()
            .is_some_and(|number| (0.0..=1.0).contains(&number))
    });
    settings.one_of("reasoning_effort", need, &EFFORTS);
    settings.string("response_format", Need::Optional);
}

/// `null` is no value anywhere but in a tool's configuration, which is free-form (exports have `tags_filter: null` there).
fn refuse_nulls(issues: &mut Issues, body: &Map<String, Value>) {
    fn visit(issues: &mut Issues, path: &str, value: &Value) {
        match value {
            Value::Null => issues.add(path, "Expected a value, received null"),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    visit(issues, &format!("{path}[{index}]"), item);
                }
            }
            Value::Object(map) => {
                for (key, value) in map.iter().filter(|(key, _)| *key != "configuration") {
                    visit(issues, &format!("{path}.{key}"), value);
                }
            }
            _ => {}
        }
    }
    for (key, value) in body {
        visit(issues, key, value);
    }
}

/// The ids of the data source views that an item of a toolset uses.
pub(crate) fn data_source_views(item: &Value) -> impl Iterator<Item = &str> {
    let sources = item["configuration"]["data_sources"].as_object();
    let sources = sources.into_iter().flatten();
    sources.map(|(key, source)| source["view_id"].as_str().unwrap_or(key))
}

/// Refuses ids of another workspace: an agent that was exported there cannot use what is not here.
fn refuse_foreign_ids(workspace: &Workspace, body: &Map<String, Value>) -> Result<(), ApiError> {
    let known = |id: &str| workspace.spaces.iter().any(|space| space.id == id);
    let spaces = list(body, "spaces").into_iter().flatten();
    let spaces = spaces.filter_map(|space| space["space_id"].as_str());
    let foreign: Vec<&str> = spaces.filter(|id| !known(id)).collect();
    if !foreign.is_empty() {
        return Err(saving_error(&format!(
            "User does not have access to the following spaces: {}",
            foreign.join(", ")
        )));
    }
    let items = list(body, "toolset").into_iter().flatten();
    let mut views = items.flat_map(data_source_views);
    match views.find(|view| !workspace.data_source_views.contains(*view)) {
        Some(view) => Err(saving_error(&format!("Data source view not found: {view}"))),
        None => Ok(()),
    }
}

fn saving_error(cause: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "assistant_saving_error",
        format!("Error creating agent: {cause}"),
    )
}

/// Writes a checked body over an agent and returns the `skippedActions`.
pub(crate) fn apply(
    workspace: &mut Workspace,
    agent: &mut SandboxAgent,
    body: &Map<String, Value>,
) -> Result<Vec<Value>, ApiError> {
    refuse_foreign_ids(workspace, body)?;
    if let Some(editors) = body.get("editors") {
        agent.editors = members(workspace, editors)?;
    }
    if let Some(details) = body.get("agent").and_then(Value::as_object) {
        apply_details(agent, details);
    }
    if let Some(instructions) = body.get("instructions").and_then(Value::as_str) {
        agent.instructions = Some(instructions.to_owned());
    }
    if let Some(settings) = body.get("generation_settings").and_then(Value::as_object) {
        apply_settings(agent, settings);
    }
    if let Some(tags) = list(body, "tags") {
        let text = |tag: &Value, key: &str| tag[key].as_str().unwrap_or_default().to_owned();
        let shown = tags
            .iter()
            .map(|item| tag(&text(item, "name"), &text(item, "kind")));
        agent.tags = shown.collect();
    }
    if let Some(skills) = list(body, "skills") {
        agent.skills = skills.clone();
    }
    if let Some(spaces) = list(body, "spaces") {
        agent.spaces = spaces.clone();
    }
    if let Some(slack) = body.get("slack_integration") {
        agent.slack = Some(slack.clone());
    }
    match list(body, "toolset") {
        Some(toolset) => Ok(apply_toolset(workspace, agent, toolset)),
        None => Ok(Vec::new()),
    }
}

fn list<'a>(body: &'a Map<String, Value>, key: &str) -> Option<&'a Vec<Value>> {
    body.get(key)?.as_array()
}

/// The editors who are members; without any the server refuses.
fn members(workspace: &Workspace, editors: &Value) -> Result<Vec<String>, ApiError> {
    let emails = editors.as_array().into_iter().flatten();
    let known: Vec<String> = emails
        .filter_map(Value::as_str)
        .filter(|email| workspace.members.iter().any(|member| member == email))
        .map(str::to_owned)
        .collect();
    if known.is_empty() {
        return Err(ApiError::invalid(
            "None of the editors is a member of the workspace.",
        ));
    }
    Ok(known)
}

fn apply_details(agent: &mut SandboxAgent, details: &Map<String, Value>) {
    let text = |key: &str| details.get(key).and_then(Value::as_str).map(str::to_owned);
    if let Some(handle) = text("handle") {
        agent.name = handle;
    }
    if let Some(description) = text("description") {
        agent.description = description;
    }
    if let Some(scope) = text("scope") {
        agent.scope = scope;
    }
    if let Some(url) = text("avatar_url") {
        agent.picture_url = url;
    }
    // `max_steps_per_run` and `visualization_enabled` were checked, and are ignored, as the server does.
}

fn apply_settings(agent: &mut SandboxAgent, settings: &Map<String, Value>) {
    for (from, to) in [
        ("model_id", "modelId"),
        ("provider_id", "providerId"),
        ("temperature", "temperature"),
        ("reasoning_effort", "reasoningEffort"),
        ("response_format", "responseFormat"),
    ] {
        if let Some(value) = settings.get(from) {
            agent.model.insert(to.to_owned(), value.clone());
        }
    }
}

/// Keeps the items whose server is known and reports the others.
pub(crate) fn apply_toolset(
    workspace: &mut Workspace,
    agent: &mut SandboxAgent,
    toolset: &[Value],
) -> Vec<Value> {
    let mut skipped = Vec::new();
    agent.toolset.clear();
    agent.actions.clear();
    for item in toolset {
        let server = item["configuration"]["mcp_server_name"].as_str();
        if server.is_some_and(|name| workspace.tool_servers.iter().any(|known| known == name)) {
            agent.toolset.push(item.clone());
            let action = action(&workspace.ids, workspace.id(), item);
            agent.actions.push(action);
        } else {
            let reason = match server {
                Some(name) => format!("MCP server view not found for: {name}"),
                None => "MCP server name is missing".to_owned(),
            };
            skipped.push(json!({ "name": item["name"], "reason": reason }));
        }
    }
    skipped
}

fn action(ids: &Ids, workspace_id: &str, item: &Value) -> Value {
    let configuration = &item["configuration"];
    let time_frame = match &configuration["time_frame"] {
        Value::Object(frame) => json!({ "duration": frame["duration"], "unit": frame["unit"] }),
        _ => Value::Null,
    };
    let server = configuration["mcp_server_name"]
        .as_str()
        .unwrap_or_default();
    let additional = configuration.get("additional_configuration");
    json!({
        "id": ids.number(),
        "sId": ids.short(),
        "type": "mcp_server_configuration",
        "name": item["name"],
        "description": item["description"],
        "icon": "ActionDocumentTextIcon",
        "dataSources": data_sources(workspace_id, &configuration["data_sources"]),
        "tables": null,
        "childAgentId": null,
        "timeFrame": time_frame,
        "jsonSchema": null,
        "additionalConfiguration": additional.cloned().unwrap_or_else(|| json!({})),
        "mcpServerViewId": format!("msv_{server}"),
        "internalMCPServerId": format!("ims_{server}"),
        "dustAppConfiguration": null,
        "secretName": null,
        "dustProject": null,
    })
}

fn data_sources(workspace_id: &str, sources: &Value) -> Value {
    let Some(sources) = sources.as_object() else {
        return Value::Null;
    };
    let shown = sources.iter().map(|(view, source)| {
        let parents = match source["is_select_all"].as_bool() {
            Some(true) => Value::Null,
            _ => json!({ "in": source["selected_resources"], "not": [] }),
        };
        json!({
            "sId": format!("dsc_{view}"),
            "workspaceId": workspace_id,
            "dataSourceViewId": view,
            "filter": { "parents": parents, "tags": source["tags_filter"] },
        })
    });
    shown.collect()
}

/// An agent in the import format, for the YAML export.
pub(crate) fn of(agent: &SandboxAgent, older: bool) -> Value {
    let model = &agent.model;
    let mut settings = Map::new();
    for (from, to) in [
        ("modelId", "model_id"),
        ("providerId", "provider_id"),
        ("temperature", "temperature"),
        ("reasoningEffort", "reasoning_effort"),
        ("responseFormat", "response_format"),
    ] {
        if let Some(value) = model.get(from) {
            settings.insert(to.to_owned(), value.clone());
        }
    }
    let tags = agent.tags.iter();
    let tags: Value = tags
        .map(|tag| json!({ "name": tag["name"], "kind": tag["kind"] }))
        .collect();
    let editors: Value = agent
        .editors
        .iter()
        .map(|email| editor(email, older))
        .collect();
    let mut definition = json!({
        "agent": {
            "handle": agent.name,
            "description": agent.description,
            "scope": agent.scope,
            "avatar_url": agent.picture_url,
            "max_steps_per_run": agent.max_steps,
            "visualization_enabled": agent.visualization,
        },
        "instructions": agent.instructions.clone().unwrap_or_default(),
        "generation_settings": settings,
        "tags": tags,
        "editors": editors,
        "skills": agent.skills,
        "spaces": agent.spaces,
        "toolset": agent.toolset,
    });
    if let Some(slack) = &agent.slack {
        definition["slack_integration"] = slack.clone();
    }
    definition
}

/// Older servers export an editor as an object, newer ones as an address.
fn editor(email: &str, older: bool) -> Value {
    if older {
        json!({ "user_id": format!("usr_{email}"), "email": email, "full_name": email })
    } else {
        email.into()
    }
}
