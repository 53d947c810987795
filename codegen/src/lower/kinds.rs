//! The JSON type that a key asks for, where a wrong one would otherwise be met far from its place.

use serde_json::{Map, Value};

use super::Lowering;
use crate::error::Result;
use crate::value::{brief, step};

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Flag,
    Number,
    FlagOrNumber,
    Texts,
    Names,
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        let texts = |value: &Value| {
            let list = value.as_array();
            list.is_some_and(|list| list.iter().all(Value::is_string))
        };
        match self {
            Self::Text => value.is_string(),
            Self::Flag => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::FlagOrNumber => value.is_boolean() || value.is_number(),
            Self::Texts => texts(value),
            Self::Names => {
                let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
                let doubled = list
                    .iter()
                    .enumerate()
                    .any(|(at, name)| list[..at].contains(name));
                texts(value) && !doubled
            }
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::FlagOrNumber => "true, false or a number",
            Self::Texts => "a list of texts",
            Self::Names => "a list of different names",
        }
    }
}

const ANYWHERE: &[(&str, Kind)] = &[
    ("description", Kind::Text),
    ("summary", Kind::Text),
    ("operationId", Kind::Text),
    ("name", Kind::Text),
    ("in", Kind::Text),
    ("style", Kind::Text),
    ("deprecated", Kind::Flag),
    ("explode", Kind::Flag),
    ("required", Kind::Flag),
    ("tags", Kind::Texts),
];

const SCHEMA: &[(&str, Kind)] = &[
    ("title", Kind::Text),
    ("description", Kind::Text),
    ("format", Kind::Text),
    ("pattern", Kind::Text),
    ("nullable", Kind::Flag),
    ("deprecated", Kind::Flag),
    ("readOnly", Kind::Flag),
    ("writeOnly", Kind::Flag),
    ("uniqueItems", Kind::Flag),
    ("required", Kind::Names),
    ("multipleOf", Kind::Number),
    ("maximum", Kind::Number),
    ("minimum", Kind::Number),
    ("exclusiveMaximum", Kind::FlagOrNumber),
    ("exclusiveMinimum", Kind::FlagOrNumber),
    ("maxLength", Kind::Number),
    ("minLength", Kind::Number),
    ("maxItems", Kind::Number),
    ("minItems", Kind::Number),
    ("maxProperties", Kind::Number),
    ("minProperties", Kind::Number),
];

impl Lowering<'_> {
    /// Checks the values of an operation, a parameter, a header or a body.
    pub(super) fn kinds(&self, place: &str, map: &Map<String, Value>) -> Result<()> {
        self.check(place, map, ANYWHERE)
    }

    /// The keys of a schema whose values are checked.
    pub(super) fn checked_keys() -> impl Iterator<Item = &'static str> {
        SCHEMA.iter().map(|(key, _)| *key)
    }

    /// Checks the values of a schema.
    pub(super) fn schema_kinds(&self, place: &str, map: &Map<String, Value>) -> Result<()> {
        self.check(place, map, SCHEMA)
    }

    fn check(&self, place: &str, map: &Map<String, Value>, known: &[(&str, Kind)]) -> Result<()> {
        for (key, kind) in known {
            if let Some(value) = map.get(*key).filter(|value| !kind.fits(value)) {
                return Err(self.error(&step(place, key), kind.expected(), brief(value)));
            }
        }
        Ok(())
    }
}
