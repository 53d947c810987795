//! Mentions: who can be mentioned, and the mentions in a text.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::workspace::Workspace;

/// `GET assistant/mentions/suggestions` and `GET …/{cId}/mentions/suggestions`.
pub(crate) fn suggest(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let conversation = call.id("cId");
    if !conversation.is_empty() {
        workspace.conversations.get(conversation)?;
    }
    let query = call.query("query");
    let query = query.ok_or_else(|| ApiError::invalid("The parameter query is required."))?;
    let query = query.to_lowercase();
    let selected = call
        .request
        .query()
        .iter()
        .filter(|(name, _)| name == "select");
    let selected: Vec<&str> = selected.map(|(_, value)| value.as_str()).collect();
    if selected
        .iter()
        .any(|kind| !["agents", "users"].contains(kind))
    {
        return Err(ApiError::invalid("Invalid select parameter."));
    }
    let wants = |kind| selected.is_empty() || selected.contains(&kind);
    let fits = |name: &str| name.to_lowercase().contains(&query);
    let agents = workspace.agents.iter().filter(|agent| {
        wants("agents") && agent.status == "active" && agent.scope != "hidden" && fits(&agent.name)
    });
    let agents = agents.map(|agent| {
        json!({
            "id": agent.s_id, "type": "agent", "label": agent.name, "pictureUrl": agent.picture_url,
            "description": agent.description, "userFavorite": agent.favorite,
        })
    });
    let users = workspace
        .members
        .iter()
        .filter(|email| wants("users") && fits(email));
    let users = users.map(|email| {
        let name = email.split('@').next().unwrap_or_default();
        json!({
            "id": format!("usr_{name}"), "type": "user", "label": name, "pictureUrl": "", "description": email,
        })
    });
    ok(json!({ "suggestions": agents.chain(users).collect::<Value>() }))
}

/// `POST assistant/mentions/parse`.
pub(crate) fn parse(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::checked(&body, |fields| fields.string("markdown", Need::Required))?;
    let mut markdown = body["markdown"].as_str().unwrap_or_default().to_owned();
    // The longest name first, so that `@Report` is not found in `@Report_weekly`.
    let mut agents: Vec<_> = workspace.agents.iter().collect();
    agents.sort_by_key(|agent| std::cmp::Reverse(agent.name.len()));
    for agent in agents {
        let mention = format!(":mention[{}]{{sId={}}}", agent.name, agent.s_id);
        markdown = markdown.replace(&format!("@{}", agent.name), &mention);
    }
    ok(json!({ "markdown": markdown }))
}
