//! Walks over every schema of a document, children before parents.

use serde_json::{Map, Value};

use crate::error::Result;
use crate::value::{METHODS, step};

/// What a walk does at each schema: its place, and the schema, which it may replace.
pub(crate) type Visit<'a> = dyn FnMut(&str, &mut Value) -> Result<()> + 'a;

/// Visits every schema under `components` and `paths`.
pub(crate) fn for_each(document: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    if let Some(components) = document.get_mut("components") {
        each(
            components,
            "schemas",
            "$.components",
            &mut |place, schema| walk(place, schema, visit),
        )?;
        for section in ["parameters", "headers"] {
            each(components, section, "$.components", &mut |place, holder| {
                holder_schema(place, holder, visit)
            })?;
        }
        for section in ["requestBodies", "responses"] {
            each(components, section, "$.components", &mut |place, body| {
                content(place, body, visit)
            })?;
        }
    }
    each(document, "paths", "$", &mut |place, item| {
        path_item(place, item, visit)
    })
}

/// Visits every schema that is an object, and cannot fail.
pub(crate) fn for_each_object(
    document: &mut Value,
    visit: &mut dyn FnMut(&str, &mut Map<String, Value>),
) -> Result<()> {
    for_each(document, &mut |place, schema| {
        if let Some(schema) = schema.as_object_mut() {
            visit(place, schema);
        }
        Ok(())
    })
}

/// Visits every schema below one operation.
pub(crate) fn for_each_in_operation(
    place: &str,
    operation: &mut Value,
    visit: &mut Visit<'_>,
) -> Result<()> {
    parameters(place, operation, visit)?;
    if let Some(body) = operation.get_mut("requestBody") {
        content(&step(place, "requestBody"), body, visit)?;
    }
    each(operation, "responses", place, &mut |place, response| {
        content(place, response, visit)
    })
}

fn path_item(place: &str, item: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    parameters(place, item, visit)?;
    for method in METHODS {
        if let Some(operation) = item.get_mut(method) {
            for_each_in_operation(&step(place, method), operation, visit)?;
        }
    }
    Ok(())
}

fn parameters(place: &str, holder: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    let list = holder.get_mut("parameters").and_then(Value::as_array_mut);
    for (index, parameter) in list.into_iter().flatten().enumerate() {
        holder_schema(
            &format!("{}[{index}]", step(place, "parameters")),
            parameter,
            visit,
        )?;
    }
    Ok(())
}

fn content(place: &str, body: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    each(body, "content", place, &mut |place, media| {
        holder_schema(place, media, visit)
    })?;
    each(body, "headers", place, &mut |place, header| {
        holder_schema(place, header, visit)
    })
}

fn holder_schema(place: &str, holder: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    match holder.get_mut("schema") {
        Some(schema) => walk(&step(place, "schema"), schema, visit),
        None => Ok(()),
    }
}

/// Visits the schemas inside `schema`, then itself.
pub(crate) fn walk(place: &str, schema: &mut Value, visit: &mut Visit<'_>) -> Result<()> {
    each(schema, "properties", place, &mut |place, property| {
        walk(place, property, visit)
    })?;
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get_mut(key).filter(|inner| inner.is_object()) {
            walk(&step(place, key), inner, visit)?;
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let list = schema.get_mut(key).and_then(Value::as_array_mut);
        for (index, inner) in list.into_iter().flatten().enumerate() {
            walk(&format!("{}[{index}]", step(place, key)), inner, visit)?;
        }
    }
    visit(place, schema)
}

fn each(
    holder: &mut Value,
    key: &str,
    place: &str,
    act: &mut dyn FnMut(&str, &mut Value) -> Result<()>,
) -> Result<()> {
    let place = step(place, key);
    let members = holder.get_mut(key).and_then(Value::as_object_mut);
    for (name, member) in members.into_iter().flat_map(Map::iter_mut) {
        act(&step(&place, name), member)?;
    }
    Ok(())
}
