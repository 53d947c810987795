//! Reading JSON whose values have another form than expected, but say the same.
//!
//! Servers differ in how they write an id or a number, and in whether a list that is empty is null. Types that take every form
//! would be several times the code for what hardly ever happens. So a text that did not fit is changed where it did not, and read
//! once more: it costs nothing unless decoding failed. All values of the field are changed together, so that a long list is read a
//! few times at most. Nothing is lost or made up:
//!
//! | expected | found | read as |
//! |---|---|---|
//! | text | a number, a bool | as it is written |
//! | a number, a bool | its text | what it says |
//! | a list, an object | null | an empty one |
//! | text | half a character | U+FFFD, see [`mend`] |

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::error::Category;
use serde_json::{Number, Value};

use super::locate::{Field, scalars};
use super::surrogates::mend;

/// How often a text is changed and read once more.
const ROUNDS: usize = 16;

/// How many bytes are read once more in all, so that a large answer does not hold the program.
const BYTES: usize = 128 * 1024 * 1024;

/// Why a text did not fit: the last error, and the changed text that it is about, if that is not the text that was given.
pub(super) struct Misfit {
    pub(super) error: serde_json::Error,
    pub(super) changed: Option<Vec<u8>>,
}

/// Reads JSON with `parse`, and once more for what is of another form.
pub(super) fn read<T>(
    json: &[u8],
    parse: impl Fn(&[u8]) -> serde_json::Result<T>,
) -> Result<T, Misfit> {
    let mut misfit = match parse(json) {
        Ok(value) => return Ok(value),
        Err(error) => Misfit {
            error,
            changed: None,
        },
    };
    let mut left = BYTES;
    for _ in 0..ROUNDS {
        let Some(changed) = misfit.change(json, &mut left) else {
            break;
        };
        match parse(&changed) {
            Ok(value) => return Ok(value),
            Err(error) => {
                misfit = Misfit {
                    error,
                    changed: Some(changed),
                }
            }
        }
    }
    Err(misfit)
}

/// Reads a part of a text with `parse` as [`read`] does. The error has no place: that would be one within the part.
pub(crate) fn from_text<T>(
    json: &str,
    parse: impl Fn(&[u8]) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    read(json.as_bytes(), parse).map_err(|misfit| {
        let text = misfit.error.to_string();
        let placeless = text.rsplit_once(" at line ");
        serde_json::Error::custom(placeless.map_or(&*text, |(text, _)| text))
    })
}

/// Decodes a value, and once more for what is of another form.
pub(crate) fn from_value<T: for<'de> Deserialize<'de>>(value: &Value) -> serde_json::Result<T> {
    T::deserialize(value)
        .or_else(|_| from_text(&value.to_string(), |json| serde_json::from_slice(json)))
}

impl Misfit {
    #[cold]
    fn change(&self, given: &[u8], left: &mut usize) -> Option<Vec<u8>> {
        let json = self.changed.as_deref().unwrap_or(given);
        *left = left.checked_sub(json.len())?;
        match self.error.classify() {
            Category::Data => coerced(json, &self.error),
            _ => mend(json),
        }
    }
}

/// What was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Text,
    Number,
    Bool,
    List,
    Object,
}

impl Wanted {
    fn of(error: &serde_json::Error) -> Option<Self> {
        let text = error.to_string();
        let text = text.strip_prefix("invalid type: ")?;
        let (text, _) = text.rsplit_once(" at line ")?;
        let (_, expected) = text.rsplit_once(", expected ")?;
        Some(match expected {
            "a string" | "text" => Self::Text,
            "a boolean" => Self::Bool,
            "a sequence" => Self::List,
            "a map" => Self::Object,
            "i8"
            | "i16"
            | "i32"
            | "i64"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "f32"
            | "f64"
            | "a whole number of 64 bits" => Self::Number,
            _ => return None,
        })
    }

    /// A value in the form that is wanted, if it says the same.
    fn form_of(self, value: &[u8]) -> Option<Cow<'static, [u8]>> {
        match (self, value) {
            (Self::List, b"null") => Some(b"[]".into()),
            (Self::Object, b"null") => Some(b"{}".into()),
            (Self::Text, b"true" | b"false" | [b'-' | b'0'..=b'9', ..]) => {
                Some([b"\"", value, b"\""].concat().into())
            }
            (Self::Bool, b"\"true\"") => Some(b"true".into()),
            (Self::Bool, b"\"false\"") => Some(b"false".into()),
            (Self::Number, [b'"', digits @ .., b'"']) => {
                is_number(digits).then(|| digits.to_vec().into())
            }
            _ => None,
        }
    }
}

/// Whether a text is a number as JSON writes it. `007` is something else.
fn is_number(text: &[u8]) -> bool {
    let number: Option<Number> = serde_json::from_slice(text).ok();
    number.is_some_and(|number| number.to_string().as_bytes() == text)
}

