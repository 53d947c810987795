//! Forms: the parts of a `multipart/form-data` body, each with a type of its own.
//!
//! Progenitor knows no such bodies. So the parts go through it as if they were parameters, which gives them names and
//! types, and `requests.rs` puts them into a form.

use serde_json::{Map, Value, json};

use super::{FILE, operations, required};
use crate::error::{Error, Result};
use crate::value::{brief, object, schemas_mut, step};

const FORM: &str = "multipart/form-data";

/// The mark of a parameter that is a part, and its values.
const PART: &str = "x-part";

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Text, a number, a bool or an enum, or a list of these, which is as many parts.
    Text,
    /// Bytes with a name and a media type.
    File,
    /// As many parts as there are files.
    Files,
}

impl PartKind {
    /// What the part is that a parameter of the shaped document stands for, if it is one.
    pub(crate) fn of(parameter: &Value) -> Option<Self> {
        match parameter.get(PART)?.as_str()? {
            "file" => Some(Self::File),
            "files" => Some(Self::Files),
            _ => Some(Self::Text),
        }
    }
}

/// Makes parameters of the parts of forms. The form itself becomes no type, unless something else refers to it.
pub(super) fn parts_are_parameters(document: &mut Value) -> Result<()> {
    let schemas = document
        .pointer("/components/schemas")
        .cloned()
        .unwrap_or_default();
    let mut forms = Vec::new();
    for (place, operation) in operations(document) {
        let Some(body) = operation
            .get("requestBody")
            .filter(|body| body["content"].get(FORM).is_some())
        else {
            continue;
        };
        let place = step(&step(&step(&place, "requestBody"), "content"), FORM);
        let schema = &body["content"][FORM]["schema"];
        let reference = schema["$ref"].as_str().unwrap_or_default();
        let named = reference
            .strip_prefix("#/components/schemas/")
            .map(str::to_owned);
        let component = named
            .as_ref()
            .and_then(|name| Some((name, schemas.get(name)?)));
        let (place, schema) = match component {
            Some((name, schema)) => (step("$.components.schemas", name), schema),
            None => (step(&place, "schema"), schema),
        };
        let parts = parts(&place, schema, body["required"] == true)?;
        if let Some(operation) = operation.as_object_mut() {
            operation.remove("requestBody");
            operation.insert("x-form".into(), true.into());
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            parameters
                .as_array_mut()
                .into_iter()
                .for_each(|list| list.extend(parts.clone()));
        }
        forms.extend(named);
    }
    let text = document.to_string();
    if let Some(schemas) = schemas_mut(document) {
        schemas.retain(|name, _| {
            !forms.contains(name) || text.contains(&format!("\"#/components/schemas/{name}\""))
        });
    }
    Ok(())
}

/// The parts of a form, as parameters.
fn parts(place: &str, schema: &Value, is_required: bool) -> Result<Vec<Value>> {
    let required = required(schema);
    let parts = object(schema, "properties").map(|(name, property)| {
        let place = step(&step(place, "properties"), name);
        let mut part = Map::new();
        part.insert("in".into(), "query".into());
        part.insert("name".into(), name.clone().into());
        part.insert(
            "required".into(),
            (is_required && required.contains(name)).into(),
        );
        if let Some(words) = property.get("description") {
            part.insert("description".into(), words.clone());
        }
        // What only adds words to a reference is that reference.
        let property = match property["allOf"].as_array().map(Vec::as_slice) {
            Some([only]) => only,
            _ => property,
        };
        let (kind, schema) = match (is_file(property), is_file(&property["items"])) {
            (true, _) => ("file", json!({"type": "string"})),
            (_, true) => (
                "files",
                json!({"type": "array", "items": {"type": "string"}}),
            ),
            _ if property["type"] == "object"
                || property.get("type").is_none() && property.get("$ref").is_none() =>
            {
                let expected =
                    "a part that is a text, a number, a bool or a file, or a list of these";
                let remedy = "correct the schema of the form";
                return Err(Error::expected(FILE, expected, brief(property), remedy).at(place));
            }
            _ => ("text", property.clone()),
        };
        part.insert(PART.into(), kind.into());
        part.insert("schema".into(), schema);
        Ok(Value::Object(part))
    });
    let parts = parts.collect::<Result<Vec<_>>>()?;
    match parts.is_empty() {
        false => Ok(parts),
        true => {
            let expected = "a form with parts: an object with properties";
            let error = Error::expected(FILE, expected, brief(schema), "describe its parts");
            Err(error.at(place))
        }
    }
}

fn is_file(schema: &Value) -> bool {
    schema["type"] == "string" && schema["format"] == "binary"
}
