//! Titles become type names: titled inline schemas move to the components.

use serde_json::{Map, Value, json};

use super::FILE;
use crate::error::{Error, Result};
use crate::schema::for_each;

const PREFIX: &str = "#/components/schemas/";

/// Moves every titled schema to the components, under its title, and refers to it from where it was.
///
/// # Errors
/// Two different shapes under one title; typify would merge them in silence.
pub(super) fn hoist(document: &mut Value) -> Result<()> {
    rename_components(document)?;
    let mut types = Map::new();
    let known: Vec<String> = super::components(document)
        .map(|(name, _)| format!("$.components.schemas.{name}"))
        .collect();
    for_each(document, &mut |place, schema| {
        let Some(map) = schema.as_object_mut() else {
            return Ok(());
        };
        let Some(title) = map.remove("title") else {
            return Ok(());
        };
        // A component keeps its place, and is known there by its name.
        if known.iter().any(|known| known == place) {
            return Ok(());
        }
        let Some(title) = title.as_str().filter(|title| is_type_name(title)) else {
            return Ok(());
        };
        let nullable = map.remove("nullable");
        add(&mut types, place, title, schema.take())?;
        *schema = json!({"$ref": format!("{PREFIX}{title}")});
        if let (Some(nullable), Some(map)) = (nullable, schema.as_object_mut()) {
            map.insert("nullable".into(), nullable);
        }
        Ok(())
    })?;
    join(document, types)?;
    nullable_references(document)
}

fn add(types: &mut Map<String, Value>, place: &str, title: &str, schema: Value) -> Result<()> {
    match types.get(title) {
        Some(known) if shape_of(known) != shape_of(&schema) => {
            Err(Error::new(FILE, format!("has another shape than an earlier `{title}`")).at(place))
        }
        Some(_) => Ok(()),
        None => {
            types.insert(title.to_owned(), schema);
            Ok(())
        }
    }
}

fn join(document: &mut Value, types: Map<String, Value>) -> Result<()> {
    if types.is_empty() {
        return Ok(());
    }
    let components = &mut document["components"]["schemas"];
    if components.is_null() {
        *components = json!({});
    }
    for (title, schema) in types {
        match components.get(&title) {
            Some(known) if shape_of(known) != shape_of(&schema) => {
                let cause =
                    format!("a titled schema has another shape than the component `{title}`");
                return Err(Error::new(FILE, cause).at(format!("$.components.schemas.{title}")));
            }
            Some(_) => {}
            None => components[title] = schema,
        }
    }
    Ok(())
}

/// A schema without its prose: two places may describe the same type in other words.
fn shape_of(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => Value::Array(items.iter().map(shape_of).collect()),
        Value::Object(map) => {
            // A property may be called `description`; it is an object then, and stays.
            let prose = |key: &str, member: &Value| match key {
                "description" => member.is_string(),
                "example" => !member.is_object(),
                _ => false,
            };
            let kept = map.iter().filter(|(key, member)| !prose(key, member));
            Value::Object(
                kept.map(|(key, member)| (key.clone(), shape_of(member)))
                    .collect(),
            )
        }
        scalar => scalar.clone(),
    }
}

/// Beside a `$ref` nothing counts, so a nullable reference says so in its property's parent: it is
/// optional there. This keeps the mark until that rule has run, in a form that progenitor can read.
fn nullable_references(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        if let Some(map) = schema.as_object()
            && map.contains_key("$ref")
            && map.get("nullable") == Some(&Value::Bool(true))
        {
            *schema = json!({"allOf": [{"$ref": map["$ref"]}], "nullable": true});
        }
        Ok(())
    })
}

/// A component with a title of its own is called that in Rust.
fn rename_components(document: &mut Value) -> Result<()> {
    let renames: Vec<(String, String)> = super::components(document)
        .filter_map(|(name, schema)| {
            Some((name.clone(), schema.get("title")?.as_str()?.to_owned()))
        })
        .filter(|(name, title)| name != title && is_type_name(title))
        .collect();
    for (name, title) in renames {
        let components = &mut document["components"]["schemas"];
        if components.get(&title).is_some() {
            let cause = format!("is titled `{title}`, and there is a component of that name");
            return Err(Error::new(FILE, cause).at(format!("$.components.schemas.{name}")));
        }
        let schema = components[&name].take();
        if let Some(components) = components.as_object_mut() {
            components.remove(&name);
            components.insert(title.clone(), schema);
        }
        redirect(
            document,
            &format!("{PREFIX}{name}"),
            &format!("{PREFIX}{title}"),
        );
    }
    Ok(())
}

fn redirect(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, from, to)),
        Value::Object(map) => {
            for (key, member) in map {
                if key == "$ref" && member == from {
                    *member = to.into();
                } else {
                    redirect(member, from, to);
                }
            }
        }
        _ => {}
    }
}

/// Other titles are prose, which published files may have.
fn is_type_name(title: &str) -> bool {
    title.starts_with(|c: char| c.is_ascii_uppercase())
        && title.chars().all(|c| c.is_ascii_alphanumeric())
}
