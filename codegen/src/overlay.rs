//! Lays `overlay.yml` over the merged document: names of operations and types, and corrections.
//!
//! The file is an OpenAPI Overlay 1.0 document, so other tools apply it too. Two extensions make it
//! safe to keep over years of publications: `x-was` says what the published file must still say for a
//! correction to be right, and `x-correction` is the name that a correction has in reports.
//!
//! Each correction is in one of three states, and only the first is silent: it applies, because the
//! published file says what `x-was` expects; it is **redundant**, because the published file says the
//! same by now; or it no longer applies, which is an error, because it may be wrong by now.

mod action;
mod names;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::source::{SpecFile, parse};
use crate::value::{METHODS, object, step};

use action::{Action, State};
pub use names::{NamedOperation, naming_action};

/// A correction that the published files no longer need.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redundant {
    /// The correction's name: its `x-correction`.
    pub id: String,
    /// The places that it would have changed, in JSONPath.
    pub targets: Vec<String>,
}

/// The actions of an overlay file.
#[derive(Clone, Debug)]
pub struct Overlay {
    file: String,
    actions: Vec<Action>,
}

impl Overlay {
    /// Reads an overlay.
    ///
    /// # Errors
    /// A file that is not an Overlay 1.0 document, an action that is not understood or gives no reason.
    pub fn parse(file: &SpecFile) -> Result<Self> {
        let document = parse(file)?;
        let version = document
            .get("overlay")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !version.starts_with("1.0") {
            return Err(
                Error::new(&file.name, "is not an OpenAPI Overlay 1.0 document").at("$.overlay"),
            );
        }
        let actions = document
            .get("actions")
            .and_then(Value::as_array)
            .ok_or_else(|| Error::new(&file.name, "has no list of actions").at("$.actions"))?;
        let actions = actions
            .iter()
            .enumerate()
            .map(|(index, action)| {
                let place = format!("$.actions[{index}]");
                Action::parse(action).map_err(|cause| Error::new(&file.name, cause).at(place))
            })
            .collect::<Result<Vec<_>>>()?;
        let overlay = Self {
            file: file.name.clone(),
            actions,
        };
        overlay.require_neighbours()?;
        Ok(overlay)
    }

    /// The actions of one correction stand side by side, or a reader would take them for two.
    fn require_neighbours(&self) -> Result<()> {
        let ids = self.corrections();
        match ids
            .iter()
            .enumerate()
            .find(|(at, id)| ids[..*at].contains(id))
        {
            None => Ok(()),
            Some((_, id)) => {
                let cause =
                    format!("correction `{id}` has actions in two places; put them side by side");
                Err(Error::new(&self.file, cause).at("$.actions"))
            }
        }
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
        for group in self
            .actions
            .chunk_by(|a, b| a.correction.is_some() && a.correction == b.correction)
        {
            if let Some(skipped) = self.apply_group(group, document)? {
                redundant.push(skipped);
            }
        }
        Ok(redundant)
    }

    /// A group is one correction: a `remove` and its `update` stand or fall together.
    fn apply_group(&self, group: &[Action], document: &mut Value) -> Result<Option<Redundant>> {
        let mut done = Vec::new();
        for action in group {
            let state = action
                .state(document)
                .map_err(|cause| self.error(action, cause))?;
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
            let cause = "no longer applies as a whole: the spec has this part of it already, and not the rest; \
                         check what the server does now, then change or remove the correction";
            return Err(self.error(&group[at], cause.into()));
        }
        group.iter().for_each(|action| action.apply(document));
        Ok(None)
    }

    fn error(&self, action: &Action, cause: String) -> Error {
        let cause = match &action.correction {
            Some(id) => format!("correction `{id}` {cause}"),
            None => cause,
        };
        Error::new(&self.file, cause).at(&action.target)
    }
}

/// The place of errors that belong to no single file.
const MERGED: &str = "the merged specs";

/// Whether the generated client can have a method of this name, beside those that it has anyway.
fn is_method_name(name: &str) -> bool {
    const TAKEN: [&str; 8] = [
        "new",
        "new_with_client",
        "client",
        "baseurl",
        "inner",
        "api_version",
        "exec",
        "clone",
    ];
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__")
        && !name.ends_with('_');
    plain && !TAKEN.contains(&name) && syn::parse_str::<syn::Ident>(name).is_ok()
}

/// Refuses an operation without a name, and says what to add to the overlay. Names are methods, so they
/// have to be different and fit for one.
pub(crate) fn require_names(document: &Value) -> Result<()> {
    let mut named: BTreeMap<&str, String> = BTreeMap::new();
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if let Some(name) = operation.get("operationId").and_then(Value::as_str) {
                let target = step(&step("$.paths", path), method);
                if !is_method_name(name) {
                    let cause = format!(
                        "`{name}` cannot be the name of a method: lower_case_words, no word of Rust"
                    );
                    return Err(Error::new(MERGED, cause).at(target));
                }
                if let Some(other) = named.insert(name, target.clone()) {
                    let cause = format!("is named `{name}`, as {other} is");
                    return Err(Error::new(MERGED, cause).at(target));
                }
            }
            if METHODS.contains(&method.as_str()) && operation.get("operationId").is_none() {
                let target = step(&step("$.paths", path), method);
                let cause = format!(
                    "this operation has no name; add one to the overlay:\n\n{}",
                    naming_action(path, method, operation)
                );
                return Err(Error::new(MERGED, cause).at(target));
            }
        }
    }
    Ok(())
}

/// Refuses a parameter that an operation has twice: upstream has added what the overlay adds, in
/// other words, and Rust would see two arguments of one name.
pub(crate) fn require_distinct_parameters(document: &Value) -> Result<()> {
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let parameters = operation.get("parameters").and_then(Value::as_array);
            let mut seen = Vec::new();
            for parameter in parameters.into_iter().flatten() {
                let key = (parameter.get("in"), parameter.get("name"));
                if seen.contains(&key) && key.1.is_some() {
                    let name = key.1.and_then(Value::as_str).unwrap_or_default();
                    let cause = format!(
                        "has the parameter `{name}` twice; if upstream has it by now, take it out of the overlay"
                    );
                    let place = step(&step("$.paths", path), method);
                    return Err(Error::new("the corrected document", cause).at(place));
                }
                seen.push(key);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
