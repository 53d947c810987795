//! Tool calls in scripted answers.

use serde_json::{Map, Value, json};

/// A tool call in a [`SandboxAnswer`](crate::SandboxAnswer).
///
/// ```
/// use dust_sandbox::{SandboxAnswer, SandboxTool};
///
/// let tool = SandboxTool::new("file_report")
///     .param("title", "Prices")
///     .labels("Filing the report", "Filed the report")
///     .notifies(1, 2, "Half of it is filed")
///     .needs_approval()
///     .output("Filed as number 12.");
/// let answer = SandboxAnswer::new().tool(tool).step().text("The report is filed.");
/// # let _ = answer;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxTool {
    pub(crate) name: String,
    pub(crate) server: String,
    pub(crate) params: Map<String, Value>,
    pub(crate) output: Value,
    pub(crate) labels: Option<(String, String)>,
    pub(crate) notifications: Vec<(u64, u64, String)>,
    pub(crate) files: Vec<Value>,
    pub(crate) approval: bool,
    pub(crate) stake: String,
    pub(crate) sign_in: Option<SignIn>,
}

/// What a person has to sign in to before a tool goes on.
#[derive(Clone, Debug)]
pub(crate) enum SignIn {
    Provider(String),
    File(String, String),
}

impl SandboxTool {
    /// A call of a tool, without parameters; its server has the same name.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            server: name.clone(),
            name,
            params: Map::new(),
            output: Value::Null,
            labels: None,
            notifications: Vec::new(),
            files: Vec::new(),
            approval: false,
            stake: "high".to_owned(),
            sign_in: None,
        }
    }

    /// Sets the name of the server that the tool belongs to.
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.server = name.into();
        self
    }

    /// Sets a parameter.
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }

    /// Sets the output, as one text.
    pub fn output(mut self, text: impl Into<String>) -> Self {
        self.output = json!([{ "type": "text", "text": text.into() }]);
        self
    }

    /// Sets what people read while the tool runs and when it has run.
    pub fn labels(mut self, running: impl Into<String>, done: impl Into<String>) -> Self {
        self.labels = Some((running.into(), done.into()));
        self
    }

    /// Reports progress (`tool_notification`).
    pub fn notifies(mut self, progress: u64, total: u64, label: impl Into<String>) -> Self {
        self.notifications.push((progress, total, label.into()));
        self
    }

    /// Adds a file that the tool makes.
    pub fn generates(mut self, file_id: &str, title: &str, content_type: &str) -> Self {
        self.files
            .push(json!({ "fileId": file_id, "title": title, "contentType": content_type, "snippet": null }));
        self
    }

    /// Waits for an approval of the call (`tool_approve_execution`).
    pub fn needs_approval(mut self) -> Self {
        self.approval = true;
        self
    }

    /// Sets the stake that the approval names (`high` by default).
    pub fn stake(mut self, stake: impl Into<String>) -> Self {
        self.stake = stake.into();
        self
    }

    /// Waits for a person to sign in to a provider such as `github` (`tool_personal_auth_required`).
    ///
    /// No call of the API does that: [`Sandbox::complete_sign_in`](crate::Sandbox::complete_sign_in) lets it go on.
    pub fn needs_sign_in(mut self, provider: impl Into<String>) -> Self {
        self.sign_in = Some(SignIn::Provider(provider.into()));
        self
    }

    /// Waits for a person to give access to a file (`tool_file_auth_required`), as
    /// [`needs_sign_in`](Self::needs_sign_in) does.
    pub fn needs_file_access(
        mut self,
        file_id: impl Into<String>,
        file_name: impl Into<String>,
    ) -> Self {
        self.sign_in = Some(SignIn::File(file_id.into(), file_name.into()));
        self
    }

    /// The event of a sign-in: its type and what it says.
    pub(crate) fn sign_in_event(&self) -> Option<(&'static str, Value)> {
        let (name, server) = (&self.name, format!("ims_{}", self.server));
        Some(match self.sign_in.as_ref()? {
            SignIn::Provider(provider) => {
                let message = format!("The tool {name} needs a sign-in to {provider}.");
                let error = json!({
                    "mcpServerId": server, "message": message, "provider": provider, "toolName": name,
                });
                ("tool_personal_auth_required", json!({ "authError": error }))
            }
            SignIn::File(id, file) => {
                let message = format!("The tool {name} needs access to {file}.");
                let error = json!({
                    "fileId": id, "fileName": file, "connectionId": "con_1",
                    "mimeType": "application/octet-stream", "toolName": name, "message": message,
                });
                ("tool_file_auth_required", json!({ "fileAuthError": error }))
            }
        })
    }
}
