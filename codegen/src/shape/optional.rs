//! What may be absent or null, and how both become `Option`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::required;
use crate::error::Result;
use crate::marks::OF_PROPERTY;
use crate::schema::for_each;
use crate::value::{object, schemas_mut};

/// A component that may be null says so wherever it is used, so that its type is its own and `Option`
/// stands at each use.
pub(super) fn nullable_components(document: &mut Value) -> Result<()> {
    let mut nullable = BTreeSet::new();
    for (name, schema) in schemas_mut(document).into_iter().flatten() {
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

/// For Rust, a property that is null and one that is absent are the same `None`.
pub(super) fn nullable_is_optional(document: &mut Value) -> Result<()> {
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
        let mut only = only.clone();
        move_marks(property, &mut only);
        *property = only;
    }
}

/// An optional list or map is an `Option`. Typify makes a plain collection of it, so that one that is
/// absent and one that is empty would look the same, and in an update they are different requests.
pub(super) fn optional_collections_are_options(document: &mut Value) -> Result<()> {
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

/// Keeps what marks say of a property when another schema takes its place.
pub(super) fn move_marks(from: &mut Value, to: &mut Value) {
    let (Some(from), Some(to)) = (from.as_object_mut(), to.as_object_mut()) else {
        return;
    };
    for mark in OF_PROPERTY {
        if let Some(value) = from.remove(mark) {
            to.insert(mark.to_owned(), value);
        }
    }
}
