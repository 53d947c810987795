//! The marks that make a type: open enums and hand-written types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{components, reach};
use crate::error::Result;
use crate::open_enum::OpenEnum;
use crate::value::{operations, schemas_mut};

/// A set of texts stays closed only if it goes into requests alone: a response with a new value must not fail to decode.
pub(super) fn open_response_enums(document: &mut Value) {
    let reached = |parts: &[&str]| {
        let mut names = BTreeSet::new();
        for (.., operation) in operations(document) {
            for part in parts {
                reach(document, &operation[*part], &mut names);
            }
        }
        names
    };
    let (sent, received) = (
        reached(&["parameters", "requestBody"]),
        reached(&["responses"]),
    );
    for (name, schema) in schemas_mut(document).into_iter().flatten() {
        let is_open = schema.get("x-extensible-enum").is_some();
        let stays_closed = !is_open && sent.contains(name) && !received.contains(name);
        let listed = |key: &str| schema[key].as_array().cloned();
        let mut known = listed("x-extensible-enum").unwrap_or_default();
        if let Some(mut values) = listed("enum").filter(|_| !stays_closed) {
            values.retain(|value| !known.contains(value));
            known.extend(values);
            schema["x-extensible-enum"] = known.into();
        }
    }
}

/// `x-extensible-enum` names the known values of a string whose set of values is open.
pub(super) fn open_enums(document: &Value) -> Result<Vec<OpenEnum>> {
    let known =
        components(document).filter(|(_, schema)| schema.get("x-extensible-enum").is_some());
    known
        .map(|(name, schema)| OpenEnum::of(name, schema))
        .collect()
}

/// `x-handwritten` marks a type that OpenAPI 3.0 cannot say.
pub(super) fn handwritten(document: &Value) -> Vec<String> {
    components(document)
        .filter(|(_, schema)| schema.get("x-handwritten") == Some(&Value::Bool(true)))
        .map(|(name, _)| name.clone())
        .collect()
}
