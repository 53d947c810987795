//! Shapes the corrected document so that progenitor makes the Rust that we want of it.
//!
//! The corrected document says what is true of the server; what is done here is only about Rust. Each
//! rule is one function with a test of its own, and they run in the order in which they stand.

mod descriptions;
mod inline;
mod titles;
mod validate;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::open_enum::OpenEnum;
use crate::schema::for_each;
use crate::value::{METHODS, object, sorted, step};

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// What the generator needs: a document for progenitor, and what OpenAPI 3.0 cannot say in it.
pub(crate) struct Shaped {
    pub(crate) document: Value,
    /// String types whose values are an open set.
    pub(crate) open_enums: Vec<OpenEnum>,
    /// Types that are written by hand, in `crate::wire`.
    pub(crate) handwritten: Vec<String>,
    /// For each type that goes into requests: the wire names that its constructor takes, in order.
    pub(crate) requests: BTreeMap<String, Vec<String>>,
}

/// Applies every rule.
pub(crate) fn shape(document: &Value) -> Result<Shaped> {
    let mut document = sorted(document);
    inline::inline(&mut document);
    success_only(&mut document);
    many_media_are_a_stream(&mut document);
    types_are_said(&mut document)?;
    titles::hoist(&mut document)?;
    nullable_components(&mut document)?;
    one_inline_response(&document)?;
    validate::validate(&document)?;
    marks_are_on_types(&mut document)?;
    let open_enums = open_enums(&document)?;
    let handwritten = handwritten(&document);
    nullable_is_optional(&mut document)?;
    optional_collections_are_options(&mut document)?;
    let requests = constructors(&document);
    no_constraints(&mut document)?;
    unknown_fields_pass(&mut document)?;
    plain_formats(&mut document)?;
    descriptions::make_safe(&mut document);
    Ok(Shaped {
        document: sorted(&document),
        open_enums,
        handwritten,
        requests,
    })
}

/// Typify makes a type of what has one; a shape that is only implied would become any JSON value.
fn types_are_said(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        let parts = ["type", "$ref", "allOf", "oneOf", "anyOf", "not", "enum"];
        if parts.iter().any(|key| schema.contains_key(*key)) {
            return Ok(());
        }
        if schema.contains_key("items") {
            schema.insert("type".into(), "array".into());
        } else if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
            schema.insert("type".into(), "object".into());
        }
        Ok(())
    })
}

/// A component that may be null says so wherever it is used, so that its type is its own and `Option`
/// stands at each use.
fn nullable_components(document: &mut Value) -> Result<()> {
    let components = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    let mut nullable = BTreeSet::new();
    for (name, schema) in components.into_iter().flatten() {
        let schema = schema.as_object_mut();
        if schema.and_then(|schema| schema.remove("nullable")) == Some(Value::Bool(true)) {
            nullable.insert(format!("#/components/schemas/{name}"));
        }
    }
    for_each(document, &mut |_, schema| {
        if schema
            .get("$ref")
            .and_then(Value::as_str)
            .is_some_and(|target| nullable.contains(target))
        {
            *schema = json!({"allOf": [schema], "nullable": true});
        }
        Ok(())
    })
}

/// The marks of the overlay make types, and types have names: one that is missing or misspelt would
/// leave the mark without effect, in silence.
fn marks_are_on_types(document: &mut Value) -> Result<()> {
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

/// Only success responses stay. Progenitor drops the body of an error without declared content and
/// panics on mixed ones; without any, each failure comes back with its body unread.
fn success_only(document: &mut Value) {
    for operation in operations(document) {
        if let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        {
            responses.retain(|status, _| status.starts_with('2'));
        }
    }
}

/// A success with several media types is a byte stream. Left alone, JSON would win in silence.
fn many_media_are_a_stream(document: &mut Value) {
    for operation in operations(document) {
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(Map::values_mut) {
            if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut)
                && content.len() > 1
            {
                *content = Map::new();
                content.insert(
                    "application/octet-stream".into(),
                    json!({"schema": {"type": "string", "format": "binary"}}),
                );
            }
        }
    }
}

/// Two inline responses of one operation would get one name, and typify would merge them in silence.
fn one_inline_response(document: &Value) -> Result<()> {
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let inline = object(operation, "responses")
                .flat_map(|(_, response)| object(response, "content"));
            let inline = inline.filter(|(_, media)| is_inline_object(media)).count();
            if inline > 1 {
                let cause = "has several inline responses; give them titles";
                return Err(Error::new(FILE, cause).at(step(&step("$.paths", path), method)));
            }
        }
    }
    Ok(())
}

fn is_inline_object(media: &Value) -> bool {
    media.get("schema").is_some_and(makes_a_type)
}

/// Whether a type without a title of its own is made of this schema or of a part of it.
fn makes_a_type(schema: &Value) -> bool {
    ["properties", "enum", "oneOf", "anyOf"]
        .iter()
        .any(|key| schema.get(key).is_some())
        || ["items", "additionalProperties"]
            .iter()
            .any(|key| schema.get(key).is_some_and(makes_a_type))
}

fn components(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document
        .get("components")
        .into_iter()
        .flat_map(|components| object(components, "schemas"))
}

