//! Text columns of tables. What a server says there in JSON with a number, a bool or a list is what CSV has as text, so that a
//! row is the same from both, and one odd cell does not cost the table.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::Serializer;

use super::numbers::not_a_number;
use super::text_list::SEPARATOR;

struct Cell(String);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cell, E> {
        Ok(Cell(text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Cell, E> {
        Ok(Cell(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Cell, E> {
        Ok(Cell(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Cell, E> {
        Ok(Cell(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Cell, E> {
        Ok(Cell(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Cell, A::Error> {
        let mut texts: Vec<String> = Vec::new();
        while let Some(Cell(text)) = list.next_element()? {
            texts.push(text);
        }
        Ok(Cell(texts.join(SEPARATOR)))
    }
}

/// How fields that are `Option<String>` decode in a row.
pub(crate) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<Cell>::deserialize(deserializer).map(|cell| cell.map(|Cell(text)| text))
}

/// How fields that are `Option<f64>` are written in a row: with a fraction also where they are whole, since a column of a
/// table has one type.
pub(crate) fn number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) if value.is_finite() => serializer.serialize_f64(*value),
        Some(value) => Err(not_a_number(*value)),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_csv_has_as_text_is_text() {
        for (wire, wanted) in [
            (json!("007"), Some("007")),
            (json!(90417), Some("90417")),
            (json!(-1.5), Some("-1.5")),
            (json!(true), Some("true")),
            (json!(["a", "b"]), Some("a; b")),
            (json!([]), Some("")),
            (json!(null), None),
        ] {
            assert_eq!(optional(wire).unwrap().as_deref(), wanted);
        }
        assert!(optional(json!({})).is_err());
    }
}
