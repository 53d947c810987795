//! The workspace that a sandbox serves.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::api_error::ApiError;
use crate::state::access::Access;
use crate::state::agent::SandboxAgent;
use crate::state::conversation::Conversations;
use crate::state::data_source::SandboxDataSource;
use crate::state::ids::Ids;
use crate::state::run::Run;
use crate::state::shared::Shared;
use crate::state::space::SandboxSpace;
use crate::state::triggers::Triggers;
use crate::state::window::Window;

/// Everything that a sandbox keeps.
pub(crate) struct Workspace {
    pub(crate) access: Access,
    pub(crate) usage_access: bool,
    /// Answers in the forms that older servers use.
    pub(crate) older: bool,
    /// E-mail addresses of the members.
    pub(crate) members: Vec<String>,
    /// Names that a toolset item may give as its `mcp_server_name`.
    pub(crate) tool_servers: Vec<String>,
    /// Data source views that agents may use.
    pub(crate) data_source_views: HashSet<String>,
    /// Ids that no operation knows: each is a 404.
    pub(crate) unknown_ids: HashSet<String>,
    pub(crate) agents: Vec<SandboxAgent>,
    pub(crate) spaces: Vec<SandboxSpace>,
    pub(crate) runs: HashMap<String, Shared<Run>>,
    pub(crate) runs_per_day: usize,
    pub(crate) exports_per_minute: usize,
    /// When the analytics exports of the last minute came.
    pub(crate) exports: VecDeque<Instant>,
    /// Rows in place of the made-up ones, by table.
    pub(crate) analytics_rows: HashMap<String, Vec<Value>>,
    pub(crate) usage_rows: HashMap<String, Vec<Value>>,
    pub(crate) conversations: Conversations,
    pub(crate) files: Files,
    /// Documents that were upserted of late.
    pub(crate) upserts: Window,
    /// How long queued rows and documents wait.
    pub(crate) merge_delay: Duration,
    /// The largest document, counted in UTF-16 units.
    pub(crate) document_limit: usize,
    /// The most that all documents may have together, counted the same way.
    pub(crate) data_limit: Option<usize>,
    /// What the tools of a search find, by the name of their server: ids and titles.
    pub(crate) tool_files: Vec<(String, Vec<(String, String)>)>,
    pub(crate) triggers: Triggers,
    pub(crate) ids: Ids,
}

impl Workspace {
    /// The id of the workspace.
    pub(crate) fn id(&self) -> &str {
        &self.access.workspace_id
    }

    /// A space that is open to the caller.
    pub(crate) fn space(&mut self, id: &str) -> Result<&mut SandboxSpace, ApiError> {
        let mut spaces = self.spaces.iter_mut();
        let found = spaces.find(|known| known.id == id && !known.restricted);
        found.ok_or_else(|| {
            ApiError::not_found("space_not_found", "The space you requested was not found.")
        })
    }

    /// A data source, by its id or its name.
    pub(crate) fn data_source(
        &mut self,
        space: &str,
        id: &str,
    ) -> Result<&mut SandboxDataSource, ApiError> {
        let mut sources = self.space(space)?.data_sources.iter_mut();
        let found = sources.find(|known| known.id == id || known.name == id);
        found.ok_or_else(|| {
            ApiError::not_found(
                "data_source_not_found",
                "The data source you requested was not found.",
            )
        })
    }

    /// A file that was announced.
    pub(crate) fn file(&self, id: &str) -> Result<&Value, ApiError> {
        let file = self.files.by_id.get(id);
        file.ok_or_else(|| ApiError::not_found("file_not_found", "File not found."))
    }
}

/// Files by their ids, and the limits on them.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) by_id: HashMap<String, Value>,
    pub(crate) uploads_per_minute: usize,
    /// The size in bytes over which a file is refused.
    pub(crate) size_limit: u64,
    /// When the uploads of the last minute were announced.
    pub(crate) uploads: VecDeque<Instant>,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            by_id: HashMap::new(),
            uploads_per_minute: 40,
            size_limit: 50 << 20,
            uploads: VecDeque::new(),
        }
    }
}
