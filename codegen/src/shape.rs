//! Shapes the corrected document so that progenitor makes the Rust that we want of it.
//!
//! The corrected document says what is true of the server; what is done here is only about Rust. Each
//! rule is one function with a test of its own, and they run in the order in which they stand.

mod constructors;
mod descriptions;
mod inline;
mod marks;
mod optional;
mod responses;
mod schemas;
mod titles;
mod validate;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::Result;
use crate::open_enum::OpenEnum;
use crate::value::{METHODS, object, sorted};

pub(crate) use constructors::reach;
pub(crate) use descriptions::no_words;

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

/// Applies every rule.
pub(crate) fn shape(document: &Value) -> Result<Shaped> {
    let mut document = sorted(document);
    inline::inline(&mut document);
    responses::success_only(&mut document);
    responses::many_media_are_a_stream(&mut document);
    schemas::types_are_said(&mut document)?;
    titles::hoist(&mut document)?;
    optional::nullable_components(&mut document)?;
    responses::one_inline_response(&document)?;
    validate::validate(&document)?;
    marks::marks_are_on_types(&mut document)?;
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

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
        .flat_map(Map::iter_mut)
        .filter(|(key, _)| METHODS.contains(&key.as_str()))
        .map(|(_, operation)| operation)
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
