//! The seven operations on agents.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::clock;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::state::access::Principal;
use crate::state::agent::SandboxAgent;
use crate::state::definition;
use crate::state::workspace::Workspace;

/// `GET assistant/agent_configurations`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let default = if call.principal.is_user() {
        "list"
    } else {
        "all"
    };
    let view = call.query("view").unwrap_or(default);
    let with_authors = match call.query("withAuthors") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(ApiError::invalid("Invalid withAuthors parameter.")),
    };
    let picks = pick_view(view, &call.principal)?;
    let picked = workspace
        .agents
        .iter()
        .filter(|agent| !agent.is_archived() && picks(agent));
    let shown: Value = picked
        .map(|agent| {
            let mut shown = agent.light(workspace.older);
            if with_authors {
                let authors = agent.last_authors.clone().into();
                shown.insert("lastAuthors".to_owned(), authors);
            }
            Value::Object(shown)
        })
        .collect();
    ok(json!({ "agentConfigurations": shown }))
}

type Pick = Box<dyn Fn(&SandboxAgent) -> bool>;

fn pick_view(view: &str, principal: &Principal) -> Result<Pick, ApiError> {
    let email = match principal {
        Principal::User { email } => Some(email.clone()),
        Principal::Key { .. } | Principal::Anonymous => None,
    };
    let pick: Pick = match (view, email) {
        ("all", _) => Box::new(|agent| agent.scope != "hidden"),
        ("workspace" | "published", _) => Box::new(|agent| agent.scope == "visible"),
        ("global", _) => Box::new(SandboxAgent::is_global),
        ("list", Some(email)) => Box::new(move |agent| {
            let own = agent.editors.contains(&email);
            agent.status == "active" && (agent.scope != "hidden" || own)
        }),
        ("favorites", Some(_)) => Box::new(|agent| agent.favorite),
        ("list" | "favorites", None) => {
            return Err(ApiError::unauthorized(
                "invalid_request_error",
                &format!("The view {view} needs a signed-in user."),
            ));
        }
        ("all_unrestricted", _) => {
            principal.require_admin(
                "workspace_auth_error",
                "The view all_unrestricted needs a key with the admin scope.",
            )?;
            Box::new(|_| true)
        }
        _ => return Err(ApiError::invalid(format!("Invalid view: {view}"))),
    };
    Ok(pick)
}

/// `GET assistant/agent_configurations/search`.
pub(crate) fn search(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let query = call.query("q");
    let query = query.ok_or_else(|| ApiError::invalid("The parameter q is required."))?;
    let query = query.to_lowercase();
    let found = workspace.agents.iter().filter(|agent| {
        let visible = !agent.is_archived() && agent.scope != "hidden";
        visible && agent.name.to_lowercase().contains(&query)
    });
    let shown: Value = found
        .map(|agent| Value::Object(agent.light(workspace.older)))
        .collect();
    ok(json!({ "agentConfigurations": shown }))
}

/// `GET assistant/agent_configurations/{sId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let agent = &workspace.agents[position(workspace, call.id("sId"))?];
    let shown = match call.query("variant") {
        None | Some("light") => Value::Object(agent.light(workspace.older)),
        Some("full") => agent.full(workspace.older),
        Some(other) => return Err(ApiError::invalid(format!("Invalid variant: {other}"))),
    };
    ok(json!({ "agentConfiguration": shown }))
}

/// `PATCH assistant/agent_configurations/{sId}`.
pub(crate) fn update(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let at = position(workspace, call.id("sId"))?;
    let body = call.object()?;
    if body.keys().any(|key| key != "userFavorite") {
        call.principal.require_admin(
            "app_auth_error",
            "Only editors can modify an agent: use an API key with the admin scope.",
        )?;
    }
    definition::check(&body, Need::Optional)?;
    let favorite = body.get("userFavorite").and_then(Value::as_bool);
    if let (Some(favorite), true) = (favorite, call.principal.is_user()) {
        workspace.agents[at].favorite = favorite;
    }
    if body.keys().all(|key| key == "userFavorite") {
        let shown = workspace.agents[at].full(workspace.older);
        return ok(json!({ "agentConfiguration": shown }));
    }
    let mut agent = workspace.agents[at].clone();
    refuse_fixed(&agent, "modified")?;
    let skipped = definition::apply(workspace, &mut agent, &body)?;
    stamp(workspace, &mut agent);
    agent.version += 1;
    let shown = agent.full(workspace.older);
    workspace.agents[at] = agent;
    ok(json!({ "agentConfiguration": shown, "skippedActions": skipped }))
}

/// `DELETE assistant/agent_configurations/{sId}`.
pub(crate) fn archive(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let at = position(workspace, call.id("sId"))?;
    call.principal.require_admin(
        "workspace_auth_error",
        "Only editors can archive an agent: use an API key with the admin scope.",
    )?;
    refuse_fixed(&workspace.agents[at], "archived")?;
    workspace.agents[at].status = "archived".to_owned();
    ok(json!({ "success": true }))
}

/// `POST assistant/agent_configurations/import`.
pub(crate) fn import(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    definition::check(&body, Need::Required)?;
    let mut agent = SandboxAgent::new("").id(workspace.ids.short());
    let skipped = definition::apply(workspace, &mut agent, &body)?;
    stamp(workspace, &mut agent);
    let shown = agent.full(workspace.older);
    workspace.agents.push(agent);
    ok(json!({ "agentConfiguration": shown, "skippedActions": skipped }))
}

/// `GET assistant/agent_configurations/{sId}/export/yaml`.
pub(crate) fn export_yaml(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let agent = &workspace.agents[position(workspace, call.id("sId"))?];
    if agent.is_global() {
        return Err(ApiError::invalid("Global agents cannot be exported."));
    }
    let text = serde_yaml::to_string(&definition::of(agent, workspace.older))
        .map_err(|error| ApiError::invalid(format!("The agent cannot be written: {error}")))?;
    let handle = agent
        .name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let file_name = format!("{}_agent.yaml", handle.collect::<String>());
    Ok(Reply::attachment(
        "text/yaml; charset=utf-8",
        &file_name,
        text,
    ))
}

fn position(workspace: &Workspace, id: &str) -> Result<usize, ApiError> {
    let at = workspace.agents.iter().position(|agent| agent.s_id == id);
    at.ok_or_else(|| {
        ApiError::not_found(
            "agent_configuration_not_found",
            "The agent you requested was not found.",
        )
    })
}

fn refuse_fixed(agent: &SandboxAgent, done: &str) -> Result<(), ApiError> {
    if agent.is_global() {
        return Err(ApiError::invalid(format!(
            "Global agents cannot be {done}."
        )));
    }
    if agent.is_archived() {
        return Err(ApiError::invalid("The agent is archived already."));
    }
    Ok(())
}

/// Each version has an id and a time of its own.
fn stamp(workspace: &mut Workspace, agent: &mut SandboxAgent) {
    agent.id = workspace.ids.number();
    agent.created_at = Some(clock::iso(clock::now_ms()));
    agent.author_id = Some(90_417);
}
