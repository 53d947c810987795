//! Definitions of agents: what can be known of them before they are sent, and their YAML.
//!
//! A refusal by the server names one problem at a time, and an update that it half accepts has made a version already. So what
//! is known beforehand to be refused is refused here, all of it at once.

#[cfg(feature = "yaml")]
mod read;
mod references;
#[cfg(feature = "yaml")]
mod yaml;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::{AgentDefinition, AgentPatch, RunRequest, Tag, TagKind, ToolType, ToolsetItem};

#[cfg(feature = "yaml")]
pub(crate) use read::read;
pub use references::{Reference, ReferenceKind};

/// So much of what is wrong is listed, in bytes.
const LISTED: usize = 400;

impl AgentDefinition {
    /// Checks what the server is known to refuse; an import does this before anything is sent.
    ///
    /// What it gives are warnings: the [`references`](Self::references) to the workspace that the definition came from, which
    /// lead nowhere in another one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument), which names every problem at once: a handle, model or
    /// provider that is empty, a temperature outside 0 to 1, fewer steps than one, an avatar that is no URL, no editors, or
    /// editors that are no e-mail address.
    pub fn validate(&self) -> Result<Vec<Reference>> {
        let mut problems = Problems::default();
        let (agent, settings) = (&self.agent, &self.generation_settings);
        problems.check_not_empty("agent.handle", &agent.handle);
        problems.steps(agent.max_steps_per_run);
        problems.avatar(agent.avatar_url.as_deref());
        problems.check_not_empty("generation_settings.model_id", &settings.model_id);
        problems.check_not_empty("generation_settings.provider_id", &settings.provider_id);
        problems.temperature(settings.temperature);
        if self.editors.is_empty() {
            problems.add("`editors` is empty, and an agent needs one".into());
        }
        problems.editors(&self.editors);
        problems.into_result("the agent cannot be imported")?;
        Ok(self.references())
    }

    /// Reads a definition from YAML, such as a file that was exported and then edited.
    ///
    /// Editors may be e-mail addresses, or objects as older servers export them. Keys that this version of the crate does
    /// not know are kept in the `extra` of what they belong to, and are sent with it. A key without a value counts as absent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with the path, line and column of what does not fit.
    #[cfg(feature = "yaml")]
    pub fn from_yaml(text: &str) -> Result<Self> {
        read(text, crate::error::ErrorKind::InvalidArgument)
    }

    /// Writes the definition as YAML, in the form in which the server exports agents.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if a number in it is none, which JSON cannot say.
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> Result<String> {
        serde_yaml::to_string(self).map_err(|error| {
            Error::invalid_argument("the definition has a number that cannot be sent")
                .with_source(error)
        })
    }
}

impl AgentPatch {
    /// Checks what the server is known to refuse; an update does this before anything is sent.
    ///
    /// What it gives are warnings: the [`references`](Self::references) to a workspace, which lead nowhere in another one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument), which names every problem at once.
    pub fn validate(&self) -> Result<Vec<Reference>> {
        let mut problems = Problems::default();
        if let Some(agent) = &self.agent {
            if let Some(handle) = &agent.handle {
                problems.check_not_empty("agent.handle", handle);
            }
            if let Some(steps) = agent.max_steps_per_run {
                problems.steps(steps);
            }
            problems.avatar(agent.avatar_url.as_deref());
        }
        if let Some(settings) = &self.generation_settings {
            if let Some(model) = &settings.model_id {
                problems.check_not_empty("generation_settings.model_id", model);
            }
            if let Some(provider) = &settings.provider_id {
                problems.check_not_empty("generation_settings.provider_id", provider);
            }
            if let Some(temperature) = settings.temperature {
                problems.temperature(temperature);
            }
        }
        problems.editors(self.editors.as_deref().unwrap_or_default());
        problems.into_result("the agent cannot be updated")?;
        Ok(self.references())
    }
}

impl ToolsetItem {
    /// Makes a tool of an MCP server, the only kind there is.
    ///
    /// ```
    /// let search = dust_sdk::types::ToolsetItem::mcp(
    ///     "search_handbook",
    ///     "Search the company handbook.",
    ///     [("mcp_server_name", "search")],
    /// );
    /// ```
    pub fn mcp<K: Into<String>, V: Into<Value>>(
        name: impl Into<String>,
        description: impl Into<String>,
        configuration: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let settings = configuration.into_iter();
        let settings: Map<String, Value> = settings.map(|(k, v)| (k.into(), v.into())).collect();
        Self::new(name, description, ToolType::Mcp, settings)
    }
}

impl Tag {
    /// Makes a tag that everybody may set.
    pub fn standard(name: impl Into<String>) -> Self {
        Self::new(name, TagKind::Standard)
    }
}

impl RunRequest {
    /// Makes a request to run the app as it was last saved, once for each input.
    ///
    /// ```
    /// # use serde_json::json;
    /// let request = dust_sdk::types::RunRequest::latest([json!({"question": "What does Pro cost?"})])
    ///     .block("MODEL", json!({"provider_id": "openai", "model_id": "gpt-5-mini"}));
    /// ```
    pub fn latest(inputs: impl IntoIterator<Item = Value>) -> Self {
        Self::new("latest", Map::new(), inputs)
    }

    /// Sets how one block of the app runs, such as which model it asks.
    #[must_use]
    pub fn block(mut self, name: impl Into<String>, settings: impl Into<Value>) -> Self {
        self.config.insert(name.into(), settings.into());
        self
    }
}

/// What is wrong, in words that name the field.
#[derive(Default)]
pub(crate) struct Problems(Vec<String>);

impl Problems {
    pub(crate) fn add(&mut self, problem: String) {
        self.0.push(problem);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn check_not_empty(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(format!("`{field}` is empty"));
        }
    }

    fn steps(&mut self, steps: i64) {
        if steps < 1 {
            self.add(format!("`agent.max_steps_per_run` is {steps}, below 1"));
        }
    }

    fn temperature(&mut self, temperature: f64) {
        // A comparison with NaN is false, so it is refused too.
        if !(0.0..=1.0).contains(&temperature) {
            self.add(format!(
                "`generation_settings.temperature` is {temperature}, not from 0 to 1"
            ));
        }
    }

    fn avatar(&mut self, url: Option<&str>) {
        if url.is_some_and(|url| reqwest::Url::parse(url).is_err()) {
            self.add("`agent.avatar_url` is no URL".into());
        }
    }

    fn editors(&mut self, editors: &[String]) {
        for (index, _) in editors
            .iter()
            .enumerate()
            .filter(|(_, text)| !is_email(text))
        {
            self.add(format!("`editors[{index}]` is no e-mail address"));
        }
    }

    pub(crate) fn into_result(self, what: &str) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let problems = listed(&self.0);
        Err(Error::invalid_argument(format!("{what}: {problems}")))
    }
}

/// All of them, as far as a line goes, and how many there are beside these.
fn listed(problems: &[String]) -> String {
    let lengths = problems.iter().scan(0, |length, problem| {
        *length += problem.len();
        Some(*length)
    });
    let shown = lengths
        .take_while(|length| *length <= LISTED)
        .count()
        .max(1);
    let list = problems[..shown].join("; ");
    match problems.len() - shown {
        0 => list,
        more => format!("{list}; and {more} more"),
    }
}

/// Whether the text has the form of an address. Whether it is one, only the server knows.
fn is_email(text: &str) -> bool {
    let whole = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    whole
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !domain.contains('@')
        })
}

#[cfg(test)]
mod tests;
