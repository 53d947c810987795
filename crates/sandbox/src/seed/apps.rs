//! Spaces and apps in a seed file.

use serde::Deserialize;
use serde_json::Value;

use crate::seed::checks::{Id, unique};
use crate::seed::data::{self, DataSource};
use crate::state::app::{SandboxApp, SandboxBlock};
use crate::state::space::SandboxSpace;

/// A space; its keys are named after the methods of [`SandboxSpace`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a space: a map with an `id`")]
pub(crate) struct Space {
    id: Id,
    name: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    restricted: bool,
    #[serde(default)]
    apps: Vec<App>,
    #[serde(default)]
    data_sources: Vec<DataSource>,
}

/// An app; its keys are named after the methods of [`SandboxApp`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an app: a map with an `id`")]
pub(crate) struct App {
    id: Id,
    name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    never_saved: bool,
    #[serde(default)]
    requires: Vec<String>,
    polls: Option<usize>,
    #[serde(default)]
    blocks: Vec<Block>,
}

/// A block, and what it gives for every input.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a block: a map with `type` and `name`"
)]
struct Block {
    r#type: String,
    name: String,
    /// Any block: the value that it gives.
    #[serde(default, deserialize_with = "present")]
    value: Option<Value>,
    /// A chat: the text that it answers with.
    answer: Option<String>,
    /// Any block: the message with which it fails, and the run with it.
    fails: Option<String>,
    tokens: Option<Vec<String>>,
    meta: Option<Value>,
}

/// `value: null` is a value.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Block {
    fn check(&self) -> Result<(), String> {
        if self.answer.is_some() && self.r#type != "chat" {
            return Err(format!(
                "`answer` is for blocks of the type `chat`, found the type `{}`",
                self.r#type
            ));
        }
        let outcomes = [
            ("value", self.value.is_some()),
            ("answer", self.answer.is_some()),
            ("fails", self.fails.is_some()),
        ];
        let given = outcomes.iter().filter(|(_, given)| *given);
        let given: Vec<&str> = given.map(|(name, _)| *name).collect();
        match given.as_slice() {
            [] | [_] => Ok(()),
            several => Err(format!(
                "expected one of `value`, `answer` and `fails`, found `{}`",
                several.join("` and `")
            )),
        }
    }

    fn build(self) -> SandboxBlock {
        let (kind, name) = (self.r#type, self.name);
        let mut block = match (self.value, self.answer, self.fails) {
            (Some(value), ..) => SandboxBlock::new(kind, name).value(value),
            (_, Some(answer), _) => SandboxBlock::chat(name, move |_| answer.clone()),
            (.., Some(message)) => SandboxBlock::new(kind, name).fails(message),
            _ if kind == "input" => SandboxBlock::input(name),
            _ => SandboxBlock::new(kind, name),
        };
        if let Some(tokens) = self.tokens {
            block = block.tokens(tokens);
        }
        if let Some(meta) = self.meta {
            block = block.meta(meta);
        }
        block
    }
}

impl Space {
    pub(crate) fn id(&self) -> &str {
        &self.id.0
    }

    pub(crate) fn check(&self, place: &str) -> Result<(), String> {
        data::check(&format!("{place}.data_sources"), &self.data_sources)?;
        check(&format!("{place}.apps"), &self.apps)
    }

    pub(crate) fn build(self) -> SandboxSpace {
        let mut space = SandboxSpace::new(self.id.0);
        if let Some(name) = self.name {
            space = space.name(name);
        }
        if let Some(kind) = self.kind {
            space = space.kind(kind);
        }
        if self.restricted {
            space = space.restricted();
        }
        let apps = self.apps.into_iter().map(App::build);
        space = apps.fold(space, SandboxSpace::app);
        let sources = self.data_sources.into_iter().map(DataSource::build);
        sources.fold(space, SandboxSpace::data_source)
    }
}

/// Checks a list of apps, and says which one is wrong.
pub(crate) fn check(list: &str, apps: &[App]) -> Result<(), String> {
    unique(list, apps.iter().map(|app| app.id.0.as_str()))?;
    for (at, app) in apps.iter().enumerate() {
        for (number, block) in app.blocks.iter().enumerate() {
            block
                .check()
                .map_err(|message| format!("{list}[{at}].blocks[{number}]: {message}"))?;
        }
    }
    Ok(())
}

impl App {
    pub(crate) fn build(self) -> SandboxApp {
        let mut app = SandboxApp::new(self.id.0);
        if let Some(name) = self.name {
            app = app.name(name);
        }
        if let Some(description) = self.description {
            app = app.description(description);
        }
        if self.never_saved {
            app = app.never_saved();
        }
        if let Some(polls) = self.polls {
            app = app.polls(polls);
        }
        app = self.requires.into_iter().fold(app, SandboxApp::requires);
        let blocks = self.blocks.into_iter().map(Block::build);
        blocks.fold(app, SandboxApp::block)
    }
}
