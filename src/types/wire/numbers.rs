//! Numbers: they arrive as `1` or `1.0` whatever their type, and a whole one leaves without a fraction.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serializer};

/// 2^63 as a float: the first value above what `i64` holds, exactly.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// The integer that a float says, if it says one.
pub(super) fn whole(value: f64) -> Option<i64> {
    let fits = value.fract() == 0.0 && (-I64_END..I64_END).contains(&value);
    // In this range the conversion is exact.
    fits.then_some(value as i64)
}

/// An `i64` that decodes from `1.0` too.
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Whole, E> {
        Ok(Whole(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Whole, E> {
        let value = i64::try_from(value)
            .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))?;
        Ok(Whole(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Whole, E> {
        whole(value)
            .map(Whole)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
    }
}

fn serialize_number<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    match whole(value) {
        Some(value) => serializer.serialize_i64(value),
        None if value.is_finite() => serializer.serialize_f64(value),
        None => Err(not_a_number(value)),
    }
}

/// JSON has no word for it, and serde_json would write `null`.
pub(super) fn not_a_number<E: ser::Error>(value: f64) -> E {
    E::custom(format_args!("{value} is not a number that can be sent"))
}

/// How fields that are integers decode.
pub(crate) mod integer {
    use super::*;

    pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        Whole::deserialize(deserializer).map(|whole| whole.0)
    }

    pub(crate) fn optional<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<i64>, D::Error> {
        Option::<Whole>::deserialize(deserializer).map(|whole| whole.map(|whole| whole.0))
    }
}

/// How fields that are numbers with a fraction are sent.
pub(crate) mod number {
    use super::*;

    pub(crate) fn required<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_number(*value, serializer)
    }

    pub(crate) fn optional<S: Serializer>(
        value: &Option<f64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serialize_number(*value, serializer),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Numbers {
        #[serde(deserialize_with = "super::integer::required")]
        id: i64,
        #[serde(
            serialize_with = "super::number::optional",
            skip_serializing_if = "Option::is_none"
        )]
        heat: Option<f64>,
        #[serde(
            deserialize_with = "super::integer::optional",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        steps: Option<i64>,
    }

    fn decode(json: &str) -> Result<Numbers, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn whole_numbers_come_in_both_forms() {
        let cases = [
            (
                r#"{"id":7,"heat":1,"steps":8.0}"#,
                Numbers {
                    id: 7,
                    heat: Some(1.0),
                    steps: Some(8),
                },
            ),
            (
                r#"{"id":-1.0,"heat":0.7,"steps":null}"#,
                Numbers {
                    id: -1,
                    heat: Some(0.7),
                    steps: None,
                },
            ),
            (
                r#"{"id":9007199254740993}"#,
                Numbers {
                    id: 9_007_199_254_740_993,
                    heat: None,
                    steps: None,
                },
            ),
        ];
        for (json, wanted) in cases {
            assert_eq!(decode(json).unwrap(), wanted, "{json}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for json in [
            r#"{"id":1.5}"#,
            r#"{"id":1e300}"#,
            r#"{"id":18446744073709551615}"#,
            r#"{"id":"7"}"#,
        ] {
            assert!(decode(json).is_err(), "{json}");
        }
    }

    #[test]
    fn whole_numbers_leave_without_a_fraction() {
        let numbers = Numbers {
            id: 1,
            heat: Some(1.0),
            steps: None,
        };
        assert_eq!(
            serde_json::to_string(&numbers).unwrap(),
            r#"{"id":1,"heat":1}"#
        );
    }

    #[test]
    fn what_json_cannot_say_is_an_error_and_not_null() {
        for heat in [f64::NAN, f64::INFINITY] {
            let numbers = Numbers {
                id: 1,
                heat: Some(heat),
                steps: None,
            };
            assert!(serde_json::to_string(&numbers).is_err());
        }
    }
}
