//! Reading triggers.

use serde_json::{Value, json};

use crate::call::Call;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::state::workspace::Workspace;

/// `GET triggers`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    if workspace.older {
        return Ok(Reply::no_route());
    }
    require_admin(call)?;
    let limit = number(call, "limit", 50)?;
    if !(1..=100).contains(&limit) {
        return Err(ApiError::invalid("limit is a number from 1 to 100"));
    }
    let offset = number(call, "offset", 0)?;
    let wanted = [
        ("kind", call.query("kind")),
        ("status", Some(call.query("status").unwrap_or("enabled"))),
        ("agentConfigurationId", call.query("agentConfigurationId")),
    ];
    let fits = |trigger: &&Value| {
        let mut wanted = wanted.iter();
        wanted.all(|(key, value)| value.is_none_or(|value| trigger[key] == value))
    };
    let triggers = workspace.triggers.all().filter(fits);
    let page: Vec<&Value> = triggers.skip(offset).take(limit).collect();
    ok(json!({ "triggers": page }))
}

/// `GET triggers/{tId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    if workspace.older {
        return Ok(Reply::no_route());
    }
    require_admin(call)?;
    let id = call.id("tId");
    let mut triggers = workspace.triggers.all();
    let trigger = triggers.find(|trigger| trigger["sId"] == id);
    let trigger = trigger
        .ok_or_else(|| ApiError::not_found("trigger_not_found", "The trigger was not found."))?;
    ok(json!({ "trigger": trigger }))
}

fn require_admin(call: &Call<'_>) -> Result<(), ApiError> {
    let message = "Only users that are admins of the workspace can read its triggers.";
    call.principal
        .require_admin("workspace_auth_error", message)
}

fn number(call: &Call<'_>, name: &str, absent: usize) -> Result<usize, ApiError> {
    match call.query(name) {
        None => Ok(absent),
        Some(text) => text.parse().map_err(|_| {
            ApiError::invalid(format!(
                "Invalid query parameters: {name}: Expected number, received string"
            ))
        }),
    }
}
