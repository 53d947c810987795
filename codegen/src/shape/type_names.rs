//! Every public type has a name from us: a derived one would change with each publication.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use serde_json::{Value, json};

use super::{FILE, components};
use crate::error::{Error, Result};
use crate::query::{self, PathSegment};
use crate::schema::for_each;
use crate::value::step;

/// What the action to paste says of an object.
const COMMENT: &str = "# or `x-map: true`, if it stays a map of any JSON";

/// Refuses schemas that become types and have no `title`, and says what to add to the overlays. `shaped` has all but
/// schemas in place of what refers to them; the places of `document` are those that overlays have.
pub(super) fn require_names(shaped: &Value, document: &Value) -> Result<()> {
    let unnamed = unnamed(shaped, document)?;
    let Some((first, _)) = unnamed.first() else {
        return Ok(());
    };
    let mut taken = names(shaped)?;
    let mut actions = String::new();
    for (steps, schema) in &unnamed {
        let mut name = suggestion(document, steps);
        while !taken.insert(name.clone()) {
            name.push('2');
        }
        actions += &action(document, steps, &name, schema);
    }
    let expected = match unnamed.len() {
        1 => "a `title`, which names the type".to_owned(),
        many => format!(
            "a `title` here and in {} more schemas, which names the types",
            many - 1
        ),
    };
    let remedy = format!(
        "add it if the project writes the spec, else this to its overlay, with a better name if there is one:\n\n{actions}"
    );
    let error = Error::expected(FILE, expected, "none", remedy);
    Err(error.at(query::print(first)))
}

/// The schemas that become types without a name, outer ones first, by their places in `document`.
fn unnamed(shaped: &Value, document: &Value) -> Result<Vec<(Vec<PathSegment>, Value)>> {
    let mut shaped = shaped.clone();
    // What is inside of a type that is written by hand becomes no type.
    for_each(&mut shaped, &mut |_, schema| {
        let map = schema.as_object_mut();
        if let Some(map) = map.filter(|map| map.contains_key("x-handwritten")) {
            map.retain(|key, _| key == "title" || key.starts_with("x-"));
        }
        Ok(())
    })?;
    let known: BTreeSet<String> = components(&shaped)
        .map(|(name, _)| step("$.components.schemas", name))
        .collect();
    let mut unnamed = Vec::new();
    for_each(&mut shaped, &mut |place, schema| {
        let is_named = known.contains(place) || schema.get("title").is_some();
        if !is_named && makes_a_type(schema) && !place.contains(".headers") {
            let steps = query::parse(place).unwrap_or_default();
            unnamed.push((written_at(document, &steps), schema.clone()));
        }
        Ok(())
    })?;
    unnamed.sort_by_key(|(steps, _)| query::print(steps));
    unnamed.dedup_by(|one, other| one.0 == other.0);
    Ok(unnamed)
}

/// The place itself, where a reference led to it.
fn written_at(document: &Value, steps: &[PathSegment]) -> Vec<PathSegment> {
    let mut place: Vec<PathSegment> = Vec::new();
    for step in steps {
        place.push(step.clone());
        let target = query::find(document, &place).and_then(|value| value["$ref"].as_str());
        if let Some(target) = target.and_then(|target| target.strip_prefix("#/")) {
            place = target
                .split('/')
                .map(|name| PathSegment::Name(name.to_owned()))
                .collect();
        }
    }
    place
}

/// Whether a schema becomes a type of its own.
fn makes_a_type(schema: &Value) -> bool {
    let members = |key: &str| schema[key].as_array().map_or(0, Vec::len);
    let is_object = schema["properties"]
        .as_object()
        .is_some_and(|map| !map.is_empty());
    let is_marked = |mark: &str| schema.get(mark).is_some();
    is_object
        || ["enum", "x-extensible-enum", "x-handwritten"]
            .into_iter()
            .any(is_marked)
        || members("oneOf") + members("anyOf") > 0
        || members("allOf") > 1
}

fn names(document: &Value) -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> = components(document)
        .map(|(name, _)| name.to_upper_camel_case())
        .collect();
    for_each(&mut document.clone(), &mut |_, schema| {
        names.extend(schema["title"].as_str().map(str::to_owned));
        Ok(())
    })?;
    Ok(names)
}

/// A name that says where the type is.
fn suggestion(document: &Value, steps: &[PathSegment]) -> String {
    let mut name = String::new();
    for (at, step) in steps.iter().enumerate() {
        let Some(value) = query::find(document, &steps[..=at]) else {
            continue;
        };
        let parent = at.checked_sub(1).and_then(|at| steps.get(at));
        let is_named = |key: &str| parent == Some(&PathSegment::Name(key.to_owned()));
        let own = ["title", "operationId"]
            .iter()
            .find_map(|key| value[*key].as_str());
        match step {
            _ if own.is_some() => name = own.unwrap_or_default().to_upper_camel_case(),
            PathSegment::Name(key) if is_named("schemas") => name = key.to_upper_camel_case(),
            PathSegment::Name(key) if is_named("properties") => name += &key.to_upper_camel_case(),
            PathSegment::Index(_) if is_named("parameters") => {
                name += &value["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_upper_camel_case();
            }
            PathSegment::Index(index) => name += &format!("Variant{}", index + 1),
            PathSegment::Name(key) => {
                name += match key.as_str() {
                    "requestBody" => "Request",
                    "responses" => "Response",
                    "items" => "Item",
                    "additionalProperties" => "Value",
                    _ => "",
                }
            }
        }
    }
    name
}

/// The overlay action that names a type, ready to paste. What stands at an index is said by `x-was`.
fn action(document: &Value, steps: &[PathSegment], name: &str, schema: &Value) -> String {
    let last = steps
        .iter()
        .rposition(|step| matches!(step, PathSegment::Index(_)));
    let (target, inside) = steps.split_at(last.map_or(steps.len(), |last| last + 1));
    let was = last
        .and_then(|_| query::find(document, target))
        .map(|value| {
            let was = ["name", "type", "$ref"]
                .iter()
                .find_map(|key| Some(json!({*key: value.get(*key)?})));
            format!("    x-was: {}\n", was.unwrap_or_else(|| json!({})))
        });
    let title = inside
        .iter()
        .rev()
        .fold(format!("title: {name}"), |inner, step| match step {
            PathSegment::Name(key) => format!("{key}: {{ {inner} }}"),
            PathSegment::Index(_) => inner,
        });
    let comment = if schema.get("properties").is_some() {
        COMMENT
    } else {
        ""
    };
    let text = format!(
        "  - target: {}\n{}    update: {{ {title} }} {comment}",
        json!(query::print(target)),
        was.unwrap_or_default()
    );
    format!("{}\n", text.trim_end())
}
