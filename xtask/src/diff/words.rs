//! Schemas in few words: their kind, whether they may be null, their values if they are listed.

use serde_json::Value;

use super::index::{Side, entries};

/// The kind of a schema without a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    /// Exactly the values listed.
    Closed,
    /// The values listed, and whatever else comes.
    Open,
    List,
    Object,
    OneOf,
    AnyOf,
    AllOf,
}

/// The schema behind a wrapper that only adds text or `nullable`: `allOf` with one part.
pub(super) fn unwrapped(schema: &Value) -> &Value {
    let wraps = ["type", "properties", "oneOf", "anyOf", "enum"]
        .iter()
        .all(|key| schema.get(*key).is_none());
    match schema.get("allOf").and_then(Value::as_array) {
        Some(parts) if wraps && parts.len() == 1 => &parts[0],
        _ => schema,
    }
}

pub(super) fn kind(schema: &Value) -> Kind {
    if schema
        .get("x-extensible-enum")
        .is_some_and(|mark| mark != false)
    {
        return Kind::Open;
    }
    let composed = [
        ("enum", Kind::Closed),
        ("oneOf", Kind::OneOf),
        ("anyOf", Kind::AnyOf),
        ("allOf", Kind::AllOf),
    ];
    if let Some((_, kind)) = composed.iter().find(|(key, _)| schema.get(key).is_some()) {
        return *kind;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => Kind::Boolean,
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("string") => Kind::String,
        Some("array") => Kind::List,
        Some("object") => Kind::Object,
        _ if schema.get("properties").is_some() => Kind::Object,
        _ => Kind::Any,
    }
}

/// Whether null is one of the values.
pub(super) fn nullable(schema: &Value) -> bool {
    let says_so = |schema: &Value| schema.get("nullable") == Some(&Value::Bool(true));
    says_so(schema) || says_so(unwrapped(schema))
}

/// The values listed by an open or closed set, as they appear on the wire.
pub(super) fn values(schema: &Value) -> Vec<Value> {
    let listed = ["x-extensible-enum", "enum"]
        .iter()
        .find_map(|key| schema.get(*key)?.as_array());
    listed
        .map(|values| values.iter().filter(|v| !v.is_null()).cloned().collect())
        .unwrap_or_default()
}

/// The parts of a `oneOf`, `anyOf` or `allOf`.
pub(super) fn parts(schema: &Value) -> &[Value] {
    ["oneOf", "anyOf", "allOf"]
        .iter()
        .find_map(|key| schema.get(*key)?.as_array())
        .map_or(&[], Vec::as_slice)
}

/// Whether a property is listed in `required`.
pub(super) fn required(schema: &Value, property: &str) -> bool {
    schema
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|name| name == property))
}

/// What a map maps to, if that is a schema.
pub(super) fn additional(schema: &Value) -> Option<&Value> {
    schema
        .get("additionalProperties")
        .filter(|inner| inner.as_object().is_some_and(|map| !map.is_empty()))
}

/// A member, with the word that says whether it has to be there.
pub(super) fn member(required: bool, schema: String) -> String {
    let word = if required { "required" } else { "optional" };
    format!("{word} {schema}")
}

fn listed(schema: &Value) -> String {
    let values = values(schema);
    let words = values
        .iter()
        .map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
    words.collect::<Vec<_>>().join(", ")
}

impl<'a> Side<'a> {
    /// A schema in few words: its name if it has one.
    pub(super) fn described(&self, schema: &'a Value) -> String {
        match self.name(schema) {
            Some(name) => name.to_owned(),
            None => self.described_shape(schema),
        }
    }

    /// A schema in few words, from what it says.
    pub(super) fn described_shape(&self, schema: &'a Value) -> String {
        let schema = self.resolved(unwrapped(schema));
        let format = schema.get("format").and_then(Value::as_str);
        let with_format = |word: &str| format.map_or(word.to_owned(), |f| format!("{word} ({f})"));
        let joined = |separator: &str| -> String {
            let parts = parts(schema).iter().map(|part| self.described(part));
            parts.collect::<Vec<_>>().join(separator)
        };
        match kind(schema) {
            Kind::Any => "any value".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Integer => with_format("integer"),
            Kind::Number => with_format("number"),
            Kind::String => with_format("string"),
            Kind::Closed => format!("one of {}", listed(schema)),
            Kind::Open => format!("open set of {}", listed(schema)),
            Kind::List => match schema.get("items") {
                Some(items) => format!("list of {}", self.described(items)),
                None => "list of any value".to_owned(),
            },
            Kind::Object if entries(&schema["properties"]).next().is_some() => {
                let names: Vec<&str> = entries(&schema["properties"])
                    .map(|(name, _)| name)
                    .collect();
                format!("object {{{}}}", names.join(", "))
            }
            Kind::Object => match additional(schema) {
                Some(inner) => format!("map of {}", self.described(inner)),
                None => "map of any value".to_owned(),
            },
            Kind::OneOf | Kind::AnyOf => joined(" or "),
            Kind::AllOf => joined(" and "),
        }
    }
}
