//! Titles become type names: titled inline schemas move to the components.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use serde_json::{Value, json};

use super::FILE;
use super::optional::move_marks;
use crate::error::{Error, Result};
use crate::extensions;
use crate::schema::for_each;
use crate::value::{brief, difference, each_object, sorted, step, without_prose};

const PREFIX: &str = "#/components/schemas/";

/// Moves every titled schema to the components, under its title, and refers to it from where it was.
///
/// # Errors
/// Two different shapes under one title; typify would merge them in silence.
pub(super) fn hoist(document: &mut Value) -> Result<()> {
    rename_components(document)?;
    // Of two places with one title the first gives its prose, so there has to be one order.
    *document = sorted(document);
    let mut types = Titled::new();
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
        let title = type_name(place, &title)?;
        let nullable = map.remove("nullable");
        let mut reference = json!({"$ref": format!("{PREFIX}{title}")});
        move_marks(schema, &mut reference);
        add(&mut types, place, title, schema.take())?;
        *schema = reference;
        if let (Some(nullable), Some(map)) = (nullable, schema.as_object_mut()) {
            map.insert("nullable".into(), nullable);
        }
        Ok(())
    })?;
    join(document, types)?;
    *document = sorted(document);
    nullable_references(document)
}

/// Titled schemas by their titles, each with the first place that has it.
type Titled = BTreeMap<String, (String, Value)>;

fn add(types: &mut Titled, place: &str, title: &str, schema: Value) -> Result<()> {
    match types.get(title) {
        Some((at, known)) if without_prose(known) != without_prose(&schema) => {
            Err(conflict(title, (at, known), (place, &schema)))
        }
        Some(_) => Ok(()),
        None => {
            types.insert(title.to_owned(), (place.to_owned(), schema));
            Ok(())
        }
    }
}

/// Two shapes under one title: both places, what differs, and what to do.
fn conflict(title: &str, first: (&str, &Value), second: (&str, &Value)) -> Error {
    let expected = format!("the shape that `{title}` has at {}", first.0);
    let remedy = "correct the one that is wrong, or give this one another title";
    Error::expected(FILE, expected, difference(first.1, second.1), remedy).at(second.0)
}

fn join(document: &mut Value, types: Titled) -> Result<()> {
    if types.is_empty() {
        return Ok(());
    }
    let components = &mut document["components"]["schemas"];
    if components.is_null() {
        *components = json!({});
    }
    for (title, (place, schema)) in types {
        match components.get(&title) {
            Some(known) if !is_use_of(known, &schema) => {
                let at = step("$.components.schemas", &title);
                return Err(conflict(&title, (&at, known), (&place, &schema)));
            }
            Some(_) => {}
            None => components[title] = schema,
        }
    }
    Ok(())
}

/// Whether a schema has the shape of the component that its title names. What the marks of the component say is said
/// once, by the component.
fn is_use_of(component: &Value, schema: &Value) -> bool {
    let (mut component, schema) = (without_prose(component), without_prose(schema));
    if component == schema {
        return true;
    }
    extensions::remove(&mut component);
    component == schema
}

/// Beside a `$ref` nothing counts, so a nullable reference says so in its property's parent: it is
/// optional there. This keeps the mark until that rule has run, in a form that progenitor can read.
fn nullable_references(document: &mut Value) -> Result<()> {
    for_each(document, &mut |_, schema| {
        if let Some(map) = schema.as_object()
            && map.contains_key("$ref")
            && map.get("nullable") == Some(&Value::Bool(true))
        {
            let mut nullable = json!({"allOf": [{"$ref": map["$ref"]}], "nullable": true});
            move_marks(schema, &mut nullable);
            *schema = nullable;
        }
        Ok(())
    })
}

/// A component with a title of its own is called that in Rust. Others are called what typify would call
/// them, so that what is known of a type is found under the name that it gets.
fn rename_components(document: &mut Value) -> Result<()> {
    let mut renames: Vec<(String, String)> = Vec::new();
    for (name, schema) in super::components(document) {
        let place = step("$.components.schemas", name);
        if let Some(title) = schema.get("title") {
            let title = type_name(&place, title)?;
            renames.push((name.clone(), title.to_owned()));
        } else {
            let title = name.to_upper_camel_case();
            if !is_type_name(&title) {
                let (expected, remedy) = ("a name for a type", "give it a `title`");
                let found = format!("`{name}`");
                return Err(Error::expected(FILE, expected, found, remedy).at(place));
            }
            renames.push((name.clone(), title));
        }
    }
    renames.retain(|(name, title)| name != title);
    for (name, title) in renames {
        let components = &mut document["components"]["schemas"];
        if components.get(&title).is_some() {
            let found = format!("`{title}`, which is the name of another component");
            let (expected, remedy) = ("a title of its own", "rename one of them by a `title`");
            let place = step("$.components.schemas", &name);
            return Err(Error::expected(FILE, expected, found, remedy).at(place));
        }
        let schema = components[&name].take();
        if let Some(components) = components.as_object_mut() {
            components.remove(&name);
            components.insert(title.clone(), schema);
        }
        let (from, to) = (format!("{PREFIX}{name}"), format!("{PREFIX}{title}"));
        each_object(document, &mut |map| match map.get_mut("$ref") {
            Some(target) if *target == from => *target = to.clone().into(),
            _ => {}
        });
    }
    Ok(())
}

/// Titles come from the overlay alone, so each is meant as the name of a type.
fn type_name<'a>(place: &str, title: &'a Value) -> Result<&'a str> {
    title
        .as_str()
        .filter(|title| is_type_name(title))
        .ok_or_else(|| {
            let expected = "a title that is the name of a type, such as `TwoWords`";
            Error::expected(FILE, expected, brief(title), "correct the title").at(place)
        })
}

/// Whether typify keeps the name as it is.
fn is_type_name(title: &str) -> bool {
    title.starts_with(|c: char| c.is_ascii_uppercase())
        && title.chars().all(|c| c.is_ascii_alphanumeric())
        && title.to_upper_camel_case() == title
        && title != "Self"
}
