//! Seed files: the contents of a sandbox and the answers of its agents in YAML, so that a team can check in its test world.
//!
//! Keys have the names of the methods that do the same: those of [`SandboxBuilder`], [`SandboxAgent`](crate::SandboxAgent),
//! [`SandboxAnswer`](crate::SandboxAnswer), [`SandboxTool`](crate::SandboxTool), [`SandboxApp`](crate::SandboxApp). A key that
//! does not exist is an error, and each error says where it is.

mod agents;
mod answers;
mod apps;
mod checks;
mod data;
mod routes;

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use crate::builder::SandboxBuilder;
use crate::error::{Error, Result};
use crate::seed::agents::Agent;
use crate::seed::apps::{App, Space};
use crate::seed::checks::{Id, unique};
use crate::seed::data::DataSource;
use crate::seed::routes::Route;

/// A seed file.
#[derive(Debug, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a map with keys such as `agents` and `apps`"
)]
struct Seed {
    workspace_id: Option<Id>,
    api_key: Option<Id>,
    /// Whether the agents and apps of a sandbox without a seed file are there too.
    defaults: Option<bool>,
    latency_ms: Option<u64>,
    event_delay_ms: Option<u64>,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    tool_servers: Vec<String>,
    #[serde(default)]
    data_source_views: Vec<String>,
    #[serde(default)]
    unknown_ids: Vec<String>,
    #[serde(default)]
    routes: Vec<Route>,
    #[serde(default)]
    agents: Vec<Agent>,
    spaces: Option<Vec<Space>>,
    /// Those of the first space.
    #[serde(default)]
    apps: Vec<App>,
    /// Those of the first space, too.
    #[serde(default)]
    data_sources: Vec<DataSource>,
    /// How many documents may be upserted in 60 seconds.
    upserts_per_minute: Option<usize>,
    merge_delay_ms: Option<u64>,
}

impl SandboxBuilder {
    /// Adds what a seed file describes: agents, their answers, spaces and apps, in YAML.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or does not describe a sandbox. The message names the file, the line, what was expected
    /// and what was found.
    pub fn seed_file(self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|cause| Error::unreadable(&name, cause))?;
        Ok(parse(&name, &text)?.apply(self))
    }

    /// Adds what a text describes that has the form of a seed file.
    ///
    /// ```
    /// let builder = dust_sandbox::Sandbox::builder().seed(
    ///     "agents:
    ///        - name: poet
    ///          answers: [Roses are red., Violets are blue.]",
    /// )?;
    /// # let _ = builder;
    /// # Ok::<_, dust_sandbox::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text does not describe a sandbox; see [`seed_file`](Self::seed_file).
    pub fn seed(self, yaml: &str) -> Result<Self> {
        Ok(parse("seed", yaml)?.apply(self))
    }
}

fn parse(file: &str, text: &str) -> Result<Seed> {
    let seed: Seed = serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        match error.location() {
            None => Error::seed(file, &message),
            Some(at) => {
                let (line, column) = (at.line(), at.column());
                let place = format!(" at line {line} column {column}");
                let message = message.replacen(&place, "", 1);
                Error::seed(&format!("{file}:{line}:{column}"), &message)
            }
        }
    })?;
    seed.check()
        .map_err(|message| Error::seed(file, &message))?;
    Ok(seed)
}

impl Seed {
    /// What only several values together can have wrong.
    fn check(&self) -> Result<(), String> {
        for (at, agent) in self.agents.iter().enumerate() {
            agent
                .check()
                .map_err(|message| format!("agents[{at}]: {message}"))?;
        }
        unique("agents", self.agents.iter().map(Agent::id))?;
        let spaces = self.spaces.as_deref().unwrap_or_default();
        unique("spaces", spaces.iter().map(Space::id))?;
        for (at, space) in spaces.iter().enumerate() {
            space.check(&format!("spaces[{at}]"))?;
        }
        apps::check("apps", &self.apps)?;
        data::check("data_sources", &self.data_sources)?;
        for (at, route) in self.routes.iter().enumerate() {
            route
                .check()
                .map_err(|message| format!("routes[{at}]: {message}"))?;
        }
        let of_first_space = [
            ("apps", self.apps.is_empty()),
            ("data_sources", self.data_sources.is_empty()),
        ];
        match of_first_space.iter().find(|(_, none)| !none) {
            Some((list, _)) if self.has_no_space() => Err(format!(
                "{list}: expected none, since `spaces` is empty and {list} are in the first space"
            )),
            _ => Ok(()),
        }
    }

    fn has_no_space(&self) -> bool {
        self.defaults == Some(false) && self.spaces.as_ref().is_some_and(Vec::is_empty)
    }

    fn apply(self, mut builder: SandboxBuilder) -> SandboxBuilder {
        if self.defaults == Some(false) {
            builder = builder.without_defaults();
            if self.spaces.is_some() {
                builder = builder.without_spaces();
            }
        }
        if let Some(id) = self.workspace_id {
            builder = builder.workspace_id(id.0);
        }
        if let Some(key) = self.api_key {
            builder = builder.api_key(key.0);
        }
        if let Some(latency) = self.latency_ms {
            builder = builder.latency(Duration::from_millis(latency));
        }
        if let Some(delay) = self.event_delay_ms {
            builder = builder.event_delay(Duration::from_millis(delay));
        }
        builder = self
            .members
            .into_iter()
            .fold(builder, SandboxBuilder::member);
        builder = self
            .tool_servers
            .into_iter()
            .fold(builder, SandboxBuilder::tool_server);
        builder = self
            .data_source_views
            .into_iter()
            .fold(builder, SandboxBuilder::data_source_view);
        builder = self
            .unknown_ids
            .into_iter()
            .fold(builder, SandboxBuilder::unknown_id);
        for route in self.routes {
            let (method, path) = (route.method(), route.path.clone());
            builder = builder.route(&method, &path, route.answer());
        }
        for agent in self.agents {
            builder = builder.agent(agent.build());
        }
        for space in self.spaces.into_iter().flatten() {
            builder = builder.space(space.build());
        }
        for app in self.apps {
            builder = builder.app(app.build());
        }
        for source in self.data_sources {
            builder = builder.data_source(source.build());
        }
        if let Some(upserts) = self.upserts_per_minute {
            builder = builder.upsert_window(upserts, Duration::from_secs(60));
        }
        if let Some(delay) = self.merge_delay_ms {
            builder = builder.merge_delay(Duration::from_millis(delay));
        }
        builder
    }
}

#[cfg(test)]
mod tests;
