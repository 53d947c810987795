//! Titles become type names: titled inline schemas move to the components.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::{Value, json};

use super::FILE;
use super::optional::move_marks;
use crate::error::{Error, Result};
use crate::extensions;
use crate::marks::OF_PROPERTY;
use crate::schema::for_each;
use crate::value::{brief, difference, each_object, sorted, step, without_prose};

const PREFIX: &str = "#/components/schemas/";

/// Shapes that stand at several places under one title: the title, and the place that says what the shape is.
pub(crate) struct Repeated {
    definitions: BTreeMap<String, (String, Value)>,
}

impl Repeated {
    /// Finds them. What marks, and titles inside of a shape, say is said at one of the places, or by the component that
    /// has the title for a name; the others have the same shape, and say no more.
    ///
    /// # Errors
    /// Two different shapes under one title; typify would merge them in silence.
    pub(crate) fn find(document: &Value) -> Result<Self> {
        let mut uses: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
        for (name, schema) in super::components(document) {
            let title = schema.get("title").and_then(Value::as_str);
            let place = step("$.components.schemas", name);
            let title = title.map_or_else(|| name.to_upper_camel_case(), str::to_owned);
            uses.entry(title).or_default().push((place, alone(schema)));
        }
        let components = places(document);
        // Of two places with one title the first gives its prose, so there has to be one order.
        for_each(&mut sorted(document), &mut |place, schema| {
            if let Some(title) = schema.get("title").filter(|_| !components.contains(place)) {
                let title = type_name(place, title)?.to_owned();
                let used = (place.to_owned(), alone(schema));
                uses.entry(title).or_default().push(used);
            }
            Ok(())
        })?;
        let mut definitions = BTreeMap::new();
        for (title, uses) in uses.into_iter().filter(|(_, uses)| uses.len() > 1) {
            let definition = definition(&title, &uses, &components)?;
            definitions.insert(title, definition.clone());
        }
        Ok(Self { definitions })
    }

    /// Refers to the component from every place but that of the definition.
    pub(crate) fn refer(&self, document: &mut Value) -> Result<()> {
        self.replace(document, |definition, place| definition != place)
    }

    /// Makes components of the definitions.
    pub(crate) fn define(&self, document: &mut Value) -> Result<()> {
        self.replace(document, |_, _| true)?;
        for (title, (place, schema)) in &self.definitions {
            if !places(document).contains(place) {
                document["components"]["schemas"][title] = schema.clone();
            }
        }
        // A definition may stand inside of another.
        self.replace(document, |_, _| true)
    }

    fn replace(&self, document: &mut Value, is_use: impl Fn(&str, &str) -> bool) -> Result<()> {
        let components = places(document);
        for_each(document, &mut |place, schema| {
            let title = schema.get("title").and_then(Value::as_str);
            let Some(title) = title.filter(|_| !components.contains(place)) else {
                return Ok(());
            };
            if let Some((definition, _)) = self.definitions.get(title)
                && is_use(definition, place)
            {
                let name = definition.strip_prefix("$.components.schemas.");
                let name = name.filter(|_| components.contains(definition));
                let target = format!("{PREFIX}{}", name.unwrap_or(title));
                *schema = referred(schema, &target);
            }
            Ok(())
        })
    }
}

/// The reference that stands where a schema was, with what is said of the place and not of the type.
fn referred(schema: &mut Value, target: &str) -> Value {
    let mut reference = json!({"$ref": target});
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        reference = json!({"allOf": [reference], "nullable": true});
    }
    move_marks(schema, &mut reference);
    reference
}

/// A schema without what is said of its place.
fn alone(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(map) = schema.as_object_mut() {
        map.retain(|key, _| {
            key != "title" && key != "nullable" && !OF_PROPERTY.contains(&key.as_str())
        });
    }
    schema
}

fn places(document: &Value) -> BTreeSet<String> {
    let names = super::components(document).map(|(name, _)| step("$.components.schemas", name));
    names.collect()
}

/// The component, or else the first of the places that says all that is said anywhere.
fn definition<'u>(
    title: &str,
    uses: &'u [(String, Value)],
    components: &BTreeSet<String>,
) -> Result<&'u (String, Value)> {
    let other = |definition: &Value| uses.iter().find(|(_, used)| !is_use_of(definition, used));
    let count = if components.contains(&uses[0].0) {
        1
    } else {
        uses.len()
    };
    let mut candidates = uses[..count].iter();
    match (
        candidates.find(|(_, schema)| other(schema).is_none()),
        other(&uses[0].1),
    ) {
        (Some(definition), _) => Ok(definition),
        (None, different) => {
            let (first, second) = (&uses[0], different.unwrap_or(&uses[0]));
            let expected = format!("the shape that `{title}` has at {}", first.0);
            let remedy = "correct the one that is wrong, or give this one another title";
            let found = difference(&first.1, &second.1);
            Err(Error::expected(FILE, expected, found, remedy).at(&second.0))
        }
    }
}

/// Whether a schema has the shape of another, and says no more than that, or just the same.
fn is_use_of(definition: &Value, schema: &Value) -> bool {
    let (mut definition, schema) = (without_prose(definition), without_prose(schema));
    if definition == schema {
        return true;
    }
    extensions::walk(&mut definition, false, &mut |map| {
        map.retain(|key, member| !(key.starts_with("x-") || key == "title" && member.is_string()));
    });
    definition == schema
}

/// Moves every titled schema to the components, under its title, and refers to it from where it was.
pub(super) fn hoist(document: &mut Value) -> Result<()> {
    rename_components(document)?;
    Repeated::find(document)?.define(document)?;
    let known = places(document);
    let mut types = BTreeMap::new();
    for_each(document, &mut |place, schema| {
        let title = schema.as_object_mut().and_then(|map| map.remove("title"));
        // A component keeps its place, and is known there by its name.
        if let Some(title) = title.filter(|_| !known.contains(place)) {
            let title = type_name(place, &title)?.to_owned();
            let reference = referred(schema, &format!("{PREFIX}{title}"));
            types.insert(title, alone(&std::mem::replace(schema, reference)));
        }
        Ok(())
    })?;
    for (title, schema) in types {
        document["components"]["schemas"][title] = schema;
    }
    *document = sorted(document);
    nullable_references(document)
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
