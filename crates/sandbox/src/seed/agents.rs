//! Agents in a seed file.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::seed::answers::Answer;
use crate::seed::checks::{Id, is_id};
use crate::state::agent::SandboxAgent;

/// An agent; its keys are named after the methods of [`SandboxAgent`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an agent: a map with a `name`")]
pub(crate) struct Agent {
    name: String,
    /// The name, if absent.
    id: Option<Id>,
    #[serde(default)]
    scope: Scope,
    description: Option<String>,
    instructions: Option<String>,
    status: Option<String>,
    model: Option<Model>,
    #[serde(default)]
    editors: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    skills: Vec<Skill>,
    /// Items of a toolset in the format of the import.
    #[serde(default)]
    tools: Vec<Map<String, Value>>,
    #[serde(default)]
    answers: Vec<Answer>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scope {
    Global,
    #[default]
    Visible,
    Hidden,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `provider` and `id`")]
struct Model {
    provider: String,
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `id` and `name`")]
struct Skill {
    id: String,
    name: String,
}

impl Agent {
    pub(crate) fn id(&self) -> &str {
        self.id.as_ref().map_or(&self.name, |id| &id.0)
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        match is_id(self.id()) {
            true => Ok(()),
            false => Err(format!(
                "missing field `id`: the name `{}` cannot be one, since ids have letters, digits, `_`, `-` and `.` only",
                self.name.escape_debug()
            )),
        }
    }

    pub(crate) fn build(self) -> SandboxAgent {
        let id = self.id().to_owned();
        let agent = match self.scope {
            Scope::Global => SandboxAgent::global(self.name),
            Scope::Visible => SandboxAgent::new(self.name),
            Scope::Hidden => SandboxAgent::new(self.name).hidden(),
        };
        let mut agent = agent.id(id);
        if let Some(description) = self.description {
            agent = agent.description(description);
        }
        if let Some(instructions) = self.instructions {
            agent = agent.instructions(instructions);
        }
        if let Some(status) = self.status {
            agent = agent.status(status);
        }
        if let Some(model) = self.model {
            agent = agent.model(&model.provider, &model.id);
        }
        agent = self.editors.into_iter().fold(agent, SandboxAgent::editor);
        agent = self.tags.iter().fold(agent, |agent, tag| agent.tag(tag));
        for skill in self.skills {
            agent = agent.skill(&skill.id, &skill.name);
        }
        for tool in self.tools {
            agent = agent.tool(Value::Object(tool));
        }
        for answer in self.answers {
            agent = agent.answers(answer.0);
        }
        agent
    }
}
