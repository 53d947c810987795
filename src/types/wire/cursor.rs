//! A place in a list, which the server sends as text and takes as text, and which is a number.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// A place in a list, to go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) String);

impl Cursor {
    /// The place as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CursorVisitor)
    }
}

struct CursorVisitor;

impl Visitor<'_> for CursorVisitor {
    type Value = Cursor;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a place in a list: text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cursor, E> {
        Ok(Cursor(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Cursor, E> {
        Ok(Cursor(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Cursor, E> {
        Ok(Cursor(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Cursor, E> {
        Ok(Cursor(number.to_string()))
    }
}
