//! An agent's definition as YAML, as the server exports it.

/// An exported agent: the text, and the file name that the server suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentYaml {
    file_name: Option<String>,
    text: String,
}

impl AgentYaml {
    pub(crate) fn new(file_name: Option<String>, text: String) -> Self {
        Self { file_name, text }
    }

    /// The file name that the server suggests, without any path in it.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The YAML.
    pub fn text(&self) -> &str {
        &self.text
    }
}
