//! Refuses a document that is not OpenAPI 3.0 after the overlay: the overlay has to be written in it.

use serde_json::Value;

use super::lower;
use crate::error::{Error, Result};
use crate::value::step;

/// Refuses a document of our own making that lowering would refuse, or change.
pub(crate) fn require_lowered(file: &str, document: &Value) -> Result<()> {
    let lowered = lower(file, document.clone())?;
    match first_difference("$", document, &lowered) {
        None => Ok(()),
        Some(place) => Err(Error::new(
            file,
            "is not OpenAPI 3.0 here; overlays have to be written in it",
        )
        .at(place)),
    }
}

fn first_difference(place: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let inside = one.iter().find_map(|(key, member)| {
                first_difference(&step(place, key), member, other.get(key)?)
            });
            let keys_differ =
                one.len() != other.len() || one.keys().any(|k| !other.contains_key(k));
            inside.or_else(|| keys_differ.then(|| place.to_owned()))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .filter_map(|(index, (one, other))| {
                    first_difference(&format!("{place}[{index}]"), one, other)
                })
                .next()
        }
        _ => (one != other).then(|| place.to_owned()),
    }
}
