//! Spaces: where apps and data sources live, and who may see them.

use serde_json::{Value, json};

use crate::state::app::SandboxApp;
use crate::state::data_source::SandboxDataSource;

/// A space for [`SandboxBuilder::space`](crate::SandboxBuilder::space).
///
/// ```
/// use dust_sandbox::{Sandbox, SandboxApp, SandboxSpace};
///
/// let board = SandboxSpace::new("vlt_board")
///     .name("Board")
///     .restricted()
///     .app(SandboxApp::new("minutes"));
/// let builder = Sandbox::builder().space(board);
/// # let _ = builder;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxSpace {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) restricted: bool,
    pub(crate) apps: Vec<SandboxApp>,
    pub(crate) data_sources: Vec<SandboxDataSource>,
}

impl SandboxSpace {
    /// An open space of the kind `regular`; its name is its id.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            id,
            kind: "regular".to_owned(),
            restricted: false,
            apps: Vec::new(),
            data_sources: Vec::new(),
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the kind, for example `global`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Closes the space to API keys: its apps are not listed (404) and not run (403 `app_not_found`).
    #[must_use]
    pub fn restricted(mut self) -> Self {
        self.restricted = true;
        self
    }

    /// Adds an app.
    #[must_use]
    pub fn app(mut self, app: SandboxApp) -> Self {
        self.apps.push(app);
        self
    }

    /// Adds a data source, in the place of one with the same id.
    #[must_use]
    pub fn data_source(mut self, source: SandboxDataSource) -> Self {
        self.data_sources.retain(|known| known.id != source.id);
        self.data_sources.push(source);
        self
    }

    pub(crate) fn shown(&self) -> Value {
        json!({
            "sId": self.id,
            "name": self.name,
            "kind": self.kind,
            "groupIds": ["grp_K4mWq7TzXy"],
            "isRestricted": self.restricted,
            "managementMode": "manual",
            "createdAt": 1_752_488_100_123_i64,
            "updatedAt": 1_761_300_912_000_i64,
        })
    }
}
