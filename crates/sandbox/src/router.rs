//! Which operation a request is for. What is none of them gets the framework's plain 404.

use axum::http::StatusCode;

use super::auth::{Caller, authenticate};
use super::log::ReceivedRequest;
use super::respond::{Answer, Refusal, Reply};
use super::state::State;
use super::{agents, analytics, apps, talk, usage};

const ORIGINS: [&str; 4] = [
    "https://dust.tt",
    "https://app.dust.tt",
    "https://eu.dust.tt",
    "https://us.dust.tt",
];

/// An operation and the ids in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation<'a> {
    ListAgents,
    SearchAgents,
    ImportAgent,
    GetAgent(&'a str),
    UpdateAgent(&'a str),
    ArchiveAgent(&'a str),
    ExportAgentYaml(&'a str),
    ListSpaces,
    ListApps(&'a str),
    CreateRun(&'a str, &'a str),
    GetRun(&'a str, &'a str, &'a str),
    ExportAnalytics,
    GetWorkspaceUsage,
    Talk(talk::Operation<'a>),
}

impl<'a> Operation<'a> {
    fn of(method: &str, path: &[&'a str]) -> Option<Self> {
        Some(match (method, path) {
            (method, ["assistant", "agent_configurations", rest @ ..]) => {
                return Self::of_agents(method, rest);
            }
            ("GET", ["spaces"]) => Self::ListSpaces,
            ("GET", ["spaces", space, "apps"]) => Self::ListApps(space),
            ("POST", ["spaces", space, "apps", app, "runs"]) => Self::CreateRun(space, app),
            ("GET", ["spaces", space, "apps", app, "runs", run]) => Self::GetRun(space, app, run),
            ("GET", ["analytics", "export"]) => Self::ExportAnalytics,
            ("GET", ["workspace-usage"]) => Self::GetWorkspaceUsage,
            _ => return talk::Operation::of(method, path).map(Self::Talk),
        })
    }

    fn is_events(self) -> bool {
        matches!(self, Self::Talk(operation) if operation.is_events())
    }

    fn of_agents(method: &str, path: &[&'a str]) -> Option<Self> {
        Some(match (method, path) {
            ("GET", []) => Self::ListAgents,
            ("GET", ["search"]) => Self::SearchAgents,
            ("POST", ["import"]) => Self::ImportAgent,
            (_, ["search" | "import"]) => return None,
            ("GET", [id]) => Self::GetAgent(id),
            ("PATCH", [id]) => Self::UpdateAgent(id),
            ("DELETE", [id]) => Self::ArchiveAgent(id),
            ("GET", [id, "export", "yaml"]) => Self::ExportAgentYaml(id),
            _ => return None,
        })
    }
}

/// Answers a request from the state.
pub(super) fn answer(
    state: &mut State,
    request: &ReceivedRequest,
    authorization: Option<&str>,
) -> Reply {
    if request
        .header("origin")
        .is_some_and(|origin| !ORIGINS.contains(&origin))
    {
        return Reply::new(StatusCode::FORBIDDEN, "text/plain", "");
    }
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let (workspace, path, streams) = match segments.as_slice() {
        ["api", "v1", "w", workspace, path @ ..] => (workspace, path, false),
        ["api", "sse", "v1", "w", workspace, path @ ..] => (workspace, path, true),
        _ => return Reply::no_route(),
    };
    let Some(operation) = Operation::of(request.method(), path) else {
        return no_operation(state, path);
    };
    match (operation.is_events(), streams) {
        (true, false) => return talk::redirect(request),
        (false, true) => return Reply::no_route(),
        _ => {}
    }
    authenticate(state, workspace, authorization)
        .and_then(|caller| call(state, &caller, operation, request))
        .unwrap_or_else(Reply::from)
}

fn call(
    state: &mut State,
    caller: &Caller,
    operation: Operation<'_>,
    request: &ReceivedRequest,
) -> Answer {
    match operation {
        Operation::ListAgents => agents::list(state, caller, request),
        Operation::SearchAgents => agents::search(state, request),
        Operation::ImportAgent => agents::import(state, request),
        Operation::GetAgent(id) => agents::get(state, id, request),
        Operation::UpdateAgent(id) => agents::update(state, caller, id, request),
        Operation::ArchiveAgent(id) => agents::archive(state, caller, id),
        Operation::ExportAgentYaml(id) => agents::export_yaml(state, id),
        Operation::ListSpaces => apps::spaces(state, request),
        Operation::ListApps(space) => apps::list(state, space),
        Operation::CreateRun(space, app) => apps::create_run(state, caller, (space, app), request),
        Operation::GetRun(space, app, run) => apps::get_run(state, caller, (space, app), run),
        Operation::ExportAnalytics => analytics::export(state, caller, request),
        Operation::GetWorkspaceUsage => usage::export(state, request),
        Operation::Talk(operation) => talk::call(state, caller, operation, request),
    }
}

/// Newer servers know no 405; older ones answer it where another method would do.
fn no_operation(state: &State, path: &[&str]) -> Reply {
    let methods = ["GET", "POST", "PATCH", "DELETE"];
    let known = methods
        .iter()
        .any(|method| Operation::of(method, path).is_some());
    if !(state.older && known) {
        return Reply::no_route();
    }
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_supported_error",
        "The method is not supported.",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_fixed_paths_from_ids() {
        let agents =
            |rest: &[&'static str]| [&["assistant", "agent_configurations"], rest].concat();
        for (method, path, operation) in [
            ("GET", agents(&[]), Some(Operation::ListAgents)),
            ("GET", agents(&["search"]), Some(Operation::SearchAgents)),
            ("DELETE", agents(&["search"]), None),
            ("DELETE", agents(&["x"]), Some(Operation::ArchiveAgent("x"))),
            ("POST", agents(&["x"]), None),
            ("POST", agents(&[]), None),
            ("GET", vec!["nothing"], None),
            ("GET", vec![], None),
        ] {
            assert_eq!(Operation::of(method, &path), operation, "{method} {path:?}");
        }
    }
}
