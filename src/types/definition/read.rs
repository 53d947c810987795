//! From YAML to a definition that is ready to import.
//!
//! Two steps, because what older servers export and what people write differs from what an import takes: values first, then
//! the typed definition. The place of what does not fit is looked up afterwards, only on failure.

use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use super::yaml;
use crate::error::{Error, ErrorKind, Result, Secrets, cause, excerpt};
use crate::types::AgentDefinition;

/// Reads a definition; what does not fit is an error of the given kind.
pub(crate) fn read(text: &str, kind: ErrorKind) -> Result<AgentDefinition> {
    let mut value = yaml::to_json(text).map_err(|error| {
        Error::new(kind, format!("this is not the YAML of an agent: {error}")).with_source(error)
    })?;
    let Value::Object(definition) = &mut value else {
        return Err(Error::new(
            kind,
            "this is not the YAML of an agent, which has keys such as `agent` and `instructions`",
        ));
    };
    clean(definition);
    addresses(definition).map_err(|index| no_address(text, index, kind))?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        let message = misfit(text, error.path(), error.inner());
        Error::new(kind, message).with_source(error.into_inner())
    })
}

/// Null and absent are one thing, and what is absent is not sent. What tools and Slack are configured with is left
/// alone: there, the server itself exports nulls.
fn clean(definition: &mut Map<String, Value>) {
    for (name, empty) in [
        ("instructions", Value::from("")),
        ("tags", Value::Array(Vec::new())),
        ("toolset", Value::Array(Vec::new())),
    ] {
        if let Some(value) = definition.get_mut(name).filter(|value| value.is_null()) {
            *value = empty;
        }
    }
    drop_nulls(definition);
    for name in [
        "agent",
        "generation_settings",
        "tags",
        "skills",
        "spaces",
        "toolset",
    ] {
        match definition.get_mut(name) {
            Some(Value::Object(members)) => drop_nulls(members),
            Some(Value::Array(items)) => {
                let items = items.iter_mut().filter_map(Value::as_object_mut);
                items.for_each(drop_nulls);
            }
            _ => {}
        }
    }
}

fn drop_nulls(members: &mut Map<String, Value>) {
    members.retain(|_, value| !value.is_null());
}

/// Turns the editors that older servers export, objects, into e-mail addresses; fails with the index of one that has none.
fn addresses(definition: &mut Map<String, Value>) -> std::result::Result<(), usize> {
    let editors = definition.get_mut("editors").and_then(Value::as_array_mut);
    for (index, editor) in editors.into_iter().flatten().enumerate() {
        if let Value::Object(person) = editor {
            *editor = match person.remove("email") {
                Some(Value::String(email)) => email.into(),
                _ => return Err(index),
            };
        }
    }
    Ok(())
}

fn no_address(text: &str, index: usize, kind: ErrorKind) -> Error {
    let path = [
        Segment::Map {
            key: "editors".into(),
        },
        Segment::Seq { index },
    ];
    let place = place(yaml::locate(text, &path));
    let message = format!("the YAML of the agent has no `email` at `editors[{index}]`{place}");
    Error::new(kind, message)
}

/// Names the place and what is expected there, not the value: that is the user's.
fn misfit(text: &str, path: &Path, error: &serde_json::Error) -> String {
    let place = place(yaml::locate(text, path));
    let at = match path.to_string() {
        root if root == "." => "at its top".to_owned(),
        path => format!("at `{}`", excerpt(&path, &Secrets::default())),
    };
    let cause = cause(error);
    format!("the YAML of the agent does not fit {at}{place}{cause}")
}

fn place(place: Option<(usize, usize)>) -> String {
    place.map_or_else(String::new, |(line, column)| {
        format!(", line {line} column {column}")
    })
}
