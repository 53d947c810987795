//! Shapes the corrected document so that progenitor makes the Rust that we want of it.
//!
//! The corrected document says what is true of the server; what is done here is only about Rust. Each
//! rule is one function with a test of its own, and they run in the order in which they stand.

mod constructors;
mod descriptions;
mod forms;
mod inline;
mod marks;
mod optional;
mod responses;
mod schemas;
mod titles;
mod type_names;
mod validate;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::Result;
use crate::open_enum::OpenEnum;
use crate::value::{METHODS, object, sorted, step};

pub(crate) use constructors::reach;
pub(crate) use descriptions::no_words;
pub(crate) use forms::PartKind;
pub(crate) use titles::Repeated;

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// What the generator needs: a document for progenitor, and what OpenAPI 3.0 cannot say in it.
pub(crate) struct Shaped {
    pub(crate) document: Value,
    /// String types whose values are an open set.
    pub(crate) open_enums: Vec<OpenEnum>,
    /// Types that are written by hand, in `crate::types::wire`.
    pub(crate) handwritten: Vec<String>,
    /// For each type that goes into requests: the wire names that its constructor takes, in order.
    pub(crate) requests: BTreeMap<String, Vec<String>>,
}

/// Refuses schemas that become types and have no name, in a document whose places are those of the files.
pub(crate) fn require_named_types(document: &Value) -> Result<()> {
    type_names::require_names(&plain(document)?, document)
}

/// The document with all but schemas in place of what refers to them, and nothing left that becomes no type.
fn plain(document: &Value) -> Result<Value> {
    let mut document = sorted(document);
    inline::inline(&mut document);
    responses::success_only(&mut document);
    responses::many_media_are_a_stream(&mut document);
    schemas::types_are_said(&mut document)?;
    schemas::maps_stay_maps(&mut document)?;
    Ok(document)
}

/// Applies every rule.
pub(crate) fn shape(document: &Value) -> Result<Shaped> {
    let mut document = plain(document)?;
    forms::parts_are_parameters(&mut document)?;
    titles::hoist(&mut document)?;
    optional::nullable_components(&mut document)?;
    validate::validate(&document)?;
    marks::open_response_enums(&mut document);
    let open_enums = marks::open_enums(&document)?;
    let handwritten = marks::handwritten(&document);
    optional::nullable_is_optional(&mut document)?;
    optional::optional_collections_are_options(&mut document)?;
    let requests = constructors::constructors(&document);
    schemas::no_constraints(&mut document)?;
    schemas::unknown_fields_pass(&mut document)?;
    schemas::plain_formats(&mut document)?;
    descriptions::make_safe(&mut document);
    Ok(Shaped {
        document: sorted(&document),
        open_enums,
        handwritten,
        requests,
    })
}

fn operations(document: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flatten();
    items.flat_map(|(path, item)| {
        let place = step("$.paths", path);
        let members = item.as_object_mut().into_iter().flatten();
        members
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
            .map(move |(method, operation)| (step(&place, method), operation))
    })
}

fn components(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document
        .get("components")
        .into_iter()
        .flat_map(|components| object(components, "schemas"))
}

fn required(schema: &Value) -> Vec<String> {
    let names = schema.get("required").and_then(Value::as_array);
    names
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests;
