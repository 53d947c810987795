//! What changes about schemas, classified by the Rust type that is generated from them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::index::{Side, entries};
use super::rows::{Class, Direction};
use super::shape::{self, Kind};
use super::{Comparison, Place};

/// Keywords that have a comparison of their own, here or among the texts.
const JUDGED: [&str; 16] = [
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

/// Keywords that change what the server does or checks, and nothing that users of the crate see.
const QUIET: [&str; 5] = ["default", "deprecated", "readOnly", "writeOnly", "xml"];

impl<'a> Comparison<'a> {
    /// Every shape with a public name, once.
    pub(super) fn named_shapes(&mut self) {
        let names = self.old.shapes.keys().chain(self.new.shapes.keys());
        let names: BTreeSet<String> = names.cloned().collect();
        for name in names {
            let (old, new) = (self.old.shape(&name), self.new.shape(&name));
            let direction = match (old, new) {
                (Some((_, old)), Some((_, new))) => old.and(new),
                (Some((_, only)), None) | (None, Some((_, only))) => only,
                (None, None) => continue,
            };
            let place = Place::shape(&name, direction);
            match (old, new) {
                (Some((old, _)), Some((new, _))) => self.unnamed(&place, old, new),
                (Some((old, _)), None) => {
                    let before = self.old.described_shape(old);
                    self.row(&place, Class::Breaking, "schema", before, Value::Null);
                }
                (None, Some((new, _))) => {
                    let after = self.new.described_shape(new);
                    self.row(&place, Class::Addition, "schema", Value::Null, after);
                }
                (None, None) => {}
            }
        }
    }

    /// Two schemas in a place that is not a property, where null is part of the type.
    pub(super) fn position(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        self.nullability(place, Class::Breaking, old, new);
        self.schema(place, old, new);
    }

    /// Two schemas, whatever the place says about their absence.
    fn schema(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        match (self.old.name(old), self.new.name(new)) {
            (Some(before), Some(after)) if before == after => {}
            (None, None) => self.unnamed(place, old, new),
            _ => {
                let before = self.old.described(old);
                let after = self.new.described(new);
                self.row(place, Class::Breaking, "type", before, after);
            }
        }
    }

    fn unnamed(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        let old = self.old.resolved(shape::unwrapped(old));
        let new = self.new.resolved(shape::unwrapped(new));
        let (kind, new_kind) = (shape::kind(old), shape::kind(new));
        if kind != new_kind || base_type(kind, old) != base_type(kind, new) {
            let (before, after) = (self.old.described_shape(old), self.new.described_shape(new));
            self.row(place, Class::Breaking, "type", before, after);
            self.texts(place, old, new);
            return;
        }
        match kind {
            Kind::Closed | Kind::Open => self.values(place, old, new),
            Kind::Object => self.object(place, old, new),
            Kind::List => self.items(place, old, new),
            Kind::OneOf | Kind::AnyOf | Kind::AllOf => self.parts(place, kind, old, new),
            _ => {}
        }
        self.keywords(place, kind, old, new);
        self.texts(place, old, new);
    }

    /// A value more is a variant more of a `#[non_exhaustive]` enum; a value less is a variant less.
    fn values(&mut self, place: &Place, old: &Value, new: &Value) {
        let (before, after) = (shape::values(old), shape::values(new));
        for gone in before.iter().filter(|value| !after.contains(value)) {
            self.row(
                place,
                Class::Breaking,
                "enum-value",
                gone.clone(),
                Value::Null,
            );
        }
        for come in after.iter().filter(|value| !before.contains(value)) {
            self.row(
                place,
                Class::Addition,
                "enum-value",
                Value::Null,
                come.clone(),
            );
        }
    }

    fn object(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        let names = |schema: &'a Value| entries(&schema["properties"]).map(|(name, _)| name);
        for name in names(old).chain(names(new)).collect::<BTreeSet<_>>() {
            let place = place.part(name);
            match (old["properties"].get(name), new["properties"].get(name)) {
                (Some(before), Some(after)) => {
                    let required = (shape::required(old, name), shape::required(new, name));
                    self.property(&place, required, before, after);
                }
                (Some(before), None) => {
                    let before = field(shape::required(old, name), self.old.described(before));
                    self.row(&place, Class::Breaking, "field", before, Value::Null);
                }
                (None, Some(after)) => {
                    let required = shape::required(new, name);
                    // One more argument of the constructor, where there is one.
                    let takes = constructor_takes(new, name, self.new.nullable(after));
                    let class = if takes && place.in_requests() {
                        Class::Breaking
                    } else {
                        Class::Addition
                    };
                    let after = field(required, self.new.described(after));
                    self.row(&place, class, "field", Value::Null, after);
                }
                (None, None) => {}
            }
        }
        self.additional(place, old, new);
    }

    /// A field is bare, and the constructor asks for it, only if it is required and never null.
    fn property(&mut self, place: &Place, required: (bool, bool), old: &'a Value, new: &'a Value) {
        let nullable = (self.old.nullable(old), self.new.nullable(new));
        let bare = (required.0 && !nullable.0, required.1 && !nullable.1);
        let class = if bare.0 == bare.1 {
            Class::Documentation
        } else {
            Class::Breaking
        };
        self.requirement(place, class, required.0, required.1);
        self.nullability(place, class, old, new);
        let asked = (marked(old), marked(new));
        if place.in_requests() && asked.0 != asked.1 && !bare.0 && !bare.1 {
            self.row(
                &place.keyword("x-in-constructor"),
                Class::Breaking,
                "constructor",
                asked.0,
                asked.1,
            );
        }
        self.schema(place, old, new);
    }

    fn nullability(&mut self, place: &Place, class: Class, old: &'a Value, new: &'a Value) {
        let (old, new) = (self.old.nullable(old), self.new.nullable(new));
        let word = |nullable| if nullable { "nullable" } else { "never null" };
        if old != new {
            self.row(place, class, "nullable", word(old), word(new));
        }
    }

    fn additional(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        let place = place.suffix("{}");
        match (shape::additional(old), shape::additional(new)) {
            (before @ Value::Object(_), after @ Value::Object(_)) => {
                self.position(&place, before, after)
            }
            (before, after) if before == after => {}
            (before, after) => {
                let (before, after) = (self.old.described(before), self.new.described(after));
                self.row(&place, Class::Breaking, "type", before, after);
            }
        }
    }

    fn items(&mut self, place: &Place, old: &'a Value, new: &'a Value) {
        let place = place.suffix("[]");
        match (old.get("items"), new.get("items")) {
            (Some(old), Some(new)) => self.position(&place, old, new),
            (None, None) => {}
            (old, new) => {
                let before = old.map(|schema| self.old.described(schema));
                let after = new.map(|schema| self.new.described(schema));
                self.row(&place, Class::Breaking, "type", before, after);
            }
        }
    }

    /// Alternatives are variants, so one more at the end is an addition; parts of a whole are fields.
    fn parts(&mut self, place: &Place, kind: Kind, old: &'a Value, new: &'a Value) {
        let (old, new) = (shape::parts(old), shape::parts(new));
        for (index, (before, after)) in old.iter().zip(new).enumerate() {
            self.position(&place.suffix(&format!("|{index}")), before, after);
        }
        for (index, gone) in old.iter().enumerate().skip(new.len()) {
            let before = self.old.described(gone);
            self.row(
                &place.suffix(&format!("|{index}")),
                Class::Breaking,
                "variant",
                before,
                Value::Null,
            );
        }
        for (index, come) in new.iter().enumerate().skip(old.len()) {
            let class = if kind == Kind::AllOf {
                Class::Breaking
            } else {
                Class::Addition
            };
            let after = self.new.described(come);
            self.row(
                &place.suffix(&format!("|{index}")),
                class,
                "variant",
                Value::Null,
                after,
            );
        }
    }

    /// All other keywords; one that this comparison has never heard of is taken for the worst.
    fn keywords(&mut self, place: &Place, kind: Kind, old: &'a Value, new: &'a Value) {
        let keys = |schema: &'a Value| entries(schema).map(|(key, _)| key);
        for key in keys(old).chain(keys(new)).collect::<BTreeSet<_>>() {
            if JUDGED.contains(&key) || key.starts_with("x-") {
                continue;
            }
            if QUIET.contains(&key) {
                self.quiet(place, key, old, new);
                continue;
            }
            let side = |schema: &Value| schema.get(key).cloned().unwrap_or_default();
            let (before, after) = (side(old), side(new));
            if before != after {
                let known = shape::is_constraint(key);
                let typed = shape::makes_the_type(kind, key, &before, &after);
                let class = if known && !typed {
                    Class::Documentation
                } else {
                    Class::Breaking
                };
                self.row(&place.keyword(key), class, "constraint", before, after);
            }
        }
    }
}

impl<'a> Side<'a> {
    fn shape(&self, name: &str) -> Option<(&'a Value, Direction)> {
        let shape = self.shapes.get(name)?;
        // What no operation reaches may still be built or read by users.
        Some((shape.schema, shape.direction.unwrap_or(Direction::Both)))
    }

    fn nullable(&self, schema: &'a Value) -> bool {
        shape::nullable(schema) || shape::nullable(self.resolved(shape::unwrapped(schema)))
    }

    /// A schema in few words: its name if it has one.
    pub(super) fn described(&self, schema: &'a Value) -> String {
        match self.name(schema) {
            Some(name) => name.to_owned(),
            None => self.described_shape(schema),
        }
    }

    /// A schema in few words, from what it says.
    pub(super) fn described_shape(&self, schema: &'a Value) -> String {
        let schema = self.resolved(shape::unwrapped(schema));
        let format = schema.get("format").and_then(Value::as_str);
        let with_format = |word: &str| format.map_or(word.to_owned(), |f| format!("{word} ({f})"));
        let joined = |separator: &str| -> String {
            let parts = shape::parts(schema).iter().map(|part| self.described(part));
            parts.collect::<Vec<_>>().join(separator)
        };
        match shape::kind(schema) {
            Kind::Any => match schema {
                Value::Bool(false) => "nothing".to_owned(),
                _ => "any value".to_owned(),
            },
            Kind::Boolean => "boolean".to_owned(),
            Kind::Integer => with_format("integer"),
            Kind::Number => with_format("number"),
            Kind::String => with_format("string"),
            Kind::Closed => format!("one of {}", listed(schema)),
            Kind::Open => format!("open set of {}", listed(schema)),
            Kind::List => match schema.get("items") {
                Some(items) => format!("list of {}", self.described(items)),
                None => "list of any value".to_owned(),
            },
            Kind::Object if has_properties(schema) => {
                let names: Vec<&str> = entries(&schema["properties"])
                    .map(|(name, _)| name)
                    .collect();
                format!("object {{{}}}", names.join(", "))
            }
            Kind::Object => match shape::additional(schema) {
                Value::Object(_) => format!("map of {}", self.described(shape::additional(schema))),
                _ => "map of any value".to_owned(),
            },
            Kind::OneOf | Kind::AnyOf => joined(" or "),
            Kind::AllOf => joined(" and "),
        }
    }
}

fn has_properties(schema: &Value) -> bool {
    entries(&schema["properties"]).next().is_some()
}

/// Whether the overlay puts a field into the constructor that the spec does not require.
fn marked(property: &Value) -> bool {
    property.get("x-in-constructor") == Some(&Value::Bool(true))
}

fn constructor_takes(schema: &Value, name: &str, nullable: bool) -> bool {
    (shape::required(schema, name) && !nullable) || marked(&schema["properties"][name])
}

/// The type beside listed values; elsewhere the kind says it.
fn base_type(kind: Kind, schema: &Value) -> Option<&str> {
    match kind {
        Kind::Closed | Kind::Open => schema.get("type").and_then(Value::as_str),
        _ => None,
    }
}

fn listed(schema: &Value) -> String {
    let values = shape::values(schema);
    let words = values
        .iter()
        .map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
    words.collect::<Vec<_>>().join(", ")
}

fn field(required: bool, schema: String) -> String {
    let word = if required { "required" } else { "optional" };
    format!("{word} {schema}")
}
