//! Where schemas differ.

use std::collections::BTreeMap;

use serde_json::Value;

use super::index::{Shape, Side, paired, paired_members};
use super::rows::Direction;
use super::words::{self, Kind};
use super::{Comparison, Location};

/// Keywords that have a comparison of their own, here or among the texts.
const COMPARED: [&str; 16] = [
    "$ref",
    "type",
    "enum",
    "nullable",
    "title",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "description",
    "example",
    "examples",
    "externalDocs",
];

/// Keywords that say something beside the values.
const ANNOTATIONS: [&str; 5] = ["default", "deprecated", "readOnly", "writeOnly", "xml"];

impl<'a> Comparison<'a> {
    /// Every shape with a public name, once.
    pub(super) fn named_shapes(&mut self) {
        let shapes = |side: &Side<'a>| -> BTreeMap<String, (&'a Value, Direction)> {
            let shapes = side.shapes.iter();
            // What no operation reaches may still be built or read by users.
            let direction = |shape: &Shape| shape.direction.unwrap_or(Direction::Both);
            shapes
                .map(|(name, shape)| (name.clone(), (shape.schema, direction(shape))))
                .collect()
        };
        for (name, old, new) in paired(&shapes(&self.old), &shapes(&self.new)) {
            let ways = [old, new]
                .into_iter()
                .flatten()
                .map(|(_, direction)| *direction);
            let Some(direction) = ways.reduce(Direction::and) else {
                continue;
            };
            let place = Location::shape(name, direction);
            match (old, new) {
                (Some((old, _)), Some((new, _))) => self.unnamed(&place, old, new),
                (old, new) => {
                    let before = old.map(|(schema, _)| self.old.described_shape(schema));
                    let after = new.map(|(schema, _)| self.new.described_shape(schema));
                    self.code_row(&place, "schema", before, after);
                }
            }
        }
    }

    /// Two schemas in one place, which may both be absent.
    pub(super) fn position(
        &mut self,
        place: &Location,
        old: Option<&'a Value>,
        new: Option<&'a Value>,
    ) {
        match (old, new) {
            (Some(old), Some(new)) => {
                self.nullability(place, old, new);
                self.schema(place, old, new);
            }
            (None, None) => {}
            (old, new) => self.described_row(place, "type", old, new),
        }
    }

    /// Two schemas in few words, either of which may be absent.
    fn described_row(
        &mut self,
        place: &Location,
        change: &'static str,
        old: Option<&'a Value>,
        new: Option<&'a Value>,
    ) {
        let before = old.map(|schema| self.old.described(schema));
        let after = new.map(|schema| self.new.described(schema));
        self.code_row(place, change, before, after);
    }

    /// Two schemas, whatever the place says about their absence.
    fn schema(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        match (self.old.name(old), self.new.name(new)) {
            (Some(before), Some(after)) if before == after => {}
            (None, None) => self.unnamed(place, old, new),
            _ => self.described_row(place, "type", Some(old), Some(new)),
        }
    }

    fn unnamed(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let old = self.old.resolved(words::unwrapped(old));
        let new = self.new.resolved(words::unwrapped(new));
        self.texts(place, old, new);
        let (kind, new_kind) = (words::kind(old), words::kind(new));
        let listed = matches!(kind, Kind::Closed | Kind::Open);
        if kind != new_kind || (listed && old.get("type") != new.get("type")) {
            let (before, after) = (self.old.described_shape(old), self.new.described_shape(new));
            return self.code_row(place, "type", before, after);
        }
        self.values(place, old, new);
        self.members(place, old, new);
        self.position(
            &place.suffix("{}"),
            words::additional(old),
            words::additional(new),
        );
        self.position(&place.suffix("[]"), old.get("items"), new.get("items"));
        self.parts(place, words::parts(old), words::parts(new));
        self.keywords(place, old, new);
    }

    fn values(&mut self, place: &Location, old: &Value, new: &Value) {
        let (before, after) = (words::values(old), words::values(new));
        let place = |value: &Value| {
            let name = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            place.of_member(&name)
        };
        for gone in before.iter().filter(|value| !after.contains(value)) {
            self.code_row(&place(gone), "enum-value", gone.clone(), Value::Null);
        }
        for come in after.iter().filter(|value| !before.contains(value)) {
            self.code_row(&place(come), "enum-value", Value::Null, come.clone());
        }
    }

    fn members(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        for (name, before, after) in paired_members(&old["properties"], &new["properties"]) {
            let place = place.part(name).of_member(name);
            let required = (words::required(old, name), words::required(new, name));
            match (before, after) {
                (Some(before), Some(after)) => {
                    self.requirement(&place, required.0, required.1);
                    self.nullability(&place, before, after);
                    self.schema(&place, before, after);
                }
                (before, after) => {
                    let before = before.map(|b| words::member(required.0, self.old.described(b)));
                    let after = after.map(|a| words::member(required.1, self.new.described(a)));
                    self.code_row(&place, "field", before, after);
                }
            }
        }
    }

    pub(super) fn requirement(&mut self, place: &Location, old: bool, new: bool) {
        let word = |required| if required { "required" } else { "optional" };
        self.changed(place, "required", word(old), word(new));
    }

    fn nullability(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let (old, new) = (self.old.nullable(old), self.new.nullable(new));
        let word = |nullable| if nullable { "nullable" } else { "never null" };
        self.changed(place, "nullable", word(old), word(new));
    }

    /// Alternatives, or parts of a whole, in order.
    fn parts(&mut self, place: &Location, old: &'a [Value], new: &'a [Value]) {
        for index in 0..old.len().max(new.len()) {
            let place = place.suffix(&format!("|{index}"));
            match (old.get(index), new.get(index)) {
                (Some(before), Some(after)) => self.position(&place, Some(before), Some(after)),
                (before, after) => self.described_row(&place, "variant", before, after),
            }
        }
    }

    /// All other keywords.
    fn keywords(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let keys = paired_members(old, new).map(|(key, ..)| key);
        for key in keys.filter(|key| !COMPARED.contains(key) && !key.starts_with("x-")) {
            match ANNOTATIONS.contains(&key) {
                true => self.keyword(place, "annotation", key, old, new),
                false => self.keyword(place, "constraint", key, old, new),
            }
        }
    }
}

impl<'a> Side<'a> {
    fn nullable(&self, schema: &'a Value) -> bool {
        words::nullable(schema) || words::nullable(self.resolved(words::unwrapped(schema)))
    }
}
