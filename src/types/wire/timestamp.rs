//! A moment whose form differs: text or a number.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// A moment, in the form in which the server sent it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Timestamp {
    /// As text, such as `2026-10-30T09:12:44.381Z`.
    Text(String),
    /// In milliseconds since 1970.
    Millis(f64),
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Millis(millis) => super::number::required(millis, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimestampVisitor)
    }
}

struct TimestampVisitor;

impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a moment: text or milliseconds")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        Ok(Timestamp::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, millis: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::Millis(millis as f64))
    }

    fn visit_u64<E: Error>(self, millis: u64) -> Result<Timestamp, E> {
        // Milliseconds since 1970 stay below 2^53 for 280,000 years, so nothing is rounded.
        Ok(Timestamp::Millis(millis as f64))
    }

    fn visit_f64<E: Error>(self, millis: f64) -> Result<Timestamp, E> {
        Ok(Timestamp::Millis(millis))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_round_trip() {
        for wire in [
            json!("2026-10-30T09:12:44.381Z"),
            json!(1_763_802_461_337_i64),
        ] {
            let moment: Timestamp = serde_json::from_value(wire.clone()).unwrap();
            assert_eq!(serde_json::to_value(&moment).unwrap(), wire);
        }
    }
}
