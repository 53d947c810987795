//! The seven operations on agents.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::agent::SandboxAgent;
use super::auth::Caller;
use super::check::Need;
use super::clock;
use super::definition;
use super::log::ReceivedRequest;
use super::respond::{Answer, Refusal, Reply, ok};
use super::state::State;

/// `GET assistant/agent_configurations`.
pub(super) fn list(state: &State, caller: &Caller, request: &ReceivedRequest) -> Answer {
    let default = if caller.is_user() { "list" } else { "all" };
    let view = request.query_value("view").unwrap_or(default);
    let with_authors = match request.query_value("withAuthors") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Refusal::invalid("Invalid withAuthors parameter.")),
    };
    let picks = pick_view(view, caller)?;
    let picked = state
        .agents
        .iter()
        .filter(|agent| !agent.is_archived() && picks(agent));
    let shown: Value = picked
        .map(|agent| {
            let mut shown = agent.light(state.older);
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

fn pick_view(view: &str, caller: &Caller) -> Result<Pick, Refusal> {
    let email = match caller {
        Caller::User { email } => Some(email.clone()),
        Caller::Key { .. } => None,
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
            return Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "invalid_request_error",
                format!("The view {view} needs a signed-in user."),
            ));
        }
        ("all_unrestricted", _) => {
            caller.require_admin(
                "workspace_auth_error",
                "The view all_unrestricted needs a key with the admin scope.",
            )?;
            Box::new(|_| true)
        }
        _ => return Err(Refusal::invalid(format!("Invalid view: {view}"))),
    };
    Ok(pick)
}

/// `GET assistant/agent_configurations/search`.
pub(super) fn search(state: &State, request: &ReceivedRequest) -> Answer {
    let query = request.query_value("q");
    let query = query.ok_or_else(|| Refusal::invalid("The parameter q is required."))?;
    let query = query.to_lowercase();
    let found = state.agents.iter().filter(|agent| {
        let visible = !agent.is_archived() && agent.scope != "hidden";
        visible && agent.name.to_lowercase().contains(&query)
    });
    let shown: Value = found
        .map(|agent| Value::Object(agent.light(state.older)))
        .collect();
    ok(json!({ "agentConfigurations": shown }))
}

/// `GET assistant/agent_configurations/{sId}`.
pub(super) fn get(state: &State, id: &str, request: &ReceivedRequest) -> Answer {
    let agent = &state.agents[position(state, id)?];
    let shown = match request.query_value("variant") {
        None | Some("light") => Value::Object(agent.light(state.older)),
        Some("full") => agent.full(state.older),
        Some(other) => return Err(Refusal::invalid(format!("Invalid variant: {other}"))),
    };
    ok(json!({ "agentConfiguration": shown }))
}

/// `PATCH assistant/agent_configurations/{sId}`.
pub(super) fn update(
    state: &mut State,
    caller: &Caller,
    id: &str,
    request: &ReceivedRequest,
) -> Answer {
    let at = position(state, id)?;
    let body = request.object()?;
    if body.keys().any(|key| key != "userFavorite") {
        caller.require_admin(
            "app_auth_error",
            "Only editors can modify an agent: use an API key with the admin scope.",
        )?;
    }
    definition::check(&body, Need::Optional)?;
    let favorite = body.get("userFavorite").and_then(Value::as_bool);
    if let (Some(favorite), true) = (favorite, caller.is_user()) {
        state.agents[at].favorite = favorite;
    }
    if body.keys().all(|key| key == "userFavorite") {
        let shown = state.agents[at].full(state.older);
        return ok(json!({ "agentConfiguration": shown }));
    }
    let mut agent = state.agents[at].clone();
    refuse_fixed(&agent, "modified")?;
    let skipped = definition::apply(state, &mut agent, &body)?;
    stamp(state, &mut agent);
    agent.version += 1;
    let shown = agent.full(state.older);
    state.agents[at] = agent;
    ok(json!({ "agentConfiguration": shown, "skippedActions": skipped }))
}

/// `DELETE assistant/agent_configurations/{sId}`.
pub(super) fn archive(state: &mut State, caller: &Caller, id: &str) -> Answer {
    let at = position(state, id)?;
    caller.require_admin(
        "workspace_auth_error",
        "Only editors can archive an agent: use an API key with the admin scope.",
    )?;
    refuse_fixed(&state.agents[at], "archived")?;
    state.agents[at].status = "archived".to_owned();
    ok(json!({ "success": true }))
}

/// `POST assistant/agent_configurations/import`.
pub(super) fn import(state: &mut State, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
    definition::check(&body, Need::Required)?;
    let mut agent = SandboxAgent::new("").id(state.ids.short());
    let skipped = definition::apply(state, &mut agent, &body)?;
    stamp(state, &mut agent);
    let shown = agent.full(state.older);
    state.agents.push(agent);
    ok(json!({ "agentConfiguration": shown, "skippedActions": skipped }))
}

/// `GET assistant/agent_configurations/{sId}/export/yaml`.
pub(super) fn export_yaml(state: &State, id: &str) -> Answer {
    let agent = &state.agents[position(state, id)?];
    if agent.is_global() {
        return Err(Refusal::invalid("Global agents cannot be exported."));
    }
    let text = serde_yaml::to_string(&definition::of(agent, state.older))
        .map_err(|error| Refusal::invalid(format!("The agent cannot be written: {error}")))?;
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

fn position(state: &State, id: &str) -> Result<usize, Refusal> {
    let at = state.agents.iter().position(|agent| agent.s_id == id);
    at.ok_or_else(|| {
        Refusal::not_found(
            "agent_configuration_not_found",
            "The agent you requested was not found.",
        )
    })
}

fn refuse_fixed(agent: &SandboxAgent, done: &str) -> Result<(), Refusal> {
    if agent.is_global() {
        return Err(Refusal::invalid(format!("Global agents cannot be {done}.")));
    }
    if agent.is_archived() {
        return Err(Refusal::invalid("The agent is archived already."));
    }
    Ok(())
}

/// Each version has an id and a time of its own.
fn stamp(state: &mut State, agent: &mut SandboxAgent) {
    agent.id = state.ids.number();
    agent.created_at = Some(clock::iso(clock::now_ms()));
    agent.author_id = Some(90_417);
}
