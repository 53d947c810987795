//! The assertions: what is sent where, as JSON values.

use std::fmt;
use std::path::Path;

use serde_json::{Map, Value};

use super::validate::DocumentValidator;
use crate::failure::{Failure, Result};
use crate::sandbox_data::without_unknown;

/// A value that is, or never is, sent at a place.
pub(super) struct Assertion {
    at: String,
    accepts: bool,
    value: Value,
    /// What the assertion is about: the value without its base.
    shown: Value,
}

impl Assertion {
    /// What is wrong if the document does not agree.
    pub(super) fn violation(&self, validator: &DocumentValidator) -> Option<String> {
        let found = validator.violation(&self.at, &self.value);
        match (self.accepts, found) {
            (true, Some(cause)) => Some(format!("{self}: {cause}")),
            (false, None) => Some(self.to_string()),
            _ => None,
        }
    }
}

impl fmt::Display for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.accepts { "accept" } else { "refuse" };
        let text = self.shown.to_string();
        match text.char_indices().nth(90) {
            Some((end, _)) => write!(f, "{} has to {verb} {}…", self.at, &text[..end]),
            None => write!(f, "{} has to {verb} {text}", self.at),
        }
    }
}

/// Reads the assertions of a file.
pub(super) fn parse(file: &Value) -> Result<Vec<Assertion>> {
    let malformed = |index: usize| {
        let cause = "a assertion has `at`, and `accepts` or `refuses` as lists, and maybe `base`";
        Failure::new(format!(
            "{}: assertion {}: {cause}",
            super::ASSERTIONS,
            index + 1
        ))
    };
    let mut assertions = Vec::new();
    for (index, entry) in file.as_array().into_iter().flatten().enumerate() {
        let map = entry.as_object().ok_or_else(|| malformed(index))?;
        let at = map
            .get("at")
            .and_then(Value::as_str)
            .ok_or_else(|| malformed(index))?;
        let base = map.get("base").cloned().unwrap_or_default();
        for (key, member) in map
            .iter()
            .filter(|(key, _)| !["at", "base"].contains(&key.as_str()))
        {
            let accepts = match key.as_str() {
                "accepts" => true,
                "refuses" => false,
                _ => return Err(malformed(index)),
            };
            for value in member.as_array().ok_or_else(|| malformed(index))? {
                assertions.push(Assertion {
                    at: at.to_owned(),
                    accepts,
                    value: over(&base, value),
                    shown: value.clone(),
                });
            }
        }
    }
    Ok(assertions)
}

/// `value` laid over `base`: objects member by member, all else replaced.
fn over(base: &Value, value: &Value) -> Value {
    match (base, value) {
        (Value::Object(base), Value::Object(value)) => {
            let mut all: Map<String, Value> = base.clone();
            for (key, member) in value {
                let member = over(base.get(key).unwrap_or(&Value::Null), member);
                all.insert(key.clone(), member);
            }
            Value::Object(all)
        }
        _ => value.clone(),
    }
}

/// Recordings whose name is not ours in camel case, by that name.
const RENAMED: [(&str, &str); 4] = [
    ("deleteAgent", "archive_agent"),
    ("patchAgent", "update_agent"),
    ("analyticsExport", "export_analytics"),
    ("workspaceUsage", "get_workspace_usage"),
];

/// The operation that a recording is of: `listApps` is `list_apps`.
fn operation_of(recorded: &str) -> String {
    if let Some((_, name)) = RENAMED.iter().find(|(theirs, _)| *theirs == recorded) {
        return (*name).to_owned();
    }
    let mut name = String::with_capacity(recorded.len() + 4);
    for c in recorded.chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// What was recorded of the server: requests and answers with JSON bodies.
pub(super) fn recorded(folder: &Path) -> Result<Vec<Assertion>> {
    let unreadable = |cause: std::io::Error| Failure::file(folder, "read", &cause);
    let mut assertions = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(unreadable)?;
        let recording: Value = serde_json::from_str(&text)
            .map_err(|cause| Failure::new(format!("{}: {cause}", path.display())))?;
        // A list is a table of something else.
        if recording.is_array() {
            continue;
        }
        let Some(operation) = recording["operation"].as_str().map(operation_of) else {
            let cause = "a recording has the name of its `operation`";
            return Err(Failure::new(format!("{}: {cause}", path.display())));
        };
        for (side, part) in [("request", "request"), ("response", "answer")] {
            if let Some(value) = recording[side].get("body") {
                let value = without_unknown(value);
                assertions.push(Assertion {
                    at: format!("{operation} {part}"),
                    accepts: true,
                    shown: value.clone(),
                    value,
                });
            }
        }
    }
    // The order of a folder is its own; the first assertion that fails is printed.
    assertions.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(assertions)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn recordings_are_of_our_operations() {
        assert_eq!(operation_of("listApps"), "list_apps");
        assert_eq!(operation_of("deleteAgent"), "archive_agent");
    }

    #[test]
    fn a_value_is_laid_over_its_base() {
        let base = json!({"a": {"b": 1, "c": [1]}, "d": 2});
        let value = json!({"a": {"c": [2]}, "d": null});
        assert_eq!(
            over(&base, &value),
            json!({"a": {"b": 1, "c": [2]}, "d": null})
        );
        assert_eq!(over(&Value::Null, &json!([1])), json!([1]));
    }

    #[test]
    fn what_is_no_fact_is_refused() {
        for wrong in [
            json!([1]),
            json!([{"accepts": []}]),
            json!([{"at": "A", "accepts": {}}]),
            json!([{"at": "A", "takes": []}]),
        ] {
            assert!(parse(&wrong).is_err(), "{wrong}");
        }
    }
}
