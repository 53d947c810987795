//! An id whose form differs: a number or text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::{Serialize, Serializer};

use super::numbers::whole;

/// An id, in the form in which the server sent it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Id {
    /// As a number.
    Number(i64),
    /// As text.
    Text(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id: text or a whole number of 64 bits")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
        Ok(Id::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Id, E> {
        Ok(Id::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Id, E> {
        let fitting = i64::try_from(number);
        fitting
            .map(Id::Number)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Id, E> {
        let fitting = whole(number).map(Id::Number);
        fitting.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_round_trip() {
        for (wire, id) in [
            (json!(90417), Id::Number(90417)),
            (json!("0ec9852c2f"), Id::Text("0ec9852c2f".to_owned())),
            (json!("007"), Id::Text("007".to_owned())),
        ] {
            let read: Id = serde_json::from_value(wire.clone()).unwrap();
            assert_eq!(read, id);
            assert_eq!(serde_json::to_value(&id).unwrap(), wire);
            assert_eq!(id.to_string(), wire.to_string().trim_matches('"'));
        }
        assert_eq!(
            serde_json::from_value::<Id>(json!(7.0)).unwrap(),
            Id::Number(7)
        );
        for wire in [json!(7.5), json!(true), json!(u64::MAX), json!([])] {
            assert!(serde_json::from_value::<Id>(wire).is_err());
        }
    }
}
