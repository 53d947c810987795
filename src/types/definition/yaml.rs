//! YAML as JSON values, and where in the text a value stands.
//!
//! YAML can say more than JSON, and a short text can stand for a huge value: an alias repeats what it names. So a text is turned
//! into JSON values here, within a bound, and whatever JSON has no word for is an error with its place.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Map, Number, Value};
use serde_path_to_error::Segment;

use crate::error::{Secrets, excerpt};

/// The most that the values of one text may take, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// What a value takes beside its text.
const VALUE: usize = 64;

/// How deep brackets may stand in brackets, and how many there may be: the parser takes time by the square of the depth, and
/// has no bound of its own before all of the text is read.
const BRACKET_DEPTH: usize = 4096;
const BRACKETS: usize = 64 * 1024;

/// Reads a text as JSON values.
pub(super) fn to_json(text: &str) -> Result<Value, serde_yaml::Error> {
    if has_too_many_brackets(text) {
        return Err(Error::custom(
            "there are too many brackets, or too deep ones",
        ));
    }
    let budget = Budget(Cell::new(LIMIT));
    Node(&budget).deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Line and column, from 1, of the value that the path leads to.
pub(super) fn locate<'a>(
    text: &str,
    path: impl IntoIterator<Item = &'a Segment>,
) -> Option<(usize, usize)> {
    let path: Vec<&Segment> = path.into_iter().collect();
    let yaml = serde_yaml::Deserializer::from_str(text);
    let place = LocationAt(&path).deserialize(yaml).err()?.location()?;
    Some((place.line(), place.column()))
}

/// Brackets in quotes count like the others: telling them apart is the parser's work. So the depth alone can be feigned.
fn has_too_many_brackets(text: &str) -> bool {
    let (mut depth, mut total) = (0_usize, 0_usize);
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => (depth, total) = (depth + 1, total + 1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > BRACKET_DEPTH || total > BRACKETS
    })
}

/// What may still be spent.
struct Budget(Cell<usize>);

impl Budget {
    fn spend<E: Error>(&self, text: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(text.saturating_add(VALUE));
        self.0.set(left.ok_or_else(|| {
            E::custom("the text stands for more than 64 MiB, by aliases or by itself")
        })?);
        Ok(())
    }
}

/// A value of any kind.
#[derive(Clone, Copy)]
struct Node<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, yaml: D) -> Result<Value, D::Error> {
        yaml.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has too")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        let number = Number::from_f64(value).ok_or_else(|| {
            E::invalid_value(Unexpected::Float(value), &"a number that JSON has too")
        })?;
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.0.spend(text.len()).map(|()| text.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.spend(0).map(|()| Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut members = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = map.next_key_seed(Key(self.0))? {
            let value = map.next_value_seed(self)?;
            match value {
                Value::Object(base) if key == MERGE => merged.push(base),
                Value::Array(bases) if key == MERGE && bases.iter().all(Value::is_object) => {
                    merged.extend(bases.into_iter().filter_map(|base| match base {
                        Value::Object(base) => Some(base),
                        _ => None,
                    }));
                }
                value => {
                    if members.contains_key(&key) {
                        let key = excerpt(&key, &Secrets::default());
                        return Err(A::Error::custom(format_args!(
                            "the key `{key}` stands twice"
                        )));
                    }
                    members.insert(key, value);
                }
            }
        }
        for (key, value) in merged.into_iter().flatten() {
            members.entry(key).or_insert(value);
        }
        Ok(members.into())
    }
}

/// The key that takes over the members of another map.
const MERGE: &str = "<<";

/// The key of a map, which JSON wants as text.
#[derive(Clone, Copy)]
struct Key<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, yaml: D) -> Result<String, D::Error> {
        // As text, a key is what stands there: `1` and `true` need no quotes.
        yaml.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        self.0.spend(text.len()).map(|()| text.to_owned())
    }
}

/// Leads to a value and fails there, because errors know their place and values do not.
struct LocationAt<'a>(&'a [&'a Segment]);

impl<'de> DeserializeSeed<'de> for LocationAt<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, yaml: D) -> Result<(), D::Error> {
        match self.0.first() {
            Some(Segment::Map { .. }) => yaml.deserialize_map(self),
            Some(Segment::Seq { .. }) => yaml.deserialize_seq(self),
            // `Found` takes no value of any kind.
            _ => yaml.deserialize_any(Found),
        }
    }
}

impl<'de> Visitor<'de> for LocationAt<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the path leads through")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match self.0 {
                [Segment::Map { key }, rest @ ..] if *key == name => {
                    map.next_value_seed(LocationAt(rest))?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let [Segment::Seq { index }, rest @ ..] = self.0 else {
            return Ok(());
        };
        for _ in 0..*index {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(LocationAt(rest))?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

struct Found;

impl Visitor<'_> for Found {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }
}
