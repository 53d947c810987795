//! Spaces: where apps live, and who may see them.

use serde_json::{Value, json};

use crate::state::app::SandboxApp;

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
