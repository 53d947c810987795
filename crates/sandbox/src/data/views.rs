//! Views of data sources.

use serde_json::{Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::clock;
use crate::data::documents::{internal_error, strings};
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::data_source::SandboxDataSource;
use crate::state::workspace::Workspace;

/// `GET spaces/{spaceId}/data_source_views`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let space = workspace.space(call.id("spaceId"))?;
    let views = space.data_sources.iter().flat_map(|source| {
        let views = source.views.iter();
        views.map(|view| source.shown_view(view, &space.id))
    });
    let views: Value = views.collect();
    ok(json!({ "dataSourceViews": views }))
}

/// `GET …/{dsvId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let (source, at) = find(workspace, call)?;
    let shown = source.shown_view(&source.views[at], call.id("spaceId"));
    ok(json!({ "dataSourceView": shown }))
}

/// `PATCH …/{dsvId}`. `parentsIn` is accepted and without effect.
pub(crate) fn update(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let (source, at) = find(workspace, call)?;
    if !call.principal.is_admin() {
        return Err(ApiError::unauthorized(
            "workspace_auth_error",
            "Only admins can update data source views.",
        ));
    }
    let body = call.object()?;
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, &body);
    for key in ["parentsToAdd", "parentsToRemove"] {
        if body.contains_key(key) {
            fields.strings(key, Need::Optional);
        }
    }
    issues.finish()?;
    let added = strings(body.get("parentsToAdd"));
    let removed = strings(body.get("parentsToRemove"));
    let unknown = added.iter().any(|node| !source.has_node(node));
    let failed = || internal_error("The data source view cannot be updated.");
    let view = &mut source.views[at];
    let parents = view.parents.as_mut().filter(|_| !unknown);
    let parents = parents.ok_or_else(failed)?;
    parents.retain(|parent| !removed.contains(parent));
    for parent in added {
        if !parents.contains(&parent) {
            parents.push(parent);
        }
    }
    view.updated = clock::now_ms();
    let shown = source.shown_view(&source.views[at], call.id("spaceId"));
    ok(json!({ "dataSourceView": shown }))
}

/// The data source of the view in the path, and the place of the view in it.
pub(crate) fn find<'a>(
    workspace: &'a mut Workspace,
    call: &Call<'_>,
) -> Result<(&'a mut SandboxDataSource, usize), ApiError> {
    let delay = workspace.merge_delay;
    let space = workspace.space(call.id("spaceId"))?;
    let id = call.id("dsvId");
    let found = space.data_sources.iter_mut().find_map(|source| {
        let at = source.views.iter().position(|view| view.id == id)?;
        Some((source, at))
    });
    let (source, at) = found.ok_or_else(|| {
        ApiError::not_found(
            "data_source_view_not_found",
            "The data source view you requested was not found.",
        )
    })?;
    source.settle(delay);
    Ok((source, at))
}
