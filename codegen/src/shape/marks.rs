//! The marks that make a type: open enums and hand-written types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{FILE, components};
use crate::error::{Error, Result};
use crate::open_enum::OpenEnum;
use crate::schema::for_each;

/// The marks of the overlay make types, and types have names: one that is missing or misspelt would
/// leave the mark without effect, in silence.
pub(super) fn marks_are_on_types(document: &mut Value) -> Result<()> {
    let types: BTreeSet<String> = components(document)
        .map(|(name, _)| format!("$.components.schemas.{name}"))
        .collect();
    for_each(document, &mut |place, schema| {
        if types.contains(place) {
            return Ok(());
        }
        match ["x-extensible-enum", "x-handwritten"]
            .iter()
            .find(|mark| schema.get(**mark).is_some())
        {
            Some(mark) => Err(Error::new(FILE, format!("has `{mark}` and no title")).at(place)),
            None => Ok(()),
        }
    })
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
