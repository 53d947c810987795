//! A cell of a table: text, a number, a bool, nothing, a date-time, or an object.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, Serializer};
use serde::{Serialize, de::value::MapAccessDeserializer};
use serde_json::{Map, Value};

/// What a date-time says of itself.
const DATE_TIME: &str = "datetime";

/// A cell of a table.
///
/// Values convert into cells: `Cell::from("Acme")`, `Cell::from(7)`, `Cell::from(None::<bool>)`. The server infers the type of a
/// column from its rows, so a text that looks like a number, a bool or a date may come back as one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// No value.
    Null,
    /// A text.
    Text(String),
    /// A whole number of 64 bits.
    Integer(i64),
    /// A number with a fraction, or one beyond 64 bits.
    Float(f64),
    /// A bool.
    Bool(bool),
    /// A date-time.
    DateTime(DateTimeCell),
    /// Any other object, only in answers.
    Object(Map<String, Value>),
    /// A list, only in answers.
    List(Vec<Value>),
}

/// A date-time in a cell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DateTimeCell {
    /// Milliseconds since 1970.
    pub epoch: i64,
    /// The text that it was read from; only in answers.
    pub string_value: Option<String>,
    /// Members that this version of the crate does not know.
    pub extra: Map<String, Value>,
}

impl Cell {
    /// A date-time, in milliseconds since 1970.
    pub fn date_time(epoch: i64) -> Self {
        Self::DateTime(DateTimeCell {
            epoch,
            string_value: None,
            extra: Map::new(),
        })
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, whole or not, rounded to the precision of a float.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The bool, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Milliseconds since 1970, if it is a date-time.
    pub fn epoch(&self) -> Option<i64> {
        match self {
            Self::DateTime(moment) => Some(moment.epoch),
            _ => None,
        }
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $cell:expr;)*) => {$(
        impl From<$type> for Cell {
            fn from($value: $type) -> Self {
                $cell
            }
        }
    )*};
}

from! {
    &str => |text| Self::Text(text.to_owned());
    String => |text| Self::Text(text);
    i64 => |number| Self::Integer(number);
    i32 => |number| Self::Integer(number.into());
    u32 => |number| Self::Integer(number.into());
    f64 => |number| Self::Float(number);
    bool => |value| Self::Bool(value);
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Float(number) if number.is_finite() => serializer.serialize_f64(*number),
            // JSON has no word for it, and `null` would be another cell.
            Self::Float(number) => Err(S::Error::custom(format_args!(
                "{number} is not a number that can be sent"
            ))),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::DateTime(moment) => moment.serialize(serializer),
            Self::Object(object) => object.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl Serialize for DateTimeCell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", DATE_TIME)?;
        map.serialize_entry("epoch", &self.epoch)?;
        if let Some(text) = &self.string_value {
            map.serialize_entry("string_value", text)?;
        }
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E: Error>(self) -> Result<Cell, E> {
        Ok(Cell::Null)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::Text(text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Cell, E> {
        Ok(Cell::Bool(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Cell, E> {
        // The server's whole numbers end where `i64` does: what is beyond is a float that was written without a fraction.
        Ok(i64::try_from(number).map_or(Cell::Float(number as f64), Cell::Integer))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell::Float(number))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Cell, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Cell::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
        let map = Map::deserialize(MapAccessDeserializer::new(map))?;
        Ok(match date_time(&map) {
            Some(moment) => Cell::DateTime(moment),
            None => Cell::Object(map),
        })
    }
}

/// The date-time that an object says, if it says one.
fn date_time(map: &Map<String, Value>) -> Option<DateTimeCell> {
    if map.get("type")? != DATE_TIME {
        return None;
    }
    let epoch = super::integer::required(map.get("epoch")?).ok()?;
    let string_value = match map.get("string_value") {
        None | Some(Value::Null) => None,
        Some(text) => Some(text.as_str()?.to_owned()),
    };
    let known = ["type", "epoch", "string_value"];
    let extra = map.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    Some(DateTimeCell {
        epoch,
        string_value,
        extra: extra
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn decoded(wire: &Value) -> Cell {
        serde_json::from_str(&wire.to_string()).unwrap()
    }

    #[test]
    fn cells_round_trip() {
        let money = json!({"type": "money", "amount": [1, {"c": "EUR"}]});
        for (wire, wanted) in [
            (json!(null), Cell::Null),
            (json!(""), Cell::from("")),
            (json!("007"), Cell::from("007")),
            (
                json!(9_007_199_254_740_993_i64),
                Cell::from(9_007_199_254_740_993_i64),
            ),
            (json!(i64::MIN), Cell::from(i64::MIN)),
            (json!(5e-324), Cell::from(5e-324)),
            (json!(true), Cell::from(true)),
            (
                json!({"type": "datetime", "epoch": -62_135_596_800_000_i64}),
                Cell::date_time(-62_135_596_800_000),
            ),
            (
                money.clone(),
                Cell::Object(money.as_object().unwrap().clone()),
            ),
            (json!([1, null]), Cell::List(vec![json!(1), Value::Null])),
        ] {
            let cell = decoded(&wire);
            assert_eq!(cell, wanted);
            assert_eq!(serde_json::to_value(&cell).unwrap(), wire);
        }
    }

    #[test]
    fn a_date_time_keeps_all_that_is_said_of_it() {
        let wire = json!({"type": "datetime", "epoch": 1.0, "string_value": "1970", "tz": "UTC"});
        let cell = decoded(&wire);
        assert_eq!(cell.epoch(), Some(1));
        let wanted = json!({"type": "datetime", "epoch": 1, "string_value": "1970", "tz": "UTC"});
        assert_eq!(serde_json::to_value(&cell).unwrap(), wanted);
    }

    #[test]
    fn what_only_looks_like_a_date_time_is_an_object() {
        for wire in [
            json!({"type": "datetime"}),
            json!({"type": "datetime", "epoch": 1.5}),
            json!({"type": "datetime", "epoch": "1"}),
            json!({"type": "datetime", "epoch": 1, "string_value": 2}),
        ] {
            let cell = decoded(&wire);
            assert!(matches!(cell, Cell::Object(_)), "{wire}");
            assert_eq!(serde_json::to_value(&cell).unwrap(), wire);
        }
    }

    #[test]
    fn a_whole_number_beyond_64_bits_is_a_float() {
        let cell = decoded(&json!(10_000_000_000_000_000_000_u64));
        assert_eq!(cell, Cell::from(1e19));
        assert!(serde_json::to_value(Cell::from(f64::NAN)).is_err());
    }

    proptest! {
        #[test]
        fn numbers_and_texts_keep_their_value(whole in any::<i64>(), float in -1e300_f64..1e300, text in ".*") {
            for cell in [Cell::from(whole), Cell::from(text)] {
                prop_assert_eq!(&decoded(&serde_json::to_value(&cell).unwrap()), &cell);
            }
            // A float stays one, also when it is whole.
            let again = decoded(&serde_json::to_value(Cell::from(float.trunc())).unwrap());
            prop_assert_eq!(again, Cell::from(float.trunc()));
        }
    }
}
