//! The ids and keys that a test needs to reach what is in a sandbox.

use super::defaults;
use super::state::State;

pub(super) struct Names {
    pub(super) workspace: String,
    pub(super) api_key: String,
    pub(super) non_admin_api_key: String,
    pub(super) access_token: String,
    pub(super) space: String,
    pub(super) app: String,
    pub(super) failing_app: String,
}

impl Names {
    pub(super) fn of(state: &State, api_key: String) -> Self {
        let space = state.spaces.first();
        let apps = space.map(|space| space.apps.as_slice()).unwrap_or_default();
        let failing = apps.iter().find(|app| app.s_id == defaults::FAILING_APP);
        Self {
            workspace: state.workspace_id.clone(),
            api_key,
            non_admin_api_key: defaults::KEY.to_owned(),
            access_token: defaults::ACCESS_TOKEN.to_owned(),
            space: space.map(|space| space.id.clone()).unwrap_or_default(),
            app: apps.first().map(|app| app.s_id.clone()).unwrap_or_default(),
            failing_app: failing.map(|app| app.s_id.clone()).unwrap_or_default(),
        }
    }
}
