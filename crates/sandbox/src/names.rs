//! The ids and keys that a test needs to reach what is in a sandbox.

use crate::defaults;
use crate::state::workspace::Workspace;

pub(crate) struct Names {
    pub(crate) workspace: String,
    pub(crate) api_key: String,
    pub(crate) non_admin_api_key: String,
    pub(crate) access_token: String,
    pub(crate) space: String,
    pub(crate) app: String,
    pub(crate) failing_app: String,
    pub(crate) data_source: String,
}

impl Names {
    pub(crate) fn of(workspace: &Workspace, api_key: String) -> Self {
        let space = workspace.spaces.first();
        let apps = space.map(|space| space.apps.as_slice()).unwrap_or_default();
        let sources = space
            .map(|space| space.data_sources.as_slice())
            .unwrap_or_default();
        let failing = apps.iter().find(|app| app.s_id == defaults::FAILING_APP);
        Self {
            workspace: workspace.id().to_owned(),
            api_key,
            non_admin_api_key: defaults::KEY.to_owned(),
            access_token: defaults::ACCESS_TOKEN.to_owned(),
            data_source: sources
                .first()
                .map(|source| source.id.clone())
                .unwrap_or_default(),
            space: space.map(|space| space.id.clone()).unwrap_or_default(),
            app: apps.first().map(|app| app.s_id.clone()).unwrap_or_default(),
            failing_app: failing.map(|app| app.s_id.clone()).unwrap_or_default(),
        }
    }
}
