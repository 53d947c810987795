//! The type of a column: a word, or an object for a column of a remote database.

use std::fmt;

use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer,
};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// The type of a column. The set is open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnType {
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// Texts.
    Text,
    /// Bools.
    Bool,
    /// Date-times.
    DateTime,
    /// A type that this version of the crate does not know, as the server sent it.
    Unknown(String),
    /// The type of a column of a remote database, such as `{"reference": "users"}`.
    Object(Map<String, Value>),
}

impl ColumnType {
    /// The word on the wire, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Int => Some("int"),
            Self::Float => Some("float"),
            Self::Text => Some("text"),
            Self::Bool => Some("bool"),
            Self::DateTime => Some("datetime"),
            Self::Unknown(word) => Some(word),
            Self::Object(_) => None,
        }
    }
}

impl From<&str> for ColumnType {
    fn from(word: &str) -> Self {
        match word {
            "int" => Self::Int,
            "float" => Self::Float,
            "text" => Self::Text,
            "bool" => Self::Bool,
            "datetime" => Self::DateTime,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl Serialize for ColumnType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(object) => object.serialize(serializer),
            word => word.as_str().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnTypeVisitor)
    }
}

struct ColumnTypeVisitor;

impl<'de> Visitor<'de> for ColumnTypeVisitor {
    type Value = ColumnType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the type of a column: a word or an object")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<ColumnType, E> {
        Ok(word.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnType, A::Error> {
        let map = Map::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ColumnType::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn column_types_round_trip() {
        let wire =
            json!(["int", "float", "text", "bool", "datetime", "geometry", {"reference": "users"}]);
        let types: Vec<ColumnType> = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(types[4], ColumnType::DateTime);
        assert_eq!(types[5], ColumnType::Unknown("geometry".into()));
        assert_eq!(types[6].as_str(), None);
        assert_eq!(serde_json::to_value(&types).unwrap(), wire);
    }
}
