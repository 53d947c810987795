//! An exported agent as the server wrote it: the text of a YAML file, and the name of that file.
//!
//! The text is kept as it came, so that saving it loses nothing, comments and order included. What it means is another
//! question, which [`AgentYaml::parse`] answers.

use std::fmt;
use std::sync::Arc;

use super::AgentHandle;
#[cfg(feature = "yaml")]
use crate::error::BodyStart;
use crate::error::{Error, ErrorKind, Result, Secrets};
use crate::generated::requests;
use crate::http::{Call, CallBuilder, RawResponse, Request, call_builder, check_id};
use crate::transfer::file_name;
#[cfg(feature = "yaml")]
use crate::types::{AgentDefinition, definition};

impl AgentHandle {
    /// Exports the agent as YAML, which [`Agents::import`](super::Agents::import) takes back.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let yaml = dust.agent("q7LxT2mRzK").export_yaml().await?;
    /// std::fs::write("agent.yaml", &yaml.text).expect("the folder can be written to");
    /// # Ok(())
    /// # }
    /// ```
    pub fn export_yaml(&self) -> ExportAgentYaml {
        ExportAgentYaml {
            call: self.client.call(requests::EXPORT_AGENT_YAML),
            agent_id: self.agent_id.clone(),
        }
    }
}

/// Exports an agent; see [`AgentHandle::export_yaml`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ExportAgentYaml {
    call: Call,
    agent_id: Arc<str>,
}

impl CallBuilder<AgentYaml> for ExportAgentYaml {
    fn request(&self) -> Result<Request> {
        check_id("agent id", &self.agent_id)?;
        requests::export_agent_yaml(self.call.base(), self.call.workspace_id(), &self.agent_id)
    }

    fn read(call: &Call, response: RawResponse) -> Result<AgentYaml> {
        let file_name = file_name::suggested(response.headers());
        let text = String::from_utf8(response.into_body().into()).map_err(|cause| {
            let message = "the exported definition is not text in UTF-8";
            Error::new(ErrorKind::Decode, message)
                .with_operation(call.operation())
                .with_source(cause.utf8_error())
        })?;
        Ok(AgentYaml::new(file_name, text, call.secrets()))
    }
}

call_builder!(ExportAgentYaml => AgentYaml);

/// An agent in YAML, as the server exports it.
///
/// With the feature `yaml` it goes back in:
///
/// ```no_run
/// # #[cfg(feature = "yaml")]
/// # fn example(yaml: dust_sdk::AgentYaml) -> Result<(), dust_sdk::Error> {
/// let mut definition = yaml.parse()?;
/// definition.agent.handle = "BillingHelper2".into();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct AgentYaml {
    /// The file name that the server suggests, without any path in it.
    pub file_name: Option<String>,
    /// The YAML, as it came.
    pub text: String,
    /// What must not be shown of it in an error.
    #[cfg_attr(not(feature = "yaml"), allow(dead_code))]
    secrets: Secrets,
}

impl AgentYaml {
    pub(crate) fn new(file_name: Option<String>, text: String, secrets: Secrets) -> Self {
        Self {
            file_name: file_name.map(|name| secrets.redact(&name)),
            text,
            secrets,
        }
    }

    /// Makes an exported definition of its text, for tests of code that takes one.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self::new(None, text.into(), Secrets::default())
    }

    /// The file name that the server suggests, without any path in it.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The YAML, as it came.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads the text into a definition that is ready to import.
    ///
    /// Editors, which older servers export as objects, become e-mail addresses. Keys that this version of the crate does not
    /// know are kept in the `extra` of what they belong to, and go back to the server with it. For the text of a file of
    /// your own there is [`AgentDefinition::from_yaml`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] with the path, line and column of what does not fit.
    #[cfg(feature = "yaml")]
    pub fn parse(&self) -> Result<AgentDefinition> {
        definition::read(&self.text, ErrorKind::Decode).map_err(|error| {
            error
                .with_operation(requests::EXPORT_AGENT_YAML.id)
                .with_body(BodyStart::of(self.text.as_bytes()))
                .redacted(&self.secrets)
        })
    }
}

impl PartialEq for AgentYaml {
    fn eq(&self, other: &Self) -> bool {
        (&self.file_name, &self.text) == (&other.file_name, &other.text)
    }
}

impl Eq for AgentYaml {}

impl fmt::Debug for AgentYaml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentYaml")
            .field("file_name", &self.file_name)
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for AgentYaml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(all(test, feature = "yaml"))]
mod tests {
    use super::*;

    #[test]
    fn an_export_parses() {
        let text = include_str!("../../../tests/fixtures/agent_export.yaml");
        let name = Some("Billing_Helper_agent.yaml".into());
        let yaml = AgentYaml::new(name, text.into(), Secrets::default());
        assert_eq!(yaml.parse().unwrap().agent.handle, "Billing Helper");
        assert_eq!(yaml.to_string(), text);
    }

    #[test]
    fn a_broken_export_is_the_answer_that_does_not_fit() {
        let yaml = AgentYaml::new(None, "agent: [".into(), Secrets::default());
        let error = yaml.parse().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.operation(), Some("export_agent_yaml"));
        assert_eq!(error.body(), Some(&b"agent: ["[..]));
    }
}
