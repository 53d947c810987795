//! Compares two corrected OpenAPI documents and says what the change means for users of the crate.
//!
//! A textual diff of two specs says little: a description reflowed over ten lines is nothing, one word in a
//! `required` list is a major version. Here every difference becomes a [`Row`] with a [`Class`], decided by its
//! consequence for Rust code written against this crate: generated types are `#[non_exhaustive]`, request types
//! have `new(required…)` and setters, an optional or nullable field is an `Option`, names come from operation
//! ids, titles and schema keys.
//!
//! A shape that has a name is compared once, under its name, however many operations share it; whether it goes
//! into requests, comes in responses, or both, is worked out by following the references.

mod documentation;
mod index;
mod operations;
mod rows;
mod schemas;
mod shape;

use serde_json::Value;

use index::Side;

pub(crate) use index::METHODS;
pub(crate) use rows::{Class, Direction, Row, Subject, next_version, weightiest};

/// Compares two corrected documents; the weightiest rows come first.
pub(crate) fn compare(old: &Value, new: &Value) -> Vec<Row> {
    let mut comparison = Comparison {
        old: Side::of(old),
        new: Side::of(new),
        rows: Vec::new(),
    };
    comparison.operations();
    comparison.named_shapes();
    comparison.document();
    let mut rows = comparison.rows;
    rows.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    rows
}

/// Both documents, indexed, and the rows found so far.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    rows: Vec<Row>,
}

/// Where in the API a comparison stands.
#[derive(Clone)]
struct Place {
    subject: Subject,
    path: String,
    direction: Option<Direction>,
}

impl Place {
    fn operation(id: &str) -> Self {
        Self {
            subject: Subject::Operation(id.to_owned()),
            path: String::new(),
            direction: None,
        }
    }

    fn shape(name: &str, direction: Direction) -> Self {
        Self {
            subject: Subject::Schema(name.to_owned()),
            path: String::new(),
            direction: Some(direction),
        }
    }

    /// A part with a name: a property, a section of an operation.
    fn part(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.suffix(&format!("{dot}{name}"))
    }

    /// A keyword, where a property of that name would read the same.
    fn keyword(&self, name: &str) -> Self {
        self.suffix(&format!("#{name}"))
    }

    /// A part without one: `[]` for the items of a list.
    fn suffix(&self, text: &str) -> Self {
        Self {
            path: format!("{}{text}", self.path),
            ..self.clone()
        }
    }

    fn towards(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Whether users build values of what stands here.
    fn in_requests(&self) -> bool {
        matches!(
            self.direction,
            Some(Direction::Request | Direction::Both) | None
        )
    }
}

impl Comparison<'_> {
    fn row(
        &mut self,
        place: &Place,
        class: Class,
        change: &'static str,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) {
        self.rows.push(Row {
            class,
            subject: place.subject.clone(),
            direction: place.direction,
            change,
            path: place.path.clone(),
            before: before.into(),
            after: after.into(),
        });
    }
}

#[cfg(test)]
mod tests;
