//! Who calls, and whether the workspace is there.

use serde_json::json;

use crate::call::Call;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::access::Principal;
use crate::state::workspace::Workspace;

/// `GET /api/v1/me`.
pub(crate) fn me(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let Principal::User { email } = &call.principal else {
        return Err(ApiError::unauthorized(
            "not_authenticated",
            "The request does not have valid authentication credentials.",
        ));
    };
    let name = email.split('@').next().unwrap_or_default();
    ok(json!({ "user": {
        "sId": format!("usr_{name}"),
        "id": 90_417,
        "createdAt": 1_700_000_000_000_i64,
        "provider": null,
        "username": name,
        "email": email,
        "firstName": name,
        "lastName": null,
        "fullName": name,
        "image": null,
        "workspaces": [{
            "id": 101,
            "sId": workspace.id(),
            "name": "Acme",
            "role": "admin",
            "segmentation": null,
            "whiteListedProviders": null,
            "defaultEmbeddingProvider": null,
            "regionalModelsOnly": false,
            "ssoEnforced": false,
        }],
        "organizations": [],
        "origin": "invited",
        "selectedWorkspace": workspace.id(),
    } }))
}

/// `GET exists`. What could be missing was looked for before.
pub(crate) fn exists(_: &mut Workspace, _: &Call<'_>) -> Answer {
    ok(json!({ "exists": true }))
}