/// `x-extensible-enum` names the known values of a string whose set of values is open.
fn open_enums(document: &Value) -> Result<Vec<OpenEnum>> {
    let known =
        components(document).filter(|(_, schema)| schema.get("x-extensible-enum").is_some());
    known
        .map(|(name, schema)| OpenEnum::of(name, schema))
        .collect()
}

/// `x-handwritten` marks a type that OpenAPI 3.0 cannot say.
fn handwritten(document: &Value) -> Vec<String> {
    components(document)
        .filter(|(_, schema)| schema.get("x-handwritten") == Some(&Value::Bool(true)))
        .map(|(name, _)| name.clone())
        .collect()
}

/// For Rust, a property that is null and one that is absent are the same `None`.
fn nullable_is_optional(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let nullable: BTreeSet<String> = object(schema, "properties")
            .filter(|(_, property)| property.get("nullable") == Some(&Value::Bool(true)))
            .map(|(name, _)| name.clone())
            .collect();
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| name.as_str().is_none_or(|name| !nullable.contains(name)));
        }
        for name in nullable {
            plain_reference(&mut schema["properties"][&name]);
        }
        Ok(())
    })
}

/// Where the property is optional anyway, a nullable reference is a reference.
fn plain_reference(property: &mut Value) {
    while let Some([only]) = property
        .get("allOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        && (only.get("$ref").is_some() || only.get("allOf").is_some())
    {
        *property = only.clone();
    }
}

/// An optional list or map is an `Option`. Typify makes a plain collection of it, so that one that is
/// absent and one that is empty would look the same, and in an update they are different requests.
fn optional_collections_are_options(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let required = required(schema);
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            let Some(property) = property
                .as_object_mut()
                .filter(|_| !required.contains(name))
            else {
                continue;
            };
            let kind = property.get("type").and_then(Value::as_str);
            if matches!(kind, Some("array" | "object")) && !property.contains_key("properties") {
                property.insert("nullable".into(), true.into());
            }
        }
        Ok(())
    })
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

/// Which types go into requests, and what their constructors take: what is required, in the order of
/// the spec, and what is marked `x-in-constructor`.
fn constructors(document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut names = BTreeSet::new();
    for (_, item) in object(document, "paths") {
        for (_, operation) in item.as_object().into_iter().flatten() {
            if let Some(body) = operation.get("requestBody") {
                reach(document, body, &mut names);
            }
        }
    }
    let schema = |name: &String| document.pointer(&format!("/components/schemas/{name}"));
    names
        .into_iter()
        .filter_map(|name| Some((name.clone(), constructor(schema(&name)?))))
        .collect()
}

fn constructor(schema: &Value) -> Vec<String> {
    let mut takes = required(schema);
    for (name, property) in object(schema, "properties") {
        if property.get("x-in-constructor") == Some(&Value::Bool(true)) && !takes.contains(name) {
            takes.push(name.clone());
        }
    }
    takes
}

/// Adds the names of all components that `value` refers to, directly or through others.
pub(crate) fn reach(document: &Value, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| reach(document, item, names)),
        Value::Object(map) => {
            let reference = map.get("$ref").and_then(Value::as_str);
            if let Some(name) =
                reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"))
                && names.insert(name.to_owned())
                && let Some(schema) = document.pointer(&format!("/components/schemas/{name}"))
            {
                reach(document, schema, names);
            }
            map.values()
                .for_each(|member| reach(document, member, names));
        }
        _ => {}
    }
}

/// Limits are the server's to check: typify would make a type of its own of each. Defaults go too,
/// because they would always be sent.
fn no_constraints(document: &mut Value) -> Result<()> {
    const LIMITS: [&str; 14] = [
        "default",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
    ];
    for_each(document, &mut |_, schema| {
        if let Some(schema) = schema.as_object_mut() {
            schema.retain(|key, _| !LIMITS.contains(&key.as_str()));
        }
        Ok(())
    })
}

/// A field that is new to this crate never fails a decode, and costs nothing: no catch-all map. Only
/// where `x-keeps-unknown` asks for one: what a file says must not be lost on its way to the server.
fn unknown_fields_pass(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        if schema.get("x-keeps-unknown") == Some(&Value::Bool(true)) {
            // Typify passes over `true`, which says the same.
            schema.insert("additionalProperties".into(), json!({}));
        } else if schema.contains_key("properties")
            || schema.get("additionalProperties") == Some(&Value::Bool(false))
        {
            schema.remove("additionalProperties");
        }
        Ok(())
    })
}

/// Ids need 64 bits, and a string stays a string: other formats would pull crates into the build.
fn plain_formats(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        let Some(schema) = schema.as_object_mut() else {
            return Ok(());
        };
        match schema.get("type").and_then(Value::as_str) {
            Some("integer") => drop(schema.insert("format".into(), "int64".into())),
            Some("number") => drop(schema.insert("format".into(), "double".into())),
            Some("string")
                if matches!(
                    schema.get("format").and_then(Value::as_str),
                    Some("date" | "binary")
                ) => {}
            _ => drop(schema.remove("format")),
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests;