/// The text with the field of the value that did not fit in the form that is wanted, wherever it stands.
fn coerced(json: &[u8], error: &serde_json::Error) -> Option<Vec<u8>> {
    let wanted = Wanted::of(error)?;
    let (field, value) = Field::at(json, error.line(), error.column())?;
    wanted.form_of(value)?;
    let mut changed = Vec::with_capacity(json.len() + 64);
    let mut kept = 0;
    for (at, value) in scalars(json, |path| field.is(path)) {
        if let Some(form) = wanted.form_of(value) {
            changed.extend_from_slice(&json[kept..at]);
            changed.extend_from_slice(&form);
            kept = at + value.len();
        }
    }
    changed.extend_from_slice(&json[kept..]);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        id: String,
        count: Option<i64>,
        credits: Option<f64>,
        open: Option<bool>,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        more: BTreeMap<String, u8>,
    }

    fn rows(json: &str) -> Result<Vec<Row>, String> {
        let read = read(json.as_bytes(), |json| serde_json::from_slice(json));
        read.map_err(|misfit| misfit.error.to_string())
    }

    #[test]
    fn other_forms_of_the_same_are_read() {
        for (odd, usual) in [
            (r#"{"id":7}"#, r#"{"id":"7"}"#),
            (r#"{"id":-1.50e3}"#, r#"{"id":"-1.50e3"}"#),
            (
                r#"{"id":123456789012345678901234567890}"#,
                r#"{"id":"123456789012345678901234567890"}"#,
            ),
            (r#"{"id":true}"#, r#"{"id":"true"}"#),
            (r#"{"id":"a","count":"12"}"#, r#"{"id":"a","count":12}"#),
            (
                r#"{"id":"a","credits":"1.5"}"#,
                r#"{"id":"a","credits":1.5}"#,
            ),
            (r#"{"id":"a","open":"false"}"#, r#"{"id":"a","open":false}"#),
            (r#"{"id":"a","tags":null}"#, r#"{"id":"a","tags":[]}"#),
            (
                r#"{"id":"a","tags":[1,"b",false]}"#,
                r#"{"id":"a","tags":["1","b","false"]}"#,
            ),
            (r#"{"id":"a","more":null}"#, r#"{"id":"a","more":{}}"#),
            (
                r#"{"id":"a","more":{"x":"1"}}"#,
                r#"{"id":"a","more":{"x":1}}"#,
            ),
            (
                r#"{ "id" : 7 , "count" : "12", "tags":null, "open":"true", "new":{"id":7} }"#,
                r#"{"id":"7","count":12,"tags":[],"open":true}"#,
            ),
            (
                r#"{"id":"\ud83d","count":"1"}"#,
                r#"{"id":"\ufffd","count":1}"#,
            ),
        ] {
            assert_eq!(
                rows(&format!("[{odd}]")),
                Ok(rows(&format!("[{usual}]")).unwrap()),
                "{odd}"
            );
        }
    }

    #[test]
    fn what_says_something_else_is_refused() {
        for odd in [
            r#"{"id":null}"#,
            r#"{"id":[]}"#,
            r#"{"id":{}}"#,
            r#"{"id":"a","count":"twelve"}"#,
            r#"{"id":"a","count":"007"}"#,
            r#"{"id":"a","count":"1.5"}"#,
            r#"{"id":"a","count":" 1"}"#,
            r#"{"id":"a","count":""}"#,
            r#"{"id":"a","count":true}"#,
            r#"{"id":"a","open":"yes"}"#,
            r#"{"id":"a","open":1}"#,
            r#"{"id":"a","tags":"x"}"#,
            r#"{"id":"a","tags":{}}"#,
            r#"{"id":"a","more":[]}"#,
            r#"{"id":7"#,
            r#"{"id":7} x"#,
        ] {
            assert!(rows(&format!("[{odd}]")).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_long_list_is_read_a_few_times() {
        let many = 5_000;
        let list = format!(
            "[{}]",
            vec![r#"{"id":7,"count":"1","tags":null}"#; many].join(",")
        );
        let reads = std::cell::Cell::new(0);
        let rows = read(list.as_bytes(), |json| {
            reads.set(reads.get() + 1);
            serde_json::from_slice::<Vec<Row>>(json)
        });
        assert_eq!(rows.ok().map(|rows| rows.len()), Some(many));
        assert_eq!(reads.get(), 4);
    }

    #[test]
    fn no_other_field_is_changed() {
        #[derive(Deserialize)]
        struct Two {
            id: String,
            inner: Value,
            other: Vec<Value>,
        }
        let json = br#"{"inner":{"id":7},"other":[7,{"id":7}],"id":7}"#;
        let two: Two = read(json, |json| serde_json::from_slice(json))
            .ok()
            .unwrap();
        assert_eq!(two.id, "7");
        assert_eq!((&two.inner["id"], &two.other[0]), (&7.into(), &7.into()));
    }

    #[test]
    fn the_number_of_rounds_is_bounded() {
        let fields: Vec<String> = (0..ROUNDS + 1)
            .map(|field| format!("\"{field}\":7"))
            .collect();
        let json = format!("{{{}}}", fields.join(","));
        let map = read(json.as_bytes(), |json| {
            serde_json::from_slice::<BTreeMap<String, String>>(json)
        });
        assert!(map.is_err());
    }
}
