//! Lays the overlays over the merged document: names of operations and types, and corrections.
//!
//! Each file is an OpenAPI Overlay 1.0 document, so other tools apply it too. Two extensions make it
//! safe to keep over years of publications: `x-was` says what the published file must still say for a
//! correction to be right, and `x-correction` is the name that a correction has in reports.
//!
//! Each correction is in one of three states, and only the first is silent: it applies, because the
//! published file says what `x-was` expects; it is **redundant**, because the published file says the
//! same by now; or it no longer applies, which is an error, because it may be wrong by now.

mod action;
mod names;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::query::{self, PathSegment};
use crate::source::SpecFile;
use crate::text::parse;
use crate::value::brief;

use action::{Action, State};
pub use names::{NamedOperation, naming_action};
pub(crate) use names::{require_distinct_parameters, require_names};

/// A correction that the published files no longer need.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redundant {
    /// The correction's name: its `x-correction`.
    pub id: String,
    /// The places that it would have changed, in JSONPath.
    pub targets: Vec<String>,
}

/// The actions of all overlay files, in the order in which they are applied.
#[derive(Clone, Debug)]
pub struct Overlay {
    actions: Vec<Action>,
}

impl Overlay {
    /// Reads overlays.
    ///
    /// # Errors
    /// A file that is not an Overlay 1.0 document, an action that is not understood or gives no reason.
    pub fn parse(files: &[SpecFile]) -> Result<Self> {
        let mut actions = Vec::new();
        for file in files {
            actions.extend(read_actions(file)?);
        }
        let overlay = Self { actions };
        overlay.require_neighbours()?;
        Ok(overlay)
    }

    /// The actions of one correction stand side by side, or a reader would take them for two.
    fn require_neighbours(&self) -> Result<()> {
        let mut seen = Vec::new();
        for group in self.actions.chunk_by(Action::is_same_correction) {
            let Some(id) = &group[0].correction else {
                continue;
            };
            if seen.contains(&id) {
                let expected = format!("the actions of the correction `{id}` side by side");
                let found = "others between them";
                let error = Error::expected(&group[0].file, expected, found, "move them together");
                return Err(error.at("$.actions"));
            }
            seen.push(id);
        }
        Ok(())
    }

    /// The file whose actions add what stands at a place of the corrected document.
    pub(crate) fn file_that_adds(&self, place: &[PathSegment]) -> Option<String> {
        let mut actions = self.actions.iter().rev();
        let action = actions.find(|action| action.adds(place))?;
        Some(action.file.clone())
    }

    /// The file that gives a component its name, where the component is a shape that has several places.
    pub(crate) fn file_that_titles(&self, place: &[PathSegment]) -> Option<String> {
        let [components, _, PathSegment::Name(name), ..] = place else {
            return None;
        };
        let is_component = *components == PathSegment::Name("components".to_owned());
        let mut actions = self.actions.iter().filter(|_| is_component);
        let action = actions.find(|action| action.titles(name))?;
        Some(action.file.clone())
    }

    /// The same overlay without one correction. Tests use it to show that each one is needed.
    #[must_use]
    pub fn without(mut self, correction: &str) -> Self {
        self.actions
            .retain(|action| action.correction.as_deref() != Some(correction));
        self
    }

    /// The names of all corrections, in order, each once.
    pub fn corrections(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self
            .actions
            .iter()
            .filter_map(|action| action.correction.as_deref())
            .collect();
        ids.dedup();
        ids
    }

    /// Applies every action and returns the corrections that were not needed.
    ///
    /// # Errors
    /// A target that matches nothing, or a correction that no longer applies.
    pub fn apply(&self, document: &mut Value) -> Result<Vec<Redundant>> {
        let mut redundant = Vec::new();
        for group in self.actions.chunk_by(Action::is_same_correction) {
            if let Some(skipped) = apply_group(group, document)? {
                redundant.push(skipped);
            }
        }
        Ok(redundant)
    }
}

/// A group is one correction: a `remove` and its `update` stand or fall together.
fn apply_group(group: &[Action], document: &mut Value) -> Result<Option<Redundant>> {
    let mut done = Vec::new();
    for action in group {
        let state = action
            .state(document)
            .map_err(|error| failed(action, error))?;
        done.push(state == State::Done);
    }
    if let Some(id) = group[0]
        .correction
        .clone()
        .filter(|_| done.iter().all(|done| *done))
    {
        let targets = group.iter().map(|action| action.target.clone()).collect();
        return Ok(Some(Redundant { id, targets }));
    }
    if let Some(at) = done.iter().position(|done| *done) {
        let (expected, found) = ("all of it or nothing in the spec", "this part of it alone");
        let error = Error::expected("", expected, found, action::REVIEW);
        return Err(failed(&group[at], error));
    }
    group.iter().for_each(|action| action.apply(document));
    Ok(None)
}

fn failed(action: &Action, error: Error) -> Error {
    let error = error.of(&action.file).at(&action.target);
    match &action.correction {
        Some(id) => error.with_context(format!("correction `{id}` no longer applies")),
        None => error,
    }
}

fn read_actions(file: &SpecFile) -> Result<Vec<Action>> {
    let document = parse(file)?;
    let version = document.get("overlay").and_then(Value::as_str);
    let lacks = |place: &str, expected: &str| {
        let found = query::parse(place).ok();
        let found = found.and_then(|steps| query::find(&document, &steps));
        let found = found.map_or_else(|| "none".to_owned(), brief);
        Error::expected(&file.name, expected, found, "correct the overlay").at(place)
    };
    if version.is_none_or(|version| !version.starts_with("1.0")) {
        return Err(lacks("$.overlay", "the version of an OpenAPI Overlay, 1.0"));
    }
    let actions = document.get("actions").and_then(Value::as_array);
    let actions = actions.ok_or_else(|| lacks("$.actions", "a list of actions"))?;
    let actions = actions.iter().enumerate().map(|(index, action)| {
        let place = format!("$.actions[{index}]");
        Action::parse(&file.name, action).map_err(|error| error.of(&file.name).at(place))
    });
    actions.collect()
}

#[cfg(test)]
mod tests;
